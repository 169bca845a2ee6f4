"""Write grafana/dashboards/*.json; with --check, say whether they are what would be written."""

import json
import sys
from pathlib import Path
from typing import Final

from grafana_foundation_sdk.cog.encoder import JSONEncoder

from tools.dashboards import BOARDS

TARGET: Final = Path(__file__).parents[2] / "grafana" / "dashboards"


def written() -> dict[str, str]:
    """Each file's name and what stands in it."""
    boards = [board() for board in BOARDS]
    return {
        f"{board.uid}.json": json.dumps(board, cls=JSONEncoder, indent=1, sort_keys=True) + "\n" for board in boards
    }


def main() -> int:
    """Write them, or compare."""
    expected = written()
    there = {path.name: path.read_text(encoding="utf-8") for path in TARGET.glob("*.json")}
    if "--check" in sys.argv:
        for name in sorted(expected.keys() | there.keys()):
            if expected.get(name) != there.get(name):
                print(f"grafana/dashboards/{name} is not what tools/dashboards says; run `make dashboards`")
        return int(expected != there)
    for name in there.keys() - expected.keys():
        (TARGET / name).unlink()
    for name, text in expected.items():
        (TARGET / name).write_text(text, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
