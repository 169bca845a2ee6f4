"""The words of signals and matches, as they stand in code, SQL, JSON and metrics. Those of pages stand in `scrapers`."""

from enum import StrEnum


class SignalKind(StrEnum):
    """What happened."""

    STOCKOUT = "stockout"
    RESTOCK = "restock"
    PRICE_SPIKE = "price_spike"
    PRICE_CREEP = "price_creep"
    PRICE_DROP = "price_drop"
    BELOW_REFERENCE = "below_reference"
    SHORTAGE = "shortage"


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
