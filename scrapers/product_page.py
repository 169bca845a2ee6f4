"""Offers of a product's page: its item first, and its variants."""

from collections import defaultdict
from collections.abc import Sequence
from typing import Final
from urllib.parse import urlsplit

from msgspec.structs import replace

from scrapers.boxes import Box
from scrapers.claim import Asked, Claim, Role
from scrapers.evidence import CERTAIN, Priced, Stocked, judge_price, judge_stock
from scrapers.layout import Layout
from scrapers.money import PriceKind
from scrapers.offer import Condition, Offer
from scrapers.shop import Shop
from scrapers.shown_beside import NOTHING_BESIDE, Beside, look_beside
from scrapers.shown_sku import is_number, shown_sku
from scrapers.shown_title import likeness, page_names, without_site, words
from scrapers.state import state_claims
from scrapers.stock import read_condition, schema_condition, schema_stock
from scrapers.visible import NOTHING_SEEN, Visible, look_at_page
from scrapers.zones import Zones

#: So many cards are rather a list than what is shown beside an item.
MANY_CARDS: Final = 8
_WEAK: Final = -0.5
_MUCH: Final = 0.3
#: The shortest heading that is no category's.
_TELLING: Final = 20


def read_product(layout: Layout, claims: Sequence[Claim], shop: Shop) -> list[Offer]:
    """The offers of a product's page; empty when it shows and claims nothing of an item."""
    own = [claim for claim in claims if claim.role is not Role.LISTED]
    visible = look_at_page(
        layout, shop.market, currency=_currency(own, shop), names=[claim.name for claim in own if claim.name]
    )
    title = visible.title or next(iter(page_names(layout)), "")
    about = [claim for claim in own if claim.role is Role.MAIN and _is_about(claim, title, layout)]
    variants = [claim for claim in own if claim.role is Role.VARIANT and claim.syntax == own[0].syntax]
    if not about and variants:
        chosen = max(variants, key=lambda claim: _fits(claim, title, layout, visible))
        about = [chosen]
    asked = _asked(about, layout, visible)
    scripted = [] if _is_full(asked) or _is_certain(visible) else state_claims(layout, [title, *page_names(layout)])
    asked += _believable(scripted, asked, visible)
    price, stock = judge_price(asked, visible.prices), judge_stock(_available(asked), visible)
    if price.amount is None and (stock.stock is None or (not own and _only_title(visible))):
        return []
    beside = look_beside(layout, price.shown, shop.market, currency=shop.currency, zones=visible.zones)
    stated = next((claim.sku for claim in about if claim.sku and is_number(claim.sku)), None)
    first = build_offer(
        title=_title(title, about, layout),
        url=layout.canonical,
        sku=stated,
        price=price,
        stock=stock,
        shop=shop,
        seen=visible,
        beside=beside,
    )
    if first.sku is None:
        first = _with_number(first, layout, visible, scripted)
    others = [claim for claim in variants if claim not in about and claim.offers]
    return merged([first, *(of_claim(claim, layout, shop) for claim in others)])


def merged(offers: Sequence[Offer]) -> list[Offer]:
    """Offers without those that say the same item again at the same price: with its stock, where only one of them tells it."""
    kept: list[Offer] = []
    places: dict[tuple[object, ...], list[int]] = defaultdict(list)
    for offer in offers:
        alike = places[offer.url, offer.title.casefold(), offer.price]
        place = next((place for place in alike if _is_same(kept[place], offer)), None)
        if place is None:
            alike.append(len(kept))
            kept.append(offer)
        elif kept[place].stock is None:
            kept[place] = replace(kept[place], stock=offer.stock, raw=offer.raw | kept[place].raw)
    return kept


def _is_same(one: Offer, other: Offer) -> bool:
    """Whether two offers with the same name, address and price are of one item: neither says otherwise of the other."""
    fields = ((one.sku, other.sku), (one.seller, other.seller), (one.stock, other.stock))
    return None in (one.stock, other.stock) and all(None in pair or pair[0] == pair[1] for pair in fields)


def _available(asked: Sequence[Asked]) -> list[Asked]:
    """The offer whose word on stock counts: the first, or where it says nothing the next that does."""
    return [next((offer for offer in asked if offer.availability), asked[0])] if asked else []


def _weight(title: str) -> int:
    """The length of a title; a Chinese, Japanese or Korean sign tells as much as three letters."""
    return sum(3 if char >= "\u2e80" else 1 for char in title)


def _is_full(asked: Sequence[Asked]) -> bool:
    """Whether the published data say all that the page's scripts could say."""
    return any(offer.price is not None and offer.availability for offer in asked)


def _is_certain(visible: Visible) -> bool:
    """Whether the page shows a price and stock so plainly that its scripts need not be searched."""
    return bool(visible.prices) and visible.prices[0].score >= CERTAIN and bool(visible.buttons and visible.words)


def _believable(scripted: Sequence[Claim], published: Sequence[Asked], visible: Visible) -> list[Asked]:
    """What the page's scripts say, where it can be taken for what it seems to be.

    An amount without a currency may be in cents, so it counts only where the page shows the same.
    """
    shown = {price.amount for price in visible.prices}
    offers = [offer for claim in scripted for offer in claim.offers]
    return [
        offer
        for offer in offers
        if (offer.price in shown or offer.currency or offer.price is None) and (offer.availability or not published)
    ]


def _with_number(offer: Offer, layout: Layout, visible: Visible, scripted: Sequence[Claim]) -> Offer:
    """An offer with the item number that the page shows or carries somewhere, where its data state none."""
    zones = visible.zones or Zones(layout, None)
    found = shown_sku(layout, zones, visible.heading)
    if found is None:
        claims = scripted or state_claims(layout, [offer.title, *page_names(layout)])
        found = next(((claim.sku, "script") for claim in claims if claim.sku), None)
    return replace(offer, sku=found[0], sku_is_found=True, raw=offer.raw | {"sku": found[1]}) if found else offer


