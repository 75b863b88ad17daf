"""The log read: each question with its forecasts and what came of it, the latest resolution last."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from frontwatch.ledger.chain import Entry
from frontwatch.ledger.entries import Asked, Given, Key, Resolved
from frontwatch.model import FrontwatchError


@dataclass(frozen=True, slots=True)
class Made:
    """A forecast with the entry that holds it."""

    entry: int
    day: date
    given: Given


@dataclass(frozen=True, slots=True)
class Came:
    """A resolution with the entry that holds it."""

    entry: int
    day: date
    resolved: Resolved


@dataclass(frozen=True, slots=True)
class LoggedQuestion:
    """One version of a question, and all that was entered about it."""

    asked: Asked
    day: date
    """On which it was asked: maps of up to this day do not count."""
    forecasts: tuple[Made, ...]
    resolutions: tuple[Came, ...]

    @property
    def key(self) -> Key:
        """Its number and version."""
        return self.asked.key

    @property
    def resolution(self) -> Resolved | None:
        """The latest one; None where it was never resolved."""
        return self.resolutions[-1].resolved if self.resolutions else None

    @property
    def state(self) -> str:
        """ "open", or that of the latest resolution; "not yet" is open again."""
        found = self.resolution
        return "open" if found is None or found.state == "not yet" else found.state


@dataclass(frozen=True, slots=True)
class QuestionLog:
    """All questions, by number and version."""

    questions: tuple[LoggedQuestion, ...]
    head: str
    """The hash of the last entry: who knows it knows the whole log. "" of an empty one."""
    entries: int

    def question(self, named: str) -> LoggedQuestion:
        """The question of a number, its latest version; or of number.version.

        Raises: FrontwatchError: there is none.
        """
        told = re.fullmatch(r"(\d+)(?:\.(\d+))?", named.strip().removeprefix("#"))
        wanted = [
            q
            for q in self.questions
            if told and q.key.question == int(told[1]) and (told[2] is None or q.key.version == int(told[2]))
        ]
        if not wanted:
            raise FrontwatchError(
                f"There is no question {named!r} in this log; `frontwatch questions list` lists them."
            )
        return wanted[-1]

    @property
    def next_number(self) -> int:
        """The number of the next question."""
        return max((q.key.question for q in self.questions), default=0) + 1


def read_log(entries: Sequence[Entry]) -> QuestionLog:
    """The questions of a log's entries.

    Raises: FrontwatchError: an entry is about a question that was not asked before it.
    """
    asked: dict[Key, tuple[Asked, date]] = {}
    made: dict[Key, list[Made]] = {}
    came: dict[Key, list[Came]] = {}
    for e in entries:
        body = e.body
        if isinstance(body, Asked):
            if body.key in asked:
                raise FrontwatchError(f"Entry {e.number} asks question {body.key} a second time; this is no sound log.")
            asked[body.key], made[body.key], came[body.key] = (body, e.day), [], []
            continue
        if body.key not in asked:
            raise FrontwatchError(f"Entry {e.number} is about question {body.key}, which was not asked before it.")
        if isinstance(body, Given):
            made[body.key].append(Made(e.number, e.day, body))
        else:
            came[body.key].append(Came(e.number, e.day, body))
    questions = (
        LoggedQuestion(question, day, tuple(made[key]), tuple(came[key]))
        for key, (question, day) in sorted(asked.items())
    )
    return QuestionLog(tuple(questions), entries[-1].hash if entries else "", len(entries))
