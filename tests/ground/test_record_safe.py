"""Nothing that happens to an import harms the record: kills, a full disk, a read-only folder, readers meanwhile."""

from __future__ import annotations

import os
import random
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import drawn
import pytest

from frontwatch.cli.main import run
from frontwatch.ground.record import open_record

KILLER = """
import os, random, shutil, signal, sys, time
from frontwatch.cli.main import run
import frontwatch.ground.importing, frontwatch.cli.ground, pyarrow.parquet, shapely
source, record, old, seed, times = sys.argv[1], sys.argv[2], sys.argv[3], int(sys.argv[4]), int(sys.argv[5])
rng = random.Random(seed)

def child():
    pid = os.fork()
    if not pid:
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
        os._exit(run(["ground", "import", source, "-o", record, "--add"]))
    return pid

def lasted():
    shutil.copy(old, record)
    began = time.perf_counter()
    assert os.waitpid(child(), 0)[1] == 0
    return time.perf_counter() - began

usual = min(lasted() for _ in range(3))
for n in range(times):
    shutil.copy(old, record)
    pid = child()
    # Every other kill falls near the end, where the record is written and moved into place.
    time.sleep(rng.uniform(0.6 if n % 2 else 0.0, 1.2) * usual)
    os.kill(pid, signal.SIGKILL)
    print(int(os.waitpid(pid, 0)[1] != 0), open(record, "rb").read().hex(), flush=True)
"""
READER = """
import sys
from pathlib import Path
from frontwatch.ground.record import open_record
path, stop = Path(sys.argv[1]), Path(sys.argv[2])
seen, reads = set(), 0
print("ready", flush=True)
while not stop.exists() or not reads:
    record = open_record(path)
    assert len(record.holder([36.05], [48.05], -1)) == 1
    seen.add((len(record), record.hash))
    reads += 1
print(reads, *(f"{n}:{digest}" for n, digest in sorted(seen)))
"""


