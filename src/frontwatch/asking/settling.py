"""When an event has come, by the days on which one record's maps show it: the rule, without any map."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from frontwatch.ground.settings import AUDIT_FLIP_MAPS, MAX_AGE_DAYS

Outcome = Literal["yes", "no", "not yet", "annulled"]


@dataclass(frozen=True, slots=True)
class Shown:
    """On which days a record's last maps show that an event has come; d days, ascending."""

    days: NDArray[np.datetime64]
    """(d,) datetime64[D]."""
    came: NDArray[np.bool_]
    """(d,)."""


@dataclass(frozen=True, slots=True)
class Decision:
    """What the days of one record say of an event."""

    outcome: Outcome
    day: date | None
    """Of the deciding map: the first that shows it, or the last of the question's days that does not; of "not yet" the
    first that shows it where it waits to be confirmed."""
    confirmed: date | None
    """Of the map that confirms a "yes"."""
    firm: bool
    """False where a "yes" may still turn out to be a flip: fewer maps have followed than the audit gives one."""
    why: str
    """The rest of a sentence that begins with the record's name."""


def settle(shown: Shown, asked: date, by: date, *, persist_days: int = 0) -> Decision:
    """Whether the event came on a map after a day up to another, and stood.

    It came on the first day whose map shows it, if the next map still does, the maps up to ``persist_days`` later do,
    and it is no flip, that is, was not gone again within the three maps of the audit.

    >>> days = np.arange("2024-03-01", "2024-03-08", dtype="datetime64[D]")
    >>> came = np.array([0, 0, 1, 0, 1, 1, 1], bool)
    >>> settle(Shown(days, came), date(2024, 3, 1), date(2024, 3, 6)).day
    datetime.date(2024, 3, 5)
    """
    days: list[date] = shown.days.tolist()
    if not days or days[0] > by:
        return Decision("annulled" if days else "not yet", None, None, True, "has no map of these days")
    if (days[0] - asked).days > MAX_AGE_DAYS:
        return Decision("annulled", None, None, True, f"begins on {days[0]}, too long after {asked}")
    if _came_unseen(shown, asked, by):
        why = f"has no map near {asked}, when it was asked, and shows it on the next one: it may have been so before"
        return Decision("annulled", None, None, True, why)
    dropped: list[str] = []
    for first, last in _stretches(shown, asked, by):
        start = max(first, int(np.searchsorted(shown.days, np.datetime64(asked, "D"), side="right")))
        doubt = _doubt(days, first, start, last, persist_days)
        if doubt is None:
            return _yes(days, first, start, last, persist_days, dropped)
        if last == len(days) - 1:
            return Decision("not yet", days[start], None, True, _joined([*dropped, doubt]))
        dropped.append(doubt)
    return _none_came(days, by, dropped)


def _came_unseen(shown: Shown, asked: date, by: date) -> bool:
    """Whether it came in a gap between maps in which the day lies that it was asked."""
    after = int(np.searchsorted(shown.days, np.datetime64(asked, "D"), side="right"))
    if after in (0, len(shown.days)) or shown.days[after] > np.datetime64(by, "D"):
        return False
    old = int((np.datetime64(asked, "D") - shown.days[after - 1]).astype(int)) > MAX_AGE_DAYS
    return old and bool(shown.came[after]) and not bool(shown.came[after - 1])


def _stretches(shown: Shown, asked: date, by: date) -> list[tuple[int, int]]:
    """First and last index of each stretch of days that show it and of which one lies in the question's days."""
    edge = np.diff(np.concatenate([[False], shown.came, [False]]).astype(np.int8))
    first, last = np.flatnonzero(edge == 1), np.flatnonzero(edge == -1) - 1
    within = (shown.days[last] > np.datetime64(asked, "D")) & (shown.days[first] <= np.datetime64(by, "D"))
    after = np.searchsorted(shown.days, np.datetime64(asked, "D"), side="right")
    within &= shown.days[np.minimum(np.maximum(first, after), len(shown.days) - 1)] <= np.datetime64(by, "D")
    return list(zip(first[within].tolist(), last[within].tolist(), strict=True))


def _doubt(days: list[date], first: int, start: int, last: int, persist_days: int) -> str | None:
    """Why a stretch does not count, or not yet; None: it counts."""
    stands = last == len(days) - 1
    until = days[start] + timedelta(days=persist_days)
    if stands:
        if last == start:
            return f"shows it on its newest map, of {days[start]}, which no later map has confirmed yet"
        if days[last] < until:
            return f"shows it since {days[start]} and must still show it on {until}"
        return None
    gone = days[last + 1]
    if last == first:
        return f"showed it on one map, of {days[first]}, and no more on the next, of {gone}"
    if last + 1 - first <= AUDIT_FLIP_MAPS:
        return (
            f"showed it from {days[first]} and no more on {gone}, a flip by the audit's rule ({AUDIT_FLIP_MAPS} maps)"
        )
    if last == start or days[last] < until:
        return f"showed it from {days[start]} and no more on {gone}, which is too short"
    return None


def _yes(days: list[date], first: int, start: int, last: int, persist_days: int, dropped: list[str]) -> Decision:
    until = days[start] + timedelta(days=persist_days)
    confirmed = next(day for day in days[start + 1 : last + 1] if day >= until)
    why = f"shows it on the map of {days[start]}, and still on that of {confirmed}"
    firm = last < len(days) - 1 or last - first >= AUDIT_FLIP_MAPS
    return Decision("yes", days[start], confirmed, firm, _joined([*dropped, why]))


def _none_came(days: list[date], by: date, dropped: list[str]) -> Decision:
    if days[-1] < by:
        why = f"ends on {days[-1]}, before {by}, and has not shown it"
        return Decision("not yet", None, None, True, _joined([*dropped, why]))
    nearest = max(day for day in days if day <= by)
    if (by - nearest).days > MAX_AGE_DAYS:
        return Decision("annulled", None, None, True, f"has no map near {by}: the last before it is of {nearest}")
    why = f"does not show it on the map of {nearest}, the last of the question's days"
    if not dropped:
        why = f"shows it on no map up to that of {nearest}"
    return Decision("no", nearest, None, True, _joined([*dropped, why]))


def _joined(parts: list[str]) -> str:
    return "; it ".join(parts)
