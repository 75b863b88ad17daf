"""One download at a time into a folder."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from frontwatch.fetching.download import writing
from frontwatch.fetching.errors import FetchError


@contextmanager
def alone_in(folder: Path) -> Iterator[None]:
    """Hold the folder until done, or until this process ends in any way; on Windows nothing is held.

    Raises: FetchError: another download holds it.
    """
    try:
        import fcntl
    except ImportError:
        yield
        return
    with writing(folder):
        held = os.open(folder, os.O_RDONLY)
    try:
        try:
            fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise FetchError(f"{folder}: another download into it is under way; wait for it to end.") from None
        yield
    finally:
        os.close(held)
