"""All questions resolved by the records of today: what is new, what a correction changed, and the scores of both."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from frontwatch.asking.resolving import Resolution, resolve
from frontwatch.ground.record import Record
from frontwatch.ledger.entries import Resolved
from frontwatch.ledger.log import Came, LoggedQuestion
from frontwatch.ledger.scoring import Scored, score_question
from frontwatch.model import FrontwatchError
from frontwatch.theatre.theatre import Theatre


@dataclass(frozen=True, slots=True)
class Settlement:
    """What the records say of a question now, beside what the log says."""

    question: LoggedQuestion
    resolution: Resolution | None
    """None where it cannot be asked: ``trouble`` says why."""
    entry: Resolved | None
    """What is to be entered; None where nothing has changed."""
    before: tuple[Scored, ...]
    """Scores by the log's latest resolution."""
    after: tuple[Scored, ...]
    """Scores by the new one; as ``before`` where nothing has changed."""
    trouble: str = ""

    @property
    def corrects(self) -> bool:
        """Whether it changes what the log said."""
        return self.entry is not None and self.entry.replaces is not None


def settlements(
    questions: Sequence[LoggedQuestion], records: Sequence[Record], theatre: Theatre, *, day: date, until: date
) -> tuple[Settlement, ...]:
    """What is to be entered on a day, question by question: new resolutions, and corrections of earlier ones.

    Args:
        records: those that are open; each question is settled by the ones it names, in its own order.
        until: maps of later days, and those published later, are not looked at.
    """
    return tuple(_settlement(q, records, theatre, day, until) for q in questions)


def _settlement(
    question: LoggedQuestion, records: Sequence[Record], theatre: Theatre, day: date, until: date
) -> Settlement:
    before = score_question(question)
    try:
        found = resolve(
            question.asked.event,
            question.day,
            _records_of(question, records, theatre),
            theatre,
            until=until,
            persist_days=question.asked.persist_days,
            known_by=until,
        )
    except FrontwatchError as trouble:
        return Settlement(question, None, None, before, before, str(trouble))
    entry = _entry(question, found)
    if entry is None:
        return Settlement(question, found, None, before, before)
    entered = replace(question, resolutions=(*question.resolutions, Came(0, day, entry)))
    return Settlement(question, found, entry, before, score_question(entered))


def _records_of(question: LoggedQuestion, records: Sequence[Record], theatre: Theatre) -> list[Record]:
    """The records that a question names. Raises: FrontwatchError: one is not open; it is of another theatre."""
    asked = question.asked
    if asked.theatre != theatre.named:
        raise FrontwatchError(f"It is of theatre {asked.theatre}; resolve it with --theatre {asked.theatre}.")
    by_name = {r.meta.name: r for r in records}
    if missing := [name for name in asked.records if name not in by_name]:
        raise FrontwatchError(f"It is settled by {missing[0]}, which is not open; give that record with --ground.")
    return [by_name[name] for name in asked.records]


def _entry(question: LoggedQuestion, found: Resolution) -> Resolved | None:
    """The entry that tells what is found, None where the log says it already or there is nothing to tell yet."""
    last = question.resolutions[-1] if question.resolutions else None
    if found.state == "not yet" and (last is None or last.resolved.state == "not yet"):
        return None
    entry = Resolved(
        key=question.key,
        state=found.state,
        day=found.day,
        known=found.known,
        record=found.record,
        record_hash=found.record_hash,
        map_sha256=found.map_sha256,
        firm=found.firm,
        reason=found.reason,
        replaces=last.entry if last else None,
    )
    if last and _rests(last.resolved) == _rests(entry):
        return None
    return entry


def _rests(r: Resolved) -> tuple[object, ...]:
    """What of a resolution makes it another: a record that only grew by newer maps does not."""
    return r.state, r.day, r.known, r.record, r.map_sha256, r.firm
