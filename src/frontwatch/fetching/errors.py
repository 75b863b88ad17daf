"""What can go wrong between a publisher and a folder."""

from __future__ import annotations

from frontwatch.model import FrontwatchError


class FetchError(FrontwatchError):
    """A publisher's files cannot be had, or not trusted."""


class PassingError(FetchError):
    """What may be over in a moment: a lost connection, a busy server; ``wait`` is the pause it asks for, seconds."""

    def __init__(self, message: str, wait: float | None = None) -> None:
        super().__init__(message)
        self.wait = wait
