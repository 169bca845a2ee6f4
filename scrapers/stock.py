"""Whether an item can be had, and in which condition, out of a shop's own words."""

import re
from collections.abc import Sequence
from typing import Final

from scrapers.buttons import BUY_BUTTONS
from scrapers.condition_words import CONDITION_PHRASES
from scrapers.late import late
from scrapers.memory import remembered
from scrapers.offer import Condition, Stock
from scrapers.phrases import Vocabulary, fold
from scrapers.stock_position import statements_of
from scrapers.stock_words import Said

_BUTTONS: Final = Vocabulary({True: BUY_BUTTONS})
_BUYS_SOMETHING: Final = late(
    r"(?:buy|purchase|acheter|acquista|comprar|compra|kop|kup|kupte|купить|купити)(?: [^\W\d_][\w-]*){1,3}"
)
_NOT_THE_ITEM: Final = frozenset(
    [
        "used",
        "new",
        "from",
        "back",
        "guide",
        "guides",
        "warranty",
        "protection",
        "plan",
        "gift",
        "gifts",
        "card",
        "cards",
        "more",
        "save",
        "get",
        "local",
        "together",
        "with",
        "in",
        "at",
        "again",
        "tickets",
        "credit",
        "credits",
        "usato",
        "nuovo",
        "d'occasion",
        "occasion",
        "neuf",
        "usado",
        "nuevo",
        "segunda",
        "carte",
        "cadeau",
        "begagnad",
        "б/у",
    ]
)
_WORD: Final = late(r"[^\W\d_]+(?:'[^\W\d_]+)?")


@remembered
def read_stock(text: str) -> Stock | None:
    """What the visible words of a page's stock line say, in any of the languages.

    Returns:
        The state; None when nothing is said of stock, or when the words contradict each other. The words of a buy
        button are no statement here: see `read_button`.
    """
    return _together(statements_of(text))


@remembered
def denies_sending(text: str) -> bool:
    """Whether words deny only that the item is sent: a store may have it."""
    return statements_of(text) == {Said.NOT_SENT}


def names_stores(text: str) -> bool:
    """Whether words say only that so many stores have the item."""
    return statements_of(text) == {Said.IN_STORES}


def read_button(text: str, disabled: bool) -> Stock | None:  # noqa: FBT001 - a button's two properties, as the page gives them
    """What a button says: "Add to cart" that can be pressed is in stock, one that cannot is not known.

    Words about stock on the button ("Sold out", "Pre-order", "Notify me") count whether or not it can be pressed, but a
    disabled button never makes an item available.
    """
    said = read_stock(text)
    if said is None and _buys(fold(text)):
        said = Stock.IN_STOCK
    return None if disabled and said not in {None, Stock.OUT_OF_STOCK, Stock.IN_STORE_ONLY} else said


def _buys(label: str) -> bool:
    """Whether a label holds a buy button's phrase; a lone word such as "add" must be all there is.

    "Buy" and the name of something buys it, unless that is another offer or a service.
    """
    if (named := _BUYS_SOMETHING.fullmatch(label)) and not _NOT_THE_ITEM & set(label.split()):
        return named is not None
    words = len(_WORD.findall(label))
    return any(words == 1 or len(_WORD.findall(label[found.start : found.end])) > 1 for found in _BUTTONS.find(label))


def schema_stock(value: object) -> Stock | None:
    """What a field ``availability`` for programs says: a schema.org address or word, in any case, with any prefix.

    Open Graph's words count too. None for what is not known, and for lists whose members differ.
    """
    if isinstance(value, (list, tuple)):
        states = {schema_stock(each) for each in value}
        return states.pop() if len(states) == 1 else None
    if isinstance(value, dict):
        return schema_stock(value.get("@id", value.get("name")))
    return _SCHEMA_STOCK.get(_last_word(value)) if isinstance(value, str) else None


@remembered
def read_condition(text: str) -> Condition | None:
    """What visible words say about the item's own state; None if nothing, or several things."""
    conditions = {found.label for found in _CONDITIONS.find(fold(text))} - {None}
    if Condition.NEW in conditions and len(conditions) == 2:
        conditions.discard(Condition.NEW)  # "Open box - like new", "refurbished, as new"
    return conditions.pop() if len(conditions) == 1 else None


