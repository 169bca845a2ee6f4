"""The words of the data as people read them: "out of stock", "severe shortage", "cards with 24 GB and more"."""

from collections.abc import Mapping
from typing import Final

from monitor.alerts.words import Result
from monitor.i18n.language import NOT_KNOWN, Language
from monitor.vocabulary import Cause, Level, ScopeKind, SignalKind
from scrapers.offer import Condition, SellerKind, Stock


def mark(message: str) -> str:
    """A sentence of the catalogue that is said later."""
    return message


_STOCK: Final[Mapping[str, str]] = {
    Stock.IN_STOCK: mark("in stock"),
    Stock.LIMITED: mark("few left"),
    Stock.PREORDER: mark("to preorder"),
    Stock.BACKORDER: mark("on backorder"),
    Stock.IN_STORE_ONLY: mark("in the store only"),
    Stock.OUT_OF_STOCK: mark("out of stock"),
    Stock.UNLISTED: mark("no longer listed"),
}
_CONDITIONS: Final[Mapping[str, str]] = {
    Condition.NEW: mark("new"),
    Condition.OPEN_BOX: mark("open box"),
    Condition.REFURBISHED: mark("refurbished"),
    Condition.USED: mark("used"),
}
_SELLERS: Final[Mapping[str, str]] = {
    SellerKind.RETAILER: mark("the shop itself"),
    SellerKind.KNOWN_SHOP: mark("a known shop"),
    SellerKind.MARKETPLACE: mark("a marketplace seller"),
    SellerKind.UNKNOWN: mark("seller not said"),
}
_KINDS: Final[Mapping[str, str]] = {
    SignalKind.STOCKOUT: mark("sold out"),
    SignalKind.RESTOCK: mark("restock"),
    SignalKind.PRICE_SPIKE: mark("price spike"),
    SignalKind.PRICE_CREEP: mark("price creeping up"),
    SignalKind.PRICE_DROP: mark("price drop"),
    SignalKind.BELOW_REFERENCE: mark("below launch price"),
    SignalKind.SHORTAGE: mark("shortage"),
    SignalKind.BLOCKED: mark("shop blocks the monitor"),
    SignalKind.LAYOUT_CHANGE: mark("page layout changed"),
    SignalKind.YIELD_FALL: mark("far fewer offers than usual"),
    SignalKind.STALE: mark("not read for long"),
    SignalKind.CURRENCY_CHANGE: mark("currency changed"),
    SignalKind.PRICE_GATE: mark("prices held back"),
}
#: What happens, where its name is that of a state.
_EVENTS: Final[Mapping[str, str]] = {
    SignalKind.STOCKOUT: mark("stockout"),
    SignalKind.PRICE_CREEP: mark("slow rise of the price"),
    SignalKind.BELOW_REFERENCE: mark("price below the launch price"),
}
_SCOPES: Final[Mapping[str, str]] = {
    ScopeKind.MARKET: mark("the whole market"),
    ScopeKind.SEGMENT: mark("any part of the market"),
    ScopeKind.GPU: mark("any card"),
    ScopeKind.RETAILER: mark("any shop"),
    ScopeKind.LISTING: mark("any offer"),
}
#: Outcomes of polls, and why they were so; other reasons are said as they are.
_POLLS: Final[Mapping[str, str]] = {
    "ok": mark("ok"),
    "not_modified": mark("not modified"),
    "partial": mark("partial"),
    "blocked": mark("blocked"),
    "rate_limited": mark("rate limited"),
    "http_error": mark("http error"),
    "timeout": mark("timeout"),
    "layout_changed": mark("layout changed"),
    "suspect": mark("suspect"),
    "robots_denied": mark("robots denied"),
    "api_error": mark("api error"),
    "browser_failed": mark("browser failed"),
    "call_limit": mark("call limit"),
    "captcha": mark("captcha"),
    "challenge": mark("challenge"),
    "connect_timeout": mark("connect timeout"),
    "connection_closed": mark("connection closed"),
    "cut_off": mark("cut off"),
    "disallowed": mark("disallowed"),
    "empty_body": mark("empty body"),
    "empty_page": mark("empty page"),
    "fields_fell": mark("fields fell"),
    "key_refused": mark("key refused"),
    "needs_javascript": mark("needs javascript"),
    "new_fields": mark("new fields"),
    "new_yield": mark("new yield"),
    "no_browser": mark("no browser"),
    "no_items": mark("no items"),
    "no_json": mark("no json"),
    "no_key": mark("no key"),
    "proxy_failure": mark("proxy failure"),
    "read_timeout": mark("read timeout"),
    "redirect_elsewhere": mark("redirect elsewhere"),
    "redirect_loop": mark("redirect loop"),
    "robots_unreachable": mark("robots unreachable"),
    "too_large": mark("too large"),
    "too_many_redirects": mark("too many redirects"),
    "total_timeout": mark("total timeout"),
    "truncated_body": mark("truncated body"),
    "yield_fell": mark("yield fell"),
}
_LEVELS: Final[Mapping[str, str]] = {
    Level.UNKNOWN: mark("unknown"),
    Level.NORMAL: mark("normal"),
    Level.TIGHT: mark("tight"),
    Level.SHORTAGE: mark("shortage"),
    Level.SEVERE: mark("severe"),
}
_SHORTAGES: Final[Mapping[str, str]] = {
    Level.TIGHT: mark("tight supply"),
    Level.SHORTAGE: mark("shortage"),
    Level.SEVERE: mark("severe shortage"),
}
_CAUSES: Final[Mapping[str, str]] = {
    Cause.DATA_QUALITY: mark("the monitor's own sight"),
    Cause.ONE_RETAILER: mark("one shop alone"),
    Cause.LAUNCH: mark("a launch"),
    Cause.PHASE_OUT: mark("a model that is phased out"),
    Cause.NEW_LEVEL: mark("a new level"),
    Cause.SEGMENT: mark("a part of the market"),
    Cause.MARKET_WIDE: mark("the whole market"),
}
_SEGMENTS: Final[Mapping[str, str]] = {
    "entry": mark("entry cards"),
    "mid": mark("mid-range cards"),
    "high": mark("high-end cards"),
    "halo": mark("halo cards"),
    "under_10gb": mark("cards with less than 10 GB"),
    "10_to_15gb": mark("cards with 10 to 15 GB"),
    "16_to_23gb": mark("cards with 16 to 23 GB"),
    "24gb_and_more": mark("cards with 24 GB and more"),
}
_RESULTS: Final[Mapping[str, str]] = {
    Result.SENT: mark("taken"),
    Result.TRY_LATER: mark("not taken, it is tried again"),
    Result.RECIPIENT_REFUSED: mark("recipient refused"),
    Result.MESSAGE_REFUSED: mark("message refused"),
    "unfinished": mark("cut off"),
}
#: Why a message was not handed over.
_REASONS: Final[Mapping[str, str]] = {
    "busy": mark("the server is not ready"),
    "certificate": mark("the server's certificate is not trusted"),
    "dns": mark("the server's name has no address"),
    "dropped": mark("the connection broke"),
    "failed": mark("sending failed"),
    "host_name": mark("the server's certificate is for another name"),
    "login": mark("the server does not sign us in"),
    "no_address": mark("it is no mail address"),
    "no_answer": mark("it did not answer"),
    "no_channel": mark("the channel is not there, or does not take our key"),
    "no_login": mark("the server knows no way to sign in that we know"),
    "no_mail": mark("mail is not set up"),
    "no_recipient": mark("the server knows no such recipient"),
    "no_service": mark("the server takes no mail"),
    "no_smtputf8": mark("the server takes no address with letters beyond a-z"),
    "no_tls": mark("the connection cannot be made private"),
    "not_composed": mark("the message could not be put together"),
    "not_permitted": mark("the server does not let us send there"),
    "redirected": mark("the channel's address leads elsewhere"),
    "refused": mark("refused"),
    "sender": mark("the server does not take our sender's address"),
    "size": mark("the message is too large"),
    "timeout": mark("no answer in time"),
    "unsure": mark("no answer after the whole message: it may have arrived"),
}


