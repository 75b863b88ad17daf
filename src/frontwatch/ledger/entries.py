"""What can be entered in the log: a question, somebody's forecast, a resolution; as values, and as JSON and back."""

from __future__ import annotations

import math
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal, get_args

from frontwatch.asking.events import Event
from frontwatch.asking.events_json import event_from_json, event_to_json
from frontwatch.asking.resolving import State
from frontwatch.ledger.settings import MAX_NAME
from frontwatch.model import FrontwatchError

Who = Literal["person", "model", "crowd"]
"""A crowd is somebody else's aggregate, entered as one forecast."""
Kind = Literal["question", "forecast", "resolution"]


@dataclass(frozen=True, slots=True, order=True)
class Key:
    """A question and the version of its criteria."""

    question: int
    version: int

    def __str__(self) -> str:
        """
        >>> str(Key(3, 1)), str(Key(3, 2))
        ('3', '3.2')
        """
        return str(self.question) if self.version == 1 else f"{self.question}.{self.version}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A question with its criteria, frozen."""

    key: Key
    text: str
    """As a person reads it."""
    event: Event
    theatre: str
    records: tuple[str, ...]
    """Names of the records that settle it, the first first."""
    persist_days: int
    criteria: str
    """The resolution text in full."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """A forecast that somebody gave."""

    key: Key
    who: str
    kind: Who
    probability: float
    """0 to 1, that the event comes."""
    curve: tuple[tuple[date, float], ...] = ()
    """The chance that it has come by each of some days, ascending; () where none was given."""
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Resolved:
    """What came of a question, as the records had it when it was resolved."""

    key: Key
    state: State
    day: date | None
    known: date | None
    record: str | None
    record_hash: str | None
    map_sha256: str | None
    """Of the deciding map."""
    firm: bool
    reason: str
    replaces: int | None = None
    """Number of the entry that this one corrects."""

    @property
    def came(self) -> bool | None:
        """Whether the event came; None while it is neither "yes" nor "no"."""
        return {"yes": True, "no": False}.get(self.state)


Body = Asked | Given | Resolved


def kind_of(body: Body) -> Kind:
    """The kind of an entry."""
    return "question" if isinstance(body, Asked) else "forecast" if isinstance(body, Given) else "resolution"


def body_to_json(body: Body) -> dict[str, Any]:
    """An entry's content as plain values."""
    told: dict[str, Any] = {"question": body.key.question, "version": body.key.version}
    if isinstance(body, Asked):
        return told | {
            "text": body.text,
            "event": event_to_json(body.event),
            "theatre": body.theatre,
            "records": list(body.records),
            "persist_days": body.persist_days,
            "criteria": body.criteria,
        }
    if isinstance(body, Given):
        curve = [[day.isoformat(), p] for day, p in body.curve]
        return told | {
            "who": body.who, "kind": body.kind, "probability": body.probability, "curve": curve, "note": body.note,
        }  # fmt: skip
    return told | {
        "state": body.state,
        "day": body.day.isoformat() if body.day else None,
        "known": body.known.isoformat() if body.known else None,
        "record": body.record,
        "record_hash": body.record_hash,
        "map_sha256": body.map_sha256,
        "firm": body.firm,
        "reason": body.reason,
        "replaces": body.replaces,
    }


def body_from_json(kind: str, told: Any) -> Body:
    """An entry's content again.

    Raises: FrontwatchError: it is none of its kind; the sentence says what is wrong.
    """
    try:
        key = Key(int(told["question"]), int(told["version"]))
        if kind == "question":
            return Asked(
                key=key,
                text=str(told["text"]),
                event=event_from_json(told["event"]),
                theatre=str(told["theatre"]),
                records=tuple(str(name) for name in told["records"]),
                persist_days=int(told["persist_days"]),
                criteria=str(told["criteria"]),
            )
        if kind == "forecast":
            return checked_forecast(
                Given(
                    key=key,
                    who=told["who"],
                    kind=told["kind"],
                    probability=told["probability"],
                    curve=tuple((date.fromisoformat(day), p) for day, p in told["curve"]),
                    note=str(told["note"]),
                )
            )
        if kind == "resolution":
            return _resolved(key, told)
    except (KeyError, TypeError, ValueError) as wrong:
        raise FrontwatchError(f"An entry of the kind {kind!r} cannot be read ({wrong}).") from wrong
    raise FrontwatchError(f"There is no entry of the kind {kind!r}; this log was written by a later version.")


def _resolved(key: Key, told: dict[str, Any]) -> Resolved:
    if told["state"] not in get_args(State):
        raise ValueError(f"{told['state']!r} is no state")
    return Resolved(
        key=key,
        state=told["state"],
        day=_day(told["day"]),
        known=_day(told["known"]),
        record=told["record"],
        record_hash=told["record_hash"],
        map_sha256=told["map_sha256"],
        firm=bool(told["firm"]),
        reason=str(told["reason"]),
        replaces=told["replaces"],
    )


def checked_forecast(given: Given) -> Given:
    """The forecast, if it is one.

    Raises: FrontwatchError: a probability outside 0 to 1, a curve that falls or goes back, a name that is none.
    """
    probability(given.probability, "The probability")
    name = given.who
    if not isinstance(name, str) or not name or len(name) > MAX_NAME or not name.isprintable() or not name[0].isalnum():
        raise FrontwatchError(
            f"{name!r} is no forecaster's name: give up to {MAX_NAME} characters that begin with a letter or a digit."
        )
    if given.kind not in get_args(Who):
        raise FrontwatchError(f"A forecaster is a person, a model or a crowd, not {given.kind!r}.")
    for day, p in given.curve:
        probability(p, f"The chance by {day}")
    for (before, p), (day, q) in zip(given.curve, given.curve[1:], strict=False):
        if day <= before or q < p:
            raise FrontwatchError(
                f"The curve goes back from {before} ({p:g}) to {day} ({q:g}); give its days in order, chances rising."
            )
    return given


def probability(p: Any, what: str) -> float:
    """A probability, checked. Raises: FrontwatchError: it is none."""
    if isinstance(p, bool) or not isinstance(p, int | float) or not math.isfinite(p) or not 0 <= p <= 1:
        raise FrontwatchError(f"{what} is {p!r}, and a probability lies between 0 and 1; give 0.25 for 25 %.")
    return float(p)


def _day(told: str | None) -> date | None:
    return None if told is None else date.fromisoformat(told)
