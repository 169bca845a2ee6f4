"""Titles to GPUs: one chip of the catalogue and its memory, or the reason why not. Never a guess."""

import msgspec

from monitor.catalog import chips, clues
from monitor.catalog.catalog import Catalog
from monitor.catalog.evidence import Evidence, gather, memory_sizes, part_numbers
from monitor.catalog.index import Chip, ChipIndex, written
from monitor.catalog.refusals import Named, refuse, refuser
from monitor.catalog.text import fold
from monitor.vocabulary import Unknown
from scrapers.late import late

#: Raise it with every change that may answer an old title differently: stored answers are then matched again.
MATCH_VERSION = 3

_DETACHED = late(
    r"(?<![a-z0-9])(?<!non-)(ti|super|xtx|xt|gre)(?![a-z0-9])(?!\s(?:jet|alloy|clock|fast|clean|quiet|silent|flower|oc))"
)
_PROFESSIONAL = late(
    r"quadro|(?:rtx|radeon|arc)[\s-]?(?:ai\s)?pro(?!art)\b|rtx[\s-]?a\d{3,4}|\bada\b|firepro|tesla|\bnvs\b|\bcmp\b|instinct|\bt[461]0{2,3}\b"
)


class Match(msgspec.Struct, frozen=True):
    """The answer for one title: matched, refused or unknown; just one of `gpu`, `refused` and `unknown` is set.

    `gpu` is a catalogue name; `memory_gb` what the title, a part number or the only variant says. `refused` is a machine
    word. `candidates` are the nearest catalogue names of an unknown. `by` says in words what decided. `named` is the
    model that the catalogue does not have, spelt alike for all titles that name it.
    """

    title: str
    gpu: str | None = None
    vendor: str | None = None
    memory_gb: int | None = None
    brand: str | None = None
    refused: str | None = None
    confidence: float = 0.0
    candidates: list[str] = []
    by: str = ""
    unknown: Unknown | None = None
    named: str | None = None


class Matcher:
    """Matches titles against one catalogue. The first costs a tenth of a second to build; `match` is pure.

    Raises CatalogError for a catalogue with models that titles could not tell apart.
    """

    def __init__(self, catalog: Catalog) -> None:
        self._index = ChipIndex(catalog)
        self._refuser = refuser()

    def match(self, title: str, *, brand: str | None = None, mpn: str | None = None) -> Match:
        """What the title sells. `brand` and `mpn` (maker's part number) help where the title says too little."""
        evidence = gather(title, brand, mpn, self._index, self._refuser)
        refusal = refuse(evidence.reading, Named(evidence.first, evidence.last, evidence.sizes))
        if refusal:
            by = f"{refusal.kind}: {refusal.words.strip()!r}"
            return Match(title, brand=evidence.brand, refused=refusal.kind, confidence=0.9, by=by)
        parts = part_numbers(evidence, self._index)
        if len(evidence.known) == 1 and not evidence.unseen:
            ((chip, mention),) = evidence.known.values()
            return self._one_chip(title, evidence, chip, mention, parts)
        return self._no_single_chip(title, evidence, parts)

    def _one_chip(
        self,
        title: str,
        evidence: Evidence,
        chip: Chip,
        mention: chips.Mention,
        parts: list[tuple[Chip, int | None, str]],
    ) -> Match:
        words = evidence.words(mention)
        sizes = evidence.sizes
        for other, size, _ in parts:
            if other is not chip:
                by = f"chip {words!r} but the part number of {other.model}"
                return _ambiguous(title, evidence, chip.names + other.names, by)
            if size and sizes.isdisjoint(chip.sizes):
                sizes = sizes | {size}
        if longer := self._detached(chip, mention, evidence):
            by = f"chip {words!r} with {longer[0]!r} apart from it"
            return _ambiguous(title, evidence, chip.names + longer[1].names, by)
        if evidence.mpn and sizes.isdisjoint(chip.sizes):
            sizes = sizes | memory_sizes(evidence.mpn)
        return self._with_memory(title, evidence, chip, sizes, f"chip {words!r}", 0.85 if evidence.bare else 0.95)

    def _no_single_chip(self, title: str, evidence: Evidence, parts: list[tuple[Chip, int | None, str]]) -> Match:
        known, unseen = _told_apart(evidence)
        if len(known) == 1 and not unseen:
            ((chip, mention),) = known.values()
            return self._one_chip(title, evidence, chip, mention, parts)
        if len(known) + len(unseen) <= 1 and len({chip.model for chip, _, _ in parts}) == 1:
            chip, _, words = parts[0]
            sizes = evidence.sizes | memory_sizes(evidence.mpn) | {size for _, size, _ in parts if size}
            return self._with_memory(title, evidence, chip, sizes, f"part number {words!r}", 0.75)
        if unseen and (professional := _PROFESSIONAL.search(evidence.text)):
            return _missing(title, evidence, written(unseen[0]), [], f"professional card: {professional[0]!r}")
        if not known and not unseen:
            return Match(title, brand=evidence.brand, by="no chip named", unknown=Unknown.NO_CHIP)
        near = [name for chip, _ in known.values() for name in chip.names]
        if unseen:
            by = f"not in the catalogue: {evidence.words(unseen[0])!r}"
            return _missing(title, evidence, written(unseen[0]), near or self._index.near(unseen[0]), by)
        by = f"several chips: {', '.join(repr(evidence.words(mention)) for _, mention in known.values())}"
        return _ambiguous(title, evidence, near, by)

    def _with_memory(
        self, title: str, evidence: Evidence, chip: Chip, sizes: set[int], words: str, confidence: float
    ) -> Match:
        said = sizes & chip.sizes
        if len(said) == 1:
            (memory,) = said
            fitting = chip.with_size(memory)
            if len(fitting) == 1:
                by = f"{words} and {memory} GB"
                name = fitting[0].name
                return Match(title, name, chip.vendor, memory, evidence.brand, None, confidence + 0.05, [], by)
        if sizes and not said:
            by = f"{words} but {_gigabytes(sizes)}, where the catalogue has {_gigabytes(chip.sizes)}"
            near = self._index.near_with(chip, sizes)
            if len(sizes) > 1:
                return _ambiguous(title, evidence, near, by)
            return _missing(title, evidence, f"{fold(chip.model)} {next(iter(sizes))}gb", near, by)
        if len(chip.variants) > 1:
            by = f"{words}, memory is {'ambiguous' if said else 'not named'}: {_gigabytes(said or chip.sizes)}"
            return _ambiguous(title, evidence, chip.names, by, vendor=chip.vendor)
        memory_gb = None if len(chip.sizes) > 1 else chip.variants[0].memory_gb
        return Match(title, chip.names[0], chip.vendor, memory_gb, evidence.brand, None, confidence, [], words)

    def _detached(self, chip: Chip, mention: chips.Mention, evidence: Evidence) -> tuple[str, Chip] | None:
        """A suffix that stands apart and would make another chip: "RTX 4070 Ventus SUPER"."""
        longer = self._index.longer(chip)
        if not any(suffix in evidence.text for suffix in longer):
            return None
        for found in _DETACHED.finditer(evidence.text):
            other = longer.get(found[1])
            if evidence.reading.denied(found.start(), found.end()):
                continue  # "9070 (no XT)"
            if other and not mention.start <= found.start() < mention.end:
                return found[1], other
        return None


