"""kill -9 at random moments of opening, queueing, sending and recording: nothing is lost, and doubles have one name."""

import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path
from subprocess import PIPE

import pytest
from mailserver import MailServer
from sqlalchemy import URL, select

from monitor.alerts.rule import Rule, What
from monitor.alerts.words import Came, Via
from monitor.clock import SystemClock
from monitor.storage import alerts, outbox_views
from monitor.storage.engine import Sessions
from monitor.storage.models_alerts import AlertEpisode, Delivery

KILLS, NEWS = 200, 400
TELLER = Path(__file__).with_name("teller.py")


@pytest.mark.soak
def test_nothing_is_lost_when_the_process_is_killed(sessions: Sessions, database_url: URL, tmp_path: Path) -> None:
    chance = random.Random()
    now = SystemClock().now()
    with sessions.begin() as session:
        recipient = alerts.recipient(session, Via.MAIL, "me@example.org", language="en", now=now)
        recipient.confirmed_at = now
        alerts.add_rule(session, recipient.id, Rule(what=What.SIGNAL), Came.COMMAND, now)
    kills = 0
    with MailServer() as server:
        environ = os.environ | server.environ() | {"GPUMARKET_DATA_DIR": str(tmp_path)}
        url = database_url.render_as_string(hide_password=False)
        begin = [sys.executable, str(TELLER), url, str(NEWS)]
        with subprocess.Popen(begin, env=environ, stdin=PIPE, stdout=PIPE, text=True) as stem:
            assert stem.stdin is not None
            assert stem.stdout is not None
            while kills < KILLS:
                print(file=stem.stdin, flush=True)
                number = int(stem.stdout.readline())
                time.sleep(chance.uniform(0, 0.4))
                os.kill(number, signal.SIGKILL)
                kills += 1
            before = opened(sessions)
            print("to the end", file=stem.stdin, flush=True)
            assert stem.wait(300) == 0
        names = [str(message["Message-ID"]) for message in server.messages]
    assert before > 0, "some were killed in the middle of work"
    with sessions() as session:
        rows = list(session.scalars(select(Delivery).order_by(Delivery.id)))
        episodes = len(session.scalars(select(AlertEpisode)).all())
        status = outbox_views.status(session, SystemClock().now())
    # Every signal has its alert, every alert was sent, in order; what came twice has the same name, and is counted.
    assert len(rows) == episodes == NEWS
    assert all(row.sent_at for row in rows)
    assert {row.bundle for row in rows} == {name.strip("<>").partition("@")[0] for name in names}
    doubles = len(names) - len(set(names))
    assert doubles <= status.attempts.get("unfinished", 0)
    print(  # noqa: T201 - what was measured
        f"{kills} kills: {len(names)} mails of {NEWS} alerts, {doubles} of them twice, {status.maybe_twice} counted so"
    )


def opened(sessions: Sessions) -> int:
    with sessions() as session:
        return len(session.scalars(select(AlertEpisode)).all())
