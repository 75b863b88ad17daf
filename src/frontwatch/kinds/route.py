"""Kind `route`: a road or railway joins places, is cut, is under fire, is the last one open; or a place is a hub
of it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

from frontwatch.kinds.bench import Bench, Sight, over_records, untested
from frontwatch.kinds.settings import ROUTE_NEAR_KM
from frontwatch.kinds.telling import where
from frontwatch.kinds.verdicts import percent
from frontwatch.model import Claim, Figure, Finding, Place, Verdict
from frontwatch.model import Route as Way
from frontwatch.reading.clauses import Clause
from frontwatch.reading.context import HYPOTHETICAL, Context
from frontwatch.theatre.theatre import Theatre

if TYPE_CHECKING:
    from frontwatch.ground.route import RouteState

KIND = "route"


@dataclass(frozen=True, slots=True, kw_only=True)
class Route(Claim):
    """A claim that a road or railway joins places, is cut, is under fire, is the last one open; or a place is a
    hub of it."""

    what: Literal["railway", "road", "route"] = "route"
    state: Literal["joins", "hub", "cut", "fire", "last", "open"] = "joins"
    every: bool = False
    """Of "cut": it was the last way open, so all of them are meant."""


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
    yield context.claim(
        Route,
        clause,
        ground,
        what=what,
        state=state,
        side=clause.side if state == "cut" else None,
        every=state == "cut" and "last" in clause.marks,
    )


# ---------------------------------------------------------------- how it is tested and told


def test(claim: Route, bench: Bench) -> Finding:
    """Whether the theatre has such a route, and for "cut" who holds the ground along it.

    "Joins" and "hub" are geography and need no map; what is under fire or the last one open a map does not show.
    """
    ways = ways_through(bench.theatre, claim)
    if not ways:
        return untested(claim, "not_on_a_map", f"The theatre has no such {claim.what} through {where(claim)}.")
    if claim.state in ("joins", "hub"):
        return _known(claim, ways, bench.theatre)
    if claim.state != "cut":
        return untested(claim, "not_on_a_map", "A map does not show what fire reaches or which way is used.")
    return over_records(claim, bench, lambda sight: _cut(claim, ways, sight))


def ways_through(theatre: Theatre, claim: Route) -> list[Way]:
    """The theatre's routes of the kind named that pass all of the claim's places; of one place, all through it."""
    ids = {p.id for p in claim.places}
    kinds = ("railway", "road") if claim.what == "route" else (claim.what,)
    return [r for r in theatre.routes if r.what in kinds and ids and ids <= set(r.places)]


def _known(claim: Route, ways: list[Way], theatre: Theatre) -> Finding:
    names = "; ".join(f"{w.name} ({w.source})" for w in ways[:2])
    verdict: Verdict = "contradicted" if claim.negated else "supported"
    figures = (Figure("routes", len(ways), "routes", None, f"theatre {theatre.name}"),)
    query = " ".join(["frontwatch", "route", *(str(p.id) for p in claim.places), "--what", claim.what])
    return Finding(claim, verdict, f"Theatre {theatre.name}: {names}.", figures=figures, query=query)


def _cut(claim: Route, ways: list[Way], sight: Sight) -> Finding:
    """Cut: ground of the other side lies along the way, within 30 km of the place; "the last one" means all of them."""

    from frontwatch.ground.figures import figures_of_route
    from frontwatch.ground.route import route_state

    states = [(way, route_state(sight.record, sight.theatre, way, sight.map)) for way in ways]
    side = claim.side or next(x.code for x in sight.theatre.sides if x.code != sight.record.meta.rest)
    cut = [(way, state) for way, state in states if _near_share(state, claim, side) > 0.0]
    way, state = cut[0] if cut else states[0]
    query = sight.query("route", "--route", way.id, "--on", f"{sight.map.day}")
    reason = (
        f"{sight.stamp()}: ground held by {sight.theatre.side(side).name} along {len(cut)} of {len(ways)} ways through "
        f"{where(claim)} within {ROUTE_NEAR_KM:.0f} km, such as {way.name} ({percent(state.share_of(side))} of it)"
    )
    figures = figures_of_route(state)
    if not cut and not claim.negated:
        why = f"{reason}; fire may cut a way that ground does not."
        return untested(claim, "not_on_a_map", why, figures=figures, query=query)
    verdict: Verdict = "overstated" if claim.every and len(cut) < len(ways) else "supported"
    if claim.negated:
        verdict = "contradicted" if cut else "supported"
    return Finding(claim, verdict, f"{reason}.", figures=figures, query=query, map=sight.map)


def _near_share(state: RouteState, claim: Route, side: str) -> float:
    """Most of any stretch of the route near the claim's places that lies on the side's ground, 0 to 1."""
    shares = [
        dict(s.shares).get(side, 0.0)
        for s in state.stretches
        if any(_km(end, place) <= ROUTE_NEAR_KM for end in (s.start, s.stop) for place in claim.places)
    ]
    return max(shares, default=0.0)


def _km(a: Place, b: Place) -> float:
    from frontwatch.ground.local import to_km

    x, y = to_km(a.lon, a.lat, b.lon, b.lat)
    return float((x * x + y * y) ** 0.5)


def told(claim: Route, names: Mapping[str, str]) -> str:
    """The claim in one plain line."""
    if claim.every:
        return f"the last {claim.what} to {where(claim)} is {'not ' if claim.negated else ''}cut"
    words = {"joins": "joins", "hub": "runs through", "cut": "is cut at", "fire": "is under fire at",
             "last": "is the last way open to", "open": "is open to"}  # fmt: skip
    return f"a {claim.what} {'does not reach' if claim.negated else words[claim.state]} {where(claim)}"
