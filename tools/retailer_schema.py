"""Write docs/retailer.schema.json from the types that check retailer files."""

import json
from pathlib import Path

from scrapers.platforms import PLATFORMS
from scrapers.retailer_schema import retailer_schema

TARGET = Path(__file__).parents[1] / "docs" / "retailer.schema.json"


def text() -> str:
    """The file's text."""
    return json.dumps(retailer_schema(PLATFORMS), indent=2, ensure_ascii=False) + "\n"


if __name__ == "__main__":
    TARGET.write_text(text(), encoding="utf-8")
    print(f"wrote {TARGET}")
