"""Runs written and read again."""

from __future__ import annotations

import numpy as np
import pytest
from simulated import advancing

from frontwatch.asking.simulation.fit import fit
from frontwatch.asking.simulation.simulate import simulate
from frontwatch.asking.simulation.stored import read_runs, write_runs
from frontwatch.model import FrontwatchError


def test_runs_come_back_as_they_were_written(tmp_path):
    runs = simulate(fit(advancing(30, 5)), weeks=9, runs=40)
    write_runs(runs, tmp_path / "runs.npz")
    again = read_runs(tmp_path / "runs.npz")
    for name in ("taken_week", "lost_week", "group"):
        assert (getattr(again, name) == getattr(runs, name)).all()
    assert (again.weeks, again.field.as_of, again.field.grid) == (9, runs.field.as_of, runs.field.grid)
    lon, lat = runs.field.centres()
    assert (again.chance(lon, lat, np.array([30, 63])) == runs.chance(lon, lat, np.array([30, 63]))).all()
    assert (again.net_km2() == runs.net_km2()).all()
    assert sorted(f.name for f in tmp_path.iterdir()) == ["runs.npz"]


@pytest.mark.parametrize("content", [None, b"", b"not runs", b"PK\x03\x04 cut off"])
def test_a_damaged_file_is_told_in_one_sentence(tmp_path, content):
    file = tmp_path / "runs.npz"
    if content is not None:
        file.write_bytes(content)
    with pytest.raises(FrontwatchError, match=r"runs\.npz: these runs of the front cannot be read"):
        read_runs(file)
