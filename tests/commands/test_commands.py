"""The command as a person meets it: clear messages, exit codes, JSON where asked for, never a traceback."""

import json
import socket
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from browsing import app, fill, needs_browser
from command_line import Run, own_retailer, refused
from market import cards, list_page, product_page
from shopserver import ShopServer
from sqlalchemy import URL, Engine, create_engine, inspect, text

from monitor import fold
from monitor.storage import engine
from monitor.storage.engine import conninfo
from scrapers.browser import installed

SHOP = """
name = "my-shop"
title = "My Shop"
url = "{url}"
market = "us"
platform = "selectors"
sources = [{{ url = "{url}/gpus" }}]
politeness = {{ delay = 0 }}
selectors = {{ item = "li.card", title = "a.name", link = "a.name@href", price = ".price", stock = ".stock" }}
"""


# Wrong settings


@pytest.mark.parametrize(
    ("name", "value", "words"),
    [
        ("GPUMARKET_PROT", "8000", ["GPUMARKET_PROT", "GPUMARKET_PORT"]),
        ("GPUMARKET_PORT", "eighty", ["GPUMARKET_PORT", "65535"]),
        ("GPUMARKET_PORT", "70000", ["GPUMARKET_PORT", "65535"]),
        ("GPUMARKET_LOG_LEVEL", "loud", ["GPUMARKET_LOG_LEVEL", "info"]),
        ("GPUMARKET_CONCURRENCY", "0", ["GPUMARKET_CONCURRENCY", "64"]),
        ("GPUMARKET_CONTACT", "Jörg ‹x›", ["GPUMARKET_CONTACT"]),
        ("GPUMARKET_RETAILERS_DIR", "/no/such/folder", ["GPUMARKET_RETAILERS_DIR", "/no/such/folder"]),
        ("DATABASE_URL", "mysql://u:s3cret@db/x", ["mysql", "PostgreSQL", "postgresql://"]),
        ("DATABASE_URL", "nonsense", ["DATABASE_URL", "postgresql://"]),
    ],
)
def test_a_wrong_setting_is_named_with_the_way_out(run: Run, name: str, value: str, words: list[str]) -> None:
    done = run("config", "check", **{name: value})
    refused(done, 2, *words)
    assert "s3cret" not in done.stderr + done.stdout


@pytest.mark.parametrize("command", ["status", "up", "worker", "poll"])
def test_no_command_goes_on_with_a_wrong_setting(run: Run, command: str) -> None:
    refused(run(command, GPUMARKET_PORT="eighty"), 2, "GPUMARKET_PORT")


def test_several_wrong_settings_are_all_named(run: Run) -> None:
    refused(run("config", "check", GPUMARKET_PORT="x", GPUMARKET_NAME="y"), 2, "GPUMARKET_PORT", "GPUMARKET_NAME")


def test_a_secret_may_come_from_a_file(run: Run, folder: Path, database_url: URL) -> None:
    file = folder / "secret"
    file.write_text(conninfo(database_url) + "\n")
    assert run("db", "url", DATABASE_URL=None, DATABASE_URL_FILE=str(file)).stdout.strip() == conninfo(database_url)
    refused(run("status", DATABASE_URL_FILE=str(file)), 2, "both set")
    refused(run("status", DATABASE_URL=None, DATABASE_URL_FILE="/no/such"), 2, "/no/such")


@pytest.mark.parametrize("command", [["status"], ["poll"], ["up"], ["worker"]])
def test_an_unreachable_database_is_told_without_its_password(run: Run, command: list[str]) -> None:
    done = run(*command, DATABASE_URL="postgresql://me:s3cret@127.0.0.1:1/x", GPUMARKET_PORT="18741")
    refused(done, 3, "cannot be reached", "DATABASE_URL")
    assert "s3cret" not in done.stderr


def test_a_port_in_use_is_told(run: Run) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        refused(run("up", GPUMARKET_PORT=str(port)), 2, str(port), f"GPUMARKET_PORT={port + 1}")


def test_a_host_that_is_none_is_told(run: Run) -> None:
    refused(run("up", GPUMARKET_HOST="nosuch.invalid"), 2, "GPUMARKET_HOST", "127.0.0.1")


