"""Mails as a mail program reads them: parts, headers, links, and what foreign texts cannot do to them."""

import re
from collections.abc import Sequence
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import SMTPUTF8, default
from email.utils import parsedate_to_datetime
from html.parser import HTMLParser

import msgspec
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from made_up_notices import BLOCKED, LINKS, NOW, PAGE, envelope, flapping, notice, over, question, rule, shop, signal

from monitor.alerts.clean import clean, safe_url
from monitor.alerts.letter import Links
from monitor.alerts.mail import compose
from monitor.alerts.notice import Notice, NoticeKind

CONFIRM = "https://gpu.example/alerts/confirm/c1"
EVERY_KIND = {
    "opened": notice(),
    "closed": over(),
    "reminder": notice(NoticeKind.REMINDER),
    "flapping": flapping(),
    "test": notice(NoticeKind.TEST),
    "shortage": signal(),
    "not seen": signal(BLOCKED),
}


def received(notices: Sequence[Notice], language: str = "en", **more: object) -> EmailMessage:
    """The mail as it comes out of a mailbox."""
    sent = compose(notices, envelope(len(notices), language, **more)).as_bytes()
    assert max(map(len, sent.split(b"\r\n"))) <= 998
    message = message_from_bytes(sent, policy=default)
    assert isinstance(message, EmailMessage)
    assert not message.defects
    return message


def part(message: EmailMessage, subtype: str) -> str:
    found = message.get_body((subtype,))
    assert found is not None
    return str(found.get_content()).replace("\r\n", "\n")


