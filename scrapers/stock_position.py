"""What a text's statements say of stock, by the phrases in it and by where each stands: after "not", "soon" or "never"."""

from collections.abc import Sequence
from typing import Final, NamedTuple

from scrapers.buttons import NOT_AFTER, NOT_BEFORE, SOON
from scrapers.late import late
from scrapers.phrases import Found, Vocabulary, fold
from scrapers.stock_fillers import ALONE, ALONE_IN_TIME, FILLERS, LAST_ONES, LEFT
from scrapers.stock_words import STOCK_PHRASES, Said


class _Statement(NamedTuple):
    """What a phrase says of stock, whether it does so only in a statement of its own, and only behind a label."""

    said: Said
    alone: bool
    labelled: bool = False


_PHRASES: Final = Vocabulary(
    {_Statement(said, alone=False): phrases for said, phrases in STOCK_PHRASES.items()}
    | {_Statement(Said(stock.value), alone=True): phrases for stock, phrases in ALONE.items()}
    | {_Statement(Said(said), alone=True, labelled=True): phrases for said, phrases in ALONE_IN_TIME.items()}
)
_NOT_BEFORE: Final = Vocabulary({True: NOT_BEFORE})
_NOT_AFTER: Final = Vocabulary({True: NOT_AFTER})
_SOON: Final = Vocabulary({True: SOON})
_NEGATIONS: Final = frozenset(word for phrase in (*NOT_BEFORE, *NOT_AFTER) for word in fold(phrase).split())
# Where one statement ends and the next begins.
_STOP: Final = late(r"[,;:!?|•·()\n/。]| (?:--+|[–—]) ")
# "Never sold out", "Sold out? No".
_NEVER: Final = late(
    r"(?<!\w)(?:never|not|nicht|nie|niemals|jamais|mai|nunca|jamas|nooit|nigdy|nikdy|aldrig|aldri|никогда|ніколи|asla|hic) ?\Z"
)
_DENIED: Final = late(r"\?\s*(?:no|nope|nein|non|nee|nej|nei|nie|ne|нет|ні|hayir)(?!\w)")
# "Email me when it is back in stock"
_WHEN: Final = late(
    r"(?<!\w)(?:when|once|if|as soon as|sobald|wenn|falls|quand|lorsque|des que|quando|appena|cuando|als|wanneer|zodra|gdy|kiedy|jak tylko"
    r"|az|jakmile|ked|ha|amint|cand|когато|щом|οταν|μολις|nar|når|kun|kui|kad|kai|когда|как только|коли|khi|ko|saat|bila|עם|כאשר)(?!\w)"
)
_FEWER: Final = late(
    r"(?:<|(?<!\w)(?:less than|fewer than|weniger als|unter|moins de|menos de|meno di|minder dan|mniej niz|mene nez|menej ako|mindre an|menos que"
    r"|mindre enn|færre end|færre enn|alle|менее|меньше|менше|manje od|manj kot)) ?\d+ ?\w{0,6} ?\Z"
)
_PLUS: Final = late(r"(?<!\w)plus d[e'] ?\d")
# What stands before a value: "Availability:", "Dispo web :".
_AVAILABILITY: Final = late(
    r"(?<!\w)(?:dispo|disponib|availab|verfugbar|lieferbar|beschikba|leverba|dostepn|dostupn|tillgang|tilgjeng|tilgæng|saatav|elerhet|stock|stok)"
    r"\w*(?: [^\W\d_]+){0,2} ?: ?\Z"
)
# The same words as a state, and what would then be its value.
_LABELLED: Final = late(r"(?: [^\W\d_]+){0,2} ?: ?(?P<value>[^|]*)")
_NONE_OF_IT: Final = late(r"0(?![\d.,]*\d)")
_LAST_ONES: Final = frozenset(map(fold, LAST_ONES))
_UNITS: Final = frozenset(
    {"st", "stk", "pcs", "adet", "ks", "szt", "db", "kpl", "tk", "шт", "бр", "buc", "gab", "stuck", "units", "pieces"}
)
_COLON: Final = late(r" ?: ?")
# A number that is money, or too large to be told as what is left.
_NO_COUNT: Final = late(r"\d{4,}|\d[.,]\d|\d[.,:] ?[-–—]")
_WORD: Final = late(r"[^\W\d_]+(?:'[^\W\d_]+)?")
# "Filiale Köln: verfügbar" says nothing of an item that is sent.
# "45+ sold" says how popular it is.
_COUNTED: Final = late(r"\d+[+k]*")
# "You get an e-mail when it is in stock again" speaks of later.
_MESSAGE: Final = late(
    r"(?<!\w)(?:e ?mail|e ?posta|e ?post|el pasto|mejl|sahkopost|имеил|імеил|емеил|emailom)|이메일|메일|メール|邮件|郵件|电邮|電郵"
)
_OF_A_STORE: Final = late(
    r"(?<!\w)(?:pickup|pick up|abholung|retrait|ritiro|recogida|afhalen|odbior|store|stores|branch|filial\w*|markt|magaza\w*|sube|subesi|magasin|tienda|negozio|winkel|salon|sklep stacjonarny"
    r"|prodejna|butik|butikk|myymala|店舗|매장|门店)(?: [^\W\d_]+){0,3} ?: ?\Z"
)
# "2 in stock at Chicago Store" says nothing either.
_AT_A_STORE: Final = late(
    r" (?:at|in|in der|im|bei|a|au|en|w|na|v|i) (?:[^\W\d_]+ ){0,4}(?:store|branch|filiale|markt|magasin|tienda|negozio|winkel|salonie|prodejne|butik|butikk)(?!\w)"
)
_LONGEST: Final = 1_000
_ZERO: Final = late(r"(?<![\d.,])0(?![\d.,])")
_COUNT: Final = late(
    r"(?<!\w)(?:stocks?|stok|stok adedi|stok miktari|lagerbestand|bestand|quantity available|qty available|available quantity"
    r"|qty in stock|disponibilita|voorraad|skladem|skladom|stan magazynowy|lagersaldo|saldo|stoc|наличие|в наличии|остаток"
    r"|keszlet|zaliha|zaloga|在庫数?|재고|库存|庫存) ?[:=] ?[><+~]? ?(\d{1,6})\+?"
    r"(?= ?(?:\Z|[|),;!]|adet|stuck|stk|pcs|pieces|units|ks|szt|db|st|kpl|tk|vnt|gab|buc|шт|бр|個|点|台|개|件|pz|uds|un)(?!\w))"
    r"|(?:在庫数?|재고|库存|庫存) ?(\d{1,6}) ?(?:個|点|台|本|개|件)"
)
# The end of a sentence; after a short word the dot is an abbreviation's.
_SENTENCE_END: Final = late(r"(?<=[^\W\d_]{4})\.+(?=\s|\Z)|…|!(?=\s)")


