"""Bytes to text: the page's own word first, and never an error."""

import codecs

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scrapers.page import Page


def page(body: bytes, content_type: str = "text/html") -> Page:
    return Page("https://shop.example/", body, headers={"content-type": content_type})


@pytest.mark.parametrize(
    ("body", "content_type", "text"),
    [
        ("54.999 ₺".encode(), "text/html", "54.999 ₺"),
        ("54.999 ₺".encode(), "text/html; charset=utf-8", "54.999 ₺"),
        (codecs.BOM_UTF8 + "ş".encode(), "text/html; charset=iso-8859-9", "ş"),
        ("ş İ ı".encode("iso-8859-9"), "text/html; charset=ISO-8859-9", "ş İ ı"),
        ("цена".encode("cp1251"), 'text/html; charset="windows-1251"', "цена"),
        ("価格".encode("shift_jis"), "text/html; charset=Shift_JIS", "価格"),
        ("1 299 €".encode("cp1252"), "text/html; charset=iso-8859-1", "1 299 €"),
        ("à la carte €".encode("cp1252"), "text/html", "à la carte €"),
    ],
)
def test_the_encoding_the_page_names(body: bytes, content_type: str, text: str) -> None:
    assert page(body, content_type).text == text
    assert not page(body, content_type).broken_encoding


#: More than a browser is told to look through for the name.
_HEAD = b"<html><head><title>" + b"x" * 5_000 + b"</title>"


@pytest.mark.parametrize(
    ("body", "text"),
    [
        # Its name comes late, in quotes or none, or at the head of XHTML.
        (_HEAD + b"<meta charset=windows-1251>" + "цена".encode("cp1251"), "цена"),
        (b"<META HTTP-EQUIV=Content-Type CONTENT='text/html; charset=windows-1251'>" + "цена".encode("cp1251"), "цена"),
        (b'<?xml version="1.0" encoding="windows-1251"?>' + "цена".encode("cp1251"), "цена"),
        # A script's or a form's encoding is not the page's.
        ('<script charset="windows-1251" src="/a.js"></script>цена'.encode(), "цена"),
        ('<form accept-charset="windows-1251"></form>цена'.encode(), "цена"),
        ('<script charset="utf-8"></script><meta charset="windows-1251">цена'.encode("cp1251"), "цена"),
        # A name means the larger set that grew from it.
        ('<meta charset="gb2312">镕价格'.encode("gb18030"), "镕价格"),
        ('<meta charset="big5">價格喼'.encode("big5hkscs"), "價格喼"),
        ('<meta charset="shift_jis">価格①'.encode("cp932"), "価格①"),
        ('<meta charset="euc-kr">가격뷁'.encode("cp949"), "가격뷁"),
        ('<meta charset="iso-8859-1">1 299 €'.encode("cp1252"), "1 299 €"),
    ],
)
def test_the_encoding_that_is_meant(body: bytes, text: str) -> None:
    assert text in page(body).text
    assert not page(body).broken_encoding


@pytest.mark.parametrize(
    ("body", "encoding"),
    [
        # Some broken bytes do not make it another encoding; many do.
        (b'<meta charset="gb2312">' + "价格".encode("gb18030") * 50 + b"\xff ", "gb18030"),
        ("ş".encode() * 50 + b"\xff", "utf-8"),
        ("1 299 € à la carte".encode("cp1252"), "windows-1252"),
        ('<meta charset="utf-8">1 299 € à la carte'.encode("cp1252"), "windows-1252"),
    ],
)
def test_a_page_slightly_broken_keeps_its_encoding(body: bytes, encoding: str) -> None:
    assert page(body).encoding == encoding


def test_the_meta_tag_counts_where_the_header_is_silent() -> None:
    body = '<meta charset="iso-8859-9"><p>ışık</p>'.encode("iso-8859-9")
    assert "ışık" in page(body).text


@pytest.mark.parametrize(
    "body",
    [
        b'<meta charset="no-such-charset"><p>ok \xe2\x82\xac</p>',
        b'<meta charset="utf-8"><p>ok \xff\xfe</p>',
        b'<meta charset="ascii"><p>ok ' + "ğ".encode() + b"</p>",
        "ğğğğğğğğğğğğğğğğğğğğğğğğğğğğğğğğğğğğğ ok".encode() + b"\xff",
    ],
)
def test_what_is_broken_is_read_all_the_same_and_said(body: bytes) -> None:
    assert "ok" in page(body).text
    assert page(body).broken_encoding


@given(
    st.binary(max_size=300),
    st.sampled_from(["", "; charset=utf-8", "; charset=zlib", "; charset=utf-7", "; charset=idna"]),
)
def test_no_bytes_raise(body: bytes, charset: str) -> None:
    assert isinstance(page(body, f"text/html{charset}").text, str)
