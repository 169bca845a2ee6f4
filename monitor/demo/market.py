"""All demo shops on one port of loopback."""

from collections.abc import Callable
from datetime import datetime, timedelta
from functools import cached_property
from hashlib import blake2b
from pathlib import Path
from types import TracebackType
from typing import Final, Self
from urllib.parse import parse_qs

import msgspec

from monitor.demo import feeds, pages
from monitor.demo.chance import DAYS
from monitor.demo.events import Happening, trouble
from monitor.demo.rates import rates_csv
from monitor.demo.scenario import Shelf, shelf
from monitor.demo.server import HOST, HTML, Answer, Clock, LoopbackServer
from monitor.demo.shops import SHOPS, Shop
from monitor.demo.trade import Item
from scrapers.platforms import PLATFORMS
from scrapers.spec import RetailerSpec, load

__all__ = ["DAYS", "RATES_PATH", "DemoMarket"]

#: Exchange rates that fit the shops' prices, in the format of the European Central Bank.
RATES_PATH: Final = "/rates/eurofxref-hist.csv"

_RETAILERS: Final = Path(__file__).parent / "retailers"
_PLACEHOLDER: Final = "http://demo.invalid"
_ROBOTS: Final = b"User-agent: *\nAllow: /\nDisallow: /cart\nDisallow: /*/cart\n"
_PLAIN: Final = "text/plain; charset=utf-8"
_JSON: Final = "application/json; charset=utf-8"
_CSV: Final = "text/csv; charset=utf-8"
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
        #: What was answered last, by address, and to which state: rendered anew only when that is another.
        self._known: dict[str, tuple[object, Answer]] = {}
        self._listed: dict[str, tuple[int, list[tuple[Item, Shelf]]]] = {}

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
        if path == RATES_PATH:
            now = self._now()
            return _validated(rates_csv(now - self.elapsed(), now), _CSV)
        found = self._items.get(target) or self._items.get(path)
        shop = found[0] if found else self._shops.get(path.strip("/").partition("/")[0])
        return self._visit(shop, path, query, found[1] if found else None) if shop else _not_found()

    def _visit(self, shop: Shop, path: str, query: str, item: Item | None) -> Answer | None:
        elapsed = self.elapsed()
        match trouble(shop.name, elapsed):
            case Happening.UNREACHABLE:
                return None
            case Happening.UNAVAILABLE:
                return Answer(b"Service Unavailable\n", status=503, content_type=_PLAIN)
            case Happening.CAPTCHA:
                return Answer(pages.captcha_page(shop))
            case _ if item:
                return self._item(shop, item, elapsed // _MINUTE)
            case wrong:
                return self._page(shop, path, query, elapsed // _MINUTE, wrong)

    def _page(self, shop: Shop, path: str, query: str, minute: int, wrong: Happening | None) -> Answer:
        if path == shop.feed_path:
            return self._feed(shop, minute, wrong)
        if path == shop.list_path:
            number = parse_qs(query).get(shop.page_parameter, ["1"])[0]
            exists = number in {str(each) for each in range(1, shop.pages + 1)}
            return self._list(shop, int(number), minute, wrong) if exists else _not_found()
        return Answer(pages.front_page(shop)) if path == shop.home_path else _not_found()

    def _item(self, shop: Shop, item: Item, minute: int) -> Answer:
        here = shelf(shop.trade, item, minute)
        return Answer(pages.item_page(shop, item, here, self.base)) if here else _not_found()

    def _feed(self, shop: Shop, minute: int, wrong: Happening | None) -> Answer:
        """All that the shop lists, as data."""
        listed, slipped = self._stock_list(shop, minute), wrong is Happening.PRICE_SLIP
        return self._unless_known(
            str(shop.feed_path),
            (self.port, slipped, listed),
            lambda: _validated(feeds.feed(shop, listed, self.base, slipped=slipped), _JSON),
        )

    def _list(self, shop: Shop, number: int, minute: int, wrong: Happening | None) -> Answer:
        """A page of a list."""
        listed = shop.on_page(self._stock_list(shop, minute), number)
        return self._unless_known(
            shop.page_path(number),
            (self.port, wrong, listed),
            lambda: _validated(self._list_body(shop, listed, number, wrong)),
        )

    def _list_body(
        self, shop: Shop, stock_list: list[tuple[Item, Shelf]], number: int, wrong: Happening | None
    ) -> bytes:
        if wrong is Happening.LAYOUT_CHANGE:
            return pages.relaunched_list_page(shop, stock_list, number)
        body = pages.list_page(shop, stock_list, number, self.base)
        # The length sent is that of the rest: only the page itself shows that something is missing.
        return body[: len(body) * 3 // 4] if wrong is Happening.TRUNCATED and number == 1 else body

    def _unless_known(self, address: str, state: object, made: Callable[[], Answer]) -> Answer:
        """The last answer, if nothing on it is other than it was."""
        known = self._known.get(address)
        if known and known[0] == state:
            return known[1]
        answer = made()
        self._known[address] = state, answer
        return answer

    def _stock_list(self, shop: Shop, minute: int) -> list[tuple[Item, Shelf]]:
        """What the shop lists; its pages are mostly asked for within a minute."""
        known = self._listed.get(shop.name)
        if known is None or known[0] != minute:
            known = self._listed[shop.name] = minute, shop.stock_list(minute)
        return known[1]

    @cached_property
    def _shops(self) -> dict[str, Shop]:
        return {shop.name: shop for shop in SHOPS}

    @cached_property
    def _items(self) -> dict[str, tuple[Shop, Item]]:
        """By address, with and without what follows the path: there the shop's own offer stands."""
        found = [(shop.item_path(item), (shop, item)) for shop in SHOPS for item in shop.items]
        own = {path.partition("?")[0]: entry for path, entry in found if not entry[1].seller}
        return own | dict(found)


def _validated(body: bytes, content_type: str = HTML) -> Answer:
    return Answer(body, content_type=content_type, etag=f'"{blake2b(body, digest_size=12).hexdigest()}"')


def _not_found() -> Answer:
    return Answer(b"Not found\n", status=404, content_type=_PLAIN)
