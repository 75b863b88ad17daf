"""A forecast as text for a terminal: the question, the chance and its word, what it rests on, and what settles it."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Iterator
from datetime import date
from math import isfinite

from frontwatch.asking.asked import NO_FURTHER, Asked
from frontwatch.asking.forecast import Baselines, CurvePoint, Driver, Forecast, Settled, TrackRecord
from frontwatch.model import RecordUsed
from frontwatch.showing.chance_words import meaning, percent, span, term
from frontwatch.showing.questioned import Called, understood
from frontwatch.showing.table import HARD_PERCENT, Paint, one_line, plain
from frontwatch.showing.words import counted, day

WIDTH = 80
BAR = 34
"""Columns of a bar that stands for 100 %."""
LONG_AGO = 30
"""Days after which a forecast is no forecast from today."""
STRONG = ((1.0, "much"), (0.35, ""), (0.1, "a little"))
"""Log-odds that a driver adds from which it is said to move the chance "much", plainly, or "a little"."""

Answer = Forecast | Settled


def forecast_text(
    answer: Answer, asked: Asked, names: Called, *, today: date | None = None, paint: Paint = plain
) -> str:
    """The whole answer as text, ending in a line break.

    Args:
        answer: what came of it. asked: the question. names: of sides and regions.
        today: the day on which it is shown; None: it is not looked at how old the as-of day is.
        paint: colours, where the terminal has them.
    """
    lines = [paint(line, "bold") for line in wrapped(not_from_today(answer.as_of, today))] if today else []
    lines += [""] if lines else []
    lines += [paint(line, "bold") for line in wrapped(understood(answer.event, answer.as_of, names))]
    lines += [*wrapped(counts_as_held(answer.record), "  ", "  "), ""]
    body = _settled(answer, asked, paint) if isinstance(answer, Settled) else _forecast(answer, asked, paint)
    lines += [*body, *wrapped(f"Record: {record_line(answer.record, answer.as_of)}", "  ")]
    lines += wrapped(f"Source: {(answer.record.credit or answer.record.publisher).rstrip('.')}.", "  ")
    return "\n".join(line.rstrip() for line in lines) + "\n"


def not_from_today(as_of: date, today: date, named: str = "today") -> str:
    """That a forecast was made long before it is shown; "" where it was not.

    Args:
        named: what the later day is called.

    >>> not_from_today(date(2031, 5, 9), date(2031, 6, 9))
    'Not a forecast from today: it uses only what was known by 9 May 2031, 31 days ago.'
    >>> not_from_today(date(2031, 5, 9), date(2031, 6, 8))
    ''
    """
    age = (today - as_of).days
    if age <= LONG_AGO:
        return ""
    before = "ago" if named == "today" else "before"
    return f"Not a forecast from {named}: it uses only what was known by {day(as_of)}, {counted(age, 'day')} {before}."


def counts_as_held(record: RecordUsed) -> str:
    """What "hold" means in a question, and by whose maps."""
    return (
        f"By the maps of {record.name}: shown as held on a map and still on the next; contested and claimed ground "
        "is not held."
    )


def record_line(record: RecordUsed, as_of: date) -> str:
    """The record asked, with the day of the last map used."""
    m = f", last map used {day(record.map.day)}" if record.map else ""
    return f"{record.name}{m}; {record.scale} scale; record {record.hash[:8]}; as of {day(as_of)}."


def settled_words(answer: Settled, asked: Asked) -> str:
    """What the record already says to a question as it was put."""
    told = "yes" if answer.came != asked.opposite else "no"
    if answer.came and answer.day:
        told += f", as the map of {day(answer.day)} shows"
    return f"The record already answers it: {told}."


def _settled(answer: Settled, asked: Asked, paint: Paint) -> Iterator[str]:
    yield paint(f"  {settled_words(answer, asked)}", "bold")
    yield from wrapped(one_line(answer.reason), "  ", "  ")
    yield ""


def _forecast(f: Forecast, asked: Asked, paint: Paint) -> Iterator[str]:
    p, low, high = as_put(f, asked)
    t = term(p)
    what = ": that it does not come" if asked.opposite else ""
    yield f"  {paint(f'{percent(p)}, {t.words}{what}', 'bold')}"
    yield f"  Interval: {span(low, high)} (80 %: how far the models leave it open)."
    yield paint(f"  {meaning(t)}.", "dim")
    if asked.opposite:
        yield from wrapped(opposite(f), "  ", "  ")
    for note in (*((NO_FURTHER,) if asked.open else ()), *f.notes):
        yield from wrapped(one_line(note), "  ", "  ")
    sections: tuple[tuple[str, Iterable[str]], ...] = (
        ("Chance that it has come", [*_curve(f.curve), *wrapped(median(f), "  ", "  ")]),
        ("What drives it, against the average candidate", _drivers(f.drivers)),
        ("Simple alternatives", _baselines(f.baselines)),
        ("The models it combines", _members(f.members)),
        ("How such forecasts did before", [x for s in track(f.track) for x in wrapped(s, "  ", "  ")]),
        ("What would change it", [x for s in f.would_change for x in wrapped(f"- {one_line(s)}", "    ", "  ")]),
        ("How it is settled", _paragraphs(f.resolution)),
    )
    for heading, lines in sections:
        told = list(lines)
        if told:
            yield from ("", paint(heading, "bold"), *told)
    yield ""


def as_put(f: Forecast, asked: Asked) -> tuple[float, float, float]:
    """The chance and its interval of what was asked: that the event comes, or that it does not."""
    if asked.opposite:
        return 1 - f.probability, 1 - f.high, 1 - f.low
    return f.probability, f.low, f.high


def opposite(f: Forecast) -> str:
    """What is told where the question asks whether the event does not come."""
    return (
        f"The question asks whether it does not come; that it comes: {percent(f.probability)}. All else here is of "
        "its coming."
    )


def median(f: Forecast) -> str:
    """When the chance reaches one half."""
    if f.median_day is not None:
        return f"The chance reaches one half by {day(f.median_day)}."
    return "The chance does not reach one half within the days shown." if f.curve else ""


def _curve(points: tuple[CurvePoint, ...]) -> Iterator[str]:
    for at in points:
        share = percent(at.probability)
        yield f"  by {at.day:%d %b %Y}  {share:>5}  {bar(at):<{BAR}}  {span(at.low, at.high):>12}"


def bar(at: CurvePoint) -> str:
    """A bar as long as the chance, lighter on to the interval's upper end.

    >>> bar(CurvePoint(date(2031, 6, 1), 0.25, 0.1, 0.5))
    '█████████░░░░░░░░'
    """
    full = max(1, int(BAR * at.probability + 0.5)) if at.probability >= 0.01 else 0
    return "█" * full + "░" * max(0, int(BAR * at.high + 0.5) - full)


def _drivers(drivers: tuple[Driver, ...]) -> Iterator[str]:
    if not drivers:
        return
    room = min(max(len(_named(d)) for d in drivers), 36)
    yield f"  {'':{room}}  {'here':>8}  {'average':>8}"
    for d in drivers:
        first, *rest = textwrap.wrap(_named(d), room)
        yield f"  {first:{room}}  {amount(d.value):>8}  {amount(d.average):>8}  {effect(d.effect)}"
        yield from (f"    {line}" for line in rest)


def _named(d: Driver) -> str:
    return one_line(f"{d.words}, {d.unit}" if d.unit else d.words)


def amount(value: float) -> str:
    """A figure to three digits, a dash where it is not known.

    >>> amount(1234.5), amount(0.1234), amount(float("nan"))
    ('1,234', '0.123', '–')
    """
    if value != value:
        return "–"
    return f"{value:,.0f}" if abs(value) >= 100 else f"{value:.3g}"


def effect(log_odds: float) -> str:
    """What a driver does to the chance.

    >>> effect(1.4), effect(-0.2), effect(0.01)
    ('raises it much', 'lowers it a little', 'hardly matters')
    """
    how = next((words for least, words in STRONG if abs(log_odds) >= least), None)
    if how is None:
        return "hardly matters"
    return f"{'raises' if log_odds > 0 else 'lowers'} it {how}".rstrip()


def alternatives(b: Baselines) -> tuple[tuple[str, str], ...]:
    """The simple alternatives, each with its chance."""
    rows = (
        ("no change: the ground stays as it is", b.no_change),
        ("base rate: how often it came at such a distance", b.climatology),
        ("kinetic: distance over the local speed", b.kinetic),
    )
    return tuple((words, "cannot be made here" if p is None else percent(p)) for words, p in rows)


def _baselines(b: Baselines) -> Iterator[str]:
    for words, chance in alternatives(b):
        yield f"  {words:<48}  {chance:>5}"


def _members(members: tuple[tuple[str, float], ...]) -> Iterator[str]:
    if members:
        yield from wrapped("  " + ", ".join(f"{name} {percent(p)}" for name, p in members), "  ")


KINDS_OF_TRACK = {
    "front_near": "of ground near a town",
    "part_any": "of a part of a town",
    "part_all": "of the whole of a town",
    "several_all": "of two places together",
    "several_any": "of one of two places",
    "region_share": "of shares of regions",
    "ground_taken": "of ground taken in all",
    "sector_taken": "of ground taken in a sector",
}
SUBJECTS = {"region_share": "distinct region", "ground_taken": "distinct area", "sector_taken": "distinct sector"}


def track(t: TrackRecord | None) -> tuple[str, ...]:
    """How such forecasts did before, in sentences."""
    if t is None:
        return ("No backtest of this kind of question is at hand, so how such forecasts did is not known.",)
    what = f" {KINDS_OF_TRACK[t.kind]}" if t.kind in KINDS_OF_TRACK else ""
    told = f"forecasts{what} of {span(t.low, t.high)}, made about {counted(t.horizon_days, 'day')} ahead"
    if t.cases:
        came = round(t.cases * t.observed)
        share = f"{came:,} came ({percent(t.observed)})" if came else "none came"
        subjects = counted(t.captures, SUBJECTS.get(t.kind, "distinct place"))
        first = f"Of {t.cases:,} {told}, {share}, {subjects}; the mean forecast was {percent(t.forecast)}."
    else:
        first = f"There were no {told}."
    interval = f" (95 % of resamples: {signed(t.skill_low)} to {signed(t.skill_high)})" if isfinite(t.skill_low) else ""
    better = (
        f"All forecasts{what} about {counted(t.horizon_days, 'day')} ahead: Brier score {t.brier:.3f}, skill "
        f"{signed(t.skill)} over the base rate{interval}."
    )
    if t.skill <= 0:
        better += " That is no better than the base rate: rely on it rather than on this."
    return first, better, f"From the backtest of {day(t.made)} on {t.record}, code {t.version}."


def signed(skill: float) -> str:
    """A skill score to two digits.

    >>> signed(0.18), signed(-0.031), signed(0.001)
    ('.18', '−.03', '.00')
    """
    return f"{'−' if round(skill, 2) < 0 else ''}{abs(skill):.2f}".replace("0.", ".", 1)


def _paragraphs(text: str) -> Iterator[str]:
    """The text in full, its own lines kept."""
    for line in text.splitlines():
        yield from wrapped(one_line(line), "  ", "  ") or [""]


def wrapped(text: str, later: str = "", first: str = "") -> list[str]:
    """The text in lines of at most 80 columns."""
    lines = textwrap.wrap(
        text.replace(" %", HARD_PERCENT), WIDTH, initial_indent=first, subsequent_indent=later,
        break_long_words=False, break_on_hyphens=False,
    )  # fmt: skip
    return [line.replace(HARD_PERCENT, " %") for line in lines]
