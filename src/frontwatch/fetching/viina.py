"""VIINA's control tables: who holds each settlement by day, a zipped CSV a year, replaced as a whole every day.

``Data/control_latest_YYYY.zip`` in the project's own repository; the zips lie in Git LFS, so the repository holds a
pointer with the SHA-256 of each.
"""

from __future__ import annotations

import re
from datetime import date

from frontwatch.fetching.client import Client
from frontwatch.fetching.github import Repository, blobs, commit_of, source
from frontwatch.fetching.offer import Ask, Item, Listing, Offer, Terms

VIINA = Repository("zhukovyuri/VIINA")
TERMS = Terms(
    "VIINA is under the Open Database License 1.0: use it for any purpose, name VIINA and its licence wherever you "
    "show what comes of it, and pass a database made from it on only under the same licence. Its authors ask to be "
    "cited: Zhukov and Ayers (2023), VIINA 2.0: Violent Incident Information from News Articles on the 2022 Russian "
    "Invasion of Ukraine, Harvard University, github.com/zhukovyuri/VIINA.",
    "https://opendatacommons.org/licenses/odbl/1-0/",
)
_YEAR = re.compile(r"Data/(control_latest_(20\d\d)\.zip)", re.ASCII)


def offer(repository: Repository = VIINA) -> Offer:
    """The offer, from a repository."""
    return Offer(
        name="viina",
        what=f"VIINA control tables: who holds each settlement by day since 2022 (github.com/{repository.name})",
        size="14 to 28 MB a year, some 130 MB in all",
        licence="Open Database License 1.0",
        credit="VIINA 2.0, Zhukov and Ayers (github.com/zhukovyuri/VIINA), ODbL 1.0",
        terms=TERMS,
        origins=repository.origins,
        records=("VIINA",),
        grows=False,
        listing=lambda client, ask: _listing(client, repository, ask),
    )


def _listing(client: Client, repository: Repository, ask: Ask) -> Listing:
    """The yearly tables of one commit."""
    commit = commit_of(client, repository, ask.commit)
    items = {}
    for blob in blobs(client, repository, commit):
        if found := _YEAR.fullmatch(blob.path):
            where = source(client, repository, commit, blob, may_be_pointer=True)
            year = int(found[2])
            items[year] = Item(found[1], date(year, 1, 1), date(year, 12, 31), where.size, where.checksum, where.url)
    return Listing(tuple(items[year] for year in sorted(items)), commit)
