"""Numbers of the verdicts, each with its reason."""

from __future__ import annotations

# ------------------------------------------------------------------ how much of a place or region
HELD_SHARE = 0.75
"""Held, said without more, is supported from this share with the centre held: a suburb may be elsewhere."""
ALL_SHARE = 0.90
"""... and "all of", "fully" from this: the last tenth is within what a map of a town can draw."""
NOT_HELD_SHARE = 0.05
"""Under this share, with the centre elsewhere, a place is not held: the edge of a disc is not its town."""
PART_REACH_KM = 1.0
"""A part of a place is not held where the side's ground is farther than this from its disc."""

# ------------------------------------------------------------------ what hangs on contested ground
CONTESTED_KM = 2.0
"""Without a contested layer, ground not held this near to the side's ground may be contested: of places at 1 to 2 km
6 % were, within 1 km 36 %, beyond .3 %."""
CONTESTED_SHARE = 0.25
"""From this share of the disc drawn as contested the place hangs on it."""
FAR_FROM_FRONT_KM = 5.0
"""Ground is said to be contested, yet the other side's is farther than this: the map shows the opposite."""

# ------------------------------------------------------------------ too recent
RECENT_KM = 5.0
"""A change within the source's delay of the last map may be missing where the side's ground is this near."""
AROUND_DAYS = 7
"""An event is looked for in this many days around its day: reports and maps date it differently."""

EVENT_MARGIN_DAYS = 31
"""An event that the map shows more than this long before the day or period claimed did not come about then."""

# ------------------------------------------------------------------ figures
TOLERANCE = 0.15
"""Figures agree within this: the edges of a month are days off on every map."""
HEDGED_TOLERANCE = 0.25
"""... and within this where the report says "about", "almost"."""
DISTANCE_TOLERANCE_KM = 1.5
"""Distances agree within this or the share above, whichever is more: a town's edge or its centre may be meant."""
AREA_SLACK_KM2 = 2.0
"""... and areas within this: the strip that a map's resolution leaves open along a sector."""
SHARE_SLACK = 0.05
"""... and percent of a region within this."""
COARSE_KM2 = 200.0
"""Of a record of settlement scale: gains under this hang on a dozen settlements' cells and are not told from it."""
COARSE_STEP_KM = 4.0
"""Of a record of settlement scale: distances advanced agree within this, the way from a village to the next."""
COUNT_SLACK = 2
"""... and counts of settlements within this: villages merge, and their centres are points."""

# ------------------------------------------------------------------ exposure
SURROUNDED = 0.90
"""Share of the 72 bearings from which a place is surrounded: the last few may be a gap the map cannot draw."""
NEARLY_SURROUNDED = 0.75
PARTLY_SURROUNDED = 0.40
"""Two fifths of the bearings and more: the other side stands on two neighbouring sides."""
DIRECTION_WIDTH = 45
"""Degrees to each side of a compass word that count to it."""
TREND_DAYS = 31
"""A trend is measured against this many days before."""
RISING_BEARINGS = 2
"""More bearings than this is a rise: one either way is within the drawing."""

# ------------------------------------------------------------------ advances and intensity
ADVANCE_DAYS = 31
"""An advance without a period is looked for in this many days before the report."""
STOPPED_KM2 = 5.0
"""Under this gain near a place in the period an advance may be said to have been stopped."""
NEARER_KM = 0.5
"""Nearer by this: twice the map's resolution, so that redrawing is no advance."""

ROUTE_NEAR_KM = 30.0
"""A way is cut at a place where one of its stretches this near is: farther off it may be left by another way."""

# ------------------------------------------------------------------ durations and residents
DURATION_TOLERANCE = 0.2
"""Lengths of time agree within a fifth: "almost a year" is said from some ten months."""
POPULATION_TOLERANCE = 0.15
"""Reports round residents, and count with or without the suburbs."""
