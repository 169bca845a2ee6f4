"""The next page of a list by the number in its address, whatever language the link speaks."""

from urllib.parse import urljoin

import pytest
from reading_help import html, read

from scrapers.page_numbers import is_following
from scrapers.spec import Kind

SHOP = "https://shop.example"


@pytest.mark.parametrize(
    ("url", "target"),
    [
        ("/cards/", "/cards/?page=2"),
        ("/cards/?page=2", "/cards/?page=3"),
        ("/cards/?page=9&sort=price", "/cards/?sort=price&page=10"),
        ("/cards/?q=&sort=price", "/cards/?sort=price&page=2"),
        ("/cards", "/cards/page/2/"),
        ("/cards/page/2/", "/cards/page/3/"),
        ("/cards", "/cards/2"),
        ("/cards/p1.html", "/cards/p2.html"),
        ("/rtx-5090/?p=3", "/rtx-5090/?p=4"),
    ],
)
def test_the_page_behind_is_known_by_its_number(url: str, target: str) -> None:
    assert is_following(SHOP + target, SHOP + url)
    assert not is_following(SHOP + url, SHOP + target)


@pytest.mark.parametrize(
    ("url", "target"),
    [
        ("/cards/?page=2", "/cards/?page=2"),
        ("/cards/?page=2", "/cards/?page=4"),
        ("/cards/", "/cards/?page=3"),
        ("/cards/?page=2", "/cards/?page=1"),
        ("/cards/?page=2", "/cables/?page=3"),
        ("/cards/?page=2&sort=price", "/cards/?page=3&sort=name"),
        ("/cards/?page=99999999999999999999", "/cards/?page=100000000000000000000"),
        ("/cards/", "//elsewhere.example/cards/?page=2"),
    ],
)
def test_other_addresses_are_not(url: str, target: str) -> None:
    assert not is_following(urljoin(SHOP, target), SHOP + url)


def a_list(paging: str) -> str:
    cards = "".join(
        f'<li class="card"><a href="/p/{n}"><h3>Card number {n}</h3></a><span>$ {n}99.00</span></li>'
        for n in range(1, 5)
    )
    return html(f"<ul>{cards}</ul>{paging}")


def test_a_link_in_a_language_without_words_for_it_leads_on_by_its_number() -> None:
    paging = '<ul class="pagination"><a href="?page=1">eelmine</a><a href="?page=3">järgmine</a></ul>'
    assert read(a_list(paging), Kind.LIST, url=f"{SHOP}/s?page=2").next_url == f"{SHOP}/s?page=3"


def test_a_number_outside_the_paging_leads_nowhere() -> None:
    assert read(a_list('<p><a href="?model=2">XT 2</a></p>'), Kind.LIST, url=f"{SHOP}/s").next_url is None


def test_the_last_page_leads_nowhere() -> None:
    paging = '<ul class="pagination"><a href="?page=1">1</a><a href="?page=2">2</a><b>3</b></ul>'
    assert read(a_list(paging), Kind.LIST, url=f"{SHOP}/s?page=3").next_url is None
