"""DeepStateMap once a day, from the public mirror on GitHub, since DeepStateMap's own history needs a login since 2026.

The mirror keeps one file a day, ``data/deepstatemap_data_YYYYMMDD.geojson``, each with the ground held by Russian
forces as one MultiPolygon. It has no licence of its own, and could give none over another's data.
"""

from __future__ import annotations

import re
from datetime import date

from frontwatch.fetching.client import Client
from frontwatch.fetching.github import Repository, blobs, commit_of, source
from frontwatch.fetching.offer import Ask, Item, Listing, Offer, Terms

MIRROR = Repository("cyterat/deepstate-map-data")
LICENCE = "https://deepstatemap.live/license-en.html"
TERMS = Terms(
    "DeepStateMap's licence of September 2025 gives its data free to volunteers, charities and the defence of Ukraine, "
    "asks commercial users to agree it with DeepStateMap first, forbids passing the data on, and lets pictures be "
    "shown that credit DeepStateMap and link to it. These files come from a third party's mirror "
    "(github.com/cyterat/deepstate-map-data), which has no licence of its own and cannot grant what DeepStateMap does "
    "not: whether your use is allowed is between you and DeepStateMap.",
    LICENCE,
)
_DAILY = re.compile(r"data/(deepstatemap_data_(\d{4})(\d\d)(\d\d)\.geojson)", re.ASCII)


def offer(mirror: Repository = MIRROR) -> Offer:
    """The offer, from a mirror."""
    return Offer(
        name="deepstate-daily",
        what=f"DeepStateMap, one map a day since 2024-07-08, held ground only (mirror github.com/{mirror.name})",
        size="some 80 kB a day, 30 MB a year",
        licence="DeepStateMap's own, September 2025",
        credit="DeepStateMap (deepstatemap.live)",
        terms=TERMS,
        origins=mirror.origins,
        records=("DeepStateMap daily",),
        grows=True,
        listing=lambda client, ask: _listing(client, mirror, ask),
    )


def _listing(client: Client, mirror: Repository, ask: Ask) -> Listing:
    """The maps of one commit, by day; a name that is no day of the calendar is no map."""
    commit = commit_of(client, mirror, ask.commit)
    items = {}
    for blob in blobs(client, mirror, commit):
        if (found := _DAILY.fullmatch(blob.path)) and (day := _day(*found.groups()[1:])):
            where = source(client, mirror, commit, blob)
            items[day] = Item(found[1], day, day, where.size, where.checksum, where.url)
    return Listing(tuple(items[day] for day in sorted(items)), commit)


def _day(year: str, month: str, day: str) -> date | None:
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        return None
