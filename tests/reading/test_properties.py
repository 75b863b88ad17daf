"""What holds for every report, whatever it says."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

SENTENCES = [
    "Russian troops have not taken Huliaipole.",
    "The front line stretches for 1,100 km.",
    "“Lyman is held by our troops,” the spokesman said.",
    "Kostiantynivka is almost surrounded, according to Russia’s defence ministry.",
    "Will it fall?",
    "In the Lyman sector, 23 clashes were recorded over the past day.",
    "They lost 300 soldiers there.",
    "Kyiv denies losing the town.",
    "If Russia takes Kramatorsk, both towns are next.",
]

reports = st.lists(st.sampled_from(SENTENCES), min_size=1, max_size=8).map(" ".join)
quiet = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


@quiet
@given(text=reports)
def test_every_quote_stands_at_its_offsets(reading, text):
    found = reading(text)
    for quote in (*found.claims, *found.questions, *(a for c in found.claims for a in c.also)):
        said = quote.text if hasattr(quote, "text") else quote.quote
        assert text[quote.start : quote.end] == said


@quiet
@given(text=reports)
def test_an_unrelated_paragraph_changes_no_claim(reading, text):
    with_more = reading(text + "\n\nThe weather was mild and the bread was good.").claims
    assert with_more == reading(text).claims


@quiet
@given(text=st.text(max_size=400))
def test_no_text_makes_the_reader_fail(reading, text):
    from frontwatch.model import FrontwatchError

    try:
        reading(text)
    except FrontwatchError as refused:
        assert "English" in str(refused)


@pytest.mark.parametrize(
    "hostile", ["a" * 200_000, "1" * 200_000, '"(' * 50_000, "Pokrovsk " * 20_000, "\u200f\u200b" * 50_000]
)
def test_hostile_text_is_read_in_time(reading, hostile):
    reading(hostile)
