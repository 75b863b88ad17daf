"""The log's file and its copies: what goes in comes out, and no edit by hand goes unseen."""

from __future__ import annotations

import json
import multiprocessing
import sqlite3
import tempfile
from pathlib import Path

import pytest
from hypothesis import given as for_all
from hypothesis import settings
from hypothesis import strategies as st
from invented_log import WRITTEN, asked, chain, day, given, logs, resolved

from frontwatch.ledger.entries import body_from_json, body_to_json, kind_of
from frontwatch.ledger.exchange import log_csv, log_from, log_json
from frontwatch.ledger.log import read_log
from frontwatch.ledger.store import Store, open_log
from frontwatch.model import FrontwatchError


@pytest.fixture
def log(tmp_path: Path) -> Store:
    """A log of four entries."""
    store = open_log(tmp_path / "log.db", create=True)
    store.append([asked()], day=day(1), written=WRITTEN)
    store.append([given(0.3), given(0.4, "Bob")], day=day(2), written=WRITTEN)
    store.append([resolved("yes", day(5))], day=day(6), written=WRITTEN)
    return store


def edit(store: Store, *statements: str) -> None:
    """What a person with a database tool would do."""
    with sqlite3.connect(store.path) as db:
        for statement in statements:
            db.execute(statement)


OFF = [f"DROP TRIGGER {name}" for name in ("entries_stay", "entries_are_kept", "entries_are_new")]


def off_and_on(*statements: str) -> list[str]:
    """The statements with the guards taken out and put back."""
    from frontwatch.ledger import schema

    lines = Path(schema.__file__).read_text()
    assert "entries_are_new" in lines
    refuse = "BEGIN SELECT RAISE(ABORT, 'the log is append-only'); END"
    return [
        *OFF,
        *statements,
        f"CREATE TRIGGER entries_stay BEFORE UPDATE ON entries {refuse}",
        f"CREATE TRIGGER entries_are_kept BEFORE DELETE ON entries {refuse}",
        f"CREATE TRIGGER entries_are_new BEFORE INSERT ON entries WHEN 0 {refuse}",
    ]


@settings(deadline=None, max_examples=40)  # each example writes a file
@for_all(logs())
def test_what_is_entered_comes_back_from_the_file_from_json_and_from_csv(entered):
    with tempfile.TemporaryDirectory() as folder:
        store = open_log(Path(folder) / "log.db", create=True)
        for on, body in entered:
            store.append([body], day=day(on), written=WRITTEN)
        found = store.entries()
        store.close()
    assert [(e.day, e.body) for e in found] == [(day(on), body) for on, body in entered]
    assert found == chain(*entered)
    assert log_from(log_json(found).encode(), "x.json") == found
    assert log_from(log_csv(found).encode(), "x.csv") == found
    assert len(read_log(found).questions) == sum(kind_of(b) == "question" for _, b in entered)


@for_all(logs())
def test_an_entry_s_content_comes_back_from_json(entered):
    for _, body in entered:
        assert body_from_json(kind_of(body), json.loads(json.dumps(body_to_json(body)))) == body


@pytest.mark.parametrize("statement", [
    "UPDATE entries SET body = '{}' WHERE number = 2",
    "DELETE FROM entries WHERE number = 4",
    "INSERT OR REPLACE INTO entries SELECT number, kind, day, written, '{}', previous, hash FROM entries",
    "INSERT INTO entries SELECT 9, kind, day, written, body, previous, 'x' FROM entries WHERE number = 4",
])  # fmt: skip
def test_the_file_itself_refuses_to_be_changed(log, statement):
    with pytest.raises(sqlite3.IntegrityError, match="append-only"):
        edit(log, statement)
    assert len(log.entries()) == 4


BY_HAND = [
    ("UPDATE entries SET body = replace(body, '0.3', '0.9') WHERE number = 2", "entry 2 was changed"),
    ("UPDATE entries SET day = '2024-02-01' WHERE number = 3", "entry 3 was changed"),
    ("UPDATE entries SET kind = 'question' WHERE number = 3", "entry 3 was changed"),
    ("UPDATE entries SET written = '2020' WHERE number = 1", "entry 1 was changed"),
    ("UPDATE entries SET body = 'nonsense' WHERE number = 1", "entry 1 was changed"),
    ("UPDATE entries SET hash = 'x' WHERE number = 2", "entry 2 was changed"),
    ("UPDATE entries SET previous = 'x' WHERE number = 2", "entry 2 does not follow"),
    ("DELETE FROM entries WHERE number = 2", "entry 2 is missing"),
    ("DELETE FROM entries WHERE number = 4", "entry 4 is missing: 4 were written and 3 are there"),
    ("DELETE FROM entries", "entry 1 is missing"),
]


@pytest.mark.parametrize("statement, sentence", BY_HAND)
def test_an_edit_by_hand_is_told_and_the_entry_named(log, statement, sentence):
    edit(log, *off_and_on(statement))
    with pytest.raises(FrontwatchError, match=sentence):
        log.entries()
    with pytest.raises(FrontwatchError, match=sentence):
        log.append([given(0.5)], day=day(9), written=WRITTEN)


def test_taking_out_a_guard_is_told(log):
    edit(log, OFF[0])
    with pytest.raises(FrontwatchError, match="guard 'entries_stay' was taken out"):
        log.entries()


