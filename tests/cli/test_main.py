"""The command's frame: complete help, mistakes as one sentence, commands that do not pay for each other."""

from __future__ import annotations

import subprocess
import sys

import click
import pytest

from frontwatch.cli import main
from frontwatch.cli.main import COMMANDS, cli, run
from frontwatch.cli.options import Day


def every_command():
    """(full name, command) of every command and of every command of a group."""
    context = click.Context(cli)
    for name in COMMANDS:
        command = cli.get_command(context, name)
        yield name, command
        if isinstance(command, click.Group):
            yield from ((f"{name} {sub}", command.commands[sub]) for sub in sorted(command.commands))


ALL = list(every_command())


@pytest.mark.parametrize("name, command", ALL, ids=[name for name, _ in ALL])
def test_every_command_has_a_summary_line_and_an_example(name, command):
    text = command.get_help(click.Context(command, info_name=f"frontwatch {name}"))
    assert len(command.get_short_help_str(limit=200)) > 10
    assert "Not part of this installation" not in text
    if not isinstance(command, click.Group):
        assert f"frontwatch {name}" in text.split("Example", 1)[1]


@pytest.mark.parametrize("name, command", ALL, ids=[name for name, _ in ALL])
def test_every_option_has_help(name, command):
    options = [p for p in command.params if isinstance(p, click.Option)]
    assert [p.name for p in options if not p.help] == []


@pytest.mark.parametrize(
    "arguments, said",
    [
        (["chek"], "No such command 'chek'"),
        (["check"], "Give one REPORT"),
        (["check", "no-such-file.txt"], "there is no such file"),
        (["check", "https://example.org/a"], "Frontwatch does not fetch pages"),
        (["check", "--text", "x", "--published", "2025-06-31"], "is not a day"),
        (["check", "--text", "x", "--published", "20250630"], "is not a day"),
        (["check", "--txt", "x"], "No such option"),
        (["map", "-o", "map.gif"], "a drawing is written as .svg or .png"),
    ],
)
def test_a_mistake_is_one_sentence_on_stderr_and_exit_code_2(arguments, said, capsys, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert run(arguments) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert said in err
    assert err.count("\n") == 1 and "Traceback" not in err
    assert list(tmp_path.iterdir()) == []


def test_without_arguments_it_shows_its_help(capsys):
    assert run([]) == 0
    assert "Example" in capsys.readouterr().out


def test_a_missing_command_file_does_not_break_the_others(monkeypatch, capsys):
    monkeypatch.setitem(COMMANDS, "area", "frontwatch.cli.not_there:area")
    assert run(["area", "Donetsk", "--on", "2025-06-28"]) == 2
    assert "not part of this installation" in capsys.readouterr().err
    assert run(["examples", "--help"]) == 0


@pytest.mark.parametrize("given", ["2025-02-29", "1", "2025-W26-6", "yesterday", "2025-6-28"])
def test_a_day_is_written_one_way(given):
    with pytest.raises(click.BadParameter):
        Day().convert(given, None, None)


def test_one_command_does_not_import_what_another_needs():
    probe = "import sys; from frontwatch.cli.main import cli; print(*sorted(sys.modules))"
    loaded = subprocess.run([sys.executable, "-c", probe], capture_output=True, text=True, check=True).stdout.split()
    assert {"numpy", "jinja2", "shapely", "trafilatura", "dateparser", "rich", "msgspec"} & set(loaded) == set()


def test_a_path_that_cannot_be_written_is_named(capsys, tmp_path):
    (tmp_path / "file").write_text("x")
    assert run(["examples", str(tmp_path / "file")]) == 2
    assert "file" in capsys.readouterr().err


def test_main_ends_the_process_with_the_code():
    with pytest.raises(SystemExit) as ended:
        main.main(["chek"])
    assert ended.value.code == 2
