"""What finding the rules that news concerns costs: 10,000 rules, 100 signals; beside asking every rule of every signal."""

import random
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from compare import Case, Comparison, measure

from monitor.alerts.matching import About, LiveRule, Rules, is_on
from monitor.alerts.rule import Rule, What
from monitor.catalog.catalog import load_catalog
from monitor.vocabulary import WIDE, Level, ScopeKind, SignalKind

_RULES, _SIGNALS = 10_000, 100
_SINCE = datetime(2026, 1, 1, tzinfo=UTC)


def _rules(chance: random.Random, gpus: list[str]) -> list[LiveRule]:
    made = []
    for number in range(_RULES):
        named = tuple(chance.sample(gpus, chance.choice([0, 1, 1, 1, 3])))
        markets = tuple(chance.sample(["us", "de", "tr", "gb"], chance.choice([0, 1, 1, 2])))
        if chance.random() < 0.5 and named:
            rule = Rule(what=What.IN_STOCK, gpus=named, markets=markets)
        else:
            kinds = tuple(chance.sample(list(SignalKind), chance.choice([0, 1, 2])))
            rule = Rule(what=What.SIGNAL, gpus=named, markets=markets, kinds=kinds)
        made.append(LiveRule(number, number, rule, _SINCE))
    return made


def _news(chance: random.Random, gpus: list[str]) -> list[About]:
    scopes = [ScopeKind.LISTING, ScopeKind.GPU, ScopeKind.MARKET]
    return [
        About(
            chance.choice(list(SignalKind)),
            chance.choice(scopes),
            chance.choice(["us", "de", "tr"]),
            chance.choice(gpus),
        )
        for _ in range(_SIGNALS)
    ]


def _one_by_one(rules: list[LiveRule], about: About) -> list[LiveRule]:
    return [
        live
        for live in rules
        if not live.rule.by_offers
        and about.kind in live.rule.signal_kinds
        and (not live.rule.gpus or about.gpu in live.rule.gpus)
        and (not live.rule.markets or about.market in live.rule.markets)
        and about.scope in (live.rule.scopes or WIDE)
    ]


@contextmanager
def finding(_: Path) -> Iterator[Comparison]:
    """The index, its making included, beside asking each rule."""
    chance = random.Random(1)  # noqa: S311 - a benchmark's data
    gpus = [gpu.name for gpu in load_catalog()]
    rules, news = _rules(chance, gpus), _news(chance, gpus)

    def indexed() -> list[tuple[int, int]]:
        index = Rules(rules)
        return [
            (live.id, n)
            for n, about in enumerate(news)
            for live in index.of_signal(about)
            if is_on(live.rule, is_open=True, level=Level.TIGHT)
        ]

    def one_by_one() -> list[tuple[int, int]]:
        return [(live.id, n) for n, about in enumerate(news) for live in _one_by_one(rules, about)]

    if set(indexed()) != set(one_by_one()):
        raise AssertionError("the index finds other rules than asking each does")
    yield Comparison(
        f"Which of {_RULES:,} rules {_SIGNALS} signals concern",
        [Case("Rules: found by what they name", indexed), Case("each rule asked of each signal", one_by_one)],
    )


if __name__ == "__main__":
    with finding(Path()) as comparison:
        for way, median, ratio in measure(comparison):
            print(f"{comparison.question}: {way}: {median:.3g} ms, {ratio:.2f}x", flush=True)
