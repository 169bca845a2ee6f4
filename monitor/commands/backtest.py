"""`gpumarket backtest`: what the rules say of stored history, and how right they are."""

from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from monitor.backtest import Told
    from monitor.signals.yardstick import KnownEpisode, Score

_COLUMNS = ("market", "gpu", "kind", "onset", "end")


def backtest(
    first: Annotated[
        datetime | None, typer.Option("--from", formats=["%Y-%m-%d"], help="First UTC day; all history without.")
    ] = None,
    last: Annotated[
        datetime | None, typer.Option("--to", formats=["%Y-%m-%d"], help="Last UTC day; the last one watched without.")
    ] = None,
    market: Annotated[list[str] | None, typer.Option(help="Only this market, e.g. us; may be given again.")] = None,
    corrected: Annotated[
        bool, typer.Option("--corrected", help="Apply corrections throughout, not from when they were made.")
    ] = False,
    listings: Annotated[
        bool, typer.Option("--listings/--no-listings", help="Also the signals of single listings.")
    ] = True,
    episodes: Annotated[
        Path | None,
        typer.Option(help="Known episodes to compare with: CSV with market, gpu, kind, onset, end.", exists=True),
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
) -> None:
    """Follow stored or imported history through the same rules as live polls, and show the signals they give."""
    from monitor import backtest as use_case
    from monitor.app import Identifier
    from monitor.catalog.catalog import load_catalog
    from monitor.commands.output import print_json
    from monitor.commands.problems import UsageError
    from monitor.commands.session import database
    from monitor.signals import yardstick
    from monitor.storage import market_days

    known = _read_episodes(episodes) if episodes else []
    with database() as (settings, opened):
        # An import may be older than the catalogue the database has.
        Identifier(opened.sessions, load_catalog(settings.own_gpus))
        with opened.sessions() as session:
            observed = market_days.first_observed(session)
            if observed is None:
                raise UsageError("there is no history yet: `gpumarket import FILE` brings some, or let `up` collect it")
            begin = first.date() if first else observed.date()
            yesterday = datetime.now(UTC).date() - timedelta(days=1)
            watched = market_days.last_watched(session)
            end = last.date() if last else min(yesterday, watched.date()) if watched else yesterday
            if end < begin:
                raise UsageError(f"--to {end} lies before --from {begin}")
            codes = market_days.markets(session)
            if missing := sorted(set(market or ()) - set(codes)):
                raise UsageError(f"nothing is known of the market {missing[0]!r}; there are {', '.join(codes)}")
            told = list(
                use_case.run(session, begin, end, markets=market or None, corrected=corrected, listings=listings)
            )
            score = yardstick.compare(map(_alarm, told), known) if episodes else None
            shown = as_json_list(session, told)
    if as_json:
        print_json({"signals": shown, "score": score_as_json(score)} if score else shown)
        return
    for signal in shown:
        print(_line(signal))
    print(f"{len(shown)} signals from {begin} to {end}.")
    if score:
        _print_score(score)


def as_json_list(session: "Session", told: "list[Told]") -> list[dict[str, Any]]:
    """Signals as programs read them; those of listings with title and address."""
    from monitor.storage.market_days import titles

    named = titles(session, [t.scope["listing"] for t in told if "listing" in t.scope])
    shown = []
    for t in told:
        scope = dict(t.scope)
        if "listing" in scope:
            title, url = named[scope["listing"]]
            scope["listing"] = {"id": scope["listing"], "title": title, "url": url}
        shown.append(
            {
                "kind": t.kind,
                "level": t.level,
                "cause": t.cause,
                "scope": scope,
                "opened_at": t.opened_at,
                "closed_at": t.closed_at,
                "evidence": t.evidence,
            }
        )
    return shown


def _alarm(told: "Told") -> Any:
    from monitor.signals.yardstick import Alarm

    gpu = told.scope.get("gpu")
    short = told.evidence.get("gpus_short")
    gpus = frozenset([gpu]) if gpu else frozenset(short) if short else None
    return Alarm(told.scope["market"], gpus, told.kind, told.opened_at, told.closed_at)


def _line(signal: dict[str, Any]) -> str:
    scope = signal["scope"]
    about = scope.get("gpu") or scope.get("segment") or scope.get("retailer") or "the whole market"
    where = f" at {scope['retailer']}" if "listing" in scope else ""
    words = [str(signal["kind"]).replace("_", " ")]
    words += [str(signal["level"])] if signal["level"] else []
    words += [f"({str(signal['cause']).replace('_', ' ')})"] if signal["cause"] else []
    closed = f"{signal['closed_at']:%Y-%m-%d}" if signal["closed_at"] else "open"
    figures = _figures(signal["evidence"])
    return (
        f"{signal['opened_at']:%Y-%m-%d} to {closed:<10}  {scope['market']}  {about}{where}: {' '.join(words)}{figures}"
    )


def _figures(evidence: dict[str, Any]) -> str:
    said = []
    if "street_price" in evidence and "reference" in evidence:
        said.append(f"{evidence['street_price']} against {evidence['reference']}")
    elif "price" in evidence and "reference" in evidence:
        said.append(f"{evidence['price']} against {evidence['reference']}")
    if evidence.get("availability_ratio") is not None:
        usual = evidence.get("usual_availability_ratio")
        said.append(
            f"in stock {evidence['availability_ratio']:.0%}" + (f", usually {usual:.0%}" if usual is not None else "")
        )
    if gpus := evidence.get("gpus_short"):
        said.append(f"{len(gpus)} of {evidence['gpus_judged']} models")
    return f"; {'; '.join(said)}" if said else ""


def score_as_json(score: "Score") -> dict[str, Any]:
    """A comparison as programs read it."""
    return {
        "recall": score.recall,
        "median_lag_days": score.median_lag_days,
        "missed": [_episode(f.episode) for f in score.found if f.lag_days is None],
        "found": [_episode(f.episode) | {"lag_days": f.lag_days} for f in score.found if f.lag_days is not None],
        "false_alarms": [
            {
                "market": a.market,
                "gpus": sorted(a.gpus) if a.gpus else None,
                "kind": a.kind,
                "opened_at": a.opened_at,
                "closed_at": a.closed_at,
            }
            for a in score.false_alarms
        ],
    }


def _episode(episode: "KnownEpisode") -> dict[str, Any]:
    return {
        "market": episode.market,
        "gpu": episode.gpu,
        "kinds": sorted(episode.kinds),
        "onset": episode.onset,
        "end": episode.end,
    }


def _print_score(score: "Score") -> None:
    found = [f for f in score.found if f.lag_days is not None]
    print(f"{len(found)} of {len(score.found)} known episodes found", end="")
    print(f", {score.median_lag_days:g} days after their onset (median)." if found else ".")
    for f in score.found:
        about = f"{f.episode.market} {f.episode.gpu or 'any model'} since {f.episode.onset}"
        print(f"  {about}: {'missed' if f.lag_days is None else f'{f.lag_days} days'}")
    print(f"{len(score.false_alarms)} false alarms.")
    for alarm in score.false_alarms:
        about = ", ".join(sorted(alarm.gpus)) if alarm.gpus else "the whole market"
        print(f"  {alarm.opened_at:%Y-%m-%d} {alarm.market} {about}: {alarm.kind}")


def _read_episodes(path: Path) -> "list[KnownEpisode]":
    """Known episodes from a CSV file.

    Raises:
        UsageError: with file, line and what is wrong.
    """
    import csv

    from monitor.commands.problems import UsageError

    with path.open(encoding="utf-8-sig", newline="") as file:
        reader = csv.DictReader(file)
        if missing := [name for name in ("market", "onset") if name not in (reader.fieldnames or ())]:
            raise UsageError(f"{path}: the column {missing[0]} is missing; the columns are {', '.join(_COLUMNS)}")
        episodes = []
        for row in reader:
            try:
                episodes.append(_known(row))
            except (ValueError, KeyError) as error:
                raise UsageError(f"{path}:{reader.line_num}: {error}") from error
    return episodes


def _known(row: dict[str, str | None]) -> "KnownEpisode":
    from monitor.signals.yardstick import KnownEpisode
    from monitor.vocabulary import SignalKind

    kinds = frozenset(SignalKind(kind) for kind in (row.get("kind") or "shortage").split())
    end = row.get("end")
    return KnownEpisode(
        market=row["market"] or "",
        gpu=row.get("gpu") or None,
        kinds=kinds,
        onset=date.fromisoformat(row["onset"] or ""),
        end=date.fromisoformat(end) if end else None,
    )
