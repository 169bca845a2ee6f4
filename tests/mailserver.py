"""A mail server on loopback for tests: TLS with a certificate of its own, AUTH, answers as told.

    with MailServer() as server:
        Mailer(server.settings()).send(message, "somebody@example.org")
        assert server.messages[0]["Subject"] == "..."

    MailServer(answers={"rcpt": ["451 4.7.1 later", None], "data": [DROP]})

`answers` holds, for `mail`, `rcpt` and `data`, one answer after the other: a line, None for what it would say anyway,
DROP to break the connection instead of answering (after `data` the message was taken), or `wait(seconds)`. What comes
after the last one is answered as usual.
"""

import asyncio
import email
import email.policy
import ssl
import tempfile
import threading
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from email.headerregistry import Address
from email.message import EmailMessage
from pathlib import Path
from typing import Any, Final, Self

import trustme
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session

from monitor.mail_settings import MailSettings, Tls

DROP: Final = "drop"
USER: Final = "monitor"
PASSWORD: Final = "pass wörd"


@dataclass(frozen=True)
class Wait:
    """Say nothing for so long, then answer as usual."""

    seconds: float


def wait(seconds: float) -> Wait:
    return Wait(seconds)


Answer = str | Wait | None


class MailServer:
    """A server on a free port of 127.0.0.1 for as long as the context lasts.

    Args:
        tls: what it offers; `none` neither STARTTLS nor TLS.
        names: whom its certificate is for.
        auth: whether one must sign in, as USER with PASSWORD.
        smtputf8: whether it takes addresses beyond ASCII.
        answers: see above; more can be put there at any time.
        port: a port of your own, to be back at the same place.
    """

    def __init__(
        self,
        *,
        tls: Tls = Tls.STARTTLS,
        names: Sequence[str] = ("localhost", "127.0.0.1"),
        auth: bool = True,
        smtputf8: bool = True,
        answers: Mapping[str, Sequence[Answer]] | None = None,
        port: int = 0,
    ) -> None:
        self.tls, self.auth, self.smtputf8, self.port = tls, auth, smtputf8, port
        self.answers = {command: list(script) for command, script in (answers or {}).items()}
        self.messages: list[EmailMessage] = []
        self.raw: list[bytes] = []
        self.recipients: list[str] = []
        self.commands: list[str] = []
        self.connections = 0
        authority = trustme.CA()
        self._folder = tempfile.TemporaryDirectory()
        self.ca = Path(self._folder.name) / "ca.pem"
        authority.cert_pem.write_to_path(str(self.ca))
        self._context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        authority.issue_cert(*names).configure_cert(self._context)
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        self._server = asyncio.run_coroutine_threadsafe(self._listen(), self._loop).result(10)
        self.port = self._server.sockets[0].getsockname()[1]
        return self

    def __exit__(self, *_: object) -> None:
        asyncio.run_coroutine_threadsafe(self._stop(), self._loop).result(10)
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(10)
        self._loop.close()
        self._folder.cleanup()

    def settings(self, **others: Any) -> MailSettings:
        """Settings with which mail gets here; `others` replace some."""
        given = {
            "host": "localhost",
            "port": self.port,
            "tls": self.tls,
            "user": USER if self.auth else None,
            "password": PASSWORD if self.auth else None,
            "ca": self.ca,
            "sender": Address("GPU monitor", addr_spec="gpus@example.org"),
        }
        return MailSettings(**{**given, **others})

    def environ(self) -> dict[str, str]:
        """The same as environment variables."""
        given = {
            "SMTP_HOST": "localhost",
            "SMTP_PORT": str(self.port),
            "SMTP_TLS": self.tls.value,
            "MAIL_FROM": "GPU monitor <gpus@example.org>",
        }
        if self.auth:
            given |= {"SMTP_USER": USER, "SMTP_PASSWORD": PASSWORD}
        if self.tls is not Tls.NONE:
            given |= {"SMTP_CA": str(self.ca)}
        return {f"GPUMARKET_{name}": value for name, value in given.items()}

    def hang_up(self) -> None:
        """Leave everybody who is connected."""
        asyncio.run_coroutine_threadsafe(self._hang_up(), self._loop).result(10)

    async def _listen(self) -> asyncio.Server:
        context = self._context if self.tls is Tls.TLS else None
        return await self._loop.create_server(self._session, "127.0.0.1", self.port, ssl=context)

    def _session(self) -> SMTP:
        self.connections += 1
        starttls = self.tls is Tls.STARTTLS
        handler = _Handler(self)
        session = SMTP(
            handler,
            hostname="localhost",
            tls_context=self._context if starttls else None,
            require_starttls=starttls,
            # Without TLS it is offered only to those who must.
            auth_require_tls=starttls or not self.auth,
            authenticator=handler.authenticate,
            enable_SMTPUTF8=self.smtputf8,
            loop=self._loop,
        )
        session._auth_required = self.auth  # as an argument it warns where TLS is not STARTTLS
        return session

    async def _stop(self) -> None:
        self._server.close()
        await self._hang_up()

    @staticmethod
    async def _hang_up() -> None:
        tasks = asyncio.all_tasks() - {asyncio.current_task()}
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)


class _Handler:
    """What aiosmtpd asks at each command."""

    def __init__(self, mail: MailServer) -> None:
        self._mail = mail

    async def handle_MAIL(  # noqa: N802  # aiosmtpd's name
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        answer = await self._scripted("mail", server) or "250 OK"
        if answer.startswith("250"):
            envelope.mail_from = address
            envelope.mail_options.extend(options)
        return answer

    async def handle_RCPT(  # noqa: N802  # aiosmtpd's name
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        answer = await self._scripted("rcpt", server) or "250 OK"
        if answer.startswith("250"):
            envelope.rcpt_tos.append(address)
        return answer

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802  # aiosmtpd's name
        script = self._mail.answers.get("data")
        content = envelope.content
        assert isinstance(content, bytes)
        if not (script and isinstance(script[0], str) and script[0] != DROP and not script[0].startswith("250")):
            parsed = email.message_from_bytes(content, policy=email.policy.SMTPUTF8)
            self._mail.raw.append(content)
            self._mail.messages.append(parsed)
            self._mail.recipients += envelope.rcpt_tos
        return await self._scripted("data", server) or f"250 2.0.0 taken as {len(self._mail.messages)}"

    async def _scripted(self, command: str, server: SMTP) -> str | None:
        self._mail.commands.append(command)
        script = self._mail.answers.get(command)
        answer = script.pop(0) if script else None
        if isinstance(answer, Wait):
            await asyncio.sleep(answer.seconds)
            return None
        if answer == DROP:
            assert server.transport is not None
            server.transport.abort()  # type: ignore[attr-defined]  # it is one that writes, too
            return "421 gone"
        return answer

    def authenticate(
        self, server: SMTP, session: Session, envelope: Envelope, mechanism: str, data: LoginPassword
    ) -> AuthResult:
        right = data.login == USER.encode() and data.password == PASSWORD.encode()
        return AuthResult(success=right, handled=right)
