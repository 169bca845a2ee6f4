"""Clues in a folded title that no word list holds: processors, screens, storage, "for ..." before a chip."""

import re

from monitor.catalog.phrases import stems


class Clue:
    """A pattern that is searched only in titles that have one of its words (their first four letters)."""

    def __init__(self, words: str, pattern: str) -> None:
        self.stems = stems(words)
        self._pattern = re.compile(pattern, re.VERBOSE)

    def search(
        self, text: str, text_stems: frozenset[str], start: int = 0, end: int | None = None
    ) -> re.Match[str] | None:
        """Its first hit in text[start:end]."""
        if self.stems.isdisjoint(text_stems):
            return None
        return self._pattern.search(text, start, len(text) if end is None else end)

    def all(self, text: str, text_stems: frozenset[str]) -> list[re.Match[str]]:
        """All its hits."""
        return [] if self.stems.isdisjoint(text_stems) else list(self._pattern.finditer(text))


CPU = Clue(
    "i core ultra ryzen threadripper xeon epyc athlon pentium celeron r d f kf ks k 라이젠 锐龙 銳龍 酷睿 райзен",
    r"""(?<!\w)(?: core\s?(?:i[3579]|ultra) | i[3579](?:[\s-]?\d{4,5}[a-z]{0,3})?(?!\w) | ultra\s?[579]\s?\d{3}
        | ryzen(?:\s?ai)?\s?(?:max\+?\s?)?\d | threadripper | xeon | epyc | athlon | pentium | celeron
        | r[3579][\s-]?\d{4}[a-z0-9]{0,3}(?!\w) | \d{4}x3d | 1[0-4]\d{3}(?:kf|ks|k|f)(?!\w) )
        | 라이젠 | 锐龙 | 銳龍 | 酷睿 | райзен""",
)
LAPTOP_CPU = Clue(
    "i ultra hx hs",
    r"""(?<!\w)(?: i[3579][\s-]?\d{4,5}(?:hx|hk|h|u|p) | \d{4}(?:hx3d|hx|hs) | ultra\s[579]\s(?:processor\s)?\d{3}(?:hx|h|u|v) )(?!\w)""",
)
_PANEL = r"(?:fhd|full\s?hd|qhd|wqxga|wuxga|ips|oled|uhd)"
SCREEN = Clue(
    "inch inc zoll дюйм дюймов pouces pulgadas pollici cali polegadas 인치 インチ 型 英寸 寸 fhd full qhd wqxga wuxga ips oled uhd in",
    rf"""(?<![\d.,x])1[1-8](?:[.,]\d)?\s?-?(?:inch|inc(?!\w)|zoll|дюйм|pouces|pulgadas|pollici|cali|polegadas|인치|インチ|型|英寸|寸)
        | (?<![\d.,])1[1-8][.,]\d\s?{_PANEL} | (?<!\w)2[\s-]?in[\s-]?1(?!\w)
        | {_PANEL}\+?\s?(?:[\w.,+]+\s){{0,2}}?\d{{2,3}}\s?hz | \d{{2,3}}\s?hz\s(?:[\w.,+]+\s){{0,2}}?{_PANEL}""",
)
SCREEN_MARK = re.compile(r"(?<![\d.,x])1[1-8](?:[.,]\d)?\s?-?(?:\"|'')")
STORAGE = Clue(
    "tb ssd nvme hdd 固态 固態",
    r"""(?<![\d.])[1-8]\s?tb(?!\w|/s)
        | (?<!\d)(?:120|128|240|250|256|480|500|512|960|1000)\s?(?:gb|g|go|гб)?\s?(?:m\.?2\s?)?(?:ssd|nvme|hdd)
        | (?<!\w)(?:ssd|nvme)\s?(?:120|128|240|250|256|480|500|512|960|1000|[1-4]\s?tb) | 固[态態]""",
)
SYSTEM_RAM = Clue(
    "ram ddr",
    r"""(?<!\d)(\d{1,3})\s?(?:gb|g|go|гб)(?!\w)\s?(?:[\w-]+\s){0,2}?(?:ddr[45]|ram)(?!\w)
        | (?<!\w)(?:ddr[45]|ram)(?:-\d{4})?\s?(\d{1,3})\s?(?:gb|g|go|гб)(?!\w)""",
)
WINDOWS = Clue("windows win w free freedos", r"(?<!\w)(?:(?:windows|win)\s?1[01]|w11|free\s?dos)(?!\w)")
PC_WITH = Clue(
    "pc rechner computer tower desktop system пк bilgisayar komputer",
    r"(?<!\w)(?:pc|rechner|computer|tower|desktop|system|пк|bilgisayar|komputer)\s(?:with|w/|mit|avec|con|com|z|с|met)(?!\w)",
)
PC_AFTER_STEMS = stems("pc rig computer build setup пк")
PC_AFTER = re.compile(r"\s?(?:\d+\s?gb?\s)?(?:gaming\s)?(?:pc|rig|computer|build|setup|пк)(?!\w)")
CHIPSET = Clue(
    "a b x h z q w",
    r"""(?<![\w-])(?: [ab][3-6][25]0[mei]? | x[3-6]70[mei]? | [abx]8[4-7]0[mei]?
        | [hzbqw](?:110|170|270|310|370|390|410|460|470|490|510|560|590|610|660|670|690|760|770|790|810|860|890)[mei]? )(?!\w)""",
)
MULTIPLE = Clue(
    "x lot set pcs pieces stuck adet шт 개 个 台 枚",
    r"""(?:^|[+,;|]\s?)\(?[2-9]\s?x\)?\s+(?!hdmi|dp|display|mini|dvi|usb|[68]|(?:\w+\s)?(?:fans?|lufter|cooling)(?!\w)) | (?:lot|set)\s(?:of\s)?\(?[2-9](?!\w)
        | (?<![\w.팬])(?<!팬\s)(?:[2-9]|[1-9]\d)\s?(?:pcs|pieces|stuck|adet|шт|개|个|台|枚)(?!\w)""",
)

