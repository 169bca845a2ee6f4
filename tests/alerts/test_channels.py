"""Channels against a real HTTP server on loopback: what arrives, what each status means, and what is never shown."""

import json
import logging
import subprocess
import sys

import pytest
from shopserver import Answer, ShopServer

from monitor.alerts.channels import Channel, ChannelError, check, masked
from monitor.alerts.errors import MessageRefused, NotHandedOver, RecipientRefused, TryLater

SECRET = "s3cretT0ken"


def address(server: ShopServer, scheme: str, rest: str = f"/hook/{SECRET}", user: str = "") -> str:
    return f"{scheme}://{user}{server.url('').removeprefix('http://').rstrip('/')}{rest}"


def test_a_webhook_gets_title_and_text() -> None:
    with ShopServer() as server:
        server.page(f"/hook/{SECRET}", "ok")
        Channel(address(server, "json")).send("Stokta | RTX 5070 Ti", "Vatan: 54.999 TL <b>")
        [request] = server.requests
    sent = json.loads(request.body)
    assert request.method == "POST"
    assert (sent["title"], sent["message"]) == ("Stokta | RTX 5070 Ti", "Vatan: 54.999 TL <b>")
    assert request.headers["user-agent"] == "gpumarket"


def test_ntfy_gets_it_for_its_topic_with_its_password() -> None:
    with ShopServer() as server:
        server.page("/", "{}")
        Channel(address(server, "ntfy", "/gpus", user="me:secret@")).send("In stock", "Vatan: 54.999 TL")
        [request] = server.requests
    sent = json.loads(request.body)
    assert (sent["topic"], sent["title"], sent["message"]) == ("gpus", "In stock", "Vatan: 54.999 TL")
    assert request.headers["authorization"].startswith("Basic ")
    assert "github" not in request.body.decode() + str(request.headers)


def test_gotify_and_mattermost() -> None:
    with ShopServer() as server:
        server.page("/message", "{}")
        server.page(f"/hooks/{'3' * 32}", "ok")
        Channel(address(server, "gotify", "/AbCdEfGhIjKlMnO")).send("In stock", "here")
        Channel(address(server, "mmost", f"/{'3' * 32}")).send("In stock", "here")
        assert [request.path for request in server.requests] == ["/message", f"/hooks/{'3' * 32}"]


@pytest.mark.parametrize(
    ("status", "kind", "reason"),
    [
        (400, MessageRefused, "refused"),
        (401, RecipientRefused, "no_channel"),
        (404, RecipientRefused, "no_channel"),
        (410, RecipientRefused, "no_channel"),
        (413, MessageRefused, "refused"),
        (429, TryLater, "busy"),
        (500, TryLater, "busy"),
        (503, TryLater, "busy"),
    ],
)
@pytest.mark.parametrize("scheme", ["json", "ntfy"])
def test_each_status_says_what_to_do_next(scheme: str, status: int, kind: type[NotHandedOver], reason: str) -> None:
    with ShopServer() as server:
        for path in (f"/{SECRET}", "/"):
            server.page(path, f'{{"error": "{SECRET}"}}', status=status)
        with pytest.raises(NotHandedOver) as caught:
            Channel(address(server, scheme, f"/{SECRET}")).send("In stock", "here")
    assert type(caught.value) is kind
    assert caught.value.reason == reason
    assert SECRET not in str(caught.value)


@pytest.mark.parametrize("status", [301, 302, 307, 308])
@pytest.mark.parametrize("scheme", ["json", "ntfy"])
def test_no_redirect_is_followed(scheme: str, status: int) -> None:
    with ShopServer() as server, ShopServer() as elsewhere:
        elsewhere.page("/", "ok")
        for path in (f"/{SECRET}", "/"):
            server.page(path, "", status=status, headers={"Location": elsewhere.url("/")})
        with pytest.raises(TryLater) as caught:
            Channel(address(server, scheme, f"/{SECRET}")).send("In stock", "here")
        assert elsewhere.requests == []
    assert caught.value.reason == "redirected"


def test_nobody_there() -> None:
    with ShopServer() as server:
        gone = address(server, "json")
    with pytest.raises(TryLater) as caught:
        Channel(gone).send("In stock", "here")
    assert caught.value.reason == "no_answer"


