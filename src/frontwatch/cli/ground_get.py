"""`frontwatch ground get` and `ground update`: what publishers offer, fetched when asked, and added to a record."""

from __future__ import annotations

import shlex
import sys
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path
from textwrap import fill
from typing import TYPE_CHECKING

import click

from frontwatch.cli.options import DAY, user_settings
from frontwatch.cli.progress import progress
from frontwatch.model import FrontwatchError

if TYPE_CHECKING:
    from frontwatch.fetching.acceptance import Acceptance
    from frontwatch.fetching.client import Client
    from frontwatch.fetching.getting import Plan
    from frontwatch.fetching.offer import Offer
    from frontwatch.ground.record import Record

accept_option = click.option(
    "--accept-terms",
    is_flag=True,
    help="Accept the publisher's terms without being asked; it is recorded, with the time.",
)
folder_option = click.option(
    "-o", "folder", metavar="FOLDER", type=click.Path(path_type=Path, file_okay=False),
    help="Where the maps go; else a folder of the source's name among this user's data.",
)  # fmt: skip
skip_option = click.option("--skip-damaged", is_flag=True, help="Leave damaged maps out, and list them.")


@click.command()
@click.argument("source", required=False)
@folder_option
@click.option("--since", type=DAY, help="No maps of days before this one.")
@click.option("--until", type=DAY, help="No maps of days after this one.")
@click.option("--commit", default="", metavar="HASH", help="Take all from this commit, to have the same maps again.")
@accept_option
def get(
    source: str | None, folder: Path | None, since: date | None, until: date | None, commit: str, accept_terms: bool
) -> None:
    """Download what a publisher offers: only maps that the folder does not hold, each checked by its hash.

    Without SOURCE it lists what there is. Before the first download it shows the publisher's terms and asks. A
    download that was cut goes on where it stopped.

    \b
    Example:
      frontwatch ground get
      frontwatch ground get deepstate-daily -o maps/
    """
    from frontwatch.fetching.getting import between, fetch, plan
    from frontwatch.fetching.offers import offer_named

    if source is None:
        _list_offers()
        return
    offer = offer_named(source)
    folder = folder or _data_folder(offer)
    accepted = _accepted(offer, accept_terms)
    client = _client(offer)
    made = plan(client, offer, folder, between(since, until), commit=commit)
    _tell(made)
    if made.missing:
        with progress(f"Fetching {offer.name}") as tell:
            fetch(client, made, accepted, _now(), tell)
        click.echo(f"{folder}: {_count(len(made.missing), 'file')} fetched, each as its hash says. {offer.credit}.")
    if made.missing or made.held:
        click.echo(f"Next: frontwatch ground import {shlex.quote(str(folder))} -o {offer.name}.parquet")


@click.command()
@click.argument("record", type=click.Path(path_type=Path))
@click.option(
    "--from", "given", metavar="FOLDER", type=click.Path(path_type=Path),
    help="Add the maps of this folder; nothing is downloaded.",
)  # fmt: skip
@folder_option
@skip_option
@accept_option
def update(record: Path, given: Path | None, folder: Path | None, skip_damaged: bool, accept_terms: bool) -> None:
    """Add to a record, in its place, the days that its publisher has and it has not.

    What the record knew at any time stays as it was. With nothing new it stays as it is, to the byte.

    \b
    Example:
      frontwatch ground update maps.parquet
      frontwatch ground update maps.parquet --from maps/
    """
    from frontwatch.ground.record import open_record

    if given and folder:
        raise click.UsageError("Give --from, to add what is there, or -o, to download into it.")
    opened = open_record(record)
    if given:
        _add(opened, given, None, skip_damaged)
        return
    made = _fetch_for(opened, folder, accept_terms)
    # Where a publisher keeps only its newest map, the folder is what was collected of them, and all of it counts.
    names = {item.name for item in (*made.held, *made.missing)} if made.listing.commit else None
    _add(opened, made.folder, names, skip_damaged)


def _fetch_for(record: Record, folder: Path | None, accept_terms: bool) -> Plan:
    """Fetch what the record lacks: days it has not, and other versions of files that the folder holds."""
    from frontwatch.fetching.getting import fetch, lacking, plan
    from frontwatch.fetching.offers import offer_of_record

    offer = offer_of_record(record.meta.name)
    if not offer.grows:
        raise FrontwatchError(
            f"{record.path}: {offer.name} replaces its files as a whole, so a record of it is made anew: "
            f"`frontwatch ground get {offer.name}`, then `frontwatch ground import`."
        )
    place = folder or _data_folder(offer)
    accepted = _accepted(offer, accept_terms)
    client = _client(offer)
    made = plan(client, offer, place, lacking({day.item() for day in record.days}, place))
    _tell(made)
    if made.missing:
        with progress(f"Fetching {offer.name}") as tell:
            fetch(client, made, accepted, _now(), tell)
    return made


