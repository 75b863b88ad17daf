"""CPU of `frontwatch ask`: nothing kept, kept, and 400 places by 3 horizons from a table.

    python bench/asking.py [RECORD] [--as-of DAY]

"Nothing kept" is told twice: with the simulation's code compiled before, and on a machine where it never ran.
"""

from __future__ import annotations

import argparse
import csv
import os
import resource
import shutil
import subprocess
import sys
import tempfile
from datetime import date, timedelta
from pathlib import Path

HORIZONS = (30, 90, 180)
PLACES = 400


def main() -> None:
    """Read the options, run the commands, print a line each."""
    ask = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ask.add_argument("record", nargs="?", default="shipped")
    ask.add_argument("--as-of", type=date.fromisoformat, default=date(2025, 6, 28))
    asked = ask.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        cache = Path(folder, "cache")
        table = Path(folder, "places.csv")
        write_table(table, asked.as_of)
        common = ["--as-of", str(asked.as_of), "--ground", asked.record]
        one = ["ask", "--place", "Pokrovsk", "--side", "RU", "--by", str(asked.as_of + timedelta(days=180)), *common]
        many = ["ask", "--batch", str(table), "-o", str(Path(folder, "out.csv")), *common]
        print(f"never run before    {cpu(one, cache):6.1f} s")
        for kept in Path(cache, "frontwatch", "asking").glob("*.npz"):
            kept.unlink()
        print(f"nothing kept        {cpu(one, cache):6.1f} s")
        print(f"kept                {min(cpu(one, cache) for _ in range(3)):6.2f} s")
        print(f"{PLACES} places x {len(HORIZONS)}    {cpu(many, cache):6.2f} s, kept")
        for kept in Path(cache, "frontwatch", "asking").glob("*.npz"):
            kept.unlink()
        print(f"the same            {cpu(many, cache):6.1f} s, nothing kept")
        shutil.rmtree(cache)


def cpu(arguments: list[str], cache: Path) -> float:
    """Seconds of CPU of one command in a process of its own."""
    environment = {**os.environ, "XDG_CACHE_HOME": str(cache), "OPENBLAS_NUM_THREADS": "1"}
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    command = [sys.executable, "-m", "frontwatch.cli.main", *arguments]
    subprocess.run(command, env=environment, check=True, stdout=subprocess.DEVNULL)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return (after.ru_utime + after.ru_stime) - (before.ru_utime + before.ru_stime)


def write_table(file: Path, as_of: date) -> None:
    """Of the places nearest to Pokrovsk a row for each horizon."""
    import numpy as np

    from frontwatch.theatre.theatre import open_theatre

    theatre = open_theatre()
    places, here = theatre.places, theatre.look_up("Pokrovsk")[0]
    far = np.hypot((places.lon - here.lon) * 0.66, places.lat - here.lat)
    with file.open("w", newline="") as out:
        rows = csv.writer(out)
        rows.writerow(["place_id", "side", "by"])
        for i in np.argsort(far)[:PLACES]:
            rows.writerows([int(places.ids[i]), "RU", as_of + timedelta(days=h)] for h in HORIZONS)


if __name__ == "__main__":
    main()
