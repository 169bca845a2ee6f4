"""Signals as an Atom feed (RFC 4287). Pure."""

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Final
from uuid import UUID, uuid5
from xml.etree.ElementTree import Element, SubElement, tostring

from monitor.i18n.language import language
from monitor.storage.cards import slug
from monitor.storage.signal_views import SignalView
from monitor.vocabulary import WIDE
from monitor.web.evidence import evidence
from monitor.web.spoken import Spoken

CONTENT_TYPE: Final = "application/atom+xml"
WIDE_SCOPES: Final = WIDE
_NAMESPACE: Final = "http://www.w3.org/2005/Atom"
_SIGNALS: Final = UUID("5ad9a2a0-6b1e-4a53-9d0e-6c1f2f7d3b10")


def feed(views: Sequence[SignalView], base: str, query: str, now: datetime) -> bytes:
    """The feed.

    Args:
        views: the latest first.
        base: address of the site, without a slash at its end.
        query: that the feed was asked for with.
        now: aware UTC; when it was updated, where it is empty.
    """
    own = f"{base}/signals.atom" + (f"?{query}" if query else "")
    root = Element("feed", xmlns=_NAMESPACE)
    _text(root, "id", own)
    _text(root, "title", "gpumarket: signals")
    _text(root, "updated", _time(max((_updated(view) for view in views), default=now)))
    SubElement(root, "link", rel="self", type=CONTENT_TYPE, href=own)
    SubElement(root, "link", rel="alternate", type="text/html", href=f"{base}/signals")
    _text(SubElement(root, "author"), "name", "gpumarket")
    for view in views:
        _entry(root, view, base)
    return b'<?xml version="1.0" encoding="utf-8"?>\n' + tostring(root)


def _entry(root: Element, view: SignalView, base: str) -> None:
    spoken, signal = Spoken(language("en")), view.signal
    entry = SubElement(root, "entry")
    # The key tells what it is about and when it began: the same whatever the site is called.
    _text(entry, "id", uuid5(_SIGNALS, signal.episode_key).urn)
    demo = "[demo] " if view.demo else ""
    where = spoken.words.market(signal.market)
    _text(entry, "title", f"{demo}{spoken.what(signal)}: {spoken.about(view)}, {where}")
    _text(entry, "published", _time(signal.opened_at))
    _text(entry, "updated", _time(_updated(view)))
    page = f"/gpu/{slug(view.gpu)}?market={signal.market}" if view.gpu else f"/m/{signal.market}"
    SubElement(entry, "link", rel="alternate", type="text/html", href=base + page)
    SubElement(entry, "category", term=str(signal.kind))
    _text(entry, "summary", evidence(signal))


def _updated(view: SignalView) -> datetime:
    return view.signal.closed_at or view.signal.opened_at


def _time(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")


def _text(parent: Element, tag: str, text: str) -> None:
    # Shops' titles may hold characters that XML has no place for.
    SubElement(parent, tag).text = "".join(c for c in text if c in "\t\n\r" or (c >= " " and c not in "\ufffe\uffff"))
