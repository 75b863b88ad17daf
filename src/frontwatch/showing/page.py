"""The answer as one self-contained HTML page: no script, no network, the report's text inert."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from importlib.resources import files
from typing import TYPE_CHECKING

import frontwatch.showing.words as words
from frontwatch.model import Claim, Finding, Report
from frontwatch.showing.article import HEADLINE_LETTERS, Block, blocks, marks_of
from frontwatch.showing.picture import Picture
from frontwatch.showing.table import OWN_VOICE, one_line, remarks

if TYPE_CHECKING:
    from frontwatch.asking.asked import Answered
    from frontwatch.showing.forecastcard import ForecastCard
    from frontwatch.showing.questioned import Called


@dataclass(frozen=True, slots=True)
class Card:
    """What stands beside the article for one claim."""

    number: int
    finding: Finding
    told: str
    speaker: str
    map: str
    remarks: tuple[str, ...]
    factor: str
    by_hand: str
    picture: Picture | None
    drawn: str
    """The picture's SVG, safe to stand on a page."""
    sentence: str
    """The sentence of the report in which its quote stands."""


@dataclass(frozen=True, slots=True)
class Row:
    """A block of the article with the cards of the claims that begin in it."""

    block: Block
    cards: tuple[Card, ...]


@dataclass(frozen=True, slots=True)
class Pictures:
    """What is drawn for a page: the map of the ground around the places named; a picture by claim's number."""

    map: Picture | None = None
    cards: Mapping[int, Picture] = field(default_factory=dict)
    standing: Mapping[int, str] = field(default_factory=dict)
    """By a question's number, how its place stands on the map."""


