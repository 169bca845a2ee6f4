"""Kill -9 at random moments, over and over: nothing is lost, nothing stands twice, nothing is left running."""

import os
import random
import signal
import time

import pytest
from machine import PATIENCE, Machine, until
from market import Card, list_page
from shopserver import Answer, Request, ShopServer

KILLS = int(os.environ.get("SOAK_KILLS", "40"))

pytestmark = [pytest.mark.soak, pytest.mark.timeout(7200)]


def busy_shop(shop: ShopServer, rng: random.Random) -> None:
    """A list of forty cards whose prices and stock change at every request."""

    def script(_: Request) -> Answer:
        cards = [
            Card(number, f"${rng.randint(900, 999)}.00", rng.choice(["In stock", "Out of stock"]))
            for number in range(40)
        ]
        return Answer(list_page(cards), delay=rng.uniform(0, 0.3))

    shop.answer("/gpus", script)


INVARIANTS = {
    "a listing stands as its last observation says": """
        SELECT l.id FROM listing l JOIN LATERAL (
            SELECT * FROM observation o WHERE o.listing_id = l.id ORDER BY observed_at DESC LIMIT 1
        ) o ON true WHERE (l.price, l.stock) IS DISTINCT FROM (o.price, o.stock) OR l.changed_at <> o.observed_at""",
    "every observation has its poll": "SELECT listing_id FROM observation WHERE poll_id IS NULL",
    "a poll counts its observations": """
        SELECT p.id FROM poll p LEFT JOIN observation o ON o.poll_id = p.id
        GROUP BY p.id HAVING count(o.listing_id) <> p.changed""",
    "a change changes something": """
        SELECT * FROM (SELECT price, stock, lag(price) OVER w AS p, lag(stock) OVER w AS s,
            row_number() OVER w AS n FROM observation WINDOW w AS (PARTITION BY listing_id ORDER BY observed_at)) x
        WHERE n > 1 AND (price, stock) IS NOT DISTINCT FROM (p, s)""",
    "coverage does not overlap": """
        SELECT a.id FROM coverage a JOIN coverage b ON a.source_id = b.source_id AND a.id < b.id
        AND a.valid_from <= b.valid_to AND b.valid_from <= a.valid_to""",
    "one listing an item": "SELECT item_key FROM listing GROUP BY item_key HAVING count(*) > 1",
}


def test_killed_at_random_moments(machine: Machine) -> None:
    rng = random.Random(20230411)
    with ShopServer() as shop:
        busy_shop(shop, rng)
        machine.watch(shop, interval="1s")
        for number in range(KILLS):
            process = machine.start(rng.choice(["up", "worker"]))
            time.sleep(rng.uniform(0.2, 6))
            if rng.random() < 0.25 and (pid := machine.postmaster()):
                os.kill(pid, signal.SIGKILL)
                time.sleep(rng.uniform(0, 1))
            process.kill()
            process.wait(PATIENCE)
            broken = {name: rows for name, query in INVARIANTS.items() if (rows := machine.ask(query))}
            assert broken == {}, f"after kill {number + 1}"
        last = machine.start("up")
        assert until(lambda: machine.answers("/readyz"))
        before = len(machine.ask("SELECT 1 FROM poll"))
        assert before > 0
        assert until(lambda: len(machine.ask("SELECT 1 FROM poll")) > before)
        last.send_signal(signal.SIGINT)
        last.wait(PATIENCE)
    assert machine.left() == []
