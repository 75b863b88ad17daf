"""Runs on a real Dask cluster, one of whose workers is killed on the way."""

from __future__ import annotations

import os
import signal
import threading
import time

import pytest
from simulated import advancing

from frontwatch.asking.simulation.fit import fit
from frontwatch.asking.simulation.simulate import simulate
from frontwatch.model import FrontwatchError

distributed = pytest.importorskip("distributed", reason="the extra `cluster` is not installed")


@pytest.mark.full
def test_a_killed_worker_changes_no_run():
    fitted = fit(advancing(40, 5))
    alone = simulate(fitted, runs=2000, seed=4)
    with distributed.LocalCluster(
        n_workers=2, threads_per_worker=1, processes=True, dashboard_address=None
    ) as cluster, distributed.Client(cluster) as client:  # fmt: skip
        killed = []

        def kill_one_at_work() -> None:
            while not killed:
                busy = {worker for worker, tasks in client.processing().items() if tasks}
                done = client.run_on_scheduler(lambda dask_scheduler: len(dask_scheduler.tasks))
                if busy and done:
                    pid = client.run(os.getpid, workers=[sorted(busy)[0]])
                    killed.append(next(iter(pid.values())))
                    os.kill(killed[0], signal.SIGKILL)
                time.sleep(0.01)

        killer = threading.Thread(target=kill_one_at_work, daemon=True)
        killer.start()
        spread = simulate(fitted, runs=2000, seed=4, scheduler=cluster.scheduler_address)
        killer.join(timeout=10)
    assert killed, "the run was over before a worker could be killed"
    assert (spread.taken_week == alone.taken_week).all()
    assert (spread.lost_week == alone.lost_week).all()


def test_where_no_scheduler_answers_it_is_said_in_one_sentence(monkeypatch):
    fitted = fit(advancing(12, 5))
    with pytest.raises(FrontwatchError, match="No Dask scheduler answers at 'nonsense://here'"):
        simulate(fitted, runs=1, scheduler="nonsense://here")
