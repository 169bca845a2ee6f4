"""Chip names in folded text: "rtx5070ti", "radeon rx-9070 xt", "arc b580", and bare "4070 super" where the rest fits."""

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from scrapers.late import late


class Mention(NamedTuple):
    """One chip name as it stands in folded text, at start:end.

    `line` is the word before the number (rtx, rx, arc ...; "" for a bare number), `tail` unexplained letters glued on.
    """

    line: str
    number: str
    suffix: str
    tail: str
    start: int
    end: int


# A suffix may be glued to the number and to more letters (RX6600XTCLD, RTX3060TIO8G); apart, it must be a word.
_SUFFIXES = r"""
    (?P<suffix>
        (?: xtx | xt | gre | super(?!\s?(?:jet|alloy|clock)) | boost | tib(?![a-z]) | ti(?!tan) | x2(?![a-z0-9]) | [sxm](?![a-z0-9]) | (?<=[89]\d00) [\s_-]? (?:gtx\+? | gts? | gso?) (?![a-z]) )?
        (?: [\s_-]* (?: xtx | xt | gre | gme | super(?!\s?(?:jet|alloy|clock)) | boost | ti | ghz | le | se | d[\s_-]?v2 | d | v2 | mobile | max-?q )
            (?: (?![a-z0-9]) | (?=\d{1,2}\s?g | [oa]\d | oc | super | s(?![a-z0-9])) )
          | (?<=ti) [\s_-]? (?: s (?![a-z0-9]) | 448 (?! \d | [\s_-]?bit ) )
          | [\s_-] x2 (?![a-z0-9]) (?: (?<=hd\d{4}.x2) | (?<=hd\s\d{4}.x2) | (?<=[a-z\s-]\d{3}.x2) )  # elsewhere it counts fans
        )*
    )
    (?P<tail> [a-z]* )
"""
_NAMED = late(
    rf"""
    (?: (?P<line> (?<!vcg)(?<!vcgg)[rg]tx | rx(?=[\s_-]?\d) | (?<![a-z0-9]) (?: gts? | hd | r[579] | geforce | radeon | nvidia ) | (?<=(?<![a-z0-9])[av]x) r[79] | (?<=(?<![a-z0-9])en) gts? | (?<=(?<![a-z0-9])n) gt )
        [\s_-]* (?P<number> \d{{3,4}} ) (?!\d)
      | (?P<arc> (?<![a-z0-9]) arc ) [\s_-]* (?: (?:tm|graphics|intel) [\s_-]* )? (?P<arc_number> [ab]-?\d{{3}} ) (?!\d)
    )
    {_SUFFIXES}
    """,
    re.VERBOSE,
)
_UNITS = r"[\s-]?(?:g|mhz|ghz|mt/?s|mb/?s|gb|tb|w|watts?|v|rpm|mah|mm|cm|hz|p|dpi|cl\d+|cuda|stream|bits?|mbps|kbps|год|г|年|年製)(?![a-z])"
# Where a name may begin: found fast, then read by _NAMED.
_BEGINNING = late(
    r"(?:[rg]tx|rx|gts?|hd|r[579]|geforce|radeon|nvidia|arc)[\s_-]*(?:\d{3}|(?:(?:tm|graphics|intel)[\s_-]*)?[ab]-?\d{3})"
)
_LISTED = late(
    rf"\s*(?:[/,&|+]|\b(?:vs\.?|or|and|und|oder|ve|veya|и|или)\s)\s*(?P<number>\d{{3,4}})(?!\d|{_UNITS}){_SUFFIXES}",
    re.VERBOSE,
)
_BARE = late(
    rf"(?<![a-z0-9.,:#/$€£₺-])(?:(?P<number>\d{{4}}|\d{{3}}(?=[\s-]?ti(?![a-z])))(?!\d|[.,:/-]\d|{_UNITS})|(?P<arc_number>[ab]\d{{3}})(?![\da-z])){_SUFFIXES}",
    re.VERBOSE,
)
# A line that stands apart from its number, and numbers it may belong to: "Suprim 3090 ... RTX", "TRINITY3080 RTX".
_LINE_ALONE = late(r"(?<![a-z0-9])(?:[rg]tx|rx|gt|r[79]|hd)(?![a-z0-9])")
_APART = late(
    rf"(?:(?<![a-z0-9.,:#/$€£₺-])|(?<=[a-z]{{3}}))(?P<number>\d{{3,4}})(?!\d|[.,:/]\d|{_UNITS}){_SUFFIXES}", re.VERBOSE
)
_OF_A_CPU = late(
    r"(?<![a-z0-9])(?:ryzen|threadripper|epyc|athlon|core|xeon|pro|i[3579]|r[3579]|[3579]|ddr\d|cl\d+)[\s-]*$"
)
_SPECIAL = late(
    r"""
    (?: (?P<gtx> gtx | geforce ) [\s_-]* | (?<![a-z]) ) titan (?![a-z]{3}) [\s_-]* (?P<titan> rtx | xp | x | v | z | black )? (?![a-z0-9])
    | vega [\s_-]* (?P<vega> 56 | 64 ) (?!\d)
    | radeon [\s_-]* (?P<vii> vii ) (?![a-z])
    | r9 [\s_-]* (?P<fiji> fury(?!-\dq)(?:[\s_-]*x(?![a-z]))? | nano )
    """,
    re.VERBOSE,
)
_RARE = late(r"titan|vega|vii|fury|nano")
_TOKEN = late(r"xtx|xt|x2|gre|gme|super|boost|tib(?![a-z])|ti|448|gtx\+?|gts?|gso?|ghz|le|se|v2|mobile|max-?q|[dsxm]")


