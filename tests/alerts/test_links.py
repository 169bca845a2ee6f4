"""Links cannot be made by others, nor used for something else."""

from contextlib import suppress
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.alerts.links import CONFIRM_WITHIN, BadLinkError, Link, Links, Purpose

NOW = datetime(2026, 5, 1, tzinfo=UTC)
LINKS = Links("a key", "https://gpu.example/")


def token(link: Link, links: Links = LINKS) -> str:
    address = links.make(link, NOW)
    assert address.startswith(f"https://gpu.example/alerts/{link.purpose}/")
    return address.rpartition("/")[2]


@pytest.mark.parametrize("purpose", list(Purpose))
def test_what_was_made_is_read(purpose: Purpose) -> None:
    link = Link(purpose, 7, None if purpose is Purpose.CONFIRM else 12)
    assert LINKS.read(purpose, token(link), NOW) == link


def test_a_link_serves_one_purpose() -> None:
    mute = token(Link(Purpose.MUTE, 7, 12))
    for purpose in set(Purpose) - {Purpose.MUTE}:
        with pytest.raises(BadLinkError):
            LINKS.read(purpose, mute, NOW)


def test_another_key_makes_other_links() -> None:
    with pytest.raises(BadLinkError):
        LINKS.read(Purpose.STOP, token(Link(Purpose.STOP, 7, 12), Links("another", "https://gpu.example")), NOW)


def test_a_question_is_answered_in_time() -> None:
    asked = token(Link(Purpose.CONFIRM, 7))
    assert LINKS.read(Purpose.CONFIRM, asked, NOW + CONFIRM_WITHIN).recipient_id == 7
    with pytest.raises(BadLinkError, match="too old"):
        LINKS.read(Purpose.CONFIRM, asked, NOW + CONFIRM_WITHIN + timedelta(seconds=1))


@given(st.text() | st.binary().map(lambda data: data.hex()))
def test_nothing_else_is_a_link(text: str) -> None:
    with pytest.raises(BadLinkError):
        LINKS.read(Purpose.STOP, text, NOW)


@given(st.data())
def test_no_letter_can_be_changed(data: st.DataObject) -> None:
    made = token(Link(Purpose.STOP, 7, 12))
    at = data.draw(st.integers(0, len(made) - 1))
    letter = data.draw(st.sampled_from("ABCabc019-_.").filter(lambda other: other != made[at]))
    changed = made[:at] + letter + made[at + 1 :]
    # The last letter of base64 has bits that say nothing.
    with suppress(BadLinkError):
        assert LINKS.read(Purpose.STOP, changed, NOW) == Link(Purpose.STOP, 7, 12)


def test_the_key_is_not_shown() -> None:
    assert "a key" not in repr(LINKS)
