"""Questions are read from their files, and their parameters from what people write. No database."""

from datetime import date
from decimal import Decimal

import pytest

from monitor import questions
from monitor.questions import Kind, Parameter, QuestionError

TODAY = date(2026, 3, 31)
HEAD = "-- section: Now\n-- title: T?\n-- description: D.\n"


def test_there_are_many_and_each_is_told_apart() -> None:
    found = questions.load()
    assert len(found) >= 20
    assert len({each.title for each in found}) == len(found)
    assert [each.section for each in found] == sorted((each.section for each in found), key=questions.SECTIONS.index)


@pytest.mark.parametrize(
    ("kind", "text", "value"),
    [
        (Kind.TEXT, "", ""),
        (Kind.TEXT, "GeForce RTX 5090'; DROP TABLE listing --", "GeForce RTX 5090'; DROP TABLE listing --"),
        (Kind.NUMBER, "0.25", Decimal("0.25")),
        (Kind.NUMBER, "-3", Decimal(-3)),
        (Kind.INTEGER, "28", 28),
        (Kind.DAY, "today", TODAY),
        (Kind.DAY, "today-30", date(2026, 3, 1)),
        (Kind.DAY, "2025-12-24", date(2025, 12, 24)),
    ],
)
def test_what_a_text_says(kind: Kind, text: str, value: object) -> None:
    assert Parameter("p", kind, "", "").value(text, TODAY) == value


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        (Kind.TEXT, "x" * 201),
        (Kind.TEXT, "a\0b"),
        (Kind.NUMBER, "much"),
        (Kind.NUMBER, "nan"),
        (Kind.NUMBER, "inf"),
        (Kind.NUMBER, "1e9"),
        (Kind.INTEGER, "-1"),
        (Kind.INTEGER, "1.5"),
        (Kind.INTEGER, "9" * 30),
        (Kind.DAY, "yesterday"),
        (Kind.DAY, "2026-02-30"),
        (Kind.DAY, "today-99999999"),
        (Kind.DAY, "today+1"),
    ],
)
def test_what_is_no_such_value_is_refused_with_what_to_write(kind: Kind, text: str) -> None:
    with pytest.raises(QuestionError, match=r"p=.*write"):
        Parameter("p", kind, "", "").value(text, TODAY)


def test_a_day_before_all_days_is_refused() -> None:
    with pytest.raises(QuestionError):
        Parameter("p", Kind.DAY, "", "").value("today-99999", date(200, 1, 1))


def test_defaults_hold_unless_something_is_given() -> None:
    text = f"{HEAD}-- parameter market text = us: market\n-- parameter since day = today-30: first day\nSELECT :market, :since::date\n"
    question = questions.read("one", text)
    assert question.values({}, TODAY) == {"market": "us", "since": date(2026, 3, 1)}
    assert question.values({"market": "tr"}, TODAY)["market"] == "tr"
    assert question.pasted() == "SELECT 'us', (current_date - 30)::date;"
    with pytest.raises(QuestionError, match=r"gpu.*market, since"):
        question.values({"gpu": "x"}, TODAY)


@pytest.mark.parametrize(
    "text",
    [
        "SELECT 1",
        HEAD + "SELECT :market",
        HEAD + "-- parameter market text = us: market\nSELECT 1",
        HEAD + "-- parameter market word = us: market\nSELECT :market",
        HEAD + "-- parameter market text: market\nSELECT :market",
        "-- title: T?\n-- description: D.\nSELECT 1",
    ],
)
def test_a_file_that_is_written_otherwise_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"one|word"):
        questions.read("one", text)
