"""Kind `control`: a side holds, took, lost, recaptured or does not hold a place or region, all or part of it; or
it is contested."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from frontwatch.kinds.bench import Bench, Sight, ground_of, over_records, untested
from frontwatch.kinds.held import event_day, place_finding, region_finding
from frontwatch.kinds.shares import (
    LIST_GAP,
    SHARE_WORDS,
    SHARES,
    bare_share,
    figure_of,
    figures_of_each,
    namesake,
    without_locating,
)
from frontwatch.kinds.telling import name_of, parted, uncovered, where
from frontwatch.kinds.verdicts import as_said
from frontwatch.model import Claim, Finding, Place
from frontwatch.reading.clauses import Clause
from frontwatch.reading.context import HYPOTHETICAL, Context
from frontwatch.reading.lexicon import lexicon
from frontwatch.reading.mention import Mention
from frontwatch.reading.quantities import Amount

KIND = "control"


@dataclass(frozen=True, slots=True, kw_only=True)
class Control(Claim):
    """A claim that a side holds, took, lost, recaptured or does not hold a place or region, all or part of it; or
    it is contested."""

    change: Literal["held", "took", "lost"] = "held"
    """Whether it tells a state or an event; of an event `side` is who holds it after (took) or who held it before
    (lost)."""
    share: tuple[float, float] | None = None
    """Least and most share of the place or region said to be held, 0 to 1; None: said without more."""
    part: str | None = None
    """A part named ("the eastern half", "outskirts", "centre"), which no map of the record divides."""
    contested: bool = False
    """It is said to be contested, fought over or a grey zone."""
    near_miss: bool = False
    """An attempt said to have failed: "failed to take", "out of reach"."""


# ---------------------------------------------------------------- how it is said

_PEOPLE_UNITS = (
    "troops",
    "tanks",
    "vehicles",
    "artillery systems",
    "equipment",
    "casualties",
    "aircraft",
    "helicopters",
)
_WEAK = ("defend", "keep", "rule", "maintain", "possess")
_LEAVING = ("flee", "withdraw", "pull", "retreat", "fall", "quit", "walk", "slip")


def said(clause: Clause, context: Context) -> Iterable[Control]:
    """Control claimed by a clause: taking, holding, losing, falling; states ("under X control", "in X hands",
    "still X")."""
    if clause.mood in HYPOTHETICAL:
        return
    if clause.noun:
        yield from _said_by_noun(clause, context)
    elif clause.predicate == "EXPEL" or clause.lemma in _EXPELLING:
        yield from _expelled(clause, context)
    elif clause.lemma in ("raise", "hoist", "plant") and "flag" in clause.marks:
        yield from _flagged(clause, context)
    elif clause.predicate == "TAKE":
        yield from _taken(clause, context)
    elif clause.predicate == "HOLD" and _nobody(clause, context):
        yield from _made(
            clause, context, clause.patients or clause.subjects, None, "held", contested=True, negated=False
        )
    elif clause.predicate == "HOLD" and clause.side and (clause.lemma not in _WEAK or _keeps(clause)):
        part = clause.words & {"part", "parts", "outskirts", "half", "bank", "centre", "center", "edge", "positions"}
        inside = (
            clause.ground("in", "at", "of", "inside", *(("to", "on") if clause.lemma in ("cling", "hang") else ()))
            if part or clause.lemma in ("hold", "hang", "cling", "dig", "entrench")
            else ()
        )
        if not clause.patients and clause.amount("km2", "%", "settlements", "sq mi"):
            inside = tuple(m for m in clause.ground() if m.what in ("region", "place"))
            inside = inside or tuple(m for m in clause.ground() if m.what == "country" and m.first > clause.head)
            if not inside and context.region and clause.amount("km2", "sq mi"):
                inside = (context.region,)
        inside = clause.patients or tuple(m for m in inside if m.what == inside[0].what and m.prep == inside[0].prep)
        bare = _building(clause) or bare_share(clause) or _bare_part(clause)
        near = context.lately() if not inside and bare and clause.mood == "asserted" else None
        yield from _made(
            clause,
            context,
            [near] if near else inside,
            clause.side,
            "held",
            **({"part": "part"} if near and not bare_share(clause) else {}),
        )
    elif clause.predicate == "HOLD" and clause.lemma == "hold" and clause.passive and clause.subjects:
        own = clause.speaker.side if clause.speaker else None
        held = [m for m in clause.subjects if m.what in ("place", "region")]
        yield from _made(clause, context, held, own or context.home(held[0]) if held else None, "held")
    elif "flag" in clause.marks and clause.predicate in ("FLY", "TAKE", "BE", "REMAIN", "SAY", "OTHER", "CARRY"):
        yield from _flagged(clause, context)
    elif clause.predicate == "COLOUR":
        yield from _coloured(clause, context)
    elif clause.predicate == "LOSE" or (
        clause.lemma == "flee" and clause.side and clause.agent and clause.agent.what == "force"
    ):
        yield from _lost(clause, context)
    elif clause.predicate == "FALL" and not clause.side and "on" not in clause.after[:1]:
        ground = [m for m in clause.subjects if m.what == "place"]
        yield from _made(clause, context, ground, _taker(clause, context, ground), "took")
    elif clause.predicate == "CLASH" and clause.passive and not clause.perfect and clause.after[:1] == ("over",):
        ground = [m for m in clause.subjects if m.what == "place"]
        yield from _made(clause, context, ground, None, "held", contested=True)
    elif clause.predicate == "CHANGE_HANDS":
        ground = [m for m in (*clause.subjects, *clause.ground("through", "of", "in")) if m.what == "place"]
        here = [m for m in [context.place] if m and not clause.ground()]
        if not clause.denied:
            yield from _made(clause, context, ground[:1] or here, None, "held", contested=True)
    elif clause.lemma == "go" and clause.form == "part" and clause.passive and clause.mood == "asserted":
        ground = [m for m in clause.subjects if m.what == "place" and not clause.amounts]
        yield from _made(clause, context, ground, _taker(clause, context, ground), "took")
    elif clause.predicate == "OTHER" and clause.lemma == "turn" and "contested" in clause.marks:
        ground = [m for m in clause.subjects if m.what == "place"]
        yield from _made(clause, context, ground, None, "held", contested=True)
    elif clause.lemma == "operate" and clause.form == "ing":
        yield from _present(clause, context)
    elif clause.predicate in ("PASS", "BE", "REMAIN", "HAVE", "NONE", "SAY", "LIVE"):
        yield from _state(clause, context)


def _gained(clause: Clause) -> bool:
    """Whether a share of a country is what was taken in a span of time: "took less than 1 % of it in a year"."""
    return any(p.what in ("span", "since") for p in clause.periods) or bool(clause.amount("km2", "sq mi"))


def _building(clause: Clause) -> bool:
    """Whether what is done is done to a building: "took the railway station"."""
    return bool(lexicon().words.buildings.intersection(clause.after[:4])) and not clause.amounts


def _bare_part(clause: Clause) -> bool:
    """Whether parts of the settlement spoken of are held: "hold the southern and eastern districts"."""
    parts = {"districts", "quarters", "outskirts", "suburbs", "neighbourhoods", "neighborhoods"}
    return bool(parts.intersection(clause.after[:7])) and not any(m.first > clause.head for m in clause.mentions)


def _keeps(clause: Clause) -> bool:
    """ "Ukraine keeps X", with nothing behind the place that it would be kept in or from."""
    places = [m for m in clause.patients if m.what == "place" and m.first > clause.head]
    return clause.lemma == "keep" and bool(places) and places[-1].span.end >= clause.span.end - 1


def _flagged(clause: Clause, context: Context) -> Iterable[Control]:
    """A side's flag over a place, or over a building in it."""
    sides = [m.side for m in clause.mentions if m.side and m.what in ("side", "force", "country", "pronoun")]
    ground = [m for m in clause.ground() if m.what == "place" and m.prep]
    if sides and ground and clause.mood == "asserted":
        yield from _made(clause, context, ground[:1], sides[0], "took" if clause.predicate == "TAKE" else "held")


