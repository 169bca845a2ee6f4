"""One answer of a shop, as bytes, with what is needed to read it."""

import codecs
import logging
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Final

from bs4.dammit import EncodingDetector, UnicodeDammit

# It warns about every page with a broken byte; the reading says so itself.
logging.getLogger("bs4.dammit").setLevel(logging.ERROR)

_CHARSET = re.compile(r"charset\s*=\s*[\"']?([\w:-]+)", re.IGNORECASE)
_MEANT = {"iso-8859-1": "windows-1252", "latin-1": "windows-1252", "latin1": "windows-1252", "utf8": "utf-8"}
_ASCII: Final = bytes(range(0x80))
#: Python's own encodings that no page may name: some of them take quadratic time.
_NOT_FOR_PAGES = frozenset({"idna", "punycode", "raw_unicode_escape", "undefined", "unicode_escape", "utf-7"})


@dataclass(frozen=True)
class Page:
    """A page as fetched or as saved.

    Attributes:
        url: the address it came from after redirects.
        body: its bytes, content encoding undone.
        status: HTTP status; 200 for a saved page.
        headers: response headers, names in lower case.
    """

    url: str
    body: bytes
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)

    @cached_property
    def _decoded(self) -> tuple[str, str]:
        """Text and encoding: BOM, header, meta, UTF-8, windows-1252, in the order of the HTML standard."""
        found = UnicodeDammit(self.body, user_encodings=self._named, is_html=True, exclude_encodings=_NOT_FOR_PAGES)
        text, encoding = (found.unicode_markup or "").removeprefix("\ufeff"), found.original_encoding or "utf-8"
        if encoding in self._named and not found.contains_replacement_characters:
            return text, encoding
        # Mostly UTF-8 with some broken bytes is better read as that than as windows-1252, which reads anything.
        as_utf8 = self.body.decode("utf-8", "replace").removeprefix("\ufeff")
        if as_utf8.count("\ufffd") * 20 <= len(self.body.translate(None, _ASCII)):
            return as_utf8, "utf-8"
        return text, encoding

    @cached_property
    def _named(self) -> list[str]:
        """The encodings that header and page name. Who says latin-1 means windows-1252 (WHATWG encoding standard)."""
        header = _CHARSET.search(self.headers.get("content-type", ""))
        declared = EncodingDetector.find_declared_encoding(self.body[:4096], is_html=True)
        names = [name.lower() for name in (header[1] if header else None, declared) if name]
        return [_MEANT.get(name, name) for name in names]

    @property
    def text(self) -> str:
        """The page's text. Bytes that no encoding explains become U+FFFD, never an error."""
        return self._decoded[0]

    @property
    def encoding(self) -> str:
        """The encoding `text` was read with."""
        return self._decoded[1]

    @property
    def broken_encoding(self) -> bool:
        """True when the page is not in the encoding it names, or some bytes could not be read; the rest still can."""
        marked = self.body.startswith((codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
        contradicted = bool(self._named) and not marked and self.encoding != self._named[0]
        return contradicted or "\ufffd" in self.text
