"""What the platforms that answer in JSON share: putting an item's fields into an offer, and finding the next page."""

from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import Final
from urllib.parse import parse_qsl, quote, urlencode, urlsplit, urlunsplit

from scrapers.late import late
from scrapers.offer import Condition, Offer, PriceKind, ReadWarning, Stock
from scrapers.stock import read_condition

_DIGITS: Final = late(r"[0-9]{1,9}")


def build(
    *,
    title: str,
    url: str,
    sku: str | None,
    price: Decimal | None,
    currency: str | None,
    kind: PriceKind = PriceKind.LIST,
    before: Decimal | None = None,
    stock: Stock | None,
    quantity: int | None = None,
    seller: str | None = None,
    first_party: bool | None = None,
    condition: Condition | None = None,
    shipping: Decimal | None = None,
    confidence: float = 1.0,
    raw: dict[str, str | None] | None = None,
) -> Offer:
    """An offer of what an answer says of one item.

    The arguments are the offer's fields, besides `kind` (of the price, where there is one), `before` (what it is said to
    have cost; counts only where that is more) and `raw` (texts that are None are left out). What the title says of a used
    item goes before `condition`, since templates call everything new.
    """
    said = read_condition(title)
    return Offer(
        title=title,
        url=url,
        sku=sku,
        price=price,
        currency=currency if price is not None else None,
        price_kind=kind if price is not None else None,
        previous_price=before if price is not None and before is not None and before > price else None,
        stock=stock,
        quantity=quantity,
        seller=seller,
        first_party=first_party,
        condition=said if said not in {None, Condition.NEW} else condition,
        shipping=shipping,
        confidence=confidence,
        raw={name: text[:300] for name, text in (raw or {}).items() if text},
    )


def warn_of_prices(offers: Iterable[Offer], *, unless: Sequence[Stock] = ()) -> list[ReadWarning]:
    """A warning for each offer whose price could not be read; some states of stock have none."""
    return [
        ReadWarning("price_unreadable" if offer.raw.get("price") else "price_missing", offer.title[:200])
        for offer in offers
        if offer.price is None and offer.stock not in unless
    ]


def parameter(url: str, name: str) -> str | None:
    """A parameter of an address's query; None where it has none of that name."""
    return next((value for key, value in parse_qsl(urlsplit(url).query, keep_blank_values=True) if key == name), None)


def number(url: str, name: str, default: int) -> int:
    """A parameter that is a whole number."""
    found = parameter(url, name) or ""
    return int(found) if _DIGITS.fullmatch(found) else default


def with_parameter(url: str, name: str, value: object) -> str:
    """The address with a parameter set anew; all others stay as they are written."""
    parts = urlsplit(url)
    pieces = [piece for piece in parts.query.split("&") if piece and piece.partition("=")[0] != name]
    pair = urlencode({name: str(value)}, quote_via=quote)
    return urlunsplit(parts._replace(query="&".join([*pieces, pair]), fragment=""))
