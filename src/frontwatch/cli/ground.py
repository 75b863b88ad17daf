"""`frontwatch ground`: make a record from a publisher's maps, describe it, make it the default."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path
from textwrap import fill
from typing import TYPE_CHECKING, Any

import click

from frontwatch.cli.audit import audit_record
from frontwatch.cli.compare import compare
from frontwatch.cli.ground_export import export
from frontwatch.cli.ground_get import get, update
from frontwatch.cli.options import json_option
from frontwatch.cli.output import check_place
from frontwatch.cli.progress import progress
from frontwatch.model import FrontwatchError

if TYPE_CHECKING:
    from frontwatch.ground.about import About
    from frontwatch.ground.record import Layer, Record


@click.group()
def ground() -> None:
    """Make ground records from publishers' maps, describe them, choose the default.

    \b
    Example:
      frontwatch ground import maps/ -o maps.parquet
      frontwatch ground use maps.parquet
    """


for command in (audit_record, compare, export, get, update):
    ground.add_command(command)


@ground.command("import")
@click.argument("source", type=click.Path(path_type=Path))
@click.option(
    "-o", "output", required=True, metavar="RECORD", type=click.Path(path_type=Path), help="The file to write."
)
@click.option("--skip-damaged", is_flag=True, help="Leave damaged maps out, and list them, instead of refusing all.")
@click.option(
    "--add", is_flag=True, help="Add to the record at -o: maps it has add nothing, a corrected day a version."
)
@click.option("--source", "named", metavar="NAME", help="The publisher, where the maps do not tell it themselves.")
@click.option("--column", metavar="NAME", help="Of a table of settlements: whose answers to take, like status_isw.")
@click.option(
    "--describe", metavar="FILE.toml", type=click.Path(path_type=Path),
    help="What the maps show; else the source.toml in the folder.",
)  # fmt: skip
def import_(
    source: Path, output: Path, skip_damaged: bool, add: bool, named: str | None, column: str | None,
    describe: Path | None,
) -> None:  # fmt: skip
    """Make a record from a folder, .zip or .tar.* of maps with a day in their names, or from a table of settlements.

    The maps tell their publisher, or a source.toml describes them. An existing record is replaced only when the whole
    import succeeded. With --add it keeps its maps, and what it knew at any time stays as it was.

    \b
    Example:
      frontwatch ground import maps/ -o maps.parquet
      frontwatch ground import control_latest_2024.zip --column status_isw -o isw.parquet
    """
    from frontwatch.ground.importing import added, import_maps
    from frontwatch.ground.record import open_record
    from frontwatch.ground.storage import write_record

    check_place(output)
    with progress(f"Reading {source.name}") as tell:
        imported = import_maps(
            source, source=named, column=column, describe=describe, skip_damaged=skip_damaged, progress=tell
        )
    table = imported.table
    if add and output.exists():
        table = added(open_record(output), imported, datetime.now(UTC).replace(microsecond=0))
    write_record(table, output)
    for damaged in imported.skipped:
        click.echo(f"Left out {damaged.file}: {damaged.why}.")
    for note in imported.notes:
        click.echo(note)
    record = open_record(output)
    left = f", {len(imported.skipped)} left out" if imported.skipped else ""
    click.echo(
        f"{output}: {record.meta.name}, {_count(len(record), 'map')}{left}, {record.days[0]} to {record.days[-1]}, "
        f"{len(record.first):,} edges, {output.stat().st_size / 1000:,.0f} kB, record {record.hash[:8]}."
    )


@ground.command()
@click.argument("record", type=click.Path(path_type=Path))
@json_option
def info(record: Path, as_json: bool) -> None:
    """Tell what a record holds: publisher, its ties and delay, layers, days, gaps.

    \b
    Example:
      frontwatch ground info maps.parquet
    """
    from frontwatch.ground.about import about
    from frontwatch.ground.record import open_record

    opened = open_record(record)
    figures = about(opened)
    click.echo(
        json.dumps(_info_json(opened, figures), ensure_ascii=False, indent=1) if as_json else _info(opened, figures)
    )


@ground.command()
@click.argument("record", type=click.Path(path_type=Path), required=False)
@click.option("--shipped", is_flag=True, help="Forget the choice: use the record shipped with the theatre again.")
@click.option("--theatre", default="ukraine", show_default=True, metavar="NAME", help="With --shipped: whose choice.")
def use(record: Path | None, shipped: bool, theatre: str) -> None:
    """Remember a record as this user's default.

    \b
    Example:
      frontwatch ground use maps.parquet
    """
    from frontwatch.cli.options import remember_record
    from frontwatch.ground.record import open_record

    if (record is None) != shipped:
        raise FrontwatchError("Give either a record to remember or --shipped to forget the one remembered.")
    if record is None:
        remember_record(theatre, None)
        click.echo(f"Theatre {theatre}: the record shipped with it is the default again.")
        return
    opened = open_record(record)
    remember_record(opened.meta.theatre, record)
    click.echo(f"Theatre {opened.meta.theatre}: {opened.meta.name} ({record.resolve()}) is now the default record.")


def _info(record: Record, about: About) -> str:
    meta = record.meta
    longest = max(about.gaps, key=lambda gap: gap.days, default=None)
    missing = sum(gap.days for gap in about.gaps)
    gaps = (
        f"{_count(missing, 'day')} without a map, at most {longest.days} on end (after {longest.after})"
        if longest
        else "none"
    )
    contested = f", contested ground until {meta.contested_until}" if meta.contested_until else ""
    layers = ", ".join(layer.name for layer in meta.layers)
    rows = [
        ("Record", f"{meta.name} ({meta.scale} scale)"),
        ("Publisher", meta.publisher),
        ("Ties", meta.ties),
        ("Credit", meta.credit),
        ("Delay", f"some changes up to {_count(meta.delay_days, 'day')} late"),
        ("Layers", f"{layers}{contested}; what no layer covers is held by {meta.rest}"),
        ("Resolution", f"{meta.resolution_km:g} km"),
        ("Maps", f"{about.maps:,} on {about.days:,} days, {about.first} to {about.last}"),
        ("Published", "each map with its time of publication" if meta.has_published else "no publication times kept"),
        ("Gaps", gaps),
        ("Edges", f"{about.edges:,}, on a map {about.edge_days:,.0f}"),
        ("Size", f"{about.bytes / 1000:,.0f} kB"),
        ("Theatre", meta.theatre),
        ("Hash", record.hash),
    ]
    return "\n".join(fill(value, 80, initial_indent=f"{name:<11}", subsequent_indent=" " * 11) for name, value in rows)


def _info_json(record: Record, about: About) -> dict[str, Any]:
    meta = record.meta
    return {
        "record": {"name": meta.name, "publisher": meta.publisher, "hash": record.hash, "scale": meta.scale},
        "ties": meta.ties,
        "credit": meta.credit,
        "delay_days": meta.delay_days,
        "resolution_km": meta.resolution_km,
        "layers": [_layer_json(layer) for layer in meta.layers],
        "rest": meta.rest,
        "contested_until": str(meta.contested_until) if meta.contested_until else None,
        "has_published": meta.has_published,
        "theatre": meta.theatre,
        "format_version": meta.format_version,
        "maps": about.maps,
        "days": about.days,
        "first": str(about.first),
        "last": str(about.last),
        "gaps": [{"after": str(gap.after), "before": str(gap.before), "days": gap.days} for gap in about.gaps],
        "edges": about.edges,
        "bytes": about.bytes,
    }


def _layer_json(layer: Layer) -> dict[str, str | None]:
    told: dict[str, str | None] = {"status": layer.status, "side": layer.side}
    return {**told, "label": layer.label} if layer.label else told


def _count(n: int, what: str) -> str:
    return f"{n:,} {what}" if n == 1 else f"{n:,} {what}s"
