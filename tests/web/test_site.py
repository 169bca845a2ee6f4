"""The page, the JSON and the metrics, asked over HTTP from the application itself."""

import json
import re
import shutil
import subprocess
import urllib.error
import urllib.request
from collections.abc import Iterator
from datetime import timedelta
from decimal import Decimal
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from market import HOUR, START, Card, Market, cards, list_page, spec
from prometheus_client.parser import text_string_to_metric_families
from prometheus_client.samples import Sample
from serving import serving
from shopserver import ShopServer
from sqlalchemy import Engine, insert, select, update

from monitor import fold
from monitor.app import workshop
from monitor.clock import ReplayClock
from monitor.config import Settings
from monitor.signals.episode import MarketEvent, Scope
from monitor.storage import market_signals
from monitor.storage.engine import Sessions
from monitor.storage.models import Coverage, Listing, Retailer
from monitor.storage.models_history import GpuStanding, IndexDay
from monitor.storage.models_signals import Signal
from monitor.utc_days import midnight
from monitor.vocabulary import Cause, EventKind, Level, SignalKind

DAY = timedelta(days=1)


class Site:
    """The running application, and the market behind it."""

    def __init__(self, base: str, market: Market, shop: ShopServer) -> None:
        self.base, self.market, self.shop = base, market, shop

    def get(self, path: str) -> tuple[int, str]:
        try:
            with urllib.request.urlopen(self.base + path, timeout=10) as answer:
                return answer.status, answer.read().decode()
        except urllib.error.HTTPError as error:
            with error:
                return error.code, error.read().decode()

    def json(self, path: str) -> Any:
        status, body = self.get(path)
        assert status == 200, body
        return json.loads(body)

    def metrics(self) -> list[Sample]:
        status, body = self.get("/metrics")
        assert status == 200
        return [sample for family in text_string_to_metric_families(body) for sample in family.samples]


def values(samples: list[Sample], name: str, **labels: str) -> list[float]:
    """The values of the series of that name with at least these labels."""
    return [s.value for s in samples if s.name == name and labels.items() <= s.labels.items()]


@pytest.fixture
def site(sessions: Sessions, database: Engine, tmp_path: Path) -> Iterator[Site]:
    clock = ReplayClock(START)
    with (
        ShopServer() as shop,
        workshop(Settings(data_dir=tmp_path), sessions, clock) as work,
        serving(work, database) as address,
    ):
        yield Site(address, Market(work, clock), shop)


def a_month(site: Site, *, title: str | None = None) -> None:
    """Thirty covered days of three cards; the second sells out at the end."""
    html = list_page(cards(3))
    site.shop.page("/gpus", html.replace(Card(0).title, title) if title else html)
    site.market.open(spec(site.shop, sources=[source(site)]))
    for _ in range(31):
        site.market.poll(DAY)
    sold_out = [Card(0, "$900.00"), Card(1, "$901.00", "Out of stock"), Card(2, "call us")]
    site.shop.page("/gpus", list_page(sold_out).replace(Card(0).title, title or Card(0).title))
    site.market.poll(HOUR)
    fold.advance(site.market.sessions, site.market.clock.now())


def source(site: Site) -> Any:
    from scrapers.spec import SourceSpec

    return SourceSpec(url=site.shop.url("/gpus"), interval="1d")


def test_an_empty_database_is_shown_as_such(site: Site) -> None:
    assert site.json("/api/status") == []
    assert site.json("/api/signals") == []
    status, body = site.get("/")
    assert status == 200
    assert "Nothing is watched yet" in body
    assert values(site.metrics(), "gpumarket_database_up") == [1]


def test_health(site: Site) -> None:
    assert site.get("/healthz") == (200, "ok\n")
    assert site.get("/readyz") == (200, "ready\n")


def test_status_says_what_is_known_and_what_is_not(site: Site) -> None:
    a_month(site)
    (market,) = site.json("/api/status")
    assert (market["market"], market["level"], market["reason"]) == ("us", "unknown", "few_sellers")
    assert market["missing"] == {"what": "sellers", "have": 1, "needed": 3}
    assert market["sentence"].startswith("us: unknown. Only 1 independent seller")
    assert market["seen"] == "seen 10:00 UTC, 1 of 1 shops readable"
    gpus = {gpu["gpu"]: gpu for gpu in market["gpus"]}
    ti, out, silent = (gpus[name] for name in ("GeForce RTX 5070 Ti", "GeForce RTX 5080", "GeForce RTX 5090"))
    assert (ti["street_price"], ti["currency"], ti["availability"]) == ("900.0000", "USD", 1.0)
    assert ti["premium"] == pytest.approx(900 / 749 - 1, abs=1e-4)
    assert (out["street_price"], out["availability"], out["offers_known"]) == (None, 0.0, 1)
    assert (silent["street_price"], silent["availability"]) == (None, 1.0)
    assert market["retailers"][0]["last_outcome"] == "ok"