def noisy_maps(path: Path, days: range, squares: int = 60) -> Path:
    """A folder of one map for each of the days of March 2024, each of many squares in places of its own."""
    rng = random.Random(days.start)
    for n in days:
        dots = [drawn.square(12 * (k % 30) + rng.random(), 12 * (k // 30) + rng.random()) for k in range(squares)]
        drawn.folder(path, [drawn.daily(*dots)], drawn.FIRST_DAY.replace(day=n))
    return path


def killed_while_adding(folder: Path, new: Path, *, times: int, seed: int) -> tuple[int, int]:
    """Kill `import --add` at random moments; how many died before the new record stood, and how many after."""
    old, path = folder / "old.parquet", folder / "r.parquet"
    assert run(["ground", "import", str(noisy_maps(folder / "old", range(1, 4))), "-o", str(old)]) == 0
    before = old.read_bytes()
    path.write_bytes(before)
    assert run(["ground", "import", str(new), "-o", str(path), "--add"]) == 0
    after = path.read_bytes()
    assert after != before
    told = subprocess.run(
        [sys.executable, "-c", KILLER, str(new), str(path), str(old), str(seed), str(times)],
        capture_output=True, text=True, check=True, timeout=600,
    ).stdout.split()  # fmt: skip
    stood = [bytes.fromhex(content) for content in told[1::2]]
    assert len(stood) == times
    assert set(stood) <= {before, after}
    assert open_record(path).hash
    assert run(["ground", "import", str(new), "-o", str(path), "--add"]) == 0, "what a kill left is in nobody's way"
    assert path.read_bytes() == after
    return stood.count(before), stood.count(after)


def test_an_update_killed_at_any_moment_leaves_the_old_record_or_the_new(tmp_path):
    before, _ = killed_while_adding(tmp_path, noisy_maps(tmp_path / "new", range(4, 9)), times=20, seed=3)
    assert before >= 5


@pytest.mark.full
def test_an_update_killed_at_many_moments_leaves_the_old_record_or_the_new(tmp_path):
    new = noisy_maps(tmp_path / "new", range(4, 31))
    before, after = killed_while_adding(tmp_path, new, times=100, seed=4)
    assert before >= 20 and after >= 1


# ---------------------------------------------------------------- a disk that is full, or not to be written


@contextmanager
def small_disk(path: Path, size: str = "64k") -> Iterator[Path]:
    """A file system of its own, in memory."""
    path.mkdir()
    made = ["mount", "-t", "tmpfs", "-o", f"size={size}", "tmpfs", str(path)]
    try:
        mounted = subprocess.run(made, capture_output=True, check=False).returncode == 0
    except FileNotFoundError:
        mounted = False
    if not mounted:
        pytest.skip("only the superuser of a machine that allows it can mount a small disk")
    try:
        yield path
    finally:
        subprocess.run(["umount", str(path)], check=True)


@pytest.fixture
def disk(tmp_path) -> Iterator[Path]:
    with small_disk(tmp_path / "disk") as path:
        yield path


@pytest.fixture
def small(tmp_path) -> Path:
    return noisy_maps(tmp_path / "small", range(1, 4))


@pytest.fixture
def large(tmp_path) -> Path:
    """More than the disk holds."""
    return noisy_maps(tmp_path / "large", range(4, 31), squares=300)


@pytest.mark.parametrize("flags", [[], ["--add"]], ids=["import", "import --add"])
def test_on_a_full_disk_the_old_record_stays(flags, disk, small, large, capsys):
    path = disk / "r.parquet"
    assert run(["ground", "import", str(small), "-o", str(path)]) == 0
    before = path.read_bytes()
    capsys.readouterr()
    assert run(["ground", "import", str(large), "-o", str(path), *flags]) == 2
    told = capsys.readouterr().err
    assert "there is no space left" in told and told.count("\n") == 1 and "Traceback" not in told
    assert path.read_bytes() == before
    assert [p.name for p in disk.iterdir()] == ["r.parquet"], "nothing is left beside it"
    assert len(open_record(path)) == 3


def test_on_a_full_disk_no_record_is_made(disk, large, capsys):
    assert run(["ground", "import", str(large), "-o", str(disk / "r.parquet")]) == 2
    assert "there is no space left" in capsys.readouterr().err
    assert list(disk.iterdir()) == []


def test_a_read_only_folder_is_named_and_its_record_can_be_read(disk, small, large, capsys):
    path = disk / "r.parquet"
    assert run(["ground", "import", str(small), "-o", str(path)]) == 0
    before = path.read_bytes()
    subprocess.run(["mount", "-o", "remount,ro", str(disk)], check=True)
    capsys.readouterr()
    for flags in ([], ["--add"]):
        assert run(["ground", "import", str(large), "-o", str(path), *flags]) == 2
        told = capsys.readouterr().err
        assert str(disk) in told and "read-only" in told and told.count("\n") == 1
    assert path.read_bytes() == before
    assert run(["ground", "info", str(path)]) == 0


@pytest.mark.skipif(os.geteuid() == 0, reason="permissions bind everybody but the superuser")
def test_a_folder_without_permission_is_named(tmp_path, small, capsys):
    closed = tmp_path / "closed"
    closed.mkdir(mode=0o500)
    assert run(["ground", "import", str(small), "-o", str(closed / "r.parquet")]) == 2
    assert "permission denied" in capsys.readouterr().err


# ---------------------------------------------------------------- readers and a writer; versions


def test_two_read_while_a_third_updates(tmp_path):
    path, stop = tmp_path / "r.parquet", tmp_path / "stop"
    assert run(["ground", "import", str(noisy_maps(tmp_path / "day1", range(1, 2))), "-o", str(path)]) == 0
    reader = [sys.executable, "-c", READER, str(path), str(stop)]
    readers = [subprocess.Popen(reader, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) for _ in range(2)]
    for process in readers:
        assert process.stdout
        assert process.stdout.readline() == "ready\n"
    written = {f"1:{open_record(path).hash}"}
    for day in range(2, 22):
        new = noisy_maps(tmp_path / f"day{day}", range(day, day + 1))
        assert run(["ground", "import", str(new), "-o", str(path), "--add"]) == 0
        written.add(f"{day}:{open_record(path).hash}")
    stop.touch()
    for process in readers:
        out, err = process.communicate(timeout=60)
        assert process.returncode == 0, err
        reads, *seen = out.split()
        assert set(seen) <= written
        assert int(reads) >= len(seen) > 2
