"""From the outbox to a real mail server: in order, at least once, whatever the server says and however long it is away."""

import threading
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from email.message import EmailMessage
from pathlib import Path

import pytest
from mailserver import DROP, MailServer, wait
from market import START
from sqlalchemy import delete, select
from telling import CARD, LIMIT

from monitor.alerts.notice import Notice, NoticeKind
from monitor.alerts.words import Came, Result, Via
from monitor.clock import ReplayClock
from monitor.config import Settings
from monitor.delivering import Parcel, deliver
from monitor.post import SettingsPost, make_post
from monitor.storage import alerts, outbox, outbox_views
from monitor.storage.engine import Sessions
from monitor.storage.models_alerts import Delivery, DeliveryAttempt, Recipient, Secret
from monitor.storage.outbox import Thread

MINUTE, HOUR = timedelta(minutes=1), timedelta(hours=1)


class Outbox:
    """A recipient with things to be told, a simulated clock, and a mail server that may be away."""

    def __init__(self, sessions: Sessions, folder: Path) -> None:
        self.sessions, self.folder = sessions, folder
        self.clock = ReplayClock(START)
        with sessions.begin() as session:
            recipient = alerts.recipient(session, Via.MAIL, "me@example.org", language="en", now=START)
            recipient.confirmed_at = START
            rule = alerts.add_rule(session, recipient.id, LIMIT, Came.COMMAND, START)
            assert rule is not None
            self.recipient_id, self.rule_id = recipient.id, rule.id

    def post(self, environ: dict[str, str]) -> SettingsPost:
        from monitor import config

        return make_post(config.load(environ | {"GPUMARKET_DATA_DIR": str(self.folder)}), self.sessions)

    def tell(self, key: str, kind: NoticeKind = NoticeKind.OPENED, *, after: str | None = None) -> None:
        now = self.clock.now()
        notice = Notice(kind=kind, rule=LIMIT, at=now, market="us", gpu=CARD, currency="USD")
        with self.sessions.begin() as session:
            thread = Thread(key, after)
            assert outbox.queue(session, self.recipient_id, notice, thread, now=now, due_at=now, rule_id=self.rule_id)

    def send(self, post: SettingsPost) -> int:
        return deliver(self.sessions, post, self.clock, self.recipient_id)

    def wait(self, time: timedelta) -> None:
        self.clock.sleep_until(self.clock.now() + time)

    def results(self) -> list[tuple[str | None, str | None]]:
        with self.sessions() as session:
            rows = session.scalars(select(DeliveryAttempt).order_by(DeliveryAttempt.id))
            return [(row.result and str(row.result), row.reason) for row in rows]

    def deliveries(self) -> list[Delivery]:
        with self.sessions() as session:
            return list(session.scalars(select(Delivery).order_by(Delivery.id)))

    def recipient(self) -> Recipient:
        with self.sessions() as session:
            return session.get_one(Recipient, self.recipient_id)

    def status(self) -> outbox_views.OutboxStatus:
        with self.sessions() as session:
            return outbox_views.status(session, self.clock.now())


@pytest.fixture
def box(sessions: Sessions, tmp_path: Path) -> Outbox:
    return Outbox(sessions, tmp_path)


@contextmanager
def away(port: int) -> Iterator[dict[str, str]]:
    """Settings of a server that is not there."""
    yield {
        "GPUMARKET_SMTP_HOST": "127.0.0.1",
        "GPUMARKET_SMTP_PORT": str(port),
        "GPUMARKET_SMTP_TLS": "none",
        "GPUMARKET_MAIL_FROM": "gpus@example.org",
    }


def ids(messages: list[EmailMessage]) -> list[str]:
    return [str(message["Message-ID"]) for message in messages]


