"""The README's console blocks are what the commands print."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest

from frontwatch.cli.main import run

README = (Path(__file__).parents[1] / "README.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"```console\n\$ (frontwatch [^\n]+)\n(.*?)```", README, re.S)


def test_the_readme_shows_real_output():
    assert BLOCKS


@pytest.mark.parametrize("command, shown", BLOCKS, ids=[command[:40] for command, _ in BLOCKS])
def test_a_console_block_is_what_the_command_prints(command, shown, capsys):
    assert run(shlex.split(command)[1:]) == 0
    printed = [line.rstrip() for line in capsys.readouterr().out.strip().splitlines()]
    assert [line.rstrip() for line in shown.strip().splitlines()] == printed
