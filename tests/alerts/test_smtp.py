"""Handing mails to a real server: everything it may answer, and what the caller does next."""

import contextlib
import socket
import threading
from collections.abc import Iterator
from email.message import EmailMessage

import msgspec
import pytest
from mailserver import DROP, PASSWORD, MailServer, wait

from monitor.alerts.errors import MessageRefused, NotHandedOver, RecipientRefused, TryLater
from monitor.alerts.smtp import Mailer, Patience
from monitor.mail_settings import MailSettings, Tls

READER = "reader@example.org"
#: For servers that answer, however busy this machine is; and for those that do not.
PATIENT = Patience(goodbye=0.2)
SHORT = Patience(answer=1.0, total=2.0, goodbye=0.2)


def mail(subject: str = "In stock", text: str = "Vatan: 54.999 TL\n.\n..two dots\n", to: str = READER) -> EmailMessage:
    message = EmailMessage()
    message["From"] = "GPU monitor <gpus@example.org>"
    message["To"] = to
    message["Subject"] = subject
    message.set_content(text)
    return message


def refused(settings: MailSettings, to: str = READER, patience: Patience = PATIENT) -> NotHandedOver:
    """The error with which a message is not handed over."""
    with Mailer(settings, patience) as mailer, pytest.raises(NotHandedOver) as caught:
        mailer.send(mail(to=to), to)
    assert PASSWORD not in str(caught.value)
    return caught.value


@contextlib.contextmanager
def saying(greeting: bytes, *, drip: bytes = b"") -> Iterator[MailSettings]:
    """Settings of something that greets, says `drip` again and again, and understands nothing."""
    over = threading.Event()

    def serve() -> None:
        with contextlib.suppress(OSError):
            peer, _ = listener.accept()
            with peer:
                peer.sendall(greeting)
                while not over.wait(0.05):
                    peer.sendall(drip)

    with socket.create_server(("127.0.0.1", 0)) as listener, MailServer(tls=Tls.NONE, auth=False) as server:
        thread = threading.Thread(target=serve, daemon=True)
        thread.start()
        try:
            yield server.settings(port=listener.getsockname()[1], host="127.0.0.1")
        finally:
            over.set()
            listener.close()
            thread.join(5)


@pytest.mark.parametrize("tls", [Tls.STARTTLS, Tls.TLS])
def test_what_arrives_is_what_was_sent(tls: Tls) -> None:
    with MailServer(tls=tls) as server, Mailer(server.settings()) as mailer:
        said = mailer.send(mail("Stokta | ekran kartı"), READER)
    [arrived] = server.messages
    assert said == "250 2.0.0 taken as 1"
    assert server.recipients == [READER]
    assert arrived["Subject"] == "Stokta | ekran kartı"
    assert arrived.get_content().replace("\r\n", "\n") == "Vatan: 54.999 TL\n.\n..two dots\n"


def test_letters_beyond_ascii_travel_as_ascii() -> None:
    with MailServer() as server, Mailer(server.settings()) as mailer:
        mailer.send(mail("Türkçe", "Görülme: 14:07, kırk saniye önce – ₺54.999\n"), READER)
    assert server.raw[0].isascii()
    assert server.messages[0].get_content().strip() == "Görülme: 14:07, kırk saniye önce – ₺54.999"


def test_several_messages_go_over_one_connection() -> None:
    with MailServer() as server, Mailer(server.settings()) as mailer:
        for number in range(5):
            mailer.send(mail(f"number {number}"), f"reader{number}@example.org")
    assert server.connections == 1
    assert [message["Subject"] for message in server.messages] == [f"number {number}" for number in range(5)]
    assert server.recipients == [f"reader{number}@example.org" for number in range(5)]


def test_a_server_that_left_is_called_again() -> None:
    with MailServer() as server, Mailer(server.settings()) as mailer:
        mailer.send(mail("first"), READER)
        server.hang_up()
        mailer.send(mail("second"), READER)
    assert server.connections == 2
    assert [message["Subject"] for message in server.messages] == ["first", "second"]


def test_without_tls_and_signing_in_on_this_machine() -> None:
    with MailServer(tls=Tls.NONE, auth=False) as server, Mailer(server.settings()) as mailer:
        mailer.send(mail(), READER)
    assert len(server.messages) == 1