def shows_one_item(layout: Layout, shop: Shop, cards: Sequence[Box]) -> bool:
    """Whether a page shows price, buy button or stock of one item near its heading, outside all cards.

    A single sign is enough among a few cards; among many, two are needed. Weaker signs count where the page is named
    after its heading.

    Args:
        layout: the page.
        shop: whose it is.
        cards: the cards of items that it shows.
    """
    visible = look_at_page(layout, shop.market, currency=shop.currency, names=[])
    prices = [price for price in visible.prices if price.money.kind is not PriceKind.FROM]
    best = [shown[0].score for shown in (prices, visible.buttons, visible.words) if shown]
    strong, weak = sum(score >= 1.0 for score in best), sum(score >= _WEAK for score in best)
    named = _weight(visible.title) >= _TELLING and any(name.startswith(visible.title) for name in page_names(layout))
    many = len(cards) >= MANY_CARDS and sum(map(layout.length, cards)) >= _MUCH * layout.total
    return strong >= (2 if many else 1) or (named and weak >= 2)


def _only_title(visible: Visible) -> bool:
    """Whether nothing but the title speaks of stock: "We'll be back soon!" is no item."""
    return not visible.buttons and all(word.text in visible.title for word in visible.words)


def build_offer(
    *,
    title: str,
    url: str,
    sku: str | None,
    price: Priced,
    stock: Stocked,
    shop: Shop,
    seen: Visible = NOTHING_SEEN,
    beside: Beside = NOTHING_BESIDE,
) -> Offer:
    """Put what was decided into an offer."""
    asked = price.asked or Asked()
    seller = seen.seller or asked.seller
    condition, condition_text = _condition(title, seen, asked)
    said = {"title": seen.title, "seller": seller, "condition": condition_text}
    raw = price.raw | stock.raw | beside.raw | {name: text for name, text in said.items() if text}
    sure = [price.confidence] * (price.amount is not None) + [stock.confidence] * (stock.stock is not None)
    return Offer(
        title=title,
        url=url,
        sku=sku or asked.sku,
        price=price.amount,
        price_kind=price.kind,
        previous_price=beside.previous_price,
        currency=(price.currency or shop.currency) if price.amount is not None else None,
        stock=stock.stock,
        quantity=stock.quantity,
        seller=seller,
        first_party=shop.is_seller(seller),
        condition=condition,
        offer_count=asked.offer_count,
        shipping=beside.shipping if beside.shipping is not None else asked.shipping,
        confidence=min(sure, default=0.5),
        raw=raw,
    )


def _condition(title: str, seen: Visible, asked: Asked) -> tuple[Condition | None, str | None]:
    """The state of the item, and the text that says so.

    What its title and its page say comes before the data, whose templates say "new" of everything.
    """
    said = read_condition(title)
    if said not in {None, Condition.NEW}:
        return said, title
    if seen.condition is not None:
        return seen.condition
    return schema_condition(asked.condition), asked.condition


def of_claim(claim: Claim, layout: Layout, shop: Shop) -> Offer:
    """An offer that only the data tell of."""
    asked = claim.offers[0] if claim.offers else Asked()
    url = layout.link(claim.url or asked.url) or layout.canonical
    raw = {"stock_data": asked.availability} if asked.availability else {}
    return build_offer(
        title=claim.name or "",
        url=url,
        sku=claim.sku,
        price=judge_price([asked], []),
        stock=Stocked(schema_stock(asked.availability), 0.7, raw),
        shop=shop,
    )


def _currency(claims: Sequence[Claim], shop: Shop) -> str | None:
    return shop.currency or next((offer.currency for claim in claims for offer in claim.offers if offer.currency), None)


def _is_about(claim: Claim, title: str, layout: Layout) -> bool:
    """Whether a claim is about the page's item: by its address, its name, or because it names none."""
    if claim.url and _same_page(layout.link(claim.url), layout):
        return True
    if not claim.name or not title:
        return True
    return max(likeness(claim.name, name) for name in [title, *page_names(layout)]) >= 0.5


def _same_page(url: str | None, layout: Layout) -> bool:
    if not url:
        return False
    path = urlsplit(url).path.rstrip("/")
    return bool(path) and path in {urlsplit(each).path.rstrip("/") for each in (layout.url, layout.canonical)}


def _fits(claim: Claim, title: str, layout: Layout, visible: Visible) -> float:
    """How well a variant fits what the page shows."""
    amounts = {price.amount for price in visible.prices[:1]}
    score = 3.0 * (claim.sku is not None and claim.sku in layout.url) + likeness(claim.name or "", title)
    score += 3.0 * (layout.link(claim.url) == layout.url) + 1.0 * any(offer.price in amounts for offer in claim.offers)
    return score


def _asked(claims: Sequence[Claim], layout: Layout, visible: Visible) -> list[Asked]:
    """The offers of the claims about the item, the one that the page itself stands for first."""
    best = visible.prices[0].amount if visible.prices else None
    asked: list[Asked] = []
    for claim in claims:
        of_claim_ = sorted(
            claim.offers,
            key=lambda offer: (layout.link(offer.url) != layout.url, offer.price != best, offer.price is None),
        )
        asked += of_claim_
    return asked


def _title(shown: str, about: Sequence[Claim], layout: Layout) -> str:
    """The title as shown, or as the data have it where that says the same and no less."""
    stated = next((claim.name for claim in about if claim.name and claim.syntax != "open_graph"), None)
    if stated and words(stated) >= words(shown):
        return stated
    return without_site(shown, layout.url)
