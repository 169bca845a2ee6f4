"""A reading that was wrong, from the signals that it made to their end."""

import getpass
import json
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from command_line import Run, refused
from imported import BEGIN, DAY, Histories, row
from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from monitor import backtest, fold
from monitor.commands import corrections as command
from monitor.commands.problems import UsageError
from monitor.correcting import Corrected, correct
from monitor.storage import corrections, market_days, rollups, signal_views
from monitor.storage.engine import Sessions
from monitor.storage.models import Listing, Observation
from monitor.storage.models_history import GpuDay, ListingDay
from monitor.storage.models_signals import Signal, SignalEvent
from monitor.vocabulary import EventKind, SignalKind
from monitor.wrong_reading import CorrectionError, Mark
from scrapers.offer import Stock

SPIKE = SignalKind.PRICE_SPIKE
CARDS = {"A": "GeForce RTX 5090", "B": "GeForce RTX 5080", "C": "GeForce RTX 5070"}


def price(item: str, day: int) -> int:
    """A is misread from day 36 on, B does rise, C hardly moves."""
    match item:
        case "A":
            return 6999 if 36 <= day < 45 else 1999
        case "B":
            return 1000 if day < 31 else 1300
        case _:
            return 600 if day < 15 else 610


def read(history: Histories, first: int, last: int) -> None:
    history.take(
        row(day, item, price(item, day), title=f"ASUS {card} model {item}")
        for day in range(first, last)
        for item, card in CARDS.items()
    )


class Story:
    """A shop whose price of one card was misread, and two other cards."""

    def __init__(self, sessions: Sessions, folder: Path) -> None:
        self.sessions = sessions
        self.history = Histories(sessions, folder)
        read(self.history, 0, 45)
        fold.advance(sessions, BEGIN + 45 * DAY)
        with sessions() as session:
            self.ids = {item: number for number, item in session.execute(select(Listing.id, Listing.item_key))}

    def correct(self, item: str, day: float, now: float, **fields: str | None) -> Corrected:
        mark = Mark(self.ids[item], BEGIN + day * DAY, fields, "another card's price", "ada")
        return correct(self.sessions, mark, BEGIN + now * DAY)

    def told(self, last: int, *, corrected: bool = False) -> list[tuple[SignalKind, str, bool]]:
        """What a backtest to a day says: kind, card, and whether it is about the listing."""
        with self.sessions() as session:
            found = list(backtest.run(session, BEGIN.date(), (BEGIN + last * DAY).date(), corrected=corrected))
        return sorted((t.kind, t.scope["gpu"][-4:], "listing" in t.scope) for t in found)

    def shown(self, *, withdrawn: bool = False) -> list[tuple[SignalKind, str, bool]]:
        with self.sessions() as session:
            views = signal_views.recent(session, withdrawn=withdrawn, quality=False)
        return sorted((v.signal.kind, (v.gpu or "")[-4:], v.title is not None) for v in views)

    def events(self, item: str) -> list[EventKind]:
        with self.sessions() as session:
            return list(
                session.scalars(
                    select(SignalEvent.kind)
                    .join(Signal, Signal.id == SignalEvent.signal_id)
                    .where(Signal.listing_id == self.ids[item], Signal.kind == SPIKE)
                    .order_by(SignalEvent.id)
                )
            )

    def present(self, item: str) -> Decimal | None:
        with self.sessions() as session:
            return session.get_one(Listing, self.ids[item]).price


def figures(session: Session) -> list[Any]:
    days = list(ListingDay.__table__.columns), list(GpuDay.__table__.columns)
    return [
        sorted(map(tuple, session.execute(select(*columns))), key=lambda one: [str(cell) for cell in one])
        for columns in days
    ]


def from_scratch(session: Session, until: datetime) -> list[Any]:
    """All figures as one computation gives them; nothing is kept."""
    session.execute(delete(ListingDay))
    session.execute(delete(GpuDay))
    last = until.date() - DAY
    rollups.roll_up(session, last, after=datetime(1970, 1, 1, tzinfo=UTC), until=until)
    market_days.write_again(session, "us", "USD", BEGIN.date(), last)
    found = figures(session)
    session.rollback()
    return found


NIGHT = (BEGIN + 45 * DAY).date()
RISE_OF_B = [(SPIKE, "5080", False), (SPIKE, "5080", True)]
RISE_OF_A = [(SPIKE, "5090", False), (SPIKE, "5090", True)]


