"""Which class names of a page last: words that people gave, not what build tools make up or layout is made of."""

import re
from typing import Final

from scrapers.boxes import words_in
from scrapers.late import late

_NAME: Final = late(r"-?[A-Za-z][\w-]{1,60}")
_MADE_UP: Final = late(r"(?:css|sc|jsx|jss|svelte|emotion|styles?|makestyles|mui|chakra)-", re.IGNORECASE)
_WORD: Final = late(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])")
_VOWEL: Final = late(r"[aeiouyäöüıåøæ]", re.IGNORECASE)
_SHORT_FORMS: Final = words_in("btn crd hdr img lnk lst nav pdp plp prc prd sku txt ttl url")
#: `ProductCard_root__x7Yz1`: what stands before the hash of a CSS module is the author's.
_MODULE: Final = late(r"([A-Za-z][A-Za-z-]{2,40}_{1,2}[A-Za-z][A-Za-z-]{1,40}_{2,3})[\w-]{4,12}")

#: Words of names that say what a part of an item is.
TELLING: Final = words_in(
    "amount article availability basket book buy cart catalog goods name next offer price prod product "
    "stock title urun fiyat isim stok preis artikel prix prezzo precio cena nazwa pod"
)
#: Words of names that any repeated part may have.
_REPEATED: Final = words_in("card cell entry item listing result thumb tile")
#: Words of names that only lay out; they change when the page is restyled.
_LAYOUT: Final = words_in(
    "active align block bold border clearfix col column container content current even first flex float grid group half inner "
    "justify large last left lg line main margin md medium mt mb muted nav odd outer padding pb pt px py right row selected sm "
    "small span text top w wide width wrap wrapper xl xs"
)


def is_stable(name: str) -> bool:
    """Whether a class name or id is made of words, without hashes and numbers."""
    if (
        not _NAME.fullmatch(name)
        or _MADE_UP.match(name)
        or re.search(r"\d{3}|\d[A-Za-z]\w*\d|[A-Za-z]\d[A-Za-z]", name)
    ):
        return False
    words = _WORD.findall(name)
    if not words or sum(map(len, words)) < 3 * len(words):
        return False
    return all(_VOWEL.search(word) or word.lower() in _SHORT_FORMS or len(word) == 1 for word in words)


def module_prefix(name: str) -> str | None:
    """The part of a CSS module's class name that its author gave; None for any other name."""
    found = _MODULE.fullmatch(name)
    return found[1] if found and is_stable(found[1].strip("_").replace("__", "-").replace("_", "-")) else None


def cost(name: str) -> float:
    """How little a stable name says: least for what names a part of an item, most for mere layout."""
    words = {word.lower() for word in _WORD.findall(name)}
    if words & TELLING:
        return 1.0
    if words & _REPEATED:
        return 1.5
    return 3.0 if words & _LAYOUT or len(name) < 4 else 2.0
