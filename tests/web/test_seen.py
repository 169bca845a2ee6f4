"""Every page in a browser: both languages, both themes, a phone and a desktop; nothing is loaded from elsewhere."""

from collections.abc import Iterator
from typing import Any

import pytest
from browsing import needs_browser
from shown import Shown

pytestmark = [needs_browser, pytest.mark.timeout(300)]

PAGES = (
    "/",
    "/m/us",
    "/gpu/geforce-rtx-5070-ti",
    "/gpu/geforce-rtx-5080",
    "/signals",
    "/retailers",
    "/retailers/north",
    "/setup",
    "/events",
    "/search?q=rtx+5070",
    "/questions",
    "/questions/price_history_of_a_card?gpu=GeForce+RTX+5070+Ti",
    "/alerts/new?gpu=geforce-rtx-5070-ti&market=us&limit=810",
    "/alerts",
    "/nothing",
)
#: Those that have all kinds of parts.
EACH_KIND = (PAGES[0], PAGES[2], PAGES[4], PAGES[6], PAGES[7], PAGES[11], PAGES[12], PAGES[13])
WIDTHS = (390, 1366)
THEMES = ("light", "dark")
_INK = "getComputedStyle(document.body).color"
_PICTURES = "[...document.images].every(i => i.complete && i.naturalWidth > 0)"
#: Parts of which something is cut off until they are moved sideways.
_CUT = "[...document.querySelectorAll('section')].filter(each => each.scrollWidth > each.clientWidth).length"
_OVERFLOW = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
_REACHED = "document.activeElement.tagName + ' ' + (document.activeElement.className || '')"


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    from playwright.sync_api import sync_playwright

    from scrapers.browser import installed

    with sync_playwright() as driver:
        chromium = driver.chromium.launch(executable_path=str(installed.chromium()), args=["--no-sandbox"])
        yield chromium
        chromium.close()


@pytest.mark.parametrize("language", ["en", "tr"])
def test_pages_fit_and_load_nothing_from_elsewhere(browser: Any, shown: Shown, language: str) -> None:
    page = browser.new_page(locale=language)
    asked: list[str] = []
    said: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda message: said.append(f"{message.type}: {message.text}"))
    page.on("pageerror", lambda error: said.append(str(error)))
    for path in PAGES:
        page.goto(shown.base + path)
        assert page.locator("html").get_attribute("lang") == language
        inks = set()
        for theme in THEMES:
            page.emulate_media(color_scheme=theme)
            inks.add(page.evaluate(_INK))
            for width in WIDTHS:
                page.set_viewport_size({"width": width, "height": 900})
                assert page.evaluate(_OVERFLOW) == 0, (path, theme, width)
            assert page.evaluate(_CUT) == 0, (path, theme)
            # Pictures of the other theme are loaded when it is asked for.
            assert any(page.evaluate(_PICTURES) or page.wait_for_timeout(100) for _ in range(100)), (path, theme)
        assert len(inks) == len(THEMES), path
    assert [url for url in asked if not url.startswith(shown.base)] == []
    assert {theme for theme in THEMES if any(f"theme={theme}" in url for url in asked)} == set(THEMES)
    # The page that is not there is the only one to say so.
    assert [line for line in said if "404" not in line] == []
    assert len(said) <= 1
    page.close()


def test_pages_can_be_read_by_everybody(browser: Any, shown: Shown) -> None:
    axe = pytest.importorskip("axe_playwright_python.sync_playwright").Axe()
    # Its program is put into the page, which the pages' own policy forbids.
    context = browser.new_context(bypass_csp=True, viewport={"width": 390, "height": 900})
    page = context.new_page()
    found = []
    for path in EACH_KIND:
        page.goto(f"{shown.base}{path}")
        for theme in THEMES:
            page.emulate_media(color_scheme=theme)
            violations = axe.run(page).response["violations"]
            found += [
                (path, theme, each["id"], node["target"])
                for each in violations
                if each["impact"] in {"serious", "critical"}
                for node in each["nodes"][:3]
            ]
    context.close()
    assert found == []


def test_the_keyboard_reaches_content_links_and_forms(browser: Any, shown: Shown) -> None:
    page = browser.new_page(viewport={"width": 1366, "height": 900})
    page.goto(f"{shown.base}/gpu/geforce-rtx-5070-ti")
    page.keyboard.press("Tab")
    assert page.evaluate(_REACHED) == "A skip"
    reached = set()
    for _ in range(30):
        page.keyboard.press("Tab")
        reached.add(page.evaluate(_REACHED))
    assert {"A home", "INPUT ", "BUTTON ", "A button"} <= reached
    page.focus("input[name=q]")
    page.keyboard.type("5090")
    page.keyboard.press("Enter")
    page.wait_for_url("**/search?q=5090")
    assert "GeForce RTX 5090" in page.inner_text("main")
    page.close()
