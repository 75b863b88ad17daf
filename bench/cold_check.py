"""CPU of a cold `frontwatch check` against the import of GeoPandas, in turns, in one run.

    python bench/cold_check.py REPORT --published DAY [--ground RECORD] --peer /path/to/python-with-geopandas

Prints the median CPU (user and system, whole process) of each and the median of the ratios pair by pair.
"""

from __future__ import annotations

import argparse
import os
import statistics
import subprocess
import sys
from pathlib import Path


def cpu_seconds(command: list[str]) -> float:
    """CPU of one run of a command with its children, seconds."""
    # Both as installed: compiled modules are kept, whatever this shell says of them.
    env = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}
    before = os.times()
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=env)
    after = os.times()
    return (after.children_user - before.children_user) + (after.children_system - before.children_system)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("report")
    parser.add_argument("--published", required=True)
    parser.add_argument("--ground")
    parser.add_argument("--peer", default=sys.executable, help="a Python that has geopandas")
    parser.add_argument("-n", type=int, default=9)
    a = parser.parse_args()
    ours = [str(Path(sys.executable).with_name("frontwatch")), "check", a.report, "--published", a.published]
    ours += ["--ground", a.ground] if a.ground else []
    peer = [a.peer, "-c", "import geopandas"]
    cpu_seconds(ours), cpu_seconds(peer)
    pairs = [(cpu_seconds(ours), cpu_seconds(peer)) for _ in range(a.n)]
    check, geopandas = (statistics.median(column) for column in zip(*pairs, strict=True))
    ratio = statistics.median(x / y for x, y in pairs)
    print(f"check {check:.2f} s CPU, import geopandas {geopandas:.2f} s CPU, ratio {ratio:.2f} ({a.n} pairs)")


if __name__ == "__main__":
    main()
