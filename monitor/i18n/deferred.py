"""A sentence that is made in one place and said in another, in the reader's language: what errors carry."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from monitor.i18n.language import Language


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of the catalogue with its values; as text it is English.

    Attributes:
        message: the English one, as `mark` has it.
        values: by the names in its braces.
    """

    message: str
    values: Mapping[str, object] = field(default_factory=dict)

    def __str__(self) -> str:
        return self.message.format(**self.values)

    def said(self, words: "Language") -> str:
        """It in a language."""
        return words.say(self.message, **self.values)


class SaidError(ValueError):
    """What is wrong, for a reader.

    Attributes:
        why: what is wrong and what to do; as the error's text it is English.
    """

    def __init__(self, message: str, **values: object) -> None:
        self.why = Sentence(message, values)
        super().__init__(str(self.why))
