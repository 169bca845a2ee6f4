"""CSS selectors of an element, the ones that say most and will last longest first."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice, pairwise
from typing import Final

from bs4 import Tag

from scrapers.class_names import cost, is_stable, module_prefix
from scrapers.late import late

#: What a bare element's name costs as a selector: a heading says something, a `div` nothing.
_TAG_COSTS: Final = {
    "h1": 1.5,
    "h2": 1.5,
    "h3": 1.5,
    "h4": 1.5,
    "article": 1.5,
    "main": 1.5,
    "img": 2.5,
    "a": 2.5,
    "button": 2.5,
    "li": 4.0,
}
_OTHER_TAG: Final = 6.0
#: Attributes whose presence or value names a part, whatever the page looks like.
_NAMING: Final = ("itemprop", "data-testid", "data-test", "data-component-type", "data-qa", "data-role")
_HOLDS_A_NUMBER: Final = late(
    r"data-(?:[a-z]+-)*(?:product|item|sku|article|prod|asin|pid)(?:-?(?:id|code|no|sku|number))?"
)
_VALUE: Final = late(r"[A-Za-z][A-Za-z_-]{2,40}")
_HIGHEST: Final = 5
#: What an element further out must not cost, to say where another one is.
_WEAK: Final = 3.0


@dataclass(frozen=True)
class Path:
    """A selector and how much is to be said against it."""

    css: str
    cost: float


def paths_to(tag: Tag, root: Tag | None) -> list[Path]:
    """Selectors that may find an element inside `root` (None: in the page), the best first. None counts children."""
    own = list(_simple(tag))
    found = list(own)
    chain = ""
    outer = (each for each in tag.parents if each.name not in {"[document]", "html", "body"})
    for number, around in enumerate(islice(outer, _HIGHEST)):
        if around is root:
            break
        for above in _simple(around):
            if above.cost > _WEAK and number:
                continue
            extra = above.cost + 0.5 + 0.2 * number
            found += [Path(f"{above.css}{chain} > {below.css}", extra + below.cost) for below in own]
            if number:
                found += [Path(f"{above.css} {below.css}", extra + below.cost) for below in own]
        chain = f" > {around.name}{chain}"
    return sorted(dict.fromkeys(found), key=lambda path: (path.cost, path.css))


def _simple(tag: Tag) -> Iterator[Path]:
    """Selectors by the element alone: its attributes, its classes, its name."""
    for name in _NAMING:
        value = tag.get(name)
        text = " ".join(value) if isinstance(value, list) else value
        if text and _VALUE.fullmatch(text):
            yield Path(f'{tag.name}[{name}="{text}"]', 0.8)
    if "next" in tag.get_attribute_list("rel"):
        yield Path(f'{tag.name}[rel~="next"]', 0.8)
    identity = tag.get("id")
    if isinstance(identity, str) and is_stable(identity) and not re.search(r"\d", identity):
        yield Path(f"#{identity}", cost(identity))
    names = tag.get_attribute_list("class")
    stable = [name for name in names if is_stable(name)]
    for name in stable:
        yield Path(f"{tag.name}.{name}", cost(name))
    for first, second in pairwise(stable):
        yield Path(f"{tag.name}.{first}.{second}", 1.0 + min(cost(first), cost(second)))
    for prefix in filter(None, map(module_prefix, names)):
        yield Path(f'{tag.name}[class*="{prefix}"]', 1.0 + cost(prefix.rstrip("_")))
    for name in tag.attrs:
        if _HOLDS_A_NUMBER.fullmatch(name):
            yield Path(f"{tag.name}[{name}]", 1.5)
    yield Path(tag.name, _TAG_COSTS.get(tag.name, _OTHER_TAG))
