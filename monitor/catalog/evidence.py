"""What one title says: its chips, memory sizes, part numbers and board brand, gathered once."""

from monitor.catalog import boards, chips, professional, series
from monitor.catalog.index import Chip, ChipIndex
from monitor.catalog.reading import Reading
from monitor.catalog.refusals import Refuser
from monitor.catalog.text import fold
from scrapers.late import late

_MEMORY = late(
    r"(?<![\d.,a-z$€£₺])(?<!-\d\d-)[oae]?0?(\d{1,2})[\s-]?(?:gb|gd(?!\d)|gl|gt|gig|go|g|гб|гиг|기가)(?:\s?(?:d\d|gddr|ddr)|k?(?![a-zа-я]|/s))"
)
_MEGABYTES = late(r"(?<!\d)(1024|2048|3072|4096|6144|8192|12288)\s?mb")
# Glued to the chip: RTX3060O8GWHITE, 5070ti16g, RTX3060EAGLE12Go, RTX3060Ventus2X12G, R7240D32G of DDR3.
_GLUED_MEMORY = late(
    r"[\s_-]*(?:d[35](?=\dg)|[a-z]{0,12}?(?:[23]x)?|[oa])0?(\d{1,2})g(?=b|d|o(?![a-z])|[a-z]{3}|[^a-z]|$)"
)
# Lines after which a number that the catalogue does not have is an unknown chip, not a number of something else.
_SURE_LINES = frozenset({"rtx", "gtx", "rx", "arc", "geforce"})
# Suffixes of the GeForce 8 and 9: words of other things.
_OLD_SUFFIXES = frozenset({"gs", "gso", "gt", "gts", "gtx", "gtx+"})
_VENDOR_WORDS = {
    "nvidia": "NVIDIA",
    "rtx": "NVIDIA",
    "gtx": "NVIDIA",
    "geforce": "NVIDIA",
    "radeon": "AMD",
    "intel": "Intel",
    "arc": "Intel",
}


class Evidence:
    """`known` chips by model with where they are named, `unseen` ones, `sizes` in GB, `brand`; `bare`: no line was named."""

    __slots__ = ("bare", "brand", "first", "known", "last", "mpn", "reading", "sizes", "text", "unseen")

    def __init__(self, text: str, reading: Reading, mpn: str, brand: str | None) -> None:
        self.text = text
        self.reading = reading
        self.mpn = mpn
        self.brand = brand or boards.brand_of(reading.signs) or series.maker_of(text)
        self.sizes = memory_sizes(text)
        self.known: dict[str, tuple[Chip, chips.Mention]] = {}
        self.unseen: list[chips.Mention] = []
        self.first = -1
        self.last = -1
        self.bare = False

    def words(self, mention: chips.Mention) -> str:
        """The mention as it stands in the folded text."""
        return self.text[mention.start : mention.end].strip(" ,/&|+")

    def add(self, mention: chips.Mention, chip: Chip | None) -> None:
        """Notes a chip; an unknown one counts if its line stands before it and leaves no doubt that a chip is meant."""
        if chip is not None:
            self.known.setdefault(chip.model, (chip, mention))
        elif mention.line in professional.LINES or (
            mention.line in _SURE_LINES and self.text.startswith(mention.line, mention.start)
        ):
            self.unseen.append(mention)
        else:
            return
        self.first = mention.start if self.first < 0 else min(self.first, mention.start)
        self.last = max(self.last, mention.end)
        if not self.sizes and (glued := _GLUED_MEMORY.match(self.text, mention.end)):
            self.sizes.add(int(glued[1]))

    def add_bare(self, mention: chips.Mention, chip: Chip) -> None:
        """Notes a chip whose line does not stand before its number."""
        self.add(mention, chip)
        self.bare = True


def memory_sizes(text: str) -> set[int]:
    """The sizes in GB that a folded text names: "16 GB", "O8G", "12GD6", "16 Гб"."""
    sizes = set(map(int, _MEMORY.findall(text)))
    if "mb" in text:
        sizes.update(int(size) // 1024 for size in _MEGABYTES.findall(text))
    return sizes


def gather(title: str, brand: str | None, mpn: str | None, index: ChipIndex, refuser: Refuser) -> Evidence:
    """Reads a title as it was typed."""
    text = fold(title)
    evidence = Evidence(text, refuser.read(text), fold(mpn) if mpn else "", brand)
    special = professional.named(text) if "PROFESSIONAL" in evidence.reading.signs else []
    for mention in special:
        evidence.add(mention, index.professional(mention))
    for mention in chips.named(text):
        if special and professional.overlaps(mention, special):
            continue
        evidence.add(mention, index.of(mention, text))
    if evidence.first < 0:
        for mention in chips.bare(text):
            chip = index.of(mention, text)
            if chip is not None and _fits(chip, mention, evidence):
                evidence.add_bare(mention, chip)
    if evidence.first < 0:
        for mention in chips.apart(text):
            if chip := index.of(mention, text):
                evidence.add_bare(mention, chip)
    return evidence


def _fits(chip: Chip, mention: chips.Mention, evidence: Evidence) -> bool:
    """Whether the rest of the title makes a bare number a chip."""
    vendors = {vendor for word, vendor in _VENDOR_WORDS.items() if word in evidence.text}
    if vendors and chip.vendor not in vendors:
        return False
    if mention.suffix:
        return (
            (len(mention.number) > 3 and mention.suffix not in _OLD_SUFFIXES)
            or bool(vendors or evidence.brand or evidence.sizes)
            or evidence.reading.says_card
        )
    if chip.vendor == "AMD":  # Ryzen processors share these numbers
        return bool(vendors)
    branded_size = evidence.brand is not None and not evidence.sizes.isdisjoint(chip.sizes)
    return branded_size or bool(vendors) or evidence.reading.says_card or series.maker_of(evidence.text) is not None


def part_numbers(evidence: Evidence, index: ChipIndex) -> list[tuple[Chip, int | None, str]]:
    """Chip, memory in GB if it is coded, and text of every part number in the title or given beside it."""
    read = boards.parts(evidence.text) if "PART_NUMBER" in evidence.reading.signs else []
    if not read and not evidence.mpn:
        return []
    found = [(chip, part.memory_gb, part.text) for part in read if (chip := index.of_part(part))]
    if evidence.mpn:
        read = boards.parts(evidence.mpn)
        found += [(chip, part.memory_gb, part.text) for part in read if (chip := index.of_part(part))]
        named = chips.named(evidence.mpn)
        found += [(chip, None, evidence.mpn) for mention in named if (chip := index.of(mention, evidence.mpn))]
    return found
