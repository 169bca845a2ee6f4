"""The published schema of retailer files says what the program checks."""

import json
import re
import runpy
import tomllib
from copy import deepcopy
from datetime import timedelta
from pathlib import Path
from typing import Any

import jsonschema
import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

import scrapers
from scrapers.platforms import PLATFORMS
from scrapers.spec import SpecError, load
from scrapers.spec_values import duration

ROOT = Path(__file__).parents[2]
SCHEMA: dict[str, Any] = json.loads((ROOT / "docs" / "retailer.schema.json").read_text(encoding="utf-8"))
SHIPPED = sorted((Path(scrapers.__file__).parent / "retailers").glob("*.toml"))
VALIDATOR = jsonschema.Draft202012Validator(SCHEMA, format_checker=jsonschema.Draft202012Validator.FORMAT_CHECKER)

WHOLE = """
name = "my-shop"
title = "My Shop"
url = "https://shop.example"
market = "tr"
platform = "selectors"
tier = "first_party"
currency = "TRY"
verified = true
evidence = ["a page"]
max_retention = "30d"

[[sources]]
url = "https://shop.example/gpus"
kind = "list"
interval = "15m"
follow = "gpus"
lists_only_in_stock = true

[terms]
note = "read"
checked = 2026-11-23

[politeness]
interval = "30m"
delay = 5
timeout = 30.0
max_pages = 20

[selectors]
item = "li.card"
link = "a@href"
link_template = "https://shop.example/p/{sku}"
price = ".price"

[sellers]
item = "li.offer"
seller = "@data-seller"

[auth]
kind = "header"
key = "myshop"
name = "X-Key"
"""

#: A key and a browser do not go together.
BUILT = WHOLE.partition("[auth]")[0].replace(
    "max_retention", 'browser = true\nbrowser_hosts = ["cdn.example"]\nmax_retention'
)


def refusals(text: str, folder: Path) -> tuple[bool, bool]:
    """Whether the schema, and whether the program, refuses a file."""
    path = folder / "my-shop.toml"
    path.write_text(text, encoding="utf-8")
    try:
        load(path, platforms=frozenset(PLATFORMS))
    except SpecError:
        refused = True
    else:
        refused = False
    data = msgspec.to_builtins(tomllib.loads(text))  # dates as JSON has them
    return not VALIDATOR.is_valid(data), refused


def test_the_file_is_what_the_types_say() -> None:
    text = runpy.run_path(str(ROOT / "tools" / "retailer_schema.py"))["text"]
    told = (ROOT / "docs" / "retailer.schema.json").read_text(encoding="utf-8")
    assert told == text(), "run: .venv/bin/python tools/retailer_schema.py"


def test_it_is_a_schema_and_describes_every_key() -> None:
    jsonschema.Draft202012Validator.check_schema(SCHEMA)
    parts = {"": SCHEMA, **SCHEMA["$defs"]}
    undescribed = [
        f"{name}.{key}"
        for name, part in parts.items()
        for key, value in part.get("properties", {}).items()
        if "description" not in value
    ]
    assert undescribed == []
    assert all(part["additionalProperties"] is False for part in parts.values() if "properties" in part)


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.stem)
def test_shipped_files_fit(path: Path) -> None:
    VALIDATOR.validate(msgspec.to_builtins(tomllib.loads(path.read_text(encoding="utf-8"))))


