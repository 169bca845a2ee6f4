"""Whether this machine has what the browser needs, and what to install where it has not."""

import importlib.util
from pathlib import Path
from shutil import which
from typing import Final

from scrapers.errors import TryLater

_NAMES: Final = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
_PLACES: Final = (
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
)


def chromium(program: Path | None = None) -> Path:
    """Return the Chromium to start; playwright to drive it is there, too.

    Args:
        program: the one to take; None looks for one.

    Raises:
        TryLater: something is not installed; the reason is ``no_browser``, and the sentence says what to do.
    """
    if importlib.util.find_spec("playwright") is None:
        raise no_browser("playwright is missing: .venv/bin/python -m pip install 'gpumarket[browser]'")
    if program is not None:
        if which(program) is None:
            raise no_browser(f"{program} is no program that can be started")
        return program
    found = next((path for name in (*_NAMES, *_PLACES) if (path := which(name))), None)
    if found is None:
        raise no_browser(
            "no Chromium was found: install it (apt install chromium), or set GPUMARKET_CHROMIUM to where it is"
        )
    return Path(found)


def no_browser(sentence: str) -> TryLater:
    """Return the error for a browser that is not there or cannot be started."""
    return TryLater("no_browser", f"the retailer's pages need a browser, but {sentence}")
