"""A retailer's file as text: written for a person to read on, and marked as proved without touching the rest."""

import re
from collections.abc import Sequence
from datetime import date
from typing import Final

import tomlkit
from msgspec.structs import asdict
from tomlkit.exceptions import TOMLKitError
from tomlkit.items import Array

from scrapers.spec import Kind, RetailerSpec

_TERMS: Final = "Not read yet: what do the shop's terms say about automated reading?"


def render(retailer: RetailerSpec, *, comments: Sequence[str], today: date, product_url: str | None = None) -> str:
    """The file of a retailer that was just looked at.

    Args:
        retailer: the retailer, with its sources.
        comments: what was found, a line each.
        today: the day it was looked at.
        product_url: a product's page that was read as well: shown as an example of a source.
    """
    lines = [f"# {_one_line(comment)}" for comment in comments]
    lines += [
        f"name = {_quoted(retailer.name)}",
        f"title = {_quoted(retailer.title)}",
        f"url = {_quoted(retailer.url)}",
        f"market = {_quoted(retailer.market)}",
    ]
    if retailer.currency:
        lines.append(f"currency = {_quoted(retailer.currency)}")
    lines += [
        f"platform = {_quoted(retailer.platform)}",
        f"tier = {_quoted(retailer.tier)}  # or marketplace, aggregator, auction: measured apart",
        "verified = false  # whether a person has compared the recorded offers with the page",
        "evidence = []",
        "",
        "# Read them before you enable the shop, and note here what they say.",
        "[terms]",
        f"note = {_quoted(_TERMS)}",
        f"checked = {today.isoformat()}",
        "",
        "[politeness]",
        f"interval = {_quoted(retailer.politeness.interval)}",
        f"delay = {retailer.politeness.delay}  # seconds between two requests, whoever asks",
    ]
    chosen = {name: css for name, css in asdict(retailer.selectors).items() if css is not None}
    if chosen:
        lines += ["", "# Each reads on the recorded page what is read there without it.", "[selectors]"]
        lines += [f"{name} = {_quoted(css)}" for name, css in chosen.items()]
    for source in retailer.sources:
        lines += ["", "[[sources]]", f"url = {_quoted(source.url)}", f"kind = {_quoted(source.kind)}"]
        if source.kind is Kind.LIST:
            lines.append(
                "# lists_only_in_stock = true  # if it shows only what is in stock: missing then means out of stock"
            )
    if product_url:
        example = ["[[sources]]", f"url = {_quoted(product_url)}", 'kind = "product"', 'interval = "15m"']
        lines += ["", "# A product's page can be watched more closely:", *(f"#   {line}" for line in example)]
    return "\n".join(lines) + "\n"


def proved(text: str, evidence: Sequence[str]) -> str | None:
    """The file with `verified` set and more lines of evidence, all else as it stands; None where it is no TOML."""
    try:
        document = tomlkit.parse(text)
        known = document.get("evidence")
        lines = tomlkit.array().multiline(multiline=True)
        pages = {_page(line) for line in evidence}
        kept = [line for line in (known.unwrap() if isinstance(known, Array) else []) if _page(line) not in pages]
        lines.extend([*kept, *evidence])
        document["verified"] = True
        document["evidence"] = lines
        return document.as_string()
    except TOMLKitError:
        return None


def _page(line: str) -> str:
    """The page that a line of evidence is about."""
    return line.partition(":")[0]


def _quoted(text: str) -> str:
    return tomlkit.string(text, literal='"' in text and "'" not in text and text.isprintable()).as_string()


def _one_line(text: str) -> str:
    return re.sub(r"[\x00-\x1f\x7f]+", " ", text)
