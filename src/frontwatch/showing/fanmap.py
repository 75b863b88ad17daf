"""The fan map: where a side's ground may reach by a day, cell by cell, over the ground of the as-of day."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from frontwatch.asking.forecast import Fan
from frontwatch.model import Place
from frontwatch.showing.chance_words import span
from frontwatch.showing.legend import Swatch
from frontwatch.showing.picture import Picture
from frontwatch.showing.view import view_around, view_of
from frontwatch.showing.words import day

if TYPE_CHECKING:
    from frontwatch.showing.svgmap import Ground
    from frontwatch.showing.view import View

BANDS = ((0.05, 0.2, "#e4d8ee"), (0.2, 0.45, "#c2a3d6"), (0.45, 0.8, "#9465b4"), (0.8, 1.0, "#5c2f82"))
"""Least and greatest chance of a shade; under 5 % nothing is drawn. The borders are those of the terms used.

A hue that no side's ground is drawn in."""
AROUND_KM = 35.0
"""Half the height of a map about one place."""
OVERLAP = 1.03
"""Cells drawn a little larger leave no hairs between them."""


def fan_picture(fan: Fan, ground: Ground, side: str, *, place: Place | None = None, width: float = 760.0) -> Picture:
    """The map, with its sentence and table.

    Args:
        fan: the chance of each cell. ground: the map of the as-of day. side: the name of who may come to hold it.
        place: the place asked about, in the middle; None: all cells that are drawn.
    """
    from frontwatch.showing.svgmap import draw

    view = replace(_view(fan, place), width=width)
    title = f"Where {side}'s ground may reach by {day(fan.day)}"
    swatches = [Swatch(colour, f"{span(low, min(high, 0.99))}") for low, high, colour in BANDS]
    drawn = draw(
        ground, view, title=title, named=(place,) if place else (), over=list(fan_paths(fan, view)),
        subtitle=f"Chance that {side} holds a cell of {fan.cell_km:g} km on some day up to then; front and ground of "
        f"{day(ground.m.day)}",
        swatches=[*swatches, Swatch("", f"front of {day(ground.m.day)}")],
        notes=("Cells under 5 % are not drawn. Each cell stands for itself: the whole is no line that is expected.",),
    )  # fmt: skip
    sentence, rows = _told(fan, side)
    return Picture(drawn, sentence, ("chance", "area"), rows)


def fan_paths(fan: Fan, view: View) -> Iterator[str]:
    """A path of squares for each band of chance."""
    centre = view.px(fan.lon, fan.lat)
    half = fan.cell_km * view.scale * OVERLAP / 2
    seen = ((centre > -half) & (centre < (view.width + half, view.height + half))).all(axis=1)
    for low, high, colour in BANDS:
        inside = seen & (fan.probability >= low) & ((fan.probability < high) | (high >= 1.0))
        corners = (centre[inside] - half).tolist()
        squares = "".join(f"M{x:.1f} {y:.1f}h{2 * half:.1f}v{2 * half:.1f}h-{2 * half:.1f}z" for x, y in corners)
        if squares:
            yield f'<path data-chance="{low:g}" d="{squares}" fill="{colour}" fill-opacity=".85"/>'


def _view(fan: Fan, place: Place | None) -> View:
    shown = fan.probability >= BANDS[0][0]
    if place is not None or not shown.any():
        return view_around(place, AROUND_KM) if place else view_of(fan.lon, fan.lat)
    return view_of(fan.lon[shown], fan.lat[shown])


def _told(fan: Fan, side: str) -> tuple[str, tuple[tuple[str, str], ...]]:
    km2 = fan.cell_km**2
    held = [(low, float((fan.probability >= low).sum()) * km2) for low, _, _ in BANDS]
    rows = tuple((f"{100 * low:.0f} % or more", f"{area:,.0f} km²") for low, area in held)
    mean = float(np.nansum(fan.probability)) * km2
    return f"By {day(fan.day)} {side} comes to hold {mean:,.0f} km² of it on average, counted gross.", rows
