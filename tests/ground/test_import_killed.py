"""An import killed at any moment leaves the old record as it was."""

from __future__ import annotations

import random
import subprocess
import sys
import time
from pathlib import Path

import drawn
import pytest

from frontwatch.cli.main import run
from frontwatch.ground.record import open_record


def start(source: Path, output: Path) -> subprocess.Popen[bytes]:
    code = "from frontwatch.cli.main import main; main()"
    arguments = ["ground", "import", str(source), "-o", str(output)]
    return subprocess.Popen([sys.executable, "-c", code, *arguments], stdout=subprocess.PIPE, stderr=subprocess.PIPE)


def kill_again_and_again(source: Path, old: Path, path: Path, times: int, seed: int) -> tuple[int, int]:
    """Kill imports over a record at random moments; how many were killed, and how many came to their end."""
    assert run(["ground", "import", str(old), "-o", str(path)]) == 0
    before, killed, finished = path.read_bytes(), 0, 0
    began = time.perf_counter()
    whole = start(source, path.with_name("whole.parquet"))
    assert whole.wait(120) == 0
    lasts = time.perf_counter() - began
    after = path.with_name("whole.parquet").read_bytes()
    rng = random.Random(seed)
    for _ in range(times):
        process = start(source, path)
        time.sleep(rng.uniform(0, 1.1 * lasts))
        process.kill()
        done = process.wait(30) == 0
        killed, finished = killed + (not done), finished + done
        assert path.read_bytes() == (after if path.read_bytes() == after else before)
        open_record(path)
        path.write_bytes(before)
    return killed, finished


def test_a_killed_import_leaves_the_old_record(tmp_path):
    old = drawn.folder(tmp_path / "old", [drawn.daily(drawn.square(0, 0))])
    new = drawn.folder(tmp_path / "new", [drawn.daily(drawn.square(n % 30, n // 30)) for n in range(300)])
    killed, finished = kill_again_and_again(new, old, tmp_path / "r.parquet", times=4, seed=1)
    assert killed + finished == 4


def test_what_is_killed_while_writing_leaves_the_old_record(tmp_path, monkeypatch):
    """The worst moment: the new bytes are on disk, and the process dies before they are moved into place."""
    old = drawn.folder(tmp_path / "old", [drawn.daily(drawn.square(0, 0))])
    path = tmp_path / "r.parquet"
    run(["ground", "import", str(old), "-o", str(path)])
    before = path.read_bytes()
    code = (
        "import os, pathlib; pathlib.Path.replace = lambda self, to: os._exit(9)\n"
        "from frontwatch.cli.main import main; main()"
    )
    new = drawn.folder(tmp_path / "new", [drawn.daily(drawn.square(5, 5))])
    dead = subprocess.run([sys.executable, "-c", code, "ground", "import", str(new), "-o", str(path)], check=False)
    assert dead.returncode == 9
    assert path.read_bytes() == before
    assert run(["ground", "import", str(new), "-o", str(path)]) == 0, "and the next import is not in its way"
    assert open_record(path).hash


@pytest.mark.full
def test_a_killed_import_of_real_maps_leaves_the_old_record(tmp_path):
    daily = Path(__file__).parents[3] / "shared" / "ground" / "deepstate-daily"
    if not daily.is_dir():
        pytest.skip("needs the daily maps in ../shared/ground")
    old = drawn.folder(tmp_path / "old", [drawn.daily(drawn.square(0, 0))])
    killed, _ = kill_again_and_again(daily, old, tmp_path / "r.parquet", times=12, seed=2)
    assert killed >= 6
