"""One row of a history file: which columns there are, what each may say, and why a row cannot be used. Pure."""

import re
from collections.abc import Collection, Mapping
from datetime import UTC, datetime
from decimal import Decimal
from enum import StrEnum
from functools import lru_cache
from typing import Final, NamedTuple, TypeVar

from scrapers.market import MARKETS, Market
from scrapers.offer import Condition, Stock
from scrapers.spec import Tier

#: The columns of a file, in the order in which they are written.
COLUMNS: Final = (
    "observed_at",
    "retailer",
    "country",
    "currency",
    "sku",
    "url",
    "title",
    "price",
    "stock",
    "seller",
    "condition",
    "offer_count",
    "shipping",
    "tier",
    "first_party",
    "source",
    "covered_to",
)
#: Without these, and either a number or an address of the item, and its price or its stock, a file says nothing.
_REQUIRED: Final = (("observed_at",), ("retailer",), ("country",), ("currency",), ("title",), ("sku", "url"), ("price", "stock"))  # fmt: skip

_OLDEST: Final = datetime(1990, 1, 1, tzinfo=UTC)
_DECIMAL: Final = re.compile(r"\d{1,11}(?:\.\d{1,18})?", re.ASCII)
_COUNT: Final = re.compile(r"\d{1,9}", re.ASCII)
_NAME: Final = re.compile(r"[^a-z0-9]+")
_NO_TEXT: Final = re.compile("[\x00\ud800-\udfff]")
_SHOWN: Final = 60
_BOOLEANS: Final = {"": None, "true": True, "false": False}
_Word = TypeVar("_Word", bound=StrEnum)


class BadRow(Exception):
    """A row that cannot be used; the message says which column and why."""


class Row(NamedTuple):
    """A row as it was checked.

    Attributes:
        retailer: its name as everywhere in the program, made of what the file calls it.
        called: what the file calls it.
        sku, url: at least one of them is not empty.
        source: which of the retailer's sources read it; empty where the file does not say.
        covered_to: until when the state was watched; None for a single reading.
    """

    observed_at: datetime
    retailer: str
    called: str
    market: Market
    sku: str
    url: str
    title: str
    price: Decimal | None
    stock: Stock | None
    seller: str
    condition: Condition | None
    offer_count: int | None
    shipping: Decimal | None
    tier: Tier
    first_party: bool | None
    source: str
    covered_to: datetime | None


def missing_columns(columns: Collection[str]) -> list[str]:
    """The columns that a file cannot do without and does not have: ``price or stock``."""
    return [" or ".join(names) for names in _REQUIRED if not any(name in columns for name in names)]


def check(values: Mapping[str, str], *, now: datetime) -> Row:
    """A row of texts, checked.

    Args:
        values: by column; a column that is not there is as empty.
        now: the present, aware UTC: nothing was observed after it.

    Raises:
        BadRow: it cannot be used, and why.
    """
    of = values.get
    title = " ".join(of("title", "").split())
    sku, url, seller = of("sku", "").strip(), of("url", "").strip(), of("seller", "").strip()
    if _NO_TEXT.search(f"{title} {sku} {url} {seller}"):
        names = {"title": title, "sku": sku, "url": url, "seller": seller}
        bad = next(name for name, text in names.items() if _NO_TEXT.search(text))
        raise BadRow(f"{bad}: holds characters that are no UTF-8 text")
    if not title:
        raise BadRow("title: is empty")
    if not sku and not url:
        raise BadRow("sku, url: both are empty: nothing says which item it is")
    if url and not url.startswith(("https://", "http://")):
        raise BadRow(f"url: {_shown(url)} is no address such as https://shop.example/item/1")
    called = of("retailer", "").strip()
    observed_at = _time("observed_at", of("observed_at", ""))
    if observed_at > now:
        raise BadRow(f"observed_at: {observed_at.isoformat()} lies in the future")
    price = _amount("price", of("price", ""))
    if price == 0:
        raise BadRow("price: 0 is no price; leave it empty where there is none")
    until = of("covered_to", "").strip()
    covered_to = _time("covered_to", until) if until else None
    if covered_to and covered_to < observed_at:
        raise BadRow("covered_to: lies before observed_at")
    return Row(
        observed_at=observed_at,
        retailer=_name(called),
        called=called,
        market=_market(of("country", ""), of("currency", "")),
        sku=sku,
        url=url,
        title=title,
        price=price,
        stock=_word("stock", Stock, of("stock", "")),
        seller=seller,
        condition=_word("condition", Condition, of("condition", "")),
        offer_count=_count(of("offer_count", "")),
        shipping=_amount("shipping", of("shipping", "")) if price else None,
        tier=_word("tier", Tier, of("tier", "")) or Tier.FIRST_PARTY,
        first_party=_boolean(of("first_party", "")),
        source=of("source", "").strip(),
        covered_to=covered_to,
    )


@lru_cache(maxsize=20_000)
def _time(column: str, text: str) -> datetime:
    try:
        read = datetime.fromisoformat(text.strip())
    except ValueError:
        raise BadRow(f"{column}: {_shown(text)} is no time such as 2026-01-31T12:00:00+00:00") from None
    if read.tzinfo is None:
        raise BadRow(f"{column}: {_shown(text)} has no offset from UTC; write it as 2026-01-31T12:00:00+00:00")
    if read < _OLDEST:
        raise BadRow(f"{column}: {_shown(text)} is older than any graphics card")
    return read.astimezone(UTC)


@lru_cache(maxsize=10_000)
def _name(text: str) -> str:
    name = _NAME.sub("-", text.lower()).strip("-")
    if not 2 <= len(name) <= 41:
        raise BadRow(f"retailer: {_shown(text)} is no name: it needs 2 to 41 letters, digits and hyphens")
    return name


@lru_cache(maxsize=1000)
def _market(country: str, currency: str) -> Market:
    country, currency = country.strip().upper(), currency.strip().upper()
    found = next((market for market in MARKETS.values() if market.country == country), None)
    if found is None:
        known = ", ".join(sorted(market.country for market in MARKETS.values()))
        raise BadRow(f"country: {_shown(country)} is no market that is known; one of {known}")
    if currency != found.currency:
        raise BadRow(f"currency: {_shown(currency)} is not what {found.name} pays in: {found.currency}")
    return found


def _amount(column: str, text: str) -> Decimal | None:
    text = text.strip()
    if not text:
        return None
    if not _DECIMAL.fullmatch(text):
        raise BadRow(f"{column}: {_shown(text)} is no decimal number such as 1299.00")
    return Decimal(text)


def _count(text: str) -> int | None:
    text = text.strip()
    if not text:
        return None
    if not _COUNT.fullmatch(text):
        raise BadRow(f"offer_count: {_shown(text)} is no number of offers such as 3")
    return int(text)


def _boolean(text: str) -> bool | None:
    try:
        return _BOOLEANS[text.strip().lower()]
    except KeyError:
        raise BadRow(f"first_party: {_shown(text)} is neither true nor false") from None


@lru_cache(maxsize=1000)
def _word(column: str, enum: type[_Word], text: str) -> _Word | None:
    text = text.strip()
    if not text:
        return None
    try:
        return enum(text)
    except ValueError:
        raise BadRow(f"{column}: {_shown(text)} is none of {', '.join(enum)}") from None


def _shown(text: str) -> str:
    return repr(text if len(text) <= _SHOWN else text[:_SHOWN] + "...")
