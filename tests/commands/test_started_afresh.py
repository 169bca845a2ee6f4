"""The installed program, started as a person starts it: other tests run commands in processes that have imported all."""

from pathlib import Path

import pytest
from command_line import Run, own_retailer
from machine import TOML
from market import cards, list_page, product_page
from selling import json_ld_shop
from shopserver import ShopServer


@pytest.mark.parametrize(
    "command",
    [
        "--version",
        "polll",
        "config check",
        "db url",
        "db upgrade",
        "db shell",
        "match --json",
        "parse page.html --url https://shop.example/a-1 --json",
        "parse page.html --url shop.example",
        "poll",
        "retailer check shop",
        "retailer disable shop",
        "retailer list --json",
        "retailer new shop.example",
        "signals --json",
        "status --json",
    ],
)
def test_it_does_the_same(
    run: Run, run_afresh: Run, folder: Path, monkeypatch: pytest.MonkeyPatch, command: str
) -> None:
    monkeypatch.chdir(folder)
    button = '<button type="submit">Add to cart</button>'
    page = product_page("ASUS RTX 5080 16GB", "1199.00", "https://schema.org/InStock", button)
    (folder / "page.html").write_text(page, encoding="utf-8")
    own_retailer(folder, TOML.format(url="http://127.0.0.1:9", interval="10m"))
    # Read as a title by `match`, and as SQL by `db shell`.
    lines = "SELECT 'RTX 5070 Ti' AS title;\n"
    afresh, forked = (each(*command.split(), stdin=lines) for each in (run_afresh, run))
    assert (afresh.returncode, afresh.stdout, afresh.stderr) == (forked.returncode, forked.stdout, forked.stderr)
    assert afresh.stdout + afresh.stderr
    assert "Traceback" not in afresh.stderr


def test_a_retailer_is_made_enabled_polled_and_checked(run_afresh: Run, shop: ShopServer) -> None:
    url = shop.url(json_ld_shop(shop))
    for command in (
        ["new", url, "--name", "my-shop", "--delay", "0", "--yes"],
        ["enable", "my-shop"],
        ["check", "my-shop", "--live"],
    ):
        done = run_afresh("retailer", *command)
        assert done.returncode == 0, done.stderr
    assert "ok: 6 offers" in run_afresh("poll", "my-shop").stdout


def test_a_shop_with_a_list_is_polled(run_afresh: Run, folder: Path, shop: ShopServer) -> None:
    shop.page("/gpus", list_page(cards(3)))
    own_retailer(folder, TOML.format(url=shop.url(""), interval="10m"))
    assert run_afresh("retailer", "enable", "shop").returncode == 0
    assert "ok: 3 offers" in run_afresh("poll", "shop").stdout
