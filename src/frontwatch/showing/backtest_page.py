"""A backtest as one self-contained HTML page: reliability diagrams, tables, the worst misses; no script."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib.resources import files

from frontwatch.asking.backtest import Backtest
from frontwatch.asking.backtest_table import ALL, Miss, Scored, best_model, bins_of, leaks, scored, worst_misses
from frontwatch.asking.event_backtest import EventBacktest
from frontwatch.asking.event_scores import KINDS, scored_events
from frontwatch.showing.backtest import MODEL_NAMES, figure, ratio_told, skill_told
from frontwatch.showing.backtest_events import EVENT_KINDS, EVENT_NOTE, event_skill
from frontwatch.showing.reliability import reliability_svg
from frontwatch.showing.words import day


@dataclass(frozen=True, slots=True)
class Horizon:
    """What the page shows of one horizon."""

    days: int
    cases: int
    captures: int
    drawing: str
    """The reliability diagram's SVG, figures only: safe to stand on a page."""
    models: tuple[Scored, ...]
    groups: tuple[Scored, ...]
    misses: tuple[Miss, ...]


def backtest_page(backtest: Backtest, names: Mapping[int, str], events: Sequence[EventBacktest] = ()) -> str:
    """The page as text.

    Args:
        names: a place's name by its id. events: what was said of other kinds of question, where it is at hand.
    """
    from jinja2 import Environment, StrictUndefined
    from markupsafe import Markup

    rows, model = scored(backtest), best_model(backtest)
    room = files("frontwatch.showing")
    environment = Environment(autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
    template = environment.from_string((room / "backtest.html.j2").read_text(encoding="utf-8"))
    return template.render(
        about=backtest.about,
        model=MODEL_NAMES.get(model, model),
        first=day(backtest.day.min().astype("datetime64[D]").item()),
        last=day(backtest.day.max().astype("datetime64[D]").item()),
        events=[(b.about, sorted(scored_events(b), key=lambda r: KINDS.index(r.kind))) for b in events],
        event_kinds=EVENT_KINDS,
        event_note=EVENT_NOTE,
        event_skill=event_skill,
        horizons=[_horizon(backtest, h, rows, model) for h in backtest.horizons],
        model_names=MODEL_NAMES,
        names=names,
        day=day,
        figure=figure,
        skill_told=skill_told,
        ratio_told=ratio_told,
        percent=percent,
        warning=leaks(rows),
        svg=Markup,
        style=Markup((room / "page.css").read_text(encoding="utf-8") + STYLE),
    )


def percent(p: float) -> str:
    """A probability as the answers tell it.

    >>> percent(0.004), percent(0.237), percent(0.999)
    ('<1\\xa0%', '24\\xa0%', '>99\\xa0%')
    """
    told = "<1" if p < 0.01 else ">99" if p > 0.99 else f"{100 * p:.0f}"
    return f"{told}\u00a0%"


def _horizon(backtest: Backtest, days: int, rows: Sequence[Scored], model: str) -> Horizon:
    mine = [r for r in rows if r.horizon == days]
    whole = tuple(r for r in mine if r.cases_of == ALL)
    groups = tuple(r for r in mine if r.model == model and r.cases_of != ALL and r.cases)
    cases = whole[0].cases
    drawing = reliability_svg(bins_of(backtest, model, days), f"{days} days") if cases else ""
    misses = worst_misses(backtest, model, days) if cases else ()
    return Horizon(days, cases, whole[0].captures, drawing, whole, groups, misses)


STYLE = """
.diagrams{display:grid;grid-template-columns:repeat(auto-fit,minmax(15.5rem,1fr));gap:1.6rem 2rem}
.diagrams figure{margin:0}.diagrams svg{display:block;width:100%;height:auto}
.diagrams figcaption{font:700 .9rem/1.5 var(--sans)}
.scores{font:.88rem/1.5 var(--sans);margin:.3rem 0 1.4rem;max-width:56rem}
.scores th{font-weight:700}
.scores td+td,.scores th+th{font-variant-numeric:tabular-nums;padding-left:1rem;white-space:nowrap}
.wide{overflow-x:auto}h2.rule{margin-top:2.2rem}
"""
