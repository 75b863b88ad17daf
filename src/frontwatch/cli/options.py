"""Options that commands share: which record, which day, which theatre, and how the record is opened."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from frontwatch.model import FrontwatchError, RecordUsed, Report

if TYPE_CHECKING:
    from frontwatch.ground.record import Record
    from frontwatch.theatre.theatre import Theatre

F = TypeVar("F", bound=Callable[..., Any])


class Day(click.ParamType[date]):
    """A calendar day, YYYY-MM-DD."""

    name = "day"

    def get_metavar(self, param: click.Parameter, ctx: click.Context) -> str:
        return "DAY"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date:
        if isinstance(value, date):
            return value
        try:
            if not re.fullmatch(r"\d{4}-\d\d-\d\d", value):  # fromisoformat also takes 20250628 and 2025-W26-6
                raise ValueError
            return date.fromisoformat(value)
        except ValueError:
            self.fail(f"{value!r} is not a day; write it as YYYY-MM-DD, like 2025-06-28", param, ctx)


DAY = Day()
SHIPPED = "shipped"
"""Given as a record: the one that the theatre ships. A file of this name is given as ./shipped."""

ground_option = click.option(
    "--ground", metavar="RECORD", help='The record to use; else the one `ground use` remembers; else the one "shipped".'
)
grounds_option = click.option(
    "--ground",
    "grounds",
    metavar="RECORD",
    multiple=True,
    help='A record to ask; may be repeated; "shipped" is the theatre\'s own. Else the one `ground use` remembers, else '
    "the one shipped.",
)
record_option = click.option("--record", metavar="HASH", help="Refuse to run on a record whose hash begins otherwise.")
on_option = click.option("--on", type=DAY, help="The day asked about; else the newest map of the record.")
since_option = click.option("--since", type=DAY, help="The day from which change is counted.")
known_by_option = click.option("--known-by", type=DAY, help="Use only maps published by this day.")
json_option = click.option("--json", "as_json", is_flag=True, help="Print JSON instead of text.")
theatre_option = click.option(
    "--theatre", default="ukraine", show_default=True, metavar="NAME|FOLDER", help="The theatre: a name or a folder."
)


drawing_option = click.option(
    "-o", "drawing", metavar="FILE", type=click.Path(path_type=Path, dir_okay=False),
    help="Also draw it to this file, .svg or .png.",
)  # fmt: skip


def ground_options(command: F) -> F:
    """--ground, --record, --theatre and --json: what every command takes that measures one record."""
    return theatre_option(json_option(record_option(ground_option(command))))


def grounds_options(command: F) -> F:
    """The same for a command that can ask several records at once."""
    return theatre_option(json_option(record_option(grounds_option(command))))


def open_theatre_and_record(
    theatre: str, ground: str | None, record: str | None = None, known_by: date | None = None
) -> tuple[Theatre, Record]:
    """The theatre and the record that a command asks, as it was known by a day where one is given.

    Args:
        theatre: a shipped theatre's name, or a folder.
        ground: the record's path, or "shipped"; None: the remembered one, else the theatre's own.
        record: the hash prefix that the record must have; None: any.
        known_by: the day by which the maps used had been published; None: use all.
    Raises: FrontwatchError: no such theatre or record; another record's hash; nothing was known by then.
    """
    from frontwatch.ground.known import as_known
    from frontwatch.ground.record import open_record
    from frontwatch.theatre.theatre import open_theatre

    stage = open_theatre(theatre)
    opened = open_record(record_path(stage, ground))
    if record and not opened.hash.startswith(record.lower()):
        raise FrontwatchError(
            f"{opened.path}: this is record {opened.hash[:8]}, not {record}; "
            f"give that record with --ground, or leave out --record to use this one."
        )
    return stage, as_known(opened, known_by)


def record_used(report: Report, theatre: str) -> tuple[Theatre, Record, RecordUsed]:
    """The theatre, and the record, as known to the check, on which a checked report is drawn: the first with a map."""
    from frontwatch.ground.known import known_where_told
    from frontwatch.ground.record import open_record
    from frontwatch.theatre.theatre import open_theatre

    used = next((r for r in report.records if r.map), report.records[0])
    stage = open_theatre(theatre)
    path = used.path or stage.default_record
    assert path is not None
    known_by = dict(report.options).get("known_by")
    newest = max(report.published, date.fromisoformat(known_by)) if known_by else report.published
    return stage, known_where_told(open_record(path), newest), used


def record_path(theatre: Theatre, ground: str | None) -> str:
    """The path of the record to use: as given, else the one remembered by `ground use`, else the theatre's own.

    `SHIPPED` is the theatre's own whatever is remembered.
    """
    remembered = remembered_record(theatre.name) or theatre.default_record
    path = theatre.default_record if ground == SHIPPED else ground or remembered
    if path is None:
        raise FrontwatchError(f"Theatre {theatre.name} ships no record; give one with --ground.")
    return str(path)


def record_paths(theatre: str, grounds: tuple[str, ...]) -> tuple[str, ...] | None:
    """The records to check against: as given, else the remembered one; None: the theatre's own."""
    remembered = None if grounds else remembered_record(Path(theatre).name)
    return grounds or ((remembered,) if remembered else None)


def user_settings() -> Path:
    """The file in which `ground use` remembers, in this user's configuration folder."""
    from platformdirs import user_config_path

    return user_config_path("frontwatch") / "settings.json"


def remembered_record(theatre: str) -> str | None:
    """The record that this user chose for a theatre with `ground use`; None where none, or where it is gone."""
    try:
        chosen = json.loads(user_settings().read_text(encoding="utf-8"))["records"][theatre]
    except (OSError, ValueError, KeyError, TypeError):
        return None
    return chosen if isinstance(chosen, str) and Path(chosen).is_file() else None


def remember_record(theatre: str, path: Path | None) -> Path:
    """Remember a record as this user's default for a theatre (None: forget it); the file it is remembered in."""
    file = user_settings()
    try:
        settings = json.loads(file.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        settings = {}
    records = {**settings.get("records", {}), theatre: str(path.resolve()) if path else ""}
    settings["records"] = {name: value for name, value in sorted(records.items()) if value}
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(json.dumps(settings, indent=1, sort_keys=True) + "\n", encoding="utf-8")
    return file