_COLOURS = {"red": "other", "blue": "home", "green": "home", "grey": "", "gray": ""}
"""Whose ground a colour means on the maps that reports speak of: the other side's, the country's own, or nobody's."""


def _on_map(clause: Clause) -> bool:
    """Whether a colour is one of a map: "X, on its map, is still blue"."""
    return bool(clause.words & {"map", "maps", "shaded", "coloured", "colored"})


def _last_word(clause: Clause) -> str:
    return next((w for w in reversed(clause.after) if w.isalpha()), "")


def _coloured(clause: Clause, context: Context) -> Iterable[Control]:
    ground = [m for m in (*clause.patients, *clause.subjects) if m.what in ("place", "region")][:1]
    colour = next((_COLOURS[w] for w in clause.after if w in _COLOURS), None)
    following = context.after[0] if context.after else None
    if colour is None and following is not None and following.lemma in ("occupy", "capture"):
        colour = "other"
    if not ground or colour is None or clause.mood != "asserted":
        return
    home = context.home(ground[0])
    actor = next((m for m in clause.mentions if m.what == "actor"), None)
    shown = {"speaker": str(actor.ref)} if actor and (clause.agent is None or actor.first <= clause.agent.first) else {}
    if colour:
        yield from _made(clause, context, ground, home if colour == "home" else context.other(home), "held", **shown)
    else:
        yield from _made(clause, context, ground, None, "held", contested=True, **shown)


