"""Rules as people write them: read, or refused with a sentence that helps."""

from datetime import time, timedelta
from decimal import Decimal

import pytest

from monitor.alerts.asking import Asked, Known, read
from monitor.alerts.rule import Pace, Rule, Sellers, What
from monitor.alerts.values import RuleError
from monitor.vocabulary import WIDE, Level, ScopeKind, SignalKind

CARDS = {
    "RTX 5070 Ti": ("GeForce RTX 5070 Ti",),
    "RTX 5060 Ti": ("GeForce RTX 5060 Ti 16GB", "GeForce RTX 5060 Ti 8GB"),
}
KNOWN = Known(
    gpu=lambda words: CARDS.get(words, ()),
    gpus=[name for names in CARDS.values() for name in names],
    retailers={"vatan": "tr", "caseking": "de", "alternate": "de"},
)
CARD = ("GeForce RTX 5070 Ti",)


@pytest.mark.parametrize(
    ("asked", "rule"),
    [
        (Asked(gpu=["RTX 5070 Ti"]), Rule(what=What.IN_STOCK, gpus=CARD)),
        (
            Asked(gpu=["RTX 5070 Ti"], below="899", market=["de"]),
            Rule(what=What.IN_STOCK, gpus=CARD, markets=("de",), limit=Decimal(899)),
        ),
        (
            Asked(gpu=["RTX 5070 Ti"], below="54.999,50 TL", retailer=["vatan"], sellers="any", used=True),
            Rule(
                what=What.IN_STOCK,
                gpus=CARD,
                markets=("tr",),
                retailers=("vatan",),
                limit=Decimal("54999.50"),
                sellers=Sellers.ANY,
                used=True,
            ),
        ),
        (Asked(gpu=["RTX 5060 Ti"], new_low=60), Rule(what=What.NEW_LOW, gpus=CARDS["RTX 5060 Ti"], days=60)),
        (Asked(gpu=["RTX 5070 Ti"], premium="10%"), Rule(what=What.PREMIUM, gpus=CARD, premium=0.1)),
        (
            Asked(level="tight", market=["us"], scope=["market"]),
            Rule(
                what=What.SIGNAL,
                markets=("us",),
                kinds=(SignalKind.SHORTAGE,),
                scopes=(ScopeKind.MARKET,),
                level=Level.TIGHT,
            ),
        ),
        (Asked(when=["price-spike"]), Rule(what=What.SIGNAL, kinds=(SignalKind.PRICE_SPIKE,))),
        # Where nothing of that kind can be, nobody would ever be told.
        (
            Asked(when=["restock"]),
            Rule(what=What.SIGNAL, kinds=(SignalKind.RESTOCK,), scopes=(ScopeKind.LISTING,)),
        ),
        (
            Asked(when=["restock", "shortage"], market=["us"]),
            Rule(
                what=What.SIGNAL,
                markets=("us",),
                kinds=(SignalKind.RESTOCK, SignalKind.SHORTAGE),
                scopes=(ScopeKind.LISTING, *sorted(WIDE)),
            ),
        ),
        (
            Asked(when=["stockout", "restock"], retailer=["vatan"]),
            Rule(
                what=What.SIGNAL,
                markets=("tr",),
                retailers=("vatan",),
                kinds=(SignalKind.STOCKOUT, SignalKind.RESTOCK),
                scopes=(ScopeKind.RETAILER, ScopeKind.LISTING),
            ),
        ),
        (
            Asked(when=["blocked"], retailer=["vatan"]),
            Rule(what=What.NOT_SEEN, markets=("tr",), retailers=("vatan",), kinds=(SignalKind.BLOCKED,)),
        ),
        (Asked(when=["data-quality"]), Rule(what=What.NOT_SEEN)),
        (
            Asked(
                when=["blocked"],
                pace="daily",
                at="07:30",
                timezone="Europe/Berlin",
                quiet="22:00-07:00",
                rearm="6h",
                remind="7d",
                closing=False,
                language="tr",
            ),
            Rule(
                what=What.NOT_SEEN,
                kinds=(SignalKind.BLOCKED,),
                pace=Pace.DAILY,
                at=time(7, 30),
                timezone="Europe/Berlin",
                quiet=(time(22), time(7)),
                rearm=timedelta(hours=6),
                remind=timedelta(days=7),
                closing=False,
                language="tr",
            ),
        ),
    ],
)
def test_a_rule_is_read(asked: Asked, rule: Rule) -> None:
    assert read(asked, KNOWN) == rule


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        (Asked(), "say which card"),
        (Asked(gpu=["RTX 5O70 Ti"]), "did you mean GeForce RTX 5070 Ti"),
        (Asked(gpu=["RTX 5070 Ti"], below="899"), "in which market"),
        (Asked(gpu=["RTX 5070 Ti"], below="899", market=["de", "us"]), "EUR, USD"),
        (Asked(gpu=["RTX 5070 Ti"], below="$899", market=["de"]), "in USD, but prices in de are in EUR"),
        (Asked(gpu=["RTX 5070 Ti"], below="cheap", market=["de"]), "is no price"),
        (Asked(gpu=["RTX 5070 Ti"], below="899", premium="10%", market=["de"]), "make a rule of each"),
        (Asked(gpu=["RTX 5070 Ti"], market=["xx"]), "market: there is no 'xx'"),
        (Asked(gpu=["RTX 5070 Ti"], retailer=["casekng"]), "did you mean caseking"),
        (Asked(gpu=["RTX 5070 Ti"], retailer=["vatan"], market=["de"]), "vatan sells in tr"),
        (Asked(gpu=["RTX 5070 Ti"], segment=["halo"]), "go with --when alone"),
        (Asked(when=["shortag"]), "did you mean shortage"),
        (Asked(when=["shortage", "data-quality"]), "make a rule of each"),
        (Asked(when=["price_spike"], level="tight"), "a level is one of a shortage"),
        (Asked(level="normal"), "level: there is no 'normal'"),
        (Asked(when=["shortage"], timezone="Berlin"), "is no time zone"),
        (Asked(when=["shortage"], quiet="22:00"), "write them like 22:00-07:00"),
        (Asked(when=["shortage"], quiet="07:00-07:00"), "all day"),
        (Asked(when=["shortage"], at="8 o'clock"), "is no time of the day"),
        (Asked(when=["shortage"], remind="soon"), "write a time like"),
        (Asked(when=["shortage"], rearm="1m"), "rearm: '1m' cannot be used"),
        (Asked(when=["shortage"], confirm=0), "1 to 10 polls"),
        (Asked(gpu=["RTX 5070 Ti"], new_low=3), "7 to 730 days"),
        (Asked(gpu=["RTX 5070 Ti"], premium="much"), "is no share"),
        (Asked(when=["shortage"], language="de"), "language: there is no 'de'"),
        (Asked(when=["shortage"], used=True), "signals are of new ones"),
        (Asked(when=["restock"], scope=["gpu"]), "say --scope listing"),
        (Asked(level="tight", retailer=["vatan"]), "leave the retailer out"),
        (Asked(when=["price_spike"], scope=["gpu"], retailer=["vatan"]), "leave the retailer out"),
    ],
)
def test_what_cannot_be_used_is_refused_with_what_to_write(asked: Asked, said: str) -> None:
    with pytest.raises(RuleError) as caught:
        read(asked, KNOWN)
    assert said in str(caught.value)
