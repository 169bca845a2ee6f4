"""Offers of a list: from its data, from its cards, or from both where they name the same item."""

import re
from collections.abc import Sequence
from typing import Final
from urllib.parse import urlsplit

from scrapers.boxes import INLINE, Box, Run, phrases, words_in
from scrapers.cards import find_cards, first_link
from scrapers.claim import Asked, Claim
from scrapers.evidence import judge_price, judge_stock
from scrapers.layout import Layout
from scrapers.lone_cards import few_cards, without_price
from scrapers.offer import Offer, ReadWarning
from scrapers.page_numbers import is_following
from scrapers.phrases import Vocabulary, fold
from scrapers.product_page import build_offer
from scrapers.shop import Shop
from scrapers.visible import Visible, look_at_part
from scrapers.zones import Zone, Zones

_HEADINGS: Final = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_TITLE_WORDS: Final = frozenset({"title", "name", "productname", "producttitle", "headline"})
_NEXT_WORDS: Final = frozenset({"next", "nextpage", "pagenext"})
_NEXT: Final = Vocabulary({
    True: phrases("next|next page|weiter|nächste*|suivant*|siguiente|successiv*|avanti|volgende|następn*|dalej|sonraki|další|következő"
    "|nästa|neste|næste|seuraava|próxim*|下一页|下一頁|次へ|다음|следующ*|наступн*"),
})  # fmt: skip
_ARROWS: Final = frozenset({"›", "»", ">", ">>", "→"})
#: "0 items" are in the basket there.
_FRAME: Final = frozenset({"header", "nav", "footer", "dialog"})
_BASKET_WORDS: Final = words_in(
    "cart minicart basket bag trolley checkout warenkorb panier carrito carrello sepet wishlist"
)
_NOTHING: Final = Vocabulary({
    True: phrases("""
        no products found|no results|no products were found|no items found|no matching products|0 results|0 products|0 items
        did not match any products|nothing found|there are no products|we couldn't find any|no products match*
        keine produkte gefunden|keine artikel gefunden|keine ergebnisse|keine treffer|0 treffer|0 ergebnisse|leider nichts gefunden
        aucun résultat|aucun produit|aucun article|0 résultats|0 résultat|no se encontraron|sin resultados|ningún producto|nessun risultato
        nessun prodotto|nenhum produto|nenhum resultado|sem resultados|geen resultaten|geen producten|brak wyników
        nie znaleziono|brak produktów|ürün bulunamadı|sonuç bulunamadı|ürün bulunmamaktadır|hiçbir ürün|0 sonuç|0 ürün|žádné produkty
        nebyly nalezeny|nincs találat|nem található termék|inga produkter|inga träffar|ingen produkter|ingen treff
        ingen resultater|ei tuloksia|ei tuotteita|ничего не найдено|товары не найдены|нет товаров
        没有找到|無符合|沒有找到|見つかりませんでした|검색 결과가 없습니다|상품이 없습니다
    """),
})  # fmt: skip


def read_list(
    layout: Layout, claims: Sequence[Claim], shop: Shop, warnings: list[ReadWarning], *, cut: bool = False
) -> list[Offer]:
    """All offers of a list, in its order, each address once.

    Args:
        layout: the page.
        claims: what its data say; where they name no items its cards are read.
        shop: whose page it is.
        warnings: gets what could not be read.
        cut: the page ends early; the cards that reach its end are left out, as they may not be whole.
    """
    cards = product_cards(layout) or ([] if says_nothing_found(layout) else few_cards(layout))
    unpriced = without_price(layout, cards)
    cards = sorted([*cards, *unpriced], key=lambda card: card.position)
    if cut:
        cards = [card for card in cards if card.last < len(layout.runs)]
    named = [claim for claim in claims if claim.name]
    if named:
        by_link = {link: card for card in cards if (link := first_link(layout, card))}
        offers = [_of_claim(layout, claim, by_link, shop) for claim in named]
    else:
        read = [(card, offer) for card in cards if (offer := _of_card(layout, card, shop, warnings))]
        # What shows neither price nor stock says nothing.
        offers = [offer for card, offer in read if card not in unpriced or offer.stock is not None]
    once: dict[tuple[str, str], Offer] = {}
    for offer in offers:
        once.setdefault((offer.url, offer.title if offer.url == layout.canonical else ""), offer)
        if offer.price is None:
            warnings.append(ReadWarning("price_unreadable", offer.title[:200]))
    return list(once.values())


def product_cards(layout: Layout) -> list[Box]:
    """The cards of the list itself: the greatest group, with all that look like it, outside menus and carousels."""
    zones = Zones(layout, None)
    groups = [
        group for group in find_cards(layout) if not zones[group[0]] & (Zone.CHROME | Zone.RELATED | Zone.OVERLAY)
    ]
    if not groups:
        return []
    greatest = max(groups, key=lambda group: sum(layout.length(card) for card in group))
    like = (greatest[0].tag, greatest[0].attrs.get("class", "").split()[:1])
    return [card for group in groups for card in group if (card.tag, card.attrs.get("class", "").split()[:1]) == like]


