"""`frontwatch questions list`: the questions, or one of them in full."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from frontwatch.cli.options import json_option
from frontwatch.cli.questions_log import at_option, entries_of, head_option, log_option, opened, today


@click.command("list")
@click.argument("question", required=False)
@click.option("--open", "only_open", is_flag=True, help="Only those that are not resolved.")
@log_option
@head_option
@at_option
@json_option
def list_(
    question: str | None, only_open: bool, log_file: Path | None, head: str | None, at: date | None, as_json: bool
) -> None:
    """List the questions with the latest forecasts; or tell all of one: its criteria, forecasts, resolutions.

    \b
    Example:
      frontwatch questions list
      frontwatch questions list 1
    """
    from frontwatch.ledger.log import read_log
    from frontwatch.showing.questions import list_text, one_text
    from frontwatch.showing.questions_json import list_json

    with opened(log_file) as store:
        log = read_log(entries_of(store, head))
    day = today(at)
    shown = [log.question(question)] if question else [q for q in log.questions if not only_open or q.state == "open"]
    if as_json:
        click.echo(list_json(log, shown, day))
    elif question:
        click.echo(one_text(shown[0], day))
    else:
        click.echo(list_text(log, shown, day))
