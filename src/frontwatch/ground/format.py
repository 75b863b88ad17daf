"""A record's file: one Parquet table of edges, its metadata as JSON in the schema, its content hash.

Columns: ``x1 y1 x2 y2`` int32, longitude and latitude of an edge's two ends in units of 1e-7 degree; ``layer`` int8,
index into the metadata's layers; ``first last`` int32, the first and the last map (both included) the edge stands in.
An edge runs with its layer's ground on its left, so outer rings run counter-clockwise and holes clockwise.
An edge that leaves and returns has one row for each lifetime. Rows are sorted by all columns from ``layer`` on.
"""

from __future__ import annotations

import hashlib
import json
import os
import tempfile
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from frontwatch.ground.errors import NotARecord
from frontwatch.ground.settings import COMPRESSION_LEVEL
from frontwatch.model import CONTESTED

FORMAT_VERSION = 1
METADATA_KEY = "frontwatch"
COORDINATES = ("x1", "y1", "x2", "y2")
COLUMNS: dict[str, str] = {**dict.fromkeys(COORDINATES, "<i4"), "layer": "<i1", "first": "<i4", "last": "<i4"}


@dataclass(frozen=True, slots=True)
class Layer:
    """What a map says of an area; claimed is never held."""

    status: Literal["held", "contested", "claimed"]
    side: str | None = None
    label: str = ""
    """Tells layers of one status apart, where a publisher draws several: "infiltration"."""

    @property
    def name(self) -> str:
        """
        >>> Layer("held", "RU").name, Layer("contested").name, Layer("contested", label="infiltration").name
        ('held RU', 'contested', 'contested (infiltration)')
        """
        told = f"{self.status} {self.side}" if self.side else self.status
        return f"{told} ({self.label})" if self.label else told


@dataclass(frozen=True, slots=True)
class RecordMeta:
    """What a record is, in its publisher's and its maker's words."""

    name: str
    publisher: str
    ties: str
    """Who the publisher works with, and what that does to the maps: one line."""
    credit: str
    """How to credit, and under which terms."""
    scale: Literal["polygon", "settlement"]
    resolution_km: float
    """Nearer than this to an edge the map does not decide."""
    delay_days: int
    """How late the publisher shows some changes, days."""
    theatre: str
    layers: tuple[Layer, ...]
    rest: str
    """Code of the side that holds what no layer covers."""
    contested_until: date | None = None
    """Last day on which the contested layer is kept; None: as long as the record, or there is none."""
    has_published: bool = False
    """True where each map has its publication time."""
    format_version: int = FORMAT_VERSION

    @property
    def holders(self) -> tuple[str, ...]:
        """Who can hold a point: the rest's side first, then the layers' sides, then "contested" if that can be."""
        sides = dict.fromkeys(layer.side for layer in self.layers if layer.status == "held" and layer.side)
        doubt = len(sides) > 1 or any(layer.status == "contested" for layer in self.layers)
        return tuple(dict.fromkeys([self.rest, *sides, *([CONTESTED] if doubt else [])]))

    def shows_contested(self, day: date) -> bool:
        """Whether maps of that day can show contested ground: there is such a layer, and it does not end before."""
        layer = any(layer.status == "contested" for layer in self.layers)
        return layer and (self.contested_until is None or day <= self.contested_until)

    def holders_on(self, day: date) -> tuple[str, ...]:
        """Who can hold a point on maps of that day: "contested" only where they can show it."""
        whole = self.contested_until is None or day <= self.contested_until
        return self.holders if whole else tuple(holder for holder in self.holders if holder != CONTESTED)


@dataclass(frozen=True, slots=True)
class RecordTable:
    """A whole record in memory: m maps and n edges."""

    meta: RecordMeta
    days: NDArray[np.datetime64]
    """(m,) datetime64[D], ascending; the same day again is a later map of that day."""
    published: NDArray[np.datetime64]
    """(m,) datetime64[s], UTC; NaT unknown."""
    map_hashes: tuple[str, ...]
    """SHA-256 of each map's file as published."""
    columns: dict[str, NDArray[Any]]
    """The columns of the module's docstring, each (n,)."""


def content_hash(table: RecordTable) -> str:
    """SHA-256 over the metadata and the columns' bytes, as hex: the same record has the same hash on any machine."""
    digest = hashlib.sha256(_metadata_json(table).encode())
    for name, kind in COLUMNS.items():
        digest.update(np.ascontiguousarray(table.columns[name], dtype=kind).data)
    return digest.hexdigest()