def test_each_thing_is_a_mail_of_its_own_in_one_thread(box: Outbox) -> None:
    with MailServer() as server:
        post = box.post(server.environ())
        box.tell("a.1")
        assert box.send(post) == 1
        box.tell("a.2", NoticeKind.CLOSED, after="a.1")
        assert box.send(post) == 1
        assert box.send(post) == 0
        opened, closed = server.messages
    assert closed["In-Reply-To"] == opened["Message-ID"]
    assert opened["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert [row.sent_at is not None for row in box.deliveries()] == [True, True]


def test_another_installation_names_its_messages_otherwise(box: Outbox) -> None:
    """Both may send from the domain of one provider, and a mailbox shows one of two messages with the same name."""
    with MailServer() as server:
        box.tell("a.1")
        assert box.send(box.post(server.environ())) == 1
        with box.sessions.begin() as session:
            # A database made anew has another key, and begins to count again.
            session.execute(delete(Secret))
            session.execute(delete(Delivery))
        box.tell("a.1")
        assert box.send(box.post(server.environ())) == 1
        first, second = ids(server.messages)
    assert first.partition("@")[2] == second.partition("@")[2]
    assert first != second


@pytest.mark.parametrize(
    ("answers", "reason"),
    [
        ({"rcpt": ["451 4.7.1 greylisted, come back"]}, "busy"),
        ({"mail": ["421 4.3.2 going down"]}, None),
        ({"data": [DROP]}, "unsure"),
    ],
)
def test_what_passes_is_tried_again_under_the_same_name(
    box: Outbox, answers: dict[str, list[str]], reason: str | None
) -> None:
    with MailServer(answers=answers) as server:
        post = box.post(server.environ())
        box.tell("a.1")
        assert box.send(post) == 0
        assert box.send(post) == 0, "not before its time"
        assert box.status().waiting == 1
        box.wait(2 * MINUTE)
        assert box.send(post) == 1
        assert len(set(ids(server.messages))) == 1
    (first, said), (second, _) = box.results()
    assert (first, second) == ("try_later", "sent")
    assert reason in {None, said}
    assert box.status().maybe_twice == (1 if reason == "unsure" else 0)


def test_an_address_that_does_not_exist_gets_nothing_more(box: Outbox) -> None:
    with MailServer(answers={"rcpt": ["550 5.1.1 no such user"]}) as server:
        post = box.post(server.environ())
        for n in range(3):
            box.tell(f"a.{n}")
        assert box.send(post) == 0
        box.wait(48 * HOUR)
        assert box.send(post) == 0
        assert server.messages == []
        assert box.recipient().stopped_why == "bounced"
        assert [row.failed_at is not None for row in box.deliveries()] == [True, True, True]
        # The operator looked, and the address is right: all of it is sent once more.
        with box.sessions.begin() as session:
            assert outbox.send_again(session, box.clock.now()) == 3
        assert box.send(post) == 3
        assert len(server.messages) == 3


def test_a_message_that_is_refused_holds_up_no_other(box: Outbox) -> None:
    with MailServer(answers={"data": ["554 5.6.0 not like this"]}) as server:
        post = box.post(server.environ())
        box.tell("a.1")
        box.tell("a.2")
        box.send(post)
        assert len(server.messages) == 1
    assert [row.failed_at is not None for row in box.deliveries()] == [True, False]


def test_a_wrong_password_is_the_operators_to_mend_and_loses_nothing(box: Outbox) -> None:
    with MailServer() as server:
        wrong = server.environ() | {"GPUMARKET_SMTP_PASSWORD": "wrong"}
        box.tell("a.1")
        assert box.send(box.post(wrong)) == 0
        status = box.status()
        assert status.last_error is not None
        assert status.last_error.startswith("login: ")
        assert "wrong" not in repr(status)
        box.wait(2 * MINUTE)
        assert box.send(box.post(server.environ())) == 1
    assert box.status().last_error is None


def test_five_hundred_signals_survive_a_day_without_a_mail_server(box: Outbox) -> None:
    with MailServer() as server, away(server.port) as nowhere:
        pass
    post = box.post(nowhere)
    for n in range(500):
        box.tell(f"s.{n:03}")
        if n % 50 == 49:
            box.send(post)
        box.wait(timedelta(days=1) / 500)
    attempts = len(box.results())
    assert 5 <= attempts <= 100, "tried, and not over and over"
    with MailServer() as server:
        post = box.post(server.environ())
        for _ in range(10):
            box.wait(HOUR)
            box.send(post)
        assert Counter(str(message["Subject"]).split(" |")[0] for message in server.messages) == {"50 alerts": 10}
        assert len(set(ids(server.messages))) == 10
    rows = box.deliveries()
    assert all(row.sent_at for row in rows)
    assert [row.sent_at for row in rows] == sorted(row.sent_at for row in rows if row.sent_at)
    assert set(Counter(row.bundle for row in rows).values()) == {50}


def test_what_was_begun_together_stays_together(box: Outbox) -> None:
    with MailServer(answers={"data": [DROP]}) as server:
        post = box.post(server.environ())
        for n in range(5):
            box.tell(f"a.{n}")
        box.send(post)
        for n in range(5, 7):
            box.tell(f"a.{n}")
        box.wait(2 * MINUTE)
        box.send(post)
        names = ids(server.messages)
    assert names[0] == names[1], "the same five, under the same name"
    assert len(names) == len(set(names)) + 1
    assert all(row.sent_at for row in box.deliveries())


def test_a_process_that_dies_between_sending_and_writing_sends_again(box: Outbox) -> None:
    class Dies(BaseException):
        pass

    class Dying(SettingsPost):
        def hand_over(self, parcel: Parcel) -> str:
            super().hand_over(parcel)
            raise Dies

    with MailServer() as server:
        alive = box.post(server.environ())
        dying = Dying(Settings(data_dir=box.folder), box.sessions)
        dying.__dict__.update(alive.__dict__)
        box.tell("a.1")
        with pytest.raises(Dies):
            box.send(dying)
        assert box.send(alive) == 1
        assert len(server.messages) == 2
        assert len(set(ids(server.messages))) == 1
    assert [result for result, _ in box.results()] == [None, "sent"]
    assert box.status().maybe_twice == 1


def test_two_that_send_at_once_send_it_once(box: Outbox) -> None:
    with MailServer(answers={"data": [wait(0.5)]}) as server:
        post = box.post(server.environ())
        box.tell("a.1")
        sent: list[int] = []
        senders = [threading.Thread(target=lambda: sent.append(box.send(post))) for _ in range(4)]
        for sender in senders:
            sender.start()
        for sender in senders:
            sender.join()
        assert sorted(sent) == [0, 0, 0, 1]
        assert len(server.messages) == 1
        box.tell("a.2")
        assert box.send(post) == 1, "the lock is free again"


def test_who_has_not_confirmed_gets_the_question_alone(box: Outbox) -> None:
    with box.sessions.begin() as session:
        session.get_one(Recipient, box.recipient_id).confirmed_at = None
    box.tell("a.1")
    box.tell("a.2", NoticeKind.CONFIRM)
    with MailServer() as server:
        assert box.send(box.post(server.environ())) == 1
        assert [row.sent_at is not None for row in box.deliveries()] == [False, True]
        assert "List-Unsubscribe" not in server.messages[0]


def test_a_clock_that_jumps_loses_nothing(box: Outbox) -> None:
    with MailServer(answers={"rcpt": ["451 later"]}) as server:
        post = box.post(server.environ())
        box.tell("a.1")
        box.send(post)
        box.clock = ReplayClock(START - timedelta(days=2))
        box.tell("a.2")
        assert box.send(post) == 0, "it is tried again a minute after the last time, by the clock that was"
        box.clock = ReplayClock(START + timedelta(days=400))
        assert box.send(post) == 2
        assert len(server.messages) == 2


def test_without_mail_everything_waits(box: Outbox) -> None:
    box.tell("a.1")
    post = make_post(Settings(data_dir=box.folder), box.sessions)
    assert not post.is_ready(Via.MAIL)
    assert box.send(post) == 0
    assert box.results() == []
    assert box.status().waiting == 1


def test_restocks_are_timed_from_the_poll(box: Outbox) -> None:
    seen: datetime = box.clock.now()
    with box.sessions.begin() as session:
        notice = Notice(kind=NoticeKind.OPENED, rule=LIMIT, at=seen, market="us", gpu=CARD)
        outbox.queue(
            session, box.recipient_id, notice, Thread("a.1"), now=seen, due_at=seen, rule_id=box.rule_id, seen_at=seen
        )
    box.wait(timedelta(seconds=3))
    with MailServer() as server:
        box.send(box.post(server.environ()))
    status = box.status()
    assert (status.restocks, status.sent) == (1, 1)
    assert status.restock_median_s == pytest.approx(3)
    assert status.attempts == {str(Result.SENT): 1}
