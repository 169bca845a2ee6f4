"""The next page of a list: links that lead there, and links that only look as if they did."""

import pytest
from reading_help import SHOP, html, read

from scrapers.spec import Kind

#: Where the list of these tests stands.
HERE = f"{SHOP}/cards"


def next_of(paging: str, *, url: str = HERE, head: str = "") -> str | None:
    cards = "".join(
        f'<li class="card"><a href="/p/{n}"><h3>Northwind card number {n}</h3></a><span>${n}99.00</span></li>'
        for n in range(1, 5)
    )
    return read(html(f"<ul>{cards}</ul>{paging}", head=head), Kind.LIST, url=url).next_url


def among_pages(link: str) -> str:
    return f'<div class="pagination"><a href="?from=older">1</a>{link}</div>'


@pytest.mark.parametrize(
    "link",
    [
        '<a href="/more">Next</a>',
        '<a href="/more">Next page ›</a>',
        '<a href="/more">« Next »</a>',
        '<a href="/more">Next 20</a>',
        '<a href="/more">Nächste Seite</a>',
        '<a href="/more">Suivant</a>',
        '<a href="/more">Sonraki</a>',
        '<a href="/more">次へ</a>',
        '<a href="/more">›</a>',
        '<a href="/more">&gt;&gt;</a>',
        '<a href="/more" aria-label="Next page"><svg></svg></a>',
        '<a href="/more" title="Weiter"><i></i></a>',
        '<a href="/more"><img src="a.gif" alt="Next"></a>',
        '<a href="/more" class="page-next"></a>',
        '<span class="next"><a href="/more">2</a></span>',
    ],
)
def test_a_link_among_page_numbers_that_says_next(link: str) -> None:
    assert next_of(among_pages(link)) == f"{SHOP}/more"


@pytest.mark.parametrize(
    "link",
    [
        '<a href="/more">Previous</a>',
        '<a href="/more">‹</a>',
        '<a href="/more">Next day delivery on all cards</a>',
        '<a href="/more">The next thing</a>',
        '<a href="/more" class="next">Our newest cards</a>',
        '<a href="/more" class="next disabled">Next</a>',
        '<span class="disabled"><a href="/more">Next</a></span>',
        '<a href="/more" aria-disabled="true">Next</a>',
        '<a href="https://elsewhere.example/more">Next</a>',
        '<a href="javascript:void(0)">Next</a>',
        '<a href="#">Next</a>',
        '<a href="/cards">Next</a>',
        "<a>Next</a>",
        "<button>Next</button>",
    ],
)
def test_a_link_among_page_numbers_that_leads_to_no_next_page(link: str) -> None:
    assert next_of(among_pages(link)) is None


@pytest.mark.parametrize(
    ("url", "href"),
    [
        ("/cards", "/cards?page=2"),
        ("/cards?page=2&sort=price", "/cards?sort=price&page=3"),
        ("/cards?start=0", "/cards?start=48"),
        ("/cards", "/cards/page/2"),
        ("/cards/", "/cards/page/2/"),
        ("/cards.html", "/cards-2.html"),
        ("/cards/page-2.html", "/cards/page-3.html"),
        ("/karten", "/karten/seite_2"),
    ],
)
def test_outside_the_page_numbers_next_counts_where_the_address_differs_by_a_number(url: str, href: str) -> None:
    assert next_of(f'<p><a href="{href}">Next</a></p>', url=SHOP + url) == SHOP + href


@pytest.mark.parametrize(
    "href",
    [
        "/offers",  # the arrow of a carousel
        "/p/2",  # the next item
        "/cards?page=all",
        "/cards?slide=2",
        "/cards?view=2",
        "/cables?page=2",
        "/cables/page/2",
        "/news/page/2",
    ],
)
def test_outside_the_page_numbers_next_leads_nowhere_else(href: str) -> None:
    assert next_of(f'<div class="carousel"><a href="{href}">Next</a></div>') is None


def test_the_page_that_calls_itself_by_another_address_is_still_itself() -> None:
    named = f'<link rel="canonical" href="{SHOP}/cards/all">'
    assert next_of(among_pages('<a href="/cards/all">Next</a>'), head=named) is None
    assert next_of('<p><a href="/cards/all?page=2">Next</a></p>', head=named) == f"{SHOP}/cards/all?page=2"


def test_what_the_head_says_goes_first() -> None:
    head = '<link rel="next" href="/cards?after=xyz">'
    assert next_of(among_pages('<a href="/more">Next</a>'), head=head) == f"{SHOP}/cards?after=xyz"
    assert next_of("", head='<link rel="prev" href="/cards?before=xyz">') is None
    assert next_of("", head='<link rel="next" href="https://elsewhere.example/cards?page=2">') is None


def test_of_several_links_the_one_among_the_numbers_counts() -> None:
    slider = '<div class="slider"><a href="/offers">Next</a></div>'
    assert next_of(slider + among_pages('<a href="/more">Next</a>')) == f"{SHOP}/more"


@pytest.mark.parametrize(
    ("label", "expected"),
    [("2", f"{HERE}?p=2"), ("järgmine", None), ("3", None)],
)
def test_a_bare_number_leads_on_where_its_address_is_that_of_the_page_behind(label: str, expected: str | None) -> None:
    page = {"3": 3}.get(label, 2)
    assert next_of(f'<div><a href="?p={page}">{label}</a></div>') == expected
