"""The key that an API wants: added when a request is sent, and seen nowhere else.

It goes to the retailer's own hosts alone, over https (or to this machine). What comes back is handed on without it:
an API that names the key in its answers ("next", "canonicalUrl") gives it away otherwise.
"""

import math
import re
import time
from base64 import b64encode
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from typing import Final
from urllib.parse import quote, quote_plus, urlencode, urlsplit, urlunsplit

import msgspec

from scrapers.address import Home, is_confidential, shown, without_parameter
from scrapers.errors import KeyNeeded, PollError, TryLater, TryMuchLater
from scrapers.late import late
from scrapers.page import Page
from scrapers.refusal import refusal, retry_after
from scrapers.spec_auth import Auth, AuthKind

#: A token is renewed so many seconds before it expires.
_EARLY: Final = 60.0
#: Shorter texts are no keys: replacing them would spoil the answer.
_SHORTEST_HIDDEN: Final = 8
_HIDDEN: Final = "***"
_KEY: Final = late(r"[\x20-\x7e]+")
_TOKEN: Final = late(r"[\x21-\x7e]+")
_WALLS: Final = frozenset({"captcha", "challenge", "queue"})
_ERROR: Final = late(r"[a-z_]{1,40}")
# Some gateways answer 403 to those who ask too often: that is no refusal of the key.
_LIMIT: Final = late(
    r"over[_ ](?:qps|rate|quota|limit)|rate.?limit|quota|limit (?:has been |is )?(?:exceeded|reached)|too many requests",
    re.IGNORECASE,
)

#: Sends a form by POST with these headers, and returns the answer whatever its status; raises PollErrors.
Post = Callable[[str, Mapping[str, str], str], Page]


class _Granted(msgspec.Struct):
    access_token: str
    expires_in: float | str | None = None


class _Refused(msgspec.Struct):
    error: str = ""


def setting(auth: Auth) -> str:
    """The name of the setting that holds the key."""
    return f"GPUMARKET_KEY_{auth.key.upper()}"


def without_key(url: str, auth: Auth | None) -> str:
    """The address without the parameter that carries the key, else unchanged."""
    return url if auth is None or auth.kind is not AuthKind.QUERY else without_parameter(url, auth.name)


