"""What levels ask for where few shelves can be compared."""

import pytest

from monitor.signals.pressure import Pressure
from monitor.vocabulary import Level


@pytest.mark.parametrize(
    ("compared", "loss", "rise", "level"),
    [
        (3, 0.4, 0.07, Level.TIGHT),
        (2, 0.4, 0.07, Level.NORMAL),
        (2, 0.6, 0.07, Level.NORMAL),
        (2, 0.6, 0.15, Level.SHORTAGE),
        (3, 0.95, None, Level.SEVERE),
        (1, 0.95, None, Level.NORMAL),
        (1, 0.95, 0.3, Level.SEVERE),
    ],
)
def test_one_or_two_shelves_tell_of_nothing_mild(compared: int, loss: float, rise: float | None, level: Level) -> None:
    day = Pressure(loss, rise, unusual=True, sellers=5, compared=compared, down=1.0)
    assert day.level(Level.NORMAL) is level
