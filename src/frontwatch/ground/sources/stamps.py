"""The day, or the publication time, that a map's file name tells."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import PurePosixPath

from frontwatch.ground.errors import DamagedMap
from frontwatch.ground.settings import DAY_STARTS_HOUR, FIRST_YEAR, LAST_YEAR

_STAMP = re.compile(r"(?<!\d)(\d{4})-?(\d\d)-?(\d\d)T(\d\d):?-?(\d\d):?-?(\d\d)Z?(?!\d)")
_UNIX = re.compile(r"(?<!\d)(\d{10})(?:\d{3})?(?!\d)")
_DAY = re.compile(r"(?<!\d)(\d{4})([-_.]?)(\d\d)\2(\d\d)(?!\d)")
MONTHS = ("JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC")
_NAMED = re.compile(rf"(?<!\d)(\d\d)?({'|'.join(MONTHS)})(\d\d)?(\d{{4}})(?!\d)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Stamp:
    """When a map is of, and when it was published, UTC, where its name tells."""

    day: date
    published: datetime | None = None


def stamp_of(file: str) -> Stamp:
    """The stamp in a file's name: a publication time (``20220403T123328Z``, Unix seconds) or a day.

    Raises: DamagedMap: the name tells none, or an impossible day.

    >>> stamp_of("maps/deepstatemap_data_20240708.geojson").day
    datetime.date(2024, 7, 8)
    >>> stamp_of("20250627T195825Z.geojson").day, stamp_of("1649005166.geojson").day
    (datetime.date(2025, 6, 28), datetime.date(2022, 4, 4))
    """
    name = PurePosixPath(file.replace("\\", "/")).name
    try:
        if found := _STAMP.search(name):
            year, month, day, hour, minute, second = (int(part) for part in found.groups())
            return _published(datetime(year, month, day, hour, minute, second, tzinfo=UTC))
        if (found := _DAY.search(name)) and FIRST_YEAR <= int(found[1]) <= LAST_YEAR:
            return Stamp(date(int(found[1]), int(found[3]), int(found[4])))
        if found := _UNIX.search(name):
            moment = datetime.fromtimestamp(int(found[1]), UTC)
            if FIRST_YEAR <= moment.year <= LAST_YEAR:
                return _published(moment)
    except ValueError as error:
        raise DamagedMap(file, f"has an impossible day in its name ({error})") from error
    raise DamagedMap(file, "has no day in its name (like 20250628 or 2025-06-28)")


def sheet_stamp(file: str) -> Stamp:
    """The stamp of a file that shows a part of a map: in its name, or in the innermost folder that has one.

    Names with the month in English letters count too, as ISW's exports have them.

    Raises: DamagedMap: no name tells one, or one tells an impossible day.

    >>> sheet_stamp("2025-06-28/control.geojson").day, sheet_stamp("UkraineControlMapAO24FEB2023.geojson").day
    (datetime.date(2025, 6, 28), datetime.date(2023, 2, 24))
    """
    parts = PurePosixPath(file.replace("\\", "/")).parts
    for part in reversed(parts):
        if _STAMP.search(part) or _DAY.search(part) or _UNIX.search(part):
            return stamp_of(part)
        if (found := _NAMED.search(part)) and (found[1] or found[3]):
            month = MONTHS.index(found[2].upper()) + 1
            return stamp_of(f"{found[4]}-{month:02}-{found[1] or found[3]}")
    raise DamagedMap(file, "has no day in its name or its folder's (like 20250628 or 2025-06-28)")


def day_of(published: datetime) -> date:
    """The day of which a map published then is a map: day D takes what was published before 03:00 UTC of D.

    >>> day_of(datetime(2025, 6, 28, 2, 59, tzinfo=UTC)), day_of(datetime(2025, 6, 28, 3, 0, tzinfo=UTC))
    (datetime.date(2025, 6, 28), datetime.date(2025, 6, 29))
    """
    return (published - timedelta(hours=DAY_STARTS_HOUR)).date() + timedelta(days=1)


def _published(moment: datetime) -> Stamp:
    return Stamp(day_of(moment), moment)