@pytest.mark.parametrize("field, value", [("day", "2024-03-03"), ("body", None), ("hash", "0" * 64), ("number", 7)])
def test_an_exported_log_that_was_changed_is_not_imported(log, field, value):
    told = json.loads(log_json(log.entries()))
    if field == "body":
        told["entries"][1]["body"]["probability"] = 0.99
    else:
        told["entries"][1][field] = value
    with pytest.raises(FrontwatchError, match="entry 2"):
        log_from(json.dumps(told).encode(), "x.json")


@settings(deadline=None)
@for_all(st.data())
def test_one_changed_letter_of_an_export_is_seen_or_changes_nothing(data):
    entries = chain((1, asked()), (2, given(0.3)), (6, resolved("yes", day(5))))
    for write in (log_json, log_csv):
        text = write(entries)
        at = data.draw(st.integers(0, len(text) - 1))
        changed = text[:at] + data.draw(st.sampled_from('0a"{,\n ')) + text[at + 1 :]
        try:
            found = log_from(changed.encode(), "x")
        except FrontwatchError as told:
            assert str(told).startswith("x: ")
        else:
            assert found == entries  # white space between the parts of the JSON


def test_a_readable_column_that_was_changed_is_not_imported(log):
    text = log_csv(log.entries()).replace(",Ann,0.3,", ",Ann,0.8,")
    with pytest.raises(FrontwatchError, match=r"entry 2 was changed: its column 'probability' says '0.8'"):
        log_from(text.encode(), "x.csv")


def test_a_note_is_no_formula_to_a_spreadsheet(log):
    from dataclasses import replace

    log.append([replace(given(0.5), note='=HYPERLINK("x")')], day=day(9), written=WRITTEN)
    text = log_csv(log.entries())
    assert ",\"'=HYPERLINK" in text
    assert log_from(text.encode(), "x.csv") == log.entries()


def test_an_exported_log_that_was_cut_is_not_imported(log):
    told = json.loads(log_json(log.entries()))
    del told["entries"][-1]
    with pytest.raises(FrontwatchError, match="entry 4 is missing"):
        log_from(json.dumps(told).encode(), "x.json")


@for_all(st.binary(max_size=300))
def test_any_other_file_is_refused_in_a_sentence(content):
    with pytest.raises(FrontwatchError, match=r"^x: "):
        log_from(content, "x")


@pytest.mark.parametrize(
    "content", ["{}", '{"format": "frontwatch questions 1", "entries": [7]}', "number,kind\n1,2\n", "{"]
)
def test_what_looks_like_a_log_and_is_none_is_refused(content):
    with pytest.raises(FrontwatchError, match=r"^x: "):
        log_from(content.encode(), "x")


def test_a_copy_takes_over_what_it_lacks_and_refuses_what_differs(log, tmp_path):
    entries = log.entries()
    copy = open_log(tmp_path / "copy.db", create=True)
    assert (copy.adopt(entries[:2]), copy.adopt(entries), copy.adopt(entries)) == (2, 2, 0)
    assert copy.entries() == entries
    other = open_log(tmp_path / "other.db", create=True)
    other.append([asked(by=day(20))], day=day(1), written=WRITTEN)
    with pytest.raises(FrontwatchError, match="differ from entry 1 on"):
        other.adopt(entries)


def test_nothing_is_entered_for_a_day_that_has_passed(log):
    with pytest.raises(FrontwatchError, match=r"the last entry is of 2024-03-06, so none of 2024-03-05"):
        log.append([given(0.5)], day=day(5), written=WRITTEN)
    assert len(log.entries()) == 4


def test_all_of_what_is_entered_together_is_entered_or_nothing(log, monkeypatch):
    body = given(0.5)
    with pytest.raises(AttributeError):
        log.append([body, None], day=day(9), written=WRITTEN)
    assert len(log.entries()) == 4


def _append(path: str) -> None:
    store = open_log(Path(path))
    for _ in range(10):
        store.append([given(0.5)], day=day(9), written=WRITTEN)


def test_two_processes_at_once_make_one_chain(log):
    context = multiprocessing.get_context("spawn")
    workers = [context.Process(target=_append, args=(str(log.path),)) for _ in range(2)]
    for w in workers:
        w.start()
    for w in workers:
        w.join()
    assert [w.exitcode for w in workers] == [0, 0]
    assert len(log.entries()) == 24


def test_no_log_another_database_another_file_and_a_later_version_are_told(tmp_path, log):
    with pytest.raises(FrontwatchError, match="no log of questions yet"):
        open_log(tmp_path / "none.db")
    with sqlite3.connect(tmp_path / "other.db") as db:
        db.execute("CREATE TABLE birds (name)")
    with pytest.raises(FrontwatchError, match="no log of questions"):
        open_log(tmp_path / "other.db")
    (tmp_path / "text.db").write_text("These are words, and many of them. " * 40)
    with pytest.raises(FrontwatchError, match="no log of questions"):
        open_log(tmp_path / "text.db")
    edit(log, "INSERT INTO _sqlite_migrations VALUES (9, 'frontwatch-questions', 'm002_x', 'now')")
    with pytest.raises(FrontwatchError, match=r"later version \(m002_x\)"):
        open_log(log.path)
