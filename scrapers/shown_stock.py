"""What a page shows about stock: the buy button, and the words beside it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Final

from scrapers.boxes import INLINE, Box, phrases, words_in
from scrapers.cards import names_money
from scrapers.contact_words import CONTACTS_SELLER
from scrapers.late import late
from scrapers.layout import Layout, conditions_of, window
from scrapers.offer import Stock
from scrapers.phrases import Found, Vocabulary, fold
from scrapers.shown_buttons import COUNTED, LONGEST_LABEL, buttons, is_disabled, labels
from scrapers.stock import names_stores, read_button, read_stock, schema_stock
from scrapers.stock_label import as_label, with_label
from scrapers.zones import FOREIGN, Zone, Zones

_STOCK_WORDS: Final = words_in(
    "stock availability available avail availibility inventory instock outofstock soldout lager bestand verfugbarkeit "
    "lieferbarkeit dispo disponibilite disponibilidad disponibilita dostepnosc stok"
)
_CHOICE_WORDS: Final = words_in(
    "size sizes variant variants variation variations swatch swatches option options color colour colors colours"
)
_CHOICES: Final = frozenset({"label", "option", "legend", "select"})
#: Buttons that keep, compare or send an item, and do not buy it.
_NOT_BUYING: Final = Vocabulary({
    True: phrases("list|wish*|favo*|compare|registry|gift list|liste|wunsch*|merk*|lista|vergleich*|comparer|envie*|desid*|desejos|deseos"
    "|ulubion*|porown*|obserw*|listem|listeye|listene|karsilastir*|begen*|oblib*|porovn*|kedvenc*|onske*|toivelista"
    "|review|offer|deal|newsletter|subscribe"),
})  # fmt: skip
_SELLER: Final = Vocabulary({
    True: phrases("sold by|ships from|shipped by|sold & shipped|sold and shipped|dispatched from|verkauf durch|verkauft von|versand durch"
    "|vendu par|expédié par|expédié et vendu|venduto da|spedito da|vendido por|enviado por|verkocht door|verzonden door"
    "|sprzedawca|sprzedaje|satıcı|satan|prodává|eladó|säljs av|selges av|sælges af|myyjä"),
})  # fmt: skip
_ONLINE: Final = late(r"\bon-?line\b", re.IGNORECASE)
_SENTENCE: Final = late(r"[.!|•·]\s+|\n")
#: Class names of elements that say whether an item can be had, and those beside them that say it for programs.
_STATE_HOLDERS: Final = words_in("stock availability stockstatus availabilitystatus productavailability productstock")
_STATE_NAMES: Final = {
    "instock": Stock.IN_STOCK,
    "available": Stock.IN_STOCK,
    "outofstock": Stock.OUT_OF_STOCK,
    "soldout": Stock.OUT_OF_STOCK,
    "unavailable": Stock.OUT_OF_STOCK,
}
#: Whether it can be pressed is for a script to say.
_BOUND: Final = words_in("ng-disabled data-ng-disabled v-bind:disabled :disabled x-bind:disabled [disabled]")
_STATE_ATTRS: Final = words_in("data-stock-status data-stock data-availability data-stockstatus data-stock-state")
#: A button scored like this stands so far from the title that it may be another item's.
FAR_BUTTON: Final = -0.9
_LONGEST_TEXT: Final = 110
_LONGEST_LABELLED: Final = 45
#: How many texts around title and button are looked at.
_WINDOW: Final = 120


@dataclass(frozen=True, slots=True)
class ShownStock:
    """A word or button that says whether the item can be had.

    Attributes:
        stock: what it says.
        text: as it stands on the page.
        score: how likely it speaks of the item.
    """

    stock: Stock
    text: str
    box: Box
    score: float


def buy_buttons(
    layout: Layout, *, zones: Zones | None = None, near: Box | None = None, within: Box | None = None
) -> list[ShownStock]:
    """Buttons that buy, or say why one cannot, the likeliest first."""
    found: list[ShownStock] = []
    conditions = conditions_of(within, (near,) if near else ())
    for box in buttons(layout):
        if box.conditions > conditions:
            continue
        if (within is not None and not within.holds(box)) or (zones is not None and zones[box] & FOREIGN):
            continue
        for label in labels(layout, box):
            if (stock := _button(label, is_disabled(box))) is not None:
                distance = abs(box.first - near.first) if near else 0
                found.append(ShownStock(stock, label, box, 2.0 - min(3.0, distance / 40)))
                break
    return sorted(found, key=lambda each: -each.score)


def contact_buttons(layout: Layout, *, zones: Zones) -> list[ShownStock]:
    """Buttons that write to the seller: an ad that stands there is for sale, as far as anybody can tell."""
    return [
        ShownStock(Stock.IN_STOCK, label, box, 0.0)
        for box in buttons(layout)
        if not zones[box] & FOREIGN and not is_disabled(box)
        for label in labels(layout, box)
        if any(len(label.split()) <= 1 + len(label[each.start : each.end].split()) for each in _contacts(label))
    ]


def _contacts(label: str) -> list[Found[bool]]:
    return CONTACTS_SELLER.find(fold(label))


def has_dead_button(layout: Layout, zones: Zones, near: Box | None = None) -> bool:
    """Whether a buy button stands there that cannot be pressed."""
    if _has_choices(layout, zones):
        return False  # it comes alive once a size or colour is chosen
    conditions = conditions_of(None, (near,) if near else ())
    return any(
        any(_button(label, False) is Stock.IN_STOCK for label in labels(layout, box))
        for box in buttons(layout)
        if not zones[box] & FOREIGN
        and is_disabled(box)
        and box.conditions <= conditions
        and _BOUND.isdisjoint(box.attrs)
    )


def _has_choices(layout: Layout, zones: Zones) -> bool:
    """Whether a buyer must choose a size, a colour or the like before buying."""
    return any(not box.hidden and not zones[box] & FOREIGN for box in layout.index.named(_CHOICE_WORDS))


def stock_words(
    layout: Layout, *, zones: Zones | None = None, near: tuple[Box, ...] = (), within: Box | None = None
) -> list[ShownStock]:
    """Texts that say whether the item can be had, the likeliest first."""
    first, last = (within.first, within.last) if within else window(layout, near, _WINDOW)
    found: list[ShownStock] = []
    stores: ShownStock | None = None
    seen: set[int] = set()
    conditions = conditions_of(within, near)
    for run in layout.runs[first:last]:
        box = _phrase_box(layout, run.box)
        if (
            run.box.tag in {"a", "button"}
            or box.position in seen
            or box.hidden
            or box.struck
            or run.box.conditions > conditions
            or (zones is not None and zones[box] & FOREIGN)
        ):
            continue
        # A text right in a large part, or beside a price or button, stands for itself.
        is_loose = run.box is box and box.tag not in INLINE
        is_loose = is_loose and (layout.length(box) > _LONGEST_TEXT or _holds_more(layout, box))
        if not is_loose:
            seen.add(box.position)
        text = run.text.strip() if is_loose else as_label(layout, run, box, layout.text(box, sure=True))
        if names_stores(text):
            stores = stores or ShownStock(Stock.IN_STORE_ONLY, text, box, 0.0)
            continue
        stock = _phrase(layout, box, text) or _state_by_name(run.box, text)
        if stock is None and (labelled := with_label(layout, box, text)):
            stock = _phrase(layout, box, labelled)
        if stock is None:
            continue
        if stock is Stock.IN_STORE_ONLY and any(outer.tag in _CHOICES for outer in list(run.box.upwards())[:3]):
            continue  # "only pick-up near" is a filter that a buyer may choose
        words = box.words | run.box.words | (box.parent.words if box.parent else frozenset())
        score = 2.0 * bool(words & _STOCK_WORDS) + 1.0 * (len(text) <= 40) - 3.0 * bool(words & _CHOICE_WORDS)
        score -= 2.0 * (zones is not None and bool(zones[box] & Zone.DESCRIPTION)) + 2.0 * (run.box.tag == "label")
        distance = min((abs(box.first - anchor.first) for anchor in near), default=0)
        found.append(ShownStock(stock, text, box, score - min(4.0, distance / 20)))
    found += _on_pictures(layout, first, last, zones=zones, within=within)
    found.sort(key=lambda each: -each.score)
    if stores and found and found[0].stock is Stock.OUT_OF_STOCK:
        found[0] = replace(found[0], stock=Stock.IN_STORE_ONLY, text=f"{found[0].text} · {stores.text}")
    return found


def _on_pictures(
    layout: Layout, first: int, last: int, *, zones: Zones | None, within: Box | None
) -> Iterator[ShownStock]:
    """What the texts of pictures say: many shops show "sold out" as one."""
    for box in layout.tagged("img"):
        if (
            (within is not None and not within.holds(box))
            or box.hidden
            or not first <= box.first <= last
            or not (alt := box.attrs.get("alt", ""))
        ):
            continue
        if len(alt) <= LONGEST_LABEL and not (zones is not None and zones[box] & FOREIGN) and (stock := _stock(alt)):
            yield ShownStock(stock, alt, box, 0.0)


def _phrase_box(layout: Layout, box: Box) -> Box:
    """The block that a text stands in, with its label: "In stock" may follow "Not", or a number "Stock:"."""
    block = box.block
    if layout.length(block) > _LONGEST_TEXT:
        return box
    around = block.parent
    if (
        around is not None
        and around.tag in {"tr", "dl", "li", "p", "div"}
        and layout.length(around) <= _LONGEST_LABELLED
        and not _holds_more(layout, around)
    ):
        return around
    return block


def _is_choice(layout: Layout, box: Box) -> bool:
    """Whether a text labels a filter: a link, or what a box to tick stands beside."""
    around = box.parent or box
    return any(inner.tag in {"a", "label", "input"} for inner in [box, *layout.inside(around)[:20]])


def _holds_more(layout: Layout, around: Box) -> bool:
    """Whether a block holds a price or a button: it is then more than a state with its label."""
    if any(names_money(run.text) for run in layout.runs[around.first : around.last]):
        return True
    return any(around.holds(box) for box in buttons(layout))


def _state_by_name(box: Box, text: str) -> Stock | None:
    """The state after which the line of a short text about stock is named, whatever language the text speaks."""
    if not 1 < len(text) <= LONGEST_LABEL:
        return None
    block = box.block
    names = {name.replace("-", "").replace("_", "") for name in block.attrs.get("class", "").lower().split()[:10]}
    for named in (box, block):
        for name in _STATE_ATTRS & named.attrs.keys():
            value = named.attrs[name].strip()
            if (stated := schema_stock(value) or (Stock.OUT_OF_STOCK if value == "0" else None)) is not None:
                return stated
    if "outofstock" in names and "instock" not in names and not block.words & _CHOICE_WORDS:
        return Stock.OUT_OF_STOCK
    if not names & _STATE_HOLDERS:
        return None
    states = {_STATE_NAMES[name] for name in names & _STATE_NAMES.keys()}
    return states.pop() if len(states) == 1 else None


def _phrase(layout: Layout, box: Box, text: str) -> Stock | None:
    """What a block says of stock, lines about its seller left out; of a long one its first sentence counts."""
    if len(text) > _LONGEST_TEXT:
        text = _SENTENCE.split(text[: 2 * _LONGEST_TEXT])[0]
    if not 1 < len(text) <= _LONGEST_TEXT or (COUNTED.search(text) and _is_choice(layout, box)):
        return None
    sentences = [part for part in _SENTENCE.split(text) if part and not _SELLER.find(fold(part))]
    said = _stock(". ".join(sentences))
    if said in {None, Stock.IN_STOCK, Stock.OUT_OF_STOCK}:
        # "Currently unavailable. We do not know when it will be in stock again": the first to say something is right.
        said = next((each for sentence in sentences if (each := _stock(sentence)) is not None), said)
    if said is Stock.IN_STORE_ONLY:
        if _stock(_ONLINE.sub("", text)) is Stock.OUT_OF_STOCK:
            return Stock.OUT_OF_STOCK  # "unavailable online" alone does not say that a store has it
        # "Sold out – find online, buy in store" is an invitation beside a state.
        parts = {_stock(layout.text(inner)) for inner in layout.inside(box) if inner.tag in INLINE}
        if Stock.OUT_OF_STOCK in parts and not parts & {Stock.IN_STOCK, Stock.LIMITED}:
            return Stock.OUT_OF_STOCK
    return said


@lru_cache(maxsize=4_096)
def _stock(text: str) -> Stock | None:
    return read_stock(text)


@lru_cache(maxsize=4_096)
def _button(label: str, disabled: bool) -> Stock | None:  # noqa: FBT001 – the cache's key
    said = read_button(label, disabled)
    # "Join the waiting list" names a list, and yet that there is none to buy.
    return said if said is Stock.OUT_OF_STOCK or not _NOT_BUYING.find(fold(label)) else None