# Wrong retailer files


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ('title = "My Shop"', 'titel = "My Shop"', ["titel"]),
        ("politeness = { delay = 0 }", "politeness = { dealy = 0 }", ["politeness", "dealy"]),
        ('market = "us"', 'market = "usa"', ["market", "usa"]),
        ('market = "us"', 'market = "us"\ncurrency = "dollars"', ["currency", "dollars", "USD"]),
        ('platform = "selectors"', 'platform = "selector"', ["platform", "selectors"]),
        ('url = "http://127.0.0.1:9/gpus"', 'url = "/gpus"', ["sources[0].url", "/gpus", "https://"]),
        ("politeness = { delay = 0 }", 'politeness = { interval = "30" }', ["politeness.interval", "30m"]),
        ("politeness = { delay = 0 }", "politeness = { delay = -1 }", ["politeness.delay"]),
        ('name = "my-shop"', "name = ", ["line 2"]),
        ('name = "my-shop"', 'name = "My Shop!"', ["name"]),
    ],
)
def test_a_wrong_retailer_file_is_named_with_place_and_reason(
    run: Run, folder: Path, old: str, new: str, words: list[str]
) -> None:
    right = SHOP.format(url="http://127.0.0.1:9")
    assert old in right
    path = own_retailer(folder, right.replace(old, new))
    refused(run("config", "check"), 2, str(path), *words)


def test_no_command_goes_on_with_a_wrong_retailer_file(run: Run, folder: Path) -> None:
    path = own_retailer(folder, SHOP.format(url="http://127.0.0.1:9").replace('market = "us"', 'market = "usa"'))
    refused(run("retailer", "list"), 2, str(path), "usa")
    refused(run("retailer", "check", str(path)), 1, str(path), "usa")
    refused(run("up", GPUMARKET_PORT="18742"), 2, str(path), "usa")


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("delay = 0", "delay = inf", ["politeness.delay"]),
        ("delay = 0", 'interval = "99999999999d"', ["politeness.interval", "30d"]),
        ('market = "us"', 'market = "us"\ncurrency = "ZZZ"', ["currency", "ZZZ"]),
        ('market = "us"', 'market = "us"\ndemo = true', ["demo"]),
    ],
)
def test_values_that_cannot_be_meant(run: Run, folder: Path, old: str, new: str, words: list[str]) -> None:
    path = own_retailer(folder, SHOP.format(url="http://127.0.0.1:9").replace(old, new))
    refused(run("config", "check"), 2, str(path), *words)


def test_an_own_file_replaces_a_shipped_one_by_its_name(run: Run, folder: Path) -> None:
    own = SHOP.format(url="http://127.0.0.1:9").replace('"my-shop"', '"newegg"')
    own_retailer(folder, own, "any-file-name.toml")
    listed = {row["retailer"]: row for row in json.loads(run("retailer", "list", "--json").stdout)}
    assert (listed["newegg"]["title"], listed["newegg"]["sources"]) == ("My Shop", 1)
    own_retailer(folder, own, "another.toml")
    refused(run("config", "check"), 2, "any-file-name.toml", "another.toml", "newegg")


def test_the_list_shows_what_one_must_know_before_enabling(run: Run, folder: Path) -> None:
    own = SHOP.format(url="http://127.0.0.1:9")
    own_retailer(folder, f"browser = true\n{own}")
    key = 'auth = { kind = "query", key = "myapi", name = "apiKey" }'
    own_retailer(folder, f"{key}\n{own}".replace('"my-shop"', '"my-api"'), "my-api.toml")
    listed = {row["retailer"]: row for row in json.loads(run("retailer", "list", "--json").stdout)}
    geizhals, vatan, mine, api = (listed[name] for name in ("geizhals-at", "vatan", "my-shop", "my-api"))
    assert (geizhals["tier"], geizhals["platform"], geizhals["verified"]) == ("aggregator", "aggregator", True)
    assert (vatan["verified"], vatan["enabled"], vatan["needs_browser"], vatan["needs_key"]) == (
        False,
        False,
        False,
        None,
    )
    assert vatan["terms_checked"] is not None
    assert (mine["needs_browser"], mine["needs_key"], mine["sources"]) == (True, None, 1)
    assert (api["needs_browser"], api["needs_key"]) == (False, "myapi")
    lines = {line.split()[1]: line for line in run("retailer", "list").stdout.splitlines()}
    assert all(
        words in lines["vatan"]
        for words in ("tr", "first_party", "schema_org", "unverified", "off", "1 source", "terms 20")
    )
    assert "needs a browser" in lines["my-shop"]
    assert "needs a key" in lines["my-api"]


def test_good_files_are_fine(run: Run, folder: Path) -> None:
    path = own_retailer(folder, SHOP.format(url="http://127.0.0.1:9"))
    assert run("config", "check").returncode == 0
    done = run("retailer", "check", str(path))
    assert (done.returncode, "fine" in done.stdout) == (0, True)


