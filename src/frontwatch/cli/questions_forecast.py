"""`frontwatch questions forecast`: enter somebody's forecast of a question."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import click

from frontwatch.cli.questions_log import at_option, entries_of, log_option, now, opened, tell_entered, today
from frontwatch.model import FrontwatchError

Curve = tuple[tuple[date, float], ...]


@click.command()
@click.argument("question")
@click.argument("probability", required=False)
@click.option("--as", "who", metavar="NAME", help="Whose forecast it is.")
@click.option(
    "--kind", type=click.Choice(["person", "model", "crowd"]), help="What they are; a crowd is somebody's aggregate."
)
@click.option(
    "--curve", "points", metavar="DAY=P", multiple=True, help="The chance that it has come by a day; may be repeated."
)
@click.option(
    "--from", "source", metavar="FILE", type=click.Path(path_type=Path, dir_okay=False),
    help="Take probability and curve from what `frontwatch ask --json` printed.",
)  # fmt: skip
@click.option("--ask", "asks", is_flag=True, help="Ask our own models, as of the day, as `frontwatch ask` does.")
@click.option("--ground", metavar="RECORD", help="With --ask: the record that settles the question, where not default.")
@click.option("--note", default="", metavar="TEXT", help="Why, for whoever reads the log.")
@log_option
@at_option
def forecast(
    question: str,
    probability: str | None,
    who: str | None,
    kind: str | None,
    points: tuple[str, ...],
    source: Path | None,
    asks: bool,
    ground: str | None,
    note: str,
    log_file: Path | None,
    at: date | None,
) -> None:
    """Enter a forecast of QUESTION: a PROBABILITY like 0.35 or 35%.

    The latest of each forecaster stands; all stay in the log.

    \b
    Example:
      frontwatch questions forecast 1 0.35 --as Ann
      frontwatch questions forecast 1 35% --as Ann --curve 2026-12-31=0.1 --curve 2027-03-31=0.35
      frontwatch questions forecast 1 --ask
    """
    if (probability is not None) + (source is not None) + asks != 1 or (points and probability is None):
        raise click.UsageError("Give a probability, with --curve where you like, or a file with --from, or --ask.")
    if who is None and probability is not None:
        raise click.UsageError("Say whose forecast it is with --as NAME.")
    from frontwatch.ledger.adding import forecast_to_add
    from frontwatch.ledger.log import read_log

    day = today(at)
    if asks:
        _enter_ours(question, ground, log_file, day)
        return
    if source is not None:
        p, curve, told = _from(source, day)
        note, who, kind = note or told, who or "Frontwatch", kind or "model"
    else:
        p, curve = number(probability or ""), tuple(_point(text) for text in points)
    with opened(log_file) as store:
        log = read_log(entries_of(store))
        wanted = log.question(question)
        given = forecast_to_add(
            log,
            wanted,
            day,
            who=who or "",
            kind=kind or "person",  # type: ignore[arg-type] # click lets nothing else through
            probability=p,
            curve=curve,
            note=note,
        )
        added = store.append([given], day=day, written=now().isoformat())
        click.echo(f"Question {wanted.key}, {wanted.asked.text} {given.who}: {given.probability:g} on {day}.")
        tell_entered(store, added)


def _enter_ours(question: str, ground: str | None, log_file: Path | None, day: date) -> None:
    """Enter what our models say of a question on a day."""
    from frontwatch.asking.events import GroundTaken
    from frontwatch.asking.forecast import Settled
    from frontwatch.cli.forecaster import Forecaster
    from frontwatch.cli.options import open_theatre_and_record
    from frontwatch.ledger.adding import forecast_to_add
    from frontwatch.ledger.answered import forecast_of
    from frontwatch.ledger.log import read_log

    with opened(log_file) as store:
        log = read_log(entries_of(store))
        wanted = log.question(question)
        event = wanted.asked.event
        if isinstance(event, GroundTaken) and day > max(wanted.day, event.since or wanted.day):
            raise FrontwatchError(
                f"Question {wanted.key} counts gains from {event.since or wanted.day}, and our models count them from "
                f"{day}; ask them on the question's first day."
            )
        stage, record = open_theatre_and_record(wanted.asked.theatre, ground)
        if record.meta.name not in wanted.asked.records:
            raise FrontwatchError(
                f"Question {wanted.key} is settled by {wanted.asked.records[0]}; give that record with --ground."
            )
        answer = Forecaster(stage, record, day, 1).ask(event)
        if isinstance(answer, Settled):
            raise FrontwatchError(f"There is nothing left to forecast: {answer.reason}")
        ours = forecast_of(answer, wanted.key)
        given = forecast_to_add(
            log,
            wanted,
            day,
            who=ours.who,
            kind=ours.kind,
            probability=ours.probability,
            curve=ours.curve,
            note=ours.note,
        )
        added = store.append([given], day=day, written=now().isoformat())
        click.echo(f"Question {wanted.key}, {wanted.asked.text} {given.who}: {given.probability:.3f} on {day}.")
        tell_entered(store, added)


def number(text: str) -> float:
    """A probability as people write it.

    Raises: FrontwatchError: it is none.

    >>> number("0.35"), number("35 %")
    (0.35, 0.35)
    """
    percent = text.strip().endswith("%")
    try:
        found = float(text.strip().removesuffix("%"))
    except ValueError:
        raise FrontwatchError(f"{text!r} is no probability; give one like 0.25 or 25%.") from None
    p = found / 100 if percent else found
    if not 0 <= p <= 1:
        raise FrontwatchError(f"{text!r} is no probability: it lies outside 0 to 1; give 0.25 or 25%.")
    return p


def _point(text: str) -> tuple[date, float]:
    day, _, p = text.partition("=")
    try:
        return date.fromisoformat(day), number(p)
    except ValueError:
        raise FrontwatchError(f"--curve {text!r} is no point of a curve; write it as 2026-12-31=0.25.") from None


def _from(file: Path, day: date) -> tuple[float, Curve, str]:
    """Probability, curve and a note from the JSON of `ask`."""
    from frontwatch.ledger.entries import probability

    try:
        told: Any = json.loads(file.read_text(encoding="utf-8"))
        p = probability(told["probability"], "The probability")
        as_of = date.fromisoformat(told["as_of"])
        points = [(date.fromisoformat(c["day"]), probability(c["probability"], "A chance")) for c in told["curve"]]
    except (OSError, UnicodeDecodeError) as trouble:
        raise FrontwatchError(f"{file}: this file cannot be read ({trouble}).") from trouble
    except (ValueError, KeyError, TypeError, RecursionError):
        raise FrontwatchError(f"{file}: this is no answer of `frontwatch ask --json`; make one and give it.") from None
    if as_of > day:
        raise FrontwatchError(f"{file}: the answer is as of {as_of}, which comes after {day}; enter it then.")
    return p, tuple(points), f"frontwatch ask, as of {as_of}"
