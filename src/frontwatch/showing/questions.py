"""The log's questions as text: what is asked, what the model says and what the crowd, and what came."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from textwrap import fill

import numpy as np

from frontwatch.ledger.entries import Key
from frontwatch.ledger.life import Life, life_of
from frontwatch.ledger.log import LoggedQuestion, QuestionLog
from frontwatch.ledger.scoring import line_of

WIDTH = 80
KEY = (
    "Models: the mean of the models' latest forecasts. Crowd: the people's, by the geometric mean of their odds, newer "
    "ones weightier."
)


def list_text(log: QuestionLog, questions: Sequence[LoggedQuestion], day: date) -> str:
    """The questions, one a line, with the latest forecasts of models and of the people together.

    Args:
        day: up to which forecasts of open questions are looked at.
    """
    lines = [line for q in questions for line in _listed(q, day)] or ["There is no such question in this log."]
    lines.append(fill(KEY, WIDTH))
    lines.append(f"{log.entries} entries, each follows from the one before; the last hash is {log.head[:16]}.")
    return "\n".join(lines)


def _listed(q: LoggedQuestion, day: date) -> Iterator[str]:
    """A question, and under it how it stands."""
    yield fill(f"{q.key!s:<4} {q.asked.text}", WIDTH, subsequent_indent=" " * 5)
    models, line = standing(q, day)
    when = f" since {q.resolution.day}" if q.state == "yes" and q.resolution else ""
    count = "1 forecast" if len(q.forecasts) == 1 else f"{len(q.forecasts)} forecasts"
    yield f"     {_state(q)}{when}; models {percent(models)}, crowd {percent(line)}, {count}"


def one_text(question: LoggedQuestion, day: date) -> str:
    """All of one question."""
    return "\n".join(_one(question, day))


def _one(q: LoggedQuestion, day: date) -> Iterator[str]:
    yield f"Question {q.key}, asked on {q.day}: {_state(q)}"
    for paragraph in q.asked.criteria.splitlines():
        yield fill(paragraph, WIDTH, initial_indent="  ", subsequent_indent="  ")
    yield ""
    models, line = standing(q, day)
    yield f"Models {percent(models)}, crowd {percent(line)}"
    for made in q.forecasts:
        note = f"  {made.given.note}" if made.given.note else ""
        yield f"  {made.day}  {made.given.who} ({made.given.kind}): {percent(made.given.probability)}{note}"
    for came in q.resolutions:
        again = f", corrects entry {came.resolved.replaces}" if came.resolved.replaces else ""
        yield f"Resolved on {came.day}: {came.resolved.state} (entry {came.entry}{again})"
        yield fill(came.resolved.reason, WIDTH, initial_indent="  ", subsequent_indent="  ")
        if came.resolved.map_sha256:
            yield f"  map {came.resolved.map_sha256[:16]}, record {(came.resolved.record_hash or '')[:16]}"


def standing(question: LoggedQuestion, day: date) -> tuple[float | None, float | None]:
    """The mean of the models' latest forecasts and the crowd's line, on a day or on the question's last."""
    life = life_of(question, until=date.fromordinal(day.toordinal() + 1))
    if not life.days or not life.who:
        return None, None
    return _models(life), _last(line_of(life))


def percent(p: float | None) -> str:
    """A probability as a reader sees it, never 0 or 100.

    >>> percent(0.004), percent(0.25), percent(0.999), percent(None)
    ('<1 %', '25 %', '>99 %', '-')
    """
    if p is None:
        return "-"
    return "<1 %" if p < 0.01 else ">99 %" if p > 0.99 else f"{100 * p:.0f} %"


def key_order(key: Key) -> tuple[int, int]:
    """Questions by number, then version."""
    return key.question, key.version


def _models(life: Life) -> float | None:
    rows = [life.p[n, -1] for n, kind in enumerate(life.kind) if kind == "model" and not np.isnan(life.p[n, -1])]
    return float(np.mean(rows)) if rows else None


def _last(line: np.ndarray[tuple[int, ...], np.dtype[np.float64]]) -> float | None:
    return None if np.isnan(line[-1]) else float(line[-1])


def _state(q: LoggedQuestion) -> str:
    found = q.resolution
    if found is None or found.state == "not yet":
        return "open"
    return found.state if found.firm else f"{found.state}, not firm"