# Retailers and polls


def test_from_a_file_to_a_poll(run: Run, folder: Path, database_url: URL) -> None:
    with ShopServer() as shop:
        shop.page("/gpus", list_page(cards(3)))
        own_retailer(folder, SHOP.format(url=shop.url("")))
        refused(run("poll"), 2, "no retailer is enabled")
        refused(run("poll", "my-shop"), 2, "my-shop")
        refused(run("retailer", "enable", "my-shpo"), 2, "did you mean my-shop?")
        enabled = run("retailer", "enable", "my-shop")
        assert enabled.returncode == 0, enabled.stderr
        assert "GPUMARKET_CONTACT" in enabled.stdout
        (result,) = json.loads(run("poll", "--json").stdout)
        assert (result["outcome"], result["found"], result["changed"]) == ("ok", 3, 3)
        shop.page("/gpus", status=500)
        failed = run("poll", "my-shop")
        assert (failed.returncode, "http_error" in failed.stdout) == (1, True)
        listed = {row["retailer"]: row for row in json.loads(run("retailer", "list", "--json").stdout)}
        assert (listed["my-shop"]["enabled"], listed["my-shop"]["last_reason"]) == (True, "status_500")
        assert listed["my-shop"]["fields"]["all"]["price"] == 3
        assert "http error (status 500" in run("retailer", "list").stdout
        assert listed["newegg"]["enabled"] is False
        (status,) = json.loads(run("status", "--json").stdout)
        assert (status["market"], status["level"], len(status["gpus"])) == ("us", "unknown", 3)
        assert "day 1 of 28" in run("status").stdout.lower()
        assert json.loads(run("signals", "--json").stdout) == []
        lost_sight(database_url)
        done = run("signals", "--json", "--quality")
        assert done.returncode == 0, done.stderr
        (stale,) = json.loads(done.stdout)
        assert (stale["kind"], stale["evidence"]["reason"], stale["closed_at"]) == ("stale", "status_500", None)
        assert run("signals", "--no-quality").stdout == ""
        shown = run("signals").stdout
        assert shown.startswith("What we could not see:\n")
        assert f"1 poll, http error (status 500: {stale['evidence']['detail']}) at {shop.url('/gpus')}" in shown
        assert run("retailer", "disable", "my-shop").returncode == 0
        refused(run("poll"), 2, "no retailer is enabled")


API = """
name = "my-api"
title = "My API"
url = "{url}/"
market = "us"
platform = "bestbuy"
max_retention = "7d"

[auth]
kind = "query"
key = "mine"
name = "apiKey"

[politeness]
delay = 0.0

[[sources]]
url = "{url}/v1/products?format=json"
kind = "api"
"""


def lost_sight(url: URL) -> None:
    """A day passes without a poll."""
    connected = create_engine(url)
    fold.advance(engine.sessions(connected), datetime.now(UTC) + timedelta(days=1))
    connected.dispose()


def test_a_key_from_the_settings_reaches_the_api_and_nothing_else(run: Run, folder: Path, database_url: URL) -> None:
    key = "k3y-0123456789"
    with ShopServer() as shop:
        product = {"sku": 1, "name": "ASUS TUF RTX 5080", "salePrice": 999.99, "onlineAvailability": True}
        answer = {"products": [product], "canonicalUrl": f"/v1/products?apiKey={key}"}
        shop.page("/v1/products", json.dumps(answer), headers={"Content-Type": "application/json", "ETag": f'"{key}"'})
        own_retailer(folder, API.format(url=shop.url("")))
        assert "my-api needs a key: GPUMARKET_KEY_MINE is not set." in run("config", "check").stdout
        assert "GPUMARKET_KEY_MINE" in run("retailer", "enable", "my-api").stdout
        (result,) = json.loads(run("poll", "--json").stdout)
        assert (result["outcome"], result["reason"]) == ("http_error", "no_key")
        assert shop.requests == []
        polled = run("poll", "--json", GPUMARKET_KEY_MINE=key, GPUMARKET_LOG_LEVEL="debug")
        (result,) = json.loads(polled.stdout)
        assert (result["outcome"], result["found"]) == ("ok", 1)
        assert shop.requests[-1].target == f"/v1/products?format=json&apiKey={key}"
        checked = run("config", "check", GPUMARKET_KEY_MINE=key)
        listed = run("retailer", "list", "--json", GPUMARKET_KEY_MINE=key)
    assert "GPUMARKET_KEY_MINE is set." in checked.stdout
    (row,) = (row for row in json.loads(listed.stdout) if row["retailer"] == "my-api")
    assert (row["needs_key"], row["max_retention"]) == ("mine", "7d")
    assert key not in polled.stdout + polled.stderr + checked.stdout + checked.stderr + listed.stdout
    assert key not in everything_in(database_url)


