"""How board partners number their boards: the chip's number, letters for its suffix and sometimes its memory.

Only codes that mean one chip are read. Where a maker gave one to two (Gigabyte's N98T is a 9800 GT and a 980 Ti), it is
left out. Whether there is such a chip is for the catalogue to say.
"""

import re
from collections.abc import Mapping
from itertools import product
from typing import NamedTuple

from scrapers.late import late


class Code(NamedTuple):
    """One kind of part number in folded text; `sign` is what every text with such a number has.

    The groups of `pattern` are n, the chip's number; s, letters for its suffix; line, the R7 of an R7 240; gb, the memory.
    `letters` says what s means, where it is not the suffix itself, and `plain` what a code without s does. A number has at
    least so many `digits`, with zeros behind what the code has of it: 785 is the HD 7850.
    """

    vendor: str
    sign: str
    pattern: re.Pattern[str]
    letters: Mapping[str, str]
    digits: int
    plain: str


def _code(
    vendor: str, sign: str, pattern: str, letters: Mapping[str, str] | None = None, *, digits: int = 3, plain: str = ""
) -> Code:
    start = rf"(?<={sign})" if sign.endswith(" ") else r"(?<![a-z0-9])"  # behind its maker's name
    return Code(vendor, sign, late(start + pattern), letters or {}, digits, plain)


_TI = {"t": "ti", "s": "super", "ts": "ti super", "tb": "ti boost"}
_XT = {"t": "xt", "l": "", "g": "gre"}
_MSI = r"n(?P<n>[4-7]\d[05])(?:gtx-)?"
_MSI_END = r"(?:gtx|gt|k)?(?=[\s-]?[a-z0-9]{0,5}[\s-]?[a-z0-9]{0,5}?gd\d)"
_BOOST = r"[^,;|]*\s(?:be|boost)(?![a-z])"
_XFX = r"-?(?P<n>[4-7]\d{2})(?:[ax]|(?P<s>g))-?[a-z0-9]{4}(?![a-z0-9])"

