"""VIINA's tables: each column a record of its own, each settlement's answers as told, each fault with its line."""

from __future__ import annotations

import tempfile
import zipfile
from datetime import date, timedelta
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from frontwatch.cli.main import run
from frontwatch.ground.errors import BadSource
from frontwatch.ground.importing import import_maps
from frontwatch.ground.record import Record, record_of
from frontwatch.ground.sources import tables, viina
from frontwatch.theatre.theatre import open_theatre

UKRAINE = open_theatre()
POKROVSK, DONETSK, KYIV, MYRNOHRAD = 704422, 709717, 703448, 704617
HEADING = "geonameid,date,status_wiki,status_boost,status_dsm,status_isw,status"
PLACES = UKRAINE.places
COVERED = np.flatnonzero(PLACES.covered)


def row(id: int | str, day: str, wiki: str = "UA", boost: str = "UA", dsm: str = "UA", isw: str = "UA") -> str:
    return f"{id},{day},{wiki},{boost},{dsm},{isw},{dsm}"


THREE = [
    *(row(KYIV, f"2024030{d}") for d in (1, 2, 3)),
    *(row(DONETSK, f"2024030{d}", "RU", "RU", "RU", "RU") for d in (1, 2, 3)),
    row(POKROVSK, "20240301"),
    row(POKROVSK, "20240302", isw="CONTESTED"),
    row(POKROVSK, "20240303", dsm="CONTESTED", isw="RU"),
    row(999, "20240301"),
]


def table(path: Path, rows: list[str], heading: str = HEADING) -> Path:
    path.write_text("\n".join([heading, *rows]) + "\n")
    return path


def zipped(path: Path) -> Path:
    packed = path.with_suffix(".zip")
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.write(path, path.name)
    return packed


def answers(record: Record, id: int) -> list[str]:
    n = int(np.flatnonzero(PLACES.ids == id)[0])
    return [str(record.holder(PLACES.lon[n], PLACES.lat[n], i)[0]) for i in range(len(record))]


@pytest.fixture
def three(tmp_path) -> Path:
    return table(tmp_path / "control_latest_2024.csv", THREE)


@pytest.mark.parametrize(
    ("column", "pokrovsk"),
    [
        ("status_isw", ["UA", "contested", "RU"]),
        ("status_dsm", ["UA", "UA", "contested"]),
        ("status_wiki", ["UA", "UA", "UA"]),
        ("status", ["UA", "UA", "contested"]),
        (None, ["UA", "UA", "contested"]),
    ],
)
def test_each_column_is_a_record_of_its_own(three, column, pokrovsk):
    record = record_of(import_maps(three, column=column).table)
    assert answers(record, POKROVSK) == pokrovsk
    assert answers(record, DONETSK) == ["RU"] * 3 and answers(record, KYIV) == ["UA"] * 3
    assert [str(d) for d in record.days] == ["2024-03-01", "2024-03-02", "2024-03-03"]
    assert record.meta.scale == "settlement"


def test_the_majority_says_that_ties_go_to_deepstate(three, tmp_path, capsys):
    out = tmp_path / "r.parquet"
    assert run(["ground", "import", str(three), "-o", str(out)]) == 0
    told = capsys.readouterr().out
    assert "ties go to DeepState" in told and "no independent source" in told
    assert "3 of the theatre's" in told and "1 ids that it does not have" in told
    assert run(["ground", "info", str(out)]) == 0
    told = " ".join(capsys.readouterr().out.split())
    assert "VIINA (majority)" in told and "no independent source" in told and "ODbL" in told


def test_place_tells_who_holds_it_according_to_isw_within_viina(three, tmp_path, capsys):
    out = tmp_path / "r.parquet"
    run(["ground", "import", str(three), "--column", "status_isw", "-o", str(out)])
    capsys.readouterr()
    assert run(["place", "Pokrovsk", "--on", "2024-03-03", "--ground", str(out)]) == 0
    told = capsys.readouterr().out
    assert "VIINA (ISW)" in told and "Russia" in told


def test_csv_zip_and_folder_give_the_same_record(three, tmp_path):
    folder = tmp_path / "years"
    folder.mkdir()
    for day in (1, 2, 3):
        part = table(folder / f"control_2024030{day}.csv", [r for r in THREE if f"2024030{day}" in r])
        if day == 2:
            zipped(part)
            part.unlink()
    found = {record_of(import_maps(path).table).hash for path in (three, zipped(three), folder)}
    assert len(found) == 1


def test_a_year_is_added_to_a_record(three, tmp_path, capsys):
    out, more = tmp_path / "r.parquet", tmp_path / "more.csv"
    run(["ground", "import", str(three), "-o", str(out)])
    table(more, [*THREE, *(row(id, "20240304", dsm="RU") for id in (KYIV, DONETSK, POKROVSK))])
    assert run(["ground", "import", str(more), "-o", str(out), "--add"]) == 0
    assert "4 maps" in capsys.readouterr().out
    assert run(["ground", "import", str(more), "--column", "status_isw", "-o", str(out), "--add"]) == 2
    assert "is a record of VIINA (majority), but these maps are VIINA (ISW)" in capsys.readouterr().err


def test_a_missing_status_is_contested_and_a_day_without_any_no_map(three):
    rows = [*THREE, row(KYIV, "20240304", isw=""), row(DONETSK, "20240304", isw="NA")]
    rows += [row(KYIV, "20240305"), row(DONETSK, "20240305", isw="RU")]  # of Pokrovsk nobody tells
    imported = import_maps(table(three, rows), column="status_isw")
    record = record_of(imported.table)
    assert [str(d)[-2:] for d in record.days] == ["01", "02", "03", "05"]
    assert answers(record, POKROVSK)[-1] == "contested" and answers(record, DONETSK)[-1] == "RU"
    assert any("1 days without any status" in note for note in imported.notes)
    assert any("1 times a settlement has no status" in note for note in imported.notes)


