"""The HTTP client of one retailer: what it says of itself, what it keeps, and that it hangs on our wire."""

import functools
import logging
import ssl
import urllib.request
from http.cookiejar import Cookie, CookieJar, DefaultCookiePolicy
from typing import Final

import httpx

from scrapers import body
from scrapers.market import Market
from scrapers.spec import RetailerSpec
from scrapers.wire import Wire

#: The demo's shops and a developer's own are not to be reached through the proxy of the environment.
DIRECT: Final = ("all://localhost", "all://127.0.0.1", "all://[::1]")
# Below the 5 s after which common servers hang up, so that no request meets a connection that is just being closed.
_KEEP_ALIVE: Final = 3.0

# They tell their logs every address and header in full, with the secrets that may stand in them.
for _name in ("httpx", "httpcore"):
    logging.getLogger(_name).setLevel(logging.WARNING)


class _SendableCookies(DefaultCookiePolicy):
    """Leaves out cookies that are not ASCII: httpx could not send them back, and would fail instead."""

    def set_ok(self, cookie: Cookie, request: urllib.request.Request) -> bool:
        parts = (cookie.name, cookie.value or "", cookie.path)
        return all(part.isascii() for part in parts) and super().set_ok(cookie, request)


@functools.cache
def tls() -> ssl.SSLContext:
    """The certificates to trust. Loading them takes 30 ms and a megabyte, so all fetchers share them."""
    return httpx.create_ssl_context()


def accept_language(place: Market) -> str:
    """The languages a request asks for: the market's, or English."""
    languages = dict.fromkeys((f"{place.language}-{place.country}", f"{place.language};q=0.9", "en;q=0.5"))
    return ", ".join(languages)


def client(spec: RetailerSpec, user_agent: str, wire: Wire) -> httpx.Client:
    """A client for one retailer, which follows no redirects by itself.

    Args:
        spec: the retailer; its market decides the languages asked for.
        user_agent: says honestly who asks.
        wire: bounds every wait.
    """
    made = httpx.Client(
        headers={
            "User-Agent": user_agent,
            "Accept": "text/html,application/xhtml+xml,application/json;q=0.9,*/*;q=0.5",
            "Accept-Language": accept_language(spec.place),
            "Accept-Encoding": body.ACCEPT_ENCODING,
        },
        cookies=CookieJar(_SendableCookies()),
        verify=tls(),
        timeout=spec.politeness.timeout,
        follow_redirects=False,
        limits=httpx.Limits(max_connections=4, keepalive_expiry=_KEEP_ALIVE),
        mounts=dict.fromkeys(DIRECT),
    )
    # httpx's own timeouts each begin anew with every byte; the wire holds them to the whole.
    for transport in (made._transport, *made._mounts.values()):  # noqa: SLF001 - httpx has no other way in
        if isinstance(transport, httpx.HTTPTransport):
            transport._pool._network_backend = wire  # noqa: SLF001 - as above; a test drips headers to prove it holds
    return made
