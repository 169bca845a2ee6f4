"""Whether a page came whole, and what to say of one that nothing could be read from."""

from collections.abc import Sequence

from scrapers.errors import LayoutChanged
from scrapers.layout import Layout
from scrapers.offer import ReadWarning
from scrapers.page import Page


def is_cut(page: Page, layout: Layout) -> bool:
    """Whether a page stops before its end: it opens a document and never closes it, or is deep or long beyond reason.

    The text that stands last is then not whole, and is forgotten: half a price is none.
    """
    if layout.too_much:
        return True
    cut = stops_early(page)
    if cut and layout.runs:
        layout.runs[-1].text = ""
    return cut


def stops_early(page: Page) -> bool:
    """Whether a page opens a document and never closes it."""
    start, end = page.text[:5_000].lower(), page.text[-5_000:].lower()
    opened = "<html" in start or "<body" in start or "<!doctype" in start
    return opened and not any(tag in text for text in (end, page.text) for tag in ("</html", "</body"))


def nothing_read(page: Page, layout: Layout, warnings: Sequence[ReadWarning]) -> LayoutChanged:
    """The error for a page without offers, by what is the matter with it."""
    broken = next((warning for warning in warnings if warning.kind == "invalid_json_ld"), None)
    if not page.body.strip() or not any(run.text.strip() for run in layout.runs):
        return LayoutChanged("empty_page", f"{page.url}: the page shows no text")
    if broken:
        return LayoutChanged("invalid_json_ld", f"{page.url}: {broken.detail}")
    return LayoutChanged("no_items", f"{page.url}: neither the page's data nor its text show an item")
