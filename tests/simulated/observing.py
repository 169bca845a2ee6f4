"""What a monitor's polls make of the hours of an item: points at changes, wrong readings, and what could be seen."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Final

import numpy as np
import numpy.typing as npt
from simulated.prices import Cents, Lift
from simulated.shops import Floats, moment
from simulated.stock import BACKORDER, LIMITED, OUT, PREORDER, SILENT, UNLISTED, WORDS, Codes

from monitor.signals.point import Point

#: What a slipped separator makes of a price.
SLIPS: Final = (0.1, 10.0, 0.01, 100.0, 0.001)


@dataclass(frozen=True)
class Seen:
    """One listing at each poll from the first that met it on.

    Attributes:
        hours: of the polls, from the start.
        price: in hundredths; 0 is none.
        codes: of WORDS.
        counts: offers at each poll, of a price comparison site.
        slips: positions whose price was read wrong.
    """

    hours: Floats
    price: Cents
    codes: Codes
    counts: npt.NDArray[np.int64] | None = None
    slips: tuple[int, ...] = ()

    def points(self, start: datetime, currency: str) -> list[Point]:
        """The changes."""
        same = (np.diff(self.price) == 0) & (np.diff(self.codes) == 0)
        if self.counts is not None:
            same &= np.diff(self.counts) == 0
        return [self._point(k, start, currency) for k in [0, *(np.flatnonzero(~same) + 1).tolist()]]

    def _point(self, k: int, start: datetime, currency: str) -> Point:
        cents = int(self.price[k])
        return Point(
            at=moment(start, self.hours[k]),
            price=Decimal(cents).scaleb(-2) if cents else None,
            currency=currency if cents else None,
            stock=WORDS[self.codes[k]],
            offer_count=None if self.counts is None or self.codes[k] == UNLISTED else int(self.counts[k]),
        )

    def buyable(self) -> npt.NDArray[np.bool_]:
        """Polls that met the listing buyable at a price that was read right."""
        found = (self.price > 0) & (self.codes <= LIMITED)
        found[list(self.slips)] = False
        return np.asarray(found)

    def first_buyable(self, lift: Lift) -> float | None:
        """The hour of the first poll that met a spike, if at least two did."""
        hours = self.hours[self.buyable() & (self.hours >= lift.start) & (self.hours < lift.end)]
        return float(hours[0]) if len(hours) >= 2 else None

    def rises(self) -> list[float]:
        """The hours of polls that found it dearer than the payable poll before, and 12 % above its two months' median."""
        # As whoever reads the points would see it: a price without a word on stock is one that could be paid.
        good = self.buyable() | ((self.price > 0) & ((self.codes == SILENT) | (self.codes == PREORDER)))
        good[list(self.slips)] = False
        hours, price = self.hours[good], self.price[good]
        found = []
        for k in (np.flatnonzero(price[1:] > price[:-1]) + 1).tolist():
            past = price[np.searchsorted(hours, hours[k] - 60 * 24) : k]
            if len(past) and price[k] >= 1.12 * np.median(past):
                found.append(float(hours[k]))
        return found


def observe(
    rng: np.random.Generator, polls: Floats, price: Cents, codes: Codes, *, keeps_price: bool, slips: float
) -> Seen | None:
    """What the polls saw of an item; None when no poll met it.

    Args:
        rng: for errors of reading.
        polls: hours from the start.
        price: by hour, hundredths.
        codes: by hour.
        keeps_price: whether its page shows the price of what is sold out.
        slips: probability that a poll reads the price wrong.
    """
    hour = polls.astype(np.int64)
    seen_codes, seen_price = codes[hour], price[hour].copy()
    # One poll that misses it proves nothing: it is unlisted at the second.
    gone = seen_codes == UNLISTED
    first_miss = np.flatnonzero(gone[1:] & ~gone[:-1]) + 1
    seen_codes[first_miss], seen_price[first_miss] = seen_codes[first_miss - 1], seen_price[first_miss - 1]
    met = np.flatnonzero(seen_codes != UNLISTED)
    if len(met) == 0:
        return None
    polls, seen_codes, seen_price = polls[met[0] :], seen_codes[met[0] :], seen_price[met[0] :]
    listed = seen_codes != UNLISTED
    seen_price[~listed] = 0
    if not keeps_price:
        seen_price[(seen_codes == OUT) | (seen_codes == BACKORDER)] = 0
    # Single readings that could not tell the stock, and slipped separators.
    seen_codes[(rng.random(len(polls)) < 0.0003) & listed] = SILENT
    wrong = np.flatnonzero((rng.random(len(polls)) < slips) & (seen_price > 0)).tolist()
    for k in wrong:
        seen_price[k] = max(1, round(int(seen_price[k]) * float(rng.choice(SLIPS))))
    return Seen(polls, seen_price, seen_codes, slips=tuple(wrong))
