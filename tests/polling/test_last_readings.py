"""The same bytes are not read again; anything else is."""

import msgspec
import pytest
from market import SELECTORS, cards, list_page

from monitor.polling import last_readings
from monitor.polling.last_readings import LastReadings
from scrapers.errors import LayoutChanged
from scrapers.page import Page
from scrapers.spec import RetailerSpec, SourceSpec

URL = "https://shop.example/gpus"
SPEC = RetailerSpec(name="shop", title="Shop", url=URL, market="us", platform="selectors", selectors=SELECTORS)
SOURCE = SourceSpec(url=URL)


def page(count: int = 3, content_type: str = "text/html; charset=utf-8") -> Page:
    return Page(URL, list_page(cards(count)).encode(), headers={"content-type": content_type})


def test_the_same_bytes_give_the_same_reading() -> None:
    readings = LastReadings()
    assert readings.read(page(), SPEC, SOURCE) is readings.read(page(), SPEC, SOURCE)


def test_other_bytes_another_encoding_or_another_file_are_read() -> None:
    readings = LastReadings()
    first = readings.read(page(), SPEC, SOURCE)
    assert len(readings.read(page(4), SPEC, SOURCE).offers) == 4
    assert readings.read(page(), SPEC, SOURCE) is not first
    first = readings.read(page(), SPEC, SOURCE)
    assert readings.read(page(content_type="text/html; charset=cp1252"), SPEC, SOURCE) is not first
    first = readings.read(page(), SPEC, SOURCE)
    german = msgspec.structs.replace(SPEC, market="de")
    assert readings.read(page(), german, SOURCE) is not first


def test_what_could_not_be_read_is_tried_again() -> None:
    readings = LastReadings()
    for _ in range(2):
        with pytest.raises(LayoutChanged):
            readings.read(Page(URL, b"<html><body><p>Welcome to our new shop.</p></body></html>"), SPEC, SOURCE)


def test_it_does_not_grow_without_end(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(last_readings, "_KEPT", 3)
    readings = LastReadings()
    for number in range(10):
        readings.read(Page(f"{URL}?page={number}", page().body), SPEC, SOURCE)
    assert len(readings._last) == 3
