"""`frontwatch ground update`: the days a record lacks, added in its place, or nothing changed to the byte."""

from __future__ import annotations

import json
import random
import subprocess
import sys
import time
from contextlib import suppress
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from faulty import COMMIT, Server, answer, daily, day_map, file, host

from frontwatch.cli.main import run
from frontwatch.fetching import deepstate_latest, deepstate_mirror
from frontwatch.fetching import offers as offers_file
from frontwatch.ground import updating
from frontwatch.ground.record import open_record
from frontwatch.ground.storage import read_table, write_record

HELD, NEW = ("20251124", "20251126"), ("20251125", "20251127")


def folder_of(path: Path, *days: str) -> Path:
    path.mkdir(exist_ok=True)
    for name, content in daily(*days).items():
        (path / Path(name).name).write_bytes(content)
    return path


@pytest.fixture
def home(tmp_path, monkeypatch) -> Path:
    for name in ("XDG_CONFIG_HOME", "XDG_DATA_HOME"):
        monkeypatch.setenv(name, str(tmp_path / name))
    return tmp_path


@pytest.fixture
def record(home: Path) -> Path:
    """A record of two days, made from a folder that is then forgotten."""
    path = home / "r.parquet"
    assert run(["ground", "import", str(folder_of(home / "first", *HELD)), "-o", str(path)]) == 0
    return path


@pytest.fixture
def offered(server: Server, home: Path, monkeypatch, capsys) -> Server:
    """The mirror with those two days, two more, and one from before the record."""
    mirror = host(server, daily("20251101", *HELD, *NEW))
    monkeypatch.setattr(offers_file, "OFFERS", (deepstate_mirror.offer(mirror), deepstate_latest.offer(server.origin)))
    return server


def told(capsys) -> str:
    return " ".join(capsys.readouterr().out.split())


def days(record: Path) -> list[str]:
    return [f"{day}" for day in open_record(record).days]


def test_the_days_it_lacks_are_fetched_and_added(offered, record, capsys):
    capsys.readouterr()
    assert run(["ground", "update", str(record), "--accept-terms"]) == 0
    out = told(capsys)
    assert "2 maps added on 2 new days; now 4 maps, 2025-11-24 to 2025-11-27" in out
    assert COMMIT in out
    assert days(record) == ["2025-11-24", "2025-11-25", "2025-11-26", "2025-11-27"]
    fetched = [path for path, _ in offered.asked if path.endswith(".geojson")]
    assert [path[-16:-8] for path in fetched] == list(NEW), "neither a day it has nor one before its first"


def test_it_is_the_record_that_an_import_of_all_makes(offered, record, home):
    run(["ground", "update", str(record), "--accept-terms"])
    whole = home / "whole.parquet"
    run(["ground", "import", str(folder_of(home / "all", *HELD, *NEW)), "-o", str(whole)])
    assert record.read_bytes() == whole.read_bytes()


def test_with_nothing_new_it_stays_as_it_is_to_the_byte(offered, record, capsys):
    run(["ground", "update", str(record), "--accept-terms"])
    before, written = record.read_bytes(), record.stat().st_mtime_ns
    offered.asked.clear()
    capsys.readouterr()
    assert run(["ground", "update", str(record)]) == 0
    assert "nothing new; it ends 2025-11-27" in told(capsys)
    assert (record.read_bytes(), record.stat().st_mtime_ns) == (before, written)
    assert [path for path, _ in offered.asked if path.endswith(".geojson")] == []


def test_a_day_that_the_publisher_corrected_becomes_a_later_version(offered, record, capsys):
    run(["ground", "update", str(record), "--accept-terms"])
    corrected = {**daily("20251101", *HELD, *NEW), "data/deepstatemap_data_20251127.geojson": day_map(50)}
    host(offered, corrected)
    capsys.readouterr()
    assert run(["ground", "update", str(record)]) == 0
    assert "1 map added on 0 new days, 1 later version of days it had" in told(capsys)
    opened = open_record(record)
    day = date(2025, 11, 27)
    assert opened.map_on(day).index != opened.map_on(day, known_by=day).index, "what was known then stays known"


def test_a_folder_is_added_without_the_network(record, home, capsys):
    capsys.readouterr()
    assert run(["ground", "update", str(record), "--from", str(folder_of(home / "more", *NEW))]) == 0
    assert "2 maps added on 2 new days" in told(capsys)
    before = record.read_bytes()
    assert run(["ground", "update", str(record), "--from", str(home / "more")]) == 0
    assert "nothing new" in told(capsys)
    assert record.read_bytes() == before


