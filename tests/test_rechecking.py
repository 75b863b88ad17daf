"""A saved check made again: what changed, and that its reason is the true one."""

from __future__ import annotations

import json
import sys
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

sys.path.insert(0, str(Path(__file__).parent / "ground"))
import drawn

import frontwatch.checking
from frontwatch.claims.saved import read_saved
from frontwatch.cli.main import run
from frontwatch.model import FrontwatchError

EAST, POKROVSK = drawn.square(150, 10, 30), drawn.square(100, 10, 45)
TEXT = "Russia holds Pokrovsk. Ukraine holds Sumy.\n"
LATER = ["--known-by", "2100-01-01"]


@pytest.fixture(autouse=True)
def folder(tmp_path, monkeypatch) -> Path:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    monkeypatch.chdir(tmp_path)
    (tmp_path / "report.txt").write_text(TEXT)
    return tmp_path


def add(record: str, first: date, *maps, more=("--add",)) -> None:
    """Import one map a day into a record."""
    source = Path(f"maps-{len(list(Path().glob('maps-*')))}")
    drawn.folder(source, [drawn.daily(*held) for held in maps], first=first)
    assert run(["ground", "import", *more, str(source), "-o", record]) == 0


def save(capsys, *arguments: str, published: str = "2024-03-09", report: str = "report.txt") -> None:
    capsys.readouterr()
    assert run(["check", report, "--published", published, "--json", *arguments]) == 0
    Path("saved.json").write_text(capsys.readouterr().out)


def again(capsys, *arguments: str, code: int) -> dict[str, object]:
    """What recheck finds, as JSON; its exit code is as expected."""
    capsys.readouterr()
    assert run(["recheck", "saved.json", *arguments, "--json"]) == code, capsys.readouterr().err
    return json.loads(capsys.readouterr().out)


def only(told) -> dict[str, object]:
    (change,) = told["changed"]
    return change


@pytest.fixture
def saved(capsys) -> None:
    """A check of 9 March on maps of 1 to 9 March, none of which shows Pokrovsk as held."""
    add("maps.parquet", date(2024, 3, 1), *[[EAST]] * 9)
    save(capsys, "--ground", "maps.parquet")


def test_nothing_changes_on_the_same_record(saved, capsys):
    told = again(capsys, code=0)
    assert told["changed"] == told["appeared"] == told["vanished"] == [] and told["same"] == 2


def test_the_shipped_record_needs_no_path(capsys):
    save(capsys, published="2025-06-28")
    assert again(capsys, code=0)["same"] == 2


def test_a_correction_changes_nothing_until_it_may_be_known(saved, capsys):
    add("maps.parquet", date(2024, 3, 9), [EAST, POKROVSK])
    assert again(capsys, code=0)["same"] == 2
    change = only(again(capsys, *LATER, code=1))
    assert (change["then"]["verdict"], change["now"]["verdict"], change["why"]) == (
        "contradicted",
        "supported",
        "correction",
    )
    assert change["now"]["map"]["sha256"][:8] in change["evidence"] and "still contradicted" in change["evidence"]
    assert change["then"]["map"]["sha256"][:8] in change["evidence"]


def test_a_later_map_is_told_from_a_correction(capsys):
    add("maps.parquet", date(2024, 3, 1), *[[EAST]] * 7)
    save(capsys, "--ground", "maps.parquet")
    add("maps.parquet", date(2024, 3, 8), [EAST], [EAST, POKROVSK])
    change = only(again(capsys, code=1))
    assert change["why"] == "later map" and "the map of 2024-03-09 came since" in change["evidence"]
    assert "still contradicted" in change["evidence"]


@pytest.mark.parametrize(
    ("corrected", "later", "why"),
    [
        ([EAST, POKROVSK], [EAST], "correction"),
        ([EAST], [EAST, POKROVSK], "later map"),
    ],
)
def test_where_both_came_since_the_map_that_decides_tells_which(capsys, corrected, later, why):
    add("maps.parquet", date(2024, 3, 1), *[[EAST]] * 7)
    save(capsys, "--ground", "maps.parquet", published="2024-03-07" if why == "correction" else "2024-03-09")
    # A copy of the map with a square far off is another version of it.
    add("maps.parquet", date(2024, 3, 7), [*corrected, drawn.square(-90, 0, 3)])
    add("maps.parquet", date(2024, 3, 8), later, later)
    assert only(again(capsys, *LATER, code=1))["why"] == why


