"""Where the names of towns go on a map, so that no two overlap."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from frontwatch.showing.settings import LABEL_SIZE, LETTER_WIDTH, MOST_LABELS, MOST_LABELS_ON, TOWN_SIZES


@dataclass(frozen=True, slots=True)
class Town:
    """A dot with a name, pixels."""

    name: str
    x: float
    y: float
    named: bool
    """The report or the user named it: it comes first and stands out."""
    people: int = 0

    @property
    def rank(self) -> int:
        """How many of the sizes `TOWN_SIZES` it reaches."""
        return sum(self.people >= least for least in TOWN_SIZES)


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle of the drawing, pixels."""

    left: float
    top: float
    right: float
    bottom: float

    def touches(self, other: Box) -> bool:
        """Whether they overlap."""
        return (
            self.left < other.right and other.left < self.right and self.top < other.bottom and other.top < self.bottom
        )

    def within(self, other: Box) -> bool:
        """Whether it lies wholly inside."""
        return (
            self.left >= other.left
            and self.right <= other.right
            and self.top >= other.top
            and self.bottom <= other.bottom
        )


@dataclass(frozen=True, slots=True)
class Label:
    """A town whose name found room: the name begins at x, on the baseline y."""

    town: Town
    x: float
    y: float
    size: float
    box: Box


def placed(towns: Iterable[Town], frame: Box, taken: Iterable[Box] = ()) -> list[Label]:
    """Names that fit: each town in turn, right of its dot, else left, above, below; else it is left out.

    Args:
        towns: the most important first.
        frame: where names may stand.
        taken: boxes that names must not touch.
    """
    boxes = list(taken)
    most = MOST_LABELS * (frame.right - frame.left) * (frame.bottom - frame.top) / MOST_LABELS_ON
    labels: list[Label] = []
    for town in towns:
        dot = Box(town.x - 3, town.y - 3, town.x + 3, town.y + 3)
        if len(labels) >= most or not dot.within(frame) or any(dot.touches(b) for b in boxes):
            continue
        for label in _candidates(town):
            if label.box.within(frame) and not any(label.box.touches(b) for b in boxes):
                boxes += [label.box, dot]
                labels.append(label)
                break
    return labels


def _candidates(town: Town) -> Iterable[Label]:
    size = LABEL_SIZE + town.rank + (1.5 if town.named else 0)
    width = len(town.name) * size * LETTER_WIDTH * (1.06 if town.named else 1)
    below, above = size * 0.38, -size * 0.62
    for dx, dy in (
        (7.0, below - size * 0.03),
        (-7.0 - width, below - size * 0.03),
        (-width / 2, above),
        (-width / 2, size * 1.28),
        (5.0, above + 1),
        (5.0, size * 1.2),
        (-5.0 - width, above + 1),
        (-5.0 - width, size * 1.2),
    ):
        x, y = town.x + dx, town.y + dy
        yield Label(town, x, y, size, Box(x - 1, y - size * 0.82, x + width + 1, y + size * 0.26))