def test_a_day_on_which_nothing_moved_is_a_day(record, home):
    more = folder_of(home / "more", *HELD)
    same = (more / f"deepstatemap_data_{HELD[-1]}.geojson").read_bytes()
    (more / "deepstatemap_data_20251127.geojson").write_bytes(same)
    assert run(["ground", "update", str(record), "--from", str(more)]) == 0
    assert days(record) == ["2025-11-24", "2025-11-26", "2025-11-27"]


def test_maps_known_by_other_means_than_their_files_are_not_added_again(record, home, capsys, monkeypatch):
    """A source that draws one map from several files gives it a hash of its own."""
    monkeypatch.setattr(updating, "_day_and_hash", lambda file: (None, ""))
    before, written = record.read_bytes(), record.stat().st_mtime_ns
    assert run(["ground", "update", str(record), "--from", str(home / "first")]) == 0
    assert "nothing new" in told(capsys)
    assert (record.read_bytes(), record.stat().st_mtime_ns) == (before, written)


def test_a_link_to_a_record_stays_a_link(record, home):
    link = home / "link.parquet"
    link.symlink_to(record)
    assert run(["ground", "update", str(link), "--from", str(folder_of(home / "more", *NEW))]) == 0
    assert link.is_symlink() and len(days(record)) == 4


def test_a_damaged_new_map_changes_nothing_unless_it_may_be_left_out(record, home, capsys):
    more = folder_of(home / "more", *NEW)
    (more / "deepstatemap_data_20251127.geojson").write_text("{")
    before = record.read_bytes()
    assert run(["ground", "update", str(record), "--from", str(more)]) == 2
    assert "--skip-damaged" in capsys.readouterr().err
    assert record.read_bytes() == before
    assert run(["ground", "update", str(record), "--from", str(more), "--skip-damaged"]) == 0
    assert days(record) == ["2025-11-24", "2025-11-25", "2025-11-26"]
    (more / "sub").mkdir()
    (more / "sub" / "map_20251128.geojson").write_text("[]")
    before = record.read_bytes()
    capsys.readouterr()
    assert run(["ground", "update", str(record), "--from", str(more), "--skip-damaged"]) == 0
    out = told(capsys)
    assert "Left out deepstatemap_data_20251127.geojson" in out and "Left out sub/map_20251128.geojson" in out
    assert "nothing new" in out and record.read_bytes() == before


def test_a_record_of_an_older_version_keeps_its_words(record, home):
    table, _ = read_table(record)
    write_record(replace(table, meta=replace(table.meta, ties="as was said in 2025")), record)
    assert run(["ground", "update", str(record), "--from", str(folder_of(home / "more", *NEW))]) == 0
    assert open_record(record).meta.ties == "as was said in 2025" and len(days(record)) == 4


def test_another_sources_maps_are_not_added(record, home, capsys):
    (home / "other").mkdir()
    ring = [[36.0, 48.0], [36.1, 48.0], [36.1, 48.1], [36.0, 48.0]]
    feature = {"properties": {"fill": "#a52714"}, "geometry": {"type": "Polygon", "coordinates": [ring]}}
    told = {"type": "FeatureCollection", "features": [{"type": "Feature", **feature}]}
    (home / "other" / "20251127T100000Z.geojson").write_text(json.dumps(told))
    before = record.read_bytes()
    assert run(["ground", "update", str(record), "--from", str(home / "other")]) == 2
    assert "is a record of DeepStateMap daily" in capsys.readouterr().err
    assert record.read_bytes() == before


def test_a_failed_download_leaves_the_record(offered, record, monkeypatch, capsys):
    before = record.read_bytes()
    offered.pages[f"/them/maps/{COMMIT}/data/deepstatemap_data_20251127.geojson"] = [answer(404)]
    assert run(["ground", "update", str(record), "--accept-terms"]) == 2
    assert "no such file" in capsys.readouterr().err
    assert record.read_bytes() == before


@pytest.mark.parametrize(
    "arguments, said",
    [
        (["{home}/none.parquet"], "no such record"),
        (["{record}", "--from", "{home}/none"], "there is no such folder"),
        (["{record}", "--from", "{record}"], "there is no such folder"),
        (["{record}", "--from", "{home}/empty"], "holds no .geojson map"),
        (["{record}", "--from", "{home}", "-o", "{home}"], "Give --from"),
    ],
)
def test_mistakes_are_one_sentence(record, home, capsys, arguments, said):
    (home / "empty").mkdir()
    assert run(["ground", "update", *(a.format(home=home, record=record) for a in arguments)]) == 2
    err = capsys.readouterr().err
    assert said in err and err.count("\n") == 1


