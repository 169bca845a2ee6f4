"""Text that a shop encoded twice, and text that only looks like it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scrapers.mojibake import undo


def twice(text: str) -> str:
    """As a shop writes it that takes its UTF-8 for windows-1252."""
    return "".join(bytes([byte]).decode("cp1252", "replace").replace("\ufffd", chr(byte)) for byte in text.encode())


@pytest.mark.parametrize(
    "text",
    [
        "Dostępny, wysyłka jutro, 4 899,00 zł",
        "Verfügbar, für 1.299,00 € – täglich geöffnet",
        "Dočasně vyprodáno, čekáme na další: Č, Ő, Ł",
        "Disponible à l'été, déjà épuisé",
        "₺ 54.999 – stokta değil, ürün çok güzel",
    ],
)
def test_it_is_read_as_it_was_meant(text: str) -> None:
    assert twice(text) != text
    assert undo(twice(text)) == text
    assert undo(text) == text


def test_only_the_pieces_that_were_encoded_twice_change() -> None:
    assert undo(f"Größe, Maße, Höhe: {twice('für täglich geöffnet')}") == "Größe, Maße, Höhe: für täglich geöffnet"


@pytest.mark.parametrize(
    "text",
    [
        "plain",
        "für",
        "Â£ 5 off",  # once may be anything
        "ÃGUA, PÃO, MAÇÃ, IRMÃ",
        "Å, Ä and Ö are letters of the north: Åre, Ängelholm, Örebro",
        "價格 1,299 元",
    ],
)
def test_text_that_was_encoded_once_stays_as_it_is(text: str) -> None:
    assert undo(text) == text


@given(st.text())
def test_no_text_fails(text: str) -> None:
    assert isinstance(undo(text), str)
