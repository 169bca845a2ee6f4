"""`gpumarket config check` says how mail is set up."""

from command_line import Run, refused
from mailserver import PASSWORD, MailServer


def test_mail_that_is_not_set_up(run: Run) -> None:
    assert "mail is not set up: alerts wait" in run("config", "check").stdout


def test_mail_that_is(run: Run) -> None:
    with MailServer() as server:
        done = run("config", "check", **server.environ())
    assert f"mail: localhost:{server.port}, STARTTLS, as monitor" in done.stdout
    assert PASSWORD not in done.stdout + done.stderr


def test_mail_that_cannot_be(run: Run) -> None:
    refused(run("config", "check", GPUMARKET_SMTP_HOST="smtp.example.org"), 2, "GPUMARKET_MAIL_FROM")
