"""A checked report as comma-separated rows, as Markdown for a chat, and as reviews that a publisher stands by."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import replace
from datetime import date

import pytest
from alder import report, told

from frontwatch.model import Claim, Finding, FrontwatchError
from frontwatch.showing.claimreview import Publisher, to_claimreview
from frontwatch.showing.flat import COLUMNS, to_csv
from frontwatch.showing.markdown import to_markdown

BY = Publisher("The Courier", "Ann Holm", "https://example.org/check", date(2031, 5, 10))


def with_quote(quote: str, speaker: str | None = None):
    claim = Claim(kind="control", quote=quote, start=0, end=len(quote), line=1, speaker=speaker)
    return replace(report(), text=quote, findings=(Finding(claim, "supported", quote, query=quote),), unread=())


def test_a_row_for_every_claim_with_its_verdict_figure_and_query():
    rows = list(csv.DictReader(io.StringIO(to_csv(report(), told))))
    assert list(rows[0]) == list(COLUMNS)
    assert [r["verdict"] for r in rows] == [f.verdict for f in report().findings]
    assert rows[0]["speaker"] == "officials"
    assert rows[0]["query"] == report().findings[0].query


@pytest.mark.parametrize("sly", ["=HYPERLINK(1)", "+1", "-1+1", "@x", "\t=1"])
def test_no_cell_of_a_report_becomes_a_formula(sly):
    rows = list(csv.DictReader(io.StringIO(to_csv(with_quote(sly, sly), told))))
    assert all(not cell.startswith(("=", "+", "-", "@", "\t")) for cell in rows[0].values())


def test_markdown_holds_every_claim_and_the_summary():
    text = to_markdown(report(), told)
    assert text.count("**") // 2 == len(report().findings) + 1
    assert "No rating of the report" in text
    for finding in report().findings:
        assert finding.verdict in text


def test_a_reports_words_are_no_markdown():
    text = to_markdown(with_quote("[a](javascript:alert(1)) <b>*x*`", "_sly_"), told)
    assert "\\[a\\](javascript" in text
    assert "\\<b\\>\\*x\\*" in text
    assert "(\\_sly\\_)" in text


def test_only_tested_claims_are_reviewed_and_none_is_given_a_number():
    made = json.loads(to_claimreview(report(), told, BY))
    tested = [f for f in report().findings if f.verdict != "untested"]
    assert [r["reviewRating"] for r in made] == [{"@type": "Rating", "alternateName": f.verdict} for f in tested]
    assert {r["author"]["name"] for r in made} == {"The Courier"}
    assert {r["editor"]["name"] for r in made} == {"Ann Holm"}
    assert made[0]["url"] == "https://example.org/check#claim-1"
    assert made[0]["itemReviewed"]["author"]["name"] == "officials"


def test_reviews_can_stand_in_a_page_without_ending_its_script():
    assert "<" not in to_claimreview(with_quote("</script><script>alert(1)</script>"), told, BY)


@pytest.mark.parametrize("url", ["example.org", "javascript:alert(1)", "file:///x", "https://"])
def test_an_address_that_is_none_of_the_web_is_refused(url):
    with pytest.raises(FrontwatchError, match="no web address"):
        to_claimreview(report(), told, replace(BY, url=url))
