"""Keys of APIs: sent to whom they belong, and seen nowhere else."""

import base64
import json
import logging
from typing import Any, Final
from urllib.parse import parse_qs

import pytest
from fetching import Allowance, failure, fetcher, got
from shopserver import Answer, Request, ShopServer

from scrapers.address import Home, is_confidential, without_parameter
from scrapers.auth import Credential, setting, without_key
from scrapers.errors import Blocked, KeyNeeded, PollError, RobotsDenied, TimedOut, TryLater, TryMuchLater
from scrapers.fetch import NotModified, Validators
from scrapers.page import Page
from scrapers.spec_auth import Auth, AuthKind

KEY: Final = "s3cr3t/k+y=0123456789"
QUOTED: Final = "s3cr3t%2Fk%2By%3D0123456789"
QUERY: Final = Auth(kind=AuthKind.QUERY, key="bestbuy", name="apiKey")
HEADER: Final = Auth(kind=AuthKind.HEADER, key="bestbuy", name="X-Api-Key")
KEYS: Final = {"bestbuy": KEY, "ebay": "app-id:cert-secret", "other": "not-this-one"}
TOKEN: Final = "tok-abcdefghijklmnop"


def client_credentials(shop: ShopServer, **more: Any) -> Auth:
    more = {"scope": "https://api.shop.example/scope"} | more
    return Auth(kind=AuthKind.CLIENT_CREDENTIALS, key="ebay", token_url=shop.url("/token"), **more)


def gives_tokens(shop: ShopServer, *tokens: str, expires_in: object = 7200) -> None:
    answers = [
        Answer(json.dumps({"access_token": token, "expires_in": expires_in, "token_type": "Application Access Token"}))
        for token in tokens
    ]
    shop.sequence("/token", *answers)


def wants_token(shop: ShopServer, path: str, *good: str) -> None:
    def script(request: Request) -> Answer:
        return (
            Answer("{}")
            if request.headers.get("authorization") in {f"Bearer {t}" for t in good}
            else Answer(status=401)
        )

    shop.answer(path, script)


# As a parameter or a header


def test_a_key_is_a_parameter(shop: ShopServer) -> None:
    shop.page("/api", "{}")
    page = got(shop, "/api?page=2", auth=QUERY, keys=KEYS)
    assert shop.requests[-1].target == f"/api?page=2&apiKey={QUOTED}"
    assert page.url == shop.url("/api?page=2")


def test_a_key_is_a_header(shop: ShopServer) -> None:
    shop.page("/api", "{}")
    got(shop, "/api", auth=HEADER, keys=KEYS)
    assert shop.requests[-1].headers["x-api-key"] == KEY
    assert shop.requests[-1].target == "/api"


def test_robots_txt_is_asked_without_it(shop: ShopServer) -> None:
    shop.page("/api", "{}")
    got(shop, "/api", auth=QUERY, keys=KEYS)
    got(shop, "/api", auth=HEADER, keys=KEYS)
    asked = [request for request in shop.requests if request.path == "/robots.txt"]
    assert len(asked) == 2
    assert not any("x-api-key" in request.headers or "apiKey" in request.target for request in asked)


def test_robots_txt_holds_unless_the_file_says_that_the_terms_allow_more(shop: ShopServer) -> None:
    shop.robots("User-agent: *\nDisallow: /")
    shop.page("/api", "{}")
    assert isinstance(failure(shop, "/api", auth=QUERY, keys=KEYS), RobotsDenied)
    allowed = Auth(kind=AuthKind.QUERY, key="bestbuy", name="apiKey", robots=False)
    assert got(shop, "/api", auth=allowed, keys=KEYS).status == 200


def test_an_answer_that_repeats_the_key_is_handed_on_without_it(shop: ShopServer) -> None:
    def echo(request: Request) -> Answer:
        told = {"canonicalUrl": request.target, "next": f"{shop.url('/api')}?page=2&apiKey={QUOTED}", "key": KEY}
        return Answer(json.dumps(told), headers={"Link": f"<{request.target}>", "ETag": '"1"'})

    shop.answer("/api", echo)
    page = got(shop, "/api", auth=QUERY, keys=KEYS)
    everything = repr(page) + str(page.headers) + page.text
    assert "s3cr3t" not in everything
    assert without_key(json.loads(page.text)["next"], QUERY) == shop.url("/api?page=2")


