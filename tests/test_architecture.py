"""The house: rooms in their order, imports only downwards, files of one idea."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parents[1] / "src" / "frontwatch"
ROOMS = [
    "model",
    "theatre",
    "ground",
    "reading",
    "kinds",
    "claims",
    "checking",
    "rechecking",
    "asking",
    "ledger",
    "fetching",
    "showing",
    "cli",
]
FRONT_DOORS = {"", "theatre", "ground", "reading", "kinds", "claims", "asking", "ledger", "showing", "cli"}


def imports_of(package: Path) -> list[tuple[str, str, str]]:
    """(file, importing room, imported module) for every import of our own modules, wherever it stands in the file."""
    found = []
    for file in sorted(package.rglob("*.py")):
        room = file.relative_to(package).parts[0].removesuffix(".py")
        for node in ast.walk(ast.parse(file.read_text())):
            names = []
            if isinstance(node, ast.ImportFrom) and node.level == 0 and node.module:
                names = [node.module]
            elif isinstance(node, ast.Import):
                names = [alias.name for alias in node.names]
            found += [
                (str(file.relative_to(package)), room, name.removeprefix("frontwatch").lstrip("."))
                for name in names
                if name.split(".")[0] == "frontwatch"
            ]
    return found


def test_each_room_imports_only_rooms_below_it():
    wrong = [
        (file, target)
        for file, room, target in imports_of(PACKAGE)
        if room != "__init__" and target and ROOMS.index(target.split(".")[0]) > ROOMS.index(room)
    ]
    assert wrong == []


def test_inside_the_house_the_front_doors_are_not_used():
    wrong = [
        (file, target)
        for file, _, target in imports_of(PACKAGE)
        if target in FRONT_DOORS and not file.endswith("__init__.py")
    ]
    assert [w for w in wrong if w[1] != ""] == []


def test_the_guard_sees_an_upward_import(tmp_path):
    (tmp_path / "ground").mkdir()
    (tmp_path / "ground" / "area.py").write_text("from frontwatch.kinds.control import Control\n")
    assert imports_of(tmp_path) == [("ground/area.py", "ground", "kinds.control")]


@pytest.mark.parametrize("name", ["utils", "helpers", "misc", "common"])
def test_there_is_no_drawer(name):
    assert not list(PACKAGE.rglob(f"{name}.py"))


def test_no_file_turns_into_a_drawer():
    sizes = {str(f.relative_to(PACKAGE)): len(f.read_text().splitlines()) for f in PACKAGE.rglob("*.py")}
    assert {f: n for f, n in sizes.items() if n > 600} == {}


def test_only_the_command_line_reaches_the_network():
    wrong = [
        (file, target)
        for file, room, target in imports_of(PACKAGE)
        if target.split(".")[0] == "fetching" and room not in ("fetching", "cli")
    ]
    assert wrong == []
    sockets = {"urllib3", "http", "urllib.request", "socket", "requests", "httpx", "ftplib"}
    reach = [
        str(file.relative_to(PACKAGE))
        for file in PACKAGE.rglob("*.py")
        for node in ast.walk(ast.parse(file.read_text()))
        if isinstance(node, ast.Import | ast.ImportFrom)
        for name in ([node.module or ""] if isinstance(node, ast.ImportFrom) else [alias.name for alias in node.names])
        if name in sockets or name.split(".")[0] in sockets
    ]
    assert {file.split("/")[0] for file in reach} == {"fetching"}
