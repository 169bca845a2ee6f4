"""The command `gpumarket`.

Exit codes: 0 done; 1 what was asked for did not succeed; 2 wrong input or settings; 3 no database; 130 interrupted.
"""

import sys
from typing import Annotated

import typer

from monitor.commands import alerts, backtest, corrections, db, events, history, look, rates, read, run, settings, shops

app = typer.Typer(
    name="gpumarket",
    help="Is there a shortage of graphics cards, where, of which models, since when – and how do we know?",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)
app.command()(run.up)
app.command()(run.worker)
app.command()(shops.poll)
app.command()(read.parse)
app.command()(read.match)
app.command()(look.status)
app.command()(look.signals)
app.command()(backtest.backtest)
app.command("import")(history.import_)
app.command()(history.export)
app.add_typer(shops.app, name="retailer")
app.add_typer(alerts.app, name="alert")
app.add_typer(corrections.app, name="correction")
app.add_typer(events.app, name="event")
app.add_typer(rates.app, name="rates")
app.add_typer(db.app, name="db")
app.add_typer(settings.app, name="config")


def _print_version(value: bool) -> None:  # noqa: FBT001 - typer's callback
    if value:
        from monitor.config import VERSION

        print(f"gpumarket {VERSION}")
        raise typer.Exit


@app.callback()
def _root(
    version: Annotated[
        bool, typer.Option("--version", callback=_print_version, is_eager=True, help="Show the version.")
    ] = False,
) -> None:
    pass


def main() -> None:
    """Run the command; wrong input gets one clear message and an exit code, never a traceback."""
    try:
        app()
    except KeyboardInterrupt:
        sys.exit(130)
    except BrokenPipeError:
        # The reader (`| head`) has seen enough; python would complain at exit about the pipe it cannot flush.
        sys.stderr.close()
        sys.exit(0)
    except Exception as error:
        from monitor.commands.problems import explain

        problem = explain(error)
        if problem is None:
            raise
        print(f"gpumarket: {problem.message}", file=sys.stderr)
        sys.exit(problem.exit_code)