def _missing(title: str, evidence: Evidence, named: str, near: list[str], by: str) -> Match:
    unknown = Unknown.NOT_IN_CATALOGUE
    return Match(title, brand=evidence.brand, candidates=near, by=by, unknown=unknown, named=named)


def _ambiguous(title: str, evidence: Evidence, fitting: list[str], by: str, *, vendor: str | None = None) -> Match:
    return Match(title, None, vendor, None, evidence.brand, candidates=fitting, by=by, unknown=Unknown.AMBIGUOUS)


def _told_apart(evidence: Evidence) -> tuple[dict[str, tuple[Chip, chips.Mention]], list[chips.Mention]]:
    """The chips without what only repeats them: "RX 9070 XT RTX9070XT", and names cut off at a title's end."""
    known = evidence.known
    end = len(evidence.text.rstrip(" .("))
    unseen = [
        mention
        for mention in evidence.unseen
        if not any(_repeats(mention, said, cut=mention.end >= end) for _, said in known.values())
    ]
    if len(known) > 1:
        known = {model: item for model, item in known.items() if not _of_the_seller(evidence, item[1])} or known
    if len(known) > 1 and (one := _fitting(evidence)):
        return one, unseen
    if len(known) > 1:
        cut, where = max(known.values(), key=lambda item: item[1].start)
        others = {model: item for model, item in known.items() if model != cut.model}
        if where.end >= end and all(model.startswith(cut.model) for model in others):
            return others, unseen
    return known, unseen


def _of_the_seller(evidence: Evidence, mention: chips.Mention) -> bool:
    """Whether it is a card that the seller has now or would take: "sold because of an upgrade to a 5080"."""
    text, start, end = evidence.text, mention.start, mention.end
    return bool(clues.NOT_THIS_ONE.search(text, max(0, start - 40), start) or clues.NOT_THIS_ONE_AFTER.match(text, end))


def _fitting(evidence: Evidence) -> dict[str, tuple[Chip, chips.Mention]] | None:
    """The one chip that has the memory named, where the others' names only begin alike: "RX9070GRE 12G Radeon RX 9070".

    Or the one of which the title has the part number: "VCNRTX4000ADALP Quadro RTX 4000 20 GB".
    """
    numbered = {model: item for model, item in evidence.known.items() if evidence.text.startswith("vcn", item[1].start)}
    fitting = numbered or {model: item for model, item in evidence.known.items() if evidence.sizes & item[0].sizes}
    ((model, item),) = fitting.items() if len(fitting) == 1 else ((None, None),)
    if model is None or item is None:
        return None
    alike = numbered or all(model.startswith(other) for other in evidence.known)
    return {model: item} if alike and (not evidence.sizes or evidence.sizes & item[0].sizes) else None


def _repeats(mention: chips.Mention, said: chips.Mention, *, cut: bool) -> bool:
    """Whether an unknown name only repeats one that is known: misnamed, cut off, or run on into a part number."""
    if "m" in mention.suffix.split():
        return False
    if mention.number == said.number:
        return cut or mention.suffix == said.suffix or bool(mention.tail)
    return bool(mention.tail) and mention.number[:3] == said.number[:3]


def _gigabytes(sizes: set[int] | frozenset[int]) -> str:
    return " or ".join(map(str, sorted(sizes))) + " GB"
