"""The tunable numbers of the front simulation, each with its reason."""

# ---------------------------------------------------------------- the field
CELL_KM = 2.0
"""Side of a cell: a settlement is one or a few; finer cells only repeat how a source draws its line."""
REACH_KM = 100.0
"""Cells farther than this from all the other side's ground, or from all the home side's, are left out: no front
moved so far within a year since the first maps of the theatre's record settled."""
BORDER_REACH_KM = 3.0
"""A home cell this near to the other side's own country can be attacked from it."""
BORDER_KEPT_KM = 30.0
"""How deep along that border cells are kept."""
WEEKS_BACK = 130
"""Weeks of history looked at: two and a half years; older fronts moved differently, and the decay leaves little."""

# ---------------------------------------------------------------- what makes a cell likelier to fall
AROUND_CELLS = 3
"""Radius, cells, of the disc of neighbours: 6 km, as deep as one week's advance ordinarily goes."""
BLOCK_CELLS = 5
"""Tempo is kept by blocks of 10 km, each smoothed with its neighbours: about the span of one attack."""
HEAT_HALF_LIVES = (4.0, 26.0)
"""Weeks: the present push, and the half-year's campaign."""
OLDEST = 104
"""Weeks a cell can have lain within reach for its age to count further."""
FIT_LEAD_WEEKS = 6
"""A cell counts as fallen if it falls within so many weeks: a single week teaches the days on which maps are mended;
4 forecast better at 30 days, 8 at 180."""
HEAT_FLOOR = 0.01
"""Cells a week added before the logarithm, so that quiet ground keeps a small rate and not none."""
HISTORY_HALF_LIFE = 26.0
"""Weeks after which a week of history counts half in the fit: where ground falls changes with the campaigns; 52 and 13
forecast worse."""
RIDGE = 1.0
"""Pulls every effect towards none as one observed capture of spread one would."""
GREY_MOST = 2.5
"""Contested ground is at most e^2.5 = 12 times as likely to fall. Where nearly all that fell of late was contested, the
fit gave e^7: such cells then fell, were lost and fell again in the runs, and nothing else moved."""
CONTROLS = 800
"""Candidates that did not fall, kept of each week for the fit; each stands for its share of the rest."""
BURN_IN_WEEKS = 8
"""First weeks of a history, left out of the fit: nothing is known of the heat before them."""

# ---------------------------------------------------------------- tempo
TEMPO_REVERSION = (0.90, 0.94, 0.97)
"""Weekly autocorrelation of the logarithm of national tempo, tried in the fit: half-lives of 7, 11 and 23 weeks."""
TEMPO_SPREAD = (0.3, 0.5, 0.7, 0.9)
"""Long-run standard deviation of that logarithm, tried in the fit."""
TEMPO_NOISE = (0.1, 0.3, 0.6)
"""Variance of a single week's logarithm around the tempo, beyond chance: days of many changes at once."""
MEAN_PRIOR = (2.0, 2.0)
"""Mean and standard deviation of the long-run log tempo before any week is seen: 7 cells a week, or 1, or 50."""
MEAN_DRIFT = 0.04
"""Standard deviation of a week's drift of that mean: .3 in a year, as armies change."""
TEMPO_CEILING = 1.5
"""Times the greatest week of the history: no run may expect more, whatever its draws."""
SECTOR_CELLS = 20
"""Sectors are patches of 40 km."""
SECTOR_REVERSION = 0.96
"""Weekly autocorrelation of a sector's own tempo: half-life 17 weeks, the length of an operation."""
SECTOR_SPREAD_BOUNDS = (0.2, 0.35)
"""Long-run standard deviation of a sector's log tempo. What moments give is mostly over this: part of it the heat,
which wanders too, already makes, and the whole of it forecast worse."""
SECTOR_LEAD_WEEKS = 13
"""Lead at which that deviation is measured on the past."""

# ---------------------------------------------------------------- runs
CHUNK_RUNS = 25
"""Runs of one chunk share one draw of the parameters; chunks are what workers share out."""
WEEKS_AHEAD = 53
"""A year and the broken week."""
NEAREST_CELLS = 2
"""How many cells away the ground of a point may be looked for that lies across the line from its cell's centre."""
NEVER = 255
"""In place of a week: not within the run."""
MODEL_RUNS = 400
"""Runs where the simulation is one model among others: a chance of 10 % is then known to 1.5 %."""