def test_a_wrong_password_is_the_operators_affair() -> None:
    with MailServer() as server:
        error = refused(server.settings(password="wrong-s3cret"))
    assert isinstance(error, TryLater)
    assert error.reason == "login"
    assert "GPUMARKET_SMTP_PASSWORD" in error.detail
    assert "s3cret" not in error.detail
    assert server.commands == []


def test_a_server_that_lets_nobody_sign_in() -> None:
    with MailServer(auth=False, tls=Tls.NONE) as server:
        error = refused(server.settings(user="somebody", password="s3cret"))
    assert isinstance(error, TryLater)
    assert error.reason == "no_login"
    assert server.messages == []


@pytest.mark.parametrize("tls", [Tls.STARTTLS, Tls.TLS])
def test_a_certificate_that_nobody_vouches_for(tls: Tls) -> None:
    with MailServer(tls=tls) as server:
        error = refused(server.settings(ca=None))
    assert isinstance(error, TryLater)
    assert error.reason == "certificate"
    assert "GPUMARKET_SMTP_CA" in error.detail
    assert server.messages == []


@pytest.mark.parametrize("host", ["localhost", "127.0.0.1"])
@pytest.mark.parametrize("tls", [Tls.STARTTLS, Tls.TLS])
def test_a_certificate_for_somebody_else(tls: Tls, host: str) -> None:
    with MailServer(tls=tls, names=["mail.example.org"]) as server:
        error = refused(server.settings(host=host))
    assert isinstance(error, TryLater)
    assert error.reason == "host_name"
    assert "GPUMARKET_SMTP_HOST" in error.detail
    assert server.messages == []


def test_nothing_is_sent_in_clear_where_starttls_is_missing() -> None:
    with MailServer(tls=Tls.NONE) as server:
        error = refused(server.settings(tls=Tls.STARTTLS))
    assert isinstance(error, TryLater)
    assert error.reason == "no_tls"
    assert server.commands == []
    assert server.messages == []


def test_tls_where_none_is_spoken() -> None:
    with MailServer(tls=Tls.STARTTLS) as server:
        error = refused(server.settings(tls=Tls.TLS))
    assert isinstance(error, TryLater)
    assert error.reason == "no_tls"


@pytest.mark.parametrize(
    ("command", "answer", "kind", "reason"),
    [
        ("mail", "421 4.3.2 closing", TryLater, "busy"),
        ("mail", "451 4.3.0 local error", TryLater, "busy"),
        ("mail", "550 5.7.1 not your address", TryLater, "sender"),
        ("mail", "530 5.7.0 sign in first", TryLater, "not_permitted"),
        ("mail", "552 5.3.4 too large", MessageRefused, "size"),
        ("rcpt", "421 4.3.2 closing", TryLater, "busy"),
        ("rcpt", "451 4.7.1 greylisted", TryLater, "busy"),
        ("rcpt", "452 4.2.2 mailbox full", TryLater, "busy"),
        ("rcpt", "552 5.2.2 mailbox full", TryLater, "busy"),
        ("rcpt", "550 5.1.1 no such user", RecipientRefused, "no_recipient"),
        ("rcpt", "551 5.1.6 moved", RecipientRefused, "no_recipient"),
        ("rcpt", "553 5.1.3 no such name", RecipientRefused, "no_recipient"),
        ("rcpt", "554 5.7.1 relay access denied", TryLater, "not_permitted"),
        ("rcpt", "550 relay not permitted", TryLater, "not_permitted"),
        ("data", "421 4.3.2 closing", TryLater, "busy"),
        ("data", "451 4.3.0 local error", TryLater, "busy"),
        ("data", "550 5.7.1 looks like spam", MessageRefused, "refused"),
        ("data", "552 5.3.4 too large", MessageRefused, "refused"),
        ("data", "554 5.6.0 malformed", MessageRefused, "refused"),
    ],
)
def test_each_answer_says_what_to_do_next(command: str, answer: str, kind: type[NotHandedOver], reason: str) -> None:
    with MailServer(answers={command: [answer]}) as server, Mailer(server.settings()) as mailer:
        with pytest.raises(NotHandedOver) as caught:
            mailer.send(mail(), READER)
        assert type(caught.value) is kind
        assert caught.value.reason == reason
        assert answer in caught.value.detail
        assert server.messages == []
        mailer.send(mail("the next"), READER)
    assert [message["Subject"] for message in server.messages] == ["the next"]


