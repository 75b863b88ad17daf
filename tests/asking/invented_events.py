"""Events about invented places, for any test."""

from __future__ import annotations

from datetime import date

from hypothesis import strategies as st

from frontwatch.asking.events import Control, FrontNear, GroundTaken, RegionShare, Several
from frontwatch.model import Place, Region, Sector

texts = st.text(st.characters(exclude_categories=("Cs",)), max_size=12)
days = st.dates(date(2024, 1, 1), date(2026, 12, 31))
places = st.builds(
    Place,
    st.integers(-10, 10**7),
    texts,
    st.floats(-180, 180),
    st.floats(-90, 90),
    st.integers(0, 10**7),
    st.sampled_from(["", "AL-1"]),
)
sides = st.sampled_from(["AL", "BO"])
regions = st.builds(Region, st.just("AL-1"), texts)
controls = st.builds(Control, side=sides, place=places, by=days, part=st.sampled_from(["centre", "any", "all"]))
events = st.one_of(
    controls,
    st.builds(
        Several,
        of=st.lists(controls, min_size=2, max_size=4).map(tuple),
        how=st.sampled_from(["all", "any", "in_order"]),
    ),
    st.builds(RegionShare, side=sides, region=regions, share=st.floats(0, 1), by=days),
    st.builds(
        GroundTaken,
        side=sides,
        km2=st.floats(0, 5000),
        by=days,
        region=st.none() | regions,
        sector=st.none() | st.builds(Sector, st.just("alder"), texts, st.just(1)),
        since=st.none() | days,
    ),
    st.builds(FrontNear, side=sides, place=places, km=st.floats(0, 60), by=days),
)
