"""Why a title is no graphics card: the rules, the surest first. Their words are in `words/`, their patterns in `clues`."""

from collections.abc import Callable
from functools import cache
from typing import NamedTuple

from monitor.catalog import boards, clues, professional
from monitor.catalog.lexicon import LISTS, word_lists
from monitor.catalog.phrases import Hit, Phrases, Signs
from monitor.catalog.reading import Reading


class Refusal(NamedTuple):
    """The kind as a machine word, and the words of the title that say so."""

    kind: str
    words: str


class Named(NamedTuple):
    """Where the first chip of a title starts and the last ends (-1 if none is named), and the memory sizes said, in GB."""

    first: int
    last: int
    memory: set[int]


_Rule = Callable[[Reading, Named], Refusal | None]
_BIG_RAM = 32  # GB: more than a consumer card has
_SOME_RAM = 16  # GB: seldom called RAM or DDR4/5 on a card
_BESIDE = 60  # letters
_SIGNS = " [(*!-:#【「.,~"
#: Lists that say nothing against a card by themselves.
_HARMLESS = {"WITH", "INCLUDED", "NO", "NOT", "CARD", "FINE", "BUNDLE", "ONLY"}
_AGAINST = frozenset(LISTS) - _HARMLESS


class Refuser:
    """Reads why titles are no single, working desktop graphics card."""

    def __init__(self) -> None:
        self._phrases = Phrases(word_lists())
        self._signs = Signs(clues.SIGNS | boards.SPELLINGS | boards.SIGNS | professional.SIGNS)

    def read(self, text: str) -> Reading:
        """What a folded title says beside its chips."""
        return Reading(text, self._phrases.find(text), self._signs.find(text))


#: The word lists are the same for every catalogue, and cost a tenth of a second.
refuser = cache(Refuser)


def refuse(reading: Reading, named: Named) -> Refusal | None:
    """The first reason found, the surest kinds first; None if nothing speaks against a card."""
    has_chip = named.first >= 0
    if _AGAINST.isdisjoint(reading.hits):
        rules = _clued(reading, _CLUED if has_chip else _CLUED_WITHOUT_CHIP)
    else:
        rules = _RULES if has_chip else _RULES_WITHOUT_CHIP
    for rule in rules:
        if found := rule(reading, named):
            return found
    return None


def _clued(reading: Reading, clued: dict[_Rule, set[str]]) -> list[_Rule]:
    """The rules that may find something in a title without a phrase of a list that speaks against a card."""
    text = reading.text
    # Inches, marks of trading boards and additions have no words.
    if '"' in text or "[" in text or "+" in text or not text[:1].isalpha():
        return list(clued)
    if not reading.signs:
        return []
    return [rule for rule, signs in clued.items() if not signs.isdisjoint(reading.signs)]


def _said(reading: Reading, kind: str, name: str | None = None) -> Refusal | None:
    hit = next(reading.sold(kind), None)
    return Refusal(name or kind.lower(), hit.words) if hit else None


def _laptop(reading: Reading, named: Named) -> Refusal | None:
    if (found := _said(reading, "LAPTOP")) or named.first < 0:
        return found
    text = reading.text
    marked = clues.SCREEN_MARK.search(text) if '"' in text or "''" in text else None
    clue = marked or clues.LAPTOP_CPU.search(text, reading.signs) or clues.SCREEN.search(text, reading.signs)
    return Refusal("laptop", clue[0]) if clue else None


def _external_box(reading: Reading, _: Named) -> Refusal | None:
    return _said(reading, "EXTERNAL_BOX")


def _bare_part(reading: Reading, _: Named) -> Refusal | None:
    if found := _said(reading, "BARE_PART"):
        return found
    code = clues.CHIP_CODE.search(reading.text, reading.signs)
    return Refusal("bare_part" if code["chip"] else "memory", code[0]) if code else None


def _not_the_card(reading: Reading, _: Named) -> Refusal | None:
    """Only its box, or a card that is sold already."""
    if found := _said(reading, "BOX_ONLY"):
        return found
    for card in reading.hits.get("CARD", ()):
        if gone := reading.behind("SOLD", card.end, words=2):
            return Refusal("box_only", reading.text[card.start : gone.end])
    return None


def _for_parts(reading: Reading, _: Named) -> Refusal | None:
    return _said(reading, "FOR_PARTS")


