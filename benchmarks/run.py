"""`make bench`: ratios against named alternatives, measured in one run, printed and written to benchmarks/RESULTS.md.

Only ratios within one run mean something: the machine's own speed drifts.
"""

import platform
import tempfile
from pathlib import Path

import extraction
import real_pages
import year_of_history
from compare import measure
from fetching_pages import fetching
from matching_rules import finding
from matching_titles import matching
from price_index import indexing
from reading_pages import reading
from rendering_metrics import rendering
from storing_polls import storing

#: Listings; with 5,000, of which the bars speak, it takes minutes: `python benchmarks/year_of_history.py`.
SMALL_YEAR = 200
RESULTS = Path(__file__).with_name("RESULTS.md")


def main() -> None:
    """Measure everything and write the results."""
    where = f"{platform.python_implementation()} {platform.python_version()}, {platform.machine()}"
    lines = [
        "# Results",
        "",
        f"Written by `make bench` on {where}. Medians; ratios to the first line of each table.",
        "",
    ]
    with tempfile.TemporaryDirectory(prefix="gpumarket-bench-", ignore_cleanup_errors=True) as name:
        folder = Path(name)
        folder.chmod(0o755)
        for prepare in (reading, fetching, storing, matching, indexing, finding, rendering):
            with prepare(folder) as comparison:
                lines += [f"## {comparison.question}", "", "| way | ms | ratio |", "| --- | ---: | ---: |"]
                for way, median, ratio in measure(comparison):
                    lines.append(f"| {way} | {median:.3g} | {ratio:.2f} |")
                    print(f"{comparison.question}: {way}: {median:.3g} ms, {ratio:.2f}x", flush=True)
                lines.append("")
    if extraction.DATA.is_dir():
        lines += ["## Reading product pages nobody wrote for us", ""]
        lines += [line for half in ("first", "second", "all") for line in extraction.table(half)]
        lines += ["## What reading them costs", "", *real_pages.table()]
    lines += ["## A year of history", "", *year_of_history.measured(SMALL_YEAR)]
    RESULTS.write_text("\n".join(lines), encoding="utf-8")


if __name__ == "__main__":
    main()
