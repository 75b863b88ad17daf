"""A run: what the publisher lists, what the folder holds of it, and the difference fetched."""

from __future__ import annotations

from collections.abc import Callable, Set
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from frontwatch.fetching.acceptance import Acceptance
from frontwatch.fetching.client import Client
from frontwatch.fetching.download import download, writing
from frontwatch.fetching.errors import FetchError
from frontwatch.fetching.lock import alone_in
from frontwatch.fetching.manifest import manifest_with, read_manifest, write_manifest
from frontwatch.fetching.offer import Ask, Item, Listing, Offer


@dataclass(frozen=True, slots=True)
class Plan:
    """What a publisher lists, and of what is wanted: what is here, and what is to be fetched."""

    offer: Offer
    listing: Listing
    folder: Path
    held: tuple[Item, ...]
    missing: tuple[Item, ...]
    changed: int
    """How many of the missing are here in another version."""

    @property
    def bytes(self) -> int:
        """To be fetched."""
        return sum(item.size for item in self.missing)


def plan(
    client: Client, offer: Offer, folder: Path, want: Callable[[Item], bool] = lambda item: True, *, commit: str = ""
) -> Plan:
    """Ask the publisher what it has, and compare it with the folder, byte for byte by hash.

    Args:
        want: which of the listed files.
        commit: take everything from this commit; "" from the newest.
    Raises: FetchError: no listing that can be trusted, or the folder is another offer's.
    """
    before = read_manifest(folder)
    if before and before.offer != offer.name:
        raise FetchError(f"{folder}: holds {before.offer}, not {offer.name}; give another folder with -o.")
    # What was had before and is gone must come again, so then the server is not told that we have it.
    unchanged = before is not None and all((folder / name).is_file() for name in before.files)
    listing = offer.listing(client, Ask(commit, before.etag if before and unchanged else ""))
    wanted = [item for item in listing.items if want(item)]
    held = tuple(item for item in wanted if _is_here(item, folder))
    missing = tuple(item for item in wanted if item not in held)
    return Plan(offer, listing, folder, held, missing, sum((folder / item.name).exists() for item in missing))


def fetch(
    client: Client,
    made: Plan,
    accepted: Acceptance,
    now: datetime,
    progress: Callable[[float], None] = lambda share: None,
) -> None:
    """Fetch what is missing, one file after the other; what has come when something fails stays.

    Args:
        accepted: the acceptance of the offer's terms; without one nothing is fetched.
        now: written into the account, UTC.
        progress: told the share of the bytes that have come, 0 to 1.
    Raises: FetchError: a file cannot be had, or is not what is listed; the folder cannot be written.
    """
    with writing(made.folder):
        made.folder.mkdir(parents=True, exist_ok=True)
    with alone_in(made.folder):
        fetched: list[Item] = []
        before = 0
        try:
            for item in made.missing:
                download(client, item, made.folder, _share(progress, before, made.bytes))
                fetched.append(item)
                before += item.size
                progress(before / made.bytes)
        finally:
            _account(made, fetched, accepted, now)


def _account(made: Plan, fetched: list[Item], accepted: Acceptance, now: datetime) -> None:
    """Write the account of what has come, also when the next file failed.

    The mark of the listing is kept by a whole run only, or the next run would be told that nothing changed.
    """
    whole = len(fetched) == len(made.missing)
    listing = made.listing if whole else Listing(made.listing.items, made.listing.commit)
    before = read_manifest(made.folder)
    write_manifest(manifest_with(before, made.offer, listing, fetched, accepted, now), made.folder)


def between(since: date | None, until: date | None) -> Callable[[Item], bool]:
    """The files that have a day from ``since`` to ``until``, both included; None: no bound."""
    return lambda item: (since is None or item.last >= since) and (until is None or item.first <= until)


def lacking(days: Set[date], folder: Path) -> Callable[[Item], bool]:
    """The files that a record with maps of these days lacks, from its first day on.

    Of a day that it has: the files of which the folder holds a version, which may have been corrected since; and what
    the listing brought along, since a publisher may show several maps in a day.
    """
    first = min(days)
    return lambda item: (
        item.last >= first and (item.last not in days or item.content is not None or (folder / item.name).exists())
    )


def _share(progress: Callable[[float], None], before: int, whole: int) -> Callable[[int], None]:
    return lambda received: progress(min(1.0, (before + received) / whole))


def _is_here(item: Item, folder: Path) -> bool:
    path = folder / item.name
    try:
        return path.is_file() and path.stat().st_size == item.size and item.checksum.fits(path)
    except OSError:
        return False
