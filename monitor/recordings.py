"""Recorded pages on disk: beside a retailer's file, in the folder of its name.

retailers/my-shop.toml
retailers/my-shop/pages/graphics-cards.html.gz      the page, scrubbed
retailers/my-shop/pages/graphics-cards.json         what it is expected to say
"""

import gzip
import os
import re
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Final
from urllib.parse import urlsplit
from zlib import error as ZlibError  # noqa: N812 - an exception, named as one

from msgspec.structs import replace

from monitor.surveying import Kept
from scrapers.page import Page
from scrapers.recording import Recording, RecordingError, decode, encode

_SUFFIX: Final = ".html.gz"


@dataclass(frozen=True)
class Recorded:
    """A recorded page and its expectation.

    Attributes:
        path: the file with the expectation.
    """

    path: Path
    page: Page
    recording: Recording


def folder_of(retailer_file: Path) -> Path:
    """Where the recorded pages of a retailer's file lie."""
    return retailer_file.with_suffix("") / "pages"


def load_all(retailer_file: Path) -> list[Recorded]:
    """Every recorded page of a retailer, by name.

    Raises:
        RecordingError: one cannot be used; the message names its file.
    """
    return [_load(path) for path in sorted(folder_of(retailer_file).glob("*.json"))]


def _load(path: Path) -> Recorded:
    page = path.with_name(path.stem + _SUFFIX)
    try:
        recording = decode(path.read_text(encoding="utf-8"))
        body = gzip.decompress(page.read_bytes())
    except (RecordingError, UnicodeDecodeError) as error:
        raise RecordingError(f"{path}: {error}") from error
    except (OSError, EOFError, ZlibError) as error:
        raise RecordingError(f"{page}: {error}") from error
    return Recorded(path, Page(recording.url, body, recording.status, recording.headers), recording)


def store(retailer_file: Path, page: Page, recording: Recording) -> Path:
    """Write a page and its expectation; the same address replaces what was recorded of it. Answers the expectation's file.

    Raises:
        OSError: it cannot be written.
    """
    folder = folder_of(retailer_file)
    folder.mkdir(parents=True, exist_ok=True)
    path = _place(folder, recording)
    # Without the time of packing the same page is the same file.
    write(path.with_name(path.stem + _SUFFIX), gzip.compress(page.body, mtime=0))
    write(path, encode(recording).encode())
    return path


def store_kept(retailer_file: Path, kept: Kept, today: date, *, confirmed: bool) -> str:
    """Write a page that was just read, and answer the line of evidence for the retailer's file.

    Raises:
        OSError: it cannot be written.
    """
    recording = replace(kept.recording, confirmed=today if confirmed else False)
    return evidence(store(retailer_file, kept.page, recording), recording)


def evidence(path: Path, recording: Recording) -> str:
    """A recorded page as the retailer's file names it."""
    return f"{path.parent.name}/{path.stem}{_SUFFIX}: {len(recording.offers)} offers, recorded {recording.recorded}"


def expect(recorded: Recorded, recording: Recording) -> None:
    """Write a new expectation of a page that is recorded already.

    Raises:
        OSError: it cannot be written.
    """
    write(recorded.path, encode(recording).encode())


def write(path: Path, content: bytes) -> None:
    """Replace a file as a whole: whoever reads it meanwhile sees the old one or the new one.

    Raises:
        OSError: it cannot be written; the old one is still there.
    """
    new = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        new.write_bytes(content)
        new.replace(path)
    finally:
        with suppress(OSError):
            new.unlink(missing_ok=True)


def _place(folder: Path, recording: Recording) -> Path:
    """The expectation's file: named by the path of the page, with a number where another page has that name."""
    parts = urlsplit(recording.url)
    words = re.sub(r"[^a-z0-9]+", "-", f"{parts.path} {parts.query}".lower()).strip("-")[:60].strip("-")
    for number in range(1, 1000):
        path = folder / f"{words or 'index'}{f'-{number}' if number > 1 else ''}.json"
        if not path.exists() or _url(path) in {recording.url, None}:
            return path
    raise FileExistsError(f"{folder}: too many pages are recorded under the name {words}")


def _url(path: Path) -> str | None:
    try:
        return decode(path.read_text(encoding="utf-8")).url
    except (RecordingError, OSError, UnicodeDecodeError):
        return None
