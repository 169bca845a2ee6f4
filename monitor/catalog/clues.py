"""Clues in a folded title that no word list holds: processors, screens, storage, counts, "for ..." before a chip."""

import re
from collections.abc import Collection, Iterator
from itertools import product

from scrapers.late import late

_RYZEN = " ".join(f"r{line}_{generation}*" for line, generation in product("3579", "123456789"))
_COMPUTER_WITH = " ".join(
    f"{computer}_{word}"
    for computer, word in product(
        ("pc", "rechner", "computer", "tower", "desktop", "system", "пк", "bilgisayar", "komputer"),
        ("with", "w", "mit", "avec", "con", "com", "z", "с", "met"),
    )
)
_NUMBERS = (
    "two|three|four|five|six|zwei|drei|vier|funf|sechs|deux|trois|quatre|dos|tres|cuatro|due|quattro|dwie|trzy|cztery"
    "|две|три|четыре|пять|iki|uc|dort|bes"
)
_TIMES = " ".join(f"x_{number}" for number in range(2, 21))
#: What a title has that has a clue, by kind, as word lists: others are spared the patterns.
SIGNS = {
    "PROCESSOR": f"""core_i* core_ultra* i3* i5* i7* i9* ultra_5* ultra_7* ultra_9* ryzen* threadripper* xeon* epyc* athlon* pentium* celeron*
        {_RYZEN} *x3d *00f *00k *00kf *00ks *05f *50k *90f *hx *hs *hx3d 라이젠 锐龙* 銳龍* 酷睿* райзен*""",
    "SCREEN": """*inch *inc *zoll *дюйм* *pouces *pulgadas *pollici *cali *polegadas 인치 インチ 寸 型 *fhd* *qhd* *wqxga* *wuxga* ips* oled* *uhd*
        full_hd* 2_in_1""",
    "STORAGE": "*tb *ssd* *nvme* *hdd* 固态 固態",
    "RAM": "ram ddr4* ddr5* *gbddr4* *gbddr5*",
    "WINDOWS": "windows* win_10* win_11* w11 free_dos*",
    "PC_WITH": _COMPUTER_WITH,
    "PC_AFTER": "pc rig computer build setup пк",
    "CHIPSET": " ".join(f"{letter}{digit}*" for letter, digit in product("abhqwxz", "12345678")),
    "COUNT": f"""{_TIMES} *장 *개 张 張 块 塊 个 個 台 枚 片 lot_of* set_of* set_2* *er_pack *er_set *er_paket *pcs *pieces *stuck *stk *szt *st *adet *tane *шт *штук *штуки {_NUMBERS.replace("|", " ")}""",
    "FITS": "*용 전용 호환 专用 專用 适用 適用 対応 用 icin* uyumlu* *compatible* *kompatibel* ready*",
    "CODE": "*ad10* *ga10* *gp10* *gm10* *gm20* *gk10* *gk11* *tu10* *tu11* *gb20* *gf10* *gf11* 215_0* 216_0* navi* k4* h5* mt51* mt58* mt61* mt62* mt68* d8* d9*",
    "BIG_MEMORY": "*128_gb *128_g *128_go 192_gb 192_g *256_gb *256_g *256_go *512_gb *512_g *512_go",
}


class Clue:
    """A pattern that is searched only in titles that have a sign of its kind."""

    def __init__(self, sign: str, pattern: str) -> None:
        self._sign = sign
        self._pattern = late(pattern, re.VERBOSE)

    def all(self, text: str, its_signs: Collection[str]) -> Iterator[re.Match[str]]:
        """Its places in a folded text that has these signs."""
        if self._sign in its_signs:
            yield from self._pattern.finditer(text)

    def search(self, text: str, its_signs: Collection[str]) -> re.Match[str] | None:
        """Its first place."""
        return next(self.all(text, its_signs), None)


