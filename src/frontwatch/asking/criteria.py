"""The text that settles a question, in full and ready to paste, so that two people would settle it alike."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from frontwatch.asking.event_words import condition_words, extent_words, place_words, question_words
from frontwatch.asking.events import Control, Event, FrontNear, GroundTaken, RegionShare, Several
from frontwatch.asking.shown import counted_from
from frontwatch.ground.format import RecordMeta
from frontwatch.ground.settings import AUDIT_FLIP_MAPS, MAX_AGE_DAYS
from frontwatch.theatre.theatre import Theatre

CRITERIA_VERSION = 1
"""Of the rules below; a question keeps the text it was asked with."""


def criteria(
    event: Event, asked: date, records: Sequence[RecordMeta], theatre: Theatre, *, persist_days: int = 0
) -> str:
    """The resolution text: the condition, its extent, layers, persistence, sources in their order, what annuls it.

    Args:
        asked: the as-of day: maps of up to this day do not count.
        records: those that settle it, the first first.
        persist_days: see ``resolving.resolve``.
    """
    names = {s.code: s.name for s in theatre.sides}
    lines = [
        question_words(event, names),
        _yes(event, names, asked, persist_days),
        *_extents(event),
        _layers(event, names, records),
        _days(records),
        _sources(records),
        f"It is annulled where no record has a map within {MAX_AGE_DAYS} days up to {event.by}; it stays open until "
        "the maps that decide it are there. Statements, videos and other maps settle nothing.",
    ]
    return "\n".join(lines) + f"\n(Frontwatch resolution rules, version {CRITERIA_VERSION}.)"


def _yes(event: Event, names: dict[str, str], asked: date, persist_days: int) -> str:
    since = counted_from(event, asked) if isinstance(event, GroundTaken) else asked
    condition = condition_words(event, names, since.isoformat())
    if isinstance(event, GroundTaken):
        when = f"on the last map of {event.by} or the days before"
    elif isinstance(event, Several):
        when = f"on maps of {asked + timedelta(days=1)} to {event.by}"
    else:
        when = f"on the last map of any day from {asked + timedelta(days=1)} to {event.by}"
    stands = "and the next map still shows it"
    if persist_days:
        stands = f"and every map up to {persist_days} days later still shows it, the first map then or after included"
    return (
        f'It resolves "yes" if, {when}, {condition}, {stands}; else "no". What is gone again within '
        f"{AUDIT_FLIP_MAPS} maps is a flip and does not count."
    )


def _extents(event: Event) -> list[str]:
    if isinstance(event, Several):
        return [f"{place_words(c.place)}: {extent_words(c.place, c.part)}." for c in event.of]
    if isinstance(event, Control):
        return [f"{place_words(event.place)}: {extent_words(event.place, event.part)}."]
    if isinstance(event, FrontNear):
        return [f"Distance is counted from {extent_words(event.place, 'centre')}."]
    if isinstance(event, RegionShare):
        return [f"The area of {event.region.name} is that of its boundary in the theatre, all of it, sea left out."]
    return []


def _layers(event: Event, names: dict[str, str], records: Sequence[RecordMeta]) -> str:
    side = names.get(event.side, event.side)
    rest = [r for r in records if r.rest == event.side]
    drawn = f"Only ground that a map shows as held by {side} counts"
    if rest:
        drawn = f"Only ground that no layer gives to another side or calls contested counts as held by {side}"
    return f"{drawn}; contested (grey) ground is held by nobody, and claimed ground is not held."


def _days(records: Sequence[RecordMeta]) -> str:
    delay = max(r.delay_days for r in records)
    late = f", and some changes up to {delay} days late" if delay else ""
    return (
        "A map's day is the day it is published under: a map of day D shows the ground at the end of the day before"
        f"{late}. The map's day decides; nothing is dated back."
    )


def _sources(records: Sequence[RecordMeta]) -> str:
    told = [f"{r.name} ({r.publisher}; {r.scale} scale)" for r in records]
    if len(told) == 1:
        return f"Source: {told[0]}. A settlement's own entry decides in a record of settlement scale."
    order = "; if it cannot tell, ".join(told)
    return (
        f"Sources, in this order: {order}. Where more than one can tell they must agree, or the question is not "
        "settled. A settlement's own entry decides in a record of settlement scale."
    )
