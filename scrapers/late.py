"""Regular expressions that are compiled at their first use: a command that reads no page and no title does not pay for them."""

import re
from typing import cast


class _Late:
    def __init__(self, source: str, flags: re.RegexFlag) -> None:
        self._source = source
        self._flags = flags

    def __getattr__(self, name: str) -> object:
        # Asked only for what is not there yet: from then on the pattern's own methods are.
        pattern = re.compile(self._source, self._flags)
        for method in ("search", "match", "fullmatch", "finditer", "findall", "sub", "split"):
            setattr(self, method, getattr(pattern, method))
        return getattr(pattern, name)


def late(source: str, flags: re.RegexFlag = re.NOFLAG) -> re.Pattern[str]:
    """Like re.compile, at the first use."""
    return cast("re.Pattern[str]", _Late(source, flags))
