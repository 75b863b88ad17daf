"""`frontwatch place`: who holds a place, since when, how much of it, and who held it before."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import asdict
from datetime import date
from pathlib import Path
from textwrap import fill
from typing import TYPE_CHECKING, Any

import click

from frontwatch.cli.credit import tell_credit
from frontwatch.cli.options import (
    drawing_option,
    grounds_options,
    known_by_option,
    on_option,
    open_theatre_and_record,
    since_option,
)
from frontwatch.cli.output import check_drawing
from frontwatch.model import FrontwatchError, Place

if TYPE_CHECKING:
    from frontwatch.ground.disc import DiscShare
    from frontwatch.ground.record import Record
    from frontwatch.theatre.theatre import Theatre

HISTORY_COLUMNS = ["place_id", "place", "region", "side", "first", "last"]


@click.command()
@click.argument("name", required=False)
@on_option
@since_option
@known_by_option
@click.option("--max-age", default=7, show_default=True, metavar="DAYS", help="Oldest map that may stand for a day.")
@click.option("--all", "every", is_flag=True, help="Every place of the theatre instead of one; needs --csv.")
@click.option("--history", is_flag=True, help="With --csv: the stretches of days with one holder, as rows.")
@click.option("--csv", "as_csv", is_flag=True, help="With --all or --history: print comma-separated values.")
@drawing_option
@grounds_options
def place(
    name: str | None,
    on: date | None,
    since: date | None,
    known_by: date | None,
    max_age: int,
    every: bool,
    history: bool,
    as_csv: bool,
    drawing: Path | None,
    grounds: tuple[str, ...],
    record: str | None,
    as_json: bool,
    theatre: str,
) -> None:
    """Tell who holds a place, how much of it, how near the others are, and who held it when.

    With --ground given more than once, what each record says of it on the day, and whether they agree.

    NAME is a place's name, in any language the theatre knows, or its GeoNames number.

    \b
    Example:
      frontwatch place Pokrovsk --on 2025-06-28
      frontwatch place --all --csv > places.csv
      frontwatch place Pokrovsk --history --csv
      frontwatch place Pokrovsk --on 2025-06-28 -o pokrovsk.svg
      frontwatch place Pokrovsk --on 2025-06-28 --ground maps.parquet --ground shipped
    """
    if drawing is not None:
        check_drawing(drawing)
    if every == (name is not None) or (every or history) != as_csv:
        raise FrontwatchError("Give the name of one place, or --all --csv for all of them; --history with --csv.")
    if len(grounds) > 1:
        _of_several(name, since, drawing, record, history)
        assert name is not None
        from frontwatch.cli.places import place_in_records

        place_in_records(theatre, name, grounds, on=on, known_by=known_by, max_age=max_age, as_json=as_json)
        return
    stage, opened = open_theatre_and_record(theatre, grounds[0] if grounds else None, record, known_by)
    if every:
        text = _all_on(stage, opened, on, max_age) if on else _all_histories(stage, opened, since)
        click.echo(text, nl=False)
        return
    from frontwatch.ground.disc import disc_share

    assert name is not None
    asked = place_named(stage, name)
    m = opened.map_on(on or opened.map_at(-1).day, max_age=max_age)
    disc = disc_share(opened, stage, asked, m)
    stretches = _history(opened, asked, since, m.day)
    if history:
        rows = [[asked.id, asked.name, asked.region, r["side"], r["first"], r["last"] or ""] for r in stretches]
        click.echo(_csv([HISTORY_COLUMNS, *rows]), nl=False)
        return
    if drawing is not None:
        _draw(stage, opened, asked, since or opened.map_at(0).day, m.day, drawing)
    if as_json:
        click.echo(_as_json(opened, disc, on, stretches))
        return
    click.echo(_as_text(stage, opened, disc, stretches))
    tell_credit(opened)


def _of_several(name: str | None, since: date | None, drawing: Path | None, record: str | None, history: bool) -> None:
    """Refuse what several records cannot be asked at once."""
    if name is None or since or drawing or record or history:
        raise FrontwatchError(
            "Several records are asked for one place on one day, without --all, --history, --since, --record and -o; "
            "give one --ground with these."
        )


def _draw(theatre: Theatre, record: Record, asked: Place, first: date, last: date, drawing: Path) -> None:
    from frontwatch.cli.output import write_plot
    from frontwatch.showing.plots import place_over_time, source_of

    pictures = place_over_time(theatre, record, asked, first, last)
    write_plot(drawing, f"{asked.name} over time", pictures, source_of(record, first, last))


def place_named(theatre: Theatre, name: str) -> Place:
    """The place of that name or GeoNames number.

    Raises: FrontwatchError: none, none that a record covers, or several of much the same size.
    """
    found = [hit for hit in theatre.look_up(name) if isinstance(hit, Place)]
    if not found:
        near = ", ".join(theatre.closest_names(name))
        raise FrontwatchError(f"No place of theatre {theatre.name} is called {name!r}; the closest are: {near}.")
    covered = [hit for hit in found if hit.covered]
    if not covered:
        raise FrontwatchError(
            f"{found[0].name} is known by name only: no open record covers it; ask about another place."
        )
    first, *others = covered
    rivals = [other for other in others if 10 * other.population >= first.population]
    if rivals:
        told = "; ".join(f"{p.id} ({_region(theatre, p)}, {p.population:,} people)" for p in (first, *rivals)[:5])
        raise FrontwatchError(f"{len(rivals) + 1} places are called {name!r}; give one by its number: {told}.")
    return first


def _region(theatre: Theatre, p: Place) -> str:
    return theatre.region(p.region).name if p.region else "region unknown"


def _history(record: Record, p: Place, since: date | None, until: date) -> list[dict[str, Any]]:
    """The stretches of one holder that touch the days asked about; nothing later than the map asked about is told."""
    rows = record.history(p.lon, p.lat).to_pylist()
    kept = [r for r in rows if r["first"] <= until and (since is None or r["last"] is None or r["last"] >= since)]
    ends = [None if r["last"] is None or r["last"] >= until else r["last"] for r in kept]
    return [{"side": r["side"], "first": r["first"], "last": last} for r, last in zip(kept, ends, strict=True)]


def _as_json(record: Record, disc: DiscShare, on: date | None, history: list[dict[str, Any]]) -> str:
    from frontwatch.ground.figures import figures_of_place

    meta, p, m = record.meta, disc.place, disc.map
    told = {
        "record": {
            "name": meta.name,
            "publisher": meta.publisher,
            "credit": meta.credit,
            "hash": record.hash,
            "scale": meta.scale,
        },
        "on": on or m.day,
        "map": {"day": m.day, "published": m.published, "sha256": m.sha256},
        "place": {"id": p.id, "name": p.name, "region": p.region, "lon": p.lon, "lat": p.lat},
        "figures": [asdict(figure) for figure in figures_of_place(disc)],
        "history": history,
    }
    return json.dumps(told, ensure_ascii=False, indent=1, default=lambda moment: moment.isoformat())


def _as_text(theatre: Theatre, record: Record, disc: DiscShare, history: list[dict[str, Any]]) -> str:
    names = {side.code: side.name for side in theatre.sides}
    size = "its own entry" if record.meta.scale == "settlement" else f"a disc of {disc.radius_km:.1f} km"
    shares = ", ".join(f"{_name(names, h)} {100 * share:.1f} %" for h, share in disc.shares)
    others = [(h, "none" if km is None else f"{km:.1f} km") for h, km in disc.nearest if h != disc.centre]
    since = f"{disc.since} or before" if disc.since_start else str(disc.since)
    rows = [
        ("Holder", f"{_name(names, disc.centre)}, since {since}"),
        ("Share", f"{shares} of {size}"),
        ("Nearest", ", ".join(f"{_name(names, h)} {km}" for h, km in others) + " from the centre"),
        ("Map", f"{record.meta.name}, {disc.map.day}, record {record.hash[:8]}"),
    ]
    return "\n".join(
        [
            f"{disc.place.name} ({disc.place.id}), {_region(theatre, disc.place)}",
            *(fill(value, 80, initial_indent=f"{name:<9}", subsequent_indent=" " * 9) for name, value in rows),
            "History",
            *(
                f"  {r['first']}  {'to ' + str(r['last']) if r['last'] else 'on':<13}  {_name(names, r['side'])}"
                for r in history
            ),
        ]
    )


def _name(names: dict[str, str], holder: str) -> str:
    return names.get(holder, holder)


def _all_histories(theatre: Theatre, record: Record, since: date | None) -> str:
    places = theatre.places
    rows = record.history(places.lon, places.lat).to_pylist()
    table: list[list[Any]] = [HISTORY_COLUMNS]
    for row in rows:
        i = row["point"]
        if places.covered[i] and (since is None or row["last"] is None or row["last"] >= since):
            p = theatre.place(int(places.ids[i]))
            table.append([p.id, p.name, p.region, row["side"], row["first"], row["last"] or ""])
    return _csv(table)


def _all_on(theatre: Theatre, record: Record, on: date, max_age: int) -> str:
    places, m = theatre.places, record.map_on(on, max_age=max_age)
    holders = record.holder(places.lon, places.lat, m.index)
    table: list[list[Any]] = [["place_id", "place", "region", "lon", "lat", "map_day", "holder"]]
    for i, holder in enumerate(holders.tolist()):
        if places.covered[i]:
            p = theatre.place(int(places.ids[i]))
            table.append([p.id, p.name, p.region, p.lon, p.lat, m.day, holder])
    return _csv(table)


def _csv(rows: list[list[Any]]) -> str:
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerows(rows)
    return text.getvalue()
