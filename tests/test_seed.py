"""The article that Frontwatch began from, against the imported daily maps: what was measured independently."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

import frontwatch
from frontwatch.cli.main import run
from frontwatch.model import Finding, Report

SHARED = Path(__file__).parents[2] / "shared"
ARTICLE, MAPS = SHARED / "seed" / "pokrovsk-article.txt", SHARED / "ground" / "deepstate-daily"
PUBLISHED = date(2025, 6, 28)

pytestmark = [
    pytest.mark.full,
    pytest.mark.skipif(not (ARTICLE.exists() and MAPS.exists()), reason="needs the maps in ../shared"),
]


@pytest.fixture(scope="module")
def daily(tmp_path_factory) -> Path:
    path = tmp_path_factory.mktemp("ground") / "daily.parquet"
    assert run(["ground", "import", str(MAPS), "-o", str(path)]) == 0
    return path


@pytest.fixture(scope="module", params=["polygons", "settlements"])
def report(request, daily) -> Report:
    ground = daily if request.param == "polygons" else None
    return frontwatch.check(ARTICLE.read_bytes(), published=PUBLISHED, ground=ground, name=ARTICLE.name)


def findings(report: Report, kind: str, **fields: object) -> list[Finding]:
    return [
        f
        for f in report.findings
        if f.claim.kind == kind and all(getattr(f.claim, name) == value for name, value in fields.items())
    ]


def figure(finding: Finding, name: str) -> object:
    return next(f.value for f in finding.figures if f.name == name)


def coarse(report: Report) -> bool:
    return report.records[0].scale == "settlement"


def test_the_city_is_held_and_was_not_reached(report):
    held = findings(report, "control", side="UA", negated=False)
    missed = [
        f for f in report.findings if f.claim.kind in ("control", "advance") and f.claim.side == "RU" and f.claim.places
    ]
    assert held and missed
    assert {f.verdict for f in [*held, *missed]} == {"supported"}
    assert figure(held[0], "nearest_km_ru") == pytest.approx(5.3 if coarse(report) else 6.0, rel=0.05)
    assert figure(held[0], "disc_share_ru") == 0.0


def test_encircling_from_the_south_and_northeast(report):
    (found,) = findings(report, "exposure")
    assert found.verdict == "supported"
    if not coarse(report):
        assert abs(figure(found, "bearings_ru") - 41.5) <= 1.5
        assert figure(found, "arc_ru") == "55° to 255°"
        assert abs(figure(found, "bearings_ru_before") - 35) <= 1


@pytest.mark.parametrize("days, bearings", [(date(2025, 1, 2), 30), (date(2024, 7, 8), 0)])
def test_exposure_on_earlier_days(daily, days, bearings, capsys):
    assert run(["exposure", "Pokrovsk", "--on", str(days), "--ground", str(daily)]) == 0
    said = capsys.readouterr().out
    assert any(f"{n} of 72" in said for n in (bearings - 1, bearings, bearings + 1))


@pytest.mark.parametrize("region, share", [("UA-14", 71.8), ("UA-09", 98.5)])
def test_much_of_donetsk_and_luhansk(report, region, share):
    found = [f for f in findings(report, "control", side="RU") if f.claim.region and f.claim.region.code == region]
    assert [f.verdict for f in found] == ["supported"]
    assert figure(found[0], "share_ru") == pytest.approx(share, rel=0.02)


def test_the_front_at_two_scales(report):
    (found,) = findings(report, "front_length")
    assert found.verdict == "supported"
    assert 1000 <= figure(found, "front_km_2km") <= 1240
    assert (1050 if coarse(report) else 1210) <= figure(found, "front_km_drawn") <= 1460


def test_the_hottest_spot_is_ranked_by_ground_and_not_contradicted(report):
    said = findings(report, "intensity", speaker="Oleksandr Syrskyi (Sirski)")
    assert said and said[0].verdict == "untested"
    assert "ground, not fighting" in said[0].reason
    if not coarse(report):
        assert figure(said[0], "changed_km2") == pytest.approx(46, abs=5)


def test_durations_route_and_residents_are_supported(report):
    assert {f.verdict for kind in ("duration", "route", "population") for f in findings(report, kind)} == {"supported"}
    assert len(findings(report, "duration")) == 2


def test_what_no_map_shows_is_recorded_and_untested(report):
    (troops,) = [f for f in findings(report, "force_size") if f.claim.quantity.high == 110_000]
    assert troops.claim.speaker is None and len(troops.claim.also) == 1
    # The article's close throws "tens of thousands of troops" in without a figure.
    assert len(findings(report, "force_size")) == 2
    assert sorted(f.claim.quantity.high for f in findings(report, "losses")) == [7_000, 63_000]
    assert len(findings(report, "redeployment")) == 1
    assert {f.claim.region.code for f in findings(report, "intent") if f.claim.region} == {"UA-14", "UA-09"}
    kinds = ("force_size", "losses", "redeployment", "intent")
    assert {f.verdict for kind in kinds for f in findings(report, kind)} == {"untested"}


def test_the_institute_s_view_is_its_own_and_the_question_is_a_question(report):
    (stopped,) = [f for f in report.findings if (f.claim.speaker or "").startswith("Institute for the Study of War")]
    assert stopped.claim.kind == "advance" and stopped.verdict == "supported"
    assert ["Will Russia ever take Pokrovsk" in q.quote for q in report.questions] == [True]


def test_an_accusation_about_talks_is_no_claim(report):
    assert not any("accuse" in f.claim.quote for f in report.findings)


@pytest.mark.parametrize("month, said", [(5, 449), (6, 556), (7, 564), (8, 464)])
def test_gains_of_a_month_against_what_the_publisher_said(daily, month, said):
    assert _gained(daily, date(2025, month, 1), date(2025, month + 1, 1)) == pytest.approx(said, rel=0.12)


def test_gains_of_four_months_against_what_the_publisher_said(daily):
    months = [(date(2025, m, 1), date(2025, m + 1, 1)) for m in (5, 6, 7, 8)]
    assert sum(_gained(daily, *m) for m in months) == pytest.approx(449 + 556 + 564 + 464, rel=0.03)


def _gained(path: Path, since: date, on: date) -> float:
    from frontwatch.ground.change import change
    from frontwatch.ground.record import open_record
    from frontwatch.theatre.theatre import open_theatre

    record = open_record(path)
    return change(record, open_theatre(), record.map_on(since), record.map_on(on)).of("RU").gained_km2
