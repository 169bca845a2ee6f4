"""`gpumarket retailer new`: from an address to polls that read what the shop sells."""

import gzip
import json
import os
import pty
import subprocess
import tomllib
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest
from command_line import GPUMARKET, Run, own_retailer, refused
from selling import (
    GOODS,
    Good,
    euros,
    json_ld_shop,
    microdata_page,
    shopify_shop,
    turkish_shop,
    whole,
    woocommerce_shop,
)
from shopserver import ShopServer
from sqlalchemy import Engine, text

from scrapers.platforms import PLATFORMS

_FAST = ("--delay", "0", "--name", "my-shop")
_STOCK = {"in_stock": True, "out_of_stock": False, None: None}


def written(folder: Path, name: str = "my-shop") -> dict[str, object]:
    return tomllib.loads((folder / "retailers" / f"{name}.toml").read_text(encoding="utf-8"))


def expected(folder: Path) -> list[dict[str, object]]:
    files = sorted((folder / "retailers" / "my-shop" / "pages").glob("*.json"))
    return [json.loads(file.read_text(encoding="utf-8")) for file in files]


def stored(database: Engine) -> set[tuple[str, Decimal, str, bool | None]]:
    with database.connect() as connection:
        rows = connection.execute(text("SELECT title, price, currency, stock FROM listing")).all()
    return {(row.title, row.price, row.currency, _STOCK[row.stock]) for row in rows}


def sold(currency: str, goods: list[Good] = GOODS, factor: int = 1) -> set[tuple[str, Decimal, str, bool | None]]:
    return {(good.title, good.price * factor, currency, good.in_stock) for good in goods}


# Shops that publish in different ways: looked at, enabled, polled


@pytest.mark.parametrize(
    ("build", "market", "currency", "factor", "platform"),
    [
        (json_ld_shop, "de", "EUR", 1, "schema_org"),
        (turkish_shop, "tr", "TRY", 50, "selectors"),
        (shopify_shop, "us", "USD", 1, "shopify" if "shopify" in PLATFORMS else "selectors"),
        (woocommerce_shop, "us", "USD", 1, "woocommerce" if "woocommerce" in PLATFORMS else "selectors"),
    ],
)
def test_from_the_address_of_a_list_to_its_offers(
    run: Run,
    folder: Path,
    database: Engine,
    shop: ShopServer,
    build: Callable[[ShopServer], str],
    market: str,
    currency: str,
    factor: int,
    platform: str,
) -> None:
    done = run("retailer", "new", shop.url(build(shop)), *_FAST)
    assert done.returncode == 0, done.stderr
    assert len(shop.requests) <= 4  # robots.txt, the page, perhaps an API, one product's page
    assert all(f"asking for {shop.url(target)}" in done.stderr for target in shop.targets)
    file = written(folder)
    assert (file["market"], file["platform"], file["verified"], file["evidence"]) == (market, platform, False, [])
    checked = run("retailer", "check", "my-shop")
    assert (checked.returncode, checked.stdout.count("as expected")) == (0, len(expected(folder))), checked.stdout
    assert run("retailer", "enable", "my-shop").returncode == 0
    (result,) = json.loads(run("poll", "--json").stdout)
    assert (result["outcome"], result["found"]) == ("ok", len(GOODS))
    assert stored(database) == sold(currency, factor=factor)


def test_a_products_page(run: Run, folder: Path, database: Engine, shop: ShopServer) -> None:
    shop.page("/cards/5080", microdata_page(GOODS[1]))
    done = run("retailer", "new", shop.url("/cards/5080"), *_FAST)
    assert done.returncode == 0, done.stderr
    assert "microdata" in done.stdout
    assert shop.targets == ["/robots.txt", "/cards/5080"]
    file = written(folder)
    assert (file["market"], file["sources"]) == ("gb", [{"url": shop.url("/cards/5080"), "kind": "product"}])
    run("retailer", "enable", "my-shop")
    assert run("poll", "my-shop").returncode == 0
    assert stored(database) == sold("GBP", [GOODS[1]])


