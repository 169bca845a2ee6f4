"""The catalogue as titles name it: which chip a mention or a part number means, and what lies near."""

from collections import defaultdict
from collections.abc import Mapping
from operator import ne

from monitor.catalog import boards, chips, professional
from monitor.catalog.catalog import CONSUMER, Catalog, CatalogError, Gpu
from monitor.catalog.text import fold
from scrapers.late import late

_VENDOR_LINES = {"geforce": "NVIDIA", "nvidia": "NVIDIA", "radeon": "AMD"}
# Short letters glued to a number that say nothing about the chip: O8G of an overclocked board, XFX's P8.
_HARMLESS_TAILS = frozenset({"", "o", "a", "oc", "g", "gb", "gd", "d", "dc", "w", "lp", "p"})
# Suffixes that are written together with the number: RX 580X, R9 295X2.
_GLUED = frozenset({"x", "x2", "m"})
# Shaders that make another chip of the same number, by the suffix it has beside; they stand anywhere in a title.
_QUALIFIER = late(r"(?<![a-z0-9])(?:2048(?=\s?sp(?![a-z]))|448(?=\s?(?:cuda\s?)?cores?(?![a-z])))")
_QUALIFIED = {"2048": "", "448": "ti"}
# Lines in which a D makes another chip.
_TELL_D = frozenset({"rtx", "geforce", "nvidia", ""})
_SAYS_NOTHING = frozenset({"le", "se", "boost", "ghz", "v2", "2048"})
# Models whose names `chips` cannot read: their words mean other things in titles.
_NOT_READ = frozenset({"TITAN X (Pascal)", "Iris Xe DG1"})


def _tells(mention: chips.Mention) -> bool:
    """Whether the letters glued to a name make another chip of it: "rtx 3060x"."""
    tail = mention.tail
    return len(tail) <= 2 and tail not in _HARMLESS_TAILS and not (mention.line == "gt" and tail in {"n", "c"})


def written(mention: chips.Mention) -> str:
    """One spelling, in lower case, for all that name the same model: "rtx 5090 d v2", "rtx a7000"."""
    if mention.line in professional.LINES:
        return professional.written(mention)
    line, number, suffix, tail = mention[:4]
    apart = " " if suffix and suffix.split()[0] not in _GLUED else ""
    return f"{line} {number}{apart}{suffix}{tail if _tells(mention) else ''}".strip()


class Chip:
    """A catalogue model with its memory variants, and the memory sizes it is sold with, in GB."""

    def __init__(self, model: str, variants: list[Gpu]) -> None:
        self.model = model
        self.vendor = variants[0].vendor
        self.variants = variants
        self.names = [gpu.name for gpu in variants]
        self.sizes = frozenset(size for gpu in variants for size in (gpu.memory_gb, *gpu.also_gb))

    def with_size(self, size: int) -> list[Gpu]:
        """The variants sold with `size` GB."""
        return [gpu for gpu in self.variants if size == gpu.memory_gb or size in gpu.also_gb]


