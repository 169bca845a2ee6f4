"""What delivery costs, out of a shop's own words."""

import re
from decimal import Decimal
from typing import Final

from scrapers.amounts import find_amounts
from scrapers.buttons import NOT_BEFORE
from scrapers.currency import ANY_MARK
from scrapers.late import late
from scrapers.market import Market
from scrapers.memory import remembered
from scrapers.money import read_price
from scrapers.number import plain
from scrapers.phrases import Vocabulary, fold
from scrapers.price_roles import give_roles
from scrapers.price_words import Role
from scrapers.price_words_terms import SHIPPING
from scrapers.shipping_words import FREE_FOR_SOME, FREE_SHIPPING

_FREE: Final = Vocabulary({True: FREE_SHIPPING})
_FOR_SOME: Final = Vocabulary({True: FREE_FOR_SOME})
_SHIPPING: Final = Vocabulary({True: SHIPPING})
_NOT: Final = Vocabulary({True: NOT_BEFORE})
# "with $75 purchase", "on $50+": from such an amount on it is free.
_SPENT: Final = late(
    r"\+|\s?(?:or more|and up|purchase|minimum|spend|order|einkauf|bestellwert|mindest|d'achat|di spesa|de compra|besteding)",
    re.IGNORECASE,
)
_ZERO: Final = late(rf"(?:{ANY_MARK})\s?0(?:[.,]0+)?(?![\d.,]*\d)|(?<![\d.,])0(?:[.,]0+)?\s?(?:{ANY_MARK})")
_LONGEST: Final = 2_000
_NOTHING: Final = Decimal(0)


@remembered
def read_shipping(
    text: str, *, market: Market | None = None, currency: str | None = None, price: Decimal | None = None
) -> Decimal | None:
    """What delivery costs beside the price.

    Args:
        text: the visible words about delivery, or a price with what stands beside it.
        market: where the shop sells; decides what ``$`` and ``kr`` mean.
        currency: ISO code the retailer sells in; goes before the market's.
        price: what the item costs, where that is known: "free over $50" is free above it. Else a price in `text` counts.

    Returns:
        0 where delivery is free for anybody; the least where several ways are offered; None where nothing is said, where it
        is free only for members or large orders, or where it only costs something ("plus shipping").
    """
    text = plain(text[:_LONGEST])
    folded = fold(text)
    amounts = find_amounts(text, market, currency)
    give_roles(text, amounts)
    free = [found for found in _FREE.find(folded) if not _NOT.find(" ".join(folded[: found.start].split()[-2:]))]
    if free and not _FOR_SOME.find(folded):
        thresholds = [
            amount.value for amount in amounts if amount.has(Role.EXTRA, Role.FROM) or _SPENT.match(text, amount.end)
        ]
        spent = price or _price_beside(text, thresholds, market, currency)
        if not thresholds or (spent is not None and spent >= max(thresholds)):
            return _NOTHING
    costs = [amount.value for amount in amounts if amount.has(Role.SHIPPING)]
    if costs:
        return min(costs)
    return _NOTHING if not free and _ZERO.search(text) and _SHIPPING.find(folded) else None


def shipping_cost(text: str, *, market: Market | None = None, currency: str | None = None) -> Decimal | None:
    """What delivery costs, out of a text that stands where a page says that and nothing else.

    An amount there is the cost, whatever way of paying or sending stands beside it. Else as `read_shipping`.
    """
    cost = read_shipping(text, market=market, currency=currency)
    if cost is not None or _FREE.find(fold(text)):
        return cost
    return min((amount.value for amount in find_amounts(plain(text[:_LONGEST]), market, currency)), default=None)


def _price_beside(text: str, thresholds: list[Decimal], market: Market | None, currency: str | None) -> Decimal | None:
    """The price in a text that also says from which amount on delivery is free."""
    paid = read_price(text, market=market, currency=currency)
    return paid.amount if paid and paid.amount not in thresholds else None
