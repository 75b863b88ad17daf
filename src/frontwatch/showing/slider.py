"""A map with a slider over its days: the one page that carries a script, ours, and the days' ground as data."""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Sequence
from importlib.resources import files

from frontwatch.model import MapRef, Place
from frontwatch.showing.svgmap import Ground, draw, front_path, layer_paths
from frontwatch.showing.view import View
from frontwatch.showing.words import day

MOST_FRAMES = 60
"""Days of one page: more, and it is slow to load and no finger tells them apart."""


def slider_page(
    ground: Ground, maps: Sequence[MapRef], view: View, *, title: str, column: str, told: Sequence[str],
    named: Sequence[Place] = (),
) -> str:  # fmt: skip
    """The page as text: the last day's map, a slider, and a table of the days.

    Args:
        ground: whose ground. maps: the days, in order. title: above the map.
        column: the head of the table's second column. told: its cells, one a map.
    """
    from jinja2 import Environment, StrictUndefined
    from markupsafe import Markup

    frames = []
    for m in maps:
        of_day = Ground(ground.theatre, ground.record, m)
        layers = {str(number): data for number, data in layer_paths(of_day, m, view)}
        frames.append({"day": day(m.day), "layers": layers, "front": front_path(of_day, view)})
    drawing = draw(
        Ground(ground.theatre, ground.record, maps[-1]), view, title=title, named=named,
        subtitle=f"{ground.record.meta.name}; the day stands above the slider",
    )  # fmt: skip
    room = files("frontwatch.showing")
    script, style = ((room / name).read_text(encoding="utf-8") for name in ("slider.js", "slider.css"))
    data = json.dumps(frames, ensure_ascii=False, separators=(",", ":")).replace("<", "\\u003c")
    environment = Environment(autoescape=True, undefined=StrictUndefined, trim_blocks=True)
    template = environment.from_string((room / "slider.html.j2").read_text(encoding="utf-8"))
    return template.render(
        title=title,
        days=[day(m.day) for m in maps],
        column=column,
        told=told,
        # Our own: the drawing, whose every text was escaped when it was drawn, the data without any "<", the script.
        drawing=Markup(drawing),
        frames=Markup(data),
        script=Markup(script),
        style=Markup(style),
        script_hash=base64.b64encode(hashlib.sha256(script.encode()).digest()).decode(),
    )