class Names:
    """Those words in a language.

    Args:
        words: the language.
    """

    def __init__(self, words: Language) -> None:
        self._words = words

    def _name(self, names: Mapping[str, str], word: str | None) -> str:
        if word is None:
            return NOT_KNOWN
        return self._words.say(names[word]) if word in names else str(word).replace("_", " ")

    def stock(self, stock: Stock | str | None) -> str:
        """``in stock``, also by its word in stored evidence; what is not known is said, and is no state."""
        return self._words.say("stock not known") if stock is None else self._name(_STOCK, stock)

    def condition(self, condition: Condition | None) -> str:
        """``new``."""
        return self._words.say("condition not said") if condition is None else self._name(_CONDITIONS, condition)

    def seller(self, kind: SellerKind) -> str:
        """``the shop itself``."""
        return self._name(_SELLERS, kind)

    def signal(self, kind: SignalKind, level: Level | None = None) -> str:
        """``price spike``, ``severe shortage``."""
        return self._name(_SHORTAGES, level) if kind is SignalKind.SHORTAGE and level else self._name(_KINDS, kind)

    def event(self, kind: SignalKind) -> str:
        """A signal as something that happens to a card: ``stockout``, where `signal` says ``sold out``."""
        return self._name(_EVENTS if kind in _EVENTS else _KINDS, kind)

    def scope(self, scope: ScopeKind) -> str:
        """All that signals are about: ``any card``, ``the whole market``."""
        return self._name(_SCOPES, scope)

    def poll(self, word: str) -> str:
        """How a poll went, or why: ``layout changed``, ``captcha``."""
        return self._name(_POLLS, word)

    def level(self, level: Level | None) -> str:
        """``tight``."""
        return self._name(_LEVELS, level)

    def cause(self, cause: Cause | None) -> str:
        """``one shop alone``."""
        return self._name(_CAUSES, cause)

    def segment(self, segment: str) -> str:
        """``cards with 24 GB and more``."""
        return self._name(_SEGMENTS, segment)

    def attempt(self, result: str, reason: str | None = None) -> str:
        """What came of an attempt to hand a message over: ``taken``, ``message refused (the message is too large)``."""
        said = self._name(_RESULTS, result)
        return f"{said} ({self._name(_REASONS, reason)})" if reason else said
