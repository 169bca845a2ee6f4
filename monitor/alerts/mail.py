"""A mail: notices as text and as HTML, with headers that mail programs and list rules understand. Pure.

One notice is a mail of its own, with its table of shops and its chart; several are one digest, three lines each.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP, EmailPolicy
from functools import cache
from typing import Any, Final

from jinja2 import Environment, PackageLoader, StrictUndefined, select_autoescape

from monitor.alerts.clean import clean, cleaned, safe_url
from monitor.alerts.letter import Letter, Links, letter
from monitor.alerts.notice import Notice, NoticeKind
from monitor.i18n.language import Language, language

#: A digest has so many notices; the rest is counted.
_MOST_IN_FULL: Final = 50
_NAMED: Final = 3
_MOST_SUBJECT: Final = 150
#: Headers whose addresses a fold, or an encoded word, would break: they are written as they are.
_AS_THEY_ARE: Final = frozenset({"list-unsubscribe", "list-id", "message-id", "in-reply-to"})

_ADDRESS: Final = re.compile(r"""([^\s@<>()\[\],;:\\"]+)@([^\s@<>()\[\],;:\\"]+)""")


class _Policy(EmailPolicy):
    """As SMTP wants it; long addresses in headers stay in one line and in plain letters."""

    def fold(self, name: str, value: str) -> str:
        return f"{name}: {value}{self.linesep}" if name.lower() in _AS_THEY_ARE else super().fold(name, value)

    def fold_binary(self, name: str, value: str) -> bytes:
        if name.lower() in _AS_THEY_ARE:
            return self.fold(name, value).encode("ascii")
        return super().fold_binary(name, value)


_POLICY: Final = _Policy(linesep=SMTP.linesep)


@dataclass(frozen=True, slots=True)
class Envelope:
    """Around the notices: from whom to whom, and which links.

    Attributes:
        sender: "Name <address>" or an address; of the settings.
        recipient: one address.
        message_id: with its angle brackets; the same whenever it is sent again.
        sent_at: now, aware; ages are as of it.
        language: `en` or `tr`.
        list_id: a name like a host's: "alerts.gpu.example".
        links: of each notice, in their order.
        unsubscribe: address that ends this with one click (RFC 8058): of the rule, of a digest all; empty for none.
        references: Message-IDs of the thread, the first one first, with their angle brackets.
    """

    sender: str
    recipient: str
    message_id: str
    sent_at: datetime
    language: str
    list_id: str
    links: Sequence[Links] = field(repr=False)
    unsubscribe: str = field(default="", repr=False)
    references: Sequence[str] = ()


def compose(notices: Sequence[Notice], envelope: Envelope) -> EmailMessage:
    """The mail that tells some notices.

    Args:
        notices: in order, at least one.
        envelope: with the links of each of them.

    Raises:
        ValueError: the recipient is no address, or a header would be broken by one of the settings.
    """
    words = language(envelope.language)
    letters = [
        letter(cleaned(notice), links, words, envelope.sent_at)
        for notice, links in zip(notices[:_MOST_IN_FULL], envelope.links[:_MOST_IN_FULL], strict=True)
    ]
    if len(notices) == 1:
        return _single(letters[0], envelope, words)
    return _digest(letters, len(notices) - len(letters), envelope, words)


def _single(told: Letter, envelope: Envelope, words: Language) -> EmailMessage:
    chart = None if told.chart is None else told.chart.png()
    message = _message(told.subject, envelope, one_click=told.kind is not NoticeKind.CONFIRM)
    cid = f"chart.{envelope.message_id.strip('<>')}"
    _fill(message, "mail", words, letter=told, chart=f"cid:{cid}" if chart else "", language=words.code)
    page = message.get_body(("html",))
    if chart and page:
        page.add_related(chart, "image", "png", cid=f"<{cid}>", filename="price.png", disposition="inline")
    return message


def _digest(letters: list[Letter], more: int, envelope: Envelope, words: Language) -> EmailMessage:
    together = _together(letters)
    models = list(dict.fromkeys(told.model for told in together))
    named = ", ".join(models[:_NAMED]) + (" …" if len(models) > _NAMED or more else "")
    count = words.count("{n} alert", "{n} alerts", len(letters) + more)
    title = f"{count} | {named}"
    if any(told.demo for told in letters):
        title = words.say("[Demo] {subject}", subject=title)
    message = _message(title, envelope, one_click=True)
    stops = {told.links.stop: told for told in together if told.links.stop}
    _fill(message, "digest", words, title=title, letters=together, more=more, rules=stops.values(), language=words.code)
    return message


def _together(letters: list[Letter]) -> list[Letter]:
    """What is about one thing stands together, in order; things in the order in which something first happened."""
    first: dict[tuple[str, str], int] = {}
    for number, told in enumerate(letters):
        first.setdefault((told.model, told.market), number)
    return sorted(letters, key=lambda told: first[told.model, told.market])


def _message(subject: str, envelope: Envelope, *, one_click: bool) -> EmailMessage:
    message = EmailMessage(policy=_POLICY)
    message["From"] = envelope.sender
    message["To"] = _one_address(envelope.recipient)
    message["Subject"] = clean(subject, _MOST_SUBJECT)
    message["Date"] = envelope.sent_at
    message["Message-ID"] = envelope.message_id
    if envelope.references:
        message["In-Reply-To"] = envelope.references[-1]
        message["References"] = " ".join(envelope.references)
    message["Auto-Submitted"] = "auto-generated"
    message["List-Id"] = f"<{envelope.list_id}>"
    if one_click and (url := safe_url(envelope.unsubscribe)):
        message["List-Unsubscribe"] = f"<{url}>"
        message["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    return message


def _one_address(text: str) -> Address:
    """An address, which may have letters of any language before its @: the standard library's own reader refuses them."""
    found = _ADDRESS.fullmatch(clean(text))
    if found is None or clean(text) != text:
        raise ValueError("no mail address, or more than one")
    return Address(username=found[1], domain=found[2])


def _fill(message: EmailMessage, template: str, words: Language, **values: Any) -> None:
    text = _templates().get_template(f"{template}.txt").render(say=words.say, count=words.count, **values)
    page = _templates().get_template(f"{template}.html").render(say=words.say, count=words.count, **values)
    message.set_content(text, cte="quoted-printable")
    message.add_alternative(page, subtype="html", cte="quoted-printable")


@cache
def _templates() -> Environment:
    return Environment(
        loader=PackageLoader("monitor.alerts"),
        autoescape=select_autoescape(["html"], default_for_string=True, default=False),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
