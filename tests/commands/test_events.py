"""`gpumarket event`: noting what happened, and asking whether it mattered."""

import json
import math
from datetime import date

import numpy as np
import pytest
from command_line import Run, refused
from daily_figures import gpu_row, gpus, index_rows, on, seller_row
from sqlalchemy import insert

from monitor.commands.event_study import day_of, market_of
from monitor.commands.problems import UsageError
from monitor.storage.engine import Sessions
from monitor.storage.models_history import GpuDay, IndexDay

DAYS = 500
EVENT = on(250)
TITLE = "A company buys 10,000 GPUs"


def figures(sessions: Sessions) -> None:
    """A year and a half in which availability falls with the event, and prices do not move."""
    rng = np.random.default_rng(3)
    gpu_id = gpus(sessions)["GeForce RTX 5090"]
    shares = 0.7 + rng.normal(0, 0.02, DAYS) - 0.4 * (np.arange(DAYS) >= 250)
    prices = [100 * math.exp(x) for x in rng.normal(0, 0.01, DAYS)]
    with sessions.begin() as session:
        session.execute(
            insert(GpuDay), [gpu_row(gpu_id, n, None, round(1000 * share)) for n, share in enumerate(shares)]
        )
        session.execute(insert(IndexDay), index_rows(prices))
        session.execute(insert(IndexDay), index_rows(prices[:30], market="de"))


def test_the_story_of_an_event(run: Run, sessions: Sessions) -> None:
    refused(run("event", "study", str(EVENT)), 2, "no daily figures of any market")
    figures(sessions)
    added = run("event", "add", str(EVENT), f" {TITLE}\n", "--market", "US", "--url", "https://news.example/1")
    assert added.stdout == f"Event 1: {EVENT}  us  {TITLE}\n"
    assert run("event", "add", "2025-06-01", "Anniversary", "--note", "everywhere").returncode == 0
    refused(run("event", "add", str(EVENT), TITLE, "--market", "us"), 2, "there already")
    listed = json.loads(run("event", "list", "--market", "de", "--json").stdout)
    assert [(one["id"], one["market"], one["note"]) for one in listed] == [(2, None, "everywhere")]
    said = run("event", "study", "1").stdout.splitlines()
    assert said[:2] == [f"{EVENT}: {TITLE}", "us: yes"]
    assert said[2].startswith("  No: the price index moved by ")
    assert said[3].startswith("  Yes: availability moved by -38.9 points, from 69.7 % to 30.9 %")
    told = json.loads(run("event", "study", str(EVENT), "--days", "14", "--gap", "2", "--json").stdout)
    assert (told["day"], told["event"], told["titles"], told["days"], told["gap"]) == (str(EVENT), None, [TITLE], 14, 2)
    answers = {one["market"]: one["answer"] for one in told["markets"]}
    assert answers == {"us": "yes", "de": "unknown"}
    (us,) = (one for one in told["markets"] if one["market"] == "us")
    fell = next(one for one in us["studies"] if one["measure"] == "availability")
    assert (fell["segment"], fell["answer"], fell["placebo_days_as_large"]) == ("all", "yes", 0)
    assert fell["moved"] == pytest.approx(-0.4, abs=0.03)
    assert fell["p"] == pytest.approx(1 / (1 + fell["placebo_days"]))
    refused(run("event", "study", str(EVENT), "--market", "tr"), 2, "market tr", "de, us")

    assert run("event", "remove", "2").stdout == "Event 2 is gone: Anniversary\n"
    refused(run("event", "study", "2"), 2, "no event 2", "event list")


def test_a_shop_that_joins_with_the_event_is_no_move_of_the_market(run: Run, sessions: Sessions) -> None:
    """It has next to nothing in stock and asks double; nothing changes at the other one."""
    rng = np.random.default_rng(5)
    gpu_id = gpus(sessions)["GeForce RTX 5090"]
    rows = []
    for n, noise in enumerate(rng.normal(0, 0.02, DAYS)):
        there = round(1000 * (0.7 + noise))
        price = str(round(2199 * (1 + noise)))
        sellers = [seller_row("there", price, there)] + ([seller_row("new", "3998", 20)] if n >= 250 else [])
        in_stock, known = sum(one[5] for one in sellers), sum(one[4] for one in sellers)
        rows.append(gpu_row(gpu_id, n, price, in_stock, known) | {"panel": {"sellers": sellers}})
    with sessions.begin() as session:
        session.execute(insert(GpuDay), rows)
    told = json.loads(run("event", "study", str(EVENT), "--json").stdout)
    (us,) = told["markets"]
    assert {(one["measure"], one["segment"]) for one in us["studies"]} == {
        (measure, segment) for measure in ("premium", "availability") for segment in ("all", "halo")
    }
    assert us["answer"] == "no"
    assert {one["answer"] for one in us["studies"]} == {"no"}
    for one in us["studies"]:
        assert abs(one["moved"]) < 0.02


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["add", "2203-04-11", TITLE], ["more than a year ahead"]),
        (["add", "2023-04-11", "  "], ["title"]),
        (["add", "2023-04-11", TITLE, "--url", "javascript:alert(1)"], ["no web address"]),
        (["remove", "7"], ["no event 7", "event list"]),
    ],
    ids=lambda value: " ".join(value)[:40],
)
def test_what_is_wrong_is_told(run: Run, arguments: list[str], words: list[str]) -> None:
    refused(run("event", *arguments), 2, *words)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("11.04.2023", "'11.04.2023' is no day; write it as year-month-day, for example 2023-04-11"),
        ("20230411", "'20230411' is no day"),
        ("2023-02-30", "there is no day 2023-02-30"),
        ("0203-04-11", "is the year right"),
        ("", "'' is no day"),
    ],
)
def test_what_is_no_day(text: str, words: str) -> None:
    with pytest.raises(UsageError, match=words):
        day_of(text)


def test_days_and_markets_as_they_are_written() -> None:
    assert day_of("2023-04-11") == date(2023, 4, 11)
    assert market_of("US") == "us"
    with pytest.raises(UsageError, match="no market 'uss'; there are us, ca"):
        market_of("uss")