def _said_by_noun(clause: Clause, context: Context) -> Iterable[Control]:
    if clause.predicate == "FALL" and clause.patients:
        ground = [m for m in clause.patients if m.what == "place"]
        denied = clause.denied and clause.host in ("SAY", "DENY")
        yield from _made(clause, context, ground, _taker(clause, context, ground), "took", negated=denied)
    elif (
        clause.predicate in ("TAKE",)
        and clause.patients
        and (
            clause.denied
            or clause.host in ("BE", "HAPPEN", "SAY", "DENY", "COMPLETE")
            or clause.host_lemma in ("result", "lead")
        )
    ):
        ground = [m for m in clause.patients if m.what == "place"]
        side = clause.side if clause.host == "COMPLETE" else None
        yield from _made(clause, context, ground, side or _taker(clause, context, ground), "took")
    elif clause.predicate == "LOSE":
        yield from _left(clause, context)
    elif (
        clause.predicate == "TAKE" and clause.patients and clause.periods and clause.mood == "asserted" and clause.side
    ):
        yield from _made(clause, context, [m for m in clause.patients if m.what == "place"], clause.side, "took")
    elif clause.predicate == "CLASH" and clause.lemma in ("fighting", "battle", "battles", "fights"):
        ground = [
            m for m in clause.mentions if m.what == "place" and m.prep in ("for", "inside") and m.first > clause.head
        ]
        urban = bool(clause.words & _URBAN)
        if urban and not ground:
            ground = [m for m in clause.mentions if m.what == "place" and m.prep in ("in", "of", "inside")][:1]
        if not clause.amounts and clause.host in ("HAPPEN", "BE", "CONTINUE", "REMAIN"):
            yield from _made(clause, context, ground, None, "held", contested=True)


_URBAN = frozenset(
    [
        "street", "streets", "suburb", "suburbs", "urban", "house-to-house", "houses", "buildings", "outskirts",
        "centre", "center",
    ]
)  # fmt: skip


def _taken(clause: Clause, context: Context) -> Iterable[Control]:
    if any(a.unit in _PEOPLE_UNITS for a in clause.amounts if a.at >= clause.head - 3):
        return
    if "you" in clause.words and clause.agent is None and not clause.passive:
        return
    ground = [m for m in clause.patients if m.what in ("place", "region")]
    if not ground and clause.lemma == "consolidate":
        ground = [m for m in clause.ground("in", "at") if m.what == "place"]
    if not ground and clause.amount("%") and not _gained(clause):
        ground = [m for m in clause.patients if m.what == "country"][:1]
    if not ground and clause.amount("%", "km2", "sq mi") and clause.passive:
        ground = [m for m in clause.ground("in", "of") if m.what in ("region", "country")][:1]
    if not ground and clause.words & {"positions", "districts", "district", "buildings", "grounds", "part", "streets"}:
        ground = [m for m in clause.ground("in", "inside", "of") if m.what == "place" and m.first > clause.head]
    if not ground and _building(clause) and context.place and not clause.ground():
        ground = [context.place]
    if (not ground and clause.after[-3:-1] == ("among", "them")) or clause.after[-2:] == ("among", "them"):
        ground = [m for m in clause.mentions if m.what == "place" and m.ref is not None]
    for_region = [m for m in ground if m.what == "region"]
    if for_region and clause.amount("settlements", "km2", "sq mi"):
        return
    own = clause.speaker.side if clause.speaker and not clause.denied else None
    side = clause.side or (own if not clause.passive else None) or _taker(clause, context, ground)
    yield from _made(clause, context, ground, side, "took")