def test_a_refused_message_leaves_the_connection_to_the_next() -> None:
    with MailServer(answers={"rcpt": ["550 5.1.1 no such user"]}) as server, Mailer(server.settings()) as mailer:
        with pytest.raises(RecipientRefused):
            mailer.send(mail(), "nobody@example.org")
        mailer.send(mail(), READER)
    assert server.connections == 1
    assert server.recipients == [READER]


def test_a_connection_that_breaks_after_the_message_leaves_us_unsure() -> None:
    with MailServer(answers={"data": [DROP]}) as server:
        error = refused(server.settings())
    assert isinstance(error, TryLater)
    assert error.reason == "unsure"
    assert len(server.messages) == 1


@pytest.mark.parametrize("command", ["mail", "rcpt"])
def test_a_connection_that_breaks_earlier_does_not(command: str) -> None:
    with MailServer(answers={command: [DROP]}) as server:
        error = refused(server.settings())
    assert isinstance(error, TryLater)
    assert error.reason == "dropped"
    assert server.messages == []


def test_a_slow_answer_is_not_waited_for() -> None:
    with MailServer(answers={"rcpt": [wait(5)]}) as server:
        error = refused(server.settings(), patience=SHORT)
    assert isinstance(error, TryLater)
    assert error.reason == "timeout"


def test_a_slow_answer_to_the_message_leaves_us_unsure() -> None:
    with MailServer(answers={"data": [wait(5)]}) as server:
        error = refused(server.settings(), patience=Patience(answer=1.0, goodbye=0.2))
    assert isinstance(error, TryLater)
    assert error.reason == "unsure"


def test_a_server_that_never_ends_what_it_says_is_cut_off() -> None:
    with saying(b"", drip=b"220-wait\r\n") as settings:
        error = refused(settings, patience=SHORT)
    assert isinstance(error, TryLater)
    assert error.reason == "timeout"


def test_a_handshake_that_never_ends_is_cut_off() -> None:
    """A TLS record of 16 KB, a byte at a time: no single wait is long."""
    with saying(b"\x16\x03\x03\x40\x00", drip=b"\x02") as settings:
        error = refused(
            MailSettings(host="127.0.0.1", port=settings.port, tls=Tls.TLS, sender=settings.sender),
            patience=Patience(answer=600.0, total=0.5),
        )
    assert error.reason == "timeout"


@pytest.mark.parametrize(
    ("greeting", "reason"), [(b"421 4.3.2 too many\r\n", "busy"), (b"554 5.3.2 no mail\r\n", "no_service")]
)
def test_a_server_that_is_not_ready(greeting: bytes, reason: str) -> None:
    with saying(greeting) as settings:
        error = refused(settings)
    assert isinstance(error, TryLater)
    assert error.reason == reason


def test_nobody_there() -> None:
    with MailServer() as server:
        settings = server.settings()
    with Mailer(msgspec.structs.replace(settings, ca=None)) as mailer, pytest.raises(TryLater) as caught:
        mailer.send(mail(), READER)
    assert caught.value.reason == "refused"


def test_a_name_without_an_address(monkeypatch: pytest.MonkeyPatch) -> None:
    def not_found(*_: object, **__: object) -> None:
        raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")

    with MailServer() as server:
        monkeypatch.setattr(socket, "getaddrinfo", not_found)
        error = refused(server.settings(host="smtp.example.org"))
    assert isinstance(error, TryLater)
    assert error.reason == "dns"
    assert "GPUMARKET_SMTP_HOST" in error.detail


def test_addresses_beyond_ascii_where_the_server_takes_them() -> None:
    with MailServer() as server, Mailer(server.settings()) as mailer:
        mailer.send(mail(to="kübra@örnek.example"), "kübra@örnek.example")
    assert server.recipients == ["kübra@örnek.example"]
    assert server.messages[0]["To"] == "kübra@örnek.example"


def test_addresses_beyond_ascii_where_it_does_not() -> None:
    with MailServer(smtputf8=False) as server:
        error = refused(server.settings(), to="kübra@örnek.example")
    assert isinstance(error, RecipientRefused)
    assert error.reason == "no_smtputf8"
    assert server.commands == []


@pytest.mark.parametrize(
    "address",
    ["", "nobody", "a@b\r\nRCPT TO:<c@d>", "a@b>,<c@d", "a@b, c@d", "a @b", "a@b@c", f"{'a' * 250}@b.example"],
)
def test_what_is_no_address_gets_nothing(address: str) -> None:
    with MailServer() as server, Mailer(server.settings()) as mailer, pytest.raises(RecipientRefused):
        mailer.send(mail(), address)
    assert server.connections == 0
