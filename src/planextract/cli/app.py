"""Assemble the commands, and turn every failure into a message and an exit status."""

from __future__ import annotations

import errno
import gc
import signal
import sys
from difflib import get_close_matches
from importlib import import_module
from pathlib import Path
from typing import Any

import typer
from typer.core import TyperGroup

from planextract.cli.console import print_message
from planextract.cli.help_language import translate_command
from planextract.cli.language_option import take_language_option
from planextract.cli.streams import (
    TerminatedError,
    discard_output,
    handle_termination,
    prepare_streams,
    report_unprintable,
)
from planextract.errors import ExitCode, PlanextractError, UsageError
from planextract.wording.language import get_language
from planextract.wording.messages import Message, make_message, translate

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
    "init": "init.init_command",
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
            return translate_command(typer.main.get_command(found), get_language())
        single = typer.Typer(add_completion=False, rich_markup_mode=None)
        single.command(cmd_name)(found)
        gc.freeze()  # imported modules stay: the collector need not scan them
        return translate_command(typer.main.get_command(single), get_language())

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:
        """Resolve the command of the arguments; a file in its place is one to parse."""
        name = args[0]
        if name not in COMMANDS and not name.startswith("-") and _is_input_file(name):
            return "parse", self.get_command(ctx, "parse"), args
        if name not in COMMANDS and not name.startswith("-"):
            similar = get_close_matches(name, COMMANDS, 1)
            told = make_message("There is no command {name!r}.", name=name)
            if similar:
                told = make_message(
                    "There is no command {name!r}; did you mean {similar}?", name=name, similar=similar[0]
                )
            raise UsageError(told, "`planextract --help` lists the commands.")
        return super().resolve_command(ctx, args)


def _is_input_file(name: str) -> bool:
    path = Path(name)
    return path.suffix.lower() in (".pdf", ".txt", ".text") or path.is_file()


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
    rich_markup_mode=None,
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
    prepare_streams()
    handle_termination()
    status = _run_command()
    try:
        sys.stdout.flush()
    except BrokenPipeError:
        discard_output()
    except OSError as error:
        discard_output()
        _print_error(_describe_output_error(error))
        status = ExitCode.FAILED
    report_unprintable(print_message)
    sys.exit(int(status or 0))


def _run_command() -> int:
    try:
        # Click's own main() would handle interrupts and closed pipes with its own messages.
        arguments = take_language_option(sys.argv[1:])
        command = translate_command(typer.main.get_command(app), get_language())
        with command.make_context("planextract", arguments) as context:
            command.invoke(context)
    except PlanextractError as error:
        _print_error(error.describe(get_language()))
        return error.exit_code
    except typer.Exit as stop:
        return stop.exit_code
    except TerminatedError:
        _print_error(_describe_stop())
        return 128 + signal.SIGTERM
    except (typer.Abort, KeyboardInterrupt):
        _print_error(_describe_stop())
        return 128 + signal.SIGINT
    except BrokenPipeError:
        discard_output()
        return ExitCode.DONE
    except MemoryError:
        _print_error(
            "There is not enough memory to read this file. Try a machine with more, or fewer --jobs."
        )
        return ExitCode.FAILED
    except Exception as error:
        if isinstance(error, _UsageError):
            _print_error(_word_usage_error(error))
            return ExitCode.USAGE
        if isinstance(error, OSError) and error.errno in (errno.EBADF, errno.ENOSPC, errno.EIO):
            _print_error(_describe_output_error(error))
            return ExitCode.FAILED
        _print_error(
            make_message(
                "The program itself failed ({name}: {error}). "
                "Please report this with the file, if you may share it.",
                name=type(error).__name__,
                error=error,
            )
        )
        return ExitCode.FAILED
    return ExitCode.DONE


def _describe_stop() -> str:
    from planextract.export.folder import has_written_files

    if has_written_files():
        return "Stopped; files that were being written are completed by the next run."
    return "Stopped; nothing was written."


def _word_usage_error(error: Any) -> Message:
    """Return the message of a wrong use in the words of the other errors."""
    context = getattr(error, "ctx", None)
    command = context.command_path if context is not None else "planextract"
    return make_message(
        "{mistake}. `{command} --help` shows how it is used.",
        mistake=error.format_message().rstrip("."),
        command=command,
    )


def _describe_output_error(error: OSError) -> Message:
    return make_message(
        "The output can't be written ({strerror}). See to the space left and to where it is sent.",
        strerror=error.strerror or error,
    )


def _print_error(message: str) -> None:
    told = translate(message, get_language())
    print_message("planextract: " + told)
