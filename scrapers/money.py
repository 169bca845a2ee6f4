"""What one unit costs today, out of the text of a price element."""

import re
from collections.abc import Callable, Sequence
from decimal import Decimal
from typing import Final, NamedTuple

from scrapers.amounts import Amount, find_amounts
from scrapers.currency import ANY_MARK, NO_DECIMALS, currency_of
from scrapers.late import late
from scrapers.market import Market
from scrapers.memory import remembered
from scrapers.number import SCALED, number_pattern, plain, read_number
from scrapers.offer import PriceKind
from scrapers.price_roles import KINDS, NO_PRICE, give_roles
from scrapers.price_words import Role

__all__ = ["Money", "PriceKind", "currency_of", "read_machine_price", "read_price"]


class Money(NamedTuple):
    """An amount somebody pays.

    Attributes:
        amount: above zero.
        currency: ISO 4217 code; None when the text names none and none was given.
        kind: who gets it at that.
    """

    amount: Decimal
    currency: str | None
    kind: PriceKind = PriceKind.LIST


_KINDS: Final = {
    Role.BASKET: PriceKind.BASKET,
    Role.TRANSFER: PriceKind.TRANSFER,
    Role.MEMBER: PriceKind.MEMBER,
    Role.COUPON: PriceKind.COUPON,
    Role.BANK_CARD: PriceKind.BANK_CARD,
}
# Sales tax differs from town to town there and is in no price.
_PRICES_WITHOUT_TAX: Final = frozenset({"US", "CA"})
# A price element is shorter; more than this of a text is not looked at.
_LONGEST: Final = 2_000
_TOO_MUCH: Final = Decimal(10**12)
#: A number for programs, with a currency's sign or name.
_LONGEST_MACHINE: Final = 60
_BARE = late(rf"[\s(]*(?:{SCALED}|{number_pattern(ANY_MARK)})[\s)*]*")
_MACHINE = late(rf"\s*(?:{ANY_MARK})?\s*(\d[\d.,' ]*?)\s*(?:{ANY_MARK})?\s*")
_THOUSANDS = late(r"\d{1,3}(?:[.,]\d{3})+")
_DIGIT = late(r"\d")
_PERCENT = late(r"%\s?(\d+(?:\.\d+)?)|(\d+(?:\.\d+)?)\s?%")


@remembered
def read_price(text: str, *, market: Market | None = None, currency: str | None = None) -> Money | None:
    """What one unit costs today.

    Args:
        text: the visible text of a price element; it may hold old prices, savings, instalments and the like beside it.
        market: where the shop sells; decides what ``$``, ``kr`` and a bare number mean.
        currency: ISO code the retailer sells in; goes before the market's.

    Returns:
        The price, or None when the text has none or does not tell which of several it is. An automatic basket discount
        counts as today's price. A price without tax, an old price, a saving, an instalment or a delivery charge alone is
        no price. Of a range the low end is given, as kind FROM. A bare number is a price only if it is the whole text.
    """
    text = plain(text[:_LONGEST])
    if not _DIGIT.search(text):
        return None
    amounts = find_amounts(text, market, currency)
    if not amounts:
        return _bare_number(text, currency or (market.currency if market else None))
    give_roles(text, amounts)
    with_tax = any(not amount.has(*NO_PRICE) for amount in amounts)
    if market and market.country in _PRICES_WITHOUT_TAX and not with_tax:
        for amount in amounts:
            amount.roles = [role for role in amount.roles if role is not Role.NET]
    return _choose(text, amounts, currency or (market.currency if market else None))


def read_machine_price(value: object, currency: str | None = None) -> Decimal | None:
    """The amount in a field meant for programs: JSON-LD ``price``, ``itemprop=price``, a shop's API.

    The decimal separator is ``.``; a comma parts thousands, unless its place leaves only decimals ("1299,00"). A
    currency sign around the number does no harm. None for anything else: zero, negative, "", "call", NaN, true.
    In a currency without decimals, given or named by a sign, a point parts thousands too: "50.700₫".
    """
    if isinstance(value, bool):
        return None
    if isinstance(value, (int, float)):
        number = Decimal(str(value))
    elif isinstance(value, str):
        text = plain(value).strip()[:_LONGEST_MACHINE]
        body = _MACHINE.fullmatch(text)
        read = _machine_number(body[1], currency or currency_of(text)) if body else None
        if read is None:
            return None
        number = read
    else:
        return None
    return number if number.is_finite() and 0 < number < _TOO_MUCH else None


