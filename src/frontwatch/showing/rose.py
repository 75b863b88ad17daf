"""The bearings in which a side's ground lies around a place, as a rose."""

from __future__ import annotations

from collections.abc import Sequence
from math import cos, isfinite, pi, sin

from frontwatch.showing.picture import Picture, drawing, words

SIZE, RADIUS, REACH_KM = 190.0, 74.0, 20.0
CENTRE = SIZE / 2
HALO = 'paint-order="stroke" stroke="var(--wash,#fff)" stroke-width="3" stroke-linejoin="round"'
"""Keeps words legible on a wedge; takes the page's ground, white elsewhere."""


def bearings_around(place: str, side: str, distance_km: Sequence[float], *, fill: str, day: str) -> Picture:
    """A wedge for each bearing, filled from where the side's ground begins out to 20 km.

    Args:
        distance_km: (n,) km along bearings clockwise from north, inf beyond 20 km. day: of the map, in words.
    """
    n = len(distance_km)
    centre = CENTRE
    body = [
        f'<circle cx="{centre:g}" cy="{centre:g}" r="{RADIUS * k:g}" fill="none" stroke="currentColor" '
        f'stroke-opacity=".35" stroke-width=".8"/>'
        for k in (0.5, 1.0)
    ]
    for k, km in enumerate(distance_km):
        if isfinite(km):
            body.append(
                f'<path d="{_wedge(centre, RADIUS * min(km / REACH_KM, 1.0), (k - 0.5) / n, 1 / n)}" fill="{fill}" '
                f'stroke="{fill}" stroke-width=".5"/>'
            )
    body += [
        f'<circle cx="{centre:g}" cy="{centre:g}" r="3"/>',
        words(centre, centre - RADIUS - 5, "N", 11, anchor="middle", extra='font-weight="700"'),
        words(centre, centre + RADIUS * 0.5 + 3.5, "10 km", 9.5, anchor="middle", extra=HALO),
        words(centre, centre + RADIUS + 12, "20 km", 9.5, anchor="middle"),
    ]
    count = sum(isfinite(km) for km in distance_km)
    sentence = f"Ground held by {side} lies within 20 km of {place} in {count} of {n} bearings, {day}."
    rows = tuple((f"{k * 360 // n}°", f"{km:.1f} km") for k, km in enumerate(distance_km) if isfinite(km))
    return Picture(drawing(SIZE, SIZE, sentence, body), sentence, ("bearing", f"to ground held by {side}"), rows)


def _wedge(centre: float, inner: float, start: float, width: float) -> str:
    """A ring's sector, start and width in turns clockwise from north."""
    a, b = 2 * pi * start, 2 * pi * (start + width)
    points = [(RADIUS, a), (RADIUS, b), (inner, b), (inner, a)]
    return "M" + "L".join(f"{centre + r * sin(t):.1f} {centre - r * cos(t):.1f}" for r, t in points) + "z"