def test_what_is_recorded_is_the_page_without_its_visitor(run: Run, folder: Path, shop: ShopServer) -> None:
    path = json_ld_shop(shop)
    run("retailer", "new", shop.url(path), *_FAST)
    pages = folder / "retailers" / "my-shop" / "pages"
    packed = (pages / "karten.html.gz").read_bytes()
    page = gzip.decompress(packed).decode()
    assert packed[4:8] == bytes(4)  # no time of packing
    assert GOODS[0].title in page
    assert "d41d8cd98f00b204e9800998ecf8427e" not in page
    assert "visitor@example.com" not in page
    a_list, product = expected(folder)
    assert (a_list["url"], a_list["kind"], a_list["confirmed"]) == (shop.url(path), "list", False)
    assert (a_list["status"], a_list["content_type"]) == (200, "text/html; charset=utf-8")
    assert a_list["next_url"] == shop.url("/karten?seite=2")
    offers = a_list["offers"]
    assert isinstance(offers, list)
    assert [(offer["title"], offer["price"], offer["stock"] == "in_stock") for offer in offers] == [
        good.facts for good in GOODS[:4]
    ]
    assert product["kind"] == "product"


def test_the_file_says_what_was_found(run: Run, folder: Path, shop: ShopServer) -> None:
    done = run("retailer", "new", shop.url(turkish_shop(shop)), *_FAST)
    assert "price 4 of 4" in done.stdout
    assert "gpumarket retailer enable my-shop" in done.stdout
    saved = (folder / "retailers" / "my-shop.toml").read_text(encoding="utf-8")
    assert "# Read: title 4 of 4" in saved
    assert "css-" not in saved
    assert written(folder)["selectors"] == {
        "item": "main > div > div",
        "title": "h3",
        "link": "a@href",
        "next": 'a[rel~="next"]@href',
    }


def test_a_list_and_a_product_that_differ_are_told(run: Run, shop: ShopServer) -> None:
    path = json_ld_shop(shop)
    shop.page("/p/1", whole(f"<h1>{GOODS[0].title}</h1><p>999,00 €</p><button>In den Warenkorb</button>", lang="de"))
    done = run("retailer", "new", shop.url(path), *_FAST)
    assert "price 849.90 in the list, 999.00 on its own page" in done.stdout


# Confirming


def test_confirmed_offers_are_evidence(run: Run, folder: Path, shop: ShopServer) -> None:
    done = run("retailer", "new", shop.url(json_ld_shop(shop)), *_FAST, "--yes")
    assert done.returncode == 0, done.stderr
    file = written(folder)
    assert file["verified"] is True
    assert [line.partition(":")[0] for line in file["evidence"]] == ["pages/karten.html.gz", "pages/p-1.html.gz"]  # type: ignore[attr-defined]  # a list of texts
    assert all(isinstance(page["confirmed"], str) for page in expected(folder))


@pytest.mark.parametrize(("answer", "verified"), [("y\n", True), ("n\n", False), ("\n", False)])
def test_on_a_terminal_it_asks(folder: Path, shop: ShopServer, answer: str, *, verified: bool) -> None:
    ours, theirs = pty.openpty()
    command = [str(GPUMARKET), "retailer", "new", shop.url(json_ld_shop(shop)), *_FAST]
    env = os.environ | {"GPUMARKET_DATA_DIR": str(folder)}
    with subprocess.Popen(command, env=env, stdin=theirs, stdout=theirs, stderr=subprocess.PIPE) as process:
        os.close(theirs)
        os.write(ours, answer.encode())
        said = _all_of(ours)
        assert process.wait() == 0, process.stderr and process.stderr.read()
    os.close(ours)
    assert "Are these right?" in said
    assert written(folder)["verified"] is verified


def _all_of(terminal: int) -> str:
    """All that is written to a terminal until its other side is closed."""
    said = b""
    try:
        while piece := os.read(terminal, 65_536):
            said += piece
    except OSError:  # how Linux says that the other side is closed
        pass
    return said.decode()


# Saved pages


def test_a_saved_page_needs_no_network(run: Run, folder: Path, shop: ShopServer) -> None:
    page = folder / "page.html"
    page.write_text(microdata_page(GOODS[0]), encoding="utf-8")
    refused(run("retailer", "new", str(page)), 2, "--url")
    done = run("retailer", "new", str(page), "--url", "https://www.cards.co.uk/5070")
    assert done.returncode == 0, done.stderr
    assert shop.requests == []
    file = written(folder, "cards")
    assert (file["name"], file["url"], file["market"]) == ("cards", "https://www.cards.co.uk/", "gb")
    assert run("retailer", "check", "cards").returncode == 0
    refused(run("retailer", "new", str(folder / "none.html"), "--url", "https://www.more.de/1"), 2, "none.html")


# What does not work out: said in a sentence, and nothing written


def nothing_written(folder: Path) -> bool:
    return not (folder / "retailers").exists()