_EXPELLING = ("push", "force", "clear", "throw", "beat")
"""Verbs of other classes that, with people as object and a place behind "from", tell who had to leave it."""


def _left(clause: Clause, context: Context) -> Iterable[Control]:
    """ "The withdrawal from X was announced": it is the other side's then."""
    ground = [m for m in clause.ground("from", "out") if m.what == "place" and m.first > clause.head]
    people = [m for m in clause.people() if m.what in ("force", "side", "country", "pronoun")]
    loser = next((m.side for m in people if m.last >= clause.head - 1 and m.prep in ("", "of", "by")), None)
    loser = loser or clause.side or (clause.speaker.side if clause.speaker else None)
    if clause.host in _TOLD_OF and clause.mood == "asserted" and ground:
        yield from _made(
            clause, context, ground, context.other(loser) if loser else _taker(clause, context, ground), "took"
        )


_TOLD_OF = ("SAY", "BE", "HAPPEN", "COMPLETE", "DENY", "BEGIN", "NONE", "OTHER")


def _expelled(clause: Clause, context: Context) -> Iterable[Control]:
    """A side driven out of a place: it is the other's then."""
    people = [m for m in clause.people() if m.what in ("force", "side", "pronoun", "country") and m.prep in ("", "of")]
    driven = [m for m in people if (m.first < clause.head) == clause.passive and m != clause.agent]
    ground = [m for m in clause.ground("from", "of", "out") if m.what in ("place", "region") and m.first > clause.head]
    if clause.lemma == "clear" and driven and not ground:
        ground = [m for m in clause.patients if m.what == "place"]
    if not driven or not ground or clause.lemma == "beat":
        if (
            clause.predicate == "TAKE"
            and (clause.side or clause.passive)
            and any(m.what == "place" for m in clause.patients)
        ):
            yield from _taken(clause, context)
        return
    taker = clause.side or context.other(driven[0].side)
    if taker != driven[0].side:
        yield from _made(clause, context, ground, taker, "took")


def _nobody(clause: Clause, context: Context) -> bool:
    """Whether neither side does it: "neither army fully controls X"."""
    if context.before and context.before[-1].after[-2:-1] == ("neither",):
        return True
    return clause.agent is None and (
        "neither" in clause.words or (clause.denied and "either" in clause.words and bool(clause.words & _SIDES))
    )


_SIDES = frozenset(["side", "army", "party", "belligerent"])


_TROOPS = frozenset(["troops", "units", "forces", "soldiers", "defenders", "garrison", "men"])


def _lost(clause: Clause, context: Context) -> Iterable[Control]:
    if clause.amount(*_PEOPLE_UNITS, "people", "killed") or "ATTACK" in clause.nouns:
        return
    if (
        clause.denied
        and clause.words & {"position", "positions"}
        and clause.lemma in ("lose", "abandon", "leave", "give", "surrender")
    ):
        near = context.nearest(clause, sector_first=True)[:1]
        side = clause.side or (clause.speaker.side if clause.speaker else None) or context.issuer
        side = side or (context.home(near[0]) if near else None)
        yield from _made(clause, context, near, context.other(side), "took")
        return
    leaving = clause.lemma in _LEAVING
    ground = [m for m in clause.patients if m.what == "place" and not leaving]
    if leaving and not ("to" in clause.words and clause.words & {*_TROOPS, "brigades"} and clause.patients):
        ground = [m for m in clause.ground("from", "of", "out") if m.what == "place" and m.first > clause.head]
    loser = clause.side
    told_whence = set(clause.after) & {"of", "from"}
    if leaving and clause.passive and not (clause.ground() or told_whence) and clause.words & _TROOPS and context.place:
        own = clause.speaker.side if clause.speaker else None
        ground, loser = [context.place], loser or own or context.home(context.place)
        yield from _made(clause, context, ground, context.other(loser), "took")
        return
    if not loser and clause.lemma in ("leave", "abandon") and not (clause.agent or clause.passive):
        return
    if (
        clause.passive
        and not loser
        and clause.lemma not in ("lose", "abandon", "surrender", "cede", "relinquish", "give")
    ):
        return
    yield from _made(
        clause, context, ground, context.other(loser) if loser else _taker(clause, context, ground), "took"
    )


