"""A connection to a mail server that is private, signed in, and over when its time is.

smtplib waits its timeout for every piece of every answer; `cut` ends whatever the connection is doing.
"""

import base64
import contextlib
import smtplib
import socket
import ssl
import time
from collections.abc import Iterator
from threading import Timer
from typing import Final

from monitor.alerts.errors import TryLater
from monitor.mail_settings import MailSettings, Tls

#: The certificate is good, but for another name, or another address (OpenSSL's numbers).
_FOR_ANOTHER: Final = frozenset({62, 64})

Answer = tuple[int, bytes]


class Connection(smtplib.SMTP):
    """A connection to one mail server, not open yet.

    Args:
        settings: which server, and how to sign in.
        timeout: longest time that it may say nothing, in seconds.
    """

    def __init__(self, settings: MailSettings, timeout: float) -> None:
        # A name is given, since smtplib would ask the DNS for one; `_get_socket` puts our address there.
        super().__init__(local_hostname="localhost", timeout=timeout)
        self.settings = settings
        self.is_over = False
        self._host = settings.host  # what smtplib checks the certificate against
        self._ends_at = float("inf")
        self._handle: socket.socket | None = None
        self._context = None if settings.tls is Tls.NONE else ssl.create_default_context(cafile=settings.ca)

    @property
    def name(self) -> str:
        """The server, as the operator named it."""
        return f"{self.settings.host}:{self.settings.port}"

    @contextlib.contextmanager
    def within(self, seconds: float) -> Iterator[None]:
        """Cut the connection if what happens inside takes longer."""
        self._ends_at = time.monotonic() + seconds
        timer = Timer(seconds, self.cut)
        timer.daemon = True
        timer.start()
        try:
            yield
        finally:
            timer.cancel()

    def cut(self) -> None:
        """End what it is doing, from another thread, also in the middle of a TLS handshake."""
        self.is_over = True
        if handle := self._handle:
            with contextlib.suppress(OSError):
                handle.shutdown(socket.SHUT_RDWR)

    def open(self) -> None:
        """Connect, make it private, sign in.

        Raises:
            TryLater: it cannot be done now; the detail says what to look at.
            OSError, smtplib.SMTPException: the connection failed.
        """
        self._expect(self.connect(self.settings.host, self.settings.port), 220, "takes no mail")
        self.ehlo_or_helo_if_needed()
        if self.settings.tls is Tls.STARTTLS:
            self._start_tls()
        if self.settings.user is not None:
            self._sign_in(self.settings.user, self.settings.password or "")

    def is_there(self) -> bool:
        """Whether the server still listens, and is ready for another message."""
        try:
            return self.rset()[0] == 250
        except (OSError, smtplib.SMTPException):
            return False

    def leave(self) -> None:
        """Say goodbye. Whether the server hears it does not matter."""
        with contextlib.suppress(OSError, smtplib.SMTPException):
            self.quit()

    def close(self) -> None:
        """Let go of the connection at once, whatever state it is in."""
        super().close()
        if handle := self._handle:
            self._handle = None
            handle.close()

    def _get_socket(self, host: str, port: int, timeout: float) -> socket.socket:
        """A connected socket: smtplib asks this method for it."""
        failed: OSError | None = None
        # As bytes, since a name that IDNA does not like would raise another error than one that is not found.
        for *_, address in socket.getaddrinfo(host.encode(), port, type=socket.SOCK_STREAM):
            left = max(0.001, self._ends_at - time.monotonic())
            try:
                plain = socket.create_connection((str(address[0]), port), min(timeout, left))
            except OSError as error:
                failed = error
                continue
            self._handle = plain.dup()
            ours = plain.getsockname()[0]
            self.local_hostname = f"[IPv6:{ours}]" if ":" in ours else f"[{ours}]"
            plain.settimeout(timeout)
            if self.is_over:
                raise TimeoutError
            if self.settings.tls is Tls.TLS and self._context:
                return self._context.wrap_socket(plain, server_hostname=host)
            return plain
        raise failed or OSError(f"{host} has no address")

    def _start_tls(self) -> None:
        if not self.has_extn("starttls"):
            raise TryLater(
                "no_tls",
                f"{self.name} offers no STARTTLS, and nothing is sent in clear:"
                " check GPUMARKET_SMTP_PORT, or set GPUMARKET_SMTP_TLS=tls",
            )
        self._expect(self.starttls(context=self._context), 220, "refuses STARTTLS")
        self.ehlo()

    def _sign_in(self, user: str, password: str) -> None:
        offered = self.esmtp_features.get("auth", "").upper().split()
        if "PLAIN" in offered:
            code, text = self.docmd("AUTH", "PLAIN " + _base64(f"\0{user}\0{password}"))
        elif "LOGIN" in offered:
            code, text = self.docmd("AUTH", "LOGIN")
            for part in (user, password):
                if code == 334:
                    code, text = self.docmd(_base64(part))
        else:
            raise TryLater(
                "no_login",
                f"{self.name} offers no way to sign in that we know ({' '.join(offered) or 'none at all'}):"
                " check GPUMARKET_SMTP_PORT, or unset GPUMARKET_SMTP_USER and GPUMARKET_SMTP_PASSWORD",
            )
        if code == 235:
            return
        if 500 <= code < 600:
            said = said_by(code, text).replace(password, "***")
            raise TryLater(
                "login",
                f"{self.name} refuses to sign us in as {user} ({said}):"
                " check GPUMARKET_SMTP_USER and GPUMARKET_SMTP_PASSWORD",
            )
        raise TryLater("busy", f"{self.name} signs nobody in now ({code})")

    def _expect(self, answer: Answer, code: int, otherwise: str) -> None:
        if answer[0] != code:
            raise TryLater(
                "busy" if 400 <= answer[0] < 500 else "no_service", f"{self.name} {otherwise} ({said_by(*answer)})"
            )


