"""The product extraction benchmark: price, availability and SKU of real product pages, by its own measure.

The pages are those of https://github.com/scrapinghub/product-extraction-benchmark as far as they lie in shared/data.
They are read as pages of shops that nobody described. By the benchmark's rules one value is given per attribute; a
wrong one counts as a false positive and a false negative, none as a false negative. Where the benchmark lets a system
fill "in stock" in for what it could not tell, nothing is filled in here.

    python benchmarks/extraction.py [first|second|all] [--errors]

The rules were made on the shops whose names come first in the alphabet (`first`). The others (`second`) were read once
when that was done: price 0.857, availability 0.846. A few rules changed after that, so `second` is no longer unseen.
"""

import gzip
import json
import random
import statistics
import sys
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any, Final
from urllib.parse import urlsplit

from scrapers.errors import PollError
from scrapers.offer import Stock
from scrapers.page import Page
from scrapers.read import read_page

DATA: Final = Path(__file__).parents[2] / "shared/data/pages/product-extraction-benchmark"
ATTRIBUTES: Final = ("price", "availability", "InStock", "OutOfStock", "sku")
_COMMON: Final = frozenset({"www", "shop", "com", "co", "uk", "net"})
_HALF: Final = 10

Values = dict[str, str]
Counts = tuple[int, int, int]


@dataclass(frozen=True)
class Case:
    """A page of the benchmark, what is true of it, and its shop: the first name of its host that tells."""

    key: str
    url: str
    truth: dict[str, list[str]]

    @property
    def shop(self) -> str:
        """The shop's name."""
        labels = (urlsplit(self.url).hostname or "").split(".")
        return next(label for label in labels if label not in _COMMON)

    @property
    def page(self) -> Page:
        """The page as saved."""
        return Page(url=self.url, body=gzip.decompress((DATA / "html" / f"{self.key}.html.gz").read_bytes()))


def cases(half: str = "all") -> list[Case]:
    """The pages that are there, of the shops of one half or of all."""
    truth = json.loads((DATA / "ground-truth.json").read_text(encoding="utf-8"))
    found = [Case(key, said["url"], said) for key, said in sorted(truth.items())]
    shops = sorted({case.shop for case in found})
    wanted = {"first": shops[:_HALF], "second": shops[_HALF:], "all": shops}[half]
    return [case for case in found if case.shop in wanted]


def read(page: Page) -> Values:
    """What `read_page` says of a page, in the benchmark's words."""
    try:
        offers = read_page(page).offers
    except PollError:
        return {}
    if not offers:
        return {}
    offer = offers[0]
    values = {"price": None if offer.price is None else str(offer.price), "sku": offer.sku}
    if offer.stock is not None:
        gone = offer.stock in {Stock.OUT_OF_STOCK, Stock.UNLISTED}
        values["availability"] = "OutOfStock" if gone else "InStock"
        values[values["availability"] or ""] = values["availability"]
    return {name: value for name, value in values.items() if value is not None}


def count(attribute: str, true: Iterable[str], said: str | None) -> Counts:
    """True positives, false positives and false negatives of one value."""
    accepted: set[Any] = set(true)
    value: Any = said
    if attribute == "price":
        accepted = {Decimal(each) for each in accepted}
        value = None if said is None else Decimal(said)
    if value is None:
        return 0, 0, int(bool(accepted))
    return (1, 0, 0) if value in accepted else (0, 1, int(bool(accepted)))


def f1(counts: Iterable[Counts]) -> float:
    """Harmonic mean of precision and recall."""
    right, wrong, missed = (sum(each) for each in zip(*counts, strict=True))
    return 2 * right / (2 * right + wrong + missed) if right else 0.0


def interval(counts: list[Counts], times: int = 2_000) -> tuple[float, float]:
    """The middle 95 % of F1 over resampled pages."""
    rng = random.Random(42)  # noqa: S311 - a bootstrap
    drawn = sorted(f1(rng.choices(counts, k=len(counts))) for _ in range(times))
    cuts = statistics.quantiles(drawn, n=40)
    return cuts[0], cuts[-1]


def evaluate(pages: list[Case], reader: Callable[[Page], Values], *, errors: bool = False) -> dict[str, list[Counts]]:
    """Count each attribute on each page; with `errors`, print what is wrong."""
    counts: dict[str, list[Counts]] = {attribute: [] for attribute in ATTRIBUTES}
    for case in pages:
        said = reader(case.page)
        for attribute in ATTRIBUTES:
            true = case.truth.get(attribute, [])
            counts[attribute].append(count(attribute, true, said.get(attribute)))
            if errors and any(counts[attribute][-1][1:]) and not attribute.endswith("Stock"):
                print(f"{attribute:<13} {said.get(attribute)!s:<14} true {true} {case.key[:8]} {case.url[:80]}")
    return counts


def baseline(page: Page) -> Values:
    """What published data alone say: extruct's Product, its price read by price-parser."""
    import extruct  # noqa: PLC0415 - a second of imports that only this needs
    from price_parser import Price  # noqa: PLC0415

    found = extruct.extract(page.text, base_url=page.url, uniform=True, errors="ignore")
    nodes = [node for syntax in ("json-ld", "microdata", "rdfa") for node in found.get(syntax, [])]
    product: dict[str, Any] = next((node for node in nodes if "Product" in str(node.get("@type"))), {})
    offers = product.get("offers") or {}
    offer = offers[0] if isinstance(offers, list) and offers else offers
    if not isinstance(offer, dict):
        return {}
    values: dict[str, str] = {}
    amount = Price.fromstring(str(offer.get("price") or offer.get("lowPrice") or "")).amount
    if amount is not None:
        values["price"] = str(amount)
    if product.get("sku"):
        values["sku"] = str(product["sku"])
    if stated := str(offer.get("availability") or ""):
        gone = stated.rpartition("/")[2].lower() in {"outofstock", "soldout", "discontinued"}
        values["availability"] = "OutOfStock" if gone else "InStock"
        values[values["availability"]] = values["availability"]
    return values


def table(half: str) -> list[str]:
    """Lines of Markdown: F1 of each attribute with its interval, beside the baseline's."""
    pages = cases(half)
    ours, theirs = evaluate(pages, read), evaluate(pages, baseline)
    lines = [
        f"{half}: {len(pages)} pages of {len({case.shop for case in pages})} shops", "",
        "| attribute | pages that have it | read_page, F1 [95 %] | extruct with price-parser, F1 |",
        "| --- | ---: | ---: | ---: |",
    ]  # fmt: skip
    for attribute, counts in ours.items():
        low, high = interval(counts)
        support = sum(bool(case.truth.get(attribute)) for case in pages)
        lines.append(
            f"| {attribute} | {support} | {f1(counts):.3f} [{low:.3f}, {high:.3f}] | {f1(theirs[attribute]):.3f} |"
        )
    return [*lines, ""]


def main(half: str = "all", *, errors: bool = False) -> None:
    """Print what is wrong, or the table."""
    if errors:
        evaluate(cases(half), read, errors=True)
    print("\n".join(table(half)))


if __name__ == "__main__":
    main(*[arg for arg in sys.argv[1:] if not arg.startswith("-")], errors="--errors" in sys.argv)
