"""The items in schema.org data, whichever syntax it came in."""

import html
import re
from collections.abc import Iterator
from decimal import Decimal
from typing import Any, Final

from scrapers.boxes import fold, words_in
from scrapers.claim import Asked, Claim, Role
from scrapers.late import late
from scrapers.market import Market
from scrapers.money import currency_of, read_machine_price, read_price
from scrapers.number import digits_of

_ITEM_TYPES: Final = words_in(
    "product productgroup productmodel individualproduct someproducts productcollection vehicle car book"
)
_OFFER_TYPES: Final = frozenset({"offer", "aggregateoffer", "offerforpurchase"})
#: Properties that lead to other items than those the data is about.
_ELSEWHERE: Final = words_in(
    "aggregateRating brand breadcrumb image isAccessoryOrSparePartFor isConsumableFor isRelatedTo isSimilarTo isVariantOf "
    "itemReviewed manufacturer recommendation relatedProduct review reviews seller"
)
_NOT_TODAYS: Final = late(r"list|strikethrough|srp|msrp|rrp|regular|old|was|minimumadvertised|invoice", re.IGNORECASE)
_TAG: Final = late(r"<[^<>]{0,200}>")
_MOST_NODES: Final = 20_000
#: Offers inside offers; references may lead round in a circle.
_DEEPEST_OFFERS: Final = 3
_END: Final = object()


class Shown(str):
    """A value that is a text shown on the page: its price is written as people of the market write it."""

    __slots__ = ()


def claims(values: list[Any], *, syntax: str, market: Market) -> list[Claim]:
    """All items of some schema.org values, those that the data is about before those in lists.

    Args:
        values: decoded JSON-LD, or microdata in the same shape.
        syntax: what to call it in the claims.
        market: how shown prices are written.
    """
    nodes = list(_nodes(values))
    by_id = {node["@id"]: node for node, _, _ in nodes if isinstance(node.get("@id"), str) and len(node) > 1}
    reader = _Reader(syntax, by_id, market)
    found: list[Claim] = []
    loose: list[dict[str, Any]] = []
    for node, role, group in nodes:
        kinds = _types(node)
        if kinds & _ITEM_TYPES or ("offers" in node and not kinds & _OFFER_TYPES):
            # A group's variants are its items; it is one itself only where it has offers of its own.
            if not ("hasVariant" in node and "offers" not in node):
                found.append(reader.item(node, role, group))
        elif kinds & _OFFER_TYPES and group is None:
            if isinstance(offered := reader.resolve(node.get("itemOffered")), dict):
                found.append(reader.item({**offered, "offers": node}, role, None))
            elif role is Role.MAIN:
                loose.append(node)
    if loose and not any(claim.offers for claim in found if claim.role is not Role.LISTED):
        found += reader.of_loose_offers(loose)
    order = list(Role)
    return sorted((claim for claim in found if claim.name or claim.offers), key=lambda claim: order.index(claim.role))


def _nodes(values: list[Any]) -> Iterator[tuple[dict[str, Any], Role, dict[str, Any] | None]]:
    """Yield all objects that can be items, with their role and the item they belong to, without recursion."""
    # Iterators, so that of a list of hundreds of thousands nothing is kept but how far it was walked.
    steps: list[tuple[Iterator[Any], Role, dict[str, Any] | None]] = [(iter(values), Role.MAIN, None)]
    seen = 0
    while steps and seen < _MOST_NODES:
        rest, role, group = steps[-1]
        value = next(rest, _END)
        if value is _END:
            steps.pop()
        if isinstance(value, list):
            steps.append((iter(value), role, group))
        if not isinstance(value, dict):
            continue
        seen += 1
        yield value, role, group
        is_item = bool(_types(value) & _ITEM_TYPES)
        for key in reversed(value):
            inner = value[key]
            if key in _ELSEWHERE or not isinstance(inner, dict | list):
                continue
            if key == "hasVariant":
                steps.append((iter((inner,)), Role.VARIANT, value))
            elif key in {"itemListElement", "itemOffered"} and not (key == "itemOffered" and group is None):
                steps.append((iter((inner,)), Role.LISTED, None))
            elif key != "itemOffered":
                steps.append((iter((inner,)), role, value if is_item else group))


def _types(node: dict[str, Any]) -> set[str]:
    kinds = node.get("@type")
    kinds = kinds if isinstance(kinds, list) else [kinds]
    return {re.split(r"[/#:]", kind)[-1].lower() for kind in kinds[:20] if isinstance(kind, str)}