def test_an_answer_that_never_ends_is_not_waited_for() -> None:
    with ShopServer() as server:
        server.answer(f"/hook/{SECRET}", lambda _: Answer(raw=b"HTTP/1.1 200 OK\r\nX: ", drip=b"x" * 300, every=0.05))
        with pytest.raises(TryLater) as caught:
            Channel(address(server, "json"), total=0.3).send("In stock", "here")
    assert caught.value.reason == "unsure"
    assert SECRET not in str(caught.value)


@pytest.mark.parametrize(
    "url",
    [
        "dbus://", "gnome://", "macosx://", "windows://", "syslog://", "rsyslog://localhost", "glib://", "kodi://h",
        "file:///etc/passwd", "mqtt://h/t", "mailto://u:p@gmail.com", "http://example.org", "growl://h", "smpp://u:p@h/1/2",
    ],
)  # fmt: skip
def test_what_is_no_service_of_ours_is_refused(url: str) -> None:
    with pytest.raises(ChannelError, match="no service that we send to"):
        check(url)


@pytest.mark.parametrize(
    "url",
    [
        "", "ntfy", "json://", "discord://only-an-id", "tgram://no-token/1", "https://example.org/hook",
        "workflows://h.example/id/signature/?template=/etc/passwd", "json://h.example/?redirect=yes",
        "slack://T1JJ3T3L2/A1BRTD4JD/TIiajkdnlazkcOXrIdevi7FQ/#general/?%74emplate=file:///etc/passwd",
        "ntfy://ntfy.example/one/two", "slack://T1JJ3T3L2/A1BRTD4JD/TIiajkdnlazkcOXrIdevi7FQ/?TEMPLATE=file:///x",
    ],
)  # fmt: skip
def test_what_cannot_be_read_or_does_too_much_is_refused(url: str) -> None:
    with pytest.raises(ChannelError):
        check(url)


#: Addresses as services have them, with what nobody may see of them, and what is shown.
SHOWN = [
    (f"json://user:{SECRET}@hooks.example/services/{SECRET}?+Authorization={SECRET}&-k={SECRET}&:x={SECRET}", "json://hooks.example/…"),
    (f"discord://4174216298/{SECRET}abcdefghijklm", "discord://…"),
    (f"https://discord.com/api/webhooks/4174216298/{SECRET}abcdefghijklm", "discord://…"),
    (f"tgram://123456789:{SECRET}{'a' * 24}/12315544/", "tgram://…"),
    (f"slack://T1JJ3T3L2/A1BRTD4JD/{SECRET}{'a' * 13}/#general", "slack://…"),
    (f"ntfys://{SECRET}", "ntfys://…"),
    (f"ntfys://ntfy.example/{SECRET}", "ntfys://ntfy.example/…"),
    (f"ntfys://tk_{SECRET}@ntfy.example/gpus", "ntfys://ntfy.example/…"),
    (f"gotifys://gotify.example/{SECRET}abcd", "gotifys://gotify.example/…"),
    (f"pover://{SECRET}{'u' * 19}@{SECRET}{'t' * 19}", "pover://…"),
    (f"matrixs://user:{SECRET}@matrix.example/#room", "matrixs://matrix.example/…"),
    (f"mmosts://mm.example/{SECRET}abcdefghijklmnopqrstuv", "mmosts://mm.example/…"),
    (f"gchat://workspace/{SECRET}/{SECRET}", "gchat://…"),
    (f"pbul://{SECRET}abcdefghijklmnopqrstu", "pbul://…"),
    (f"json://{SECRET}.example:port/x y", "json://…"),
    (f"dbus://{SECRET}", "…"),
]  # fmt: skip


@pytest.mark.parametrize(("url", "shown"), SHOWN, ids=[shown for _, shown in SHOWN])
def test_no_secret_is_shown(url: str, shown: str) -> None:
    if not url.startswith(("dbus", f"json://{SECRET}")):
        assert repr(Channel(url)) == f"Channel({shown!r})"
    assert masked(url) == shown
    assert SECRET not in shown


def test_no_secret_is_logged(caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]) -> None:
    caplog.set_level(logging.DEBUG)
    with ShopServer() as server:
        server.page(f"/hook/{SECRET}", "no", status=500)
        with pytest.raises(TryLater):
            Channel(address(server, "json", user=f"me:{SECRET}@")).send("In stock", SECRET)
    said = capfd.readouterr()
    assert SECRET not in caplog.text + said.out + said.err


def test_nobody_pays_for_apprise_unasked() -> None:
    program = "import monitor.alerts.channels, sys; sys.exit('apprise' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", program], check=False).returncode == 0