CODES = [
    # Gigabyte GV-N407TSGAMING OC-16GD, GV-N460SE-1GI, GV-N75TOC-2GI. Its N560 is a 560 Ti, its N56G a 560
    _code("NVIDIA", "gv", r"gv-?n(?!560)(?P<n>\d{4}|\d{3}(?!\d))(?P<s>(?<=[a-z]\d\d[1-9])(?:ts|t|s)|se(?=-))?", _TI),
    _code("NVIDIA", "gv", r"gv-?n(?P<n>[67]\d)(?P<s>t)(?!b)(?=[a-z])", _TI),
    _code("NVIDIA", "gv", r"gv-?n(?P<n>5\d)g(?=[a-z]{2}-)"),
    _code("NVIDIA", "gv", r"gv-?n(?P<n>560)(?:(?P<s>448)|(?=[a-z]{2}-))", {"448": "ti 448"}, plain="ti"),
    # GV-R67XTEAGLE-12GD, GV-R785OC-2GD, GV-R726XOC-2GD. Its R797 may be a 7970 or a GHz Edition
    _code("AMD", "gv", r"gv-?r(?P<n>\d{4}|(?!797)[4-7]\d{2}|9\d5|[5-7]\d)(?!\d)(?P<s>xtx|xt|gre)?", digits=4),
    _code("AMD", "gv", r"gv-?(?P<line>r[579])(?P<n>2\d{2}|[23]\d)(?P<s>x)?(?=[a-z])"),
    # MSI N730-2GD3, N670GTX-PM2D2GD5, N660 TF 2GD5. Its N650TI-1GD5/OC BE is a Ti Boost
    _code("NVIDIA", "gd", rf"{_MSI}(?P<s>ti)?{_MSI_END}(?!{_BOOST})"),
    _code("NVIDIA", "gd", rf"{_MSI}(?P<s>ti)?{_MSI_END}(?={_BOOST})", {"ti": "ti boost"}),
    _code("NVIDIA", "msi ", rf"(?!n650ti){_MSI}(?P<s>ti)?(?:gtx|gt|k)?(?![a-z0-9])"),
    _code("AMD", "msi ", r"v?r(?P<n>[4-7][3-9]\d0)(?=[\s-])"),
    # MSI G507T-16V3Z, G5050-8S2
    _code("NVIDIA", "", r"g(?P<n>\d{4}|\d{3}(?=ts|t|s))(?P<s>ts|t|s)?-?(?P<gb>8|10|12|16|24|32)(?=[a-z])", _TI),
    # Asus EAH6870/2DI2S, 710-2-SL
    _code("AMD", "eah", r"eah(?P<n>[4-7]\d{3})(?!\d)"),
    _code("NVIDIA", "asus ", r"(?P<n>[2-9]\d0)(?=-(?:\d-)?sl(?![a-z]))"),
    # Asus EN8400GS, ECS N9500GTC-1GQS, MSI N8400GS-D512H
    _code("NVIDIA", "", r"(?:ns?|(?:en){1,2})(?P<n>[89]\d00)(?P<s>gts?|gso?)"),
    # PowerColor AX7950 3GBD5, Diamond 7970PE53G. PowerColor's 7870 with PPV may be an XT
    _code("AMD", "", r"a[xep](?!7870[\s-]\dgbd5-\ddhppv)(?P<n>[4-7][3-9]\d0)(?P<s>x2)?(?=[\s-]\d)"),
    _code("AMD", "pe", r"a?(?P<n>[4-7][3-9]\d0)(?=pe[35]\d)"),
    # PNY VCGGTX780T3XPB, VCGGT10302PB, VCGGTX650TBQXPB; Palit NE5X770S1042
    _code("NVIDIA", "vcgg", r"r?vcgg(?:tx|ts|t)(?P<n>1030|[2-9]\d[05])(?P<s>tb?)?(?=[\dqv]*x?[px]b)", _TI),
    _code("NVIDIA", "ne5x", r"ne5x(?P<n>[4-7]\d0)(?P<s>t)?(?=[0-9a-z]{5})", _TI),
    # PNY VCG4070TS16TFXPB1. SF, DF, TF count fans; an S before them is SUPER on some (VCG16606SSFPPB): not read
    _code(
        "NVIDIA",
        "vcg",
        r"vcg(?:g?rtx|gtx)?(?P<n>\d{4})(?P<s>ts|t|s)?(?P<gb>[2-68]|10|11|12|16|24|32)(?!s[sdt]f)(?=[a-z])",
        _TI,
    ),
    # Palit NED407T019K9, NE75070019K9; Inno3D N406T2-16D6X, N760-3SDN-E5DSX
    _code("NVIDIA", "ne", r"ne[d5-7](?P<n>\d{4}|\d{3}(?=[ts]))(?P<s>t|s)?(?=[0-9a-z]{5})", _TI),
    _code("NVIDIA", "-", r"[nc](?P<n>\d{4}|\d{3}(?=ts|t|s))(?P<s>ts|t|s)?[1-4]?-(?P<gb>\d{2})d\d", _TI),
    _code("NVIDIA", "inno3d ", r"n(?P<n>[4-9]\d0)(?=-\d[a-z]{3}-[a-z]\d)"),
    # XFX HD-577X-ZNFC, FX-785A-CNFC, RX-480M4BFA6, RX-67TMYDFD8, RX-57XL8MFG6, GT-430X-ZAF2. G of its FX is a GHz Edition
    _code("AMD", "hd", rf"hd{_XFX}", digits=4),
    _code("AMD", "fx", rf"fx{_XFX}", {"g": "ghz"}, digits=4),
    _code("AMD", "xfx ", r"rx-(?P<n>[4-5]\d0)[a-z](?=\d[a-z])"),
    _code("AMD", "rx-", r"rx-(?P<n>[5-7]\d)x?(?P<s>[glt])(?=[a-z0-9]{5,6}(?![a-z0-9]))", _XT, digits=4),
    _code("NVIDIA", "xfx ", r"g[stx]-?(?P<n>[2-7]\d0)[a-z](?=-?[a-z]{2}[a-z0-9]{2})"),
    # HIS H785F2G2M, H260XFN1GD, HS-480R8FSNR, HS-57XR8SSBR. Its 797Q may be a 7970 or a GHz Edition
    _code("AMD", "his ", r"h(?!797q)(?P<n>[4-7]\d{2})(?=[a-z]{1,3}\d{1,3})", digits=4),
    _code("AMD", "his ", r"h(?P<n>2\d{2})(?P<s>x)?(?=[a-z]{1,3}\dg)"),
    _code("AMD", "his ", r"hs-?(?P<n>[45]\d0)(?=r\d)"),
    _code("AMD", "his ", r"hs-?(?P<n>[5-7]\d)(?P<s>[xl])(?=r\d)", {"x": "xt", "l": ""}, digits=4),
    # Sparkle X550 Ti DF, SX560T1024D5MH, SXS4501024D5SNM, X460G
    _code(
        "NVIDIA",
        "sparkle ",
        r"s?x[sxt]?(?P<n>[2-5]\d[05])\s?(?P<s>ti?(?![a-z]))?(?=[gs]?(?:\d{3,4}[a-z]|[\s-]|$))",
        _TI,
    ),
    # ECS NBGTS450-1GPI-F, EGT640A-2GR3-YBF; Jaton Video-PX610GT-LX; Diamond R9280XD53G
    _code("NVIDIA", "ecs ", r"(?:nb?|[ep])g(?:tx|ts|t)(?P<n>[2-7]\d[05])(?P<s>ti|se)?(?=[a-z]*-)"),
    _code("NVIDIA", "jaton ", r"video-px(?P<n>[2-7]\d0)gts?(?=-)"),
    _code("AMD", "diamond ", r"(?P<line>r[579])(?P<n>[23]\d{2})(?P<s>x2?)?(?=d[35]\d)"),
]
#: How part numbers begin, as word lists: titles without are spared the patterns.
BEGINNINGS = (
    "gv* vcg* rvcg* en8* en9* enen* ns8* ns9* ned* ne5* ne6* ne7* ne8* eah* vr5* vr6* vr7* *pe5* *pe3* his_h* sparkle_s* sparkle_x* ecs_n* ecs_e* "
    "ecs_p* jaton_video* diamond_r5* diamond_r7* diamond_r9* xfx_g* xfx_rx* xfx_hd* fx_7* "
    + " ".join(
        f"{letters}{digit}*"
        for letters, digit in product(("n", "g", "c", "r", "ax", "ae", "ap", "a", "asus_"), "123456789")
    )
)
