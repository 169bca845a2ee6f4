"""What a retailer's file says of the key that its API wants."""

import re
from collections.abc import Iterable, Iterator
from enum import StrEnum
from typing import Annotated

import msgspec

from scrapers.address import is_confidential, without_parameter
from scrapers.spec_values import is_address


class AuthKind(StrEnum):
    """How an API wants its key.

    Attributes:
        QUERY: as a parameter of the address.
        HEADER: as a header.
        CLIENT_CREDENTIALS: OAuth 2.0 (RFC 6749, 4.4): id and secret are traded for a bearer token that expires.
    """

    QUERY = "query"
    HEADER = "header"
    CLIENT_CREDENTIALS = "client_credentials"


class Auth(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """The key that an API wants. The file names it; the key itself comes from the settings.

    Attributes:
        kind: how it is sent.
        key: name of the setting: ``bestbuy`` is GPUMARKET_KEY_BESTBUY. For client credentials ``id:secret``.
        name: of the parameter or header.
        token_url: where client credentials are traded for a token.
        scope: what the token is asked for.
        robots: False where the API's terms allow what its host's robots.txt, which is for crawlers, forbids.
    """

    kind: AuthKind
    key: Annotated[str, msgspec.Meta(pattern=r"^[a-z][a-z0-9_]{0,30}$")]
    name: str = "Authorization"
    token_url: str | None = None
    scope: str | None = None
    robots: bool = True


def auth_problems(auth: Auth, urls: Iterable[tuple[str, str]]) -> Iterator[str]:
    """What is wrong with what a file says of a key: where, and what to write instead.

    Args:
        auth: what the file says.
        urls: the addresses that are asked with the key, each with its place in the file.
    """
    if auth.key.endswith("_file"):
        yield f"auth.key: {auth.key!r} would be read as the name of a file; give it another end"
    if not re.fullmatch(r"[A-Za-z0-9_.-]{1,60}", auth.name):
        yield f"auth.name: {auth.name!r} is no name of a parameter or header"
    if auth.kind is AuthKind.QUERY and auth.name == "Authorization":
        yield 'auth.name: name the parameter that carries the key, for example name = "apiKey"'
    if (auth.token_url is not None) != (auth.kind is AuthKind.CLIENT_CREDENTIALS):
        yield "auth.token_url: client credentials need it, and nothing else has it"
    for where, url in [*([("auth.token_url", auth.token_url)] if auth.token_url else []), *urls]:
        if not (is_address(url) and is_confidential(url)):
            yield f"{where}: {url!r} would give the key away; write https://"
        if auth.kind is AuthKind.QUERY and without_parameter(url, auth.name) != url:
            yield f"{where}: leave {auth.name} out; the key comes from the settings"
