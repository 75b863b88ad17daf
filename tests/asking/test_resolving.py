"""What comes of questions on invented maps: a table of cases, two records, corrections, publication."""

from __future__ import annotations

from datetime import UTC, date, datetime

import numpy as np
import pytest
from alder_records import ALDERLAND, ASHFORD, BIRCH, CEDAR, OTHER, POINT, alder, day
from hypothesis import given
from hypothesis import strategies as st

from frontwatch.asking.events import Control, FrontNear, GroundTaken, RegionShare, Several
from frontwatch.asking.resolving import Resolution, resolve
from frontwatch.asking.settling import Shown, settle
from frontwatch.ground.record import Record
from frontwatch.model import FrontwatchError

BY, LATER = day(10), day(30)


def takes(place=BIRCH, by=BY, part="centre", side="BO") -> Control:
    return Control(side=side, place=place, by=by, part=part)


def came(event, *records: Record, until: date = LATER, persist: int = 0, known_by: date | None = None) -> Resolution:
    return resolve(event, day(2), records, ALDERLAND, until=until, persist_days=persist, known_by=known_by)


CASES = [
    # maps, persist, state, day, said, why
    ("east*5 birch*10", 0, "yes", 6, "shows it on the map of 2024-03-06, and still on that of 2024-03-07", "held"),
    ("east*15", 0, "no", 10, "no map up to that of 2024-03-10", "never held"),
    ("east*5 grey*10", 0, "no", 10, "no map", "contested ground is held by nobody"),
    ("east*10 birch*5", 0, "no", 10, "no map", "held a day late"),
    ("east*9 birch*5", 0, "yes", 10, "", "held on the last day"),
    ("east*9 birch east*5", 0, "no", 10, "showed it on one map, of 2024-03-10", "held on one map only"),
    ("east*9 birch", 0, "not yet", None, "no later map has confirmed", "the next map is not there yet"),
    ("east*5", 0, "not yet", None, "ends on 2024-03-05, before 2024-03-10", "the days are not over"),
    ("east*5 birch*2 east*8", 0, "no", 10, "a flip by the audit's rule", "gone again within three maps"),
    ("east*5 birch*3 east*8", 0, "no", 10, "a flip", "gone again on the third map after"),
    ("east*5 birch*4 east*8", 0, "yes", 6, "", "gone again after more than three maps: no flip"),
    ("east*4 birch*2 east birch*8", 0, "yes", 8, "a flip", "a flip, then held"),
    ("east*5 birch*4 grey*6", 3, "yes", 6, "", "still held three days later"),
    ("east*5 birch*4 grey*8", 5, "no", 10, "too short", "not held five days later"),
    ("east*8 birch*3", 5, "not yet", None, "must still show it on 2024-03-14", "five days are not over"),
    ("east*8 birch*6", 5, "yes", 9, "on that of 2024-03-14", "five days are over"),
    ("east*2 - - - - - - - - - - birch*5", 0, "annulled", None, "no map near 2024-03-10", "a gap round the day"),
    ("east*8 - - - east*5", 0, "no", 8, "", "the last map is two days old"),
    ("east*7 birch - - birch*3", 0, "yes", 8, "still on that of 2024-03-11", "the next map comes after a gap"),
    ("east birch*4 east*10", 0, "yes", 3, "", "held when asked: it was never a question"),
    ("birch east*12", 0, "no", 10, "", "held and lost before it was asked"),
]  # fmt: skip


@pytest.mark.parametrize("maps, persist, state, on, said, why", CASES, ids=[c[-1] for c in CASES])
def test_a_place_is_taken_when_the_maps_show_it_and_it_stands(maps, persist, state, on, said, why):
    found = came(takes(), alder(maps), persist=persist)
    assert (found.state, found.day) == (state, on and day(on)), found.reason
    assert said in found.reason
    assert found.reason.endswith(".") and found.reason.startswith("Alder maps ")


def test_what_came_in_a_gap_round_the_day_it_was_asked_is_annulled():
    record = alder("east" + " -" * 11 + " birch*9")
    found = resolve(takes(by=day(20)), day(10), [record], ALDERLAND, until=day(30))
    assert found.state == "annulled" and "it may have been so before" in found.reason
    later = alder("east" + " -" * 11 + " east birch*8")
    assert resolve(takes(by=day(20)), day(10), [later], ALDERLAND, until=day(30)).day == day(14)


def test_the_deciding_map_and_record_are_kept_by_their_hashes():
    record = alder("east*5 birch*10")
    found = came(takes(), record)
    assert (found.record, found.record_hash) == ("Alder maps", record.hash)
    assert found.map_sha256 == record.map_hashes[5]
    assert found.known == day(6)


