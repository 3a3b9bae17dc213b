"""The commands put together, and how every failure is told."""

from __future__ import annotations

import sys

import typer

from planextract import __version__
from planextract.cli.check import check_command
from planextract.cli.data import schema_command, validate_command
from planextract.cli.diff import diff_command
from planextract.cli.inspect import inspect_command
from planextract.cli.parse import parse_command
from planextract.cli.profiles import profiles_app
from planextract.cli.report import report_command
from planextract.cli.text import text_command
from planextract.cli.update import update_command
from planextract.errors import ExitCode, PlanextractError

# typer does not export click's UsageError, which BadParameter and the like derive from
_UsageError = typer.BadParameter.__bases__[0]

app = typer.Typer(
    name="planextract",
    help="Turn the action plan of a Japanese ward (PDF) into validated JSON and CSV.",
    epilog="Example: planextract parse plan.pdf",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)


def _show_version(wanted: bool) -> None:
    if wanted:
        print(f"planextract {__version__}")
        raise typer.Exit


@app.callback()
def _options(
    version: bool = typer.Option(
        False, "--version", callback=_show_version, is_eager=True, help="Show the version and stop."
    ),
) -> None:
    """Turn the action plan of a Japanese ward (PDF) into validated JSON and CSV."""


app.command("parse")(parse_command)
app.command("text")(text_command)
app.command("report")(report_command)
app.command("check")(check_command)
app.command("inspect")(inspect_command)
app.add_typer(profiles_app)
app.command("validate")(validate_command)
app.command("schema")(schema_command)
app.command("diff")(diff_command)
app.command("update")(update_command)


def main() -> None:
    """Run the command line and leave with a documented exit status; never with a traceback."""
    try:
        # Click's own main() would answer for interrupts and closed pipes in words of its own.
        command = typer.main.get_command(app)
        with command.make_context("planextract", sys.argv[1:]) as context:
            command.invoke(context)
        status: int = ExitCode.DONE
    except PlanextractError as error:
        _say(str(error))
        status = error.exit_code
    except typer.Exit as stop:
        status = stop.exit_code
    except (typer.Abort, KeyboardInterrupt):
        _say("Stopped; nothing was written.")
        status = 130
    except BrokenPipeError:
        sys.stderr.close()
        status = ExitCode.DONE
    except MemoryError:
        _say("There is not enough memory to read this file. Try a machine with more, or fewer --jobs.")
        status = ExitCode.FAILED
    except Exception as error:
        if isinstance(error, _UsageError):
            error.show(sys.stderr)  # type: ignore[attr-defined]
            sys.exit(ExitCode.USAGE)
        _say(
            f"The program itself failed ({type(error).__name__}: {error}). "
            "Please report this with the file, if you may share it."
        )
        status = ExitCode.FAILED
    sys.exit(int(status or 0))


def _say(message: str) -> None:
    print(f"planextract: {message}", file=sys.stderr)
