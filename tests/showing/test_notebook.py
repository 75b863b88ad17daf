"""The example notebook: every cell runs, and what a cell ends with shows itself."""

from __future__ import annotations

import ast
import json
from pathlib import Path

NOTEBOOK = Path(__file__).parents[2] / "examples/check.ipynb"


def executed() -> list[object]:
    """What each code cell ends with, None where that is no expression; run in order in one namespace."""
    ends: list[object] = []
    namespace: dict[str, object] = {}
    for cell in json.loads(NOTEBOOK.read_text(encoding="utf-8"))["cells"]:
        if cell["cell_type"] != "code":
            continue
        body = ast.parse("".join(cell["source"])).body
        last = body.pop() if isinstance(body[-1], ast.Expr) else None
        exec(compile(ast.Module(body, []), str(NOTEBOOK), "exec"), namespace)
        ends.append(eval(compile(ast.Expression(last.value), str(NOTEBOOK), "eval"), namespace) if last else None)
    return ends


def test_every_cell_runs_and_shows_findings_map_and_picture():
    none, findings, measured, ground, picture = executed()
    assert none is None
    shown = findings._repr_html_()
    assert "overstated" in shown
    assert shown.count("<svg") == 2
    assert "<td>share ru</td>" in measured._repr_html_()
    assert "held by Russia</td>" in ground._repr_html_()
    assert ground._repr_svg_().startswith("<svg")
    assert "Pokrovsk" in ground._repr_svg_()
    assert picture.sentence in picture._repr_html_()
    assert "<table>" in picture._repr_html_()
