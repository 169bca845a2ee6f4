"""Write the questions and the dictionary of views into docs/sql.md, between its marks."""

import re
import tempfile
from itertools import groupby
from pathlib import Path

from monitor import questions
from monitor.questions import Question
from monitor.storage import engine, migrate, views
from monitor.storage.embedded import EmbeddedPostgres
from monitor.storage.views import View

TARGET = Path(__file__).parents[1] / "docs" / "sql.md"


def filled(text: str, described: list[View]) -> str:
    """The docs with what stands between their marks written anew."""
    parts = {"questions": _questions(), "views": _dictionary(described)}
    for name, part in parts.items():
        mark = re.compile(rf"(<!-- {name} -->\n).*?(<!-- /{name} -->)", re.DOTALL)
        text, found = mark.subn(lambda there, part=part: f"{there[1]}\n{part}\n{there[2]}", text)  # type: ignore[misc]
        if found != 1:
            raise ValueError(f"docs/sql.md has the marks of {name} {found} times")
    return text


def _questions() -> str:
    sections = groupby(questions.load(), lambda each: each.section)
    return "\n".join(f"### {section}\n\n" + "\n".join(map(_question, each)) for section, each in sections)


def _question(question: Question) -> str:
    lines = [f"#### {question.title}", "", question.description, ""]
    lines += [f"- `{each.name}` = `{each.default}`: {each.about}" for each in question.parameters]
    return "\n".join([*lines, *([""] if question.parameters else []), "```sql", question.pasted(), "```", ""])


def _dictionary(described: list[View]) -> str:
    return "\n".join(_view(view) for view in described)


def _view(view: View) -> str:
    rows = [f"| `{column.name}` | {column.kind} | {column.about} |" for column in view.columns]
    return "\n".join(
        [f"### {view.name}", "", f"{view.about}", "", "| column | type | says |", "| --- | --- | --- |", *rows, ""]
    )


def main() -> None:
    """Ask a freshly migrated, throw-away database what its views are."""
    folder = Path(tempfile.mkdtemp(prefix="gpumarket-docs-"))
    folder.chmod(0o755)
    with EmbeddedPostgres(folder / "data", durable=False) as server:
        connected = engine.connect(engine.read_url(server.url))
        migrate.upgrade(connected)
        with connected.connect() as connection:
            described = views.described(connection)
        connected.dispose()
    TARGET.write_text(filled(TARGET.read_text(encoding="utf-8"), described), encoding="utf-8")


if __name__ == "__main__":
    main()