def write_record(table: RecordTable, path: str | Path) -> str:
    """Write the record whole or not at all, replacing what stood there; returns its hash.

    Raises: OSError where the folder cannot be written.
    """
    import pyarrow as pa
    import pyarrow.parquet as pq

    path = Path(path)
    digest = content_hash(table)
    arrays = [pa.array(np.ascontiguousarray(table.columns[name], dtype=kind)) for name, kind in COLUMNS.items()]
    schema = pa.schema([pa.field(name, a.type, nullable=False) for name, a in zip(COLUMNS, arrays, strict=True)])
    handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.", suffix=".part")
    try:
        with os.fdopen(handle, "wb") as file:
            with pq.ParquetWriter(
                file,
                schema,
                compression="zstd",
                compression_level=COMPRESSION_LEVEL,
                use_dictionary=False,
                column_encoding=dict.fromkeys(COLUMNS, "DELTA_BINARY_PACKED") | {"layer": "PLAIN"},
                store_schema=False,
                write_statistics=False,
            ) as writer:
                writer.write_table(pa.Table.from_arrays(arrays, schema=schema))
                writer.add_key_value_metadata({METADATA_KEY: _metadata_json(table), METADATA_KEY + ".hash": digest})
            file.flush()
            os.fsync(file.fileno())
        Path(temporary).chmod(0o644)
        Path(temporary).replace(path)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise
    return digest


def read_table(path: str | Path) -> tuple[RecordTable, str]:
    """Read a record and its hash, verified.

    Raises: NotARecord: no such file, no record, a record of another version, or one whose content was changed.
    """
    import pyarrow as pa
    import pyarrow.parquet as pq

    path = Path(path)
    if not path.is_file():
        raise NotARecord(f"{path}: no such record; make one with `frontwatch ground import SOURCE -o {path.name}`.")
    try:
        file = pq.ParquetFile(path, memory_map=True)
        metadata = dict(file.metadata.metadata or {})
        arrow = file.read(use_threads=False)
        columns = {name: arrow.column(name).to_numpy().astype(kind, copy=False) for name, kind in COLUMNS.items()}
        table = _table_from_json(json.loads(metadata[METADATA_KEY.encode()]), columns)
        stored = metadata[(METADATA_KEY + ".hash").encode()].decode()
    except (pa.ArrowException, OSError, KeyError, ValueError, TypeError) as error:
        raise NotARecord(
            f"{path}: not a ground record that this version reads; import the maps again with "
            f"`frontwatch ground import SOURCE -o {path.name}`."
        ) from error
    _check(table, path)
    if content_hash(table) != stored:
        raise NotARecord(f"{path}: the record's content does not match its hash; import the maps again.")
    return table, stored


def _check(table: RecordTable, path: Path) -> None:
    c, m = table.columns, len(table.days)
    sound = (
        table.meta.format_version == FORMAT_VERSION
        and m == len(table.published) == len(table.map_hashes)
        and m > 0
        and bool((np.diff(table.days.astype(np.int64)) >= 0).all())
        and (not len(c["first"]) or (c["first"].min() >= 0 and c["last"].max() < m))
        and bool((c["first"] <= c["last"]).all())
        and (not len(c["layer"]) or (c["layer"].min() >= 0 and c["layer"].max() < len(table.meta.layers)))
    )
    if not sound:
        raise NotARecord(f"{path}: the record's parts do not fit together; import the maps again.")


def _metadata_json(table: RecordTable) -> str:
    meta = table.meta
    fields = {name: getattr(meta, name) for name in meta.__dataclass_fields__ if name != "layers"}
    fields["contested_until"] = meta.contested_until.isoformat() if meta.contested_until else None
    fields["layers"] = [[x.status, x.side, x.label] if x.label else [x.status, x.side] for x in meta.layers]
    published = [None if np.isnat(p) else str(p) for p in table.published]
    maps = {"days": [str(d) for d in table.days], "published": published, "sha256": list(table.map_hashes)}
    if not any(published):
        maps["published"] = []
    return json.dumps({"record": fields, "maps": maps}, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def _table_from_json(told: dict[str, Any], columns: dict[str, NDArray[Any]]) -> RecordTable:
    fields, maps = dict(told["record"]), told["maps"]
    fields["layers"] = tuple(Layer(*told) for told in fields["layers"])
    until = fields["contested_until"]
    fields["contested_until"] = date.fromisoformat(until) if until else None
    published = maps["published"] or [None] * len(maps["days"])
    return RecordTable(
        meta=RecordMeta(**fields),
        days=np.array(maps["days"], dtype="datetime64[D]"),
        published=np.array([p or "NaT" for p in published], dtype="datetime64[s]"),
        map_hashes=tuple(maps["sha256"]),
        columns=columns,
    )