class ChipIndex:
    """Finds chips by line, number and suffix. Raises CatalogError for models that titles could not tell apart."""

    def __init__(self, catalog: Catalog) -> None:
        self._chips: dict[tuple[str, str, str], Chip] = {}
        self._numbered: dict[str, list[tuple[str, Chip]]] = {}
        self._professional: dict[tuple[str, str, str], Chip] = {}
        for model, segment in {gpu.model: gpu.segment for gpu in catalog}.items():
            learn = self._learn if segment in CONSUMER else self._learn_professional
            learn(Chip(model, catalog.variants(model)))
        alike: dict[tuple[str, str], dict[str, Chip]] = defaultdict(dict)
        for (line, number, suffix), chip in self._chips.items():
            alike[line, number][suffix] = chip
        self._longer = {
            chip.model: _with_longer_suffix(suffix, alike[line, number])
            for (line, number, suffix), chip in self._chips.items()
        }

    def _learn(self, chip: Chip) -> None:
        text = fold(chip.model)
        mentions = chips.named(text)
        if chip.model in _NOT_READ or (len(mentions) == 1 and mentions[0].tail):
            return
        if len(mentions) != 1:
            raise CatalogError(f"the matcher cannot read the model {chip.model!r} as one chip")
        line, number, suffix = mentions[0][:3]
        if qualifier := _QUALIFIER.search(text):
            suffix = qualifier[0]
        if self._chips.setdefault((line, number, suffix), chip) is not chip:
            raise CatalogError(f"{chip.model!r} and {self._chips[line, number, suffix].model!r} read alike")
        self._numbered.setdefault(number, []).append((suffix, chip))

    def _learn_professional(self, chip: Chip) -> None:
        text = fold(f"{chip.vendor} {chip.model}")  # some names are read beside their maker's alone: "NVIDIA A40"
        mentions = professional.named(text)
        if len(mentions) != 1:
            raise CatalogError(f"the matcher cannot read the professional model {chip.model!r} as one card")
        key = mentions[0][:3]
        if self._professional.setdefault(key, chip) is not chip:
            raise CatalogError(f"{chip.model!r} and {self._professional[key].model!r} read alike")

    def professional(self, mention: chips.Mention) -> Chip | None:
        """The professional, data centre or mining card that a mention means; None if the catalogue has none such."""
        line, number, suffix = mention[:3]
        # Only some of the low cards have a name of their own.
        plain = suffix if suffix != "sff" else ""
        return self._professional.get((line, number, suffix)) or self._professional.get((line, number, plain))

    def of(self, mention: chips.Mention, text: str) -> Chip | None:
        """The chip that a mention in a folded text means, or None if the catalogue has none such."""
        line, number, suffix, tail = mention[:4]
        shaders = _QUALIFIER.search(text) if "48" in text else None
        if not tail and not shaders and (found := self._chips.get((line, number, suffix))):
            return found
        if _tells(mention):
            return None
        if shaders and suffix == _QUALIFIED[shaders[0]]:
            suffix = f"{suffix} {shaders[0]}".lstrip()
        found = self._of(line, number, suffix)
        if found or not suffix:
            return found
        ignored = _SAYS_NOTHING if line in _TELL_D else _SAYS_NOTHING | {"d"}
        return self._of(line, number, " ".join(word for word in suffix.split() if word not in ignored))

    def _of(self, line: str, number: str, suffix: str) -> Chip | None:
        if line and line not in _VENDOR_LINES:
            found = self._chips.get((line, number, suffix))
            # Of some chips every card is a "GHz Edition", and few titles say so.
            return found if found or suffix else self._chips.get((line, number, "ghz"))
        vendor = _VENDOR_LINES.get(line)
        fitting = [
            chip for other, chip in self._numbered.get(number, ()) if other == suffix and vendor in {None, chip.vendor}
        ]
        return fitting[0] if len(fitting) == 1 else None

    def of_part(self, part: boards.Part) -> Chip | None:
        """The chip that a part number names; the number alone is enough where only one chip has it, as the GTX 550 Ti."""
        if part.line:
            return self._chips.get((part.line, part.number, part.suffix))
        numbered = [
            (suffix, chip) for suffix, chip in self._numbered.get(part.number, ()) if chip.vendor == part.vendor
        ]
        # "Boost" may be a word of the title; of some chips every card is a "GHz Edition".
        for said in (part.suffix, part.suffix.removesuffix(" boost") or "ghz"):
            fitting = [chip for suffix, chip in numbered if suffix == said]
            if fitting:
                break
        else:
            fitting = [] if part.suffix else [chip for _, chip in numbered]
        return fitting[0] if len(fitting) == 1 else None

    def longer(self, chip: Chip) -> dict[str, Chip]:
        """The chips that a further suffix would make of this one: {"super": RTX 4070 SUPER, ...}."""
        return self._longer.get(chip.model, {})

    def near(self, mention: chips.Mention) -> list[str]:
        """Catalogue names nearest to a chip that is not in it: the same number, or one digit off in the same line."""
        same_number = [chip for _, chip in self._numbered.get(mention.number, ())]
        nearest = same_number or [
            chip
            for (line, number, suffix), chip in self._chips.items()
            if (line, suffix, len(number)) == (mention.line, mention.suffix, len(mention.number))
            and sum(map(ne, number, mention.number)) == 1
        ]
        return [name for chip in nearest for name in chip.names]

    def near_with(self, chip: Chip, sizes: set[int]) -> list[str]:
        """Names of the chip and of those with the same number that are sold with one of `sizes` GB."""
        numbers = {number for (_, number, _), known in self._chips.items() if known is chip}
        others = [
            other
            for (_, number, _), other in self._chips.items()
            if number in numbers and other.vendor == chip.vendor and other is not chip and other.sizes & sizes
        ]
        return chip.names + [name for other in others for name in other.names]


def _with_longer_suffix(suffix: str, alike: Mapping[str, Chip]) -> dict[str, Chip]:
    """By what they add to a suffix, the chips of the same line and number that add something."""
    return {
        other.removeprefix(suffix).strip(): chip
        for other, chip in alike.items()
        if other > suffix and other.startswith(suffix)
    }