def test_signals_can_be_asked_for(site: Site) -> None:
    a_month(site)
    (signal,) = site.json("/api/signals")
    assert signal["kind"] == "stockout"
    assert signal["scope"]["gpu"] == "GeForce RTX 5080"
    assert signal["closed_at"] is None
    assert signal["demo"] is False
    assert site.json("/api/signals?market=de") == []
    assert len(site.json("/api/signals?kind=stockout&open=true")) == 1
    assert site.get("/api/signals?kind=nonsense")[0] == 422
    assert site.get("/api/signals?market=%00")[0] == 422


def test_no_series_for_a_price_that_is_not_known(site: Site) -> None:
    a_month(site)
    metrics = site.metrics()
    assert values(metrics, "gpumarket_price") == [900.0]
    assert values(metrics, "gpumarket_price", gpu="GeForce RTX 5070 Ti", currency="USD", retailer="shop") == [900.0]
    assert values(metrics, "gpumarket_street_price") == [900.0]
    assert values(metrics, "gpumarket_listings", gpu="GeForce RTX 5080", state="out") == [1]
    assert values(metrics, "gpumarket_listings", gpu="GeForce RTX 5080", state="available") == [0]
    assert values(metrics, "gpumarket_polls_total", retailer="shop", outcome="ok") == [32]
    assert values(metrics, "gpumarket_read_warnings_total", retailer="shop") == [1]
    assert values(metrics, "gpumarket_unknown_models", retailer="shop", market="us", demo="false") == [0]
    assert values(metrics, "gpumarket_market_level", market="us", level="unknown") == [1]
    assert values(metrics, "gpumarket_gpu_level") == []
    assert values(metrics, "gpumarket_signals_open", market="us", kind="stockout") == [1]
    assert len(values(metrics, "gpumarket_last_success_timestamp_seconds", demo="false")) == 1


def test_a_model_that_the_catalogue_does_not_have_is_counted_and_not_named(site: Site) -> None:
    a_month(site, title="ASUS GeForce RTX 6090 48GB")
    assert values(site.metrics(), "gpumarket_unknown_models", retailer="shop") == [1]
    assert "6090" not in site.get("/metrics")[1]


def test_a_blind_shop_is_unknown_and_nothing_is_out(site: Site) -> None:
    a_month(site)
    site.market.clock.sleep_until(site.market.clock.now() + 10 * DAY)
    (market,) = site.json("/api/status")
    assert (market["level"], market["reason"]) == ("unknown", "low_coverage")
    assert {gpu["availability"] for gpu in market["gpus"]} == {None}
    fold.advance(site.market.sessions, site.market.clock.now())
    metrics = site.metrics()
    assert values(metrics, "gpumarket_price") == values(metrics, "gpumarket_availability_ratio") == []
    assert sum(values(metrics, "gpumarket_listings", state="out")) == 0
    assert sum(values(metrics, "gpumarket_listings", state="unknown")) == 3
    # That it is blind is said, and apart from what happened on the market.
    assert values(metrics, "gpumarket_signals_open", market="us", kind="stale", demo="false") == [1]
    assert [s["kind"] for s in site.json("/api/signals?open=true")] == ["stale", "stockout"]
    assert [s["kind"] for s in site.json("/api/signals?quality=false")] == ["stockout"]
    (stale,) = site.json("/api/signals?quality=true")
    assert (stale["cause"], stale["scope"]) == ("data_quality", {"market": "us", "retailer": "shop"})
    lately, _, not_seen = site.get("/")[1].partition("What we cannot see")
    assert "not read completely since" in not_seen
    assert "not read completely since" not in lately


def test_metrics_are_what_prometheus_expects(site: Site) -> None:
    if shutil.which("promtool") is None:
        pytest.skip("promtool is not installed")
    a_month(site)
    done = subprocess.run(
        ["promtool", "check", "metrics"], input=site.get("/metrics")[1], capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stdout + done.stderr) == (0, "")


class _Text(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.texts: list[str] = []
        self.tags: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)

    def handle_data(self, data: str) -> None:
        self.texts.append(data)


def test_the_page_shows_it_and_escapes_what_shops_write(site: Site) -> None:
    a_month(site, title="RTX 5070 Ti 16GB &lt;script&gt;alert(1)&lt;/script&gt;")
    status, body = site.get("/")
    assert status == 200
    page = _Text()
    page.feed(body)
    text = re.sub(r"\s+", " ", " ".join(page.texts))
    assert "1 of 1 shops readable" in text
    assert "$900" in text
    assert "+20 %" in text
    assert "script" not in page.tags
    assert "Demo." not in text


