"""The state of an item as its page shows it: "Condition: Refurbished", or a badge "B-Ware" beside the title."""

import re
from collections.abc import Iterator
from typing import Final

from scrapers.boxes import Box, Run, fold, words_in
from scrapers.currency import ANY_MARK
from scrapers.late import late
from scrapers.layout import Layout, window
from scrapers.offer import Condition
from scrapers.phrases import phrases_of
from scrapers.plain_letters import plain_letters
from scrapers.stock import read_condition, schema_condition
from scrapers.zones import FOREIGN, Zone, Zones

#: How many texts around title and button are searched for a labelled condition, and how near a badge must stand.
_WINDOW: Final = 150
_BESIDE: Final = 12
_LONGEST_VALUE: Final = 60
_LONGEST_BADGE: Final = 30
_MOST_WORDS: Final = 4
#: Without accents and capitals, languages as in `seller_words`.
_LABELS: Final = phrases_of("""
    condition | item condition | product condition | cosmetic condition | state of item | zustand | artikelzustand | produktzustand | warenzustand | etat | etat du produit | etat de l'article
    condizione | condizioni | condizioni dell'oggetto | stato | stato del prodotto | estado | estado del producto | estado del articulo | condicion | condicao | estado do produto | estado do artigo
    staat | conditie | toestand | stan | stan produktu | stan towaru | stav | stav zbozi | stav produktu | stav tovaru | allapot | termek allapota | stare | stare produs | starea produsului | състояние | κατασταση
    skick | tilstand | stand | varens stand | kunto | tuotteen kunto | seisukord | stavoklis | bukle | durum | durumu | urun durumu | kondisyon | состояние | состояние товара | стан | стан товару
    状態 | 商品の状態 | コンディション | 상태 | 상품상태 | 상품 상태 | 제품상태 | 商品状态 | 商品狀況 | 成色 | 新旧程度 | الحالة | حالة المنتج
""")
_LABEL: Final = late(
    rf"\s*(?:{'|'.join(sorted(map(re.escape, _LABELS), key=len, reverse=True))})\s*(?P<colon>[:：])?\s*"
)
#: Words that are a condition where they are all that a badge says. In a title "outlet" may be a socket.
_ALONE: Final = {
    plain: condition
    for condition, words in {
        Condition.OPEN_BOX: "outlet | ex demo | ex display | display model | b stock | b ware | retoure | warehouse deal | teshir | teshir urunu | demo",
        Condition.REFURBISHED: "certified | renewed | amazon renewed | refurbished | generaluberholt | reconditionne | ricondizionato | yenilenmis | yenilenmis urun",
    }.items()
    for plain in phrases_of(words)
}
_MARK: Final = late(ANY_MARK)
#: Parts in which a buyer chooses or goes elsewhere: what stands there is not said of this item.
_CHOICES: Final = frozenset({"a", "button", "option", "label", "select"})
_CHOICE_ROLES: Final = frozenset({"button", "link", "radio", "option", "tab", "listbox", "radiogroup", "tablist"})
#: A badge with one of these is an offer beside the item, or a way to others.
_OFFERS: Final = words_in(
    "from ab des partir desde da dal od vanaf fra fran alkaen itibaren buy sell see view all shop deals offers more other kaufen "
    "verkaufen angebote acheter vendre offres comprar vender ofertas vendi offerte kopen verkopen kup sprzedaj sat al tum"
)
_WORD: Final = late(r"[^\W_]+")


def shown_condition(
    layout: Layout, zones: Zones | None = None, near: tuple[Box, ...] = (), *, within: Box | None = None
) -> tuple[Condition, str] | None:
    """The condition that a page states for its item, and the text that says so.

    Args:
        layout: the page.
        zones: what its parts are; menus, related items and reviews are left out.
        near: the item's title, button and price.
        within: the card to look into.

    Returns:
        What stands behind a label, the one nearest to the item; else what a badge beside the title says, which is never
        "new". None where neither is there, and where two badges differ: then they are a choice.
    """
    first, last = (within.first, within.last) if within else window(layout, near, _WINDOW)
    runs = [run for run in layout.runs[first:last] if _may_tell(run, zones)]
    labelled = [(_distance(run, near), run.position, found) for run in runs if (found := _labelled(layout, run))]
    if labelled:
        return min(labelled)[2]
    beside = [run for run in runs if within is not None or _distance(run, near) <= _BESIDE]
    badges = dict(reversed([badge for run in beside if (badge := _badge(layout, run))]))
    return next(iter(badges.items())) if len(badges) == 1 else None


def _distance(run: Run, near: tuple[Box, ...]) -> int:
    return min((abs(run.position - box.first) for box in near), default=0)


def _may_tell(run: Run, zones: Zones | None) -> bool:
    if run.box.hidden or run.box.struck:
        return False
    return zones is None or not zones[run.box] & (FOREIGN | Zone.DESCRIPTION)


def _labelled(layout: Layout, run: Run) -> tuple[Condition, str] | None:
    """What stands behind a label in the same text, in the same line, or in the next element."""
    label = _LABEL.match(plain_letters(run.text))
    if label is None:
        return None
    if label.end() < len(run.text):
        value = run.text[label.end() :] if label["colon"] else ""
    else:
        value = next(_behind(layout, run), "")
    condition = _value(value)
    return (condition, fold(f"{run.text} {value}" if label.end() == len(run.text) else run.text)) if condition else None


def _behind(layout: Layout, run: Run) -> Iterator[str]:
    """The text behind a label that stands alone, unless it is one of several to choose from."""
    for following in layout.runs[run.position + 1 : run.position + 4]:
        if not following.box.hidden and following.text.strip(" :："):
            if not _is_choice(following.box):
                yield layout.text(following.box) if layout.length(following.box) <= _LONGEST_VALUE else following.text
            return


def _value(text: str) -> Condition | None:
    if not 0 < len(text) <= _LONGEST_VALUE or _MARK.search(text):
        return None
    return read_condition(text) or schema_condition(text) or _ALONE.get(_bare(text))


def _badge(layout: Layout, run: Run) -> tuple[Condition, str] | None:
    """What a line says that says nothing else, and leads nowhere."""
    line = run.box.block
    beside = layout.runs[max(line.first, run.position - 1) : min(line.last, run.position + 2)]
    # Words of one line are one statement: "not <b>used</b>".
    box = line if any(each.box is line for each in beside) else run.box
    text = layout.text(box)
    if not 0 < len(text) <= _LONGEST_BADGE or len(_WORD.findall(text)) > _MOST_WORDS or _MARK.search(text):
        return None
    if _OFFERS & set(_bare(text).split()) or any(char.isdigit() for char in text):
        return None
    if _is_choice(run.box) or box.tag in {"h1", "h2"}:
        return None
    condition = _ALONE.get(_bare(text)) or read_condition(text)
    return (condition, text) if condition not in {None, Condition.NEW} else None


def _bare(text: str) -> str:
    return " ".join(_WORD.findall(plain_letters(text)))


def _is_choice(box: Box) -> bool:
    """Whether an element is, or stands in, a link, a button or one of several choices."""
    return any(outer.tag in _CHOICES or outer.attrs.get("role") in _CHOICE_ROLES for outer in list(box.upwards())[:5])
