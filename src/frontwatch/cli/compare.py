"""`frontwatch ground compare`: how far two records differ, day by day, and on which settlements."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from textwrap import fill
from typing import TYPE_CHECKING, Any

import click

from frontwatch.cli.options import (
    DAY,
    json_option,
    known_by_option,
    open_theatre_and_record,
    theatre_option,
)
from frontwatch.cli.output import check_drawing
from frontwatch.model import FrontwatchError, MapRef

if TYPE_CHECKING:
    from frontwatch.ground.compare import Compared
    from frontwatch.ground.disagreed import Disagreed
    from frontwatch.ground.record import Record
    from frontwatch.theatre.theatre import Theatre


@dataclass(frozen=True, slots=True)
class Differences:
    """All that is told of two records."""

    theatre: Theatre
    compared: Compared
    counts: tuple[int, ...]
    """Settlements that differ on each day."""
    settlements: tuple[Disagreed, ...]
    """Those of the last day."""


@click.command("compare")
@click.argument("a", metavar="A")
@click.argument("b", metavar="B")
@click.option("--on", type=DAY, help="Only this day; else all on which both have a map.")
@click.option("--since", type=DAY, help="The first day compared.")
@click.option("--until", type=DAY, help="The last day compared.")
@known_by_option
@click.option("--around", metavar="PLACE", help="With -o: draw the ground within 40 km of a place.")
@click.option("--limit", type=click.IntRange(1, 10_000), default=12, show_default=True, help="Most rows of each table.")
@click.option(
    "--csv", "table", metavar="FILE", type=click.Path(path_type=Path, dir_okay=False),
    help="Also write a row for each day to this file.",
)  # fmt: skip
@click.option(
    "-o", "drawing", metavar="FILE", type=click.Path(path_type=Path, dir_okay=False),
    help="Also draw the last day's ground, .svg or .png.",
)  # fmt: skip
@json_option
@theatre_option
def compare(
    a: str,
    b: str,
    on: date | None,
    since: date | None,
    until: date | None,
    known_by: date | None,
    around: str | None,
    limit: int,
    table: Path | None,
    drawing: Path | None,
    as_json: bool,
    theatre: str,
) -> None:
    """Tell how far two records differ on each day on which both have a map: km², and settlements.

    A and B are records; "shipped" is the one shipped with the theatre. With --on only that day; the settlements named
    are those of the last day.

    \b
    Example:
      frontwatch ground compare maps.parquet shipped --on 2025-06-28 -o differ.svg
      frontwatch ground compare maps.parquet shipped --since 2025-01-01 --csv differ.csv
    """
    if on and (since or until):
        raise FrontwatchError("Give either --on for one day or --since and --until for several.")
    if around and drawing is None:
        raise FrontwatchError("--around is for the drawing; give -o FILE with it.")
    if drawing is not None:
        check_drawing(drawing)
    stage, first = open_theatre_and_record(theatre, a, None, known_by)
    _, second = open_theatre_and_record(theatre, b, None, known_by)
    found = _differences(stage, first, second, on or since, on or until)
    if table is not None:
        from frontwatch.cli.output import write_whole

        write_whole(table, _csv(found.compared, found.counts))
    if drawing is not None:
        _draw(found, around, drawing)
    click.echo(_json(found) if as_json else _text(found, limit))
    if not as_json:
        for what, file in (("map", drawing), ("days", table)):
            if file is not None:
                click.echo(f"The {what}: {file}")


def _differences(
    stage: Theatre, a: Record, b: Record, first: date | None, last: date | None
) -> Differences:  # fmt: skip
    from frontwatch.ground.compare import compare, pairs
    from frontwatch.ground.disagreed import count_disagreed, disagreed

    days = pairs(a, b, first, last)
    if len(days) == 1:
        named = disagreed(a, b, stage, days[0])
        return Differences(stage, compare(a, b, days), (len(named),), named)
    counts = tuple(count_disagreed(a, b, stage, days).tolist())
    return Differences(stage, compare(a, b, days), counts, disagreed(a, b, stage, days[-1]))


def _draw(found: Differences, around: str | None, drawing: Path) -> None:
    from frontwatch.cli.output import write_drawing
    from frontwatch.cli.place import place_named
    from frontwatch.showing.comparedmap import compared_map

    place = place_named(found.theatre, around) if around else None
    write_drawing(drawing, compared_map(found.theatre, found.compared, found.settlements, around=place).svg)


def _text(found: Differences, limit: int) -> str:
    from frontwatch.showing.comparedmap import notes_of, sentence

    compared = found.compared
    days = [pair.day for pair in compared.pairs]
    span = f"{len(days)} days with a map of both, {days[0]} to {days[-1]}" if len(days) > 1 else f"{days[0]}"
    lines = [
        f"A  {_called(compared.a)}",
        f"B  {_called(compared.b)}",
        fill(f"{span}; km² that one gives to a holder and the other does not", 80),
        *_day_rows(found, limit),
        *(fill(note, 80) for note in notes_of(compared)),
        fill(sentence(found.theatre, compared, found.settlements, ("A", "B")), 80),
        *_settlement_rows(found, limit),
    ]
    return "\n".join(lines)


def _called(record: Record) -> str:
    return f"{record.meta.name}, {record.meta.scale} scale, record {record.hash[:8]}"


def _day_rows(found: Differences, limit: int) -> list[str]:
    """Rows at even steps, the last day's among them."""
    from frontwatch.showing.holders import names

    compared, known = found.compared, names(found.theatre)
    holders = compared.holders
    columns = [(compared.only_a(h), compared.only_b(h)) for h in holders]
    last = len(compared.pairs) - 1
    step = max(1, -(-last // max(limit - 1, 1)))
    kept = range(last, -1, -step)[:limit][::-1]
    head = " " * 10 + "".join(f"  {known.get(h, h)[:15]:^15}" for h in holders)
    below = f"{'Day':<10}" + f"  {'A only':>7} {'B only':>7}" * len(holders) + "  settlements"
    rows = [
        f"{compared.pairs[k].day}" + "".join(f"  {x[k]:>7,.0f} {y[k]:>7,.0f}" for x, y in columns) + f"  {n:>11,}"
        for k, n in ((k, found.counts[k]) for k in kept)
    ]
    return [head.rstrip(), below, *rows]


def _settlement_rows(found: Differences, limit: int) -> list[str]:
    from frontwatch.showing.holders import names

    known = names(found.theatre)
    rows = [
        f"  {x.place.name[:28]:<28} A {known.get(x.a, x.a):<10} B {known.get(x.b, x.b)}"
        for x in found.settlements[:limit]
    ]
    rest = len(found.settlements) - len(rows)
    return [*rows, *([f"  and {rest:,} more; --limit {len(found.settlements)} shows all"] if rest else [])]


def _csv(compared: Compared, counts: Sequence[int]) -> str:
    head = ["day", "map_a", "map_b"]
    for holder in compared.holders:
        head += [f"only_a_km2_{holder.lower()}", f"only_b_km2_{holder.lower()}"]
    columns = [side(holder) for holder in compared.holders for side in (compared.only_a, compared.only_b)]
    text = io.StringIO()
    out = csv.writer(text, lineterminator="\n")
    out.writerow([*head, "settlements"])
    for k, pair in enumerate(compared.pairs):
        out.writerow([pair.day, pair.a.sha256, pair.b.sha256, *(f"{c[k]:.1f}" for c in columns), counts[k]])
    return text.getvalue()


def _json(found: Differences) -> str:
    from frontwatch.showing.comparedmap import notes_of

    compared = found.compared
    only = [(holder, compared.only_a(holder), compared.only_b(holder)) for holder in compared.holders]
    told = {
        "records": [_record(record) for record in (compared.a, compared.b)],
        "notes": notes_of(compared),
        "days": [
            {
                "day": pair.day,
                "maps": [_map(pair.a), _map(pair.b)],
                "km2": [{"holder": h, "only_a": round(x[k], 1), "only_b": round(y[k], 1)} for h, x, y in only],
                "settlements": found.counts[k],
            }
            for k, pair in enumerate(compared.pairs)
        ],
        "settlements": [{"place": x.place.name, "id": x.place.id, "a": x.a, "b": x.b} for x in found.settlements],
    }
    return json.dumps(told, ensure_ascii=False, indent=1, default=lambda moment: moment.isoformat())


def _record(record: Record) -> dict[str, Any]:
    meta = record.meta
    return {"name": meta.name, "publisher": meta.publisher, "hash": record.hash, "scale": meta.scale}


def _map(m: MapRef) -> dict[str, Any]:
    return {"day": m.day, "published": m.published, "sha256": m.sha256}
