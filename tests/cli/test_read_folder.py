"""`frontwatch read FOLDER -o FILE`: one row a claim, always in one order; what cannot be read is listed."""

from __future__ import annotations

import csv
import json
import os
import subprocess
import sys
from importlib.resources import files

import pyarrow.parquet as pq
import pytest

from frontwatch.claims import folder as claims_folder
from frontwatch.cli.main import run
from frontwatch.showing.rows import COLUMNS

EXAMPLES = sorted(
    f.name for f in files("frontwatch").joinpath("examples").iterdir() if f.name.endswith((".txt", ".html"))
)
BAD = {
    "bad/day.txt": (b"Russia took Toretsk.", "no publication day found in it"),
    "bad/ukrainian.md": ("Росія захопила Покровськ, сказав речник армії 27 червня 2025.".encode(), "is in Ukrainian"),
    "bad/zeros.txt": (b"Russia took\0 Toretsk.", "this is not text"),
    "bad/empty.html": (b"", "there is no text in it"),
}


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """A folder of shipped reports, of some that cannot be read, and of files that are no reports."""
    monkeypatch.chdir(tmp_path)
    reports = tmp_path / "reports"
    (reports / "bad").mkdir(parents=True)
    for name in EXAMPLES:
        (reports / name).write_bytes(files("frontwatch").joinpath("examples", name).read_bytes())
    for name, (content, _) in BAD.items():
        (reports / name).write_bytes(content)
    for name in ("table.csv", ".hidden.txt", "picture.png"):
        (reports / name).write_bytes(b"Russia took Toretsk on 27 June 2025.")
    return reports


def rows_of(name):
    with open(name, newline="", encoding="utf-8") as file:  # noqa: PTH123
        return list(csv.DictReader(file))


def test_every_claim_is_a_row_and_what_was_not_read_is_listed(folder, capsys):
    assert run(["read", "reports", "-o", "claims.csv"]) == 0
    out, err = capsys.readouterr()
    rows = rows_of("claims.csv")
    assert out == f"claims.csv: {len(rows)} claims of {len(EXAMPLES)} reports; 4 reports could not be read.\n"
    assert list(rows[0]) == list(COLUMNS)
    assert list(dict.fromkeys(r["report"] for r in rows)) == EXAMPLES
    listed = err.splitlines()
    assert [line.split()[2].rstrip(":") for line in listed] == sorted(BAD)
    for name, line in zip(sorted(BAD), listed, strict=True):
        assert line.startswith("Not read: ") and BAD[name][1] in line and line.count(name) == 1


