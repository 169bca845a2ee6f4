"""Channels besides mail: ntfy, Discord, Telegram, webhooks and others, as apprise's addresses name them.

    Channel("ntfys://ntfy.example.org/gpus").send("In stock | RTX 5070 Ti", "Vatan: 54.999 TL")

apprise is imported where it is needed: it takes 0.3 s. It knows services by the hundred, among them some that run
programs, write to local files or reach the desktop; only those are let through here that send over HTTP, follow no
redirect when told so, and say what status they got.
"""

import logging
import re
import threading
from typing import TYPE_CHECKING, Final
from urllib.parse import unquote

from monitor.alerts.errors import MessageRefused, NotHandedOver, RecipientRefused, TryLater

if TYPE_CHECKING:
    from apprise import Apprise
    from apprise.plugins.base import NotifyBase

#: Services of one provider: what stands where a host would is a token or an identifier, and never shown.
_HOSTED: Final = frozenset({
    "dingtalk", "discord", "feishu", "gchat", "ifttt", "join", "line", "notifiarr", "pagerduty", "pbul", "pover",
    "prowl", "psafer", "pushy", "simplepush", "slack", "spush", "tgram", "webex", "wecombot", "wxteams", "zulip",
})  # fmt: skip
#: Services on a host that the address names.
_OWN: Final = frozenset({
    "bark", "barks", "form", "forms", "gotify", "gotifys", "hassio", "hassios", "json", "jsons", "matrix",
    "matrixs", "mmost", "mmosts", "nctalk", "nctalks", "ntfy", "ntfys", "rocket", "rockets", "signal", "signals",
    "workflow", "workflows", "xml", "xmls",
})  # fmt: skip
_SERVICES: Final = _HOSTED | _OWN
#: A webhook's address as the service itself shows it, which apprise recognises.
_NATIVE: Final = "https"
#: Options that would make apprise read a file or follow redirects.
_REFUSED_OPTION: Final = re.compile(r"[?&;]\s*(attach|config|redirect|template)\s*=", re.IGNORECASE)
_STATUS: Final = re.compile(r"\berror=(\d{3})\b")
#: Seconds for connecting, and for each piece of an answer.
_PATIENCE: Final = 10.0


class ChannelError(ValueError):
    """An address that cannot be a channel; the sentence says what to write instead, and nothing of the address."""


class Channel:
    """One recipient behind a service.

    Args:
        url: its address, as apprise documents them.
        total: longest time for a message, in seconds.

    Raises:
        ChannelError: see `check`.
    """

    def __init__(self, url: str, *, total: float = 30.0) -> None:
        self._service = _read(url)
        self._name = _masked(self._service, url)
        self._total = total

    def __repr__(self) -> str:
        return f"Channel({self._name!r})"

    def send(self, title: str, body: str) -> None:
        """Hand one message over.

        Raises:
            TryLater: it did not work, and nothing is wrong with the channel or the message.
            RecipientRefused: there is no such channel, or it takes nothing with this key.
            MessageRefused: the service does not want this message.
        """
        outcome: list[NotHandedOver | None] = []
        # A thread of its own, which nobody waits for when a service answers a byte at a time.
        thread = threading.Thread(target=lambda: outcome.append(self._sent(title, body)), daemon=True)
        thread.start()
        thread.join(self._total)
        if not outcome:
            raise TryLater("unsure", f"{self._name} did not answer in time: it may have arrived")
        if error := outcome[0]:
            raise error

    def _sent(self, title: str, body: str) -> NotHandedOver | None:
        """Why it was not sent; None if it was."""
        from apprise import NotifyFormat  # noqa: PLC0415  # see above

        try:
            result = _sender(self._service).notify(body=body, title=title, body_format=NotifyFormat.TEXT)
        except Exception:  # noqa: BLE001  # whatever a service's code raises may name its secrets
            return TryLater("failed", f"{self._name}: sending failed")
        if result:
            return None
        said = " ".join(entry.message for service in result.results for entry in service.logs())
        found = _STATUS.search(said)
        return _refusal(self._name, int(found[1]) if found else None)


def check(url: str) -> None:
    """Refuse what cannot be a channel.

    Raises:
        ChannelError: no service that we let through, an option that we do not, or not exactly one recipient.
    """
    _read(url)


