"""Who a question is about, and whether it asks that something comes or that it does not."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from frontwatch.asking.question_ground import Grounds, is_whole
from frontwatch.model import FrontwatchError, Place
from frontwatch.reading.reader import Read

if TYPE_CHECKING:
    from frontwatch.theatre.theatre import Theatre

_TO = frozenset(["to", "into", "under", "by", "in"])
_STILL = frozenset(["still", "remain", "remains", "keep", "keeps", "retain", "defend", "stay", "stays"])
_UNTIL = frozenset(["until", "till", "through"])
_NAMES_NONE = frozenset(["FALL", "PASS", "CHANGE_HANDS"])


@dataclass(frozen=True, slots=True)
class Sense:
    """Whose control is asked about, and whether the question is whether it does not come."""

    side: str
    opposite: bool


def side_and_sense(
    read: Read, theatre: Theatre, found: Grounds, holder: Callable[[Place], str] | None, hint: str | None
) -> Sense:
    """The side that must come to hold the ground for the event to come.

    To lose a place is for the other side to take it; "will X still hold it" is whether the other does not.

    Raises: FrontwatchError: no side is named, and nobody can tell which is meant.
    """
    said = _said(read, found, hint)
    predicates = {c.predicate for c in read.clauses}
    lows = {t.low for t in read.sentence.tokens}
    failed = any(c.predicate == "FAIL" and c.lemma == "fail" for c in read.clauses)
    denied = (any(c.denied for c in read.clauses) or "neither" in lows) != failed
    expelled = any(c.predicate == "EXPEL" and c.passive and c.agent is None for c in read.clauses)
    if said is not None and ("LOSE" in predicates or expelled):
        return Sense(_other(theatre, said), denied)
    holding = holder(found.places[0]) if holder is not None and found.places else None
    kept = bool(_STILL & lows) and bool(predicates & {"HOLD", "BE", "REMAIN", "LIVE"})
    kept = kept or ("HOLD" in predicates and bool(_UNTIL & lows))
    # "Will the town hold out?": it stands for whoever holds it.
    stands = any(c.predicate == "HOLD" and not c.passive and not c.side and c.subjects for c in read.clauses)
    if said is not None and (kept or (holding == said and predicates & {"HOLD", "BE", "REMAIN"})) and found.places:
        return Sense(_other(theatre, said), not denied)
    if said is not None:
        return Sense(said, denied)
    sides = [s.code for s in theatre.sides]
    if holding in sides and len(sides) == 2:
        return Sense(_other(theatre, str(holding)), denied != (stands or kept))
    names = " or ".join(s.name for s in theatre.sides)
    first = found.places[0].name if found.places else "it"
    raise FrontwatchError(f"The question does not say who would hold {first}; name {names}, or give --side.")


def _said(read: Read, found: Grounds, hint: str | None) -> str | None:
    """The side that the question names as the one that acts, or to which ground would fall."""
    asked_about = {p.name for p in found.places}
    agents = (c.agent for c in read.clauses if c.agent is not None)
    agent = next((a.side for a in agents if a.side and a.text not in asked_about), None)
    people = [m for m in read.sentence.mentions if m.side and not is_whole(read.sentence, m)]
    people = [m for m in people if m.text not in asked_about]
    falls = any(c.predicate in _NAMES_NONE for c in read.clauses)
    if falls:
        return next((m.side for m in people if m.prep in _TO), None) or agent or hint
    named = list(dict.fromkeys(m.side for m in people))
    return agent or (named[0] if len(named) == 1 else None) or hint


def _other(theatre: Theatre, side: str) -> str:
    others = [s.code for s in theatre.sides if s.code != side]
    if len(others) != 1:
        raise FrontwatchError("This theatre has more than two sides; say who would take the ground.")
    return others[0]
