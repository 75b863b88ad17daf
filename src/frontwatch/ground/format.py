"""What a record is, in memory: its maps, its vertices, its edges with their lifetimes, and its rings as drawn.

A vertex is kept once: first those of the source's rings, in the rings' order (see ``drawing``), then those that cutting
made. An edge has two of them as its ends and runs with its layer's ground on its left, so outer rings run
counter-clockwise and holes clockwise. An edge that leaves and returns has one row for each lifetime.
``storage`` writes a record to its file and reads it.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from frontwatch.ground.drawing import Drawing, within
from frontwatch.model import CONTESTED

FORMAT_VERSION = 2
COLUMNS: dict[str, str] = {"start": "<i4", "end": "<i4", "layer": "<i1", "first": "<i4", "last": "<i4"}
COORDINATES = ("x1", "y1", "x2", "y2")


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
    """A whole record in memory: m maps, v vertices and n edges."""

    meta: RecordMeta
    days: NDArray[np.datetime64]
    """(m,) datetime64[D], ascending; the same day again is a later map of that day."""
    published: NDArray[np.datetime64]
    """(m,) datetime64[s], UTC; NaT unknown."""
    map_hashes: tuple[str, ...]
    """SHA-256 of each map's file as published."""
    x: NDArray[np.int32]
    y: NDArray[np.int32]
    """(v,) longitude and latitude in units of 1e-7 degree."""
    columns: dict[str, NDArray[Any]]
    """(n,) each: ``start end`` vertices; ``layer`` index into the meta's layers; ``first last`` map, both included."""
    drawing: Drawing | None = None
    """The source's rings; None where it draws none."""

    def edges(self) -> dict[str, NDArray[Any]]:
        """(n,) each: ``x1 y1 x2 y2`` of the two ends in units of 1e-7 degree, ``layer first last``."""
        start, end = self.columns["start"], self.columns["end"]
        ends = (self.x[start], self.y[start], self.x[end], self.y[end])
        kept = {name: self.columns[name] for name in ("layer", "first", "last")}
        return dict(zip(COORDINATES, ends, strict=True)) | kept

    def sound(self) -> bool:
        """Whether its parts fit together."""
        c, m, v = self.columns, len(self.days), len(self.x)
        return (
            m == len(self.published) == len(self.map_hashes)
            and m > 0
            and v == len(self.y)
            and len({len(column) for column in c.values()}) == 1
            and bool((np.diff(self.days.astype(np.int64)) >= 0).all())
            and bool((c["first"] <= c["last"]).all())
            and all(within(c[name], 0, m - 1) for name in ("first", "last"))
            and all(within(c[name], 0, v - 1) for name in ("start", "end"))
            and within(c["layer"], 0, len(self.meta.layers) - 1)
            and (self.drawing is None or self.drawing.fits(m, len(self.meta.layers), v))
        )


def content_hash(table: RecordTable) -> str:
    """SHA-256 over the metadata and all arrays, as hex: the same record has the same hash on any machine."""
    digest = hashlib.sha256(meta_json(table.meta).encode())
    arrays = [table.days.astype("<M8[D]"), table.published.astype("<M8[s]"), table.x, table.y]
    arrays += [table.columns[name].astype(kind, copy=False) for name, kind in COLUMNS.items()]
    arrays += [*table.drawing.arrays().values()] if table.drawing else []
    digest.update("".join(table.map_hashes).encode())
    for array in arrays:
        little = array.astype(array.dtype.newbyteorder("<"), copy=False)
        digest.update(len(array).to_bytes(8, "little"))
        digest.update(np.ascontiguousarray(little).view(np.uint8).data)
    return digest.hexdigest()


def meta_json(meta: RecordMeta) -> str:
    """The metadata as JSON, always the same for the same."""
    fields = {name: getattr(meta, name) for name in meta.__dataclass_fields__ if name != "layers"}
    fields["contested_until"] = meta.contested_until.isoformat() if meta.contested_until else None
    fields["layers"] = [[x.status, x.side, x.label] if x.label else [x.status, x.side] for x in meta.layers]
    return json.dumps(fields, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def meta_from_json(told: dict[str, Any]) -> RecordMeta:
    """The metadata again. Raises: KeyError, TypeError, ValueError: it is not such."""
    fields = dict(told)
    fields["layers"] = tuple(Layer(*told) for told in fields["layers"])
    until = fields["contested_until"]
    fields["contested_until"] = date.fromisoformat(until) if until else None
    return RecordMeta(**fields)
