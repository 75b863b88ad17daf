"""`docs/claims.md`: its example is taken, and it names every kind's own members."""

from __future__ import annotations

import json
import re
from datetime import date
from pathlib import Path

import pytest

import frontwatch
from frontwatch.claims.resolved import own_members
from frontwatch.kinds.kinds import BY_NAME

DOC = (Path(__file__).parents[2] / "docs" / "claims.md").read_text(encoding="utf-8")


def test_the_example_is_taken(tmp_path):
    text, day = "Russian forces have captured Bakhmut.", date(2025, 6, 28)
    told = json.loads(re.findall(r"```json\n(.*?)```", DOC, re.S)[0])
    told["report"]["sha256"] = frontwatch.check(text, published=day).sha256
    (tmp_path / "claims.json").write_text(json.dumps(told))
    (finding,) = frontwatch.check(text, published=day, claims=tmp_path / "claims.json").findings
    assert finding.verdict == "supported"


@pytest.mark.parametrize("kind", BY_NAME)
def test_a_kinds_own_members_are_named(kind):
    (row,) = re.findall(rf"^\| `{kind}` \| (.*) \|$", DOC, re.M)
    assert re.findall(r"`(\w+)`:", row) == list(own_members(kind))
