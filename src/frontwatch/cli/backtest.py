"""`frontwatch backtest`: every forecast of the past made again, and how good they were."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from frontwatch.cli.options import DAY, ground_options, open_theatre_and_record
from frontwatch.cli.output import check_place, whole_file, write_whole
from frontwatch.model import FrontwatchError

if TYPE_CHECKING:
    from frontwatch.asking.backtest import Backtest
    from frontwatch.asking.event_backtest import EventBacktest
    from frontwatch.ground.record import Record
    from frontwatch.theatre.theatre import Theatre

PATH = click.Path(path_type=Path, dir_okay=False)


@click.command()
@click.option("--shipped", is_flag=True, help="Show the backtest that the theatre ships; run nothing.")
@click.option("--from", "first", type=DAY, help="First as-of day; the first days of months are run.")
@click.option("--to", "last", type=DAY, help="Last as-of day.")
@click.option(
    "--horizon", "horizons", type=click.IntRange(1, 365), multiple=True, metavar="DAYS",
    help="Days ahead; may be repeated. Else 30, 90, 180 and 365.",
)  # fmt: skip
@click.option(
    "--events", type=PATH, metavar="FILE",
    help="Score other kinds of question too (minutes more), and keep what was said of each in FILE as Parquet.",
)  # fmt: skip
@click.option("--html", type=PATH, metavar="FILE", help="Write a page with reliability diagrams and the worst misses.")
@click.option("--csv", "csv_file", type=PATH, metavar="FILE", help="Write every forecast and what came.")
@click.option("-o", "stored", type=PATH, metavar="FILE", help="Keep the whole backtest as Parquet.")
@click.option("--workers", type=click.IntRange(1, 64), help="Processes; else one a core. The numbers stay the same.")
@click.option("--scheduler", metavar="ADDRESS", help="Address of a Dask cluster to run on instead.")
@click.option("--place", metavar="PLACE", help="Show instead what was forecast of one place, and what came.")
@ground_options
def backtest(
    shipped: bool,
    first: date | None,
    last: date | None,
    horizons: tuple[int, ...],
    events: Path | None,
    html: Path | None,
    csv_file: Path | None,
    stored: Path | None,
    workers: int | None,
    scheduler: str | None,
    place: str | None,
    ground: str | None,
    record: str | None,
    as_json: bool,
    theatre: str,
) -> None:
    """Forecast from the first of every past month, and score the forecasts whose window has passed.

    A run that was stopped goes on where it was when the command is given again.

    \b
    Example:
      frontwatch backtest --shipped
      frontwatch backtest --shipped --place Pokrovsk
      frontwatch backtest --from 2024-01-01 --html backtest.html
    """
    for file in (html, csv_file, stored, events):
        if file is not None:
            check_place(file)
    if shipped and (first or last or horizons or workers or scheduler or ground or record or events):
        raise FrontwatchError(
            "--shipped shows what is stored; leave out what tells how to run, or leave out --shipped."
        )
    stage, opened = open_theatre_and_record(theatre, ground, record)
    found = _shipped(stage) if shipped else _run(stage, opened, first, last, horizons, workers, scheduler)
    others = _shipped_events(stage) if shipped else []
    if events is not None:
        others = [_run_events(stage, opened, found, events, workers, scheduler)]
    _write(found, others, stage, html, csv_file, stored)
    if place is not None:
        from frontwatch.cli.ask_event import place_or_point
        from frontwatch.showing.backtest_place import place_lines

        click.echo("\n".join(place_lines(found, place_or_point(stage, place), stage.side(found.about.side).name)))
        return
    from frontwatch.asking.backtest_table import best_model, scored
    from frontwatch.showing.backtest import backtest_json, backtest_lines
    from frontwatch.showing.backtest_events import event_lines, event_rows

    rows = scored(found)
    if as_json:
        click.echo(backtest_json(found.about, rows, event_rows(others)))
        return
    click.echo("\n".join([*backtest_lines(found.about, rows, best_model(found)), *event_lines(others)]))


def _shipped(stage: Theatre) -> Backtest:
    from frontwatch.asking.backtest import from_parquet

    file = stage.default_backtest
    if file is None:
        raise FrontwatchError(f"Theatre {stage.name} ships no backtest; run one by leaving out --shipped.")
    return from_parquet(file)


def _shipped_events(stage: Theatre) -> list[EventBacktest]:
    from frontwatch.asking.event_backtest import event_from_parquet

    return [event_from_parquet(file) for file in stage.event_backtests.values()]


def _run_events(
    stage: Theatre, opened: Record, found: Backtest, file: Path, workers: int | None, scheduler: str | None
) -> EventBacktest:
    import os

    import numpy as np
    from platformdirs import user_cache_path

    from frontwatch.asking.event_backtest import event_to_parquet
    from frontwatch.asking.event_backtest_run import event_task, run_event_backtest
    from frontwatch.cli.progress import progress

    with progress("Asking other kinds of question") as told:
        others = run_event_backtest(
            event_task(opened, stage, found), found.about, list(np.unique(found.day)),
            keep=user_cache_path("frontwatch") / "backtest", workers=workers or os.cpu_count() or 1,
            scheduler=scheduler, told=told,
        )  # fmt: skip
    with whole_file(file) as out:
        event_to_parquet(others, out)
    return others


def _run(
    stage: Theatre,
    opened: Record,
    first: date | None,
    last: date | None,
    horizons: tuple[int, ...],
    workers: int | None,
    scheduler: str | None,
) -> Backtest:
    import os

    from platformdirs import user_cache_path

    from frontwatch.asking.backtest_run import run_backtest
    from frontwatch.asking.backtest_task import about_run, as_of_days, backtest_task
    from frontwatch.asking.settings import BACKTEST_HORIZONS
    from frontwatch.cli.kept import drop_abandoned
    from frontwatch.cli.progress import progress

    wanted = tuple(sorted(set(horizons or BACKTEST_HORIZONS)))
    keep = user_cache_path("frontwatch") / "backtest"
    with progress("Forecasting the past") as told:
        task, ids = backtest_task(opened, stage, wanted)
        found = run_backtest(
            task, about_run(task, opened, date.today(), _version()), ids, as_of_days(task, first, last),
            keep=keep, workers=workers or os.cpu_count() or 1, scheduler=scheduler, told=told,
        )  # fmt: skip
    drop_abandoned(keep, task.key(_version()))
    return found


def _version() -> str:
    """Of the code and of what its models learn: another's kept forecasts are not gone on from."""
    from importlib.metadata import version

    from frontwatch.asking.settings import MODELS_VERSION

    return f"{version('frontwatch')}, models {MODELS_VERSION}"


