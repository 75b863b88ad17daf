"""A record's file over the years: a kept one of this format is read, one of another format says so."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import drawn
import pyarrow.parquet as pq
import pytest

from frontwatch.ground.errors import NotARecord
from frontwatch.ground.importing import import_maps
from frontwatch.ground.record import open_record, record_of
from frontwatch.ground.storage import METADATA_KEY

KEPT = Path(__file__).parent / "fixtures" / "record-format-2.parquet"
"""Written by the first version of this format, never again: later code must read it and say the same."""


def maps() -> list[dict]:
    grown = [
        drawn.published(("#a52714", "Occupied", drawn.square(n, 0)), ("#bcaaa4", "Unknown", drawn.square(30, n)))
        for n in range(4)
    ]
    return [*grown, grown[1]]


def test_a_kept_record_is_read_and_says_the_same(tmp_path):
    kept = open_record(KEPT)
    assert kept.hash == "bd34aaf2b74ed6a8e70441ca1be9921ac91b02340ea8ded811fc295056ac665c"
    assert (len(kept), kept.days[0].item(), kept.meta.name) == (5, date(2024, 3, 1), "DeepStateMap archive")
    assert kept.holder([36.005, 36.35, 36.2], [48.05, 48.05, 48.05], 0).tolist() == ["RU", "contested", "UA"]
    assert kept.holder(36.005, 48.05, 3).tolist() == ["UA"] and kept.holder(36.015, 48.05, 4).tolist() == ["RU"]
    assert [len(f.polygons) for f in kept.drawn.features(4)] == [1, 1]
    assert record_of(import_maps(drawn.folder(tmp_path / "maps", maps())).table).hash == kept.hash


@pytest.mark.parametrize(
    "version, says", [(3, "made by a newer Frontwatch .* update Frontwatch"), (1, "made by an early Frontwatch")]
)
def test_a_record_of_another_format_says_so(tmp_path, version, says):
    table = pq.read_table(KEPT)
    metadata = dict(table.schema.metadata)
    told = json.loads(metadata[METADATA_KEY.encode()])
    metadata[METADATA_KEY.encode()] = json.dumps(told | {"format_version": version}).encode()
    pq.write_table(table.replace_schema_metadata(metadata), tmp_path / "r.parquet")
    with pytest.raises(NotARecord, match=f"a record of format {version}, {says}"):
        open_record(tmp_path / "r.parquet")
