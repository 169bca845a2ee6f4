"""Answers of shops' APIs for tests: small ones, written where they are used."""

import json
from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from scrapers.offer import Reading
from scrapers.page import Page
from scrapers.read import read_page
from scrapers.spec import RetailerSpec
from scrapers.spec_auth import Auth, AuthKind

SHOP = "https://shop.example"
QUERY_KEY = Auth(kind=AuthKind.QUERY, key="bestbuy", name="apiKey")


def retailer(platform: str, *, market: str = "us", url: str = f"{SHOP}/", **more: Any) -> RetailerSpec:
    """A retailer as its file would describe it."""
    return RetailerSpec(name="shop", title="Shop", url=url, market=market, platform=platform, **more)


def answer(value: object, url: str, headers: Mapping[str, str] = MappingProxyType({})) -> Page:
    """A JSON answer; a text is sent as it is."""
    text = value if isinstance(value, str) else json.dumps(value)
    return Page(url=url, body=text.encode(), headers={"content-type": "application/json", **headers})


def read(
    platform: str,
    value: object,
    url: str,
    *,
    spec: RetailerSpec | None = None,
    headers: Mapping[str, str] = MappingProxyType({}),
) -> Reading:
    """What an answer is read as."""
    return read_page(answer(value, url, headers), spec or retailer(platform))