# What stands right before a word and turns its meaning; searched in the text up to that word.
NEGATED = re.compile(
    r"(?:(?<!\w)(?:no|not|never|without|non|ohne|keine?|sans|sin|senza|bez|без|не|nie|zero)\s(?:for\s|a\s|an\s|any\s)?|非)$"
)
MEANT_FOR = re.compile(r"(?<!\w)(?:for|fur|pour|para|per|voor|dla|для|ideal)\s(?:[\w-]+\s){0,3}$")
TESTED_ON = re.compile(r"(?<!\w)tested\s(?:on|with|in)\s(?:[\w.]+\s){0,3}$")
PULLED = re.compile(r"(?<!\w)(?:from|out\sof|pull|pulled|oem|aus|for|fur)\s(?:[\w.]+\s){0,3}$")
ATTRIBUTE = re.compile(
    r"""(?: (?<!\w)(?: with | w | incl | including | includes | include | plus | and | mit | inkl | avec | con | com | z | ze | met | с | со | и
              | e | y | et | ve | und | dual | twin | triple | tri | double | two | three | single | quad | factory | stock | custom
              | cift | uc | uclu | tek | no | without | ohne | sans | missing | [1-4]\s?x?(?!\.\d) )(?!\w)[./]? | \+ | & )
        [\s-]* (?: (?!(?:for|fur)\b)[\w./'-]+\s ){0,2} [\w./-]*?[\s-]?$
      | (?<!\w)(?: liquid | water | air | graphics | video | display | hybrid | metal | replaced | new | axial | torx | wing | zero | silent | bionic | phoenix
        | hurricane | vapor | low\sprofile | high | height | full | half | freeze | windforce | acx(?:\s\d\.\d\+?)? | 트윈 | 듀얼 | 트리플 | 双 | 三 | 双滚珠
        | デュアル | トリプル )[\s-]?$""",
    re.VERBOSE,
)
LINK = re.compile(
    r"(?:\+|&|(?<!\w)(?:and|with|w/|plus|mit|und|con|e|y|et|avec|ve|ile|и|с|z|i|inkl\.?|incl\.?|including)|와|과|及|和|と)\s?(?:[\w.'-]+\s){0,4}$"
)
ASKED = re.compile(
    r"""(?<!\w)(?: require[sd]? | requirement | recommend(?:ed|s)? | min(?:imum|\.)? | needs? | needed | suggested | empfohlen | onerilen | graphics
          | navi\s\d+ | stream | multi | multiple | dual | triple | quad | two | three | [2-6] | supports? | up\sto )(?!\w)[\s-]?(?:[\w.]+\s){0,2}$""",
    re.VERBOSE,
)

# What stands right after a word or chip.
ASKED_AFTER = re.compile(
    r"\s?(?:\d{3,4}\s?w\s)?(?:is\s)?(?:required|recommended|needed|onerilir|gerekli|empfohlen|benotigt|requis|recommand|requerid|recomendad|рекоменд|необход)"
)
INCLUDED = re.compile(
    r"\s?(?:is\s|are\s)?(?:included|incl(?!\w)|dahil|hediye|inkl|inclus|inclue|incluid|inclusi|enthalten|в\sкомплекте|포함|付|edition|version|design|tested|replaced|changed|repasted)"
)
_FOR_WORDS = "for fur pour para per voor dla для pod под fits compatible kompatibel"
FOR = Clue(
    _FOR_WORDS,
    r"""(?<!\w)(?: for | fur | pour | para | per | voor | dla | для | pod | под | fits | (?:compatible|kompatibel)\s(?:with|mit|avec|con) )\s
        (?!(?:gaming|pc|gamers?|games?|desktops?|computers?|office|mining|work|home|streaming|design|editing|ai|4k|пк|игр|компьютера)\b)
        (?:[\w.'&/+-]+\s){0,5}$""",
)
OF_IT = re.compile(
    r"""(?: [\s/,]* (?: series | serie | serisi | graphics? | video | cards? | gpus? | ekran | karti | kartlari | founders | edition | fe | oc
          | \d{3,4} | ti | super | xt | xtx | 그래픽카드 | 그래픽 | 显卡 | 顯卡 | グラボ | グラフィックボード | видеокарт\w* ) )*
        \s?(?: 용(?!\w) | 전용 | 호환 | 专用 | 專用 | 适用 | 適用 | 対応 | 用 | icin(?!\w) | uyumlu | compatible | kompatibel | ready(?!\w) )""",
    re.VERBOSE,
)
OF_IT_STEMS = stems("icin uyumlu compatible kompatibel ready")
LAPTOP_STEMS = LAPTOP_CPU.stems | SCREEN.stems
PC_STEMS = PC_AFTER_STEMS.union(*(clue.stems for clue in (CPU, STORAGE, SYSTEM_RAM, WINDOWS, PC_WITH)))
ANY_STEMS = LAPTOP_STEMS | PC_STEMS | OF_IT_STEMS | CHIPSET.stems | MULTIPLE.stems | FOR.stems
