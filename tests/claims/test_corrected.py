"""Claims corrected by hand: what was read comes back whole, and what was changed, added or dropped is marked."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from importlib.resources import files

import pytest

import frontwatch
from frontwatch.cli.main import run
from frontwatch.kinds.kinds import KINDS

EXAMPLES = sorted(
    f.name for f in files("frontwatch").joinpath("examples").iterdir() if f.name.endswith((".txt", ".html"))
)
NAME = "pokrovsk-2025-06.txt"


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """A folder with the shipped reports, of a user who remembers no record."""
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    monkeypatch.chdir(tmp_path)
    for name in EXAMPLES:
        (tmp_path / name).write_bytes(files("frontwatch").joinpath("examples", name).read_bytes())
    return tmp_path


@pytest.fixture
def printed(capsys):
    """What a command prints, as text or read as JSON."""

    def run_it(*arguments, as_text=False):
        code = run(list(arguments))
        out, err = capsys.readouterr()
        assert code == 0, err
        return out if as_text else json.loads(out)

    return run_it


def checked(folder, printed, told, name=NAME, *further):
    (folder / "claims.json").write_text(json.dumps(told))
    return printed("check", name, "--claims", "claims.json", "--json", *further)


@pytest.mark.parametrize("name", EXAMPLES)
def test_a_reading_given_back_unchanged_gives_the_same_answer(folder, printed, name):
    plain = printed("check", name, "--json")
    again = checked(folder, printed, printed("read", name, "--json"), name)
    assert again["report"]["options"].pop("claims") == "claims.json"
    assert again == plain
    assert {c["by_hand"] for c in again["claims"]} == {None} and again["dropped"] == []


def test_the_answer_of_check_may_be_given_back_too(folder, printed):
    plain = printed("check", NAME, "--json")
    again = checked(folder, printed, plain)
    assert again["claims"] == plain["claims"]


def test_words_for_the_ground_that_are_a_towns_name_too_come_back(folder, printed):
    (folder / "a.txt").write_text("KYIV, 28 June 2025 - Russia holds most of Kherson and Sumy regions.")
    told = printed("read", "a.txt", "--json")
    assert checked(folder, printed, told, "a.txt")["claims"] == printed("check", "a.txt", "--json")["claims"]


@pytest.mark.parametrize("name", EXAMPLES)
def test_read_and_check_print_the_same_members_of_a_claim(folder, printed, name):
    read, check = printed("read", name, "--json"), printed("check", name, "--json")
    assert [{m: c[m] for m in read["claims"][0]} for c in check["claims"]] == read["claims"]
    assert read["report"]["sha256"] == check["report"]["sha256"]
    for member in ("questions", "unread"):
        assert read[member] == check[member]


@pytest.mark.parametrize(
    "member, value",
    [
        ("side", "UA"),
        ("negated", True),
        ("day", "2025-06-01"),
        ("speaker", "Kyiv"),
        ("own", {"change": "took"}),
        ("also", [{"quote": "Luhansk region"}]),
    ],
)
def test_a_claim_with_another_member_is_changed(folder, printed, member, value):
    told = printed("read", NAME, "--json")
    n = next(n for n, c in enumerate(told["claims"]) if "Luhansk region" in c["quote"])
    told["claims"][n][member] = value
    answer = checked(folder, printed, told)
    assert [k for k, c in enumerate(answer["claims"]) if c["by_hand"] == "changed"] == [n]
    assert answer["dropped"] == []


def test_a_shorter_quote_and_another_kind_are_changes_too(folder, printed):
    told = printed("read", NAME, "--json")
    n = next(n for n, c in enumerate(told["claims"]) if "still under Ukrainian control" in c["quote"])
    first, second = told["claims"][n : n + 2]
    first.update(quote="Pokrovsk was still under Ukrainian control", start=None, end=None)
    second.update(kind="control", own={}, quantity=None)
    answer = checked(folder, printed, told)
    assert [c["by_hand"] for c in answer["claims"][n - 1 : n + 3]] == [None, "changed", "changed", None]
    assert answer["dropped"] == []


def test_claims_are_added_and_dropped(folder, printed):
    told = printed("read", NAME, "--json")
    gone = told["claims"].pop(0)
    told["claims"].append({"kind": "intent", "quote": "he wants both regions in full", "speaker": "Vladimir Putin"})
    answer = checked(folder, printed, told)
    assert [c["kind"] for c in answer["claims"] if c["by_hand"] == "added"] == ["intent"]
    assert answer["dropped"] == [{m: gone[m] for m in ("kind", "quote", "start", "end")}]
    starts = [c["start"] for c in answer["claims"]]
    assert starts == sorted(starts)
    assert not any("both regions" in q["quote"] for q in answer["unread"])


def test_of_two_claims_with_one_quote_one_is_as_read_and_the_other_added(folder, printed):
    (folder / "two.txt").write_text("Russia took Toretsk, and Ukraine holds Pokrovsk.")
    told = printed("read", "two.txt", "--published", "2025-06-28", "--json")
    told["claims"].append({**told["claims"][0], "speaker": "Moscow"})
    answer = checked(folder, printed, told, "two.txt")
    assert [c["by_hand"] for c in answer["claims"] if c["speaker"]] == ["added"]
    del told["claims"][0]
    answer = checked(folder, printed, told, "two.txt")
    assert [c["by_hand"] for c in answer["claims"] if c["speaker"]] == ["changed"] and answer["dropped"] == []


def test_the_text_and_the_page_say_it(folder, printed):
    told = printed("read", NAME, "--json")
    gone = told["claims"].pop(0)
    held = next(c for c in told["claims"] if "still under Ukrainian control" in c["quote"])
    held["side"] = "RU"
    (folder / "claims.json").write_text(json.dumps(told))
    text = printed("check", NAME, "--claims", "claims.json", "--html", "page.html", as_text=True)
    assert "; 1 changed and 1 dropped by hand; " in " ".join(text.split("\n\n")[0].split())
    assert "(changed by hand)" in text
    assert gone["quote"][:30] in text.split("Claims read and dropped by hand")[1]
    page = (folder / "page.html").read_text()
    assert "changed by hand</small>" in page and "Claims read and dropped by hand" in page


def test_two_runs_are_the_same_bytes(folder, printed):
    told = printed("read", NAME, "--json")
    del told["claims"][::2]
    (folder / "claims.json").write_text(json.dumps(told))
    pages = []
    for _ in range(2):
        out = printed("check", NAME, "--claims", "claims.json", "--json", "--html", "page.html", as_text=True)
        pages.append((out, (folder / "page.html").read_bytes()))
    assert pages[0] == pages[1]


def test_a_mistake_is_one_sentence_and_exit_code_2(folder, capsys):
    (folder / "claims.json").write_text('{"report": {"sha256": "' + "0" * 64 + '"}, "claims": []}')
    for arguments in (["--claims", "claims.json"], ["--claims", "none.json"]):
        assert run(["check", NAME, *arguments, "--html", "page.html"]) == 2
        out, err = capsys.readouterr()
        assert out == "" and err.count("\n") == 1 and arguments[1] in err
    assert not (folder / "page.html").exists()


def test_the_page_does_not_replace_the_file_of_claims(folder, capsys):
    (folder / "claims.json").write_text("{}")
    assert run(["check", NAME, "--claims", "claims.json", "--html", "claims.json"]) == 2
    assert "this is the file of claims" in capsys.readouterr().err


def test_in_python_the_claims_themselves_may_be_given():
    text, day = "Russian forces have captured Bakhmut.", date(2025, 6, 28)
    (read,) = frontwatch.check(text, published=day).findings
    report = frontwatch.check(text, published=day, claims=[replace(read.claim, negated=True)])
    assert [(f.verdict, f.by_hand) for f in report.findings] == [("contradicted", "changed")]
    assert frontwatch.check(text, published=day, claims=[]).dropped == (read.claim,)


@pytest.mark.parametrize("kind", [kind.KIND for kind in KINDS])
def test_every_kind_can_be_given_with_its_quote_alone(kind, tmp_path):
    text, day = "Pokrovsk is held by Ukraine.", date(2025, 6, 28)
    sha256 = frontwatch.check(text, published=day).sha256
    for further in ({}, {"place": "Pokrovsk"}, {"region": "Donetsk Oblast", "side": "RU"}):
        claim = {"kind": kind, "quote": text, **further}
        (tmp_path / "c.json").write_text(json.dumps({"report": {"sha256": sha256}, "claims": [claim]}))
        (finding,) = frontwatch.check(text, published=day, claims=tmp_path / "c.json").findings
        assert finding.claim.kind == kind and finding.reason
