"""A small HTTP server on loopback: one thread, kept-alive connections, one write per answer."""

import socket
import sys
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import format_datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Lock, Thread
from types import TracebackType
from typing import Any, Final, Self

HOST: Final = "127.0.0.1"
HTML: Final = "text/html; charset=utf-8"


@dataclass(frozen=True, slots=True)
class Answer:
    """What is sent back.

    Attributes:
        etag: sent as validator; a request that names it is answered 304 without body.
    """

    body: bytes
    status: int = 200
    content_type: str = HTML
    etag: str | None = None
    headers: dict[str, str] = field(default_factory=dict)


#: The time at the shops, aware UTC. Asked from the server's threads.
Clock = Callable[[], datetime]

#: Path with query in, answer out; None closes the connection without an answer.
Site = Callable[[str], Answer | None]


class LoopbackServer:
    """Serves a site on 127.0.0.1 from threads of its own until it is stopped."""

    def __init__(self, site: Site, *, clock: Clock, port: int = 0) -> None:
        self.port = port
        self._site = site
        self._clock = clock
        self._running: tuple[_Server, Thread] | None = None

    def start(self) -> None:
        """Listen, and answer from now on; `port` is the real one afterwards.

        Raises:
            OSError: the port is in use.
        """
        if self._running:
            return
        server = _Server((HOST, self.port), _Handler)
        server.site, server.clock = self._site, self._clock
        self.port = server.server_address[1]
        thread = Thread(target=server.serve_forever, args=(0.1,), name="demo-market", daemon=True)
        thread.start()
        self._running = server, thread

    def stop(self) -> None:
        """Close every connection and wait until no thread is left. Safe to call twice."""
        if not self._running:
            return
        (server, thread), self._running = self._running, None
        server.shutdown()
        thread.join()
        server.hang_up()
        server.server_close()

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()


class _Server(ThreadingHTTPServer):
    """Knows its open connections, so that stopping need not wait for clients that keep theirs alive."""

    daemon_threads = False  # so that server_close() joins the threads
    site: Site
    clock: Clock

    def __init__(self, *args: Any) -> None:
        super().__init__(*args)
        self._lock = Lock()
        self._open: set[socket.socket] = set()

    def process_request(self, request: Any, client_address: Any) -> None:
        with self._lock:
            self._open.add(request)
        super().process_request(request, client_address)

    def shutdown_request(self, request: Any) -> None:
        with self._lock:
            self._open.discard(request)
        super().shutdown_request(request)

    def hang_up(self) -> None:
        """Wake every thread that waits for a client's next request."""
        with self._lock:
            for connection in self._open:
                try:
                    connection.shutdown(socket.SHUT_RDWR)
                except OSError:
                    continue  # The client was faster.

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A client that went away is no news; anything else is shown as usual."""
        if not isinstance(sys.exception(), ConnectionError):
            super().handle_error(request, client_address)


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server_version = "gpumarket-demo"
    sys_version = ""
    disable_nagle_algorithm = True  # With it, each answer on a kept-alive connection waits 40 ms for an ACK.
    wbufsize = -1  # Head and body leave in one piece.
    timeout = 60
    server: _Server

    def do_GET(self) -> None:
        """Answer with the site's page, or 304 where the client has it."""
        answer = self.server.site(self.path)
        if answer is None:
            self.close_connection = True
            return
        fresh = answer.etag is not None and _names(self.headers.get("If-None-Match"), answer.etag)
        self.send_response(304 if fresh else answer.status)
        self.send_header("X-Demo", "simulated shops, not real offers")  # what is no page has no banner
        self.send_header("X-Robots-Tag", "noindex, nofollow")
        if answer.etag is not None:
            self.send_header("ETag", answer.etag)
            self.send_header("Cache-Control", "no-cache")
        for name, value in answer.headers.items():
            self.send_header(name, value)
        if not fresh:
            self.send_header("Content-Type", answer.content_type)
            self.send_header("Content-Length", str(len(answer.body)))
        self.end_headers()
        if not fresh and self.command != "HEAD":
            self.wfile.write(answer.body)

    def do_HEAD(self) -> None:
        """As GET, without the body."""
        self.do_GET()

    def date_time_string(self, timestamp: float | None = None) -> str:
        """The market's time: in the replay the shop lives in the past."""
        if timestamp is not None:
            return super().date_time_string(timestamp)
        return format_datetime(self.server.clock().astimezone(UTC), usegmt=True)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the name is the base class's
        """Say nothing: the client's side of each request is recorded."""


def _names(if_none_match: str | None, etag: str) -> bool:
    """Whether the client's validators name this one; compared weakly, as RFC 9110 wants for If-None-Match."""
    if if_none_match is None:
        return False
    tags = {tag.strip().removeprefix("W/") for tag in if_none_match.split(",")}
    return "*" in tags or etag.removeprefix("W/") in tags
