"""The answer as one self-contained HTML page: no script, no network, the report's text inert."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from importlib.resources import files

import frontwatch.showing.words as words
from frontwatch.model import Claim, Finding, Report
from frontwatch.showing.article import Block, blocks
from frontwatch.showing.table import OWN_VOICE, one_line, remarks

HEADLINE_LETTERS = 140


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


@dataclass(frozen=True, slots=True)
class Row:
    """A block of the article with the cards of the claims that begin in it."""

    block: Block
    cards: tuple[Card, ...]


def page(report: Report, told: Callable[[Claim], str], *, map_svg: str = "") -> str:
    """The page as text.

    Args:
        report: the report, checked.
        told: gives a claim in one plain line.
        map_svg: the map of the ground around the places named, made by ``svgmap.draw``; "" none.
    """
    from jinja2 import Environment, StrictUndefined
    from markupsafe import Markup

    room = files("frontwatch.showing")
    environment = Environment(autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
    template = environment.from_string(room.joinpath("page.html.j2").read_text(encoding="utf-8"))
    cards = {n: _card(n, f, report, told) for n, f in enumerate(report.findings, 1)}
    rows = [Row(block, tuple(cards[n] for n in block.claims)) for block in blocks(report)]
    known_by = words.option(report, "known_by")
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
        dropped=[(told(claim), claim) for claim in report.dropped],
        dropped_heading=words.DROPPED,
        # Our own: the stylesheet, and a drawing whose every text was escaped when it was drawn.
        style=Markup(room.joinpath("page.css").read_text(encoding="utf-8")),
        map=Markup(map_svg),
    )


def headline(text: str) -> str:
    """The report's first line, shortened at a word where it is long.

    >>> headline("\\n  A town holds.\\nMore.")
    'A town holds.'
    """
    first = one_line(next((line for line in text.splitlines() if line.strip()), ""))
    if len(first) <= HEADLINE_LETTERS:
        return first
    return first[:HEADLINE_LETTERS].rsplit(" ", 1)[0].rstrip(",;:") + " …"


def _card(number: int, finding: Finding, report: Report, told: Callable[[Claim], str]) -> Card:
    return Card(
        number=number,
        finding=finding,
        told=told(finding.claim),
        speaker=finding.claim.speaker or OWN_VOICE,
        map=_map(finding, report.published),
        remarks=tuple(remarks(finding)),
        factor=f"{finding.factor:.2g} times what was found" if finding.factor else "",
        by_hand=words.BY_HAND[finding.by_hand] if finding.by_hand else "",
    )


def _map(finding: Finding, published: date) -> str:
    """The day of the map that answered, and its age at publication."""
    if finding.map is None:
        return ""
    age = (published - finding.map.day).days
    old = f"{words.counted(abs(age), 'day')} {'old' if age > 0 else 'after the report'}" if age else "of the same day"
    return f"Map of {words.day(finding.map.day)}, {old}"
