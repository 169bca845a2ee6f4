"""Every labelled title of the public collections, whatever its age: the labels as they stand, none left out."""

import re
from collections import Counter
from collections.abc import Callable, Iterator

import pytest
from labelled_titles import CATALOG, MATCHER, buildcores, model_of, needs_data, pc_parts

Rows = Callable[[], Iterator[tuple[str, str, int]]]


def outcomes(rows: Rows, *, with_number: bool) -> Counter[str]:
    """How titles fare that name the number of their label's chip, or do not."""
    count: Counter[str] = Counter()
    for title, label, _ in rows():
        model = model_of(label)
        number = re.search(r"\d{2,5}", model)
        if bool(number and re.search(rf"(?<!\d){number[0]}(?!\d)", title)) is not with_number:
            continue
        match = MATCHER.match(title)
        gpu = CATALOG.by_name(match.gpu) if match.gpu else None
        if gpu is not None:
            count["right" if gpu.model == model else "wrong"] += 1
        elif match.candidates and set(match.candidates) == {variant.name for variant in CATALOG.variants(model)}:
            count["memory not named"] += 1
        else:
            count["not told" if CATALOG.variants(model) else "not in the catalogue"] += 1
    return count


@needs_data
@pytest.mark.parametrize(
    ("rows", "precision", "recall"),
    # PC parts are half part numbers of boards from before 2012: those of a dozen makers are not decoded.
    [(buildcores, 0.997, 0.99), (pc_parts, 0.995, 0.87)],
    ids=["buildcores", "pc-parts"],
)
def test_titles_that_name_the_number(rows: Rows, precision: float, recall: float) -> None:
    count = outcomes(rows, with_number=True)
    print(count)  # noqa: T201 - figures, shown by pytest -rP
    assert count.total() > 1_000
    assert count["right"] / (count["right"] + count["wrong"]) >= precision
    assert (count["right"] + count["memory not named"]) / count.total() >= recall


@needs_data
def test_titles_that_do_not_name_it_are_seldom_guessed() -> None:
    count = outcomes(pc_parts, with_number=False)
    print(count)  # noqa: T201 - figures, shown by pytest -rP
    # XFX's R9-FURY-4QFA has the label Fury X, Inno3D's N30602 the label RTX 3050.
    assert count["wrong"] <= 2
    assert count["right"] > 50
