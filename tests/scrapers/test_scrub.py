"""Pages without what they say of their visitor, and read as before."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from reading_help import html, page, read_product

from scrapers.page import Page
from scrapers.read import read_page
from scrapers.scrub import scrub, scrub_text


@pytest.mark.parametrize(
    ("text", "secret"),
    [
        ('<input type="hidden" name="csrfmiddlewaretoken" value="aB3dE5gH7jK9mN1p">', "aB3dE5gH7jK9mN1p"),
        ("<input type=hidden name=form_key value=Ab12Cd34Ef56Gh78>", "Ab12Cd34Ef56Gh78"),
        ('<input value="d41d8cd98f00b204e9800998ecf8427e" name="state" type="hidden">', "d41d8cd98f00b204"),
        ('<input type="email" value="anna@mail.example">', "anna"),
        ('<input name="phone" value="0532 123 45 67">', "0532"),
        ('<meta name="csrf-token" content="short">', "short"),
        ('<script nonce="r4nd0m">', "r4nd0m"),
        ('<a href="/p/1?x=1&amp;PHPSESSID=abc123">', "abc123"),
        ('<a href="/p/1?sid=0a1b2c3d4e5f6a7b8c">', "0a1b2c3d4e5f6a7b8c"),
        ('<a href="/p/1;jsessionid=ABC123?q=1">', "ABC123"),
        ('{"csrfToken":"abcdef"}', "abcdef"),
        ("{'sessionId': 'abcdef'}", "abcdef"),
        ('{"customerId":123456}', "123456"),
        ('data-state="{&quot;userName&quot;:&quot;Anna B&quot;}"', "Anna"),
        (r'JSON.parse("{\"email\":\"x\",\"firstName\":\"Anna\"}")', "Anna"),
        ('{"clientIp":"2001:db8::1"}', "2001:db8"),
        ("<!-- served to 203.0.113.77 -->", "203.0.113.77"),
        ("<p>anna.b+shop@mail.example.de</p>", "anna"),
        ("<p>anna%40mail.example.de</p>", "anna"),
        ("<p>+90 532 123 45 67</p>", "532 123"),
        ('var t = "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0In0.c2ln"', "eyJzdWIi"),
        ('document.cookie = "visit=1; path=/"', "visit"),
        ("<span> Hello, Anna Bell! </span>", "Anna"),
        ("<span>Merhaba, Ayşe</span>", "Ayşe"),
    ],
)
def test_what_tells_of_a_visitor_goes(text: str, secret: str) -> None:
    assert secret in text
    assert secret not in scrub_text(text)


@pytest.mark.parametrize(
    "text",
    [
        '<input type="hidden" name="product_id" value="4711">',
        '<input type="hidden" name="sku" value="RTX-5090-32G">',
        '<a href="/p/1?sid=cpu&page=2&sort=price">',
        '<img srcset="/logo@2x.png 2x" src="https://cdn.example/vue@3.4.js">',
        '{"sku":"N82E16814137852","price":"1299.00","gtin13":"4711081234567","name":"GeForce"}',
        "<p>Driver 31.0.15.3623, BIOS v1.2.3.4, https://127.0.0.1:8000/x</p>",
        "<p>Hello and welcome to our shop</p>",
        "<p>€ 1.299,00 + 4,99 shipping</p>",
    ],
)
def test_what_a_shop_says_stays(text: str) -> None:
    assert scrub_text(text) == text


@given(
    st.lists(
        st.sampled_from(
            ["<input type=hidden value=", '"token":"', "Hello, ", "?sid=", "a@b.de", "eyJ", "&quot;", ">", "'"]
        )
        | st.text(max_size=20),
        max_size=12,
    )
)
def test_scrubbing_twice_changes_nothing_more(parts: list[str]) -> None:
    once = scrub_text("".join(parts))
    assert scrub_text(once) == once


@pytest.mark.parametrize("encoding", ["utf-8", "windows-1252", "iso-8859-9", "utf-16"])
def test_a_page_keeps_its_encoding_and_only_its_content_type(encoding: str) -> None:
    text = html("<p>Größe 5 €, anna@mail.example.de</p>").replace("€", "EUR" if encoding == "iso-8859-9" else "€")
    headers = {"content-type": f"text/html; charset={encoding}", "set-cookie": "a=b", "x-request-id": "1"}
    scrubbed = scrub(Page("https://shop.example/?sid=0a1b2c3d4e5f6a7b8c", text.encode(encoding), 200, headers))
    assert "Größe 5" in scrubbed.text
    assert "anna" not in scrubbed.text
    assert list(scrubbed.headers) == ["content-type"]
    assert "0a1b2c3d" not in scrubbed.url


def test_broken_bytes_become_utf_8() -> None:
    broken = (
        html("<p>Größe 5 € für schöne Träume über Äpfel und Öfen, müde Füße, große Höhen, süße Nüsse</p>").encode()
        + b"\xff"
    )
    scrubbed = scrub(Page("https://shop.example/", broken, 200, {"content-type": "text/html; charset=utf-8"}))
    assert "Größe 5 €" in scrubbed.text


def test_a_scrubbed_page_is_read_as_before() -> None:
    body = (
        "<p>Hello, Anna</p><h1>ASUS GeForce RTX 5080</h1><p>$1,199.00</p><button>Add to cart</button>"
        '<input type="hidden" name="csrf" value="d41d8cd98f00b204e9800998ecf8427e"><a href="mailto:a@b.de">a@b.de</a>'
    )
    before, after = read_page(page(html(body))), read_page(scrub(page(html(body))))
    assert after.offers == before.offers
    assert read_product(html(body)).price is not None
