"""How many of an item there are, out of a shop's own words."""

from typing import Final

from scrapers.late import late
from scrapers.memory import remembered
from scrapers.number import plain
from scrapers.offer import Stock
from scrapers.phrases import Vocabulary, fold, phrases_of
from scrapers.stock import read_stock

# Where one statement ends. A count may stand in brackets or behind a colon: "In stock (5)", "Stock: 5".
_END: Final = late(r"(?<=[^\W\d_]{4})\.(?=\s|\Z)|[!?](?=\s|\Z)|[,;|•\n。！、]| [-–—]+ ")
_NUMBER: Final = late(r"(?<![\d.,/-])\d{1,6}(?![\d.,:/%-]*\d|[%°])")
# More than, less than, about, up to; a plus behind it: no count.
_VAGUE_BEFORE: Final = late(
    r"(?:[><≥≤~+±]|(?<!\w)(?:more than|over|less than|fewer than|under|up to|at least|about|mehr als|uber|weniger als|unter|mindestens"
    r"|plus de|moins de|mas de|menos de|oltre|piu di|meno di|mais de|meer dan|minder dan|ponad|powyzej|mniej niz|vice nez|mene nez"
    r"|viac ako|menej ako|tobb mint|kevesebb mint|peste|mai mult de|sub|повече от|над|под|πανω απο|fler an|mer an|mindre an|farre an"
    r"|mer enn|flere enn|færre enn|mere end|flere end|færre end|yli|alle|ule|vairak neka|daugiau nei|более|больше|менее|меньше|понад"
    r"|бiльше|більше|менше|en az|en fazla|vise od|preko|manje od|vec kot|manj kot|hon|tren|lebih dari|kurang dari|超过|超過|少于))\s*\Z"
)
_VAGUE_AFTER: Final = late(r"\s?(?:\+|以上|以下|이상|이하|ve uzeri|or more|und mehr|ou plus|o mas)")
# Numbers of something else: time, stores, colours, people, money.
_NO_PIECES: Final = late(
    r"\s?-?(?:h|hrs?|hours?|minutes?|days?|weeks?|months?|years?|business|working|werktag\w*|arbeitstag\w*|tag\w*|woche\w*|monat\w*|stunden"
    r"|jours?|heures?|semaines?|mois|giorn\w*|ore|settiman\w*|mes\w*|dias?|horas?|semanas?|dag\w*|uur|wek\w*|dni|dnu|godz\w*|tygodni\w*"
    r"|hodin\w*|tydn\w*|nap\w*|het\w*|zile|ore|дни?|дня|дней|час\w*|недел\w*|днів|тижн\w*|gun\w*|saat\w*|is gunu|hafta\w*|ay|日|時間|週間|天|小时|일"
    r"|stores?|shops?|locations?|branches|filialen|markten|magasins|negozi|tiendas|lojas|winkels|salon\w*|prodejn\w*|magaza\w*|店舗|매장|门店"
    r"|colou?rs?|farben|couleurs|colores|colori|renk\w*|people|kisi|users|reviews?|offers?|sellers?|variants?|sizes?|gb|tb|mhz|w|%|€|\$|£|tl)(?!\w)"
)
_MONTH: Final = late(
    r"\s?(?:jan|feb|fev|mar|apr|avr|abr|may|mai|maj|jun|jui|jul|giu|lug|aug|aou|ago|sep|set|oct|okt|ott|out|nov|dec|dez|dic|des|gen|ene"
    r"|ocak|subat|nisan|haziran|temmuz|agus|eylul|ekim|kasim|aral|stycz|lut|kwie|czerw|lip|sierp|wrze|pazd|grud|янв|фев|мар|апр|мая|май"
    r"|июн|июл|авг|сен|окт|ноя|дек|груд|січ|лют|бере|квіт|трав|черв|лип|серп|верес|жовт|лист|月|월)"
)
_NAME_BEFORE: Final = late(r"(?:rtx|gtx|rx|gt|arc|radeon|geforce|quadro|ryzen|core|iphone|playstation|ps)\s*\Z")
_LAST_ONE: Final = Vocabulary(
    {
        True: phrases_of("""
            son urun | son bir urun | last one | last item | letztes stuck | letztes exemplar | derniere piece | dernier article
            dernier exemplaire | ultimo pezzo | ultimo disponibile | ultima unidad | ultima unidade | laatste exemplaar
            laatste stuk | ostatnia sztuka | posledni kus | posledny kus | utolso darab | ultimul produs | ultima bucata
            последна бройка | τελευταιο κομματι | sista exemplaret | siste eksemplar | sidste eksemplar | viimeinen kappale
            viimane toode | viimane tukk | pedeja prece | paskutine preke | последний товар | последний экземпляр
            последняя штука | останній товар | останній екземпляр | zadnji komad | zadnji kos | posljednji komad
            poslednji komad | san pham cuoi cung | ชิ้นสุดท้าย | יחידה אחרונה | اخر قطعة | القطعة الاخيرة
        """)
    }
)


@remembered
def read_quantity(text: str) -> int | None:
    """How many pieces the words of a page's stock line say there are.

    Returns:
        The count where one is said; 0 where the words say that none are left, with a number; None where no count is said
        ("10+ available", "more than 5", "a few left"), or where several differ.
    """
    counts = {count for statement in _END.split(plain(text)) if (count := _count_in(fold(statement))) is not None}
    return counts.pop() if len(counts) == 1 else None


def _count_in(statement: str) -> int | None:
    numbers = list(_NUMBER.finditer(statement))
    if not numbers:
        return 1 if _LAST_ONE.find(statement) and read_stock(statement) is Stock.LIMITED else None
    if len(numbers) > 1:
        return None
    number = numbers[0]
    before, after = statement[: number.start()], statement[number.end() :]
    vague = _VAGUE_BEFORE.search(before) or _VAGUE_AFTER.match(after)
    if vague or _NO_PIECES.match(after) or _MONTH.match(after) or _NAME_BEFORE.search(before):
        return None
    state = read_stock(statement)
    count = int(number[0])
    if count == 0:
        return 0 if state is Stock.OUT_OF_STOCK else None
    return count if state in {Stock.IN_STOCK, Stock.LIMITED} else None
