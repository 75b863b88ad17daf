"""Bare figures that count what their sentence names: "100,000 Russians", "puts the number of residents at 500"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from frontwatch.model import Quantity
from frontwatch.reading.mention import Mention
from frontwatch.reading.quantities import Amount, is_calendar, unit_at
from frontwatch.reading.tokens import Token

_REACH = 5
"""Words between "the number of" and what it is the number of."""


def counted(line: Sequence[Token], found: Sequence[Amount], mentions: Sequence[Mention]) -> tuple[Amount, ...]:
    """The figures of a sentence, those without a unit given the one that a nation's name or "the number of" tells."""
    nations = {m.first: m.last for m in mentions if m.what == "side" and m.text.endswith("s")}
    made = [_with_unit(a, "troops", nations[a.last]) if _bare(line, a) and a.last in nations else a for a in found]
    made = _labelled(line, made)
    at = next((k for k in range(len(line) - 2) if line[k].low == "number" and line[k + 1].low == "of"), None)
    if at is None:
        return tuple(made)
    last = min(len(line), at + 2 + _REACH)
    of = range(at + 2, last)
    unit = next((u for k in of if (u := "troops" if k in nations else unit_at(line, k, last))), "")
    unit = unit or ("people" if any(line[k].low == "those" for k in of) else "")
    behind = next((k for k, a in enumerate(made) if not a.noun and not a.money and a.first > at), None)
    if unit and behind is not None:
        made[behind] = _with_unit(made[behind], unit, made[behind].last)
    return tuple(made)


_LABELS = {"personnel": "troops", "manpower": "troops", "artillery": "artillery systems"}


def _labelled(line: Sequence[Token], found: Sequence[Amount]) -> list[Amount]:
    """Figures with what they count before them: "personnel +1,150 (877,800), tanks +7 (10,245)"."""
    made: list[Amount] = []
    unit = ""
    for amount in found:
        before = line[amount.first - 1].text if amount.first else ""
        if before == "+" and amount.first > 1:
            label = line[amount.first - 2].low
            unit = _LABELS.get(label) or unit_at(line, amount.first - 2, amount.first)
        elif before != "(":
            unit = ""
        made.append(_with_unit(amount, unit, amount.last) if unit and not amount.noun else amount)
    return made


def _bare(line: Sequence[Token], amount: Amount) -> bool:
    return not amount.unit and not amount.money and not is_calendar(line, amount)


def _with_unit(amount: Amount, unit: str, last: int) -> Amount:
    q = amount.quantity
    return replace(amount, quantity=Quantity(q.low, q.high, unit, q.approx), last=last)
