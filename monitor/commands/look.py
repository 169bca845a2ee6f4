"""`gpumarket status` and `gpumarket signals`."""

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Annotated

import typer

from monitor.vocabulary import WIDE, ScopeKind

if TYPE_CHECKING:
    from monitor.status import MarketStatus
    from monitor.storage.outbox_views import OutboxStatus
    from monitor.storage.signal_views import SignalView

_Json = Annotated[bool, typer.Option("--json", help="Print JSON.")]


def status(as_json: _Json = False) -> None:
    """Show the verdict per market and graphics card."""
    from monitor import status as use_case
    from monitor.commands.output import print_json
    from monitor.commands.session import database
    from monitor.storage import outbox_views

    now = datetime.now(UTC)
    with database() as (settings, opened), opened.sessions() as session:
        markets = use_case.markets(session, now)
        outbox = outbox_views.status(session, now)
    if as_json:
        print_json([use_case.as_json(market) for market in markets])
        return
    if not markets:
        print("Nothing is watched yet. `gpumarket up` shows a demo; `gpumarket retailer list` what can be enabled.")
    for market in markets:
        _print_market(market, now)
    if line := _alerts(outbox, is_set_up=settings.mail is not None):
        print(line)


def _alerts(outbox: "OutboxStatus", *, is_set_up: bool) -> str:
    """How delivering goes, in a line; empty where there is nothing to say."""
    from monitor.web import words

    said = []
    if outbox.waiting and outbox.oldest_due_at:
        said.append(f"{outbox.waiting} waiting since {words.clock(outbox.oldest_due_at)}")
        said += [] if is_set_up else ["mail is not set up"]
    if outbox.sent:
        said.append(f"{outbox.sent} sent in 24 h")
    if outbox.failed:
        said.append(f"{outbox.failed} refused in 24 h (`gpumarket alert deliveries --failed`)")
    if outbox.last_error:
        said.append(f"last attempt: {outbox.last_error}")
    if outbox.restock_median_s is not None:
        said.append(f"restocks told after {outbox.restock_median_s:.1f} s (median of {outbox.restocks})")
    return f"Alerts: {'; '.join(said)}" if said else ""


def _print_market(market: "MarketStatus", now: datetime) -> None:
    from monitor.signals import verdict_said
    from monitor.signals.segments import described
    from monitor.signals.sentence import ENGLISH
    from monitor.web import words

    print(f"{'[demo] ' if market.demo else ''}{verdict_said.sentence(market.verdict)}")
    print(f"  {verdict_said.seen(market.verdict, ENGLISH)}")
    if market.lately and market.lately.index:
        print(f"  prices: {words.price_index(market.lately.index)}")
    for part in market.segments:
        if part.short or part.since:
            since = f" since {words.day(part.since)}" if part.since else ""
            print(f"  {described(part.segment)}: {part.level}{since}, {len(part.short)} of {part.gpus} short")
    for gpu in market.gpus:
        stock = (
            "stock not known" if gpu.availability is None else f"{gpu.offers_in_stock} of {gpu.offers_known} in stock"
        )
        price = words.money(gpu.street_price, gpu.currency)
        said = [f"{words.signed_percent(gpu.premium)} over launch"] if gpu.premium is not None else []
        said += [f"{words.signed_percent(gpu.over_reference)} over usual"] if gpu.over_reference is not None else []
        said += [words.open_signal(signal) for signal in gpu.signals]
        said += filter(None, [words.restocked(market.awaited(gpu))])
        said += [words.word(gpu.reason)] if gpu.reason else []
        print(f"  {gpu.gpu:<30} {gpu.level:<9} {price:>10}  {stock:<18} {', '.join(said)}".rstrip())
    for shop in market.retailers:
        outcome = words.outcome(shop.last_outcome, shop.last_reason, shop.last_detail)
        said = [f"{outcome}, {words.ago(shop.last_poll_at, now)}", f"{shop.listings} listings", *shop.gaps]
        print(f"  {shop.title}: {'; '.join(said)}")


def signals(
    as_json: _Json = False,
    market: Annotated[str | None, typer.Option(help="Only this market, e.g. us.")] = None,
    scope: Annotated[
        list[ScopeKind] | None, typer.Option(help="Only about these; may be given more than once. All if not said.")
    ] = None,
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
    limit: Annotated[int, typer.Option(min=1, help="At most so many of each, the latest first.")] = 100,
) -> None:
    """Show shortages, price moves, stockouts and restocks; apart from them, what could not be seen."""
    from monitor.commands.output import print_json
    from monitor.commands.session import database
    from monitor.storage import signal_views

    scopes = frozenset(scope or ScopeKind)

    with database() as (_, opened), opened.sessions() as session:

        def found(scopes: frozenset[ScopeKind], quality: bool | None) -> "list[SignalView]":
            return signal_views.recent(
                session,
                market=market,
                scopes=scopes,
                only_open=only_open,
                quality=quality,
                withdrawn=withdrawn,
                limit=limit,
            )

        if as_json:
            print_json([signal_views.as_json(view) for view in found(scopes, quality)])
            return
        # Apart from each other: a hundred restocks must not push a shortage off the screen.
        groups = {
            "": found(scopes & WIDE, quality=False) if quality is not True and scopes & WIDE else [],
            "Listings:": found(scopes - WIDE, quality=False) if quality is not True and scopes - WIDE else [],
            "What we could not see:": found(scopes, quality=True) if quality is not False else [],
        }
    for heading, views in groups.items():
        if heading and views:
            print(heading)
        for view in views:
            _print_signal(view)


def _print_signal(view: "SignalView") -> None:
    from monitor.vocabulary import DATA_QUALITY
    from monitor.web import words
    from monitor.web.evidence import about, evidence, what

    signal = view.signal
    demo = "[demo] " if view.demo else ""
    where = ", ".join(filter(None, (signal.market, view.retailer)))
    named = "" if signal.kind in DATA_QUALITY else f"{about(view)}: "
    print(f"{demo}{words.clock(signal.opened_at)}: {what(signal)}, {where}")
    print(f"    {named}{evidence(signal)}")
    if view.url:
        print(f"    {view.title} {view.url} (listing {signal.listing_id})")
    if signal.withdrawn_at:
        why = signal.evidence["correction"]
        print(f"    withdrawn {words.clock(signal.withdrawn_at)} by {why['by']}: {why['reason']}")
