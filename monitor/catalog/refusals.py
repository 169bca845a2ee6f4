"""Why a title is no graphics card: what else it says it sells, read with what the words stand beside."""

import re
from typing import NamedTuple

from monitor.catalog import clues, lexicon
from monitor.catalog.phrases import Hit, Phrases, stems


class Refusal(NamedTuple):
    """The kind as a machine word, and the words of the title that say so."""

    kind: str
    words: str


# Of two kinds that begin alike at one place the first wins.
_KINDS = (
    "LAPTOP", "EXTERNAL_BOX", "COMPLETE_PC", "COOLER", "BOX_ONLY", "FOR_PARTS", "WANTED", "WANTED_FIRST", "LOT", "ACCESSORY", "COOLER_MAKERS",
    "MEMORY", "PC_PARTS", "BUNDLE", "PERHAPS_PC",
)  # fmt: skip
_BIG_RAM = 32  # GB: more than a consumer card has
_SOME_RAM = 16  # GB: seldom called RAM or DDR4/5 on a card


class Refuser:
    """Reads why titles are no single, working desktop graphics card."""

    def __init__(self) -> None:
        self._phrases = Phrases({kind: getattr(lexicon, kind) for kind in _KINDS})
        self._card = Phrases({"CARD": lexicon.CARD})

    def read(self, text: str) -> "Reading":
        """What a folded title says beside its chips."""
        text_stems = stems(text)
        return Reading(text, text_stems, self._phrases.find(text, text_stems), self._card)