def _wanted(reading: Reading, _: Named) -> Refusal | None:
    text = reading.text
    if found := _said(reading, "WANTED"):
        return found
    if mark := clues.WANTED_MARK.match(text):
        return Refusal("wanted", mark[0])
    for hit in reading.hits.get("WANTED_FIRST", ()):
        ends = len(hit.words) > 3 and not text[hit.end :].strip(_SIGNS + ")]】」?")
        if ends or not text[: hit.start].strip(_SIGNS):
            return Refusal("wanted", hit.words)
    return None


def _other(reading: Reading, _: Named) -> Refusal | None:
    hit = next((hit for hit in reading.sold("OTHER") if not reading.comes_with_it(hit)), None)
    return Refusal("not_a_gpu", hit.words) if hit else None


def _computer_by_name(reading: Reading, named: Named) -> Refusal | None:
    near = 1 if reading.text.isascii() else 8  # scripts without spaces: 台式机电脑游戏独立显卡
    for hit in reading.sold("COMPLETE_PC"):
        card_follows = any(card.end > hit.end >= card.start - near for card in reading.hits.get("CARD", ()))
        if named.first < 0 or not card_follows:
            return Refusal("complete_pc", hit.words)
    return None


def _computer_by_its_parts(reading: Reading, named: Named) -> Refusal | None:
    text = reading.text
    much = clues.BIG_MEMORY.search(text, reading.signs)
    if much and "instinct" not in text:
        return Refusal("complete_pc", much[0])
    storage, windows = reading.clue(clues.STORAGE), reading.clue(clues.WINDOWS)
    ram = [int(found[1] or found[2]) for found in reading.places(clues.SYSTEM_RAM)]
    perhaps = _perhaps_a_computer(reading, named)
    if cpu := reading.clue(clues.CPU):
        whole = storage or ram or windows or (perhaps and "PC_PARTS" not in reading.hits)
        return Refusal("complete_pc" if whole else "bundle", cpu[0])
    if storage and (ram or windows or "ssd" not in storage[0] or not reading.says_card):
        return Refusal("complete_pc", storage[0])
    most = max(ram, default=0)
    if most > _BIG_RAM or ((most > _SOME_RAM or perhaps) and not reading.says_card):
        return Refusal("complete_pc", "system memory or 'PC' beside a chip")
    return None


def _perhaps_a_computer(reading: Reading, named: Named) -> bool:
    if "PC_WITH" in reading.signs or any(reading.in_clause_of(named.last, hit) for hit in reading.sold("PERHAPS_PC")):
        return True
    return "PC_AFTER" in reading.signs and clues.PC_AFTER.match(reading.text, named.last) is not None


def _something_else(reading: Reading, _: Named) -> Refusal | None:
    return (
        _said(reading, "COOLER")
        or _said(reading, "MEMORY")
        or _said(reading, "PC_PARTS", "not_a_gpu")
        or _said(reading, "PSU", "not_a_gpu")
    )


def _for_a_chip(reading: Reading, named: Named) -> Refusal | None:
    """Something "for RTX 4090", "of an RTX 4090" or "RTX 4090 용"."""
    text, (first, last, _) = reading.text, named
    hit = reading.before("FOR", first, words=5)
    if hit and not clues.PURPOSE.match(text, hit.end) and not reading.card_ending_at(hit.start):
        return Refusal("accessory", text[hit.start : last])
    cards = reading.hits.get("CARD", ())
    of = reading.before("OF", first, words=3)
    something_of_it = of and text[: of.start].strip(_SIGNS) and reading.only_names_card(of.end, first)
    if of and something_of_it and not any(card.end <= of.start for card in cards):
        return Refusal("accessory", text[of.start : last])
    if any(card.start < first for card in cards):
        return None
    for fits in reading.hits.get("FITS", ()):
        if fits.start >= last and clues.MEMORY_WORDS.fullmatch(text, last, fits.start):
            return Refusal("accessory", text[first : fits.end])
    after = clues.OF_IT.match(text, last) if "FITS" in reading.signs else None
    return Refusal("accessory", text[first : after.end()]) if after else None


def _accessory(reading: Reading, named: Named) -> Refusal | None:
    for hit in reading.hits.get("ACCESSORY", ()):
        if not (_listed(reading, named, hit) or reading.comes_with_it(hit) or reading.asked_for(hit)):
            return Refusal("accessory", hit.words)
    return None if named.memory or reading.says_card else _said(reading, "COOLER_MAKERS", "accessory")


