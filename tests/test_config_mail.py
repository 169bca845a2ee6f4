"""Settings of mail: what they become, wrong combinations, and that the password is never said."""

from pathlib import Path

import pytest
from mailserver import MailServer

from monitor.config import ConfigError, Settings, load
from monitor.mail_settings import Tls, is_loopback, read_sender

SECRET = "s3cret"
MAIL = {"GPUMARKET_SMTP_HOST": "smtp.example.org", "GPUMARKET_MAIL_FROM": "gpus@example.org"}
SIGNED_IN = {**MAIL, "GPUMARKET_SMTP_USER": "gpus", "GPUMARKET_SMTP_PASSWORD": SECRET}


def test_mail_is_not_set_up_unless_it_is() -> None:
    assert load({}).mail is None


def test_what_is_not_set_is_usual() -> None:
    mail = load(MAIL).mail
    assert mail is not None
    assert (mail.host, mail.port, mail.tls, mail.user, mail.ca) == ("smtp.example.org", 587, Tls.STARTTLS, None, None)
    assert str(mail.sender) == "gpus@example.org"


def test_everything_set(tmp_path: Path) -> None:
    secret = tmp_path / "password"
    secret.write_text(f"{SECRET}\n")
    with MailServer() as server:
        mail = load(
            {
                **MAIL,
                "GPUMARKET_SMTP_PORT": "465",
                "GPUMARKET_SMTP_TLS": "tls",
                "GPUMARKET_SMTP_USER": "gpus",
                "GPUMARKET_SMTP_PASSWORD_FILE": str(secret),
                "GPUMARKET_SMTP_CA": str(server.ca),
                "GPUMARKET_MAIL_FROM": "GPU monitörü <gpus@example.org>",
            }
        ).mail
        assert mail is not None
        assert mail.ca == server.ca
    assert (mail.port, mail.tls, mail.user, mail.password) == (465, Tls.TLS, "gpus", SECRET)
    assert mail.sender.display_name == "GPU monitörü"
    assert mail.sender.addr_spec == "gpus@example.org"


def test_the_password_is_never_said() -> None:
    loaded = load(SIGNED_IN)
    assert SECRET not in f"{loaded!r} {loaded} {loaded.mail!r} {loaded.mail}"
    with pytest.raises(ConfigError) as caught:
        load({**SIGNED_IN, "GPUMARKET_SMTP_PASSWORD": f"{SECRET}\nsecond"})
    assert "GPUMARKET_SMTP_PASSWORD cannot be used" in str(caught.value)
    assert SECRET not in str(caught.value)


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"GPUMARKET_SMTP_HOST": ""}, ["GPUMARKET_SMTP_HOST", "name the server"]),
        ({"GPUMARKET_SMTP_HOST": "smtp://example.org"}, ["GPUMARKET_SMTP_HOST", "smtp.example.org"]),
        ({"GPUMARKET_SMTP_PORT": "0"}, ["GPUMARKET_SMTP_PORT", "65535"]),
        ({"GPUMARKET_SMTP_PORT": "465"}, ["GPUMARKET_SMTP_PORT=465", "GPUMARKET_SMTP_TLS=tls"]),
        ({"GPUMARKET_SMTP_TLS": "ssl"}, ["GPUMARKET_SMTP_TLS", "starttls, tls or none"]),
        ({"GPUMARKET_SMTP_TLS": "none"}, ["GPUMARKET_SMTP_TLS=none", "in clear", "localhost"]),
        ({"GPUMARKET_SMTP_USER": ""}, ["GPUMARKET_SMTP_PASSWORD is set, but not GPUMARKET_SMTP_USER"]),
        ({"GPUMARKET_SMTP_PASSWORD": ""}, ["GPUMARKET_SMTP_USER is set, but not GPUMARKET_SMTP_PASSWORD"]),
        ({"GPUMARKET_SMTP_CA": "/nowhere/at/all"}, ["GPUMARKET_SMTP_CA", "PEM"]),
        ({"GPUMARKET_MAIL_FROM": ""}, ["GPUMARKET_MAIL_FROM", "GPU monitor <gpus@example.org>"]),
        ({"GPUMARKET_MAIL_FROM": "nobody"}, ["GPUMARKET_MAIL_FROM='nobody'"]),
        ({"GPUMARKET_MAIL_FROM": "a@b.example, c@d.example"}, ["GPUMARKET_MAIL_FROM"]),
        ({"GPUMARKET_MAIL_FROM": "A <a@b.example>\nBcc: c@d.example"}, ["GPUMARKET_MAIL_FROM"]),
        ({"GPUMARKET_PUBLIC_URL": "gpus.example.org"}, ["GPUMARKET_PUBLIC_URL", "https://"]),
        ({"GPUMARKET_PUBLIC_URL": "https://user:s3cret@gpus.example.org?x"}, ["GPUMARKET_PUBLIC_URL"]),
    ],
)
def test_what_does_not_go_together_gets_one_line(changes: dict[str, str], words: list[str]) -> None:
    with pytest.raises(ConfigError) as caught:
        load({**SIGNED_IN, **changes})
    [line] = str(caught.value).splitlines()
    assert all(word in line for word in words), line


def test_a_file_without_certificates_vouches_for_nobody(tmp_path: Path) -> None:
    (tmp_path / "ca.pem").write_text("nothing")
    with pytest.raises(ConfigError, match="GPUMARKET_SMTP_CA"):
        load({**MAIL, "GPUMARKET_SMTP_CA": str(tmp_path / "ca.pem")})


@pytest.mark.parametrize("host", ["localhost", "127.0.0.1", "127.8.8.8", "::1"])
def test_in_clear_on_this_machine(host: str) -> None:
    assert is_loopback(host)
    assert load({**MAIL, "GPUMARKET_SMTP_HOST": host, "GPUMARKET_SMTP_TLS": "none"}).mail is not None


@pytest.mark.parametrize("host", ["localhost.example.org", "10.0.0.1", "::ffff:10.0.0.1"])
def test_other_machines(host: str) -> None:
    assert not is_loopback(host)


@pytest.mark.parametrize("text", ["<a@b.example>", "A B <a@b.example>", '"A, B" <a@b.example>', " a@b.example "])
def test_senders(text: str) -> None:
    sender = read_sender(text)
    assert sender is not None
    assert sender.addr_spec == "a@b.example"


@pytest.mark.parametrize(
    ("settings", "address"),
    [
        (Settings(), "http://127.0.0.1:8000"),
        (Settings(host="0.0.0.0", port=80), "http://127.0.0.1:80"),  # noqa: S104  # nothing listens
        (Settings(host="::", port=81), "http://[::1]:81"),
        (Settings(host="gpus.local"), "http://gpus.local:8000"),
        (Settings(public_url="https://gpus.example.org/"), "https://gpus.example.org"),
        (Settings(public_url="https://example.org/gpus"), "https://example.org/gpus"),
    ],
)
def test_what_links_begin_with(settings: Settings, address: str) -> None:
    assert settings.public_address == address