def _state(clause: Clause, context: Context) -> Iterable[Control]:
    """Control told as a state of the ground."""
    if "fire" in clause.marks:
        return
    ground = [m for m in clause.subjects if m.what in ("place", "region")]
    holders = [m for m in clause.people() if m.first > clause.head or clause.predicate == "NONE"]
    if clause.predicate == "HAVE":
        held = [m for m in clause.ground() if m.first > clause.head]
        if clause.agent and clause.side and held and "foothold" in clause.marks:
            yield from _made(clause, context, held[:1], clause.side, "held", part="part")
        elif (
            clause.agent
            and clause.side
            and held
            and clause.words & {"control", "possession"}
            and held[0].prep in ("of", "over")
        ):
            yield from _made(clause, context, held[:2], clause.side, "held")
        elif clause.agent and clause.side and held and clause.amount("%"):
            yield from _made(clause, context, held[:1], clause.side, "held")
        elif held and "contested" in clause.marks:
            actors = [m for c in (clause, *context.before) for m in c.mentions if m.what == "actor"]
            by = {"speaker": str(actors[0].ref)} if actors else {}
            yield from _made(clause, context, held[:1], None, "held", contested=True, **by)
        return
    if clause.predicate == "SAY":
        if clause.lemma == "claim" and clause.side and "control" in clause.after[:3] and clause.mood == "asserted":
            yield from _made(clause, context, clause.ground("of", "over", "in")[:2], clause.side, "held")
            return
        if clause.lemma == "claim" and clause.side and not context.after and clause.mood == "asserted":
            yield from _made(clause, context, [m for m in clause.patients if m.what == "place"], clause.side, "took")
            return
        if clause.passive and clause.lemma in ("report", "see", "spot", "observe") and not context.after:
            yield from _present(clause, context)
            return
        under = [m for m in holders if m.prep in ("under", "in")]
        shown = [m for m in clause.ground() if m.what == "place" and under and m.last <= under[0].first]
        if clause.lemma in _SHOWING and clause.words & {"control", "hands"} and shown:
            yield from _made(clause, context, shown[-1:], under[0].side, "held")
        elif clause.lemma == "show" and clause.words & {"grey", "gray"} and (clause.patients or context.place):
            grey = clause.patients[:1] or tuple(m for m in [context.place] if m)
            yield from _made(clause, context, grey, None, "held", contested=True)
        elif clause.lemma == "show" and "red" in clause.words and clause.patients:
            yield from _made(clause, context, clause.patients, context.other(context.home(clause.patients[0])), "held")
        return
    if not ground and clause.side and clause.predicate == "BE" and clause.after[:1] != () and _in_control(clause):
        yield from _made(clause, context, clause.ground("of", "over")[:2], clause.side, "held")
        return
    if not ground and clause.amount("settlements", "km2", "%", "sq mi"):
        shared = [m for m in clause.ground("of", "in", "") if m.what in ("region", "country")]
        ground = [m for m in shared if not any(n.first == m.last + 1 for n in shared)][:1]
    if not ground and "contested" in clause.marks and clause.words & {"situation", "control", "there"}:
        ground = [m for m in clause.ground("in", "of", "over") if m.what == "place"][:1]
    if not ground:
        yield from _present(clause, context)
        return
    if "reach" in clause.marks or clause.words >= {"out", "reach"} or clause.words >= {"beyond", "reach"}:
        owner = next((m.side for m in clause.people() if m.side), None) or _taker(clause, context, ground)
        yield from _made(clause, context, ground, owner, "took", negated=True, near_miss=True)
    elif clause.words & {"control", "hands", "occupation"} and holders:
        yield from _made(clause, context, ground, holders[0].side, "took" if clause.predicate == "PASS" else "held")
    elif clause.words >= {"under", "control"} and not holders and clause.predicate in ("BE", "REMAIN"):
        own = clause.speaker.side if clause.speaker else None
        yield from _made(clause, context, ground, own or context.issuer or context.home(ground[0]), "held")
    elif "occupation" in clause.words and "under" in clause.words and clause.predicate != "NONE":
        yield from _made(clause, context, ground, context.other(context.home(ground[0])), "held")
    elif clause.predicate == "PASS" and any(m.prep == "to" for m in holders):
        yield from _made(clause, context, ground, next(m.side for m in holders if m.prep == "to"), "took")
    elif clause.lemma in ("stay", "remain") and holders and holders[0].prep == "with":
        yield from _made(clause, context, ground, holders[0].side, "held")
    elif any(m.prep in ("under", "behind") for m in holders):
        yield from _made(
            clause, context, ground, next(m.side for m in holders if m.prep in ("under", "behind")), "held"
        )
    elif clause.predicate in ("REMAIN", "BE", "LIVE") and holders and _is_complement(clause, holders[-1]):
        yield from _made(clause, context, ground, holders[-1].side, "held")
    elif clause.predicate in ("BE", "REMAIN") and _on_map(clause) and _last_word(clause) in _COLOURS:
        yield from _coloured(clause, context)
    elif clause.predicate == "BE" and {"gone", "lost"} & set(clause.after[:2]) and ground[0].what == "place":
        yield from _made(clause, context, ground, _taker(clause, context, ground), "took")
    elif (
        clause.predicate in ("BE", "REMAIN") and clause.words & {"contested", "disputed"}
    ) or "contested" in clause.marks:
        yield from _made(clause, context, ground, None, "held", contested=True)
    elif clause.agent and clause.agent.what == "force":
        yield from _present(clause, context)


