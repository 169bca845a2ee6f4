"""A database that history is imported into, and files made of rows."""

import csv
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import select

from monitor.app import Identifier
from monitor.catalog.catalog import load_catalog
from monitor.history.exporting import export_file
from monitor.history.files import format_of
from monitor.history.importing import import_file
from monitor.history.reader import Imported
from monitor.storage.engine import Sessions
from monitor.storage.exports import Chosen
from monitor.storage.models import Coverage, Listing, Observation

NOW = datetime(2026, 6, 1, tzinfo=UTC)
BEGIN = datetime(2026, 1, 5, 12, tzinfo=UTC)
DAY = timedelta(days=1)

Rows = Iterable[Mapping[str, Any]]
CATALOG = load_catalog()


def row(day: float, item: str = "A", price: object = 1999, stock: str = "in_stock", **more: object) -> dict[str, Any]:
    """A reading of a card at a shop, so many days after the beginning."""
    return {
        "observed_at": (BEGIN + day * DAY).isoformat(),
        "retailer": "shop",
        "country": "US",
        "currency": "USD",
        "sku": item,
        "url": f"https://shop.example/item/{item}",
        "title": f"ASUS GeForce RTX 5090 32GB model {item}",
        "price": price,
        "stock": stock,
        **more,
    }


class Histories:
    """A database that files are imported into."""

    def __init__(self, sessions: Sessions, folder: Path) -> None:
        self.sessions = sessions
        self.folder = folder
        self._titles = Identifier(sessions, CATALOG)
        self._number = 0

    def file(self, rows: Rows) -> Path:
        self._number += 1
        path = self.folder / f"{self._number}.csv"
        listed = list(rows)
        columns = list(dict.fromkeys(name for one in listed for name in one))
        with path.open("w", newline="", encoding="utf-8") as file:
            writer = csv.DictWriter(file, columns)
            writer.writeheader()
            writer.writerows(listed)
        return path

    def take(self, rows: Rows | Path, **more: Any) -> Imported:
        path = rows if isinstance(rows, Path) else self.file(rows)
        return import_file(
            self.sessions, path, format_of(path.name), name=path.name, titles=self._titles, now=NOW, **more
        )

    def give(self, name: str = "out.csv", **chosen: Any) -> Path:
        path = self.folder / name
        export_file(self.sessions, path, format_of(name), Chosen(**chosen))
        return path

    def observed(self, item: str | None = None) -> list[tuple[str, float, object, str | None]]:
        """Item, days since the beginning, price and stock of every observation."""
        query = (
            select(Listing.item_key, Observation.observed_at, Observation.price, Observation.stock)
            .join(Listing, Listing.id == Observation.listing_id)
            .order_by(Listing.item_key, Observation.observed_at, Listing.condition)
        )
        with self.sessions() as session:
            found = session.execute(query if item is None else query.where(Listing.item_key == item)).all()
        return [(key, round((at - BEGIN) / DAY, 3), price, stock) for key, at, price, stock in found]

    def covered(self) -> list[tuple[float, float, float]]:
        with self.sessions() as session:
            found = session.scalars(select(Coverage).order_by(Coverage.source_id, Coverage.valid_from)).all()
        return [
            tuple(round((at - BEGIN) / DAY, 3) for at in (one.valid_from, one.valid_to, one.held_to))  # type: ignore[misc]
            for one in found
        ]

    def covered_and_held(self) -> list[tuple[float, float]]:
        """From when to when each source was watched."""
        return sorted((start, end) for start, _, end in self.covered())
