"""A backtest that dies while it makes its fifth as-of day: run by a test in a process of its own."""

from __future__ import annotations

import os
import signal
import sys
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
from past_forecasts import ABOUT, MODELS, a_sample

from frontwatch.asking.backtest_run import Task, run_backtest

MADE = 4


@dataclass(frozen=True)
class Dying(Task):
    made: list[np.datetime64] = field(default_factory=list)

    def forecasts(self, day):
        if len(self.made) == MADE:
            os.kill(os.getpid(), signal.SIGKILL)
        self.made.append(day)
        return Task.forecasts(self, day)


if __name__ == "__main__":
    sample = a_sample()
    run_backtest(
        Dying(sample, MODELS, (30, 90)), ABOUT, np.arange(40), list(np.unique(sample.day)), keep=Path(sys.argv[1])
    )
