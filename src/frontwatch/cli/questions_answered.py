"""`frontwatch check --ask --log FILE`: a report's questions and their forecasts entered in the log."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from frontwatch.cli.options import record_used
from frontwatch.cli.questions_log import entries_of, now, opened
from frontwatch.model import Report

if TYPE_CHECKING:
    from frontwatch.showing.json import Answers


def enter_answers(checked: Report, answers: Answers, theatre: str, log_file: Path) -> None:
    """Enter each question with its forecast, for today, and tell it on standard error, so that --json stays JSON."""
    from frontwatch.asking.forecast import Forecast
    from frontwatch.ledger.answered import answers_to_add
    from frontwatch.ledger.log import read_log

    found = [a.answer for a in answers.values() if not isinstance(a, str) and isinstance(a.answer, Forecast)]
    if not found:
        click.echo("The report asks nothing that has a forecast: nothing is entered.", err=True)
        return
    stage, record, _ = record_used(checked, theatre)
    moment = now()
    with opened(log_file, create=True) as store:
        bodies = answers_to_add(read_log(entries_of(store)), found, moment.date(), stage, [record.meta])
        added = store.append(bodies, day=moment.date(), written=moment.isoformat()) if bodies else ()
    over = f"; the days of {late} are over" if (late := sum(f.event.by <= moment.date() for f in found)) else ""
    count = "1 entry" if len(added) == 1 else f"{len(added)} entries"
    click.echo(f"{log_file}: {count} added{over}.", err=True)
