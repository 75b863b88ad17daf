"""Kind `intent`: a leader wants, plans or orders to take a place or region."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from frontwatch.kinds.bench import Bench, Sight, over_records, untested
from frontwatch.kinds.telling import name_of, where
from frontwatch.kinds.verdicts import percent
from frontwatch.model import Claim, Finding
from frontwatch.reading.clauses import Clause
from frontwatch.reading.context import Context
from frontwatch.reading.mention import Mention

KIND = "intent"


@dataclass(frozen=True, slots=True, kw_only=True)
class Intent(Claim):
    """A claim that a leader wants, plans or orders to take a place or region."""

    leader: str | None = None


# ---------------------------------------------------------------- how it is said


_TRIED = ("TAKE", "ENTER", "ADVANCE", "SURROUND", "CUT")
"""What somebody "is trying to" do to ground is what he wants."""


_ANY_GROUND = frozenset(["land", "territory", "ground", "inch", "metre", "meter", "soil", "territories", "settlement"])
"""What nobody means to give up: "vows to give up no land"."""


def said(clause: Clause, context: Context) -> Iterable[Intent]:
    """Ground that somebody wants, plans or is ordered to take, or means to keep."""
    if clause.noun or clause.mood in ("asked", "conditional"):
        return
    if _turned_to_defence(clause):
        yield context.claim(Intent, clause, clause.ground()[:1], side=clause.side, day=context.published, since=None)
        return
    if "buffer" in clause.marks or ("goal" in clause.marks and clause.predicate in ("BE", "REMAIN", "NONE")):
        yield from _aimed(clause, context)
        return
    planned = clause.lemma in ("plan", "prepare", "plot") and "ATTACK" in clause.nouns and not clause.passive
    if planned and clause.mood == "asserted" and clause.side:
        ground = [m for m in clause.ground() if m.what in ("place", "region", "sector") and m.first > clause.head]
        for mention in ground[:1]:
            yield context.claim(
                Intent, clause, (mention,), side=clause.side, negated=clause.denied, day=context.published, since=None
            )
        return
    if (
        clause.predicate == "WANT"
        and clause.lemma in ("want", "seek", "demand", "target", "insist")
        and clause.mood == "asserted"
    ):
        ground = [
            m for m in clause.ground("", "of", "on", "from") if m.what in ("place", "region") and m.first > clause.head
        ]
        for mention in ground if clause.side else []:
            yield context.claim(Intent, clause, (mention,), side=clause.side, day=context.published, since=None)
        return
    trying = clause.mood == "attempted" and clause.predicate in _TRIED and not clause.denied and _finite(context)
    trying = trying and not clause.amount("years", "months", "weeks", "times", "attacks")
    if not (trying or clause.mood == "wished") or clause.predicate in ("SAY", "DENY", "KILL", "LIVE", "BE", "FLEE"):
        return
    if clause.host == "WANT" and clause.host_lemma in ("prepare", "hope", "order", "demand") and not clause.side:
        return
    ground = [m for m in (*clause.patients, *clause.ground()) if m.what in ("place", "region", "sector")]
    seen = {m.ref: m for m in reversed(ground)}
    side = clause.side
    above = context.before[-1] if context.before else None
    none = above is not None and above.predicate == "BE" and "no" in above.words and "there" in above.words
    if not side and above is not None and above.predicate == "BE" and clause.speaker:
        side = clause.speaker.side
    kept = clause.denied and clause.predicate in ("LOSE", "HOLD") and clause.words & _ANY_GROUND
    if not side or not (seen or kept):
        return
    leader = clause.agent.text if clause.agent and clause.agent.what == "actor" else None
    negated = none or (clause.denied and clause.predicate != "LOSE")
    aims: list[tuple[Mention, ...]] = [(mention,) for mention in reversed(seen.values())]
    for one in aims or [()]:
        made = context.claim(
            Intent, clause, one, side=side, leader=leader, negated=negated,
            amount=clause.amount("km", "km2", "%"), day=context.published, since=None,
        )  # fmt: skip
        yield replace(made, speaker=made.speaker or _vower(clause))


def _vower(clause: Clause) -> str | None:
    """Who says so by vowing it: "Zelensky vowed to give up no land"."""
    vowed = clause.host_lemma in ("vow", "swear", "pledge", "promise")
    if not vowed or clause.agent is None:
        return None
    return getattr(clause.agent.ref, "name", None) or clause.agent.text


def _turned_to_defence(clause: Clause) -> bool:
    """ "Have gone over to the defensive", "switched to all-round defence"."""
    turned = clause.lemma in ("switch", "turn", "go", "change", "shift") and clause.words & {"to", "onto", "on"}
    return bool(turned and "HOLDING" in clause.nouns and clause.side and clause.mood == "asserted")


def _finite(context: Context) -> bool:
    """Whether "are trying to" is the sentence's own verb, not an addition to a count of attacks ("…, trying to")."""
    tries = [c for c in context.before if c.predicate == "TRY"]
    return bool(tries) and (tries[-1].form != "ing" or tries[-1].progressive) and not tries[-1].amounts


def _aimed(clause: Clause, context: Context) -> Iterable[Intent]:
    """A buffer zone to be made somewhere, or a place called the target."""
    zone = "buffer" in clause.marks
    named = any(not m.stands_for for m in clause.ground())
    if zone and not named and clause.mood == "purpose" and context.before and context.before[-1].mood == "wished":
        return
    behind = tuple(m for m in clause.ground() if m.first > clause.head)
    aimed = behind[-1:] if clause.amount("km", "mi") else clause.subjects or behind
    ground = [m for m in (clause.ground() if zone else aimed) if m.what in ("place", "region")]
    if zone and "ATTACK" in (clause.predicate, *clause.nouns):
        # What a raid or an attack went into is where that was, not where the zone is to be.
        ground = [m for m in ground if m.prep != "into"]
    if zone and not ground and context.region:
        ground = [context.region]
    if not ground:
        return
    wanting = next((c.side for c in context.after if c.side and "after" in c.after), None)
    own = clause.speaker.side if clause.speaker else None
    side = clause.side or wanting or own or context.side if zone else context.other(context.home(ground[0]))
    yield context.claim(
        Intent, clause, ground[:3], side=side, amount=clause.amount("km", "km2") if zone else None,
        negated=clause.denied, day=context.published, since=None,
    )  # fmt: skip


# ---------------------------------------------------------------- how it is tested and told


def test(claim: Intent, bench: Bench) -> Finding:
    """Not on the ground: recorded with its speaker; of a region the share already held stands beside it."""

    from frontwatch.ground.area import region_share
    from frontwatch.ground.figures import figures_of_area

    reason = f"No record shows what somebody wants; recorded as claimed by {claim.speaker or 'the report'}"
    region = claim.region
    if region is None or not region.covered or claim.side is None:
        return untested(claim, "not_on_a_map", f"{reason}.")

    def ask(sight: Sight) -> Finding:
        share = region_share(sight.record, sight.theatre, region.code, sight.map)
        held = percent(share.share_of(claim.side or ""))
        told_share = f"{sight.stamp()}: {sight.theatre.side(claim.side or '').name} holds {held} of {region.name}"
        query = sight.query("area", region.code, "--on", f"{sight.map.day}")
        return untested(claim, "not_on_a_map", f"{reason}. {told_share}.", figures=figures_of_area(share), query=query)

    return over_records(claim, bench, ask)


def told(claim: Intent, names: Mapping[str, str]) -> str:
    """The claim in one plain line."""
    who = claim.leader or name_of(claim.side, names)
    return f"{who} {'does not want' if claim.negated else 'wants'} to take {where(claim)}"
