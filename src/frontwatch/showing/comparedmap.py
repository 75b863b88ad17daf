"""The map of two records on one day: ground held in both, in one only, in the other only."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

import frontwatch.showing.settings as s
from frontwatch.model import Place
from frontwatch.showing.holders import fills, names
from frontwatch.showing.legend import Swatch
from frontwatch.showing.picture import Picture
from frontwatch.showing.svgmap import Ground, draw
from frontwatch.showing.view import view_around, view_of
from frontwatch.showing.words import day, listed

if TYPE_CHECKING:
    from frontwatch.ground.compare import Compared, Pair
    from frontwatch.ground.disagreed import Disagreed
    from frontwatch.ground.format import Layer
    from frontwatch.ground.record import Record
    from frontwatch.showing.view import View
    from frontwatch.theatre.theatre import Theatre

LEAST_KM2 = 0.5
"""Less than this is told as nothing: the records' own steps make as much of slivers."""


def compared_map(
    theatre: Theatre, compared: Compared, differing: Sequence[Disagreed], *, around: Place | None = None,
    radius_km: float = 40.0,
) -> Picture:  # fmt: skip
    """The map of the comparison's last day, with its sentence and table.

    Args:
        differing: the settlements of that day whose holders differ.
        around: what the map shows; else all ground that either record draws. The figures are of all ground always.
    """
    pair, called = compared.pairs[-1], titles(compared)
    record = _both(compared.a, compared.b, pair)
    ground = Ground(theatre, record, record.map_at(1), record.map_at(0))
    where = f" around {around.name}" if around else ""
    svg = draw(
        ground,
        view_around(around, radius_km) if around else _view(record),
        title=f"Where two records differ{where}, {day(pair.day)}",
        named=(around,) if around else (),
        subtitle=f"{called[0]} and {called[1]}, maps of {day(pair.day)}",
        notes=notes_of(compared),
        swatches=_swatches(theatre, compared, called),
        source=_source(compared),
    )
    head = ("", f"only in {called[0]}", f"only in {called[1]}")
    return Picture(svg, sentence(theatre, compared, differing), head, _rows(theatre, compared, differing))


def titles(compared: Compared) -> tuple[str, str]:
    """What to call the two records: by name, with the hash where one name is both's."""
    a, b = compared.a, compared.b
    if a.meta.name != b.meta.name:
        return a.meta.name, b.meta.name
    return f"{a.meta.name} {a.hash[:8]}", f"{b.meta.name} {b.hash[:8]}"


def sentence(
    theatre: Theatre, compared: Compared, differing: Sequence[Disagreed], called: tuple[str, str] | None = None
) -> str:
    """How far the records differ on the comparison's last day.

    Args:
        called: what to call the two; else their names.
    """
    called, known = called or titles(compared), names(theatre)
    parts = []
    for title, only in ((called[0], compared.only_a), (called[1], compared.only_b)):
        more = [(holder, float(only(holder)[-1])) for holder in compared.holders]
        told = [f"{km2:,.0f} km² as {_held(known, holder)}" for holder, km2 in more if km2 >= LEAST_KM2]
        parts.append(f"only {title} has {listed(told)}" if told else f"{title} has none that the other has not")
    count = len(differing)
    settlements = f"{count} settlement{'' if count == 1 else 's'}" if count else "no settlement"
    return f"On {day(compared.pairs[-1].day)} {'; '.join(parts)}; they differ on the holder of {settlements}."


def _held(known: dict[str, str], holder: str) -> str:
    name = known.get(holder, holder)
    return name if name == "contested" else f"held by {name}"


def _rows(theatre: Theatre, compared: Compared, differing: Sequence[Disagreed]) -> tuple[tuple[str, ...], ...]:
    known = names(theatre)
    ground = [
        (_held(known, h), f"{compared.only_a(h)[-1]:,.0f} km²", f"{compared.only_b(h)[-1]:,.0f} km²")
        for h in compared.holders
    ]
    return (*ground, *((one.place.name, _held(known, one.a), _held(known, one.b)) for one in differing))