def test_the_newest_maps_are_added_to_a_record_of_published_maps(offered, home, capsys):
    def published(name: str, x: float) -> dict[str, object]:
        ring = [[x, 48.0], [x + 0.1, 48.0], [x + 0.1, 48.1], [x, 48.0]]
        geometry = {"type": "Polygon", "coordinates": [[[round(lon, 3), lat] for lon, lat in ring]]}
        feature = {"type": "Feature", "properties": {"fill": "#a52714", "name": name}, "geometry": geometry}
        return {"type": "FeatureCollection", "features": [feature]}

    maps, record = home / "published", home / "archive.parquet"
    maps.mkdir()
    (maps / "20260930T180000Z.geojson").write_text(json.dumps(published("x", 36.0)))
    run(["ground", "import", str(maps), "-o", str(record)])
    for hours, x in ((0, 36.5), (24, 36.6)):
        latest = {"id": 1790879037 + 3600 * hours, "map": published("x", x)}
        offered.pages["/api/history/last"] = [file(json.dumps(latest).encode(), f'"{hours}"')]
        assert run(["ground", "get", "deepstate-latest", "--accept-terms"]) == 0
    capsys.readouterr()
    for said in ("2 maps added on 2 new days; now 3 maps, 2026-10-01 to 2026-10-03", "nothing new"):
        assert run(["ground", "update", str(record)]) == 0
        assert said in told(capsys), "what was collected before counts, though nothing has changed since"


def test_a_full_or_read_only_disk_leaves_the_record(record, home, small_disk, capsys):
    more = folder_of(home / "more", *NEW)
    here = small_disk / "r.parquet"
    here.write_bytes(record.read_bytes())
    filler = small_disk / "filler"
    with suppress(OSError), filler.open("wb", buffering=0) as full:
        while full.write(bytes(4096)):
            pass
    for said, remount in (("there is no space left to write in; make room", "rw"), ("read-only file system", "ro")):
        subprocess.run(["mount", "-o", f"remount,{remount}", str(small_disk)], check=True)
        capsys.readouterr()
        assert run(["ground", "update", str(here), "--from", str(more)]) == 2
        assert said in capsys.readouterr().err
        assert here.read_bytes() == record.read_bytes()
    subprocess.run(["mount", "-o", "remount,rw", str(small_disk)], check=True)
    assert sorted(p.name for p in small_disk.iterdir()) == ["filler", "r.parquet"]
    filler.unlink()
    assert run(["ground", "update", str(here), "--from", str(more)]) == 0
    assert len(days(here)) == 4


def start(record: Path, folder: Path, patch: str = "") -> subprocess.Popen[bytes]:
    code = f"{patch}\nfrom frontwatch.cli.main import main; main()"
    arguments = ["ground", "update", str(record), "--from", str(folder)]
    return subprocess.Popen([sys.executable, "-c", code, *arguments], stdout=subprocess.PIPE, stderr=subprocess.PIPE)


def test_an_update_killed_at_any_moment_leaves_the_old_record_or_the_new(record, home):
    more = folder_of(home / "more", *(f"2026{month:02}{day:02}" for month in range(1, 13) for day in range(1, 26)))
    before = record.read_bytes()
    whole = home / "whole.parquet"
    whole.write_bytes(before)
    began = time.perf_counter()
    assert start(whole, more).wait(120) == 0
    lasts, after = time.perf_counter() - began, whole.read_bytes()
    chance = random.Random(3)
    for _ in range(4):
        process = start(record, more)
        time.sleep(chance.uniform(0, 1.1 * lasts))
        process.kill()
        process.wait(30)
        assert record.read_bytes() in (before, after)
        open_record(record)
    dead = start(record, more, "import os, pathlib; pathlib.Path.replace = lambda self, to: os._exit(9)")
    assert dead.wait(60) in (0, 9), "0 where a run above came to its end, and nothing is left to write"
    assert record.read_bytes() in (before, after)
    assert start(record, more).wait(60) == 0 and record.read_bytes() == after


DAILY = Path(__file__).parents[3] / "shared" / "ground" / "deepstate-daily"


@pytest.mark.full
@pytest.mark.skipif(not DAILY.is_dir(), reason="needs the maps in ../shared")
def test_all_real_maps_fetched_in_two_runs_make_the_record_of_one_import(server, home, monkeypatch):
    mirror = host(server, {f"data/{path.name}": path.read_bytes() for path in sorted(DAILY.iterdir())})
    monkeypatch.setattr(offers_file, "OFFERS", (deepstate_mirror.offer(mirror),))
    maps, record, whole = home / "maps", home / "r.parquet", home / "whole.parquet"
    run(["ground", "get", "deepstate-daily", "-o", str(maps), "--accept-terms", "--until", "2025-12-31"])
    run(["ground", "import", str(maps), "-o", str(record)])
    assert run(["ground", "update", str(record), "-o", str(maps)]) == 0
    run(["ground", "import", str(DAILY), "-o", str(whole)])
    assert record.read_bytes() == whole.read_bytes()
    assert len(open_record(record)) == len(list(DAILY.iterdir()))
