"""Names of professional, data centre and mining cards in folded text: "quadro p2000", "rtx a4000", "wx 7100", "cmp 30hx".

They are read apart from those of consumer cards, as a letter, a word before or a word after the number makes all the
difference: RTX 4000 Ada, Quadro RTX 4000 and RTX A4000 are three cards.
"""

import re

from monitor.catalog.chips import Mention
from scrapers.late import late

_GAP = r"[\s_-]*"
# PNY's part numbers name the card: VCQP600-PB, VCNRTX4000ADA-PB, VCNVS810DVI-PB.
_START = r"(?<![a-z0-9])(?:vcn)?"
_LINES = {
    "rtx pro": rf"{_START}rtx{_GAP}pro{_GAP}(?P<number>\d{{4}})(?!\d)",
    "rtx a": rf"(?:{_START}rtx{_GAP}|(?<![a-z0-9])(?:nvidia|quadro){_GAP}(?:rtx{_GAP})?)a-?(?P<number>\d{{3,4}})(?!\d)",
    "ada": rf"{_START}rtx{_GAP}(?P<number>\d{{4}})(?<=000|500|880)(?={_GAP}(?:sff{_GAP})?(?:ada(?:lp)?(?![a-z]|{_GAP}lovelace)|\d\d{_GAP}gb{_GAP}(?:sff{_GAP})?ada(?![a-z]))"
    rf"|(?<=2000|4000|4500|5000|5880|6000)[^,;|/]{{0,40}}?(?<![a-z])ada(?![a-z]|{_GAP}lovelace))",
    "quadro rtx": rf"(?<![a-z0-9])(?:quadro{_GAP}|vcq)rtx{_GAP}(?P<number>\d{{4}})(?!\d)(?!{_GAP}ada)",
    "quadro": rf"(?<![a-z0-9])(?:quadro{_GAP}|vcq)(?P<number>(?:[kmp]|(?<!rtx quadro ))\d{{3,4}}(?!\d|{_GAP}rtx)(?:d(?![vp]))?|g[vp]100)(?:dp|dvi|mac|sync)?(?![\da-ln-z]|m(?!-))(?!{_GAP}ada)",
    "quadro after": rf"(?<![a-z0-9])(?P<number>[kmp]\d{{3,4}})(?={_GAP}quadro)",
    "nvs": rf"(?<![a-z0-9])(?:vc)?nvs{_GAP}(?P<number>\d{{3}})(?!\d)",
    "nvs before": r"(?<![a-z0-9])vcq(?P<number>\d{3})(?=nvs)",
    "t": rf"(?:{_START}|(?<=quadro))t(?P<number>400|600|1000)(?![a-z0-9])",
    "p": rf"(?<![a-z0-9])p(?P<number>10[2-6]{_GAP}(?:0?90|10[01]))(?![a-z0-9])",
    "tesla": rf"(?<![a-z0-9])(?:tesla|nvidia){_GAP}(?P<number>[kmptv]\d{{1,3}}x?)(?![a-z0-9])",
    "data centre": rf"(?<![a-z0-9])(?:tesla|nvidia|ampere|hopper){_GAP}(?P<number>[ah]\d{{1,3}}|l\d{{1,2}}s?)(?![a-z0-9])",
    "cmp": rf"(?<![a-z0-9])cmp{_GAP}(?P<number>\d{{2,3}}{_GAP}hx|\d{{3}}-\d{{3}})(?![a-z0-9])",
    "radeon pro": (
        rf"(?<![a-z0-9])(?:radeon|amd){_GAP}(?:radeon{_GAP})?(?:ai{_GAP})?(?:tm{_GAP})?(?:pro{_GAP})?"
        rf"(?P<number>wx?{_GAP}\d{{4}}|r9[67]00[sd]?|v\d{{3}}|(?<=pro[ -])(?:vii|duo|ssg))(?![\da-z])"
    ),
    "wx": rf"(?<![a-z0-9])(?:pro{_GAP})?(?P<number>wx{_GAP}\d{{4}})(?![a-z0-9])",
    "ai pro": rf"(?<![a-z0-9])(?:ai{_GAP})?pro{_GAP}(?P<number>r9[67]00[sd]?)(?![a-z0-9])",
    "vega": rf"vega{_GAP}(?P<number>frontier)",
    "firepro": rf"(?<![a-z0-9])fire{_GAP}pro{_GAP}(?P<number>[rvws]{_GAP}\d{{3,5}}(?:{_GAP}(?:x2|sdi))?|2\d{{3}}|rg{_GAP}\d{{3}}a?)(?![a-z0-9])",
    "instinct": rf"(?<![a-z0-9])(?:instinct|amd|radeon){_GAP}(?P<number>mi{_GAP}\d{{1,3}})(?![a-z0-9])",
    "arc pro": rf"(?<![a-z0-9])arc{_GAP}pro{_GAP}(?P<number>[ab]\d{{2}})(?!\d)",
    "flex": rf"(?<![a-z0-9])gpu{_GAP}flex{_GAP}(?P<number>\d{{3}})(?!\d)",
}
#: The families, as mentions name them.
LINES = frozenset(_LINES)
# What belongs to a name behind its number.
_AFTER = (
    rf"(?P<after>(?:{_GAP}(?:blackwell|ada|generation|workstation|edition|graphics|card|gpu|\d{{1,3}}{_GAP}gb"
    rf"|max-?q|server|sff|lp(?![a-z])|mobile|laptop))*)"
)
# What every name of a family has, so that a title without is spared its pattern; of the others every title may have one.
_NEEDED = {
    "rtx pro": ("pro",), "ada": ("ada",), "quadro rtx": ("quadro", "vcq"), "quadro": ("quadro", "vcq"), "quadro after": ("quadro",),
    "nvs": ("nvs",), "nvs before": ("nvs",), "t": ("t400", "t600", "t1000"), "p": ("p10",), "tesla": ("tesla", "nvidia"),
    "data centre": ("tesla", "nvidia", "ampere", "hopper"), "cmp": ("cmp",), "radeon pro": ("radeon", "amd"), "wx": ("wx",),
    "ai pro": ("r96", "r97"), "vega": ("frontier",), "firepro": ("fire",), "instinct": ("mi",), "arc pro": ("arc",), "flex": ("flex",),
}  # fmt: skip
_PATTERNS = [(line, _NEEDED.get(line, ("",)), late(pattern + _AFTER)) for line, pattern in _LINES.items()]
#: Lines of one family that are written with different words before the number.
_SAME = {"wx": "radeon pro", "quadro after": "quadro", "nvs before": "nvs", "ai pro": "radeon pro"}
# Families whose cards are not written as family and number.
_WRITTEN = {
    "rtx a": "rtx a{}",
    "ada": "rtx {} ada",
    "t": "t{}",
    "p": "p{}",
    "data centre": "nvidia {}",
    "flex": "gpu flex {}",
}
#: How such names begin, as a word list: titles without one of these are spared the patterns.
SIGNS = {
    "PROFESSIONAL": """
quadro* vcq* vcn* vcnvs* rtx_pro* rtx_a* ada adalp* adagen* sffada* nvs* tesla* ampere* hopper* cmp* wx* w_x* pro_r9* t400 t600 t1000
nvidiat* p102* p104* p106* p10_* nvidia_a* nvidia_h* nvidia_k* nvidia_l* nvidia_m* nvidia_p* nvidia_t* nvidia_v* radeon_pro* radeon_w*
radeon_v* radeon_r9600* radeon_r9700* radeon_tm* radeon_ai* radeon_mi* amd_pro* amd_w* amd_v* amd_ai* amd_mi* amd_r9600* amd_r9700*
frontier* fire_pro* instinct* arc_pro* flex*
"""
}
#: A "T400" alone may be a laptop.
_OF_A_CARD = late(
    r"nvidia|quadro|gddr|vcn|pny|leadtek|丽台|麗臺|[显顯绘繪圖]\w?卡|그래픽|видеокарт|graphics card|grafikkart|ekran kart"
)
_EDITIONS = late(r"max-?q|server|sff|mobile|laptop|lp\b")
_SPACES = late(r"[\s_-]+(?!\d{3}$)")


