"""The map of the ground as SVG: who held what on a day, what changed since, the front, the towns."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import hypot
from types import MappingProxyType
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape

import numpy as np

import frontwatch.showing.settings as s
from frontwatch.model import MapRef, Place, Region
from frontwatch.showing.labels import Box, Label, Town, placed
from frontwatch.showing.legend import HALO, SANS, Swatch, foot, head, scale_and_north, text
from frontwatch.showing.outline import Floats, chained, cut, path, runs_inside, thinned, thinned_ring
from frontwatch.showing.view import View
from frontwatch.showing.words import day

if TYPE_CHECKING:
    from frontwatch.ground.record import Record
    from frontwatch.theatre.theatre import Theatre

TITLE_NOTE = "Held is physical control, not title. Regions follow internationally recognised borders."


@dataclass(frozen=True, slots=True)
class Ground:
    """What is drawn of one record on one day."""

    theatre: Theatre
    record: Record
    m: MapRef
    since: MapRef | None = None


def draw(
    ground: Ground, view: View, *, title: str, named: Sequence[Place] = (),
    marks: Mapping[int, str] = MappingProxyType({}), subtitle: str = "", notes: Sequence[str] = (),
    swatches: Sequence[Swatch] = (), source: str = "", over: Sequence[str] = (),
) -> str:  # fmt: skip
    """The map as SVG text.

    Args:
        ground: whose ground, when.
        view: what part of it.
        title: above the map.
        named: places to be named before all others.
        marks: signs behind the names of places, by their ids.
        subtitle: in place of the record's name and day. notes: further lines of small print.
        swatches: in place of the legend of one record. source: in place of the record's source.
        over: further SVG elements, drawn over the ground and under the front and the names.
    """
    body = [
        _land(ground, view),
        *_held(ground, view),
        *_changed(ground, view),
        *over,
        *_borders(ground, view),
        *_front(ground, view),
    ]
    inside, taken = scale_and_north(view)
    frame = Box(4, 4, view.width - 4, view.height - 4)
    labels = placed(_towns(ground.theatre, view, named, marks), frame, taken)
    above = head(title, subtitle or _subtitle(ground), view.width)
    small = (*notes, source or _source(ground), TITLE_NOTE)
    below = foot(swatches or _swatches(ground), small, view.width, above.height + view.height)
    width, height = f"{view.width:g}", f"{above.height + view.height + below.height:g}"
    lines = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" height="{height}" '
        'role="img" aria-labelledby="fw-title">',
        f'<title id="fw-title">{escape(title)}</title>',
        _definitions(view),
        f'<rect width="{width}" height="{height}" fill="{s.PAPER}"/>',
        *above.lines,
        f'<g transform="translate(0 {above.height:g})"><g clip-path="url(#fw-frame)">',
        f'<rect width="{width}" height="{view.height:g}" fill="{s.OUTSIDE}"/>',
        *body,
        *_region_names(ground.theatre, view, [*taken, *(label.box for label in labels)]),
        *_label_lines(labels),
        *inside,
        "</g>",
        f'<rect x=".5" y=".5" width="{view.width - 1:g}" height="{view.height - 1:g}" fill="none" '
        f'stroke="{s.BORDER}"/></g>',
        *below.lines,
        "</svg>",
    ]
    return "\n".join(line for line in lines if line) + "\n"


# ------------------------------------------------------------------ ground


def _box(view: View) -> tuple[tuple[float, float], tuple[float, float]]:
    m = s.CLIP_MARGIN_PX
    return (-m, -m), (view.width + m, view.height + m)


def _rings(rings: Iterable[Floats], view: View) -> str:
    """Rings of degrees as path data, cut at the frame and thinned."""
    low, high = _box(view)
    drawn = (cut(view.px(r[:, 0], r[:, 1]), low, high) for r in rings if len(r) >= 3)
    return path((thinned_ring(r, s.SIMPLIFY_PX) for r in drawn), closed=True)


def _lines(lines: Iterable[Floats], view: View) -> str:
    low, high = _box(view)
    runs = (run for line in lines if len(line) for run in runs_inside(view.px(line[:, 0], line[:, 1]), low, high))
    return path((thinned(run, s.SIMPLIFY_PX) for run in runs), closed=False)


def _fill(data: str, fill: str, extra: str = "") -> str:
    return f'<path d="{data}" fill="{fill}" fill-rule="evenodd"{extra}/>' if data or extra else ""


def _land(ground: Ground, view: View) -> str:
    """All land, then the theatre's regions in the colour of the side that holds what no layer covers."""
    land = _fill(_rings(ground.theatre.land_rings, view), s.LAND)
    rest = s.SIDE_FILLS[_order(ground.theatre, ground.record.meta.rest)]
    rings = [r for region in _units(ground.theatre) for r in ground.theatre.region_rings(region.code)]
    drawn = f'<defs><path id="fw-regions" d="{_rings(rings, view)}" fill-rule="evenodd"/></defs>'
    # The stroke closes the hairs that thinning leaves between neighbours.
    return f'{land}{drawn}<use href="#fw-regions" fill="{rest}" stroke="{rest}"/>'


