"""`gpumarket parse` and `gpumarket match`: what a saved page and a title are read as. No network, no database."""

import io
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from decimal import Decimal

    from monitor.catalog.matcher import Match
    from scrapers.offer import Offer

#: Below this confidence a price or stock is shown with a question mark.
_DOUBTED = 0.7


def parse(
    file: Annotated[Path, typer.Argument(help="The saved page (HTML or JSON); - for standard input.")],
    url: Annotated[str, typer.Option(help="The address it was saved from.")],
    retailer: Annotated[str | None, typer.Option(help="Read it as this retailer's page; see `retailer list`.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object.")] = False,
) -> None:
    """Show the offers of a saved page. Exits with 1 when the page could not be read."""
    from monitor.commands.session import prepare
    from monitor.commands.shops import named
    from scrapers.errors import Outcome, PollError
    from scrapers.page import Page
    from scrapers.read import read_page

    settings = prepare()
    spec = named(settings, retailer) if retailer else None
    page = Page(url=_checked(url), body=_bytes(file))
    reason: str | None = None
    detail: str | None = None
    try:
        reading = read_page(page, spec, None)
        offers, warnings = reading.offers, reading.warnings
        outcome = Outcome.OK if reading.complete else Outcome.PARTIAL
    except PollError as error:
        offers, warnings, outcome = [], [], error.outcome
        reason, detail = error.reason, error.detail
    if as_json:
        from monitor.commands.output import print_json

        print_json(
            {
                "outcome": outcome,
                "reason": reason,
                "detail": detail,
                "url": url,
                "offers": [offer_data(offer) for offer in offers],
                "warnings": [{"kind": w.kind, "detail": w.detail} for w in warnings],
            }
        )
    else:
        _show(outcome, detail, offers, [w.detail for w in warnings])
    raise typer.Exit(0 if outcome in {Outcome.OK, Outcome.PARTIAL} else 1)


def match(
    titles: Annotated[list[str] | None, typer.Argument(help="Titles; standard input, a line each, if none.")] = None,
    brand: Annotated[str | None, typer.Option(help="Who made the board, where the shop says it.")] = None,
    mpn: Annotated[str | None, typer.Option(help="The maker's part number, where the shop says it.")] = None,
    unknown: Annotated[
        bool, typer.Option("--unknown", help="List what titles seen so far name and the catalogue does not have.")
    ] = False,
    as_json: Annotated[
        bool, typer.Option("--json", help="Print one JSON object per title; with --unknown, one list.")
    ] = False,
) -> None:
    """Tell which graphics card each title is."""
    from monitor.commands.problems import UsageError

    if unknown:
        if titles or brand or mpn:
            raise UsageError("--unknown lists titles of the database; leave out the title, --brand and --mpn")
        from monitor.commands.unknown import show

        show(as_json=as_json)
        return
    if (brand or mpn) and len(titles or []) != 1:
        raise UsageError("--brand and --mpn say something of one title; give just one")
    from monitor.catalog.catalog import load_catalog
    from monitor.catalog.matcher import Matcher
    from monitor.commands.output import print_json
    from monitor.commands.session import prepare

    if isinstance(sys.stdin, io.TextIOWrapper):
        sys.stdin.reconfigure(encoding="utf-8", errors="replace")
    matcher = Matcher(load_catalog(prepare().own_gpus))
    for title in titles or (line.rstrip("\n") for line in sys.stdin):
        found = matcher.match(title, brand=brand, mpn=mpn)
        if as_json:
            print_json(_match(found), one_line=True)
        else:
            print(f"{_said(found):<34} {title}")


def _checked(url: str) -> str:
    from urllib.parse import urlsplit

    from monitor.commands.problems import UsageError

    try:
        usable = urlsplit(url).scheme in {"http", "https"} and bool(urlsplit(url).hostname)
    except ValueError:
        usable = False
    if not usable:
        raise UsageError(f"--url {url!r} is no address; write it whole, for example https://shop.example/item")
    return url


def _bytes(file: Path) -> bytes:
    from monitor.commands.problems import UsageError

    try:
        return sys.stdin.buffer.read() if str(file) == "-" else file.read_bytes()
    except OSError as error:
        raise UsageError(f"{file}: {error.strerror}") from error


def offer_data(offer: "Offer") -> dict[str, object]:
    """An offer as programs read it."""
    return {
        "title": offer.title,
        "url": offer.url,
        "sku": offer.sku,
        "price": _decimal(offer.price),
        "currency": offer.currency,
        "price_kind": offer.price_kind,
        "previous_price": _decimal(offer.previous_price),
        "shipping": _decimal(offer.shipping),
        "stock": offer.stock,
        "quantity": offer.quantity,
        "seller": offer.seller,
        "seller_kind": offer.seller_kind,
        "seller_group": offer.seller_group,
        "first_party": offer.first_party,
        "condition": offer.condition,
        "offer_count": offer.offer_count,
        "confidence": offer.confidence,
        "raw": offer.raw,
    }


def _decimal(amount: "Decimal | None") -> str | None:
    return None if amount is None else f"{amount:f}"


def _show(outcome: str, detail: str | None, offers: "list[Offer]", warnings: list[str]) -> None:
    print(f"{outcome}: {detail}" if detail else f"{outcome}: {len(offers)} offers")
    show_offers(offers)
    for warning in warnings:
        print(f"  warning: {warning}")


def show_offers(offers: "list[Offer]") -> None:
    """Print offers as a table: price, stock, title."""
    for offer in offers:
        price = "price not known" if offer.price is None else f"{offer.price:f} {offer.currency or ''}".strip()
        doubt = "?" if offer.confidence < _DOUBTED else ""
        notes = f"  ({', '.join(noted)})" if (noted := _notes(offer)) else ""
        print(f"  {price:>18} {doubt:1} {offer.stock or 'stock not known':<16}  {offer.title}{notes}")
    if any(offer.confidence < _DOUBTED for offer in offers):
        print("  ?: what the page says of it does not agree")


def _notes(offer: "Offer") -> list[str]:
    """What a buyer should know beside the price: of which kind it is, who sells, what delivery costs."""
    from scrapers.offer import PriceKind

    notes = []
    if offer.price is not None and offer.price_kind not in {None, PriceKind.LIST}:
        notes.append(f"{offer.price_kind} price".replace("_", " "))
    if offer.shipping is not None:
        notes.append(f"delivery {offer.shipping:f}" if offer.shipping else "free delivery")
    if offer.quantity is not None:
        notes.append(f"{offer.quantity} left")
    if offer.condition not in {None, "new"}:
        notes.append(f"{offer.condition}".replace("_", " "))
    if offer.seller:
        notes.append(f"sold by {offer.seller}")
    return notes


def _match(found: "Match") -> dict[str, object]:
    from monitor.catalog.series import series_of
    from monitor.catalog.text import fold

    return {
        "title": found.title,
        "gpu": found.gpu,
        "vendor": found.vendor,
        "memory_gb": found.memory_gb,
        "brand": found.brand,
        "series": series_of(fold(found.title), found.brand),
        "refused": found.refused,
        "unknown": found.unknown,
        "named": found.named,
        "confidence": found.confidence,
        "candidates": found.candidates,
        "by": found.by,
    }


def _said(found: "Match") -> str:
    if found.gpu:
        return found.gpu
    if found.refused:
        return f"refused: {found.refused}"
    return f"unknown ({', '.join(found.candidates[:2])}?)" if found.candidates else "unknown"
