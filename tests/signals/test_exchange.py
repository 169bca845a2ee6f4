"""Exchange rates of a day: triangulated, held for a week, never from the future."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from monitor.signals.exchange import Rates, known_on

MONDAY = date(2026, 1, 5)
DAY = timedelta(days=1)
CURRENCIES = ("USD", "TRY", "GBP", "EUR")
days = st.integers(0, 40).map(lambda n: MONDAY + n * DAY)
amounts = st.decimals("0.01", "5000", places=4)
published = st.dictionaries(st.tuples(st.sampled_from(CURRENCIES[:3]), days), amounts, max_size=40)


def test_a_rate_holds_over_a_holiday_for_a_week() -> None:
    rates = Rates({("USD", MONDAY): Decimal("1.25"), ("USD", MONDAY + 2 * DAY): Decimal("1.5")})
    assert rates.rate("EUR", "USD", MONDAY - DAY) is None
    asked = {n: rates.rate("EUR", "USD", MONDAY + n * DAY) for n in (0, 1, 2, 9, 10)}
    assert asked == {0: Decimal("1.25"), 1: Decimal("1.25"), 2: Decimal("1.5"), 9: Decimal("1.5"), 10: None}
    assert rates.rate("EUR", "TRY", MONDAY) is None


def test_the_series_per_anchor_is_lira_for_a_dollar() -> None:
    rates = Rates({("USD", MONDAY): Decimal("1.25"), ("TRY", MONDAY): Decimal(50), ("TRY", MONDAY + DAY): Decimal(55)})
    assert rates.per_anchor("TRY", "USD", [MONDAY - DAY, MONDAY, MONDAY + DAY]) == [
        (MONDAY - DAY, None),
        (MONDAY, Decimal(40)),
        (MONDAY + DAY, Decimal(44)),
    ]


def test_within_a_day_the_rates_of_the_day_before_are_known() -> None:
    assert known_on(datetime(2026, 1, 6, 23, 45, tzinfo=UTC)) == MONDAY


@given(published, days, st.permutations(CURRENCIES))
def test_triangulation_is_consistent(per_euro: dict[tuple[str, date], Decimal], day: date, codes: list[str]) -> None:
    rates = Rates(per_euro)
    loop = [rates.rate(base, quote, day) for base, quote in pairwise([*codes, codes[0]])]
    there, back = rates.rate(codes[0], codes[1], day), rates.rate(codes[1], codes[0], day)
    assert (there is None) == (back is None)
    if None not in loop:
        product = Decimal(1)
        for rate in loop:
            product *= rate or 0
        assert abs(product - 1) < Decimal("1e-20")


@given(published, published, days, st.permutations(CURRENCIES))
def test_nothing_later_changes_what_a_day_knows(
    earlier: dict[tuple[str, date], Decimal], later: dict[tuple[str, date], Decimal], day: date, codes: list[str]
) -> None:
    known = {key: rate for key, rate in earlier.items() if key[1] <= day}
    more = known | {key: rate for key, rate in later.items() if key[1] > day}
    base, quote, *_ = codes
    assert Rates(known).rate(base, quote, day) == Rates(more).rate(base, quote, day)


@given(published, days)
def test_a_rate_is_one_that_was_published_in_the_last_week(
    per_euro: dict[tuple[str, date], Decimal], day: date
) -> None:
    recent = {d: rate for (currency, d), rate in per_euro.items() if currency == "USD" and day - 7 * DAY <= d <= day}
    assert Rates(per_euro).rate("EUR", "USD", day) == (recent[max(recent)] if recent else None)
