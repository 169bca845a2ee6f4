"""Whatever a request can fail with, named by what to do next."""

import contextlib
import socket
from collections.abc import Iterator
from ssl import SSLError
from typing import Final

import httpx

from scrapers import body
from scrapers.address import shown
from scrapers.errors import PollError, TimedOut, TryLater
from scrapers.wire import Attempt

_REASONS: Final[tuple[tuple[type[BaseException], str], ...]] = (
    (socket.gaierror, "dns_failure"),
    (UnicodeError, "dns_failure"),
    (SSLError, "tls_failure"),
    (ConnectionRefusedError, "connection_refused"),
    (ConnectionError, "connection_reset"),
)


@contextlib.contextmanager
def errors_named(url: str, attempt: Attempt) -> Iterator[None]:
    """Turn whatever a request can fail with into the PollError it stands for."""
    try:
        yield
    except body.Unreadable as error:
        raise TryLater(error.reason, f"{shown(url)}: {error}") from error
    except httpx.InvalidURL as error:
        raise TryLater("invalid_url", f"{shown(url)} redirects to no address") from error
    except httpx.TimeoutException as error:
        raise _timed_out(error, url, attempt) from error
    except httpx.HTTPError as error:
        raise _failed(error, url, attempt) from error


def _timed_out(error: httpx.TimeoutException, url: str, attempt: Attempt) -> PollError:
    if isinstance(error, httpx.ConnectTimeout):
        return TimedOut("connect_timeout", f"{shown(url)}: no connection in time")
    if attempt.heard:
        return TimedOut("total_timeout", f"{shown(url)}: the answer was not complete in time")
    return TimedOut("read_timeout", f"{shown(url)}: connected, but no answer in time")


def _failed(error: httpx.HTTPError, url: str, attempt: Attempt) -> PollError:
    where = shown(url)
    if isinstance(error, httpx.ProxyError):
        return TryLater("proxy_failure", f"{where}: the proxy of the environment failed ({error})"[:300])
    if isinstance(error, httpx.RemoteProtocolError) and attempt.hung_up:
        if attempt.heard:
            return TryLater("truncated_body", f"{where}: the answer is shorter than announced")
        return TryLater("connection_closed", f"{where}: the connection was closed without an answer")
    if isinstance(error, (httpx.ProtocolError, httpx.UnsupportedProtocol)):
        return TryLater("protocol_error", f"{where}: this is no valid HTTP ({error})"[:300])
    return TryLater(_why(error) or "connection_failed", f"{where}: {error}"[:300])


def _why(error: BaseException) -> str | None:
    """Return the machine word for the system's error at the bottom of a network error, None where there is none."""
    cause: BaseException | None = error
    while cause is not None:
        for kind, reason in _REASONS:
            if isinstance(cause, kind):
                return reason
        cause = cause.__cause__ or cause.__context__
    return None