def everything_in(database_url: URL) -> str:
    """All rows of all tables."""
    with create_engine(database_url).connect() as connection:
        tables = inspect(connection).get_table_names()
        rows = [connection.execute(text(f'SELECT row_to_json(t)::text FROM "{table}" t')).scalars() for table in tables]  # noqa: S608 - the database's own names
        everything = "\n".join(row for each in rows for row in each)
    assert "ASUS TUF RTX 5080" in everything
    return everything


def test_a_retailer_without_sources_says_where_to_add_them(run: Run, folder: Path) -> None:
    refused(run("retailer", "enable", "newegg"), 2, str(folder / "retailers"), "[[sources]]")


# Pages and titles


def test_parse_shows_what_a_saved_page_says(run: Run, folder: Path) -> None:
    page = folder / "page.html"
    button = '<button type="submit">Add to cart</button>'
    page.write_text(product_page("ASUS RTX 5080 16GB", "1199.00", "https://schema.org/InStock", button))
    done = run("parse", str(page), "--url", "https://shop.example/a-1", "--json")
    assert done.returncode == 0, done.stderr
    parsed = json.loads(done.stdout)
    offer = parsed["offers"][0]
    assert (parsed["outcome"], offer["price"], offer["currency"], offer["stock"]) == (
        "ok",
        "1199.00",
        "USD",
        "in_stock",
    )
    keys = {"title", "url", "sku", "price", "currency", "stock", "seller", "first_party", "condition", "offer_count"}
    assert keys | {"confidence", "raw"} <= set(offer)
    assert offer.keys() >= {"price_kind", "previous_price", "quantity", "seller_kind", "seller_group", "shipping"}
    assert "1199.00" in run("parse", str(page), "--url", "https://shop.example/a-1").stdout


def test_parse_shows_who_sells_and_what_is_doubted(run: Run, folder: Path) -> None:
    page = folder / "page.html"
    button = '<button type="submit">Add to cart</button>'
    html = product_page("ASUS RTX 5080 16GB", "1199.00", "https://schema.org/InStock", button)
    seller = (
        '"seller": {"@type": "Organization", "name": "QuickFlip"}, "itemCondition": "https://schema.org/UsedCondition"'
    )
    page.write_text(html.replace('"availability"', f'{seller}, "availability"'))
    said = run("parse", str(page), "--url", "https://shop.example/a-1").stdout
    assert "(used, sold by QuickFlip)" in said
    assert "?" not in said
    page.write_text(html.replace('"price": "1199.00"', '"price": "99.00"'))
    said = run("parse", str(page), "--url", "https://shop.example/a-1").stdout
    assert "USD ?" in said
    assert "does not agree" in said


def test_parse_says_what_it_could_not_read(run: Run, folder: Path) -> None:
    page = folder / "page.html"
    page.write_text("<html><title>Robot Check</title><p>Enter the characters you see below</p></html>")
    done = run("parse", str(page), "--url", "https://shop.example/x", "--json")
    assert (done.returncode, json.loads(done.stdout)["outcome"], json.loads(done.stdout)["offers"]) == (
        1,
        "blocked",
        [],
    )
    refused(run("parse", str(folder / "none.html"), "--url", "https://shop.example/x"), 2, "none.html")
    refused(run("parse", str(page), "--url", "shop.example/x"), 2, "https://")
    refused(run("parse", str(page), "--url", "http://[::1"), 2, "https://")
    refused(run("parse", str(page)), 2, "--url")


def test_match_reads_arguments_and_lines(run: Run) -> None:
    title = "MSI GeForce RTX 5070Ti 16G VENTUS 3X OC Ekran Kartı"
    one = json.loads(run("match", title, "--json").stdout)
    assert (one["title"], one["gpu"], one["vendor"], one["refused"]) == (title, "GeForce RTX 5070 Ti", "NVIDIA", None)
    done = run("match", "--json", stdin=f"{title}\nASUS ROG Strix G16 RTX 4070 Laptop\n")
    answers = [json.loads(line) for line in done.stdout.splitlines()]
    assert [answer["refused"] for answer in answers] == [None, "laptop"]
    assert "GeForce RTX 5070 Ti" in run("match", title).stdout


