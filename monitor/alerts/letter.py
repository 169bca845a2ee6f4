"""All parts of a mail about one notice, in words: the three lines, the table of shops, why it came, the chart. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final

from monitor.alerts.clean import safe_url
from monitor.alerts.described import about, described
from monitor.alerts.evidence import evidence
from monitor.alerts.fair import of_what, trend
from monitor.alerts.notice import Notice, NoticeKind, Shop
from monitor.alerts.rule import What
from monitor.alerts.said import Line
from monitor.alerts.story import tell
from monitor.charts import price_chart
from monitor.drawing import Chart
from monitor.i18n.language import Language
from monitor.i18n.names import Names
from monitor.signals.sentence import over_launch, short_name
from scrapers.market import MARKETS
from scrapers.offer import AVAILABLE

#: The colours of the mark at the head of a mail.
_TONES: Final = {
    NoticeKind.OPENED: "good",
    NoticeKind.REMINDER: "good",
    NoticeKind.CLOSED: "over",
    NoticeKind.FLAPPING: "unsure",
    NoticeKind.CONFIRM: "asks",
    NoticeKind.TEST: "asks",
}


@dataclass(frozen=True, slots=True)
class Links:
    """Addresses that a notice goes with; empty where there is none.

    Attributes:
        page: about it.
        stop: send nothing of this rule any more.
        mute: not for a week.
        confirm: this address is mine, and I want this.
    """

    page: str = ""
    stop: str = ""
    mute: str = ""
    confirm: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """An offer as a row of the table of shops, in words."""

    shop: str
    url: str
    title: str
    total: str
    delivery: str
    stock: str
    available: bool
    seller: str
    condition: str
    age: str
    premium: str
    meets: bool


@dataclass(frozen=True, slots=True)
class Letter:
    """A notice, ready for a template.

    Attributes:
        tone: of the mark at its head.
        state: the mark's text.
        model: what it is about; `market` by name.
        rows: the table; `elsewhere` a second one, of something that is over.
        rule: what was asked for, as a sentence.
        figures: labels and values that a signal rests on.
        chart: None where there is none; `chart_text` says the same for who sees no pictures.
    """

    kind: NoticeKind
    subject: str
    tone: str
    state: str
    model: str
    market: str
    lines: tuple[Line, Line, Line]
    rows: list[Row]
    elsewhere: list[Row]
    rule: str
    figures: list[tuple[str, str]]
    chart: Chart | None = field(repr=False)
    chart_text: str
    links: Links = field(repr=False)
    demo: bool


def letter(notice: Notice, links: Links, words: Language, now: datetime) -> Letter:
    """Put a notice into words.

    Args:
        notice: cleaned.
        links: that go with it; only addresses on the web are kept.
        words: the language.
        now: when it is sent, aware.
    """
    links = Links(*(safe_url(url) for url in (links.page, links.stop, links.mute, links.confirm)))
    story = tell(notice, words, now, links.page)
    chart, chart_text = _chart(notice, words)
    zone, signal = notice.rule.timezone, notice.signal
    return Letter(
        kind=notice.kind,
        subject=story.subject,
        tone=_tone(notice),
        state=story.subject.split(" | ", maxsplit=1)[0],
        model=_model(notice, words),
        market=words.market(notice.market) if notice.market else "",
        lines=story.lines,
        rows=_rows(notice.shops, words, now),
        elsewhere=_rows(notice.elsewhere, words, now),
        rule=words.begin(described(notice.rule, words)),
        figures=evidence(signal, notice.currency, zone, now, words) if signal else [],
        chart=chart,
        chart_text=chart_text,
        links=links,
        demo=notice.demo,
    )


def _tone(notice: Notice) -> str:
    if notice.rule.what is What.NOT_SEEN and notice.kind is NoticeKind.OPENED:
        return "unsure"
    if notice.rule.what is What.SIGNAL and notice.kind in {NoticeKind.OPENED, NoticeKind.REMINDER}:
        return "bad"
    return _TONES[notice.kind]


def _model(notice: Notice, words: Language) -> str:
    if notice.gpu:
        return short_name(notice.gpu)
    if notice.signal is None:
        return about(notice.rule, words)
    if notice.signal.segment:
        return words.begin(Names(words).segment(notice.signal.segment))
    return notice.signal.retailer or notice.signal.about or words.say("the whole market")


def _rows(shops: Iterable[Shop], words: Language, now: datetime) -> list[Row]:
    names = Names(words)
    return [
        Row(
            shop=shop.shop,
            url=safe_url(shop.url),
            title=shop.title,
            total=words.money(shop.total, shop.currency),
            delivery="" if shop.shipping is not None or shop.total is None else words.say("plus delivery"),
            stock=names.stock(shop.stock),
            available=shop.stock in AVAILABLE,
            seller=shop.seller or names.seller(shop.seller_kind) if shop.seller else words.say("the shop itself"),
            condition=names.condition(shop.condition),
            age=words.ago(now - shop.seen_at),
            premium=over_launch(shop.premium, words),
            meets=shop.meets,
        )
        for shop in shops
    ]


def _chart(notice: Notice, words: Language) -> tuple[Chart | None, str]:
    """The chart and what it says; none where no price was ever known."""
    if not notice.gpu or not notice.market or not any(day.price is not None for day in notice.chart):
        return None, ""
    currency = notice.currency or MARKETS[notice.market].currency
    title = trend(notice.chart, notice.gpu, words)
    subtitle = of_what(notice.chart, notice.market, currency, words)
    rule = notice.rule
    own = rule.limit is not None and bool(rule.markets) and MARKETS[rule.markets[0]].currency == currency
    chart = price_chart(
        notice.chart,
        currency=currency,
        title=title,
        subtitle=subtitle,
        limit=rule.limit if own else None,
        median=notice.fairness.median if notice.fairness else None,
        code=words.code,
    )
    return chart, f"{title}. {subtitle}"
