"""A shop on loopback for tests: answers as told, path by path, and remembers who asked for what.

    with ShopServer() as shop:
        shop.page("/gpus", "<html>...</html>")
        shop.page("/dear", "{}", headers={"Content-Type": "application/json"}, delay=0.1)
        shop.redirect("/old", "/gpus")
        ...fetch(shop.url("/gpus"))
        assert shop.asked("/gpus") == 1

A path without an answer gets 404, robots.txt included, which allows everything. A path may be given with its query;
then it wins over the same path without one. Every ``shop.page(...)`` and the like replaces what the path answered
before; `sequence` gives one answer after the other.
"""

import contextlib
import gzip as gzip_format
import socket
import ssl
import struct
import threading
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, Self
from urllib.parse import urlsplit

#: Longest time that a hanging answer holds its thread.
_PATIENCE = 30.0


@dataclass(frozen=True)
class Request:
    """What somebody asked: `target` is path with query, `headers` have names in lower case; `body` is what was sent."""

    method: str
    target: str
    host: str
    headers: Mapping[str, str]
    body: bytes = b""

    @property
    def path(self) -> str:
        return self.target.partition("?")[0]


@dataclass(frozen=True)
class Answer:
    """What a path answers.

    Attributes:
        body: sent as it is; a text as UTF-8.
        status: HTTP status.
        headers: besides Content-Type (HTML, unless given) and the length.
        delay: seconds before anything is said.
        gzip: compress the body.
        chunked: send it with chunked encoding, in pieces of 16 KB.
        raw: these bytes instead of any HTTP, then the connection is closed.
        drip: more raw bytes, one at a time.
        every: seconds between two of them.
        reset: break the connection instead of closing it properly.
        hang: say nothing until the other side leaves.
    """

    body: str | bytes = b""
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)
    delay: float = 0.0
    gzip: bool = False
    chunked: bool = False
    raw: bytes | None = None
    drip: bytes = b""
    every: float = 0.02
    reset: bool = False
    hang: bool = False


Script = Callable[[Request], Answer]


