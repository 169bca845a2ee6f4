"""All demo shops on one port of loopback."""

from datetime import datetime, timedelta
from functools import cached_property
from hashlib import blake2b
from pathlib import Path
from types import TracebackType
from typing import Final, Self
from urllib.parse import parse_qs

import msgspec

from monitor.demo import pages
from monitor.demo.events import Happening, trouble
from monitor.demo.scenario import DAYS, Item, Shelf, shelf
from monitor.demo.server import HOST, Answer, Clock, LoopbackServer
from monitor.demo.shops import PAGES, SHOPS, Shop
from scrapers.platforms import PLATFORMS
from scrapers.spec import RetailerSpec, load

__all__ = ["DAYS", "DemoMarket"]

_RETAILERS: Final = Path(__file__).parent / "retailers"
_PLACEHOLDER: Final = "http://demo.invalid"
_ROBOTS: Final = b"User-agent: *\nAllow: /\nDisallow: /cart\nDisallow: /*/cart\n"
_PLAIN: Final = "text/plain; charset=utf-8"
_NUMBERS: Final = frozenset(str(number) for number in range(1, PAGES + 1))
_MINUTE: Final = timedelta(minutes=1)


class DemoMarket:
    """All demo shops on one port of 127.0.0.1.

    Attributes:
        anchor: aware UTC; the moment that is day 120 of the scenario.
    """

    def __init__(self, *, anchor: datetime, now: Clock, port: int = 0) -> None:
        self.anchor = anchor
        self._now = now
        self._server = LoopbackServer(self._answer, clock=now, port=port)
        self._lists: dict[tuple[str, int], tuple[object, Answer]] = {}

    @property
    def port(self) -> int:
        """The port; the real one once started."""
        return self._server.port

    @property
    def base(self) -> str:
        """Scheme, host and port of every shop."""
        return f"http://{HOST}:{self.port}"

    def start(self) -> None:
        """Open the shops.

        Raises:
            OSError: the port is in use.
        """
        self._server.start()

    def stop(self) -> None:
        """Close them; no thread or connection is left. Safe to call twice."""
        self._server.stop()

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()

    def retailers(self, *, interval: str | None = None) -> list[RetailerSpec]:
        """The shops as retailers, with their real addresses; call it after `start`.

        Args:
            interval: usual time between two polls, where it is not to be that of the live market.
        """
        specs = [load(path, platforms=frozenset(PLATFORMS), demo=True) for path in sorted(_RETAILERS.glob("*.toml"))]
        return [self._located(spec, interval) for spec in specs]

    def _located(self, spec: RetailerSpec, interval: str | None) -> RetailerSpec:
        def real(url: str) -> str:
            return url.replace(_PLACEHOLDER, self.base, 1)

        polite = msgspec.structs.replace(spec.politeness, interval=interval or spec.politeness.interval)
        sources = [msgspec.structs.replace(source, url=real(source.url)) for source in spec.sources]
        return msgspec.structs.replace(spec, url=real(spec.url), sources=sources, politeness=polite)

    def elapsed(self) -> timedelta:
        """Time since day 0 of the scenario, by the market's clock."""
        return self._now() - self.anchor + timedelta(days=DAYS)

    def _answer(self, target: str) -> Answer | None:
        """Whatever is asked for, as it is now. None closes the connection without an answer."""
        path, _, query = target.partition("?")
        if path == "/":
            return Answer(pages.directory_page(SHOPS))
        if path == "/robots.txt":
            return Answer(_ROBOTS, content_type=_PLAIN)
        shop = self._shops.get(path.strip("/").partition("/")[0])
        return self._visit(shop, path, query) if shop else _not_found()

    def _visit(self, shop: Shop, path: str, query: str) -> Answer | None:
        elapsed = self.elapsed()
        match trouble(shop.name, elapsed):
            case Happening.UNREACHABLE:
                return None
            case Happening.UNAVAILABLE:
                return Answer(b"Service Unavailable\n", status=503, content_type=_PLAIN)
            case Happening.CAPTCHA:
                return Answer(pages.captcha_page(shop))
            case wrong:
                return self._page(shop, path, query, elapsed // _MINUTE, wrong)

    def _page(self, shop: Shop, path: str, query: str, minute: int, wrong: Happening | None) -> Answer:
        if path == shop.list_path:
            number = parse_qs(query).get(shop.page_parameter, ["1"])[0]
            return self._list(shop, int(number), minute, wrong) if number in _NUMBERS else _not_found()
        if item := self._items.get(path):
            return Answer(pages.item_page(shop, item, shelf(shop.trade, item, minute), self.base))
        return Answer(pages.front_page(shop)) if path == shop.home_path else _not_found()

    def _list(self, shop: Shop, number: int, minute: int, wrong: Happening | None) -> Answer:
        """A page of a list; rendered only when something on it is no longer what it was."""
        stock_list = [(item, shelf(shop.trade, item, minute)) for item in shop.list_items(number)]
        state = (self.port, wrong, stock_list)
        known = self._lists.get((shop.name, number))
        if known and known[0] == state:
            return known[1]
        answer = _validated(self._list_body(shop, stock_list, number, wrong))
        self._lists[shop.name, number] = state, answer
        return answer

    def _list_body(
        self, shop: Shop, stock_list: list[tuple[Item, Shelf]], number: int, wrong: Happening | None
    ) -> bytes:
        if wrong is Happening.LAYOUT_CHANGE:
            return pages.relaunched_list_page(shop, stock_list, number)
        body = pages.list_page(shop, stock_list, number, self.base)
        # The length sent is that of the rest: only the page itself shows that something is missing.
        return body[: len(body) * 11 // 20] if wrong is Happening.TRUNCATED and number == 1 else body

    @cached_property
    def _shops(self) -> dict[str, Shop]:
        return {shop.name: shop for shop in SHOPS}

    @cached_property
    def _items(self) -> dict[str, Item]:
        return {shop.item_path(item): item for shop in SHOPS for item in shop.items}


def _validated(body: bytes) -> Answer:
    return Answer(body, etag=f'"{blake2b(body, digest_size=12).hexdigest()}"')


def _not_found() -> Answer:
    return Answer(b"Not found\n", status=404, content_type=_PLAIN)
