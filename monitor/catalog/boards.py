"""Board partners: their names in a title, and the chip and memory that their part numbers carry."""

from collections.abc import Sequence
from itertools import product
from typing import NamedTuple

from scrapers.late import late

# As it is typed (folded, one word) to as it is written. Two-word names are typed together here.
BRANDS = {
    "msi": "MSI", "asus": "ASUS", "gigabyte": "Gigabyte", "aorus": "Gigabyte", "zotac": "ZOTAC", "palit": "Palit",
    "gainward": "Gainward", "inno3d": "Inno3D", "pny": "PNY", "evga": "EVGA", "galax": "GALAX", "kfa2": "KFA2",
    "colorful": "Colorful", "igame": "Colorful", "manli": "Manli", "maxsun": "MAXSUN", "yeston": "Yeston",
    "leadtek": "Leadtek", "sapphire": "Sapphire", "powercolor": "PowerColor", "xfx": "XFX", "asrock": "ASRock",
    "sparkle": "Sparkle", "acer": "Acer", "gunnir": "GUNNIR", "biostar": "Biostar", "onix": "ONIX", "peladn": "PELADN",
    "visiontek": "VisionTek", "afox": "AFOX", "arktek": "ARKTEK", "ninja": "Ninja", "emtek": "Emtek", "vastarmor": "VASTARMOR",
    "kuroutoshikou": "Kuroutoshikou", "corsair": "Corsair", "51risc": "51RISC", "mllse": "MLLSE", "soyo": "SOYO",
    "his": "HIS", "club3d": "Club 3D", "dell": "Dell", "hp": "HP", "lenovo": "Lenovo", "diamond": "Diamond",
}  # fmt: skip
_LOCAL_BRANDS = {
    "华硕": "ASUS", "華碩": "ASUS", "微星": "MSI", "技嘉": "Gigabyte", "七彩虹": "Colorful", "影驰": "GALAX", "索泰": "ZOTAC",
    "蓝宝石": "Sapphire", "藍寶": "Sapphire", "迪兰": "PowerColor", "撼讯": "PowerColor", "撼訊": "PowerColor", "讯景": "XFX",
    "铭瑄": "MAXSUN", "耕升": "Gainward", "映众": "Inno3D", "盈通": "Yeston", "华擎": "ASRock", "玄人志向": "Kuroutoshikou",
    "에이수스": "ASUS", "기가바이트": "Gigabyte", "조텍": "ZOTAC", "갤럭시": "GALAX", "이엠텍": "Emtek", "사파이어": "Sapphire",
    "파워컬러": "PowerColor", "애즈락": "ASRock", "만리": "Manli", "이노3d": "Inno3D", "컬러풀": "Colorful",
}  # fmt: skip
_SPLIT = {"inno3d": "inno_3d inno3d*", "powercolor": "power_color", "club3d": "club_3d", "asrock": "as_rock"}
#: The brands as word lists, by the word or name that `brand_of` knows.
SPELLINGS = {word: f"{word}* {_SPLIT.get(word, '')}" if len(word) > 3 else word for word in BRANDS}
for _local, _name in _LOCAL_BRANDS.items():
    SPELLINGS[_name] = f"{SPELLINGS.get(_name, '')} {_local}"
_MAKERS = frozenset({"dell", "hp", "lenovo", "corsair", "acer"})  # name others' boards too: only if no partner is named

