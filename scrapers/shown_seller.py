"""Who sells an item, as its page shows it: "Sold by X", "Verkauf und Versand durch X", "Satıcı: X"."""

import re
from collections.abc import Iterable, Iterator
from typing import Final

from scrapers.boxes import Box, Run, fold
from scrapers.late import late
from scrapers.layout import Layout, window
from scrapers.plain_letters import plain_letters
from scrapers.seller_names import seller_group
from scrapers.seller_words import AROUND, BEHIND, NOBODY, SELLER, SOLD_BY
from scrapers.zones import FOREIGN, Zone, Zones

#: How many texts around title and button are looked at.
_WINDOW: Final = 150
_LONGEST_LINE: Final = 240
_LONGEST_NAME: Final = 80
#: How many texts after a label may hold the name: a label may stand there twice, for eyes and for screen readers.
_MOST_LABELS: Final = 3


def _any(words: Iterable[str]) -> str:
    """A pattern for any of some phrases, the longest first; ``*`` is any rest, ``~`` the name."""
    patterns = []
    for phrase in sorted(map(plain_letters, words), key=len, reverse=True):
        pattern = re.escape(phrase).replace(r"\ ", r"\s+").replace(r"\*", ".*").replace(r"\~", r"(?P<name>.{1,120}?)")
        patterns.append(pattern)
    return "|".join(patterns)


_BEFORE: Final = r"(?<![^\W_])"
_SOLD_BY: Final = late(rf"{_BEFORE}(?:{_any(SOLD_BY)})(?![^\W_])\s*[:：]?\s*")
_SELLER: Final = late(rf"\s*(?:{_any(SELLER)})\s*[:：]\s*")
_LABEL: Final = late(rf"\s*(?:{_any({*SOLD_BY, *SELLER})})\s*[:：]?\s*")
_AROUND: Final = [late(rf"\s*(?:{_any([phrase])})") for phrase in AROUND]
#: What stands behind such a name: without it there is none.
_TAILS: Final = late(
    "|".join({re.escape(plain_letters(phrase.partition("~")[2].split()[0].strip("*"))) for phrase in AROUND})
)
_BEHIND: Final = late(
    rf"[\s,.;·•|/–—-]*(?:{_BEFORE}(?:{_any(BEHIND)})(?![^\W_])|[|•·★☆✓✔(（\[]|\s[-–—/]\s|,\s*\d|\d+(?:[.,]\d+)?\s*%).*",
    re.DOTALL,
)
#: A sentence's end, not the dot of "Inc." before a further word of the name.
_SENTENCE: Final = late(r"(?<=[^\W\d_]{4})[.!?]\s.*|[.!]\s+(?=[A-ZÀ-Þ][a-zà-þ]+\s[a-zà-þ]).*", re.DOTALL)
#: A seller's marks behind its name.
_MARKS: Final = late(r"\s+\d(?:[.,]\d{1,2})?(?:\s*/\s*\d+)?\s*\Z")
_EDGES: Final = " \t:：,;.·•|–—-\"'„“”«»、。"
_ABBREVIATED: Final = late(r"(?<![^\W_])(?:inc|ltd|co|corp|sti|bros)\Z|\.[^\W\d_]\Z")
#: "Member since 2014" stands where a private seller's name is kept back.
_SINCE: Final = late(rf"{_BEFORE}(?:since|seit|depuis|desde|sinds|sedan|siden)(?![^\W_])")
_NOBODY: Final = frozenset(map(plain_letters, NOBODY))


def shown_seller(
    layout: Layout, zones: Zones | None = None, near: tuple[Box, ...] = (), *, within: Box | None = None
) -> str | None:
    """The name of who sells the item of a page, or of one card.

    Args:
        layout: the page.
        zones: what its parts are: sellers of related items and in reviews are left out.
        near: the item's title, button and price; of several names the one nearest to them counts.
        within: the card to look into.

    Returns:
        The name as it stands there, without marks, and without who sends it; None where none is shown.
    """
    first, last = (within.first, within.last) if within else window(layout, near, _WINDOW)
    found = [
        (min((abs(run.position - box.first) for box in near), default=0), run.position, name)
        for run in layout.runs[first:last]
        if _may_tell(run, zones) and (name := _name_at(layout, run))
    ]
    return min(found)[2] if found else None


