"""A backtest on a real Dask cluster, one of whose workers is killed on the way."""

from __future__ import annotations

import os
import signal
import threading
import time
from dataclasses import dataclass

import numpy as np
import pytest
from past_forecasts import ABOUT, MODELS, Constant, a_sample

from frontwatch.asking.backtest_run import Task, run_backtest
from frontwatch.model import FrontwatchError

distributed = pytest.importorskip("distributed", reason="the extra `cluster` is not installed")
IDS = np.arange(40) + 100


@dataclass(frozen=True)
class Slow(Constant):
    """Takes its time, so that there is a worker to kill at work."""

    def chances(self, past, now, horizons):
        time.sleep(0.3)
        return Constant.chances(self, past, now, horizons)


@pytest.mark.full
def test_a_killed_worker_changes_no_forecast():
    sample = a_sample()
    task = Task(sample, (*MODELS, Slow("slow")), (30, 90))
    days = list(np.unique(sample.day))
    alone = run_backtest(task, ABOUT, IDS, days)
    with distributed.LocalCluster(
        n_workers=2, threads_per_worker=1, processes=True, dashboard_address=None
    ) as cluster, distributed.Client(cluster) as client:  # fmt: skip
        killed = []

        def kill_one_at_work() -> None:
            while not killed:
                busy = {worker for worker, tasks in client.processing().items() if tasks}
                if busy:
                    pid = client.run(os.getpid, workers=[sorted(busy)[0]])
                    killed.append(next(iter(pid.values())))
                    os.kill(killed[0], signal.SIGKILL)
                time.sleep(0.05)

        killer = threading.Thread(target=kill_one_at_work, daemon=True)
        killer.start()
        spread = run_backtest(task, ABOUT, IDS, days, scheduler=cluster.scheduler_address)
        killer.join(timeout=10)
    assert killed, "the run was over before a worker could be killed"
    assert np.array_equal(spread.codes, alone.codes) and np.array_equal(spread.place, alone.place)


def test_where_no_scheduler_answers_it_is_said_in_one_sentence():
    sample = a_sample(number=2)
    with pytest.raises(FrontwatchError, match="No Dask scheduler answers at 'nonsense://here'"):
        run_backtest(Task(sample, MODELS, (30,)), ABOUT, IDS, list(np.unique(sample.day)), scheduler="nonsense://here")
