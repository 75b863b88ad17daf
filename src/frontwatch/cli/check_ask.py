"""The forecasts of `check --ask`: every question that a report asks, as of its day."""

from __future__ import annotations

from typing import TYPE_CHECKING

from frontwatch.cli.forecaster import Forecaster
from frontwatch.cli.options import record_used
from frontwatch.model import Report

if TYPE_CHECKING:
    from frontwatch.showing.json import Answers

SEED = 1
"""The same as `ask` takes by default, so that both give the same figures."""


def answers_for(checked: Report, theatre: str) -> Answers:
    """By a question's number its forecast, or why there is none.

    The as-of day is the report's, else that of the last map before it where no map is near enough.
    """
    import numpy as np

    from frontwatch.asking.report_questions import answers

    if not checked.questions:
        return {}
    stage, record, used = record_used(checked, theatre)
    at = int(np.searchsorted(record.days, np.datetime64(checked.published, "D"), side="right")) - 1
    if at < 0:
        none = f"{used.name} begins on {used.first_day}, after the report."
        return dict.fromkeys(range(1, len(checked.questions) + 1), none)
    as_of = checked.published if used.map else record.map_at(at).day
    forecaster = Forecaster(stage, record, as_of, SEED)
    return answers(
        checked.questions, stage, as_of=as_of, published=checked.published, holder=forecaster.holder, ask=forecaster.ask
    )
