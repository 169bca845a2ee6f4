"""Addresses: how one is shown to people, and which belong to a retailer."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from ipaddress import ip_address
from typing import Final, Self
from urllib.parse import SplitResult, unquote_plus, urlsplit, urlunsplit

from scrapers.late import late

_WEB_PORTS: Final = {"http": 80, "https": 443}
_WORDS = late(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+")
_SECRETS: Final = frozenset(
    {"accesstoken", "apikey", "auth", "authorization", "authtoken", "credential", "credentials", "key", "passwd"}
    | {"password", "pwd", "secret", "session", "sessionid", "sid", "sig", "signature", "token"}
)
_LONGEST = 300


def shown(url: str) -> str:
    """Return the address as a message or a log may name it: no user, no password, no secret of its query, no fragment.

    Never raises; what is no address comes back cut short.
    """
    try:
        parts = urlsplit(without_user(url))
    except ValueError:
        return re.sub(r"//[^/@]*@", "//", url).partition("?")[0][:_LONGEST]
    query = "&".join(_masked(piece) for piece in parts.query.split("&"))
    return urlunsplit(parts._replace(query=query, fragment=""))[:_LONGEST]


def without_user(url: str) -> str:
    """Return the address without user name and password, else unchanged.

    Raises:
        ValueError: it is no address.
    """
    parts = urlsplit(url)
    return urlunsplit(parts._replace(netloc=parts.netloc.rpartition("@")[2])) if "@" in parts.netloc else url


def _masked(piece: str) -> str:
    name, equals, value = piece.partition("=")
    secret = any(word.lower() in _SECRETS for word in _WORDS.findall(name))
    return f"{name}=***" if equals and value and secret else piece


def without_parameter(url: str, name: str) -> str:
    """Return the address without the parameters of that name in its query, however it is written; else unchanged."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return url
    pieces = parts.query.split("&")
    kept = [piece for piece in pieces if unquote_plus(piece.partition("=")[0]).lower() != name.lower()]
    return url if len(kept) == len(pieces) else urlunsplit(parts._replace(query="&".join(kept)))


def is_confidential(url: str) -> bool:
    """Tell whether nobody on the way can read what is sent there: it goes over https, or stays on this machine."""
    try:
        parts = urlsplit(url)
        host = parts.hostname or ""
    except ValueError:
        return False
    if parts.scheme == "https":
        return bool(host)
    if parts.scheme != "http":
        return False
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


@dataclass(frozen=True)
class Home:
    """The hosts that are a retailer's own. A redirect or a next page that leads anywhere else is not followed.

    Attributes:
        hosts: host names without ``www.``; their subdomains belong to them.
        ports: ports its servers listen on.
    """

    hosts: frozenset[str]
    ports: frozenset[int]

    @classmethod
    def of(cls, urls: Iterable[str]) -> Self:
        """The home that these addresses lie in. One that is no address adds nothing."""
        known = [place for place in map(_place, urls) if place]
        ports = {port for _, port in known}
        if ports & {*_WEB_PORTS.values()}:
            ports |= {*_WEB_PORTS.values()}
        return cls(frozenset(_bare(host) for host, _ in known), frozenset(ports))

    def holds(self, url: str) -> bool:
        """Tell whether the address is a web address of one of the hosts or their subdomains, on a known port."""
        place = _place(url)
        if place is None or place[1] not in self.ports:
            return False
        return any(place[0] == host or place[0].endswith(f".{host}") for host in self.hosts)


def _place(url: str) -> tuple[str, int] | None:
    """Host and port of a web address, None if it is none."""
    try:
        parts = urlsplit(url)
        port = _port(parts)
    except ValueError:
        return None
    host = (parts.hostname or "").rstrip(".")
    if not host or port is None:
        return None
    try:
        return host.encode("idna").decode("ascii"), port
    except UnicodeError:
        return host, port


def _port(parts: SplitResult) -> int | None:
    usual = _WEB_PORTS.get(parts.scheme)
    return usual if usual is None or parts.port is None else parts.port


def _bare(host: str) -> str:
    """Drop ``www.``, unless only a top-level domain would be left."""
    rest = host.removeprefix("www.")
    return rest if "." in rest else host
