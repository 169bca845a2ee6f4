"""What Postgres keeps of titles that are no card of the catalogue, and until when a listing was seen."""

from datetime import datetime

import pytest
from market import HOUR, START, Card, Market, cards, list_page, spec
from shopserver import ShopServer
from sqlalchemy import update
from sqlalchemy.exc import IntegrityError

from monitor.storage.engine import Sessions
from monitor.storage.models import Listing
from monitor.storage.unknown import models_by_retailer, unknown_titles
from monitor.vocabulary import Unknown
from scrapers.offer import Stock

KEPT = cards(4)
NEW = "ASUS GeForce RTX 6090 48GB"


def page(*, new: bool) -> str:
    shown = [*KEPT, Card(9)] if new else KEPT
    return list_page(shown).replace(Card(9).title, NEW)


@pytest.fixture
def watched(market: Market, shop: ShopServer) -> Market:
    """A shop with four cards of the catalogue and a new one, read once."""
    shop.page("/gpus", page(new=True))
    market.open(spec(shop))
    market.poll()
    return market


def last_seen(sessions: Sessions) -> datetime:
    with sessions() as session:
        (titles,) = unknown_titles(session)
    return titles.last_seen_at


def test_the_answer_is_kept_with_the_model_that_is_named(watched: Market) -> None:
    listing = watched.listings()[NEW]
    assert (listing.gpu_id, listing.refused, listing.unknown, listing.named) == (
        None,
        None,
        Unknown.NOT_IN_CATALOGUE,
        "rtx 6090",
    )
    known = watched.listings()[KEPT[0].title]
    assert known.gpu_id is not None
    assert (known.unknown, known.named) == (None, None)


def test_an_answer_of_an_older_matcher_is_given_again(watched: Market) -> None:
    with watched.sessions.begin() as session:
        session.execute(update(Listing).where(Listing.title == NEW).values(unknown=None, named=None, match_version=0))
    watched.poll()
    assert watched.listings()[NEW].named == "rtx 6090"


def test_a_title_that_becomes_a_known_card_is_unknown_no_more(watched: Market, shop: ShopServer) -> None:
    shop.page("/gpus", page(new=True).replace(NEW, "ASUS GeForce RTX 5090 32GB"))
    watched.poll()
    listing = watched.listings()["ASUS GeForce RTX 5090 32GB"]
    assert listing.gpu_id is not None
    assert (listing.unknown, listing.named) == (None, None)


def test_a_listing_is_last_seen_by_the_reading_before_it_went_missing(watched: Market, shop: ShopServer) -> None:
    first = START + HOUR
    watched.poll()
    assert last_seen(watched.sessions) == first + HOUR
    shop.page("/gpus", page(new=False))
    for _ in range(3):  # missing once; twice, and no longer listed; still
        watched.poll()
        assert last_seen(watched.sessions) == first + HOUR
    assert watched.listings()[NEW].stock is Stock.UNLISTED
    shop.page("/gpus", page(new=True))
    watched.poll()
    assert last_seen(watched.sessions) == first + 5 * HOUR
    assert watched.listings()[NEW].last_seen_at is None


def test_models_are_counted_per_retailer_while_they_are_listed(watched: Market, shop: ShopServer) -> None:
    def counted() -> dict[str, int]:
        with watched.sessions() as session:
            return models_by_retailer(session)

    assert counted() == {"shop": 1}
    shop.page("/gpus", page(new=False))
    watched.poll()
    assert counted() == {"shop": 1}
    watched.poll()
    assert counted() == {"shop": 0}


@pytest.mark.parametrize(
    ("wrong", "check"),
    [
        ({"unknown": Unknown.NO_CHIP}, "named_if_missing"),
        ({"named": None}, "named_if_missing"),
        ({"refused": "laptop"}, "one_answer"),
    ],
    ids=["a model but no chip", "missing but no model", "two answers"],
)
def test_the_database_refuses_answers_that_contradict_themselves(
    watched: Market, wrong: dict[str, object], check: str
) -> None:
    with pytest.raises(IntegrityError, match=check), watched.sessions.begin() as session:
        session.execute(update(Listing).where(Listing.title == NEW).values(wrong))
