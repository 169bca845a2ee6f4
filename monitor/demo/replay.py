"""Play the demo market's past through the real path, with a simulated clock, then let it go on in real time.

One thread, in the order of the due times: the same history every time.
"""

import dataclasses
import heapq
import random
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Final

from monitor import fold
from monitor.clock import ReplayClock, Stopping
from monitor.market_fold import MarketMemory
from monitor.polling.fetchers import Fetchers
from monitor.polling.poll import Poller
from monitor.storage import demo
from monitor.storage.engine import Sessions

_SEED: Final = 20_230_411
_DAY: Final = timedelta(days=1)


def replay(
    poller: Poller,
    clock: ReplayClock,
    until: datetime,
    *,
    on_progress: Callable[[datetime], None],
    stopping: Callable[[], bool],
) -> int:
    """Poll every demo source whenever it is due, from the clock's present up to `until`.

    Args:
        poller: as for real polls; its clock and jitter are replaced by simulated ones.
        clock: the simulated clock, which the demo market's shops follow too.
        until: end of the replay, aware UTC.
        on_progress: told of each simulated day.
        stopping: asked between polls; True ends the replay.

    Returns:
        The number of polls.

    Raises:
        Stopping: `stopping` said so.
    """
    sessions = poller.sessions
    simulated = dataclasses.replace(
        poller,
        clock=clock,
        rng=random.Random(_SEED),  # noqa: S311 - the same demo every time
        fetchers=_with_clock(poller.fetchers, sessions, clock),
    )
    with sessions() as session:
        due = [(due_at, source_id) for source_id, due_at in demo.sources(session)]
    heapq.heapify(due)
    polled, next_day = 0, clock.now() + _DAY
    memory = MarketMemory()
    while due and due[0][0] <= until:
        if stopping():
            raise Stopping
        due_at, source_id = heapq.heappop(due)
        while next_day <= due_at:
            fold.advance(sessions, next_day, replaying=True, memory=memory)
            on_progress(next_day)
            next_day += _DAY
        clock.sleep_until(due_at)
        result = simulated.poll(source_id, due_at)
        polled += 1
        if result:
            heapq.heappush(due, (result.due_at, source_id))
    clock.sleep_until(until)
    # Once more at the end, so that the live polls go on without a gap.
    polled += sum(simulated.poll(source_id, due_at) is not None for due_at, source_id in due)
    fold.advance(sessions, until, replaying=True, memory=memory)
    on_progress(until)
    simulated.fetchers.close()
    return polled


def _with_clock(fetchers: Fetchers, sessions: Sessions, clock: ReplayClock) -> Fetchers:
    return Fetchers(sessions, clock, fetchers.user_agent)
