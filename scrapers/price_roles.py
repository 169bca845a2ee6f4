"""What the words around the amounts of a text make of each of them."""

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import Final

from scrapers.amounts import Amount
from scrapers.late import late
from scrapers.number import read_number
from scrapers.phrases import Found, Vocabulary, fold
from scrapers.price_words import AFTER, BEFORE, ONLY_AFTER, Role
from scrapers.price_words_terms import MEASURE

#: Roles that a price may have beside being one.
KINDS: Final = frozenset({Role.BASKET, Role.TRANSFER, Role.MEMBER, Role.COUPON, Role.BANK_CARD})
#: Roles of amounts that are no price of today.
NO_PRICE: Final = frozenset(
    {Role.OLD, Role.LOWEST, Role.SAVING, Role.INSTALMENT, Role.NET, Role.UNIT, Role.SHIPPING, Role.EXTRA},
)
# Between two amounts these words may belong to either; they fit the smaller one, or the larger one.
_SMALLER: Final = KINDS | {Role.NET, Role.SHIPPING, Role.SAVING, Role.EXTRA}
_LARGER: Final = frozenset({Role.GROSS, Role.OLD})
# One language's word and another's: Czech "dříve" is a hard drive without its accents. It counts beside these currencies.
_HOMES: Final = {
    "drive": frozenset({"CZK"}),
    "most": frozenset({"HUF"}),
    "mar": frozenset({"HUF"}),
    "por": frozenset({"EUR", "BRL"}),
    "de": frozenset({"EUR", "BRL"}),
    "list": frozenset({"USD", "CAD", "GBP", "AUD"}),
}

# These are an old price's only where nothing else stands before them: "de 599 € por 499 €", but not "prix de l'offre".
_FIRST: Final = frozenset({"de", "van", "era"})
# These count only right before the amount.
_TOUCHING: Final = frozenset(
    {
        "de",
        "under",
        "below",
        "unter",
        "over",
        "above",
        "less than",
        "alatt",
        "nad",
        "ponizej",
        "full price",
        "get a",
        "get",
        "receive",
        "receive a",
        "recevez",
        "earn",
        "win",
    }
)

_BEFORE = Vocabulary(BEFORE)
_AFTER = Vocabulary(AFTER)
_ONLY_AFTER = Vocabulary(ONLY_AFTER)
_PER_MEASURE = late(rf"(?:/ ?|(?:per|pro|par|al|por|za|je|a|pr) )(?:\d+(?:[ ,]\d+)? ?)?(?:{MEASURE})(?!\w)")
# In brackets any word behind a slash is a measure: (0,03 €/Stück), (66,75 € / unité).
_PER_PIECE = late(r"\s?/\s?(?:\d+(?:[.,]\d+)?\s?)?[^\W\d_]+\s?\)")
_AND_MORE = late(r"\+(?!\S)")
# "2 shirts for $20": what several cost together.
_SEVERAL = late(r"(?:\A|\bbuy |\bany )(?:[2-9]|[1-9]\d)(?: or more(?: for)?|(?: [^\W\d_]+){0,2} for)\Z")
# Words that touch, as markup without spaces leaves them: "Sale priceFrom".
_FUSED = late(r"(?<=[a-z])(?=[A-Z][a-z]{2})")
_TIMES_AFTER = late(r"[x×*] ?\d+(?!\w)(?: (?:ay|taksit\w*|months?|rat\w*|mois|mes\w*))?")
_TIMES_BEFORE = late(
    r"(?<![\d.,])(\d+) ?(?:[^\W\d_]+ ?){0,3}(?<![^\W\d_])[x×*] ?(?:de|of|da|a|je|po|zu)?$|(?<!\d)(\d+)x (?:\w+ ){0,2}(?:de|da|a|of)$"
)
# Korean "a month", which is also the beginning of longer words.
_MONTHLY_BEFORE = late(r"(?:\A|\s)월 ?\Z")
_RANGE = late(r"\s*(?:[-–—~〜～]|to|through|bis|à|a|do|till|til|tot|hasta|ate|до|ile)\s*")
_REDUCED = late(r"\b(?:reduced|marked down|down) from\s*\Z", re.IGNORECASE)
_LOW_END = late(r"(?P<before>.*?)(?<![\d.,'])(?P<low>\d[\d.,' ]*?)\s*[-–—~〜]\s*\Z", re.DOTALL)
_HIGH_END = late(r"\s*[-–—~〜]\s*(\d[\d.,' ]*\d)(?![\d%])")
# "from 26 to 50 €"
_LOW_END_IN_WORDS = late(
    r"(?P<before>.*?)(?<![\d.,'])(?P<low>\d[\d.,' ]*?) (?:to|bis|à|a|till|til|tot|do|до) \Z", re.DOTALL
)
_BREAK = late(r"([|•·;()\[\]])")
_WORD = late(r"[^\W\d_]+")
_NUMBER = late(r"\d")
_MEASURED = late(r"\d\s?[^\W\d_]")
_PERCENT = late(r"%\s?\d|\d\s?%")
_EDGE = late(r"[\s,*¹²³⁴⁵:)!]+")
# A phrase further from the amount than this many words is about something else.
_NEAR = 4
# A number belongs to such a name.
_CARD_LINE = late(r"\b(?:RTX|GTX|RX|GT|Arc|Radeon|GeForce|Quadro)\s*\Z", re.IGNORECASE)
# The ends of a range are no further apart than that, unless it begins with "from".
_WIDEST = 5
# Characters of a label such as "Prix TTC".
_LABEL = 30


