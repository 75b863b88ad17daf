"""What can be wrong with a question to the record, or with a file that should become one."""

from __future__ import annotations

from frontwatch.model import FrontwatchError, MapRef


class GroundError(FrontwatchError):
    """Anything the ground room refuses."""


class NotARecord(GroundError):  # noqa: N818
    """The file is no record, or not a whole one."""


class NoMap(GroundError):  # noqa: N818
    """The record has no map for the day asked; `nearest` is the map next to it, if the record has any."""

    def __init__(self, message: str, nearest: MapRef | None = None) -> None:
        super().__init__(message)
        self.nearest = nearest


class RecordEnds(NoMap):
    """The day lies after the last map by more than the age allowed."""


class BeforeRecord(NoMap):
    """The day lies before the first map."""


class Gap(NoMap):
    """The day lies in a gap between two maps."""


class NoPublicationTimes(GroundError):  # noqa: N818
    """The record cannot tell what was known when."""


class BadSource(GroundError):  # noqa: N818
    """The folder or archive as a whole cannot be imported."""


class DamagedMap(GroundError):  # noqa: N818
    """One map cannot be read: `file` is its name in the source, `why` the rest of the sentence."""

    def __init__(self, file: str, why: str) -> None:
        super().__init__(f"{file}: {why}")
        self.file = file
        self.why = why
