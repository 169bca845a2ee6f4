"""`gpumarket alert ...`."""

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from monitor.alerts.asking import Asked
    from monitor.alerts.rule import Rule
    from monitor.config import Settings
    from monitor.storage.engine import Sessions
    from monitor.storage.models_alerts import AlertRule, Recipient

app = typer.Typer(help="Alerts: tell somebody when it happens, and when it is over.", no_args_is_help=True)

_Many = list[str] | None


@app.command()
def add(
    gpu: Annotated[_Many, typer.Argument(help='Cards, such as "RTX 5070 Ti".')] = None,
    to: Annotated[str, typer.Option(help="A mail address, or a channel such as ntfy://ntfy.sh/topic.")] = "",
    below: Annotated[str | None, typer.Option(help="In stock at this price or less, delivery included.")] = None,
    premium: Annotated[
        str | None, typer.Option(help="Street price at most so far over the launch price, e.g. 10%.")
    ] = None,
    new_low: Annotated[int | None, typer.Option(help="Cheaper than on so many days.")] = None,
    when: Annotated[_Many, typer.Option(help="A signal: shortage, price_spike, ..., or data-quality.")] = None,
    level: Annotated[str | None, typer.Option(help="A shortage at least so bad: tight, shortage, severe.")] = None,
    market: Annotated[_Many, typer.Option(help="Where, e.g. de; may be given more than once.")] = None,
    retailer: Annotated[_Many, typer.Option(help="At this retailer alone; may be given more than once.")] = None,
    segment: Annotated[_Many, typer.Option(help="Signals of this segment, e.g. halo.")] = None,
    scope: Annotated[_Many, typer.Option(help="Signals about these: market, segment, gpu, retailer, listing.")] = None,
    sellers: Annotated[str, typer.Option(help="Whose offers count: shops, or any.")] = "shops",
    used: Annotated[bool, typer.Option("--used", help="Also what is not new.")] = False,
    pace: Annotated[str, typer.Option(help="at_once, daily or weekly.")] = "at_once",
    at: Annotated[str, typer.Option(help="When daily or weekly mail is sent.")] = "08:00",
    timezone: Annotated[str, typer.Option(help="Whose clock that is, e.g. Europe/Berlin.")] = "UTC",
    quiet: Annotated[str | None, typer.Option(help="No messages between, e.g. 22:00-07:00.")] = None,
    confirm: Annotated[int, typer.Option(help="Only what was seen in so many polls.")] = 1,
    rearm: Annotated[str, typer.Option(help="Going back and forth within this is told once.")] = "24h",
    remind: Annotated[str | None, typer.Option(help="Told again while it lasts, e.g. 7d.")] = None,
    closing: Annotated[bool, typer.Option(help="Told when it is over.")] = True,
    language: Annotated[str, typer.Option(help="en or tr.")] = "en",
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Only say what it would have sent over the last 90 days.")
    ] = False,
) -> None:
    """Ask to be told. A mail address is asked first whether it wants that.

    gpumarket alert add "RTX 5070 Ti" --below 899 --market de --to me@example.org
    """
    from monitor import rehearsal
    from monitor.alerts.asking import Asked
    from monitor.alerts.described import described
    from monitor.commands.problems import UsageError
    from monitor.commands.session import database
    from monitor.i18n.language import language as words_of

    asked = Asked(
        gpu=gpu or [],
        below=below,
        premium=premium,
        new_low=new_low,
        when=when or [],
        level=level,
        market=market or [],
        retailer=retailer or [],
        segment=segment or [],
        scope=scope or [],
        sellers=sellers,
        used=used,
        pace=pace,
        at=at,
        timezone=timezone,
        quiet=quiet,
        confirm=confirm,
        rearm=rearm,
        remind=remind,
        closing=closing,
        language=language,
    )
    if not to and not dry_run:
        raise UsageError("say whom to tell: --to me@example.org; or see what it would send with --dry-run")
    now = datetime.now(UTC)
    with database() as (settings, opened):
        with opened.sessions() as session:
            rule = _rule(session, settings, asked)
            rehearsed = rehearsal.rehearse(session, rule, now)
        print(f"{described(rule, words_of(rule.language))}\n{rehearsed.in_words}")
        if dry_run:
            return
        with opened.sessions.begin() as session:
            print(_add(session, settings, to, rule, now))


@app.command("list")
def list_(as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False) -> None:
    """Show the rules with whom they tell."""
    from monitor.alerts.described import described
    from monitor.commands.output import print_json
    from monitor.commands.session import database
    from monitor.i18n.language import language as words_of
    from monitor.storage import alerts

    with database() as (_, opened), opened.sessions() as session:
        found = alerts.all_rules(session)
    if as_json:
        print_json([_as_json(row, recipient) for row, recipient in found])
        return
    if not found:
        print('No rules yet. `gpumarket alert add "RTX 5070 Ti" --below 899 --market de --to me@example.org` adds one.')
    now, words = datetime.now(UTC), words_of("en")
    for row, recipient in found:
        print(f"{row.id:>4}  {_shown(recipient)}: {described(alerts.rule_of(row), words)}{_state(row, recipient, now)}")


@app.command()
def remove(rule_id: Annotated[int, typer.Argument(metavar="ID", help="See `gpumarket alert list`.")]) -> None:
    """Delete a rule, and what it had still to send."""
    from monitor.commands.problems import UsageError
    from monitor.commands.session import database
    from monitor.storage import alerts

    with database() as (_, opened), opened.sessions.begin() as session:
        if not alerts.remove_rule(session, rule_id):
            raise UsageError(f"there is no rule {rule_id}; `gpumarket alert list` shows their numbers")
    print(f"Rule {rule_id} is gone.")


