"""`gpumarket retailer ...` and `gpumarket poll`."""

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Annotated

import typer

from monitor.commands import check_shop, new_shop

if TYPE_CHECKING:
    from monitor.app import Database
    from monitor.config import Settings
    from monitor.polling.poll import PollResult
    from monitor.storage.retailers import RetailerStatus
    from scrapers.spec import RetailerSpec

app = typer.Typer(help="The shops that can be watched.", no_args_is_help=True)
app.command()(new_shop.new)
app.command()(check_shop.check)
_Json = Annotated[bool, typer.Option("--json", help="Print JSON.")]
_Name = Annotated[str, typer.Argument(help="The retailer's name; see `gpumarket retailer list`.")]


@app.command("list")
def list_(as_json: _Json = False) -> None:
    """Show every retailer there is a file for, and what came of the last poll of those that are enabled."""
    from monitor.app import retailer_specs, sync_retailers
    from monitor.commands.output import counted, print_json
    from monitor.commands.session import database
    from monitor.storage import retailers
    from monitor.web import words

    with database() as (settings, opened):
        specs = {spec.name: spec for spec in retailer_specs(settings)}
        sync_retailers(settings, opened.sessions)
        with opened.sessions() as session:
            rows = retailers.statuses(session)
    if as_json:
        print_json([_row(row, specs.get(row.name)) for row in rows])
        return
    now = datetime.now(UTC)
    for row in rows:
        told = _row(row, specs.get(row.name))
        state = "enabled" if row.enabled else "off"
        proved = "demo" if row.demo else "verified" if told["verified"] else "unverified"
        needs = [f"needs a {what}" for what in ("browser", "key") if told[f"needs_{what}"]]
        sources = counted(row.sources, "source")
        terms = f"terms {told['terms_checked']}" if told["terms_checked"] else "terms not read"
        outcome = words.outcome(row.last_outcome, row.last_reason, row.last_detail)
        polled = "; ".join([f"{outcome} {words.ago(row.last_poll_at, now)}", *row.gaps]) if row.last_poll_at else ""
        kind = f"{row.tier:<11} {told['platform'] or 'no file':<10}"
        line = f"{row.market}  {row.name:<18} {kind} {proved:<10} {state:<7} {sources:>10}  {terms:<16}"
        print("  ".join([line, *needs, polled]).rstrip())


def _row(row: "RetailerStatus", spec: "RetailerSpec | None") -> dict[str, object]:
    """What is known of one retailer, by its row in the database and by its file, which may be gone."""
    from monitor.polling.fields import stored

    return {
        "retailer": row.name,
        "title": row.title,
        "market": row.market,
        "tier": row.tier,
        "platform": spec.platform if spec else None,
        "enabled": row.enabled,
        "demo": row.demo,
        "verified": spec is not None and spec.verified,
        "needs_browser": spec is not None and spec.browser,
        "needs_key": spec.auth.key if spec and spec.auth else None,
        "max_retention": spec.max_retention if spec else None,
        "sources": row.sources,
        "terms_checked": spec.terms.checked.isoformat() if spec and spec.terms else None,
        "last_outcome": row.last_outcome,
        "last_reason": row.last_reason,
        "last_detail": row.last_detail,
        "fields": stored(row.fields),
        "last_poll_at": row.last_poll_at,
    }


