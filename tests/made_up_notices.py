"""Made-up notices: one of each kind, to be put into words."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any

from monitor.alerts.letter import Links
from monitor.alerts.mail import Envelope
from monitor.alerts.notice import Fairness, Notice, NoticeKind, PriceDay, Shop, Told
from monitor.alerts.rule import Rule, What
from monitor.signals.episode import Scope
from monitor.signals.open_signals import OpenSignal
from monitor.signals.verdict import Verdict, Watched
from monitor.vocabulary import Cause, Level, ScopeKind, SignalKind
from scrapers.offer import Condition, SellerKind, Stock
from scrapers.spec import Tier

NOW = datetime(2026, 11, 24, 11, 7, 40, tzinfo=UTC)
SEEN = NOW - timedelta(seconds=40)
GPU = "GeForce RTX 5070 Ti"
PAGE = "https://gpu.example/gpu/rtx-5070-ti?market=tr"
LINKS = Links(PAGE, "https://gpu.example/alerts/stop/s1", "https://gpu.example/alerts/mute/m1")


def shop(name: str = "Vatan", price: str | None = "54999", **more: Any) -> Shop:
    """A shop with the card in stock, delivery free."""
    amount = None if price is None else Decimal(price)
    known: dict[str, Any] = {
        "shop": name,
        "title": f"MSI {GPU} 16G Ventus 3X OC",
        "url": f"https://{name.lower()}.example/rtx-5070-ti",
        "seller": None,
        "seller_kind": SellerKind.RETAILER,
        "tier": Tier.FIRST_PARTY,
        "condition": Condition.NEW,
        "stock": Stock.IN_STOCK,
        "price": amount,
        "shipping": Decimal(0),
        "total": amount,
        "currency": "TRY",
        "premium": None,
        "seen_at": SEEN,
        "readings": 2,
        "meets": True,
    }
    return Shop(**(known | more))


SHOPS = (
    shop(),
    shop("Itopya", "56249", shipping=None, premium=0.11, seen_at=SEEN - timedelta(minutes=9), meets=False),
    shop(
        "Pazar",
        "58000",
        seller="Ekran Bilişim",
        seller_kind=SellerKind.MARKETPLACE,
        tier=Tier.MARKETPLACE,
        stock=Stock.LIMITED,
        meets=False,
    ),
    shop("Mavi", None, stock=Stock.OUT_OF_STOCK, meets=False, seen_at=SEEN - timedelta(hours=5)),
    shop("Uzak", "61999", stock=None, condition=None, meets=False),
)
FAIR = Fairness(
    price=Decimal(54999),
    currency="TRY",
    known_days=80,
    median=Decimal(58509),
    lowest=Decimal(54000),
    lowest_on=date(2026, 10, 3),
    lowest_since=date(2026, 10, 3),
)


def chart(days: int = 90) -> tuple[PriceDay, ...]:
    """A price that falls in steps, ten days not known, twelve sold out."""
    first = date(2026, 8, 26)
    rows = []
    for number in range(days):
        price = Decimal(61999 - 1000 * (number // 13))
        rows.append(
            PriceDay(
                first + timedelta(number),
                None if 20 <= number < 30 or 50 <= number < 62 else price,
                known=not 20 <= number < 30,
            )
        )
    return tuple(rows)


def rule(what: What = What.IN_STOCK, **more: Any) -> Rule:
    """A rule for the card in Türkiye, at 56,000 TL where it is about stock."""
    known: dict[str, Any] = {"gpus": (GPU,), "markets": ("tr",), "timezone": "Europe/Istanbul"}
    if what is What.IN_STOCK:
        known["limit"] = Decimal(56000)
    return Rule(what=what, **(known | more))


def notice(kind: NoticeKind = NoticeKind.OPENED, **more: Any) -> Notice:
    """The card has come in at Vatan."""
    known: dict[str, Any] = {
        "kind": kind,
        "rule": rule(),
        "at": SEEN,
        "market": "tr",
        "gpu": GPU,
        "currency": "TRY",
        "premium": 0.08,
        "shops": SHOPS,
        "readable": 5,
        "watched": 7,
        "fairness": FAIR,
        "opened_at": NOW - timedelta(hours=5),
        "changes": 1,
        "is_on": True,
        "chart": chart(),
    }
    return Notice(**(known | more))


def over(**more: Any) -> Notice:
    """It is over; one offer of a marketplace seller is still at the limit."""
    gone = tuple(shop(s.shop, None, stock=Stock.OUT_OF_STOCK, meets=False) for s in SHOPS[:2])
    elsewhere = (shop("Pazar", "55500", seller="Ekran Bilişim", seller_kind=SellerKind.MARKETPLACE),)
    known: dict[str, Any] = {
        "shops": gone,
        "elsewhere": elsewhere,
        "fairness": None,
        "ended_at": NOW - timedelta(hours=1),
        "is_on": False,
    }
    return notice(NoticeKind.CLOSED, **(known | more))


def flapping(**more: Any) -> Notice:
    """It goes back and forth, and is there now."""
    return notice(NoticeKind.FLAPPING, **({"changes": 6} | more))


SHORTAGE = Told(
    kind=SignalKind.SHORTAGE,
    scope=ScopeKind.GPU,
    opened_at=datetime(2026, 11, 22, tzinfo=UTC),
    about="",
    level=Level.SEVERE,
    cause=Cause.SEGMENT,
    evidence={
        "n_sellers": 9,
        "n_sellers_in_stock": 2,
        "usual_n_sellers_in_stock": 7,
        "street_price": "2759",
        "premium_ratio": 0.38,
        "over_reference_ratio": 0.3,
        "reference": "2100",
    },
)
POOL = Told(
    kind=SignalKind.SHORTAGE,
    scope=ScopeKind.SEGMENT,
    opened_at=datetime(2026, 11, 22, tzinfo=UTC),
    about="cards with 24 GB and more",
    segment="24gb_and_more",
    level=Level.SHORTAGE,
    cause=Cause.SEGMENT,
    evidence={"gpus_short": ["GeForce RTX 5090"], "gpus_judged": 4, "loss_ratio": 0.41, "over_reference_ratio": 0.12},
)
_OPENED: dict[str, Any] = {"level": Level.SHORTAGE, "cause": Cause.SEGMENT, "since": date(2026, 11, 22)}
TIGHT = Verdict(
    market="de",
    level=Level.SHORTAGE,
    since=datetime(2026, 11, 22, tzinfo=UTC),
    reason="open_shortage",
    cause=Cause.SEGMENT,
    missing=None,
    last_known=None,
    shortage=OpenSignal(
        kind=SignalKind.SHORTAGE, scope=Scope("de"), evidence={"looks_like": "24gb_and_more"}, **_OPENED
    ),
    short=[
        OpenSignal(
            kind=SignalKind.SHORTAGE, scope=Scope("de", "GeForce RTX 5090"), evidence=SHORTAGE.evidence, **_OPENED
        )
    ],
    gpus=["GeForce RTX 5090", GPU],
    followed=40,
    known=36,
    in_stock=20,
    watched=Watched((), 7, 5, SEEN),
    coverage=0.9,
    availability=0.55,
    sellers=7,
    asked_at=NOW,
)
BLOCKED = Told(
    kind=SignalKind.BLOCKED,
    scope=ScopeKind.RETAILER,
    opened_at=NOW - timedelta(hours=3),
    about="grafikhof",
    retailer="grafikhof",
    evidence={
        "polls": 12,
        "first_poll_at": (NOW - timedelta(hours=3)).isoformat(),
        "last_poll_at": SEEN.isoformat(),
        "outcome": "blocked",
        "reason": "captcha",
        "detail": "a challenge page",
        "source": "https://grafikhof.example/gpus",
    },
)


def signal(told: Told = SHORTAGE, kind: NoticeKind = NoticeKind.OPENED, **more: Any) -> Notice:
    """A signal of the German market."""
    what = What.NOT_SEEN if told.kind is SignalKind.BLOCKED else What.SIGNAL
    known: dict[str, Any] = {
        "rule": rule(what, gpus=(), markets=("de",)),
        "market": "de",
        "currency": "EUR",
        "gpu": "GeForce RTX 5090" if told.scope is ScopeKind.GPU else None,
        "premium": 0.38 if told.scope is ScopeKind.GPU else None,
        "shops": (shop("Grafikhof", "2759", currency="EUR", premium=0.38),) if told.scope is ScopeKind.GPU else (),
        "fairness": None,
        "signal": told,
        "chart": (),
    }
    return notice(kind, **(known | more))


def question() -> Notice:
    """Is this address yours?"""
    return Notice(kind=NoticeKind.CONFIRM, rule=rule(), at=NOW)


def envelope(number: int = 1, language: str = "en", **more: Any) -> Envelope:
    """Around so many notices."""
    known: dict[str, Any] = {
        "sender": "GPU market <alerts@gpu.example>",
        "recipient": "reader@mail.example",
        "message_id": "<12.1.opened@gpu.example>",
        "sent_at": NOW,
        "language": language,
        "list_id": "alerts.gpu.example",
        "links": (LINKS,) * number,
        "unsubscribe": "https://gpu.example/alerts/stop/" + "x" * 120,
    }
    return Envelope(**(known | more))
