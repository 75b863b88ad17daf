"""Kind `route`: a road or railway joins places, is cut, is under fire, is the last one open; or a place is a hub
of it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Literal

from frontwatch.model import Claim, Place
from frontwatch.reading.clauses import Clause
from frontwatch.reading.context import HYPOTHETICAL, Context

KIND = "route"


@dataclass(frozen=True, slots=True, kw_only=True)
class Route(Claim):
    """A claim that a road or railway joins places, is cut, is under fire, is the last one open; or a place is a
    hub of it."""

    what: Literal["railway", "road", "route"] = "route"
    state: Literal["joins", "hub", "cut", "fire", "last", "open"] = "joins"


# ---------------------------------------------------------------- how it is said


def said(clause: Clause, context: Context) -> Iterable[Route]:
    """A railway or road told to join places, be cut, under fire, or the last one left."""
    if clause.noun or clause.mood in HYPOTHETICAL or not clause.marks & {"railway", "road"}:
        return
    what: Any = "railway" if "railway" in clause.marks else "road"
    ground = [m for m in clause.ground() if m.what == "place"]
    ground += [m for m in clause.mentions if m.what == "pronoun" and m.stands_for == "it" and isinstance(m.ref, Place)]
    state: Any = None
    if clause.predicate in ("CUT", "SURROUND") and not clause.words & {"supply"} - {"road"}:
        state = "cut"
    elif "fire" in clause.marks:
        state = "fire"
    elif "last" in clause.marks:
        state = "last"
    elif "hub" in clause.marks and clause.predicate in ("BE", "REMAIN", "NONE", "HAVE"):
        state = "hub"
    elif clause.predicate == "JOIN" and len(ground) > 1:
        state = "joins"
    near = context.lately()
    if not ground and state in ("cut", "last") and near:
        ground = [near]
    if state is None or not ground:
        return
    yield context.claim(Route, clause, ground, what=what, state=state, side=clause.side if state == "cut" else None)
