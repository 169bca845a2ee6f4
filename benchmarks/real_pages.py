"""What reading real product pages costs: everything read and checked, a glance at proved data, and extruct."""

import statistics
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass

from extraction import cases

from scrapers.errors import PollError
from scrapers.market import MARKETS
from scrapers.page import Page
from scrapers.quick import glance
from scrapers.read import read_page

_TRIES = 3


@dataclass(frozen=True)
class Cost:
    """CPU milliseconds of one page, each way; `glance` is None where its data tell nothing."""

    url: str
    read: float
    glance: float | None
    extruct: float


def costs() -> list[Cost]:
    """Every page of the product extraction benchmark that is there, measured in turn in one run."""
    import extruct  # noqa: PLC0415 - a second of imports that only this needs

    found = []
    for case in cases():
        page = case.page
        told = glance(page, MARKETS["us"]) is not None
        found.append(
            Cost(
                case.url,
                _cpu(lambda page=page: _read(page)),  # type: ignore[misc]
                _cpu(lambda page=page: glance(Page(page.url, page.body), MARKETS["us"])) if told else None,  # type: ignore[misc]
                _cpu(lambda page=page: extruct.extract(page.text, base_url=page.url, errors="ignore")),  # type: ignore[misc]
            )
        )
    return found


def _read(page: Page) -> None:
    with suppress(PollError):
        read_page(Page(page.url, page.body))


def _cpu(run: Callable[[], object]) -> float:
    """The least CPU milliseconds of a few tries: what other work on the machine adds is left out."""
    least = float("inf")
    for _ in range(_TRIES):
        began = time.process_time()
        run()
        least = min(least, time.process_time() - began)
    return least * 1000


def table() -> list[str]:
    """Lines of Markdown: medians over the pages, and medians of each page's own ratio to extruct."""
    found = costs()
    glanced = [cost for cost in found if cost.glance is not None]
    rows = [
        ("read_page, generic: tree, data, script state and what is shown", len(found), [c.read for c in found], [c.extruct / c.read for c in found]),
        ("glance: proved JSON-LD of an unchanged page", len(glanced), [c.glance or 0 for c in glanced], [c.extruct / (c.glance or 1) for c in glanced]),
        ("extruct, all syntaxes", len(found), [c.extruct for c in found], [1.0]),
    ]  # fmt: skip
    return [
        "| way | pages | CPU ms, median | times cheaper than extruct, median of pages |", "| --- | ---: | ---: | ---: |",
        *(f"| {way} | {pages} | {statistics.median(ms):.3g} | {statistics.median(ratio):.1f} |" for way, pages, ms, ratio in rows),
        "",
    ]  # fmt: skip


if __name__ == "__main__":
    print("\n".join(table()))
