"""What a retailer's TOML file may say. Data, never code; an unknown key is an error."""

import tomllib
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any

import msgspec

from scrapers.currency import CODES
from scrapers.market import MARKETS, Market
from scrapers.spec_auth import Auth, auth_problems
from scrapers.spec_values import (
    LONGEST,
    LONGEST_KEPT,
    Address,
    Duration,
    Host,
    Retention,
    Selector,
    Template,
    duration,
    is_address,
    is_selector,
    is_template,
)


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
    """CSS selectors of a page's parts. One may end in ``@name`` to take an attribute instead of the text.

    Attributes:
        item: what bounds one offer; the others are looked up inside it. A product page has none: its parts are looked up
            in the whole page.
        title: what the item is called.
        link: the link to the item's own page.
        link_template: its address with ``{sku}`` in it, for shops whose links change with every visit.
        sku: the retailer's own number.
        price: what one unit costs today.
        stock: the words, button or schema.org value that say whether it can be had.
        seller: who sells it.
        condition: new, open box, refurbished or used.
        shipping: what delivery costs.
        offer_count: how many sellers' offers there are.
        next: the link to the list's next page.
    """

    item: Selector | None = None
    title: Selector | None = None
    link: Selector | None = None
    link_template: Template | None = None
    sku: Selector | None = None
    price: Selector | None = None
    stock: Selector | None = None
    seller: Selector | None = None
    condition: Selector | None = None
    shipping: Selector | None = None
    offer_count: Selector | None = None
    next: Selector | None = None


class Politeness(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """How hard a retailer may be asked.

    Attributes:
        interval: usual time between two polls of one source, e.g. ``30m``.
        delay: least seconds between two requests to the retailer, from wherever they come.
        timeout: most seconds for one request, all redirects and the whole body included.
        max_pages: most pages read of one list.
    """

    interval: Duration = "30m"
    delay: Annotated[float, msgspec.Meta(ge=0, le=3600)] = 5.0
    timeout: Annotated[float, msgspec.Meta(gt=0, le=300)] = 30.0
    max_pages: Annotated[int, msgspec.Meta(ge=1, le=200)] = 20


class SourceSpec(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """What is polled at one retailer: an API, a product page, or a list with all its pages.

    Attributes:
        url: where it is.
        kind: what it is; also the order in which sources become an item's home.
        interval: time between two polls, where it is not the retailer's usual one.
        follow: ``all`` where items need not be graphics cards.
        lists_only_in_stock: the list shows only what is in stock, so that missing means out of stock.
    """

    url: Address
    kind: Kind = Kind.LIST
    interval: Duration | None = None
    follow: Follow = Follow.GPUS
    lists_only_in_stock: bool = False


class Proof(StrEnum):
    """Embedded data that were seen to follow the shop's shelves: in stock, sold out, and in price.

    Attributes:
        JSON_LD: schema.org data in script elements.
    """

    JSON_LD = "json_ld"


class Terms(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """What the retailer's terms say about automated reading, and when somebody looked.

    Attributes:
        note: what they say, in your words.
        checked: the day somebody looked.
    """

    note: str
    checked: date


class RetailerSpec(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """One retailer, as its file describes it.

    Attributes:
        name: lower-case word, used everywhere.
        title: its name for people, and as a seller.
        url: where its pages begin.
        market: country, currency and how numbers are written there.
        platform: the way it publishes.
        sources: what is polled.
        tier: whose prices are measured together.
        currency: ISO 4217 code, where it is not the market's.
        verified: it was proved on the evidence.
        evidence: recorded pages or documented APIs.
        terms: what its terms say about automated reading.
        politeness: how hard it may be asked.
        selectors: the parts of its pages, where its data do not tell.
        sellers: the parts of each seller's offer on an item's own page, at an aggregator.
        auth: the key that its API wants.
        proved: embedded data that recorded pages in several states have shown to be right: a page whose data are as
            before is then not read in full each time.
        browser: its pages are built by JavaScript: an installed Chromium builds them (extra ``browser``).
        browser_hosts: hosts besides its own that such a page may load scripts and data from.
        max_retention: how long its terms let readings be kept, e.g. ``30d``; None without such a limit.
        demo: a shop of the demo market; nobody else's may say so.
    """

    name: Annotated[str, msgspec.Meta(pattern=r"^[a-z0-9][a-z0-9-]{1,40}$")]
    title: str
    url: Address
    market: Annotated[str, msgspec.Meta(extra_json_schema={"enum": sorted(MARKETS)})]
    platform: str
    sources: list[SourceSpec] = []
    tier: Tier = Tier.FIRST_PARTY
    currency: Annotated[str, msgspec.Meta(extra_json_schema={"enum": sorted(CODES)})] | None = None
    verified: bool = False
    evidence: list[str] = []
    terms: Terms | None = None
    politeness: Politeness = Politeness()
    selectors: Selectors = Selectors()
    sellers: Selectors | None = None
    proved: list[Proof] = []
    auth: Auth | None = None
    browser: bool = False
    browser_hosts: list[Host] = []
    max_retention: Retention | None = None
    demo: bool = False

    @property
    def place(self) -> Market:
        """The market the retailer sells in."""
        return MARKETS[self.market]


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
    _check_durations(spec)
    _check_selectors("selectors", spec.selectors)
    if spec.sellers is not None:
        _check_selectors("sellers", spec.sellers)
    if spec.auth is not None:
        urls = [(f"sources[{number}].url", source.url) for number, source in enumerate(spec.sources)]
        for problem in auth_problems(spec.auth, urls):
            raise SpecError(problem)
    _check_browser(spec)
    if len({source.url for source in spec.sources}) != len(spec.sources):
        raise SpecError("sources: one url stands twice")
    return spec


def _check_browser(spec: RetailerSpec) -> None:
    if spec.browser and spec.auth is not None:
        raise SpecError("browser: an API with a key is asked without a browser; leave out browser or [auth]")
    if spec.browser_hosts and not spec.browser:
        raise SpecError("browser_hosts: only pages built by a browser load anything; write browser = true as well")


def _check_durations(spec: RetailerSpec) -> None:
    durations = [("politeness.interval", spec.politeness.interval, LONGEST)]
    durations += [
        (f"sources[{n}].interval", each.interval, LONGEST)
        for n, each in enumerate(spec.sources)
        if each.interval is not None
    ]
    durations += [("max_retention", spec.max_retention, LONGEST_KEPT)] if spec.max_retention is not None else []
    for where, text, longest in durations:
        try:
            duration(text, longest)
        except ValueError as error:
            raise SpecError(f"{where}: {error}") from error


def _check_url(where: str, url: str) -> None:
    if not is_address(url):
        raise SpecError(f"{where}: {url!r} is no address; write it whole, for example https://shop.example/gpus")


def _check_selectors(table: str, selectors: Selectors) -> None:
    for name, text in msgspec.structs.asdict(selectors).items():
        if name == "link_template" and text is not None:
            _check_url(f"{table}.{name}", text)
            if not is_template(text):
                raise SpecError(f"{table}.{name}: {text!r} needs {{sku}} once and no other place")
        elif text is not None and not is_selector(text):
            raise SpecError(f"{table}.{name}: {text!r} is no CSS selector, with or without @attribute behind it")


def _readable(message: str) -> str:
    """Turn msgspec's ``... - at `$.sources[0].kind` `` into ``sources[0].kind: ...``."""
    text, _, where = message.rpartition(" - at ")
    if not text:
        return message
    return f"{where.strip('`').removeprefix('$').removeprefix('.') or 'file'}: {text}"