def _units(theatre: Theatre) -> list[Region]:
    """The first-level units: the whole country stands among the regions under its two letters."""
    return [region for region in theatre.regions if region.covered and len(region.code) > 2]


def _order(theatre: Theatre, side: str | None) -> int:
    codes = [x.code for x in theatre.sides]
    return codes.index(side) % len(s.SIDE_FILLS) if side in codes else 0


def layer_paths(ground: Ground, m: MapRef, view: View) -> list[tuple[int, str]]:
    """Each layer's number and its ground on a map as path data."""
    edges = ground.record.edges_on(m.index)
    out = []
    for number in range(len(ground.record.meta.layers)):
        i = edges.layer == number
        out.append((number, _rings(chained(edges.lon1[i], edges.lat1[i], edges.lon2[i], edges.lat2[i]), view)))
    return out


def _held(ground: Ground, view: View) -> list[str]:
    """Ground held by a side, then contested ground hatched, then claims as dots only: claimed is never held."""
    layers = ground.record.meta.layers
    rank = {"held": 2, "contested": 0, "claimed": 1}  # held lies on top: a source that draws both means held
    parts = []
    for number, data in sorted(layer_paths(ground, ground.m, view), key=lambda x: (rank[layers[x[0]].status], x[0])):
        layer, told = layers[number], f' data-layer="{number}"'
        if layer.status == "held":
            parts.append(_fill(data, s.SIDE_FILLS[_order(ground.theatre, layer.side)], told))
        elif layer.status == "contested":
            parts.append(_fill(data, s.OUTSIDE, told) + _fill(data, "url(#fw-contested)", told))
        else:
            parts.append(_fill(data, "url(#fw-claimed)", told))
    return parts


def _changed(ground: Ground, view: View) -> list[str]:
    """Ground that is held otherwise than before, each side's gains in its deeper colour.

    The edges on one of two maps only enclose, under the even-odd rule, just what differs between them.
    """
    if ground.since is None:
        return []
    parts = []
    for number, layer in enumerate(ground.record.meta.layers):
        if layer.status != "held":
            continue
        differing = difference(ground.record, number, ground.since.index, ground.m.index)
        data = _rings(differing, view)
        if not data:
            continue
        now = dict(layer_paths(ground, ground.m, view))[number]
        lost_to = s.SIDE_DEEP[_order(ground.theatre, _other(ground, layer.side))]
        gained = s.SIDE_DEEP[_order(ground.theatre, layer.side)]
        parts += [
            f'<clipPath id="fw-now-{number}"><path d="{now}" clip-rule="evenodd"/></clipPath>',
            _fill(data, lost_to),
            _fill(data, gained, f' clip-path="url(#fw-now-{number})"'),
        ]
    return parts


def _other(ground: Ground, side: str | None) -> str:
    """The side to which ground falls that a layer leaves: the one that holds the rest."""
    rest = ground.record.meta.rest
    return rest if rest != side else next(x.code for x in ground.theatre.sides if x.code != side)


def difference(record: Record, layer: int, a: int, b: int) -> list[Floats]:
    """Rings, degrees, around the ground of a layer that stands on just one of two maps (even-odd)."""
    on_a = (record.first <= a) & (a <= record.last)
    on_b = (record.first <= b) & (b <= record.last)
    i = np.flatnonzero((record.layer == layer) & (on_a != on_b))
    return chained(record.lon1[i], record.lat1[i], record.lon2[i], record.lat2[i])


def _borders(ground: Ground, view: View) -> list[str]:
    border = _lines((b.line for b in ground.theatre.borders if b.with_), view)
    return [
        # The regions' lines once more, as held ground covers them.
        f'<use href="#fw-regions" fill="none" stroke="{s.BORDER}" stroke-width=".8" stroke-dasharray="5 3"/>',
        f'<path d="{border}" fill="none" stroke="{s.FAINT}" stroke-width="1.4" stroke-linejoin="round"/>',
    ]


def front_path(ground: Ground, view: View) -> str:
    """The front as path data."""
    return _lines(front_lines(ground), view)


def _front(ground: Ground, view: View) -> list[str]:
    return [
        f'<path data-front="" d="{front_path(ground, view)}" fill="none" stroke="{s.FRONT_INK}" stroke-width="1.9" '
        'stroke-linejoin="round" stroke-linecap="round"/>'
    ]


def front_lines(ground: Ground) -> Sequence[Floats]:
    """The front's lines, degrees, as measured."""
    from frontwatch.ground.front import front

    return front(ground.record, ground.theatre, ground.m).lines


# ------------------------------------------------------------------ names and furniture


