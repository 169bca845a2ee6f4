"""The word lists: each phrase can be found, does what its list says, and stands in one list only."""

import re
from pathlib import Path

import pytest
from labelled_titles import MATCHER

from monitor.catalog import lexicon
from monitor.catalog.lexicon import LISTS, LexiconError, word_lists
from monitor.catalog.phrases import Phrases
from monitor.catalog.text import fold

CARD = "MSI GeForce RTX 4070 12GB"
#: Lists of which each phrase refuses a title, wherever it stands.
SURE = {
    "LAPTOP", "EXTERNAL_BOX", "BARE_PART", "COMPLETE_PC", "BOX_ONLY", "FOR_PARTS", "WANTED", "LOT", "ACCESSORY", "OTHER",
}  # fmt: skip


def as_typed(phrase: str) -> str:
    return phrase.replace("_", " ").rstrip("*")


@pytest.mark.parametrize("kind", sorted(SURE))
def test_a_sure_phrase_refuses_before_and_behind_a_card(kind: str) -> None:
    phrases = [as_typed(phrase) for phrase in word_lists()[kind].split()]
    assert len(phrases) > 100
    taken = [
        phrase for phrase in phrases if MATCHER.match(f"{phrase} {CARD}").gpu or MATCHER.match(f"{CARD} {phrase}").gpu
    ]
    assert taken == []


def test_what_honest_sellers_say_refuses_nothing() -> None:
    phrases = [as_typed(phrase) for phrase in word_lists()["FINE"].split()]
    assert len(phrases) > 1_000
    refused = {
        title: match.by
        for phrase in phrases
        for title in (f"{CARD} {phrase}", f"RTX 4070 12GB Gigabyte, {phrase}")
        if (match := MATCHER.match(title)).gpu is None
    }
    assert refused == {}


def test_a_phrase_is_folded_and_stands_in_one_list() -> None:
    lists = {kind: phrases.split() for kind, phrases in word_lists().items()}
    assert [
        phrase for of_kind in lists.values() for phrase in of_kind if fold(as_typed(phrase)) != as_typed(phrase)
    ] == []
    everywhere = [phrase for of_kind in lists.values() for phrase in of_kind]
    assert len(everywhere) == len(set(everywhere))


def test_every_list_has_phrases_and_every_phrase_is_found() -> None:
    lists = word_lists()
    assert [kind for kind in LISTS if not lists[kind]] == []
    for kind in SURE:
        finder = Phrases({kind: lists[kind]})
        assert [phrase for phrase in lists[kind].split() if kind not in finder.find(as_typed(phrase))] == []


@pytest.mark.parametrize(
    ("phrase", "found", "not_found"),
    [
        ("gaming_pc", ["gaming pc", "a gaming-pc!", "gamingpc"], ["gaming pcs", "agaming pc"]),
        ("box*", ["box", "boxes", "(boxed)"], ["inbox", "bo"]),
        ("ovp_&_rechnung", ["ovp & rechnung"], ["ovp"]),
        ("nitro_16", ["nitro 16", "nitro16"], ["nitro 16 gb", "nitro 16g", "nitro 165"]),
        ("笔记本", ["游戏笔记本电脑"], ["笔记"]),
        ("팬", ["팬 2개", "쿨링 팬"], ["팬텀", "3팬"]),
    ],
)
def test_how_a_phrase_is_found(phrase: str, found: list[str], not_found: list[str]) -> None:
    phrases = Phrases({"A": phrase})
    assert [text for text in found if not phrases.find(text)] == []
    assert [text for text in not_found if phrases.find(text)] == []


def test_the_longest_phrase_counts_and_of_one_in_two_lists_the_first() -> None:
    phrases = Phrases({"A": "defekt* box", "B": "nicht_defekt box"})
    hits = phrases.find("box, nicht defekt, defekte")
    assert {kind: [hit.words for hit in of_kind] for kind, of_kind in hits.items()} == {
        "A": ["box", "defekte"],
        "B": ["nicht defekt"],
    }


def test_a_phrase_needs_letters() -> None:
    with pytest.raises(ValueError, match=r"needs letters or digits: '\+\*'"):
        Phrases({"A": "+*"})


def test_a_list_that_does_not_exist_is_named_with_its_place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "xx.txt").write_text("[LAPTOP]\nlaptop*\n[LAPTOPS]\nnotebook*\n", encoding="utf-8")
    monkeypatch.setattr(lexicon, "_WORDS", tmp_path)
    with pytest.raises(LexiconError, match=r"xx.txt:3: no list is named 'LAPTOPS'; there are LAPTOP, "):
        word_lists.__wrapped__()


def test_a_phrase_has_a_letter() -> None:
    lists = word_lists()
    assert [
        phrase for phrases in lists.values() for phrase in phrases.split() if not re.search(r"[^\W\d_]", phrase)
    ] == []