class _Reader:
    """Reads items whose parts may be references to other nodes of the same page."""

    def __init__(self, syntax: str, by_id: dict[str, dict[str, Any]], market: Market) -> None:
        self._syntax = syntax
        self._by_id = by_id
        self._market = market

    def resolve(self, value: Any) -> Any:
        if isinstance(value, dict) and len(value) <= 2 and isinstance(name := value.get("@id"), str):
            return self._by_id.get(name, value)
        return value

    def item(self, node: dict[str, Any], role: Role, group: dict[str, Any] | None) -> Claim:
        around = group if role is Role.VARIANT and group else {}
        return Claim(
            syntax=self._syntax,
            role=role,
            name=plain(node.get("name")) or plain(around.get("name")),
            url=_address(node.get("url")) or _address(node.get("@id")) or _address(around.get("url")),
            sku=_number(node, "sku", "productID"),
            offers=tuple(self._offers(node.get("offers") or around.get("offers"))),
        )

    def of_loose_offers(self, nodes: list[dict[str, Any]]) -> list[Claim]:
        """One item from offers that name none; nothing where they contradict each other."""
        offers = list(self._offers(nodes))
        if len({offer.price for offer in offers if offer.price}) > 1:
            return []
        merged: dict[str, Any] = {
            name: next((value for offer in offers if (value := getattr(offer, name)) is not None), None)
            for name in Asked.__dataclass_fields__
        }
        return [Claim(self._syntax, Role.MAIN, offers=(Asked(**merged),))]

    def _offers(self, value: Any, depth: int = 0) -> Iterator[Asked]:
        value = self.resolve(value)
        for each in value[:500] if isinstance(value, list) else [value]:
            node = self.resolve(each)
            if not isinstance(node, dict):
                continue
            inner = node.get("offers")
            if "lowPrice" not in node and "price" not in node and isinstance(inner, dict | list) and inner:
                if depth < _DEEPEST_OFFERS:
                    yield from self._offers(inner if isinstance(inner, list) else [inner], depth + 1)
            else:
                yield self._offer(node)

    def _offer(self, node: dict[str, Any]) -> Asked:
        stated = self._price_node(node)
        named = _currency(stated.get("priceCurrency")) or _currency(node.get("priceCurrency"))
        price, text = self._price(stated, named)
        inner = self.resolve(node.get("offers"))
        nested = [self.resolve(each) for each in inner] if isinstance(inner, list) else [inner]
        only = nested[0] if len(nested) == 1 and isinstance(nested[0], dict) else {}
        count = read_machine_price(str(node.get("offerCount", "")))
        return Asked(
            price=price,
            price_text=text,
            currency=named or (currency_of(text, self._market) if price is not None and text else None),
            availability=_address(node.get("availability")) or _address(only.get("availability")),
            condition=_address(node.get("itemCondition")) or _address(only.get("itemCondition")),
            seller=self._name(node.get("seller") or node.get("offeredBy") or only.get("seller")),
            url=_address(node.get("url")),
            sku=_number(node, "sku"),
            shipping=self._shipping(node),
            offer_count=int(count) if count is not None and 0 < count < 100_000 else None,
            is_lowest=_is_lowest(stated),
        )

    def _price_node(self, node: dict[str, Any]) -> dict[str, Any]:
        """The part of an offer that states what one unit costs today."""
        if node.get("price") not in (None, ""):
            return node
        stated = self.resolve(node.get("priceSpecification"))
        todays = [
            each
            for each in (stated if isinstance(stated, list) else [stated])
            if isinstance(each, dict)
            and not _NOT_TODAYS.search(str(each.get("priceType", "")))
            and not any(each.get(key) for key in ("validForMemberTier", "billingDuration", "referenceQuantity"))
        ]
        return todays[0] if todays else node

    def _price(self, node: dict[str, Any], currency: str | None) -> tuple[Decimal | None, str | None]:
        value = next((node[key] for key in ("price", "lowPrice", "minPrice") if node.get(key) not in (None, "")), None)
        if isinstance(value, dict):
            value = value.get("value") or value.get("price") or value.get("@value")
        if isinstance(value, list):
            value = value[0] if value else None
        if value is None or isinstance(value, dict | list | bool):
            return None, None
        text = (digits_of(value) if isinstance(value, Decimal) else str(value)).strip()[:100]
        if str(node.get("valueAddedTaxIncluded")).lower() == "false" and self._market.country not in {"US", "CA"}:
            return None, text
        if isinstance(value, Shown):
            money = read_price(value, market=self._market)
            return (money.amount if money else None), text
        return read_machine_price(text, currency), text

    def _shipping(self, node: dict[str, Any]) -> Decimal | None:
        details = self.resolve(node.get("shippingDetails"))
        if isinstance(details, list):
            details = self.resolve(details[0]) if len(details) == 1 else None
        rate = self.resolve(details.get("shippingRate")) if isinstance(details, dict) else None
        if not isinstance(rate, dict):
            return None
        value = rate.get("value", rate.get("price"))
        if isinstance(value, int | str | Decimal) and re.fullmatch(r"0+(\.0+)?", str(value).strip()):
            return Decimal(0)
        return read_machine_price(str(value), _currency(rate.get("currency"))) if value is not None else None

    def _name(self, value: Any) -> str | None:
        value = self.resolve(value[0] if isinstance(value, list) and value else value)
        return plain(value.get("name")) if isinstance(value, dict) else plain(value)


def _is_lowest(node: dict[str, Any]) -> bool:
    """Whether what an offer states is the low end of a range."""
    if node.get("price") not in (None, ""):
        return False
    low, high = (read_machine_price(str(node.get(key, ""))) for key in ("lowPrice", "highPrice"))
    return low is not None and high is not None and low < high


def plain(value: Any) -> str | None:
    """A name without entities and tags; None where there is none."""
    if isinstance(value, list):
        value = next((each for each in value if isinstance(each, str | dict)), None)
    if isinstance(value, dict):
        value = value.get("@value") or value.get("name")
    if not isinstance(value, str):
        return None
    text = value[:5_000]
    for _ in range(2):  # shops escape what was escaped already
        text = html.unescape(text) if "&" in text else text
    return fold(_TAG.sub(" ", text))[:1_000] or None


def _address(value: Any) -> str | None:
    if isinstance(value, list):
        value = value[0] if value else None
    if isinstance(value, dict):
        value = value.get("@id") or value.get("url") or value.get("name")
    return value.strip()[:2_000] or None if isinstance(value, str) else None


def _currency(value: Any) -> str | None:
    return value.strip().upper() if isinstance(value, str) and re.fullmatch(r"\s*[A-Za-z]{3}\s*", value) else None


def _number(node: dict[str, Any], *keys: str) -> str | None:
    for key in keys:
        value = node.get(key)
        value = value[0] if isinstance(value, list) and value else value
        if isinstance(value, str | int) and not isinstance(value, bool) and (text := fold(str(value))):
            return text.removeprefix("sku:").strip()[:100] or None
    return None
