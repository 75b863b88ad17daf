"""What came of a question, from the records alone: "yes", "no", or why neither can be said. Never a guess."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from frontwatch.asking.doubts import doubts
from frontwatch.asking.events import Event, Several
from frontwatch.asking.settling import Decision, settle
from frontwatch.asking.several import settle_several
from frontwatch.asking.shown import Single, record_of_days, shown
from frontwatch.ground.record import Record
from frontwatch.ground.settings import MAX_AGE_DAYS
from frontwatch.model import FrontwatchError
from frontwatch.theatre.theatre import Theatre

State = Literal["yes", "no", "not yet", "annulled", "sources disagree"]


@dataclass(frozen=True, slots=True)
class Vote:
    """What one record says of the event."""

    record: str
    """Its name."""
    record_hash: str
    state: Literal["yes", "no", "not yet", "annulled"]
    day: date | None
    """Of the deciding map; see ``settling.Decision``."""
    map_sha256: str | None
    """Of the deciding map."""
    known: date | None
    """The day by which the deciding map was public: that of its publication, else its own."""
    firm: bool
    ended: bool
    """True where it cannot tell because its maps end too early, and others can."""
    why: str


@dataclass(frozen=True, slots=True)
class Resolution:
    """What came of a question, and on what that rests."""

    state: State
    day: date | None
    """Of a "yes" the first map that shows it, of a "no" the last of the question's days; else None."""
    known: date | None
    """Forecasts of this day and later do not count; None while it is neither "yes" nor "no"."""
    record: str | None
    """Name of the record that decides."""
    record_hash: str | None
    map_sha256: str | None
    """Of the deciding map."""
    firm: bool
    """False where a "yes" is so new that it may still turn out to be a flip."""
    reason: str
    """One sentence."""
    votes: tuple[Vote, ...]


def resolve(
    event: Event,
    asked: date,
    records: Sequence[Record],
    theatre: Theatre,
    *,
    until: date,
    persist_days: int = 0,
    known_by: date | None = None,
) -> Resolution:
    """What came of an event that was asked about on a day, by maps of up to another day.

    The first record decides, or the next where it cannot tell; records that can tell must agree.

    Args:
        until: later maps are not looked at, as if today were that day.
        persist_days: so much later it must still be so; 0: on the next map.
        known_by: use only maps published by then; a record without publication times by their days.
    Raises: FrontwatchError: there is no record; none shows the side's ground; the theatre lacks the region's outline.
    """
    if not records:
        raise FrontwatchError("No record is open to resolve this question by; give one with --ground.")
    votes = [_vote(event, asked, r, theatre, until, persist_days, known_by) for r in records]
    return _agreed(tuple(votes), event.by)


def decided(event: Event, asked: date, record: Record, theatre: Theatre, *, until: date) -> Decision | None:
    """What the maps of one record up to a day decide, without what its audit says of them; None: it has no such map.

    Raises: FrontwatchError: the theatre lacks the region's outline.
    """
    window = record_of_days(record, event, asked, until=until, persist_days=0, known_by=None)
    return None if window is None else _decided(event, window, theatre, asked, 0)


def _vote(
    event: Event, asked: date, record: Record, theatre: Theatre, until: date, persist_days: int, known_by: date | None
) -> Vote:
    """What one record says."""
    name = record.meta.name
    if event.side not in record.meta.holders:
        raise FrontwatchError(f"{name} shows no ground of {event.side!r}; give a record that does with --ground.")
    window = record_of_days(record, event, asked, until=until, persist_days=persist_days, known_by=known_by)
    if window is None:
        decision = Decision("not yet", None, None, True, f"has no map up to {until}")
        return Vote(name, record.hash, decision.outcome, None, None, None, True, True, decision.why)
    decision = _decided(event, window, theatre, asked, persist_days)
    newest = window.map_at(-1).day
    ended = decision.outcome == "not yet" and newest < until - timedelta(days=MAX_AGE_DAYS)
    if decision.day is None or decision.outcome not in ("yes", "no"):
        return Vote(name, record.hash, decision.outcome, decision.day, None, None, True, ended, decision.why)
    m = window.map_on(decision.day)
    told = decision.why
    if decision.outcome == "yes" and (doubt := doubts(event, record, theatre, decision)):
        told = f"{told} ({doubt})"
    known = m.published.date() if m.published else m.day
    # What no map has shown is known when the question's days are over, not with the last map in them.
    known = known if decision.outcome == "yes" else max(known, event.by)
    return Vote(name, record.hash, decision.outcome, m.day, m.sha256, known, decision.firm, False, told)


def _decided(event: Event, record: Record, theatre: Theatre, asked: date, persist_days: int) -> Decision:
    def one(single: Single) -> Decision:
        return settle(shown(single, record, theatre, asked), asked, single.by, persist_days=persist_days)

    return settle_several(event, [one(c) for c in event.of]) if isinstance(event, Several) else one(event)


def _agreed(votes: tuple[Vote, ...], by: date) -> Resolution:
    """The state that all records which can tell agree on."""
    telling = [v for v in votes if v.state in ("yes", "no")]
    waiting = [v for v in votes if v.state == "not yet" and not v.ended]
    said = [f"{v.record} {v.why}" for v in votes]
    if len({v.state for v in telling}) > 1:
        return _undecided("sources disagree", said, votes)
    if telling and not waiting:
        first = telling[0]
        known = min(v.known for v in telling if v.known)
        firm = all(v.firm for v in telling)
        reason = "; ".join(said) + ("" if firm else "; so new that a later map may still undo it")
        return Resolution(
            "yes" if first.state == "yes" else "no",
            first.day,
            known,
            first.record,
            first.record_hash,
            first.map_sha256,
            firm,
            reason + ".",
            votes,
        )
    pending = telling or any(v.state == "not yet" for v in votes)
    return _undecided("not yet" if pending else "annulled", said, votes)


def _undecided(state: State, said: list[str], votes: tuple[Vote, ...]) -> Resolution:
    return Resolution(state, None, None, None, None, None, True, "; ".join(said) + ".", votes)