def test_a_correction_of_an_earlier_map_than_the_deciding_one_is_found_too(capsys):
    Path("report.txt").write_text("Russian forces advanced towards Pokrovsk over the past week.\n")
    near = drawn.square(128, 10, 45)
    add("maps.parquet", date(2024, 3, 1), *[[near]] * 22)
    save(capsys, "--ground", "maps.parquet", published="2024-03-22")
    was = json.loads(Path("saved.json").read_text())["claims"][0]
    add("maps.parquet", date(2024, 3, 2), *[[EAST]] * 17)
    change = only(again(capsys, *LATER, code=1))
    assert was["verdict"] != "supported" and change["now"]["verdict"] == "supported"
    assert change["now"]["map"]["day"] == "2024-03-22"  # which no correction touched
    assert change["why"] == "correction" and "2024-03-02 to 2024-03-18 (17 days)" in change["evidence"]


def judging_otherwise(monkeypatch):
    """Newer code: claims of control are supported whatever the map."""
    control = frontwatch.checking.BY_NAME["control"]

    class Newer:
        def __getattr__(self, name):
            return getattr(control, name)

        def test(self, claim, bench):
            return replace(control.test(claim, bench), verdict="supported")

    monkeypatch.setitem(frontwatch.checking.BY_NAME, "control", Newer())


def test_newer_code_is_told_where_the_record_is_the_same(saved, capsys, monkeypatch):
    judging_otherwise(monkeypatch)
    change = only(again(capsys, code=1))
    assert change["why"] == "newer code" and "on the very maps of then" in change["evidence"]


def test_newer_code_is_told_from_maps_that_came_since(saved, capsys, monkeypatch):
    add("maps.parquet", date(2024, 3, 9), [EAST, POKROVSK])
    judging_otherwise(monkeypatch)
    assert only(again(capsys, *LATER, code=1))["why"] == "newer code"


def test_another_record_is_told_and_that_of_then_is_asked_where_it_is_at_hand(saved, capsys):
    add("other.parquet", date(2024, 3, 1), *[[EAST, POKROVSK]] * 9, more=())
    change = only(again(capsys, "--ground", "other.parquet", code=1))
    assert change["why"] == "record" and "on that it is still contradicted" in change["evidence"]


def test_without_the_maps_of_then_newer_code_is_not_ruled_out(saved, capsys):
    add("other.parquet", date(2024, 3, 1), *[[EAST, POKROVSK]] * 9, more=())
    Path("maps.parquet").unlink()
    change = only(again(capsys, "--ground", "other.parquet", code=1))
    assert change["why"] == "correction" and "newer code may have its part" in change["evidence"]


def test_claims_read_otherwise_appear_and_vanish_apart(saved, capsys):
    told = json.loads(Path("saved.json").read_text())
    first, second = told["claims"]
    gone = {**second, "start": second["start"] - 1}
    Path("saved.json").write_text(json.dumps({**told, "claims": [first, gone]}))
    found = again(capsys, code=1)
    assert [c["quote"] for c in found["appeared"]] == [c["quote"] for c in found["vanished"]] == [second["quote"]]
    assert found["same"] == 1 and found["changed"] == []


def test_a_claim_read_with_another_day_is_the_same_claim(saved, capsys):
    told = json.loads(Path("saved.json").read_text())
    told["claims"][0] |= {"day": "2024-03-01", "verdict": "untested"}
    Path("saved.json").write_text(json.dumps(told))
    assert only(again(capsys, code=1))["why"] == "newer code"


def test_the_new_answer_is_written_as_check_prints_it(saved, capsys):
    assert run(["recheck", "saved.json", "-o", "new.json"]) == 0
    assert Path("new.json").read_text() == Path("saved.json").read_text()


