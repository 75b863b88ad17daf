"""Claims as rows of a table, one a claim, and the table as CSV, JSON lines or Parquet."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from itertools import islice
from typing import Any, BinaryIO

import msgspec

from frontwatch.model import Claim
from frontwatch.showing.said import said

Row = dict[str, Any]
Write = Callable[[BinaryIO, Iterable[Row]], None]

COLUMNS = {
    "report": "text",
    "published": "day",
    "kind": "text",
    "line": "count",
    "quote": "text",
    "start": "count",
    "end": "count",
    "speaker": "text",
    "side": "text",
    "place": "texts",
    "place_id": "counts",
    "sector": "text",
    "region": "text",
    "day": "day",
    "since": "day",
    "low": "number",
    "high": "number",
    "unit": "text",
    "approx": "truth",
    "negated": "truth",
    "hedged": "truth",
    "also": "texts",
    "named": "texts",
    "rivals": "counts",
    "trouble": "text",
    "own": "object",
}
"""Each column and what stands in it; `low`, `high`, `unit` and `approx` are the quantity's, `own` is the kind's own
members: an object in JSON lines, else its JSON as text."""

TOGETHER = 10_000
"""Rows of a Parquet row group."""


def row(report: str, published: date | None, claim: Claim) -> Row:
    """A claim as a row: the members that `frontwatch read --json` prints, flat.

    Args:
        report: the report's file name. published: the day it appeared.
    """
    told = said(claim)
    quantity = told.quantity
    members = {name: getattr(told, name, None) for name in COLUMNS}
    return {
        **members,
        "report": report,
        "published": published,
        "place": _listed(told.place),
        "place_id": _listed(told.place_id),
        "low": quantity.low if quantity else None,
        "high": quantity.high if quantity else None,
        "unit": quantity.unit if quantity else None,
        "approx": quantity.approx if quantity else None,
        "also": [q.quote for q in told.also],
    }


def write_csv(file: BinaryIO, rows: Iterable[Row]) -> None:
    """Write rows as CSV in UTF-8, a head above them; lists are joined with ";"."""
    text = io.TextIOWrapper(file, encoding="utf-8", newline="", write_through=True)
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(COLUMNS)
    for one in rows:
        writer.writerow([_cell(one[name]) for name in COLUMNS])
    text.detach()


def write_jsonl(file: BinaryIO, rows: Iterable[Row]) -> None:
    """Write rows as JSON, one a line."""
    for one in rows:
        file.write(msgspec.json.encode(one) + b"\n")


def write_parquet(file: BinaryIO, rows: Iterable[Row]) -> None:
    """Write rows as Parquet, with the same types whatever the rows hold."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    types = {
        "text": pa.string(),
        "texts": pa.list_(pa.string()),
        "count": pa.int64(),
        "counts": pa.list_(pa.int64()),
        "number": pa.float64(),
        "day": pa.date32(),
        "truth": pa.bool_(),
        "object": pa.string(),
    }
    schema = pa.schema([(name, types[what]) for name, what in COLUMNS.items()])
    with pq.ParquetWriter(file, schema, compression="zstd") as writer:
        for some in _batches(rows):
            plain = [{**one, "own": msgspec.json.encode(one["own"]).decode()} for one in some]
            writer.write_table(pa.Table.from_pylist(plain, schema))


WRITERS: dict[str, Write] = {".csv": write_csv, ".parquet": write_parquet, ".jsonl": write_jsonl}
"""By the ending of the file's name."""


def _listed(value: Any) -> list[Any]:
    return [] if value is None else value if isinstance(value, list) else [value]


def _cell(value: Any) -> Any:
    if isinstance(value, list):
        return ";".join(str(one) for one in value)
    if isinstance(value, dict):
        return msgspec.json.encode(value).decode() if value else ""
    return str(value).lower() if isinstance(value, bool) else value


def _batches(rows: Iterable[Row]) -> Iterator[list[Row]]:
    left = iter(rows)
    while some := list(islice(left, TOGETHER)):
        yield some
