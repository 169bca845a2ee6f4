"""Remember what pure readers of texts answered: a shop's pages say the same few things over and over."""

from collections.abc import Callable
from functools import lru_cache, wraps
from typing import Final, ParamSpec, TypeVar

P = ParamSpec("P")
T = TypeVar("T")

#: As many answers are kept for each reader; a short text and its answer take about 300 bytes.
_KEPT: Final = 4096
#: Longer texts are descriptions: they rarely come again, and would fill the memory.
_LONGEST: Final = 200


def remembered(read: Callable[P, T]) -> Callable[P, T]:
    """Keep the latest answers of a pure function whose first argument is a text. Its answers must not be changed."""
    kept = lru_cache(_KEPT)(read)

    @wraps(read)
    def reading(*arguments: P.args, **named: P.kwargs) -> T:
        if len(arguments[0]) > _LONGEST:  # type: ignore[arg-type]  # the first argument is a text
            return read(*arguments, **named)
        return kept(*arguments, **named)  # type: ignore[arg-type]  # a pure reader's arguments can be hashed

    return reading
