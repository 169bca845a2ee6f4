"""What a retailer's TOML file may say. Data, never code; an unknown key is an error."""

import re
import tomllib
from datetime import date, timedelta
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any, Final
from urllib.parse import urlsplit

import msgspec
from selectolax.lexbor import LexborHTMLParser, SelectolaxError

from scrapers.currency import CODES
from scrapers.market import MARKETS, Market

_HOST: Final = r"^[a-z0-9]([a-z0-9.-]*[a-z0-9])?(:[0-9]{1,5})?$"


class SpecError(Exception):
    """A retailer's file that cannot be used; the message says which file, where in it, and what to do."""


class Tier(StrEnum):
    """Kinds of retailer whose prices are measured apart."""

    FIRST_PARTY = "first_party"
    MARKETPLACE = "marketplace"
    AGGREGATOR = "aggregator"
    AUCTION = "auction"


class Kind(StrEnum):
    """What a source is. The order is the priority as a listing's home: an API before a product page before a list."""

    API = "api"
    PRODUCT = "product"
    LIST = "list"


class Follow(StrEnum):
    """Which of a source's items become listings."""

    GPUS = "gpus"
    ALL = "all"


class Selectors(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """CSS selectors of a page's parts. `item` bounds one offer; the others are looked up inside it.

    A selector may end in ``@name`` to take an attribute instead of the text. A product page has no `item`: its parts
    are looked up in the whole page. `link_template` is the address of an item's page with ``{sku}`` in it, for shops
    whose links change with every visit.
    """

    item: str | None = None
    title: str | None = None
    link: str | None = None
    link_template: str | None = None
    sku: str | None = None
    price: str | None = None
    stock: str | None = None
    seller: str | None = None
    condition: str | None = None
    shipping: str | None = None
    offer_count: str | None = None
    next: str | None = None


class Politeness(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """How hard a retailer may be asked.

    Attributes:
        interval: usual time between two polls of one source, e.g. ``30m``.
        delay: least seconds between two requests to the retailer, from wherever they come.
        timeout: most seconds for one request, all redirects and the whole body included.
        max_pages: most pages read of one list.
    """

    interval: str = "30m"
    delay: Annotated[float, msgspec.Meta(ge=0, le=3600)] = 5.0
    timeout: Annotated[float, msgspec.Meta(gt=0, le=300)] = 30.0
    max_pages: Annotated[int, msgspec.Meta(ge=1, le=200)] = 20


class SourceSpec(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """What is polled at one retailer: an API, a product page, or a list with all its pages."""

    url: str
    kind: Kind = Kind.LIST
    interval: str | None = None
    follow: Follow = Follow.GPUS
    lists_only_in_stock: bool = False


class AuthKind(StrEnum):
    """How an API wants its key.

    Attributes:
        QUERY: as a parameter of the address.
        HEADER: as a header.
        CLIENT_CREDENTIALS: OAuth 2.0 (RFC 6749, 4.4): id and secret are traded for a bearer token that expires.
    """

    QUERY = "query"
    HEADER = "header"
    CLIENT_CREDENTIALS = "client_credentials"


class Auth(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """The key that an API wants. The file names it; the key itself comes from the settings.

    Attributes:
        kind: how it is sent.
        key: name of the setting: ``bestbuy`` is GPUMARKET_KEY_BESTBUY. For client credentials ``id:secret``.
        name: of the parameter or header.
        token_url: where client credentials are traded for a token.
        scope: what the token is asked for.
    """

    kind: AuthKind
    key: Annotated[str, msgspec.Meta(pattern=r"^[a-z][a-z0-9_]{0,30}$")]
    name: str = "Authorization"
    token_url: str | None = None
    scope: str | None = None


class Terms(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """What the retailer's terms say about automated reading, and when somebody looked."""

    note: str
    checked: date


class RetailerSpec(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """One retailer, as its file describes it.

    Attributes:
        browser: its pages are built by JavaScript: an installed Chromium builds them (extra ``browser``).
        browser_hosts: hosts besides its own that such a page may load scripts and data from.
        max_retention: how long its terms let readings be kept, e.g. ``30d``; None without such a limit.
    """

    name: Annotated[str, msgspec.Meta(pattern=r"^[a-z0-9][a-z0-9-]{1,40}$")]
    title: str
    url: str
    market: str
    platform: str
    sources: list[SourceSpec] = []
    tier: Tier = Tier.FIRST_PARTY
    currency: str | None = None
    verified: bool = False
    evidence: list[str] = []
    terms: Terms | None = None
    politeness: Politeness = Politeness()
    selectors: Selectors = Selectors()
    auth: Auth | None = None
    browser: bool = False
    browser_hosts: list[Annotated[str, msgspec.Meta(pattern=_HOST)]] = []
    max_retention: str | None = None
    demo: bool = False

    @property
    def place(self) -> Market:
        """The market the retailer sells in."""
        return MARKETS[self.market]


_DURATION = re.compile(r"(\d+)\s*(s|m|h|d)")
_LONGEST = timedelta(days=30)
_UNITS = {"s": "seconds", "m": "minutes", "h": "hours", "d": "days"}


def duration(text: str) -> timedelta:
    """Read ``90s``, ``15m``, ``6h``, ``1d``.

    Raises:
        ValueError: the text is none of these, zero, or more than 30 days.
    """
    match = _DURATION.fullmatch(text.strip())
    if not match or int(match[1]) == 0:
        raise ValueError(f"{text!r} is no duration; write a number and one of s, m, h, d, for example 30m")
    try:
        length = timedelta(**{_UNITS[match[2]]: int(match[1])})
    except OverflowError:
        length = timedelta.max
    if length > _LONGEST:
        raise ValueError(f"{text!r} is too long; at most {_LONGEST.days}d")
    return length


def load(path: Path, *, platforms: frozenset[str], demo: bool = False) -> RetailerSpec:
    """Read and check one retailer's file.

    Args:
        path: the TOML file.
        platforms: names of the platforms that exist.
        demo: it is one of the demo market's; nobody else's may say so.

    Raises:
        SpecError: it cannot be read or used; the message names the file, the place and the way out.
    """
    try:
        spec = check(tomllib.loads(path.read_text(encoding="utf-8")), platforms=platforms)
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError, SpecError) as error:
        raise SpecError(f"{path}: {error}") from error
    if spec.demo and not demo:
        raise SpecError(f"{path}: demo: only the demo market's own shops are; leave it out")
    return spec


def check(data: dict[str, Any], *, platforms: frozenset[str]) -> RetailerSpec:
    """Check a retailer's data as it stands in a file or in the database.

    Raises:
        SpecError: what is wrong, where, and what to write instead.
    """
    try:
        spec = msgspec.convert(data, RetailerSpec)
    except msgspec.ValidationError as error:
        raise SpecError(_readable(str(error))) from error
    if spec.market not in MARKETS:
        raise SpecError(f"market: {spec.market!r} is not known; one of {', '.join(sorted(MARKETS))}")
    if spec.platform not in platforms:
        raise SpecError(f"platform: {spec.platform!r} is not known; one of {', '.join(sorted(platforms))}")
    if spec.currency is not None and spec.currency not in CODES:
        raise SpecError(f"currency: {spec.currency!r} is no ISO 4217 code such as {spec.place.currency}")
    _check_url("url", spec.url)
    for number, source in enumerate(spec.sources):
        _check_url(f"sources[{number}].url", source.url)
    intervals = [("politeness.interval", spec.politeness.interval)]
    intervals += [(f"sources[{n}].interval", s.interval) for n, s in enumerate(spec.sources) if s.interval]
    for where, text in intervals:
        try:
            duration(text)
        except ValueError as error:
            raise SpecError(f"{where}: {error}") from error
    _check_selectors(spec.selectors)
    if spec.browser_hosts and not spec.browser:
        raise SpecError("browser_hosts: only pages built by a browser load anything; write browser = true as well")
    if len({source.url for source in spec.sources}) != len(spec.sources):
        raise SpecError("sources: one url stands twice")
    return spec


def _check_url(where: str, url: str) -> None:
    try:
        parts = urlsplit(url)
        usable = parts.scheme in {"http", "https"} and bool(parts.hostname) and parts.port != 0
    except ValueError:
        usable = False
    if not usable:
        raise SpecError(f"{where}: {url!r} is no address; write it whole, for example https://shop.example/gpus")


def _check_selectors(selectors: Selectors) -> None:
    parser = LexborHTMLParser("<p>")
    for name, selector in msgspec.structs.asdict(selectors).items():
        if selector is None:
            continue
        if name == "link_template":
            _check_url("selectors.link_template", selector)
            if selector.count("{sku}") != 1 or selector.replace("{sku}", "").count("{"):
                raise SpecError(f"selectors.link_template: {selector!r} needs {{sku}} once and no other place")
            continue
        css, at, attribute = selector.partition("@")
        usable = bool(css.strip() or at)
        try:
            if css.strip():
                parser.css(css)
        except SelectolaxError:
            usable = False
        if not usable or (at and not re.fullmatch(r"[\w:.-]+", attribute.strip())):
            raise SpecError(f"selectors.{name}: {selector!r} is no CSS selector, with or without @attribute behind it")


def _readable(message: str) -> str:
    """Turn msgspec's ``... - at `$.sources[0].kind` `` into ``sources[0].kind: ...``."""
    text, _, where = message.rpartition(" - at ")
    if not text:
        return message
    return f"{where.strip('`').removeprefix('$').removeprefix('.') or 'file'}: {text}"
