"""`gpumarket retailer check`: what a retailer's recorded pages say, and what its pages say now."""

import json
import tomllib
from pathlib import Path

import pytest
from command_line import Run, refused
from selling import GOODS, json_ld_shop, whole
from shopserver import ShopServer
from sqlalchemy import Engine, text


@pytest.fixture
def pages(run: Run, folder: Path, shop: ShopServer) -> Path:
    """The recorded pages of a shop that was looked at and whose offers were confirmed."""
    url = shop.url(json_ld_shop(shop))
    assert run("retailer", "new", url, "--name", "my-shop", "--delay", "0", "--yes").returncode == 0
    return folder / "retailers" / "my-shop" / "pages"


def edit(file: Path, old: str, new: str) -> None:
    saved = file.read_text(encoding="utf-8")
    assert old in saved
    file.write_text(saved.replace(old, new, 1), encoding="utf-8")


def test_what_differs_is_told_field_by_field(run: Run, pages: Path) -> None:
    edit(pages / "karten.json", '"price":"849.90"', '"price":"849.00"')
    done = run("retailer", "check", "my-shop")
    assert (done.returncode, done.stderr) == (1, "")
    assert f"{GOODS[0].title}  price: expected 849.00, read 849.90" in done.stdout
    assert "p-1.json (confirmed): as expected" in done.stdout
    (checked,) = json.loads(run("retailer", "check", "my-shop", "--json").stdout)
    assert checked["fine"] is False
    a_list, _ = checked["recorded"]
    assert a_list["differences"] == [
        {"offer": GOODS[0].title, "field": "price", "expected": "849.00", "read": "849.90"}
    ]
    assert (a_list["found"], a_list["coverage"]["price"], a_list["coverage"]["seller"]) == (4, 4, 0)


def test_what_nobody_confirmed_is_told_but_no_failure(run: Run, pages: Path) -> None:
    edit(pages / "karten.json", '"price":"849.90"', '"price":"849.00"')
    saved = json.loads((pages / "karten.json").read_text(encoding="utf-8"))
    (pages / "karten.json").write_text(json.dumps(saved | {"confirmed": False}), encoding="utf-8")
    done = run("retailer", "check", "my-shop")
    assert (done.returncode, "(not confirmed): 1 differences" in done.stdout) == (0, True)


def test_accepting_makes_what_is_read_the_expectation(run: Run, folder: Path, pages: Path) -> None:
    file = folder / "retailers" / "my-shop.toml"
    edit(file, "# Read them", "# I read them")
    edit(pages / "karten.json", '"price":"849.90"', '"price":"849.00"')
    accepted = run("retailer", "check", "my-shop", "--accept")
    assert accepted.returncode == 0, accepted.stderr
    assert run("retailer", "check", str(file)).returncode == 0
    saved = file.read_text(encoding="utf-8")
    assert "# I read them" in saved
    assert len(tomllib.loads(saved)["evidence"]) == 2


def test_accepting_confirms_what_new_recorded(run: Run, folder: Path, shop: ShopServer) -> None:
    url = shop.url(json_ld_shop(shop))
    run("retailer", "new", url, "--name", "my-shop", "--delay", "0")
    assert run("retailer", "check", "--accept", "my-shop").returncode == 0
    assert tomllib.loads((folder / "retailers" / "my-shop.toml").read_text(encoding="utf-8"))["verified"] is True


@pytest.mark.usefixtures("pages")
def test_live_shows_what_is_read_now_and_the_last_time_and_stores_nothing(
    run: Run, shop: ShopServer, database: Engine
) -> None:
    never = run("retailer", "check", "my-shop", "--live")
    assert (never.returncode, "never polled" in never.stdout) == (0, True), never.stdout
    run("retailer", "enable", "my-shop")
    run("poll", "my-shop")
    shop.page("/karten?seite=2", whole("<p>Keine Produkte gefunden</p>", lang="de"))
    before = _rows(database)
    asked = len(shop.requests)
    (checked,) = json.loads(run("retailer", "check", "my-shop", "--live", "--json").stdout)
    assert shop.targets[asked:] == ["/robots.txt", "/karten", "/karten?seite=2"]
    (live,) = checked["live"]
    assert (live["outcome"], live["found"], live["pages"], live["coverage"]["stock"]) == ("ok", 4, 2, 4)
    assert (live["last"]["found"], live["last"]["with_price"], live["last"]["with_stock"]) == (6, 6, 6)
    assert _rows(database) == before
    assert "last time: 6 offers" in run("retailer", "check", "my-shop", "--live").stdout


def _rows(database: Engine) -> tuple[int, ...]:
    counts = text(
        "SELECT (SELECT count(*) FROM poll), (SELECT count(*) FROM listing), (SELECT count(*) FROM observation)"
    )
    with database.connect() as connection:
        return tuple(connection.execute(counts).one())


@pytest.mark.usefixtures("pages")
def test_live_tells_a_source_that_cannot_be_read(run: Run, shop: ShopServer) -> None:
    shop.page("/karten", status=503)
    done = run("retailer", "check", "my-shop", "--live")
    assert (done.returncode, "http_error" in done.stdout, "503" in done.stdout) == (1, True, True)


def test_live_and_accept_record_the_page_of_today(run: Run, pages: Path, shop: ShopServer) -> None:
    items = "".join(f'<li><a href="/p/{n}">{GOODS[n].title}</a> <b>{900 + n},00 €</b></li>' for n in range(3))
    shop.page("/karten", whole(f"<ul>{items}</ul>", lang="de"))
    assert run("retailer", "check", "my-shop", "--live", "--accept").returncode == 0
    saved = json.loads((pages / "karten.json").read_text(encoding="utf-8"))
    assert [offer["price"] for offer in saved["offers"]] == ["900.00", "901.00", "902.00"]
    assert run("retailer", "check", "my-shop").returncode == 0


def test_wrong_names_and_recordings(run: Run, pages: Path) -> None:
    refused(run("retailer", "check", "no-such-shop"), 2, "no-such-shop", "retailer list")
    refused(run("retailer", "check", "no/such.toml"), 1, "no/such.toml")
    refused(run("retailer", "check", "newegg", "--accept"), 1, "no page is recorded")
    edit(pages / "karten.json", '"price":"849.90"', '"price":"eight"')
    refused(run("retailer", "check", "my-shop"), 1, "karten.json", "price")
    (pages / "karten.html.gz").write_bytes(b"no gzip")
    edit(pages / "karten.json", '"price":"eight"', '"price":"849.90"')
    refused(run("retailer", "check", "my-shop"), 1, "karten.html.gz")


def test_a_shipped_file_needs_neither_network_nor_database(run: Run) -> None:
    done = run("retailer", "check", "newegg", DATABASE_URL="postgresql://nobody@127.0.0.1:1/none")
    assert (done.returncode, "fine" in done.stdout) == (0, True)
