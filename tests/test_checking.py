"""The main job on the shipped record: publication day, a record that ends, and what a cold check loads."""

from __future__ import annotations

import subprocess
import sys
from datetime import date

import pytest

import frontwatch

TAKEN = "Russian forces have captured Bakhmut."


def test_a_claim_is_tested_on_the_map_known_at_publication():
    report = frontwatch.check(TAKEN, published=date(2025, 6, 28))
    (finding,) = report.findings
    assert finding.verdict == "supported" and finding.map.day <= report.published
    assert "28 June 2025" in finding.reason and finding.query and finding.figures
    assert report.published_from == "flag" and report.records[0].hash[:8] in finding.query


def test_the_opposite_is_contradicted_and_its_denial_supported():
    said = frontwatch.check("Russian forces have captured Kharkiv.", published=date(2025, 6, 28))
    denied = frontwatch.check("Russian forces have not captured Kharkiv.", published=date(2025, 6, 28))
    assert [f.verdict for f in said.findings] == ["contradicted"]
    assert [f.verdict for f in denied.findings] == ["supported"]


def test_a_place_that_the_other_side_holds_is_past_being_surrounded():
    (finding,) = frontwatch.check("Avdiivka is nearly surrounded.", published=date(2025, 6, 28)).findings
    assert finding.verdict == "understated"
    assert "its centre itself is held by Russia" in finding.reason
    (free,) = frontwatch.check("Pokrovsk is nearly surrounded.", published=date(2025, 6, 28)).findings
    assert "centre itself" not in free.reason


def test_after_the_record_ends_ground_is_untested_and_residents_are_not():
    text = f"{TAKEN} About 60,000 people lived in Pokrovsk before the war."
    ground, residents = frontwatch.check(text, published=date(2026, 11, 20)).findings
    assert (ground.verdict, ground.code) == ("untested", "record_ends")
    assert "not a verdict" in ground.last_known and ground.settles
    assert residents.verdict == "supported"


def test_without_a_day_it_asks_for_one():
    with pytest.raises(frontwatch.FrontwatchError, match="--published"):
        frontwatch.check(TAKEN)


def test_two_checks_are_equal():
    assert frontwatch.check(TAKEN, published=date(2025, 6, 28)) == frontwatch.check(TAKEN, published=date(2025, 6, 28))


def test_a_cold_check_loads_nothing_heavy():
    code = (
        "import sys, frontwatch; from datetime import date;"
        f"frontwatch.check({TAKEN!r}, published=date(2025, 6, 28));"
        "print([m for m in ('shapely', 'trafilatura', 'dateparser', 'rich') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_a_country_that_acts_is_no_ground_asked_about():
    for text in ("Russia captured 449 square kilometres in May.", "Ukraine captured 500 sq km in Russia in May."):
        frontwatch.check(text, published=date(2025, 6, 28))
