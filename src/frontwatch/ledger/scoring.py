"""How good the forecasts of a resolved question were, averaged over its life, day by day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from frontwatch.asking.events import Event, GroundTaken, Several
from frontwatch.asking.scores import baseline_score, brier_score, crps_of_day, log_score, peer_score
from frontwatch.ledger.crowd import crowd_line
from frontwatch.ledger.entries import Key, Resolved, Who
from frontwatch.ledger.life import Life, life_of
from frontwatch.ledger.log import LoggedQuestion, Made
from frontwatch.ledger.settings import P_FLOOR

Floats = NDArray[np.float64]
CROWD_LINE = "(the crowd's line)"
"""Its name among the forecasters; nobody else's begins with a bracket."""


@dataclass(frozen=True, slots=True)
class Scored:
    """One forecaster's scores on one resolved question."""

    key: Key
    who: str
    kind: Who | Literal["line"]
    """"line": the crowd's line, which is made of the people's forecasts."""
    side: str
    came: bool
    days: int
    """Of the question's life."""
    coverage: float
    """Share of them with a forecast, 0 to 1."""
    mean: float
    """Mean forecast over the covered days."""
    brier: float
    log: float
    """Mean over the covered days; the log score is 0 at best."""
    baseline: float
    peer: float
    """Mean over all days up to the question's last, 0 on those without a forecast and on those after it was known.

    As Metaculus has it: were an early "yes" averaged over its few days only, it would pay to call it too likely.
    """
    crps_days: float | None
    """Mean over the days on which a forecast with a curve stood; None without such."""


def score_question(question: LoggedQuestion) -> tuple[Scored, ...]:
    """The scores of all who forecast a question in time, and of the crowd's line where people did; () while open."""
    found = question.resolution
    if found is None or found.came is None:
        return ()
    life = life_of(question, until=question.asked.event.by)
    if not life.days or not life.who:
        return ()
    came = float(found.came)
    rows = [_scored(question, found, life, n, life.p[n], _rivals(life, n), came) for n in range(len(life.who))]
    line = line_of(life)
    if not np.isnan(line).all():
        # The line is scored against everybody, as Metaculus scores its community prediction.
        rows.append(_scored(question, found, life, None, line, life.p[_judged(life)], came))
    return tuple(rows)


def line_of(life: Life) -> Floats:
    """(d,) the crowd's line on each day, of the people's forecasts; NaN where no one has one."""
    people = np.array([kind == "person" for kind in life.kind], bool)
    return crowd_line(life.p[people], life.age[people])


def _rivals(life: Life, n: int) -> Floats:
    """(o, d) the others' forecasts; an aggregate is nobody's rival."""
    others = _judged(life)
    others[n] = False
    return life.p[others]


def _judged(life: Life) -> NDArray[np.bool_]:
    return np.array([kind != "crowd" for kind in life.kind], bool)


def _scored(
    question: LoggedQuestion, found: Resolved, life: Life, n: int | None, p: Floats, rivals: Floats, came: float
) -> Scored:
    there = ~np.isnan(p)
    outcome = np.full(int(there.sum()), came)
    mine = p[there]
    scheduled = (question.asked.event.by - question.day).days
    kept = np.clip(mine, P_FLOOR, 1 - P_FLOOR)
    theirs = np.clip(rivals[:, there].T, P_FLOOR, 1 - P_FLOOR)
    return Scored(
        key=question.key,
        who=CROWD_LINE if n is None else life.who[n],
        kind="line" if n is None else life.kind[n],
        side=question.asked.event.side,
        came=bool(came),
        days=life.days,
        coverage=float(there.mean()),
        mean=float(mine.mean()),
        brier=float(brier_score(mine, outcome).mean()),
        log=float(log_score(kept, outcome).mean()),
        baseline=float(baseline_score(kept, outcome).sum() / scheduled),
        peer=float(peer_score(kept, theirs, outcome).sum() / scheduled),
        crps_days=None if n is None else _crps(question, found, life, n),
    )


def _crps(question: LoggedQuestion, found: Resolved, life: Life, n: int) -> float | None:
    """Mean over the days of the CRPS of the curve that stood, days."""
    if not has_a_date(question.asked.event):
        return None
    stood, days = np.unique(life.standing[n][life.standing[n] >= 0], return_counts=True)
    curves = [(life.made[i], count) for i, count in zip(stood, days, strict=True) if life.made[i].given.curve]
    if not curves:
        return None
    scores = [_crps_of(made, question.asked.event.by, found) for made, _ in curves]
    return float(np.average(scores, weights=[count for _, count in curves]))


def has_a_date(event: Event) -> bool:
    """Whether the event comes on a day of its own, so that a curve of it is a date's."""
    return not isinstance(event, GroundTaken) and not (isinstance(event, Several) and event.how == "in_order")


def _crps_of(made: Made, by: date, found: Resolved) -> float:
    chance = daily_curve(made, by)
    came_on = (found.day - made.day).days - 1 if found.came and found.day else None
    return crps_of_day(chance, None if came_on is None else max(0, came_on))


def daily_curve(made: Made, by: date) -> Floats:
    """(d,) the chance that it has come by each day after the forecast, up to the question's last.

    Straight between the days given, from 0 on the day of the forecast; flat after the last.
    """
    given = [(day, p) for day, p in made.given.curve if day > made.day]
    if not any(day >= by for day, _ in given):
        # The probability of the question is that of its last day.
        given.append((by, max(made.given.probability, given[-1][1] if given else 0.0)))
    first = made.day.toordinal()
    x = [0, *(day.toordinal() - first for day, _ in given)]
    days = (by - made.day) // timedelta(days=1)
    return np.interp(np.arange(1, days + 1), x, [0.0, *(p for _, p in given)])
