"""The wheel, installed alone into an empty environment, does the main job from any folder."""

from __future__ import annotations

import subprocess
import sys
import venv
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]


@pytest.mark.full
def test_the_wheel_alone_checks_a_shipped_example_from_any_folder(tmp_path):
    build = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(tmp_path), str(ROOT)]
    subprocess.run(build, check=True, capture_output=True, text=True)
    wheel = next(tmp_path.glob("frontwatch-*.whl"))
    venv.create(tmp_path / "empty", with_pip=True)
    python = tmp_path / "empty" / "bin" / "python"
    pip = [python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    subprocess.run([*pip, "--require-hashes", "-r", str(ROOT / "requirements.txt")], check=True, capture_output=True)
    subprocess.run([*pip, "--no-deps", str(wheel)], check=True, capture_output=True)

    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    frontwatch = str(python.with_name("frontwatch"))
    subprocess.run([frontwatch, "examples", "examples"], check=True, cwd=elsewhere, capture_output=True)
    run = subprocess.run(
        [frontwatch, "check", "examples/pokrovsk-2025-06.txt", "--html", "page.html"],
        cwd=elsewhere,
        capture_output=True,
        text=True,
    )
    assert run.returncode == 0, run.stderr
    assert "supported" in run.stdout
    assert (elsewhere / "page.html").stat().st_size > 10_000
    question = ["Will Russia take Pokrovsk by 2025-12-31?", "--as-of", "2025-06-28"]
    asked = subprocess.run([frontwatch, "ask", *question], cwd=elsewhere, capture_output=True, text=True)
    assert asked.returncode == 0, asked.stderr
    assert "From the backtest of" in asked.stdout
