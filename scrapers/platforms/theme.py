"""What the platforms share that read the markup of a shop software's theme: fixed selectors, and what they find."""

from dataclasses import dataclass

import msgspec
from msgspec.structs import replace

from scrapers.layout import Layout
from scrapers.offer import Reading
from scrapers.page import Page
from scrapers.platforms import selectors
from scrapers.spec import Kind, RetailerSpec, Selectors, SourceSpec


@dataclass(frozen=True)
class Theme:
    """Where a theme has what.

    Attributes:
        cards: the parts of a list's items.
        product: the parts of a product's page.
        is_product: finds something on a product's page only.
    """

    cards: Selectors
    product: Selectors
    is_product: str

    def kind_of(self, layout: Layout, source: SourceSpec | None) -> Kind:
        """Whether a page is a list or a product's."""
        if source is not None and source.kind is not Kind.API:
            return source.kind
        return Kind.PRODUCT if layout.tree.css_first(self.is_product) is not None else Kind.LIST

    def read(self, page: Page, layout: Layout, retailer: RetailerSpec, source: SourceSpec | None) -> Reading:
        """Read a page by the theme's selectors; those in the retailer's file go first, and what neither finds is guessed.

        Raises:
            LayoutChanged: nothing could be read.
        """
        kind = self.kind_of(layout, source)
        own = {name: value for name, value in msgspec.structs.asdict(retailer.selectors).items() if value is not None}
        if kind is not Kind.LIST and "item" in own:
            own = {}  # they stand in an item of a list
        chosen = replace(self.cards if kind is Kind.LIST else self.product, **own)
        known = replace(source, kind=kind) if source else SourceSpec(url=page.url, kind=kind)
        return selectors.read_layout(page, layout, replace(retailer, selectors=chosen), known)
