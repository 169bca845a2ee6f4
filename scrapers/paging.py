"""The next page of a list."""

import re
from collections.abc import Iterator
from typing import Final
from urllib.parse import parse_qsl, urlsplit

from scrapers.boxes import Box, phrases, words_in
from scrapers.late import late
from scrapers.layout import Layout
from scrapers.page_numbers import is_following
from scrapers.phrases import Vocabulary, fold

_NEXT_WORDS: Final = words_in("next nextpage pagenext pagnnext nextlink")
_PAGER_WORDS: Final = words_in("pagination pager paging paginator pagn page pages paginate pagenav pagenavi")
_NEXT: Final = Vocabulary({
    True: phrases("next|next page|go to next page|weiter|nächste*|vor|suivant*|siguiente*|successiv*|avanti|volgende|následn*|další"
    "|dalej|następn*|sonraki*|ileri|ďalš*|következő*|nästa*|neste|næste*|seuraava*|próxim*|avançar|înainte|următor*|επόμεν*"
    "|下一页|下一頁|次へ|次のページ|다음|다음 페이지|следующ*|след|вперед|вперёд|далее|наступн*|далі|הבא|التالي"),
})  # fmt: skip
_ARROWS: Final = frozenset("›»>→❯▶⟩")
_NUMBER: Final = late(r"\d{1,4}")
_PARAMETER: Final = late(
    r"p|pg|pn|pgn|_pgn|page\w*|\w*page|paged|pageno|seite|sayfa|strona|pagina|stranka|oldal|side|sida|start|offset|from|sp"
)
#: What a page's number adds to the path of the first one.
_IN_PATH: Final = late(
    r"[/._,-]*(?:(?<![^\W_])(?:page|seite|sayfa|strona|p[aá]gina|stranka|oldal|side|sida|pg|p|s|str))?"
    r"[/=_,.-]*\d{1,4}(?:\.\w{2,5})?/?\Z",
    re.IGNORECASE,
)
_ENDING: Final = late(r"(?:\.\w{2,5})?/?\Z")
_LONGEST_LABEL: Final = 40


def next_page(layout: Layout) -> str | None:
    """The address of the list's next page; None on the last, or where no link leads there.

    By ``rel=next``; by a link that says so in words of several languages or by an arrow, and stands among page numbers
    or leads to an address that differs in little else; or by the number behind the current page's.
    """
    links = list(_links(layout))
    for box, target in links:
        if "next" in box.attrs.get("rel", "").lower().split():
            return target
    anchors = [(box, target) for box, target in links if box.tag == "a"]
    said = [(box, target) for box, target in anchors if _says_next(layout, box)]
    for box, target in said:
        if _among_pages(box) or _is_beside(target, layout):
            return target
    return _numbered(layout, anchors)


def _links(layout: Layout) -> Iterator[tuple[Box, str]]:
    """Links to other pages of the same site that can be followed."""
    place = urlsplit(layout.url)
    site = f"{place.scheme}://{place.netloc}/"
    here = {layout.url, layout.canonical}
    for box in layout.tagged("a", "link"):
        if not (href := box.attrs.get("href")):
            continue
        if _is_off(box) or (box.parent is not None and _is_off(box.parent)):
            continue
        target = layout.link(href)
        # Most links need not be taken apart to see that they lead to the same host.
        if target and target not in here and (target.startswith(site) or urlsplit(target).hostname == place.hostname):
            yield box, target


def _is_off(box: Box) -> bool:
    return "disabled" in box.words or box.attrs.get("aria-disabled") == "true"


def _says_next(layout: Layout, box: Box) -> bool:
    """Whether a link's label is a word for "next" and little else, or its names say so."""
    if layout.length(box) > _LONGEST_LABEL:
        return False
    shown = layout.text(box)
    pictures = (inner.attrs.get("alt", "") for inner in layout.inside(box) if inner.tag == "img")
    labels = (shown, box.attrs.get("aria-label", ""), box.attrs.get("title", ""), *pictures)
    if any(_is_next(label) for label in labels):
        return True
    named = box.words | (box.parent.words if box.parent is not None else frozenset())
    return bool(named & _NEXT_WORDS) and (not shown or shown in _ARROWS or bool(_NUMBER.fullmatch(shown)))


def _is_next(label: str) -> bool:
    label = label.strip()
    if not label or len(label) > _LONGEST_LABEL:
        return False
    bare = fold(label.strip("".join(_ARROWS) + "<«‹ "))
    if not bare:
        return set(label) <= _ARROWS
    found = _NEXT.find(bare)
    # "Next", "Next page", "Next 20": but not the title of an item that happens to hold the word.
    return bool(found) and found[0].start == 0 and len(bare[found[0].end :].split()) <= 1


def _among_pages(box: Box) -> bool:
    return any(outer.words & _PAGER_WORDS for outer in list(box.upwards())[:6])


def _is_beside(target: str, layout: Layout) -> bool:
    """Whether an address is this one but for the number of a page."""
    there = urlsplit(target)
    for url in (layout.url, layout.canonical):
        here = urlsplit(url)
        if there.path == here.path:
            changed = set(parse_qsl(there.query)) ^ set(parse_qsl(here.query))
            if any(_PARAMETER.fullmatch(name.lower()) and value.isdigit() for name, value in changed):
                return True
        elif _IN_PATH.search(there.path):
            bases = {_IN_PATH.sub("", here.path), _ENDING.sub("", here.path)}
            if _IN_PATH.sub("", there.path).rstrip("/") in {base.rstrip("/") for base in bases}:
                return True
    return False


def _numbered(layout: Layout, anchors: list[tuple[Box, str]]) -> str | None:
    """The link among page numbers whose address is that of the page behind this one."""
    for box, target in anchors:
        label = layout.text(box) if layout.length(box) <= 6 else ""
        if (_among_pages(box) or _NUMBER.fullmatch(label)) and is_following(target, layout.url):
            return target
    return None
