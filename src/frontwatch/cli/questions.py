"""`frontwatch questions`: the log of questions about the future, who forecast what, what came, and the scores."""

from __future__ import annotations

import click

from frontwatch.cli.questions_add import add
from frontwatch.cli.questions_files import export, import_
from frontwatch.cli.questions_forecast import forecast
from frontwatch.cli.questions_list import list_
from frontwatch.cli.questions_resolve import resolve
from frontwatch.cli.questions_score import score


@click.group()
def questions() -> None:
    """Keep a log of questions about the future: forecasts by anyone, resolution by the maps, scores.

    What is entered stays: each entry's hash covers the one before, and a log that was edited by hand is refused.

    \b
    Example:
      frontwatch questions add "Will Russia take Kramatorsk by 2027-03-31?"
      frontwatch questions forecast 1 0.35 --as Ann
      frontwatch questions resolve
      frontwatch questions score
    """


for command in (add, list_, forecast, resolve, score, export, import_):
    questions.add_command(command)
