"""Kind `losses`: a side lost N killed, wounded, captured, N tanks."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from frontwatch.kinds.bench import Bench
from frontwatch.kinds.sanity import recorded
from frontwatch.kinds.telling import name_of, where
from frontwatch.kinds.verdicts import as_said
from frontwatch.model import Claim, Finding, Quantity
from frontwatch.reading.clauses import Clause
from frontwatch.reading.context import Context
from frontwatch.reading.mention import Mention
from frontwatch.reading.quantities import Amount

KIND = "losses"


@dataclass(frozen=True, slots=True, kw_only=True)
class Losses(Claim):
    """A claim that a side lost N killed, wounded, captured, N tanks."""

    what: str = ""
    """What is lost: "killed", "wounded", "captured", "personnel", "tanks"…"""


# ---------------------------------------------------------------- how it is said

_LOST = (
    "troops", "killed", "wounded", "captured", "casualties", "tanks", "artillery systems", "vehicles", "helicopters",
    "rocket launchers", "equipment", "aircraft", "units",
)  # fmt: skip
_DYING = ("die", "drown", "perish", "burn", "fall")
_WORDS = {"KILL": "killed", "CAPTURE_PEOPLE": "captured", "LOSE": "personnel", "SUFFER": "casualties"}


def said(clause: Clause, context: Context) -> Iterable[Losses]:
    """Troops and machines told to be killed, wounded, captured, destroyed or lost."""
    if clause.noun or clause.mood in ("conditional", "asked", "wished", "gerund", "future", "possible", "purpose"):
        return
    if clause.predicate == "LOSE" and clause.lemma not in ("lose", "cede", "surrender"):
        return
    if _told_before(clause, context):
        return
    amounts = [a for a in clause.amounts if (a.unit in _LOST and not a.money) or "of them" in a.noun]
    if clause.predicate == "KILL" and clause.passive and "civilians" not in clause.words:
        nations = {m.first for m in clause.mentions if m.what == "side"}
        amounts += [a for a in clause.amounts if not a.unit and a.last in nations]
    if "LOSSES" in clause.nouns and "civilians" not in clause.words:
        amounts += [a for a in clause.amounts if a.unit == "people"]
    if clause.predicate in ("LOSE", "KILL") and clause.side and not clause.passive and "civilians" not in clause.words:
        amounts += [a for a in clause.amounts if a.unit == "people" and clause.predicate == "LOSE"]
    if clause.lemma == "inflict":
        amounts = [a for a in amounts if a.unit != "units"]
    us = clause.agent is not None and clause.agent.what in ("pronoun", "force") and clause.lemma == "lose"
    if us and not amounts and not clause.passive:
        first = clause.head + 1
        amounts = [
            a for a in clause.amounts if not a.unit and not a.money and a.first == first and len(clause.after) < 4
        ]
    told = clause.predicate in ("KILL", "SUFFER", "CAPTURE_PEOPLE") or (
        clause.predicate in ("LOSE", "TAKE") and amounts and not _sent_away(clause)
    )
    held = "captivity" in clause.words and clause.predicate in ("BE", "REMAIN", "HOLD", "HAVE")
    if held:
        amounts = [a for a in amounts if a.unit == "troops" and a.at < clause.head]
        side = next((m.side for m in clause.people() if m.first < clause.head), None)
        for amount in amounts if side else ():
            yield context.claim(Losses, clause, (), amount=_quantity(amount), side=side, what="captured")
        return
    counted = "LOSSES" in clause.nouns and clause.predicate in (
        "STRETCH",
        "BE",
        "HAPPEN",
        "SAY",
        "SUFFER",
        "NONE",
        "HAVE",
        "REMAIN",
        "OTHER",
    )
    counted = counted or (clause.lemma == "put" and bool(clause.words & {"dead", "wounded", "killed"}))
    bare = clause.predicate in ("SAY", "BE", "NONE", "HAVE", "OTHER", "REMAIN", "HAPPEN", "STRETCH", "TAKE", "GAIN")
    if clause.predicate == "KILL" and clause.lemma in _DYING and not amounts:
        amounts = [a for a in clause.amounts if not a.unit and not a.money and a.at < clause.head and not _is_year(a)]
    if not (told or counted) and bare and "civilians" not in clause.words:
        amounts = [a for a in amounts if a.unit in ("killed", "wounded", "casualties")]
        counted = bool(amounts)
    if not (told or counted):
        return
    at = [a for a in clause.amounts if not a.unit and not a.money and (a.value or 0) >= _ROUND and a.at > clause.head]
    if clause.predicate == "SAY" and counted and "at" in clause.after:
        amounts = [*at[:1], *amounts]
    if counted and not amounts:
        amounts = [a for a in clause.amounts if not a.unit and not a.money and (a.value or 0) > 2 and not _is_year(a)]
    if any("civilians" in c.words for c in context.before) and not clause.people():
        return
    side = _who_suffers(clause, context)
    fired = clause.words & _ON_TOWNS or any(c.lemma == "shell" for c in context.after)
    if fired and not clause.people():
        return
    if side is None and not counted:
        return
    ground = _ground(clause, context)
    if not amounts and clause.predicate == "SUFFER" and "LOSSES" in clause.nouns and clause.words & _GREAT and side:
        yield context.claim(Losses, clause, ground, side=side, what="casualties")
    for amount in amounts:
        yield context.claim(
            Losses, clause, ground, amount=_quantity(amount), side=side,
            what=_WORDS.get(clause.predicate, amount.unit) if amount.unit in ("troops", "") else amount.unit,
        )  # fmt: skip


_ROUND = 1000
"""Least figure without a unit that "puts losses at" one: smaller ones may count anything."""


def _sent_away(clause: Clause) -> bool:
    """Whether troops were taken from one place to another, not from their army."""
    return clause.predicate == "TAKE" and bool(clause.ground("from")) and clause.passive


def _told_before(clause: Clause, context: Context) -> bool:
    """Whether a participle only says how those were lost whom the clause before counts: "lost 900 men killed"."""
    losing = next((c for c in reversed(context.before) if c.predicate in ("LOSE", "SUFFER")), None)
    bare = clause.predicate == "KILL" and clause.form in ("past", "part") and not clause.passive
    return bool(bare and losing and (not clause.amounts or set(clause.amounts) & set(losing.amounts)))


_ON_TOWNS = frozenset(["shelling", "missile", "strike", "strikes", "bombing", "bombardment", "airstrike", "airstrikes"])
"""What kills civilians: of "three killed in Kherson shelling" no army loses anybody."""
_GREAT = frozenset(["heavy", "great", "huge", "enormous", "significant", "serious", "considerable", "massive", "big"])


def _is_year(amount: Amount) -> bool:
    return amount.quantity.low is not None and 1990 <= amount.quantity.low <= 2100


def _quantity(amount: Amount) -> Quantity:
    q = amount.quantity
    return Quantity(q.low, q.high, q.unit or "casualties", q.approx)


def _who_suffers(clause: Clause, context: Context) -> str | None:
    if clause.predicate in ("LOSE", "SUFFER") and not clause.passive:
        return clause.side
    taken = clause.predicate == "TAKE" and clause.words & {"casualties", "losses"}
    if (taken or clause.words & {"cost", "price"}) and clause.side and not clause.passive:
        return clause.side
    if clause.predicate == "HAPPEN" and clause.lemma in ("count", "see") and clause.agent and not clause.passive:
        them = next((m.side for m in clause.people() if m.first > clause.head), None)
        return them or (context.other(clause.side) if clause.agent.what == "pronoun" else None)
    told_by = clause.speaker.name if clause.speaker else None
    people = [m for m in clause.people() if m.what != "actor" or m.ref != told_by]
    right = [m for m in people if m.first > clause.head or clause.predicate == "NONE"]
    left = sorted((m for m in people if m.first < clause.head), key=lambda m: m.prep != "")
    if clause.lemma == "inflict" and not clause.passive and clause.side:
        return context.other(clause.side)
    if clause.predicate in ("KILL", "TAKE", "CAPTURE_PEOPLE"):
        if clause.passive and not left and not clause.side:
            before = next((c.side for c in reversed(context.before) if c.side), None)
            return before or context.other(context.issuer) or context.side
        if clause.passive:
            return left[-1].side if left else context.other(clause.side) if clause.side else None
        if right:
            return right[0].side
        behind = clause.amounts and all(a.at < clause.head for a in clause.amounts)
        if clause.lemma in _DYING or (behind and not clause.patients):
            return clause.side
        return context.other(clause.side) if clause.side else None
    of = [m for m in right if m.prep in ("of", "among")]
    if clause.predicate == "NONE" and not right:
        return context.other(context.issuer)
    order = [*of, *right, *left] if clause.predicate == "SAY" else [*of, *left, *right]
    return order[0].side if order else None


def _ground(clause: Clause, context: Context) -> tuple[Mention, ...]:
    own = [m for m in clause.ground() if m.what != "country"]
    if not own and "where" in clause.words and context.before:
        own = [m for m in context.before[-1].ground() if m.what != "country"][-1:]
    return tuple(own[:1])


# ---------------------------------------------------------------- how it is tested and told


def test(claim: Losses, bench: Bench) -> Finding:
    """Not on the ground: recorded with speaker, period and bounds, and held against a sanity range."""
    return recorded(claim, "No open record counts losses")


def told(claim: Losses, names: Mapping[str, str]) -> str:
    """The claim in one plain line."""
    named = bool(claim.places or claim.region or claim.sector)
    amount = as_said(claim.quantity) or claim.what
    return f"{name_of(claim.side, names)} lost {amount}{f' at {where(claim)}' if named else ''}"