class Reading:
    """One title's phrases and clues, and what they amount to."""

    __slots__ = ("_card_phrases", "_found_cards", "_hits", "stems", "text")

    def __init__(self, text: str, text_stems: frozenset[str], hits: dict[str, list[Hit]], card: Phrases) -> None:
        self.text = text
        self.stems = text_stems
        self._hits = hits
        self._card_phrases = card
        self._found_cards: list[Hit] | None = None

    @property
    def _cards(self) -> list[Hit]:
        """Where the title says graphics card: looked for only if something speaks against it."""
        if self._found_cards is None:
            self._found_cards = self._card_phrases.find(self.text, self.stems).get("CARD", [])
        return self._found_cards

    @property
    def says_card(self) -> bool:
        """Whether the title calls the item a graphics card, or names graphics memory."""
        return bool(self._cards)

    def refuse(self, first: int, last: int, memory: set[int]) -> Refusal | None:
        """The first reason found, the surest kinds first; None if nothing speaks against a card.

        Comes in: where the first chip starts and the last ends (-1 if none is named), and the memory sizes named, in GB.
        """
        named = first >= 0
        hits, quiet = self._hits, self.text.isascii() and '"' not in self.text
        if quiet and not hits and self.stems.isdisjoint(clues.ANY_STEMS):
            return None
        found = None
        if hits or not quiet or not self.stems.isdisjoint(clues.LAPTOP_STEMS):
            found = self._other_computer(named=named) or self._not_for_sale()
        if not found and (hits or not quiet or not self.stems.isdisjoint(clues.PC_STEMS)):
            found = self._complete_pc(last) if named else self._plain_refusal("COMPLETE_PC")
        if not found and not named:
            found = self._something_else()
        return found or self._accessory(first, last, memory) or (self._with_others(first, last) if named else None)

    def _other_computer(self, *, named: bool) -> Refusal | None:
        if found := self._plain_refusal("LAPTOP"):
            return found
        if named and (clue := self._laptop_clue()):
            return Refusal("laptop", clue[0])
        return self._plain_refusal("EXTERNAL_BOX")

    def _laptop_clue(self) -> re.Match[str] | None:
        text = self.text
        marked = clues.SCREEN_MARK.search(text) if '"' in text or "''" in text else None
        return marked or clues.LAPTOP_CPU.search(text, self.stems) or clues.SCREEN.search(text, self.stems)

    def _not_for_sale(self) -> Refusal | None:
        if (
            found := self._plain_refusal("BOX_ONLY")
            or self._plain_refusal("FOR_PARTS")
            or self._plain_refusal("WANTED")
        ):
            return found
        hit = self._plain("WANTED_FIRST")
        if hit and not self.text[: hit.start].strip(" [(*!-:#"):
            return Refusal("wanted", hit.words)
        return None

    def _complete_pc(self, last: int) -> Refusal | None:
        text = self.text
        hit = self._plain("COMPLETE_PC")
        if hit and not clues.PULLED.search(text, max(0, hit.start - 30), hit.start):
            near = 1 if text.isascii() else 8  # scripts without spaces: 台式机电脑游戏独立显卡
            next_is_card = any(0 <= card.start - hit.end <= near for card in self._cards)
            if not next_is_card:
                return Refusal("complete_pc", hit.words)
        cpu = clues.CPU.search(text, self.stems)
        if cpu and clues.TESTED_ON.search(text, max(0, cpu.start() - 30), cpu.start()):
            cpu = None
        storage = clues.STORAGE.search(text, self.stems)
        ram = [int(found[1] or found[2]) for found in clues.SYSTEM_RAM.all(text, self.stems)]
        windows = clues.WINDOWS.search(text, self.stems)
        says_pc = self._plain("PERHAPS_PC")
        if says_pc and clues.MEANT_FOR.search(text, 0, says_pc.start):
            says_pc = None
        perhaps = says_pc or clues.PC_WITH.search(text, self.stems)
        if not perhaps and not self.stems.isdisjoint(clues.PC_AFTER_STEMS):
            perhaps = clues.PC_AFTER.match(text, last)
        if cpu and (storage or ram or windows or (perhaps and "PC_PARTS" not in self._hits)):
            return Refusal("complete_pc", cpu[0])
        if cpu:
            return Refusal("bundle", cpu[0])
        if storage and (ram or windows or "ssd" not in storage[0] or not self.says_card):
            return Refusal("complete_pc", storage[0])
        much = max(ram, default=0)
        if much > _BIG_RAM or ((much > _SOME_RAM or perhaps) and not self.says_card):
            return Refusal("complete_pc", "system memory or 'PC' beside a chip")
        return None

    def _accessory(self, first: int, last: int, memory: set[int]) -> Refusal | None:
        text = self.text
        if first >= 0:
            before = clues.FOR.search(text, self.stems, 0, first)
            if before and not self._card_ending_at(before.start()):
                return Refusal("accessory", text[before.start() : last])
            if (not text.isascii() or not clues.OF_IT_STEMS.isdisjoint(self.stems)) and (
                after := clues.OF_IT.match(text, last)
            ):
                return Refusal("accessory", text[first : after.end()])
        for hit in self._hits.get("ACCESSORY", ()):
            card = self._card_ending_at(hit.start)
            noun = card.start if card else hit.start
            if clues.INCLUDED.match(text, hit.end) or clues.ATTRIBUTE.search(text, max(0, noun - 40), noun):
                continue
            if hit.start < first or first < 0 or card or not (memory or self.says_card):
                return Refusal("accessory", hit.words)
        maker = self._plain_refusal("COOLER_MAKERS")
        return Refusal("accessory", maker.words) if maker and not (memory or self.says_card) else None

    def _with_others(self, first: int, last: int) -> Refusal | None:
        text = self.text
        if found := clues.MULTIPLE.search(text, self.stems):
            return Refusal("bundle", found[0].strip())
        for board in clues.CHIPSET.all(text, self.stems):
            if not first <= board.start() < last:  # an Arc B770 is no B770 motherboard
                return Refusal("bundle", board[0])
        if lot := self._plain("LOT"):
            return Refusal("bundle", lot.words)
        for hit in (*self._hits.get("PC_PARTS", ()), *self._hits.get("COOLER", ())):
            if clues.ASKED.search(text, max(0, hit.start - 40), hit.start) or clues.ASKED_AFTER.match(text, hit.end):
                continue
            if "BUNDLE" in self._hits or clues.LINK.search(text, max(0, hit.start - 60), hit.start):
                return Refusal("bundle", hit.words)
            if not self.says_card or hit.start < first:
                return Refusal("not_a_gpu", hit.words)
        return None

    def _something_else(self) -> Refusal | None:
        for kind in ("COOLER", "MEMORY", "PC_PARTS"):
            if hit := self._plain(kind):
                return Refusal("not_a_gpu" if kind == "PC_PARTS" else kind.lower(), hit.words)
        return None

    def _plain(self, kind: str) -> Hit | None:
        """The first hit that is not negated ("no artifacts", "not for laptop")."""
        for hit in self._hits.get(kind, ()):
            if not clues.NEGATED.search(self.text, max(0, hit.start - 16), hit.start):
                return hit
        return None

    def _plain_refusal(self, kind: str) -> Refusal | None:
        hit = self._plain(kind)
        return Refusal(kind.lower(), hit.words) if hit else None

    def _card_ending_at(self, start: int) -> Hit | None:
        """The words right before `start`, if they say graphics card: "graphics card | holder"."""
        for hit in self._cards:
            if hit.end <= start and not hit.words.startswith("gddr") and not self.text[hit.end : start].strip(" -'s"):
                return hit
        return None
