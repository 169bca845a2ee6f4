"""Finding the written amounts of money in a text: numbers, each with the currency sign that belongs to it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import pairwise
from typing import Final, NamedTuple

from scrapers.currency import ANY_MARK, MARKS, code_of, is_money
from scrapers.late import late
from scrapers.market import Market
from scrapers.number import SCALED, number_pattern, read_number
from scrapers.price_words import Role

_NUMBER = rf"{SCALED}|{number_pattern(ANY_MARK)}"
_TOKEN = late(
    # 1299€95: the sign stands where the decimal separator would.
    rf"(?P<split>\d{{1,3}}(?:[ .,']\d{{3}})*(?!\d)|\d+)\s?(?P<sign>€|zł)\s?(?P<hundredths>\d\d)(?!\d)(?=\s*(?:\Z|[()|•;]))"
    r"|(?P<percent>%\s?\d+(?:[.,]\d+)?(?![\d.,])|\d+(?:[.,]\d+)?\s?(?:%|percent\b|Prozent\b|procent\b))"
    rf"|(?P<number>{_NUMBER})"
    rf"|(?P<mark>{ANY_MARK})"
)
# 1.3k, 54,9 bin, 1,3 Mio: rounded, so no price. 32GB, 600 W: a measure.
_ROUNDED = late(
    r"\s?(?:[kK]|[mM]io|[mM]illi\w+|[mM]rd|[mM]ld|bin|tys|tis|тыс|тис|mil|mln|млн|lakhs?|lacs?|crores?|cr|L)(?![^\W\d_])"
)
# "US$ USD 499": signs for one and the same between a number and another sign.
_MOST_SIGNS = 3
# Where thousands are parted by a space as a rule.
_SPACED_LANGUAGES = frozenset({"fr", "fi", "pl", "cs", "sk", "hu", "sv", "no", "bg", "ru", "uk", "et", "lv", "lt"})
_SPACED_CURRENCIES = frozenset({"PLN", "CZK", "HUF", "SEK", "NOK", "RUB", "UAH", "KZT", "BGN"})
# "Graphics C $629.99": the end of a title that was cut off, no Canadian dollars.
_CUT_OFF = late(r"[A-Z]\s\$")
_RAISED = late(r" (\d\d)(?!\d)")
_DASHED = late(r"[.,:]\s?[-–—=]+\Z")
#: A dash for the cents, which makes a number money without a currency sign.
DASHED: Final = late(r"\d[.,:]\s?(?:--?|[–—=])(?![\d-])")


@dataclass
class Amount:
    """A written amount with its currency, where it stands, and what the words around it make of it.

    `spaced` is true if a space parts its thousands and nothing stands before its first digit: 580 499 € may be two numbers;
    `usual` if that is how its market, or its currency's, writes thousands.
    """

    start: int
    end: int
    value: Decimal
    currency: str | None
    spaced: bool = False
    usual: bool = False
    roles: list[Role] = field(default_factory=list)

    def has(self, *roles: Role) -> bool:
        """Whether the words gave it any of these roles."""
        return any(role in roles for role in self.roles)


@dataclass
class _Token:
    kind: str
    text: str
    start: int
    end: int
    before: "_Token | None" = None
    after: "_Token | None" = None
    split: bool = False

    @property
    def codes(self) -> frozenset[str]:
        """What a currency sign can mean."""
        return MARKS[re.sub(r"\s", "", self.text)].codes


def find_amounts(text: str, market: Market | None, currency: str | None) -> list[Amount]:
    """All numbers of a text (as `plain` gives it) that have a currency sign, word or code, or a dash for the cents."""
    tokens = list(_tokens(text, market, currency))
    _pair(text, tokens)
    found = (_amount(text, token, market, currency) for token in tokens if token.kind == "number")
    amounts = [amount for amount in found if amount]
    for first, second in pairwise(amounts):
        _take_raised(text, first, second)
    return amounts


def _take_raised(text: str, first: "Amount", second: "Amount") -> None:
    """Of "$229.99 $229 99 SALE" the second amount is the first once more."""
    raised = _RAISED.match(text, second.end)
    if (
        raised
        and first.value == second.value + Decimal(raised[1]).scaleb(-2)
        and not text[first.end : second.start].strip()
    ):
        second.value, second.end = first.value, raised.end()


def _tokens(text: str, market: Market | None, currency: str | None) -> Iterator[_Token]:
    hint = currency or (market.currency if market else None)
    sign_ends = 0
    for match in _TOKEN.finditer(text):
        start, end = match.span()
        if match["split"]:
            sign = match.start("sign")
            number = _Token(
                "number", f"{match['split'].replace(' ', '')} {match['hundredths']}", start, end, split=True
            )
            number.before = _Token("mark", match["sign"], sign, sign + len(match["sign"]))
            yield number
        elif match["number"]:
            if start == sign_ends or not _of_a_name(text, start, match[0]):
                yield _Token("number", match[0], start, end)
        elif match["mark"] and is_money(match[0], hint):
            if (
                _CUT_OFF.fullmatch(match[0])
                and text[:start].rstrip()[-1:].isalnum()
                and hint not in MARKS[match[0][0] + "$"].codes
            ):
                start = end - 1
            sign_ends = end
            yield _Token("mark", text[start:end], start, end)


def _of_a_name(text: str, start: int, number: str) -> bool:
    """Whether a number is the end of a name (PS5, RTX5090), or what ``.75`` leaves of a price."""
    before = text[start - 1 : start]
    if before in {".", ","}:
        return not text[start - 2 : start - 1].isalnum()
    return before.isupper() and number.isdigit()


def _pair(text: str, tokens: list[_Token]) -> None:
    """Give each currency sign to the number it belongs to."""
    signs_first: bool | None = None
    for i, mark in enumerate(tokens):
        if mark.kind != "mark":
            continue
        left, right = _neighbour(text, tokens, i, -1), _neighbour(text, tokens, i, +1)
        if left and (left.after or left.split):
            left = None
        if left and right:
            if _belongs_right(text, tokens[i + 2 :], _Between(left, mark, right), signs_first=signs_first):
                left = None
            else:
                right = None
        if right and not right.before:
            right.before, signs_first = mark, True
        elif left:
            left.after = mark
            signs_first = False if signs_first is None and not left.before else signs_first


def _neighbour(text: str, tokens: list[_Token], i: int, step: int) -> _Token | None:
    """The number on that side of a sign, nothing between them but spaces and other signs for the same."""
    j = i + step
    while 0 <= j < len(tokens) and abs(j - i) <= _MOST_SIGNS:
        first, second = sorted((tokens[j], tokens[j - step]), key=lambda token: token.start)
        between = text[first.end : second.start].strip()
        if between and not (step > 0 and between == ":"):
            return None
        if tokens[j].kind == "number":
            return tokens[j]
        j += step
    return None


class _Between(NamedTuple):
    """A currency sign with a number on either side."""

    left: _Token
    mark: _Token
    right: _Token


def _belongs_right(text: str, following: list[_Token], at: _Between, *, signs_first: bool | None) -> bool:
    """Whether a sign between two numbers belongs to the right one: by what touches, then by how the rest is written."""
    left, mark, right = at
    touches_left, touches_right = left.end == mark.start, mark.end == right.start
    if touches_left or touches_right:
        return touches_right and (not touches_left or bool(left.before and left.before.codes & mark.codes))
    if left.before:
        return not mark.text.isalpha() or left.before.text == mark.text  # "$1,299.99 USD 999" repeats the sign in front
    if signs_first is not None or _has_own_sign(text, right, following):
        return bool(signs_first)
    written_as_money = [bool(re.search(r"\D\d", number.text)) for number in (left, right)]
    if written_as_money[0] != written_as_money[1]:
        return written_as_money[1]
    return bool(text[: left.start].strip()) and MARKS[re.sub(r"\s", "", mark.text)].before


def _has_own_sign(text: str, number: _Token, following: list[_Token]) -> bool:
    """Whether a sign stands behind the number that does not touch the number after it."""
    sign = following[0] if following else None
    if not sign or sign.kind != "mark" or text[number.end : sign.start].strip():
        return False
    return len(following) == 1 or following[1].start > sign.end


def _amount(text: str, token: _Token, market: Market | None, currency: str | None) -> Amount | None:
    marks = [mark for mark in (token.before, token.after) if mark]
    if not marks and not _DASHED.search(token.text):
        return None
    code = None
    for mark in sorted(marks, key=lambda each: len(each.codes)):
        code = code or code_of(mark.text, market=market, currency=currency)
    if not marks:
        code = currency or (market.currency if market else None)
    start = min([token.start, *(mark.start for mark in marks)])
    end = max([token.end, *(mark.end for mark in marks)])
    if _ROUNDED.match(text, token.end) and not (token.after and token.after.start <= token.end + 1):
        return None
    value = read_number(token.text, code)
    spaced = start == token.start and bool(re.search(r"\d \d{3}", token.text))
    usual = code in _SPACED_CURRENCIES or bool(market and market.language in _SPACED_LANGUAGES)
    return Amount(start, end, value, code, spaced, usual) if value is not None and value > 0 else None
