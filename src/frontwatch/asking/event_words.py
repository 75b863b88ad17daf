"""An event as a plain question and as the condition that must be seen on a map."""

from __future__ import annotations

from collections.abc import Mapping

from frontwatch.asking.events import Control, Event, FrontNear, GroundTaken, RegionShare, Several
from frontwatch.asking.settings import ALL_OF_DISC
from frontwatch.model import Place

PART_WORDS = {"centre": "the centre of", "any": "any part of", "all": "all of"}


def question_words(event: Event, names: Mapping[str, str]) -> str:
    """The event as a question.

    Args:
        names: of the sides, by code.

    >>> from datetime import date
    >>> alder = Place(1, "Alder", 30.0, 50.0, 60_000, "")
    >>> question_words(Control(side="BO", place=alder, by=date(2024, 6, 1)), {"BO": "Borland"})
    'Will Borland hold the centre of Alder by 2024-06-01?'
    """
    side = names.get(event.side, event.side)
    if isinstance(event, Control):
        return f"Will {side} hold {_held(event)} by {event.by}?"
    if isinstance(event, Several):
        return _several_words(event, side)
    if isinstance(event, RegionShare):
        return f"Will {side} hold at least {_percent(event.share)} of {event.region.name} by {event.by}?"
    if isinstance(event, FrontNear):
        return f"Will {side}'s ground come within {event.km:g} km of {place_words(event.place)} by {event.by}?"
    return f"Will {side} have gained more than {event.km2:,g} km² net{_inside(event)} by {event.by}?"


def condition_words(event: Event, names: Mapping[str, str], since: str) -> str:
    """What a map must show, as a main clause without its full stop.

    Args:
        since: the day from which gains are counted, as text.
    """
    side = names.get(event.side, event.side)
    if isinstance(event, Control):
        return f"{side} holds {_held(event)}"
    if isinstance(event, Several):
        each = "; ".join(f"{names.get(c.side, c.side)} holds {_held(c)}, by {c.by}" for c in event.of)
        how = {
            "all": "all of these",
            "any": "any of these",
            "in_order": "the first of these on an earlier map than the second",
        }
        return f"{how[event.how]}: {each}"
    if isinstance(event, RegionShare):
        return f"{side} holds at least {_percent(event.share)} of the area of {event.region.name}"
    if isinstance(event, FrontNear):
        return f"ground held by {side} lies within {event.km:g} km of {place_words(event.place)}"
    return (
        f"what {side} gained{_inside(event)} less what it lost, from the last map of {since} to this one, exceeds "
        f"{event.km2:,g} km²"
    )


def place_words(place: Place) -> str:
    """A place by its name, a bare point by its coordinates.

    >>> place_words(Place(0, "", 30.0, -50.25, 0, ""))
    'the point 50.2500 S, 30.0000 E'
    """
    return place.name if place.id else f"the point {point_words(place)}"


def point_words(place: Place) -> str:
    """Latitude and longitude as people write them."""
    north, east = "N" if place.lat >= 0 else "S", "E" if place.lon >= 0 else "W"
    return f"{abs(place.lat):.4f} {north}, {abs(place.lon):.4f} {east}"


def extent_words(place: Place, part: str) -> str:
    """What of a place is looked at on a map, in full."""
    radius = f"the disc of {place.radius_km:.1f} km around {point_words(place)}"
    if part == "any":
        return f"any point of {radius}"
    if part == "all":
        land = "the land in " if place.land < 1 else ""
        return f"{_percent(ALL_OF_DISC)} of {land}{radius}, its centre among it"
    return f"the point {point_words(place)}"


def _held(event: Control) -> str:
    # A bare point has no size.
    return f"{PART_WORDS[event.part]} {event.place.name}" if event.place.id else place_words(event.place)


def _several_words(event: Several, side: str) -> str:
    names = [place_words(c.place) for c in event.of]
    if event.how == "in_order":
        return f"Will {side} hold {names[0]} before {names[1]}, and by {event.of[0].by}?"
    joined = f"{', '.join(names[:-1])} {'and' if event.how == 'all' else 'or'} {names[-1]}"
    return f"Will {side} hold {joined} by {event.by}?"


def _inside(event: GroundTaken) -> str:
    if event.region:
        return f" in {event.region.name}"
    return f" in the {event.sector.name}" if event.sector else ""


def _percent(share: float) -> str:
    return f"{100 * share:.10g} %"
