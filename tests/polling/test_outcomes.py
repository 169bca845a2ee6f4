"""Every way a poll can go has its own outcome, and the other sources go on."""

import gzip
from datetime import timedelta

import pytest
from market import Market, cards, list_page, spec
from shopserver import Answer, ShopServer
from sqlalchemy import select

from monitor.storage.models import Observation, Poll, Source
from scrapers.errors import Outcome

CAPTCHA = (
    "<html><head><title>Robot or human?</title></head><body><form action='/captcha'><p>Press and hold the button to "
    "confirm that you are a human and not a bot.</p><div class='g-recaptcha'></div></form></body></html>"
)
BROKEN_CHARSET = (
    list_page(cards(3)).replace("<head>", '<head><meta charset="no-such-charset">').encode() + b"\xff\xfe\x80"
)


def answer(shop: ShopServer, path: str, how: str) -> None:  # noqa: C901 - a table with a line for each
    match how:
        case "empty":
            shop.page(path, b"")
        case "50 MB":
            shop.page(path, b"<html>" + b"x" * 50_000_000)
        case "gzip bomb":
            shop.page(path, gzip.compress(b"\0" * 200_000_000, 1), headers={"Content-Encoding": "gzip"})
        case "redirect loop":
            shop.redirect(path, path)
        case "invalid JSON-LD":
            shop.page(
                path, '<html><script type="application/ld+json">{"@type": "Product", "name": </script><p>Hi</p></html>'
            )
        case "hanging":
            shop.hang(path)
        case "captcha":
            shop.page(path, CAPTCHA)
        case "429":
            shop.page(path, status=429, headers={"Retry-After": "7200"})
        case "503":
            shop.page(path, status=503)
        case "dropped":
            shop.drop(path)
        case "another layout":
            shop.page(path, "<html><body><h1>Welcome to our new shop</h1><p>All is different here.</p></body></html>")


WAYS = [
    ("empty", Outcome.HTTP_ERROR, "empty_body"),
    ("50 MB", Outcome.HTTP_ERROR, "too_large"),
    ("gzip bomb", Outcome.HTTP_ERROR, "too_large"),
    ("redirect loop", Outcome.HTTP_ERROR, "redirect_loop"),
    ("invalid JSON-LD", Outcome.LAYOUT_CHANGED, "invalid_json_ld"),
    ("hanging", Outcome.TIMEOUT, None),
    ("captcha", Outcome.BLOCKED, "captcha"),
    ("429", Outcome.RATE_LIMITED, None),
    ("503", Outcome.HTTP_ERROR, "status_503"),
    ("dropped", Outcome.HTTP_ERROR, None),
    ("another layout", Outcome.LAYOUT_CHANGED, None),
]


@pytest.mark.parametrize(("how", "outcome", "reason"), WAYS, ids=[way[0] for way in WAYS])
def test_each_failure_has_its_outcome_and_the_others_go_on(
    market: Market, shop: ShopServer, how: str, outcome: Outcome, reason: str | None
) -> None:
    answer(shop, "/bad", how)
    shop.page("/good", list_page(cards(3)))
    platform = "schema_org" if how == "invalid JSON-LD" else "selectors"
    market.open(spec(shop, "/bad", name="bad", platform=platform, timeout=0.6), spec(shop, "/good", name="good"))
    bad, good = market.poll_all()
    assert bad.outcome is outcome
    assert bad.reason
    assert reason in {None, bad.reason}
    assert bad.detail
    assert (good.outcome, good.changed) == (Outcome.OK, 3)
    assert bad.due_at > market.clock.now() + timedelta(minutes=50)
    with market.sessions() as session:
        row = session.scalars(select(Poll).order_by(Poll.id)).first()
        assert row is not None
        assert (row.outcome, row.complete, row.changed) == (outcome, False, 0)
    assert market.count(Observation) == 3


def test_every_way_can_be_told_from_the_others() -> None:
    named = [(outcome, reason) for _, outcome, reason in WAYS if reason]
    # A page of 50 MB and one that unpacks to 200 MB are both too large.
    assert len(set(named)) == len(named) - 1


def test_a_broken_charset_is_read_with_a_warning(market: Market, shop: ShopServer) -> None:
    shop.page("/gpus", BROKEN_CHARSET)
    market.open(spec(shop))
    result = market.poll()
    assert (result.outcome, result.found, result.changed) == (Outcome.OK, 3, 3)
    assert result.warnings >= 1


def test_what_the_shop_asked_for_is_waited_for(market: Market, shop: ShopServer) -> None:
    answer(shop, "/gpus", "429")
    market.open(spec(shop))
    assert market.poll().due_at >= market.clock.now() + timedelta(hours=2)


def test_the_longer_it_fails_the_longer_it_waits_and_success_forgets(market: Market, shop: ShopServer) -> None:
    answer(shop, "/gpus", "503")
    market.open(spec(shop))
    waits = []
    for _ in range(4):
        result = market.poll(timedelta(days=2))
        waits.append(result.due_at - market.clock.now())
    assert waits == sorted(waits)
    assert waits[-1] > waits[0] * 4
    shop.sequence("/gpus", Answer(list_page(cards(2))))
    result = market.poll(timedelta(days=2))
    assert result.due_at - market.clock.now() < timedelta(hours=1, minutes=10)
    with market.sessions() as session:
        assert session.scalars(select(Source.failures)).one() == 0


def test_a_block_is_never_stock(market: Market, shop: ShopServer) -> None:
    shop.page("/gpus", list_page(cards(3)))
    market.open(spec(shop))
    market.poll()
    answer(shop, "/gpus", "captcha")
    for _ in range(5):
        assert market.poll(timedelta(days=2)).outcome is Outcome.BLOCKED
    assert market.count(Observation) == 3
    assert all(listing.missed == 0 for listing in market.listings().values())