def _in_control(clause: Clause) -> bool:
    """ "Is in full control of X"."""
    return "in" in clause.after[:3] and "control" in clause.after[:6]


_SHOWING = ("show", "put", "mark", "report", "describe", "list", "give")


def _present(clause: Clause, context: Context) -> Iterable[Control]:
    """Troops said to be in a place: some of it is theirs."""
    force = clause.agent
    if force is None and clause.predicate == "BE" and "there" in clause.words:
        force = next((m for m in clause.people() if m.what == "force" and m.first > clause.head), None)
    seen = clause.predicate == "SAY"
    force = next((m for m in clause.mentions if m.what == "force" and m.first < clause.head), None) if seen else force
    ground = [m for m in clause.ground("in", "inside") if m.what == "place" and m.first > clause.head]
    if (
        force is None
        or force.what not in ("force", "side", "pronoun")
        or clause.amounts
        or (clause.passive and not seen)
    ):
        return
    none = force is not clause.agent and "no" in clause.after[:2]
    sits = clause.lemma in ("sit", "lie", "stand")
    if len(ground) == 1 and clause.mood == "asserted" and _told(clause) <= _SHORT + 2 * none + 2 * sits:
        denied = clause.denied != none
        yield from _made(clause, context, ground, force.side, "held", part=None if denied else "part", negated=denied)


def _told(clause: Clause) -> int:
    """Words behind the verb, up to a comma."""
    stop = clause.after.index(",") if "," in clause.after else len(clause.after)
    return sum(w.isalpha() for w in clause.after[:stop])


_SHORT = 5
"""Words after "are" in "our men are still in the village": with more of them something else is said."""


def _ends_there(clause: Clause, mention: Mention) -> bool:
    """Whether a comma closes what is said behind a side's adjective: "is Ukrainian, or near enough"."""
    word = mention.text.lower()
    at = clause.after.index(word) if word in clause.after else len(clause.after)
    return clause.after[at + 1 : at + 2] in ((",",), (";",))


def _is_complement(clause: Clause, mention: Mention) -> bool:
    """Whether a side's adjective ends the clause: "remains Ukrainian", "is still Russian"."""
    ours = mention.what == "pronoun" and mention.text.lower() in ("ours", "theirs")
    last = (
        mention.span.end >= clause.span.end - 1
        or clause.after[-1:] in (("again",), ("now",), ("today",), ("too",))
        or _ends_there(clause, mention)
    )
    plural = mention.text.endswith("s") and not ours
    return (
        (mention.what == "side" or ours) and not plural and mention.prep == "" and mention.first > clause.head and last
    )