def statements_of(text: str) -> set[Said]:
    """All that a text says of stock, contradictions too; empty when it says nothing."""
    # What says more than this is a description; each phrase is judged by all that stands around it.
    text = text[:_LONGEST]
    folded = fold(_SENTENCE_END.sub(" | ", text))
    found = _PHRASES.find(folded)
    said = {_turned(each, folded) for each in found if not _is_waited_for(each, found, folded)} - {Said.NOTHING}
    if not found and ":" in folded:  # "Stok durumu: var" is "stok durumu var" as label and value
        value = _COLON.sub(" ", folded)
        said = {_turned(each, value) for each in _PHRASES.find(value)} - {Said.NOTHING}
    if count := _COUNT.search(folded):
        said.add(Said.IN_STOCK if int(count[1] or count[2]) else Said.OUT_OF_STOCK)
    return said


def _is_waited_for(each: Found[_Statement], found: Sequence[Found[_Statement]], folded: str) -> bool:
    """Whether "in stock" is only what somebody wants to be told of: "Email me when this arrives in stock"."""
    return each.label.said is Said.IN_STOCK and any(
        other.label.said is Said.OUT_OF_STOCK
        and other.start < each.start
        and _WHEN.search(folded[other.start : each.start])
        and not _STOP.search(folded[other.end : each.start])
        for other in found
    )


