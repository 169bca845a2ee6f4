"""Taking out of a page what it says of its visitor, before it is kept: who was there, from where, in which session.

The page stays as it is otherwise, byte for byte, so that it is read as before. What is taken out is recognised by its
form (mail addresses, tokens) or by the name it stands under (`csrfToken`, `phone`); a shop's own mail address goes with
the rest.
"""

import re
from dataclasses import replace
from typing import Final

from scrapers.boxes import words_in, words_of
from scrapers.late import late
from scrapers.page import Page

#: What stands where something was taken out.
GONE: Final = "removed"

_SECRET_WORDS: Final = words_in(
    "auth authorization authenticity csrf csrfmiddlewaretoken csrftoken fingerprint jsessionid jwt nonce passwd password "
    "phpsessid secret sessid session sessionid token visitor xsrf"
)
_PERSONAL_WORDS: Final = words_in(
    "birthdate birthday cellphone email firstname fullname gsm ip lastname mobile nickname phone surname telephone username"
)
#: Names of several words that are a person's or a session's only together; letters alone are compared.
_TOGETHER: Final = words_in(
    "accountid clientid clientip customerid customername deviceid displayname firstname formkey fullname lastname "
    "remoteaddr sectionid userid userip username visitorid"
)
#: Parameters of addresses that carry a session under a name with other uses, too.
_MAYBE_SESSIONS: Final = words_in("sid s sess zenid oscsid")

_MAIL: Final = late(r"[\w.+-]{1,64}(?:@|%40|&#64;|&#x40;)(?:[a-z0-9-]{1,63}\.){1,4}([a-z]{2,24})\b", re.IGNORECASE)
#: `logo@2x.png` and `vue@2.6.js` are no mail addresses.
_FILES: Final = words_in("avif css gif html ico jpeg jpg js json map mjs mp4 php png svg ts webm webp woff")
_JWT: Final = late(r"\beyJ[\w-]{8,}\.[\w-]{8,}\.[\w-]*")
_PHONE: Final = late(r"(?<![\w+.,/=-])\+\d{1,3}(?:[ .()/-]{0,2}\d){7,12}(?![\w])")
# Not in an address, where it is a host, and not in a version such as v1.2.3.4 or 1.2.3.4.5.
_IPV4: Final = late(r"(?<![\w./:@-])(?:(?:25[0-5]|2[0-4]\d|1?\d?\d)\.){3}(?:25[0-5]|2[0-4]\d|1?\d?\d)(?![\w.:/-])")
_COOKIE: Final = late(r"""(document\.cookie\s*\+?=\s*)(?:"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*'|`[^`]*`)""")
_TAG: Final = late(r"""<(input|meta)\b(?:[^<>"']|"[^"]*"|'[^']*')*>""", re.IGNORECASE)
_ATTRIBUTE: Final = late(r"""(?<=[\s"'])([\w:-]+)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))""")
_QUOTE: Final = r"\\*[\"']|&quot;|&#34;|&#39;"
_NAMED: Final = late(
    rf"(?<![\w$-])(?P<name>[A-Za-z_$][\w$-]{{1,40}})(?:{_QUOTE})?\s*[:=]\s*(?P<quote>{_QUOTE})(?=[^\n<>])"
)
#: Longest value that is taken for one: what follows a quote that never ends is no value.
_LONGEST: Final = 4_000
_NUMBERED: Final = late(rf"((?<![\w$-])([A-Za-z_$][\w$-]{{1,40}})(?:{_QUOTE})?\s*:\s*)(\d{{3,20}})\b")
_PARAMETER: Final = late(r"((?:[?&;]|&amp;|\\u0026)([\w.\[\]-]{1,40})=)([^\s&;?\"'<>#\\]+)")
_GREETING: Final = late(
    r"(>\s*(?:hello|hi|hey|welcome back|welcome|hallo|willkommen(?: zurück)?|guten tag|bonjour|bienvenue|hola|bienvenid[oa]"
    r"|ciao|benvenut[oa]|olá|merhaba|hoş ?geldin(?:iz)?|witaj|cześć|dzień dobry|ahoj|dobrý den|hej|hei|szia|üdv|welkom"
    r"|здравствуйте|привет)[,\s]\s*)(\w[^<>\n]{1,60}?)(\s*!?\s*<)",
    re.IGNORECASE,
)
_TOKEN: Final = late(r"[\w+/=.:-]{16,}")