def test_the_key_in_a_redirect_is_dropped_and_set_again(shop: ShopServer) -> None:
    shop.answer(
        "/api", lambda request: Answer(status=302, headers={"Location": request.target.replace("/api", "/new")})
    )
    shop.page("/new", "{}")
    page = got(shop, "/api", auth=QUERY, keys=KEYS)
    assert shop.requests[-1].target == f"/new?apiKey={QUOTED}"
    assert page.url.rstrip("?") == shop.url("/new")


def test_the_key_goes_to_no_other_host(shop: ShopServer) -> None:
    with ShopServer() as other:
        other.page("/api", "{}")
        with fetcher(shop, auth=QUERY, keys=KEYS) as fetching:
            fetching.fetch(other.url("/api"))
    assert [request.target for request in other.requests] == ["/robots.txt", "/api"]


@pytest.mark.parametrize(
    "url", ["http://shop.example/api", "https://other.example/api", "ftp://shop.example/", "//x", "http://["]
)
def test_what_may_not_see_the_key_is_not_signed(url: str) -> None:
    home = Home.of(["https://shop.example/", "http://shop.example/"])
    for auth in (QUERY, HEADER):
        assert Credential(auth, KEYS, home).sign(url) == (url, {})


def test_a_subdomain_of_the_retailers_own_is_signed() -> None:
    credential = Credential(QUERY, KEYS, Home.of(["https://www.shop.example/"]))
    assert (
        credential.sign("https://api.shop.example/v1?apikey=old&a=1#x")[0]
        == f"https://api.shop.example/v1?a=1&apiKey={QUOTED}#x"
    )


@pytest.mark.parametrize("auth", [QUERY, HEADER])
@pytest.mark.parametrize("key", [None, "", "  ", "two\nlines", "ünïcode"])
def test_a_missing_key_says_which_setting(shop: ShopServer, auth: Auth, key: str | None) -> None:
    error = failure(shop, "/api", auth=auth, keys={"bestbuy": key} if key is not None else {})
    assert (type(error), error.reason) == (KeyNeeded, "no_key")
    assert "GPUMARKET_KEY_BESTBUY" in error.detail
    assert "GPUMARKET_KEY_BESTBUY_FILE" in error.detail
    assert shop.requests == []


@pytest.mark.parametrize("status", [401, 403])
def test_a_refused_key_says_so(shop: ShopServer, status: int) -> None:
    shop.page("/api", '{"error": "the provided API key is not valid"}', status=status)
    error = failure(shop, "/api", auth=QUERY, keys=KEYS)
    assert (type(error), error.reason) == (KeyNeeded, "key_refused")
    assert "s3cr3t" not in error.detail


@pytest.mark.parametrize(
    ("how", "reason"),
    [
        ({"body": "<h1>Developer Over Qps</h1>"}, "call_limit"),
        (
            {"body": "<h1>Forbidden</h1>", "headers": {"X-Mashery-Error-Code": "ERR_403_DEVELOPER_OVER_RATE"}},
            "call_limit",
        ),
        ({"body": '{"message": "The per second limit has been exceeded"}'}, "call_limit"),
    ],
)
def test_asking_too_often_is_no_refusal(shop: ShopServer, how: dict[str, Any], reason: str) -> None:
    shop.page("/api", status=403, **how)
    error = failure(shop, "/api", auth=QUERY, keys=KEYS)
    assert (type(error), error.reason) == (TryMuchLater, reason)


def test_a_captcha_is_no_refusal(shop: ShopServer) -> None:
    shop.page("/api", "<html><h1>Robot or human?</h1><p>Please complete the CAPTCHA</p></html>", status=403)
    assert isinstance(failure(shop, "/api", auth=QUERY, keys=KEYS), Blocked)


def test_without_a_key_in_the_file_nothing_changes(shop: ShopServer) -> None:
    shop.page("/api", "no", status=403)
    error = failure(shop, "/api", keys=KEYS)
    assert (type(error), error.reason) == (Blocked, "access_denied")