def schema_condition(value: object) -> Condition | None:
    """What schema.org's ``itemCondition`` says, in any case, with any prefix."""
    if isinstance(value, (list, tuple)):
        conditions = {schema_condition(each) for each in value}
        return conditions.pop() if len(conditions) == 1 else None
    if isinstance(value, dict):
        return schema_condition(value.get("@id", value.get("name")))
    return _SCHEMA_CONDITION.get(_last_word(value)) if isinstance(value, str) else None


def _last_word(value: str) -> str:
    """``http://schema.org/InStock/`` and ``in_stock`` as ``instock``."""
    return re.sub(r"[\s_-]", "", re.split(r"[/#:]", value.strip().rstrip("/"))[-1]).casefold()


def _together(said: set[Said]) -> Stock | None:
    """One state out of several statements; None where they contradict each other."""
    if Said.IN_STORES in said:
        # Beside "sold out" it says where to go, beside anything else nothing of an item that is sent.
        sent = said - {Said.IN_STORES}
        return Stock.IN_STORE_ONLY if sent and sent <= {Said.OUT_OF_STOCK, Said.NOT_SENT} else _together(sent)
    if said == {Said.OUT_OF_STOCK, Said.IN_DAYS}:
        return Stock.BACKORDER  # not in stock, but ships in 5 days
    for state, goes_with in _OUTWEIGHS:
        if state in said and said <= goes_with | {state}:
            return _AS_STATE.get(state) or Stock(state.value)
    return None


# A state, and what may stand beside it without changing it: "In stock. Only 3 left", "Sold out online, in store only".
_OUTWEIGHS: Final[Sequence[tuple[Said, set[Said]]]] = (
    (Said.IN_STOCK, {Said.IN_DAYS}),
    (Said.IN_DAYS, set()),
    (Said.LIMITED, {Said.IN_STOCK, Said.IN_DAYS, Said.BACKORDER}),
    (Said.PREORDER, {Said.IN_STOCK, Said.BACKORDER, Said.LIMITED}),
    (Said.IN_STORE_ONLY, {Said.IN_STOCK, Said.LIMITED, Said.NOT_SENT}),
    (Said.BACKORDER, {Said.OUT_OF_STOCK, Said.IN_DAYS}),
    (Said.OUT_OF_STOCK, {Said.PREORDER, Said.IN_STORE_ONLY, Said.NOT_SENT}),
    (Said.NOT_SENT, set()),
)
_AS_STATE: Final = {Said.NOT_SENT: Stock.OUT_OF_STOCK, Said.IN_DAYS: Stock.IN_STOCK}
_SCHEMA_STOCK: Final = {
    "instock": Stock.IN_STOCK,
    "onlineonly": Stock.IN_STOCK,
    "available": Stock.IN_STOCK,
    "limitedavailability": Stock.LIMITED,
    "lowstock": Stock.LIMITED,
    "preorder": Stock.PREORDER,
    "presale": Stock.PREORDER,
    "backorder": Stock.BACKORDER,
    "madetoorder": Stock.BACKORDER,
    "availablefororder": Stock.BACKORDER,
    "instoreonly": Stock.IN_STORE_ONLY,
    "outofstock": Stock.OUT_OF_STOCK,
    "oos": Stock.OUT_OF_STOCK,
    "soldout": Stock.OUT_OF_STOCK,
    "discontinued": Stock.OUT_OF_STOCK,
    "reserved": Stock.OUT_OF_STOCK,
    "unavailable": Stock.OUT_OF_STOCK,
}
_SCHEMA_CONDITION: Final = {
    "newcondition": Condition.NEW,
    "new": Condition.NEW,
    "refurbishedcondition": Condition.REFURBISHED,
    "refurbished": Condition.REFURBISHED,
    "usedcondition": Condition.USED,
    "used": Condition.USED,
    "damagedcondition": Condition.USED,
    "damaged": Condition.USED,
    "openboxcondition": Condition.OPEN_BOX,
    "openbox": Condition.OPEN_BOX,
}
_CONDITIONS: Final = Vocabulary(CONDITION_PHRASES)