def a_shortage(site: Site) -> None:
    """Three shops that were read for two months; the RTX 5090 is severely short, and one shop has repriced."""
    from monitor.storage import catalogue

    day = (site.market.clock.now() - DAY).date()
    shops = [f"shop-{n}" for n in range(3)]
    site.shop.page("/gpus", list_page([Card(0), Card(1), Card(2, "$2,759.00", "Out of stock")]))
    site.market.open(*(spec(site.shop, name=name) for name in shops))
    site.market.poll_all()
    with site.market.sessions.begin() as session:
        ids = catalogue.ids(session)
        (retailer, *_) = session.scalars(select(Retailer.id).order_by(Retailer.id))
        session.execute(update(Coverage).values(valid_from=Coverage.valid_from - 60 * DAY))
        session.add(
            GpuStanding(
                market="us",
                gpu_id=ids["GeForce RTX 5090"],
                day=day,
                street_price=Decimal(2759),
                reference=Decimal(2100),
                over_reference_ratio=0.3138,
                premium_ratio=0.38,
                n_sellers=3,
                n_sellers_in_stock=0,
                usual_n_sellers_in_stock=3,
                usual_availability_ratio=0.9,
                depth=0.5,
                usual_depth=2.5,
                n_independent_sellers=3,
            )
        )
        opened = midnight(day) - 5 * DAY

        def opening(
            kind: SignalKind,
            evidence: dict[str, Any],
            *,
            level: Level | None = None,
            cause: Cause | None = None,
            **about: str,
        ) -> MarketEvent:
            since = {"since": (opened - DAY).date().isoformat()}
            return MarketEvent(
                EventKind.OPEN, kind, Scope("us", **about), opened, opened, level, cause, since | evidence
            )

        pool = {"gpus_short": ["GeForce RTX 5090"], "gpus_judged": 3, "loss_ratio": 0.4, "looks_like": "24gb_and_more"}
        repriced = {"change_ratio": 0.2, "gpus": ["a"] * 4, "gpus_compared": 5}
        events = [
            opening(SignalKind.SHORTAGE, pool, level=Level.TIGHT, cause=Cause.SEGMENT),
            opening(SignalKind.SHORTAGE, pool, level=Level.SEVERE, segment="24gb_and_more"),
            opening(SignalKind.SHORTAGE, {"n_sellers": 3}, level=Level.SEVERE, gpu="GeForce RTX 5090"),
            opening(
                SignalKind.STOCKOUT,
                {"availability_ratio": 0.1, "sellers": 3},
                cause=Cause.LAUNCH,
                gpu="GeForce RTX 5080",
            ),
            opening(SignalKind.PRICE_SPIKE, repriced, cause=Cause.ONE_RETAILER, retailer="shop-0"),
        ]
        written = market_signals.write(session, events, opened, gpus=ids, retailers={"shop-0": retailer})
        assert written == len(events)


SENTENCE = (
    "us: tight since 29 December 2025. RTX 5090 in stock at 0 of 3 shops (90 days: 3 of 3), street price 38 % over launch"
    " price; other cards normal. Looks like: cards with 24 GB and more."
)


