"""The way from a record to a forecast: nothing later is seen, nothing falls with time, the cache changes nothing."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import numpy as np
import pytest

from frontwatch.asking.answer import ask, ask_many
from frontwatch.asking.batch import Rows
from frontwatch.asking.combination import DEFAULT_WEIGHTS, Weights, combined, weights_of
from frontwatch.asking.curve import curve_days, median_day
from frontwatch.asking.event_cases import shares_now
from frontwatch.asking.events import Control, FrontNear, GroundTaken, RegionShare, Several
from frontwatch.asking.features import points_of, sample_of
from frontwatch.asking.field import field_of
from frontwatch.asking.forecast import CurvePoint, Forecast, Settled
from frontwatch.asking.grid import Grid, GridHistory
from frontwatch.asking.hazard import Hazard, TooFewCases
from frontwatch.asking.history import history_known
from frontwatch.asking.models import MODELS
from frontwatch.asking.origin import Origin
from frontwatch.asking.prepared import prepare
from frontwatch.asking.simulation.fit import fit
from frontwatch.asking.simulation.simulate import simulate
from frontwatch.asking.simulation.stored import arrays_of, runs_of_arrays
from frontwatch.ground.known import with_maps
from frontwatch.ground.record import Record, open_record
from frontwatch.model import FrontwatchError
from frontwatch.theatre.theatre import open_theatre

THEATRE = open_theatre()
AS_OF = date(2023, 1, 20)
BY = date(2023, 7, 1)
DAY = np.datetime64(AS_OF)
HORIZONS = np.array([15, 30, 90, 180, 365])


@pytest.fixture(scope="module")
def record() -> Record:
    assert THEATRE.default_record is not None
    return open_record(THEATRE.default_record)


@pytest.fixture(scope="module")
def learned(record):
    """Learned once for these tests."""
    made = {}

    def of(asked, theatre, side, as_of):
        if side not in made:
            made[side] = prepare(record, theatre, side, as_of)
        return made[side]

    return of


@pytest.fixture(scope="module")
def runs(record):
    """A few runs, made once for these tests."""
    return few_runs(history_known(record, THEATRE, AS_OF), THEATRE, AS_OF, 1)


def few_runs(history, theatre, as_of, seed):
    return simulate(fit(field_of(history, theatre, as_of)), runs=25, seed=seed)


@pytest.fixture(scope="module")
def origin(record, learned, runs) -> Origin:
    return Origin(THEATRE, record, AS_OF, learned=learned, simulate=lambda *_: runs, weights=DEFAULT_WEIGHTS)


def same(a: Forecast, b: Forecast) -> bool:
    """To the last bit, the record's own account and the arrays of the fan aside; those one by one."""
    fans = [(a.fan.lon, b.fan.lon), (a.fan.lat, b.fan.lat), (a.fan.probability, b.fan.probability)]
    return replace(a, record=b.record, fan=None) == replace(b, fan=None) and all(np.array_equal(*f) for f in fans)


def bakhmut(by: date = BY) -> Control:
    return Control(side="RU", place=THEATRE.look_up("Bakhmut")[0], by=by)


def test_later_maps_move_no_forecast_by_a_bit(record, origin):
    upto = int(np.searchsorted(record.days, DAY, side="right"))
    gone = with_maps(record, np.arange(upto))
    other = Origin(THEATRE, gone, AS_OF, simulate=few_runs, weights=DEFAULT_WEIGHTS)
    a, b = ask(origin, bakhmut()), ask(other, bakhmut())
    assert isinstance(a, Forecast) and isinstance(b, Forecast)
    assert same(a, b)


def test_an_answer_is_whole(origin):
    f = ask(origin, bakhmut())
    assert isinstance(f, Forecast)
    assert 0 < f.low < f.probability < f.high < 1
    assert f.probability == pytest.approx(f.curve[-1].probability)
    assert [p.day for p in f.curve] == curve_days(AS_OF, BY)
    assert dict(f.members)["climatology"] == f.baselines.climatology
    assert f.record.map is not None and f.record.map.day <= AS_OF
    assert f.resolution.count("Bakhmut") >= 1 and BY.isoformat() in f.resolution