def _write(
    found: Backtest,
    others: Sequence[EventBacktest],
    stage: Theatre,
    html: Path | None,
    csv_file: Path | None,
    stored: Path | None,
) -> None:
    if stored is not None:
        from frontwatch.asking.backtest import to_parquet

        with whole_file(stored) as out:
            to_parquet(found, out)
    if csv_file is not None:
        _write_csv(found, stage, csv_file)
    if html is not None:
        from frontwatch.showing.backtest_page import backtest_page

        write_whole(html, backtest_page(found, _names(stage), others))


def _names(stage: Theatre) -> dict[int, str]:
    return dict(zip(stage.places.ids.tolist(), stage.places.names, strict=True))


def _write_csv(found: Backtest, stage: Theatre, file: Path) -> None:
    """A row for each forecast: came is empty where the window has not wholly passed."""
    import csv
    import io

    names = _names(stage)
    with whole_file(file) as out:
        text = io.TextIOWrapper(out, encoding="utf-8", newline="", write_through=True)
        writer = csv.writer(text, lineterminator="\n")
        writer.writerow(["as_of", "place_id", "place", "km", "population", "horizon_days", "came", *found.models])
        for horizon in found.horizons:
            came, whole = found.came(horizon)
            chances = [found.chance(model, horizon) for model in found.models]
            for i in range(len(found)):
                place = int(found.place[i])
                writer.writerow([
                    found.day[i], place, names.get(place, ""), round(float(found.km[i]), 2), found.population[i],
                    horizon, int(came[i]) if whole[i] else "", *(round(float(p[i]), 5) for p in chances),
                ])  # fmt: skip
        text.detach()
