"""Rows of a file as the offers that a page would have shown. Pure."""

from collections.abc import Sequence
from functools import lru_cache

from monitor.history.tracked import StagedRow
from monitor.polling.item_key import item_key
from monitor.polling.known import Key
from scrapers.offer import Condition, Offer, SellerKind, Stock
from scrapers.sellers import with_seller
from scrapers.spec import RetailerSpec


class Offers:
    """Makes offers of the rows of one retailer.

    Args:
        spec: the retailer.
        file: what people call the file; each offer says which line it was.
    """

    def __init__(self, spec: RetailerSpec, file: str) -> None:
        self._spec = spec
        self._file = file
        self._currency = spec.place.currency
        self._seller = lru_cache(maxsize=10_000)(self._sold_by)

    def of(self, rows: Sequence[StagedRow]) -> tuple[dict[Key, Offer], int]:
        """The items of a reading, each once, and how many rows repeated one: of them the last stands."""
        offers: dict[Key, Offer] = {}
        for row in rows:
            offer = self._offer(row)
            offers[item_key(offer), "" if offer.first_party else row.seller, offer.condition] = offer
        return offers, len(rows) - len(offers)

    def _offer(self, row: StagedRow) -> Offer:
        kind, group = self._seller(row.seller, row.first_party)
        return Offer(
            title=row.title,
            url=row.url,
            sku=row.sku or None,
            price=row.price,
            currency=self._currency if row.price is not None else None,
            stock=Stock(row.stock) if row.stock else None,
            seller=row.seller or None,
            seller_kind=kind,
            seller_group=group,
            first_party=row.first_party,
            condition=Condition(row.condition) if row.condition else None,
            offer_count=row.offer_count,
            shipping=row.shipping,
            raw={"import": f"{self._file}:{row.line}"},
        )

    def _sold_by(self, seller: str, first_party: bool | None) -> tuple[SellerKind, str | None]:  # noqa: FBT001 - a column
        offer = with_seller(Offer(title="", url="", seller=seller or None, first_party=first_party), self._spec)
        return offer.seller_kind, offer.seller_group