def test_a_row_holds_what_read_prints_of_the_claim(folder, capsys):
    name = "pokrovsk-2025-06.txt"
    assert run(["read", "reports", "-o", "claims.jsonl"]) == 0
    capsys.readouterr()
    assert run(["read", f"reports/{name}", "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    lines = [json.loads(line) for line in (folder.parent / "claims.jsonl").read_text().splitlines()]
    mine = [line for line in lines if line["report"] == name]
    assert len(mine) == len(told["claims"])
    for line, claim in zip(mine, told["claims"], strict=True):
        assert list(line) == list(COLUMNS) and line["published"] == told["report"]["published"]
        same = set(COLUMNS) & set(claim) - {"place", "place_id", "also"}
        assert {m: line[m] for m in same} == {m: claim[m] for m in same}
        assert line["low"] == (claim["quantity"] or {"low": None})["low"]
        assert line["also"] == [q["quote"] for q in claim["also"]]


def test_the_three_tables_hold_the_same(folder):
    for suffix in ("csv", "jsonl", "parquet"):
        assert run(["read", "reports", "-o", f"claims.{suffix}"]) == 0
    table = pq.read_table("claims.parquet")
    assert table.column_names == list(COLUMNS)
    plain = rows_of("claims.csv")
    lines = [json.loads(line) for line in (folder.parent / "claims.jsonl").read_text().splitlines()]
    assert table["quote"].to_pylist() == [r["quote"] for r in plain] == [x["quote"] for x in lines]
    assert [";".join(names) for names in table["place"].to_pylist()] == [r["place"] for r in plain]
    assert [json.loads(own) for own in table["own"].to_pylist()] == [x["own"] for x in lines]
    assert [str(day) for day in table["published"].to_pylist()] == [r["published"] for r in plain]
    assert {r["negated"] for r in plain} == {"true", "false"}


@pytest.mark.parametrize("suffix", ["csv", "jsonl", "parquet"])
def test_the_bytes_are_the_same_whatever_the_number_of_processes(folder, suffix):
    for jobs in ("1", "2", "3"):
        assert run(["read", "reports", "-o", f"{jobs}.{suffix}", "--jobs", jobs]) == 0
    first, second, third = ((folder.parent / f"{jobs}.{suffix}").read_bytes() for jobs in (1, 2, 3))
    assert first == second == third


def test_a_day_given_counts_for_all(folder):
    assert run(["read", "reports", "-o", "claims.csv", "--published", "2025-06-28"]) == 0
    rows = rows_of("claims.csv")
    assert {r["published"] for r in rows} == {"2025-06-28"}
    assert "bad/day.txt" in {r["report"] for r in rows}


def test_links_out_of_the_folder_are_not_followed(folder, capsys):
    (folder.parent / "outside").mkdir()
    (folder.parent / "outside" / "a.txt").write_text("KYIV, 27 June 2025 - Russia took Toretsk.")
    (folder / "linked").symlink_to(folder.parent / "outside", target_is_directory=True)
    (folder / "link.txt").symlink_to(folder.parent / "outside" / "a.txt")
    (folder / "gone.txt").symlink_to(folder / "none.txt")
    (folder / "within.txt").symlink_to(folder / EXAMPLES[-1])
    assert run(["read", "reports", "-o", "claims.csv"]) == 0
    err = capsys.readouterr().err
    assert "link.txt: this link leads out of the folder" in err and "gone.txt: there is no such file" in err
    assert {r["report"] for r in rows_of("claims.csv")} == {*EXAMPLES, "within.txt"}


def test_a_name_that_is_no_utf_8_is_shown_and_harms_no_terminal(folder, capsys):
    os.rename(os.fsencode(folder / EXAMPLES[-1]), os.fsencode(folder) + b"/\xff.txt")  # noqa: PTH104
    (folder / "\x1b[31m.txt").write_text("no day")
    assert run(["read", "reports", "-o", "claims.csv"]) == 0
    assert "\ufffd.txt" in {r["report"] for r in rows_of("claims.csv")}
    assert "\x1b" not in capsys.readouterr().err


def test_a_fault_of_the_reader_loses_one_report_only(folder, monkeypatch, capsys):
    whole = claims_folder.read

    def sometimes(document, *rest):
        if document.name == EXAMPLES[0]:
            raise IndexError("no such token")
        return whole(document, *rest)

    monkeypatch.setattr(claims_folder, "read", sometimes)
    assert run(["read", "reports", "-o", "claims.csv"]) == 0
    assert f"{EXAMPLES[0]}: the reader failed on it (IndexError('no such token'))" in capsys.readouterr().err
    assert {r["report"] for r in rows_of("claims.csv")} == set(EXAMPLES[1:])


def test_where_none_can_be_read_the_table_has_its_head(folder):
    for suffix in ("csv", "parquet", "jsonl"):
        assert run(["read", "reports/bad", "-o", f"none.{suffix}"]) == 0
    assert rows_of("none.csv") == [] and pq.read_table("none.parquet").column_names == list(COLUMNS)
    assert (folder.parent / "none.jsonl").read_bytes() == b""


@pytest.mark.parametrize(
    "arguments, said",
    [
        (["reports"], "give -o FILE"),
        (["reports", "-o", "claims.xlsx"], "claims are written as .csv, .parquet, .jsonl"),
        (["reports", "-o", "none/claims.csv"], "there is no folder none"),
        (["reports", "-o", "claims.csv", "--json"], "--explain and --json are for a single report"),
        (["reports", "-o", "claims.csv", "--theatre", "nowhere"], "There is no theatre 'nowhere'"),
        (["reports", "-o", "claims.csv", "--jobs", "0"], "--jobs"),
        (["empty", "-o", "claims.csv"], "there is no report in this folder"),
        ([f"reports/{EXAMPLES[0]}", "-o", "claims.csv"], "-o and --jobs are for a folder"),
    ],
)
def test_a_mistake_is_one_sentence_and_no_file(folder, capsys, arguments, said):
    (folder.parent / "empty").mkdir()
    before = sorted(folder.parent.iterdir())
    assert run(["read", *arguments]) == 2
    out, err = capsys.readouterr()
    assert out == "" and said in err and err.count("\n") == 1
    assert sorted(folder.parent.iterdir()) == before


def test_a_table_there_before_stays_whole_where_writing_fails(folder, monkeypatch, capsys):
    (folder.parent / "claims.csv").write_text("as it was")
    monkeypatch.setattr(claims_folder, "_one", None)
    with pytest.raises(TypeError):
        run(["read", "reports", "-o", "claims.csv"])
    assert (folder.parent / "claims.csv").read_text() == "as it was"
    assert sorted(p.name for p in folder.parent.iterdir()) == ["claims.csv", "reports"]


def test_reading_one_report_loads_nothing_that_only_a_folder_needs(folder):
    probe = f"import sys; from frontwatch.cli.main import run; run(['read', 'reports/{EXAMPLES[-1]}']); " + (
        "print('loaded', *sorted(sys.modules))"
    )
    made = subprocess.run([sys.executable, "-c", probe], capture_output=True, text=True, check=True)
    loaded = made.stdout.splitlines()[-1].split()
    heavy = {
        "numpy",
        "pyarrow",
        "rich",
        "jinja2",
        "trafilatura",
        "shapely",
        "multiprocessing",
        "concurrent.futures.process",
    }
    assert heavy & set(loaded) == set()
