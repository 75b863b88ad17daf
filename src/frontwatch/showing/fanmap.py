"""The fan map: where a side's ground may reach by a day, cell by cell, over the ground of the as-of day."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from frontwatch.asking.forecast import Fan
from frontwatch.model import Place
from frontwatch.showing.chance_words import span
from frontwatch.showing.legend import Swatch
from frontwatch.showing.picture import Picture
from frontwatch.showing.settings import PLACE_MARGIN
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


@dataclass(frozen=True, slots=True)
class About:
    """The ground that a question asks about."""

    places: tuple[Place, ...] = ()
    rings: tuple[NDArray[np.float64], ...] = ()
    """(k, 2) degrees each, of a region."""


def fan_picture(fan: Fan, ground: Ground, side: str, *, about: About = About(), width: float = 760.0) -> Picture:
    """The map, with its sentence and table.

    Args:
        fan: the chance of each cell. ground: the map of the as-of day. side: the name of who may come to hold it.
        about: the ground asked about, in view; none: all cells that are drawn.
    """
    from frontwatch.showing.svgmap import draw

    view = replace(_view(fan, about), width=width)
    title = f"Where {side}'s ground may reach by {day(fan.day)}"
    swatches = [Swatch(colour, f"{span(low, min(high, 0.99))}") for low, high, colour in BANDS]
    drawn = draw(
        ground, view, title=title, named=about.places, over=list(fan_paths(fan, view)),
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


def _view(fan: Fan, about: About) -> View:
    if len(about.places) == 1:
        return view_around(about.places[0], AROUND_KM)
    if about.places:
        lon, lat = [p.lon for p in about.places], [p.lat for p in about.places]
        return view_of(lon, lat, margin=PLACE_MARGIN, least_km=AROUND_KM)
    if about.rings:
        ground = np.concatenate(about.rings)
        return view_of(ground[:, 0], ground[:, 1])
    shown = fan.probability >= BANDS[0][0]
    shown = shown if shown.any() else np.ones_like(shown)
    return view_of(fan.lon[shown], fan.lat[shown])


def _told(fan: Fan, side: str) -> tuple[str, tuple[tuple[str, str], ...]]:
    km2 = fan.cell_km**2
    held = [(low, float((fan.probability >= low).sum()) * km2) for low, _, _ in BANDS]
    rows = tuple((f"{100 * low:.0f} % or more", f"{area:,.0f} km²") for low, area in held)
    mean = float(np.nansum(fan.probability)) * km2
    return f"By {day(fan.day)} {side} comes to hold {mean:,.0f} km² of it on average, counted gross.", rows
