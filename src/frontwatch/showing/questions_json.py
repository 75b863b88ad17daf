"""The log's questions, resolutions and scores as JSON; what is not known is null."""

from __future__ import annotations

import json
import math
from collections.abc import Sequence
from dataclasses import asdict
from datetime import date
from typing import Any

from frontwatch.ledger.entries import body_to_json
from frontwatch.ledger.leaning import leanings
from frontwatch.ledger.log import LoggedQuestion, QuestionLog
from frontwatch.ledger.resolving import Settlement
from frontwatch.ledger.scoring import Scored
from frontwatch.ledger.standings import calibration, standings
from frontwatch.showing.questions import standing


def list_json(log: QuestionLog, questions: Sequence[LoggedQuestion], day: date) -> str:
    """The questions with all that was entered about them."""
    return _text({"head": log.head, "entries": log.entries, "questions": [_question(q, day) for q in questions]})


def settlements_json(found: Sequence[Settlement]) -> str:
    """What a resolution found."""
    told = [
        {
            "question": str(s.question.key),
            "text": s.question.asked.text,
            "resolution": asdict(s.resolution) if s.resolution else None,
            "entered": s.entry is not None,
            "corrects": s.entry.replaces if s.entry else None,
            "trouble": s.trouble or None,
            "scores_before": [_scored(x) for x in s.before],
            "scores": [_scored(x) for x in s.after],
        }
        for s in found
    ]
    return _text({"questions": told})


def scores_json(log: QuestionLog, scored: Sequence[Scored]) -> str:
    """All scores: by forecaster, by question, leanings and calibration."""
    who = list(dict.fromkeys(s.who for s in scored))
    return _text(
        {
            "head": log.head,
            "forecasters": [asdict(s) for s in standings(scored)],
            "questions": [_scored(s) for s in scored],
            "leanings": [asdict(lean) for lean in leanings(scored)],
            "calibration": {name: [asdict(b) for b in calibration(log.questions, name)] for name in who},
        }
    )


def _question(q: LoggedQuestion, day: date) -> dict[str, Any]:
    models, crowd = standing(q, day)
    entered = body_to_json(q.asked)
    return {
        "key": str(q.key),
        "state": q.state,
        "asked": q.day,
        **entered,
        "models": models,
        "crowd": crowd,
        "forecasts": [{"entry": m.entry, "day": m.day, **body_to_json(m.given)} for m in q.forecasts],
        "resolutions": [{"entry": c.entry, "on": c.day, **body_to_json(c.resolved)} for c in q.resolutions],
    }


def _scored(s: Scored) -> dict[str, Any]:
    return {**asdict(s), "key": str(s.key)}


def _text(told: dict[str, Any]) -> str:
    return json.dumps(_plain(told), ensure_ascii=False, indent=1, allow_nan=False)


def _plain(value: Any) -> Any:
    """What JSON cannot write: days as ISO 8601, NaN as null."""
    if isinstance(value, dict):
        return {name: _plain(v) for name, v in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(v) for v in value]
    if isinstance(value, date):
        return value.isoformat()
    return None if isinstance(value, float) and not math.isfinite(value) else value
