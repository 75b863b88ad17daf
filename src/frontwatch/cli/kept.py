"""The models as learned, kept in the user's cache so that the next question of the same day is answered at once."""

from __future__ import annotations

import hashlib
import os
import tempfile
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

if TYPE_CHECKING:
    from frontwatch.asking.prepared import Prepared
    from frontwatch.asking.simulation.runs import Runs
    from frontwatch.ground.record import Record
    from frontwatch.theatre.theatre import Theatre

T = TypeVar("T")
Arrays = dict[str, Any]
"""Arrays by name."""
MOST_FILES = 64
"""Of some 3 MB each; the oldest go first."""
ABANDONED_DAYS = 28
"""After so long nobody goes on with a backtest that was stopped: a record has four weeks of new maps by then."""


def kept_or_learned(record: Record, theatre: Theatre, side: str, as_of: date) -> Prepared:
    """What ``prepare`` gives, from the cache where it stands there whole."""
    from frontwatch.asking.prepared import Prepared, prepare

    return _kept_or_made(
        _key(record, theatre, side, as_of),
        lambda kept: Prepared.of_arrays(side, as_of, kept),
        lambda: prepare(record, theatre, side, as_of),
        Prepared.arrays,
    )


def kept_or_simulated(history: Record, theatre: Theatre, as_of: date, seed: int, scheduler: str | None = None) -> Runs:
    """What ``simulated`` gives, from the cache where it stands there whole."""
    from frontwatch.asking.origin import simulated
    from frontwatch.asking.simulation.stored import arrays_of, runs_of_arrays

    # Before the first import of numba, which reads it once.
    os.environ.setdefault("NUMBA_CACHE_DIR", str(cache_folder() / "compiled"))
    return _kept_or_made(
        _key(history, theatre, f"runs {seed}", as_of),
        runs_of_arrays,
        lambda: simulated(history, theatre, as_of, seed, scheduler),
        arrays_of,
    )


def _kept_or_made(key: str, read: Callable[[Arrays], T], make: Callable[[], T], arrays: Callable[[T], Arrays]) -> T:
    file = cache_folder() / f"{key}.npz"
    kept = _read(file)
    if kept is not None:
        try:
            return read(kept)
        except (KeyError, ValueError, IndexError):
            pass
    made = make()
    _write(file, arrays(made))
    return made


def drop_abandoned(folder: Path, key: str) -> None:
    """Remove the days that other backtests kept and nobody went on with for weeks; what cannot be removed stays.

    Args:
        folder: holds a file "DAY-KEY.parquet" for each day done, and a ".half" for one that was being written.
        key: of the backtest whose days stay.
    """
    oldest = time.time() - ABANDONED_DAYS * 86_400
    for file in (*folder.glob("*.parquet"), *folder.glob("*.half")):
        try:
            if not file.stem.endswith(f"-{key}") and file.stat().st_mtime < oldest:
                file.unlink()
        except OSError:
            continue


def cache_folder() -> Path:
    """Where learned models are kept."""
    from platformdirs import user_cache_path

    return user_cache_path("frontwatch") / "asking"


def _key(record: Record, theatre: Theatre, side: str, as_of: date) -> str:
    from frontwatch.asking.settings import MODELS_VERSION
    from frontwatch.ground.known import maps_hash

    told = (record.hash, maps_hash(record), theatre.hash, side, as_of.isoformat(), str(MODELS_VERSION))
    return hashlib.sha256("\n".join(told).encode()).hexdigest()[:32]


def _read(file: Path) -> Arrays | None:
    import zipfile

    import numpy as np

    try:
        with np.load(file, allow_pickle=False) as kept:
            return {name: kept[name] for name in kept.files}
    except (OSError, ValueError, EOFError, KeyError, zipfile.BadZipFile):
        return None


def _write(file: Path, arrays: Arrays) -> None:
    """Written aside and moved into place; where that fails the answer is given without."""
    import numpy as np

    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=file.parent, suffix=".part")
        try:
            with os.fdopen(handle, "wb") as out:
                np.savez(out, **arrays)
            Path(name).replace(file)
        except BaseException:
            Path(name).unlink(missing_ok=True)
            raise
        every = sorted(file.parent.glob("*.npz"), key=lambda f: f.stat().st_mtime)
        for old in every[:-MOST_FILES]:
            old.unlink(missing_ok=True)
    except OSError:
        return