def says_nothing_found(layout: Layout) -> bool:
    """Whether a list says in words that it has no items."""
    return any(
        not run.box.hidden
        and len(text := _line(layout, run)) <= 200
        and _NOTHING.find(fold(text))
        and not any(outer.tag in _FRAME or outer.words & _BASKET_WORDS for outer in run.box.upwards())
        for run in layout.runs
    )


def _line(layout: Layout, run: Run) -> str:
    """A text with what stands in the same line: "<b>0</b> results"."""
    block = next((box for box in run.box.upwards() if box.tag not in INLINE), run.box)
    return layout.text(block) if layout.length(block) <= 200 else run.text


def next_page(layout: Layout) -> str | None:
    """The address of the list's next page: by ``rel=next``, by a link in words or arrows, or by the number in it."""
    fallback: str | None = None
    numbered: str | None = None
    for box in layout.boxes:
        if box.tag not in {"a", "link"} or not (target := layout.link(box.attrs.get("href"))) or target == layout.url:
            continue
        if urlsplit(target).hostname != urlsplit(layout.url).hostname or "disabled" in box.words:
            continue
        if "next" in box.attrs.get("rel", "").lower().split():
            return target
        if box.tag == "a" and _is_paging(box):
            if fallback is None and _says_next(layout, box):
                fallback = target
            if numbered is None and is_following(target, layout.url):
                numbered = target
    return fallback or numbered


def _is_paging(box: Box) -> bool:
    """Whether a link leads from page to page."""
    around = box.words | (box.parent.words if box.parent else frozenset())
    return bool(around & {"pagination", "pager", "paging", "page", "pages"}) or any(
        outer.words & {"pagination", "pager", "paging"} for outer in list(box.upwards())[:5]
    )


def _says_next(layout: Layout, box: Box) -> bool:
    label = layout.text(box) if layout.length(box) <= 30 else ""
    spoken = f"{label} {box.attrs.get('aria-label', '')} {box.attrs.get('title', '')}"
    return bool(box.words & _NEXT_WORDS) or label in _ARROWS or bool(_NEXT.find(fold(spoken)))


def _of_claim(layout: Layout, claim: Claim, cards: dict[str, Box], shop: Shop) -> Offer:
    asked = list(claim.offers) or [Asked()]
    url = layout.link(claim.url or asked[0].url) or layout.canonical
    card = cards.get(url)
    visible = look_at_part(layout, card, shop.market, currency=shop.currency) if card else Visible()
    return build_offer(
        title=claim.name or "",
        url=url,
        sku=claim.sku,
        price=judge_price(asked, visible.prices),
        stock=judge_stock(asked[:1], visible),
        shop=shop,
    )


def _of_card(layout: Layout, card: Box, shop: Shop, warnings: list[ReadWarning]) -> Offer | None:
    title, url = _card_title(layout, card), first_link(layout, card)
    if not title or not url:
        warnings.append(ReadWarning("title_missing", f"card {layout.text(card)[:80]!r}"))
        return None
    visible = look_at_part(layout, card, shop.market, currency=shop.currency)
    return build_offer(
        title=title,
        url=url,
        sku=None,
        price=judge_price([], visible.prices),
        stock=judge_stock([], visible),
        shop=shop,
    )


def _card_title(layout: Layout, card: Box) -> str:
    """A card's title: its heading, its link's text, or what its picture is called."""
    best = (0.0, "")
    texts: set[str] = set()
    for box in layout.inside(card):
        if box.hidden or box.struck:
            continue
        if box.tag == "img":
            text, score = box.attrs.get("alt", "").strip(), 1.0
        elif box.tag in _HEADINGS or box.words & _TITLE_WORDS or box.tag == "a":
            text = box.attrs.get("title", "").strip() if box.tag == "a" else ""
            shown = layout.text(box) if layout.length(box) <= 300 else ""
            text = max(text, shown, key=len) if shown.rstrip(".… ")[:15] == text[:15] or not shown else shown
            score = 3.0 * (box.tag in _HEADINGS) + 2.5 * bool(box.words & _TITLE_WORDS) + 1.5 * (box.tag == "a")
        else:
            continue
        if 3 < len(text) <= 300 and re.search(r"[^\W\d_]{2}", text):
            best = max(best, (score + min(1.0, len(text) / 80), text))
            texts.add(text)
    return _unshortened(best[1], texts)


def _unshortened(title: str, texts: set[str]) -> str:
    """The whole of a title that ends in dots, where another text of the card goes on."""
    if not title.endswith(("…", "...")):
        return title
    return max((text for text in texts if text.startswith(title.rstrip(" .…"))), key=len, default=title)