class Seen(HTMLParser):
    """What a page has: its tags with their attributes, and its text."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.text = ""
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.text += data

    def links(self) -> list[str]:
        return [attrs["href"] or "" for tag, attrs in self.tags if tag == "a"]


@pytest.mark.parametrize("kind", EVERY_KIND)
@pytest.mark.parametrize("language", ["en", "tr"])
def test_text_and_page_say_the_same(kind: str, language: str) -> None:
    message = received([EVERY_KIND[kind]], language)
    text, page = part(message, "plain"), Seen(part(message, "html"))
    assert message.get_content_type() == "multipart/alternative"
    shown = " ".join(page.text.split())
    for line in text.split("\n")[:3]:
        assert re.sub(r":? https?://\S+$", "", line).rstrip(".") in shown
    # All but the web's own addresses of pictures: nothing is loaded from elsewhere.
    assert all((attrs.get("src") or "cid:").startswith("cid:") for _, attrs in page.tags)
    assert not {"script", "link", "iframe", "form"} & {tag for tag, _ in page.tags}
    assert [url for url in page.links() if url not in text] == []
    assert page.links()[-2:] == [LINKS.mute, LINKS.stop]
    assert text.rstrip().endswith(LINKS.stop)


def test_headers() -> None:
    message = received([notice()], references=("<12.1.opened@gpu.example>", "<12.2.closed@gpu.example>"))
    assert message["From"] == "GPU market <alerts@gpu.example>"
    assert message["To"] == "reader@mail.example"
    assert message["Subject"] == "In stock | RTX 5070 Ti | 54,999 TL | Vatan"
    assert parsedate_to_datetime(message["Date"]) == NOW
    assert message["Message-ID"] == "<12.1.opened@gpu.example>"
    assert message["In-Reply-To"] == "<12.2.closed@gpu.example>"
    assert message["References"] == "<12.1.opened@gpu.example> <12.2.closed@gpu.example>"
    assert message["List-Id"] == "<alerts.gpu.example>"
    assert message["List-Unsubscribe"] == f"<https://gpu.example/alerts/stop/{'x' * 120}>"
    assert message["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert message["Auto-Submitted"] == "auto-generated"


def test_a_long_link_to_unsubscribe_is_not_encoded() -> None:
    raw = compose([notice()], envelope()).as_bytes()
    assert f"List-Unsubscribe: <https://gpu.example/alerts/stop/{'x' * 120}>\r\n".encode() in raw


def test_the_chart_comes_with_the_page() -> None:
    message = received([notice()])
    page = part(message, "html")
    picture = next(each for each in message.walk() if each.get_content_type() == "image/png")
    assert f'src="cid:{picture["Content-ID"].strip("<>")}"' in page
    assert picture.get_content().startswith(b"\x89PNG")
    # Who sees no pictures reads the trend.
    assert 'alt="RTX 5070 Ti: lowest price down 10 % in 90 days. Türkiye' in page
    assert "RTX 5070 Ti: lowest price down 10 % in 90 days. Türkiye" in part(message, "plain")
    assert not [each for each in received([notice(chart=())]).walk() if each.get_content_maintype() == "image"]


def test_the_table_of_shops() -> None:
    text = part(received([notice()]), "plain")
    assert "- Vatan: 54,999 TL, in stock, new, seller: the shop itself, 40 s ago\n  https://vatan.example" in text
    assert "- Itopya: 56,249 TL plus delivery, in stock, 11 % over launch price, new" in text
    assert "- Pazar: 58,000 TL, few left, new, seller: Ekran Bilişim, 40 s ago" in text
    assert "- Mavi: –, out of stock" in text
    assert "- Uzak: 61,999 TL, stock not known, condition not said" in text


def test_why_it_came() -> None:
    assert "RTX 5070 Ti in stock at 56,000 TL or less in Türkiye, sold by shops; told at once." in part(
        received([notice()]), "plain"
    )
    text = part(received([signal()]), "plain")
    assert "- Sellers with stock: 2 of 9 (usually 7)\n" in text
    assert "- Against the usual price: +30 % (€2,100)\n" in text


def test_the_demo_is_marked() -> None:
    message = received([notice(demo=True)])
    assert message["Subject"].startswith("[Demo] ")
    for subtype in ("plain", "html"):
        assert "This is of the demo market: simulated shops, no real offer." in part(message, subtype)
        assert "demo market" not in part(received([notice()]), subtype)
    assert received([notice(demo=True), notice()])["Subject"].startswith("[Demo] ")


def test_the_question_has_its_link_and_nothing_to_unsubscribe() -> None:
    message = received([question()], links=(Links(confirm=CONFIRM),))
    assert message["List-Unsubscribe"] is None
    assert f"Yes, send me this: {CONFIRM}" in part(message, "plain")
    assert Seen(part(message, "html")).links() == [CONFIRM]


def test_many_are_one_digest_by_what_they_are_about() -> None:
    message = received([notice(), signal(), over(), signal(BLOCKED)])
    assert message["Subject"] == "4 alerts | RTX 5070 Ti, RTX 5090, grafikhof"
    text = part(message, "plain")
    order = [text.index(state) for state in ("\nIn stock |", "\nNo longer at", "\nSevere", "\nShop blocks")]
    assert order == sorted(order)
    assert not [each for each in message.walk() if each.get_content_maintype() == "image"]


def test_a_digest_ends_each_rule_once() -> None:
    mine, other = LINKS, Links(PAGE, "https://gpu.example/alerts/stop/s2", "https://gpu.example/alerts/mute/m2")
    message = received([notice(), over(), signal()], links=(mine, mine, other))
    assert part(message, "plain").count(mine.stop) == 1
    assert Seen(part(message, "html")).links().count(mine.stop) == 1
    assert part(message, "plain").count(other.stop) == 1


def test_a_digest_counts_what_is_too_much() -> None:
    message = received([notice()] * 73)
    assert message["Subject"] == "73 alerts | RTX 5070 Ti …"
    assert part(message, "plain").count("\nIn stock: Vatan") == 50
    assert "and 23 more" in part(message, "plain")


# --- foreign texts -------------------------------------------------------------------------------------------------

NASTY = (
    'Vatan\r\nBcc: all@mail.example\r\n\r\n<script>alert(1)</script>"><img src=x onerror=y>\u202e\u2066\x00\u2028gpj'
)


def with_text(text: str, url: str = "https://shop.example/") -> Notice:
    """A notice all of whose foreign texts are the same."""
    row = shop(text, title=text, seller=text, url=url)
    told = msgspec.structs.replace(
        BLOCKED, retailer=text, about=text, evidence={"polls": 1, "detail": text, "source": text}
    )
    return notice(shops=(row, row), signal=told, gpu=f"{text} 5", rule=rule(retailers=(text,)), chart=())


@given(st.text(max_size=80), st.sampled_from(["opened", "signal", "digest"]))
@example(NASTY, "opened")
@example(NASTY, "signal")
@example("x" * 5000, "digest")
@settings(max_examples=60, deadline=None)
def test_foreign_texts_change_no_header_and_inject_nothing(text: str, way: str) -> None:
    told = with_text(text)
    if way == "signal":
        told = msgspec.structs.replace(told, rule=signal().rule)
    message = received([told] * (2 if way == "digest" else 1))
    plain = received([with_text("Vatan")] * (2 if way == "digest" else 1))
    assert message.keys() == plain.keys()
    assert [message[name] for name in plain if name not in {"Subject", "Content-Type"}] == [
        plain[name] for name in plain if name not in {"Subject", "Content-Type"}
    ]
    page = Seen(part(message, "html"))
    assert not {"script", "img", "iframe"} & {tag for tag, _ in page.tags}
    assert not {name for _, attrs in page.tags for name in attrs if name.startswith("on")}
    for shown in (message["Subject"], part(message, "plain"), page.text):
        assert not re.search(r"[\u202a-\u202e\u2066-\u2069\u2028\u2029\x00-\x08\x0b-\x1f\x7f]", shown)


@pytest.mark.parametrize(
    "url",
    [
        "javascript:alert(1)",
        "data:text/html,x",
        "file:///etc/passwd",
        "https://",
        "https://shop.example@evil.example/",
        "https://shop.example/\r\nBcc: x",
        "http://[::1",
        "",
    ],
)
def test_only_addresses_on_the_web_are_links(url: str) -> None:
    assert safe_url(url) == ""
    message = received([notice(shops=(shop(url=url),), chart=())])
    assert Seen(part(message, "html")).links() == [PAGE, LINKS.mute, LINKS.stop]


def test_an_address_stays_one_word() -> None:
    assert safe_url("https://shop.example/ekran kartı?a=1&b=%20#x") == (
        "https://shop.example/ekran%20kart%C4%B1?a=1&b=%20#x"
    )
    assert safe_url("""https://shop.example/"'<b>""") == "https://shop.example/%22%27%3Cb%3E"


def test_clean_texts_are_one_line() -> None:
    assert clean("  MSI\r\n RTX\u202e 5070\u200b Ti\t16G ") == "MSI RTX 5070 Ti 16G"
    assert clean("x" * 400) == "x" * 299 + "…"


@pytest.mark.parametrize("recipient", ["a@mail.example, b@mail.example", "a@mail.example\r\nBcc: b@mail.example", "<a"])
def test_a_recipient_is_one_address(recipient: str) -> None:
    with pytest.raises(ValueError, match="no mail address"):
        compose([question()], envelope(recipient=recipient))


def test_an_address_may_have_letters_of_its_language() -> None:
    message = compose([question()], envelope(recipient="çağrı@posta.example"))
    assert "To: çağrı@posta.example\r\n".encode() in message.as_bytes(policy=SMTPUTF8)


def test_secrets_stand_in_no_repr() -> None:
    assert "stop/" not in repr(envelope())