def page(
    report: Report, told: Callable[[Claim], str], pictures: Pictures = Pictures(), *,
    reviewed_by: str = "", quotes_only: bool = False, answers: Mapping[int, Answered | str] | None = None,
    names: Called | None = None,
) -> str:  # fmt: skip
    """The page as text.

    Args:
        report: the report, checked.
        told: gives a claim in one plain line.
        reviewed_by: who read the result over; "" nobody.
        quotes_only: the claims with their sentences only, not the article's text.
        answers: by a question's number its forecast, or why there is none, where they were asked for.
        names: of sides and regions, where there are answers.
    """
    from jinja2 import Environment, StrictUndefined
    from markupsafe import Markup

    room = files("frontwatch.showing")
    environment = Environment(autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
    environment.filters |= {"page": words.on_page, "day": words.day, "figure": words.figure_value}
    template = environment.from_string(room.joinpath("page.html.j2").read_text(encoding="utf-8"))
    drawn = pictures.cards
    cards = {n: _card(n, f, report, told, drawn.get(n)) for n, f in enumerate(report.findings, 1)}
    rows = [] if quotes_only else [Row(block, tuple(cards[n] for n in block.claims)) for block in blocks(report)]
    firsts: dict[int, tuple[int, int]] = {}
    for mark in marks_of(report):
        if mark.what not in ("question", "unread"):
            firsts.setdefault(mark.number, (mark.start, mark.end))
    known_by = words.option(report, "known_by")
    asked = enumerate(report.questions, 1)
    return template.render(
        report=report,
        findings=report.findings,
        headline=headline(report.text),
        summary=words.summary(report),
        early=words.ends_early(report),
        mend=words.MENDING_COMMAND,
        mended_by=words.MENDED_BY,
        counts=words.verdict_counts(report),
        marks=words.MARKS,
        meanings=words.MEANINGS,
        published=words.published_line(report),
        records=[words.record_line(r, report.published) for r in report.records],
        known_by=known_by,
        rows=rows,
        cards=list(cards.values()),
        firsts=firsts,
        questions=[(n, q, words.day(q.by) if q.by else "", pictures.standing.get(n, "")) for n, q in asked],
        forecasts=_forecasts(answers or {}, names, report.published),
        quotes_only=quotes_only,
        reviewed_by=reviewed_by,
        untested=[c for c in cards.values() if c.finding.verdict == "untested"],
        dropped=[(told(claim), claim) for claim in report.dropped],
        dropped_heading=words.DROPPED,
        # Our own: the stylesheet, and a drawing whose every text was escaped when it was drawn.
        style=Markup(room.joinpath("page.css").read_text(encoding="utf-8")),
        map=pictures.map,
        map_drawn=Markup(pictures.map.svg) if pictures.map else "",
    )


def _forecasts(
    answers: Mapping[int, Answered | str], names: Called | None, published: date
) -> dict[int, ForecastCard | str | int]:
    """What stands under each question that was answered, by its number; of one asked again, where it stood before."""
    if not answers or names is None:
        return {}
    from frontwatch.showing.forecastcard import forecast_card

    found: dict[int, ForecastCard | str | int] = {}
    before: dict[ForecastCard, int] = {}
    for n, answer in sorted(answers.items()):
        card = answer if isinstance(answer, str) else forecast_card(answer, names, published)
        found[n] = card if isinstance(card, str) else before.get(card, card)
        if not isinstance(card, str):
            before.setdefault(card, n)
    return found


def headline(text: str) -> str:
    """The report's first line; of a long one its first sentence, shortened at a word where that is long too.

    >>> headline("\\n  A town holds.\\nMore.")
    'A town holds.'
    >>> headline("# A town holds in Markdown")
    'A town holds in Markdown'
    """
    from frontwatch.reading.sentences import sentences

    first = one_line(next((line for line in text.splitlines() if line.strip()), "")).lstrip()
    first = first.lstrip("#").lstrip() if re.match(r"#{1,6} ", first) else first
    if len(first) > HEADLINE_LETTERS:
        span = sentences(first, 0, len(first))[0]
        first = first[span.start : span.end]
    if len(first) <= HEADLINE_LETTERS:
        return first
    return first[:HEADLINE_LETTERS].rsplit(" ", 1)[0].rstrip(",;:") + " …"


def _card(number: int, finding: Finding, report: Report, told: Callable[[Claim], str], picture: Picture | None) -> Card:
    from markupsafe import Markup

    return Card(
        number=number,
        finding=finding,
        told=told(finding.claim),
        speaker=finding.claim.speaker or OWN_VOICE,
        map=_map(finding, report.published),
        remarks=tuple(remarks(finding)),
        factor=f"{finding.factor:.2g} times what was found" if finding.factor else "",
        by_hand=words.BY_HAND[finding.by_hand] if finding.by_hand else "",
        picture=picture,
        drawn=Markup(picture.svg) if picture else "",
        sentence=sentence_around(report.text, finding.claim.start, finding.claim.end),
    )


LONGEST_SENTENCE = 400
"""Letters of a sentence shown around a quote."""


def sentence_around(text: str, start: int, end: int) -> str:
    """The sentence in which text[start:end] stands, shortened to what is near where it is very long.

    >>> sentence_around("It rained. The town fell on Monday, he said. Then it snowed.", 15, 24)
    'The town fell on Monday, he said.'
    """
    from frontwatch.reading.sentences import sentences

    first, last = text.rfind("\n", 0, start) + 1, text.find("\n", end)
    last = len(text) if last < 0 else last
    spans = [s for s in sentences(text, first, last) if s.start < end and s.end > start]
    first, last = (spans[0].start, spans[-1].end) if spans else (first, last)
    if last - first > LONGEST_SENTENCE:
        first, last = max(first, start - LONGEST_SENTENCE // 2), min(last, end + LONGEST_SENTENCE // 2)
    return one_line(text[first:last])


def _map(finding: Finding, published: date) -> str:
    """The day of the map that answered, and its age at publication."""
    if finding.map is None:
        return ""
    age = (published - finding.map.day).days
    old = f"{words.counted(abs(age), 'day')} {'old' if age > 0 else 'after the report'}" if age else "of the same day"
    return f"Map of {words.day(finding.map.day)}, {old}"