@pytest.mark.parametrize("auth", [QUERY, HEADER])
def test_no_error_and_no_log_names_the_key(shop: ShopServer, auth: Auth, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    shop.page("/500", "x", status=500)
    shop.raw("/raw", b"nonsense\r\n\r\n")
    shop.drop("/drop")
    shop.redirect("/away", "https://other.example/")
    shop.answer("/loop", lambda request: Answer(status=302, headers={"Location": request.target}))
    shop.page("/big", "x" * 300_000)
    for path in ("/500", "/raw", "/drop", "/away", "/loop", "/big", "/404"):
        error: BaseException | None = failure(shop, path, auth=auth, keys=KEYS)
        while error is not None:
            assert "s3cr3t" not in f"{error!r} {error}", path
            error = error.__cause__
    assert "s3cr3t" not in caplog.text


def test_nobody_prints_the_key() -> None:
    with fetcher("https://shop.example/", auth=QUERY, keys=KEYS) as fetching:
        shown = f"{fetching!r} {fetching._credential!r}"
    assert "s3cr3t" not in shown
    assert "bestbuy, set" in shown


def test_a_conditional_request_is_signed_too(shop: ShopServer) -> None:
    shop.page("/api", status=304)
    with fetcher(shop, auth=QUERY, keys=KEYS) as fetching:
        answer = fetching.fetch(shop.url("/api"), Validators(etag='"1"'))
    assert answer == NotModified(shop.url("/api"))
    assert "apiKey" in shop.requests[-1].target


# Client credentials


def test_id_and_secret_are_traded_for_a_token(shop: ShopServer) -> None:
    gives_tokens(shop, TOKEN)
    wants_token(shop, "/api", TOKEN)
    budget = Allowance()
    with fetcher(shop, auth=client_credentials(shop), keys=KEYS, budget=budget, delay=0.01) as fetching:
        fetching.fetch(shop.url("/api"))
        fetching.fetch(shop.url("/api?page=2"))
    asked = [request for request in shop.requests if request.path == "/token"]
    assert [request.method for request in asked] == ["POST"]
    assert base64.b64decode(asked[0].headers["authorization"].removeprefix("Basic ")) == b"app-id:cert-secret"
    assert parse_qs(asked[0].body.decode()) == {
        "grant_type": ["client_credentials"],
        "scope": ["https://api.shop.example/scope"],
    }
    assert len(budget.waits) == len(shop.requests) == 4  # the token, robots.txt, two pages


def test_a_token_is_renewed_before_it_expires() -> None:
    now = [0.0]
    asked: list[str] = []

    def post(url: str, _headers: object, _form: str) -> Page:
        asked.append(url)
        return Page(url, json.dumps({"access_token": f"{TOKEN}{len(asked)}", "expires_in": 7200}).encode())

    auth = Auth(kind=AuthKind.CLIENT_CREDENTIALS, key="ebay", token_url="https://api.shop.example/token")
    credential = Credential(auth, KEYS, Home.of(["https://shop.example/"]), clock=lambda: now[0])
    for moment, tokens in ((0.0, 1), (7139.0, 1), (7141.0, 2)):
        now[0] = moment
        credential.prepare(post)
        assert len(asked) == tokens
        assert credential.sign("https://shop.example/a")[1] == {"Authorization": f"Bearer {TOKEN}{tokens}"}


def test_a_token_that_is_no_longer_good_is_renewed_once(shop: ShopServer) -> None:
    gives_tokens(shop, "expired-token-1", TOKEN)
    wants_token(shop, "/api", TOKEN)
    assert got(shop, "/api", auth=client_credentials(shop), keys=KEYS).status == 200
    assert (shop.asked("/token"), shop.asked("/api")) == (2, 2)


def test_a_token_that_is_refused_again_is_a_refused_key(shop: ShopServer) -> None:
    gives_tokens(shop, TOKEN)
    wants_token(shop, "/api")
    error = failure(shop, "/api", auth=client_credentials(shop), keys=KEYS)
    assert (type(error), error.reason) == (KeyNeeded, "key_refused")
    assert (shop.asked("/token"), shop.asked("/api")) == (2, 2)


@pytest.mark.parametrize(
    ("how", "kind", "reason"),
    [
        ({"status": 401, "body": '{"error": "invalid_client"}'}, KeyNeeded, "key_refused"),
        ({"status": 400, "body": '{"error": "invalid_scope"}'}, KeyNeeded, "key_refused"),
        ({"status": 400, "body": "<html>"}, KeyNeeded, "key_refused"),
        ({"status": 500}, TryLater, "token_status_500"),
        ({"status": 302, "headers": {"Location": "https://elsewhere.example/"}}, TryLater, "token_status_302"),
        ({"status": 429, "headers": {"Retry-After": "60"}}, TryMuchLater, "status_429"),
        ({"body": "<html>"}, TryLater, "token_unreadable"),
        ({"body": '{"access_token": "two words"}'}, TryLater, "token_unreadable"),
        ({"body": '{"access_token": 7}'}, TryLater, "token_unreadable"),
        ({"body": '{"access_token": "abc", "expires_in": "soon"}'}, TryLater, "token_unreadable"),
    ],
)
def test_no_token(shop: ShopServer, how: dict[str, Any], kind: type[PollError], reason: str) -> None:
    shop.page("/token", **how)
    error = failure(shop, "/api", auth=client_credentials(shop), keys=KEYS)
    assert (type(error), error.reason) == (kind, reason)
    assert "cert-secret" not in error.detail
    assert shop.asked("/api") == 0


def test_why_the_key_is_refused_is_told(shop: ShopServer) -> None:
    shop.page("/token", '{"error": "invalid_client"}', status=401)
    assert "invalid_client" in failure(shop, "/api", auth=client_credentials(shop), keys=KEYS).detail


def test_the_token_and_the_page_share_one_limit_of_time(shop: ShopServer) -> None:
    shop.hang("/token")
    error = failure(shop, "/api", auth=client_credentials(shop), keys=KEYS, timeout=0.2)
    assert isinstance(error, TimedOut)


@pytest.mark.parametrize("key", ["no-colon", ":secret", "id:"])
def test_half_a_pair_is_no_key(shop: ShopServer, key: str) -> None:
    error = failure(shop, "/api", auth=client_credentials(shop), keys={"ebay": key})
    assert (type(error), error.reason) == (KeyNeeded, "no_key")
    assert "id:secret" in error.detail


def test_a_token_without_an_end_is_kept_until_it_is_refused(shop: ShopServer) -> None:
    gives_tokens(shop, TOKEN, expires_in=None)
    wants_token(shop, "/api", TOKEN)
    with fetcher(shop, auth=client_credentials(shop), keys=KEYS) as fetching:
        for _ in range(3):
            fetching.fetch(shop.url("/api"))
    assert shop.asked("/token") == 1


# Words


def test_the_setting_of_a_key() -> None:
    assert setting(QUERY) == "GPUMARKET_KEY_BESTBUY"


@pytest.mark.parametrize(
    ("url", "bare"),
    [
        ("https://x.example/a?apiKey=1&b=2", "https://x.example/a?b=2"),
        ("https://x.example/a?b=2&APIKEY=1&api%4Bey=3", "https://x.example/a?b=2"),
        ("https://x.example/a?b=apiKey%3D1", "https://x.example/a?b=apiKey%3D1"),
        ("https://x.example/apiKey=1", "https://x.example/apiKey=1"),
        ("https://x.example/a?apiKey", "https://x.example/a"),
        ("http://[", "http://["),
    ],
)
def test_an_address_without_a_parameter(url: str, bare: str) -> None:
    assert without_parameter(url, "apiKey") == bare


@pytest.mark.parametrize(
    ("url", "confidential"),
    [
        ("https://api.shop.example/", True),
        ("http://api.shop.example/", False),
        ("http://127.0.0.1:8000/", True),
        ("http://[::1]/", True),
        ("http://localhost/", True),
        ("http://localhost.evil.example/", False),
        ("ftp://127.0.0.1/", False),
        ("nonsense", False),
    ],
)
def test_what_nobody_can_read_on_the_way(url: str, confidential: bool) -> None:  # noqa: FBT001 - a table's column
    assert is_confidential(url) is confidential
