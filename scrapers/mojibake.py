"""Text that was encoded twice on the shop's side: ``zÅ‚`` for ``zł``, ``â‚¬`` for ``€``."""

import re
from typing import Final

from scrapers.late import late

#: The first two bytes of a UTF-8 character, each read as a character of windows-1252.
_SAME: Final = "".join(map(chr, range(0x80, 0xC0)))
_SECOND: Final = "€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ" + _SAME
_PAIRS: Final = [*((first, _SECOND) for first in "ÂÃÄÅÐÑ"), ("â", "€‚†„"), ("Ø", _SAME)]
#: Looked for in UTF-8, since all of them begin there with the same byte, which is found fast.
_TWICE: Final = re.compile(
    b"\xc3(?:%s)"
    % b"|".join(
        re.escape(first.encode()[1:]) + b"(?:%s)" % b"|".join(re.escape(second.encode()) for second in seconds)
        for first, seconds in _PAIRS
    )
)
_RUN: Final = late(r"[^\x00-\x7f]{2,}")
#: Fewer may be anything.
_FEWEST: Final = 3


def undo(text: str, utf8: bytes | None = None) -> str:
    """Undo double encoding, piece by piece; text that was encoded once stays as it is.

    Args:
        text: the text.
        utf8: the same in UTF-8, where it is at hand.
    """
    if text.isascii():
        return text
    if len(_TWICE.findall(utf8 or text.encode("utf-8", "replace"))) < _FEWEST:
        return text
    return _RUN.sub(lambda run: _once(run[0]), text)


def _once(text: str) -> str:
    try:
        return b"".join(_byte(char) for char in text).decode()
    except (UnicodeEncodeError, UnicodeDecodeError, ValueError):
        return text


def _byte(char: str) -> bytes:
    """The byte a character stands for in windows-1252; its unused places are passed through, as browsers do."""
    try:
        return char.encode("cp1252")
    except UnicodeEncodeError:
        return bytes([ord(char)])
