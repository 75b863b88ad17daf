"""The JSON Schemas of the answers, from their types: `python -m frontwatch.showing.schema > docs/report.schema.json`,
and with `forecast` or `questions` behind it `docs/forecast.schema.json` and `docs/questions.schema.json`."""

from __future__ import annotations

import json
import sys
from typing import Any

import msgspec

from frontwatch.showing.forecast_json import ForecastJson
from frontwatch.showing.json import AnswerJson
from frontwatch.showing.questions_shapes import QuestionsJson, ScoresJson, SettlementsJson

SHAPES: dict[str, tuple[tuple[type, ...], str]] = {
    "report": ((AnswerJson,), "The answer of `frontwatch check --json`"),
    "forecast": ((ForecastJson,), "The answer of `frontwatch ask --json`"),
    "questions": (
        (QuestionsJson, SettlementsJson, ScoresJson),
        "The answers of `frontwatch questions list`, `resolve` and `score` with `--json`",
    ),
}
"""By name: the shapes, one of which an answer has, and the title."""


def schema(of: str = "report") -> dict[str, Any]:
    """The schema, JSON Schema 2020-12; every member is required, none further is allowed.

    Args:
        of: one of `SHAPES`.
    """
    shapes, title = SHAPES[of]
    made, parts = msgspec.json.schema_components(shapes, ref_template="#/$defs/{name}")
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": title,
        **(made[0] if len(made) == 1 else {"oneOf": list(made)}),
        "$defs": {name: {**one, "additionalProperties": False} for name, one in sorted(parts.items())},
    }


def schema_text(of: str = "report") -> str:
    """The schema as the file in `docs/` has it."""
    return json.dumps(schema(of), indent=1, ensure_ascii=False) + "\n"


if __name__ == "__main__":
    sys.stdout.write(schema_text(*sys.argv[1:2]))
