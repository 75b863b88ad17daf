"""A question as it was understood, in one sentence: who, what ground, how much of it, on maps of which days."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import TYPE_CHECKING

from frontwatch.asking.event_words import PART_WORDS, place_words
from frontwatch.asking.events import Control, Event, FrontNear, GroundTaken, RegionShare
from frontwatch.model import Place
from frontwatch.showing.words import day, listed

if TYPE_CHECKING:
    from frontwatch.theatre.theatre import Theatre


@dataclass(frozen=True, slots=True)
class Called:
    """What sides and regions are called, by code."""

    sides: Mapping[str, str]
    regions: Mapping[str, str] = field(default_factory=dict)


def called(theatre: Theatre) -> Called:
    """The names of a theatre."""
    return Called({s.code: s.name for s in theatre.sides}, {r.code: r.name for r in theatre.regions})


def understood(event: Event, as_of: date, names: Called) -> str:
    """The question in one sentence.

    >>> event = Control(side="AM", place=Place(1, "Alder", 30.0, 50.0, 900, ""), by=date(2031, 8, 31))
    >>> understood(event, date(2031, 5, 9), Called({"AM": "Amber"}))
    'Will Amber hold the centre of Alder on a map from 10 May to 31 August 2031?'
    """
    who = names.sides.get(event.side, event.side)
    past = event.by <= as_of
    when = f"on a map {f'up to {day(event.by)}' if past else days(as_of + timedelta(days=1), event.by)}"
    if isinstance(event, Control):
        return f"Will {who} hold {PART_WORDS[event.part]} {where(event.place, names)} {when}?"
    if isinstance(event, FrontNear):
        return (
            f"Will ground held by {who} lie within {event.km:g} km of the centre of {where(event.place, names)} {when}?"
        )
    if isinstance(event, RegionShare):
        return f"Will {who} hold {100 * event.share:g} % or more of {event.region.name} {when}?"
    if isinstance(event, GroundTaken):
        of = event.region.name if event.region else f"the {event.sector.name}" if event.sector else ""
        start = max(as_of, event.since or as_of)
        return (
            f"Will {who} gain more than {event.km2:,.0f} km²{' of ' + of if of else ''}, net, between the maps of "
            f"{day(start)} and {day(event.by)}?"
        )
    each = [f"{PART_WORDS[c.part]} {where(c.place, names)}" for c in event.of]
    if event.how == "in_order":
        return f"Will {who} hold {each[0]} before {each[1]}, {when}?"
    joint = listed(each, "or" if event.how == "any" else "and")
    return f"Will {who} hold {'at least one of: ' if event.how == 'any' else ''}{joint} {when}?"


def days(first: date, last: date) -> str:
    """From one day to another.

    >>> days(date(2031, 5, 10), date(2031, 8, 31)), days(date(2031, 5, 10), date(2032, 1, 1))
    ('from 10 May to 31 August 2031', 'from 10 May 2031 to 1 January 2032')
    """
    if first >= last:
        return f"of {day(last)}"
    return f"from {first.day} {first:%B}{'' if first.year == last.year else f' {first.year}'} to {day(last)}"


def where(place: Place, names: Called) -> str:
    """A place with its region; a bare point by its coordinates.

    >>> where(Place(0, "", 37.18, 48.28, 0, ""), Called({}))
    'the point 48.2800 N, 37.1800 E'
    """
    if place.id == 0:
        return place_words(place)
    region = names.regions.get(place.region)
    return f"{place.name} ({region})" if region else place.name
