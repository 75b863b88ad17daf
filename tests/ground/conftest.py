"""The maps of ../shared as records, imported once for a whole run of the tests, whichever workers share it."""

from __future__ import annotations

import fcntl
import os
from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest

from frontwatch.ground.importing import import_maps
from frontwatch.ground.record import Record, open_record
from frontwatch.ground.storage import write_record

GROUND = Path(__file__).parents[3] / "shared" / "ground"


@pytest.fixture(scope="session")
def imported(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Record]:
    """Gives the record of a folder or archive of ../shared/ground by its name."""
    own = tmp_path_factory.getbasetemp()
    folder = own.parent if "PYTEST_XDIST_WORKER" in os.environ else own

    @cache
    def of(name: str) -> Record:
        path = folder / f"{name}.parquet"
        with (folder / f"{name}.lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            if not path.exists():
                write_record(import_maps(GROUND / name).table, path)
        return open_record(path)

    return of


@pytest.fixture(scope="session")
def daily(imported: Callable[[str], Record]) -> Record:
    """DeepStateMap's daily maps."""
    return imported("deepstate-daily")


@pytest.fixture(scope="session")
def archive(imported: Callable[[str], Record]) -> Record:
    """DeepStateMap's maps as published."""
    return imported("deepstate-archive.tar.xz")
