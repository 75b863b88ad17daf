"""Numbers that tune the asking room, each with its reason."""

from __future__ import annotations

# ------------------------------------------------------------------ the grid and the sample
CELL_KM = 2.0
"""Width of a cell: half of what a month's advance moves the front, and 150,000 of them fit the theatre."""
LATTICE_STEP = 3
"""Every third cell is a terrain point: 6 km; 4 km scored .01 lower at horizons under half a year and took twice as
long."""
NEAR_KM = 50.0
"""Candidates are points within 50 km of the side's ground: beyond, next to nothing was ever taken within a year."""

# ------------------------------------------------------------------ the models
BASE_RATE_BANDS_KM = (0.0, 0.5, 1.0, 2.0, 3.0, 5.0, 8.0, 12.0, 20.0, 30.0)
"""Lower edges of the distance bands of the base rate."""
ROLLING_DAYS = 365
"""The rolling base rate counts windows that began within so many days before the last complete one."""
LEADS = (15, 30, 60, 90, 120, 180, 270, 365)
"""Horizons, days, that the hazard and the kinetic model learn from together."""
MIDDLE_LEAD = 90
"""Horizon at which a term's effect is its first coefficient; the second is its change with the logarithm of time."""
HALF_LIFE_DAYS = 500
"""A window counts half as much for every so many days since it ended; 250 and 1,000 scored alike (see docs)."""
NEAR_SURE_KM = 8.0
FAR_SHARE = 0.15
"""Farther than 8 km next to nothing differs: every seventh such row is learned from, at seven times the weight."""
PENALTY = 120.0
"""Of each standardised coefficient: rows of one month are anything but independent; 80 and 200 scored alike."""
PACE_SPREAD_A_YEAR = 1.8
"""Standard deviation, in log-odds, of how far the pace of the whole front a year on is from what was learned, less for
shorter horizons in proportion: what came in the year after a month of 2023 or 2024 was .5 to 6 times the forecast."""

# ------------------------------------------------------------------ resolution
ALL_OF_DISC = 0.9
"""Share of a place's disc that is all of it, as for a claim of full control (DESIGN.md)."""
CONFIRM_WITHIN_DAYS = 30
"""Maps so long after the question's last day, and its days of persistence, are looked at for the one that confirms."""
AUDIT_NEAR_KM = 10.0
"""An island or jump whose middle lies so near the place is told with the resolution."""

# ------------------------------------------------------------------ the answer
HORIZONS = (15, 30, 60, 90, 120, 180, 270, 365)
"""Horizons, days, whose base rates are kept."""
FIRST_LOOK_DAYS = 25
"""Of the history pass before the first as-of day that is learned from: until then no tempo is known."""
LEVEL_SPREAD = ((30, 0.8), (90, 0.7), (180, 0.7), (365, 0.8))
"""Standard deviation of log(what came over what was forecast), month by month, by horizon, in the backtest of the
shipped record from 2023 on: the whole front's pace is the largest error, and no parameter shows it."""
INTERVAL_Z = 1.2816
"""Of an interval that holds the middle 80 %."""
PACE_SHARE = 0.3
"""Of the variance by which a run of the front is early or late at a place, the part that it shares with all places;
with none, .6 of the pairs that came both were expected; .3 and .5 came nearer and scored alike."""
NEAR_PLACES_KM = 1.5
"""Ground has come within N km of a place when a settlement up to so much farther is taken: its ground begins before its
centre. 0 and 3 scored lower."""
NEAR_PLACES = 40
"""Of a place's settlements around so many, those nearest to the front, are looked at."""
PART_POINTS = 40
"""Of a place's disc, looked at for the likeliest: 1 km apart in the largest."""
FAINTEST = 0.0005
"""No forecast is nearer to 0 or 1: one month's correction of a map moves that much."""
FARTHEST_DAYS = 365
"""No answer looks farther: too few windows so long have ended to show what a probability is worth."""
AT_PLACE_KM = 1.0
"""A bare point so near to a listed place's centre is asked about as that place: gazetteers differ by less."""
FEW_LATELY = 10
"""Settlements taken in the year before, under which the answer says that it rests on older cases."""
MODELS_VERSION = 5
"""Raised when what the models learn changes: what was kept of an earlier version is learned again."""
RUNS = 500
"""Simulated years behind an answer: a chance of 10 % is then known to 1.3 %, far less than the models differ by."""

# ------------------------------------------------------------------ the backtest
BACKTEST_HORIZONS = (30, 90, 180, 365)
"""Days ahead that are scored."""
FIRST_BACKTEST = "2023-01-01"
"""First as-of day: by then two seasons of the war are there to learn from."""
RESAMPLES = 1000
"""Resamples of a bootstrap interval: its ends move by a hundredth from 1,000 to 10,000."""
SHORTEST_BLOCK_MONTHS = 3
"""A block is as long as the horizon and never shorter: tempo holds for about a quarter."""
RELIABILITY_EDGES = (0.0, 0.01, 0.03, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1.0)
"""Bins of probability: finer at the faint end, where nearly all forecasts lie."""
BANDS_KM = (0, 2, 5, 10, 20, 50)
"""Edges of the distance bands told apart."""
TOWN_OVER = 5000
"""Residents of a town told apart."""
LEAK_SKILL = 0.35
"""More skill than that has never been earned by an honest forecast of the front: a leak to look for."""
LOGIT_STEP = 0.06
"""Forecasts are stored in steps of log-odds, at worst .75 % off; a byte holds all from 1 in 2,000."""
POOL_STRENGTH = 30000.0
"""How many cases the combination's first weights are worth: about eighteen as-of days of settlements; by 4,000 the
weights followed the noise of one year's windows, and scored .01 to .02 lower at half a year and a year."""
