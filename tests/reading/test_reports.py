"""Which annotated claims of the reports written for this project the reader finds: found.txt lists them, so that a
change that loses one shows which.

    python tests/reading/test_reports.py    writes found.txt again
"""

from __future__ import annotations

from pathlib import Path

import pytest
from scoring import ANNOTATED, REPORTS, agreement, score_folder

FOUND = Path(__file__).with_name("found.txt")
SETS = ("written", "others")


def found_now() -> list[str]:
    return sorted(line for name in SETS for line in score_folder(REPORTS / name).found)


def test_no_claim_once_found_is_lost_and_none_gained_goes_unnoted():
    before, now = FOUND.read_text(encoding="utf-8").splitlines(), found_now()
    lost, gained = sorted(set(before) - set(now)), sorted(set(now) - set(before))
    assert not lost, f"lost: {lost}; gained: {gained}"
    assert not gained, f"gained: {gained}; write them down with: python tests/reading/test_reports.py"


@pytest.mark.full
@pytest.mark.skipif(not ANNOTATED.is_dir(), reason="needs ../shared/reading/annotated")
def test_the_annotated_reports_are_read_at_least_so_well():
    score = score_folder(ANNOTATED)
    assert score.precision >= 0.85
    assert score.recall >= 0.70
    for name in ("denial", "side", "place", "value"):
        right, of = score.fields[name]
        assert right >= 0.89 * of, name
    assert len(score.invented) <= 1


@pytest.mark.full
@pytest.mark.skipif(not ANNOTATED.is_dir(), reason="needs ../shared/reading/annotated")
def test_two_annotations_of_the_same_reports_agree_about_so_far():
    score = agreement(REPORTS / "again", ANNOTATED)
    assert 0.7 <= score.precision <= 0.9
    assert 0.7 <= score.recall <= 0.9


if __name__ == "__main__":
    FOUND.write_text("".join(line + "\n" for line in found_now()), encoding="utf-8")
