"""`gpumarket status` and `gpumarket signals`."""

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from monitor.storage.signals import SignalView

_Json = Annotated[bool, typer.Option("--json", help="Print JSON.")]


def status(as_json: _Json = False) -> None:
    """Show the verdict per market and graphics card."""
    from monitor import status as use_case
    from monitor.commands.output import print_json
    from monitor.commands.session import database
    from monitor.web import words

    now = datetime.now(UTC)
    with database() as (_, opened), opened.sessions() as session:
        markets = use_case.markets(session, now)
    if as_json:
        print_json([use_case.as_json(market) for market in markets])
        return
    if not markets:
        print("Nothing is watched yet. `gpumarket up` shows a demo; `gpumarket retailer list` what can be enabled.")
    for market in markets:
        print(f"{'[demo] ' if market.demo else ''}{market.verdict.sentence}")
        for gpu in market.gpus:
            stock = (
                "stock not known"
                if gpu.availability is None
                else f"{gpu.offers_in_stock} of {gpu.offers_known} in stock"
            )
            price = words.money(gpu.street_price, gpu.currency)
            premium = f"{words.signed_percent(gpu.premium)} over launch" if gpu.premium is not None else ""
            print(f"  {gpu.gpu:<30} {price:>10}  {stock:<18} {premium}".rstrip())
        for shop in market.retailers:
            outcome = words.outcome(shop.last_outcome, shop.last_reason, shop.last_detail)
            said = [f"{outcome}, {words.ago(shop.last_poll_at, now)}", f"{shop.listings} listings", *shop.gaps]
            print(f"  {shop.title}: {'; '.join(said)}")


def signals(
    as_json: _Json = False,
    market: Annotated[str | None, typer.Option(help="Only this market, e.g. us.")] = None,
    only_open: Annotated[bool, typer.Option("--open", help="Only those that are not over.")] = False,
    quality: Annotated[
        bool | None,
        typer.Option(
            "--quality/--no-quality", help="Only what could not be seen, or only the market. Both if not said."
        ),
    ] = None,
    withdrawn: Annotated[
        bool, typer.Option("--withdrawn", help="Only those that a correction withdrew; all others if not said.")
    ] = False,
    limit: Annotated[int, typer.Option(min=1, help="At most so many, the latest first.")] = 100,
) -> None:
    """Show stockouts, restocks and price jumps; apart from them, what could not be seen."""
    from monitor.commands.output import print_json
    from monitor.commands.session import database
    from monitor.storage import signals as stored

    with database() as (_, opened), opened.sessions() as session:
        if as_json:
            found = stored.recent(
                session, market=market, only_open=only_open, quality=quality, withdrawn=withdrawn, limit=limit
            )
            print_json([stored.as_json(view) for view in found])
            return
        of_market, not_seen = (
            stored.recent(session, market=market, only_open=only_open, quality=which, withdrawn=withdrawn, limit=limit)
            if quality in {None, which}
            else []
            for which in (False, True)
        )
    for view in of_market:
        _print_signal(view)
        print(f"    {view.title} {view.url} (listing {view.signal.listing_id})")
    if not_seen:
        print("What we could not see:")
    for view in not_seen:
        _print_signal(view)


def _print_signal(view: "SignalView") -> None:
    from monitor.vocabulary import DATA_QUALITY
    from monitor.web import words

    signal = view.signal
    demo = "[demo] " if view.demo else ""
    about = "" if signal.kind in DATA_QUALITY else f"{view.gpu or 'unknown model'}: "
    print(f"{demo}{words.clock(signal.opened_at)}: {words.word(signal.kind)}, {signal.market}, {view.retailer}")
    print(f"    {about}{words.evidence(signal)}")
    if signal.withdrawn_at:
        why = signal.evidence["correction"]
        print(f"    withdrawn {words.clock(signal.withdrawn_at)} by {why['by']}: {why['reason']}")
