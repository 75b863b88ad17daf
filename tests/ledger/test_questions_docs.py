"""`docs/questions.md` names every command and the numbers that the settings have."""

from __future__ import annotations

import re
from pathlib import Path

import click

from frontwatch.asking.settings import ALL_OF_DISC
from frontwatch.cli.questions import questions
from frontwatch.ground.settings import AUDIT_FLIP_MAPS, MAX_AGE_DAYS
from frontwatch.ledger.settings import CROWD_HALF_LIFE_DAYS, LEAN_BY, LEAN_LEAST, LEAN_SURE, P_FLOOR

TEXT = " ".join((Path(__file__).parents[2] / "docs" / "questions.md").read_text(encoding="utf-8").split())


def test_every_command_stands_there_and_every_option_there_exists():
    assert set(re.findall(r"frontwatch questions (\w+)", TEXT)) == set(questions.commands) - {"export", "import"}
    assert "`export FILE.json|.csv`" in TEXT and "`import`" in TEXT
    options = {o for c in questions.commands.values() for p in c.params if isinstance(p, click.Option) for o in p.opts}
    assert set(re.findall(r"(--[a-z]+)", TEXT)) <= options | {"--ask", "--log"}


def test_its_numbers_are_those_of_the_settings():
    assert f"½^(age / {CROWD_HALF_LIFE_DAYS:g} days)" in TEXT
    assert f"from {LEAN_LEAST} resolved questions" in TEXT
    assert f"at least {LEAN_BY:g}".replace("0.", ".") in TEXT and f"at most {LEAN_SURE:g}".replace("0.", ".") in TEXT
    assert f"at least {P_FLOOR:g} and at most {1 - P_FLOOR:g}".replace("0.", ".") in TEXT
    assert f"no map within {MAX_AGE_DAYS} days" in TEXT
    assert f"{100 * ALL_OF_DISC:g} % of it and the centre" in TEXT
    assert {3: "within three maps"}[AUDIT_FLIP_MAPS] in TEXT
