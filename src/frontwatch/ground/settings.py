"""Numbers that tune the ground room, each with its reason."""

from __future__ import annotations

# ------------------------------------------------------------------ format
COORDINATE_UNIT = 1e-7
"""Degrees per integer step: about 1 cm, and exact for every source here (they publish six or seven decimals)."""
COMPRESSION_LEVEL = 12
"""Of zstd: records are written once and read often; higher levels gain under 2 %."""

# ------------------------------------------------------------------ import: what is still a map
MAX_MAP_BYTES = 64 * 1024**2
"""A real map is .1 to 1 MB; 64 MB leaves room and keeps one file from filling the memory."""
MAX_TOTAL_BYTES = 4 * 1024**3
"""All maps of an archive, unpacked: ten times the largest real source (395 MB)."""
MAX_FILES = 100_000
"""Members of an archive: three years of a map an hour are 26,000."""
MAX_TABLE_BYTES = 8 * 1024**3
"""A table of settlements, unpacked; it is read in blocks and never held whole: VIINA's of a year is about .6 GB."""
TABLE_BLOCK_BYTES = 1024**2
"""Of a table read at once; Arrow reads some thirty blocks ahead."""
MAX_TABLE_DAYS = 10_000
"""Days of a table: 27 years; more are damage."""
MAX_FEATURES = 100_000
"""Features of one sheet: the published maps have some 700, points included."""
MAX_SHEETS = 10_000
"""Files of a folder that a description tells of: 27 years of a map a day."""
MAX_DESCRIPTION_BYTES = 64 * 1024
"""Of a source.toml; a real one is 1 kB."""
MAX_LAYERS = 16
"""Of a described source."""
DAY_STARTS_HOUR = 3
"""Of UTC: with publication times, day D is the last map published before 03:00 UTC of D (05:00 or 06:00 in Kyiv)."""
REPAIR_SHARE = 0.001
"""A self-crossing ring is repaired where repair changes its area by less than this share: a hand slipped, no more."""
REPAIR_KM2 = 0.1
"""... or by less than this: the slips of a hand in a polygon of a village."""
FIRST_YEAR, LAST_YEAR = 1990, 2100
"""Digits in a file name outside these years are no date."""

# ------------------------------------------------------------------ asking
MAX_AGE_DAYS = 7
"""A map older than this says nothing about the day: a week's front moves by more than the map's resolution."""
PAIRS_AT_ONCE = 1_000_000
"""Edge and point pairs looked at in one pass of a history: about 50 MB."""
GAP_CELL_DEGREES = 0.05
"""Cells in which points are sorted by the edges around them: finer ones cost more than the rays they save."""
GAP_CELLS = 1_000_000
"""At most so many of them, however wide the record: 8 MB."""
FEW_POINTS = 100
"""So few points are asked one by one."""
DISC_POINTS = 400
"""Sample points of a place's disc: each stands for .25 % of it, below the tolerance of every share rule."""
GAP_DAYS = 1
"""`ground info` lists a gap where the next map is more than this many days off."""
BESIDE_KM = 0.005
"""How far beside an edge to look for who holds the ground there: less than the narrowest strip drawn."""
LANDWARD_KM = (1.0, 1.75, 2.5)
"""How far beyond an edge land must lie for the rest's ground to begin there: Natural Earth's coast is off by a
kilometre and more, and across a small bay lies land too, but not at all of these."""
NEAREST_EDGES = 200
"""Edges looked at together for the nearest that the rest lies beside, from the nearest on: the first lot nearly always
holds it."""

# ------------------------------------------------------------------ the front
FRONT_OUTWARD_KM = 2.5
"""How far outward the other side's land must lie: Natural Earth's border is off by 2.4 km at the 90th percentile."""
FRONT_NEARER_KM = (0.3, 1.0)
"""Where that far outward lies the same side's ground again (a pocket's throat), look at these distances."""
FRONT_PIECE_KM = 2.0
"""Edges longer than this are judged in pieces: a long edge may be border at one end and front at the other."""
FRONT_SHORT_RUN_KM = 3.0
"""A shorter run of front or border takes the sense of its neighbours: the flicker of two borders drawn apart."""
STEPS_AT_ONCE = 2_500
"""Steps of the front whose surroundings are looked up in one pass of all days: about 60 MB of four years."""
FRONT_SCALE_KM = 2.0
"""Tolerance of the coarser of the two scales at which a length is given."""

