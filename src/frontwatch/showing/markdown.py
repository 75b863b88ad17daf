"""A checked report as Markdown that a newsroom's chat shows: one line a claim, the figure under it."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

import frontwatch.showing.words as words
from frontwatch.model import Claim, Report
from frontwatch.showing.forecastline import forecast_lines
from frontwatch.showing.table import OWN_VOICE, one_line

if TYPE_CHECKING:
    from frontwatch.asking.asked import Answered

_SPECIAL = re.compile(r"([\\`*_{}\[\]<>#|~])")


def to_markdown(
    report: Report, told: Callable[[Claim], str], answers: Mapping[int, Answered | str] | None = None
) -> str:
    """A checked report: the summary, then each claim with its verdict, figure, speaker and query.

    Args:
        report: the report, checked. told: gives a claim in one plain line.
        answers: by a question's number its forecast, or why there is none, where they were asked for.
    """
    lines = [f"**Checked against the ground: {plain(report.name)}**", "", plain(words.summary(report)), ""]
    if early := words.ends_early(report):
        lines += [f"_{plain(early)}_", ""]
    lines += [plain(words.record_line(r, report.published)) + "  " for r in report.records]
    lines += [plain(words.published_line(report)), ""]
    for n, f in enumerate(report.findings, 1):
        said_by = f.claim.speaker or OWN_VOICE
        lines.append(f"{n}. {words.MARKS[f.verdict]} **{f.verdict}** – {plain(told(f.claim))} _({plain(said_by)})_")
        lines.append(f"   {plain(one_line(f.reason))}")
        if f.query:
            lines.append(f"   `{f.query.replace('`', '')}`")
    if report.questions:
        lines += ["", "Questions about the future:"]
        for n, question in enumerate(report.questions, 1):
            lines.append(f"- {plain(one_line(question.quote))}")
            if answers and n in answers:
                lines += [f"  {plain(line)}" for line in forecast_lines(answers[n])]
    foot = "Automatic comparison with a published map, which can be late or wrong. No rating of the report."
    lines += ["", f"{foot} {plain(words.credit_line(report))}"]
    return "\n".join(lines) + "\n"


def plain(text: str) -> str:
    """Text whose signs Markdown would take for its own are escaped, so that a report's words stay words.

    >>> plain("[a](javascript:x) *b*")
    '\\\\[a\\\\](javascript:x) \\\\*b\\\\*'
    """
    return _SPECIAL.sub(r"\\\1", text)
