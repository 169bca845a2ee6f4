"""`gpumarket rates`: a file of the ECB in, and what is known out."""

import json
from pathlib import Path

import pytest
from command_line import Run, refused
from shopserver import ShopServer

from monitor.config import ConfigError, load

FIXTURE = Path(__file__).parents[1] / "scrapers" / "ecb" / "eurofxref-hist.csv"


def test_the_story_of_rates(run: Run, folder: Path, shop: ShopServer) -> None:
    assert run("rates", "import", str(FIXTURE)).stdout == "18 new rates, 0 changed, 0 as known.\n"
    text = FIXTURE.read_text(encoding="utf-8")
    again = run("rates", "import", "-", stdin=text.replace("50.4875", "50.5"))
    assert again.stdout == "0 new rates, 1 changed, 17 as known.\n"
    refused(run("rates", "list", "--currency", "CHF"), 2, "'CHF'", "known are BGN, GBP")
    listed = json.loads(run("rates", "list", "--json").stdout)
    assert [(one["currency"], one["days"]) for one in listed] == [
        ("BGN", 1),
        ("GBP", 5),
        ("TRY", 4),
        ("USD", 5),
        ("XQZ", 3),
    ]
    days = json.loads(run("rates", "list", "--currency", "try", "--limit", "2", "--json").stdout)
    assert [(one["day"], one["per_euro"], one["source"]) for one in days] == [
        ("2025-01-07", "50.5", "ecb"),
        ("2025-01-06", "50.422", "ecb"),
    ]

    broken = folder / "broken.csv"
    broken.write_text("Date,USD\n2025-01-08,1.1\n2025-01-09,dear\n", encoding="utf-8")
    refused(run("rates", "import", str(broken)), 2, "broken.csv", "nothing was stored", "line 3: USD: 'dear'")
    shop.page("/hist", "Date,USD\n2025-01-08,1.1\n")
    where = {"GPUMARKET_RATES_HISTORY_URL": shop.url("/hist"), "GPUMARKET_RATES_DAILY_URL": shop.url("/daily")}
    assert run("rates", "fetch", **where).stdout == "1 new rates, 0 changed, 0 as known.\n"
    shop.page("/hist", status=503)
    refused(run("rates", "fetch", **where), 1, "503", "rates import")


def test_an_address_that_is_none_is_told() -> None:
    with pytest.raises(ConfigError, match="GPUMARKET_RATES_DAILY_URL='ecb' cannot be used: write a web address"):
        load({"GPUMARKET_RATES_DAILY_URL": "ecb"})
