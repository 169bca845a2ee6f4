"""Runs the shop until it is interrupted, or until whoever started it closes its standard input.

    PYTHONPATH=tests python -m oscar_shop --language de --currency EUR --port 8000

The first line of its output is JSON: ``url`` is the shop's address, ``paths`` the path of each good's page by code and
of each category's list by name.
"""

import argparse
import contextlib
import json
import os
import signal
import sys
import tempfile
import threading
from pathlib import Path
from typing import TYPE_CHECKING

from oscar_shop.goods import RATES

if TYPE_CHECKING:
    from django.core.servers.basehttp import ThreadedWSGIServer


def main() -> None:
    """Read the command line, stock the shop, serve."""
    parser = argparse.ArgumentParser(prog="oscar_shop", description="A django-oscar shop full of graphics cards.")
    parser.add_argument("--language", default="en-gb", help="what its pages are written in: en-gb, de, tr, ...")
    parser.add_argument("--currency", default="GBP", choices=RATES, help="ISO 4217 code of what it sells in")
    parser.add_argument("--port", type=int, default=0, help="port on 127.0.0.1; 0 takes a free one")
    parser.add_argument("--end-with-input", action="store_true", help="stop when the standard input is closed")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="oscar-shop-") as folder:
        server, paths = _open(Path(folder), asked.language, asked.currency, asked.port)
        with server:
            url = f"http://127.0.0.1:{server.server_address[1]}/{asked.language}/"
            print(json.dumps({"url": url, "paths": paths}), flush=True)  # noqa: T201 - for whoever started it
            if asked.end_with_input:
                threading.Thread(target=_close_with_input, args=(server,), daemon=True).start()
            server.serve_forever(poll_interval=0.05)


def _open(folder: Path, language: str, currency: str, port: int) -> tuple["ThreadedWSGIServer", dict[str, str]]:
    """Make a shop in a folder; return its server, which listens already, and its paths."""
    os.environ |= {
        "DJANGO_SETTINGS_MODULE": "oscar_shop.settings",
        "OSCAR_SHOP_FOLDER": str(folder),
        "OSCAR_SHOP_LANGUAGE": language,
        "OSCAR_SHOP_CURRENCY": currency,
    }
    # Only now: importing the models needs settings.
    from django import setup
    from django.contrib.staticfiles.handlers import StaticFilesHandler
    from django.core.servers.basehttp import ThreadedWSGIServer, WSGIRequestHandler
    from django.core.wsgi import get_wsgi_application

    setup()
    from oscar_shop.shelves import fill

    paths = fill()
    server = ThreadedWSGIServer(("127.0.0.1", port), WSGIRequestHandler)
    server.set_app(StaticFilesHandler(get_wsgi_application()))
    return server, paths


def _close_with_input(server: "ThreadedWSGIServer") -> None:
    sys.stdin.read()
    server.shutdown()


if __name__ == "__main__":
    # As Ctrl-C: the folder is removed.
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    with contextlib.suppress(KeyboardInterrupt):
        main()
