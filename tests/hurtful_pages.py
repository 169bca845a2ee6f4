"""Pages made to hurt a reader: deep, long, broken, or worst cases of what it looks for."""

import json
from collections.abc import Callable, Iterator

Times = Callable[[int], int]
HEAD = b"<!doctype html><html lang='en'><body><h1>ASUS TUF RTX 5080</h1>"
TAIL = b"<p class='price'>$999.00</p><button>Add to cart</button></body></html>"
TAGS = ["div", "span", "table", "b", "a href='/x'", "ul", "ul><li", "svg", "template", "font", "p", "select", "form", "table><tr><td", "dl><dt", "button", "nobr", "svg><foreignObject", "math", "noscript", "frameset", "option", "h2", "details", "i", "s", "label", "section", "p><b><i"]  # fmt: skip
ATTRIBUTES = ["class", "style", "alt", "href", "id", "content", "value", "data-price", "title", "aria-label", "itemprop", "itemtype", "rel", "role"]  # fmt: skip
VALUES = [
    "x",
    "price ",
    "$1 ",
    "1",
    "display:none;",
    "aA",
    "../",
    "%41",
    "&amp;",
    "{",
    "[1,",
    '{"price":',
    "é",
    "http://",
]
RUNS = ["x", "1", "$", "€", "1,", "1.", "$1", "1 ", "'", " ", "\u00a0", "\u202f", "-", "- ", ",-", "$ ", "1€", "USD", "kr", "Rs. ", "in stock ", "out of ", "not ", "sold ", "price ", "was ", "€1-", "1 x ", "per ", "(", "*", "/", "%", "10% ", "x1", "A", "aA", "ä", "价格", "円", "入荷", "\u0301", "a\u0301", "İ", "\ufffd", "\u200b", "&amp;", "&", "&#", "&nbsp;", "&lt;", "<", "<a", "</", "<!", "<!-", "<?", "=[{", "={", "\\", '"', "\\u0041", "//", "/*", "in 1 ", "1-2 ", "from ", "1:1", "1 day ", "sold by ", "ships from ", "Verkauf durch "]  # fmt: skip

#: What stands where it does not belong.
PIECES = [
    b"<div>", b"</div>", b"<table><tr>", b"</body>", b"<script>", b"<!--", b"<script type='application/ld+json'>{", b'{"@type":"Product","offers":[',
    b'"price": ', b"\x00", b"\xff\xfe", b"\xe2\x82", "€".encode(), "€".encode("cp1252"), "zł".encode("utf-16"), b"<meta charset=utf-16>", b"$", b"1.299,00", b"<s>",
    b"itemscope itemprop=price ", b"<h1>", b"&quot;", b"'", b'"', b"<base href='//[x'>", b"<a href='http://[::1'>", b"<svg><title>", b"<template>",
]  # fmt: skip


