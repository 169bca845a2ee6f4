"""Small things that are said of offers and signals alike."""

from dataclasses import dataclass
from datetime import datetime

from monitor.alerts.notice import Notice, Shop
from monitor.i18n.language import Language
from monitor.i18n.names import Names


@dataclass(frozen=True, slots=True)
class Line:
    """A line with the address it ends with, if any, and where that leads to: a shop's name; empty for more about it."""

    text: str
    url: str = ""
    leads_to: str = ""

    def __str__(self) -> str:
        return f"{self.text.rstrip('.')}: {self.url}" if self.url else self.text


@dataclass(frozen=True, slots=True)
class Subject:
    """State | model | price | shop; what there is not is left out."""

    state: str
    model: str
    price: str = ""
    shop: str = ""

    @property
    def text(self) -> str:
        """As it stands in a mail's header."""
        return " | ".join(filter(None, (self.state, self.model, self.price, self.shop)))


def age(shop: Shop, zone: str, now: datetime, words: Language) -> str:
    """When it was read: ``Seen 14:07, 40 s ago``."""
    clock = words.clock(shop.seen_at, zone, now)
    return words.say("Seen {clock}, {ago}.", clock=clock, ago=words.ago(now - shop.seen_at))


def sold_by(shop: Shop, words: Language) -> str:
    """``sold by the shop itself``, ``seller: BitBazaar (a marketplace seller)``."""
    kind = Names(words).seller(shop.seller_kind)
    if shop.seller:
        return words.say("seller: {name} ({kind})", name=shop.seller, kind=kind)
    return words.say("seller: {kind}", kind=words.say("the shop itself"))


def lasted(begin: datetime | None, end: datetime, zone: str, now: datetime, words: Language) -> str:
    """How long it lasted: ``It lasted 3 h, until 17:10``."""
    clock = words.clock(end, zone, now)
    if begin is None:
        return words.say("It ended {clock}.", clock=clock)
    return words.say("It lasted {time}, until {clock}.", time=words.lasted(end - begin), clock=clock)


def readable(notice: Notice, words: Language) -> str:
    """How many shops of the market can be read: ``Türkiye: 5 of 7 shops readable``."""
    if not notice.market:
        return words.say("It is not known how many shops can be read.")
    return words.say(
        "{market}: {readable} of {watched} shops readable.",
        market=words.market(notice.market),
        readable=notice.readable,
        watched=notice.watched,
    )
