"""`frontwatch questions add`: enter a question, with the text that settles it."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from frontwatch.cli.ask_event import Named, named_event
from frontwatch.cli.event_options import event_options
from frontwatch.cli.options import open_theatre_and_record, theatre_option
from frontwatch.cli.questions_log import at_option, entries_of, log_option, now, opened, tell_entered, today
from frontwatch.model import FrontwatchError

if TYPE_CHECKING:
    from frontwatch.asking.events import Event
    from frontwatch.ground.record import Record
    from frontwatch.model import Place
    from frontwatch.theatre.theatre import Theatre


@click.command()
@click.argument("question", required=False)
@event_options
@click.option("--persist", "persist_days", metavar="DAYS", type=click.IntRange(0, 365), default=0, show_default=True,
              help="It must still be so on the map of so many days later; 0: on the next map.")  # fmt: skip
@click.option("--amends", metavar="QUESTION", help="Make it a further version of this question, which stays as it is.")
@click.option("--ground", "grounds", metavar="RECORD", multiple=True,
              help="A record that settles it; repeatable: the first decides, the others must agree.")  # fmt: skip
@log_option
@at_option
@theatre_option
def add(
    question: str | None,
    persist_days: int,
    amends: str | None,
    grounds: tuple[str, ...],
    log_file: Path | None,
    at: date | None,
    theatre: str,
    **options: Any,
) -> None:
    """Enter a question, in words or by options, and print the text that settles it.

    \b
    Example:
      frontwatch questions add "Will Russia take Kramatorsk by 2027-03-31?"
      frontwatch questions add --place Kramatorsk --side RU --by 2027-03-31 --persist 14
    """
    named = Named(**options)
    if (question is not None) == named.given:
        raise click.UsageError("Ask one question: in words, or with --place, --side and --by.")
    from frontwatch.ledger.adding import question_to_add
    from frontwatch.ledger.log import read_log

    day = today(at)
    stage, records = _records(theatre, grounds)
    event = _event(question, named, stage, records[0], day)
    note = _refuse_what_is_so(event, day, records[0], stage)
    with opened(log_file, create=True) as store:
        log = read_log(entries_of(store))
        asked = question_to_add(
            log,
            event,
            day,
            stage,
            [r.meta for r in records],
            persist_days=persist_days,
            amends=log.question(amends) if amends else None,
        )
        added = store.append([asked], day=day, written=now().isoformat())
        click.echo(f"Question {asked.key}: {asked.criteria}")
        if note:
            click.echo(note)
        tell_entered(store, added)


def _records(theatre: str, grounds: tuple[str, ...]) -> tuple[Theatre, list[Record]]:
    opened_ = [open_theatre_and_record(theatre, ground) for ground in grounds or (None,)]
    return opened_[0][0], [record for _, record in opened_]


def _event(question: str | None, named: Named, theatre: Theatre, record: Record, day: date) -> Event:
    if question is None:
        return named_event(named, theatre, day).event
    from frontwatch.asking.question_text import event_of

    def holder(place: Place) -> str:
        # A question may be asked when the maps have ended: who held it last is who it is to be taken from.
        m = record.map_on(min(day, record.map_at(-1).day))
        return str(record.holder(place.lon, place.lat, m.index)[0])

    return event_of(question, theatre, day, holder)


def _refuse_what_is_so(event: Event, day: date, record: Record, theatre: Theatre) -> str:
    """A note where it cannot be seen whether it is so already. Raises: FrontwatchError: it is."""
    from frontwatch.asking.already import already_so
    from frontwatch.ground.settings import MAX_AGE_DAYS

    if m := already_so(event, day, record, theatre):
        raise FrontwatchError(
            f"This is so already on the map of {m.day} ({record.meta.name}): it is no question about the future."
        )
    newest = record.map_at(-1).day
    if newest < day - timedelta(days=MAX_AGE_DAYS):
        return f"{record.meta.name} ends on {newest}, before {day}: it cannot tell whether this is so by now."
    return ""
