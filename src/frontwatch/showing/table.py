"""The answer as text for a terminal: legible at 80 columns and without colour."""

from __future__ import annotations

import textwrap
from collections.abc import Callable, Iterator, Mapping
from typing import TYPE_CHECKING

import frontwatch.showing.words as words
from frontwatch.model import Claim, Finding, Question, Report

if TYPE_CHECKING:
    from frontwatch.asking.asked import Answered
    from frontwatch.showing.questioned import Called

Paint = Callable[[str, str], str]
"""Given a text and what it is (a verdict, "dim", "bold"), the text to print."""

OWN_VOICE = "the report"
NARROWEST = 60
HARD_PERCENT = "\u00a0%"
"""A percent sign that stays on the line of its figure."""


def plain(text: str, what: str) -> str:
    """No colour at all."""
    return text


def table(
    report: Report, told: Callable[[Claim], str], *, width: int = 80, paint: Paint = plain,
    answers: Mapping[int, Answered | str] | None = None, names: Called | None = None,
) -> str:  # fmt: skip
    """The whole answer as text.

    Args:
        report: the report, checked.
        told: gives a claim in one plain line.
        width: columns; fewer than 60 are treated as 60.
        paint: colours, where the terminal has them.
        answers: by a question's number its forecast, or why there is none, where they were asked for.
        names: of sides and regions, where there are answers.
    """
    width = max(width, NARROWEST)
    lines = [*_head(report, width, paint), ""]
    if report.findings:
        lines += _claims(report, told, width, paint)
    if report.dropped:
        lines += [paint(words.DROPPED, "bold"), *_dropped(report, told, width), ""]
    if report.questions:
        lines += [
            paint("Questions about the future", "bold"),
            *_questions(report.questions, width, answers or {}, names),
            "",
        ]
    if report.unread:
        heading = "Sentences that may hold claims and were not read"
        lines += [paint(heading, "bold"), *_unread(report, width), ""]
    lines += _wrapped(words.credit_line(report), width, indent="  ")
    return "\n".join(line.rstrip() for line in lines).rstrip() + "\n"


def _head(report: Report, width: int, paint: Paint) -> Iterator[str]:
    early = words.ends_early(report)
    if early:
        yield from _wrapped(early, width)
        mend = f"  Newer maps mend it: {words.MENDING_COMMAND}{words.MENDED_BY}"
        yield from (paint(line, "dim") for line in _wrapped(mend, width, indent="  "))
    yield from _wrapped(words.summary(report), width)
    yield ""
    for record in report.records:
        yield from _wrapped("Record: " + words.record_line(record, report.published), width, indent="  ")
    known = words.option(report, "known_by")
    if known:
        yield from _wrapped(f"Maps published by {known} were used, also those newer than the report.", width)
    yield from _wrapped(words.published_line(report), width, indent="  ")


def _claims(report: Report, told: Callable[[Claim], str], width: int, paint: Paint) -> Iterator[str]:
    number = len(str(len(report.findings))) + 1
    verdict = max(len(f.verdict) for f in report.findings)
    said_by = min(max(len(OWN_VOICE), *(len(f.claim.speaker or OWN_VOICE) for f in report.findings)), 22)
    claim = width - number - verdict - said_by - 6
    heading = f"{'#':>{number}}  {'CLAIM':{claim}}  {'SAID BY':{said_by}}  VERDICT"
    yield paint(heading, "bold")
    for n, finding in enumerate(report.findings, 1):
        left = textwrap.wrap(one_line(told(finding.claim)), claim) or [finding.claim.kind]
        middle = textwrap.wrap(one_line(finding.claim.speaker or OWN_VOICE), said_by)
        for i in range(max(len(left), len(middle))):
            a = left[i] if i < len(left) else ""
            b = middle[i] if i < len(middle) else ""
            v = paint(finding.verdict, finding.verdict) if i == 0 else ""
            yield f"{n if i == 0 else '':>{number}}  {a:{claim}}  {b:{said_by}}  {v}"
        yield from _below(finding, width, number + 4, paint)
        yield ""


def _below(finding: Finding, width: int, indent: int, paint: Paint) -> Iterator[str]:
    margin = " " * indent
    if finding.by_hand:
        yield f"{margin}({words.BY_HAND[finding.by_hand]})"
    for line in remarks(finding):
        yield from _wrapped(margin + line, width, indent=margin)
    if finding.query:
        # A command is not broken, so that it can be copied.
        yield paint(f"{margin}$ {finding.query}", "dim")


def remarks(finding: Finding, *, again: bool = True) -> list[str]:
    """The reason, then what else must stand beside it: the last known state, what settles it, what became known.

    Args:
        again: for a table or page, which says what mends an old record once for all: also where the report says
            the same again.
    """
    lines = [finding.reason]
    if finding.last_known:
        said = finding.last_known
        lines.append(said if said.startswith("Last known") else f"Last known, not a verdict: {said}")
    if finding.settles and not (again and finding.code == "record_ends"):  # said once, above the table
        lines.append(f"Would settle it: {finding.settles}")
    if finding.later:
        lines.append(finding.later if finding.later.startswith("Known") else f"Known later: {finding.later}")
    if again and finding.claim.also:
        lines.append("Said again: " + "; ".join(f"“{one_line(q.text)}”" for q in finding.claim.also))
    return [one_line(line) for line in lines]


def _dropped(report: Report, told: Callable[[Claim], str], width: int) -> Iterator[str]:
    for claim in report.dropped:
        yield from _wrapped(f"  - {one_line(told(claim))}: “{one_line(claim.quote)}”", width, indent="    ")


def _questions(
    questions: tuple[Question, ...], width: int, answers: Mapping[int, Answered | str], names: Called | None
) -> Iterator[str]:
    for number, question in enumerate(questions, 1):
        about = [question.place.name] if question.place else []
        about += [f"by {question.by}"] if question.by else []
        yield from _wrapped(f"  ? {one_line(question.quote)}{_bracketed(about)}", width, indent="    ")
        if number in answers:
            from frontwatch.showing.forecastline import forecast_lines

            for line in forecast_lines(answers[number], names):
                yield from _wrapped(f"    {line}", width, indent="    ")


def _unread(report: Report, width: int) -> Iterator[str]:
    for quote in report.unread:
        yield from _wrapped(f"  . {one_line(quote.text)}", width, indent="    ")


def _bracketed(about: list[str]) -> str:
    return f" [{', '.join(about)}]" if about else ""


def one_line(text: str) -> str:
    """The text with every run of white space as one space, and without control characters."""
    return " ".join("".join(c if c.isprintable() else " " for c in text).split())


def _wrapped(text: str, width: int, indent: str = "") -> list[str]:
    lines = textwrap.wrap(
        text.replace(" %", HARD_PERCENT), width, subsequent_indent=indent, break_long_words=False,
        break_on_hyphens=False, drop_whitespace=True,
    )  # fmt: skip
    return [line.replace(HARD_PERCENT, " %") for line in lines]