CPU = Clue(
    "PROCESSOR",
    r"""(?<!\w)(?: core\s?(?:i[3579]|ultra) | i[3579](?:[\s-]?\d{4,5}[a-z]{0,3})?(?!\w) | ultra\s?[579]\s?\d{3}
        | ryzen(?:\s?ai)?\s?(?:max\+?\s?)?\d | threadripper | xeon | epyc | athlon | pentium | celeron
        | r[3579][\s-]?\d{4}[a-z0-9]{0,3}(?!\w) | \d{4}x3d | 1[0-4]\d{3}(?:kf|ks|k|f)(?!\w) )
        | 라이젠 | 锐龙 | 銳龍 | 酷睿 | райзен""",
)
LAPTOP_CPU = Clue(
    "PROCESSOR",
    r"""(?<!\w)(?: i[3579][\s-]?\d{4,5}(?:hx|hk|h|u|p) | \d{4}(?:hx3d|hx|hs) | ultra\s[579]\s(?:processor\s)?\d{3}(?:hx|h|u|v) )(?!\w)""",
)
_PANEL = r"(?:fhd|full\s?hd|qhd|wqxga|wuxga|ips|oled|uhd)"
_INCH = r"\s?-?(?:inch|inc(?!\w)|zoll|дюйм|pouces|pulgadas|pollici|cali|polegadas|인치|インチ|型|英寸|寸)"
SCREEN = Clue(
    "SCREEN",
    rf"""(?<![\d.,x])1[1-8](?:[.,]\d)?{_INCH}
        | (?<![\d.,])1[1-8][.,]\d\s?{_PANEL} | (?<!\w)2[\s-]?in[\s-]?1(?!\w)
        | {_PANEL}\+?\s?(?:[\w.,+]+\s){{0,2}}?\d{{2,3}}\s?hz | \d{{2,3}}\s?hz\s(?:[\w.,+]+\s){{0,2}}?{_PANEL}""",
)
SCREEN_MARK = late(r"(?<![\d.,x])1[1-8](?:[.,]\d)?\s?-?(?:\"|'')")
#: Screens of monitors and all-in-ones.
BIG_SCREEN = Clue("SCREEN", rf"(?<![\d.,x])(?:2[0-9]|3[0-4])(?:[.,]\d)?{_INCH}")
#: More memory than a card has, said without a word: "128G".
BIG_MEMORY = Clue("BIG_MEMORY", r"(?<![\d.,])(?:128|192|256|512)\s?g[bo]?(?![\w/])")
STORAGE = Clue(
    "STORAGE",
    r"""(?<![\d.])[1-8]\s?tb(?!\w|/s)
        | (?<!\d)(?:120|128|240|250|256|480|500|512|960|1000)\s?(?:gb|g|go|гб)?\s?(?:m\.?2\s?)?(?:ssd|nvme|hdd)
        | (?<!\w)(?:ssd|nvme)\s?(?:120|128|240|250|256|480|500|512|960|1000|[1-4]\s?tb) | 固[态態]""",
)
SYSTEM_RAM = Clue(
    "RAM",
    r"""(?<!\d)(\d{1,3})\s?(?:gb|g|go|гб)(?!\w)\s?(?:[\w-]+\s){0,2}?(?:ddr[45]|ram)(?!\w)
        | (?<!\w)(?:ddr[45]|ram)(?:-\d{4})?\s?(\d{1,3})\s?(?:gb|g|go|гб)(?!\w)""",
)
WINDOWS = Clue("WINDOWS", r"(?<!\w)(?:(?:windows|win)\s?1[01]|w11|free\s?dos)(?!\w)")
PC_AFTER = late(r"\s?(?:\d+\s?gb?\s)?(?:gaming\s)?(?:pc|rig|computer|build|setup|пк)(?!\w)")
CHIPSET = Clue(
    "CHIPSET",
    r"""(?<![\w-])(?: [ab][3-6][25]0[mei]? | x[3-6]70[mei]? | [abx]8[4-7]0[mei]?
        | [hzbqw](?:110|170|270|310|370|390|410|460|470|490|510|560|590|610|660|670|690|760|770|790|810|860|890)[mei]? )(?!\w)""",
)
# Counts of cards: "(2) RTX 3070", "Two RTX 3070", "4x RX 580", "RX 580 x 6", "6张", "2 Stk". Connectors and fans are counted too.
_NOT_CARDS = (
    r"(?!hdmi|dp|display|mini|dvi|usb|[68]|(?:\w+\s)?(?:fans?|slots?|lufter|cooling|вент\w*|кулер\w*|vent\w*)(?!\w))"
)
FEW = late(rf"\W{{0,3}}(?:\((?:[2-9]|[1-9]\d)\)|\(?(?:[2-9]|[1-9]\d)\s?x\)?|{_NUMBERS})\s+{_NOT_CARDS}")
MORE = late(
    rf"""[+,;|]\s?\(?(?:[2-9]|[1-9]\d)\s?x\)?\s+{_NOT_CARDS}
        | (?<!hdmi)(?<!dp)(?<!port)(?<!fan)(?<!fans)(?<!pin)(?<!pcie)(?:(?<=gb)\sx\s?|(?<=\w)\sx\s)(?:[2-79]|1[0-57-9])(?=\s*(?:$|[,;|(]))""",
    re.VERBOSE,
)
MULTIPLE = Clue(
    "COUNT",
    r"""(?<!\w)(?:lot|set)\s(?:of\s)?\(?[2-9](?!\w) | (?<!\w)(?:[2-9]|1\d)er[\s-]?(?:pack|set|paket)(?!\w)
        | (?<![\w.팬])(?<!팬\s)(?:[2-9]|[1-9]\d)\s?(?:pcs|pieces|stuck|stk|szt|st|adet|tane|шт|штук|штуки|장|张|張|块|塊|개|个|個|台|枚)(?![a-zа-я目])
        | [两兩二三四五六八十][张張块塊片](?!.{0,2}风扇) | (?:두|세|네|다섯|여섯)\s?장""",
)
WANTED_MARK = late(r"\W*\[(?:w|s|wtb|want)\]")  # as on trading boards
#: Codes of bare chips ("AD102-301-A1", "215-0910038") and of memory chips ("K4G80325FB", "H56C8H24AIR", "D8BWW").
CHIP_CODE = Clue(
    "CODE",
    r"""(?<![a-z0-9])(?: (?P<chip> (?:ad|ga|gp|gm|gk|tu|gb|gf)\d{3}[a-z]?-\d{3} | 21[56]-0\d{6} | navi\s?\d\d\s(?:xtx|xt|xl)\s(?:die|chip|silicon) )
      | k4[a-z][a-z0-9]{6,} | h5[6gw][a-z0-9]{6,} | mt(?:51|58|61|62|68)[a-z0-9]{6,} | d[89][a-z]{3} )(?![a-z0-9]{3})""",
)
# Where a card came from or what it was tested in: what is named there is not for sale.
_ORIGIN = r"""(?: pulled | removed | taken | salvaged | tested | test | benchmarked | works? | working | worked | ran | running | ausgebaut | getestet | lief | gelaufen
    | demontee? | retiree? | sortie? | testee? | teste | sacada | extraida | probada | probado | smontata | tolta | testata | provata | retirada | testada | testado
    | wyjeta | wymontowana | testowana | sprawdzona | hat | war | was | used | usada | rodava | rodou | passt | passte | fits? | slots? | goes | снята | вынута | проверена | проверено | тестировал\w* | работала | стояла | took )"""