@pytest.mark.parametrize("by", [AS_OF + timedelta(days=n) for n in (1, 40, 365, 900)])
def test_the_curve_never_falls_and_ends_within_a_year(origin, by):
    f = ask(origin, bakhmut(by))
    assert isinstance(f, Forecast)
    chances = [p.probability for p in f.curve]
    assert chances == sorted(chances)
    assert f.curve[-1].day == min(by, AS_OF + timedelta(days=365))
    assert bool(f.notes) == (by > AS_OF + timedelta(days=365))


def test_many_are_answered_as_one(origin):
    names = ["Bakhmut", "Vuhledar", "Avdiivka", "Lviv", "Donetsk"]
    places = [THEATRE.look_up(n)[0] for n in names]
    rows = Rows(
        np.array([p.id for p in places]), np.array([p.lon for p in places]), np.array([p.lat for p in places]),
        np.array(["RU"] * 5), np.array([BY] * 5, "datetime64[D]"),
    )  # fmt: skip
    found = ask_many(origin, rows)
    for n, place in enumerate(places[:3]):
        one = ask(origin, Control(side="RU", place=place, by=BY))
        assert isinstance(one, Forecast)
        assert found.probability[n] == pytest.approx(one.probability)
        assert (found.low[n], found.high[n]) == pytest.approx((one.low, one.high))
        assert found.kinetic[n] == pytest.approx(one.baselines.kinetic)
        assert found.trouble[n] == ""
    assert "50 km" in found.trouble[3] and found.probability[3] < 0.02
    assert "already holds" in found.trouble[4] and np.isnan(found.probability[4])


def test_a_bare_point_in_a_settlement_is_asked_about_as_it(origin):
    place = THEATRE.look_up("Bakhmut")[0]
    rows = Rows(
        np.array([place.id, 0]), np.array([place.lon, place.lon + 0.0002]), np.array([place.lat] * 2),
        np.array(["RU"] * 2), np.array([BY] * 2, "datetime64[D]"),
    )  # fmt: skip
    found = ask_many(origin, rows)
    # 15 m on; as terrain, without its residents, it would be a tenth likelier or less likely.
    assert found.probability[0] == pytest.approx(found.probability[1], rel=0.01)


@pytest.mark.parametrize("asked, said", [
    (lambda: bakhmut(), None),
    (lambda: Control(side="RU", place=THEATRE.look_up("Lviv")[0], by=BY), "more than 50 km"),
    (lambda: Control(side="XX", place=THEATRE.look_up("Bakhmut")[0], by=BY), "no side 'XX'"),
])  # fmt: skip
def test_what_cannot_be_answered_is_said_in_a_sentence(origin, asked, said):
    if said is None:
        assert isinstance(ask(origin, asked()), Forecast)
        return
    with pytest.raises(FrontwatchError, match=said):
        ask(origin, asked())


@pytest.mark.parametrize("event", [
    RegionShare(side="RU", region=THEATRE.region("UA-14"), share=0.6, by=BY),
    GroundTaken(side="RU", km2=300, by=BY),
], ids=lambda e: e.kind)  # fmt: skip
def test_what_the_simulation_alone_tells_is_answered_whole(origin, event):
    f = ask(origin, event)
    assert isinstance(f, Forecast)
    assert 0 < f.low < f.probability < f.high < 1
    assert f.members == (("simulation", pytest.approx(f.probability, abs=1e-3)),)
    assert any("simulation alone" in note for note in f.notes)
    assert BY.isoformat() in f.resolution


def test_ground_near_a_place_too_far_for_the_other_models_is_told_by_the_runs(origin):
    far = FrontNear(side="RU", place=THEATRE.look_up("Dnipro")[0], km=10, by=BY)
    assert ask(origin, far).members[0][0] == "simulation"


def test_other_kinds_have_the_base_rate_and_the_past_of_their_kind(record, learned, runs):
    asked = []

    def before(side, kind, step, p, horizon):
        asked.append((side, kind, round(step, 3), horizon))
        return 0.125, None

    of = {"learned": learned, "simulate": lambda *_: runs, "event_track": before}
    f = Origin(THEATRE, record, AS_OF, **of, weights=DEFAULT_WEIGHTS)
    taken = ask(f, GroundTaken(side="RU", km2=300, by=BY))
    assert taken.baselines.climatology == 0.125
    near = ask(f, FrontNear(side="RU", place=THEATRE.look_up("Kramatorsk")[0], km=10, by=BY))
    assert near.baselines.climatology not in (None, 0.125), "that of the centre and the runs"
    ask(f, Several(of=TWO, how="any"))
    days = (BY - AS_OF).days
    assert asked == [("RU", "ground_taken", 300, days), ("RU", "front_near", 10, days), ("RU", "several_any", 0, days)]


