"""A page's elements by what they are: found without passing over all of them again and again."""

from collections import defaultdict
from collections.abc import Iterable, Sequence

from scrapers.boxes import Box


class Index:
    """The elements of a page by tag, by attribute, and by the words of their class and id; each in the page's order."""

    def __init__(self, boxes: Sequence[Box]) -> None:
        self._boxes = boxes
        self._tags: dict[str, list[Box]] = defaultdict(list)
        self._attributes: dict[str, list[Box]] = defaultdict(list)
        self._words: dict[frozenset[str], list[Box]] = defaultdict(list)
        tags, attributes, words = self._tags, self._attributes, self._words
        for box in boxes:
            tags[box.tag].append(box)
            if box.attrs:
                for name in box.attrs:
                    attributes[name].append(box)
                if box.words:
                    words[box.words].append(box)

    def tagged(self, *tags: str) -> list[Box]:
        """All elements with one of these tags."""
        return self.in_order(*(self._tags.get(tag, ()) for tag in tags))

    def having(self, *attributes: str) -> list[Box]:
        """All elements with one of these attributes."""
        return self.in_order(*(self._attributes.get(name, ()) for name in attributes))

    @property
    def attributes(self) -> Iterable[str]:
        """The names of all attributes on the page."""
        return self._attributes.keys()

    def named(self, words: frozenset[str]) -> list[Box]:
        """All elements whose class or id holds one of these words."""
        return self.in_order(*(boxes for names, boxes in self._words.items() if not names.isdisjoint(words)))

    def in_order(self, *groups: Sequence[Box]) -> list[Box]:
        """Elements of several groups, each once, in the page's order."""
        filled = [group for group in groups if group]
        if len(filled) == 1:
            return list(filled[0])
        places = sorted({box.position for group in filled for box in group})
        return [self._boxes[place] for place in places]
