"""The title of an item on its card in a list."""

import re
from collections.abc import Iterator
from typing import Final
from urllib.parse import unquote, urlsplit

from scrapers.boxes import Box, phrases, words_in
from scrapers.currency import ANY_MARK
from scrapers.late import late
from scrapers.layout import Layout
from scrapers.phrases import Vocabulary, fold
from scrapers.shown_title import words
from scrapers.stock import read_button, read_stock

_HEADINGS: Final = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_TITLE_WORDS: Final = words_in("title name productname producttitle headline")
#: Names that are not the item's.
_OTHER_NAMES: Final = words_in("brand category cat manufacturer vendor seller store")
#: What stands on the other links of a card.
_NO_TITLE: Final = Vocabulary({
    True: phrases("""
        more info*|more details|details|view|view details|view product|view item|quick view|quick shop|quick look|read more|learn more
        shop now|see details|see options|select options|choose options|compare|add to *|wish*|notify me|e mail alert|email alert
        receive an e mail|write a review|reviews|customer reviews|sponsored|new|sale|best seller|bestseller|free shipping
        mehr erfahren|mehr infos|weitere infos|ansehen|zum produkt|zum artikel|zum angebot|produktdetails|merken|vergleichen
        plus d'infos|en savoir plus|voir|voir le produit|détails|ver|ver más|ver detalles|ver producto|más información|detalle
        dettagli|scopri|scopri di più|vedi|ver mais|detalhes|saiba mais|espiar|meer info|bekijk|bekijk product|lees meer
        zobacz|szczegóły|więcej|porównaj|do ulubionych|detay|detaylar|incele|ürünü incele|karşılaştır|detail|více|podrobnosti
        részletek|megnézem|läs mer|visa|les mer|vis|læs mere|se mere|lue lisää|näytä|подробнее|сравнить|в избранное|детальніше
        查看|詳細|详情|詳しく|もっと見る|자세히|더보기
    """),
})  # fmt: skip
_MARK: Final = late(ANY_MARK)
_LETTERS: Final = late(r"[^\W\d_]{2}")
_LONGEST: Final = 300
_LONGEST_LABEL: Final = 40
#: A title may say "in stock!", too, but a button has few words.
_LONGEST_WORDS: Final = 4
#: So many signs alike make a text the beginning of another.
_BEGINNING: Final = 15


def card_title(layout: Layout, card: Box, url: str | None, labels: frozenset[str] = frozenset()) -> str:
    """What a card calls its item; "" where it does not.

    Its headings, what is named a title, its links, and what its picture is called: the one that tells most, and that the
    address of the item has words in common with. Where none of them does, the longest text that is no price.
    """
    address = _address_words(url)
    best = (0.0, "")
    texts: set[str] = set()
    for text, score in _candidates(layout, card, url):
        if not 3 < len(text) <= _LONGEST or text in labels or _is_label(text):
            continue
        said = words(text)
        known = len(said & address) / len(said) if said else 0.0
        fit = score + min(1.0, len(text) / 80) + 2.0 * known - 2.0 * (not _LETTERS.search(text))
        best = max(best, (fit, text))
        texts.add(text)
    return _unshortened(best[1], texts) or _longest_text(layout, card)


def _unshortened(title: str, texts: set[str]) -> str:
    """The whole of a title that ends in dots, where another text of the card goes on."""
    if not title.endswith(("…", "...")):
        return title
    return max((text for text in texts if text.startswith(title.rstrip(" .…"))), key=len, default=title)


def _candidates(layout: Layout, card: Box, url: str | None) -> Iterator[tuple[str, float]]:
    linked = (0, 0)
    for box in layout.inside(card):
        if box.hidden or box.struck:
            continue
        if box.tag == "a" and layout.link(box.attrs.get("href")) == url:
            linked = (box.position, box.end)
        heads = box.tag in _HEADINGS or bool(_HEADINGS.intersection(box.attrs.get("class", "").split()))
        if box.tag == "img":
            yield box.attrs.get("alt", "").strip(), 1.0
        elif heads or box.words & _TITLE_WORDS or box.tag == "a":
            stated = box.attrs.get("title", "").strip() if box.tag == "a" else ""
            shown = layout.text(box) if layout.length(box) <= _LONGEST else ""
            score = 3.0 * heads + 2.5 * bool(box.words & _TITLE_WORDS) + 1.5 * (box.tag == "a")
            score += 1.5 * (linked[0] < box.position < linked[1]) - 2.0 * bool(box.words & _OTHER_NAMES)
            if not shown or _goes_on(shown, stated):
                yield max(stated, shown, key=len), score
            else:
                yield shown, score


def _goes_on(shown: str, stated: str) -> bool:
    """Whether a link's title is its text in full: where the text is short and not cut, it may be about anything."""
    begun = shown.rstrip(".… ")
    return stated.startswith(begun[:_BEGINNING]) and (begun != shown or len(begun) >= _BEGINNING)


def _is_label(text: str) -> bool:
    """Whether a text is what stands on a button or a link beside the title, or a price."""
    if _MARK.search(text) and not _LETTERS.search(_MARK.sub(" ", text)):
        return True
    if len(text) > _LONGEST_LABEL:
        return any(found.start == 0 for found in _NO_TITLE.find(fold(text)) if found.end > len("receive an"))
    label = fold(text)
    whole = any(
        len(label[found.end :].split()) + len(label[: found.start].split()) <= 1 for found in _NO_TITLE.find(label)
    )
    return whole or read_button(text, False) is not None


def _address_words(url: str | None) -> frozenset[str]:
    if not url:
        return frozenset()
    parts = urlsplit(url)
    return words(re.sub(r"[-_+.]", " ", unquote(parts.path)))


def _longest_text(layout: Layout, card: Box) -> str:
    texts = (
        run.text.strip() for run in layout.runs[card.first : card.last] if not run.box.hidden and not run.box.struck
    )
    telling = [
        text
        for text in texts
        if 3 < len(text) <= _LONGEST and not _MARK.search(text) and not _is_label(text) and read_stock(text) is None
    ]
    return max(telling, key=len, default="")
