"""The command `frontwatch`: the table of its commands, each loaded when asked for, and what becomes of a mistake."""

from __future__ import annotations

import errno
import importlib
import os
import sys
from collections.abc import Sequence

import click

from frontwatch.model import FrontwatchError

COMMANDS = {
    "check": "frontwatch.cli.check:check",
    "recheck": "frontwatch.cli.recheck:recheck",
    "ask": "frontwatch.cli.ask:ask",
    "questions": "frontwatch.cli.questions:questions",
    "backtest": "frontwatch.cli.backtest:backtest",
    "examples": "frontwatch.cli.examples:examples",
    "map": "frontwatch.cli.map:draw",
    "place": "frontwatch.cli.place:place",
    "front": "frontwatch.cli.front:front",
    "area": "frontwatch.cli.area:area",
    "change": "frontwatch.cli.change:change",
    "exposure": "frontwatch.cli.exposure:exposure",
    "hands": "frontwatch.cli.hands:hands",
    "advances": "frontwatch.cli.advances:advances",
    "route": "frontwatch.cli.route:route",
    "population": "frontwatch.cli.population:population",
    "days": "frontwatch.cli.days:days",
    "ground": "frontwatch.cli.ground:ground",
    "read": "frontwatch.cli.read:read",
}

OK, MISTAKE, INTERRUPTED = 0, 2, 130
FULL = (errno.ENOSPC, errno.EDQUOT)

# Nothing here does linear algebra, and the threads that numpy's would start cost .1 s of CPU at every start.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")


class Commands(click.Group):
    """A group whose commands are imported when they are named, so that one command never pays for another."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        module, attribute = COMMANDS[cmd_name].split(":")
        try:
            return getattr(importlib.import_module(module), attribute)  # type: ignore[no-any-return]
        except ModuleNotFoundError as missing:
            if missing.name != module:
                raise
            return _absent(cmd_name)


def _absent(name: str) -> click.Command:
    """A stand-in for a command whose file this installation lacks."""

    @click.command(name, help="Not part of this installation.", context_settings={"ignore_unknown_options": True})
    @click.argument("rest", nargs=-1)
    def absent(rest: tuple[str, ...]) -> None:
        raise FrontwatchError(f"`frontwatch {name}` is not part of this installation; install Frontwatch again.")

    return absent


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(package_name="frontwatch", prog_name="frontwatch")
def cli() -> None:
    """Test the claims of an article about a war against the public record of the ground.

    \b
    Example:
      frontwatch examples
      frontwatch check examples/pokrovsk-2025-06.txt --html page.html
    """


def main(arguments: Sequence[str] | None = None) -> None:
    """Run one command and end the process: 0 when it ran, 2 with one sentence on stderr for a user's mistake.

    A command may end with another code of its own: `recheck` with 1 where a verdict changed.
    """
    sys.exit(run(arguments))


def run(arguments: Sequence[str] | None = None) -> int:
    """Run one command; the exit code. Nothing that a user can do wrong shows a traceback."""
    try:
        result = cli.main(args=arguments, prog_name="frontwatch", standalone_mode=False)
        sys.stdout.flush()
        return result if isinstance(result, int) else OK
    except FrontwatchError as mistake:
        return _say(str(mistake))
    except click.exceptions.NoArgsIsHelpError as nothing:
        click.echo(nothing.format_message())
        return OK
    except click.UsageError as mistake:
        name = mistake.ctx.command_path if mistake.ctx else "frontwatch"
        return _say(f"{mistake.format_message().rstrip('.')}; `{name} --help` shows how it is used.")
    except click.ClickException as mistake:
        return _say(mistake.format_message())
    except click.Abort:
        return INTERRUPTED
    except BrokenPipeError:
        # The reader of our output has gone (`| head`): Python would complain once more while closing stdout.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return OK
    except OSError as trouble:
        if trouble.errno in FULL:
            # Whoever wrote it did not say where.
            where = f"{trouble.filename}: " if trouble.filename else ""
            return _say(f"{where}there is no space left to write in; make room, or give another path.")
        if trouble.filename is None:
            raise
        return _say(f"{trouble.filename}: {(trouble.strerror or str(trouble)).lower()}; give another path.")


def _say(sentence: str) -> int:
    """One sentence on standard error, on one line."""
    click.echo("frontwatch: " + " ".join(sentence.split()), err=True)
    return MISTAKE


if __name__ == "__main__":
    main()
