"""Settings of mail: how to reach the server that takes it, and whom it is from."""

import re
import ssl
from collections.abc import Iterator, Mapping
from email.headerregistry import Address
from email.utils import parseaddr
from enum import StrEnum
from ipaddress import ip_address
from pathlib import Path
from typing import Final

from msgspec import Struct

from monitor.alerts.address import is_address

SENDER_EXPECTED: Final = "an address, with a name if you like: GPU monitor <gpus@example.org>"
#: Mail servers speak TLS from the first byte there; one that waits for their greeting in clear waits for ever.
_TLS_PORT: Final = "465"


class Tls(StrEnum):
    """How the way to the mail server is kept private.

    Attributes:
        STARTTLS: asked for after the greeting; without it nothing is sent.
        TLS: from the first byte.
        NONE: in clear, on this machine alone.
    """

    STARTTLS = "starttls"
    TLS = "tls"
    NONE = "none"


class MailSettings(Struct, frozen=True, kw_only=True):
    """The server that takes our mail.

    Attributes:
        host: name of the server; its certificate must be for it.
        user: whom we sign in as; None where the server wants nobody to.
        ca: certificates that may vouch for the server, instead of the system's.
        sender: whom mails are from.
    """

    host: str
    sender: Address
    port: int = 587
    tls: Tls = Tls.STARTTLS
    user: str | None = None
    password: str | None = None
    ca: Path | None = None

    def __repr__(self) -> str:
        return f"MailSettings({self})"

    def __str__(self) -> str:
        how = {Tls.STARTTLS: "STARTTLS", Tls.TLS: "TLS", Tls.NONE: "in clear"}[self.tls]
        return f"{self.host}:{self.port}, {how}, {f'as {self.user}' if self.user else 'without signing in'}"


def read_sender(text: str) -> Address | None:
    """``Name <address>`` or an address; None if it is neither."""
    name, address = parseaddr(text)
    if not (is_address(address) and address.isascii() and name.isprintable()):
        return None
    # parseaddr() reads the first of several, and leaves out what it does not understand.
    if text.strip() != address and not re.fullmatch(rf"[^<>@]*<{re.escape(address)}>", text.strip()):
        return None
    return Address(name, addr_spec=address)


def problems(texts: Mapping[str, str]) -> Iterator[str]:
    """What is wrong with the settings of mail as they were given, a line each.

    Args:
        texts: what is set, by the variable's name. No line says what a password is.
    """

    def of(name: str) -> str:
        return texts.get(f"GPUMARKET_{name}", "")

    if sender := of("MAIL_FROM"):
        if read_sender(sender) is None:
            yield f"GPUMARKET_MAIL_FROM={sender!r} cannot be used: write {SENDER_EXPECTED}"
    elif of("SMTP_HOST"):
        yield f"GPUMARKET_SMTP_HOST is set, but not GPUMARKET_MAIL_FROM: write {SENDER_EXPECTED}"
    if not of("SMTP_HOST"):
        for name in ("SMTP_PORT", "SMTP_TLS", "SMTP_USER", "SMTP_PASSWORD", "SMTP_CA", "MAIL_FROM"):
            if of(name):
                yield f"GPUMARKET_{name} is set, but not GPUMARKET_SMTP_HOST: name the server that takes mail"
                return
    for name, other in (("SMTP_USER", "SMTP_PASSWORD"), ("SMTP_PASSWORD", "SMTP_USER")):
        if of(name) and not of(other):
            yield f"GPUMARKET_{name} is set, but not GPUMARKET_{other}: set both, or neither"
    yield from _problems_of_tls(of("SMTP_HOST"), of("SMTP_PORT"), of("SMTP_TLS") or Tls.STARTTLS, of("SMTP_CA"))


def _problems_of_tls(host: str, port: str, tls: str, ca: str) -> Iterator[str]:
    if tls == Tls.NONE and host and not is_loopback(host):
        yield (
            f"GPUMARKET_SMTP_TLS=none would send mail to {host} in clear: that is for localhost alone;"
            " write starttls or tls"
        )
    if tls == Tls.STARTTLS and port == _TLS_PORT:
        yield "GPUMARKET_SMTP_PORT=465 speaks TLS from the start: set GPUMARKET_SMTP_TLS=tls too"
    if not ca:
        return
    if tls == Tls.NONE:
        yield "GPUMARKET_SMTP_CA is set, but GPUMARKET_SMTP_TLS=none looks at no certificate: keep one of them"
    try:
        ssl.create_default_context(cafile=Path(ca).expanduser())
    except OSError as error:
        yield f"GPUMARKET_SMTP_CA={ca!r} cannot be used: write the name of a file with certificates (PEM); {error}"


def is_loopback(host: str) -> bool:
    """Whether what is sent there stays on this machine."""
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host.lower() == "localhost"
