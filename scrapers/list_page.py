"""Offers of a list: from its data, from its cards, or from both where they name the same item."""

from collections import Counter
from collections.abc import Sequence
from typing import Final

from scrapers.boxes import Box, Run, phrases, words_in
from scrapers.card_title import card_title
from scrapers.cards import FEWEST, build, find_cards, first_link
from scrapers.claim import Asked, Claim
from scrapers.evidence import judge_price, judge_stock
from scrapers.layout import Layout, once_per_layout
from scrapers.lone_cards import few_cards, without_price
from scrapers.offer import Offer, ReadWarning
from scrapers.phrases import Vocabulary, fold
from scrapers.product_page import build_offer, merged
from scrapers.shop import Shop
from scrapers.shown_beside import look_beside
from scrapers.visible import NOTHING_SEEN, look_at_part
from scrapers.zones import Zone, Zones

#: What fewer cards have in common may be what their items are.
_FEWEST_COMPARED: Final = 4
#: More items than any page of a list for people shows; what stands behind them is not read.
MOST_ITEMS: Final = 1_000
#: The kind of warning that says so.
TOO_MANY: Final = "too_many_items"
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
    cards = product_cards(layout) or (
        [] if says_nothing_found(layout) else few_cards(layout) or product_cards(layout, 2)
    )
    if cut:
        cards = [card for card in cards if card.last < len(layout.runs)]
    named = [claim for claim in claims if claim.name]
    if max(len(named), len(cards)) > MOST_ITEMS:
        warnings.append(ReadWarning(TOO_MANY, f"only the first {MOST_ITEMS} were read"))
    cards, named = cards[:MOST_ITEMS], named[:MOST_ITEMS]
    if named and len(named) * 2 >= len(cards):
        by_link = {link: card for card in cards if (link := first_link(layout, card))}
        offers = [_of_claim(layout, claim, by_link, shop) for claim in named]
    else:
        labels = _labels(layout, cards)
        offers = [offer for card in cards if (offer := _of_card(layout, card, shop, labels, warnings))]
    once: dict[tuple[str, str], Offer] = {}
    for offer in merged(offers):
        once.setdefault((offer.url, offer.title if offer.url == layout.canonical else ""), offer)
        if offer.price is None:
            warnings.append(ReadWarning("price_unreadable", offer.title[:200]))
    return list(once.values())


@once_per_layout
def product_cards(layout: Layout, fewest: int = FEWEST) -> list[Box]:
    """The cards of the list itself: the greatest group, with all that look like it, outside menus and carousels."""
    zones = Zones(layout, None)
    groups = [
        group
        for group in find_cards(layout, fewest)
        if not zones[group[0]] & (Zone.CHROME | Zone.RELATED | Zone.OVERLAY)
    ]
    if not groups:
        return []
    lengths: Counter[tuple[str, str]] = Counter()
    for group in groups:
        lengths[build(group[0])] += sum(layout.length(card) for card in group)
    like = lengths.most_common(1)[0][0]
    cards = [card for group in groups if build(group[0]) == like for card in group]
    return sorted([*cards, *without_price(layout, cards)], key=lambda card: card.position)


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
    block = run.box.block
    return layout.text(block) if layout.length(block) <= 200 else run.text


def _of_claim(layout: Layout, claim: Claim, cards: dict[str, Box], shop: Shop) -> Offer:
    asked = list(claim.offers) or [Asked()]
    url = layout.link(claim.url or asked[0].url) or layout.canonical
    card = cards.get(url)
    visible = look_at_part(layout, card, shop.market, currency=shop.currency) if card else NOTHING_SEEN
    price = judge_price(asked, visible.prices)
    return build_offer(
        title=claim.name or "",
        url=url,
        sku=claim.sku,
        price=price,
        stock=judge_stock(asked[:1], visible),
        shop=shop,
        seen=visible,
        beside=look_beside(layout, price.shown, shop.market, currency=shop.currency, within=card),
    )


def _labels(layout: Layout, cards: Sequence[Box]) -> frozenset[str]:
    """Texts that stand on most cards: a category or a button, and no item's title."""
    if len(cards) < _FEWEST_COMPARED:
        return frozenset()
    times = Counter(
        text for card in cards for text in {run.text.strip() for run in layout.runs[card.first : card.last]} if text
    )
    return frozenset(text for text, count in times.items() if count * 2 > len(cards))


def _of_card(
    layout: Layout, card: Box, shop: Shop, labels: frozenset[str], warnings: list[ReadWarning]
) -> Offer | None:
    url = first_link(layout, card)
    title = card_title(layout, card, url, labels)
    if not title or not url:
        warnings.append(ReadWarning("title_missing", f"card {layout.text(card)[:80]!r}"))
        return None
    visible = look_at_part(layout, card, shop.market, currency=shop.currency)
    price = judge_price([], visible.prices)
    return build_offer(
        title=title,
        url=url,
        sku=None,
        price=price,
        stock=judge_stock([], visible),
        shop=shop,
        seen=visible,
        beside=look_beside(layout, price.shown, shop.market, currency=shop.currency, within=card),
    )
