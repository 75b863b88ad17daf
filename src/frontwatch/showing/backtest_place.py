"""One place in a backtest: what was forecast of it month by month, and what came."""

from __future__ import annotations

import numpy as np

from frontwatch.asking.backtest import Backtest
from frontwatch.asking.backtest_table import best_model
from frontwatch.model import FrontwatchError, Place
from frontwatch.showing.backtest import MODEL_NAMES
from frontwatch.showing.chance_words import percent


def place_lines(backtest: Backtest, place: Place, side: str) -> list[str]:
    """A line for each as-of day: the distance, and for each horizon the chance with "+" where it came, "-" where not.

    Raises: FrontwatchError: the place was never asked about.
    """
    rows = np.flatnonzero(backtest.place == place.id)
    if not len(rows):
        raise FrontwatchError(
            f"{place.name}: {side} held it, or stood over 50 km off, on every as-of day of this backtest; give another."
        )
    rows = rows[np.argsort(backtest.day[rows])]
    about, model = backtest.about, MODEL_NAMES.get(best_model(backtest), best_model(backtest))
    head = "".join(f"{f'{h} days':>12}" for h in backtest.horizons)
    lines = [
        f"{place.name} ({place.id}): chance that {side} comes to hold its centre, by the {model}, as of the",
        f"first of each month, and whether it came (+) or did not (-). {about.record}, up to {about.last_day}.",
        f"  {'as of':<10} {'km off':>7}{head}",
    ]
    chances = [backtest.chance(best_model(backtest), h)[rows] for h in backtest.horizons]
    came = [tuple(part[rows] for part in backtest.came(h)) for h in backtest.horizons]
    for n, row in enumerate(rows):
        cells = ""
        for p, (yes, whole) in zip(chances, came, strict=True):
            mark = "+" if whole[n] and yes[n] else "-" if whole[n] else " "
            cells += f"{percent(float(p[n])):>10} {mark}"
        lines.append(f"  {backtest.day[row]} {backtest.km[row]:7.1f}{cells}".rstrip())
    days = np.unique(backtest.taken[rows][~np.isnat(backtest.taken[rows])])
    lines.append("  " + (f"It came on {', '.join(str(d) for d in days)}." if len(days) else "It has not come."))
    return lines
