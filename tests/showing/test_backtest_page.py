from __future__ import annotations

import json
import re
import sys
from pathlib import Path

import numpy as np
import pytest

sys.path.append(str(Path(__file__).parents[1] / "asking"))
from past_forecasts import ABOUT, a_backtest

from frontwatch.asking.backtest_table import scored
from frontwatch.showing.backtest import backtest_json, backtest_lines
from frontwatch.showing.backtest_page import backtest_page

RNG = np.random.default_rng(2)
P = RNG.beta(0.5, 2, 1000)
CAME = RNG.random(1000) < P
HOSTILE = "<script>alert(1)</script><img src=x onerror=alert(2)>"


@pytest.fixture(scope="module")
def page():
    return backtest_page(a_backtest(P, CAME), dict.fromkeys(range(50), HOSTILE))


def test_the_page_has_no_script_and_asks_the_network_for_nothing(page):
    assert "<script" not in page.lower() and "<img" not in page.lower()
    assert not re.findall(r"<[^>]*(?:src|href)=|url\(|@import", page)
    assert "default-src 'none'" in page


def test_a_hostile_name_stands_there_as_text(page):
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page


def test_a_dot_of_the_diagram_tells_its_cases_and_captures(page):
    backtest = a_backtest(P, CAME)
    stored = backtest.chance("combined", 30)
    here = (stored >= 0.3) & (stored < 0.4)
    taken = len(np.unique(backtest.place[here & CAME]))
    assert f"<title>30 to 40 %: {here.sum()} cases, {taken} settlements taken</title>" in page


def test_the_page_and_the_terminal_tell_the_same_skill(page):
    rows = scored(a_backtest(P, CAME))
    lines = backtest_lines(ABOUT, rows, "combined")
    told = next(line for line in lines if line.startswith("  combination "))
    skill = re.search(r"\d\.\d\d \[.*\]", told)
    assert skill and skill[0] in page


def test_the_table_fits_80_columns():
    lines = backtest_lines(ABOUT, scored(a_backtest(P, CAME)), "combined")
    assert max(map(len, lines)) <= 80


def test_json_holds_every_score_and_null_for_what_is_not_known():
    rows = scored(a_backtest(P, CAME))
    told = json.loads(backtest_json(ABOUT, rows))
    assert len(told["scores"]) == len(rows)
    assert told["about"]["record"] == "Invented record"
    assert None in [s["slope"] for s in told["scores"]]
