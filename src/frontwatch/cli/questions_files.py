"""`frontwatch questions export` and `import`: the whole log as a file that somebody else can verify."""

from __future__ import annotations

from pathlib import Path

import click

from frontwatch.cli.output import write_whole
from frontwatch.cli.questions_log import entries_of, head_option, log_option, opened
from frontwatch.model import FrontwatchError


@click.command()
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
@log_option
@head_option
def export(file: Path, log_file: Path | None, head: str | None) -> None:
    """Write the whole log to FILE, .json or .csv.

    \b
    Example:
      frontwatch questions export questions.csv
    """
    from frontwatch.ledger.exchange import log_csv, log_json

    if file.suffix.lower() not in (".csv", ".json"):
        raise FrontwatchError(f"{file}: a log is written as .json or .csv; give such a file.")
    with opened(log_file) as store:
        entries = entries_of(store, head)
    write_whole(file, log_json(entries) if file.suffix.lower() == ".json" else log_csv(entries))
    last = f"; its last hash is {entries[-1].hash[:16]}" if entries else ""
    click.echo(f"{file}: {len(entries):,} entries{last}.")


@click.command("import")
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
@log_option
def import_(file: Path, log_file: Path | None) -> None:
    """Verify an exported log, and add to this one what it has more.

    Into a log that does not exist yet, or that is an earlier state of the same one.

    \b
    Example:
      frontwatch questions import questions.csv --log copy.db
    """
    from frontwatch.ledger.exchange import log_from
    from frontwatch.ledger.log import read_log

    try:
        content = file.read_bytes()
    except OSError as trouble:
        raise FrontwatchError(f"{file}: this file cannot be read ({trouble.strerror}); give another.") from trouble
    entries = log_from(content, str(file))
    read_log(entries)
    with opened(log_file, create=True) as store:
        added = store.adopt(entries)
        click.echo(
            f"{file}: {len(entries):,} entries, each follows from the one before; {added:,} added to {store.path}."
        )