# ------------------------------------------------------------------ areas and changes
AREA_ROW_DEGREES = 0.0005
"""Rows for areas, 56 m apart: an edge along a row errs by half of it, under .1 % of shapes 40 km across."""
APART_MAPS = 9
"""Maps on which layers are looked at for overlap: an import makes none, so a record has it on all maps or on none."""
APART_DEGREES = 0.00005
"""How far beside an edge to look, 5 m, as for `BESIDE_KM`."""
EDGES_AT_ONCE = 20_000
"""Edges whose crossings with the rows are looked at in one pass: about 100 MB."""
CHANGE_ROW_DEGREES = 0.0005
"""Rows for changes, 56 m apart: a day's change may be a strip 200 m wide."""
CHANGE_PIECE_DEGREES = 0.005
"""Changed ground is given to a sector and a region in cells of this width, 400 m, far below the borders' error."""
CELLS_AT_ONCE = 4_000_000
"""Cells of the box around changed ground that are kept as a table, 20 MB."""
DAYS_AT_ONCE = 40
"""Days of change looked at in one pass, two months at most: 30 MB."""
STRIPS_AT_ONCE = 60_000
"""Strips of changed ground that are cut into pieces in one pass: 60 MB in 2022, when they were many km wide."""
CHANGE_OUTSIDE_KM = 3.0
"""Ground this far outside every region counts to the nearest: a cut at the border loses 45 km² in Sumy in May 2025."""
SECTOR_REACH_KM = 60.0
"""Changed ground farther than this from every anchor town counts to no sector."""
AROUND_KM = 20.0
"""Ground this near a place is around it: the reach of the guns, as for exposure."""
DEPTH_AT_ONCE = 2_000_000
"""Edge and point pairs looked at in one pass of a depth: about 150 MB."""

COMPARE_ROW_DEGREES = 0.0005
"""Rows for two records' difference, 56 m apart: they differ in strips as narrow as a day's change."""
COMPARE_AT_ONCE = 2_000_000
"""Crossings of scan lines, each counted anew when its line changes, in one pass of a comparison: about 150 MB."""

# ------------------------------------------------------------------ routes
ROUTE_POINT_KM = 1.0
"""Points along a route: the straight line between two places is itself off by as much."""

# ------------------------------------------------------------------ the audit
AUDIT_ROW_DEGREES = 0.001
"""Rows for the audit, 111 m apart: what is reported is at least ten of them across or lies far from everything."""
AUDIT_ROWS_AT_ONCE = 500
"""Rows looked at in one pass, half a degree: some 50 MB for four years of published maps."""
AUDIT_MIN_KM2 = 0.1
"""The smallest piece told: a square of the maps' resolution, .3 km. It leaves out 7 % of what flipped in the daily
maps, and all but 65 of their 45,000 pieces: the others are slivers between two drawings of one line."""
AUDIT_FLIP_MAPS = 3
"""A flip is back within so many maps: an edit overnight, and a correction that waits for a week-end."""
AUDIT_RETURN_MAPS = (1, 3, 30)
"""How soon ground is back, in the audit's last lines: by the next map, as a flip, within a month of daily maps."""
AUDIT_ISLAND_KM = 2.0
"""Ground gained farther than this from what its side held the day before: of 2,510 pieces gained in the daily maps all
but 13 lie within .5 km of it, three .8 to 1.6 km off and ten over 3 km."""
AUDIT_USUAL_MAPS = 90
"""Earlier maps, of those that changed anything, whose median is usual: a season."""
AUDIT_USUAL_LEAST = 30
"""With fewer there is no telling what is usual."""
AUDIT_JUMP_TIMES = 5.0
"""A jump is this many times the usual change, in all or in one piece: one daily map in 26, and 2022's great turns."""
AUDIT_JUMP_KM2 = 20.0
"""... and at least this much, so that in quiet months a village is no jump."""
AUDIT_BURST_TIMES = 3.0
"""Changes in this many times the usual number of places at once are a jump as well."""
AUDIT_BURST_PIECES = 15
"""... if there are at least so many: three of the daily maps have."""
AUDIT_PAIRS_AT_ONCE = 300_000
"""Edge and point pairs looked at in one pass of a distance: about 25 MB."""

# ------------------------------------------------------------------ nearness on all days
NEAR_KM = 60.0
"""Ground farther than this is not near: guns reach 20 to 40 km, and the cost grows with the reach."""
NEAR_CELL_DEGREES = 0.2
"""Points in a cell this wide, 15 by 22 km, share the edges that are looked at."""
NEAR_POINTS = 32
"""... and at most so many at once: distances to a few thousand edges stay in the processor's cache."""
LONG_EDGE_DEGREES = 0.1
"""An edge longer than this is looked at from everywhere; there are few."""
NEAR_EPOCHS = 64
"""Spans of time in which an edge that lives through bounds how far the nearest can be."""
ADVANCE_CELL_DEGREES = 0.05
"""Gained ground in a cell this wide, 4 by 6 km, shares the earlier edges that it is measured to."""
