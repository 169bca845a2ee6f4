"""Real price histories in the schema of imports, read in place where they lie beside the repository.

Neither says when on its day it was read: noon UTC stands for it.
"""

import gzip
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import pytest

PRICES: Final = Path(__file__).parents[1] / "../shared/data/prices"
_IDEALO: Final = PRICES / "idealo-de-2017/data/gpu-prices.json"
#: What eBay calls the conditions, in the languages that occur. What is sold for parts is no card that works: left out.
_CONDITIONS: Final = {
    "New": "new",
    "Open box": "open_box",
    "Certified refurbished": "refurbished",
    "Used": "used",
    "Gebraucht": "used",
}

needs_histories = pytest.mark.skipif(not PRICES.is_dir(), reason="the price histories are not beside the repository")


def idealo_rows() -> Iterator[dict[str, str]]:
    """The lowest price of each day and card at idealo.de, 2017-08-10 to 2018-02-10, card by card."""
    for card in json.loads(_IDEALO.read_text(encoding="utf-8")):
        for at in card["prices"]:
            yield {
                "observed_at": f"{at['x']}T12:00:00+00:00",
                "retailer": "idealo-de",
                "country": "DE",
                "currency": "EUR",
                "sku": card["id"],
                "url": card["url"],
                "title": card["name"],
                "price": str(at["y"]) if at["y"] else "",
                "stock": "",
                "tier": "aggregator",
            }


def ebay_rows(*, first: str = "", last: str = "9999") -> Iterator[dict[str, str]]:
    """Graphics cards on eBay in the US, a sample a day, day by day.

    Args:
        first: only days from this on, as 2026-01-31.
        last: only days up to this.
    """
    for path in sorted((PRICES / "ebay-us-gpu").glob("GPU-*.json.gz")):
        day = path.name[4:14]
        if not first <= day <= last:
            continue
        for row in json.loads(gzip.decompress(path.read_bytes())):
            condition = _CONDITIONS.get(row["condition"])
            if condition is None:
                continue
            url = row["link"].partition("?")[0]
            yield {
                "observed_at": f"{day}T12:00:00+00:00",
                "retailer": "ebay-us",
                "country": "US",
                "currency": row["currency"],
                "sku": url.rpartition("/")[2],
                "url": url,
                "title": row["title"],
                "price": row["price"],
                "stock": "",
                "condition": condition,
                "tier": "auction",
            }
