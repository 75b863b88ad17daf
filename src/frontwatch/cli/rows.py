"""A measure of all days as rows: comma-separated values in a file, JSON, or lines to read."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from frontwatch.cli.credit import tell_credit
from frontwatch.cli.output import write_whole
from frontwatch.model import FrontwatchError

if TYPE_CHECKING:
    import pyarrow as pa

    from frontwatch.ground.record import Record

csv_option = click.option(
    "--csv", "csv_file", metavar="FILE|-", help="Write every row to this file as comma-separated values; - prints them."
)
DECIMALS = 4
"""Of km², km, degrees and shares in rows: enough to add them up again, and more than any map is good to."""


def show_rows(record: Record, table: pa.Table, lines: Iterable[str], *, csv_file: str | None, as_json: bool) -> None:
    """Write a measure's table, each row with its source, or print its lines."""
    if csv_file is not None:
        text = as_csv(table.append_column("source", [[f"{record.meta.name}, record {record.hash[:8]}"] * len(table)]))
        if csv_file == "-":
            click.echo(text, nl=False)
            return
        write_whole(Path(csv_file), text)
        click.echo(f"{csv_file}: {len(table):,} rows")
        return
    if as_json:
        from frontwatch.showing.measure import measure_json

        click.echo(measure_json(record, on=None, m=None, figures=(), rows=_rounded(table).to_pylist()))
        return
    for line in lines:
        click.echo(line)
    tell_credit(record)


def as_csv(table: pa.Table) -> str:
    """A table with a head as comma-separated values; an unknown value is an empty cell."""
    import csv
    import io

    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(table.column_names)
    writer.writerows(zip(*(column.to_pylist() for column in _rounded(table).columns), strict=True))
    return out.getvalue()


def between(record: Record, since: date | None, on: date | None) -> tuple[date, date]:
    """The days a history is told of: as asked, within the record's.

    Raises: FrontwatchError: there are none.
    """
    first, last = record.map_at(0).day, record.map_at(-1).day
    begin, end = max(since or first, first), min(on or last, last)
    if begin > end:
        raise FrontwatchError(
            f"{record.meta.name} has maps of {first} to {last}, so none from {begin} to {end}; ask about other days."
        )
    return begin, end


def of_days(table: pa.Table, column: str, first: date, last: date) -> pa.Table:
    """The rows whose day in a column lies between two days, both included."""
    import pyarrow as pa
    import pyarrow.compute as pc

    day = table[column]
    return table.filter(
        pc.and_(pc.greater_equal(day, pa.scalar(first, pa.date32())), pc.less_equal(day, pa.scalar(last, pa.date32())))
    )


def monthly(rows: list[dict[str, Any]], column: str) -> list[dict[str, Any]]:
    """The rows of the first day in each month, and of the last day of all."""
    days = sorted({row[column] for row in rows})
    first = {(d.year, d.month): d for d in reversed(days)}
    shown = {*first.values(), *days[-1:]}
    return [row for row in rows if row[column] in shown]


def _rounded(table: pa.Table) -> pa.Table:
    import pyarrow as pa
    import pyarrow.compute as pc

    columns = [
        pc.round(table[name], DECIMALS) if pa.types.is_floating(table[name].type) else table[name]
        for name in table.column_names
    ]
    return pa.table(columns, names=table.column_names)