def test_a_region_begins_from_what_the_record_shows(origin):
    now = float(shares_now(origin.known, THEATRE, ["UA-14"], "RU")[0])
    told = [
        ask(origin, RegionShare(side="RU", region=THEATRE.region("UA-14"), share=now + more, by=BY)).probability
        for more in (0.0005, 0.02, 0.3)
    ]
    assert told[0] > 0.5 > told[2] and told[0] >= told[1] >= told[2]


def test_in_a_settlement_record_a_part_of_a_place_is_as_likely_as_its_centre(origin):
    kramatorsk = replace(bakhmut(), place=THEATRE.look_up("Kramatorsk")[0])
    told = [ask(origin, replace(kramatorsk, part=part)) for part in ("any", "centre", "all")]
    assert origin.record.meta.scale == "settlement"
    assert told[0].probability == pytest.approx(told[1].probability) == pytest.approx(told[2].probability)


def polygons(record: Record) -> Record:
    """The same ground, said to be drawn as polygons: a place's own entry decides no more for its parts."""
    return Record(replace(record.table, meta=replace(record.meta, scale="polygon")), record.hash, record.path)


@pytest.fixture(scope="module")
def of_polygons(record, learned, runs) -> Origin:
    """By the same ground, told as one of polygons."""
    return Origin(THEATRE, polygons(record), AS_OF, learned=learned, simulate=lambda *_: runs, weights=DEFAULT_WEIGHTS)


def test_by_polygons_any_part_is_likelier_than_the_centre_and_all_of_it_less(of_polygons):
    kramatorsk = replace(bakhmut(), place=THEATRE.look_up("Kramatorsk")[0])
    told = [ask(of_polygons, replace(kramatorsk, part=part)) for part in ("any", "centre", "all")]
    points = [[p.probability for p in f.curve] for f in told]
    assert all(some >= centre > whole for some, centre, whole in zip(*points, strict=True))
    for f in told:
        assert 0 < f.low < f.probability < f.high < 1
        assert {"climatology", "kinetic", "hazard", "simulation"} == set(dict(f.members))


def test_later_maps_move_no_forecast_of_a_part_by_a_bit(record, runs):
    upto = int(np.searchsorted(record.days, DAY, side="right"))
    told = [
        [
            ask(origin, replace(bakhmut(), place=THEATRE.look_up("Kramatorsk")[0], part=part))
            for origin in [Origin(THEATRE, seen, AS_OF, simulate=lambda *_: runs, weights=DEFAULT_WEIGHTS)]
            for part in ("any", "all")
        ]
        for seen in (polygons(record), polygons(with_maps(record, np.arange(upto))))
    ]
    assert all(isinstance(f, Forecast) and same(f, g) for f, g in zip(*told, strict=True))


def test_all_of_several_places_is_no_likelier_than_all_of_one(of_polygons):
    whole = tuple(replace(c, part="all") for c in TWO)
    each = [ask(of_polygons, c).probability for c in whole]
    both, any_of = (ask(of_polygons, Several(of=whole, how=how)).probability for how in ("all", "any"))
    assert both <= min(each) and max(each) <= any_of <= sum(each)


def test_all_of_a_place_whose_centre_is_held_is_asked_of_the_time_since(record, learned, runs):
    """Nova Kakhovka's centre is held since early 2022, its disc reaches across the river."""
    drawn = polygons(record)
    town = THEATRE.look_up("Nova Kakhovka")[0]
    told = []
    for as_of in (date(2023, 1, 20), date(2023, 6, 20)):
        origin = Origin(THEATRE, drawn, as_of, learned=learned, simulate=lambda *_: runs, weights=DEFAULT_WEIGHTS)
        assert origin.held(town, "RU")
        by = as_of + timedelta(days=160)
        told.append(ask(origin, Control(side="RU", place=town, by=by, part="all")))
    assert all(isinstance(f, Forecast) and f.members == () for f in told), told
    assert told[0].probability > told[1].probability > 0.001