def _both(a: Record, b: Record, pair: Pair) -> Record:
    """A record of two maps, b's and then a's; what b draws as contested stands on both, in a layer of its own."""
    from frontwatch.ground.build import record_from_edges
    from frontwatch.ground.record import record_of

    own = [layer for layer in b.meta.layers if layer.status == "contested" or layer not in a.meta.layers]
    layers = (*a.meta.layers, *own)
    numbers = [_number(layer, a.meta.layers, own) for layer in b.meta.layers]
    contested = [layer.status == "contested" for layer in b.meta.layers]
    rows = _joined(
        np.vstack(
            [
                _edges(a, pair.a.index, list(range(len(a.meta.layers))), [(1, 1)] * len(a.meta.layers)),
                _edges(b, pair.b.index, numbers, [(0, 1) if one else (0, 0) for one in contested]),
            ]
        )
    )
    meta = replace(a.meta, layers=layers, contested_until=None)
    days = np.array([pair.day, pair.day], "datetime64[D]")
    table = record_from_edges(
        meta,
        days=days,
        map_hashes=(pair.b.sha256, pair.a.sha256),
        edges=rows[:, 1:5],
        layer=rows[:, 0],
        first=rows[:, 5],
        last=rows[:, 6],
    )
    return record_of(table)


def _joined(rows: NDArray[np.int64]) -> NDArray[np.int64]:
    """(n, 7) as ``_edges`` gives them: an edge that stands on the first map and on the second has one row for both."""
    rows = rows[np.lexsort(rows.T[5::-1])]
    goes_on = (rows[1:, :5] == rows[:-1, :5]).all(axis=1) & (rows[1:, 5] == rows[:-1, 6] + 1)
    starts = np.flatnonzero(np.append(True, ~goes_on)) if len(rows) else np.empty(0, np.intp)
    ends = np.append(starts[1:], len(rows)) - 1 if len(starts) else starts
    return np.hstack([rows[starts, :6], rows[ends, 6:]])


def _number(layer: Layer, first: Sequence[Layer], own: Sequence[Layer]) -> int:
    return len(first) + own.index(layer) if layer in own else first.index(layer)


def _edges(record: Record, index: int, numbers: Sequence[int], lives: Sequence[tuple[int, int]]) -> NDArray[np.int64]:
    """(n, 7) layer x1 y1 x2 y2 first last of one map's edges, each layer under another number and with a given life."""
    alive = record.alive(index)
    layer = record.layer[alive]
    ends = np.column_stack([record.columns[name][alive].astype(np.int64) for name in ("x1", "y1", "x2", "y2")])
    return np.column_stack([np.array(numbers)[layer], ends, np.array(lives)[layer]]).astype(np.int64)


def _view(record: Record) -> View:
    return view_of(np.concatenate([record.lon1, record.lon2]), np.concatenate([record.lat1, record.lat2]))


def _swatches(theatre: Theatre, compared: Compared, called: tuple[str, str]) -> list[Swatch]:
    known, deep = names(theatre), fills(theatre)
    a, b = compared.a.meta, compared.b.meta
    drawn = list(dict.fromkeys(x.side for x in (*a.layers, *b.layers) if x.status == "held" and x.side))
    order = [x.code for x in theatre.sides]
    items = [
        Swatch(s.SIDE_FILLS[order.index(code) % len(s.SIDE_FILLS)], f"{known[code]} in both")
        for code in order
        if code in (a.rest, *drawn)
    ]
    for side in drawn:
        other = a.rest if a.rest != side else next(code for code in order if code != side)
        items += [
            Swatch(deep[side], f"{known[side]} only in {called[0]}"),
            Swatch(deep[other], f"{known[side]} only in {called[1]}"),
        ]
    if any(meta.shows_contested(compared.pairs[-1].day) for meta in (a, b)):
        items.append(Swatch("url(#fw-contested)", "contested in either"))
    return [*items, Swatch("", f"front in {called[0]}")]


def _source(compared: Compared) -> str:
    credits = dict.fromkeys(x.meta.credit or x.meta.publisher for x in (compared.a, compared.b))
    return f"Sources: {'; '.join(credits)}. Records {compared.a.hash[:8]} and {compared.b.hash[:8]}."


def notes_of(compared: Compared) -> list[str]:
    """What a reader must know of the two records before the figures mean anything: their scales, what one lacks."""
    called = titles(compared)
    a, b, last = compared.a.meta, compared.b.meta, compared.pairs[-1].day
    notes = []
    if a.scale != b.scale:
        coarse = called[0] if a.scale == "settlement" else called[1]
        notes.append(
            f"Scales differ: {coarse} knows settlements only, and its ground is cut half-way between them; compare the "
            "settlements, and take areas as rough."
        )
    if a.shows_contested(last) != b.shows_contested(last):
        without, other = called if b.shows_contested(last) else called[::-1]
        notes.append(
            f"{without} keeps no contested layer on that day: what {other} has as contested, it gives to a side."
        )
    return notes
