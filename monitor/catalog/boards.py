"""Board partners: their names in a title, and what their part numbers say."""

from collections.abc import Sequence
from typing import NamedTuple

from monitor.catalog import part_numbers

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

_CODES: dict[str, list[part_numbers.Code]] = {}
for _code in part_numbers.CODES:
    _CODES.setdefault(_code.sign, []).append(_code)
#: How part numbers begin, as a word list.
SIGNS = {"PART_NUMBER": part_numbers.BEGINNINGS}


class Part(NamedTuple):
    """What a part number says: chip number ("5070"), suffix ("ti"), line ("r7") and memory in GB if coded, its text."""

    vendor: str
    number: str
    suffix: str
    line: str | None
    memory_gb: int | None
    text: str


def parts(text: str) -> list[Part]:
    """The part numbers in folded text that name a chip. Whether such a chip exists is for the catalogue to say."""
    found = []
    codes = [code for sign, of_sign in _CODES.items() if sign in text for code in of_sign]
    for code in codes:
        for hit in code.pattern.finditer(text):
            groups = hit.groupdict()
            number, letters, gb = groups["n"], groups.get("s"), groups.get("gb")
            # 407T has lost its last zero, 750TI has not.
            shortened = letters and code.vendor == "NVIDIA" and len(number) == 3 and number[-1] != "0"
            number = number.ljust(4 if shortened else code.digits, "0")
            suffix = code.letters.get(letters, letters) if letters else code.plain
            found.append(Part(code.vendor, number, suffix, groups.get("line"), int(gb) if gb else None, hit[0]))
    return found


def brand_of(signs: Sequence[str]) -> str | None:
    """The board partner named first, of the word lists that have a phrase in a title, in its order; or None."""
    named = [sign for sign in signs if sign in SPELLINGS]
    word = next((word for word in named if word not in _MAKERS), named[0] if named else None)
    return BRANDS.get(word, word) if word else None
