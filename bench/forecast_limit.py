"""What the hazard model could reach with hindsight: fitted once on the very windows that score it.

    python bench/forecast_limit.py [RECORD]

The first row of a horizon is the honest model, learned anew each month from complete windows; the second the same terms
fitted on all windows, those asked about included. No way of learning the same terms can do much better than it.
"""

from __future__ import annotations

import argparse
from dataclasses import replace
from pathlib import Path
from unittest.mock import patch

import numpy as np

from frontwatch.asking import hazard, settings
from frontwatch.asking.backtest_task import as_of_days, backtest_task
from frontwatch.asking.climatology import Climatology
from frontwatch.asking.sample import Sample
from frontwatch.asking.settings import BACKTEST_HORIZONS
from frontwatch.asking.skill import brier_skill, calibration, forecast_over_observed
from frontwatch.ground.record import open_record
from frontwatch.theatre.theatre import open_theatre

HORIZONS = np.array(BACKTEST_HORIZONS, np.int64)


def main() -> None:
    """Read the options, make the forecasts, print two rows a horizon."""
    ask = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ask.add_argument("record", nargs="?", type=Path)
    theatre = open_theatre()
    record = open_record(ask.parse_args().record or theatre.default_record)
    task, _ = backtest_task(record, theatre, BACKTEST_HORIZONS)
    days = as_of_days(task, None, None)
    asked = [task.asked(day) for day in days]
    known = [task.sample.known_by(day) for day in days]
    now = joined(asked)
    references = [
        np.concatenate([model.chances(past, here, HORIZONS) for past, here in zip(known, asked, strict=True)])
        for model in (Climatology(), Climatology(rolling=True))
    ]
    honest = np.concatenate(
        [hazard.Hazard().chances(past, here, HORIZONS) for past, here in zip(known, asked, strict=True)]
    )
    print("horizon   fitted           Brier    BSS             slope  forecast/observed: all, any 12 months")
    for h, horizon in enumerate(BACKTEST_HORIZONS):
        for name, p in (("month by month", honest), ("with hindsight", with_hindsight(task.sample, now))):
            print(f"{horizon:4} days {name:15} {row(now, p[:, h], np.stack([r[:, h] for r in references]), horizon)}")


def with_hindsight(sample: Sample, now: Sample) -> np.ndarray:
    """(n, h) by one fit on all windows that have passed by the record's end, each counting the same."""
    scored = sample.rows(sample.day >= np.datetime64(settings.FIRST_BACKTEST) - np.timedelta64(31, "D"))
    with patch.object(hazard, "HALF_LIFE_DAYS", 1e9), patch.object(hazard, "PACE_SPREAD_A_YEAR", 0.0):
        return hazard.Hazard().fit(scored).chances(now, HORIZONS)


def joined(samples: list[Sample]) -> Sample:
    """The rows of all, one after another."""
    columns = {n: np.concatenate([getattr(s, n) for s in samples]) for n in ("day", "point", "x", "taken")}
    return replace(samples[0], **columns)


def row(now: Sample, p: np.ndarray, references: np.ndarray, horizon: int) -> str:
    """The figures of one model and horizon."""
    came, whole = now.came(horizon)
    month = now.day.astype("datetime64[M]").astype(np.int64)[whole]
    p, came = p[whole], came[whole]
    skill = brier_skill(p, references[:, whole], came, month, horizon)
    ratio = forecast_over_observed(p, came, month)
    slope = calibration(p, came)[0]
    return (
        f"{skill.brier:.5f}  {skill.skill:.3f} [{skill.low:.2f}, {skill.high:.2f}]  {slope:.2f}   "
        f"{p.sum() / came.sum():.2f}; {ratio.min():.2f}-{ratio.max():.2f}"
    )


if __name__ == "__main__":
    main()
