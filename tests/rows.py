"""Examples kept as data: text files of rows whose cells are parted by ``¦``, under headings in brackets.

Under ``[known failure: why]`` stand rows that are right and that the reader gets wrong: they must fail, and say so when
they no longer do. ``#`` begins a comment.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest
from _pytest.mark.structures import ParameterSet

_FAILURE = "known failure:"


class Row(NamedTuple):
    """One example: where it stands, its cells, and why it is not read rightly."""

    where: str
    cells: list[str]
    failure: str | None


def rows_of(path: Path, cells: int) -> Iterator[Row]:
    """The rows of a file; the last cells may be left out."""
    heading = ""
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        if line.startswith("[") and line.endswith("]"):
            heading = line[1:-1]
        elif line.strip() and not line.startswith("#"):
            row = [cell.strip(" ") for cell in line.split("¦")]
            assert 1 < len(row) <= cells, f"{path}:{number}: {line}"
            row += [""] * (cells - len(row))
            failure = heading.removeprefix(_FAILURE).strip() if heading.startswith(_FAILURE) else None
            yield Row(f"{path.stem}:{number}", row, failure)


def parameters(folder: Path, cells: int) -> list[ParameterSet]:
    """All rows of a folder's files for `pytest.mark.parametrize`."""
    return [
        pytest.param(
            *row.cells,
            id=f"{row.where} {row.cells[-2][:50]}",
            marks=[pytest.mark.xfail(strict=True, reason=row.failure)] if row.failure else [],
        )
        for path in sorted(folder.glob("*.txt"))
        for row in rows_of(path, cells)
    ]
