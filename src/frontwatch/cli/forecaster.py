"""Where commands get their forecasts from: the models, loaded when they are asked."""

from __future__ import annotations

from datetime import date
from functools import cached_property, partial
from typing import TYPE_CHECKING

from frontwatch.asking.events import Event
from frontwatch.asking.forecast import Forecast, Settled, TrackRecord

if TYPE_CHECKING:
    from frontwatch.asking.backtest import Backtest
    from frontwatch.asking.batch import RowChances, Rows
    from frontwatch.asking.event_backtest import EventBacktest
    from frontwatch.asking.origin import Origin
    from frontwatch.ground.record import Record
    from frontwatch.model import Place
    from frontwatch.theatre.theatre import Theatre


class Forecaster:
    """The models with a theatre and a record, on an as-of day."""

    def __init__(self, theatre: Theatre, record: Record, as_of: date, seed: int, scheduler: str | None = None) -> None:
        """scheduler: address of a Dask cluster that runs the simulation."""
        self.scheduler = scheduler
        self.theatre, self.record, self.as_of, self.seed = theatre, record, as_of, seed
        self._origin: Origin | None = None

    def ask(self, event: Event) -> Forecast | Settled:
        """The answer to one question."""
        from frontwatch.asking.answer import ask

        return ask(self._loaded(), event)

    def ask_many(self, rows: Rows) -> RowChances:
        """The answers to many questions."""
        from frontwatch.asking.answer import ask_many

        return ask_many(self._loaded(), rows)

    def holder(self, place: Place) -> str:
        """Who holds a place's centre on the last map known on the as-of day."""
        from frontwatch.ground.known import known_where_told

        known = known_where_told(self.record, self.as_of)
        return str(known.holder(place.lon, place.lat, known.map_on(self.as_of).index)[0])

    def _backtest(self) -> Backtest | None:
        """The backtest that the theatre ships."""
        from frontwatch.asking.backtest import from_parquet

        file = self.theatre.default_backtest
        return from_parquet(file) if file else None

    @cached_property
    def _past_events(self) -> EventBacktest | None:
        """The shipped backtest by a record of the same scale, else by the other: only in polygons have towns parts."""
        from frontwatch.asking.event_backtest import event_from_parquet

        shipped = self.theatre.event_backtests
        if not shipped:
            return None
        return event_from_parquet(shipped.get(self.record.meta.scale) or next(iter(shipped.values())))

    def _event_track(
        self, side: str, kind: str, step: float, p: float, horizon: int
    ) -> tuple[float | None, TrackRecord | None]:
        """The base rate of a kind of event, and how what was said of it did, by the backtest that the theatre ships."""
        import numpy as np

        from frontwatch.asking.event_scores import track_of

        past = self._past_events
        if past is None or side != past.about.side:
            return None, None
        return track_of(past, kind, step, p, horizon, np.datetime64(self.as_of, "D"))

    def _loaded(self) -> Origin:
        import numpy as np

        from frontwatch.asking.combination import DEFAULT_WEIGHTS
        from frontwatch.asking.origin import Origin
        from frontwatch.asking.pool import weights_known
        from frontwatch.asking.track import track_record
        from frontwatch.cli.kept import kept_or_learned, kept_or_simulated

        if self._origin is None:
            given = "" if self.record.path == self.theatre.default_record else str(self.record.path)
            past = self._backtest()
            self._origin = Origin(
                self.theatre, self.record, self.as_of,
                given=given, learned=kept_or_learned, seed=self.seed,
                simulate=partial(kept_or_simulated, scheduler=self.scheduler),
                weights=weights_known(past, np.datetime64(self.as_of, "D")) if past else DEFAULT_WEIGHTS,
                track=lambda side, p, horizon: (
                    track_record(past, p, horizon) if past and side == past.about.side else None
                ),
                event_track=self._event_track,
            )  # fmt: skip
        return self._origin
