"""What a reading is worth beside what its source usually shows. Pure."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.polling.fields import count_fields
from monitor.polling.reading import SourceReading
from monitor.polling.verdict import LOOK_BACK, Earlier, History, Verdict, judge
from scrapers.errors import LayoutChanged, Outcome
from scrapers.offer import Condition, Offer, Stock

NOW = datetime(2026, 5, 12, 14, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)
OUT = Stock.OUT_OF_STOCK


def offer(
    price: str | None = "999.00",
    stock: Stock | None = Stock.IN_STOCK,
    *,
    currency: str | None = "USD",
    seller: str | None = None,
    condition: Condition | None = None,
) -> Offer:
    return Offer(
        title="Card",
        url="https://shop.example/1",
        price=Decimal(price) if price else None,
        currency=currency if price else None,
        stock=stock,
        seller=seller,
        condition=condition,
    )


def reading(*offers: Offer, complete: bool = True) -> SourceReading:
    return SourceReading(offers=list(offers), complete=complete)


def polled(*offers: Offer, outcome: Outcome = Outcome.OK, reason: str | None = None) -> Earlier:
    return Earlier(outcome, reason, len(offers), NOW, count_fields(offers))


def history(*polls: Earlier, interval: timedelta = HOUR) -> History:
    """Polls, the latest first, each an interval apart."""
    return History(
        [
            Earlier(poll.outcome, poll.reason, poll.found, NOW - number * interval, poll.fields)
            for number, poll in enumerate(polls, start=1)
        ],
        interval,
    )


USUAL = history(*[polled(*[offer()] * 39, offer(None))] * 9)


def told(verdict: Verdict) -> tuple[Outcome, str | None, bool, bool]:
    return verdict.outcome, verdict.reason, verdict.complete, verdict.apply


def test_prices_that_vanish_are_another_layout_and_are_named() -> None:
    verdict = judge(reading(*[offer()] * 3, *[offer(None)] * 37), USUAL)
    assert told(verdict) == (Outcome.LAYOUT_CHANGED, "fields_fell", False, False)
    assert verdict.detail == "price on 3 of 40 offers, usually 39 of 40"
    assert verdict.error is None


@pytest.mark.parametrize(
    ("usual", "now", "detail"),
    [
        (offer(), offer(stock=None), "stock on 0 of 10 offers, usually 10 of 10"),
        (offer(), offer(currency=None), "currency on 0 of 10 prices, usually 10 of 10"),
        (offer(seller="A"), offer(), "seller on 0 of 10 offers, usually 10 of 10"),
        (offer(condition=Condition.USED), offer(), "condition on 0 of 10 offers, usually 10 of 10"),
    ],
    ids=["stock", "currency", "seller", "condition"],
)
def test_other_fields_that_vanish_are_suspect(usual: Offer, now: Offer, detail: str) -> None:
    verdict = judge(reading(*[now] * 10), history(*[polled(*[usual] * 10)] * 3))
    assert told(verdict) == (Outcome.SUSPECT, "fields_fell", False, False)
    assert verdict.detail == detail


def test_all_that_fell_is_named() -> None:
    verdict = judge(reading(*[offer(None, None)] * 10), USUAL)
    assert verdict.detail == (
        "10 offers where 40 are usual; price on 0 of 10 offers, usually 10 of 10; stock on 0 of 10 offers, usually 10 of 10"
    )
    assert (verdict.outcome, verdict.reason) == (Outcome.LAYOUT_CHANGED, "yield_fell")


@pytest.mark.parametrize(
    "now",
    [
        pytest.param([offer()] * 25 + [offer(None)] * 15, id="more than half of the usual share"),
        pytest.param([offer()] * 2 + [offer(None, OUT)] * 38, id="no price on what is sold out"),
        pytest.param([offer(None, OUT)] * 40, id="all sold out, all without price"),
        pytest.param([offer(None)] * 3 + [offer(None, OUT)] * 37, id="too few for sale to tell"),
    ],
)
def test_what_is_no_fall(now: list[Offer]) -> None:
    assert told(judge(reading(*now), USUAL)) == (Outcome.OK, None, True, True)


def test_a_field_that_never_was_usual_does_not_fall() -> None:
    before = polled(*[offer(stock=None)] * 7, *[offer()] * 3)
    assert judge(reading(*[offer(stock=None)] * 10), history(*[before] * 9)).outcome is Outcome.OK


def test_polls_whose_fields_were_not_kept_judge_nothing() -> None:
    before = Earlier(Outcome.OK, None, 10, NOW)
    assert judge(reading(*[offer(None)] * 10), history(*[before] * 9)).outcome is Outcome.OK


# Sources of one offer


ONE = history(*[polled(offer())] * 9)


@pytest.mark.parametrize(
    "now",
    [offer(None, OUT), offer(None), offer(stock=None), offer("899.00")],
    ids=["sold out without price", "price not read", "stock not read", "cheaper"],
)
def test_a_product_page_may_lose_its_price(now: Offer) -> None:
    assert told(judge(reading(now), ONE)) == (Outcome.OK, None, True, True)


def test_a_product_page_that_says_nothing_any_more_has_another_layout() -> None:
    verdict = judge(reading(offer(None, None)), ONE)
    assert told(verdict) == (Outcome.LAYOUT_CHANGED, "fields_fell", False, False)
    assert verdict.detail == "price or stock on 0 of 1 offers, usually 1 of 1"


# What lasts a day is believed


def fallen(*offers: Offer, reason: str = "fields_fell") -> Earlier:
    return polled(*offers, outcome=Outcome.LAYOUT_CHANGED, reason=reason)


NO_PRICES = [offer(None)] * 40


def test_after_a_day_of_saying_the_same_it_is_believed() -> None:
    day = [fallen(*NO_PRICES)] * 23
    assert judge(reading(*NO_PRICES), history(*day, *USUAL.polls)).outcome is Outcome.LAYOUT_CHANGED
    verdict = judge(reading(*NO_PRICES), history(*day, fallen(*NO_PRICES), *USUAL.polls))
    assert told(verdict) == (Outcome.OK, "new_fields", True, True)
    after = history(polled(*NO_PRICES, reason="new_fields"), *day, *USUAL.polls)
    assert told(judge(reading(*NO_PRICES), after)) == (Outcome.OK, None, True, True)


def test_a_day_that_does_not_agree_is_not_believed() -> None:
    restless = [fallen(*[offer()] * (15 * (number % 2)), *NO_PRICES[15 * (number % 2) :]) for number in range(30)]
    assert judge(reading(*NO_PRICES), history(*restless, *USUAL.polls)).outcome is Outcome.LAYOUT_CHANGED


def test_a_field_that_falls_later_is_not_believed_with_the_first() -> None:
    day = [fallen(*NO_PRICES)] * 30
    verdict = judge(reading(*[offer(None, None)] * 40), history(*day, *USUAL.polls))
    assert (verdict.outcome, verdict.reason) == (Outcome.LAYOUT_CHANGED, "fields_fell")


def test_fewer_offers_without_prices_need_a_day_of_both() -> None:
    few = [offer(None)] * 10
    with_prices = [polled(*[offer()] * 10, outcome=Outcome.SUSPECT, reason="yield_fell")] * 30
    assert not judge(reading(*few), history(*with_prices, *USUAL.polls)).apply
    verdict = judge(reading(*few), history(*[fallen(*few, reason="yield_fell")] * 30, *USUAL.polls))
    assert told(verdict) == (Outcome.OK, "new_yield", True, True)


def test_what_is_cut_off_is_never_the_new_usual() -> None:
    day = [fallen(*NO_PRICES)] * LOOK_BACK
    verdict = judge(reading(*NO_PRICES, complete=False), history(*day[:50], *USUAL.polls))
    assert told(verdict) == (Outcome.LAYOUT_CHANGED, "cut_off", False, False)


def test_an_error_on_a_later_page_does_not_hide_the_fall() -> None:
    broken = reading(*NO_PRICES[:10], complete=False)
    broken.error = LayoutChanged("status_500", "page 2 failed")
    verdict = judge(broken, USUAL)
    assert (verdict.outcome, verdict.apply, verdict.error) == (Outcome.LAYOUT_CHANGED, False, broken.error)
    assert verdict.detail == "price on 0 of 10 offers, usually 10 of 10; page 2 failed"


def test_an_error_on_a_later_page_is_no_fall() -> None:
    broken = reading(*[offer()] * 10, complete=False)
    broken.error = LayoutChanged("status_500", "page 2 failed")
    assert (judge(broken, USUAL).outcome, judge(broken, USUAL).apply) == (Outcome.PARTIAL, True)


offers = st.builds(
    offer,
    st.sampled_from([None, "500.00"]),
    st.sampled_from([None, Stock.IN_STOCK, OUT]),
    seller=st.sampled_from([None, "A"]),
)
lists = st.lists(offers, min_size=1, max_size=12)


@given(lists)
def test_the_same_again_is_always_believed(read: list[Offer]) -> None:
    assert told(judge(reading(*read), history(*[polled(*read)] * 9))) == (Outcome.OK, None, True, True)


@given(lists, lists)
def test_what_changed_for_good_is_believed_in_the_end(before: list[Offer], after: list[Offer]) -> None:
    polls = [polled(*before)] * 9
    for _ in range(30):
        verdict = judge(reading(*after), history(*polls))
        polls.insert(0, polled(*after, outcome=verdict.outcome, reason=verdict.reason))
    assert verdict.apply
    assert verdict.reason is None