def test_a_shortage_is_told_alike_everywhere(site: Site) -> None:
    a_shortage(site)
    (market,) = site.json("/api/status")
    assert (market["level"], market["reason"], market["cause"]) == ("tight", "open_shortage", "segment")
    assert market["sentence"] == SENTENCE
    assert market["since"] == "2025-12-29T00:00:00+00:00"
    gpus = {gpu["gpu"]: gpu for gpu in market["gpus"]}
    short, launched = gpus["GeForce RTX 5090"], gpus["GeForce RTX 5080"]
    assert (short["level"], short["since"], short["sellers_in_stock"], short["sellers"]) == (
        "severe",
        "2025-12-29",
        0,
        3,
    )
    assert (short["over_reference"], short["depth"], short["usual_availability"]) == (0.3138, 0.2, 0.9)
    assert short["availability_low"] == 0 < short["availability_high"] < 1
    assert (launched["level"], launched["reason"]) == ("unknown", "short_history")
    assert launched["signals"] == [{"kind": "stockout", "cause": "launch", "since": "2025-12-29"}]
    # The shops' coverage was made longer than their listings are old: each day's level follows from it.
    days = {day["day"]: day["level"] for day in market["days"]}
    assert len(days) == 90
    assert [days[f"2025-{day}"] for day in ("10-20", "12-10", "12-28", "12-29")] == [
        "unknown",
        "normal",
        "normal",
        "tight",
    ]

    metrics = site.metrics()
    assert values(metrics, "gpumarket_market_level", level="tight") == [1]
    assert values(metrics, "gpumarket_gpu_level", gpu="GeForce RTX 5090", market="us") == [3]
    assert values(metrics, "gpumarket_gpu_level", gpu="GeForce RTX 5080") == []

    def scopes(address: str) -> list[list[str]]:
        return [sorted(signal["scope"]) for signal in site.json(address)]

    assert scopes("/api/signals?scope=market") == [["market"]]
    assert scopes("/api/signals?scope=segment&scope=retailer") == [["market", "retailer"], ["market", "segment"]]
    assert scopes("/api/signals?scope=gpu") == [["gpu", "market"]] * 2
    assert scopes("/api/signals?scope=listing") == []
    assert scopes("/api/signals")[0] == ["market"]
    assert len(scopes("/api/signals")) == 5
    assert {signal["demo"] for signal in site.json("/api/signals")} == {False}

    page = _Text()
    page.feed(site.get("/")[1])
    text = re.sub(r"\s+", " ", " ".join(page.texts))
    assert SENTENCE.removeprefix("us: tight since 29 December 2025. ") in text
    assert "severe shortage cards with 24 GB and more, United States" in re.sub(" open ", " ", text)
    assert "in stock 10 % of the time at 3 sellers" in text
    assert "+20 % on 4 of its 5 cards" in text
    assert page.tags.count("i") >= 90

    with site.market.sessions.begin() as session:
        session.execute(update(Retailer).values(demo=True))
    assert {signal["demo"] for signal in site.json("/api/signals")} == {True}


def test_the_page_needs_nothing_from_elsewhere(site: Site) -> None:
    with urllib.request.urlopen(site.base + "/", timeout=10) as answer:
        policy = answer.headers["Content-Security-Policy"]
        body = answer.read().decode()
    assert policy.startswith("default-src 'none'")
    assert not re.search(r"(src=|<link|@import|url\()", body)


def test_without_database_everything_says_so(site: Site, admin: Engine, database: Engine) -> None:
    from sqlalchemy import text

    name = database.url.database
    with admin.connect() as connection:
        connection.execute(text(f'ALTER DATABASE "{name}" ALLOW_CONNECTIONS false'))
        connection.execute(
            text("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = :name"), {"name": name}
        )
    assert site.get("/healthz")[0] == 200
    assert site.get("/readyz")[0] == 503
    assert site.get("/")[0] == 503
    assert site.get("/api/status")[0] == 503
    assert values(site.metrics(), "gpumarket_database_up") == [0]


def test_how_prices_went_and_how_long_one_waits(site: Site) -> None:
    a_shortage(site)
    today = site.market.clock.now().replace(hour=0, minute=0)
    with site.market.sessions.begin() as session:
        session.execute(
            insert(IndexDay),
            [
                {"market": "us", "segment": "all", "tier": "first_party", "day": (today - n * DAY).date()}
                | {"method": 1, "computed_at": today, "value": value, "imputed_ratio": 0.25, "n_listings": 3}
                for n, value in ((60, 100.0), (31, 110.0), (1, 132.0))
            ],
        )
        listing = session.scalars(
            select(Listing.id).where(Listing.title.contains("5090"), Listing.gpu_id.is_not(None)).limit(1)
        ).one()
        for n in range(5):
            for kind, after in ((SignalKind.STOCKOUT, 0), (SignalKind.RESTOCK, n + 1)):
                at = today - (90 - 10 * n - after) * DAY
                about = {"episode_key": f"{listing}:{kind}:{n}", "kind": kind, "market": "us", "listing_id": listing}
                session.add(Signal(**about, opened_at=at, closed_at=at + DAY, evidence={}))
    (market,) = site.json("/api/status")
    index = {key: market["index"][key] for key in ("value", "change_30_days", "change_365_days", "imputed")}
    assert index == {"value": 132.0, "change_30_days": 0.2, "change_365_days": None, "imputed": 0.25}
    gpus = {gpu["gpu"]: gpu for gpu in market["gpus"]}
    known = {"median": 3.0, "lower": 2.0, "upper": 4.0, "stockouts": 5, "restocked": 5, "open": 0, "taken_off": 0}
    assert gpus["GeForce RTX 5090"]["restock_days"] == known
    assert gpus["GeForce RTX 5080"]["restock_days"] is None
    _, page = site.get("/")
    assert "Price index: 132 on" in page
    assert ", +20 % in 30 days</p>" in page
    assert page.count("stockouts last 3 days (half of them 2 days to 4 days)") == 1
