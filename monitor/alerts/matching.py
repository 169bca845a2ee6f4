"""Which rules a piece of news concerns. Pure; ten thousand rules are asked by what they name, not one by one."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from monitor.alerts.rule import Rule
from monitor.signals.pressure import RANKS
from monitor.vocabulary import WIDE, Level, ScopeKind, SignalKind


@dataclass(frozen=True, slots=True)
class LiveRule:
    """A rule of somebody who is told.

    Attributes:
        since: when it began to count, aware UTC: what happened before is no news.
        is_new: it was not yet looked whether what it waits for holds already.
        muted: it is followed, and nothing is sent.
    """

    id: int
    recipient_id: int
    rule: Rule
    since: datetime
    is_new: bool = False
    muted: bool = False


@dataclass(frozen=True, slots=True)
class About:
    """What a signal is about, by name."""

    kind: SignalKind
    scope: ScopeKind
    market: str
    gpu: str | None = None
    segment: str | None = None
    retailer: str | None = None


class Rules:
    """Rules, found by what they wait for."""

    def __init__(self, rules: Iterable[LiveRule]) -> None:
        self.by_id = {live.id: live for live in rules}
        self._offers: dict[str | None, list[LiveRule]] = defaultdict(list)
        self._signals: dict[tuple[SignalKind, str | None], list[LiveRule]] = defaultdict(list)
        for live in self.by_id.values():
            rule = live.rule
            if rule.by_offers:
                for gpu in rule.gpus or (None,):
                    self._offers[gpu].append(live)
                continue
            for kind in rule.signal_kinds:
                for gpu in rule.gpus or (None,):
                    self._signals[kind, gpu].append(live)

    def of_offers(self, market: str, gpu: str) -> Iterator[LiveRule]:
        """Rules that are judged by the offers of a card in a market."""
        for live in (*self._offers[gpu], *self._offers[None]):
            if not live.rule.markets or market in live.rule.markets:
                yield live

    def of_signal(self, about: About) -> Iterator[LiveRule]:
        """Rules that wait for a signal, whatever its level."""
        of_gpu = self._signals[about.kind, about.gpu] if about.gpu else []
        for live in (*of_gpu, *self._signals[about.kind, None]):
            if _concerns(live.rule, about):
                yield live


def is_on(rule: Rule, *, is_open: bool, level: Level | None) -> bool:
    """Whether a signal is what a rule waits for: it is open, and has reached the rule's level."""
    if rule.level is None or not is_open:
        return is_open
    return level is not None and RANKS[level] >= RANKS[rule.level]


def _concerns(rule: Rule, about: About) -> bool:
    return (
        (not rule.markets or about.market in rule.markets)
        and about.scope in (rule.scopes or WIDE)
        and (not rule.segments or about.segment in rule.segments)
        and (not rule.retailers or about.retailer in rule.retailers)
    )
