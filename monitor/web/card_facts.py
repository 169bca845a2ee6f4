"""What is known of a card in a market: what can be bought now, whether that is a fair price, and how long one waits."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from sqlalchemy.orm import Session

from monitor import fair_price
from monitor.alerts.notice import PriceDay
from monitor.fair_price import priced
from monitor.signals import fair
from monitor.signals.durations import Durations
from monitor.signals.fair import Fair, PastPrice
from monitor.signals.measures import GpuMeasure
from monitor.status import MarketStatus
from monitor.storage import shelf
from monitor.storage.cards import Card
from monitor.storage.shelf import ShelfOffer
from monitor.web.desk import Desk
from scrapers.market import MARKETS

_CHEAPEST: Final = 3


@dataclass(frozen=True, slots=True)
class CardFacts:
    """A card in a market.

    Attributes:
        measure: as it stands now; None where nobody lists it.
        offers: every one, those that can be had first.
        best: the three cheapest.
        past: the last 365 whole days.
        known: those of them with a price.
        fair: what the past says of the price now; None where there is none to compare.
        limit: a price to wait for; None where too little is known.
        stockouts, restocks: how long they last, of 180 days; None where there was none.
    """

    measure: GpuMeasure | None
    currency: str
    launch: Decimal | None
    offers: list[ShelfOffer]
    best: list[ShelfOffer]
    past: list[PriceDay]
    known: list[PastPrice]
    fair: Fair | None
    limit: Decimal | None
    stockouts: Durations | None
    restocks: Durations | None


def card_facts(session: Session, desk: Desk, card: Card, here: MarketStatus) -> CardFacts:
    """Gather them."""
    market, now = here.verdict.market, desk.now()
    currency, today = MARKETS[market].currency, now.date()
    offers = shelf.offers(session, now, market=market, gpu_id=card.id)
    best = cheapest(offers, currency)
    past = desk.past.of(session, market, card, now)
    known = priced(past)
    price = next((offer.price for offer in best if offer.tier == "first_party"), best[0].price if best else None)
    return CardFacts(
        measure=next((each for each in here.gpus if each.gpu == card.name), None),
        currency=currency,
        launch=card.launch_prices.get(currency),
        offers=offers,
        best=best,
        past=past,
        known=known,
        fair=fair_price.judged(session, price, known, today, market) if price else None,
        limit=fair.sensible_limit(fair.usual_price(known, today)),
        stockouts=here.lately.stockouts.get(card.name) if here.lately else None,
        restocks=here.lately.restocks.get(card.name) if here.lately else None,
    )


def cheapest(offers: Sequence[ShelfOffer], currency: str) -> list[ShelfOffer]:
    """The three cheapest new ones that a buyer gets sent now, delivery included as far as it is said; one of each seller."""
    can_be_had = [o for o in offers if o.available and o.is_new and o.currency == currency and o.total is not None]
    by_seller: dict[tuple[str, str], ShelfOffer] = {}
    for offer in sorted(can_be_had, key=lambda o: (o.total or Decimal(0), o.listing_id)):
        by_seller.setdefault((offer.retailer, offer.named_seller), offer)
    return list(by_seller.values())[:_CHEAPEST]