def give_roles(text: str, amounts: Sequence[Amount]) -> None:
    """Add to each amount the roles that the words before and after it give it.

    Args:
        text: as `plain` gives it.
        amounts: all of the text's, in order; of a range (499 - 699 €) the first becomes the low end.
    """
    edges = [0, *(edge for amount in amounts for edge in (amount.start, amount.end)), len(text)]
    for i, (start, end) in enumerate(zip(edges[::2], edges[1::2], strict=True)):
        before = amounts[i - 1] if i else None
        after = amounts[i] if i < len(amounts) else None
        gap = text[start:end]
        if before and after and before.has(Role.OLD) and gap.strip() == "to" and _REDUCED.search(text[: before.start]):
            after.roles.append(Role.NOW)
            continue
        if before and after and _RANGE.fullmatch(fold(gap) or gap) and not re.fullmatch(r"\s+-", gap):
            before.roles = [*(role for role in before.roles if role is not Role.OLD), Role.FROM]
            after.roles.append(Role.EXTRA)
            continue
        _read_gap(gap, before, after)
    for amount in amounts:
        if _PER_PIECE.match(text, amount.end) and text[: amount.start].rstrip().endswith("("):
            amount.roles.append(Role.UNIT)
        elif _AND_MORE.match(text, amount.end):
            amount.roles.append(Role.FROM)
    for first, second in pairwise(amounts):
        if first.value == second.value and not text[first.end : second.start].strip():
            first.roles, second.roles = [*first.roles, *second.roles], [*second.roles, *first.roles]


def _read_gap(gap: str, before: Amount | None, after: Amount | None) -> None:
    pieces = _BREAK.split(gap)
    trailing, leading = pieces[:-1:2], pieces[-1]
    if len(pieces) == 1:
        trailing = []
    elif not leading.strip() and pieces[-2] not in ")]" and (before is None or len(trailing) > 1):
        leading = trailing.pop()
    if before is None:
        trailing, leading = [], " ".join([*trailing, leading])
    if after is None:
        trailing, leading = [*trailing, leading], ""
    if before:
        _high_end(gap, before)
        for piece in trailing:
            before.roles += _trailing(piece)
    if after:
        if before and len(pieces) == 1:
            leading = _shared(leading, before, after)
        _signs(leading, after)
        after.roles += _leading(leading, after.currency)
        if after.spaced and _runs_into(leading, after):
            after.roles.append(Role.EXTRA)


def _shared(gap: str, before: Amount, after: Amount) -> str:
    """Give `before` what is its own of the words between two amounts; return the words that lead to `after`."""
    tail = _EDGE.sub(" ", fold(gap), count=1).lstrip() if _EDGE.match(fold(gap)) else fold(gap)
    own = _first_after(tail)
    if own and own.label is Role.INSTALMENT and tail[0].isalpha() and not tail[own.end :].strip(" :"):
        own = None if before.value > after.value else own  # "54.999 TL ayda 4.583 TL"
    if own:
        before.roles.append(own.label)
        return tail[own.end :]
    phrases = _BEFORE.find(tail)
    at_start = next((found for found in _AFTER.find(tail) if found.start == 0), None)
    if not at_start or (gap.rstrip().endswith(":") and len(phrases) < 2):
        return _rebated(gap, before, after) if at_start and at_start.label is Role.SAVING else gap
    following = [found for found in phrases if found.start >= at_start.end]
    if following:
        joined = following[0].start <= at_start.end + 1 and following[0].label in {Role.FROM, Role.SAVING}
        if joined or at_start.label is Role.OLD:
            return gap
        before.roles.append(at_start.label)
        return tail[at_start.end :]
    explained = bool(before.roles)
    smaller = before.value <= after.value
    mine = (at_start.label in _SMALLER and smaller) or (at_start.label in _LARGER and not smaller)
    if mine and not explained:
        before.roles.append(at_start.label)
        return tail[at_start.end :]
    return gap


def _rebated(gap: str, before: Amount, after: Amount) -> str:
    """Part "after $50 rebate: $1,249", which ends with what is then paid, from "$1,299 Save: $50"; as `_shared`."""
    if before.value >= after.value:
        return gap
    before.roles.append(Role.SAVING)
    after.roles.append(Role.COUPON)
    return ""


