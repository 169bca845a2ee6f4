"""What a mail address looks like: plain enough to stand in a command to a mail server as it is."""

import re
from typing import Final

# No quotes, brackets, spaces or control characters: nothing that could end the command or name a second address.
_PART: Final = r"[^\x00-\x20\x7f-\xa0\u2028\u2029<>()\[\],;:\"\\@]+"
_ADDRESS: Final = re.compile(rf"{_PART}@{_PART}")
#: RFC 5321: a path has 256 octets, with its angle brackets.
_LONGEST: Final = 254


def is_address(text: str) -> bool:
    """Whether this is one mail address, and nothing else."""
    return bool(_ADDRESS.fullmatch(text)) and len(text.encode("utf-8", "replace")) <= _LONGEST
