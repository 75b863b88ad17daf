"""Make the settlement timeline and the default record of a theatre: who held each place, day by day.

    frontwatch ground import ARCHIVE_OF_PUBLISHED_MAPS -o archive.parquet
    frontwatch ground import FOLDER_OF_DAILY_MAPS -o daily.parquet
    python tools/build_timeline.py --archive archive.parquet --daily daily.parquet src/frontwatch/theatre/ukraine

Each place is sampled at its point on every map: on the archive's to its last day that counts, on the daily maps after.
The record's edges are those of the places' nearest-place cells (Voronoi), clipped to the country, where holders differ.
"""

from __future__ import annotations

import argparse
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import numpy as np

from frontwatch.ground.record import Layer, Record, RecordMeta, open_record
from frontwatch.ground.settlements import settlement_record, shared_edges
from frontwatch.ground.storage import write_record
from frontwatch.model import CONTESTED
from frontwatch.theatre.theatre import Theatre, open_theatre

LAST_OF_ARCHIVE = date(2025, 8, 3)
"""The archive's last whole day, and so the last with a contested layer."""
META = RecordMeta(
    name="Settlement timeline",
    publisher="Frontwatch, from DeepStateMap's maps",
    ties="derived by sampling places on the maps of DeepStateMap, a Ukrainian volunteer project that works with the "
    "Ukrainian military and publishes some changes up to 3 days late on purpose",
    credit="Facts (place, day, holder) sampled from DeepStateMap (deepstatemap.live), "
    "whose permission has not been asked",
    scale="settlement",
    resolution_km=1.5,
    delay_days=3,
    theatre="ukraine",
    layers=(Layer("held", "RU"), Layer(CONTESTED)),  # type: ignore[arg-type]
    rest="UA",
    contested_until=LAST_OF_ARCHIVE,
    has_published=False,
)


@dataclass(frozen=True, slots=True)
class Timeline:
    """Who held n places on m days."""

    days: np.ndarray
    """(m,) datetime64[D], ascending."""
    hashes: tuple[str, ...]
    """(m,) SHA-256 of the map sampled on each day."""
    code: np.ndarray
    """(n, m) uint8: 0 the rest's side, then 1 + index of the layer."""


def sampled(record: Record, lon: np.ndarray, lat: np.ndarray, start: date | None, end: date | None) -> Timeline:
    """The holder at each point on the last map of each of the record's days from ``start`` to ``end``."""
    days, index = np.unique(record.days, return_index=True)
    last = np.append(index[1:], len(record.days)) - 1
    use = np.ones(len(days), bool)
    if start:
        use &= days >= np.datetime64(start)
    if end:
        use &= days <= np.datetime64(end)
    codes = {"UA": 0, "RU": 1, CONTESTED: 2}
    table = record.history(lon, lat)
    point, side = table["point"].to_numpy(), table["side"].to_pylist()
    first = np.searchsorted(days, table["first"].to_numpy().astype("datetime64[D]"))
    code = np.zeros((len(lon), len(days)), np.uint8)
    # Rows are in time order, so each overwrites what the one before left standing.
    for p, s, f in zip(point, side, first, strict=True):
        code[p, f:] = codes[s]
    return Timeline(days[use], tuple(record.map_hashes[i] for i in last[use]), code[:, use])


def joined(a: Timeline, b: Timeline) -> Timeline:
    """One timeline after the other."""
    return Timeline(np.concatenate([a.days, b.days]), a.hashes + b.hashes, np.hstack([a.code, b.code]))


def timeline_tsv(ids: np.ndarray, timeline: Timeline) -> str:
    """A line for each place's first day and each change of holder; places always held by the rest's side have none."""
    names = ("UA", "RU", CONTESTED)
    lines = ["place\tfirst\tholder"]
    for id, code in zip(ids, timeline.code, strict=True):
        if code.any():
            starts = np.flatnonzero(np.append(True, code[1:] != code[:-1]))
            lines += [f"{id}\t{timeline.days[s]}\t{names[code[s]]}" for s in starts]
    return "\n".join(lines) + "\n"


def build(theatre: Theatre, archive: Record, daily: Record, out: Path) -> str:
    """Write timeline.tsv and record.parquet; returns the record's hash."""
    places = theatre.places
    covered = np.flatnonzero(places.covered)
    ids, lon, lat = places.ids[covered], places.lon[covered], places.lat[covered]
    after = date.fromordinal(LAST_OF_ARCHIVE.toordinal() + 1)
    timeline = joined(sampled(archive, lon, lat, None, LAST_OF_ARCHIVE), sampled(daily, lon, lat, after, None))
    (out / "timeline.tsv").write_text(timeline_tsv(ids, timeline), encoding="utf-8")
    edges = shared_edges(lon, lat, theatre.region_rings("UA"))
    table = settlement_record(META, days=timeline.days, map_hashes=timeline.hashes, code=timeline.code, edges=edges)
    digest = write_record(table, out / "record.parquet")
    rows = len(table.columns["layer"])
    print(f"{len(ids)} places, {len(timeline.days)} days, {len(edges.ends)} edges of cells, {rows} rows")
    return digest


def main() -> None:
    """Read the options, write the files."""
    ask = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ask.add_argument("--archive", type=Path, required=True, help="record of all published maps, with contested ground")
    ask.add_argument("--daily", type=Path, required=True, help="record of the daily maps")
    ask.add_argument("out", type=Path, help="the theatre's folder")
    given = ask.parse_args()
    print(build(open_theatre(given.out), open_record(given.archive), open_record(given.daily), given.out))


if __name__ == "__main__":
    main()
