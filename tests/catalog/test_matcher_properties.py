"""Case, spaces, punctuation, the order of the parts and the brand do not change the answer."""

from hypothesis import assume, given
from hypothesis import strategies as st

from monitor.catalog.catalog import CONSUMER, Gpu, load_catalog
from monitor.catalog.matcher import Matcher
from monitor.vocabulary import Unknown

CATALOG = load_catalog()
MATCHER = Matcher(CATALOG)

# Chips whose names are a line, a number and suffixes; those of the current series as buyers type them.
CURRENT = [
    gpu
    for gpu in CATALOG
    if gpu.segment in CONSUMER
    and gpu.family.split()[0] in {"RTX", "RX", "Arc", "GTX"}
    and not gpu.model.split()[1].rstrip("X").isdecimal()  # "Radeon 550" and "550X" are no chips without their line
    and gpu.model.split()[-1] not in {"GME", "2048SP"}
    and gpu.model.split()[-1] not in {"560DX", "580G"}  # not read yet
    and "TITAN" not in gpu.model
    and "Vega" not in gpu.model
    and "VII" not in gpu.model
]
BRANDS = [
    "",
    "MSI",
    "ASUS",
    "Gigabyte",
    "Sapphire",
    "PowerColor",
    "Palit",
    "ZOTAC",
    "Inno3D",
    "华硕",
    "이엠텍",
    "Unheard Of",
]
SERIES = [
    "",
    "VENTUS 3X OC",
    "TUF Gaming",
    "Windforce",
    "Hellhound",
    "GamingPro",
    "Dual",
    "OC Edition",
    "White",
    "3 fans",
    "Twin Edge",
]
NOISE = [
    "",
    "GDDR6X",
    "PCIe 4.0",
    "DLSS",
    "HDMI",
    "192-bit",
    "Ekran Kartı",
    "видеокарта",
    "그래픽카드",
    "グラフィックボード",
    "显卡",
    "graphics card",
    "new",
]
SEPARATORS = st.sampled_from([" ", "  ", " - ", ", ", " | ", " / ", "\u00a0", "\t", "_"])


def spellings(gpu: Gpu) -> list[str]:
    words = gpu.model.removeprefix("GeForce ").removeprefix("Radeon ").split()
    return [gpu.model, " ".join(words), "".join(words), "-".join(words), f"{words[0]} {''.join(words[1:])}"]


@st.composite
def listings(draw: st.DrawFn) -> tuple[Gpu, str]:
    gpu = draw(st.sampled_from(CURRENT))
    memory = draw(
        st.sampled_from([f"{gpu.memory_gb}GB", f"{gpu.memory_gb} GB", f"{gpu.memory_gb}G", f"{gpu.memory_gb}gb GDDR6"])
    )
    parts = [draw(st.sampled_from(choice)) for choice in (BRANDS, spellings(gpu), SERIES, NOISE)]
    parts = draw(st.permutations([part for part in (*parts, memory) if part]))
    title = parts[0]
    for part in parts[1:]:
        title += draw(SEPARATORS) + part
    case = draw(st.sampled_from(["typed", "upper", "lower", "swapped"]))
    return gpu, {"typed": title, "upper": title.upper(), "lower": title.lower(), "swapped": title.swapcase()}[case]


PROFESSIONAL = [gpu for gpu in CATALOG if gpu.segment == "professional"]


@st.composite
def professional_listings(draw: st.DrawFn) -> tuple[Gpu, str]:
    gpu = draw(st.sampled_from(PROFESSIONAL))
    model = draw(st.sampled_from([gpu.model, gpu.model.replace(" ", "-"), gpu.model.upper(), gpu.model.lower()]))
    memory = draw(st.sampled_from([f"{gpu.memory_gb}GB", f"{gpu.memory_gb} GB"]))
    noise = draw(
        st.sampled_from(["", "PCIe", "workstation graphics card", "видеокарта", "Ekran Kartı", "显卡", "used"])
    )
    parts = draw(st.permutations([part for part in (f"{gpu.vendor} {model}", memory, noise) if part]))
    return gpu, draw(st.sampled_from([" ", "  ", ", ", " | ", "\u00a0"])).join(parts)


@given(professional_listings())
def test_professional_cards_are_told_however_they_are_written(listing: tuple[Gpu, str]) -> None:
    gpu, title = listing
    match = MATCHER.match(title)
    assert match.gpu == gpu.name, (title, match)


@given(listings())
def test_the_answer_depends_on_chip_and_memory_alone(listing: tuple[Gpu, str]) -> None:
    gpu, title = listing
    match = MATCHER.match(title)
    assert match.gpu == gpu.name, (title, match)
    assert match.memory_gb == gpu.memory_gb


@given(
    listings(),
    st.sampled_from(
        ["laptop", "ноутбук", "노트북", "ノートパソコン", "笔记本", "dizüstü", "box only", "for parts", "arızalı"]
    ),
)
def test_a_word_that_refuses_does_so_wherever_it_stands(listing: tuple[Gpu, str], word: str) -> None:
    _, title = listing
    for with_word in (f"{word} {title}", f"{title} {word}", f"{title} ({word.upper()})"):
        match = MATCHER.match(with_word)
        assert match.gpu is None, (with_word, match)
        assert match.refused


@given(st.integers(1000, 9999), st.sampled_from(["RTX", "GTX", "RX", "GeForce RTX", "Radeon RX"]))
def test_a_number_that_no_chip_has_is_never_matched(number: int, line: str) -> None:
    assume(not any(str(number) in gpu.model for gpu in CATALOG))
    match = MATCHER.match(f"MSI {line} {number} 16GB")
    assert match.gpu is None
    assert match.refused is None
    assert match.named == f"{line.rsplit(maxsplit=1)[-1].lower()} {number}"


@given(st.text(max_size=120))
def test_any_text_has_one_answer(text: str) -> None:
    match = MATCHER.match(text, mpn=text)
    assert match.title == text
    assert sum(answer is not None for answer in (match.gpu, match.refused, match.unknown)) == 1
    assert (match.named is not None) == (match.unknown is Unknown.NOT_IN_CATALOGUE)
    assert match.gpu is None or match.gpu in CATALOG
    assert match == MATCHER.match(text, mpn=text)


@given(
    st.lists(
        st.sampled_from(
            [*"RTXGXAB 0123456789-/,+()'\"Tisuper", "rtx ", "for ", "gb", "ti", "laptop", "fan", "显卡", "i5-", "x3d"]
        ),
        max_size=40,
    )
)
def test_any_mixture_of_the_matchers_own_words_has_one_answer(words: list[str]) -> None:
    match = MATCHER.match("".join(words))
    assert sum(answer is not None for answer in (match.gpu, match.refused, match.unknown)) == 1
    assert (match.named is not None) == (match.unknown is Unknown.NOT_IN_CATALOGUE)
    assert match.by
