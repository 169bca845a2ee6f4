"""What each page said the last time: the same bytes say the same, and need not be read again."""

import hashlib
from collections import OrderedDict
from typing import Final

from scrapers.offer import Reading
from scrapers.page import Page
from scrapers.read import read_page
from scrapers.spec import RetailerSpec, SourceSpec

#: Pages remembered by one process, the latest read ones.
_KEPT: Final = 1000


class LastReadings:
    """The last reading of each page. Safe to use from several threads: at worst a page is read once more."""

    def __init__(self) -> None:
        self._last: OrderedDict[tuple[str, str], tuple[bytes, RetailerSpec, SourceSpec, Reading]] = OrderedDict()

    def read(self, page: Page, spec: RetailerSpec, source: SourceSpec) -> Reading:
        """Read a page, unless its bytes are those of the last time and were read the same way.

        Raises:
            Blocked, LayoutChanged: as `read_page`; nothing is remembered then.
        """
        key = spec.name, page.url
        # The content type names the encoding: part of what the bytes say.
        digest = hashlib.blake2b(page.body, key=page.headers.get("content-type", "").encode()[:64]).digest()
        last = self._last.get(key)
        if last and last[:3] == (digest, spec, source):
            return last[3]
        reading = read_page(page, spec, source)
        self._last[key] = (digest, spec, source, reading)
        self._last.move_to_end(key)
        while len(self._last) > _KEPT:
            self._last.popitem(last=False)
        return reading
