"""The words of signals and matches, as they stand in code, SQL, JSON and metrics. Those of pages stand in `scrapers`."""

from enum import StrEnum
from typing import Final


class SignalKind(StrEnum):
    """What happened."""

    STOCKOUT = "stockout"
    RESTOCK = "restock"
    PRICE_SPIKE = "price_spike"
    PRICE_CREEP = "price_creep"
    PRICE_DROP = "price_drop"
    BELOW_REFERENCE = "below_reference"
    SHORTAGE = "shortage"
    # What the monitor could not see; never part of a shortage.
    BLOCKED = "blocked"
    LAYOUT_CHANGE = "layout_change"
    YIELD_FALL = "yield_fall"
    STALE = "stale"
    CURRENCY_CHANGE = "currency_change"
    PRICE_GATE = "price_gate"


#: Signals about the monitor's own sight. They are shown and alerted apart, and no measure is made of them.
DATA_QUALITY: Final = frozenset(
    {
        SignalKind.BLOCKED,
        SignalKind.LAYOUT_CHANGE,
        SignalKind.YIELD_FALL,
        SignalKind.STALE,
        SignalKind.CURRENCY_CHANGE,
        SignalKind.PRICE_GATE,
    }
)


class Fell(StrEnum):
    """Why a poll was not believed that showed far less than its source usually does, or why it is after a day of it.

    Attributes:
        YIELD_FELL: far fewer offers than usual.
        NEW_YIELD: so few for a day: now they are the usual.
        FIELDS_FELL: a field on far fewer of the offers than usual.
        NEW_FIELDS: the same for a day.
    """

    YIELD_FELL = "yield_fell"
    NEW_YIELD = "new_yield"
    FIELDS_FELL = "fields_fell"
    NEW_FIELDS = "new_fields"


#: The reason of a poll whose page was cut off, or whose list goes on beyond what is read.
CUT_OFF: Final = "cut_off"


class Doubt(StrEnum):
    """Kinds of warnings about a price that was read and is not believed, or not yet.

    Attributes:
        IMPLAUSIBLE_PRICE: no such card costs that.
        PLACEHOLDER_PRICE: the same on unrelated models.
        PRICE_HELD: too far from the last known price; held until it is read again.
        CURRENCY_HELD: in another currency than the last known price; held likewise.
        OTHER_CURRENCY: in another currency than the retailer's.
    """

    IMPLAUSIBLE_PRICE = "implausible_price"
    PLACEHOLDER_PRICE = "placeholder_price"
    PRICE_HELD = "price_held"
    CURRENCY_HELD = "currency_held"
    OTHER_CURRENCY = "other_currency"


#: Doubts about a price that may be believed yet, when it is read again.
HELD: Final = frozenset({Doubt.PRICE_HELD, Doubt.CURRENCY_HELD})


class EventKind(StrEnum):
    """What a line in a signal's history says."""

    OPEN = "open"
    LEVEL = "level"
    CLOSE = "close"
    AMEND = "amend"
    WITHDRAW = "withdraw"


class Level(StrEnum):
    """How tight a market or a gpu is. Too little known is `unknown`, never `normal`."""

    UNKNOWN = "unknown"
    NORMAL = "normal"
    TIGHT = "tight"
    SHORTAGE = "shortage"
    SEVERE = "severe"


class ScopeKind(StrEnum):
    """What a signal is about."""

    MARKET = "market"
    SEGMENT = "segment"
    GPU = "gpu"
    RETAILER = "retailer"
    LISTING = "listing"


#: All that is about more than one listing.
WIDE: Final = frozenset(ScopeKind) - {ScopeKind.LISTING}


class Cause(StrEnum):
    """What a signal most likely is."""

    DATA_QUALITY = "data_quality"
    ONE_RETAILER = "one_retailer"
    LAUNCH = "launch"
    PHASE_OUT = "phase_out"
    NEW_LEVEL = "new_level"
    SEGMENT = "segment"
    MARKET_WIDE = "market_wide"


class Unknown(StrEnum):
    """Why it is not known what a title sells.

    Attributes:
        NOT_IN_CATALOGUE: it names a model, or a memory size of one, that the catalogue does not have.
        AMBIGUOUS: it fits several cards of the catalogue, or contradicts itself.
        NO_CHIP: it names no chip at all.
    """

    NOT_IN_CATALOGUE = "not_in_catalogue"
    AMBIGUOUS = "ambiguous"
    NO_CHIP = "no_chip"
