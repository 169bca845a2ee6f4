"""How commands ask shops: politely, and telling what they ask for."""

import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from typing import TYPE_CHECKING

from monitor.clock import SystemClock
from monitor.polling.fetcher_maker import FetcherMaker
from monitor.polling.fetchers import OwnBudget
from scrapers.address import shown
from scrapers.errors import Blocked, LayoutChanged, PollError, RobotsDenied, TimedOut, TryMuchLater
from scrapers.fetch import Budget, NotModified, Validators
from scrapers.page import Page

if TYPE_CHECKING:
    from monitor.config import Settings
    from monitor.polling.reading import PageFetcher
    from scrapers.spec import RetailerSpec


class KeepingFetcher:
    """A retailer's fetcher that keeps the pages it got, in order."""

    def __init__(self, inner: "PageFetcher") -> None:
        self._inner = inner
        self.pages: list[Page] = []

    def fetch(self, url: str, validators: Validators | None = None, /) -> Page | NotModified:
        """The page at an address; or that it has not changed. Raises PollError."""
        answer = self._inner.fetch(url, validators)
        if isinstance(answer, Page):
            self.pages.append(answer)
        return answer

    def page(self, url: str) -> Page:
        """The page at an address, whole.

        Raises:
            PollError: as `fetch`.
        """
        answer = self.fetch(url)
        if isinstance(answer, NotModified):
            raise TypeError("a request without validators was answered with not modified")
        return answer

    def owns(self, url: str) -> bool:
        """Whether an address that a page names is the retailer's own."""
        return self._inner.owns(url)

    def close(self) -> None:
        """Close the connections."""
        self._inner.close()


@contextmanager
def polite_fetcher(
    settings: "Settings", spec: "RetailerSpec", budget: Budget | None = None
) -> Iterator[KeepingFetcher]:
    """A fetcher for a retailer that says on standard error what it asks for.

    Raises:
        TryLater: it needs a browser, and there is none.
    """

    def tell(url: str) -> None:
        print(f"asking for {shown(url)}", file=sys.stderr, flush=True)

    with (
        closing(FetcherMaker(settings.user_agent, settings.keys, settings.chromium)) as maker,
        closing(maker.new(spec, budget or OwnBudget(SystemClock()), tell)) as fetcher,
    ):
        yield KeepingFetcher(fetcher)


_WALLS = {
    "needs_javascript": "The page is empty until a browser runs its scripts; it has to be fetched by one "
    "(`browser = true` in the retailer's file, where the extra `browser` is installed).",
    "consent": "The shop wants a consent that a program cannot give.",
    "queue": "The shop lets visitors in one after the other; try again when there is no queue.",
}
_ADVICE: dict[type[PollError], str] = {
    RobotsDenied: "Nothing else was asked for, and polls would not be allowed either: ask the shop, or choose another page.",
    Blocked: "The shop does not let programs in here, and gpumarket does not get around that.",
    TryMuchLater: "The shop asks to slow down; try again later, with a longer --delay.",
    TimedOut: "The shop may be slow or down; try again later.",
    LayoutChanged: "Give the address of a list of graphics cards or of one card's page, as your browser shows it. If it is "
    "one, its file needs selectors by hand: see docs/retailers.md.",
}
_SAVE_IT = (
    "A page that you save from your browser can be read with `gpumarket retailer new FILE --url URL`, but polls would be "
    "stopped as this request was."
)


def advice(error: PollError) -> str:
    """What to do about a page that could not be had or read, in a sentence or two."""
    if isinstance(error, TryMuchLater) and error.retry_after:
        return f"The shop asks to slow down; try again in {error.retry_after:.0f} seconds, with a longer --delay."
    if isinstance(error, Blocked | RobotsDenied):
        return f"{_WALLS.get(error.reason) or _ADVICE[type(error)]} {_SAVE_IT}"
    if error.reason in {"not_found", "gone"}:
        return "There is no such page; open the address in your browser and copy it from there."
    return _ADVICE.get(type(error), "Open the address in your browser, and try again if it works there.")
