"""`frontwatch questions resolve`: what came of the questions, by the maps there are now."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from frontwatch.cli.options import DAY, SHIPPED, json_option, open_theatre_and_record, theatre_option
from frontwatch.cli.questions_log import at_option, entries_of, log_option, now, opened, tell_entered, today

if TYPE_CHECKING:
    from frontwatch.ground.record import Record
    from frontwatch.theatre.theatre import Theatre


@click.command()
@click.argument("wanted", metavar="[QUESTION]...", nargs=-1)
@click.option("--ground", "grounds", metavar="RECORD", multiple=True,
              help="The records that settle them; else the remembered one and the one shipped.")  # fmt: skip
@click.option("--until", type=DAY, help="Look at no map after this day; else today.")
@click.option("--dry-run", is_flag=True, help="Tell what would be entered, and enter nothing.")
@log_option
@at_option
@theatre_option
@json_option
def resolve(
    wanted: tuple[str, ...],
    grounds: tuple[str, ...],
    until: date | None,
    dry_run: bool,
    log_file: Path | None,
    at: date | None,
    theatre: str,
    as_json: bool,
) -> None:
    """Resolve questions by their records: yes, no, not yet, annulled, or that the sources disagree.

    A question that is resolved is asked again: where a map was corrected, the new resolution follows the old one in
    the log and the scores change. Newer maps come with `frontwatch ground update`.

    \b
    Example:
      frontwatch questions resolve
      frontwatch questions resolve 1 --ground maps.parquet --ground shipped
    """
    from frontwatch.ledger.log import read_log
    from frontwatch.ledger.resolving import settlements
    from frontwatch.showing.questions_json import settlements_json
    from frontwatch.showing.settled import settlements_text

    day = today(at)
    stage, records = _records(theatre, grounds)
    with opened(log_file) as store:
        log = read_log(entries_of(store))
        asked = [log.question(name) for name in wanted] or list(log.questions)
        found = settlements(asked, records, stage, day=day, until=until or day)
        entries = [s.entry for s in found if s.entry]
        added = store.append(entries, day=day, written=now().isoformat()) if entries and not dry_run else ()
        click.echo(settlements_json(found) if as_json else settlements_text(found))
        if not as_json:
            tell_entered(store, added)


def _records(theatre: str, grounds: tuple[str, ...]) -> tuple[Theatre, list[Record]]:
    """The records as given; else the remembered one, and the theatre's own beside it where it has one."""
    stage, first = open_theatre_and_record(theatre, grounds[0] if grounds else None)
    records = [first, *(open_theatre_and_record(theatre, ground)[1] for ground in grounds[1:])]
    if not grounds and stage.default_record is not None:
        records.append(open_theatre_and_record(theatre, SHIPPED)[1])
    return stage, records