def hurtful(scale: float = 1.0) -> Iterator[tuple[str, bytes]]:
    """Name and body of each; their size grows with the scale, 1.0 being the largest."""

    def times(number: int) -> int:
        return max(1, int(number * scale))

    for tag in TAGS:
        deep = f"<{tag}>".encode() * times(10_000)
        names = [each.split()[0] for each in reversed(tag.split("><"))]
        closed = "".join(f"</{name}>" for name in names).encode() * times(10_000)
        yield f"nested <{tag}>", HEAD + deep + TAIL
        yield f"nested and closed <{tag}>", HEAD + deep + b"$5.00" + closed + TAIL
    for name in ATTRIBUTES:
        for value in VALUES:
            long = value.replace('"', "&quot;") * (times(5_000_000) // len(value))
            yield f"attribute {name} of {value!r}", HEAD + f'<p {name}="{long}">$5.00</p>'.encode() + TAIL
    for text in RUNS:
        long = text * (times(1_000_000) // len(text.encode()))
        yield f"text of {text!r}", HEAD + b"<p>" + long.encode() + b"</p>" + TAIL
        yield f"link of {text!r}", HEAD + b"<a href='/x'>" + long.encode() + b"</a>" + TAIL
        yield f"script of {text!r}", HEAD + b"<script>" + long.encode() + b"</script>" + TAIL
        yield f"only {text!r}", long.encode()
    yield from _repeated(times)
    yield from _data(times)
    yield from _broken(times)


REPEATED = {
    "siblings": "<li class='card'><a href='/p/{n}'>Card {n}</a><b class='price'>${n}.00</b></li>",
    "bare prices": "<b>${n}.00</b>",
    "prices in spans": "<span>$</span><span>{n}</span>",
    "price words": "<p class='price'>was ${n}.00 now</p>",
    "same prices": "<p class='price'>$999.00</p>",
    "links": "<a href='/p/{n}'>Card {n}</a>",
    "links of long addresses": "<a href='/" + "x" * 80 + "/{n}?a=b&c={n}'>x</a>",
    "pages": "<a href='?page={n}'>{n}</a>",
    "rel next": "<a rel=next href='?page={n}'>{n}</a>",
    "cells": "<tr><td>{n}</td><td>$1.00</td><td>in stock</td></tr>",
    "buttons": "<button>Add to cart</button>",
    "stock": "<p class=stock>In stock</p>",
    "stock and buttons": "<button>Add to cart</button><p class=stock>Out of stock {n}</p>",
    "headings": "<h2>Related {n}</h2>",
    "headings of related": "<h2>Related</h2><p>$5.00</p>",
    "h1": "<h1>Card {n}</h1>",
    "names": "<p class='c{n}' id='i{n}'>x</p>",
    "metas": "<meta property='p{n}' content='x'>",
    "microdata": "<div itemscope itemtype='http://schema.org/Product'><p itemprop=name>Card {n}</p><p itemprop=price>{n}</p></div>",
    "microdata, never closed": "<div itemprop=offers itemscope itemtype='http://schema.org/Offer'><p itemprop=price>5",
    "itemprops": "<p itemprop=price>5.00</p>",
    "sellers": "<p>Sold by Shop {n}</p>",
    "shipping": "<p>Shipping: ${n}.00</p>",
    "skus": "<p>SKU: A{n}</p>",
    "conditions": "<p>Condition: used</p>",
    "scripts": '<script>var a = {{"price": {n}}}</script>',
    "json-ld": '<script type=\'application/ld+json\'>{{"@type":"Product","name":"Card {n}","offers":{{"price":{n}}}}}</script>',
    "options": "<option value='{n}'>Card {n} $5.00</option>",
    "struck": "<s>${n}.00</s>",
    "hidden": "<p style='display:none'>${n}.00</p>",
    "own classes": "<li class='card-{n}'><a href='/p/{n}'>Card</a><b class='price'>$5.00</b></li>",
    "own tags": "<x-{n}><a href='/p/{n}'>Card</a><b class='price'>$5.00</b></x-{n}>",
    "own families": "<div class='x{n}a'><i class='y{n}'></i><a href='/p/{n}'>Card</a><b>$5.00</b></div>",
    "rows of cards": "<div><li class=card><a href='/p/{n}'>Card</a><b>$5.00</b></li></div>",
    "forms": "<form><input type=hidden name=id value={n}><button disabled>Sold out</button></form>",
    "sup": "<span>${n}</span><sup>99</sup>",
    "comments": "<!-- {n} -->",
    "conflicts": "<table><div>{n}</table>",
}


def _repeated(times: Times) -> Iterator[tuple[str, bytes]]:
    for name, part in REPEATED.items():
        number = times(min(100_000, 5_000_000 // len(part)))
        yield name, HEAD + "".join(part.format(n=n) for n in range(number)).encode() + TAIL


def _data(times: Times) -> Iterator[tuple[str, bytes]]:
    def ld(text: str) -> bytes:
        return HEAD + b"<script type='application/ld+json'>" + text.encode() + b"</script>" + TAIL

    def script(text: str) -> bytes:
        return HEAD + b"<script>" + text.encode() + b"</script>" + TAIL

    def product(n: int) -> dict[str, object]:
        return {
            "@type": "Product",
            "@id": f"#{n}",
            "name": f"Card {n}",
            "offers": {"@type": "Offer", "price": n + 1, "priceCurrency": "USD"},
        }

    nodes = times(20_000)
    yield "ld nodes", ld(json.dumps([product(n) for n in range(nodes)]))
    yield "ld graph", ld(json.dumps({"@graph": [product(n) for n in range(nodes)]}))
    yield "ld same name", ld(json.dumps([product(n) | {"name": "ASUS TUF RTX 5080"} for n in range(nodes)]))
    yield (
        "ld cycle",
        ld(
            json.dumps(
                {
                    "@graph": [
                        product(n)
                        | {
                            "isRelatedTo": {"@id": f"#{(n + 1) % nodes}"},
                            "hasVariant": [{"@id": f"#{(n + 1) % nodes}"}],
                            "mainEntity": {"@id": f"#{(n + 1) % nodes}"},
                            "offers": {"@id": f"#{(n + 1) % nodes}"},
                        }
                        for n in range(nodes)
                    ]
                }
            )
        ),
    )
    yield (
        "ld variants",
        ld(json.dumps({"@type": "ProductGroup", "name": "Card", "hasVariant": [product(n) for n in range(nodes)]})),
    )
    yield (
        "ld offers",
        ld(
            json.dumps(
                {
                    "@type": "Product",
                    "name": "Card",
                    "offers": [{"price": n, "priceCurrency": "USD"} for n in range(nodes)],
                }
            )
        ),
    )
    yield (
        "ld list",
        ld(
            json.dumps(
                {
                    "@type": "ItemList",
                    "itemListElement": [{"@type": "ListItem", "item": product(n)} for n in range(nodes)],
                }
            )
        ),
    )
    yield (
        "ld many types",
        ld(json.dumps({"@type": ["Product"] * nodes, "name": ["Card"] * nodes, "offers": {"price": [1] * nodes}})),
    )
    yield "ld numbers", ld('{"@type":"Product","name":"x","offers":{"price":' + "9" * times(1_000_000) + "}}")
    yield "ld exponent", ld('{"@type":"Product","name":"x","offers":{"price":1e' + "9" * times(1_000_000) + "}}")
    yield "ld price 1e99999", ld('{"@type":"Product","name":"x","offers":{"price":1e99999,"priceCurrency":"USD"}}')
    yield "ld price text", ld('{"@type":"Product","name":"x","offers":{"price":"' + "1 " * times(500_000) + '"}}')
    for opening in [
        "[",
        '{"a":',
        '{"@graph":[',
        '{"@type":"Product","hasVariant":[',
        '{"@type":"Product","offers":{"a":[',
        '"',
        '"\\',
        "/*",
        "//",
        ",",
        ",]",
        "<!--",
        "&quot;",
        "{&quot;a&quot;:",
        "[1,/*",
        "1 ",
        "[],",
        "[1,2],\n",
        ", ",
        '\\"',
    ]:
        yield f"ld {opening!r}", ld(opening * times(200_000))
        yield f"ld 900 kB {opening!r}", ld(opening * (times(900_000) // len(opening)))
        yield f"ld open list, {opening!r}", ld('[{"@type":"Product"},' + opening * (times(900_000) // len(opening)))
    for beginning in [
        "=[{",
        '={"price":',
        "=[[",
        ':[{"sku":1},',
        "=[1,",
        'return {"stock":{',
        "JSON.parse('",
        'JSON.parse("{',
        "=  [{",
        "JSON.parse(  ",
        "return   ",
        '={"price":1,"a":[',
        '= ["price",',
        '={"a":"',
        "(",
    ]:
        yield f"state {beginning!r}", script("var price" + beginning * (times(1_000_000) // len(beginning)))
        yield (
            f"whole state {beginning!r}",
            HEAD
            + b"<script type='application/json'>"
            + (beginning * (times(1_000_000) // len(beginning)) + "price").encode()
            + b"</script>"
            + TAIL,
        )
    state = json.dumps(
        [
            {"name": f"ASUS TUF RTX 508{n % 10}", "price": n, "currency": "USD", "url": f"/p/{n}", "sku": f"A{n}"}
            for n in range(nodes)
        ]
    )
    yield "state nodes", script("window.state = " + state)
    yield "state in a string", script("window.state = " + json.dumps({"price": state}))
    yield (
        "state in strings",
        script(
            "window.state = "
            + json.dumps([json.dumps({"name": "ASUS TUF RTX 5080", "price": n, "pad": "x" * 30}) for n in range(nodes)])
        ),
    )
    yield (
        "state same item",
        script(
            "window.state = "
            + json.dumps([{"name": "ASUS TUF RTX 5080", "price": n, "sku": f"A{n}"} for n in range(nodes)])
        ),
    )
    yield "state many keys", script("window.state = " + json.dumps({f"price{n}": n for n in range(nodes)}))
    yield (
        "state long name",
        script(
            "window.state = "
            + json.dumps([{"name": "ASUS TUF RTX 5080 " + "x " * 20_000, "price": n} for n in range(times(100))])
        ),
    )
    text = '{"price":' * times(900) + "1" + "}" * times(900)
    yield "state, deep", script("window.state = " + text)
    many = json.dumps([{"price": n, "name": "ASUS TUF RTX 5080"} for n in range(times(120_000))])
    yield "data attribute", HEAD + b"<p data-json='" + many.encode() + b"'>x</p>" + TAIL
    yield "data attribute, deep", HEAD + b"<p data-json='" + b'{"price":[' * times(500_000) + b"'>x</p>" + TAIL
    yield (
        "data attributes",
        HEAD
        + b"".join(
            b'<p data-json=\'{"price": %d, "name": "ASUS TUF RTX 5080 and more words"}\'>x</p>' % n
            for n in range(times(50_000))
        )
        + TAIL,
    )
    for name in ["products", "product"]:
        yield (
            f"api {name}",
            json.dumps(
                {
                    name: [
                        {
                            "title": f"Card {n}",
                            "handle": f"c{n}",
                            "id": n,
                            "variants": [{"price": f"{n}.00", "id": n, "available": True}],
                        }
                        for n in range(nodes)
                    ]
                }
            ).encode(),
        )
    yield (
        "api many variants",
        json.dumps(
            {
                "products": [
                    {
                        "title": "Card",
                        "handle": "c",
                        "id": 1,
                        "variants": [
                            {"title": f"v{n}", "price": f"{n}.00", "id": n, "available": True} for n in range(nodes)
                        ],
                    }
                ]
            }
        ).encode(),
    )
    yield "api deep", b"[" * times(1_000_000) + b"]" * times(1_000_000)
    yield "api open", b'{"products":' * times(300_000)


def _broken(times: Times) -> Iterator[tuple[str, bytes]]:
    for opening in [
        "<!--",
        "<![CDATA[",
        "<script>",
        '<script>var a={"price":1',
        "<style>",
        "<title>",
        "<textarea>",
        "<template>",
        "<noscript>",
        "<iframe>",
        "<a href='",
        '<p class="price',
        "<svg><title>",
        "<p>$",
        "<meta ",
        "<meta charset=",
        "<input ",
        "<title",
        "<body ",
        "<div id=",
        "<a ",
        "<?xml ",
        "<!doctype ",
        "</script",
        "<script",
        "<script ld+json",
        "<plaintext>",
        "<xmp>",
    ]:
        yield f"open {opening}", HEAD + opening.encode() * (times(1_000_000) // len(opening)) + TAIL
        yield f"only {opening}", opening.encode() * (times(1_000_000) // len(opening))
        yield f"once {opening}", HEAD + opening.encode() + b"x " * times(500_000)
        yield f"twice spaced {opening}", HEAD + opening.encode() * times(1_000) + b" " * times(1_000_000)
    for name in [
        "utf-16",
        "utf-32",
        "utf-7",
        "gbk",
        "big5",
        "shift_jis",
        "euc-jp",
        "iso-2022-jp",
        "iso-2022-kr",
        "hz",
        "cp037",
        "idna",
        "punycode",
        "unicode_escape",
        "rot13",
        "hex",
        "zlib",
        "base64",
        "quopri",
        "uu",
        "bz2",
        "undefined",
        "mbcs",
        "utf-8-sig",
        "x-user-defined",
    ]:
        whole = f"<meta charset={name}>".encode() + HEAD
        yield f"declared {name}, high bytes", whole + bytes(range(128, 256)) * (times(1_000_000) // 128) + TAIL
        yield f"declared {name}, ascii", whole + b"<p>a+AAA-~{\x1b$B \xff</p>" * (times(1_000_000) // 26) + TAIL
    yield "utf-16 in the middle", HEAD + "€ 999,00 zł".encode("utf-16") * times(20_000) + TAIL
    yield "nul bytes", HEAD + b"\x00" * times(1_000_000) + TAIL
    yield "utf-16 tags", b"\xff\xfe" + b"\x00<" * times(500_000)
    yield "amp bomb", HEAD + b"<p>&" + b"amp;" * times(250_000) + b"</p>" + TAIL
    yield "controls", HEAD + bytes(range(1, 32)) * times(30_000) + TAIL
    yield "mojibake", HEAD + "â‚¬Ã¤Ã©Å‚".encode() * times(60_000) + TAIL
    yield "mojibake, half", HEAD + "Ã".encode() * times(400_000) + TAIL
