"""Ten thousand mutated pages, pages made to hurt, and the memory that reading takes; `make soak` runs them.

One reading takes at most a second of CPU time. The largest pages here have 5 MB; real ones have up to 1.6 MB.
"""

import gc
import gzip
import json
import os
import random
import re
import time
from contextlib import suppress
from decimal import Decimal
from pathlib import Path
from typing import Final
from urllib.parse import urlsplit

import psutil
import pytest
from hurtful_pages import PIECES, hurtful
from reading_help import RECORDED, SHOP, retailer, source
from standing import stands_on_page

from scrapers.errors import Blocked, LayoutChanged
from scrapers.offer import Reading
from scrapers.page import Page
from scrapers.platforms import PLATFORMS
from scrapers.read import read_page
from scrapers.spec import Kind, RetailerSpec, Selectors, SourceSpec, Tier

SEED: Final = int(os.environ.get("SOAK_SEED", "20230411"))
MUTANTS: Final = int(os.environ.get("SOAK_MUTANTS", "10000"))
PARSES: Final = int(os.environ.get("SOAK_PARSES", "20000"))
#: Seconds of CPU time.
LONGEST: Final = 1.0
#: Bytes.
GROWTH: Final = 20_000_000
SHOPS: Final = frozenset(
    [
        "3suisses",
        "amazon",
        "argos",
        "bestbuy",
        "bestseller",
        "boscovs",
        "i3fresh",
        "ikea",
        "laendleanzeiger",
        "mediamarkt",
    ]
)
PARTS: Final = Selectors(
    item="article, li, tr", title="h1, h3, a", link="a", price=".price", stock="p", sku="@class", next="a.next"
)
WAYS: list[tuple[RetailerSpec | None, SourceSpec | None]] = [
    (None, None),
    (retailer(), source(Kind.PRODUCT)),
    (retailer(market="de"), source(Kind.LIST)),
    *(
        (
            retailer(
                name,
                selectors=PARTS,
                sellers=PARTS if name == "aggregator" else None,
                tier=Tier.AGGREGATOR if name == "aggregator" else Tier.FIRST_PARTY,
            ),
            polled,
        )
        for name in sorted(PLATFORMS)
        for polled in (None, source(Kind.PRODUCT), source(Kind.LIST))
    ),
]

pytestmark = [pytest.mark.soak, pytest.mark.timeout(7200)]


def own_pages() -> list[bytes]:
    here = Path(__file__).parents[1]
    return [path.read_bytes() for path in sorted(here.rglob("*.html"))]


def real_pages() -> list[bytes]:
    """The recorded pages, where they are there; of the benchmark those of some shops."""
    found = [
        path.read_bytes()
        for folder, ending in (("inventory-hunter", "html"), ("gpu-price-api", "html"), ("rgeizhals", "html"), ("nvidia_api_samples", "json"))
        for path in sorted((RECORDED / folder).rglob(f"*.{ending}"))
    ]  # fmt: skip
    truth = RECORDED / "product-extraction-benchmark" / "ground-truth.json"
    if truth.exists():
        for name, said in sorted(json.loads(truth.read_text(encoding="utf-8")).items()):
            saved = truth.parent / "html" / f"{name}.html.gz"
            if SHOPS & set((urlsplit(said["url"]).hostname or "").split(".")) and saved.exists():
                found.append(gzip.decompress(saved.read_bytes()))
    return found


def mutated(seeds: list[bytes], rng: random.Random) -> bytes:  # noqa: C901 - one case a kind of damage
    """A page cut off, with bytes flipped, tags left open or out of place, parts repeated, moved or in another encoding."""
    body = bytearray(rng.choice(seeds))
    for _ in range(rng.randint(1, 6)):
        place = rng.randrange(len(body) + 1)
        match rng.randrange(9):
            case 0:
                del body[place:]
            case 1:
                del body[place : place + rng.randint(1, 2_000)]
            case 2:
                body[place:place] = rng.choice(PIECES) * rng.choice([1, 1, 1, 50])
            case 3:
                for _ in range(rng.randint(1, 200)):
                    if body:
                        body[rng.randrange(len(body))] = rng.randrange(256)
            case 4:
                other = rng.choice(seeds)
                body[place:place] = other[rng.randrange(len(other) + 1) :][:200_000]
            case 5:
                part = body[place : place + rng.randint(1, 5_000)]
                body[place:place] = part * rng.randint(1, 10)
            case 6:
                piece = bytes(body[place : place + 2_000])
                body[place : place + 2_000] = piece.decode("utf-8", "replace").encode(
                    rng.choice(["utf-16", "gbk", "cp1252", "cp1251"]), "replace"
                )
            case 7:
                body = bytearray(
                    re.sub(rb"</(?:div|span|li|p|script|a)>", lambda m: b"" if rng.random() < 0.1 else m[0], body)
                )
            case _:
                body = bytearray(
                    re.sub(rb"\d", lambda m: b"%d" % rng.randrange(10) if rng.random() < 0.05 else m[0], body)
                )
    return bytes(body)


