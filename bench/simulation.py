"""Simulated years of the whole front: seconds, cells x weeks x runs a second, share of memory bandwidth, and Mesa.

    python bench/simulation.py RECORD AS_OF [--runs 10000] [--workers 2] [--mesa PYTHON] [--mesa-runs 2]

PYTHON is an interpreter with Mesa and numpy; without it that part is left out, and said so. Mesa runs the same process
on the same cells with the same effects, in seconds of one core; it is set against one thread of ours.
"""

from __future__ import annotations

import argparse
import subprocess
import tempfile
import time
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np

from frontwatch.asking.field import field_of
from frontwatch.asking.simulation.fit import Fitted, fit
from frontwatch.asking.simulation.simulate import WEEKS_AHEAD, inputs, simulate
from frontwatch.ground.record import open_record
from frontwatch.theatre.theatre import open_theatre

AT_ONCE = 2000
"""Runs kept in memory at one time."""


def copied(bytes_: int = 200_000_000) -> float:
    """Bytes a second that numpy reads and writes in a copy, the best of five."""
    source = np.ones(bytes_ // 8)
    target, best = np.empty_like(source), np.inf
    for _ in range(5):
        began = time.perf_counter()
        np.copyto(target, source)
        best = min(best, time.perf_counter() - began)
    return 2 * source.nbytes / best


def by_us(fitted: Fitted, runs: int, workers: int) -> tuple[float, float]:
    """Seconds, and captures and losses a run."""
    began, changed = time.perf_counter(), 0
    for start in range(0, runs, AT_ONCE):
        found = simulate(fitted, runs=min(AT_ONCE, runs - start), seed=start, workers=workers)
        changed += int((found.taken_week != 255).sum() + (found.lost_week != 255).sum())
    return time.perf_counter() - began, changed / runs


def by_mesa(fitted: Fitted, python: str, runs: int, activated: str) -> tuple[float, float, str]:
    """Seconds a run, changes a run, and Mesa's version."""
    told: dict[str, Any] = inputs(fitted, np.stack([c.effect for c in fitted.choice]))
    rng = np.random.default_rng(1)
    told["tempo"] = np.stack([t.draw(WEEKS_AHEAD, 400, rng).mean(axis=0) for t in fitted.tempo])
    with tempfile.TemporaryDirectory() as folder:
        arrays = Path(folder) / "arrays.npz"
        np.savez(arrays, **told)
        script = Path(__file__).with_name("simulation_mesa.py")
        said = subprocess.run(
            [python, str(script), str(arrays), str(runs), activated], capture_output=True, text=True, check=True
        ).stdout.split()
    return float(said[0]) / runs, float(said[1]), said[2]


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("record")
    parser.add_argument("as_of", type=date.fromisoformat)
    parser.add_argument("--runs", type=int, default=10_000)
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--mesa")
    parser.add_argument("--mesa-runs", type=int, default=2)
    asked = parser.parse_args()
    record, theatre = open_record(asked.record), open_theatre()
    began = time.perf_counter()
    field = field_of(record, theatre, asked.as_of)
    made = time.perf_counter()
    fitted = fit(field)
    print(f"field {made - began:.2f} s, fit {time.perf_counter() - made:.2f} s, {len(field.index):,} cells")
    simulate(fitted, runs=1)  # compiles
    took, changed = by_us(fitted, asked.runs, asked.workers)
    steps = len(field.index) * WEEKS_AHEAD * asked.runs / took
    print(f"{asked.runs:,} years on {asked.workers} threads: {took:.1f} s; {changed:.0f} changes of hands a run")
    print(f"{steps:.3g} cells x weeks x runs a second")
    # A plain stepper reads and writes each cell's state, a byte, every week.
    bandwidth = copied()
    print(
        f"a copy moves {bandwidth / 1e9:.1f} GB/s; a stepper that reads and writes a byte a cell and week "
        f"would reach {bandwidth / 2:.3g}: {2 * steps / bandwidth:.0%} of it"
    )
    alone, _ = by_us(fitted, max(100, asked.runs // 20), 1)
    alone /= max(100, asked.runs // 20)
    print(f"one thread: {alone * 1e3:.2f} ms a year")
    if asked.mesa is None:
        print("Mesa: left out, no interpreter given with --mesa")
        return
    for activated in ("every", "reached"):
        mesa, mesa_changed, version = by_mesa(fitted, asked.mesa, asked.mesa_runs, activated)
        print(
            f"Mesa {version}, {activated} cell activated: {mesa:.2f} s a year, {mesa_changed:.0f} changes a run: "
            f"{mesa / alone:.0f} times ours"
        )


if __name__ == "__main__":
    main()
