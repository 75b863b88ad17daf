"""The page: one file without script or network, in which a report's text stays text."""

from __future__ import annotations

import re
from dataclasses import replace
from html.parser import HTMLParser

import pytest
from alder import TEXT, by_hand, older_record, report, told
from hypothesis import given
from hypothesis import strategies as st

from frontwatch.model import Claim, Finding, Quote
from frontwatch.showing.article import blocks
from frontwatch.showing.page import page
from frontwatch.showing.words import on_page

SLY = (
    "<script>alert(1)</script> ${7*7} {{7*7}} </style><img src=x onerror=alert(1)> [x](javascript:alert(1)) "
    '"><svg onload=alert(1)> \u2028 &lt;b&gt; <!-- --> {% raw %}'
)


class Seen(HTMLParser):
    """The tags, attributes and text of a page."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.text: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.text.append(data)


def sly_report():
    """A report that is nothing but an attack, quoted by a claim whose speaker is one too."""
    quote = SLY[:40]
    claim = Claim(kind="control", quote=quote, start=0, end=len(quote), line=1, speaker=SLY)
    finding = Finding(claim, "supported", SLY, query=SLY, last_known=SLY)
    unread = Quote(SLY[50:80], 50, 80)
    return replace(report(), name=SLY, text=SLY, findings=(finding,), questions=(), unread=(unread,))


@pytest.mark.parametrize("made", [report(), sly_report(), older_record(30), by_hand()])
def test_the_page_has_no_script_and_asks_no_network(made):
    seen = Seen(page(made, told))
    assert {t for t, _ in seen.tags} & {"script", "img", "iframe", "link", "object", "embed", "base", "form"} == set()
    assert [a for _, a in seen.tags if any(name.startswith("on") for name in a)] == []
    assert [a["href"] for _, a in seen.tags if "href" in a and not str(a["href"]).startswith("#")] == []
    assert [a for _, a in seen.tags if "src" in a] == []
    style = re.search(r"<style>(.*?)</style>", page(made, told), re.DOTALL)
    assert style and "url(" not in style[1] and "@import" not in style[1]


def test_the_policy_stands_before_anything_it_should_hold_off():
    text = page(sly_report(), told)
    policy = text.index("default-src 'none'; style-src 'unsafe-inline'; img-src data:")
    assert policy < text.index("<title>") < text.index("<style>")


def test_the_reports_text_stays_inert_and_whole():
    text = page(sly_report(), told)
    assert "<script" not in text
    assert "49" not in re.sub(r"<style>.*?</style>", "", text, flags=re.DOTALL)
    assert text.count("</style>") == 1
    joined = "".join(p.text for b in blocks(sly_report()) for p in b.pieces)
    assert joined == SLY
    assert "${7*7} {{7*7}}" in "".join(Seen(text).text)


def test_every_character_of_the_article_stands_in_it_once_and_in_order():
    pieces = "".join(p.text for b in blocks(report()) for p in b.pieces)
    assert pieces == TEXT.replace("\n", "")


def test_nested_and_overlapping_quotes_are_each_marked_over_all_of_their_words():
    base = report()
    spans = [(30, 60), (40, 50), (55, 80), (30, 60)]
    findings = tuple(
        Finding(Claim(kind="control", quote=TEXT[a:b], start=a, end=b, line=3), "supported", "r") for a, b in spans
    )
    made = replace(base, findings=findings, questions=(), unread=())
    for number, (start, end) in enumerate(spans, 1):
        covered = [p.text for b in blocks(made) for p in b.pieces if any(m.number == number for m in p.marks)]
        assert "".join(covered) == TEXT[start:end]
        ends = [m for b in blocks(made) for p in b.pieces for m in p.ends if m.number == number]
        assert len(ends) == 1


@given(st.lists(st.tuples(st.integers(0, len(TEXT)), st.integers(0, len(TEXT))), max_size=12))
def test_however_quotes_overlap_no_character_is_lost_or_doubled(pairs):
    spans = [(min(p), max(p)) for p in pairs]
    findings = tuple(
        Finding(Claim(kind="control", quote=TEXT[a:b], start=a, end=b, line=1), "disputed", "r") for a, b in spans
    )
    made = replace(report(), findings=findings, questions=(), unread=())
    cut = blocks(made)
    assert "".join(p.text for b in cut for p in b.pieces) == TEXT.replace("\n", "")
    for number, (start, end) in enumerate(spans, 1):
        covered = "".join(p.text for b in cut for p in b.pieces if any(m.number == number for m in p.marks))
        assert covered == TEXT[start:end].replace("\n", "")


def test_a_card_says_quote_verdict_figure_query_day_and_age():
    text = page(report(), told)
    card = text[text.index('id="claim-3"') : text.index('id="claim-4"')]
    for words in ("overstated", "nearest Amber ground 6.0 km", "8 May 2031", "1 day old", "frontwatch exposure Alder"):
        assert words in card
    assert "Blue&#39;s General Staff" in card


def test_every_claim_has_a_card_and_a_mark_that_leads_to_it():
    hrefs = re.findall(r'href="#claim-(\d+)"', page(report(), told))
    ids = re.findall(r'id="claim-(\d+)"', page(report(), told))
    assert ids == [str(n) for n in range(1, 9)]
    assert set(hrefs) == set(ids)


def test_a_verdict_is_told_by_more_than_its_colour():
    text = page(report(), told)
    assert re.search(r'<sup class="n contradicted">.*?5<i aria-hidden="true">✕</i>', text)
    assert "text-decoration-style:dashed" in text and "text-decoration-style:double" in text


def test_what_was_done_by_hand_stands_on_the_card_and_in_a_list():
    text = page(by_hand(), told)
    card = text[text.index('id="claim-1"') : text.index('id="claim-2"')]
    assert '<small class="hand">changed by hand</small>' in card
    listed = text[text.index("Claims read and dropped by hand") :]
    assert "Amber took Dogwood on Tuesday" in listed
    assert "dropped by hand" not in page(report(), told)


def test_sentences_not_read_are_marked():
    assert '<span class="q unread">Nobody knows where the third brigade of Amber is.</span>' in page(report(), told)


def test_the_foot_carries_what_is_needed_to_repeat_it():
    foot = page(report(), told).split("<footer>")[1]
    for needed in (report().sha256, report().records[0].hash, "theatre invented", "from its dateline", "max_age 7"):
        assert needed in foot


def test_no_claim_found_never_looks_like_a_pass():
    text = page(replace(report(), findings=()), told)
    assert "nothing was tested and nothing is confirmed" in text
    assert 'class="counts"' not in text


def test_two_runs_are_the_same_bytes():
    assert page(report(), told) == page(report(), told)


def linked(text: str) -> tuple[set[str], list[str]]:
    """The ids of a page, each once, and where its links lead."""
    seen = Seen(text)
    ids = [str(a["id"]) for _, a in seen.tags if "id" in a]
    assert len(ids) == len(set(ids))
    return set(ids), [str(a["href"])[1:] for t, a in seen.tags if t == "a"]


@pytest.mark.parametrize("quotes_only", [False, True])
def test_every_link_leads_somewhere_and_every_card_has_its_anchor(quotes_only):
    ids, links = linked(page(report(), told, quotes_only=quotes_only))
    assert set(links) <= ids
    cards = {f"claim-{n}" for n in range(1, len(report().findings) + 1)}
    assert cards <= ids
    if not quotes_only:
        assert cards <= set(links)
        assert {f"at-{n}" for n in range(1, len(report().findings) + 1)} <= ids & set(links)


def test_a_page_of_quotes_holds_the_claims_sentences_and_not_the_text():
    text = " ".join("".join(Seen(page(report(), told, quotes_only=True)).text).split())
    assert "Amber has tried to take it for a year" in text
    assert "Nobody knows where the third brigade of Amber is" not in text
    assert "contains the article’s text" not in text
    assert "contains the article’s text" in page(report(), told)


def test_a_page_says_whether_anybody_read_it_over():
    assert "Automatic, not reviewed." in page(report(), told)
    text = page(report(), told, reviewed_by="Ann <b>Holm</b>")
    assert "Reviewed by Ann &lt;b&gt;Holm&lt;/b&gt;." in text
    assert "not reviewed" not in text


@given(st.integers(0, 99_999), st.sampled_from([",", "\u202f"]))
def test_miles_are_those_of_the_whole_number(km, joint):
    said = on_page(f"claimed {km:,} km".replace(",", joint))
    miles = float(re.search(r"\(([\d\u202f.]+) mile", said)[1].replace("\u202f", ""))
    assert miles == pytest.approx(km * 0.621371, abs=0.51)
