"""Which parts of a product's page are about the product, and which are about something else."""

from functools import lru_cache
from typing import Final

from scrapers.boxes import Box, phrases
from scrapers.layout import Layout, once_per_layout
from scrapers.phrases import Vocabulary, fold


class Zone:
    """What a part of a page is, when it is not the product's own: bits of a plain number, as there are many parts."""

    OWN: Final = 0
    CHROME: Final = 1
    RELATED: Final = 2
    REVIEW: Final = 4
    DESCRIPTION: Final = 8
    OVERLAY: Final = 16


#: Parts whose prices and stock words belong to other items, or to nobody.
FOREIGN: Final = Zone.CHROME | Zone.RELATED | Zone.REVIEW | Zone.OVERLAY

_BY_WORD: Final = {
    word: zone
    for zone, words in {
        Zone.CHROME: "navbar navigation megamenu menu footer breadcrumb breadcrumbs topbar cookie cookies consent gdpr "
        "newsletter minicart masthead sitemap",
        Zone.RELATED: "related similar recommendation recommendations recommended recommender recs recommend upsell upsells "
        "crosssell crossell sponsored sponsor accessory accessories addon addons carousel swiper slick splide recently bought "
        "also warranty warranties protection insurance bundle bundles alternatives suggestions suggested complementary "
        "trending bestsellers frequently fbt serviceplan interstitial",
        Zone.REVIEW: "review reviews comment comments qa qna question questions answer answers faq testimonial testimonials "
        "rating ratings",
        Zone.DESCRIPTION: "description descriptions specification specifications specs spec longdescription richtext",
        Zone.OVERLAY: "modal dialog popup popover tooltip overlay drawer lightbox offcanvas toast flyout snackbar",
    }.items()
    for word in words.split()
}
_BY_TWO_WORDS: Final = {
    frozenset({"cross", "sell"}): Zone.RELATED,
    frozenset({"cross", "selling"}): Zone.RELATED,
    frozenset({"up", "sell"}): Zone.RELATED,
    frozenset({"mini", "cart"}): Zone.CHROME,
    frozenset({"block", "wishlist"}): Zone.CHROME,
    frozenset({"block", "compare"}): Zone.CHROME,
    frozenset({"sidebar", "wishlist"}): Zone.CHROME,
    frozenset({"sidebar", "compare"}): Zone.CHROME,
    frozenset({"site", "header"}): Zone.CHROME,
    frozenset({"page", "header"}): Zone.CHROME,
}
#: Words that may name a zone, alone or with another.
_NAMED: Final = frozenset(_BY_WORD).union(*_BY_TWO_WORDS)
_BY_TAG: Final = {"nav": Zone.CHROME, "footer": Zone.CHROME, "header": Zone.CHROME, "dialog": Zone.OVERLAY}
_BY_ROLE: Final = {
    "navigation": Zone.CHROME,
    "banner": Zone.CHROME,
    "contentinfo": Zone.CHROME,
    "search": Zone.CHROME,
    "dialog": Zone.OVERLAY,
    "tooltip": Zone.OVERLAY,
}

#: Headings of other items, by language. ``*`` is any ending.
_OTHER_ITEMS: Final = Vocabulary({
    Zone.RELATED: phrases("""
    related|similar|you may _ like|you might _|also bought|also viewed|also like|also liked|recommended|recommendations
    sponsored|frequently bought|bought together|customers who|customers also|people also|recently viewed|accessories|add ons
    bundle & save|more from|best sellers|top rated|trending|protection plan*|featured products|complete your|consider this
    newer version|newer model|newer product|popular products|other products|other sellers|more items|similar items|compare with|shop the look|warranty plan*
    ähnliche*|passende*|empfehl*|empfohlen*|zubehör|kunden kauften|kunden _ auch|auch gefallen|oft zusammen|zuletzt angesehen
    gesponsert*|alternativen|weitere artikel|dazu passt|andere verkäufer|weitere verkäufer|autres vendeurs|altri venditori
    otros vendedores|inni sprzedawcy|diğer satıcılar|andere verkopers|more sellers
    similaires|similaire|recommand*|vous aimerez|souvent achetés|accessoires|sponsorisé*|déjà consultés|à découvrir aussi
    relacionados|relacionadas|similares|recomendad*|también te|también compraron|accesorios|patrocinad*|comprados juntos
    simili|correlati|consigliati|potrebbe* _ interessar*|spesso insieme|accessori|sponsorizzat*|visti di recente
    semelhantes|também compraram|acessórios|vistos recentemente|produtos relacionados
    vergelijkbare|gerelateerde|aanbevolen|anderen bekeken|ook bekeken|vaak samen|laatst bekeken
    podobne|polecane|polecamy|powiązane|klienci kupili|akcesoria|często kupowane|zobacz także|zobacz również|inni kupili
    benzer|ilgili ürünler|önerilen*|birlikte al*|sponsorlu|son gezdi*|son baktı*|aksesuar*|bunlar* da|bunu alanlar*
    podobné|související|doporuč*|příslušenství|zákazníci*|hasonló|kapcsolódó|ajánl*|kiegészítők
    liknande|relaterade|tillbehör|andra köpte|lignende|relaterte|relaterede|tilbehør|andre kjøpte|samankaltaiset|tarvikkeet
    关联|相关|推荐|相似|猜你喜欢|推薦|相關|関連|おすすめ|類似|관련|추천|비슷한
    """),
})  # fmt: skip
_HEADINGS: Final = frozenset({"h2", "h3", "h4", "h5", "h6", "legend", "caption", "summary"})
_HEADING_WORDS: Final = frozenset({"heading", "title"})
_LONGEST_HEADING: Final = 90


