"""The use case "follow the alerts": what happened since the last time, as far as somebody asked to be told of it.

It runs in the fold's own transaction: a signal and what is sent because of it are stored together, or neither is.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Final

from sqlalchemy.orm import Session

from monitor.alerts import episode as episodes
from monitor.alerts.episode import NEW, Told
from monitor.alerts.matching import LiveRule, Rules, is_on
from monitor.alerts.notice import NoticeKind
from monitor.alerts.offers import Shelf, counts, holds, new_low, shelf, whose
from monitor.alerts.pace import due_at
from monitor.alerts.rule import Rule, What
from monitor.notices import Facts, offer_notice, signal_notice
from monitor.storage import alert_offers, alerts, catalogue, outbox
from monitor.storage.alerts import News
from monitor.storage.models_alerts import AlertEpisode
from monitor.storage.outbox import Thread
from monitor.vocabulary import Level, ScopeKind

#: What happened longer ago than this is history: somebody imported it, or nobody was there to tell it.
NEWS_LASTS: Final = timedelta(days=3)


def follow(session: Session, after: datetime, now: datetime) -> int:
    """Queue what is to be told of what was recorded in (after, now].

    Args:
        session: in the fold's transaction, after its signals were written.
        after: how far the alerts have been followed, aware UTC.
        now: the present.

    Returns:
        The number of deliveries queued.
    """
    rules = Rules(alerts.live_rules(session, now))
    if not rules.by_id:
        return 0
    following = _Following(session, rules, now)
    following.signals(alerts.news(session, after, now))
    following.offers(alert_offers.changed(session, after, now))
    following.new_rules()
    following.checks()
    return following.queued


@dataclass(slots=True)
class _Following:
    """One round of following."""

    session: Session
    rules: Rules
    now: datetime
    queued: int = 0
    facts: Facts = field(init=False)

    def __post_init__(self) -> None:
        self.facts = Facts(self.session, self.now)

    def signals(self, found: Iterable[News]) -> None:
        """Follow what happened to signals."""
        concerned = [(news, live) for news in found for live in self.rules.of_signal(news.about)]
        known = alerts.episodes(self.session, {(live.id, subject_of(news)) for news, live in concerned})
        for news, live in concerned:
            if news.at < max(live.since, self.now - NEWS_LASTS) and news.is_open:
                continue
            key = live.id, subject_of(news)
            on = is_on(live.rule, is_open=news.is_open, level=news.level)
            if key not in known:
                if not on:
                    continue
                known[key] = self._episode(live, key[1], news.about.market, news.view.signal.gpu_id, by_signal=True)
            row = known[key]
            row.signal_id = news.view.signal.id
            self._turn(live, row, news.at, on=on, level=news.level, silent=news.is_silent)

    def offers(self, changed: Iterable[tuple[str, int]], only: frozenset[int] | None = None) -> None:
        """Follow the offers of some gpus in some markets."""
        names = catalogue.names(self.session)
        concerned: dict[tuple[str, int], list[LiveRule]] = defaultdict(list)
        for market, gpu_id in changed:
            found = self.rules.of_offers(market, names[gpu_id])
            mine = [live for live in found if only is None or live.id in only]
            if mine:
                concerned[market, gpu_id] = mine
        offers = self.facts.offers(concerned)
        subjects = {pair: f"{pair[0]}:{names[pair[1]]}" for pair in concerned}
        wanted = {(live.id, subjects[pair]) for pair, mine in concerned.items() for live in mine}
        known = alerts.episodes(self.session, wanted)
        for pair, mine in concerned.items():
            shelves: dict[tuple[object, ...], Shelf] = {}
            at = min(max((offer.changed_at for offer in offers[pair]), default=self.now), self.now)
            for live in mine:
                key = whose(live.rule)
                if key not in shelves:
                    shelves[key] = shelf(offer for offer in offers[pair] if counts(live.rule, offer))
                self._follow_shelf(live, pair, subjects[pair], shelves[key], at, known)

    def _follow_shelf(
        self,
        live: LiveRule,
        pair: tuple[str, int],
        subject: str,
        on_sale: Shelf,
        at: datetime,
        known: dict[tuple[int, str], AlertEpisode],
    ) -> None:
        on = holds(live.rule, on_sale, self._lowest(live.rule, pair))
        row = known.get((live.id, subject))
        if on is None or (row is None and not on):
            return
        self._turn(live, row or self._episode(live, subject, *pair, by_signal=False), at, on=on)

    def new_rules(self) -> None:
        """Look whether what new rules wait for holds already: who asks for a card that is there wants to know at once."""
        new = [live for live in self.rules.by_id.values() if live.is_new]
        if not new:
            return
        ids = catalogue.ids(self.session)
        named = [live for live in new if live.rule.by_offers and live.rule.gpus]
        pairs = {
            (market, ids[gpu])
            for live in named
            for gpu in live.rule.gpus
            if gpu in ids
            for market in live.rule.markets or sorted(self.facts.watched)
        }
        self.offers(sorted(pairs), frozenset(live.id for live in named))
        alerts.looked_at(self.session, [live.id for live in new], self.now)

    def checks(self) -> None:
        """Look at what is to be looked at without anything happening."""
        self.session.flush()
        for row in alerts.episodes_to_check(self.session, self.now):
            live = self.rules.by_id.get(row.rule_id)
            if live is None:
                row.check_at = None
                continue
            if row.by_signal and row.is_on and row.check_at is None:
                # Its signal ended, or is gone, without its rule being told: the retailer was switched off or removed.
                self._turn(live, row, self.now, on=False, silent=True)
                continue
            state = alerts.state_of(row)
            readings = self._readings(live.rule, row) if state.told is Told.NOTHING else 1
            state, kind = episodes.check(state, live.rule, self.now, readings=readings)
            alerts.keep(row, state, episodes.next_check(state, live.rule))
            self._tell(live, row, kind, self.now)

    def _turn(
        self,
        live: LiveRule,
        row: AlertEpisode,
        at: datetime,
        *,
        on: bool,
        level: Level | None = None,
        silent: bool = False,
    ) -> None:
        before = alerts.state_of(row)
        state, kind = episodes.turn(before, live.rule, at, is_on=on, level=level)
        if silent:
            state, kind = episodes.hush(state), None
        alerts.keep(row, state, episodes.next_check(state, live.rule))
        self._tell(live, row, kind, at)

    def _tell(self, live: LiveRule, row: AlertEpisode, kind: NoticeKind | None, at: datetime) -> None:
        """Queue a notice of an episode, with all that it says as it is now."""
        if kind is None or live.muted:
            return
        if row.by_signal or row.gpu_id is None:
            notice = signal_notice(self.facts, live.rule, row, kind, at)
        else:
            lowest = self._lowest(live.rule, (row.market, row.gpu_id))
            notice = offer_notice(self.facts, live.rule, row, row.gpu_id, kind, at, lowest)
        row.notices += 1
        key = f"{row.id}.{row.notices}.{kind}"
        if kind is NoticeKind.OPENED or row.thread is None:
            row.thread = key
        self.queued += outbox.queue(
            self.session,
            live.recipient_id,
            notice,
            Thread(key, row.thread if row.thread != key else None),
            now=self.now,
            due_at=due_at(live.rule, self.now),
            rule_id=live.id,
            seen_at=max((s.seen_at for s in notice.shops if s.meets), default=None),
        )

    def _episode(
        self, live: LiveRule, subject: str, market: str, gpu_id: int | None, *, by_signal: bool
    ) -> AlertEpisode:
        row = AlertEpisode(
            rule_id=live.id, subject=subject, market=market, gpu_id=gpu_id, by_signal=by_signal, notices=0, thread=None
        )
        alerts.keep(row, NEW, None)
        self.session.add(row)
        self.session.flush()
        return row

    def _lowest(self, rule: Rule, pair: tuple[str, int | None]) -> Decimal | None:
        """What a card cost at least on the rule's last days; None where too few are known."""
        market, gpu_id = pair
        if rule.what is not What.NEW_LOW or gpu_id is None:
            return None
        return new_low(rule, self.facts.past(market, gpu_id, rule.days, rule.retailers))

    def _readings(self, rule: Rule, row: AlertEpisode) -> int:
        """In how many complete polls it was seen that it holds: the most of any offer that meets the rule."""
        if row.gpu_id is None:
            return rule.confirm
        return self.facts.readings(rule, row.market, row.gpu_id, self._lowest(rule, (row.market, row.gpu_id)))


def subject_of(news: News) -> str:
    """What a signal is about, spelt alike for all of its kind and scope."""
    about = news.about
    match about.scope:
        case ScopeKind.LISTING:
            what = str(news.view.signal.listing_id)
        case ScopeKind.GPU:
            what = about.gpu or ""
        case ScopeKind.SEGMENT:
            what = about.segment or ""
        case ScopeKind.RETAILER:
            what = about.retailer or ""
        case _:
            what = ""
    return f"{about.market}:{about.scope}:{what}:{about.kind}"
