"""`gpumarket retailer new`: from an address to a retailer's file that is proved on a recorded page."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated
from urllib.parse import urlsplit

import typer

if TYPE_CHECKING:
    from datetime import date

    from monitor.config import Settings
    from monitor.surveying import Found, Kept
    from scrapers.page import Page
    from scrapers.spec import RetailerSpec


def new(
    page: Annotated[
        str, typer.Argument(help="Address of a list of graphics cards, or of one card's page; or a page you saved.")
    ],
    url: Annotated[str | None, typer.Option(help="The address that a saved page was saved from.")] = None,
    name: Annotated[str | None, typer.Option(help="What to call the retailer; otherwise by its address.")] = None,
    market: Annotated[str | None, typer.Option(help="Where it sells, e.g. de; otherwise as the page tells.")] = None,
    delay: Annotated[float, typer.Option(min=0, help="Least seconds between two requests to the shop.")] = 5.0,
    force: Annotated[bool, typer.Option("--force", help="Replace a file that is there.")] = False,
    confirmed: Annotated[
        bool | None, typer.Option("--yes/--no", help="Whether the offers are right; do not ask.")
    ] = None,
) -> None:
    """Look at a shop and write its file.

    Asks for at most three pages. Exits with 1 when the shop's page could not be had or read.
    """
    from datetime import UTC, datetime

    from monitor.commands.asking import advice
    from monitor.commands.session import prepare
    from monitor.surveying import look_at
    from scrapers.errors import PollError
    from scrapers.spec import Politeness
    from scrapers.survey import name_of, provisional

    settings, today = prepare(), datetime.now(UTC).date()
    saved = not _is_address(page)
    address = _checked(url or "") if saved else page
    draft = provisional(
        _checked(address), name=name or name_of(address), market=market, politeness=Politeness(delay=delay)
    )
    file = _free_place(settings, draft, force=force)
    try:
        if saved:
            found = look_at(
                _saved(page, address), None, name=draft.name, market=market, politeness=draft.politeness, today=today
            )
        else:
            found = _ask_and_look(settings, draft, market, today)
    except PollError as error:
        typer.echo(f"gpumarket: {error.detail}\n{advice(error)}", err=True)
        raise typer.Exit(1) from None
    _show(found, settings.own_gpus)
    right = _ask_whether_right() if confirmed is None else confirmed
    _write(file, found, today, confirmed=right)
    _next_steps(file, found, confirmed=right)


def _is_address(text: str) -> bool:
    return text.lower().startswith(("http://", "https://"))


def _checked(url: str) -> str:
    from monitor.commands.problems import UsageError

    try:
        parts = urlsplit(url)
        usable = parts.scheme in {"http", "https"} and bool(parts.hostname) and parts.port != 0
    except ValueError:
        usable = False
    if not usable:
        said = f"{url!r} is no address" if url else "a saved page needs --url, the address it was saved from"
        raise UsageError(f"{said}; write it whole, for example https://shop.example/graphics-cards")
    return url


def _free_place(settings: "Settings", draft: "RetailerSpec", *, force: bool) -> Path:
    """The file to write, before anything is asked for.

    Raises:
        UsageError: it cannot be written, or the name is taken.
        SpecError: name or market cannot be used.
    """
    import os

    import msgspec

    from monitor.app import SHIPPED_RETAILERS, retailer_files
    from monitor.commands.problems import UsageError
    from scrapers.platforms import PLATFORMS
    from scrapers.spec import SpecError, check, load

    check(msgspec.to_builtins(draft), platforms=frozenset(PLATFORMS))
    folder = settings.own_retailers
    there = next(each for each in (folder, *folder.parents) if each.exists())
    if not there.is_dir() or not os.access(there, os.W_OK | os.X_OK):
        raise UsageError(
            f"{there} is no folder that can be written to; set GPUMARKET_RETAILERS_DIR or GPUMARKET_DATA_DIR"
        )
    file = folder / f"{draft.name}.toml"
    way_out = "--name gives the new one another name, --force replaces it"
    if file.exists() and not force:
        raise UsageError(f"{file} is there already; {way_out}")
    for other in retailer_files(settings):
        try:
            taken = other != file and load(other, platforms=frozenset(PLATFORMS)).name == draft.name
        except SpecError:
            continue  # `config check` tells of it
        if taken and other.parent != SHIPPED_RETAILERS:
            raise UsageError(f"{other} has the name {draft.name!r} already; choose another with --name")
        if taken and not force:
            raise UsageError(f"a file for {draft.name} comes with gpumarket ({other}); {way_out}")
    return file


def _saved(path: str, url: str) -> "Page":
    from monitor.commands.problems import UsageError
    from scrapers.page import Page

    try:
        return Page(url=url, body=Path(path).read_bytes())
    except OSError as error:
        raise UsageError(f"{path}: {error.strerror}; an address begins with https://") from error


def _ask_and_look(settings: "Settings", draft: "RetailerSpec", market: str | None, today: "date") -> "Found":
    from monitor.commands.asking import polite_fetcher
    from monitor.surveying import look_at
    from scrapers.errors import LayoutChanged

    with polite_fetcher(settings, draft) as fetcher:
        page = fetcher.page(draft.url)
        kind = page.headers.get("content-type", "text/html").partition(";")[0].strip()
        if not kind.endswith(("html", "xml", "json")) and not kind.startswith("text/"):
            raise LayoutChanged("not_html", f"{draft.url} is {kind}, no page of a shop")
        return look_at(page, fetcher.page, name=draft.name, market=market, politeness=draft.politeness, today=today)


def _show(found: "Found", own_gpus: Path) -> None:
    from monitor.catalog.catalog import load_catalog
    from monitor.catalog.matcher import Matcher
    from monitor.commands.read import show_offers

    matcher = Matcher(load_catalog(own_gpus))
    for note in found.notes:
        print(note)
    for kept in found.kept:
        offers = kept.reading.offers
        print(f"\n{kept.recording.url}")
        show_offers(offers)
        cards = sum(matcher.match(offer.title).gpu is not None for offer in offers)
        if offers:
            print(f"  {cards} of {len(offers)} are graphics cards that the catalogue knows.")
        for lost in kept.lost:
            typer.echo(
                f"warning: without the visitor's data the page says otherwise: {lost.offer} {lost.field} {lost.read} "
                f"became {lost.expected}",
                err=True,
            )


def _ask_whether_right() -> bool:
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        return False
    print()
    return typer.confirm("Compare with the page in your browser. Are these right?", default=False)


def _write(file: Path, found: "Found", today: "date", *, confirmed: bool) -> None:
    """Write the recorded pages, then the file that rests on them."""
    import tomllib

    from monitor import recordings
    from monitor.commands.problems import UsageError
    from scrapers.platforms import PLATFORMS
    from scrapers.retailer_file import proved, render
    from scrapers.spec import check

    heading = f"Written by `gpumarket retailer new` on {today}. What was found:"
    text = render(found.retailer, comments=[heading, *found.notes], today=today, product_url=found.product_url)
    try:
        evidence = [recordings.store_kept(file, kept, today, confirmed=confirmed) for kept in found.kept]
        if confirmed:
            text = proved(text, evidence) or text
        check(tomllib.loads(text), platforms=frozenset(PLATFORMS))
        recordings.write(file, text.encode())
    except OSError as error:
        raise UsageError(
            f"{error.filename or file}: {error.strerror}; set GPUMARKET_RETAILERS_DIR to a folder of yours"
        ) from error


def _next_steps(file: Path, found: "Found", *, confirmed: bool) -> None:
    from monitor.recordings import folder_of

    name = found.retailer.name
    print(f"\nWritten: {file}\nRecorded: {len(found.kept)} pages in {folder_of(file)}, {_state(found.kept, confirmed)}")
    print("Next:")
    if not confirmed:
        print(
            "  compare the offers with the pages; then `gpumarket retailer check --accept "
            + name
            + "` if they are right;"
        )
        print(
            "  what is wrong, correct in the .json files there: `gpumarket retailer check` then shows what is read otherwise"
        )
    print(f"  read the shop's terms, and note under [terms] in {file.name} what they say")
    print(f"  gpumarket retailer enable {name}")
    print(f"  gpumarket poll {name}")


def _state(kept: "list[Kept]", confirmed: bool) -> str:
    from monitor.commands.output import counted

    count = sum(len(each.reading.offers) for each in kept)
    return f"{counted(count, 'offer')}, {'confirmed' if confirmed else 'not confirmed yet'}"
