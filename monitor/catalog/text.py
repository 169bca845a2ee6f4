"""Folding: one spelling for what sellers type in many, so that all other rules see plain lower-case text."""

import unicodedata

from scrapers.late import late

# What carries no letter: trademark signs, zero-width marks, the dot that lower-casing a Turkish İ leaves, vowel signs.
_DROPPED = dict.fromkeys(
    [
        *map(ord, "™®©℠\u00ad\u2060\ufeff"),
        *range(0x200B, 0x2010),
        *range(0x202A, 0x202F),
        *range(0x0300, 0x0370),
        *range(0x05B0, 0x05C8),
        0x0640,
        *range(0x064B, 0x0653),
    ]
)
_ALIKE = {
    **dict.fromkeys(map(ord, "‐‑‒–—―−－"), "-"),
    **dict.fromkeys(map(ord, "“”„″〃"), '"'),
    **dict.fromkeys(map(ord, "‘’‚′`´"), "'"),
    **dict.fromkeys(map(ord, "×✕✖"), "x"),
    ord("_"): " ", ord("ß"): "ss", ord("æ"): "ae", ord("œ"): "oe", ord("ø"): "o", ord("ł"): "l", ord("đ"): "d", ord("ı"): "i", ord("ё"): "е", ord("ς"): "σ", ord("أ"): "ا", ord("إ"): "ا", ord("آ"): "ا", ord("ى"): "ي", ord("ة"): "ه",
}  # fmt: skip


def _base(letter: str) -> str:
    return unicodedata.normalize("NFD", letter)[0]


_ACCENTS = {
    code: _base(chr(code)) for code in (*range(0xC0, 0x250), *range(0x1E00, 0x1F00)) if _base(chr(code)).isascii()
}
_GREEK = {
    code: _base(chr(code)) for code in (*range(0x386, 0x3D0), *range(0x1F00, 0x2000)) if _base(chr(code)) != chr(code)
}
_PLAIN = {**_ACCENTS, **_GREEK, **_ALIKE, **_DROPPED}

# Cyrillic letters that look Latin: "RТХ 5070" is typed with three of them.
_LOOKALIKE = str.maketrans("авекмнорстухіј", "abekmhopctyxij")
_MIXED = late(r"(?<![а-яёa-z])(?=[а-яё]*[a-z]|[авекмнорстухіј]{1,4}[\s-]?\d)(?=[a-z]*[а-яё])[a-zа-яёіј]+")

# Chip words as they are spelt out where Latin is not the script.
_SPELT = {
    "지포스": " geforce ", "라데온": " radeon ", "엔비디아": " nvidia ", "인텔": " intel ", "슈퍼": " super ", "수퍼": " super ",
    "알티엑스": " rtx ", "지티엑스": " gtx ", "알엑스": " rx ", "엑스티": " xt ",
    "джифорс": "geforce", "радеон": "radeon", "ртх": "rtx", "ртикс": "rtx", "гтх": "gtx", "супер": "super", "квадро": "quadro", "쿼드로": " quadro ",
    "ジーフォース": " geforce ", "ラデオン": " radeon ", "スーパー": " super ", "エヌビディア": " nvidia ",
    "英伟达": " nvidia ", "輝達": " nvidia ", "精视": " geforce ", "英特尔": " intel ", "锐炫": " arc ",
}  # fmt: skip
_SPELT_PATTERN = late("|".join(_SPELT))
# Lines that are syllables of other words too: only where a number follows.
_SPELT_LINES = {"гт": "gt", "жтх": "gtx", "арк": "arc", "아크": "arc", "px": "rx", "ptx": "rtx"}
_SPELT_LINE = late(rf"(?<![а-яa-z])({'|'.join(_SPELT_LINES)})([\s-]?)([аб]?)(?=[ab]?\d{{3}})")
_ARC_LETTERS = {"а": "a", "б": "b", "": ""}
_SPELT_SUFFIX = late(r"(?<=\d)\s?(?:(?P<ti>т\s?и|티아이)|(?P<xtx>хтх)|хт)(?![а-яё])")
_SPACES = late(r"\s+")
_APART = late(r"(?<![a-z0-9])(?:[rg] t x|r x|x t x|x t)(?![a-z0-9])")


def fold(title: str) -> str:
    """The title in lower case without accents, marks, underscores and compatibility forms; other scripts are kept.

    I, İ, ı and i are one letter, whatever lower-casing made of them. Folding twice changes nothing.
    """
    if title.isascii():
        return _joined(title.lower().replace("_", " "))
    text = unicodedata.normalize("NFKC", title.translate(_DROPPED)).lower().translate(_PLAIN)
    if text.isascii():
        return _joined(text)
    text = _SPELT_PATTERN.sub(lambda found: _SPELT[found[0]], text)
    text = _SPELT_SUFFIX.sub(lambda found: f" {found.lastgroup or 'xt'}", text)
    text = _MIXED.sub(lambda found: found[0].translate(_LOOKALIKE), text)
    return _joined(_SPELT_LINE.sub(lambda found: _SPELT_LINES[found[1]] + found[2] + _ARC_LETTERS[found[3]], text))


def _joined(text: str) -> str:
    """One space between words, and a chip's letters typed apart joined: "r x 5600 x t"."""
    if "  " in text or "\t" in text or "\n" in text:
        text = _SPACES.sub(" ", text)
    return _APART.sub(lambda found: found[0].replace(" ", ""), text) if " x " in text or text.startswith("x ") else text
