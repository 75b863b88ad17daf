"""The JSON Schemas of the answers, from their types: `python -m frontwatch.showing.schema > docs/report.schema.json`,
and with `forecast` behind it `docs/forecast.schema.json`."""

from __future__ import annotations

import json
import sys
from typing import Any

import msgspec

from frontwatch.showing.forecast_json import ForecastJson
from frontwatch.showing.json import AnswerJson

SHAPES: dict[str, tuple[type, str]] = {
    "report": (AnswerJson, "The answer of `frontwatch check --json`"),
    "forecast": (ForecastJson, "The answer of `frontwatch ask --json`"),
}


def schema(of: str = "report") -> dict[str, Any]:
    """The schema, JSON Schema 2020-12; every member is required, none further is allowed.

    Args:
        of: one of `SHAPES`.
    """
    shape, title = SHAPES[of]
    made = msgspec.json.schema(shape)
    made["$defs"] = {name: {**one, "additionalProperties": False} for name, one in sorted(made["$defs"].items())}
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": title,
        **made,
    }


def schema_text(of: str = "report") -> str:
    """The schema as the file in `docs/` has it."""
    return json.dumps(schema(of), indent=1, ensure_ascii=False) + "\n"


if __name__ == "__main__":
    sys.stdout.write(schema_text(*sys.argv[1:2]))
