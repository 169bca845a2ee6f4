"""The word lists of `words/`, one file a language: what titles call graphics cards and what is none.

`shared.txt` has the phrases of several languages and the series of makers.

A file has lines `[LIST]`, the list's phrases under each, and comments after `#`. Phrases are folded (lower case, no
accents) and parted by white space; `_` stands for a space, a hyphen or nothing, a final `*` for any ending.
"""

from functools import cache
from pathlib import Path

from scrapers.late import late

#: The lists with what they say, those of the surest words first: of a phrase in two lists the first counts.
LISTS = {
    "LAPTOP": "laptops and handhelds, also by series",
    "EXTERNAL_BOX": "eGPU boxes and docks",
    "BARE_PART": "chips, dies, bare boards, memory chips",
    "COMPLETE_PC": "computers and barebones, also by series",
    "COOLER": "coolers of other parts",
    "BOX_ONLY": "says that only the packaging is sold, or that the card is not",
    "FOR_PARTS": "says that the card is broken, untested or sold for parts",
    "WANTED": "says that somebody buys or swaps",
    "WANTED_FIRST": "says so at the start of a title",
    "LOT": "says that several things or cards are sold together",
    "ACCESSORY": "things for a card that are never a part of it",
    "PART": "parts that a card has too: a fan, a cable, a backplate",
    "COOLER_MAKERS": "makers and series of water blocks, which a card may wear",
    "BOX": "boxes, manuals, receipts",
    "ONLY": "'only', of a part or a box",
    "SOLD": "'sold', of the card",
    "MEMORY": "memory modules",
    "PSU": "power supplies, of which cards' titles say how strong they should be",
    "PC_PARTS": "other parts and peripherals",
    "BUNDLE": "kits and sets",
    "PERHAPS_PC": "computers, as a card's title may say too: 'gaming PC graphics card'",
    "OTHER": "keys, services, merchandise",
    "FOR": "'for' and 'fits' before a chip",
    "FITS": "'for' and 'fits' behind a chip, in languages that say it there",
    "OF": "'of' and what else stands right before a chip of which something is sold",
    "WITH": "'with' and 'plus'",
    "INCLUDED": "'included', before or behind what comes with a card",
    "NO": "'no' before a word",
    "NOT": "'not' after a word",
    "CARD": "graphics cards",
    "FINE": "what honest cards say that looks like one of the lists above",
}
_WORDS = Path(__file__).parent / "words"
_SECTION = late(r"\[(\w+)\]|(\S+)")


class LexiconError(ValueError):
    """A word list that cannot be read: names file and line."""


@cache
def word_lists() -> dict[str, str]:
    """The phrases of all languages by list, parted by spaces. Raises LexiconError."""
    phrases: dict[str, list[str]] = {name: [] for name in LISTS}
    for file in sorted(_WORDS.iterdir()):
        into: list[str] | None = None
        for number, line in enumerate(file.read_text(encoding="utf-8").splitlines(), 1):
            for section, phrase in _SECTION.findall(line.partition("#")[0]):
                if section:
                    into = phrases.get(section)
                if into is None:
                    raise LexiconError(
                        f"{file.name}:{number}: no list is named {section or phrase!r}; there are {', '.join(LISTS)}"
                    )
                if phrase:
                    into.append(phrase)
    return {name: " ".join(of_list) for name, of_list in phrases.items()}
