"""The browser's process: it may be missing, crash and be killed, and is never left behind."""

import importlib.util
import os
import signal
import subprocess
import sys
import threading
from pathlib import Path
from typing import TYPE_CHECKING

import psutil
import pytest
from browsing import app, browser_fetcher, built, chromium, chromium_process, needs_browser, not_built, processes
from machine import until
from shopserver import ShopServer

from scrapers.browser import installed
from scrapers.errors import TryLater

if TYPE_CHECKING:
    from scrapers.browser.chromium import Chromium


def pids(word: str) -> list[int]:
    """The browser's processes with a word in their command line."""
    return [pid for pid, command in processes().items() if any(word in part for part in command)]


def interrupted(browser: "Chromium", shop: ShopServer, victim: str) -> TryLater:
    """The error of a fetch that is under way when a process is killed."""
    shop.hang("/hangs")
    shop.page("/gpus", app("fetch('/hangs');"))
    errors: list[Exception] = []

    def fetch() -> None:
        errors.append(not_built(browser, shop))

    thread = threading.Thread(target=fetch)
    thread.start()
    assert until(lambda: shop.asked("/hangs") == 1)
    for pid in [chromium_process()] if victim == "chromium" else pids(victim):
        os.kill(pid, signal.SIGKILL)
    thread.join()
    (error,) = errors
    assert isinstance(error, TryLater)
    return error


@needs_browser
@pytest.mark.parametrize(
    ("victim", "reason"),
    [("--type=renderer", "page_crashed"), ("chromium", "browser_failed"), ("run-driver", "browser_failed")],
)
def test_after_a_crash_the_next_fetch_works(shop: ShopServer, victim: str, reason: str) -> None:
    with chromium() as browser:
        assert interrupted(browser, shop, victim).reason == reason
        shop.page("/gpus", app("root.append('there again');"))
        assert "there again" in built(browser, shop).text
    assert until(lambda: not processes())


@needs_browser
def test_nothing_is_left_after_closing(shop: ShopServer) -> None:
    shop.page("/gpus", app("root.append('x');"))
    with chromium() as browser:
        built(browser, shop)
        assert processes()
    assert until(lambda: not processes())
    assert not [thread for thread in threading.enumerate() if thread.name == "browser"]


@needs_browser
def test_a_browser_that_nobody_needed_is_never_started(shop: ShopServer) -> None:
    shop.robots("User-agent: *\nDisallow: /")
    with chromium() as browser:
        not_built(browser, shop)
        assert processes() == {}


@needs_browser
def test_without_work_it_rests(shop: ShopServer, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("scrapers.browser.chromium._IDLE", 0.1)
    shop.page("/gpus", app("root.append('x');"))
    with chromium() as browser:
        for _ in range(2):
            assert "x" in built(browser, shop).text
            assert until(lambda: not processes())


class Stopped(Exception):
    """What a fetch is told when the process stops."""


@needs_browser
def test_closing_ends_what_is_under_way(shop: ShopServer) -> None:
    shop.hang("/hangs")
    shop.page("/gpus", app("fetch('/hangs');"))
    told: list[type[Exception]] = []
    with chromium(closed=Stopped) as browser, browser_fetcher(browser, shop) as fetching:

        def fetch() -> None:
            try:
                fetching.fetch(shop.url("/gpus"))
            except Stopped as error:
                told.append(type(error))

        thread = threading.Thread(target=fetch)
        thread.start()
        assert until(lambda: shop.asked("/hangs") == 1)
        browser.close()
        thread.join()
        assert told == [Stopped]
        with pytest.raises(Stopped):
            fetching.fetch(shop.url("/gpus"))
    assert until(lambda: not processes())


@needs_browser
@pytest.mark.parametrize("group", [False, True])
def test_a_killed_process_leaves_no_browser(shop: ShopServer, group: bool) -> None:  # noqa: FBT001 - a case
    shop.hang("/hangs")
    shop.page("/gpus", app("fetch('/hangs');"))
    program = (
        "import sys; from browsing import *\n"
        "with chromium() as browser, browser_fetcher(browser, sys.argv[1]) as fetching:\n"
        "    fetching.fetch(sys.argv[1] + 'gpus')"
    )
    env = os.environ | {"PYTHONPATH": os.pathsep.join(path for path in sys.path if path)}
    process = subprocess.Popen([sys.executable, "-c", program, shop.url()], env=env, start_new_session=True)
    try:
        assert until(lambda: shop.asked("/hangs") == 1)
        started = list(processes(process.pid))
        assert started
    finally:
        if group:
            os.killpg(process.pid, signal.SIGKILL)
        else:
            process.kill()
        process.wait()
    assert until(lambda: not any(is_alive(pid) for pid in started))


def is_alive(pid: int) -> bool:
    """Whether a process runs; whoever adopted a dead one may take its time to bury it."""
    try:
        return psutil.Process(pid).status() != psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return False


@needs_browser
def test_it_is_not_told_our_secrets(shop: ShopServer, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgresql://user:secret@db.example/x")
    shop.page("/gpus", app("root.append('x');"))
    with chromium() as browser:
        built(browser, shop)
        told = psutil.Process(chromium_process()).environ()
    assert "PATH" in told
    assert not any("secret" in value for value in told.values())


# What is not installed


@needs_browser
def test_a_program_that_is_none_is_an_error_of_its_own(shop: ShopServer, tmp_path: Path) -> None:
    shop.page("/gpus", app(""))
    broken = tmp_path / "chromium"
    broken.write_text("#!/bin/sh\nexit 1\n")
    broken.chmod(0o755)
    for program in (tmp_path / "nowhere", broken):
        with chromium(program=program) as browser:
            error = not_built(browser, shop)
        assert (type(error), error.reason) == (TryLater, "no_browser")
        assert str(program) in error.detail
    assert until(lambda: not processes())


def test_it_is_said_what_to_install(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(installed, "_PLACES", ())
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr(importlib.util, "find_spec", lambda _: None)
    with pytest.raises(TryLater, match=r"gpumarket\[browser\]") as caught:
        installed.chromium()
    assert caught.value.reason == "no_browser"
    monkeypatch.setattr(importlib.util, "find_spec", lambda _: object())
    with pytest.raises(TryLater, match="apt install chromium"):
        installed.chromium()
    program = tmp_path / "chromium-browser"
    program.write_text("")
    program.chmod(0o755)
    assert installed.chromium() == program