@pytest.mark.parametrize(
    ("rows", "words"),
    [
        ([row("x", "20240304")], "csv:12: 'x' is no settlement's number"),
        ([row(KYIV, "20240231")], "csv:12: '20240231' is no day"),
        ([row(KYIV, "2024")], "csv:12: '2024' is no day"),
        ([row(KYIV, "20240304", dsm="RUS")], "csv:12: 'RUS' is no status (UA, RU, CONTESTED, NA, or nothing)"),
        (
            [row(KYIV, "20240304"), row(KYIV, "20240304", dsm="RU")],
            "csv:13: this settlement and day stand in an earlier row",
        ),
        ([row(KYIV, "20240301", dsm="RU")], "csv:12: this settlement and day stand in an earlier row"),
        (["1,2,3"], "is no whole table"),
        (['"1'], "is no whole table"),
        ([""], "csv:12: '' is no settlement's number"),
        (["\x00,\x00"], "is no whole table"),
    ],
)
def test_a_fault_is_told_with_its_line(rows, words, three, tmp_path, capsys):
    out = tmp_path / "r.parquet"
    assert run(["ground", "import", str(table(three, [*THREE, *rows])), "-o", str(out)]) == 2
    told = capsys.readouterr().err
    assert words in told and told.count("\n") == 1 and not out.exists()


def test_the_same_row_twice_is_no_fault(three):
    assert len(import_maps(table(three, [*THREE, THREE[0]])).table.days) == 3


@pytest.mark.parametrize(
    ("heading", "column", "words"),
    [
        (HEADING.replace("status_isw", "isw"), "status_isw", "has no column status_isw; its columns are geonameid"),
        (HEADING.replace("status_isw", "status_dsm"), "status_dsm", "more than one column status_dsm"),
        (HEADING, "isw", "VIINA has no column 'isw'; give one of status, status_dsm"),
        (HEADING.replace("geonameid", "kod"), None, "neither a folder nor a whole .zip"),
    ],
)
def test_a_table_of_other_columns_is_refused(heading, column, words, three):
    with pytest.raises(BadSource) as refused:
        import_maps(table(three, THREE, heading), column=column)
    assert words in str(refused.value)


def test_what_is_no_table_has_no_columns(tmp_path, capsys):
    import drawn

    maps = drawn.folder(tmp_path / "m", [drawn.daily(drawn.square(0, 0))])
    assert run(["ground", "import", str(maps), "--column", "status", "-o", str(tmp_path / "r.parquet")]) == 2
    assert "is no table of settlements" in capsys.readouterr().err


def test_places_that_the_theatre_does_not_have_are_no_record(three):
    with pytest.raises(BadSource, match="tells in status of no settlement"):
        import_maps(table(three, [row(999, "20240301")]))


def test_a_table_cut_short_or_without_end_is_refused(three, monkeypatch):
    packed = zipped(three)
    monkeypatch.setattr(tables, "MAX_TABLE_BYTES", 100)
    for path in (three, packed):
        with pytest.raises(BadSource, match="more than a table can be"):
            import_maps(path)
    monkeypatch.undo()
    packed.write_bytes(packed.read_bytes()[:-30])
    with pytest.raises(BadSource, match=r"damaged or locked"):
        import_maps(packed, source="viina")


def test_two_tables_in_an_archive_are_refused(three):
    packed = zipped(three)
    with zipfile.ZipFile(packed, "a") as archive:
        archive.writestr("other.csv", HEADING)
    with pytest.raises(BadSource, match="holds 2 tables"):
        import_maps(packed, source="viina")


status = st.sampled_from(["UA", "RU", "CONTESTED", ""])


@settings(max_examples=25, deadline=None)
@given(st.lists(st.integers(0, len(COVERED) - 1), min_size=1, max_size=12, unique=True), st.data())
def test_every_settlement_answers_as_its_rows_tell(chosen, data):
    """Whatever the rows and their order; as the blank ones are contested where any place of the day is told."""
    days = [date(2024, 2, 27) + timedelta(n) for n in range(data.draw(st.integers(1, 6)))]
    told = {(n, d): data.draw(status) for n in chosen for d in days}
    rows = [row(int(PLACES.ids[COVERED[n]]), f"{d:%Y%m%d}", dsm=told[n, d]) for n, d in told]
    rows = data.draw(st.permutations(rows))
    with tempfile.TemporaryDirectory() as folder:
        path = table(Path(folder, "control.csv"), rows)
        kept = [d for d in days if any(told[n, d] for n in chosen)]
        shown = [n for n in chosen if any(told[n, d] for d in days)]
        if not kept:
            with pytest.raises(BadSource):
                import_maps(path, column="status_dsm")
            return
        record = record_of(import_maps(path, column="status_dsm").table)
    assert [d.item() for d in record.days] == kept
    index = COVERED[shown]
    for at, d in enumerate(kept):
        expected = ["contested" if told[n, d] in ("", "CONTESTED") else told[n, d] for n in shown]
        assert record.holder(PLACES.lon[index], PLACES.lat[index], at).tolist() == expected


def test_columns_and_their_ties_are_told():
    assert set(viina.TIES) == set(viina.NAMES) == set(viina.COLUMNS)
