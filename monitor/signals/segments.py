"""The parts of a market that have figures of their own: by a card's place among its peers, and by its memory. Pure."""

from typing import Final

from monitor.catalog.catalog import CONSUMER

#: Classes of memory by the least gigabytes they hold: each ends below the next. Demand for AI empties those at the end.
_MEMORY_FROM: Final = {"under_10gb": 0, "10_to_15gb": 10, "16_to_23gb": 16, "24gb_and_more": 24}

_DESCRIBED: Final = {
    "entry": "entry cards",
    "mid": "mid-range cards",
    "high": "high-end cards",
    "halo": "halo cards",
    "under_10gb": "cards with less than 10 GB",
    "10_to_15gb": "cards with 10 to 15 GB",
    "16_to_23gb": "cards with 16 to 23 GB",
    "24gb_and_more": "cards with 24 GB and more",
}

#: Every part, as figures list them.
SEGMENTS: Final = tuple(_DESCRIBED)


def segments_of(segment: str, memory_gb: float) -> tuple[str, ...]:
    """The parts of the market that a card belongs to: its place in the catalogue, and its class of memory.

    Args:
        segment: of the catalogue; what is `professional` belongs to no part of the consumers' market.
        memory_gb: gigabytes of the whole board.
    """
    if segment not in CONSUMER:
        return ()
    memory = max((low, word) for word, low in _MEMORY_FROM.items() if low <= memory_gb)[1]
    return segment, memory


def described(word: str) -> str:
    """A part in words, for a sentence: "cards with 24 GB and more". Raises KeyError for what is no part."""
    return _DESCRIBED[word]