class Zones:
    """The zones of a page around its title.

    Nothing that holds the title is foreign, whatever it is called: shops name whole pages "carousel" or "bundle".
    """

    def __init__(self, layout: Layout, title: Box | None) -> None:
        self._zones = [Zone.OWN] * len(layout.boxes)
        around_title = set(title.upwards()) if title is not None else set()
        for box, zone in _own_zones(layout):
            if box not in around_title:
                # What holds it has been marked before: all inside is still of one kind.
                self._zones[box.position : box.end] = [self[box] | zone] * (box.end - box.position)
        for box in _headings_of_others(layout):
            if box not in around_title and not (title is not None and title.holds(box)):
                self._mark_section(layout, box, title)

    def __getitem__(self, box: Box) -> int:
        """The zones a box stands in, as bits of `Zone`."""
        return self._zones[box.position]

    def mark(self, box: Box, zone: int) -> None:
        """Add a zone to a box and all inside it."""
        self._mark(box.position, box.end, zone)

    def _mark(self, start: int, end: int, zone: int) -> None:
        self._zones[start:end] = [marked | zone for marked in self._zones[start:end]]

    def _mark_section(self, layout: Layout, heading: Box, title: Box | None) -> None:
        """Mark what a heading of other items is about: the smallest part that holds more than the heading."""
        enough = layout.length(heading) + 20
        part = next((box for box in heading.upwards() if layout.length(box) > enough), heading)
        if title is None and part.tag in {"body", "html"}:
            return
        end = part.end
        if title is not None and part.holds(title):
            # The part is the product's own: only what stands under the heading is about others.
            later = map(layout.boxes.__getitem__, range(heading.end, part.end))
            end = next((box.position for box in later if box.holds(title) or _is_as_high(box, heading)), end)
        self._mark(heading.position, end, Zone.RELATED)


def _is_as_high(box: Box, heading: Box) -> bool:
    return box.tag in _HEADINGS and box.tag <= heading.tag


@once_per_layout
def _own_zones(layout: Layout) -> list[tuple[Box, int]]:
    """The boxes that are foreign by their own tag, role or names, whatever they stand in, in the page's order."""
    index = layout.index
    boxes = index.in_order(layout.tagged(*_BY_TAG), index.having("role"), index.named(_NAMED))
    # What holds most of the page and its heading is the page, whatever it is called: a "footer push" wraps it all.
    headings = layout.tagged("h1", "main")
    page = {box for heading in headings for box in heading.upwards() if layout.length(box) * 2 > layout.total}
    zones = [(box, _zone_of(box.tag, box.attrs.get("role", ""), box.words)) for box in boxes if box not in page]
    return [(box, zone) for box, zone in zones if zone]


@once_per_layout
def _headings_of_others(layout: Layout) -> list[Box]:
    index = layout.index
    headed = [box for box in index.having("role") if box.attrs["role"] == "heading"]
    headings = index.in_order(layout.tagged(*_HEADINGS), index.named(_HEADING_WORDS), headed)
    short = [box for box in headings if 0 < layout.length(box) <= _LONGEST_HEADING]
    return [box for box in short if _is_of_others(layout.text(box))]


@lru_cache(maxsize=4_000)
def _zone_of(tag: str, role: str, words: frozenset[str]) -> int:
    if tag in {"html", "body", "main"}:
        return Zone.OWN
    zone = _BY_TAG.get(tag, Zone.OWN) | _BY_ROLE.get(role, Zone.OWN)
    for word in words:
        zone |= _BY_WORD.get(word, Zone.OWN)
    for pair, named in _BY_TWO_WORDS.items():
        if pair <= words:
            zone |= named
    return zone


@lru_cache(maxsize=2_000)
def _is_of_others(text: str) -> bool:
    return bool(_OTHER_ITEMS.find(fold(text)))
