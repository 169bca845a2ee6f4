"""One word for all names of one seller: "Amazon.de", "Amazon EU S.à r.l." and "Amazon Resale" are ``amazon``."""

import re
import tomllib
from functools import cache
from pathlib import Path
from typing import Final

from scrapers.late import late
from scrapers.memory import remembered
from scrapers.phrases import fold, phrases_of

#: What stands at the end of a company's name, in many countries. Longer phrases go first.
_LEGAL: Final = """
    gmbh & co kg | gmbh & co ohg | mbh | gmbh | co kg | kg | ohg | gbr | ag | se | ug haftungsbeschrankt | ug | e k | ek | e u | eu gmbh
    inc | incorporated | corp | corporation | company | co | co ltd | co inc | ltd | limited | llc | l l c | llp | plc | lp | pty ltd | pty | pvt ltd | pvt
    private limited | s a | sa | s a s | sas | sasu | sarl | s a r l | eurl | s r l | srl | srls | s p a | spa | s l | sl | s l u | slu | lda | ltda | b v | bv
    n v | nv | v o f | vof | bvba | sp z o o | sp zo o | sp zoo | spolka z o o | spolka z ograniczona odpowiedzialnoscia | spolka akcyjna | sp k | sp j | s c
    s r o | sro | spol s r o | a s | as | asa | a/s | ab | oy | oyj | aps | ivs | ehf | kft | zrt | nyrt | bt | doo | d o o | d d | ood | eood | ou | uab
    sia | ооо | ип | ао | тов | фоп | ltd sti | limited sirketi | anonim sirketi | sirketi | san tic | san ve tic | sanayi ve ticaret | sanayi ticaret | ic ve dis tic
    ic ve dis ticaret | ith ihr | ithalat ihracat | dis ticaret | ticaret | tic | sanayi | san | ve tic | ve ticaret | k k | kk | pte ltd | pte | sdn bhd | fzco | fze
"""
#: The same before the name.
_LEGAL_FIRST: Final = "ооо | ип | ао | пао | тов | фоп | firma | pt | cv"
#: What says that it is a shop, or which branch of a company it is, and not which company.
_SHOP: Final = """
    store | shop | online | onlineshop | online shop | online store | webshop | eshop | e shop | official | official store | official shop | flagship store | outlet
    magaza | magazasi | resmi | resmi magaza | resmi magazasi | resmi satici | offiziell | offizieller | officiel | officielle | boutique | boutique officielle
    oficial | tienda | tienda oficial | loja | loja oficial | ufficiale | negozio | negozio ufficiale | sklep | sklep internetowy | oficjalny sklep | oficjalny
    winkel | obchod | butik | kauppa | services | commerce | vertriebs | vertrieb | handels | handelsgesellschaft | retail | trading | export | marketplace
    интернет магазин | магазин | официальный магазин
"""
#: Countries at the end of a branch's name.
_PLACES: Final = """
    deutschland | germany | osterreich | austria | schweiz | suisse | switzerland | france | italia | italy | espana | spain | nederland | netherlands | belgie
    belgium | polska | poland | ceska republika | czechia | magyarorszag | hungary | sverige | sweden | norge | norway | danmark | denmark | suomi | finland
    turkiye | turkey | turkce | uk | united kingdom | great britain | ireland | usa | us | united states | america | canada | australia | new zealand | india | japan
    korea | china | singapore | niederlassung | zweigniederlassung | succursale | europe | eu | international | global
"""
#: The same where they are written onto the name, as they are in languages without spaces.
_WRITTEN_ON: Final = late(
    r"官方旗舰店|旗舰店|官方店|专卖店|股份有限公司|有限公司|公式ストア|公式ショップ|公式|オンラインストア|オンラインショップ|楽天市場店|株式会社|有限会社"
    r"|공식스토어|공식몰|공식판매점|주식회사|㈜|\(주\)"
)
_DOMAIN: Final = late(
    r"(?<=[^\W_])(?:\.(?:com?|net|org|gen|shop|store|online|info|biz|eu))?(?:\.[a-z]{2}|\.(?:com|net|org|shop|store|online|info|biz))(?![\w.-])",
    re.IGNORECASE,
)
_ADDRESS: Final = late(r"^\s*(?:https?://)?(?:www\.)?", re.IGNORECASE)
_LAST_PLACE: Final = late(
    r"(?<=\w)\s+(?:DE|AT|CH|FR|IT|ES|PT|NL|BE|PL|CZ|SK|HU|RO|BG|GR|SE|NO|DK|FI|TR|CA|AU|NZ|IN|JP|KR)\s*$"
)
_IN_BRACKETS: Final = late(r"[(\[（【][^()\[\]（）【】]{0,80}[)\]）】]")
_WORD: Final = late(r"[^\W_]+")
_SPECIAL: Final = str.maketrans({"ø": "o", "æ": "ae", "œ": "oe", "đ": "d", "ð": "d", "þ": "th"})
_LONGEST: Final = 120


def _endings(*tables: str) -> frozenset[tuple[str, ...]]:
    return frozenset(tuple(_WORD.findall(fold(phrase))) for table in tables for phrase in phrases_of(table))


_DROPPED_LAST: Final = _endings(_LEGAL, _SHOP, _PLACES)
_DROPPED_FIRST: Final = frozenset(ending[0] for ending in _endings(_SHOP, _LEGAL_FIRST) if len(ending) == 1)
_LONGEST_ENDING: Final = max(map(len, _DROPPED_LAST))


@remembered
def seller_group(name: str) -> str | None:
    """One word for a seller, the same for all spellings of its name on all sites.

    Args:
        name: as a page writes it, in any script.

    Returns:
        Lower-case letters and digits; None where the name has neither.
    """
    words = _words(name[:_LONGEST])
    while words:
        if shop := known_shops().get("".join(words)):
            return shop
        if length := _ending(words):
            words = words[:-length]
        elif len(words) > 1 and words[0] in _DROPPED_FIRST:
            words = words[1:]
        else:
            break
    return "".join(words) or None


def is_known_shop(group: str) -> bool:
    """Whether a group is a shop that we know by name."""
    return group in _groups()


@cache
def known_shops() -> dict[str, str]:
    """The group of each known shop by its names, letters and digits only, as ``sellers.toml`` has them."""
    countries = tomllib.loads(Path(__file__).with_name("sellers.toml").read_text(encoding="utf-8"))
    groups: dict[str, str] = {}
    for shops in countries.values():
        for group, names in shops.items():
            groups |= {"".join(_words(name)): group for name in [group, *names]}
    return groups


@cache
def _groups() -> frozenset[str]:
    return frozenset(known_shops().values())


def _words(name: str) -> list[str]:
    """The words of a name without brackets, domain endings and what languages without spaces write onto it."""
    name = _WRITTEN_ON.sub(" ", name)
    bare = _IN_BRACKETS.sub(" ", name)
    name = _ADDRESS.sub("", bare if _WORD.search(bare) else name)
    return _WORD.findall(fold(_LAST_PLACE.sub("", _DOMAIN.sub(" ", name))).translate(_SPECIAL))


def _ending(words: list[str]) -> int:
    """How many words at the end say nothing of who it is; never all of them."""
    longest = min(_LONGEST_ENDING, len(words) - 1)
    return next((n for n in range(longest, 0, -1) if tuple(words[-n:]) in _DROPPED_LAST), 0)
