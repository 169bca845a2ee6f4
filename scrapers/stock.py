"""Whether an item can be had, and in which condition, out of a shop's own words."""

import re
from collections.abc import Sequence
from typing import Final, NamedTuple

from scrapers.buttons import BUY_BUTTONS, NOT_AFTER, NOT_BEFORE
from scrapers.condition_words import CONDITION_PHRASES
from scrapers.memory import remembered
from scrapers.offer import Condition, Stock
from scrapers.phrases import Found, Vocabulary, fold
from scrapers.stock_fillers import ALONE, FILLERS
from scrapers.stock_words import STOCK_PHRASES, Said


class _Statement(NamedTuple):
    """What a phrase says of stock, and whether it does so only in a statement of its own."""

    said: Said
    alone: bool


_PHRASES: Final = Vocabulary(
    {_Statement(said, alone=False): phrases for said, phrases in STOCK_PHRASES.items()}
    | {_Statement(Said(stock.value), alone=True): phrases for stock, phrases in ALONE.items()}
)
_BUTTONS: Final = Vocabulary({True: BUY_BUTTONS})
_NOT_BEFORE: Final = Vocabulary({True: NOT_BEFORE})
_NOT_AFTER: Final = Vocabulary({True: NOT_AFTER})
_NEGATIONS: Final = frozenset(word for phrase in (*NOT_BEFORE, *NOT_AFTER) for word in fold(phrase).split())
# Where one statement ends and the next begins.
_STOP: Final = re.compile(r"[,;:!?|•·()\n/]")
_COLON: Final = re.compile(r" ?: ?")
# A number that is money, or too large to be told as what is left.
_NO_COUNT: Final = re.compile(r"\d{4,}|\d[.,]\d|\d[.,:] ?[-–—]")
_WORD: Final = re.compile(r"[^\W\d_]+(?:'[^\W\d_]+)?")
# "Filiale Köln: verfügbar" says nothing of an item that is sent.
_OF_A_STORE: Final = re.compile(
    r"(?<!\w)(?:store|stores|branch|filial\w*|markt|magaza\w*|sube|subesi|magasin|tienda|negozio|winkel|salon|sklep stacjonarny"
    r"|prodejna|butik|butikk|myymala|店舗|매장|门店)(?: [^\W\d_]+){0,3} ?: ?\Z"
)
# "You get an e-mail when it is in stock again" speaks of later.
_MESSAGE: Final = re.compile(
    r"(?<!\w)(?:e ?mail|e ?posta|e ?post|el pasto|mejl|sahkopost|имеил|імеил|емеил|emailom)|이메일|메일|メール|邮件|郵件|电邮|電郵"
)
_ZERO: Final = re.compile(r"(?<![\d.,])0+(?![\d.,])")
_COUNT: Final = re.compile(
    r"(?<!\w)(?:stocks?|stok|stok adedi|stok miktari|lagerbestand|bestand|quantity available|qty available|available quantity"
    r"|qty in stock|disponibilita|voorraad|skladem|skladom|stan magazynowy|lagersaldo|saldo|stoc|наличие|в наличии|остаток"
    r"|在庫数?|재고|库存|庫存) ?[:=] ?[><+~]? ?(\d{1,6})\+?"
    r"(?= ?(?:\Z|[|),;]|adet|stuck|stk|pcs|pieces|units|ks|szt|db|st|kpl|tk|vnt|gab|buc|шт|бр|個|点|台|개|件|pz|uds|un)(?!\w))"
)
# The end of a sentence; after a short word the dot is an abbreviation's.
_SENTENCE_END: Final = re.compile(r"(?<=[^\W\d_]{4})\.+(?=\s|\Z)|…|[!?](?=\s)")


@remembered
def read_stock(text: str) -> Stock | None:
    """What the visible words of a page's stock line say, in any of the languages.

    Returns:
        The state; None when nothing is said of stock, or when the words contradict each other. The words of a buy
        button are no statement here: see `read_button`.
    """
    return _together(_said(text))


@remembered
def denies_sending(text: str) -> bool:
    """Whether words deny only that the item is sent: a store may have it."""
    return _said(text) == {Said.NOT_SENT}


def _said(text: str) -> set[Said]:
    folded = fold(_SENTENCE_END.sub(" | ", text))
    found = _PHRASES.find(folded)
    said = {_turned(each, folded) for each in found} - {Said.NOTHING}
    if not found and ":" in folded:  # "Stok durumu: var" is "stok durumu var" as label and value
        value = _COLON.sub(" ", folded)
        said = {_turned(each, value) for each in _PHRASES.find(value)} - {Said.NOTHING}
    if count := _COUNT.search(folded):
        said.add(Said.IN_STOCK if int(count[1]) else Said.OUT_OF_STOCK)
    return said


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
    """Whether a label holds a buy button's phrase; a lone word such as "add" must be all there is."""
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


def _turned(found: Found[_Statement], folded: str) -> Said:
    """What a phrase says where it stands: the opposite after "not" or a count of none."""
    said, alone = found.label
    before = _STOP.split(folded[: found.start])[-1].split()
    after = _STOP.split(folded[found.end :])[0].split()
    if alone and not all(word in FILLERS or word in _NEGATIONS for word in _WORD.findall(" ".join(before + after))):
        return Said.NOTHING
    if said not in {Said.IN_STOCK, Said.LIMITED}:
        return said
    sentence = folded[folded.rfind("|", 0, found.start) + 1 :].partition("|")[0]
    if _OF_A_STORE.search(folded[: found.start]) or _MESSAGE.search(sentence):
        return Said.NOTHING
    if said is Said.LIMITED and _NO_COUNT.search(folded[found.start : found.end + 4]):
        return Said.NOTHING
    counted = f"{' '.join(before[-1:])} {folded[found.start : found.end]}"
    none_left = bool(_ZERO.search(counted))
    negated = _NOT_BEFORE.find(" ".join(before[-3:])) or _NOT_AFTER.find(" ".join(after[:2]))
    return Said.OUT_OF_STOCK if none_left or negated else said


def _together(said: set[Said]) -> Stock | None:
    """One state out of several statements; None where they contradict each other."""
    for state, goes_with in _OUTWEIGHS:
        if state in said and said <= goes_with | {state}:
            return Stock.OUT_OF_STOCK if state is Said.NOT_SENT else Stock(state.value)
    return None


# A state, and what may stand beside it without changing it: "In stock. Only 3 left", "Sold out online, in store only".
_OUTWEIGHS: Final[Sequence[tuple[Said, set[Said]]]] = (
    (Said.IN_STOCK, set()),
    (Said.LIMITED, {Said.IN_STOCK}),
    (Said.PREORDER, {Said.IN_STOCK, Said.BACKORDER, Said.LIMITED}),
    (Said.IN_STORE_ONLY, {Said.IN_STOCK, Said.LIMITED, Said.NOT_SENT}),
    (Said.BACKORDER, {Said.OUT_OF_STOCK}),
    (Said.OUT_OF_STOCK, {Said.PREORDER, Said.IN_STORE_ONLY, Said.NOT_SENT}),
    (Said.NOT_SENT, set()),
)
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
