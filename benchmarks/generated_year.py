"""A year of history that nobody observed, the same each time: what polls of ten shops would have left in the tables."""

import heapq
import random
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from itertools import islice

from sqlalchemy import insert, select, text
from sqlalchemy.orm import Session

from monitor.catalog.catalog import CONSUMER, Gpu, load_catalog
from monitor.storage import catalogue, retailers
from monitor.storage.engine import Sessions
from monitor.storage.models import Coverage, Retailer, Source
from scrapers.spec import Politeness, RetailerSpec, SourceSpec

START = datetime(2025, 1, 1, tzinfo=UTC)
DAYS = 365
END = START + timedelta(days=DAYS)
RETAILERS = 10
GPUS = 60
#: Of every source; a listing changes every 25 polls on average.
INTERVAL = timedelta(minutes=30)
POLLS = DAYS * 48
POLLS_BETWEEN_CHANGES = 25
_BRIDGED = INTERVAL * 3.3


def write(sessions: Sessions, listings: int) -> int:
    """Fill an empty, migrated database; answer how many observations were written (about 700 a listing)."""
    with sessions.begin() as session:
        watched = write_shops(session, listings)
    with sessions.begin() as session:
        # In the order of time, as polls write them: what belongs to one listing lies far apart on the disk.
        in_time = heapq.merge(*(_observations(n, watched[n % RETAILERS]) for n in range(1, listings + 1)))
        columns = "listing_id, observed_at, recorded_at, price, currency, stock, confidence, raw"
        written = _copy(session, f"observation ({columns})", (line for *_, line in in_time))
        session.execute(text("ANALYZE"))
    return written


def write_shops(session: Session, listings: int) -> list[list[tuple[int, int]]]:
    """Write shops, when they were watched, and their listings; answer each shop's first and last polls without a gap."""
    gpus = _gpus()
    catalogue.upsert(session, gpus)
    gpu_ids = catalogue.ids(session)
    retailers.sync(session, [_spec(n) for n in range(RETAILERS)])
    session.execute(text("UPDATE retailer SET enabled = true"))
    sources = session.execute(
        select(Retailer.id, Source.id).join(Source, Source.retailer_id == Retailer.id).order_by(Retailer.name)
    ).all()
    watched = [_watch(session, source_id, random.Random(source_id)) for _, source_id in sources]  # noqa: S311  # no secret
    goods = [(n, *sources[n % RETAILERS], gpu_ids[gpus[n // RETAILERS % GPUS].name]) for n in range(1, listings + 1)]
    _copy(session, "listing (id, " + _LISTING + ")", (_listing(*good) for good in goods))
    _copy(
        session,
        "listing_home (listing_id, source_id, valid_from)",
        (f"{n}\t{source}\t{START.isoformat()}\n" for n, _, source, _ in goods),
    )
    return watched


def _gpus() -> list[Gpu]:
    """The latest consumer cards with a launch price."""
    known = [g for g in load_catalog() if g.segment in CONSUMER and g.launch_price_usd and g.launch_date]
    return sorted(known, key=lambda g: (str(g.launch_date), g.name))[-GPUS:]


def _spec(number: int) -> RetailerSpec:
    return RetailerSpec(
        name=f"shop-{number}",
        title=f"Shop {number}",
        url=f"https://shop-{number}.example",
        market="us" if number < RETAILERS * 0.6 else "de",
        platform="schema_org",
        politeness=Politeness(delay=0, interval="30m"),
        sources=[SourceSpec(url=f"https://shop-{number}.example/all")],
    )


def _watch(session: Session, source_id: int, rng: random.Random) -> list[tuple[int, int]]:
    """Write when a source was watched: all year but for five gaps of hours to days. Answers first and last polls."""
    cuts = sorted(rng.sample(range(200, POLLS - 200, 200), 5))
    begins = [0, *(cut + rng.randint(4, 150) for cut in cuts)]
    stretches = list(zip(begins, [*cuts, POLLS - 1], strict=True))
    session.execute(
        insert(Coverage),
        [
            {
                "source_id": source_id,
                "valid_from": START + a * INTERVAL,
                "valid_to": START + b * INTERVAL,
                "held_to": START + b * INTERVAL + _BRIDGED,
            }
            for a, b in stretches
        ],
    )
    return stretches


_LISTING = (
    "retailer_id, item_key, first_party, seller_kind, seller_group, condition, title, url, url_key, gpu_id,"
    " match_version, home_source_id, first_seen_at, changed_at"
)


def _listing(n: int, retailer: int, source: int, gpu: int) -> str:
    url = f"https://shop-{retailer}.example/{n}"
    cells = (n, retailer, n, "true", "retailer", f"shop-{retailer}", "new", f"Card {n}", url, url, gpu, 1, source)
    return "\t".join(map(str, cells)) + f"\t{START.isoformat()}\t{START.isoformat()}\n"


def _observations(n: int, watched: list[tuple[int, int]]) -> Iterator[tuple[int, int, str]]:
    """A listing's year: a price that wanders in small steps, and shelves that empty and fill. Poll, listing, row."""
    rng = random.Random(n)  # noqa: S311  # no secret
    cents = rng.randint(25_000, 220_000)
    stock = "in_stock"
    poll = 0
    for first, last in watched:
        poll = max(poll, first)
        while poll <= last:
            at = f"{START + poll * INTERVAL:%Y-%m-%dT%H:%M:%SZ}"
            yield poll, n, f"{n}\t{at}\t{at}\t{cents / 100:.2f}\tUSD\t{stock}\t1\t{{}}\n"
            poll += 1 + int(rng.expovariate(1 / (POLLS_BETWEEN_CHANGES - 0.5)))
            chance = rng.random()
            if chance < 0.2:
                stock = "out_of_stock" if stock == "in_stock" else "in_stock"
            elif chance < 0.21:
                stock = "\\N"
            elif chance < 0.215:
                stock = "unlisted"
            else:
                cents = max(10_000, round(cents * rng.choice((0.97, 0.98, 0.99, 1.01, 1.02, 1.031))))


def _copy(session: Session, into: str, lines: Iterator[str]) -> int:
    """Write rows in the server's text format, and answer how many."""
    connection = session.connection().connection.driver_connection
    assert connection is not None
    written = 0
    with connection.cursor() as cursor, cursor.copy(f"COPY {into} FROM STDIN") as copy:
        while few := list(islice(lines, 2000)):
            copy.write("".join(few))
            written += len(few)
    return written