def read(body: bytes, known: RetailerSpec | None, polled: SourceSpec | None) -> tuple[Reading | None, float]:
    began = time.process_time()
    reading = None
    with suppress(Blocked, LayoutChanged):
        reading = read_page(Page(url=f"{SHOP}/p/1", body=body), known, polled)
    return reading, time.process_time() - began


def platform(known: RetailerSpec | None) -> str:
    return known.platform if known else "unknown"


def invented(reading: Reading, body: bytes) -> list[Decimal]:
    """Prices that stand nowhere on the page."""
    prices = {price for offer in reading.offers for price in (offer.price, offer.previous_price) if price is not None}
    return [price for price in prices if not stands_on_page(str(price), body)]


def test_ten_thousand_mutated_pages() -> None:
    seeds = own_pages() + real_pages()
    rng = random.Random(SEED)
    slowest = (0.0, "")
    prices = 0
    for number in range(MUTANTS):
        body = mutated(seeds, rng)
        known, polled = WAYS[number % len(WAYS)]
        where = f"SOAK_SEED={SEED}, mutant {number}, {len(body):,} bytes, {platform(known)}"
        try:
            reading, took = read(body, known, polled)
        except Exception as error:
            raise AssertionError(where) from error
        slowest = max(slowest, (took, where))
        if took > LONGEST:  # other work on the machine is left out
            took = min(took, read(body, known, polled)[1])
        assert took <= LONGEST, f"{took:.2f} s: {where}"
        if reading is not None:
            assert not invented(reading, body), where
            prices += sum(offer.price is not None for offer in reading.offers)
    print(  # noqa: T201 - what it measured
        f"{MUTANTS} mutants of {len(seeds)} pages, {prices} prices; the slowest took {slowest[0]:.2f} s ({slowest[1]})"
    )


def test_pages_made_to_hurt() -> None:
    slowest = (0.0, "")
    count = 0
    for name, body in hurtful(1.0):
        count += 1
        for known, polled in (*WAYS[:3], (retailer("selectors", selectors=PARTS), source(Kind.LIST))):
            _, took = read(body, known, polled)
            if took > LONGEST:  # other work on the machine is left out
                took = min(took, read(body, known, polled)[1])
            slowest = max(slowest, (took, f"{name}, {len(body):,} bytes"))
            assert took <= LONGEST, f"{took:.2f} s: {name}, {len(body):,} bytes, {platform(known)}"
    print(f"{count} pages; the slowest took {slowest[0]:.2f} s ({slowest[1]})")  # noqa: T201 - what it measured


def resident() -> int:
    gc.collect()
    return int(psutil.Process().memory_info().rss)


def always_new(number: int) -> bytes:
    """A page whose names, titles, prices and words nobody has seen before."""
    cards = "".join(
        f"<li class='card c{number}x{each}' id='i{number}x{each}'><a href='/p/{number}/{each}'>Card {number} {each}</a>"
        f"<b class='price p{number}x{each}'>${number}.{each:02}</b><p class='stock s{number}x{each}'>{number + each} in stock, batch {each}</p>"
        f"<p>Sold by Shop {number} {each}</p><h3>Section {number} {each} ä</h3></li>"
        for each in range(10, 20)
    )
    return f"<!doctype html><html><body><h1>Card {number}</h1><ul>{cards}</ul></body></html>".encode()


def test_memory_over_the_same_pages() -> None:
    """Large pages are read less often, so that twenty thousand take minutes."""
    pages = own_pages() + real_pages()
    small = [page for page in pages if len(page) <= 20_000]
    for _ in range(2):
        for page in pages:
            read(page, None, None)
    before = resident()
    rng = random.Random(SEED)
    for number in range(PARSES):
        read(rng.choice(pages if number % 10 == 0 else small), *WAYS[number % 3])
    growth = resident() - before
    print(f"{PARSES} parses of {len(pages)} pages: {growth / 1e6:+.1f} MB")  # noqa: T201 - what it measured
    assert growth < GROWTH


def test_memory_over_pages_that_are_always_new() -> None:
    full = PARSES // 5
    for number in range(full):
        read(always_new(number), *WAYS[number % 3])
    before = resident()
    for number in range(full, PARSES):
        read(always_new(number), *WAYS[number % 3])
    growth = resident() - before
    print(f"{PARSES - full} parses of new pages after {full}: {growth / 1e6:+.1f} MB, {before / 1e6:.0f} MB before")  # noqa: T201 - what it measured
    assert growth < GROWTH
