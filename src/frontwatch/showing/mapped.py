"""A map with the sentence and the table that say the same: whose ground it shows, and who holds the places named."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import TYPE_CHECKING

from frontwatch.model import CONTESTED, MapRef, Place
from frontwatch.showing.picture import Picture
from frontwatch.showing.words import day, listed

if TYPE_CHECKING:
    from frontwatch.ground.area import GroundInside
    from frontwatch.showing.svgmap import Ground
    from frontwatch.showing.view import View

Table = tuple[tuple[str, ...], tuple[tuple[str, ...], ...]]


def told_in_words(ground: Ground, view: View, named: Sequence[Place]) -> tuple[str, Table]:
    """What a map shows, as a sentence and as a table (head, rows) with a column for each day.

    Args:
        named: the places of the table, beside the ground of each holder.
    """
    from frontwatch.ground.area import ground_inside

    days = [m for m in (ground.since, ground.m) if m is not None]
    ring = view.ring()
    shown = [ground_inside(ground.record, ground.theatre, ring, m) for m in days]
    holders = [h for h, _ in shown[-1].held if any(inside.of(h) >= 0.5 for inside in shown)]
    rows = [(_of(ground, h), *(_km2(inside.of(h)) for inside in shown)) for h in holders]
    unique = {p.id: p for p in named if p.covered}.values()
    rows += [(p.name, *(stands(ground, p, m) for m in days)) for p in unique]
    head = ("", *(day(m.day) for m in days))
    return _sentence(ground, shown, holders), (head, tuple(rows))


def map_picture(
    ground: Ground, view: View, *, title: str, named: Sequence[Place] = (),
    marks: Mapping[int, str] = MappingProxyType({}), notes: Sequence[str] = (),
) -> Picture:  # fmt: skip
    """The map as `svgmap.draw` draws it, with its sentence and table."""
    from frontwatch.showing.svgmap import draw

    sentence, (head, rows) = told_in_words(ground, view, named)
    return Picture(draw(ground, view, title=title, named=named, marks=marks, notes=notes), sentence, head, rows)


def _sentence(ground: Ground, shown: Sequence[GroundInside], holders: Sequence[str]) -> str:
    now = shown[-1]
    if now.km2 < 0.5:
        return f"The map shows no ground of {_whole(ground)}, {day(ground.m.day)}."
    parts = listed([f"{_share(now, h)} {_of(ground, h)}" for h in holders])
    told = f"Of {_km2(now.km2)} of {_whole(ground)} shown, {parts}, {day(ground.m.day)}."
    if ground.since is None:
        return told
    changes = [(h, round(now.of(h)) - round(shown[0].of(h))) for h in holders]
    moved = listed([f"{km2:+,} km² {_of(ground, h)}".replace("-", "−") for h, km2 in changes if km2])
    return f"{told} Since {day(ground.since.day)}: {moved or 'less than 1 km² changed'}."


def _whole(ground: Ground) -> str:
    """What the theatre covers, in words: its countries' names."""
    from frontwatch.ground.outline import country

    return listed([ground.theatre.region(code).name for code in country(ground.theatre)])


def _km2(km2: float) -> str:
    return f"{km2:,.0f} km²"


def _share(inside: GroundInside, holder: str) -> str:
    part = 100 * inside.of(holder) / inside.km2
    return f"{part:.0f} %" if part >= 1 else "under 1 %"


def _of(ground: Ground, holder: str) -> str:
    name = next((x.name for x in ground.theatre.sides if x.code == holder), "")
    return f"held by {name}" if name else "contested" if holder == CONTESTED else holder


def stands(ground: Ground, place: Place, m: MapRef) -> str:
    """Who holds a place's centre, and how near the other side's ground is."""
    from frontwatch.ground.disc import nearest_ground

    centre = str(ground.record.holder(place.lon, place.lat, m.index)[0])
    near = dict(nearest_ground(ground.record, ground.theatre, place.lon, place.lat, m, centre))
    others = [(km, _of(ground, h)) for h, km in near.items() if h not in (centre, CONTESTED) and km]
    nearest = f", {min(others)[0]:.1f} km from ground {min(others)[1]}" if others else ""
    return _of(ground, centre) + nearest