def test_a_yes_is_firm_once_three_maps_have_followed():
    assert [came(takes(), alder(f"east*5 birch*{n}")).firm for n in (2, 3, 4)] == [False, False, True]
    assert "may still undo it" in came(takes(), alder("east*5 birch*2")).reason


def test_a_correction_changes_what_came():
    before = came(takes(), alder("east*8 birch*2"))
    after = came(takes(), alder("east*8 birch*2 east*5"))
    assert (before.state, before.firm, after.state) == ("yes", False, "no")


@pytest.mark.parametrize("part, maps, state", [
    ("centre", "east*5 edge*10", "no"), ("any", "east*5 edge*10", "yes"), ("all", "east*5 edge*10", "no"),
    ("all", "east*5 birch*10", "yes"), ("any", "east*5 grey*10", "no"),
])  # fmt: skip
def test_the_part_of_the_place_decides(part, maps, state):
    assert came(takes(part=part), alder(maps)).state == state


def test_a_bare_point_is_asked_by_its_coordinates():
    assert came(takes(POINT), alder("east*5 birch*10")).day == day(6)


def test_the_side_that_holds_what_no_layer_covers_can_take_ground_back():
    assert came(takes(side="AL"), alder("birch*5 east*10")).day == day(6)
    assert came(takes(side="AL"), alder("birch*5 grey*10")).state == "no"


both = (takes(CEDAR), takes(BIRCH))
SEVERAL = [
    ("all", both, "east*3 cedar*3 birch*9", "yes", 7, "the last of them dates it"),
    ("all", both, "east*3 cedar*12", "no", 10, "one is missing"),
    ("any", both, "east*3 cedar*12", "yes", 4, "the first of them dates it"),
    ("any", both, "east*15", "no", 10, "none"),
    ("in_order", both, "east*3 cedar*3 birch*9", "yes", 4, "the first came first"),
    ("in_order", both, "east*3 cedar*12", "yes", 4, "the second never came"),
    ("in_order", both[::-1], "east*3 cedar*3 birch*9", "no", 4, "the second came first"),
    ("in_order", both, "east*3 birch*9", "no", 4, "on the same map: not before"),
    ("all", both, "east*3 cedar*2", "not yet", None, "one is still open"),
]  # fmt: skip


@pytest.mark.parametrize("how, of, maps, state, on, why", SEVERAL, ids=[c[-1] for c in SEVERAL])
def test_several_places(how, of, maps, state, on, why):
    found = came(Several(of=of, how=how), alder(maps))
    assert (found.state, found.day) == (state, on and day(on)), found.reason


def test_a_share_of_a_region():
    west, east = ALDERLAND.region("AL-1"), ALDERLAND.region("AL-2")
    record = alder("east*5 all*10")
    assert came(RegionShare(side="BO", region=east, share=0.05, by=BY), record).state == "yes"
    assert came(RegionShare(side="BO", region=west, share=0.3, by=BY), record).day == day(6)
    assert came(RegionShare(side="BO", region=west, share=0.999, by=BY), record).state == "no"


def test_ground_taken_in_a_period_counts_net_and_on_its_last_day():
    record = alder("east*5 birch*10")
    width = 0.4 * 111.32 * np.cos(np.radians(50))  # km from 30.1 to 30.5
    km2 = width * 0.6 * 111.2
    sure, never = (GroundTaken(side="BO", km2=f * km2, by=BY) for f in (0.95, 1.05))
    assert (came(sure, record).state, came(never, record).state) == ("yes", "no")
    assert came(sure, record).day == BY
    lost_again = alder("east*5 birch*3 east*10")
    assert came(sure, lost_again).state == "no"
    assert came(sure, alder("east*5 birch*4")).state == "not yet"
    west = GroundTaken(side="BO", km2=0.0, by=BY, region=ALDERLAND.region("AL-1"))
    assert came(west, alder("east*15")).state == "no"


def test_the_front_comes_near_a_place():
    # The east begins 21.5 km east of Birch, Cedar's ground 10.7 km.
    near, nearer = (FrontNear(side="BO", place=BIRCH, km=km, by=BY) for km in (12.0, 9.0))
    record = alder("east*5 cedar*10")
    assert (came(near, record).day, came(nearer, record).state) == (day(6), "no")


# ---------------------------------------------------------------- two records