def _towns(theatre: Theatre, view: View, named: Sequence[Place], marks: Mapping[int, str]) -> list[Town]:
    """Places inside the view: those named first, then the larger and better known."""
    everywhere = theatre.places
    xy = view.px(everywhere.lon, everywhere.lat)
    inside = ((xy > 0) & (xy < (view.width, view.height))).all(axis=1) & everywhere.covered
    people, weight = everywhere.population, everywhere.weight
    # Only a city's districts weigh less than the people in them.
    size = np.where(inside & (weight >= people), np.sqrt(people * weight), 0)
    order = [int(i) for i in np.argsort(-size, kind="stable")[: 4 * s.MOST_LABELS] if size[i] > 0]
    first = {p.id: p for p in named}
    ordered = [*first.values(), *(theatre.place(int(everywhere.ids[i])) for i in order)]
    at = view.px([p.lon for p in ordered], [p.lat for p in ordered]).tolist() if ordered else []
    towns: dict[int, Town] = {}
    parts_of: list[tuple[float, float, float]] = []
    for p, (x, y) in zip(ordered, at, strict=True):
        # A city's own districts stand in gazetteers as places; the city's name is enough.
        if p.id in towns or (p.id not in first and any(hypot(x - a, y - b) < r for a, b, r in parts_of)):
            continue
        name = f"{p.name} {marks[p.id]}" if p.id in marks else p.name
        towns[p.id] = Town(name, x, y, p.id in first, p.population)
        parts_of.append((x, y, s.DISTRICT_RADII * p.radius_km * view.scale))
    return list(towns.values())


def _dot(town: Town) -> float:
    """Radius of a town's dot, pixels."""
    return (3.4 if town.named else 2.3) + 0.4 * town.rank


def _label_lines(labels: Sequence[Label]) -> list[str]:
    dots = [
        f'<circle cx="{label.town.x:.1f}" cy="{label.town.y:.1f}" r="{_dot(label.town):g}" '
        f'fill="{s.INK if label.town.named else s.PAPER}" stroke="{s.INK}" stroke-width="1"/>'
        for label in labels
    ]
    names = [
        text(label.x, label.y, label.town.name, label.size, SANS, bold=label.town.named, extra=HALO) for label in labels
    ]
    return dots + names


def _region_names(theatre: Theatre, view: View, taken: Sequence[Box]) -> list[str]:
    """Names of the regions whose middle is in view, where they have room."""
    out, boxes = [], list(taken)
    for region in _units(theatre):
        rings = [
            cut(view.px(r[:, 0], r[:, 1]), (0, 0), (view.width, view.height)) for r in theatre.region_rings(region.code)
        ]
        ring = max(rings, key=lambda r: float(np.ptp(r, axis=0).prod()) if len(r) else 0.0, default=np.empty((0, 2)))
        if not len(ring):
            continue
        x, y = (ring.min(axis=0) + ring.max(axis=0)) / 2
        name = region.name.upper()
        half = len(name) * 11 * 0.78 / 2
        box = Box(x - half, y - 12, x + half, y + 4)
        if float(np.ptp(ring[:, 0])) < 2.2 * half or any(box.touches(b) for b in boxes):
            continue
        boxes.append(box)
        out.append(
            text(x, y, name, 11, SANS, s.FAINT, extra='text-anchor="middle" letter-spacing="1.4" fill-opacity=".9"')
        )
    return out


def _subtitle(ground: Ground) -> str:
    told = f"{ground.record.meta.name}, map of {day(ground.m.day)}"
    return told + (f"; deeper colours: changed since {day(ground.since.day)}" if ground.since else "")


def _swatches(ground: Ground) -> list[Swatch]:
    theatre, meta = ground.theatre, ground.record.meta
    holders = [x for x in theatre.sides if x.code == meta.rest or any(y.side == x.code for y in meta.layers)]
    items = [Swatch(s.SIDE_FILLS[_order(theatre, x.code)], f"held by {x.name}") for x in holders]
    if ground.since:
        items += [Swatch(s.SIDE_DEEP[_order(theatre, x.code)], f"now held by {x.name}") for x in holders]
    statuses = {layer.status for layer in meta.layers}
    if "contested" in statuses and not (meta.contested_until and ground.m.day > meta.contested_until):
        items.append(Swatch("url(#fw-contested)", "contested or unknown"))
    if "claimed" in statuses:
        items.append(Swatch("url(#fw-claimed)", "claimed, not held"))
    return [*items, Swatch("", "front")]


def _source(ground: Ground) -> str:
    meta = ground.record.meta
    scale = " Drawn from the holders of settlements, so lines are coarse." if meta.scale == "settlement" else ""
    return f"Source: {meta.credit or meta.publisher}. Record {ground.record.hash[:8]}.{scale}"


def _definitions(view: View) -> str:
    return (
        f'<defs><clipPath id="fw-frame"><rect width="{view.width:g}" height="{view.height:g}"/></clipPath>'
        '<pattern id="fw-contested" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">'
        f'<path d="M0 0v6" stroke="{s.CONTESTED_INK}" stroke-width="2.2" stroke-opacity=".7"/></pattern>'
        '<pattern id="fw-claimed" width="7" height="7" patternUnits="userSpaceOnUse">'
        f'<circle cx="3.5" cy="3.5" r="1" fill="{s.CONTESTED_INK}"/></pattern></defs>'
    )
