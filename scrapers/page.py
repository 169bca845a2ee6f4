"""One answer of a shop, as bytes, with what is needed to read it."""

import codecs
import re
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from functools import cached_property
from typing import Final

from scrapers.late import late

_CHARSET = late(r"charset\s*=\s*[\"']?([\w:-]+)", re.IGNORECASE)
_MARKS: Final = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
#: Of a script or a form the same attribute says something else.
_DECLARED = re.compile(
    rb"<meta\b[^>]{0,300}?\bcharset\s*=\s*[\"']?([\w:-]{1,40})|\A\s*<\?xml\b[^>]{0,100}?\bencoding\s*=\s*[\"']([\w:-]{1,40})",
    re.IGNORECASE,
)
#: What a name means on the web (WHATWG encoding standard): mostly a larger set than the one it named once.
_MEANT = {
    "gbk": "gb18030",
    "gb2312": "gb18030",
    "big5": "big5hkscs",
    "shift_jis": "cp932",
    "euc-kr": "cp949",
    "iso-8859-1": "windows-1252",
    "latin-1": "windows-1252",
    "latin1": "windows-1252",
    "utf8": "utf-8",
}
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
        for mark, name in _MARKS:
            if self.body.startswith(mark):
                return self.body.decode(name, "replace").removeprefix("\ufeff"), name
        named = [*self._named, "utf-8"]
        for name in named:
            with suppress(UnicodeError, LookupError):
                return self.body.decode(name), name
        # Mostly right with some broken bytes is better than what windows-1252 makes of it, which reads anything.
        others = len(self.body.translate(None, _ASCII))
        for name in named:
            with suppress(UnicodeError, LookupError):
                read = self.body.decode(name, "replace")
                if read.count("\ufffd") * 20 <= others:
                    return read, name
        return self.body.decode("windows-1252", "replace"), "windows-1252"

    @cached_property
    def _named(self) -> list[str]:
        """The encodings that header and page name. Who says latin-1 means windows-1252 (WHATWG encoding standard)."""
        header = _CHARSET.search(self.headers.get("content-type", ""))
        declared = _DECLARED.search(self.body)
        stated = (header[1] if header else None, (declared[1] or declared[2]).decode("ascii") if declared else None)
        names = [name.lower() for name in stated if name]
        return [_MEANT.get(name, name) for name in names if name not in _NOT_FOR_PAGES]

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