@app.command()
def test(
    rule_id: Annotated[int, typer.Argument(metavar="ID", help="See `gpumarket alert list`.")],
) -> None:
    """Send a real example of what a rule tells, now."""
    from monitor import delivering, subscribing
    from monitor.clock import SystemClock
    from monitor.commands.problems import UsageError
    from monitor.commands.session import database
    from monitor.post import make_post
    from monitor.storage import alerts

    now = datetime.now(UTC)
    with database() as (settings, opened):
        with opened.sessions.begin() as session:
            found = alerts.rule_by_id(session, rule_id)
            if found is None:
                raise UsageError(f"there is no rule {rule_id}; `gpumarket alert list` shows their numbers")
            row, recipient = found
            if not subscribing.send_test(session, row, recipient, now):
                raise UsageError(f"{_shown(recipient)} has not confirmed yet; nothing else is sent before")
        post = make_post(settings, opened.sessions)
        if not post.is_ready(recipient.via):
            print("It waits: mail is not set up. Set GPUMARKET_SMTP_HOST and GPUMARKET_MAIL_FROM; see docs/alerts.md.")
            raise typer.Exit(1)
        # A running gpumarket may be faster.
        sent = bool(delivering.deliver(opened.sessions, post, SystemClock(), recipient.id)) or _sent(
            opened.sessions, rule_id
        )
    print("Sent." if sent else "It could not be sent yet; `gpumarket alert deliveries` says why.")
    if not sent:
        raise typer.Exit(1)


def _sent(sessions: "Sessions", rule_id: int) -> bool:
    """Whether the last example of a rule is sent within a few seconds, by whoever sends it."""
    import time

    from monitor.storage import outbox_views

    for _ in range(20):
        with sessions() as session:
            last = outbox_views.last_of(session, rule_id)
        if last is None or last.sent_at or last.error:
            return last is not None and last.sent_at is not None
        time.sleep(0.5)
    return False


@app.command()
def deliveries(
    failed: Annotated[bool, typer.Option("--failed", help="Only what was refused.")] = False,
    limit: Annotated[int, typer.Option(min=1, help="At most so many, the latest first.")] = 50,
) -> None:
    """Show what was sent, what waits, and what was refused, with the last error."""
    from monitor.commands.session import database
    from monitor.storage import outbox_views
    from monitor.web import words

    with database() as (_, opened), opened.sessions() as session:
        found = outbox_views.recent(session, failed=failed, limit=limit)
    for each in found:
        row = each.delivery
        state = "sent" if row.sent_at else "refused" if row.failed_at else f"waits, {row.attempts} attempts"
        print(f"{row.id:>6}  {words.clock(row.queued_at)}  {row.kind:<9} {_shown(each.recipient)}  {state}")
        if row.error:
            print(f"        {row.error}")
    if not found:
        print("Nothing yet.")


@app.command("retry")
def retry(
    delivery_id: Annotated[
        int | None, typer.Argument(metavar="[ID]", help="One of `alert deliveries`; all if not given.")
    ] = None,
) -> None:
    """Send what was refused once more."""
    from monitor.commands.session import database
    from monitor.storage import outbox

    with database() as (_, opened), opened.sessions.begin() as session:
        count = outbox.send_again(session, datetime.now(UTC), delivery_id)
    print(f"{count} to be sent again." if count else "Nothing was refused.")


def _rule(session: "Session", settings: "Settings", asked: "Asked") -> "Rule":
    from monitor import subscribing
    from monitor.alerts import asking
    from monitor.catalog.catalog import load_catalog
    from monitor.catalog.matcher import Matcher
    from monitor.storage import retailers

    catalog = load_catalog(settings.own_gpus)
    return asking.read(asked, subscribing.known(catalog, Matcher(catalog), retailers.markets(session)))


def _add(session: "Session", settings: "Settings", to: str, rule: "Rule", now: datetime) -> str:
    from monitor import subscribing
    from monitor.alerts.words import Came

    via, address = subscribing.reached(to)
    added = subscribing.add(session, via, address, rule, Came.COMMAND, now)
    if not added.is_new:
        return "There is such a rule already."
    if added.confirmed:
        return f"Rule {added.rule_id}: it counts from now on."
    ready = "" if settings.mail else " once mail is set up (GPUMARKET_SMTP_HOST, GPUMARKET_MAIL_FROM)"
    asked = f"{address} is asked{ready}" if added.asked else f"{address} was asked lately"
    return f"Rule {added.rule_id}: {asked}; it counts when its owner says yes."


def _shown(recipient: "Recipient") -> str:
    from monitor.alerts.channels import masked
    from monitor.alerts.words import Via

    return recipient.address if recipient.via is Via.MAIL else masked(recipient.address)


def _state(row: "AlertRule", recipient: "Recipient", now: datetime) -> str:
    from monitor.storage.alerts import FOR_GOOD

    if recipient.stopped_at:
        return f" [stopped: {recipient.stopped_why}]"
    if recipient.confirmed_at is None:
        return " [not confirmed yet]"
    if row.confirmed_at is None:
        return " [not confirmed yet]"
    if row.muted_until is None or row.muted_until <= now:
        return ""
    return " [ended by its reader]" if row.muted_until == FOR_GOOD else " [muted]"


def _as_json(row: "AlertRule", recipient: "Recipient") -> dict[str, object]:
    return {
        "id": row.id,
        "to": _shown(recipient),
        "via": recipient.via,
        "rule": row.spec,
        "came": row.came,
        "created_at": row.created_at,
        "confirmed_at": recipient.confirmed_at,
        "muted_until": row.muted_until,
        "stopped": recipient.stopped_why,
    }
