"""Telling a wall – captcha, challenge, queue, consent, empty frame – from a page that carries content."""

import html
import re
from typing import Final
from urllib.parse import urlsplit

from scrapers.currency import ANY_MARK
from scrapers.late import late
from scrapers.page import Page
from scrapers.phrases import Vocabulary, fold
from scrapers.wall_words import ASKS_FOR_SCRIPTS, LOGIN_TITLES, MARKS, SAYS

# With this many visible characters a page carries content, whatever widgets come with it,
_CONTENT: Final = 1_500
# unless its own title says that it is a wall; but none says more than this.
_LONGEST_WALL: Final = 6_000
# An application's empty frame shows less than this; with less than that nobody could say what it is.
_FRAME: Final = 200
_NOTHING: Final = 60
# Bytes of a page that are looked at first, and of the largest wall in use.
_BEGINNING: Final = 80_000
_LARGEST_WALL: Final = 600_000
# A wall has nowhere to go to; a page of a shop has its menus.
_MANY_LINKS: Final = 25

_UNSEEN: Final = late(
    r"<!--.*?(?:-->|\Z)|<(script|style|noscript|template)\b.*?(?:</\1\s*>|\Z)", re.DOTALL | re.IGNORECASE
)
_TAG: Final = late(r"<[^>]*>?")
_TITLE: Final = late(r"<title[^>]{0,200}>([^<]{0,300})", re.IGNORECASE)
_NUMBER: Final = late(r"\d[\d.,' ]*")
_MARK: Final = late(ANY_MARK)
# What a page about items carries for machines, under any of its usual names.
_DATA: Final = late(
    r"""["']@type["']\s*:\s*\[?\s*["'](?:https?://schema\.org/)?(?:Product|ProductGroup|ItemList|Offer|AggregateOffer)\b"""
    r"""|itemtype=["']?https?://schema\.org/(?:Product|Offer|ItemList)|product:price:amount|itemprop=["']?price\b"""
    r"""|["'](?:price|prices|sku|products|offers)["']\s*:\s*["'\[{\d]""",
    re.IGNORECASE,
)
_SCRIPT: Final = late(r"<script\b", re.IGNORECASE)
_ROOT: Final = late(
    r"""<(?:div|main)[^>]{0,80}\bid=["']?(?:root|app|__next|__nuxt|react-root|main-app|app-root|application)\b|<app-root""",
    re.IGNORECASE,
)
_PASSWORD: Final = late(r"<input\b[^>]{0,300}\btype=[\"']?password", re.IGNORECASE)
_CONSENT_HOSTS: Final = ("consent.", "guce.", "myprivacy.", "privacygate.")
_SAID: Final = Vocabulary(SAYS)
_LOGIN: Final = Vocabulary({True: LOGIN_TITLES})
_ASKS: Final = Vocabulary({True: ASKS_FOR_SCRIPTS})


def why_blocked(page: Page) -> str | None:
    """The kind of wall that a page is: captcha, challenge, queue, consent, access_denied, login or needs_javascript.

    Returns:
        None for a page that carries content, whatever its status. A wall is judged by what it lacks (visible text,
        prices, data about items, menus) together with what it shows (its title and words, its maker's marks), never by
        one word: ordinary pages carry captcha widgets, bot sensors and cookie notices too.
    """
    if len(page.body) > _LARGEST_WALL:
        return None
    text = page.text
    if not text.lstrip().startswith("<"):
        return _answer(text)
    if len(text) > _BEGINNING and len(_visible(text[:_BEGINNING])) > _LONGEST_WALL:
        return None
    shown, title = _visible(text), " ".join(html.unescape(match[1]) for match in _TITLE.finditer(text))
    if len(shown) > _LONGEST_WALL or (len(shown) > _CONTENT and not _spoken(title)):
        return None
    return None if _DATA.search(text) else _wall(page, shown, title)


def _wall(page: Page, shown: str, title: str) -> str | None:
    """What a page is that has little text, or the title of a wall, and no data."""
    text = page.text
    marked = _marked(text)
    if marked and marked != "challenge":
        return marked
    if _is_of_a_shop(text, shown):
        return None
    if len(shown) > _CONTENT:
        return _spoken(title)
    spoken = _spoken(f"{title}. {shown}", marked) or marked
    return spoken or _consent(page) or _login(text, title) or _frame(text, shown, title)


def _answer(text: str) -> str | None:
    """An answer that is no HTML: the few words of a gateway, or a bot manager's JSON."""
    beginning = text[:3_000]
    if beginning.lstrip()[:1] in {"{", "["}:
        return _marked(beginning) if len(text) <= len(beginning) and not _DATA.search(text) else None
    return _spoken(beginning) if len(text) < _CONTENT else None


def _visible(text: str) -> str:
    return " ".join(html.unescape(_TAG.sub(" ", _UNSEEN.sub(" ", text))).split())


def _is_of_a_shop(text: str, shown: str) -> bool:
    prices = (
        _MARK.search(shown, max(0, number.start() - 4), number.start()) or _MARK.match(shown, number.end())
        for number in _NUMBER.finditer(shown)
    )
    return any(prices) or len(re.findall(r"<a\b[^>]{0,300}\bhref", text, re.IGNORECASE)) > _MANY_LINKS


def _marked(text: str) -> str | None:
    return next((kind for kind, pattern in MARKS.items() if pattern.search(text)), None)


def _spoken(words: str, marked: str | None = None) -> str | None:
    """What a wall's own words say it is. A challenge's maker puts "verify you are human" on it too."""
    said = {found.label for found in _SAID.find(fold(words))}
    kinds = [kind for kind in SAYS if kind in said and kind is not None]
    if marked == "challenge" and "access_denied" not in kinds:
        return marked
    return kinds[0] if kinds else None


def _consent(page: Page) -> str | None:
    return "consent" if (urlsplit(page.url).hostname or "").startswith(_CONSENT_HOSTS) else None


def _login(text: str, title: str) -> str | None:
    """A form that asks for a password, under a title that says so."""
    return "login" if _PASSWORD.search(text) and _LOGIN.find(fold(title)) else None


def _frame(text: str, shown: str, title: str) -> str | None:
    """A frame that scripts must fill: almost no text beside the title, and no data for them inside."""
    seen = len(shown) - len(title)
    if seen >= _FRAME or not _SCRIPT.search(text):
        return None
    told = seen < _NOTHING or _ROOT.search(text) or _ASKS.find(fold(_TAG.sub(" ", text[-20_000:])))
    return "needs_javascript" if told else None
