"""`frontwatch ground audit`: what in a record's maps should be looked at twice."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from frontwatch.cli.options import DAY, json_option
from frontwatch.model import FrontwatchError


@click.command("audit")
@click.argument("record", type=click.Path(path_type=Path))
@click.option("--since", type=DAY, help="Only what begins on this day or later.")
@click.option("--until", type=DAY, help="Only what begins on this day or before.")
@click.option(
    "--kind", "kinds", multiple=True, type=click.Choice(["flip", "island", "jump", "copy", "gap"]),
    help="Only this kind; may be repeated.",
)  # fmt: skip
@click.option("--min-km2", type=click.FloatRange(0), help="The smallest piece of ground told; else .1 km².")
@click.option(
    "--top", default=10, show_default=True, type=click.IntRange(0), help="Lines of a kind, its largest; 0 lists all."
)
@click.option("--csv", "as_csv", is_flag=True, help="Print all as comma-separated values instead of text.")
@json_option
@click.option("--theatre", metavar="NAME|FOLDER", help="The theatre; else the record's own.")
def audit_record(
    record: Path,
    since: date | None,
    until: date | None,
    kinds: tuple[str, ...],
    min_km2: float | None,
    top: int,
    as_csv: bool,
    as_json: bool,
    theatre: str | None,
) -> None:
    """List ground that appears and vanishes, islands far from the front, jumps, copied days and gaps.

    Each with its days, size and place; what they mean stands in docs/audit.md. --csv and --json give all of them, with
    the hashes of the maps.

    \b
    Example:
      frontwatch ground audit maps.parquet
      frontwatch ground audit maps.parquet --kind flip --since 2025-10-01 --until 2025-12-31 --top 0
    """
    if as_csv and as_json:
        raise FrontwatchError("Give one of --json and --csv: each is printed in place of the text.")
    if since and until and since > until:
        raise FrontwatchError(f"--since {since} lies after --until {until}: exchange them.")
    from frontwatch.ground.audit.anomaly import KINDS
    from frontwatch.ground.audit.audit import audit
    from frontwatch.ground.record import open_record
    from frontwatch.ground.settings import AUDIT_MIN_KM2
    from frontwatch.showing.audited import audit_csv, audit_json, audit_text
    from frontwatch.theatre.theatre import open_theatre

    opened = open_record(record)
    stage = open_theatre(theatre or opened.meta.theatre)
    asked = tuple(kind for kind in KINDS if not kinds or kind in kinds)
    found = audit(
        opened,
        stage,
        since=since,
        until=until,
        kinds=asked,
        min_km2=AUDIT_MIN_KM2 if min_km2 is None else min_km2,
    )
    names = {side.code: side.name for side in stage.sides}
    if as_csv:
        click.echo(audit_csv(found), nl=False)
    elif as_json:
        click.echo(audit_json(found, opened, names))
    else:
        click.echo(audit_text(found, names, asked, most=top))
