"""How pages write words, amounts, shares and times in the reader's language: the filters of the templates."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any, Final
from urllib.parse import urlencode

from babel.dates import format_date, format_datetime
from markupsafe import Markup

from monitor.alerts.evidence import evidence as figures
from monitor.i18n.language import NOT_KNOWN, Language
from monitor.i18n.names import Names, mark
from monitor.notices import told
from monitor.signals import verdict_said
from monitor.signals.durations import Durations
from monitor.signals.index_figures import IndexFigures, InMoney
from monitor.signals.open_signals import OpenSignal
from monitor.signals.segments import SEGMENTS, described
from monitor.storage.models_signals import Signal
from monitor.storage.signal_views import SignalView
from monitor.vocabulary import DATA_QUALITY, Cause, Level, ScopeKind
from monitor.web import answers, evidence
from monitor.web import words as english
from scrapers.market import MARKETS

#: Of fewer stockouts or restocks than this a median says nothing to a buyer.
_LEAST_SPELLS: Final = 5
#: With all three quartiles, and where the longest quarter was never seen to end.
_STOCKOUTS_LAST: Final = (
    mark("stockouts last {median} (half of them {lower} to {upper})"),
    mark("stockouts last {median} (a quarter up to {lower})"),
)
_RESTOCKS_LAST: Final = (
    mark("restocks last {median} (half of them {lower} to {upper})"),
    mark("restocks last {median} (a quarter up to {lower})"),
)
#: Causes whose word says too little by itself.
_CAUSES: Final = {Cause.SEGMENT: "part of the market", Cause.MARKET_WIDE: "the whole market"}


class Spoken:
    """The filters of one language. What is not known is a dash, never a zero."""

    def __init__(self, words: Language) -> None:
        self.words = words

    def named(self, value: str | None) -> str:
        """A machine word as people read it: ``out_of_stock`` is "out of stock"."""
        return NOT_KNOWN if value is None else self.words.say(english.word(value))

    def day(self, moment: date | None) -> str:
        """``12 May 2026``."""
        return NOT_KNOWN if moment is None else self.words.day(moment)

    def short_day(self, moment: date | None) -> str:
        """``12 May``."""
        return NOT_KNOWN if moment is None else str(format_date(moment, "d MMM", locale=self.words.code))

    def clock(self, moment: datetime | None) -> str:
        """``12 May 14:07 UTC``."""
        return NOT_KNOWN if moment is None else f"{self.short_clock(moment)} UTC"

    def short_clock(self, moment: datetime) -> str:
        """``12 May 14:07``, where UTC is said elsewhere."""
        return str(format_datetime(moment, "d MMM HH:mm", locale=self.words.code))

    def ago(self, moment: datetime | None, now: datetime) -> str:
        """``40 s ago``, ``3 h ago``, ``5 days ago``."""
        return self.words.say("never") if moment is None else self.words.ago(now - moment)

    def seconds(self, seconds: float) -> str:
        """``0.4 s``."""
        return self.words.say("{n} s", n=self.words.number(round(seconds, 1)))

    def whole_money(self, amount: Decimal, currency: str) -> str:
        """An amount that was computed, without cents."""
        return self.words.money(amount.quantize(Decimal(1)), currency)

    def spoken_days(self, days: Sequence[tuple[date, Level]]) -> str:
        """A strip of days in words: ``90 days up to 12 May 2026: 80 normal, 10 tight``."""
        if not days:
            return ""
        counts = Counter(level for _, level in days)
        said = ", ".join(f"{counts[level]} {self.named(level)}" for level in Level if counts[level])
        return self.words.say("{n} days up to {day}: {levels}", n=len(days), day=self.day(days[-1][0]), levels=said)

    def described(self, segment: str) -> str:
        """A part of the market: "cards with 24 GB and more"."""
        return self.words.say(described(segment)) if segment in SEGMENTS else self.named(segment)

    def cause(self, value: Cause | None) -> str:
        """What a signal most likely is: "phase out", "part of the market"."""
        return self.words.say(_CAUSES[value]) if value in _CAUSES else self.named(value)

    def open_signal(self, signal: OpenSignal) -> str:
        """What goes on with a card beside a shortage: ``stockout: launch since 3 Oct``."""
        likely = f": {self.cause(signal.cause)}" if signal.cause else ""
        return f"{self.named(signal.kind)}{likely} {self.words.say('since {day}', day=self.short_day(signal.since))}"

    def what(self, signal: Signal) -> str:
        """What happened: ``severe shortage``, ``stockout: launch``, ``price spike: one retailer``."""
        if self.words.code != "en":
            return Names(self.words).signal(signal.kind, signal.level) + self._likely(signal)
        level = f"{self.named(signal.level)} " if signal.level and signal.level != str(signal.kind) else ""
        return f"{level}{self.named(signal.kind)}{self._likely(signal)}"

    def _likely(self, signal: Signal) -> str:
        return f": {self.cause(signal.cause)}" if signal.cause and signal.kind not in DATA_QUALITY else ""

    def about(self, view: SignalView) -> str:
        """What a signal is about: a card, cards with 24 GB and more, a retailer, the whole market."""
        match view.scope:
            case ScopeKind.SEGMENT:
                return self.described(view.signal.segment or "")
            case ScopeKind.RETAILER:
                return view.retailer or self.words.say("a retailer")
            case ScopeKind.MARKET:
                return self.words.say("the whole market")
            case _:
                return view.gpu or self.words.say("unknown model")

    def evidence(self, view: SignalView) -> str:
        """What a signal rests on: a sentence in English, its figures with their labels in other languages."""
        if self.words.code == "en":
            return evidence.evidence(view.signal)
        market = MARKETS.get(view.signal.market)
        now = view.signal.closed_at or view.signal.opened_at
        lines = figures(told(view), market.currency if market else None, "UTC", now, self.words)
        return "; ".join(f"{label}: {value}" for label, value in lines)

    def price_index(self, index: IndexFigures) -> str:
        """``123 on 25 Nov 2026 (100 on 29 Jul 2026), +1 % in 30 days; in USD 109, −2 % in 30 days``."""
        if self.words.code == "en":
            return english.price_index(index)
        say, own = self.words.say, index.own
        said = say(
            "{value} on {day} (100 on {base})", value=_whole(own), day=self.day(index.day), base=self.day(index.base)
        )
        said += self._changes(own)
        if index.in_usd.currency == own.currency or index.in_usd.value is None:
            return said
        return f"{said}; {index.in_usd.currency}: {_whole(index.in_usd)}{self._changes(index.in_usd)}"

    def _changes(self, index: InMoney) -> str:
        known = ((index.change_30d, 30), (index.change_365d, 365))
        return "".join(
            self.words.say(", {n} days: {change}", n=days, change=self.words.change(ratio))
            for ratio, days in known
            if ratio is not None
        )

    def restocked(self, stockouts: Durations | None) -> str:
        """``stockouts last 10 days (half of them 3 days to 22 days)``; empty where too few are known."""
        return self._lasting(stockouts, _STOCKOUTS_LAST)

    def sold_out_again(self, restocks: Durations | None) -> str:
        """``restocks last 10 days (half of them 3 days to 22 days)``; empty where too few are known."""
        return self._lasting(restocks, _RESTOCKS_LAST)

    def _lasting(self, spells: Durations | None, sentences: tuple[str, str]) -> str:
        if spells is None or spells.spells < _LEAST_SPELLS or spells.median is None or not spells.lower:
            return ""
        lasted, (whole, open_ended) = self.words.lasted, sentences
        said = {"median": lasted(spells.median), "lower": lasted(spells.lower)}
        if spells.upper is None:
            return self.words.say(open_ended, **said)
        return self.words.say(whole, **said, upper=lasted(spells.upper))


def _whole(index: InMoney) -> str:
    return NOT_KNOWN if index.value is None else f"{index.value:.0f}"


def plain(number: Decimal) -> str:
    """``16``, ``4.5``: without zeros at its end."""
    return f"{number.normalize():f}"


def coded(text: str) -> Markup:
    """A sentence with what stands between backticks as code."""
    parts = text.split("`")
    return Markup("").join(Markup("<code>{}</code>").format(part) if n % 2 else part for n, part in enumerate(parts))


def as_query(given: Mapping[str, str]) -> str:
    """``?market=us``; empty where nothing was given."""
    return f"?{urlencode(given)}" if given else ""


def web(address: str) -> str | None:
    """An address on the web; None of any other kind, which a page must not link to."""
    return address if address.startswith(("https://", "http://")) else None


def filters(words: Language) -> dict[str, Callable[..., Any]]:
    """All of a language, by the names that templates use."""
    spoken = Spoken(words)
    return {
        "about": spoken.about,
        "as_query": as_query,
        "ago": spoken.ago,
        "attempt": Names(words).attempt,
        "begin": words.begin,
        "cause": spoken.cause,
        "cell": answers.cell,
        "change": words.change,
        "clock": spoken.clock,
        "coded": coded,
        "day": spoken.day,
        "described": spoken.described,
        "lasted": words.lasted,
        "market_name": words.market,
        "money": words.money,
        "named": spoken.named,
        "number": words.number,
        "open_signal": spoken.open_signal,
        "percent": words.percent,
        "plain": plain,
        "price_index": spoken.price_index,
        "restocked": spoken.restocked,
        "seconds": spoken.seconds,
        "short_clock": spoken.short_clock,
        "sold_out_again": spoken.sold_out_again,
        "short_day": spoken.short_day,
        "signed_percent": words.change,
        "spoken_days": spoken.spoken_days,
        "web": web,
        "what": spoken.what,
        "evidence": spoken.evidence,
        "says_cause": verdict_said.says_cause,
        "seen": lambda verdict: verdict_said.seen(verdict, words),
        "since_said": lambda verdict: verdict_said.since(verdict, words),
        "why": lambda verdict: verdict_said.why(verdict, words),
        "whole_money": spoken.whole_money,
    }