def failure(error: OSError | smtplib.SMTPException, connection: Connection) -> TryLater:
    """What the failure of a connection means to the operator."""
    name, cause = connection.name, _cause(error)
    if connection.is_over or isinstance(cause, TimeoutError):
        return TryLater("timeout", f"{name} did not answer in time")
    if isinstance(error, smtplib.SMTPResponseException):
        text = error.smtp_error if isinstance(error.smtp_error, bytes) else error.smtp_error.encode()
        return TryLater("busy", f"{name} is not ready ({said_by(error.smtp_code, text)})")
    if isinstance(cause, ssl.SSLError) and not isinstance(cause, ssl.SSLEOFError | ssl.SSLZeroReturnError):
        return _not_private(cause, name)
    if isinstance(cause, socket.gaierror):
        return TryLater("dns", f"{connection.settings.host} has no address now: check GPUMARKET_SMTP_HOST and the DNS")
    if isinstance(cause, ConnectionRefusedError):
        return TryLater("refused", f"nobody listens on {name}: check GPUMARKET_SMTP_HOST and GPUMARKET_SMTP_PORT")
    return TryLater("dropped", f"the connection to {name} broke")


def _not_private(error: ssl.SSLError, name: str) -> TryLater:
    if isinstance(error, ssl.SSLCertVerificationError):
        if error.verify_code in _FOR_ANOTHER:
            return TryLater(
                "host_name", f"{name} shows a certificate for another name: write that name in GPUMARKET_SMTP_HOST"
            )
        return TryLater(
            "certificate",
            f"the certificate of {name} is not trusted ({error.verify_message}): if it is yours, name the file of its CA in"
            " GPUMARKET_SMTP_CA",
        )
    return TryLater("no_tls", f"{name} and we find no common TLS: check GPUMARKET_SMTP_PORT and GPUMARKET_SMTP_TLS")


def said_by(code: int, text: bytes) -> str:
    """An answer of the server as one short line."""
    words = " ".join(text.decode("utf-8", "replace").split())
    return f"{code} {''.join(letter for letter in words if letter.isprintable())}"[:200].strip()


def _cause(error: BaseException) -> BaseException:
    """The error of the socket, which smtplib hides behind its own."""
    while isinstance(error, smtplib.SMTPServerDisconnected) and error.__context__ is not None:
        error = error.__context__
    return error


def _base64(text: str) -> str:
    return base64.b64encode(text.encode()).decode("ascii")
