"""`frontwatch read`: the claims of a report, read but not tested; with --explain what each layer made of a sentence."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from frontwatch.cli.documents import given_report
from frontwatch.cli.options import DAY, json_option, theatre_option
from frontwatch.model import Claim, Place, Reading


@click.command()
@click.argument("report", metavar="REPORT|FOLDER|-")
@click.option("--published", type=DAY, help="The day the report was published; else its metadata or dateline say.")
@click.option("--explain", type=int, metavar="N", help="Show what each layer made of the sentences on line N.")
@click.option(
    "-o", "output", metavar="FILE", type=click.Path(path_type=Path),
    help="Of a folder: the table to write, one row a claim: .csv, .parquet or .jsonl.",
)  # fmt: skip
@click.option(
    "--jobs", type=click.IntRange(1), metavar="N", help="Of a folder: processes; else one a core, one for few."
)
@theatre_option
@json_option
def read(
    report: str,
    published: date | None,
    explain: int | None,
    output: Path | None,
    jobs: int | None,
    theatre: str,
    as_json: bool,
) -> None:
    """List the claims of a report without testing them, or write those of a whole FOLDER of reports as a table.

    \b
    Example:
      frontwatch read examples/pokrovsk-2025-06.txt --json > claims.json
      frontwatch read examples/ -o claims.csv
    """
    if Path(report).is_dir():
        _read_folder(Path(report), published, explain, output, jobs, theatre, as_json)
        return
    if output is not None or jobs is not None:
        raise click.UsageError("-o and --jobs are for a folder of reports; leave them out, or give a folder.")
    from frontwatch.claims.article import open_article
    from frontwatch.kinds.kinds import KINDS
    from frontwatch.reading.reader import read as read_report
    from frontwatch.theatre.theatre import open_theatre

    data, name = given_report(report, None)
    article = open_article(data, published=published, name=name)
    stage = open_theatre(theatre)
    if explain is not None:
        from frontwatch.reading.explain import explained

        click.echo(explained(article.document, stage, article.published, KINDS, explain))
        return
    reading = read_report(article.document, stage, article.published, KINDS)
    if as_json:
        from frontwatch.showing.said import reading_json

        click.echo(reading_json(reading, article, stage), nl=False)
    else:
        click.echo(_table(reading))


def _read_folder(
    folder: Path,
    published: date | None,
    explain: int | None,
    output: Path | None,
    jobs: int | None,
    theatre: str,
    as_json: bool,
) -> None:
    if output is None:
        raise click.UsageError(f"{folder} is a folder; give -o FILE, the table to write: .csv, .parquet or .jsonl.")
    if explain is not None or as_json:
        raise click.UsageError("--explain and --json are for a single report; leave them out.")
    from frontwatch.cli.folder import read_into

    read_into(folder, output, published, theatre, jobs)


def _table(reading: Reading) -> str:
    rows = [_row(c) for c in reading.claims]
    rows += [f"   ?  {q.place.name if q.place else '-'}: {' '.join(q.quote.split())}" for q in reading.questions]
    rows.append(
        f"{len(reading.claims)} claims, {len(reading.questions)} questions, {len(reading.unread)} sentences unread."
    )
    return "\n".join(rows)


def _row(claim: Claim) -> str:
    where = ", ".join(p.name for p in claim.places) or (claim.sector or claim.region or Place(0, "-", 0, 0, 0, "")).name
    q = claim.quantity
    figure = f" [{q.low if q.low is not None else ''}..{q.high if q.high is not None else ''} {q.unit}]" if q else ""
    words = f"{'not ' if claim.negated else ''}{claim.side or '-'} {where}{figure}"
    said = " ".join(claim.quote.split())[:90]
    return f"{claim.line:4}  {claim.kind:13} {words}  ({claim.speaker or 'own voice'})  {said!r}"
