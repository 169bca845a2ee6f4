"""The use case "a shop that nobody described": from one address to a retailer's file that is proved on recorded pages.

At most three pages are asked for: the one named; the shop's API, where the page carries the marks of software that has
one; and one product's page that a list links to.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date
from urllib.parse import urlsplit

from msgspec.structs import replace

from scrapers.address import shown
from scrapers.errors import PollError, RobotsDenied, TryMuchLater
from scrapers.offer import Offer, Reading
from scrapers.page import Page
from scrapers.platforms import PLATFORMS
from scrapers.read import read_page
from scrapers.recording import Difference, Recording, coverage_line, differences, facts, field_coverage
from scrapers.scrub import scrub, scrub_text
from scrapers.software import apis
from scrapers.spec import Kind, Politeness, RetailerSpec, Selectors, SourceSpec
from scrapers.survey import Survey, survey

#: Gets a page; raises PollErrors.
Ask = Callable[[str], Page]


@dataclass(frozen=True)
class Kept:
    """A page as it is going to be recorded: scrubbed, with what it says.

    Attributes:
        lost: what scrubbing changed in what is read; empty as a rule.
    """

    page: Page
    recording: Recording
    reading: Reading
    lost: list[Difference] = field(default_factory=list)


@dataclass(frozen=True)
class Found:
    """What came of looking at a shop.

    Attributes:
        retailer: with its source: what the file is going to say.
        kept: the pages to record, the source's own first.
        notes: what was found, a sentence each, for the file and for people.
        product_url: the product's page that was read beside a list.
    """

    retailer: RetailerSpec
    kept: list[Kept]
    notes: list[str]
    product_url: str | None = None


def look_at(
    page: Page, ask: Ask | None, *, name: str | None, market: str | None, politeness: Politeness, today: date
) -> Found:
    """Find out how a shop can be read, beginning with one of its pages.

    Args:
        page: a list or a product's page.
        ask: gets further pages; None where nothing may be asked for.
        name: what to call the retailer; None takes it from the address.
        market: where it sells; None takes it from the page.
        politeness: how hard the shop is going to be asked.
        today: the date.

    Raises:
        PollError: nothing can be read from the page.
        SpecError: the market is none that is kept.
    """
    seen = survey(page, name=name, market=market, politeness=politeness)
    source = SourceSpec(url=scrub_text(page.url), kind=seen.kind)
    notes = _notes(seen)
    if ask and (by_api := _try_apis(page, seen, ask, notes)):
        page, retailer, source = by_api
    else:
        retailer = replace(seen.retailer, sources=[source])
    kept = [keep(page, retailer, source, today=today)]
    product_url = None
    if ask and source.kind is Kind.LIST and (product := _try_product(kept[0].reading, retailer, ask, notes, today)):
        kept.append(product)
        product_url = product.recording.url
    return Found(retailer, kept, notes, product_url)


def keep(page: Page, retailer: RetailerSpec, source: SourceSpec, *, today: date) -> Kept:
    """Scrub a page, and read what is left of it.

    Raises:
        PollError: nothing can be read from it.
    """
    before, scrubbed = read_page(page, retailer, source), scrub(page)
    reading = read_page(scrubbed, retailer, source)
    recording = Recording(
        url=scrubbed.url,
        kind=source.kind,
        recorded=today,
        status=page.status,
        content_type=scrubbed.headers.get("content-type"),
        next_url=reading.next_url,
        offers=[facts(offer) for offer in reading.offers],
    )
    return Kept(scrubbed, recording, reading, differences(recording, _scrubbed(before)))


def _scrubbed(reading: Reading) -> Reading:
    """A reading as it must be after scrubbing: session numbers in addresses go from offers as they go from the page."""
    offers = [
        replace(offer, title=scrub_text(offer.title), url=scrub_text(offer.url), seller=_scrub(offer.seller))
        for offer in reading.offers
    ]
    return replace(reading, offers=offers, next_url=_scrub(reading.next_url))


def _scrub(text: str | None) -> str | None:
    return scrub_text(text) if text else text


def _notes(seen: Survey) -> list[str]:
    retailer, offers = seen.retailer, seen.reading.offers
    what = f"a list of {len(offers)} offers" if seen.kind is Kind.LIST else f"a product's page: {offers[0].title}"
    notes = [f"This is {what}." if offers else "This is a list, and it says that it is empty."]
    if offers:
        notes.append(f"Read: {coverage_line(field_coverage(offers), len(offers))}.")
    notes.append(f"Shop software: {', '.join(seen.software) or 'none that is known'}.")
    if seen.data:
        notes.append(f"Embedded data: {', '.join(seen.data)}; checked against what the page shows.")
    elif retailer.selectors != Selectors():
        notes.append("No embedded data about the items; selectors were found that read what the page shows.")
    else:
        notes.append("No embedded data about the items; read by what the page shows.")
    notes.append(
        f"Market: {retailer.market} ({seen.market_why}); currency: {retailer.currency or retailer.place.currency}."
    )
    if seen.kind is Kind.LIST:
        following = seen.reading.next_url
        notes.append(f"Next page: {shown(following)}" if following else "Next page: none named.")
    return notes


def _try_apis(page: Page, seen: Survey, ask: Ask, notes: list[str]) -> tuple[Page, RetailerSpec, SourceSpec] | None:
    """The shop's API as its source, where the page has the marks of one and it answers."""
    if seen.kind is not Kind.LIST:
        return None
    for platform, url in apis(page, PLATFORMS):
        source = SourceSpec(url=url, kind=Kind.API)
        retailer = replace(seen.retailer, platform=platform, selectors=Selectors(), sources=[source])
        try:
            answer = page if url == page.url else ask(url)
            reading = read_page(answer, retailer, source)
        except TryMuchLater:
            raise
        except PollError as error:
            notes.append(f"Its {platform} API cannot be read ({error.detail}); its pages are read instead.")
            continue
        if reading.offers:
            count = len(reading.offers)
            notes.append(f"Its {platform} API is read instead: {coverage_line(field_coverage(reading.offers), count)}.")
            return answer, retailer, source
        notes.append(f"Its {platform} API names no offers; its pages are read instead.")
    return None


