"""A process to be killed: opens signals, follows them into the outbox and sends, over and over.

python teller.py DATABASE_URL HOW_MANY ["to the end"]
"""

import os
import signal
import sys
from datetime import timedelta

from sqlalchemy import func, select

from monitor import alerting, config, delivering
from monitor.clock import SystemClock
from monitor.post import make_post
from monitor.storage import engine, episodes, signals
from monitor.storage.models_alerts import Recipient
from monitor.storage.models_signals import Signal
from monitor.vocabulary import EventKind, SignalKind


def main() -> None:
    url, wanted = sys.argv[1], int(sys.argv[2])
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    for line in sys.stdin:
        if line.strip() == "to the end":
            work(url, wanted, to_the_end=True)
            return
        number = os.fork()
        if not number:
            work(url, wanted, to_the_end=False)
            os._exit(0)
        print(number, flush=True)  # noqa: T201 - for whoever kills it


def work(url: str, wanted: int, *, to_the_end: bool) -> None:
    connected = engine.connect(engine.read_url(url))
    sessions, clock = engine.sessions(connected), SystemClock()
    post = make_post(config.load(os.environ), sessions)
    for _ in range(wanted * 2 if to_the_end else 10_000):
        with sessions.begin() as session:
            # As the fold does: one transaction for signals, alerts and the watermark.
            after = signals.lock_watermark(session)
            now = max(clock.now(), after + timedelta(microseconds=1))
            number = session.scalar(select(func.count()).select_from(Signal)) or 0
            if number < wanted:
                opening = {
                    "kind": SignalKind.PRICE_SPIKE,
                    "market": "us",
                    "segment": f"part-{number}",
                    "opened_at": now,
                }
                episodes.record(
                    session,
                    f"us:segment:part-{number}",
                    EventKind.OPEN,
                    opening | {"evidence": {"since": now.date().isoformat()}},
                    {},
                    episodes.stamps(now, now, {}),
                )
            alerting.follow(session, after, now)
            signals.set_watermark(session, now)
        with sessions() as session:
            (recipient_id,) = session.scalars(select(Recipient.id))
        sent = delivering.deliver(sessions, post, clock, recipient_id)
        if to_the_end and number >= wanted and not sent:
            break
    connected.dispose()


if __name__ == "__main__":
    main()
