"""Bring the catalogues of other languages up to date with the sentences in the code: `make words`.

Sentences that are gone are dropped, new ones stand there with an empty translation; their number is printed.
"""

from pathlib import Path
from typing import Final

from babel.messages import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po, write_po

from monitor import questions

ROOT: Final = Path(__file__).parents[1]
CATALOGUES: Final = ROOT / "monitor" / "i18n"
_KEYWORDS: Final = {"say": None, "mark": None, "count": (1, 2)}
_METHODS: Final = [("**.py", "python"), ("**/templates/**.html", "jinja2"), ("**/templates/**.txt", "jinja2")]


def sentences() -> Catalog:
    """All sentences in code and templates, in the order of files, and what questions say of themselves."""
    found = Catalog(charset="utf-8")
    for name, _, message, _, _ in extract_from_dir(
        ROOT / "monitor", _METHODS, keywords=_KEYWORDS, strip_comment_tags=True
    ):
        found.add(message, locations=[(f"monitor/{name}", 0)])
    for question in questions.load():
        place = [(f"monitor/questions/{question.name}.sql", 0)]
        about = [parameter.about for parameter in question.parameters]
        for message in (question.section, question.title, question.description, *about):
            found.add(message, locations=place)
    return found


def catalogue(path: Path) -> Catalog:
    """A language's catalogue."""
    with path.open("rb") as source:
        return read_po(source, locale=path.stem)


def main() -> None:
    """Write every catalogue again."""
    wanted = sentences()
    for path in sorted(CATALOGUES.glob("*.po")):
        known = catalogue(path)
        known.update(wanted, no_fuzzy_matching=True, update_creation_date=False)
        known.obsolete.clear()
        with path.open("wb") as target:
            write_po(
                target,
                known,
                width=120,
                omit_header=False,
                sort_by_file=False,
                include_lineno=False,
                ignore_obsolete=True,
            )
        missing = [message.id for message in known if message.id and not _is_translated(message.string)]
        print(f"{path.name}: {len(known)} sentences, {len(missing)} without a translation", *missing, sep="\n  ")


def _is_translated(string: str | tuple[str, ...] | list[str] | None) -> bool:
    return all(string) if isinstance(string, tuple | list) else bool(string)


if __name__ == "__main__":
    main()
