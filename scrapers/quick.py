"""The quick look at a page: whether its embedded data say what they said the last time.

Building a page's tree costs a hundred times more than finding the data in its bytes. A retailer's file may say that the
shop's data were proved to follow its shelves (`proved`); then a page whose data are as before need not be read again.
"""

import hashlib
import re
from typing import Final

from scrapers import loose_json
from scrapers.claim import Claim
from scrapers.market import Market
from scrapers.page import Page
from scrapers.schema_items import claims

_BLOCK: Final = re.compile(rb"<script\b[^>]{0,300}\bld\+json[^>]{0,300}>(.*?)</script", re.DOTALL | re.IGNORECASE)
_ENDS: Final = re.compile(rb"</(?:html|body)\b", re.IGNORECASE)
_TAIL: Final = 5_000


def glance(page: Page, market: Market) -> bytes | None:
    """A digest of what a page's JSON-LD says of items: names, numbers, prices, stock, sellers.

    Args:
        page: the page.
        market: where its shop sells.

    Returns:
        None where a glance says nothing: no such data, none that offer anything, some that cannot be read, or a page
        that was cut off or is not UTF-8. It then has to be read.
    """
    if not _ENDS.search(page.body, max(0, len(page.body) - _TAIL)):
        return None
    values = []
    for block in _BLOCK.finditer(page.body):
        try:
            decoded = loose_json.decode(block[1].decode())
        except UnicodeDecodeError:
            return None
        if decoded.broken or decoded.cut:
            return None
        values += decoded.values
    found = claims(values, syntax="json_ld", market=market)
    if not any(claim.offers for claim in found):
        return None
    return hashlib.blake2b("\0".join(map(_said, found)).encode("utf-8", "replace"), digest_size=16).digest()


def _said(claim: Claim) -> str:
    return repr((claim.role.value, claim.name, claim.url, claim.sku, claim.offers))
