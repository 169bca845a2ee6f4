"""Parts of the market: every consumer card has a place and a class of memory, and no other card has any."""

import pytest

from monitor.catalog.catalog import load_catalog
from monitor.signals.segments import SEGMENTS, described, segments_of


@pytest.mark.parametrize(
    ("memory_gb", "word"),
    [
        (1, "under_10gb"),
        (8, "under_10gb"),
        (10, "10_to_15gb"),
        (12, "10_to_15gb"),
        (16, "16_to_23gb"),
        (20, "16_to_23gb"),
        (23.9, "16_to_23gb"),
        (24, "24gb_and_more"),
        (32, "24gb_and_more"),
    ],
)
def test_a_card_belongs_to_its_place_and_to_its_class_of_memory(memory_gb: float, word: str) -> None:
    assert segments_of("halo", memory_gb) == ("halo", word)


def test_professional_cards_belong_to_no_part_of_the_consumers_market() -> None:
    assert segments_of("professional", 48) == ()


def test_the_catalogue_fills_every_part_and_every_part_has_words() -> None:
    used = {word for gpu in load_catalog() for word in segments_of(gpu.segment, gpu.memory_gb)}
    assert used == set(SEGMENTS)
    assert len({described(word) for word in SEGMENTS}) == len(SEGMENTS)
    assert described("24gb_and_more") == "cards with 24 GB and more"
    assert described("halo") == "halo cards"


def test_what_is_no_part_has_no_words() -> None:
    with pytest.raises(KeyError):
        described("professional")
