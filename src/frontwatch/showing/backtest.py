"""A backtest's figures as text for a terminal, at 80 columns, and as JSON."""

from __future__ import annotations

import json
import math
import textwrap
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from typing import Any

from frontwatch.asking.backtest import About
from frontwatch.asking.backtest_table import ALL, Scored, leaks

MODEL_NAMES = {
    "no_change": "no change",
    "climatology": "base rate",
    "rolling_climatology": "base rate, last year",
    "kinetic": "kinetic",
    "hazard": "hazard",
    "simulation": "simulation",
    "combined": "combination",
}
FEWEST_CAPTURES = 10
"""Under so many distinct settlements taken a skill is told by chance."""
WIDTH = 80
MINUS = "\u2212"
NOTE = (
    "Skill: 1 - Brier score / that of the better base rate, 0 as good, 1 perfect; in",
    "brackets the 95 % interval of resampled blocks of months. Slope: 1 is well",
    "calibrated, less is too bold. Ratio: captures forecast over captures that came,",
    "least and most of any twelve as-of months running. Only windows that have wholly",
    "passed are scored. Settlements only, within 50 km, not held on the as-of day.",
)


def backtest_lines(about: About, rows: Sequence[Scored], model: str) -> list[str]:
    """The tables, a line each.

    Args:
        model: whose figures are told by distance, year and size of place.
    """
    head = (
        f"{about.record}, record {about.record_hash[:8]}, up to {about.last_day}; run on {about.made} by version "
        f"{about.version}."
    )
    lines = textwrap.wrap(head, WIDTH)
    for horizon in sorted({r.horizon for r in rows}):
        mine = [r for r in rows if r.horizon == horizon]
        lines += ["", *_horizon(horizon, mine, model)]
    lines += ["", *NOTE]
    warning = leaks(tuple(rows))
    return [*lines, "", *textwrap.wrap(warning, WIDTH)] if warning else lines


def backtest_json(about: About, rows: Sequence[Scored], events: Sequence[dict[str, Any]] = ()) -> str:
    """The same as JSON; a figure that the cases do not tell is null."""
    told = {k: str(v) for k, v in asdict(about).items()}
    scores, warning = [_nulled(asdict(r)) for r in rows], leaks(tuple(rows))
    whole = {"about": told, "scores": scores, "events": list(events), "warning": warning}
    return json.dumps(whole, ensure_ascii=False, indent=2)


def figure(value: float, digits: int = 2) -> str:
    """A figure with a real minus; a dash where it is not known.

    >>> figure(-0.123), figure(float("nan"))
    ('−0.12', '-')
    """
    return "-" if not math.isfinite(value) else f"{value:.{digits}f}".replace("-", MINUS)


def skill_told(r: Scored) -> str:
    """Skill with its interval: "0.16 [0.12, 0.20]"; none where hardly anything came."""
    if r.captures < FEWEST_CAPTURES:
        return "too few taken"
    if not math.isfinite(r.skill):
        return "-"
    interval = f"[{figure(r.low)}, {figure(r.high)}]" if math.isfinite(r.low) else "(too few months)"
    return f"{figure(r.skill)} {interval}"


def ratio_told(r: Scored) -> str:
    """Forecast over observed: "0.6 to 1.3"."""
    return f"{figure(r.ratio_low, 1)} to {figure(r.ratio_high, 1)}" if math.isfinite(r.ratio_low) else "-"


def _horizon(horizon: int, rows: Sequence[Scored], model: str) -> Iterator[str]:
    whole = [r for r in rows if r.cases_of == ALL]
    if not whole or not whole[0].cases:
        yield f"{horizon} days: no window has wholly passed yet."
        return
    yield f"{horizon} days: {whole[0].cases:,} cases, {whole[0].captures:,} settlements taken in them"
    yield f"  {'model':<21}{'Brier':>7}  {'skill':<21}{'slope':>6}  ratio"
    for r in whole:
        name = MODEL_NAMES.get(r.model, r.model)
        yield f"  {name:<21}{figure(r.brier, 4):>7}  {skill_told(r):<21}{figure(r.slope):>6}  {ratio_told(r)}"
    yield f"  {MODEL_NAMES.get(model, model) + ' on':<21}{'cases':>7}  {'skill':<21}{'taken':>6}"
    for r in rows:
        if r.model == model and r.cases_of != ALL and r.cases:
            yield f"  {r.cases_of.replace('-', '–'):<21}{r.cases:>7,}  {skill_told(r):<21}{r.captures:>6,}"


def _nulled(row: dict[str, Any]) -> dict[str, Any]:
    return {k: None if isinstance(v, float) and not math.isfinite(v) else v for k, v in row.items()}