def test_a_check_of_given_claims_is_made_with_them_again(saved, capsys):
    capsys.readouterr()
    assert run(["read", "report.txt", "--published", "2024-03-09", "--json"]) == 0
    claims = json.loads(capsys.readouterr().out)
    Path("claims.json").write_text(json.dumps({**claims, "claims": claims["claims"][:1]}))
    save(capsys, "--claims", "claims.json", "--ground", "maps.parquet")
    assert again(capsys, code=0)["same"] == 1
    Path("claims.json").unlink()
    assert run(["recheck", "saved.json"]) == 2
    assert "give that file with --claims" in capsys.readouterr().err


def test_a_file_of_an_earlier_version_without_maps_and_paths_needs_the_record(saved, capsys):
    told = json.loads(Path("saved.json").read_text())
    del told["record"]["path"], told["record"]["maps_hash"]
    for claim in told["claims"]:
        del claim["map"]
    Path("saved.json").write_text(json.dumps(told))
    assert run(["recheck", "saved.json"]) == 2
    assert "give the record with --ground" in capsys.readouterr().err
    assert again(capsys, "--ground", "maps.parquet", code=0)["same"] == 2


@pytest.mark.parametrize(
    ("spoil", "says"),
    [
        (lambda: Path("report.txt").unlink(), "is not beside it"),
        (lambda: Path("report.txt").write_text(TEXT + " "), "is not the report that saved.json checked"),
        (lambda: Path("saved.json").write_text("[1, 2"), "no saved check"),
        (lambda: Path("saved.json").write_text("[" * 100_000), "no saved check"),
        (lambda: Path("saved.json").unlink(), "no such file"),
        (lambda: Path("maps.parquet").unlink(), "is not at maps.parquet any more"),
    ],
)
def test_a_mistake_is_one_sentence(saved, capsys, spoil, says):
    spoil()
    capsys.readouterr()
    assert run(["recheck", "saved.json"]) == 2
    out, err = capsys.readouterr()
    assert says in err and err.count("\n") == 1 and not out


@given(st.recursive(st.none() | st.booleans() | st.integers() | st.text(), lambda x: st.lists(x) | st.dictionaries(st.sampled_from(["report", "record", "claims", "options", "also", "name"]), x)))  # fmt: skip  # noqa: E501
def test_no_json_is_taken_for_a_saved_check(told):
    with pytest.raises(FrontwatchError, match="no saved check"):
        read_saved(json.dumps(told).encode(), "x.json")


@pytest.mark.parametrize("options", [{"known_by": "soon"}, {"max_age": "many"}])
def test_options_that_no_check_has_are_refused(saved, options):
    told = json.loads(Path("saved.json").read_text())
    told["report"]["options"] = options
    with pytest.raises(FrontwatchError, match="no saved check"):
        read_saved(json.dumps(told).encode(), "saved.json")


def test_several_records_are_tested_again_each_as_it_was(saved, capsys):
    add("other.parquet", date(2024, 3, 1), *[[EAST]] * 7, more=())
    save(capsys, "--ground", "maps.parquet", "--ground", "other.parquet")
    assert again(capsys, code=0)["same"] == 2
    add("other.parquet", date(2024, 3, 8), [EAST], [EAST, POKROVSK])
    change = only(again(capsys, code=1))
    assert (change["now"]["verdict"], change["why"]) == ("disputed", "later map")
    assert "still contradicted" in change["evidence"]


@pytest.mark.parametrize(
    ("where", "value", "code"),
    [
        ("report published", "9999-12-31", 1),
        ("report published", "0001-01-01", 1),
        ("report options known_by", "9999-12-31", 0),
        ("report options max_age", "9" * 30, 0),
        ("report name", "..", 2),
        ("report name", "\x00", 2),
        ("report theatre name", "../..", 2),
        ("record path", "/dev/zero", 2),
        ("record also", [{"name": "x", "hash": "", "last_day": "2024-03-01", "path": "x.parquet"}], 2),
        ("record maps_hash", "", 0),
        ("claims 0 place_id", [10**15], 0),
    ],
)
def test_whatever_the_file_says_the_command_ends_with_a_code_of_its_own(saved, capsys, where, value, code):
    told = json.loads(Path("saved.json").read_text())
    *to, last = where.split()
    member = told
    for key in to:
        member = member[int(key) if key.isdigit() else key]
    member[last] = value
    Path("saved.json").write_text(json.dumps(told))
    assert run(["recheck", "saved.json"]) == code
    assert capsys.readouterr().err.count("\n") == (code == 2)
