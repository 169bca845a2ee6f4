"""The current series in the public title collections: models, memory variants, and nothing else taken for a card."""

import re
from collections import Counter

import pytest
from labelled_titles import CATALOG, MATCHER, buildcores, model_of, needs_data, others, pc_parts

IN_SCOPE = re.compile(r"GeForce RTX [345]0\d0|Radeon RX [679]\d{3}|Arc [AB]\d")


@needs_data
@pytest.mark.parametrize("half", [0, 1])
@pytest.mark.parametrize(("rows", "least"), [(buildcores, 1000), (pc_parts, 40)], ids=["buildcores", "pc-parts"])
def test_chip_models_of_the_current_series(rows: type, least: int, half: int) -> None:
    count: Counter[str] = Counter()
    for title, label, memory in list(rows())[half::2]:
        model = model_of(label)
        number = re.search(r"\d{3,4}", model)
        if not IN_SCOPE.match(model) or not number or number[0] not in title:
            continue
        match = MATCHER.match(title)
        gpu = CATALOG.by_name(match.gpu) if match.gpu else None
        count["titles"] += 1
        if gpu is not None:
            count["right" if gpu.model == model else "wrong"] += 1
            if gpu.model == model and len(CATALOG.variants(model)) > 1 and memory:
                count["variant right" if gpu.memory_gb == memory else "variant wrong"] += 1
        elif set(match.candidates) == {variant.name for variant in CATALOG.variants(model)}:
            count["right, memory not named"] += 1
    assert count["titles"] >= least
    assert count["right"] / (count["right"] + count["wrong"]) >= 0.997, count
    assert (count["right"] + count["right, memory not named"]) / count["titles"] >= 0.99, count
    assert count["variant wrong"] <= 0.005 * count["variant right"], count


@needs_data
def test_an_older_card_is_never_taken_for_a_newer_one() -> None:
    wrong = []
    for title, label, _ in [*buildcores(), *pc_parts()]:
        match = MATCHER.match(title)
        gpu = CATALOG.by_name(match.gpu) if match.gpu else None
        if gpu is not None and IN_SCOPE.match(gpu.model) and not IN_SCOPE.match(model_of(label)):
            wrong.append((title, label, match.gpu))
    assert wrong == []


@needs_data
def test_nothing_else_is_taken_for_a_card() -> None:
    titles = list(others())
    assert len(titles) > 20_000
    assert [title for title in titles if MATCHER.match(title).gpu] == []
