"""The questions of a report: each answered once, each refusal a sentence, words read in their context."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from frontwatch.asking.asked import Answered
from frontwatch.asking.events import Control
from frontwatch.asking.report_questions import answers
from frontwatch.kinds.kinds import KINDS
from frontwatch.model import FrontwatchError
from frontwatch.reading.document import read_document
from frontwatch.reading.reader import read
from frontwatch.theatre.theatre import open_theatre

LAND = open_theatre(Path(__file__).parents[1] / "theatre" / "fixtures" / "alderland")
DAY = date(2025, 6, 28)


def answered(text, ask):
    questions = read(read_document(text), LAND, DAY, KINDS).questions
    assert questions
    return answers(questions, LAND, as_of=DAY, published=DAY, holder=lambda place: "AL", ask=ask)


def test_each_question_is_asked_once_however_often_it_stands_there():
    asked = []
    text = "Will Borland take Ashford by December? Nobody knew. Will Ashford fall to Borland by December?"
    found = answered(text, lambda event: asked.append(event) or event)
    assert list(found) == [1, 2]
    assert asked == [Control(side="BO", place=LAND.place(1), by=date(2025, 12, 31))]


def test_a_question_takes_its_place_from_the_sentence_before():
    found = answered("Borland's troops stand before Dogwood. Will the town fall by August?", lambda event: event)
    (answer,) = found.values()
    assert isinstance(answer, Answered)
    assert answer.asked.event == Control(side="BO", place=LAND.place(4), by=date(2025, 8, 31))


def test_one_refusal_leaves_the_other_questions_their_answers():
    def ask(event):
        if event.place.id == 1:
            raise FrontwatchError("Ashford was never near the front.")
        return event

    found = answered("Will Ashford fall by August? Will Dogwood fall by August?", ask)
    assert found[1] == "Ashford was never near the front."
    assert isinstance(found[2], Answered)
