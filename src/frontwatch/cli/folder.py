"""`frontwatch read FOLDER -o FILE`: the claims of many reports as one table."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from frontwatch.cli.documents import given_report
from frontwatch.cli.output import whole_file
from frontwatch.cli.progress import progress
from frontwatch.model import FrontwatchError

if TYPE_CHECKING:
    from frontwatch.claims.folder import FromFolder


MANY = 50
"""Reports for which further processes are started: starting one costs as much as reading some thirty."""


def read_into(folder: Path, output: Path, published: date | None, theatre: str, jobs: int | None) -> None:
    """Read every report of a folder and write their claims; those that cannot be read are listed at the end.

    Raises: FrontwatchError: no report in the folder, a file of another ending or in no folder, no such theatre.
    """
    from frontwatch.claims.folder import read_folder, reports_in
    from frontwatch.showing.rows import WRITERS
    from frontwatch.showing.table import one_line

    write = WRITERS.get(output.suffix.lower())
    if write is None:
        raise FrontwatchError(f"{output}: claims are written as {', '.join(WRITERS)}; give -o a file that ends so.")
    names = reports_in(folder)
    done = Done()
    reading = read_folder(folder, names, _load, theatre=theatre, published=published, jobs=jobs or _jobs(len(names)))
    with whole_file(output) as file, progress(f"Reading {folder.name or folder}") as tell, closing(reading) as made:
        write(file, _rows(made, done, lambda: tell((done.read + len(done.troubles)) / len(names))))
    for trouble in done.troubles:
        click.echo(f"Not read: {one_line(trouble)}", err=True)
    not_read = f"; {_count(len(done.troubles), 'report')} could not be read" if done.troubles else ""
    click.echo(f"{output}: {_count(done.claims, 'claim')} of {_count(done.read, 'report')}{not_read}.")


@dataclass(slots=True)
class Done:
    """What has been done of a folder so far."""

    read: int = 0
    claims: int = 0
    troubles: list[str] = field(default_factory=list)


def _rows(made: Iterable[FromFolder], done: Done, tell: Callable[[], None]) -> Iterator[dict[str, Any]]:
    """The rows of all reports, while each is counted and told as progress."""
    from frontwatch.showing.rows import row

    for report in made:
        yield from (row(report.name, report.published, claim) for claim in report.claims)
        done.claims += len(report.claims)
        if report.trouble:
            done.troubles.append(report.trouble)
        else:
            done.read += 1
        tell()


def _load(path: Path) -> bytes:
    return given_report(str(path), None)[0]


def _jobs(reports: int) -> int:
    """Processes for so many reports: every core that this one may use, unless they are few."""
    if reports < MANY:
        return 1
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _count(n: int, what: str) -> str:
    return f"{n:,} {what}" if n == 1 else f"{n:,} {what}s"
