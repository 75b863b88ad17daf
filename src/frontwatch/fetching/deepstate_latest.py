"""DeepStateMap's newest map, from DeepStateMap itself: the one address of its interface that is still open.

It answers ``{"id": Unix seconds of publication, "datetime": ..., "map": FeatureCollection}``. The collection holds some
four hundred points (units, airfields) beside its hundred areas: points are left out before anything is written.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from frontwatch.fetching.client import Client
from frontwatch.fetching.deepstate_mirror import LICENCE
from frontwatch.fetching.errors import FetchError
from frontwatch.fetching.github import parsed
from frontwatch.fetching.offer import Ask, Checksum, Item, Listing, Offer, Terms
from frontwatch.fetching.settings import LISTING_BYTES
from frontwatch.ground.sources.stamps import day_of

SITE = "https://deepstatemap.live"
TERMS = Terms(
    "DeepStateMap's licence of September 2025 gives its interface and data free to volunteers, charities and the "
    "defence of Ukraine, and asks commercial users to agree it with DeepStateMap first. It forbids passing the data "
    "on, and lets pictures be shown that credit DeepStateMap and link to it.",
    LICENCE,
)
AREAS = {"Polygon", "MultiPolygon"}
FIRST, LAST = datetime(2022, 2, 24, tzinfo=UTC), datetime(2100, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class _Collection:
    type: str
    features: list[dict[str, Any]]


@dataclass(frozen=True, slots=True)
class _Latest:
    id: int
    map: _Collection


def offer(site: str = SITE) -> Offer:
    """The offer, from a site."""
    return Offer(
        name="deepstate-latest",
        what="DeepStateMap, its newest map with contested ground, one at a time (deepstatemap.live)",
        size="some .5 MB a map",
        licence="DeepStateMap's own, September 2025",
        credit="DeepStateMap (deepstatemap.live)",
        terms=TERMS,
        origins=(site,),
        records=("DeepStateMap archive",),
        grows=True,
        listing=lambda client, ask: _listing(client, site, ask),
    )


def _listing(client: Client, site: str, ask: Ask) -> Listing:
    """The newest map, or nothing where the server says that it is still the one had before."""
    if ask.commit:
        raise FetchError("deepstate-latest has no commits, only its newest map; leave --commit out.")
    answer, body = client.body(
        f"{site}/api/history/last",
        LISTING_BYTES,
        {"Accept": "application/json", **({"If-None-Match": ask.etag} if ask.etag else {})},
    )
    if answer.status == 304:
        return Listing((), etag=ask.etag)
    latest = parsed(body, _Latest, "DeepStateMap's newest map")
    return Listing((_item(latest),), etag=answer.etag)


def _item(latest: _Latest) -> Item:
    if not FIRST.timestamp() < latest.id < LAST.timestamp():
        raise FetchError(f"DeepStateMap's newest map has no time of publication (id {latest.id}); not taken.")
    published = datetime.fromtimestamp(latest.id, UTC)
    content = _areas_only(latest.map)
    return Item(
        f"{published:%Y%m%dT%H%M%SZ}.geojson",
        day_of(published),
        day_of(published),
        len(content),
        Checksum("sha256", hashlib.sha256(content).hexdigest()),
        content=content,
    )


def _areas_only(collection: _Collection) -> bytes:
    """The map without its points and lines, as GeoJSON.

    Raises: FetchError: no area is left.
    """
    import msgspec

    features = [
        {**feature, "geometry": area} for feature in collection.features if (area := _area(feature.get("geometry")))
    ]
    if collection.type != "FeatureCollection" or not features:
        raise FetchError("DeepStateMap's newest map shows no area; not taken: try again later.")
    return msgspec.json.encode({"type": "FeatureCollection", "features": features})


def _area(geometry: Any) -> dict[str, Any] | None:
    if not isinstance(geometry, dict):
        return None
    if geometry.get("type") in AREAS:
        return geometry
    parts = geometry.get("geometries")
    if geometry.get("type") != "GeometryCollection" or not isinstance(parts, list):
        return None
    areas = [part for part in parts if isinstance(part, dict) and part.get("type") in AREAS]
    return {"type": "GeometryCollection", "geometries": areas} if areas else None
