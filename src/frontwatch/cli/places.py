"""`frontwatch place` with several records: a row for each, so that a reader sees where they differ."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict
from datetime import date
from textwrap import fill
from typing import TYPE_CHECKING, Any

import click

from frontwatch.cli.options import open_theatre_and_record

if TYPE_CHECKING:
    from frontwatch.ground.answers import Answer
    from frontwatch.model import Place
    from frontwatch.theatre.theatre import Theatre


KEY = "Others, Contested: from its centre to the nearest ground of another side, and contested."


def place_in_records(
    theatre: str, name: str, grounds: Sequence[str], *, on: date | None, known_by: date | None, max_age: int,
    as_json: bool,
) -> None:  # fmt: skip
    """Print what each record says of a place on a day."""
    from frontwatch.cli.place import place_named
    from frontwatch.ground.answers import answers

    opened = [open_theatre_and_record(theatre, ground) for ground in grounds]
    stage = opened[0][0]
    asked = place_named(stage, name)
    found = answers([record for _, record in opened], stage, asked, on, known_by=known_by, max_age=max_age)
    click.echo(_as_json(asked, found) if as_json else _as_text(stage, asked, found))


def _as_text(theatre: Theatre, asked: Place, found: Sequence[Answer]) -> str:
    from frontwatch.ground.answers import differ

    head = ("Source", "Holder", "Since", "Map", "Age", "Others", "Contested")
    rows = [head, *(_row(theatre, answer) for answer in found if answer.disc)]
    wide = [max(len(row[k]) for row in rows) for k in range(len(head))]
    table = ["  ".join(cell.ljust(w) for cell, w in zip(row, wide, strict=True)).rstrip() for row in rows]
    missing = [f"{a.record.meta.name} ({a.record.hash[:8]}) cannot tell: {a.trouble}" for a in found if not a.disc]
    told = sum(a.disc is not None for a in found)
    end = "The records differ." if differ(found) else "The records agree." if told > 1 else ""
    return "\n".join(
        [
            f"{asked.name} ({asked.id}) on {found[0].on}",
            *(table if told else []),
            *([KEY] if told else []),
            *(fill(line, 80) for line in [*missing, end] if line),
        ]
    )


def _row(theatre: Theatre, answer: Answer) -> tuple[str, ...]:
    disc = answer.disc
    assert disc is not None
    names = {side.code: side.name for side in theatre.sides}
    since = f"{'by ' if disc.since_start else ''}{disc.since}"
    age = f"{answer.age_days} d"
    source = answer.record.meta.name
    keeps = answer.record.meta.shows_contested(disc.map.day)
    contested = _km(answer.contested_km) if keeps else "not kept"
    holder = names.get(disc.centre, disc.centre)
    return source, holder, since, str(disc.map.day), age, _km(answer.edge_km), contested


def _km(km: float | None) -> str:
    return "none" if km is None else f"{km:.1f} km"


def _as_json(asked: Place, found: Sequence[Answer]) -> str:
    from frontwatch.ground.answers import differ

    told = {
        "place": {"id": asked.id, "name": asked.name, "region": asked.region, "lon": asked.lon, "lat": asked.lat},
        "on": found[0].on,
        "differ": differ(found),
        "answers": [_members(answer) for answer in found],
    }
    return json.dumps(told, ensure_ascii=False, indent=1, default=lambda moment: moment.isoformat())


def _members(answer: Answer) -> dict[str, Any]:
    from frontwatch.ground.figures import figures_of_place

    meta, disc = answer.record.meta, answer.disc
    m = disc.map if disc else None
    return {
        "record": {"name": meta.name, "publisher": meta.publisher, "hash": answer.record.hash, "scale": meta.scale},
        "holder": disc.centre if disc else None,
        "since": disc.since if disc else None,
        "since_start": disc.since_start if disc else None,
        "map": {"day": m.day, "published": m.published, "sha256": m.sha256} if m else None,
        "age_days": answer.age_days,
        "other_side_km": _rounded(answer.edge_km),
        "contested_km": _rounded(answer.contested_km),
        "figures": [asdict(figure) for figure in figures_of_place(disc)] if disc else [],
        "trouble": answer.trouble or None,
    }


def _rounded(km: float | None) -> float | None:
    return None if km is None else round(km, 1)
