"""A folder of reports, each read for its claims, on several processes; the order is that of the names, always."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable, Generator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache, partial
from pathlib import Path

from frontwatch.claims.article import open_article
from frontwatch.kinds.kinds import KINDS
from frontwatch.model import Claim, FrontwatchError
from frontwatch.reading.reader import read
from frontwatch.theatre.theatre import open_theatre

SUFFIXES = (".txt", ".md", ".html", ".htm")
AT_ONCE = 4
"""Reports handed to a process at a time: few enough that the last ones are shared out, more than a message costs."""

Load = Callable[[Path], bytes]
"""Gives a file's bytes, or raises where it cannot be a report."""


@dataclass(frozen=True, slots=True)
class FromFolder:
    """One report of a folder: its claims, or why it could not be read."""

    name: str
    """Its path from the folder on, with "/"."""
    published: date | None
    claims: tuple[Claim, ...] = ()
    trouble: str = ""
    """One sentence, which names the report; "" where it was read."""


def reports_in(folder: Path) -> tuple[str, ...]:
    """The reports of a folder and the folders in it, by name; linked folders and hidden files are left out.

    Raises: FrontwatchError: there is none.
    """
    found = []
    for where, folders, names in os.walk(folder):
        folders[:] = [name for name in folders if not name.startswith(".")]
        inside = Path(where).relative_to(folder)
        found += [
            (inside / name).as_posix() for name in names if not name.startswith(".") and name.lower().endswith(SUFFIXES)
        ]
    if not found:
        raise FrontwatchError(f"{folder}: there is no report in this folder; its reports must end in {_suffixes()}.")
    return tuple(sorted(found))


def read_folder(
    folder: Path, names: Sequence[str], load: Load, *, theatre: str | Path, published: date | None = None, jobs: int = 1
) -> Generator[FromFolder, None, None]:
    """The reports of a folder, one by one in the order of the names, whichever process reads them.

    Args:
        names: from `reports_in`.
        load: gives a file's bytes; a function of a module, so that another process can be handed it.
        published: the day all of them appeared; else each report's own day.
        jobs: processes; 1 reads in this one.
    Raises: FrontwatchError: no such theatre; a process was killed.
    """
    open_theatre(theatre)
    one = partial(_one, folder, load, str(theatre), published)
    if min(jobs, len(names)) < 2:
        yield from map(one, names)
        return
    from concurrent.futures import ProcessPoolExecutor
    from concurrent.futures.process import BrokenProcessPool
    from multiprocessing import get_context

    # Not forked: a progress bar's thread may hold a lock at that moment.
    pool = ProcessPoolExecutor(min(jobs, len(names)), mp_context=get_context("spawn"), initializer=_leave_interrupts)
    try:
        yield from pool.map(one, names, chunksize=AT_ONCE)
    except BrokenProcessPool as broken:
        raise FrontwatchError(f"{folder}: a process that read it was killed; try again with --jobs 1.") from broken
    finally:
        pool.shutdown(cancel_futures=True)


def _one(folder: Path, load: Load, theatre: str, published: date | None, name: str) -> FromFolder:
    path, name = folder / name, name.encode("utf-8", "surrogateescape").decode("utf-8", "replace")
    try:
        if not path.resolve().is_relative_to(folder.resolve()):
            raise FrontwatchError(f"{name}: this link leads out of the folder and was not followed.")
        article = open_article(load(path), published=published, name=name)
        claims = read(article.document, _stage(theatre), article.published, KINDS).claims
    except FrontwatchError as trouble:
        return FromFolder(name, None, trouble=_sentence(name, str(trouble).removeprefix(f"{path}: ")))
    except OSError as trouble:
        return FromFolder(name, None, trouble=_sentence(name, f"{(trouble.strerror or str(trouble)).lower()}."))
    except Exception as fault:  # one report that the reader fails on must not lose the thousand others
        return FromFolder(
            name, None, trouble=_sentence(name, f"the reader failed on it ({fault!r}); please report it.")
        )
    return FromFolder(name, article.published, claims)


_stage = cache(open_theatre)


def _leave_interrupts() -> None:
    """An interrupt goes to the process that shares out the reports, which then ends the others."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)


def _sentence(name: str, trouble: str) -> str:
    """The trouble on one line, with the report's name in it."""
    told = " ".join(trouble.split())
    return told if told.startswith(name) else f"{name}: {told}"


def _suffixes() -> str:
    return f"{', '.join(SUFFIXES[:-1])} or {SUFFIXES[-1]}"
