"""One file into a folder: whole and checked, or not at all; what was begun before is continued."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from frontwatch.fetching.answer import Answer
from frontwatch.fetching.client import Client
from frontwatch.fetching.errors import FetchError, PassingError
from frontwatch.fetching.offer import Item


def download(client: Client, item: Item, folder: Path, progress: Callable[[int], None] = lambda received: None) -> None:
    """Fetch a file and put it into the folder under its name.

    Args:
        progress: told the bytes of this file that are here.
    Raises: FetchError: see ``Client.ask``; the file is not what its publisher lists; the folder cannot be written.
    """
    part = _Part(folder / f".{item.name}.part", item, progress)
    if item.content is not None:
        with writing(folder):
            part.path.write_bytes(item.content)
    for tried in (1, 2):
        if not part.whole():
            client.ask(item.url, part.headers, part.take)
        if part.fits():
            break
        # Once more from the start: what was continued may have been begun from an older version of the file.
        part.discard()
        if tried == 2:
            raise FetchError(
                f"{item.name}: what came is not the file that its publisher lists ({item.checksum.kind} hash "
                f"{item.checksum.hex[:12]}); it was not kept: run the same command again later."
            )
    with writing(folder):
        part.path.replace(folder / item.name)


@contextmanager
def writing(folder: Path) -> Iterator[None]:
    """What the disk refuses, in one sentence.

    Raises: FetchError: a full disk, a folder that may not be written.
    """
    try:
        yield
    except OSError as trouble:
        why = (trouble.strerror or str(trouble)).lower()
        raise FetchError(f"{folder}: {why}; make room or give another folder with -o.") from trouble


@dataclass(slots=True)
class _Part:
    """A file on its way, beside its place."""

    path: Path
    item: Item
    progress: Callable[[int], None]
    etag: str = ""
    had: int = field(default=0)
    """Bytes that were here when the last question was asked."""

    def headers(self) -> dict[str, str]:
        """Ask for the rest of what is here already; the file's hash decides whether both belong together."""
        self.had = self.path.stat().st_size if self.path.is_file() else 0
        if self.had >= self.item.size:
            self.discard()
        if not self.had:
            return {}
        return {"Range": f"bytes={self.had}-", **({"If-Range": self.etag} if self.etag else {})}

    def take(self, answer: Answer) -> None:
        """Write what comes, after what is here or from the start."""
        if answer.status == 206 and answer.begins != self.had:
            self.discard()
            raise PassingError(f"{answer.host} sent another part of {self.item.name} than the one asked for.")
        if answer.status in (304, 416):
            self.discard()
            raise PassingError(f"{answer.host} had no more of {self.item.name} (answer {answer.status}).")
        begin = self.had if answer.status == 206 else 0
        self.etag = answer.strong_etag
        self._write(answer, begin)
        here = self.path.stat().st_size
        if here < self.item.size:
            raise PassingError(f"{answer.host} sent {here:,} of the {self.item.size:,} bytes of {self.item.name}.")

    def _write(self, answer: Answer, begin: int) -> None:
        with writing(self.path.parent):
            file = self.path.open("ab" if begin else "wb")
        with file:
            for piece in answer.pieces(self.item.size - begin):
                with writing(self.path.parent):
                    file.write(piece)
                begin += len(piece)
                self.progress(begin)
            with writing(self.path.parent):
                file.flush()
                os.fsync(file.fileno())

    def whole(self) -> bool:
        """As many bytes as listed: a process killed before its last step leaves such a one."""
        return self.path.is_file() and self.path.stat().st_size == self.item.size

    def fits(self) -> bool:
        with writing(self.path.parent):
            return self.whole() and self.item.checksum.fits(self.path)

    def discard(self) -> None:
        self.had = 0
        with writing(self.path.parent):
            self.path.unlink(missing_ok=True)
