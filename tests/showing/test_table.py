"""The terminal's table: compared with files that a person can open, at 80 columns, without colour."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from alder import by_hand, older_record, report, told

from frontwatch.showing import words
from frontwatch.showing.table import table

GOLD = Path(__file__).parent / "gold"


@pytest.mark.parametrize(
    "name, made",
    [
        ("alder.txt", report()),
        ("alder-newer-than-the-record.txt", older_record(268)),
        ("alder-by-hand.txt", by_hand()),
        ("alder-nothing-found.txt", replace(report(), findings=(), questions=(), unread=())),
    ],
)
def test_the_table_is_what_it_was(name, made):
    found, gold = table(made, told), GOLD / name
    if not gold.exists() or gold.read_text() != found:
        gold.with_suffix(".new").write_text(found)  # beside the old one, to be looked at and moved over it
    assert found == gold.read_text()


def test_nothing_but_a_command_is_wider_than_80_columns():
    lines = table(report(), told).splitlines() + table(older_record(268), told).splitlines()
    assert [x for x in lines if len(x) > 80 and "frontwatch " not in x] == []


def test_a_report_without_claims_never_looks_like_a_pass():
    text = " ".join(table(replace(report(), findings=()), told).split())
    assert text.startswith("No checkable claim was found in this text, so nothing was tested and nothing is confirmed")
    assert "supported" not in text


def test_the_first_line_says_how_much_earlier_the_record_ends():
    first = " ".join(table(older_record(268), told).splitlines()[:3])
    assert first.startswith(
        "This record ends 2030-08-14, 268 days before this report; 6 of 8 claims could not be tested."
    )
    assert "frontwatch ground import" in first


def test_a_record_that_reaches_the_report_is_not_said_to_end():
    assert words.ends_early(report()) is None


def test_days_that_disagree_are_all_told():
    two = replace(
        report(), published_found=(("metadata", report().published.replace(day=8)), ("dateline", report().published))
    )
    assert words.published_line(two) == "Published 9 May 2031, from its dateline; but metadata says 2031-05-08."


def test_control_characters_of_a_report_do_not_reach_the_terminal():
    said = "A\x1b[31mred\x07 town"
    finding = report().findings[0]
    claimed = replace(finding, claim=replace(finding.claim, speaker=said, quote=said), reason=said)
    unread = (replace(report().unread[0], text=said),)
    sly = replace(report(), findings=(claimed,), unread=unread, dropped=(claimed.claim,))
    assert "\x1b" not in table(sly, told)
    assert "\x07" not in table(sly, told)


def test_a_report_whose_claims_were_all_dropped_says_so():
    none_left = replace(by_hand(), findings=())
    first = " ".join(table(none_left, told).split())
    assert first.startswith(
        "No claim was left to test, so nothing was tested and nothing is confirmed; 2 dropped by hand, though "
    )
