"""What a notice says: the facts of a moment, gathered from the database where there is something to tell."""

from collections.abc import Collection, Iterable
from dataclasses import replace
from datetime import datetime, timedelta
from decimal import Decimal
from functools import cached_property
from statistics import median
from typing import Any, Final

import msgspec
from sqlalchemy.orm import Session

from monitor import fair_price, status
from monitor.alerts.notice import Fairness, Notice, NoticeKind, PriceDay, Shop, Told
from monitor.alerts.offers import Offer, as_shop, counts, meets, of_use, street_premium
from monitor.alerts.rule import Rule, Sellers
from monitor.fair_price import DAYS, priced
from monitor.signals.segments import SEGMENTS, described
from monitor.signals.verdict import Verdict, Watched
from monitor.storage import alert_offers, alerts, measures, signal_views
from monitor.storage.models_alerts import AlertEpisode
from monitor.vocabulary import ScopeKind
from scrapers.market import MARKETS

#: Days of the chart, and of the usual price.
_DAYS: Final = 90
_LAST_DAY: Final = timedelta(days=1)
_MOST_ELSEWHERE: Final = 3
_NOT_WATCHED: Final = Watched([], 0, 0)


class Facts:
    """What is asked of the database while news is told, each once."""

    def __init__(self, session: Session, now: datetime) -> None:
        self.session = session
        self.now = now
        self._offers: dict[tuple[str, int], list[Offer]] = {}
        self._past: dict[Any, list[PriceDay]] = {}
        self._fairness: dict[Any, Fairness] = {}

    def offers(self, wanted: Collection[tuple[str, int]]) -> dict[tuple[str, int], list[Offer]]:
        """All offers of some gpus in some markets."""
        missing = [each for each in wanted if each not in self._offers]
        self._offers |= alert_offers.offers(self.session, missing)
        return self._offers

    def past(self, market: str, gpu_id: int, days: int, retailers: tuple[str, ...] = ()) -> list[PriceDay]:
        """The last whole days (UTC) of a card in a market."""
        key = (market, gpu_id, days, retailers)
        if key not in self._past:
            today = self.now.date()
            self._past[key] = alert_offers.past_prices(
                self.session,
                market,
                gpu_id,
                MARKETS[market].currency,
                today - timedelta(days=days),
                today,
                retailers=retailers,
            )
        return self._past[key]

    def readings(self, rule: Rule, market: str, gpu_id: int, lowest: Decimal | None) -> int:
        """In how many complete polls it was seen that a rule's condition holds."""
        offers = self.offers([(market, gpu_id)])[market, gpu_id]
        met = [offer for offer, is_met in of_use(rule, offers, lowest) if is_met]
        return max(alert_offers.readings(self.session, met).values(), default=0)

    @cached_property
    def watched(self) -> dict[str, Watched]:
        """By market with an enabled retailer, how much of it can be read now."""
        return measures.watched(self.session, self.now)

    @cached_property
    def verdicts(self) -> dict[str, Verdict]:
        """By market; without the times during which it was watched, of which nothing is said."""
        judged = [each.verdict for each in status.markets(self.session, self.now, with_days=False)]
        return {each.market: replace(each, watched=replace(each.watched, intervals=())) for each in judged}

    def fairness(self, market: str, gpu_id: int, offer: Shop | None, launch: Decimal | None) -> Fairness | None:
        """Whether the price of an offer is fair; None without one in the market's currency."""
        if offer is None or offer.price is None or offer.currency != MARKETS[market].currency:
            return None
        # A thousand rules may be told of one offer.
        key = (market, gpu_id, offer.price, launch)
        if key not in self._fairness:
            self._fairness[key] = self._compared(*key)
        return self._fairness[key]

    def chart(self, market: str, gpu_id: int) -> tuple[PriceDay, ...]:
        """The days that the chart of a card shows."""
        return tuple(self.past(market, gpu_id, DAYS)[-_DAYS:])

    def _compared(self, market: str, gpu_id: int, price: Decimal, launch: Decimal | None) -> Fairness:
        currency, today = MARKETS[market].currency, self.now.date()
        year = priced(self.past(market, gpu_id, DAYS))
        judged = fair_price.judged(self.session, price, year, today, market)
        known = [(day.price, day.day) for day in year if day.day >= today - timedelta(days=_DAYS)]
        lowest = min(known, default=None, key=lambda pair: (pair[0], -pair[1].toordinal()))
        return Fairness(
            price=price,
            currency=currency,
            known_days=len(known),
            median=median(each for each, _ in known) if known else None,
            lowest=lowest[0] if lowest else None,
            lowest_on=lowest[1] if lowest else None,
            lowest_since=alert_offers.last_day_at(self.session, market, gpu_id, currency, price, today),
            launch=launch,
            is_good=judged.is_good if judged else None,
        )


def offer_notice(
    facts: Facts, rule: Rule, row: AlertEpisode, gpu_id: int, kind: NoticeKind, at: datetime, lowest: Decimal | None
) -> Notice:
    """What is told of the offers of a card.

    Args:
        facts: of the moment.
        rule: judged by offers.
        row: the episode, brought up to what happened.
        gpu_id: the card.
        kind: why it is told.
        at: when it happened, aware UTC.
        lowest: what the card cost at least on the rule's last days, of a new low.
    """
    offers = facts.offers([(row.market, gpu_id)])[row.market, gpu_id]
    return _of_offers(facts, rule, row.market, gpu_id, offers, kind, at, lowest, **_so_far(row, facts.now))


