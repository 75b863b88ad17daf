"""The places of a theatre, column by column; a Place is made when asked for."""

from __future__ import annotations

from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from frontwatch.model import FrontwatchError, Place

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

COLUMNS = ("id", "name", "lon", "lat", "population", "region", "covered", "weight", "names", "former", "adjectives")
"""Of places.tsv; names in the last three are parted by |. Weight orders places of one name, the heaviest first."""


class Places:
    """(n,) columns: ids int64, lon and lat degrees, population (0 unknown), covered, region codes, names."""

    def __init__(self, file: Path, table: bytes, land: dict[int, float] | None = None) -> None:
        """
        Args:
            table: the content of places.tsv, its heading included.
            land: of the places whose disc is partly sea or abroad, its share that is not.
        """
        self._file, self._table, self._land = file, table, land or {}
        self._known: dict[int, Place] = {}

    @cached_property
    def rows(self) -> list[list[str]]:
        """The cells of each line. Raises: FrontwatchError: a line lacks a column."""
        rows = [line.split("\t") for line in self._table.decode().split("\n")[1:] if line]
        bad = next((n for n, r in enumerate(rows, 2) if len(r) != len(COLUMNS)), None)
        if bad:
            raise FrontwatchError(
                f"{self._file}:{bad}: this line lacks one of the columns {', '.join(COLUMNS)}; mend it."
            )
        return rows

    def __len__(self) -> int:
        return len(self.rows)

    @cached_property
    def ids(self) -> NDArray[np.int64]:
        import numpy as np

        return np.array([int(r[0]) for r in self.rows], np.int64)

    @cached_property
    def lon(self) -> NDArray[np.float64]:
        import numpy as np

        return np.array([float(r[2]) for r in self.rows], np.float64)

    @cached_property
    def lat(self) -> NDArray[np.float64]:
        import numpy as np

        return np.array([float(r[3]) for r in self.rows], np.float64)

    @cached_property
    def population(self) -> NDArray[np.int64]:
        import numpy as np

        return np.array([int(r[4]) for r in self.rows], np.int64)

    @cached_property
    def weight(self) -> NDArray[np.float64]:
        """How likely a name means this place and not a namesake; districts of a city weigh little."""
        import numpy as np

        return np.array([float(r[7]) for r in self.rows], np.float64)

    @cached_property
    def covered(self) -> NDArray[np.bool_]:
        import numpy as np

        return np.array([r[6] == "1" for r in self.rows], np.bool_)

    @cached_property
    def region(self) -> tuple[str, ...]:
        return tuple(r[5] for r in self.rows)

    @cached_property
    def names(self) -> tuple[str, ...]:
        """Official names."""
        return tuple(r[1] for r in self.rows)

    def by_id(self, id: int) -> Place | None:
        """The place of an id, None where there is none; reads no other."""
        if id not in self._known:
            found = self._found(id)
            if found is None:
                return None
            self._known[id] = found
        return self._known[id]

    def _found(self, id: int) -> Place | None:
        start = self._table.find(b"\n%d\t" % id) + 1
        if not start:
            return None
        end = self._table.find(b"\n", start)
        r = self._table[start : end if end > 0 else None].decode().split("\t")
        return Place(int(r[0]), r[1], float(r[2]), float(r[3]), int(r[4]), r[5], r[6] == "1", self._land.get(id, 1.0))


def read_places(file: Path) -> Places:
    """Open places.tsv, and land.tsv beside it where there is one.

    Raises: FrontwatchError: no such file.
    """
    try:
        return Places(file, file.read_bytes(), _land(file.with_name("land.tsv")))
    except OSError as error:
        raise FrontwatchError(f"{file}: the theatre's places cannot be read ({error}); build the theatre.") from error


def _land(file: Path) -> dict[int, float]:
    lines = file.read_text(encoding="utf-8").splitlines()[1:] if file.is_file() else []
    return {int(id): float(share) for id, _, share, _ in (line.split("\t") for line in lines)}