TWO = [
    ("east*5 birch*9", "east*6 birch*9", "yes", 6, "both: the first record dates it"),
    ("east*5 birch*9", "east*15", "sources disagree", None, "one says no"),
    ("east*5 birch*9", "east*7", "not yet", None, "the other's maps are still to come"),
    ("east*5 birch*9", "east*5 - - - - - - - - - - - - - - - birch", "yes", 6, "the other has no map near"),
    ("east*2 - - - - - - - - - - - birch*3", "east*14", "no", 10, "the second decides where the first cannot"),
    ("east*2 - - - - - - - - - - - birch*3", "east - - - - - - - - - - - birch*3", "annulled", None, "neither can"),
]  # fmt: skip


@pytest.mark.parametrize("first, second, state, on, why", TWO, ids=[c[-1] for c in TWO])
def test_two_records_must_agree(first, second, state, on, why):
    found = came(takes(), alder(first), alder(second, OTHER), until=day(14))
    assert (found.state, found.day) == (state, on and day(on)), found.reason
    assert "Alder maps" in found.reason and "Watch maps" in found.reason
    assert len(found.votes) == 2


def test_a_record_that_ended_long_ago_does_not_hold_up_the_other():
    found = came(takes(), alder("east*4"), alder("east*15", OTHER), until=day(30))
    assert (found.state, found.record) == ("no", "Watch maps")
    assert found.votes[0].ended


def test_it_is_known_when_the_first_of_the_records_shows_it():
    assert came(takes(), alder("east*7 birch*9"), alder("east*5 birch*9", OTHER)).known == day(6)


# ---------------------------------------------------------------- what was known when


def test_later_maps_change_nothing_of_what_is_asked_by_then():
    whole = alder("east*5 birch*10")
    assert came(takes(), whole, until=day(6)).state == "not yet"
    assert came(takes(), whole, until=day(7)).state == "yes"


def test_a_map_published_late_is_known_late():
    times = {n: datetime(2024, 3, n, 1, tzinfo=UTC) for n in range(1, 16)}
    late = {**times, 6: datetime(2024, 3, 9, 12, tzinfo=UTC)}
    record = alder("east*5 birch*10", published=late)
    assert came(takes(), record).known == date(2024, 3, 9)
    assert came(takes(), record, known_by=day(7)).state == "not yet"  # only the map of day 7 shows it by then
    assert came(takes(), record, known_by=day(8)).day == day(7)


# ---------------------------------------------------------------- mistakes


def test_no_record_and_a_side_that_no_record_shows_are_told():
    with pytest.raises(FrontwatchError, match="No record is open"):
        came(takes())
    with pytest.raises(FrontwatchError, match="Alder maps shows no ground of 'XX'"):
        came(takes(side="XX"), alder("east*15"))


def test_an_island_that_decides_is_named():
    # Ashford appears 35 km from all that Borland had.
    assert "the audit calls ground gained there an island" in came(takes(ASHFORD), alder("east*5 island*10")).reason


# ---------------------------------------------------------------- the rule by itself

bits = st.lists(st.booleans(), min_size=1, max_size=25)


def slow(came: list[bool], asked: int, by: int, persist: int) -> tuple[str, int | None]:
    """The rule again, one map a day, read aloud: index of the deciding day."""
    n = len(came)
    i = asked + 1
    while i <= by and i < n:
        if not came[i] or (i > asked + 1 and came[i - 1]):
            i += 1
            continue
        start = i
        while start > 0 and came[start - 1]:
            start -= 1
        end = i
        while end + 1 < n and came[end + 1]:
            end += 1
        long_enough = end > i and end >= i + persist
        if end == n - 1:
            return ("yes", i) if long_enough else ("not yet", None)
        if long_enough and end + 1 - start > 3:
            return "yes", i
        i = end + 1
    return ("no", by) if n > by else ("not yet", None)


@given(bits, st.integers(0, 5), st.integers(1, 15), st.integers(0, 4))
def test_the_rule_agrees_with_itself_read_aloud(came, asked, length, persist):
    days = np.datetime64(day(1), "D") + np.arange(len(came))
    by = asked + length
    found = settle(Shown(days, np.array(came)), day(asked + 1), day(by + 1), persist_days=persist)
    outcome, on = slow(came, asked, by, persist)
    assert found.outcome == outcome
    if outcome == "yes":
        assert found.day == day(on + 1)


@given(bits, st.lists(st.booleans(), max_size=8), st.integers(1, 12))
def test_a_firm_yes_stands_whatever_the_later_maps_show(came, later, by):
    def run(shown):
        days = np.datetime64(day(1), "D") + np.arange(len(shown))
        return settle(Shown(days, np.array(shown)), day(1), day(by + 1))

    before = run(came)
    if before.outcome == "yes" and before.firm:
        after = run(came + later)
        assert (after.outcome, after.day) == ("yes", before.day)