def _listed(reading: Reading, named: Named, hit: Hit) -> bool:
    """Whether it stands behind a card beside a box or an invoice, among what comes with it: "RTX 4070 12GB, box, bracket"."""
    boxed = any(abs(box.start - hit.start) <= _BESIDE for box in reading.hits.get("BOX", ()))
    return 0 <= named.first < hit.start and bool(named.memory) and boxed


def _part(reading: Reading, named: Named) -> Refusal | None:
    """A fan, a cable, a backplate: what a card has too, unless it is named as the thing that is sold."""
    text = reading.text
    for hit in reading.hits.get("PART", ()):
        if reading.all_there_is(hit):
            return Refusal("accessory", hit.words)
        card = reading.card_ending_at(hit.start)
        noun = card.start if card else hit.start
        if clues.ATTRIBUTE.search(text, max(0, noun - 40), noun) or reading.comes_with_it(hit, noun):
            continue
        if reading.asked_for(hit) or _listed(reading, named, hit):
            continue
        # The last noun of a title in such a script is what is sold, and what a dash sets apart: "... 8GB 백플레이트"
        ends = (not text.isascii() and not text[hit.end :].strip()) or text[: hit.start].endswith(" - ")
        a_card = named.memory or reading.says_card or not reading.in_clause_of(named.last, hit)
        if hit.start < named.first or named.first < 0 or card or ends or not a_card:
            return Refusal("accessory", hit.words)
    return None


def _packaging(reading: Reading, named: Named) -> Refusal | None:
    """A box that is all there is or for somebody, that the title begins with, or that is the card's: "ekran karti kutusu"."""
    for hit in reading.hits.get("BOX", ()):
        begins = hit.start < named.first and not reading.text[: hit.start].strip(_SIGNS)
        if (
            reading.all_there_is(hit)
            or reading.behind("FOR", hit.end, words=0)
            or ((begins or reading.card_ending_at(hit.start)) and not reading.comes_with_it(hit))
        ):
            return Refusal("box_only", hit.words)
    return None


def _several(reading: Reading, _: Named) -> Refusal | None:
    text = reading.text
    counted = clues.FEW.match(text) or clues.MORE.search(text) or reading.clue(clues.MULTIPLE)
    if found := counted or reading.clue(clues.BIG_SCREEN):
        return Refusal("bundle", found[0].strip())
    for board in reading.places(clues.CHIPSET):
        if not text[: board.start()].endswith("arc "):  # an Arc B770 is no B770 motherboard
            return Refusal("bundle", board[0])
    return _said(reading, "LOT", "bundle")


def _with_other_parts(reading: Reading, named: Named) -> Refusal | None:
    text = reading.text
    for kind in ("PSU", "PC_PARTS", "COOLER", "MEMORY"):
        for hit in reading.sold(kind):
            if reading.asked_for(hit) or clues.COUNTED.search(text, max(0, hit.start - 40), hit.start):
                continue
            linked = reading.before("WITH", hit.start, words=4) or reading.before("INCLUDED", hit.start, words=4)
            if linked or "+" in text[max(0, hit.start - 30) : hit.start] or "BUNDLE" in reading.hits:
                return Refusal("bundle", hit.words)
            # "850 W power supply", as cards ask for
            strong_enough = kind == "PSU" and not clues.EFFICIENCY.search(text)
            if hit.start < named.first or not (strong_enough or reading.says_card):
                return Refusal("not_a_gpu", hit.words)
    return None


_COMMON: list[_Rule] = [
    _laptop,
    _external_box,
    _bare_part,
    _not_the_card,
    _for_parts,
    _wanted,
    _other,
    _computer_by_name,
]
_RULES: list[_Rule] = [
    *_COMMON, _computer_by_its_parts, _for_a_chip, _accessory, _part, _packaging, _several, _with_other_parts,
]  # fmt: skip
_RULES_WITHOUT_CHIP: list[_Rule] = [*_COMMON, _something_else, _accessory, _part, _packaging]
#: Those that find something by patterns, with the signs of these.
_CLUED_WITHOUT_CHIP: dict[_Rule, set[str]] = {
    _laptop: {"PROCESSOR", "SCREEN"},
    _bare_part: {"CODE"},
    _wanted: set(),
}
_CLUED: dict[_Rule, set[str]] = _CLUED_WITHOUT_CHIP | {
    _computer_by_its_parts: {"PROCESSOR", "STORAGE", "RAM", "WINDOWS", "BIG_MEMORY", "PC_WITH", "PC_AFTER"},
    _for_a_chip: {"FITS"},
    _several: {"COUNT", "CHIPSET", "SCREEN"},
}
