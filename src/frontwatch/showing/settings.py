"""Numbers and colours that tune the showing room, each with its reason."""

from __future__ import annotations

MAP_WIDTH = 800.0
"""Pixels of a map: a page column on a desk, twice a phone's width."""
MAP_SHAPE = (0.62, 1.05)
"""Least and most height over width: taller or flatter maps waste a page."""
SIMPLIFY_PX = 0.45
"""Douglas-Peucker tolerance of drawn lines: under half a pixel nobody sees it, and a map stays under 150 kB."""
CLIP_MARGIN_PX = 12.0
"""Ground is cut this far outside the frame, so that the cut's own edge is never seen."""
LEAST_RADIUS_KM = 25.0
"""A map nearer than this shows more than the sources draw."""
MOST_RADIUS_KM = 130.0
"""A map around the places of a report: wider, and no town's surroundings can be made out."""
PLACE_MARGIN = 1.35
"""Room around the places named, as a factor of their spread."""
MOST_LABELS = 40
MOST_LABELS_ON = 800.0 * 560.0
"""More names than this on so many square pixels hide the ground."""
DISTRICT_RADII = 1.5
"""A place within this many radii of a larger one's centre is taken for its district and not named."""
LABEL_SIZE = 12.5
"""Pixels of a town's name; named places are a little larger."""
LETTER_WIDTH = 0.56
"""Mean width of a letter over its size in the sans faces named, on the wide side so that labels never touch."""

# Colours: muted, no flag's, and told apart in grey as well. The sides take them in the theatre's order.
SIDE_FILLS = ("#c9dee3", "#e0c8a4", "#d7d3e6", "#d5dfc4")
SIDE_DEEP = ("#5a8ca5", "#cda36c", "#8f86b8", "#8aa366")
OUTSIDE = "#f6f8f8"
LAND = "#ecebe7"
INK = "#23282b"
FAINT = "#8a9094"
FAINT_INK = "#5d666b"
"""Of small print: faint, yet read at arm's length (5.9 : 1 on paper)."""
BORDER = "#a9a39a"
CONTESTED_INK = "#77706a"
FRONT_INK = "#1f2427"
PAPER = "#ffffff"
"""Behind the map's title and legend."""
TOWN_SIZES = (20_000, 100_000, 500_000)
"""People from which a town's name and dot grow by a step."""