def _add(record: Record, folder: Path, names: set[str] | None, skip_damaged: bool) -> None:
    """Add a folder's new maps, or those of some names, and put the record in its place."""
    from frontwatch.ground.record import open_record
    from frontwatch.ground.storage import write_record
    from frontwatch.ground.updating import Updated, updated

    want: Callable[[str], bool] = (lambda name: True) if names is None else names.__contains__
    if names == set():
        found = Updated(None)
    else:
        with progress(f"Reading {folder.name}") as tell:
            found = updated(record, folder, _now(), want, skip_damaged=skip_damaged, progress=tell)
    for damaged in found.skipped:
        click.echo(f"Left out {damaged.file}: {damaged.why}.")
    if found.table is None:
        click.echo(f"{record.path}: nothing new; it ends {record.days[-1]}, record {record.hash[:8]}.")
        return
    # Where the record is a link, what it leads to is replaced.
    write_record(found.table, record.path.resolve())
    _told_update(record, open_record(record.path))


def _told_update(before: Record, after: Record) -> None:
    news = len(after) - len(before)
    days = len(set(after.days.tolist())) - len(set(before.days.tolist()))
    corrected = f", {_count(news - days, 'later version')} of days it had" if news > days else ""
    click.echo(
        f"{after.path}: {_count(news, 'map')} added on {_count(days, 'new day')}{corrected}; now {len(after):,} maps, "
        f"{after.days[0]} to {after.days[-1]}, record {after.hash[:8]} (was {before.hash[:8]})."
    )


def _list_offers() -> None:
    from frontwatch.fetching.acceptance import acceptance_of
    from frontwatch.fetching.offers import OFFERS

    for offer in OFFERS:
        accepted = acceptance_of(offer, _acceptances())
        rows = (
            offer.what,
            f"Licence: {offer.licence} ({offer.terms.link}); "
            + (f"terms accepted {accepted.when[:10]}." if accepted else "terms not yet accepted."),
            f"Size: {offer.size}.",
        )
        click.echo(offer.name)
        for row in rows:
            click.echo(fill(row, 80, initial_indent="  ", subsequent_indent="    ", break_long_words=False))
    click.echo("\nFetch one with: frontwatch ground get SOURCE -o FOLDER")


def _accepted(offer: Offer, without_asking: bool) -> Acceptance:
    """The acceptance of the offer's terms: as recorded, else asked for now.

    Raises: FrontwatchError: not accepted, or nobody there to ask.
    """
    from frontwatch.fetching.acceptance import accept, acceptance_of

    if accepted := acceptance_of(offer, _acceptances()):
        return accepted
    click.echo(fill(offer.terms.text, 80, break_long_words=False, break_on_hyphens=False), err=True)
    click.echo(offer.terms.link, err=True)
    if not without_asking:
        if not sys.stdin.isatty():
            raise FrontwatchError(
                f"The terms of {offer.name} have not been accepted, and nobody is here to ask; read them at "
                f"{offer.terms.link} and give --accept-terms."
            )
        if not click.confirm("Accept these terms?", err=True):
            raise FrontwatchError("The terms were not accepted; nothing was downloaded.")
    given = accept(offer, _acceptances(), _now())
    click.echo(f"Terms of {offer.name} accepted {given.when}, recorded in {_acceptances()}.", err=True)
    return given


def _tell(made: Plan) -> None:
    """What is there, pinned to what, and what of it is to be fetched."""
    held = f"{_count(len(made.held), 'file')} held"
    changed = f", {made.changed} of them changed by the publisher" if made.changed else ""
    missing = f"{_count(len(made.missing), 'file')} to fetch ({made.bytes / 1e6:,.1f} MB){changed}"
    pinned = f"commit {made.listing.commit}" if made.listing.commit else "the newest, not pinned: no versions are kept"
    items = made.listing.items
    span = f", {items[0].first} to {items[-1].last}" if items else ", unchanged since the last time"
    click.echo(f"{made.offer.name}, {pinned}: {_count(len(items), 'file')}{span}; {held}, {missing}.")


def _client(offer: Offer) -> Client:
    from frontwatch.fetching.client import Client, proxy_for

    return Client(offer.origins, proxy=proxy_for(offer.origins[0]))


def _data_folder(offer: Offer) -> Path:
    from platformdirs import user_data_path

    return user_data_path("frontwatch") / offer.name


def _acceptances() -> Path:
    return user_settings().with_name("accepted-terms.json")


def _now() -> datetime:
    return datetime.now(UTC).replace(microsecond=0)


def _count(n: int, what: str) -> str:
    return f"{n:,} {what}" if n == 1 else f"{n:,} {what}s"
