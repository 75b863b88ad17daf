"""Any folder of maps, told by a small TOML file which attribute means which holder; docs/sources.md has each key."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Annotated, Any, Literal

import msgspec

from frontwatch.ground.errors import BadSource, DamagedMap
from frontwatch.ground.format import Layer, RecordMeta
from frontwatch.ground.settings import MAX_DESCRIPTION_BYTES, MAX_LAYERS
from frontwatch.ground.sources.geojson import Feature
from frontwatch.ground.sources.polygons import Bounds
from frontwatch.ground.sources.stamps import Stamp, sheet_stamp, stamp_of

DESCRIPTION = "source.toml"
Text = Annotated[str, msgspec.Meta(min_length=1, max_length=500)]
Key = Annotated[str, msgspec.Meta(max_length=100)]


class Told(msgspec.Struct, forbid_unknown_fields=True):
    """The keys of a description."""

    name: Text
    publisher: Text
    ties: Text
    credit: Text
    theatre: Text
    rest: Text
    resolution_km: Annotated[float, msgspec.Meta(ge=0, le=100)]
    bounds: tuple[float, float, float, float]
    holders: dict[Key, Key]
    delay_days: Annotated[int, msgspec.Meta(ge=0, le=365)] = 0
    attribute: Key = ""
    day_attribute: Key = ""
    several_files_a_day: bool = False
    ignore: list[Key] = []


@dataclass(frozen=True, slots=True)
class Described:
    """A source made of a description; see ``SheetSource``."""

    NAME: str
    META: RecordMeta
    BOUNDS: Bounds
    SHEET: Literal["map", "layer", "part"]
    file: Path
    """The description, for messages."""
    layers: dict[str, Layer | None]
    """By what the attribute, or the name, says; None: ignored."""
    attribute: str
    day_attribute: str
    STRAYS: bool = False
    NEEDED: Layer | None = None

    @property
    def columns(self) -> tuple[str, ...]:
        """The attributes that are read."""
        return tuple(name for name in (self.attribute, self.day_attribute) if name)

    def recognises(self, features: list[Feature], file: str) -> bool:
        """It was chosen by its description."""
        return True

    def stamp_of(self, feature: Feature, file: str) -> Stamp:
        """The day that the attribute tells, else the file's name, else its folder's."""
        if not self.day_attribute:
            return sheet_stamp(file)
        told = feature.told(self.day_attribute)
        try:
            return stamp_of(told)
        except DamagedMap as no_day:
            why = f"has a feature whose {self.day_attribute} is {told[:40]!r}, which is no day (like 2025-06-28)"
            raise DamagedMap(file, why) from no_day

    def layer_of(self, feature: Feature, file: str) -> Layer | None:
        """By the attribute, else by the words of the name."""
        told = feature.told(self.attribute) if self.attribute else self._named(file)
        if told not in self.layers:
            what = f"ground whose {self.attribute} is {told[:40]!r}" if self.attribute else "a name without a holder"
            raise DamagedMap(file, f"has {what}, of which {self.file.name} tells nothing under [holders] or ignore")
        return self.layers[told]

    def _named(self, file: str) -> str:
        """The key that is a word of the name, the innermost folder's first; "" where none is."""
        for part in reversed(PurePosixPath(file).parts):
            words = {word for word in re.split(r"[\W_\d]+", part.lower()) if word}
            found = [key for key in self.layers if key.lower() in words]
            if len(found) == 1:
                return found[0]
        return ""


def description_in(path: Path) -> Path | None:
    """The description in a folder, None where there is none."""
    file = path / DESCRIPTION
    return file if file.is_file() else None


def described(file: Path) -> Described:
    """The source that a description tells of.

    Raises: BadSource: no such file, no TOML, or a key that is missing, unknown, or has no possible value.
    """
    try:
        with file.open("rb") as opened:
            data = opened.read(MAX_DESCRIPTION_BYTES + 1)
        if len(data) > MAX_DESCRIPTION_BYTES:
            raise BadSource(f"{file}: is too long for a description of maps; see docs/sources.md for its keys.")
        told = msgspec.toml.decode(data, type=Told)
    except OSError as error:
        raise BadSource(f"{file}: the description cannot be read ({error.strerror}); give another.") from error
    except (msgspec.DecodeError, ValueError, RecursionError) as error:
        why = " ".join(str(error).replace("`$.", "`").split())[:200]
        raise BadSource(f"{file}: {why}; docs/sources.md has every key with an example.") from error
    layers = {key: _layer(file, key, said) for key, said in told.holders.items()}
    kept = tuple(dict.fromkeys(layers.values()))
    if not any(layer.status != "claimed" for layer in kept) or len(kept) > MAX_LAYERS:
        raise BadSource(f"{file}: [holders] needs 1 to {MAX_LAYERS} layers, one of them held or contested.")
    twice = next((key for key in told.ignore if key in layers), None)
    if twice is not None:
        raise BadSource(f"{file}: {twice!r} stands under [holders] and under ignore; leave one of them out.")
    return Described(
        NAME=f"described by {file.name}",
        META=RecordMeta(
            name=told.name,
            publisher=told.publisher,
            ties=told.ties,
            credit=told.credit,
            scale="polygon",
            resolution_km=told.resolution_km,
            delay_days=told.delay_days,
            theatre=told.theatre,
            layers=kept,
            rest=told.rest,
        ),
        BOUNDS=_bounds(file, told.bounds),
        SHEET="part" if told.several_files_a_day else "map",
        file=file,
        layers={**layers, **dict.fromkeys(told.ignore)},
        attribute=told.attribute,
        day_attribute=told.day_attribute,
    )


def _layer(file: Path, key: str, said: str) -> Layer:
    status, _, rest = (part.strip() for part in said.partition(":"))
    if status == "contested":
        return Layer("contested", label=rest)
    if status in ("held", "claimed") and rest:
        kind: Any = status
        return Layer(kind, rest)
    raise BadSource(f'{file}: holders.{key} is {said!r}; write "held:SIDE", "claimed:SIDE" or "contested".')


def _bounds(file: Path, told: tuple[float, float, float, float]) -> Bounds:
    west, south, east, north = told
    if not (-180 <= west < east <= 180 and -90 <= south < north <= 90):
        raise BadSource(f"{file}: bounds is [west, south, east, north] in degrees, got {list(told)}.")
    return Bounds(west, south, east, north)
