"""How other kinds of question did in the backtest, as text for a terminal and rows for JSON and the page."""

from __future__ import annotations

import math
import textwrap
from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from frontwatch.asking.backtest import About
from frontwatch.asking.event_backtest import EventBacktest
from frontwatch.asking.event_scores import EventScore, scored_events
from frontwatch.showing.backtest import WIDTH, figure

EVENT_KINDS = {
    "front_near": "ground within 5 or 10 km of a town",
    "part_any": "any part of a town",
    "part_all": "the whole of a town",
    "several_all": "both of two neighbouring places",
    "several_any": "one of two neighbouring places",
    "region_share": "a region's share + .5, 2 or 5 points",
    "ground_taken": "100 to 3,000 km² taken in all",
    "sector_taken": "50 or 200 km² taken in a sector",
}
COLUMNS = f"  {'days':>4}{'cases':>8}{'came':>7}{'Brier':>8}  {'skill':<21}{'slope':>6}{'ratio':>7}"
EVENT_NOTE = (
    "Other kinds of question, as `ask` would have answered them on the first of each month. Skill: against the share "
    "of such events that had come before, as known on the day; in brackets the 95 % interval of resampled blocks of "
    "months. Ratio: expected over came."
)


def event_lines(backtests: Sequence[EventBacktest]) -> list[str]:
    """The tables, a line each, at 80 columns, each after an empty line."""
    lines: list[str] = []
    for backtest in backtests:
        rows = scored_events(backtest)
        lines += ["", *textwrap.wrap(event_head(backtest.about), WIDTH)]
        for kind in dict.fromkeys(r.kind for r in rows):
            lines += ["", EVENT_KINDS.get(kind, kind), COLUMNS, *(_line(r) for r in rows if r.kind == kind)]
    return [*lines, "", *textwrap.wrap(EVENT_NOTE, WIDTH)] if lines else []


def event_head(about: About) -> str:
    """By which record."""
    return f"Other kinds of question. {about.record}, record {about.record_hash[:8]}, up to {about.last_day}."


def _line(r: EventScore) -> str:
    return (
        f"  {r.horizon:>4}{r.cases:>8,}{r.came:>7,}{figure(r.brier, 3):>8}  {event_skill(r):<21}"
        f"{figure(r.slope):>6}{figure(r.ratio):>7}"
    )


def event_skill(r: EventScore) -> str:
    """Skill with its interval, or that there are too few months for one."""
    interval = f"[{figure(r.low)}, {figure(r.high)}]" if math.isfinite(r.low) else "(too few months)"
    return f"{figure(r.skill)} {interval}"


def event_rows(backtests: Sequence[EventBacktest]) -> list[dict[str, Any]]:
    """For JSON, each with its record: a figure that the cases do not tell is None."""
    return [
        {"record": b.about.record}
        | {k: None if isinstance(v, float) and not math.isfinite(v) else v for k, v in asdict(r).items()}
        for b in backtests
        for r in scored_events(b)
    ]
