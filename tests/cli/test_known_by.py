"""A correction replayed: what was known before it answers as before, byte for byte; what is known now is corrected."""

from __future__ import annotations

import json
import shlex
import sys
from datetime import date
from pathlib import Path

import click
import numpy as np
import pytest

sys.path.insert(0, str(Path(__file__).parents[1] / "ground"))
import drawn

from frontwatch.cli.main import COMMANDS, cli, run
from frontwatch.ground.known import as_known, with_maps
from frontwatch.ground.record import open_record

EAST, POKROVSK, BEYOND = drawn.square(150, 10, 30), drawn.square(100, 10, 45), drawn.square(90, 0, 5)
AS_FIRST_DRAWN = [[EAST]] * 7 + [[EAST, POKROVSK]] * 3  # Pokrovsk from 8 March on
CORRECTED = [EAST, POKROVSK, BEYOND]  # of 7 March: it was held already
COMMANDS_THAT_TAKE_A_DAY = [
    ["place", "Pokrovsk", "--on", "2024-03-07"],
    ["place", "Pokrovsk", "--on", "2024-03-10", "--json"],
    ["place", "Pokrovsk", "--on", "2024-03-10", "--since", "2024-03-01", "-o", "place.svg"],
    ["place", "--all", "--csv"],
    ["place", "--all", "--csv", "--on", "2024-03-07"],
    ["area", "Donetsk Oblast", "--on", "2024-03-07"],
    ["area", "UA", "--on", "2024-03-09", "--since", "2024-03-07", "--json"],
    ["front", "--on", "2024-03-07"],
    ["front", "--on", "2024-03-10", "--since", "2024-03-07", "--json"],
    ["front", "--history", "--on", "2024-03-07", "-o", "front.svg"],
    ["change", "--since", "2024-03-06", "--on", "2024-03-07"],
    ["change", "--since", "2024-03-06", "--on", "2024-03-07", "--around", "Pokrovsk", "--json"],
    ["change", "--since", "2024-03-07", "--on", "2024-03-10", "--by", "month", "-o", "months.svg"],
    ["exposure", "Myrnohrad", "--on", "2024-03-10", "--side", "RU"],
    ["route", "--route", "{route}", "--on", "2024-03-07"],
    ["map", "--on", "2024-03-10", "--since", "2024-03-07", "--around", "Pokrovsk", "-o", "map.svg"],
    ["map", "--days", "2024-03-01..2024-03-10", "--around", "Pokrovsk", "-o", "days.html"],
    ["map", "--claims", "report.txt", "--published", "2024-03-07", "-o", "claims.svg"],
    ["ground", "export", "--on", "2024-03-07", "-o", "ground.geojson"],
    ["ground", "export", "--changes", "-o", "changes.geojson"],
    ["check", "--text", "Russia has held Pokrovsk for 2 days.", "--published", "2024-03-09"],
]


@pytest.fixture(scope="module")
def route() -> str:
    """A railway or road through Pokrovsk."""
    from frontwatch.theatre.theatre import open_theatre

    stage = open_theatre("ukraine")
    town = next(p for p in stage.look_up("Pokrovsk") if p.id == 704422 or p.covered)
    return next(r.id for r in stage.routes if town.id in r.places)


@pytest.fixture(scope="module")
def records(tmp_path_factory) -> tuple[Path, Path]:
    """The record before the correction of 7 March, and after."""
    folder = tmp_path_factory.mktemp("records")
    drawn.folder(folder / "maps", [drawn.daily(*held) for held in AS_FIRST_DRAWN])
    drawn.folder(folder / "mended", [drawn.daily(*CORRECTED)], first=date(2024, 3, 7))
    before, after = folder / "before.parquet", folder / "after.parquet"
    for path in (before, after):
        assert run(["ground", "import", str(folder / "maps"), "-o", str(path)]) == 0
    assert run(["ground", "import", "--add", str(folder / "mended"), "-o", str(after)]) == 0
    return before, after