def _turned(found: Found[_Statement], folded: str) -> Said:
    """What a phrase says where it stands."""
    said = found.label.said
    lead, words = folded[: found.start], folded[found.start : found.end]
    before = _STOP.split(lead)[-1].split()
    after = _STOP.split(folded[found.end :])[0].split()
    if _says_nothing(found.label, lead, words, before, after):
        return Said.NOTHING
    if said is Said.OUT_OF_STOCK:
        never = _NEVER.search(lead) or _DENIED.match(folded, found.end) or _is_count(before, words)
        return Said.NOTHING if never else said
    if said not in {Said.IN_STOCK, Said.LIMITED}:
        return said
    sentence = folded[folded.rfind("|", 0, found.start) + 1 :].partition("|")[0]
    elsewhere = _OF_A_STORE.search(lead) or _AT_A_STORE.match(folded, found.end) or _MESSAGE.search(sentence)
    if elsewhere or (said is Said.LIMITED and _NO_COUNT.search(folded[found.start : found.end + 4])):
        return Said.NOTHING
    if _is_denied(said, before, words, after):
        return Said.OUT_OF_STOCK
    return _counted(found, folded, before) if said is Said.IN_STOCK else said


def _says_nothing(phrase: _Statement, lead: str, words: str, before: list[str], after: list[str]) -> bool:
    """Whether a phrase means something else among the words it stands with."""
    if phrase.alone and not all(word in FILLERS or word in _NEGATIONS for word in _words([*before, *after])):
        return True
    if phrase.labelled and not _AVAILABILITY.search(lead):
        return True
    return words in _LAST_ONES and not all(word in FILLERS or word in LEFT for word in _words(after))


def _words(parts: list[str]) -> list[str]:
    return _WORD.findall(" ".join(parts))


def _counted(found: Found[_Statement], folded: str, before: list[str]) -> Said:
    """What "in stock" says with the number before it, or with the value behind it: "Available: 0"."""
    if _FEWER.search(" ".join(before)):
        return Said.LIMITED
    labelled = _LABELLED.match(folded, found.end)
    if labelled is None:
        return Said.IN_STOCK
    if found.label.alone and _NONE_OF_IT.match(labelled["value"]):
        return Said.OUT_OF_STOCK
    return Said.NOTHING if _is_label(labelled["value"], alone=found.label.alone) else Said.IN_STOCK


def _is_label(value: str, *, alone: bool) -> bool:
    """Whether "available" before a colon only names what its value tells: "Available: on request", and what stands beside it.

    A count and "yes, at once" leave it what it says.
    """
    if not any(map(str.isalnum, value)):
        return not any(mark in value for mark in "✓✔☑")
    return alone and not value[0].isdigit() and not all(word in FILLERS for word in _WORD.findall(value))


def _is_count(before: list[str], words: str) -> bool:
    """Whether a lone "sold" counts those that were: "45+ sold"."""
    return len(words.split()) == 1 and bool(before) and bool(_COUNTED.fullmatch(before[-1]))


def _is_denied(said: Said, before: list[str], words: str, after: list[str]) -> bool:
    """Whether "in stock" or "few left" is turned round: by a count of none, a "not", or a "soon"."""
    counted = before[-2:] if before[-1:] and before[-1] in _UNITS else before[-1:]
    if _ZERO.search(" ".join([*counted, words])):
        return True
    close = _PLUS.sub("", " ".join(before[-3:]))
    if said is Said.IN_STOCK and _SOON.find(close):
        return True
    return bool(_NOT_BEFORE.find(close) or _NOT_AFTER.find(" ".join(after[:2])))
