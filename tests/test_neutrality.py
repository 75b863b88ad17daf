"""No word and no verdict differs by side: the same report, record and theatre with the two sides exchanged."""

from __future__ import annotations

import re
import shutil
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from shapely import box

import frontwatch
from frontwatch.cli.told import teller
from frontwatch.ground.build import SourceMap, build_record, edges_of_polygons
from frontwatch.ground.format import Layer, RecordMeta
from frontwatch.ground.storage import write_record

FIXTURE = Path(__file__).parent / "theatre" / "fixtures" / "alderland"
META = RecordMeta(
    name="Alder maps", publisher="Alder", ties="none", credit="none", scale="polygon", resolution_km=0.3, delay_days=0,
    theatre="alderland", layers=(Layer("held", "BO"),), rest="AL",
)  # fmt: skip
REPORT = """Dogwood under Borlandic control

Borland holds Dogwood. Borlandic forces captured Cedar last week. Ashford remains under Alderlandic control.
Borlandic troops have failed to take Ashford. Borland controls much of Eastmark. Alderlandic forces hold Elm.
Borlandic forces hold Birch. Ashford is surrounded. The front line is 60 km long.
Borland lost 500 soldiers near Ashford. Borlandic forces advanced towards Ashford in March. Alderland has taken Summer.
Alderland's army withdrew from Dogwood. The enemy captured Firth's Hill. Will Borland ever take Ashford?
"""
SWAP = {"Alder": "Bor", "Bor": "Alder", "AL": "BO", "BO": "AL", "al": "bo", "bo": "al"}


def exchanged(text: str) -> str:
    """The names of the two sides exchanged: Alderland and Borland, Alderlandic and Borlandic, their codes."""
    text = re.sub(r"\b(Alder|Bor)(?=land|\b)", lambda m: SWAP[m[1]], text)
    text = re.sub(r"\b(AL|BO)\b", lambda m: SWAP[m[1]], text)
    return re.sub(r"(?<=_)(al|bo)\b", lambda m: SWAP[m[1]], text)


@pytest.fixture(scope="module")
def worlds(tmp_path_factory) -> list[tuple[Path, Path, str]]:
    """(theatre, record, report) as they are and with the sides exchanged."""
    folder = tmp_path_factory.mktemp("worlds")
    mirrored = folder / "mirrored"
    shutil.copytree(FIXTURE, mirrored)
    for file in sorted(mirrored.iterdir()):
        file.write_text(exchanged(file.read_text(encoding="utf-8")), encoding="utf-8")
    made = []
    for theatre, meta, report in (
        (FIXTURE, META, REPORT),
        (mirrored, replace(META, layers=(Layer("held", "AL"),), rest="BO"), exchanged(REPORT)),
    ):
        edge = [30.55 - 0.002 * n for n in range(60)]
        maps = [
            SourceMap(
                date(2024, 2, 1) + timedelta(days=n), None, f"{n:064x}",
                ((meta.layers[0], edges_of_polygons([box(edge[n], 49.7, 31.0, 50.3)])),),
            )
            for n in range(60)
        ]  # fmt: skip
        path = folder / f"{meta.rest}.parquet"
        write_record(build_record(maps, meta), path)
        made.append((theatre, path, report))
    return made


@pytest.fixture(scope="module")
def told(worlds) -> list[list[tuple[str, ...]]]:
    answers = []
    for theatre, record, text in worlds:
        report = frontwatch.check(text, published=date(2024, 3, 25), ground=record, theatre=theatre)
        tell = teller(str(theatre))
        rows = [
            (f.claim.kind, f.claim.quote, tell(f.claim), f.verdict, f.code or "", f.reason, f.query or "")
            for f in report.findings
        ]
        hashes = re.compile(r"--record \w+ --ground \S+( --theatre \S+)?")
        answers.append([tuple(hashes.sub("", field) for field in row) for row in rows])
    return answers


def test_the_report_makes_claims_of_both_sides(told):
    assert len(told[0]) >= 9
    assert len({row[3] for row in told[0]}) >= 3


def test_the_sides_exchanged_get_the_same_verdicts(told):
    assert [(row[0], row[3], row[4]) for row in told[0]] == [(row[0], row[3], row[4]) for row in told[1]]


def test_the_sides_exchanged_get_the_same_words(told):
    # "Alder maps" is the publisher's name and is exchanged with the rest, on one side only.
    plain = [tuple(exchanged(field) for field in row) for row in told[0]]
    other = [tuple(field.replace("Alder maps", "Bor maps") for field in row) for row in told[1]]
    assert plain == other


@pytest.mark.parametrize("said", ["Russian forces liberated Avdiivka.", "Ukraine liberated Kherson in November 2022."])
def test_our_own_words_never_liberate(said):
    (finding,) = frontwatch.check(said, published=date(2025, 6, 28)).findings
    assert "liberat" in finding.claim.quote
    assert "liberat" not in f"{teller('ukraine')(finding.claim)} {finding.reason}".lower()
