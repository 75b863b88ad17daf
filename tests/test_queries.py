"""Every finding's query runs by itself and prints the finding's figures again; so does a record by its hash."""

from __future__ import annotations

import json
import shlex
from importlib.resources import files

import pytest

import frontwatch
from frontwatch.cli.main import run

EXAMPLES = sorted(
    (f for f in files("frontwatch").joinpath("examples").iterdir() if f.name.endswith((".txt", ".html"))),
    key=lambda f: f.name,
)


def asked(query: str, capsys: pytest.CaptureFixture[str]) -> dict[str, object]:
    """The figures that a query prints, by name."""
    capsys.readouterr()
    assert run([*shlex.split(query)[1:], "--json"]) == 0, query
    return {f["name"]: f["value"] for f in json.loads(capsys.readouterr().out)["figures"]}


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda e: e.name)
def test_every_query_of_every_example_gives_its_figures_again(example, capsys):
    report = frontwatch.check(example.read_bytes(), name=example.name)
    with_query = [f for f in report.findings if f.query]
    assert len(with_query) >= 5
    for finding in with_query:
        again = asked(finding.query, capsys)
        assert {f.name: f.value for f in finding.figures}.items() <= again.items(), finding.query


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda e: e.name)
def test_every_tested_finding_shows_a_figure_a_query_and_a_source(example):
    report = frontwatch.check(example.read_bytes(), name=example.name)
    for finding in report.findings:
        if finding.verdict != "untested":
            assert finding.figures and finding.query, finding.reason
            assert all(f.source for f in finding.figures)


def test_a_query_refuses_another_record(capsys):
    assert run(["front", "--on", "2025-06-28", "--record", "00000000"]) == 2
    assert "not 00000000" in capsys.readouterr().err


def test_two_runs_are_the_same_to_the_byte(capsys, tmp_path):
    outputs = []
    for _ in range(2):
        assert run(["examples", str(tmp_path)]) == 0
        capsys.readouterr()
        assert run(["check", str(tmp_path / "pokrovsk-2025-06.txt"), "--json"]) == 0
        outputs.append(capsys.readouterr().out)
    assert outputs[0] == outputs[1]
