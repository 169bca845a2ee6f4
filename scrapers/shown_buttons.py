"""The buttons of a page, and what is written on them."""

import re
from typing import Final

from scrapers.boxes import Box, words_in
from scrapers.currency import ANY_MARK
from scrapers.late import late
from scrapers.layout import Layout, once_per_layout

_BUTTON_WORDS: Final = words_in(
    "btn button cta submit buy buynow addtocart addtobasket cart basket purchase notify waitlist"
)
_BUYING_LINK: Final = late(
    r"add.{0,30}cart|cart.{0,20}add|addto|/cart/|basket/add|buynow|warenkorb|panier|sepet", re.IGNORECASE
)
#: A link that only a script makes something of.
_LEADS_NOWHERE: Final = late(r"\s*(?:javascript:|#|\Z)", re.IGNORECASE)
_PRICE: Final = late(rf"(?:{ANY_MARK})\s?\d[\d.,'’ ]*|\d[\d.,'’ ]*\s?(?:{ANY_MARK})")
#: "Out of stock (2)" is a filter with its count.
COUNTED: Final = late(r"\(\d+\)\s*\Z")
_NAME_PARTS: Final = late(r"[_-]|(?<=[a-z])(?=[A-Z])|btn|button")
LONGEST_LABEL: Final = 40


@once_per_layout
def buttons(layout: Layout) -> list[Box]:
    """What can be pressed on a page, in order."""
    index = layout.index
    perhaps = index.in_order(layout.tagged("button", "input", "a"), index.named(_BUTTON_WORDS), index.having("role"))
    return [box for box in perhaps if not box.hidden and _is_button(layout, box)]


def _is_button(layout: Layout, box: Box) -> bool:
    tag, named = box.tag, not box.words.isdisjoint(_BUTTON_WORDS)
    if tag == "input":
        return box.attrs.get("type", "").lower() in {"submit", "button", "image"}
    if tag == "img":
        return named
    if tag == "a":
        href = box.attrs.get("href", "")
        pressed = named or bool(_LEADS_NOWHERE.match(href) or _BUYING_LINK.search(href[:300]))
    elif tag in {"span", "div"}:
        pressed = named and not any(inner.tag in {"a", "button", "input"} for inner in layout.inside(box))
    else:
        pressed = tag == "button"
    return (pressed or box.attrs.get("role") == "button") and layout.length(box) <= LONGEST_LABEL


def labels(layout: Layout, box: Box) -> list[str]:
    """What a button says, without a price on it: its text first, then what its attributes say."""
    said = [
        layout.text(box, sure=True),
        *(box.attrs.get(name, "").strip() for name in ("value", "aria-label", "title", "alt")),
    ]
    if not any(said):  # a picture for a button: what the page calls it is all that it says
        said = [_NAME_PARTS.sub(" ", box.attrs.get("id", ""))]
    # "Add to cart – $1,299.00" is a button with its price on it.
    bare = (_PRICE.sub(" ", label).strip(" -–—|·:") for label in said)
    return [label for label in bare if label and len(label) <= LONGEST_LABEL and not COUNTED.search(label)]


def is_disabled(box: Box) -> bool:
    """Whether a button, or what it stands in, cannot be pressed."""
    for depth, outer in enumerate(box.upwards()):
        if depth > 2 or outer.tag in {"form", "body"}:
            break
        if "disabled" in outer.attrs or outer.attrs.get("aria-disabled") == "true" or "disabled" in outer.words:
            return True
    return False