def masked(url: str) -> str:
    """The address without anything that may be a secret: the service, and the host where that is no secret."""
    try:
        return _masked(_read(url), url)
    except ChannelError:
        return f"{_scheme(url)}://…" if _scheme(url) in _SERVICES else "…"


def _masked(service: "NotifyBase", url: str) -> str:
    given = _scheme(url)
    scheme = given if given in _SERVICES else _names(service)[0]
    # Paths, names of users and options may all be secrets: a webhook's token, a topic that is its own password.
    # What has no dot may be a topic of ntfy.sh, or a token.
    host = str(service.host or "")
    return f"{scheme}://{host}/…" if scheme in _OWN and ("." in host or host == "localhost") else f"{scheme}://…"


def _scheme(url: str) -> str:
    return url.strip().partition("://")[0].lower()


def _names(service: "NotifyBase") -> list[str]:
    """The schemes of a service, the one over TLS first."""
    names: list[str] = []
    # Each is a text, several, or None; apprise's types know only None.
    for given in (getattr(service, "secure_protocol", None), getattr(service, "protocol", None)):
        names += [given] if isinstance(given, str) else given or ()
    return names


def _read(url: str) -> "NotifyBase":
    scheme = _scheme(url)
    if "://" not in url:
        raise ChannelError("a channel is an address such as ntfys://ntfy.sh/your-topic or discord://id/token")
    if scheme not in _SERVICES | {_NATIVE}:
        raise ChannelError(f"{scheme!r} is no service that we send to; known are {', '.join(sorted(_SERVICES))}")
    # Not as a URL is parsed: what stands behind a # is an option to apprise, too.
    if option := _REFUSED_OPTION.search(unquote(url)):
        raise ChannelError(f"leave out {option[1]}: we read no files for a channel, and follow no redirects")
    service = _instantiated(url.strip())
    if service is None or _SERVICES.isdisjoint(_names(service)):
        raise ChannelError(
            f"this {scheme} address cannot be read: see https://appriseit.com/services/ for how it is written"
        )
    if len(service) != 1:
        raise ChannelError("a channel is one recipient: write an address for each")
    return service


def _instantiated(url: str) -> "NotifyBase | None":
    _silence()
    import apprise  # noqa: PLC0415  # see above
    from apprise.common import OverflowMode, PersistentStoreMode  # noqa: PLC0415
    from apprise.plugins.base import NotifyBase  # noqa: PLC0415

    asset = apprise.AppriseAsset(
        app_id="gpumarket",
        app_desc="gpumarket",
        app_url="",
        image_url_mask="",
        image_url_logo="",
        http_redirects=False,
        pgp_autogen=False,
        pem_autogen=False,
        async_mode=False,
        storage_mode=PersistentStoreMode.MEMORY,
        allow_templates=False,
        service_timeout=0,  # `Channel.send` has a limit of its own
    )
    service = apprise.Apprise.instantiate(url, asset=asset, suppress_exceptions=True)
    if not isinstance(service, NotifyBase):
        return None
    service.socket_connect_timeout = service.socket_read_timeout = _PATIENCE
    service.overflow_mode = OverflowMode.TRUNCATE
    return service


def _sender(service: "NotifyBase") -> "Apprise":
    import apprise  # noqa: PLC0415  # see above

    sender = apprise.Apprise(asset=service.asset)
    sender.add(service)
    return sender


def _silence() -> None:
    """Let nothing out of the logs of apprise and its HTTP client: they name addresses with their secrets."""
    for name in ("apprise", "urllib3"):
        logger = logging.getLogger(name)
        logger.propagate = False
        logger.setLevel(logging.WARNING)
        if not logger.handlers:
            logger.addHandler(logging.NullHandler())


def _refusal(name: str, status: int | None) -> NotHandedOver:
    match status:
        case None:
            return TryLater("no_answer", f"{name} could not be reached, or did not answer: it may have arrived")
        case 401 | 403 | 404 | 410:
            return RecipientRefused("no_channel", f"{name} is not there, or takes nothing with this key ({status})")
        case 408 | 425 | 429:
            return TryLater("busy", f"{name} wants us to wait ({status})")
        case _ if 300 <= status < 400:
            return TryLater("redirected", f"{name} leads elsewhere ({status}): write the address that it leads to")
        case _ if 400 <= status < 500:
            return MessageRefused("refused", f"{name} refuses the message ({status})")
    return TryLater("busy", f"{name} has trouble ({status})")