def test_liberation_is_answered_without_the_simulation(origin):
    f = ask(origin, Control(side="UA", place=THEATRE.look_up("Kreminna")[0], by=BY))
    assert isinstance(f, Forecast)
    assert 0 < f.low < f.probability < f.high < 1
    assert "simulation" not in dict(f.members) and f.fan is None and f.track is None


TWO = (bakhmut(), replace(bakhmut(), place=THEATRE.look_up("Vuhledar")[0]))


def test_several_places_keep_to_what_is_said_of_each(origin):
    each = [ask(origin, c).probability for c in TWO]
    both, any_of, first = (ask(origin, Several(of=TWO, how=how)) for how in ("all", "any", "in_order"))
    assert both.probability <= min(each) + 1e-9 and any_of.probability >= max(each) - 1e-9
    assert both.probability + any_of.probability == pytest.approx(sum(each), abs=2 / len(origin.runs()))
    assert first.probability <= each[0]
    for f in (both, any_of, first):
        assert 0 < f.low < f.probability < f.high < 1
        assert {"climatology", "kinetic", "hazard", "simulation"} == set(dict(f.members))
        assert f.baselines.climatology is not None and BY.isoformat() in f.resolution


def test_of_all_places_those_held_are_left_out_and_one_too_far_is_refused(origin):
    donetsk, lviv = (replace(bakhmut(), place=THEATRE.look_up(name)[0]) for name in ("Donetsk", "Lviv"))
    alone = ask(origin, bakhmut()).probability
    assert ask(origin, Several(of=(bakhmut(), donetsk), how="all")).probability == pytest.approx(alone)
    assert isinstance(ask(origin, Several(of=(bakhmut(), donetsk), how="any")), Settled)
    with pytest.raises(FrontwatchError, match="Lviv lay more than 50 km"):
        ask(origin, Several(of=(bakhmut(), lviv), how="any"))


def test_more_of_a_place_is_no_likelier_than_less_and_ground_near_it_likeliest(origin):
    kramatorsk = replace(bakhmut(), place=THEATRE.look_up("Kramatorsk")[0])
    near = FrontNear(side="RU", place=kramatorsk.place, km=10, by=BY)
    asked = (near, *(replace(kramatorsk, part=part) for part in ("any", "centre", "all")))
    told = [ask(origin, event) for event in asked]
    points = [[p.probability for p in f.curve] for f in told]
    assert all(n >= a >= c >= w for n, a, c, w in zip(*points, strict=True))
    assert points[0][-1] > points[2][-1]
    assert all(0 < f.low <= f.probability <= f.high < 1 for f in told)


def test_a_place_that_the_side_holds_is_settled(origin):
    held = ask(origin, Control(side="RU", place=THEATRE.look_up("Donetsk")[0], by=BY))
    assert isinstance(held, Settled) and held.came


def test_a_day_in_the_past_is_answered_by_the_record(origin):
    past = ask(origin, Control(side="RU", place=THEATRE.look_up("Lysychansk")[0], by=date(2022, 8, 1)))
    assert isinstance(past, Settled) and past.came and past.day == date(2022, 7, 4)
    not_yet = ask(origin, bakhmut(date(2023, 1, 1)))
    assert isinstance(not_yet, Settled) and not not_yet.came


def test_too_little_history_is_said(record):
    early = Origin(THEATRE, record, date(2022, 4, 20), weights=DEFAULT_WEIGHTS)
    with pytest.raises(FrontwatchError, match=r"30|earlier|later"):
        ask(early, bakhmut(date(2022, 9, 1)))


def test_what_is_kept_gives_the_same_again(record, learned, runs):
    made = learned(record, THEATRE, "RU", AS_OF)
    again, ran = type(made).of_arrays("RU", AS_OF, made.arrays()), runs_of_arrays(arrays_of(runs))

    def answer(learned, runs):
        of = {"learned": lambda *_: learned, "simulate": lambda *_: runs}
        return ask(Origin(THEATRE, record, AS_OF, **of, weights=DEFAULT_WEIGHTS), bakhmut())

    assert same(answer(made, runs), answer(again, ran))


# ---------------------------------------------------------------- the sample


@pytest.fixture(scope="module")
def sample(record):
    grid = Grid.of(THEATRE)
    days = [np.datetime64(d) for d in ("2022-06-01", "2022-09-01", "2022-12-01")]
    return sample_of(record, THEATRE, GridHistory.of(record, grid), points_of(THEATRE, grid), "RU", days)


