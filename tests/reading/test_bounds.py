"""What comes from strangers and is no report: refused at once, or read in time that grows with its length."""

import cProfile
import pstats
import sys
from datetime import date
from pathlib import Path

import pytest

from frontwatch.kinds.kinds import KINDS
from frontwatch.model import FrontwatchError
from frontwatch.reading.document import LONGEST_TEXT, read_document
from frontwatch.reading.reader import MOST_SENTENCES, read
from frontwatch.theatre.theatre import open_theatre

sys.path.insert(0, str(Path(__file__).parents[2] / "bench"))
import reading as bench

DAY = date(2025, 6, 28)


def test_a_text_longer_than_any_report_is_refused_in_a_sentence():
    with pytest.raises(FrontwatchError, match=r"^a\.txt has 300,001 characters; give one report of under 300,000\.$"):
        read_document("a" * (LONGEST_TEXT + 1), name="a.txt")


def test_more_sentences_than_any_report_are_refused_in_a_sentence():
    document = read_document("It fell. " * (MOST_SENTENCES + 1))
    with pytest.raises(FrontwatchError, match=r"over 10,000 sentences; give one report at a time\.$"):
        read(document, open_theatre(), DAY, KINDS)


def calls(text: str) -> int:
    """Functions called to read a text: counted, because seconds differ from run to run."""
    document = read_document(text)
    profile = cProfile.Profile()
    profile.enable()
    read(document, open_theatre(), DAY, KINDS)
    profile.disable()
    return int(pstats.Stats(profile).total_calls)


@pytest.mark.full
@pytest.mark.parametrize("name", sorted(bench.HOSTILE))
def test_four_times_the_text_takes_four_times_as_many_steps(name, monkeypatch):
    monkeypatch.setattr(bench, "SIZE", 12_000)
    calls(bench.HOSTILE[name]())
    short = calls(bench.HOSTILE[name]())
    monkeypatch.setattr(bench, "SIZE", 48_000)
    assert calls(bench.HOSTILE[name]()) < 5 * short + 2_000
