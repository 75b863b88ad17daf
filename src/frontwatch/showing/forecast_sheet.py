"""A forecast's drawing by itself: the curve, and the fan map where there is a fan."""

from __future__ import annotations

import textwrap
from typing import TYPE_CHECKING

from frontwatch.asking.event_words import question_words
from frontwatch.asking.events import Control, Event, FrontNear, Several
from frontwatch.asking.forecast import Forecast
from frontwatch.showing.chancecurve import WIDE, chance_curve
from frontwatch.showing.fanmap import About, fan_picture
from frontwatch.showing.picture import Picture
from frontwatch.showing.questioned import Called, called, understood
from frontwatch.showing.words import day

if TYPE_CHECKING:
    from frontwatch.ground.record import Record
    from frontwatch.theatre.theatre import Theatre

LINE = "#5c2f82"
"""Of the curve on paper: the deepest shade of the fan map, no side's colour."""
TITLE_LETTERS = 180
"""Letters of a title: three lines over a curve."""


def forecast_pictures(f: Forecast, theatre: Theatre, record: Record) -> list[Picture]:
    """The pictures, one below the other.

    Args:
        record: the one that was asked; its map of the as-of day lies under the fan.
    """
    from frontwatch.showing.svgmap import Ground

    curve = chance_curve(f, colour=LINE, size=WIDE)
    pictures = [curve] if curve else []
    if f.fan is not None:
        ground = Ground(theatre, record, record.map_on(f.as_of))
        side = called(theatre).sides.get(f.event.side, f.event.side)
        pictures.append(fan_picture(f.fan, ground, side, about=ground_of(f.event, theatre)))
    return pictures


def ground_of(event: Event, theatre: Theatre) -> About:
    """The places or the region asked about."""
    if isinstance(event, Control | FrontNear):
        return About((event.place,))
    if isinstance(event, Several):
        return About(tuple(c.place for c in event.of))
    return About(rings=tuple(theatre.region_rings(event.region.code))) if event.region else About()


def forecast_title(f: Forecast, theatre: Theatre) -> str:
    """The question, short enough to stand above its curve."""
    return textwrap.shorten(question_words(f.event, called(theatre).sides), TITLE_LETTERS, placeholder=" …")


def source_of(f: Forecast, names: Called) -> str:
    """The question as understood, and whose maps the forecast rests on, up to which day."""
    credit = (f.record.credit or f.record.publisher).rstrip(".")
    asked = understood(f.event, f.as_of, names)
    return f"{asked} A forecast of {day(f.as_of)} from {f.record.name}, record {f.record.hash[:8]}. Source: {credit}."
