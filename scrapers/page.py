"""One answer of a shop, as bytes, with what is needed to read it."""

import codecs
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

_META_CHARSET = re.compile(rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([\w:-]{2,40})""", re.IGNORECASE)
#: Python's own encodings that no page may name: some of them take quadratic time.
_NOT_FOR_PAGES = frozenset({"idna", "punycode", "raw_unicode_escape", "undefined", "unicode_escape", "utf-7"})
_BOMS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))


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
    def _decoded(self) -> tuple[str, str, bool]:
        """Text, encoding, and whether it is not the one the page names or some bytes could not be read.

        By the order of the HTML standard: BOM, header, meta, UTF-8, windows-1252.
        """
        for bom, name in _BOMS:
            if self.body.startswith(bom):
                text = self.body[len(bom) :].decode(name, "replace")
                return text, name, "\ufffd" in text
        named = [self._header_charset]
        if meta := _META_CHARSET.search(self.body[:4096]):
            named.append(meta[1].decode("ascii", "replace"))
        broken = False
        for name in [*filter(None, named), "utf-8"]:
            try:
                # A page that says latin-1 means windows-1252 (WHATWG encoding standard).
                label = codecs.lookup(name).name
                if label not in _NOT_FOR_PAGES:
                    return self.body.decode("cp1252" if label == "iso8859-1" else label), label, broken
            except (LookupError, UnicodeDecodeError, ValueError):
                pass
            broken = True
        # Mostly UTF-8 with some broken bytes, or an unnamed single-byte page: the one that damages less.
        text = self.body.decode("utf-8", "replace")
        if text.count("\ufffd") * 20 > sum(byte > 0x7F for byte in self.body):
            single_byte = self.body.decode("cp1252", "replace")
            if "\ufffd" not in single_byte:
                return single_byte, "cp1252", bool(any(named))
        return text, "utf-8", True

    @property
    def _header_charset(self) -> str:
        match = re.search(r"charset\s*=\s*[\"']?([\w:-]+)", self.headers.get("content-type", ""), re.IGNORECASE)
        return match[1] if match else ""

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
        return self._decoded[2]
