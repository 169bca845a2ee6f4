"""The network under the fetcher: one limit over everything an answer is waited for.

An HTTP client's own timeouts start anew with every byte, so a server that lets a header drip in holds it for ever, and
a name with many dead addresses takes the connect timeout for each. Here every connect, read and write gets what is left
of the whole.
"""

import contextlib
import socket
import threading
import time
from collections.abc import Iterable, Iterator
from concurrent.futures import Future
from dataclasses import dataclass
from ssl import SSLContext
from typing import Any

import httpcore


@dataclass
class Attempt:
    """One request under way.

    Attributes:
        ends: monotonic time at which it is given up.
        heard: whether a byte of the answer came.
        hung_up: whether the server closed the connection.
    """

    ends: float
    heard: bool = False
    hung_up: bool = False

    @property
    def left(self) -> float:
        """Seconds left, 0 or less when it is over."""
        return self.ends - time.monotonic()


class Wire(httpcore.NetworkBackend):
    """httpcore's network, each wait bounded by the attempt under way. One attempt at a time."""

    def __init__(self) -> None:
        self._inner = httpcore.SyncBackend()
        self._attempt = Attempt(ends=0.0)

    @contextlib.contextmanager
    def attempt(self, seconds: float) -> Iterator[Attempt]:
        """Give whatever is asked of the network inside this block `seconds` in all."""
        self._attempt = Attempt(ends=time.monotonic() + seconds)
        yield self._attempt

    @property
    def current(self) -> Attempt:
        """The attempt under way."""
        return self._attempt

    def left(self, timeout: float | None, over: type[httpcore.TimeoutException]) -> float:
        """Return how long the next step may take; raise `over` when there is no time left."""
        left = self._attempt.left
        if left <= 0:
            raise over("no time left")
        return left if timeout is None else min(left, timeout)

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.NetworkStream:
        """Connect to the first of the host's addresses that answers; each gets its share of the time that is left."""
        addresses = _resolve(host, port, self.left(timeout, httpcore.ConnectTimeout))
        failure: Exception = httpcore.ConnectError(f"{host} has no address")
        for number, address in enumerate(addresses):
            share = self.left(timeout, httpcore.ConnectTimeout) / (len(addresses) - number)
            try:
                stream = self._inner.connect_tcp(address, port, share, local_address, socket_options)
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as error:
                failure = error
            else:
                return _Stream(stream, self)
        raise failure


class _Stream(httpcore.NetworkStream):
    """A connection whose every wait is bounded by its wire's attempt."""

    def __init__(self, inner: httpcore.NetworkStream, wire: Wire) -> None:
        self._inner = inner
        self._wire = wire

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        data = self._inner.read(max_bytes, self._wire.left(timeout, httpcore.ReadTimeout))
        if data:
            self._wire.current.heard = True
        else:
            self._wire.current.hung_up = True
        return data

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._inner.write(buffer, self._wire.left(timeout, httpcore.WriteTimeout))

    def close(self) -> None:
        self._inner.close()

    def start_tls(
        self, ssl_context: SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore.NetworkStream:
        left = self._wire.left(timeout, httpcore.ConnectTimeout)
        return _Stream(self._inner.start_tls(ssl_context, server_hostname, left), self._wire)

    def get_extra_info(self, info: str) -> Any:
        return self._inner.get_extra_info(info)


@dataclass
class Time:
    """The seconds that requests which belong together may still take."""

    left: float

    @contextlib.contextmanager
    def attempt(self, wire: Wire) -> Iterator[Attempt]:
        """One of them, for as long as is left."""
        with wire.attempt(self.left) as attempt:
            yield attempt
        self.left = attempt.left


def _resolve(host: str, port: int, seconds: float) -> list[str]:
    """Return the host's addresses. The system's resolver knows no time limit, so it is asked in a thread of its own.

    Raises:
        httpcore.ConnectError: there is no such name.
        httpcore.ConnectTimeout: no answer in time.
    """
    answer: Future[list[str]] = Future()

    def ask() -> None:
        try:
            found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
        except (OSError, UnicodeError) as error:
            answer.set_exception(error)
        else:
            answer.set_result(list(dict.fromkeys(str(address[0]) for *_, address in found)))

    threading.Thread(target=ask, name=f"resolve {host}", daemon=True).start()
    try:
        return answer.result(seconds)
    except TimeoutError:
        raise httpcore.ConnectTimeout(f"no address for {host} in time") from None
    except (OSError, UnicodeError) as error:
        raise httpcore.ConnectError(str(error)) from error
