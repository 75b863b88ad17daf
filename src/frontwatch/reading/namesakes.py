"""Which of several places of one name a report means: by the region or sector said with it, else by the places around
it, else the one nearest the front and biggest."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import replace
from math import cos, hypot, radians
from typing import TYPE_CHECKING

from frontwatch.model import Place

if TYPE_CHECKING:
    from frontwatch.theatre.names import Named
    from frontwatch.theatre.theatre import Theatre

SAID_WITH = 90
"""Characters after a name within which a region said belongs to it: "A and B in the C region"."""
AROUND = 900
"""Characters to each side within which other places tell where a report is."""
NEAR_KM = 60.0
"""A namesake this near to another place named is where the report is; farther off it tells nothing."""
DWARFED = 5
"""A namesake this many times smaller than the place usually meant is meant only where its own region is said."""
HAMLET = 2_000
"""Residents: smaller places are named as seldom as each other."""
MOST = 12
"""Places around a name that are looked at."""
BIG = 300_000
"""Residents: a capital or metropolis is named in any report and tells nothing of where it is."""


def settled(named: Sequence[Named], text: str, theatre: Theatre) -> tuple[Named, ...]:
    """The names with the place meant first among their refs.

    A name is settled once for the whole report, where it is said with a region or sector, or stands nearest to others.
    """
    several = [n for n in named if n.what == "place" and len(n.refs) > 1]
    if not several:
        return tuple(named)
    sure = [
        (n.start, place)
        for n in named
        if n.what == "place" and len(n.refs) == 1 and (place := theatre.place(int(n.refs[0]))).population < BIG
    ]
    wider = [n for n in named if n.what in ("region", "sector")]
    at = [n.start for n in wider], [start for start, _ in sure]
    chosen: dict[tuple[int | str, ...], tuple[int, int | str]] = {}
    for name in several:
        if chosen.get(name.refs, (0, ""))[0] == 3:
            continue
        around = wider[bisect_left(at[0], name.start - SAID_WITH) : bisect_left(at[0], name.end + SAID_WITH)]
        near = sure[bisect_left(at[1], name.start - AROUND) : bisect_left(at[1], name.end + AROUND)][:MOST]
        rank, ref = _choice(name, around, [place for _, place in near], text, theatre)
        if rank > chosen.get(name.refs, (0, ""))[0]:
            chosen[name.refs] = (rank, ref)
    return tuple(_first(n, chosen[n.refs][1]) if n.what == "place" and n.refs in chosen else n for n in named)


def _first(name: Named, ref: int | str) -> Named:
    return replace(name, refs=(ref, *(r for r in name.refs if r != ref)))


def _choice(
    name: Named, named: Sequence[Named], near: Sequence[Place], text: str, theatre: Theatre
) -> tuple[int, int | str]:
    """How strongly the report speaks for one of the places of a name (3 region, 2 sector, 1 nearness, 0), and which."""
    every = [theatre.place(int(ref)) for ref in name.refs]
    least = every[0].population / DWARFED if every[0].population > HAMLET else 0
    places = [p for p in every if p.population >= least]
    behind = text[name.end : name.end + SAID_WITH]
    reach = name.end + (behind.find(".") if "." in behind else SAID_WITH)
    for other in named:
        if other.what == "region" and name.end <= other.start < reach:
            inside = [p for p in every if p.region == other.refs[0]]
            if inside:
                return 3, inside[0].id
    for other in named:
        if other.what == "sector" and abs(other.start - name.start) < SAID_WITH and not _apart(text, name, other):
            anchor = theatre.place(theatre.sector(str(other.refs[0])).anchor)
            km, best = min((_km(p, anchor), p.id) for p in places)
            return (2, best) if km <= NEAR_KM else (0, name.refs[0])
    if not near:
        return 0, name.refs[0]
    far = {p.id: min(_km(p, other) for other in near) for p in places}
    best = min(places, key=lambda p: far[p.id]).id
    first = places[0]
    clear = (
        far[best] <= NEAR_KM and 2 * far[best] < far[first.id] and far[first.id] > NEAR_KM and first.population < BIG
    )
    return (1, best) if clear else (0, first.id)


def _apart(text: str, a: Named, b: Named) -> bool:
    """Whether a blank line stands between two names."""
    return "\n\n" in text[min(a.end, b.end) : max(a.start, b.start)]


def _km(a: Place, b: Place) -> float:
    return 111.2 * hypot((a.lon - b.lon) * cos(radians((a.lat + b.lat) / 2)), a.lat - b.lat)
