"""Whether an amount stands on a page."""

import re

from reading_help import SHOP

from scrapers.page import Page


def stands_on_page(amount: str, body: bytes) -> bool:
    """Whether the digits of an amount follow each other on the page, whatever stands between them."""
    text = Page(url=SHOP, body=body).text
    digits = amount.replace(".", "").rstrip("0").lstrip("0")
    return any(digits in re.sub(r"\D", "", each) for each in (text, re.sub(r"<[^>]*>", "", text)))
