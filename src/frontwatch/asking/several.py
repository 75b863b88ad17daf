"""When an event of several places has come, by what each place's maps decided."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from frontwatch.asking.events import Several
from frontwatch.asking.settling import Decision


def settle_several(event: Several, each: Sequence[Decision]) -> Decision:
    """All of them, any of them, or the first on an earlier map than the second.

    Args:
        each: what was decided of each place, in the event's order.
    """
    named = [replace(d, why=f"{d.why} ({c.place.name})") for c, d in zip(event.of, each, strict=True)]
    if event.how == "in_order":
        return _in_order(named[0], named[1])
    # All: one "no" settles it, the last "yes" dates it; any: one "yes" settles it, the first dates it.
    settles, else_all = ("no", "yes") if event.how == "all" else ("yes", "no")
    alone = [d for d in named if d.outcome == settles]
    if alone:
        return min(alone, key=_day)
    open_ones = [d for d in named if d.outcome != else_all]
    if open_ones:
        return next((d for d in open_ones if d.outcome == "not yet"), open_ones[0])
    last = max(named, key=_day)
    return replace(last, firm=all(d.firm for d in named))


def _in_order(first: Decision, second: Decision) -> Decision:
    if first.outcome == "yes" and second.outcome == "yes":
        together = f"{first.why}; it {second.why}"
        if _day(first) < _day(second):
            return replace(first, why=together)
        return replace(second, outcome="no", why=together)
    if first.outcome == "yes":
        # A second that waits to be confirmed since an earlier map may yet have been before.
        waits = second.outcome == "annulled" or (second.day is not None and _day(second) <= _day(first))
        return second if waits and second.outcome in ("not yet", "annulled") else first
    if second.outcome == "yes":
        waits = first.outcome == "annulled" or (first.day is not None and _day(first) < _day(second))
        return first if waits and first.outcome in ("not yet", "annulled") else replace(second, outcome="no")
    return first


def _day(decision: Decision) -> date:
    return decision.day or date.max
