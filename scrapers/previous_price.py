"""What an item is said to have cost before, out of the text of a price element."""

from decimal import Decimal
from typing import Final

from scrapers.amounts import Amount, find_amounts
from scrapers.market import Market
from scrapers.memory import remembered
from scrapers.money import read_price
from scrapers.number import plain
from scrapers.offer import PriceKind
from scrapers.price_roles import KINDS, NO_PRICE, give_roles
from scrapers.price_words import Role

_LONGEST: Final = 2_000
#: What makes an old price no price of the whole item with tax.
_PART: Final = NO_PRICE - {Role.OLD, Role.LOWEST}


@remembered
def read_previous_price(
    text: str, *, market: Market | None = None, currency: str | None = None, struck: bool = False
) -> Decimal | None:
    """The higher price that a shop compares today's with: a claim, often made for show.

    Args:
        text: as `read_price` takes it.
        market: where the shop sells; decides what ``$``, ``kr`` and a bare number mean.
        currency: ISO code the retailer sells in; goes before the market's.
        struck: the text stands struck through, so that an amount alone is the old price.

    Returns:
        The amount said to be old ("was", "UVP", "statt"); else the regular one beside a lower one; else the lowest of the
        last 30 days. None when there is none, when several differ, or when it is not above today's price.
    """
    today = read_price(text, market=market, currency=currency)
    if struck and today:
        return today.amount
    text = plain(text[:_LONGEST])
    amounts = find_amounts(text, market, currency)
    give_roles(text, amounts)
    whole = [amount for amount in amounts if not amount.has(*_PART)]
    for wanted in (Role.OLD, Role.REGULAR, Role.LOWEST):
        values = {amount.value for amount in whole if amount.has(wanted) and (wanted is not Role.REGULAR or today)}
        higher = {value for value in values if today is None or value > today.amount}
        if higher:
            return higher.pop() if len(higher) == 1 else None
    return _higher_of_two(whole, today.amount) if today and today.kind is PriceKind.LIST else None


def _higher_of_two(amounts: list[Amount], today: Decimal) -> Decimal | None:
    """The other of two amounts of which a stated saving told the lower one to be today's price."""
    others = {amount.value for amount in amounts if not amount.has(Role.FROM, Role.OLD, Role.LOWEST, *KINDS)} - {today}
    higher = others.pop() if len(others) == 1 else None
    return higher if higher is not None and higher > today else None