CONTEXT = late(
    rf"""(?<!\w){_ORIGIN}\s(?:[\w]+\s){{0,2}}?(?:into|in|on|with|from|out\sof|off|mit|im|in\seinem|auf|aus|von|dans|avec|sur|d'un|d'une|du|de|en|con|un|del|da|su|no|com
          |na|w|z|ze|в|на|с|со|из|от|off)(?!\w)[^,;|()+]*
      | (?<!\w)(?:swap\w*|trade|tausch\w*|echange|permut[oa]|cambio|troco|scambio|takas|обмен\w*|меняю|zamieni\w+|wymieni\w+|ruil\w*
          |umstieg|switch\w*|moving|moved|passage|passo|paso|passando|перехожу|переш\w+|przesiadka)
        \s(?:for|gegen|contre|por|con|pelo|pela|na|за|на|ile|voor|tegen|auf|to|a|au|para)(?!\w)[^,;|()+]*
      | (?<!\w)(?:from|out\sof|ex|aus|d'un|d'une|из)\s(?:(?:an?|my|old|einem|meinem|dem|alten|un|mi|mon|моего|старого)\s){{0,3}}(?:[\w.-]+\s?){{1,3}}""",
    re.VERBOSE,
)
# The same where it stands behind, in languages that end with it.
CONTEXT_AFTER = late(
    r"""[\w\s.-]{0,24}?(?:\s(?:cikma|cikti|sokme|sokuldu|sokulme|alinma)(?!\w)|angetestet|getestet|tested(?!\son)|(?:ile|ustunde|uzerinde)\s(?:[\w.]+\s){0,3}(?:denen|test|calis)|에서\s?(?:분리|탈거|적출|뺀|뺌|사용|테스트)|테스트
      |取り?外し|から外|から取|で(?:動作|使用|テスト)|動作確認|[拆換换]机?[下机機]|上机|测试|測試|(?:für|fur)\sdesktop|ausgebaut|ausbau)""",
    re.VERBOSE,
)
MEANT_AFTER = late(r"\s?(?:icin|takasi|uyumlu|용|用|向け|向|に最適)")
ATTRIBUTE = late(
    r"""(?: (?<!\w)(?: dual | twin | triple | tri | double | two | three | single | quad | factory | stock | custom | cift | uc | uclu | tek | missing
              | [1-4]\s?x?(?!\.\d) )(?!\w)[./]? | \+ | & )
        [\s-]* (?: (?!(?:for|fur)\b)[\w./'-]+\s ){0,2} [\w./-]*?[\s-]?$
      | (?<!\w)(?: liquid | water | air | graphics | video | display | hybrid | metal | replaced | new | axial | torx | wing | zero | silent | bionic | phoenix
        | hurricane | vapor | low\sprofile | high | height | full | half | freeze | windforce | acx(?:\s\d\.\d\+?)? | 트윈 | 듀얼 | 트리플 | 双 | 三 | 双滚珠
        | デュアル | トリプル )[\s-]?$""",
    re.VERBOSE,
)
# What stands somewhere before a part that a card only needs, and right before one that is a number of its own.
NEEDS = late(
    r"""(?<!\w)(?: require[sd]? | requirement | recommend(?:ed|s)? | min(?:imum|\.)? | needs? | needed | suggested | empfohlen | braucht | benotigt | onerilen
          | tavsiye | gerekli | recommandee? | necessite | demande | consigliat\w+ | richiede | polecan\w+ | zalecan\w+ | wymaga | рекоменд\w+ | нужен | требует\w*
          | necesita | requiere | recomendad\w+ )(?!\w) | (?:建议|建議|推荐|推薦|推奨|권장|추천)""",
    re.VERBOSE,
)
COUNTED = late(
    r"""(?<!\w)(?: graphics | navi\s\d+ | stream | multi | multiple | dual | triple | quad | two | three | [2-6] | supports? | up\sto )(?!\w)[\s-]?(?:[\w.]+\s){0,2}$""",
    re.VERBOSE,
)
#: What a power supply has that is sold itself.
EFFICIENCY = late(
    r"(?<!\w)(?:80\s?\+|80\s?plus|gold|platinum|bronze|titanium|atx\s?3(?:\.\d)?|modular|semi-modular|vollmodular)(?!\w)|金牌|银牌|铜牌|全模组|골드|ゴールド|золот"
)
# What stands before or behind a chip that the seller has now, or would take: "an upgrade to a 5080", "swap for a 6700 XT".
NOT_THIS_ONE = late(
    r"""(?<!\w)(?:umstieg|upgrad\w*|jump\w*|wechsel\w*|switch\w*|moved|gewechselt|umgestiegen|passage|passe|paso|cambio|passaggio|przesiadk\w*|переш\w+
          |апгрейд\w*|gecis|geci\w+|купил\w*|bought|gekauft|achete|comprado|swap\w*|trade|tausch\w*|обмен\w*|меняю|takas|permut\w+|troco|echange|zamieni\w+)
        \s(?:\w+\s){0,3}$ | [換换]$""",
    re.VERBOSE,
)
NOT_THIS_ONE_AFTER = late(
    r"\s?(?:\d{1,2}\s?gb?\s)?(?:ile\stakas|takas|ye\sgec|e\sgec|へ乗り?換|に乗り?換|へ買い?替|に買い?替|로\s?업그레이드|로\s?넘어|로\s?갈아)"
)

