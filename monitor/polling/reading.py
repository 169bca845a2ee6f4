"""Read a source: all its pages, politely, into one reading – or the error that ended it."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final, Protocol

import msgspec
import structlog

from monitor.polling.item_key import item_key
from monitor.polling.last_readings import LastReadings
from scrapers.address import shown
from scrapers.errors import LayoutChanged, PollError
from scrapers.fetch import NotModified, Validators
from scrapers.offer import Offer, Reading, ReadWarning
from scrapers.page import Page
from scrapers.spec import RetailerSpec, SourceSpec

log = structlog.get_logger(__name__)

_NO_TEXT: Final = re.compile("[\x00\ud800-\udfff]")


class PageFetcher(Protocol):
    """Asks one retailer for pages."""

    def fetch(self, url: str, validators: Validators | None = None, /) -> Page | NotModified:
        """The page at an address; or that it has not changed, where validators were given. Raises PollError."""

    def owns(self, url: str) -> bool:
        """Whether an address that a page names is the retailer's own."""

    def close(self) -> None:
        """Close the connections."""


@dataclass(frozen=True, slots=True)
class KnownPage:
    """A page of the source as it last came, with what makes a request for it conditional."""

    url: str
    validators: Validators


@dataclass(slots=True)
class SourceReading:
    """What a source said, over all its pages.

    Attributes:
        offers: of all pages, each item once.
        pages: the pages that came, with their validators.
        unchanged: every page answered "not modified"; `offers` is empty then.
        complete: every page was read to its end.
        error: what ended the reading early; with offers, the pages before it were read.
    """

    offers: list[Offer] = field(default_factory=list)
    warnings: list[ReadWarning] = field(default_factory=list)
    pages: list[KnownPage] = field(default_factory=list)
    unchanged: bool = False
    complete: bool = False
    error: PollError | None = None


def read_source(
    fetcher: PageFetcher,
    readings: LastReadings,
    spec: RetailerSpec,
    source: SourceSpec,
    *,
    known_pages: Sequence[KnownPage] = (),
) -> SourceReading:
    """Fetch and read every page of a source.

    Args:
        fetcher: of the source's retailer; it waits for the retailer's budget.
        readings: what the pages said the last time.
        spec: the retailer's file.
        source: the source.
        known_pages: all pages of the source with validators, to ask only whether they changed; empty to ask for all.
    """
    reading = SourceReading()
    try:
        first = _ask_whether_changed(fetcher, known_pages)
        if known_pages and first is None:
            reading.unchanged = reading.complete = True
            return reading
        keys: set[str] = set()
        for page, read in _pages(fetcher, readings, spec, source, first):
            reading.pages.append(KnownPage(page.url, _validators(page)))
            reading.warnings += read.warnings
            for offer in _storable(read.offers, reading.warnings):
                key = f"{item_key(offer)}\0{offer.seller}\0{offer.condition}"
                if key not in keys:
                    keys.add(key)
                    reading.offers.append(offer)
            reading.complete = read.complete and read.next_url is None
    except PollError as error:
        reading.error = error
        reading.complete = False
    return reading


def _storable(offers: Sequence[Offer], warnings: list[ReadWarning]) -> Iterator[Offer]:
    """Offers without what no text in the database can hold: NUL, and halves of surrogate pairs."""
    for offer in offers:
        texts = {"title": offer.title, "url": offer.url, "sku": offer.sku, "seller": offer.seller}
        clean = {name: _NO_TEXT.sub("", text) for name, text in texts.items() if text and _NO_TEXT.search(text)}
        raw = {name: _NO_TEXT.sub("", text) for name, text in offer.raw.items()}
        if clean or raw != offer.raw:
            warnings.append(ReadWarning("broken_text", f"characters that are no text in {offer.url}"))
            offer = msgspec.structs.replace(offer, raw=raw, **clean)  # noqa: PLW2901 - the same offer, mended
        yield offer


def _ask_whether_changed(fetcher: PageFetcher, known_pages: Sequence[KnownPage]) -> Page | None:
    """None when no page changed (or none is known); the first page if it is among those that did."""
    for number, known in enumerate(known_pages):
        answer = fetcher.fetch(known.url, known.validators)
        if isinstance(answer, Page):
            if number == 0:
                return answer
            # A later page changed: the earlier ones are needed whole as well.
            break
    else:
        return None
    first = fetcher.fetch(known_pages[0].url)
    return first if isinstance(first, Page) else None


def _pages(
    fetcher: PageFetcher, readings: LastReadings, spec: RetailerSpec, source: SourceSpec, first: Page | None
) -> Iterator[tuple[Page, Reading]]:
    """Each page of the source with what it said, up to the retailer's limit of pages."""
    url: str | None = source.url
    asked: set[str] = set()
    for number in range(spec.politeness.max_pages):
        if url is None or url in asked:
            return
        if number and not fetcher.owns(url):
            raise LayoutChanged("next_page_elsewhere", f"the list continues at another site's address: {shown(url)}")
        asked.add(url)
        page = first if first is not None and number == 0 else _whole(fetcher, url)
        read = _read(page, readings, spec, source)
        # A "next" that leads back ends the list; one beyond the limit leaves the reading incomplete.
        url = read.next_url if read.next_url not in asked else None
        yield page, Reading(offers=read.offers, warnings=read.warnings, next_url=url, complete=read.complete)


def _whole(fetcher: PageFetcher, url: str) -> Page:
    answer = fetcher.fetch(url)
    if isinstance(answer, NotModified):
        raise TypeError("a request without validators was answered with not modified")
    return answer


def _read(page: Page, readings: LastReadings, spec: RetailerSpec, source: SourceSpec) -> Reading:
    try:
        return readings.read(page, spec, source)
    except PollError:
        raise
    except Exception as error:  # a bug in a parser must not stop the other sources, nor hammer this shop
        log.exception("parser failed", retailer=spec.name, url=shown(page.url))
        raise LayoutChanged(
            "parser_failed", f"the parser failed on {shown(page.url)}: {type(error).__name__}"
        ) from error


def _validators(page: Page) -> Validators:
    return Validators(etag=page.headers.get("etag"), last_modified=page.headers.get("last-modified"))