def test_the_story_of_a_wrong_reading(sessions: Sessions, folder: Path) -> None:
    story = Story(sessions, folder)
    assert story.shown() == RISE_OF_B + RISE_OF_A == story.told(44)
    raw = story.history.observed()

    # Nothing rests on this one.
    done = story.correct("C", 15, 45.1, price="605")
    assert (done.withdrawn, done.amended, done.restored) == ([], [], [])
    assert done.daily_figures > 25
    assert story.shown() == RISE_OF_B + RISE_OF_A

    # Held on day 36, confirmed on day 37.
    done = story.correct("A", 37, 45.2, price="2050")
    first = done.recorded_at
    assert sorted((t.kind, t.scope["gpu"][-4:], "listing" in t.scope) for t in done.withdrawn) == RISE_OF_A
    assert (done.amended, story.shown(), story.shown(withdrawn=True)) == ([], RISE_OF_B, RISE_OF_A)
    assert story.events("A") == [EventKind.OPEN, EventKind.WITHDRAW]
    assert story.events("B") == [EventKind.OPEN]
    assert story.history.observed() == raw
    with sessions() as session:
        (view,) = [v for v in signal_views.recent(session, withdrawn=True) if v.signal.listing_id]
        told = signal_views.as_json(view)
        assert figures(session) == from_scratch(session, done.recorded_at)
    assert told["withdrawn_at"] == done.recorded_at
    assert told["evidence"]["correction"] == {"ids": done.numbers, "reason": "another card's price", "by": "ada"}

    # What was known then was known then.
    assert story.told(44) == RISE_OF_B + RISE_OF_A
    assert story.told(44, corrected=True) == RISE_OF_B

    mind_is_changed(story)

    # The rise of B was half as large: the listing's signal stays, with other figures. It is what the listing costs now.
    done = story.correct("B", 31, 45.5, price="1150")
    assert [(t.kind, t.scope["gpu"][-4:]) for t in done.amended] == [(SPIKE, "5080")] * 2
    assert done.withdrawn == []
    assert story.present("B") == 1150
    with sessions() as session:
        (view,) = [v for v in signal_views.recent(session) if v.signal.listing_id == story.ids["B"]]
        assert (view.signal.evidence["price"], view.signal.closed_at) == ("1150", None)
        assert view.signal.evidence["before_correction"]["price"] == "1300.0000"

    for item, day, cost, why in (("A", 37.5, "1", "the nearest are"), ("A", 37, "1999.00", "stands so already")):
        with pytest.raises(CorrectionError, match=why):
            story.correct(item, day, 45.6, price=cost)

    # What was read in the evening and stored the next day is in the figures of its day, however often the fold ran.
    with sessions.begin() as session:
        late = {"observed_at": BEGIN + 44.4 * DAY, "recorded_at": BEGIN + 45.7 * DAY, "price": 590, "currency": "USD"}
        session.add(Observation(listing_id=story.ids["C"], stock=Stock.IN_STOCK, confidence=1, raw={}, **late))
    fold.advance(sessions, BEGIN + 45.8 * DAY)

    # The fold goes on from what stands: it forgets what was withdrawn, and opens it no more.
    read(story.history, 46, 50)
    fold.advance(sessions, BEGIN + 50 * DAY)
    assert story.shown() == RISE_OF_B
    assert story.present("A") == 1999
    with sessions() as session:
        ended = [t.closed_at for t in backtest.run(session, NIGHT, NIGHT) if t.scope.get("listing") == story.ids["A"]]
        assert ended == [first]
        assert figures(session) == from_scratch(session, BEGIN + 50 * DAY)


