"""What stands on the page under a question that was answered."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from frontwatch.asking.asked import NO_FURTHER, Answered
from frontwatch.asking.forecast import Forecast, Settled
from frontwatch.showing.chance_words import meaning, percent, span, term
from frontwatch.showing.chancecurve import chance_curve
from frontwatch.showing.forecast import (
    alternatives,
    amount,
    as_put,
    effect,
    median,
    not_from_today,
    opposite,
    settled_words,
    track,
)
from frontwatch.showing.picture import Picture
from frontwatch.showing.questioned import Called, understood
from frontwatch.showing.words import day


@dataclass(frozen=True, slots=True, kw_only=True)
class ForecastCard:
    """The words and the drawing of one forecast; `drawn` is safe to stand on a page."""

    understood: str
    as_of: str
    settled: str = ""
    """What the record already says; "" where there is a forecast."""
    reason: str = ""
    chance: str = ""
    word: str = ""
    meaning: str = ""
    interval: str = ""
    notes: tuple[str, ...] = ()
    picture: Picture | None = None
    drawn: str = ""
    alternatives: tuple[tuple[str, str], ...] = ()
    track: tuple[str, ...] = ()
    drivers: tuple[tuple[str, str, str, str], ...] = ()
    would_change: tuple[str, ...] = ()
    resolution: str = ""


def forecast_card(found: Answered, names: Called, published: date) -> ForecastCard:
    """The card.

    Args:
        published: the report's day: a forecast long before it says so.
    """
    answer = found.answer
    card = ForecastCard(understood=understood(answer.event, answer.as_of, names), as_of=day(answer.as_of))
    if isinstance(answer, Settled):
        return replace(card, settled=settled_words(answer, found.asked), reason=answer.reason)
    return _filled(card, answer, found, published)


def _filled(card: ForecastCard, f: Forecast, found: Answered, published: date) -> ForecastCard:
    from markupsafe import Markup

    p, low, high = as_put(f, found.asked)
    t, picture = term(p), chance_curve(f)
    notes = (
        opposite(f) if found.asked.opposite else "",
        not_from_today(f.as_of, published, "the day of the report"),
        NO_FURTHER if found.asked.open else "",
        *f.notes,
        median(f),
    )
    return replace(
        card,
        chance=percent(p),
        word=t.words + (": that it does not come" if found.asked.opposite else ""),
        meaning=meaning(t),
        interval=span(low, high),
        notes=tuple(note for note in notes if note),
        picture=picture,
        # Its every text was escaped when it was drawn.
        drawn=Markup(picture.svg) if picture else "",
        alternatives=alternatives(f.baselines),
        track=track(f.track),
        drivers=tuple(
            (f"{d.words}, {d.unit}" if d.unit else d.words, amount(d.value), amount(d.average), effect(d.effect))
            for d in f.drivers
        ),
        would_change=f.would_change,
        resolution=f.resolution,
    )