def test_a_robots_txt_that_denies(run: Run, folder: Path, shop: ShopServer) -> None:
    path = json_ld_shop(shop)
    shop.robots("User-agent: *\nDisallow: /karten")
    refused(run("retailer", "new", shop.url(path), *_FAST), 1, "robots.txt forbids", "Nothing else was asked for")
    assert shop.targets == ["/robots.txt"]
    assert nothing_written(folder)


def test_a_products_page_that_robots_txt_denies(run: Run, folder: Path, shop: ShopServer) -> None:
    path = json_ld_shop(shop)
    shop.robots("User-agent: *\nDisallow: /p/")
    done = run("retailer", "new", shop.url(path), *_FAST)
    assert (done.returncode, "No product's page was read" in done.stdout) == (0, True)
    assert shop.targets == ["/robots.txt", path]
    assert len(expected(folder)) == 1


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        (
            {"body": "<html><title>Robot Check</title><p>Enter the characters you see below</p></html>"},
            ["captcha", "--url"],
        ),
        ({"body": "gone", "status": 404}, ["404", "no such page"]),
        ({"body": b"%PDF-1.7\0\1", "headers": {"Content-Type": "application/pdf"}}, ["application/pdf"]),
        (
            {"body": whole("<h1>About us</h1><p>We have sold things since 1990.</p>" * 30)},
            ["neither", "a list of graphics"],
        ),
        ({"body": "later", "status": 429, "headers": {"Retry-After": "77"}}, ["slow down", "77 seconds"]),
    ],
)
def test_an_answer_that_is_no_page_of_a_shop(
    run: Run, folder: Path, shop: ShopServer, answer: dict[str, object], words: list[str]
) -> None:
    shop.page("/gpus", **answer)  # type: ignore[arg-type]  # fields of an answer
    refused(run("retailer", "new", shop.url("/gpus"), *_FAST), 1, *words)
    assert shop.targets == ["/robots.txt", "/gpus"]
    assert nothing_written(folder)


@pytest.mark.parametrize("url", ["https://", "http://[::1", "http://shop:0/x", "shop.example/gpus"])
def test_what_is_no_address(run: Run, folder: Path, url: str) -> None:
    refused(run("retailer", "new", url), 2, "https://")
    assert nothing_written(folder)


@pytest.mark.parametrize(
    ("options", "words"),
    [
        (("--market", "mars"), ["market", "mars", "de"]),
        (("--name", "My Shop!"), ["name"]),
        (("--delay", "-1"), ["--delay"]),
    ],
)
def test_a_wrong_option_is_told_before_anything_is_asked(
    run: Run, shop: ShopServer, options: tuple[str, ...], words: list[str]
) -> None:
    refused(run("retailer", "new", shop.url("/gpus"), *options), 2, *words)
    assert shop.requests == []


def test_a_name_that_is_taken(run: Run, folder: Path, shop: ShopServer) -> None:
    url = shop.url(json_ld_shop(shop))
    assert run("retailer", "new", url, *_FAST).returncode == 0
    asked = len(shop.requests)
    refused(run("retailer", "new", url, *_FAST), 2, "my-shop.toml is there already", "--force", "--name")
    refused(run("retailer", "new", url, "--delay", "0", "--name", "newegg"), 2, "comes with gpumarket", "--name")
    own_retailer(
        folder, f'name = "other"\ntitle = "x"\nurl = "{url}"\nmarket = "us"\nplatform = "schema_org"\n', "x.toml"
    )
    refused(run("retailer", "new", url, "--delay", "0", "--name", "other", "--force"), 2, "x.toml", "other")
    assert len(shop.requests) == asked
    assert run("retailer", "new", url, *_FAST, "--force", "--market", "at").returncode == 0
    assert written(folder)["market"] == "at"


def test_a_folder_that_cannot_be_written(run: Run, folder: Path, shop: ShopServer) -> None:
    url = shop.url(json_ld_shop(shop))
    (folder / "retailers").write_text("in the way")
    refused(run("retailer", "new", url, *_FAST), 2, str(folder / "retailers"), "GPUMARKET_RETAILERS_DIR")
    assert shop.requests == []


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write anywhere")
def test_a_folder_that_may_not_be_written(run: Run, folder: Path, shop: ShopServer) -> None:
    (folder / "retailers").mkdir(mode=0o555)
    refused(run("retailer", "new", shop.url(json_ld_shop(shop)), *_FAST), 2, "GPUMARKET_RETAILERS_DIR")
    assert shop.requests == []


def test_the_prices_of_these_tests_are_written_as_people_do() -> None:
    assert euros(Decimal("1199.00")) == "1.199,00 €"
