"""What tests of the browser share: one Chromium a module, pages that scripts build, and one fetch in one line."""

import importlib.util
import json
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Any, Final

import psutil
import pytest
from fetching import USER_AGENT, Allowance, retailer
from shopserver import ShopServer

from scrapers.browser import installed
from scrapers.errors import PollError, TryLater
from scrapers.page import Page


def _missing() -> str | None:
    try:
        installed.chromium()
    except TryLater as error:
        return error.detail
    return None


MISSING = _missing()
needs_browser = pytest.mark.skipif(MISSING is not None, reason=MISSING or "")

if importlib.util.find_spec("playwright"):
    from scrapers.browser.chromium import Chromium
    from scrapers.browser.fetcher import BrowserFetcher


@contextmanager
def chromium(**how: Any) -> Iterator["Chromium"]:
    started = Chromium(USER_AGENT, **how)
    try:
        yield started
    finally:
        started.close()


def browser_fetcher(
    browser: "Chromium",
    shop: ShopServer | str,
    *,
    budget: Allowance | None = None,
    max_bytes: int = 5_000_000,
    timeout: float = 30.0,
    **spec: Any,
) -> "BrowserFetcher":
    """A fetcher for the retailer behind a server or an address; `spec` as for `retailer`."""
    url = shop if isinstance(shop, str) else shop.url()
    described = retailer(url, timeout=timeout, browser=True, **spec)
    return BrowserFetcher(described, budget=budget or Allowance(), chromium=browser, max_bytes=max_bytes)


def built(browser: "Chromium", shop: ShopServer, path: str = "/gpus", **how: Any) -> Page:
    """The page that fetching ends with; `how` as for `browser_fetcher`."""
    with browser_fetcher(browser, shop, **how) as fetching:
        return fetching.fetch(shop.url(path))


def not_built(browser: "Chromium", shop: ShopServer, path: str = "/gpus", **how: Any) -> PollError:
    """The error that fetching ends with; `how` as for `browser_fetcher`."""
    with browser_fetcher(browser, shop, **how) as fetching, pytest.raises(PollError) as caught:
        fetching.fetch(shop.url(path))
    return caught.value


ABOUT: Final = f"<p>{'A shop for people who build their machines themselves and know what they want. ' * 4}</p>"


def app(script: str, *, body: str = "", head: str = "", about: str = ABOUT) -> str:
    """The frame of an application, and the script that fills ``root``; without `about` it is empty."""
    return (
        f'<!doctype html><html lang="en"><head><title>Graphics cards</title>{head}</head>'
        f'<body><div id="root"></div>{body}{about}<script>const root = document.getElementById("root");{script}</script></body></html>'
    )


def fill(html: str) -> str:
    """A script's statement that puts HTML into ``root``."""
    return f"root.innerHTML = {json.dumps(html)};"


def processes(parent: int | None = None) -> dict[int, list[str]]:
    """The driver and all of Chromium that a process has started, this one or another: their command lines."""
    found = {}
    for process in psutil.Process(parent).children(recursive=True):
        with suppress(psutil.Error):
            command = process.cmdline()
            if command and ("run-driver" in command or "chrom" in command[0]):
                found[process.pid] = command
    return found


def main_processes() -> set[int]:
    """The driver and Chromium, without the processes that each page takes."""
    return {pid for pid, command in processes().items() if not any("--type=" in word for word in command)}


def chromium_process() -> int:
    """Chromium's main process."""
    (pid,) = main_processes() - {pid for pid, command in processes().items() if "run-driver" in command}
    return pid
