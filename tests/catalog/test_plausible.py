"""What one card can cost."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.catalog.catalog import load_catalog
from monitor.catalog.exchange import RATES_OF, per_dollar
from monitor.catalog.plausible import Band, Reference, band, placeholders, references
from scrapers.currency import CODES
from scrapers.market import MARKETS
from scrapers.offer import Condition
from scrapers.spec import Tier

CATALOG = load_catalog()
REFERENCES = references(CATALOG)
TODAY = date(2026, 5, 1)


def band_of(
    gpu: str,
    currency: str = "USD",
    condition: Condition | None = None,
    tier: Tier = Tier.FIRST_PARTY,
    on: date = TODAY,
) -> Band:
    found = band(REFERENCES[gpu], currency=currency, condition=condition, tier=tier, on=on)
    assert found is not None
    return found


TRUE = [
    ("GeForce RTX 5090", "1999", "USD", None),
    ("GeForce RTX 5090", "9999.00", "USD", None),  # a collector's edition, 2026
    ("GeForce RTX 5070 Ti", "54999", "TRY", None),
    ("GeForce RTX 5050", "15999", "TRY", None),
    ("GeForce RTX 5070 Ti", "1049.90", "EUR", None),
    ("GeForce RTX 5060", "52800", "JPY", None),
    ("GeForce RTX 5080", "1890000", "KRW", None),
    ("Radeon RX 9060 XT 8GB", "29990", "INR", None),
    ("Radeon RX 6600", "149.99", "USD", None),  # sold off when it was old
    ("GeForce GT 710", "45.99", "USD", None),
    ("GeForce RTX 3080 12GB", "450", "USD", Condition.USED),
    ("Radeon RX 570", "24.90", "USD", Condition.USED),
    ("GeForce GTX 680", "22", "USD", Condition.USED),
]


@pytest.mark.parametrize(("gpu", "price", "currency", "condition"), TRUE)
def test_true_prices_lie_in_the_band(gpu: str, price: str, currency: str, condition: Condition | None) -> None:
    assert Decimal(price) in band_of(gpu, currency, condition)


WRONG = [
    ("GeForce RTX 5070 Ti", "5499900", "TRY"),  # kuruş
    ("GeForce RTX 5070 Ti", "4583.25", "TRY"),  # one of twelve instalments
    ("GeForce RTX 5070 Ti", "54.999", "TRY"),  # a thousands separator taken for the decimal one
    ("GeForce RTX 5080", "1.299", "EUR"),
    ("GeForce RTX 5080", "129900", "EUR"),
    ("GeForce RTX 5090", "1000000", "USD"),
    ("GeForce RTX 5060", "200", "JPY"),
    ("GeForce RTX 5080", "189", "KRW"),  # 189만원 without its 만
    ("GeForce RTX 5090", "100", "USD"),  # "Save $100"
]


@pytest.mark.parametrize(("gpu", "price", "currency"), WRONG)
def test_wrong_readings_lie_outside(gpu: str, price: str, currency: str) -> None:
    assert Decimal(price) not in band_of(gpu, currency)


def test_lira_prices_of_earlier_years_are_judged_by_the_rates_of_earlier_years() -> None:
    # November 2020: a dollar bought about 8 lira.
    assert Decimal(9500) in band_of("GeForce RTX 3080 10GB", "TRY", on=date(2020, 11, 15))
    assert Decimal(6500) not in band_of("GeForce RTX 5070", "TRY")


def test_every_currency_that_can_be_read_has_a_rate() -> None:
    assert [code for code in sorted(CODES) if per_dollar(code, RATES_OF) is None] == []
    assert all(per_dollar(market.currency, TODAY) for market in MARKETS.values())
    assert per_dollar("XXX", TODAY) is None
    assert band(REFERENCES["Arc B580"], currency="XXX", condition=None, tier=Tier.FIRST_PARTY, on=TODAY) is None


def test_every_gpu_has_a_reference() -> None:
    assert set(REFERENCES) == {gpu.name for gpu in CATALOG}


def test_a_gpu_without_launch_price_is_judged_by_its_neighbours() -> None:
    of_family = REFERENCES["GeForce RTX 3080 12GB"]
    assert (of_family.low_usd, of_family.high_usd) == (499, 1199)
    of_segment = REFERENCES["Radeon HD 8970"]  # no card of its family has a price
    assert of_segment.low_usd <= 549 <= of_segment.high_usd
    for_work = REFERENCES["Tesla P40"]
    assert for_work.high_usd > 5000


def test_a_marketplace_item_without_condition_may_be_used() -> None:
    gpu = "GeForce RTX 5080"
    new, used = band_of(gpu), band_of(gpu, condition=Condition.USED)
    assert band_of(gpu, tier=Tier.MARKETPLACE) == band_of(gpu, tier=Tier.AUCTION) == used
    assert used.low < new.low


@given(
    st.sampled_from(sorted(REFERENCES)),
    st.sampled_from(sorted(CODES)),
    st.sampled_from([None, *Condition]),
    st.sampled_from(list(Tier)),
    st.dates(date(2015, 1, 1), date(2032, 1, 1)),
)
def test_the_launch_price_and_any_tax_on_it_is_plausible_and_a_hundred_times_it_never_is(
    gpu: str, currency: str, condition: Condition | None, tier: Tier, on: date
) -> None:
    reference = REFERENCES[gpu]
    limits = band(reference, currency=currency, condition=condition, tier=tier, on=on)
    rate = per_dollar(currency, on)
    assert limits is not None
    assert rate is not None
    for launch in (reference.low_usd, reference.high_usd):
        for factor in (0.5, 1.0, 2.0):
            assert Decimal(launch * rate * factor) in limits
        assert Decimal(reference.high_usd * rate * 100) not in limits


# Placeholders


def at(price: str, *launches: float, currency: str = "TRY") -> list[tuple[Decimal, str, Reference]]:
    return [(Decimal(price), currency, Reference(usd, usd, date(2025, 3, 1))) for usd in launches]


@pytest.mark.parametrize(
    "prices",
    [
        at("99000", 299, 549, 749),
        at("9999.99", 299, 599, 1999, currency="USD"),
    ],
)
def test_one_dear_price_on_unrelated_models_is_a_placeholder(prices: list[tuple[Decimal, str, Reference]]) -> None:
    others = at("54999", 749, 599) + at("99000", 299, currency="USD")
    assert placeholders(prices + others, on=TODAY) == {prices[0][:2]}


@pytest.mark.parametrize(
    "prices",
    [
        pytest.param(at("99000", 299, 549), id="two models"),
        pytest.param(at("99000", 1999, 1999, 1999), id="one model"),
        pytest.param(at("599.99", 549, 599, 549, currency="USD"), id="models that launched alike"),
        pytest.param(at("999", 749, 999, 1599, currency="USD"), id="not dear for most"),
        pytest.param(at("99000", 299, 549, 749, currency="XXX"), id="no rate"),
    ],
)
def test_what_is_no_placeholder(prices: list[tuple[Decimal, str, Reference]]) -> None:
    assert placeholders(prices, on=TODAY) == set()
