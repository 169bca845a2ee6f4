"""From listings' days to sellers' shelves: which listings of a gpu count, in which tier, and for whom."""

from collections import defaultdict
from collections.abc import Iterable
from typing import NamedTuple

from monitor.signals.daily import ListingDay
from monitor.signals.panel import SellerDay, SellerKey
from scrapers.offer import Condition
from scrapers.spec import Tier


class Listed(NamedTuple):
    """What a listing is to its market.

    Attributes:
        gpu: its name.
        retailer: the site's name.
        group: the independent seller; None where nobody is known: then each offer is taken for another's, except in a
            shop.
        tier: of the site.
        first_party: False for somebody else's offer on the site.
    """

    gpu: str
    retailer: str
    group: str | None
    tier: Tier
    first_party: bool | None
    condition: Condition | None

    @property
    def is_new(self) -> bool:
        """Sold as new, or not said; used cards are another market."""
        return self.condition in {None, Condition.NEW}

    @property
    def counts_in(self) -> Tier:
        """The tier its price belongs to: somebody else's offer in a shop is a marketplace's."""
        return Tier.MARKETPLACE if self.tier is Tier.FIRST_PARTY and self.first_party is False else self.tier

    @property
    def seller(self) -> SellerKey:
        """Whose shelf it stands on."""
        named = self.group is not None or self.counts_in is Tier.FIRST_PARTY
        return SellerKey(self.retailer, self.group or self.retailer if named else None)


def shelves_of(
    listings: Iterable[tuple[Listed, ListingDay]],
) -> dict[tuple[str, Tier], dict[SellerKey, SellerDay]]:
    """Every seller's shelf on one day, by gpu and tier.

    Args:
        listings: the listings that have a row for the day, with that row.
    """
    shelves: dict[tuple[str, Tier], dict[SellerKey, SellerDay]] = defaultdict(dict)
    for listed, day in listings:
        if not listed.is_new:
            continue
        sellers = shelves[listed.gpu, listed.counts_in]
        seller = sellers.get(listed.seller)
        if seller is None:
            seller = sellers[listed.seller] = SellerDay()
        seller.add(day, named=listed.seller.is_named)
    return shelves