def named(text: str) -> list[Mention]:
    """Professional cards named in a folded text, in order; `line` is the family, `suffix` the edition where one is named."""
    found: dict[int, Mention] = {}
    for line, needed, pattern in _PATTERNS:
        if not any(word in text for word in needed) or (line == "t" and not _OF_A_CARD.search(text)):
            continue
        for hit in pattern.finditer(text):
            if all(hit.end() <= other.start or hit.start() >= other.end for other in found.values()):
                found[hit.start()] = _mention(line, hit, text)
    return [found[start] for start in sorted(found)]


def _mention(line: str, hit: re.Match[str], text: str) -> Mention:
    number = _SPACES.sub("", hit["number"]).replace("-90", "-090")
    editions = _EDITIONS.findall(hit["after"])
    if line == "ada" and not editions and re.search(r"(?<![a-z])sff(?![a-z])", text):
        editions = ["sff"]
    suffix = " ".join(sorted({{"maxq": "max-q", "lp": "sff"}.get(each, each) for each in editions}))
    return Mention(_SAME.get(line, line), number, suffix, "", hit.start(), hit.end())


def written(mention: Mention) -> str:
    """A professional card as titles mostly write it, in lower case: "rtx 7000 ada", "quadro p2000"."""
    name = _WRITTEN.get(mention.line, f"{mention.line} {{}}").format(mention.number)
    return f"{name} {mention.suffix}".rstrip()


def overlaps(mention: Mention, others: list[Mention]) -> bool:
    """Whether a name stands where one of the others does."""
    return any(mention.start < other.end and other.start < mention.end for other in others)
