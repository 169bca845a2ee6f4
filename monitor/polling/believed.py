"""Which of the prices that were read are the prices of these items for anybody. Pure.

A price that is not believed is not known this time: the listing's price becomes None, as where nothing could be read;
its stock stands as read. The text it was read from is kept, with why it is not believed.
"""

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Final

import msgspec

from monitor.catalog.plausible import Band, Reference, band, may_be_used, placeholders
from monitor.polling.known import Polled
from monitor.polling.recognise import Recognised
from monitor.vocabulary import Doubt
from scrapers.offer import Condition, Offer, PriceKind, ReadWarning
from scrapers.spec import Tier

#: Prices that not everybody pays.
_FOR_SOME: Final = frozenset({PriceKind.TRANSFER, PriceKind.MEMBER, PriceKind.COUPON, PriceKind.BANK_CARD})


def believe_prices(
    readings: Sequence[Recognised], *, source: Polled, references: Mapping[int, Reference], on: date
) -> tuple[list[Offer], list[ReadWarning]]:
    """The offers, in order, without the prices that are not believed, and a warning for each that was read wrongly.

    Args:
        readings: all of one poll.
        source: the source that was polled.
        references: what each gpu's prices are judged against, by its id; a gpu without one is not judged.
        on: the day of the poll.
    """
    judge = _Judge(readings, source, references, on)
    offers: list[Offer] = []
    warnings: list[ReadWarning] = []
    for reading in readings:
        offer = reading.offer
        if kind := _for_some(offer, source.tier):
            offer = _without_price(offer, f"{kind} price")
        elif doubt := judge.doubt(reading):
            offer = _without_price(offer, doubt.detail)
            detail = f"{_said(reading.offer)} for {offer.title!r}: {doubt.detail}"
            warnings.append(ReadWarning(doubt.kind, detail))
        offers.append(offer)
    return offers, warnings


def _for_some(offer: Offer, tier: Tier) -> PriceKind | None:
    """The price's kind, where it is not what one unit costs anybody.

    "From" is the least price of several sellers at an aggregator: what it costs there. In a shop it is the least of
    several variants: not necessarily this one's.
    """
    kind = offer.price_kind
    is_least = kind is PriceKind.FROM and tier is not Tier.AGGREGATOR
    return kind if kind in _FOR_SOME or is_least else None


def _without_price(offer: Offer, why: str) -> Offer:
    raw = offer.raw | {"not_believed": f"{_said(offer)}: {why}"}
    return msgspec.structs.replace(offer, price=None, currency=None, price_kind=None, shipping=None, raw=raw)


def _said(offer: Offer) -> str:
    return f"{offer.price:f} {offer.currency or ''}".strip()


class _Judge:
    """The bands of one poll's gpus, and the placeholders among its prices."""

    def __init__(
        self, readings: Sequence[Recognised], source: Polled, references: Mapping[int, Reference], on: date
    ) -> None:
        self._source = source
        self._references = references
        self._on = on
        self._bands: dict[tuple[Reference, str, Condition | None], Band | None] = {}
        priced = (self._priced(r) for r in readings if not may_be_used(r.offer.condition, source.tier))
        self._placeholders = placeholders((p for p in priced if p), on=on)

    def doubt(self, reading: Recognised) -> ReadWarning | None:
        """Why the price is not believed; None where it is, or where there is nothing to judge."""
        priced = self._priced(reading)
        if priced is None:
            return None
        price, currency, reference = priced
        condition = reading.offer.condition
        if (price, currency) in self._placeholders and not may_be_used(condition, self._source.tier):
            return ReadWarning(Doubt.PLACEHOLDER_PRICE, "the same on unrelated models")
        limits = self._band(reference, currency, condition)
        if limits is None or price in limits:
            return None
        return ReadWarning(
            Doubt.IMPLAUSIBLE_PRICE, f"such a card costs {limits.low:.0f} to {limits.high:.0f} {currency}"
        )

    def _priced(self, reading: Recognised) -> tuple[Decimal, str, Reference] | None:
        reference = None if reading.gpu_id is None else self._references.get(reading.gpu_id)
        if reference is None or reading.offer.price is None:
            return None
        return reading.offer.price, reading.offer.currency or self._source.currency, reference

    def _band(self, reference: Reference, currency: str, condition: Condition | None) -> Band | None:
        key = (reference, currency, condition)
        if key not in self._bands:
            self._bands[key] = band(
                reference, currency=currency, condition=condition, tier=self._source.tier, on=self._on
            )
        return self._bands[key]
