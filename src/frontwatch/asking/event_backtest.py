"""A backtest of other events than a place's centre: what was said of each and what came, in memory and as one file."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any, BinaryIO

import numpy as np
from numpy.typing import NDArray

from frontwatch.asking.backtest import About, Codes, decoded
from frontwatch.model import FrontwatchError

Floats = NDArray[np.float64]
KEY = b"frontwatch_event_backtest"
NOT_KNOWN = 255
"""Of what came: the window has not wholly passed, or the record cannot say."""


@dataclass(frozen=True, slots=True)
class EventBacktest:
    """n rows, each an event asked about on an as-of day; h horizons."""

    about: About
    horizons: tuple[int, ...]
    """Days, ascending."""
    day: NDArray[np.datetime64]
    """(n,) datetime64[D], the as-of day."""
    kind: NDArray[np.str_]
    what: NDArray[np.str_]
    step: Floats
    """(n,) see ``event_cases.Case``."""
    came: Codes
    """(h, n) 1 it came within the horizon, 0 not, ``NOT_KNOWN``."""
    codes: Codes
    """(h, n) what `ask` said of it, as stored: see ``backtest.coded``."""

    def __len__(self) -> int:
        return len(self.day)

    def chance(self, horizon: int) -> Floats:
        """(n,) what was said for a horizon."""
        return decoded(self.codes[self.horizons.index(horizon)])

    def known(self, horizon: int, by: np.datetime64 | None = None) -> NDArray[np.bool_]:
        """(n,) whether it is known what came, on the record's last day or an earlier day."""
        came = np.asarray(self.came[self.horizons.index(horizon)] != NOT_KNOWN)
        return came if by is None else np.asarray(came & (self.day + np.timedelta64(horizon, "D") <= by))

    def yes(self, horizon: int) -> NDArray[np.bool_]:
        """(n,) whether it came."""
        return np.asarray(self.came[self.horizons.index(horizon)] == 1)

    def rows(self, kept: NDArray[np.bool_] | NDArray[np.intp]) -> EventBacktest:
        """Some of the rows."""
        return replace(
            self, day=self.day[kept], kind=self.kind[kept], what=self.what[kept], step=self.step[kept],
            came=self.came[:, kept], codes=self.codes[:, kept],
        )  # fmt: skip


def event_to_parquet(backtest: EventBacktest, path: Path | BinaryIO) -> None:
    """Write a backtest of events to one file, or to one open for writing."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    order = np.lexsort((backtest.day, backtest.step, backtest.what, backtest.kind))
    b = backtest.rows(order)
    columns: dict[str, Any] = {
        "day": pa.array(b.day.astype("datetime64[D]")),
        "kind": pa.array(b.kind.tolist()),
        "what": pa.array(b.what.tolist()),
        "step": pa.array(b.step),
    }
    for h, horizon in enumerate(b.horizons):
        columns[f"came_{horizon}"], columns[f"told_{horizon}"] = pa.array(b.came[h]), pa.array(b.codes[h])
    about = {k: v.isoformat() if isinstance(v, date) else v for k, v in asdict(b.about).items()}
    told = json.dumps({"about": about, "horizons": b.horizons})
    table = pa.table(columns).replace_schema_metadata({KEY: told.encode()})
    pq.write_table(table, path, compression="zstd", compression_level=19)


def event_from_parquet(path: Path) -> EventBacktest:
    """Read a backtest of events. Raises: FrontwatchError: the file is none."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    try:
        with pq.ParquetFile(path) as file:
            table = file.read()
        told = json.loads((table.schema.metadata or {})[KEY])
        about = told["about"]
        days = {k: date.fromisoformat(about[k]) for k in ("made", "last_day")}
        horizons = tuple(int(h) for h in told["horizons"])
        came, codes = (np.stack([table[f"{n}_{h}"].to_numpy() for h in horizons]) for n in ("came", "told"))
        return EventBacktest(
            About(**{**about, **days}), horizons, table["day"].to_numpy().astype("datetime64[D]"),
            np.array(table["kind"].to_pylist(), str), np.array(table["what"].to_pylist(), str),
            table["step"].to_numpy().astype(np.float64), came.astype(np.uint8), codes.astype(np.uint8),
        )  # fmt: skip
    except (OSError, pa.ArrowException, KeyError, ValueError, TypeError) as error:
        raise FrontwatchError(
            f"{path}: not a stored backtest of events; make one with `frontwatch backtest --events -o FILE`."
        ) from error