def test_a_row_s_features_are_those_of_its_day_alone(record, sample):
    grid = Grid.of(THEATRE)
    day = np.datetime64("2022-09-01")
    upto = with_maps(record, np.arange(np.searchsorted(record.days, day, side="right")))
    then = sample_of(upto, THEATRE, GridHistory.of(upto, grid), points_of(THEATRE, grid), "RU", [day])
    rows = sample.rows(sample.day == day)
    kept = np.isin(rows.point, then.point)
    assert np.array_equal(rows.x[kept], then.x[np.isin(then.point, rows.point)])
    places = rows.is_place[rows.point]
    assert kept[places].all()


def test_when_a_place_was_taken_is_what_replaying_the_maps_shows(record, sample):
    rows = np.flatnonzero(sample.is_place[sample.point])
    chosen = rows[:: max(1, len(rows) // 60)]
    lon, lat = sample.lon[sample.point[chosen]], sample.lat[sample.point[chosen]]
    ours = np.array([record.holder(lon, lat, int(i)) == "RU" for i in record.last_of_days])
    days = np.unique(record.days)
    confirmed = ours[:-1] & ours[1:]
    for n, row in enumerate(chosen):
        later = np.flatnonzero(confirmed[:, n] & (days[:-1] > sample.day[row]))
        expected = days[later[0]] if len(later) else np.datetime64("NaT")
        assert np.isnat(expected) == np.isnat(sample.taken[row])
        assert np.isnat(expected) or expected == sample.taken[row]


def test_what_came_after_a_day_is_not_known_by_it(sample):
    known = sample.known_by(np.datetime64("2022-10-15"))
    assert (known.day < np.datetime64("2022-10-15")).all()
    assert not (known.taken > np.datetime64("2022-10-15")).any()
    assert not known.came(90)[1][known.day == np.datetime64("2022-09-01")].any()


@pytest.mark.parametrize("model", MODELS, ids=lambda m: m.name)
def test_a_model_gives_chances_that_never_fall_with_the_horizon(sample, model):
    past, now = sample.known_by(np.datetime64("2022-12-01")), sample.rows(sample.day == np.datetime64("2022-12-01"))
    found = model.chances(past, now, HORIZONS)
    assert found.shape == (len(now), len(HORIZONS))
    assert ((found >= 0) & (found < 1)).all()
    if "climatology" not in model.name:
        assert (np.diff(found, axis=1) >= 0).all()


def test_the_hazard_needs_cases(sample):
    nothing = replace(sample, taken=np.full(len(sample), np.datetime64("NaT"), "datetime64[D]"))
    with pytest.raises(TooFewCases, match="only 0 points"):
        Hazard().fit(nothing.known_by(np.datetime64("2022-12-01")))


# ---------------------------------------------------------------- the combination


def test_the_model_that_was_right_gets_the_weight():
    rng = np.random.default_rng(1)
    p = rng.random(4000) * 0.5
    came = rng.random(4000) < p
    wrong = np.full(4000, 0.9)
    assert weights_of(np.column_stack([wrong, p]), came, np.array([0.5, 0.5]), 1.0).tolist() == [0.0, 1.0]


def test_without_cases_the_weights_stay():
    prior = np.array([0.3, 0.7])
    assert weights_of(np.zeros((0, 2)), np.zeros(0, bool), prior, 50.0) == pytest.approx(prior)


def test_a_model_that_is_not_at_hand_leaves_its_weight_to_the_others():
    w = Weights(("a", "b", "c"), (30, 90), ((0.5, 0.25, 0.25), (0.1, 0.4, 0.5)))
    assert w.at(60, ("a", "b")) == pytest.approx([0.3 / 0.625, 0.325 / 0.625])
    assert combined({"a": np.array([0.2]), "b": np.array([0.4])}, 30, w) == pytest.approx([0.2 * 2 / 3 + 0.4 / 3])


def test_the_median_day_lies_on_the_line_between_two_points():
    first = date(2031, 1, 1)
    curve = tuple(CurvePoint(first + timedelta(days=d), p, p, p) for d, p in ((10, 0.25), (20, 0.75)))
    assert median_day(first, curve) == first + timedelta(days=15)
    assert median_day(first, curve[:1]) is None