def _may_tell(run: Run, zones: Zones | None) -> bool:
    if run.box.hidden or run.box.struck or len(run.text) > _LONGEST_LINE:
        return False
    return zones is None or not zones[run.box] & (FOREIGN | Zone.DESCRIPTION)


def _name_at(layout: Layout, run: Run) -> str | None:
    """The name that a text, or a label and what follows it, gives."""
    plain = plain_letters(run.text)
    if _LABEL.fullmatch(plain):
        return _after_label(layout, run)
    if match := _SELLER.match(plain):
        return _clean(run.text[match.end() :]) or _linked(layout, run)
    if matches := list(_SOLD_BY.finditer(plain)):
        # Of "Ships from X, sold by Y" the last is who sells; with nothing behind it, a link follows.
        rest = run.text[matches[-1].end() :]
        if not rest.strip(_EDGES):
            return _linked(layout, run)
        return None if matches[-1].start() > 0 and rest[0].islower() else _clean(rest)  # prose: "is sold by many shops"
    return _name_within(layout, run) if _may_be_around(layout, run) else None


def _may_be_around(layout: Layout, run: Run) -> bool:
    """Whether a text, or one of the next few, says what stands behind a name."""
    return any(
        _TAILS.search(plain_letters(each.text[:_LONGEST_LINE])) for each in layout.runs[run.position : run.position + 3]
    )


def _name_within(layout: Layout, run: Run) -> str | None:
    """The name in a line that goes on behind it: "X tarafından satılır", 由 X 销售."""
    line = run.box.block
    if layout.runs[line.first] is not run or layout.length(line) > _LONGEST_LINE:
        return None
    text = layout.text(line)
    matches = (pattern.match(plain_letters(text)) for pattern in _AROUND)
    names = (text[match.start("name") : match.end("name")] for match in matches if match)
    return next((name for each in names if (name := _clean(each))), None)


def _linked(layout: Layout, run: Run) -> str | None:
    """The name in the text right behind one that ends with a label."""
    following = next(_following(layout, run), None)
    return _clean(_whole(layout, following)) if following else None


def _after_label(layout: Layout, run: Run) -> str | None:
    """The name behind a label that stands alone, perhaps twice."""
    label = plain_letters(run.text).strip(_EDGES)
    for following in _following(layout, run):
        if plain_letters(following.text).strip(_EDGES) == label:
            continue
        return _clean(_whole(layout, following))
    return None


def _following(layout: Layout, run: Run) -> Iterator[Run]:
    """The next texts that are seen."""
    later = layout.runs[run.position + 1 : run.position + 1 + 2 * _MOST_LABELS]
    seen = [each for each in later if not each.box.hidden and each.text.strip(_EDGES)]
    yield from seen[:_MOST_LABELS]


def _whole(layout: Layout, run: Run) -> str:
    """A text with the rest of its link, or of its own element where that is short."""
    link = next((box for box in list(run.box.upwards())[:4] if box.tag == "a"), None)
    box = link or run.box
    return layout.text(box) if layout.length(box) <= _LONGEST_NAME else run.text


def _clean(text: str) -> str | None:
    """A name without what follows it; None where none is left."""
    whole = text = fold(text)[: 2 * _LONGEST_NAME]
    # The first letter is the name's, whatever it looks like.
    behind = _BEHIND.search(plain_letters(text), 1)
    text = _SENTENCE.sub("", text[: behind.start()] if behind else text)
    name = _MARKS.sub("", text).strip(_EDGES)
    plain = plain_letters(name)
    if _ABBREVIATED.search(plain) and whole[whole.find(name) + len(name) :].startswith("."):
        name += "."
    if not name or len(name) > _LONGEST_NAME or not seller_group(name):
        return None
    counted = plain[0].isdigit() and plain.split()[-1] in _NOBODY  # "3 sellers"
    return None if counted or plain in _NOBODY or _LABEL.fullmatch(plain) or _SINCE.search(plain) else name