def _first_after(tail: str) -> Found[Role] | None:
    """What can only belong to the amount in front: ``/mo``, ``x 12``, ``/kg``, ``off``."""
    if match := _TIMES_AFTER.match(tail):
        return Found(Role.INSTALMENT, 0, match.end())
    if match := _PER_MEASURE.match(tail):
        return Found(Role.UNIT, 0, match.end())
    return next((found for found in _ONLY_AFTER.find(tail) if found.start == 0), None)


def _trailing(piece: str) -> list[Role]:
    """Roles from words that follow an amount at once, nothing else behind them."""
    tail = _EDGE.sub("", fold(piece), count=1) if _EDGE.match(fold(piece)) else fold(piece)
    roles = []
    while found := _first_after(tail) or next((each for each in _AFTER.find(tail) if each.start == 0), None):
        if not (found.label in KINDS and _PERCENT.search(tail, found.end)):
            roles.append(found.label)
        if found.end == 0:
            break
        tail = tail[found.end :].lstrip(" ,")
    return roles


def _leading(words: str, currency: str | None) -> list[Role]:
    """Roles from the words that lead up to an amount: the last phrase says most."""
    folded = fold(_FUSED.sub(" ", words))
    if _SEVERAL.search(folded):
        return [Role.EXTRA]
    times = _TIMES_BEFORE.search(folded.rstrip(" :"))
    if _MONTHLY_BEFORE.search(folded) or (times and int((times[1] or times[2])[:6]) > 1):
        return [Role.INSTALMENT]
    percent = bool(_PERCENT.search(words))
    near = [found for found in _BEFORE.find(folded) if _is_about(found, folded, currency, percent=percent)]
    roles = [found.label for found in near if found.label in KINDS]
    near = [found for found in near if found.label not in KINDS and found.label is not Role.NEUTRAL]
    if near:
        roles.append(near[-1].label)
        joined = len(near) > 1 and near[-2].end + 1 >= near[-1].start
        if joined and near[-1].label in {Role.FROM, Role.NOW} and near[-2].label in NO_PRICE - {Role.OLD}:
            roles.append(near[-2].label)
    return roles


def _is_about(found: Found[Role], folded: str, currency: str | None, *, percent: bool) -> bool:
    """Whether a phrase in the words before an amount speaks of that amount."""
    phrase = folded[found.start : found.end]
    if currency not in _HOMES.get(phrase, {currency}):
        return False
    if phrase in _FIRST and folded[: found.start].strip() and currency != "BRL":
        return False
    own_number = {Role.SAVING: _NUMBER, Role.FROM: _MEASURED}.get(found.label)  # "save 70", "da 16 GB"
    if own_number and ((found.label is Role.SAVING and percent) or own_number.search(folded, found.end)):
        return False
    return len(_WORD.findall(folded, found.end)) <= (0 if phrase in _TOUCHING else _NEAR)


def _runs_into(words: str, amount: Amount) -> bool:
    """Whether the first part of ``580 499 €`` may be the end of the words before it: of a card's name, or a count."""
    if _CARD_LINE.search(words):
        return True
    ends_in_word = re.search(r"(?:[^\W\d_]|…|\.{3})\s*\Z", words)
    return not amount.usual and bool(ends_in_word) and not _BEFORE.find(fold(words)[-_LABEL:])


def _high_end(gap: str, amount: Amount) -> None:
    """The bare high end of ``£499 - 699``."""
    match = _HIGH_END.match(gap)
    high = read_number(match[1], amount.currency) if match else None
    if high and high > amount.value:
        amount.roles.append(Role.FROM)


def _signs(leading: str, amount: Amount) -> None:
    """A minus, a plus or an about-sign at the amount, and the low end of ``499 - 699 €``."""
    if re.search(r"(?:\A|\s)-\Z|(?:\A|:)\s*-\s\Z", leading):
        amount.roles.append(Role.SAVING)
    elif re.search(r"[+≈~～<>≤≥]\s*\Z", leading):
        amount.roles.append(Role.EXTRA)
    elif match := _LOW_END.fullmatch(leading):
        low = read_number(match["low"], amount.currency)
        alone = (
            not match["before"].strip()
            or bool(_leading(match["before"], amount.currency))
            or bool(re.search(r"\D", match["low"]))
        )
        if low == 0 and alone:
            amount.roles.append(Role.EXTRA)  # 0 - 10.000 TL is what a list is narrowed down to
        elif low and low < amount.value and alone:
            amount.value = low
            amount.roles.append(Role.FROM)
    elif match := _LOW_END_IN_WORDS.fullmatch(leading):
        low = read_number(match["low"], amount.currency)
        near = low and not match["before"].strip() and low * _WIDEST > amount.value
        if low and low < amount.value and (near or Role.FROM in _leading(match["before"], amount.currency)):
            amount.value = low
            amount.roles.append(Role.FROM)
