"""The JSON Schema of the answer, from its types: `python -m frontwatch.showing.schema > docs/report.schema.json`."""

from __future__ import annotations

import json
import sys
from typing import Any

import msgspec

from frontwatch.showing.json import AnswerJson


def schema() -> dict[str, Any]:
    """The schema, JSON Schema 2020-12; every member is required, none further is allowed."""
    made = msgspec.json.schema(AnswerJson)
    made["$defs"] = {name: {**shape, "additionalProperties": False} for name, shape in sorted(made["$defs"].items())}
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "The answer of `frontwatch check --json`",
        **made,
    }


def schema_text() -> str:
    """The schema as the file in `docs/` has it."""
    return json.dumps(schema(), indent=1, ensure_ascii=False) + "\n"


if __name__ == "__main__":
    sys.stdout.write(schema_text())
