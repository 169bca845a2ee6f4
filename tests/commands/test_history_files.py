"""`gpumarket import` and `gpumarket export` as a person meets them."""

import json
from pathlib import Path

from command_line import Run, refused
from imported import row


def csv_of(*rows: dict[str, object]) -> str:
    return "\n".join([",".join(rows[0]), *(",".join(map(str, one.values())) for one in rows)]) + "\n"


def test_a_history_goes_in_and_comes_out(run: Run, folder: Path) -> None:
    path = folder / "prices.csv"
    path.write_text(csv_of(row(0), row(1, price=2100), row(2, price="2.100")), encoding="utf-8")
    done = run("import", str(path))
    assert (done.returncode, done.stderr) == (0, "")
    assert "1 price not believed" in done.stdout
    assert "3 rows, 0 skipped" in done.stdout
    assert "shop (new): usually read every day" in done.stdout
    again = run("import", str(path))
    assert again.stdout.startswith("prices.csv: was imported on ")
    assert again.stdout.endswith(" UTC; nothing changes.\n")
    out = folder / "out.jsonl.gz"
    assert run("export", str(out), "--market", "us").stdout == f"{out}: 3 rows\n"
    piped = run("export", "-", "--format", "csv")
    assert piped.stdout.count("\n") == 4
    assert piped.stderr == "-: 3 rows\n"
    told = json.loads(run("import", "-", "--format", "csv", "--json", stdin=piped.stdout).stdout)
    assert (told["rows"], told["known_already"], told["observations"]) == (3, 3, 0)


def test_what_cannot_be_used_is_refused_with_the_way_out(run: Run, folder: Path) -> None:
    path = folder / "prices.csv"
    path.write_text(csv_of(*(row(day, price="$9") for day in range(25)), row(0)), encoding="utf-8")
    refused(run("import", str(folder / "none.csv")), 2, "none.csv", "cannot be read")
    refused(run("import", "prices.txt"), 2, "prices.txt", "--format")
    refused(run("import", "-"), 2, "standard input", "--format csv")
    refused(run("export", "x.csv", "--market", "xx"), 2, "'xx'", "us")
    refused(run("export", str(folder / "no/x.csv")), 2, "cannot be written")
    refused(run("export", "x.csv", "--since", "yesterday"), 2, "--since", "2026-01-31")
    strict = run("import", str(path), "--strict")
    refused(strict, 2, "25 of 26 rows", "--strict", "nothing was imported")
    assert strict.stderr.count(f"{path}:") == 21
    assert f"{path}:2: price: '$9' is no decimal number such as 1299.00" in strict.stderr
    done = run("import", str(path))
    assert (done.returncode, "26 rows, 25 skipped" in done.stdout) == (0, True)
