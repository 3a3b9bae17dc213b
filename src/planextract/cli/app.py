"""Assemble the commands, and turn every failure into a message and an exit status."""

from __future__ import annotations

import gc
import sys
from importlib import import_module
from typing import Any

import typer
from typer.core import TyperGroup

from planextract.cli.language_option import take_language_option
from planextract.errors import ExitCode, PlanextractError
from planextract.wording.language import get_language
from planextract.wording.messages import make_message, translate

COMMANDS = {
    "parse": "parse.parse_command",
    "text": "text.text_command",
    "report": "report.report_command",
    "check": "check.check_command",
    "inspect": "inspect.inspect_command",
    "profiles": "profiles.profiles_app",
    "validate": "data.validate_command",
    "schema": "data.schema_command",
    "diff": "diff.diff_command",
    "update": "update.update_command",
    "batch": "batch.batch_command",
    "merge": "batch.merge_command",
}
"""Module and function (or group of commands) of each command, in the order of --help."""


class _LazyCommands(TyperGroup):
    """A group whose commands are imported on use: importing all takes longer than reading thirty pages."""

    def list_commands(self, ctx: Any) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: Any, cmd_name: str) -> Any:
        if cmd_name not in COMMANDS:
            return None
        module, name = COMMANDS[cmd_name].split(".")
        found = getattr(import_module(f"planextract.cli.{module}"), name)
        if isinstance(found, typer.Typer):
            return typer.main.get_command(found)
        single = typer.Typer(add_completion=False)
        single.command(cmd_name)(found)
        gc.freeze()  # imported modules stay: the collector need not scan them
        return typer.main.get_command(single)


# typer does not export click's UsageError, which BadParameter and the like derive from
_UsageError = typer.BadParameter.__bases__[0]

app = typer.Typer(
    name="planextract",
    cls=_LazyCommands,
    help="Turn the action plan of a Japanese ward (PDF) into validated JSON and CSV.",
    epilog="Example: planextract parse plan.pdf",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)


def _show_version(wanted: bool) -> None:
    if wanted:
        from planextract import __version__

        print(f"planextract {__version__}")
        raise typer.Exit


@app.callback()
def _handle_options(
    version: bool = typer.Option(
        False, "--version", callback=_show_version, is_eager=True, help="Show the version and stop."
    ),
    lang: str = typer.Option(
        "", "--lang", metavar="ja|en", help="Language of messages and help; that of the locale if not given."
    ),
) -> None:
    """Turn the action plan of a Japanese ward (PDF) into validated JSON and CSV."""


def run_command_line() -> None:
    """Run the command line and leave with a documented exit status; never with a traceback."""
    try:
        # Click's own main() would handle interrupts and closed pipes with its own messages.
        arguments = take_language_option(sys.argv[1:])
        command = typer.main.get_command(app)
        with command.make_context("planextract", arguments) as context:
            command.invoke(context)
        status: int = ExitCode.DONE
    except PlanextractError as error:
        _print_error(error.describe(get_language()))
        status = error.exit_code
    except typer.Exit as stop:
        status = stop.exit_code
    except (typer.Abort, KeyboardInterrupt):
        _print_error("Stopped; nothing was written.")
        status = 130
    except BrokenPipeError:
        sys.stderr.close()
        status = ExitCode.DONE
    except MemoryError:
        _print_error(
            "There is not enough memory to read this file. Try a machine with more, or fewer --jobs."
        )
        status = ExitCode.FAILED
    except Exception as error:
        if isinstance(error, _UsageError):
            error.show(sys.stderr)  # type: ignore[attr-defined]
            sys.exit(ExitCode.USAGE)
        _print_error(
            make_message(
                "The program itself failed ({name}: {error}). "
                "Please report this with the file, if you may share it.",
                name=type(error).__name__,
                error=error,
            )
        )
        status = ExitCode.FAILED
    sys.exit(int(status or 0))


def _print_error(message: str) -> None:
    from planextract.harmless import make_printable

    print(f"planextract: {make_printable(translate(message, get_language()))}", file=sys.stderr)
