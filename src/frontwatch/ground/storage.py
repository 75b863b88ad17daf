"""A record's file: Parquet with one row, each column a list; its metadata as JSON in the schema, its content hash.

Columns of one length each: the maps (``map_day`` days since 1970, ``map_published`` seconds, ``map_sha256``), the
vertices (``x y``), the edges (``start end layer first last``), and what ``drawing`` names. Those of ``STEPS`` are kept
as the difference from the one before, modulo 2**32, and ``end`` as the difference from ``start``.
"""

from __future__ import annotations

import json
import os
import tempfile
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from frontwatch.ground.drawing import Drawing
from frontwatch.ground.errors import NotARecord
from frontwatch.ground.format import COLUMNS, FORMAT_VERSION, RecordTable, content_hash, meta_from_json, meta_json
from frontwatch.ground.settings import COMPRESSION_LEVEL

METADATA_KEY = "frontwatch"
HASH_BYTES = 32
UNKNOWN = np.iinfo(np.int64).min
STEPS = ("x", "y", "start", "span_vertex", "list_map", "ring_strand", "odd_vertex")
SPLIT = ("x", "y", "start", "end")
"""Columns whose bytes are kept apart by place value: smaller so."""


def write_record(table: RecordTable, path: str | Path) -> str:
    """Write the record whole or not at all, replacing what stood there; returns its hash.

    Raises: OSError where the folder cannot be written.
    """
    import pyarrow as pa
    import pyarrow.parquet as pq

    path = Path(path)
    digest = content_hash(table)
    lists = {name: _as_list(values) for name, values in _packed(table).items()}
    schema = pa.schema([pa.field(name, array.type, nullable=False) for name, array in lists.items()])
    split = {f"{name}.list.element" for name in SPLIT}
    handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.", suffix=".part")
    try:
        with os.fdopen(handle, "wb") as file:
            with pq.ParquetWriter(
                file,
                schema,
                compression="zstd",
                compression_level=COMPRESSION_LEVEL,
                use_dictionary=False,
                column_encoding={
                    leaf: "BYTE_STREAM_SPLIT" if leaf in split else "PLAIN"
                    for leaf in (f"{name}.list.element" for name in lists)
                },
                store_schema=False,
                write_statistics=False,
            ) as writer:
                writer.write_table(pa.Table.from_arrays(list(lists.values()), schema=schema))
                told = {METADATA_KEY: meta_json(table.meta), METADATA_KEY + ".hash": digest}
                writer.add_key_value_metadata(told)
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
    again = f"`frontwatch ground import SOURCE -o {path.name}`"
    if not path.is_file():
        raise NotARecord(f"{path}: no such record; make one with {again}.")
    try:
        file = pq.ParquetFile(path, memory_map=True)
        metadata = dict(file.metadata.metadata or {})
        meta = json.loads(metadata[METADATA_KEY.encode()])
        _check_version(meta, path, again)
        arrow = file.read(use_threads=False)
        table = _unpacked(meta, {name: _of_list(arrow.column(name)) for name in arrow.column_names})
        stored = metadata[(METADATA_KEY + ".hash").encode()].decode()
    except (pa.ArrowException, OSError, KeyError, ValueError, TypeError, IndexError, AttributeError) as error:
        raise NotARecord(
            f"{path}: not a ground record that this version reads; import the maps again with {again}."
        ) from error
    if not table.sound():
        raise NotARecord(f"{path}: the record's parts do not fit together; import the maps again.")
    if content_hash(table) != stored:
        raise NotARecord(f"{path}: the record's content does not match its hash; import the maps again.")
    return table, stored


def _check_version(meta: dict[str, Any], path: Path, again: str) -> None:
    version = meta.get("record", meta)["format_version"]
    if version > FORMAT_VERSION:
        raise NotARecord(
            f"{path}: a record of format {version}, made by a newer Frontwatch (this one reads format "
            f"{FORMAT_VERSION}); update Frontwatch, or import the maps again with {again}."
        )
    if version < FORMAT_VERSION:
        raise NotARecord(
            f"{path}: a record of format {version}, made by an early Frontwatch (this one reads format "
            f"{FORMAT_VERSION}); import the maps again with {again}."
        )


def _packed(table: RecordTable) -> dict[str, NDArray[Any]]:
    """The arrays as they stand in the file, by column."""
    columns = {name: np.asarray(table.columns[name], kind) for name, kind in COLUMNS.items()}
    columns["end"] = columns["end"] - columns["start"]
    arrays: dict[str, NDArray[Any]] = {
        "map_day": table.days.astype("<M8[D]").astype("<i8").astype("<i4"),
        "map_published": table.published.astype("<M8[s]").astype("<i8"),
        "map_sha256": np.frombuffer(bytes.fromhex("".join(table.map_hashes)), f"V{HASH_BYTES}"),
        "x": table.x,
        "y": table.y,
        **columns,
        **(table.drawing.arrays() if table.drawing else {}),
    }
    return arrays | {name: _steps(arrays[name]) for name in STEPS if name in arrays}


def _unpacked(meta: dict[str, Any], arrays: dict[str, NDArray[Any]]) -> RecordTable:
    arrays |= {name: _sums(arrays[name]) for name in STEPS if name in arrays}
    columns = {name: arrays[name].astype(kind, copy=False) for name, kind in COLUMNS.items()}
    columns["end"] = columns["end"] + columns["start"]
    names = Drawing.__dataclass_fields__
    sha = arrays["map_sha256"].tobytes().hex()
    return RecordTable(
        meta=meta_from_json(meta),
        days=arrays["map_day"].astype("<i8").view("<M8[D]"),
        published=arrays["map_published"].view("<M8[s]"),
        map_hashes=tuple(sha[i : i + 2 * HASH_BYTES] for i in range(0, len(sha), 2 * HASH_BYTES)),
        x=arrays["x"],
        y=arrays["y"],
        columns=columns,
        drawing=Drawing(**{name: arrays[name] for name in names}) if names.keys() <= arrays.keys() else None,
    )


def _steps(values: NDArray[Any]) -> NDArray[np.int32]:
    return np.diff(values.astype("<i4").view("<u4"), prepend=np.uint32(0)).view("<i4")


def _sums(steps: NDArray[Any]) -> NDArray[np.int32]:
    return np.cumsum(steps.astype("<i4", copy=False).view("<u4"), dtype="<u4").view("<i4")


def _as_list(values: NDArray[Any]) -> Any:
    """One list of all the values."""
    import pyarrow as pa

    if values.dtype.kind == "V":
        flat = pa.FixedSizeBinaryArray.from_buffers(
            pa.binary(HASH_BYTES), len(values), [None, pa.py_buffer(values.tobytes())]
        )
    else:
        flat = pa.array(np.ascontiguousarray(values))
    return pa.ListArray.from_arrays(pa.array([0, len(values)], pa.int32()), flat)


def _of_list(column: Any) -> NDArray[Any]:
    """The values of a column that is one list."""
    if len(column) != 1:
        raise ValueError("not one row")
    flat = column.chunk(0)[0].values  # not `flatten`, which loads all of Arrow's functions
    if flat.null_count:
        raise ValueError("has nulls")
    if str(flat.type).startswith("fixed_size_binary"):
        return np.frombuffer(b"".join(flat.to_pylist()), f"V{HASH_BYTES}")
    return np.asarray(flat.to_numpy(zero_copy_only=False))
