"""Asking to be told on a page, and the links of mails: what a person presses, and what nobody can press for another."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

import httpx
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from mailserver import MailServer
from market import START, Card, list_page, spec
from serving import serving
from shopserver import ShopServer
from sqlalchemy import Engine, select

from monitor import config, fold, jobs
from monitor.alerts.links import Link, Purpose
from monitor.alerts.matching import LiveRule
from monitor.alerts.words import Via
from monitor.app import Workshop, sync_rules, workshop
from monitor.clock import ReplayClock
from monitor.config import Settings
from monitor.delivering import deliver
from monitor.storage import alerts, outbox, retailers
from monitor.storage.engine import Sessions
from monitor.storage.models import Source
from monitor.storage.models_alerts import AlertRule, Delivery, Recipient

WISH = {"what": "in_stock", "gpu": "RTX 5070 Ti", "market": "us", "below": "900", "to": "Me@Example.org"}


class World:
    """A shop, a web page and a mail server."""

    def __init__(
        self, work: Workshop, page: httpx.Client, server: MailServer, clock: ReplayClock, folder: Path
    ) -> None:
        self.work, self.page, self.server, self.clock, self.folder = work, page, server, clock, folder

    def send(self) -> int:
        with self.work.sessions() as session:
            ids = list(session.scalars(select(Recipient.id)))
        return sum(deliver(self.work.sessions, self.work.post, self.clock, number) for number in ids)

    def link(self, purpose: str, message: int = -1) -> str:
        body = self.server.messages[message].get_body(("plain",))
        assert body is not None
        found = re.search(rf"https?://\S+(/alerts/{purpose}/\S+)", body.get_content())
        assert found is not None, body.get_content()
        return found[1]

    def live(self) -> list[LiveRule]:
        with self.work.sessions() as session:
            return alerts.live_rules(session, self.clock.now())

    def start_again(self) -> None:
        sync_rules(Settings(data_dir=self.folder), self.work)

    def rules(self) -> int:
        with self.work.sessions() as session:
            return len(session.scalars(select(AlertRule)).all())


@contextmanager
def living(sessions: Sessions, database: Engine, folder: Path) -> Iterator[World]:
    clock = ReplayClock(START)
    with MailServer() as server:
        settings = config.load(server.environ() | {"GPUMARKET_DATA_DIR": str(folder)})
        with (
            workshop(settings, sessions, clock) as work,
            serving(work, database) as address,
            # Slow machines take seconds to try a rule out.
            httpx.Client(base_url=address, trust_env=False, timeout=60) as page,
        ):
            yield World(work, page, server, clock, folder)


@pytest.fixture
def world(sessions: Sessions, database: Engine, tmp_path: Path) -> Iterator[World]:
    with living(sessions, database, tmp_path) as made:
        yield made


def test_from_the_form_to_the_mail_and_out_again(world: World, shop: ShopServer) -> None:
    shop.page("/list", list_page([Card(0, "$950.00")]))
    with world.work.sessions.begin() as session:
        retailers.sync(session, [spec(shop, "/list")])
        retailers.set_enabled(session, "shop", enabled=True, now=START)
    jobs.defer_due(world.work.sessions, world.clock.now())
    assert "RTX 5070 Ti" in world.page.get("/alerts/new?gpu=geforce-rtx-5070-ti&market=us&limit=899").text
    tried = world.page.post("/alerts/new", data=WISH | {"try_out": "yes"})
    assert "it would have sent nothing" in tried.text
    assert world.rules() == 0
    assert "Me@Example.org" in world.page.post("/alerts/new", data=WISH).text
    assert world.send() == 1
    question = world.server.messages[0]
    assert question["To"] == "Me@example.org"
    assert "RTX 5070 Ti" in str(question.get_body(("plain",)))

    confirm = world.link("confirm")
    assert world.page.get(confirm).status_code == 200
    with world.work.sessions() as session:
        assert session.scalars(select(Recipient)).one().confirmed_at is None, "a program that follows links says no yes"
    assert world.page.post(confirm).status_code == 200

    shop.page("/list", list_page([Card(0, "$899.00")]))
    for minutes in (1, 20):
        world.clock.sleep_until(START.replace(minute=minutes))
        with world.work.sessions() as session:
            due = [(source.id, source.due_at) for source in session.scalars(select(Source))]
        for number, due_at in due:
            world.work.poller.poll(number, due_at)
        fold.advance(world.work.sessions, world.clock.now())
    assert world.send() == 1
    told = world.server.messages[-1]
    assert "RTX 5070 Ti" in told["Subject"]
    one_click = str(told["List-Unsubscribe"]).strip("<>").partition("/alerts")
    address = f"/alerts{one_click[2]}"
    for _ in range(2):
        done = world.page.post(address, data={"List-Unsubscribe": "One-Click"})
        assert done.status_code == 200
    assert world.rules() == 0


def test_a_link_is_of_one_rule_and_one_person(world: World) -> None:
    world.page.post("/alerts/new", data=WISH)
    world.page.post("/alerts/new", data=WISH | {"to": "other@example.org"})
    world.send()
    assert {message["To"] for message in world.server.messages} == {"Me@example.org", "other@example.org"}
    confirm = world.link("confirm", 0)
    for purpose in ("stop", "mute", "stop_all"):
        assert world.page.post(confirm.replace("confirm", purpose)).status_code == 404
    assert world.page.post(confirm[:-3] + "abc").status_code == 404
    assert world.rules() == 2


def test_nobody_can_ask_for_somebody_who_confirmed_before(world: World) -> None:
    world.page.post("/alerts/new", data=WISH)
    world.send()
    world.page.post(world.link("confirm"))
    assert len(world.live()) == 1
    world.page.post("/alerts/new", data=WISH | {"below": "5000"})
    assert len(world.live()) == 1
    assert world.send() == 1, "its owner is asked"
    confirm = world.link("confirm")
    assert "5,000" in world.page.get(confirm).text
    world.page.post(confirm)
    assert len(world.live()) == 2


def test_an_address_that_bounced_is_asked_like_a_new_one(world: World) -> None:
    world.page.post("/alerts/new", data=WISH)
    world.send()
    world.page.post(world.link("confirm"))
    with world.work.sessions.begin() as session:
        outbox.stop(session, session.scalars(select(Recipient)).one(), "bounced", START)
    world.page.post("/alerts/new", data=WISH | {"below": "5000"})
    assert world.live() == []


def test_who_ends_a_rule_of_the_file_is_told_no_more_after_the_next_start(world: World) -> None:
    path = world.folder / "alerts.toml"
    path.write_text('[[rule]]\nto = "me@example.org"\ngpu = ["RTX 5070 Ti"]\n', encoding="utf-8")
    world.start_again()
    world.send()
    world.page.post(world.link("confirm"))
    assert [live.muted for live in world.live()] == [False]
    with world.work.sessions() as session:
        ((rule, recipient),) = alerts.all_rules(session)
    link = world.work.post.links.make(Link(Purpose.STOP, recipient.id, rule.id), START)
    world.page.post("/alerts" + link.partition("/alerts")[2])
    world.start_again()
    assert [live.muted for live in world.live()] == [True]
    link = world.work.post.links.make(Link(Purpose.STOP_ALL, recipient.id), START)
    world.page.post("/alerts" + link.partition("/alerts")[2])
    world.start_again()
    assert world.live() == []


def test_nobody_is_asked_over_and_over(world: World) -> None:
    for n in range(12):
        world.page.post("/alerts/new", data=WISH | {"below": str(900 + n)})
    with world.work.sessions() as session:
        assert len(session.scalars(select(Delivery)).all()) == 1
    assert world.rules() == 10, "before somebody says yes, a few are enough"


def test_strangers_are_asked_so_often_and_no_more(world: World) -> None:
    with world.work.sessions.begin() as session:
        for number in range(29):
            asked = alerts.recipient(session, Via.MAIL, f"{number}@example.org", language="en", now=START)
            asked.asked_at = START
    assert world.page.post("/alerts/new", data=WISH).status_code == 200
    refused = world.page.post("/alerts/new", data=WISH | {"to": "other@example.org"})
    assert refused.status_code == 422
    assert "try again later" in refused.text
    assert world.send() == 1
    # Who answers is a stranger no more, and an hour later the others are forgotten.
    world.page.post(world.link("confirm"))
    assert world.page.post("/alerts/new", data=WISH | {"to": "other@example.org"}).status_code == 200
    world.clock.sleep_until(START + timedelta(hours=1))
    assert world.page.post("/alerts/new", data=WISH | {"to": "third@example.org"}).status_code == 200


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"to": "nobody"}, "is no mail address"),
        ({"to": "me@example.org\r\nBcc: you@example.org"}, "is no mail address"),
        ({"gpu": ""}, "names no card"),
        ({"below": "cheap"}, "is no price"),
        ({"market": "", "below": "900"}, "in which market"),
        ({"what": "level", "level": "normal"}, "there is no"),
    ],
)
def test_what_cannot_be_used_is_said_and_the_form_keeps_the_rest(
    world: World, change: dict[str, str], said: str
) -> None:
    answer = world.page.post("/alerts/new", data=WISH | change)
    assert answer.status_code == 422
    assert said in answer.text
    assert world.rules() == 0


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    change=st.dictionaries(
        st.sampled_from(["what", "gpu", "market", "below", "level", "pace", "timezone", "to", "try_out", "lang"]),
        st.one_of(
            st.text(max_size=220), st.sampled_from(["level", "us", "900", "1e999", "NaN", "0x10", "Europe/Berlin"])
        ),
        max_size=3,
    )
)
def test_whatever_is_typed_there_is_a_page_for_it(world: World, change: dict[str, str]) -> None:
    answer = world.page.post("/alerts/new", data=WISH | {"to": "third@example.org"} | change)
    assert answer.status_code in {200, 422}, answer.text
    assert answer.headers["Content-Type"].startswith("text/html")


def test_what_people_type_is_text_and_nothing_else(world: World) -> None:
    answer = world.page.post("/alerts/new", data=WISH | {"gpu": "<script>alert(1)</script>"})
    assert "<script>alert" not in answer.text


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"to": "kimse"}, "bir e-posta adresi değil"),
        ({"gpu": "kart"}, "katalogdaki hiçbir kartın adı değil"),
        ({"below": "ucuz"}, "&#39;ucuz&#39; bir fiyat değil; 899 ya da 899 USD gibi yazın"),
        ({"what": "level", "level": "normal"}, "diye bir şey yok; bilinenler:"),
    ],
)
def test_what_cannot_be_used_is_said_in_turkish(world: World, change: dict[str, str], said: str) -> None:
    answer = world.page.post("/alerts/new?lang=tr", data=WISH | change)
    assert answer.status_code == 422
    assert said in answer.text


def test_a_link_that_does_not_work_says_so_in_turkish(world: World) -> None:
    assert "Bu bağlantı eksik." in world.page.get("/alerts/confirm/cut?lang=tr").text


def test_in_turkish(world: World) -> None:
    form = world.page.get("/alerts/new?lang=tr").text
    assert "Adresime sor" in form
    assert "Ask my address" not in form


def test_the_key_of_links_is_made_once(world: World) -> None:
    with world.work.sessions.begin() as session:
        first = alerts.signing_key(session)
    with world.work.sessions.begin() as session:
        assert alerts.signing_key(session) == first
    assert first not in repr(world.work.post)


def test_who_runs_it_sees_how_delivering_goes_and_nobody_sees_whom_it_is_for(world: World) -> None:
    def seen() -> tuple[str, dict[str, object]]:
        pages = [world.page.get(f"/alerts?lang={code}") for code in ("en", "tr")]
        figures = world.page.get("/api/v1/deliveries")
        assert {answer.status_code for answer in (*pages, figures)} == {200}
        for answer in (*pages, figures):
            assert "example.org" not in answer.text.lower()
            assert "5.1.1" not in answer.text
        return re.sub(r"<[^>]+>|\s+", " ", pages[0].text + pages[1].text), figures.json()

    world.page.post("/alerts/new", data=WISH)
    world.clock.sleep_until(world.clock.now() + timedelta(minutes=3))
    page, figures = seen()
    assert (figures["waiting"], figures["oldest_age_s"], figures["last_result"]) == (1, 180.0, None)
    assert re.search(r"Waiting +1 +the oldest since 5 Jan 09:00 UTC +\(3 min ago\)", page)
    world.server.answers["rcpt"] = ["550 5.1.1 <me@example.org> unknown"]
    world.send()
    page, figures = seen()
    assert (figures["waiting"], figures["refused_24_hours"], figures["bounced"]) == (0, 1, 1)
    assert (figures["last_result"], figures["last_reason"]) == ("recipient_refused", "no_recipient")
    assert "recipient refused (the server knows no such recipient)" in page
    assert "alıcı reddedildi (sunucu böyle bir alıcı tanımıyor)" in page