class ShopServer:
    """A threaded HTTP/1.1 server on a free port of 127.0.0.1, running from construction until `close`."""

    def __init__(self, *, tls: ssl.SSLContext | None = None) -> None:
        self.requests: list[Request] = []
        self.connections = 0
        self.stopping = threading.Event()
        self._scripts: dict[str, Script] = {}
        self._lock = threading.Lock()
        self._server = _Server(self, tls)
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.005,), daemon=True)
        self._thread.start()
        self.scheme = "https" if tls else "http"
        self.port: int = self._server.server_address[1]

    # What it answers

    def answer(self, path: str, answer: Answer | Script) -> None:
        """Answer the path like this, or by what a function of the request returns."""
        with self._lock:
            self._scripts[path] = answer if callable(answer) else lambda _: answer

    def page(self, path: str, body: str | bytes = b"", **how: Any) -> None:
        """Answer with a body; `how` are fields of `Answer`, such as status, headers, delay, gzip, chunked."""
        self.answer(path, Answer(body, **how))

    def robots(self, text: str) -> None:
        """Publish a robots.txt."""
        self.page("/robots.txt", text, headers={"Content-Type": "text/plain"})

    def redirect(self, path: str, to: str, status: int = 302, **headers: str) -> None:
        """Send whoever asks elsewhere."""
        self.page(path, status=status, headers={"Location": to, **headers})

    def sequence(self, path: str, *answers: Answer) -> None:
        """Answer the first time with the first, and so on; the last one stays."""
        waiting = list(answers)

        def following(_: Request) -> Answer:
            with self._lock:
                return waiting.pop(0) if len(waiting) > 1 else waiting[0]

        self.answer(path, following)

    def raw(self, path: str, data: bytes, *, reset: bool = False) -> None:
        """Send these bytes whatever they are, and hang up."""
        self.answer(path, Answer(raw=data, reset=reset))

    def drip(self, path: str, data: bytes, *, after: bytes = b"", every: float = 0.02) -> None:
        """Send `after` at once, then these bytes one at a time, and hang up."""
        self.answer(path, Answer(raw=after, drip=data, every=every))

    def drop(self, path: str) -> None:
        """Break the connection without a word."""
        self.answer(path, Answer(raw=b"", reset=True))

    def hang(self, path: str) -> None:
        """Take the request and never answer."""
        self.answer(path, Answer(hang=True))

    # What was asked

    def url(self, path: str = "/") -> str:
        """The absolute address of a path."""
        return f"{self.scheme}://127.0.0.1:{self.port}{path}"

    def asked(self, path: str) -> int:
        """How often the path was asked for, with any query."""
        return sum(request.path == path for request in list(self.requests))

    @property
    def targets(self) -> list[str]:
        """Paths and queries in the order in which they were asked for."""
        return [request.target for request in list(self.requests)]

    # Its life

    def close(self) -> None:
        """Stop: hanging answers end, the port is free again."""
        self.stopping.set()
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def reply(self, request: Request) -> Answer:
        """Remember the request and find its answer."""
        with self._lock:
            self.requests.append(request)
            script = self._scripts.get(request.target) or self._scripts.get(request.path)
        return script(request) if script else Answer("not here", status=404)


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    block_on_close = False
    request_queue_size = 64

    def __init__(self, shop: ShopServer, tls: ssl.SSLContext | None) -> None:
        self.shop = shop
        self.open: set[socket.socket] = set()
        super().__init__(("127.0.0.1", 0), _Handler)
        if tls:
            self.socket = tls.wrap_socket(self.socket, server_side=True, do_handshake_on_connect=False)

    def server_bind(self) -> None:
        # HTTPServer's own asks the name service for this machine's name.
        self.socket.bind(self.server_address)
        self.server_address = self.socket.getsockname()

    def process_request(self, request: Any, client_address: Any) -> None:
        self.shop.connections += 1
        self.open.add(request)
        super().process_request(request, client_address)

    def shutdown_request(self, request: Any) -> None:
        self.open.discard(request)
        super().shutdown_request(request)

    def server_close(self) -> None:
        super().server_close()
        for connection in list(self.open):
            with contextlib.suppress(OSError):
                connection.shutdown(socket.SHUT_RDWR)

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A client that leaves early is what many tests are about."""


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    server: _Server

    def do_GET(self) -> None:
        parts = urlsplit(self.path)
        target = parts.path + (f"?{parts.query}" if parts.query else "")
        headers = {name.lower(): value for name, value in self.headers.items()}
        sent = self.rfile.read(int(headers.get("content-length", "0")))
        answer = self.server.shop.reply(Request(self.command, target, headers.get("host", ""), headers, sent))
        with contextlib.suppress(OSError):
            self._send(answer)

    do_POST = do_GET  # noqa: N815 - the name http.server looks for

    def _send(self, answer: Answer) -> None:
        stopping = self.server.shop.stopping
        if answer.delay:
            stopping.wait(answer.delay)
        if answer.hang:
            self._wait_until_gone()
        elif answer.raw is not None:
            self._send_raw(answer, stopping)
        else:
            self._send_page(answer)

    def _send_page(self, answer: Answer) -> None:
        content = answer.body.encode() if isinstance(answer.body, str) else answer.body
        content = gzip_format.compress(content, 1) if answer.gzip else content
        headers = {"Content-Type": "text/html; charset=utf-8", **answer.headers}
        if answer.gzip:
            headers["Content-Encoding"] = "gzip"
        bodiless = answer.status in {204, 304}
        if not bodiless:
            headers |= {"Transfer-Encoding": "chunked"} if answer.chunked else {"Content-Length": str(len(content))}
        self.send_response(answer.status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.end_headers()
        if not bodiless:
            self.wfile.writelines(_chunks(content) if answer.chunked else [content])

    def _send_raw(self, answer: Answer, stopping: threading.Event) -> None:
        self.close_connection = True
        self.wfile.write(answer.raw or b"")
        for at in range(len(answer.drip)):
            if stopping.wait(answer.every):
                break
            self.wfile.write(answer.drip[at : at + 1])
        if answer.reset:
            # No lingering: closing now sends RST instead of FIN.
            self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
            self.rfile.close()
            self.connection.close()

    def _wait_until_gone(self) -> None:
        self.close_connection = True
        self.connection.settimeout(_PATIENCE)
        self.connection.recv(1)

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 - the name http.server uses
        """Say nothing."""


def _chunks(content: bytes, size: int = 16_384) -> Iterable[bytes]:
    for start in range(0, len(content), size):
        piece = content[start : start + size]
        yield b"%x\r\n%s\r\n" % (len(piece), piece)
    yield b"0\r\n\r\n"