class Credential:
    """One retailer's key, as its fetcher uses it. Not safe for threads: the fetcher lets one in at a time."""

    def __init__(
        self, auth: Auth | None, keys: Mapping[str, str], home: Home, clock: Callable[[], float] = time.monotonic
    ) -> None:
        """Set up without asking anything.

        Args:
            auth: what the retailer's file says; None for a retailer without a key.
            keys: all keys of the settings, by the name that files give them.
            home: the hosts that may see the key.
            clock: monotonic seconds.
        """
        self._auth = auth
        self._key = (keys.get(auth.key) or "").strip() if auth else ""
        self._home = home
        self._clock = clock
        self._token: str | None = None
        self._until = 0.0

    def __repr__(self) -> str:
        state = "none" if self._auth is None else f"{self._auth.key}, {'set' if self._key else 'not set'}"
        return f"Credential({state})"

    @property
    def asks_robots(self) -> bool:
        """Whether robots.txt is asked before the API is."""
        return self._auth is None or self._auth.robots

    def prepare(self, post: Post) -> None:
        """Have ready what `sign` needs; the token is traded for where there is none, or it is about to expire.

        Raises:
            KeyNeeded: the key is missing (``no_key``), or the API refuses it (``key_refused``).
            PollError: no token could be had now.
        """
        if self._auth is None:
            return
        where = f"set {setting(self._auth)} or {setting(self._auth)}_FILE"
        if not _KEY.fullmatch(self._key):
            raise KeyNeeded("no_key", f"the API wants a key: {where}")
        if self._auth.kind is AuthKind.CLIENT_CREDENTIALS:
            if not all(self._key.partition(":")[::2]):
                raise KeyNeeded("no_key", f"the API wants an id and a secret: {where} to id:secret")
            if self._token is None or self._clock() >= self._until:
                self._trade(self._auth, post)

    def sign(self, url: str) -> tuple[str, dict[str, str]]:
        """The address and the headers to send, the key in one of them; as they are for a host that may not see it."""
        auth = self._auth
        if auth is None or not (self._home.holds(url) and is_confidential(url)):
            return url, {}
        match auth.kind:
            case AuthKind.QUERY:
                parts = urlsplit(without_key(url, auth))
                pair = urlencode({auth.name: self._key}, quote_via=quote)
                return urlunsplit(parts._replace(query=f"{parts.query}&{pair}" if parts.query else pair)), {}
            case AuthKind.HEADER:
                return url, {auth.name: self._key}
            case AuthKind.CLIENT_CREDENTIALS:
                return url, {auth.name: f"Bearer {self._token}"}

    def renews(self, page: Page) -> bool:
        """Whether an answer says that the token is no longer good: then it is forgotten, and another may be had."""
        expired = page.status == 401 and self._token is not None
        if expired:
            self._token = None
        return expired

    def refusal(self, page: Page) -> PollError:
        """The error that an answer other than 2xx and 304 stands for."""
        refused = refusal(page)
        if self._auth is None or page.status not in {401, 403} or refused.reason in _WALLS:
            return refused
        said = f"{shown(page.url)}: HTTP status {page.status}"
        told = f"{page.headers.get('x-mashery-error-code', '')} {page.body[:2_000].decode('utf-8', 'replace')}"
        if _LIMIT.search(told):
            return TryMuchLater("call_limit", f"{said}: too many calls", retry_after=retry_after(page.headers))
        return KeyNeeded("key_refused", f"{said}: the API refuses the key in {setting(self._auth)}")

    def hide(self, page: Page) -> Page:
        """The page without the key, wherever the API repeats it."""
        if self._auth is None:
            return page
        body, headers = page.body, dict(page.headers)
        for secret in self._secrets():
            body = body.replace(secret.encode(), _HIDDEN.encode())
            headers = {name: value.replace(secret, _HIDDEN) for name, value in headers.items()}
        return replace(page, url=self.bare(page.url), body=body, headers=headers)

    def bare(self, url: str) -> str:
        """The address without the key."""
        return without_key(url, self._auth)

    def _secrets(self) -> Iterable[str]:
        parts = {self._key, self._key.partition(":")[2], self._token or ""}
        forms = {form for part in parts for form in (part, quote(part, safe=""), quote_plus(part))}
        return sorted((form for form in forms if len(form) >= _SHORTEST_HIDDEN), key=len, reverse=True)

    def _trade(self, auth: Auth, post: Post) -> None:
        """Trade id and secret for a token (RFC 6749, 4.4)."""
        self._token = None
        form = {"grant_type": "client_credentials"} | ({"scope": auth.scope} if auth.scope else {})
        name, _, secret = self._key.partition(":")
        pair = b64encode(f"{quote_plus(name)}:{quote_plus(secret)}".encode()).decode()
        url = auth.token_url or ""
        answer = post(url, {"Authorization": f"Basic {pair}"}, urlencode(form))
        said = f"{shown(url)}: HTTP status {answer.status}"
        if answer.status in {400, 401, 403}:
            raise KeyNeeded("key_refused", f"{said}{_error_of(answer)}: look at {setting(auth)}")
        if not 200 <= answer.status < 300:
            refused = refusal(answer)
            raise refused if isinstance(refused, TryMuchLater) else TryLater(f"token_{refused.reason}", refused.detail)
        try:
            granted = msgspec.json.decode(answer.body, type=_Granted)
            seconds = math.inf if granted.expires_in is None else float(granted.expires_in)
        except (msgspec.DecodeError, ValueError):
            granted, seconds = _Granted(""), 0.0
        if not _TOKEN.fullmatch(granted.access_token):
            raise TryLater("token_unreadable", f"{said}, but no token in it")
        self._token = granted.access_token
        self._until = self._clock() + max(seconds - _EARLY, seconds / 2)


def _error_of(answer: Page) -> str:
    """The error code of RFC 6749, 5.2, where the answer has one."""
    try:
        code = msgspec.json.decode(answer.body, type=_Refused).error
    except msgspec.DecodeError:
        return ""
    return f" ({code})" if _ERROR.fullmatch(code) else ""
