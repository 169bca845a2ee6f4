"""What each page said the last time: a page that says the same need not be read again."""

import hashlib
from collections import OrderedDict
from dataclasses import dataclass, replace
from typing import Final

import structlog

from scrapers.address import shown
from scrapers.offer import Reading
from scrapers.page import Page
from scrapers.quick import glance
from scrapers.read import read_page
from scrapers.spec import RetailerSpec, SourceSpec

log = structlog.get_logger(__name__)

#: Pages remembered by one process, the latest read ones.
_KEPT: Final = 1000
#: Every so many polls a page is read in full, whatever its embedded data say.
_CHECKED_EVERY: Final = 50


@dataclass(frozen=True, slots=True)
class _Last:
    """A page as it was read last.

    Attributes:
        digest: of its bytes.
        read_as: retailer's file and source.
        said: digest of what its embedded data said; None where the file does not say that they can be relied on.
        glances: polls since, that only glanced at those data.
    """

    digest: bytes
    read_as: tuple[RetailerSpec, SourceSpec]
    reading: Reading
    said: bytes | None
    glances: int = 0


class LastReadings:
    """The last reading of each page. Safe to use from several threads: at worst a page is read once more."""

    def __init__(self) -> None:
        self._last: OrderedDict[tuple[str, str], _Last] = OrderedDict()
        self._refuted: set[str] = set()

    def read(self, page: Page, spec: RetailerSpec, source: SourceSpec) -> Reading:
        """Read a page, unless it says what it said the last time and was read the same way.

        It says the same if its bytes are the same; or its embedded data, where the retailer's file says that those were
        proved. Data that stay the same while the page's offers change refute that: they are not relied on again.

        Raises:
            Blocked, LayoutChanged: as `read_page`; nothing is remembered then.
        """
        key = spec.name, page.url
        # The content type names the encoding: part of what the bytes say.
        digest = hashlib.blake2b(page.body, key=page.headers.get("content-type", "").encode()[:64]).digest()
        last = self._last.get(key)
        if last and last.read_as != (spec, source):
            last = None
        if last and last.digest == digest:
            return last.reading
        said = glance(page, spec.place) if spec.proved and spec.name not in self._refuted else None
        if last and said and said == last.said and last.glances + 1 < _CHECKED_EVERY:
            self._keep(key, replace(last, digest=digest, glances=last.glances + 1))
            return last.reading
        reading = read_page(page, spec, source)
        if last and said and said == last.said and reading.offers != last.reading.offers:
            log.warning(
                "embedded data did not follow the page: not relied on again", retailer=spec.name, url=shown(page.url)
            )
            self._refuted.add(spec.name)
        self._keep(key, _Last(digest, (spec, source), reading, said))
        return reading

    def _keep(self, key: tuple[str, str], last: _Last) -> None:
        self._last[key] = last
        self._last.move_to_end(key)
        while len(self._last) > _KEPT:
            self._last.popitem(last=False)
