"""`frontwatch questions score`: how good the forecasts were."""

from __future__ import annotations

from pathlib import Path

import click

from frontwatch.cli.options import json_option
from frontwatch.cli.questions_log import entries_of, head_option, log_option, opened


@click.command()
@click.argument("forecaster", required=False)
@log_option
@head_option
@json_option
def score(forecaster: str | None, log_file: Path | None, head: str | None, as_json: bool) -> None:
    """Score all forecasters on the resolved questions; or one of them question by question, with calibration.

    \b
    Example:
      frontwatch questions score
      frontwatch questions score Ann
    """
    from frontwatch.ledger.log import read_log
    from frontwatch.ledger.scoring import score_question
    from frontwatch.model import FrontwatchError
    from frontwatch.showing.questions_json import scores_json
    from frontwatch.showing.scored import one_forecaster_text, scores_text

    with opened(log_file) as store:
        log = read_log(entries_of(store, head))
    scored = [s for q in log.questions for s in score_question(q)]
    if forecaster and not any(s.who == forecaster for s in scored):
        known = ", ".join(dict.fromkeys(s.who for s in scored)) or "nobody yet"
        raise FrontwatchError(f"{forecaster!r} has no forecast of a resolved question in this log; {known} has.")
    if as_json:
        click.echo(scores_json(log, [s for s in scored if not forecaster or s.who == forecaster]))
    elif forecaster:
        click.echo(one_forecaster_text(log, scored, forecaster))
    else:
        click.echo(scores_text(log, scored))