@app.command()
def enable(name: _Name) -> None:
    """Begin to poll a retailer. Enabling the first real one removes the demo market."""
    from monitor.app import browser_problem
    from monitor.commands.output import counted
    from monitor.commands.problems import UsageError
    from monitor.commands.session import database
    from monitor.storage import retailers
    from scrapers.auth import setting

    with database() as (settings, opened):
        spec = named(settings, name)
        if not spec.sources:
            raise UsageError(
                f"{name} has no sources yet. Copy its file to {settings.own_retailers}/ and add the addresses to watch "
                'as [[sources]] with url = "...".'
            )
        if problem := browser_problem(settings, spec):
            raise UsageError(problem)
        with opened.sessions.begin() as session:
            retailers.sync(session, [spec])
            removed = retailers.remove_demo(session)
            retailers.set_enabled(session, name, enabled=True, now=datetime.now(UTC))
    print(f"{spec.title} is enabled: {counted(len(spec.sources), 'source')}, every {spec.politeness.interval}.")
    if removed:
        print("The demo market is gone.")
    if spec.terms:
        print(f"Terms: {spec.terms.note} ({spec.terms.checked})")
    if spec.auth and spec.auth.key not in settings.keys:
        print(f"Its API wants a key: set {setting(spec.auth)} (or {setting(spec.auth)}_FILE), then start again.")
    if not settings.contact:
        print("Tell the shop who asks: set GPUMARKET_CONTACT to your web or mail address.")


@app.command()
def disable(name: _Name) -> None:
    """Poll a retailer no longer. Its history stays."""
    from monitor.commands.problems import UsageError
    from monitor.commands.session import database
    from monitor.storage import retailers

    with database() as (_, opened), opened.sessions.begin() as session:
        if not retailers.set_enabled(session, name, enabled=False, now=datetime.now(UTC)):
            raise UsageError(f"{name} is not enabled; `gpumarket retailer list` shows what is")
    print(f"{name} is off.")


def poll(
    retailer: Annotated[str | None, typer.Argument(help="Only this retailer; all that are enabled if none.")] = None,
    as_json: _Json = False,
) -> None:
    """Poll once, now, and show what came of it. Exits with 1 when a source could not be read."""
    from monitor.commands.output import counted, print_json
    from monitor.commands.session import database

    with database() as (settings, opened):
        results = _poll(settings, opened, retailer)
    if as_json:
        print_json([_result(result) for result in results])
    else:
        for result in results:
            counts = {"offer": result.found, "change": result.changed, "warning": result.warnings}
            said = f"{result.outcome}: {', '.join(counted(number, noun) for noun, number in counts.items())}"
            print(f"{result.retailer}  {said}{f' ({result.detail})' if result.detail else ''}  {result.url}")
    readable = {"ok", "not_modified", "partial"}
    raise typer.Exit(0 if all(result.outcome in readable for result in results) else 1)


def _poll(settings: "Settings", opened: "Database", retailer: str | None) -> "list[PollResult]":
    from monitor.app import workshop
    from monitor.clock import SystemClock
    from monitor.commands.problems import UsageError
    from monitor.storage import polls

    with workshop(settings, opened.sessions, SystemClock()) as work:
        with opened.sessions() as session:
            sources = polls.enabled_sources(session, retailer)
        if not sources:
            what = f"{retailer} is not enabled" if retailer else "no retailer is enabled"
            raise UsageError(f"{what}; `gpumarket retailer list` shows what there is, `retailer enable NAME` begins")
        results = [work.poller.poll(source_id, due_at) for source_id, due_at in sources]
    if None in results:
        typer.echo(
            "Some sources were polled by another process meanwhile; `gpumarket status` shows what came of it.", err=True
        )
    return [result for result in results if result]


def _result(result: "PollResult") -> dict[str, object]:
    return {
        "retailer": result.retailer,
        "url": result.url,
        "outcome": result.outcome,
        "reason": result.reason,
        "detail": result.detail,
        "found": result.found,
        "changed": result.changed,
        "warnings": result.warnings,
        "duration_s": round(result.duration_s, 3),
        "next_due_at": result.due_at,
    }


def named(settings: "Settings", name: str) -> "RetailerSpec":
    """The retailer of that name, from its file.

    Raises:
        UsageError: there is none; the message names the nearest.
    """
    import difflib

    from monitor.app import retailer_specs
    from monitor.commands.problems import UsageError

    specs = {spec.name: spec for spec in retailer_specs(settings)}
    if name in specs:
        return specs[name]
    near = difflib.get_close_matches(name, specs, n=1)
    hint = f"did you mean {near[0]}?" if near else "`gpumarket retailer list` shows all"
    raise UsageError(f"there is no retailer {name!r}; {hint}")
