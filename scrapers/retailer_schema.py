"""The published JSON schema of retailer files, made from the same types that check them."""

import inspect
import re
from collections.abc import Collection
from typing import Any, Final

import msgspec

from scrapers.late import late
from scrapers.spec import RetailerSpec

#: The schema's own address: a name, nothing that must be fetched.
_ID: Final = "urn:gpumarket:retailer.schema.json"
_ATTRIBUTE: Final = late(r"^ {4}(\w+(?:, \w+)*): (.+(?:\n {8,}.+)*)", re.MULTILINE)


def retailer_schema(platforms: Collection[str]) -> dict[str, Any]:
    """The schema that a retailer's file fits (JSON Schema 2020-12).

    What it cannot say is left to `scrapers.spec.check`: whether a selector is CSS, that no
    source stands twice, and which keys go together.

    Args:
        platforms: names of the platforms that exist.
    """
    made = msgspec.json.schema(RetailerSpec)
    definitions: dict[str, Any] = {name: _described(part) for name, part in sorted(made["$defs"].items())}
    whole = definitions.pop("RetailerSpec")
    whole["properties"]["platform"]["enum"] = sorted(platforms)
    whole["properties"]["demo"]["const"] = False
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": _ID,
        **whole,
        "title": "A retailer's file",
        "$defs": definitions,
    }


def _described(part: dict[str, Any]) -> dict[str, Any]:
    """A part with its class's description as JSON Schema has it: of the whole, and of each property."""
    text = inspect.cleandoc(part.get("description", ""))
    about, _, attributes = text.partition("\n\nAttributes:\n")
    said = {
        name: " ".join(words.split()) for names, words in _ATTRIBUTE.findall(attributes) for name in names.split(", ")
    }
    part = {**part, "description": " ".join(about.split())}
    if "properties" in part:
        part["properties"] = {
            name: _without_null(value) | ({"description": said[name]} if name in said else {})
            for name, value in part["properties"].items()
        }
    return part


def _without_null(value: dict[str, Any]) -> dict[str, Any]:
    """A value's schema without null, which TOML has not."""
    value = {name: each for name, each in value.items() if not (name == "default" and each is None)}
    options = [option for option in value.pop("anyOf", []) if option != {"type": "null"}]
    if len(options) == 1:
        value = {**options[0], **value}
    elif options:
        value["anyOf"] = options
    return value