def _try_product(listed: Reading, retailer: RetailerSpec, ask: Ask, notes: list[str], today: date) -> Kept | None:
    """The page of one of a list's offers, to see that both say the same."""
    offer = _typical(listed.offers, retailer)
    if offer is None:
        return None
    try:
        page = ask(offer.url)
        kept = keep(page, retailer, SourceSpec(url=page.url, kind=Kind.PRODUCT), today=today)
    except TryMuchLater:
        raise
    except RobotsDenied as error:
        notes.append(f"No product's page was read: {error.detail}.")
        return None
    except PollError as error:
        notes.append(f"The product's page {shown(offer.url)} cannot be read: {error.detail}.")
        return None
    notes.append(_compared(offer, kept.reading.offers[0]))
    return kept


def _typical(offers: Sequence[Offer], retailer: RetailerSpec) -> Offer | None:
    """The first offer with a price whose page is at the shop."""
    host = urlsplit(retailer.url).netloc
    own = [offer for offer in offers if urlsplit(offer.url).netloc == host]
    return next((offer for offer in own if offer.price is not None), next(iter(own), None))


def _compared(listed: Offer, shown_there: Offer) -> str:
    said = []
    for name in ("price", "stock"):
        one, other = getattr(listed, name), getattr(shown_there, name)
        if one is not None and other is not None and one != other:
            said.append(f"{name} {one} in the list, {other} on its own page")
    where = f"The page of {listed.title!r}"
    return (
        f"{where} differs: {'; '.join(said)}. Look which is right." if said else f"{where} says the same as the list."
    )