def _taker(clause: Clause, context: Context, ground: Sequence[Mention]) -> str | None:
    """Who took a place, where nobody is named: freeing is done by the speaker or the place's own side, else by the
    other."""
    if not ground:
        return None
    home = context.home(ground[0])
    if clause.lemma in ("liberate", "free", "recapture", "retake", "reclaim", "regain", "liberation", "recapture"):
        return clause.speaker.side if clause.speaker and clause.speaker.side else context.issuer or home
    return context.other(home)


def _made(
    clause: Clause, context: Context, ground: Sequence[Mention], side: str | None,
    change: Literal["held", "took", "lost"], **fields: Any,
) -> Iterable[Control]:  # fmt: skip
    if not side and not fields.get("contested"):
        return
    pairs = figures_of_each(clause, context, ground)
    share = next((SHARES[m] for m in SHARES if m in clause.marks), None)
    if share is None and bare_share(clause):
        share = next(SHARE_WORDS[w] for w in clause.after if w in SHARE_WORDS)
    if pairs:
        for mention, figure in pairs:
            at = namesake(mention, context) or mention
            yield context.claim(Control, clause, (at,), side=side, change=change, amount=figure, **fields)
        ground = [m for m in ground if share and m.what == "region" and all(m.ref != p.ref for p, _ in pairs)]
    ground = without_locating(ground)
    fields.setdefault("near_miss", clause.failed)
    if change == "held" and not clause.periods:
        fields.update(since=None, day=context.published)
    seen: set[object] = set()
    given = fields.pop("part", None)
    previous: Mention | None = None
    figure_here: Amount | None = None
    for mention in ground:
        if mention.ref in seen:
            continue
        seen.add(mention.ref)
        apart = previous is not None and mention.first - previous.last > LIST_GAP
        if previous is None or apart:
            figure_here = None if pairs else figure_of(clause, mention, previous, alone=len(ground) == 1)
            share = None if apart or (figure_here and len(ground) > 1) else share
        if mention.prep == "including":
            share = figure_here = None
        previous = mention
        part, given = mention.part or given, None
        region = namesake(mention, context) if figure_here or (share and share != SHARES["all"]) else None
        yield context.claim(
            Control, clause, (region or mention,), side=side, change=change, share=share, part=part,
            amount=figure_here, **fields,
        )  # fmt: skip


# ---------------------------------------------------------------- how it is tested and told


def test(claim: Control, bench: Bench) -> Finding:
    """Holder on the day, share of the place's disc or of the region, and the day it changed.

    Held, said without more, is supported from 75 % of the disc with the centre held, "all of" from 90 %; contradicted
    under 5 % with the centre elsewhere; between, overstated. An event shows on the maps of the week after it.
    """
    ground = ground_of(claim)
    if ground is None:
        return untested(claim, "place_unclear", "The place is not clear from the report.")
    if not ground.covered:
        return untested(claim, "not_on_a_map", uncovered(claim))
    if claim.side is None and not claim.contested:
        return untested(claim, "place_unclear", "The side is not clear from the report.")

    def ask(sight: Sight) -> Finding:
        if isinstance(ground, Place):
            return place_finding(claim, ground, sight)
        return region_finding(claim, ground, sight)

    return over_records(claim, bench, ask, day=event_day(claim, bench.published))


def told(claim: Control, names: Mapping[str, str]) -> str:
    """The claim in one plain line."""
    part = f"{claim.part} of " if claim.part else parted(claim.share)
    amount = f"{as_said(claim.quantity)} of " if claim.quantity else ""
    ground = f"{amount or part}{where(claim)}"
    if claim.contested:
        return f"{ground} is {'not ' if claim.negated else ''}contested"
    verb = "took" if claim.change == "took" else "holds"
    if claim.negated:
        verb = "has not taken" if claim.change == "took" or claim.near_miss else "does not hold"
    return f"{name_of(claim.side, names)} {verb} {ground}"