# What stands right after a word or chip.
ASKED_AFTER = late(
    r"\s?(?:\d{3,4}\s?w\s?)?(?:is\s)?(?:required|recommended|advised|suggested|needed|minimum|or\sbetter|onerilir|onerilen|gerekli|empfohlen|benotigt|requis|recommand|conseil|requerid|recomendad|consigliat|zalecan|wymagan|рекоменд|необход|не\sниже|от\s\d|min(?![a-z])|ab\s\d|권장|추천|이상|推奨|以上|建议|推荐)"
)
INCLUDED = late(
    r"\s?(?:is\s|are\s)?(?:[\w-]+\s){0,3}?(?:takili|monte(?!\w)|installe|montad|montat|装着|장착|included|incl(?!\w)|dahil|hediye|inkl|inclus|inclue|incluid|inclusi|enthalten|w\szestawie|в\sкомплекте|포함|付|あり|有|있음|mevcut|var(?!\w)|dabei|vorhanden|edition|version|design|tested|replaced|changed|repasted|erneuert|neu(?!\w)|getauscht|gewechselt|degisti|yenilendi|installed|montiert|已装)"
)
# What stands before an accessory that is mounted on a card.
FITTED = late(
    r"(?:installed|fitted|mounted|preinstalled|montiert\w*|verbaut\w*|installiert\w*|zalozon\w*|zamontowan\w*|takili|установлен\w*|monte|installe|montado|installato|已装|장착|装着)\s(?:[\w.]+\s){0,2}$"
)
#: What a "for" may stand before without meaning the chip that follows: "for gaming".
PURPOSE = late(
    r"\s?(?:gaming|pc|gamers?|games?|desktops?|computers?|office|mining|work|home|streaming|design|editing|ai|4k|sale|пк|игр|компьютера|parts|spares|repair)(?!\w)"
)
#: What may stand between a chip and its "for": memory, and the ending of a word.
MEMORY_WORDS = late(
    r"(?:[\s/,-]*(?:\d{1,2}\s?g(?:b|o)?(?!\w)|gddr\dx?|(?:serisi|series|serie|시리즈|シリーズ|系列)(?!\w)))*(?:'\w{1,4})?\s?$"
)
VENDOR_WORDS = late(r"(?<!\w)(?:nvidia|amd|ati|intel|geforce|radeon)(?!\w)")
OF_IT = late(
    r"""(?: [\s/,]* (?: series | serie | serisi | graphics? | video | cards? | gpus? | ekran | karti | kartlari | founders | edition | fe | oc
          | \d{3,4} | ti | super | xt | xtx | 그래픽카드 | 그래픽 | 显卡 | 顯卡 | グラボ | グラフィックボード | видеокарт\w* ) )*
        \s?(?: 용(?!\w) | 전용 | 호환 | 专用 | 專用 | 适用 | 適用 | 対応 | 用 | icin(?!\w) | uyumlu | compatible | kompatibel | ready(?!\w) )""",
    re.VERBOSE,
)