_DECODERS = [
    (late(pattern), vendor)
    for pattern, vendor in [
        # Gigabyte GV-N407TSGAMING OC-16GD, GV-R67XTEAGLE-12GD
        (r"(?<![a-z0-9])gv-?n(?!560|460se)(?P<n>\d{4}|\d{3}(?!\d))(?P<s>(?<=[a-z]\d\d[1-9])(?:ts|t|s))?", "NVIDIA"),
        (r"(?<![a-z0-9])gv-?r(?P<n>\d{4}|[679]\d5|[5-7]\d)(?!\d)(?P<s>xtx|xt|gre)?", "AMD"),
        # MSI N730-2GD3, N750TI-2GD5, N670GTX-PM2D2GD5, N660 TF 2GD5. N650TI may be a Ti or a Ti Boost
        (
            r"(?<![a-z0-9])n(?!650ti)(?P<n>[4-7]\d[05])(?:gtx-)?(?P<s>ti)?(?:gtx|gt|k)?(?=[\s-]?[a-z0-9]{0,5}[\s-]?[a-z0-9]{0,5}?gd\d)",
            "NVIDIA",
        ),
        (r"(?<=msi )n(?!650ti)(?P<n>[4-7]\d[05])(?:gtx-)?(?P<s>ti)?(?:gtx|gt|k)?(?![a-z0-9])", "NVIDIA"),
        # MSI R7850 PE 2GD5, Asus EAH6870/2DI2S, PowerColor AX7950 3GBD5, Diamond 7970PE53G. AX7870 may be an XT
        (r"(?<=msi )v?r(?P<n>[4-7][3-9]\d0)(?=[\s-])", "AMD"),
        (r"(?<![a-z0-9])eah(?P<n>[4-7]\d{3})(?!\d)", "AMD"),
        (r"(?<![a-z0-9])a[xep](?!7870)(?P<n>[4-7][3-9]\d0)(?=[\s-]\d)", "AMD"),
        (r"(?<![a-z0-9])a?(?P<n>[4-7][3-9]\d0)(?=pe[35]\d)", "AMD"),
        # PNY VCGGTX780T3XPB, VCGGT10302PB; Palit NE5X770S1042
        (r"(?<![a-z0-9])r?vcgg(?:tx|ts|t)(?P<n>1030|[2-9]\d[05])(?P<s>t)?(?=\d*x?[px]b)", "NVIDIA"),
        (r"(?<![a-z0-9])ne5x(?P<n>[4-7]\d0)(?P<s>t)?(?=[0-9a-z]{5})", "NVIDIA"),
        # MSI G507T-16V3Z, G5050-8S2
        (r"(?<![a-z0-9])g(?P<n>\d{4}|\d{3}(?=ts|t|s))(?P<s>ts|t|s)?-?(?P<gb>8|10|12|16|24|32)(?=[a-z])", "NVIDIA"),
        # PNY VCG4070TS16TFXPB1. SF, DF, TF count fans; an S before them is SUPER on some (VCG16606SSFPPB): not read
        (
            r"(?<![a-z0-9])vcg(?:g?rtx|gtx)?(?P<n>\d{4})(?P<s>ts|t|s)?(?P<gb>[2-68]|10|11|12|16|24|32)(?!s[sdt]f)(?=[a-z])",
            "NVIDIA",
        ),
        # Palit NED407T019K9, NE75070019K9
        (r"(?<![a-z0-9])ne[d5-7](?P<n>\d{4}|\d{3}(?=[ts]))(?P<s>t|s)?(?=[0-9a-z]{5})", "NVIDIA"),
        # Inno3D N406T2-16D6X
        (r"(?<![a-z0-9])[nc](?P<n>\d{4}|\d{3}(?=ts|t|s))(?P<s>ts|t|s)?[1-4]?-(?P<gb>\d{2})d\d", "NVIDIA"),
    ]
]
#: How part numbers begin, as word lists: titles without are spared the patterns.
SIGNS = {
    "PART_NUMBER": "gv* vcg* rvcg* ned* ne5* ne6* ne7* ne8* eah* vr5* vr6* vr7* "
    + " ".join(
        f"{letters}{digit}*" for letters, digit in product(("n", "g", "c", "r", "ax", "ae", "ap", "a"), "123456789")
    )
    + " *pe5* *pe3*"
}
_LETTERS = {"t": "ti", "s": "super", "ts": "ti super", "ti": "ti", None: ""}


class Part(NamedTuple):
    """What a part number says: chip number ("5070", "6700"), suffix ("ti"), memory in GB if it is coded, its text."""

    vendor: str
    number: str
    suffix: str
    memory_gb: int | None
    text: str


def parts(text: str) -> list[Part]:
    """The part numbers in folded text that name a chip. Whether such a chip exists is for the catalogue to say."""
    found = []
    for pattern, vendor in _DECODERS:
        for hit in pattern.finditer(text):
            groups = hit.groupdict()
            number, suffix = groups["n"], groups.get("s")
            if vendor == "AMD":
                number = number.ljust(4, "0")
                suffix = suffix or ""
            else:
                number = number + "0" if suffix and len(number) == 3 and number[-1] != "0" else number
                suffix = _LETTERS[suffix]
            gb = groups.get("gb")
            found.append(Part(vendor, number, suffix, int(gb) if gb else None, hit[0]))
    return found


def brand_of(signs: Sequence[str]) -> str | None:
    """The board partner named first, of the word lists that have a phrase in a title, in its order; or None."""
    named = [sign for sign in signs if sign in SPELLINGS]
    word = next((word for word in named if word not in _MAKERS), named[0] if named else None)
    return BRANDS.get(word, word) if word else None