def _machine_number(body: str, currency: str | None) -> Decimal | None:
    if currency in NO_DECIMALS and _THOUSANDS.fullmatch(body):
        return Decimal(re.sub(r"\D", "", body))
    if re.fullmatch(r"\d+\.\d+", body):
        return Decimal(body)
    return read_number(body)


def _bare_number(text: str, currency: str | None) -> Money | None:
    body = text.strip()
    if not _BARE.fullmatch(body):
        return None
    value = read_number(body, currency)
    return Money(value, currency) if value is not None and value > 0 else None


def _choose(text: str, amounts: Sequence[Amount], currency: str | None) -> Money | None:
    """The one amount that is the price; None when several could be."""
    candidates = _without_savings([amount for amount in amounts if not amount.has(*NO_PRICE)], amounts)
    for wanted in _PREFERENCE:
        several = [amount for amount in candidates if wanted(amount)]
        if several:
            one = _agreed(several, currency) or _reduced(text, several, amounts)
            return Money(one.value, one.currency, _kind(one)) if one else None
    return None


def _kind(amount: Amount) -> PriceKind:
    kinds = [kind for role, kind in _KINDS.items() if role in amount.roles]
    if kinds:
        return kinds[0]
    return PriceKind.FROM if amount.has(Role.FROM) else PriceKind.LIST


def _is_list(amount: Amount) -> bool:
    return not amount.has(*KINDS, Role.REGULAR, Role.FROM)


_PREFERENCE: Final[tuple[Callable[[Amount], bool], ...]] = (
    lambda amount: amount.has(Role.BASKET),
    lambda amount: _is_list(amount) and amount.has(Role.GROSS),
    lambda amount: _is_list(amount) and amount.has(Role.NOW),
    _is_list,
    lambda amount: amount.has(Role.FROM) and not amount.has(*KINDS),
    lambda amount: amount.has(Role.REGULAR) and not amount.has(*KINDS),
    lambda amount: amount.has(*KINDS),
)


def _agreed(amounts: Sequence[Amount], currency: str | None) -> Amount | None:
    """The amount that all of them are, or that is the only one in the shop's own currency."""
    if len({(amount.value, amount.currency, _kind(amount)) for amount in amounts}) == 1:
        return amounts[0]
    own = [amount for amount in amounts if amount.currency == currency]
    if own and len(own) < len(amounts):
        return _agreed(own, currency)
    return None


def _without_savings(candidates: list[Amount], amounts: Sequence[Amount]) -> list[Amount]:
    """All but what is just the difference between an old price and a larger candidate."""
    olds = {amount.value for amount in amounts if amount.has(Role.OLD, Role.REGULAR)}
    paid = {amount.value for amount in candidates}
    savings = {old - value for old in olds for value in paid if value > old - value}
    return [amount for amount in candidates if amount.value not in savings]


def _reduced(text: str, amounts: Sequence[Amount], all_amounts: Sequence[Amount]) -> Amount | None:
    """The lower of two amounts, if the text states their difference as a saving or as a percentage."""
    if len({amount.value for amount in amounts}) != 2 or len({amount.currency for amount in amounts}) != 1:
        return None
    low, high = min(amounts, key=lambda each: each.value), max(amounts, key=lambda each: each.value)
    savings = {amount.value for amount in all_amounts if amount.has(Role.SAVING)}
    percent = (high.value - low.value) / high.value * 100
    stated = [Decimal(match[1] or match[2]) for match in _PERCENT.finditer(text)]
    told = high.value - low.value in savings or any(abs(percent - each) <= 1 for each in stated if each)
    return low if told else None
