"""The README's console blocks are what the commands print."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest

from frontwatch.cli.main import run

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"```console\n\$ (frontwatch [^\n]+)\n(.*?)```", README, re.S)


def test_the_readme_shows_real_output():
    assert BLOCKS


@pytest.mark.parametrize("command, shown", BLOCKS, ids=[command[:40] for command, _ in BLOCKS])
def test_a_console_block_is_what_the_command_prints(command, shown, capsys):
    assert run(shlex.split(command)[1:]) == 0
    printed = [line.rstrip() for line in capsys.readouterr().out.strip().splitlines()]
    assert [line.rstrip() for line in shown.strip().splitlines()] == printed


@pytest.mark.full
def test_the_picture_of_a_chance_is_what_its_command_draws(tmp_path, monkeypatch, capsys):
    """By the values beside it: the last digits of a line may differ from one machine to another."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    command = next(line for line in README.splitlines() if line.endswith("-o chance.svg"))
    assert run([*shlex.split(command)[1:-1], str(tmp_path / "chance.svg")]) == 0
    assert (tmp_path / "chance.csv").read_text() == (ROOT / "docs" / "chance.csv").read_text()
