"""Scores as text: everybody side by side, leanings in plain words, and one forecaster's calibration."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from textwrap import fill

from frontwatch.ledger.leaning import Lean, leanings
from frontwatch.ledger.log import QuestionLog
from frontwatch.ledger.scoring import Scored
from frontwatch.ledger.settings import LEAN_LEAST
from frontwatch.ledger.standings import Bin, Standing, calibration, standings
from frontwatch.showing.questions import key_order, percent

HEAD = f"{'':<24} {'kind':<6} {'n':>4} {'cover':>5} {'Brier':>6} {'log':>6} {'basel.':>6} {'peer':>6} {'CRPS':>6}"
KEY = (
    "n: resolved questions. Brier: 0 is best, .25 a coin. Log: 0 is best, -.69 a coin. Baseline: 100 is best, 0 a "
    "coin. Peer: above 0 is better than the others. CRPS: of dates, days, 0 is best. Baseline and peer count days "
    "without a forecast as 0; the others are over the days with one."
)


def scores_text(log: QuestionLog, scored: Sequence[Scored]) -> str:
    """Everybody's means over the resolved questions, the best baseline score first."""
    if not scored:
        return "No question with a forecast is resolved yet; `frontwatch questions resolve` looks at the maps."
    lines = [HEAD, *(_row(s) for s in standings(scored)), fill(KEY, 80), ""]
    lines += [_lean(lean) for lean in leanings(scored)]
    lines.append(f"{log.entries} entries, each follows from the one before; the last hash is {log.head[:16]}.")
    return "\n".join(lines)


def one_forecaster_text(log: QuestionLog, scored: Sequence[Scored], who: str) -> str:
    """One forecaster, question by question, with calibration."""
    mine = sorted((s for s in scored if s.who == who), key=lambda s: key_order(s.key))
    lines = [HEAD, *(_row(s) for s in standings(mine)), ""]
    lines += [
        f"  {s.key!s:<5} {'came' if s.came else 'did not come':<12} mean {percent(s.mean):>5}, Brier {s.brier:.3f}, "
        f"baseline {whole(s.baseline)}, peer {whole(s.peer)}"
        for s in mine
    ]
    lines += ["", "Forecasts of", *_calibration(calibration(log.questions, who))]
    lines += [_lean(lean) for lean in leanings(mine)]
    return "\n".join(lines)


def _row(s: Standing) -> str:
    crps = "-" if s.crps_days is None else f"{s.crps_days:.1f}"
    return (
        f"{s.who[:24]:<24} {s.kind:<6} {s.questions:>4} {100 * s.coverage:>4.0f}% {s.brier:>6.3f} {s.log:>6.2f} "
        f"{s.baseline:>6.1f} {s.peer:>+6.1f} {crps:>6}"
    )


def _calibration(bins: Sequence[Bin]) -> Iterator[str]:
    for b in bins:
        if b.questions:
            told = f"mean {100 * b.forecast:.0f} %, came {100 * b.came:.0f} % of {b.questions} questions"
            yield f"  {100 * b.low:>3.0f} to {100 * b.high:>3.0f} %: {told}"


def _lean(lean: Lean) -> str:
    """One forecaster and side in a sentence.

    >>> _lean(Lean("Ann", "BO", 30, 0.2, 0.8, 0.01, "optimist"))
    'Ann: optimist for BO (30 questions, forecasts .20 above what came, above it in 80 %, by chance 1 in 100).'
    """
    far = f"{abs(lean.mean_error):.2f}".removeprefix("0")
    side = "above" if lean.mean_error >= 0 else "below"
    figures = f"forecasts {far} {side} what came, above it in {100 * lean.above:.0f} %, by chance {_odds(lean.chance)}"
    if lean.word == "too few cases":
        count = "1 question" if lean.questions == 1 else f"{lean.questions} questions"
        return f"{lean.who}: {count} about {lean.side}; a lean is told from {LEAN_LEAST} on."
    if lean.word == "no lean seen":
        return f"{lean.who}: no lean seen for {lean.side} ({lean.questions} questions, {figures})."
    return f"{lean.who}: {lean.word} for {lean.side} ({lean.questions} questions, {figures})."


def whole(score: float) -> str:
    """A score in whole points, with its sign where it is not 0.

    >>> whole(41.3), whole(-0.2), whole(-41.0)
    ('+41', '0', '-41')
    """
    return f"{round(score):+d}" if round(score) else "0"


def _odds(chance: float) -> str:
    return f"1 in {1 / chance:,.0f}" if chance > 1e-6 else "under 1 in a million"
