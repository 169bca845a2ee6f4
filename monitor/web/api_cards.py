"""Cards in the JSON API: the catalogue, how each stands, whether its price is fair, its days and its offers."""

from dataclasses import asdict
from datetime import date, timedelta
from typing import Annotated, Any, Final

from fastapi import APIRouter, Query

from monitor.i18n.deferred import Sentence
from monitor.i18n.names import mark
from monitor.signals.durations import Durations
from monitor.signals.fair import Fair
from monitor.signals.measures import GpuMeasure
from monitor.storage import gpu_days, shelf
from monitor.storage.cards import Card, slug
from monitor.storage.shelf import ShelfOffer
from monitor.vocabulary import Level
from monitor.web import api_models
from monitor.web.api_models import CardModel, DurationsModel, GpuDayModel, GpuFactsModel, GpuModel, OfferModel
from monitor.web.card_facts import card_facts
from monitor.web.desk import Desk, chosen
from monitor.web.refused import Refused
from monitor.web.tables import NO_CARD, CardSlug, MarketCode, OfCard, OneMarket, WantedRows, table

_DAY: Final = timedelta(days=1)


def add(routes: APIRouter, desk: Desk) -> None:
    """Add the addresses."""
    get = table(routes)

    @get("/cards", CardModel)
    def cards(
        wanted: WantedRows,
        q: Annotated[str, Query(max_length=80, description="Parts of its name, in any order.")] = "",
    ) -> Any:
        """Every card of the catalogue, or those with some words in their name."""
        every = desk.named(q) if q.strip() else list(desk.cards.values())
        return wanted.answer(CardModel, [_card(card) for card in wanted.cut(every)], "cards")

    @routes.get("/cards/{slug}", responses=NO_CARD)
    def card(slug: CardSlug) -> CardModel:
        """One card of the catalogue."""
        return _card(desk.card(slug))

    @get("/gpus", GpuModel)
    def gpus(wanted: WantedRows, market: MarketCode = None, level: Level | None = None) -> Any:
        """Every card that is followed in a market, as it stands now."""
        with desk.work.sessions() as session:
            markets = desk.status(session, desk.now())
        every = [gpu for each in markets if market in {None, each.verdict.market} for gpu in each.gpus]
        found = wanted.cut([gpu for gpu in every if level in {None, gpu.level}])
        return wanted.answer(GpuModel, [GpuModel(**_standing(gpu)) for gpu in found], "gpus")

    @routes.get("/gpus/{slug}", responses=NO_CARD)
    def gpu(slug: CardSlug, market: OneMarket) -> GpuFactsModel:
        """A card in a market: as it stands now, what to buy, whether that is a fair price, how long one waits."""
        card = desk.card(slug)
        with desk.work.sessions() as session:
            here = chosen(desk.status(session, desk.now()), market)
            found = card_facts(session, desk, card, here) if here else None
        if found is None or found.measure is None:
            raise Refused(404, Sentence(mark("No watched shop lists it.")))
        usual = found.measure.standing
        return GpuFactsModel(
            **_standing(found.measure),
            usual_availability=usual.usual_availability_ratio if usual else None,
            depth=usual.depth_ratio if usual else None,
            judged=usual.day if usual else None,
            signals=[
                api_models.OpenSignalModel(kind=each.kind, cause=each.cause, since=each.since)
                for each in found.measure.signals
            ],
            cheapest=[_offer(offer) for offer in found.best],
            fair=_fair(found.fair) if found.fair else None,
            known_days=len(found.known),
            limit=found.limit,
            stockouts=_durations(found.stockouts) if found.stockouts else None,
            restocks=_durations(found.restocks) if found.restocks else None,
        )

    @get("/gpus/{slug}/days", GpuDayModel, NO_CARD)
    def days(
        wanted: WantedRows, slug: CardSlug, market: OneMarket, since: date | None = None, until: date | None = None
    ) -> Any:
        """The whole days (UTC) of a card in a market, by price tier; of the last year unless it is said."""
        today, gpu = desk.now().date(), desk.card(slug)
        with desk.work.sessions() as session:
            found = gpu_days.card_days(
                session,
                market,
                gpu.id,
                since or today - timedelta(days=365),
                until or today,
                limit=wanted.limit + 1,
                offset=wanted.offset,
            )
        return wanted.answer(GpuDayModel, [GpuDayModel(**asdict(day)) for day in found], f"{slug}-{market}")

    @get("/offers", OfferModel, NO_CARD)
    def offers(wanted: WantedRows, market: MarketCode = None, gpu: OfCard = None, available: bool = False) -> Any:  # noqa: FBT001, FBT002 - the parameter's name in the address
        """Offers of cards at watched shops, those that can be had first, then by price and delivery."""
        card = desk.card(gpu) if gpu else None
        with desk.work.sessions() as session:
            found = shelf.offers(
                session,
                desk.now(),
                market=market,
                gpu_id=card.id if card else None,
                available=available,
                limit=wanted.limit + 1,
                offset=wanted.offset,
            )
        return wanted.answer(OfferModel, [_offer(each) for each in found], "offers")


def _card(card: Card) -> CardModel:
    own = CardModel.model_fields.keys() - {"gpu", "launch_price_source"}
    return CardModel(
        gpu=card.name, launch_price_source=card.price_source, **{name: getattr(card, name) for name in own}
    )


def _standing(gpu: GpuMeasure) -> dict[str, Any]:
    own = GpuModel.model_fields.keys() - {"slug"}
    return {"slug": slug(gpu.gpu), **{name: getattr(gpu, name) for name in own}}


def _offer(offer: ShelfOffer) -> OfferModel:
    return OfferModel(**{name: getattr(offer, name) for name in OfferModel.model_fields})


def _fair(found: Fair) -> api_models.FairModel:
    anchored = found.in_anchor
    return api_models.FairModel(
        price=found.price,
        lowest_price=found.lowest.price,
        lowest_on=found.lowest.day,
        over_lowest=found.over_lowest,
        usual_price=found.usual,
        over_usual=found.over_usual,
        is_good=found.is_good,
        in_anchor=api_models.InAnchorModel(**asdict(anchored)) if anchored else None,
    )


def _durations(found: Durations) -> DurationsModel:
    def days(lasted: timedelta | None) -> float | None:
        return None if lasted is None else round(lasted / _DAY, 2)

    return DurationsModel(
        seen=found.spells,
        ended=found.turned,
        going_on=found.open,
        taken_off=found.gone,
        lower_days=days(found.lower),
        median_days=days(found.median),
        upper_days=days(found.upper),
    )