@pytest.mark.parametrize("text", [WHOLE, BUILT])
def test_a_file_with_every_key_is_fine_to_both(text: str, tmp_path: Path) -> None:
    assert refusals(text, tmp_path) == (False, False)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('name = "my-shop"', 'name = "My Shop"'),
        ('name = "my-shop"', 'name = "x"'),
        ('name = "my-shop"', ""),
        ('title = "My Shop"', "title = 5"),
        ('title = "My Shop"', 'titel = "My Shop"'),
        ('url = "https://shop.example"\n', 'url = "shop.example"\n'),
        ('url = "https://shop.example"\n', 'url = "ftp://shop.example"\n'),
        ('url = "https://shop.example"\n', 'url = "https:///gpus"\n'),
        ('url = "https://shop.example"\n', ""),
        ('market = "tr"', 'market = "usa"'),
        ('market = "tr"', ""),
        ('platform = "selectors"', 'platform = "selector"'),
        ('tier = "first_party"', 'tier = "firstparty"'),
        ('currency = "TRY"', 'currency = "TL"'),
        ('currency = "TRY"', 'currency = "try"'),
        ("verified = true", 'verified = "yes"'),
        ("verified = true", "demo = true"),
        ('evidence = ["a page"]', 'evidence = "a page"'),
        ("browser = true", "browser = 1"),
        ('["cdn.example"]', '["https://cdn.example"]'),
        ('["cdn.example"]', '"cdn.example"'),
        ('max_retention = "30d"', 'max_retention = "3651d"'),
        ('max_retention = "30d"', 'max_retention = ""'),
        ('url = "https://shop.example/gpus"', 'url = "/gpus"'),
        ('url = "https://shop.example/gpus"', ""),
        ('kind = "list"', 'kind = "lists"'),
        ('interval = "15m"', 'interval = "15"'),
        ('interval = "15m"', 'interval = "15 minutes"'),
        ('interval = "15m"', "interval = 15"),
        ('follow = "gpus"', 'follow = "everything"'),
        ("lists_only_in_stock = true", 'lists_only_in_stock = "true"'),
        ('note = "read"', ""),
        ("checked = 2026-11-23", 'checked = "yesterday"'),
        ("checked = 2026-11-23", ""),
        ('interval = "30m"', 'interval = "0m"'),
        ("delay = 5", "delay = -1"),
        ("delay = 5", "delay = 3601"),
        ("delay = 5", 'delay = "5s"'),
        ("timeout = 30.0", "timeout = 0"),
        ("timeout = 30.0", "timeout = 301"),
        ("max_pages = 20", "max_pages = 0"),
        ("max_pages = 20", "max_pages = 201"),
        ("max_pages = 20", "max_pages = 2.5"),
        ("max_pages = 20", "retries = 3"),
        ('item = "li.card"', 'item = ""'),
        ('item = "li.card"', 'item = "li.card@"'),
        ('item = "li.card"', 'item = "a@href@title"'),
        ('item = "li.card"', 'items = "li.card"'),
        ('item = "li.card"', 'item = ["li.card"]'),
        ('link_template = "https://shop.example/p/{sku}"', 'link_template = "https://shop.example/p/"'),
        ('link_template = "https://shop.example/p/{sku}"', 'link_template = "https://shop.example/{sku}/{sku}"'),
        ('link_template = "https://shop.example/p/{sku}"', 'link_template = "https://shop.example/{sku}/{id}"'),
        ('link_template = "https://shop.example/p/{sku}"', 'link_template = "/p/{sku}"'),
        ('seller = "@data-seller"', 'seller = "@"'),
        ('seller = "@data-seller"', 'sellers = "@data-seller"'),
        ('kind = "header"', 'kind = "cookie"'),
        ('key = "myshop"', 'key = "My Shop"'),
        ('key = "myshop"', ""),
        ('key = "myshop"', 'key = "myshop"\nsecret = "s3cret"'),
        ("[terms]", "[term]"),
    ],
)
def test_both_refuse_what_is_wrong(old: str, new: str, tmp_path: Path) -> None:
    text = WHOLE if old in WHOLE else BUILT
    assert old in text
    assert refusals(text.replace(old, new, 1), tmp_path) == (True, True)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('item = "li.card"', 'item = "li["'),
        ("[terms]", '[[sources]]\nurl = "https://shop.example/gpus"\n\n[terms]'),
        ("max_retention", "browser = true\nmax_retention"),
    ],
)
def test_what_no_schema_can_say_the_program_refuses(old: str, new: str, tmp_path: Path) -> None:
    assert refusals(WHOLE.replace(old, new, 1), tmp_path) == (False, True)


@pytest.mark.parametrize("key", sorted(SCHEMA["properties"]))
def test_a_key_of_another_kind_is_refused_by_both(key: str, tmp_path: Path) -> None:
    data = deepcopy(msgspec.to_builtins(tomllib.loads(WHOLE)))
    data[key] = {"made": "up"}
    assert not VALIDATOR.is_valid(data)
    text = f'{key} = {{ made = "up" }}\n' + re.sub(rf"(?ms)^{key} = .*?$|^\[\[?{key}\]\]?\n.*?(?=^\[|\Z)", "", WHOLE)
    assert refusals(text, tmp_path) == (True, True)


INTERVAL = re.compile(SCHEMA["$defs"]["Politeness"]["properties"]["interval"]["pattern"])


@given(st.one_of(st.from_regex(r"\s?[0-9]{1,8}\s?[smhdw]?\s?", fullmatch=True), st.text(max_size=6)))
def test_the_schema_knows_every_duration(text: str) -> None:
    try:
        length = duration(text)
    except ValueError:
        assert not INTERVAL.search(text)
    else:
        assert timedelta(0) < length <= timedelta(days=30)
        assert INTERVAL.search(text)
