"""Every sentence has a translation with the same placeholders, and every sentence in the code is found."""

import ast
import importlib.util
import re
import string
from collections.abc import Callable, Iterable
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from monitor.alerts.words import Result
from monitor.i18n import names
from monitor.i18n.language import LANGUAGES, language
from monitor.signals.segments import SEGMENTS
from monitor.vocabulary import Cause, Level, ScopeKind, SignalKind
from scrapers.errors import Outcome
from scrapers.offer import Condition, SellerKind, Stock

ROOT = Path(__file__).parents[2]
#: Files that say words of the data: each stands there, or in web/marked.py, in a mark() for the catalogue.
SAY_WHAT_IS_MARKED = {"names.py", "spoken.py", "deferred.py"}


@pytest.fixture(scope="module")
def translations() -> ModuleType:
    spec = importlib.util.spec_from_file_location("translations", ROOT / "tools" / "translations.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def both(message: str | tuple[str, ...]) -> tuple[str, ...]:
    return (message,) if isinstance(message, str) else tuple(message)


def fields(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name is not None}


@pytest.mark.parametrize("code", [code for code in LANGUAGES if code != "en"])
def test_catalogues_are_complete(code: str, translations: ModuleType) -> None:
    wanted = {message.id for message in translations.sentences() if message.id}
    known = {each.id: each for each in translations.catalogue(translations.CATALOGUES / f"{code}.po") if each.id}
    assert set(known) == wanted, "run `make words` and translate"
    for message in known.values():
        assert all(both(message.string)), message.id
        assert not message.fuzzy, message.id
        for text in both(message.string):
            assert fields(text) == fields(both(message.id)[-1]), message.id


def _name(called: ast.expr) -> str:
    """Of a function or a method."""
    return called.attr if isinstance(called, ast.Attribute) else called.id if isinstance(called, ast.Name) else ""


def test_no_sentence_hides_where_it_is_not_found(translations: ModuleType) -> None:
    """The extraction reads tokens: a sentence inside an f-string would be missed, one that is no literal, too."""
    found = {text for message in translations.sentences() if message.id for text in both(message.id)}
    said = set()
    for path in (ROOT / "monitor").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and _name(node.func) == "Sentence" and isinstance(node.args[0], ast.Constant):
                # Words that are said later are marked where they stand.
                assert not re.search(r"\w", re.sub(r"{\w+}", "", str(node.args[0].value))), f"{path}:{node.lineno}"
            if not (isinstance(node, ast.Call) and _name(node.func) == "say"):
                continue
            if isinstance(node.args[0], ast.Constant):
                said.add(node.args[0].value)
            else:
                assert path.name in SAY_WHAT_IS_MARKED, f"{path}:{node.lineno} says what is no literal"
    assert said
    assert said <= found


@pytest.mark.parametrize("code", LANGUAGES)
def test_every_word_of_the_data_has_a_name(code: str) -> None:
    words = names.Names(language(code))
    known: list[tuple[Callable[[Any], str], Iterable[Any]]] = [
        (words.stock, Stock),
        (words.condition, Condition),
        (words.seller, SellerKind),
        (words.signal, SignalKind),
        (words.event, SignalKind),
        (words.scope, ScopeKind),
        (words.poll, Outcome),
        (words.level, Level),
        (words.cause, Cause),
        (words.segment, SEGMENTS),
        (words.attempt, Result),
    ]
    for name, values in known:
        said = [name(value) for value in values]
        assert len(set(said)) == len(said)
        assert not [each for each in said if "_" in each]


def test_every_reason_why_a_message_was_not_handed_over_has_a_name() -> None:
    raised = {"TryLater", "RecipientRefused", "MessageRefused", "Outcome"}
    paths = [
        *(ROOT / "monitor" / "alerts").glob("*.py"),
        ROOT / "monitor" / "delivering.py",
        ROOT / "monitor" / "post.py",
    ]
    reasons = {
        word.value
        for path in paths
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call) and _name(node.func) in raised and len(node.args) > 1
        for word in ast.walk(node.args[1 if _name(node.func) == "Outcome" else 0])
        if isinstance(word, ast.Constant) and isinstance(word.value, str)
    }
    assert "no_recipient" in reasons
    for code in LANGUAGES:
        words = names.Names(language(code))
        bare = words.attempt(Result.TRY_LATER)
        said = {reason: words.attempt(Result.TRY_LATER, reason) for reason in reasons}
        plain = {f"{bare} ({reason.replace('_', ' ')})" for reason in reasons - {"refused"}}
        assert plain.isdisjoint(said.values())
        assert len({*said.values(), bare}) == len(said) + 1


def test_stock_that_is_not_known_is_no_state() -> None:
    assert names.Names(language("en")).stock(None) == "stock not known"


@pytest.mark.parametrize(
    ("amount", "currency", "english", "turkish"),
    [
        (Decimal("54999.00"), "TRY", "54,999 TL", "54.999 TL"),
        (Decimal("54999.90"), "TRY", "54,999.90 TL", "54.999,90 TL"),
        (Decimal(899), "EUR", "€899", "€899"),
        (Decimal("1299.5"), "USD", "$1,299.50", "$1.299,50"),
        (Decimal(12345), "PLN", "PLN12,345", "PLN12.345"),
        ("2759", "EUR", "€2,759", "€2.759"),
        (None, "EUR", "–", "–"),
    ],
)
def test_money(amount: Decimal | str | None, currency: str, english: str, turkish: str) -> None:
    assert language("en").money(amount, currency) == english
    assert language("tr").money(amount, currency) == turkish


def test_shares_and_days() -> None:
    english, turkish = language("en"), language("tr")
    assert [english.percent(0.06), turkish.percent(-0.06)] == ["6 %", "%6"]
    assert [english.change(0.384), turkish.change(-0.04), english.change(0.004)] == ["+38 %", "−%4", "0 %"]
    assert [english.percent(0.255, exact=True), turkish.percent(0.255, exact=True)] == ["25.5 %", "%25,5"]
    assert english.day(date(2026, 10, 3)) == "3 Oct 2026"
    assert turkish.day(date(2026, 10, 3)) == "3 Ekim 2026"


def test_times_are_the_readers() -> None:
    seen, now = datetime(2026, 11, 24, 22, 30, tzinfo=UTC), datetime(2026, 11, 24, 22, 40, tzinfo=UTC)
    english = language("en")
    assert english.clock(seen, "UTC", now) == "22:30 UTC"
    assert english.clock(seen, "Europe/Istanbul", now) == "01:30"
    assert english.clock(seen, "Europe/Berlin", now + timedelta(hours=1)) == "24 Nov 2026 23:30"
    assert [english.ago(timedelta(seconds=n)) for n in (40, 600, 10_000, 300_000)] == [
        "40 s ago",
        "10 min ago",
        "3 h ago",
        "3 days ago",
    ]
    assert language("tr").ago(timedelta(minutes=5)) == "5 dk önce"


def test_a_turkish_i_keeps_its_dot() -> None:
    assert language("tr").begin("ikinci el") == "İkinci el"
    assert language("en").begin("in stock") == "In stock"
