"""Why something that was asked for is not answered: a sentence for the reader, in his language."""

from collections.abc import Iterable, Mapping
from typing import Any, Final

from starlette.exceptions import HTTPException

from monitor.i18n.deferred import Sentence
from monitor.i18n.names import mark


class Refused(HTTPException):
    """An answer that is none.

    Args:
        code: of the answer.
        why: what is wrong; programs get it in English.
    """

    def __init__(self, code: int, why: Sentence) -> None:
        super().__init__(code, str(why))
        self.why = why


#: What the framework says of addresses that it does not know.
_ITS_OWN: Final[Mapping[int, str]] = {
    404: mark("There is no such page."),
    405: mark("This page cannot be asked for in that way."),
}
#: What may be wrong with a parameter, by the framework's word for it.
_PROBLEMS: Final[Mapping[str, str]] = {
    "greater_than_equal": mark("{name}: at least {ge}"),
    "less_than_equal": mark("{name}: at most {le}"),
    "int_parsing": mark("{name}: a whole number"),
    "string_too_long": mark("{name}: at most {max_length} letters"),
    "enum": mark("{name}: one of {expected}"),
    "literal_error": mark("{name}: one of {expected}"),
}
_OTHER: Final = mark("{name}: this cannot be used")


def why(error: HTTPException) -> Sentence:
    """What an error says to a reader."""
    if isinstance(error, Refused):
        return error.why
    return Sentence(_ITS_OWN[error.status_code]) if error.status_code in _ITS_OWN else Sentence("{detail}", vars(error))


def problems(found: Iterable[Mapping[str, Any]]) -> list[Sentence]:
    """What is wrong with parameters, one by one.

    Args:
        found: as the framework tells it.
    """
    return [
        Sentence(_PROBLEMS.get(each["type"], _OTHER), {"name": each["loc"][-1], **each.get("ctx", {})})
        for each in found
    ]