def scrub(page: Page) -> Page:
    """The page without what it says of its visitor, and without any header but its content type.

    It keeps its encoding where that can hold its text; else it is UTF-8, and its content type says so.
    """
    text = scrub_text(page.text)
    kind = {"content-type": page.headers["content-type"]} if "content-type" in page.headers else {}
    kept = replace(page, url=scrub_text(page.url), body=_encoded(text, page.encoding), headers=kind)
    if kept.text == text:
        return kept
    media = kind.get("content-type", "text/html").partition(";")[0]
    return replace(kept, body=text.encode("utf-8", "replace"), headers={"content-type": f"{media}; charset=utf-8"})


def scrub_text(text: str) -> str:
    """A text, such as a page or an address, without what it says of a visitor. Scrubbing twice changes nothing more."""
    text = _COOKIE.sub(r'\1""', text)
    text = _TAG.sub(_tag, text)
    text = _PARAMETER.sub(_parameter, text)
    text = _without_named(text)
    text = _NUMBERED.sub(lambda found: found[1] + ("0" if _is_told_apart(found[2]) else found[3]), text)
    text = _JWT.sub(GONE, text)
    text = _MAIL.sub(lambda found: found[0] if found[1].lower() in _FILES else f"{GONE}@example.invalid", text)
    text = _PHONE.sub("+00 000 0000000", text)
    text = _IPV4.sub("192.0.2.1", text)
    return _GREETING.sub(_greeted, text)


def _encoded(text: str, encoding: str) -> bytes:
    try:
        return text.encode(encoding)
    except (UnicodeEncodeError, LookupError):
        return text.encode("utf-8", "replace")


def _is_told_apart(name: str) -> bool:
    """Whether a name belongs to something that tells one visitor from others."""
    return bool(words_of(name) & (_SECRET_WORDS | _PERSONAL_WORDS)) or _letters(name) in _TOGETHER


def _letters(name: str) -> str:
    return re.sub(r"[^a-z]", "", name.lower())


def _is_random(value: str) -> bool:
    """Whether a value is long and without words, as tokens are."""
    return bool(_TOKEN.fullmatch(value)) and any(char.isdigit() for char in value) and not value.isdigit()


def _tag(found: re.Match[str]) -> str:
    """A form's field or a meta element: its value goes where its own name, or what the value looks like, tells."""
    tag = found[0]
    attrs = {each[1].lower(): each for each in _ATTRIBUTE.finditer(tag)}
    value = attrs.get("content" if found[1].lower() == "meta" else "value")
    if value is None:
        return tag
    text = value[2] or value[3] or value[4] or ""
    names = " ".join(_text_of(attrs, name) for name in ("name", "id", "property", "http-equiv", "autocomplete"))
    personal = _text_of(attrs, "type").lower() in {"email", "tel", "password"}
    hidden = _text_of(attrs, "type").lower() == "hidden"
    if not text or not (personal or any(map(_is_told_apart, names.split())) or (hidden and _is_random(text))):
        return tag
    start = value.start(0) + value[0].rindex(text)
    return f"{tag[:start]}{GONE}{tag[start + len(text) :]}"


def _text_of(attrs: dict[str, re.Match[str]], name: str) -> str:
    found = attrs.get(name)
    return (found[2] or found[3] or found[4] or "") if found else ""


def _parameter(found: re.Match[str]) -> str:
    name, value = found[2], found[3]
    session = _is_told_apart(name) or (_letters(name) in _MAYBE_SESSIONS and _is_random(value))
    return f"{found[1]}{GONE}" if session else found[0]


def _without_named(text: str) -> str:
    """A text without the quoted values that stand under a visitor's names: in data, scripts and attributes alike."""
    parts: list[str] = []
    done = 0
    for found in _NAMED.finditer(text):
        if found.start() < done or not _is_told_apart(found["name"]):
            continue
        end = text.find(found["quote"], found.end(), found.end() + _LONGEST)
        if end > found.end() and "\n" not in text[found.end() : end]:
            parts += [text[done : found.end()], GONE]
            done = end
    return "".join([*parts, text[done:]])


def _greeted(found: re.Match[str]) -> str:
    """`Hello, Anna` and no `Hello and welcome to our shop`: a name is one to three words with a capital each."""
    words = found[2].split()
    is_name = len(words) <= 3 and all(word[0].isupper() for word in words)
    return f"{found[1]}{GONE.title()}{found[3]}" if is_name else found[0]