# The rest


def test_the_database_can_be_reached_and_upgraded(run: Run, database_url: URL) -> None:
    assert run("db", "url").stdout.strip() == conninfo(database_url)
    assert run("db", "upgrade").returncode == 0
    shell = run("db", "shell", stdin="SELECT count(*) FROM listing;\n")
    assert shell.returncode == 0, shell.stderr


def test_the_reader_of_a_server_of_ones_own_has_the_address_that_was_set(
    run: Run, admin: Engine, database_url: URL
) -> None:
    refused(run("db", "url", "--role", "reader"), 2, "ALTER ROLE gpumarket_reader", "GPUMARKET_READER_URL")
    refused(
        run("db", "url", "--role", "reader", GPUMARKET_READER_URL="mysql://u:s3cret@db/x"), 2, "GPUMARKET_READER_URL"
    )
    with admin.connect() as connection:
        connection.execute(text("ALTER ROLE gpumarket_reader LOGIN PASSWORD 'of-this-test'"))
    address = conninfo(database_url.set(username="gpumarket_reader", password="of-this-test"))
    assert run("db", "url", "--role", "reader", GPUMARKET_READER_URL=address).stdout.strip() == address
    asked = "SELECT current_user, count(*) FROM gpus;\nSELECT count(*) FROM public.listing;\n"
    shell = run("db", "shell", "--role", "reader", GPUMARKET_READER_URL=address, stdin=asked)
    assert "gpumarket_reader" in shell.stdout
    assert "permission denied" in shell.stderr


def test_the_reader_of_the_embedded_server_can_log_in(run: Run) -> None:
    asked = "SELECT current_user, count(*) FROM gpus;\nSELECT count(*) FROM public.listing;\n"
    shell = run("db", "shell", "--role", "reader", DATABASE_URL=None, stdin=asked)
    assert "gpumarket_reader" in shell.stdout, shell.stderr
    assert "permission denied" in shell.stderr
    assert "//gpumarket_reader:" in run("db", "url", "--role", "reader", DATABASE_URL=None).stdout


@pytest.mark.parametrize(
    "command",
    [
        "",
        "up",
        "worker",
        "poll",
        "parse",
        "match",
        "status",
        "signals",
        "retailer",
        "retailer list",
        "db",
        "config check",
    ],
)
def test_every_command_explains_itself(run: Run, command: str) -> None:
    done = run(*command.split(), "--help")
    assert done.returncode == 0
    assert "Usage: gpumarket" in done.stdout


def test_an_unknown_command_is_refused(run: Run) -> None:
    refused(run("polll"), 2, "polll")


def test_the_version(run: Run) -> None:
    assert run("--version").stdout.startswith("gpumarket 0.")


@pytest.mark.parametrize(
    "command", [("retailer", "enable", "my-shop"), ("config", "check"), ("retailer", "check", "my-shop", "--live")]
)
def test_a_shop_that_needs_a_browser_says_what_to_install(
    run: Run, folder: Path, shop: ShopServer, command: tuple[str, ...]
) -> None:
    own_retailer(folder, f"browser = true\n{SHOP.format(url=shop.url(''))}")
    refused = run(*command, PATH=str(folder))
    assert refused.returncode == 2
    assert "my-shop" in refused.stderr
    assert "install" in refused.stderr
    wrong = run(*command, GPUMARKET_CHROMIUM=str(folder / "nowhere"))
    assert wrong.returncode == 2
    assert "GPUMARKET_CHROMIUM" in wrong.stderr


@needs_browser
def test_a_shop_that_needs_a_browser_is_polled_and_checked_with_the_one_that_is_named(
    run: Run, folder: Path, shop: ShopServer
) -> None:
    shop.page("/gpus", app(fill(list_page(cards(2)))))
    own_retailer(folder, f"browser = true\n{SHOP.format(url=shop.url(''))}")
    program = str(installed.chromium())
    assert run("retailer", "enable", "my-shop", GPUMARKET_CHROMIUM=program).returncode == 0
    polled = run("poll", "my-shop", GPUMARKET_CHROMIUM=program)
    assert "ok: 2 offers" in polled.stdout
    assert polled.stderr == ""
    checked = run("retailer", "check", "my-shop", "--live", GPUMARKET_CHROMIUM=program)
    assert "last time: 2 offers" in checked.stdout
    assert checked.stderr.splitlines() == [f"asking for {shop.url(path)}" for path in ("/robots.txt", "/gpus")]