def printed(command, record, capsys, *more) -> str:
    """All that a command prints and writes, without the record's name and hash."""
    hash_ = open_record(record).hash
    capsys.readouterr()
    assert run([*command, "--ground", str(record), *more]) == 0, capsys.readouterr().err
    told = capsys.readouterr().out
    for file in sorted(Path().glob("*")):
        if file.name in command or (file.suffix == ".csv" and file.with_suffix(".svg").name in command):
            told += file.read_text()
    for word, standing in ((hash_, "HASH"), (hash_[:8], "HASH"), (str(record), "RECORD")):
        told = told.replace(word, standing)
    # A query on a record that holds newer maps says by when its own were known; on one that does not it need not.
    return told.replace(" --known-by 2024-04-01 --record", " --record")


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    monkeypatch.chdir(tmp_path)
    (tmp_path / "report.txt").write_text("Russia holds Pokrovsk.\n")


@pytest.mark.parametrize("command", COMMANDS_THAT_TAKE_A_DAY, ids=" ".join)
def test_what_was_known_before_a_correction_answers_as_before(command, records, route, folder, capsys):
    before, after = records
    command = [word.format(route=route) for word in command]
    then = printed(command, before, capsys, "--known-by", "2024-04-01")
    assert printed(command, after, capsys, "--known-by", "2024-04-01") == then
    # `check` knows no more than its report did, unless it is told to.
    corrected = printed(command, after, capsys, *(["--known-by", "2100-01-01"] if "check" in command else []))
    if command[:2] != ["map", "--claims"]:
        assert corrected != then


def test_the_corrected_day_is_told_as_corrected(records, folder, capsys):
    _, after = records
    asked = ["place", "Pokrovsk", "--on", "2024-03-10"]
    assert "since 2024-03-08" in printed(asked, after, capsys, "--known-by", "2024-04-01")
    assert "since 2024-03-07" in printed(asked, after, capsys)


def test_every_command_that_takes_a_day_and_a_record_takes_known_by():
    context = click.Context(cli)
    commands = {name: cli.get_command(context, name) for name in COMMANDS}
    commands |= {f"ground {n}": c for n, c in commands["ground"].commands.items()}  # type: ignore[union-attr]
    options = {name: {p.name for p in command.params} for name, command in commands.items()}
    about_ground = {name for name, found in options.items() if found & {"ground", "grounds", "a"} and "on" in found}
    assert about_ground >= {"place", "area", "front", "change", "exposure", "route", "map", "ground export"}
    assert [name for name in about_ground | {"check"} if "known_by" not in options[name]] == []


def test_a_check_known_by_a_day_prints_queries_that_give_its_figures_again(records, folder, capsys):
    _, after = records
    said = ["check", "--text", "Russia holds Pokrovsk.", "--published", "2024-03-07", "--json", "--ground", str(after)]
    answers = []
    for more in ([], ["--known-by", "2100-01-01"]):
        assert run([*said, *more]) == 0
        claim = json.loads(capsys.readouterr().out)["claims"][0]
        assert run([*shlex.split(claim["query"])[1:], "--json"]) == 0
        again = {f["name"]: f["value"] for f in json.loads(capsys.readouterr().out)["figures"]}
        assert {f["name"]: f["value"] for f in claim["figures"]}.items() <= again.items()
        answers.append((claim["verdict"], "--known-by" in claim["query"]))
    assert answers == [("contradicted", True), ("supported", False)]


def rows(record) -> list[tuple[int, ...]]:
    """The record's edges, each with its life, in an order of their own."""
    return sorted(zip(*(column.tolist() for column in record.columns.values()), strict=True))


def test_a_record_as_known_is_the_record_that_stood_then(records):
    before, after = (open_record(path) for path in records)
    then = as_known(after, date(2024, 4, 1))
    assert then.map_hashes == before.map_hashes and then.hash == after.hash
    assert rows(then) == rows(before)


def test_a_record_without_some_maps_shows_on_each_map_left_the_edges_it_had(records):
    whole = open_record(records[1])
    part = with_maps(whole, np.array([0, 3, 7, 9]))
    for index, was in enumerate((0, 3, 7, 9)):
        ours = {tuple(part.columns[c][i] for c in ("x1", "y1", "x2", "y2")) for i in part.alive(index)}
        theirs = {tuple(whole.columns[c][i] for c in ("x1", "y1", "x2", "y2")) for i in whole.alive(was)}
        assert ours == theirs and len(part.alive(index)) == len(ours)


def test_nothing_known_yet_is_one_sentence(records, folder, capsys):
    assert run(["front", "--known-by", "2024-01-01", "--ground", str(records[0])]) == 2
    assert "was published by 2024-01-01" in capsys.readouterr().err