def mind_is_changed(story: Story) -> None:
    """The latest correction counts; a signal that was right after all counts again, and goes on."""
    again = story.correct("A", 37, 45.3, price="6999", stock="in_stock")
    assert (len(again.restored), again.withdrawn) == (2, [])
    assert story.shown() == RISE_OF_B + RISE_OF_A
    assert story.events("A")[-1] is EventKind.AMEND
    assert len(story.correct("A", 37, 45.4, price="1999", stock="limited").withdrawn) == 2
    with story.sessions() as session:
        (reading,) = [r for r in corrections.readings(session, story.ids["A"]) if r.read.at == BEGIN + 37 * DAY]
        made = corrections.recent(session, listing_id=story.ids["A"])
    assert (reading.read.price, reading.read.stock) == (Decimal(6999), Stock.IN_STOCK)
    assert (reading.stands.price, reading.stands.stock) == (Decimal(1999), Stock.LIMITED)
    assert [(c.correction.field, c.correction.value) for c in made] == [
        ("stock", "limited"),
        ("price", "1999"),
        ("stock", "in_stock"),
        ("price", "6999"),
        ("price", "2050"),
    ]


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ({}, "--price 1299.00, --stock in_stock"),
        ({"price": "1.299,00"}, "'1.299,00' is no amount such as 1299.00"),
        ({"price": "0"}, "'0' is no amount"),
        ({"price": "nan"}, "'nan' is no amount"),
        ({"stock": "plenty"}, "'plenty' is none of in_stock, .*unknown"),
        ({"price": "1", "reason": " "}, "needs a reason"),
        ({"price": "1", "by": " "}, "--by NAME"),
        ({"price": "1", "observed_at": "yesterday"}, "'yesterday' is no time such as 2026-01-31T12:00:00"),
        ({"price": "1", "observed_at": "2026-03-27"}, r"for UTC write 2026-03-27T00:00:00\+00:00"),
    ],
)
def test_what_is_said_wrong_is_answered_with_what_is_right(said: dict[str, str], words: str) -> None:
    with pytest.raises((UsageError, CorrectionError), match=words):
        command.add(1, **({"observed_at": "2026-03-27T12:00:00Z", "reason": "x"} | said))  # type: ignore[arg-type]


def test_the_story_as_a_person_tells_it(sessions: Sessions, folder: Path, run: Run) -> None:
    noon = datetime.now(UTC).replace(hour=12, minute=0, second=0, microsecond=0)
    at = [(noon - days * DAY).isoformat() for days in (4, 3, 2)]
    rows = [row(0, price=cost) | {"observed_at": when} for when, cost in zip(at, (1999, 2099, 1299), strict=True)]
    path = Histories(sessions, folder).file(rows)
    assert run("import", str(path)).returncode == 0
    with sessions() as session:
        number = session.scalars(select(Listing.id)).one()
    add = ("correction", "add", str(number))
    price = ("--reason", "x", "--price")

    refused(run("correction", "readings", "999"), 2, "no listing 999", "gpumarket signals")
    refused(run(*add, at[0].replace("12:", "13:"), *price, "1"), 2, "nearest", *at, "correction readings")
    assert "No reading was corrected" in run("correction", "list").stdout

    # The newest: it is what the listing is now.
    done = run(*add, at[2], "--reason", "a\nset", "--price", "unknown", "--stock", "out_of_stock", "--by", "bob")
    assert "price 1299.00 USD is now not known" in done.stdout, done.stderr
    assert "stock in_stock is now out_of_stock" in done.stdout
    with sessions() as session:
        listing = session.get_one(Listing, number)
        assert (listing.price, listing.stock, listing.last_price) == (None, Stock.OUT_OF_STOCK, Decimal(2099))
    assert (
        f"{at[2]}  1299.00 USD, in_stock  corrected: not known, out_of_stock"
        in run("correction", "readings", str(number)).stdout
    )
    told = json.loads(run("correction", "readings", str(number), "--json").stdout)
    assert [one["corrected"] for one in told] == [
        None,
        None,
        {"price": None, "currency": None, "stock": "out_of_stock"},
    ]
    # The one before it, as the readings print its time.
    again = json.loads(run(*add, told[1]["observed_at"], *price, "2000", "--json").stdout)
    assert (again["corrected"], again["withdrawn"]) == ({"price": "2000"}, [])
    assert again["daily_figures"] >= 1
    with sessions() as session:
        assert session.get_one(Listing, number).last_price == 2000
    listed = json.loads(run("correction", "list", "--listing", str(number), "--json").stdout)
    assert [(one["by"], one["reason"], one["field"], one["read"], one["value"]) for one in listed[1:]] == [
        ("bob", "a set", "stock", "in_stock", "out_of_stock"),
        ("bob", "a set", "price", "1299.0000", None),
    ]
    assert (listed[0]["by"], listed[0]["value"]) == (getpass.getuser(), "2000")
    assert "bob: a set" in run("correction", "list").stdout
