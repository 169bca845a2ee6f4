"""How commands print what programs read."""

import sys
from typing import Any

import msgspec


def print_json(value: Any, *, one_line: bool = False) -> None:
    """Print JSON to standard output; times as ISO 8601 in UTC, amounts as text."""
    encoded = msgspec.json.encode(value)
    text = (encoded if one_line else msgspec.json.format(encoded, indent=2)).decode()
    sys.stdout.write(text + "\n")


def counted(number: int, noun: str) -> str:
    """A number with its noun: "1 source", "2 sources"."""
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"
