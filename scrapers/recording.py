"""A recorded page's expectation: what a person saw on the page, and how a reading differs from it.

It is a JSON file beside the page, written to be corrected by hand: an offer a line, and only facts that the page shows.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any, Final

import msgspec
from msgspec import UNSET, UnsetType

from scrapers.offer import Condition, Offer, PriceKind, Reading, SellerKind, Stock
from scrapers.spec import Kind


class RecordingError(Exception):
    """A recording that cannot be used; the message says what is wrong in it."""


class Facts(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What a page says of one offer, as an `Offer` has it. A field that is left out is not compared; null is nothing said."""

    title: str | UnsetType = UNSET
    url: str | UnsetType = UNSET
    sku: str | UnsetType | None = UNSET
    price: Decimal | UnsetType | None = UNSET
    currency: str | UnsetType | None = UNSET
    price_kind: PriceKind | UnsetType | None = UNSET
    previous_price: Decimal | UnsetType | None = UNSET
    stock: Stock | UnsetType | None = UNSET
    quantity: int | UnsetType | None = UNSET
    seller: str | UnsetType | None = UNSET
    seller_kind: SellerKind | UnsetType | None = UNSET
    condition: Condition | UnsetType | None = UNSET
    offer_count: int | UnsetType | None = UNSET
    shipping: Decimal | UnsetType | None = UNSET


FIELDS: Final = Facts.__struct_fields__


class Recording(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A recorded page and what it is expected to say.

    Attributes:
        url: the address it came from, scrubbed as the page is.
        kind: what the page is.
        status: its HTTP status; 200 for a saved page.
        content_type: its Content-Type header; None for a saved page.
        recorded: the day.
        confirmed: the day on which a person said that the offers are right; False until somebody does. True is a person
            who did not say when.
        next_url: the next page of the list.
        offers: what the page says.
    """

    url: str
    kind: Kind
    recorded: date
    status: int = 200
    content_type: str | None = None
    confirmed: date | bool = False
    next_url: str | None = None
    offers: list[Facts] = []

    @property
    def headers(self) -> dict[str, str]:
        """The headers to read the page with."""
        return {"content-type": self.content_type} if self.content_type else {}


class Difference(msgspec.Struct, frozen=True):
    """One thing that was read otherwise than expected.

    Attributes:
        offer: title or address of the offer; "" for the page itself.
        field: what differs; ``offer`` where one of the two has no such offer.
        expected, read: the values as text; None is nothing.
    """

    offer: str
    field: str
    expected: str | None
    read: str | None


def facts(offer: Offer) -> Facts:
    """An offer without what depends on how it was read (confidence, texts)."""
    return Facts(**{name: getattr(offer, name) for name in FIELDS})


def encode(recording: Recording) -> str:
    """The recording as JSON, an offer a line."""
    head = msgspec.to_builtins(recording)
    offers = head.pop("offers")
    lines = [f"  {_json(name)}: {_json(value)}," for name, value in head.items()]
    listed = ",\n".join(f"    {_json(offer)}" for offer in offers)
    return "\n".join(["{", *lines, f'  "offers": [\n{listed}\n  ]' if offers else '  "offers": []', "}", ""])


def _json(value: Any) -> str:
    return msgspec.json.encode(value).decode()


def decode(text: str) -> Recording:
    """Read a recording.

    Raises:
        RecordingError: it is none.
    """
    try:
        return msgspec.json.decode(text, type=Recording)
    except msgspec.DecodeError as error:
        raise RecordingError(str(error)) from error


def differences(recording: Recording, reading: Reading) -> list[Difference]:
    """How a reading differs from what was expected, offer by offer and field by field."""
    found = [] if recording.next_url == reading.next_url else [_differ("", "next_url", recording, reading)]
    left = [facts(offer) for offer in reading.offers]
    missing: list[Facts] = []
    for expected in recording.offers:
        same = next((each for each in left if _is_same_offer(expected, each)), None)
        if same is None:
            missing.append(expected)
            continue
        left.remove(same)
        found += [
            _differ(_name(expected), field, expected, same)
            for field in FIELDS
            if (value := getattr(expected, field)) is not UNSET and value != getattr(same, field)
        ]
    found += [Difference(_name(each), "offer", "is there", None) for each in missing]
    return found + [Difference(_name(each), "offer", None, "is there") for each in left]


def _is_same_offer(one: Facts, other: Facts) -> bool:
    """Whether two are about the same offer: by address and seller, or by title where no address is expected."""
    if one.url is UNSET:
        return one.title == other.title
    return one.url == other.url and (one.seller is UNSET or one.seller == other.seller)


def _name(each: Facts) -> str:
    return str(each.title or each.url or "")


def _differ(offer: str, field: str, expected: object, read: object) -> Difference:
    return Difference(offer, field, _text(getattr(expected, field)), _text(getattr(read, field)))


def _text(value: object) -> str | None:
    return None if value is None else f"{value:f}" if isinstance(value, Decimal) else str(value)


def field_coverage(offers: Iterable[Offer]) -> dict[str, int]:
    """Of how many offers each field is said."""
    counts: Counter[str] = Counter()
    for offer in offers:
        counts.update(name for name in FIELDS if getattr(offer, name) not in {None, "", SellerKind.UNKNOWN})
    return {name: counts[name] for name in FIELDS}


def coverage_line(coverage: Mapping[str, int], found: int) -> str:
    """Field coverage for people: the fields that are said at all, and price and stock in any case."""
    always = {"title", "price", "currency", "stock"}
    said: Sequence[str] = [name for name in FIELDS if coverage.get(name) or name in always]
    return ", ".join(f"{name.replace('_', ' ')} {coverage.get(name, 0)} of {found}" for name in said)