@lru_cache(maxsize=512)
def _suffix(text: str) -> str:
    tokens = _TOKEN.findall(text)
    if tokens and tokens[-1] == "s":
        tokens[-1] = "super"
    return " ".join(tokens).replace("tib", "ti boost")


def named(text: str) -> list[Mention]:
    """Chips named with their line, in order: "rtx 3060", and "3070" in "rtx 3060/3070"."""
    mentions: list[Mention] = []
    end = 0
    for beginning in _BEGINNING.finditer(text):
        start = beginning.start()
        if start < end or not (found := _NAMED.match(text, start)):
            continue
        line, number, arc_number, suffix, tail = found.group("line", "number", "arc_number", "suffix", "tail")
        line = line or "arc"
        end = found.end("suffix")
        mentions.append(
            Mention(line, number or arc_number.replace("-", ""), suffix and _suffix(suffix), tail, start, end)
        )
        while listed := _LISTED.match(text, end):
            number, suffix, tail = listed.group("number", "suffix", "tail")
            end = listed.end("suffix")
            mentions.append(Mention(line, number, suffix and _suffix(suffix), tail, listed.start(), end))
    if _RARE.search(text):
        mentions.extend(_special(text))
    return mentions


def _special(text: str) -> Iterator[Mention]:
    for found in _SPECIAL.finditer(text):
        span = found.start(), found.end()
        if found["vega"]:
            yield Mention("vega", found["vega"], "", "", *span)
        elif found["vii"] or found["fiji"]:
            yield Mention(
                "radeon" if found["vii"] else "r9", (found["vii"] or found["fiji"]).replace(" ", ""), "", "", *span
            )
        elif found["titan"] not in {None, "x"} or (found["gtx"] and "pascal" not in text):
            yield Mention("titan", found["titan"] or "", "", "", *span)


def apart(text: str) -> list[Mention]:
    """Numbers with every line that stands in the text apart from them; most of these mean no chip."""
    lines = sorted(set(_LINE_ALONE.findall(text)))
    return [
        Mention(line, found["number"], _suffix(found["suffix"]), found["tail"], found.start(), found.end("suffix"))
        for found in (_APART.finditer(text) if lines else ())
        if not _of_a_cpu(text, found)
        for line in lines
    ]


def _of_a_cpu(text: str, found: re.Match[str]) -> bool:
    return bool(_OF_A_CPU.search(text, max(0, found.start() - 14), found.start()))


def bare(text: str) -> list[Mention]:
    """Numbers of four digits or with a Ti, and Arc names, that stand alone and are no unit, price or processor: "b580"."""
    mentions = []
    for found in _BARE.finditer(text):
        if _of_a_cpu(text, found):
            continue
        number, arc_number, suffix, tail = found.group("number", "arc_number", "suffix", "tail")
        line = "arc" if arc_number else ""
        mentions.append(
            Mention(line, number or arc_number, suffix and _suffix(suffix), tail, found.start(), found.end("suffix"))
        )
    return mentions
