"""Markets that several tests look at, simulated once."""

from functools import cache

from simulated.market import simulate
from simulated.truth import SimMarket


@cache
def market(seed: int) -> SimMarket:
    """The market of a seed, of the usual length. It is shared: nobody changes it."""
    return simulate(seed)
