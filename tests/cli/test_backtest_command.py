from __future__ import annotations

import csv
import json
import os
import time

import pytest

from frontwatch.asking.backtest import from_parquet
from frontwatch.asking.event_backtest import event_from_parquet
from frontwatch.cli.kept import ABANDONED_DAYS, drop_abandoned
from frontwatch.cli.main import run
from frontwatch.theatre.theatre import open_theatre

SHIPPED = open_theatre().folder / "backtest.parquet"


def test_the_shipped_backtest_is_told_without_running(capsys):
    assert run(["backtest", "--shipped"]) == 0
    told = capsys.readouterr().out
    for part in ("30 days:", "365 days:", "combination", "2–5 km", "over 5,000 residents", "Settlement timeline"):
        assert part in told
    assert max(map(len, told.splitlines())) <= 80


def test_no_shipped_skill_is_so_high_that_it_means_a_leak(capsys):
    assert run(["backtest", "--shipped", "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["warning"] == ""
    best = {s["horizon"]: s for s in told["scores"] if s["cases_of"] == "all" and s["model"] == "combined"}
    assert set(best) == {30, 90, 180, 365}
    assert all(0 < s["skill"] < 0.35 and s["low"] > 0 for s in best.values())


def test_the_shipped_backtest_is_of_the_shipped_record_and_small():
    from frontwatch.ground.record import open_record

    record = open_record(open_theatre().default_record)
    about = from_parquet(SHIPPED).about
    assert about.record_hash == record.hash and about.last_day == record.map_at(-1).day
    assert SHIPPED.stat().st_size < 1_500_000


@pytest.mark.full
def test_every_forecast_can_be_had_as_rows_and_only_whole_windows_tell_what_came(tmp_path):
    assert run(["backtest", "--shipped", "--csv", str(tmp_path / "b.csv")]) == 0
    stored = from_parquet(SHIPPED)
    with (tmp_path / "b.csv").open(newline="") as file:
        rows = list(csv.DictReader(file))
    assert len(rows) == len(stored) * len(stored.horizons)
    for row in rows[:: len(rows) // 500]:
        passed = stored.came(int(row["horizon_days"]))[1][stored.day.astype(str) == row["as_of"]]
        assert (row["came"] != "") == passed[0]


def test_other_kinds_of_question_are_told_too(capsys):
    assert run(["backtest", "--shipped"]) == 0
    told = capsys.readouterr().out
    for part in ("Other kinds of question", "ground within 5 or 10 km of a town", "both of two neighbouring places"):
        assert part in told
    assert run(["backtest", "--shipped", "--json"]) == 0
    rows = json.loads(capsys.readouterr().out)["events"]
    assert {r["horizon"] for r in rows} == {30, 90, 180, 365} and len({r["kind"] for r in rows}) >= 5
    assert all(r["skill"] is None or r["skill"] < 0.9 for r in rows)


def test_the_shipped_backtest_of_events_is_of_the_same_run_and_small():
    files = open_theatre().event_backtests
    assert list(files) == ["settlement", "polygon"]
    assert event_from_parquet(files["settlement"]).about == from_parquet(SHIPPED).about
    assert sum(file.stat().st_size for file in files.values()) < 300_000


def test_parts_of_towns_are_told_of_by_the_record_of_polygons(capsys):
    assert run(["backtest", "--shipped", "--json"]) == 0
    rows = json.loads(capsys.readouterr().out)["events"]
    parts = {r["record"] for r in rows if r["kind"] in ("part_any", "part_all")}
    assert parts == {"DeepStateMap archive"} and {r["record"] for r in rows} > parts


def test_no_events_are_run_of_what_is_stored(tmp_path, capsys):
    assert run(["backtest", "--shipped", "--events", str(tmp_path / "e.parquet")]) == 2
    assert "--shipped shows what is stored" in capsys.readouterr().err


def test_the_page_is_written_whole(tmp_path, capsys):
    assert run(["backtest", "--shipped", "--html", str(tmp_path / "b.html")]) == 0
    page = (tmp_path / "b.html").read_text()
    assert "Other kinds of question" in page
    assert page.count("<svg") == 4 and page.rstrip().endswith("</html>") and "<script" not in page


def test_only_what_other_runs_left_behind_long_ago_is_dropped(tmp_path):
    old, lately = (time.time() - 86_400 * (ABANDONED_DAYS + days) for days in (1, -1))
    kept = {"2025-01-01-mine.parquet": old, "2025-01-01-other.parquet": lately, "2025-02-01-other.half": lately,
            "2025-01-01-mine.half": old, "notes.txt": old}  # fmt: skip
    for name, when in {**kept, "2025-02-01-other.parquet": old, "2025-03-01-other.half": old}.items():
        (tmp_path / name).write_bytes(b"")
        os.utime(tmp_path / name, (when, when))
    drop_abandoned(tmp_path, "mine")
    assert {f.name for f in tmp_path.iterdir()} == set(kept)
    drop_abandoned(tmp_path / "nowhere", "mine")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--shipped", "--workers", "2"], "--shipped"),
        (["--shipped", "--html", "/nowhere/b.html"], "there is no folder"),
    ],
)
def test_a_mistake_is_one_sentence(arguments, said, capsys):
    assert run(["backtest", *arguments]) == 2
    told = capsys.readouterr().err
    assert said in told and told.count("\n") == 1
