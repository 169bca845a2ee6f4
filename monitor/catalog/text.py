"""Folding: one spelling for what sellers type in many, so that all other rules see plain lower-case text."""

import re
import unicodedata

# What carries no letter: trademark signs, zero-width marks, the dot that lower-casing a Turkish İ leaves behind.
_DROPPED = dict.fromkeys(
    [*map(ord, "™®©℠\u00ad\u2060\ufeff"), *range(0x200B, 0x2010), *range(0x202A, 0x202F), *range(0x0300, 0x0370)]
)
_ALIKE = {
    **dict.fromkeys(map(ord, "‐‑‒–—―−－"), "-"),
    **dict.fromkeys(map(ord, "“”„″〃"), '"'),
    **dict.fromkeys(map(ord, "‘’‚′`´"), "'"),
    **dict.fromkeys(map(ord, "×✕✖"), "x"),
    ord("_"): " ", ord("ß"): "ss", ord("æ"): "ae", ord("œ"): "oe", ord("ø"): "o", ord("ł"): "l", ord("đ"): "d", ord("ı"): "i",
}  # fmt: skip


def _base(letter: str) -> str:
    return unicodedata.normalize("NFD", letter)[0]


_ACCENTS = {code: _base(chr(code)) for code in range(0xC0, 0x250) if _base(chr(code)).isascii()}
_PLAIN = {**_ACCENTS, **_ALIKE, **_DROPPED}

# Cyrillic letters that look Latin: "RТХ 5070" is typed with three of them.
_LOOKALIKE = str.maketrans("авекмнорстухіј", "abekmhopctyxij")
_MIXED = re.compile(r"(?<![а-яёa-z])(?=[а-яё]*[a-z]|[авекмнорстухіј]{1,4}[\s-]?\d)(?=[a-z]*[а-яё])[a-zа-яёіј]+")

# Chip words as they are spelt out where Latin is not the script.
_SPELT = {
    "지포스": " geforce ", "라데온": " radeon ", "엔비디아": " nvidia ", "인텔": " intel ", "슈퍼": " super ",
    "джифорс": "geforce", "радеон": "radeon", "ртх": "rtx", "ртикс": "rtx", "гтх": "gtx", "супер": "super",
    "ジーフォース": " geforce ", "ラデオン": " radeon ", "スーパー": " super ", "エヌビディア": " nvidia ",
    "英伟达": " nvidia ", "輝達": " nvidia ", "精视": " geforce ", "英特尔": " intel ", "锐炫": " arc ",
}  # fmt: skip
_SPELT_PATTERN = re.compile("|".join(_SPELT))
_SPELT_TI = re.compile(r"(?<=\d)\s?(?:ти|티아이)(?![а-яё])")


def fold(title: str) -> str:
    """The title in lower case without accents, marks, underscores and compatibility forms; other scripts are kept.

    I, İ, ı and i are one letter, whatever lower-casing made of them. Folding twice changes nothing.
    """
    if title.isascii():
        return title.lower().replace("_", " ")
    text = unicodedata.normalize("NFKC", title.translate(_DROPPED)).lower().translate(_PLAIN)
    if text.isascii():
        return text
    text = _SPELT_PATTERN.sub(lambda found: _SPELT[found[0]], text)
    text = _SPELT_TI.sub(" ti", text)
    return _MIXED.sub(lambda found: found[0].translate(_LOOKALIKE), text)