def example(facts: Facts, rule: Rule, market: str, gpu_id: int) -> Notice:
    """A real example of what a rule judged by offers would tell now."""
    offers = facts.offers([(market, gpu_id)])[market, gpu_id]
    return _of_offers(facts, rule, market, gpu_id, offers, NoticeKind.TEST, facts.now, None)


def _of_offers(
    facts: Facts,
    rule: Rule,
    market: str,
    gpu_id: int,
    offers: list[Offer],
    kind: NoticeKind,
    at: datetime,
    lowest: Decimal | None,
    **more: Any,
) -> Notice:
    mine = [offer for offer in offers if counts(rule, offer)]
    table = _table(facts, rule, offers, lowest)
    first = table[0] if table else None
    launch = next((offer.launch_price for offer in mine if offer.launch_price), None)
    watched = facts.watched.get(market, _NOT_WATCHED)
    return Notice(
        kind=kind,
        rule=rule,
        at=at,
        market=market,
        gpu=offers[0].gpu if offers else None,
        currency=MARKETS[market].currency,
        premium=street_premium(mine),
        shops=table,
        readable=watched.shops_readable,
        watched=watched.shops,
        fairness=facts.fairness(market, gpu_id, first, launch) if first and first.meets else None,
        elsewhere=_elsewhere(rule, offers) if kind is NoticeKind.CLOSED else (),
        chart=facts.chart(market, gpu_id),
        demo=any(offer.demo for offer in offers),
        **more,
    )


def signal_notice(facts: Facts, rule: Rule, row: AlertEpisode, kind: NoticeKind, at: datetime) -> Notice:
    """What is told of a signal; see `offer_notice`."""
    view = signal_views.by_id(facts.session, row.signal_id) if row.signal_id else None
    return signal_facts(facts, rule, row.market, view, kind, at, gpu_id=row.gpu_id, **_so_far(row, facts.now))


def signal_facts(
    facts: Facts,
    rule: Rule,
    market: str,
    view: signal_views.SignalView | None,
    kind: NoticeKind,
    at: datetime,
    *,
    gpu_id: int | None,
    **more: Any,
) -> Notice:
    """What is told of a signal.

    Args:
        facts: of the moment.
        rule: that waits for signals.
        market: its market.
        view: the signal; None where it is gone.
        kind: why it is told.
        at: when it happened, aware UTC.
        gpu_id: the card it is about, if any.
        more: how far its episode has come.
    """
    offers = facts.offers([(market, gpu_id)])[market, gpu_id] if gpu_id else []
    any_shop = msgspec.structs.replace(rule, retailers=(), sellers=Sellers.SHOPS, limit=None)
    watched = facts.watched.get(market, _NOT_WATCHED)
    wide = view is not None and view.scope in {ScopeKind.MARKET, ScopeKind.SEGMENT}
    return Notice(
        kind=kind,
        rule=rule,
        at=at,
        market=market,
        gpu=view.gpu if view else offers[0].gpu if offers else None,
        currency=MARKETS[market].currency,
        premium=street_premium([offer for offer in offers if counts(any_shop, offer)]),
        shops=_table(facts, any_shop, offers, None),
        readable=watched.shops_readable,
        watched=watched.shops,
        signal=told(view) if view else None,
        verdict=facts.verdicts.get(market) if wide else None,
        chart=facts.chart(market, gpu_id) if gpu_id else (),
        demo=view.demo if view else any(offer.demo for offer in offers),
        **more,
    )


def told(view: signal_views.SignalView) -> Told:
    """A signal as it stands, as a notice has it."""
    signal = view.signal
    about = described(signal.segment) if signal.segment in SEGMENTS else view.retailer or view.title or ""
    return Told(
        kind=signal.kind,
        scope=view.scope,
        opened_at=signal.opened_at,
        about=view.title or about if view.scope is ScopeKind.LISTING else about,
        retailer=view.retailer,
        segment=signal.segment,
        level=signal.level,
        cause=signal.cause,
        closed_at=signal.closed_at,
        evidence=signal.evidence,
    )


def _so_far(row: AlertEpisode, now: datetime) -> dict[str, Any]:
    state = alerts.state_of(row)
    lately = sum(at > now - _LAST_DAY for at in state.changes)
    ended_at = state.changes[-1] if state.changes and not state.is_on else None
    return {"opened_at": state.opened_at, "ended_at": ended_at, "changes": lately, "is_on": state.is_on}


def _table(facts: Facts, rule: Rule, offers: Iterable[Offer], lowest: Decimal | None) -> tuple[Shop, ...]:
    rows = of_use(rule, offers, lowest)
    seen = alert_offers.readings(facts.session, [offer for offer, _ in rows if offer.is_available])
    return tuple(as_shop(offer, meets=met, readings=seen.get(offer.listing_id, 1)) for offer, met in rows)


def _elsewhere(rule: Rule, offers: Iterable[Offer]) -> tuple[Shop, ...]:
    """Offers that still meet the limit, of sellers or conditions that the rule does not look at."""
    met = [o for o in offers if not counts(rule, o) and o.stock_known and meets(rule, o, None) and o.total is not None]
    return tuple(as_shop(o, meets=True) for o in sorted(met, key=lambda o: o.total or Decimal(0))[:_MOST_ELSEWHERE])
