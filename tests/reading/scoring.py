"""Scores a reading against annotated reports, by the rules of the annotation's own score: which claims were found,
which missed, which are beyond it, and the fields of those found.

    python tests/reading/scoring.py [FOLDER...] [--show]

Without a folder: every set there is, and how far two annotations of the same reports agree.
"""

from __future__ import annotations

import argparse
import difflib
import json
import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

NOT_ANNOTATED = {"route", "duration", "question"}
COMMON = {"the", "a", "an", "of", "and", "in", "for", "s", "city", "russian", "ukrainian", "russia", "ukraine"}
Members = dict[str, Any]
REPORTS = Path(__file__).resolve().parent / "reports"
ANNOTATED = Path(__file__).resolve().parents[3] / "shared/reading/annotated"
SETS = (
    ("annotated reports that the rules were tuned on", ANNOTATED),
    ("reports written for this purpose, tuned on too", REPORTS / "written"),
    ("reports by other hands, written for this purpose, tuned on too", REPORTS / "others"),
    ("reports written for this purpose and kept aside", REPORTS / "held"),
    ("reports by other hands, written for this purpose and kept aside", REPORTS / "aside"),
)


def words(text: str | None) -> list[str]:
    return re.findall(r"\w+", unicodedata.normalize("NFKD", text or "").lower())


def telling(name: str | None) -> set[str]:
    return set(words(name)) - COMMON or set(words(name))


def same_name(a: str, b: str) -> bool:
    a, b = (re.sub(r"[^a-z0-9]", "", "".join(words(x))) for x in (a, b))
    return a in b or b in a or difflib.SequenceMatcher(None, a, b).ratio() > 0.75


def same_place(a: Any, b: Any) -> bool:
    a, b = ([x] if isinstance(x, str) else list(x or []) for x in (a, b))
    return any(same_name(x, y) for x in a for y in b)


def overlap(a: str, b: str) -> float:
    x, y = words(a), words(b)
    return sum((Counter(x) & Counter(y)).values()) / max(1, min(len(x), len(y)))


def bounds(claim: Members) -> tuple[Any, Any]:
    q = claim.get("quantity")
    if isinstance(q, dict):
        low, high = q.get("low"), q.get("high")
        return (low if low is not None else high), (high if high is not None else low)
    v = claim.get("value")
    return tuple(v) if isinstance(v, list) and len(v) == 2 else (v, v)


def same_numbers(found: Members, gold: Members) -> bool:
    a, b = bounds(found), bounds(gold)
    if b[0] is None:
        return True
    if a[0] is None:
        return False
    try:
        low, high = float(b[0]), float(b[1])
        return float(a[0]) <= low * 1.02 and float(a[1]) >= high * 0.98 and float(a[0]) >= low * 0.5
    except (TypeError, ValueError):
        return False


def matches(found: Sequence[Members], gold: Sequence[Members]) -> list[tuple[int, int]]:
    pairs = []
    for i, f in enumerate(found):
        for j, g in enumerate(gold):
            if f["kind"] != g["kind"] or (f.get("place") and g.get("place") and not same_place(f["place"], g["place"])):
                continue
            share = overlap(f["quote"], g["quote"])
            if share >= 0.5:
                pairs.append((share + (0.1 if same_numbers(f, g) else 0), i, j))
    used_found: set[int] = set()
    used_gold: set[int] = set()
    kept = []
    for _, i, j in sorted(pairs, key=lambda p: -p[0]):
        if i not in used_found and j not in used_gold:
            used_found.add(i)
            used_gold.add(j)
            kept.append((i, j))
    return kept


def fields_right(f: Members, g: Members, voice: str | None) -> dict[str, bool]:
    right: dict[str, bool] = {}
    if g["kind"] == "control" and g.get("side") and f.get("side"):
        right["side and denial"] = (f["side"] == g["side"]) == (bool(f.get("negated")) == bool(g.get("negated")))
    else:
        right["denial"] = bool(f.get("negated")) == bool(g.get("negated"))
        if g.get("side"):
            right["side"] = f.get("side") == g["side"]
    if g.get("place"):
        right["place"] = same_place(f.get("place"), g["place"])
    if g.get("value") is not None:
        right["value"] = same_numbers(f, g)
    said, says = telling(f.get("speaker")), telling(g.get("speaker") or voice)
    right["speaker"] = bool(said & says) or (not f.get("speaker") and not g.get("speaker"))
    return right


@dataclass
class Score:
    """What a folder of reports came to."""

    kinds: dict[str, list[int]] = field(default_factory=lambda: defaultdict(lambda: [0, 0, 0]))
    """By kind: matched, found, annotated."""
    fields: dict[str, list[int]] = field(default_factory=lambda: defaultdict(lambda: [0, 0]))
    found: list[str] = field(default_factory=list)
    """Annotated claims that were found, as lines."""
    missed: list[str] = field(default_factory=list)
    beyond: list[str] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)
    invented: list[str] = field(default_factory=list)
    traps: int = 0
    questions: list[int] = field(default_factory=lambda: [0, 0])

    @property
    def precision(self) -> float:
        matched, found = (sum(v[k] for v in self.kinds.values()) for k in (0, 1))
        return matched / found if found else 0.0

    @property
    def recall(self) -> float:
        matched, annotated = (sum(v[k] for v in self.kinds.values()) for k in (0, 2))
        return matched / annotated if annotated else 0.0

    def add(self, name: str, case: Members, claims: Sequence[Members], questions: Sequence[Members]) -> None:
        """Counts one report's claims, given as `check --json` prints them, against its annotation."""
        claims = [{**c, "place": _grounds(c)} for c in claims if c["kind"] not in NOT_ANNOTATED]
        found = [*claims, *({**c, **again} for c in claims for again in c.get("also") or [])]
        gold = case["claims"]
        pairs = matches(found, gold)
        echoes = set(range(len(claims), len(found))) - {i for i, _ in pairs}
        optional = {i for i, j in pairs if gold[j].get("optional")} | echoes
        for i, f in enumerate(found):
            self.kinds[f["kind"]][1] += i not in optional
        for g in gold:
            self.kinds[g["kind"]][2] += not g.get("optional")
        for i, j in pairs:
            if i in optional:
                continue
            self.kinds[found[i]["kind"]][0] += 1
            self.found.append(_line(name, gold[j]))
            for key, right in fields_right(found[i], gold[j], case.get("voice")).items():
                self.fields[key][0] += right
                self.fields[key][1] += 1
                if not right:
                    self.wrong.append(
                        f"{_line(name, gold[j])}\n      {key}: {_shown(found[i])}\n      asked: {_shown(gold[j])}"
                    )
        matched = {i for i, _ in pairs}
        for trap in case.get("not_claims", []):
            self.traps += 1
            inside = [c for k, c in enumerate(found) if k not in matched and not c.get("negated")]
            self.invented += [_line(name, c) for c in inside if overlap(c["quote"], trap) >= 0.8][:1]
        for q in case.get("questions", []):
            self.questions[1] += 1
            self.questions[0] += any(overlap(q["quote"], x["quote"]) >= 0.5 for x in questions)
        reached = {j for _, j in pairs}
        self.missed += [_line(name, g) for j, g in enumerate(gold) if j not in reached and not g.get("optional")]
        self.beyond += [_line(name, f) for i, f in enumerate(found) if i not in matched | optional]

    def table(self) -> str:
        """Precision and recall by kind, the fields, and the sums."""
        rows = [f"{'kind':14}{'precision':>10}{'recall':>8}{'found':>7}{'annotated':>11}"]
        for kind, (m, f, g) in sorted(self.kinds.items()):
            rows.append(f"{kind:14}{m / f if f else 0:>10.2f}{m / g if g else 0:>8.2f}{f:>7}{g:>11}")
        return "\n".join([*rows, self.summary()])

    def summary(self) -> str:
        told = ", ".join(f"{name} {right}/{of}" for name, (right, of) in sorted(self.fields.items()))
        annotated = sum(v[2] for v in self.kinds.values())
        asked = f"questions {self.questions[0]}/{self.questions[1]}, invented {len(self.invented)}/{self.traps}"
        sums = f"precision {self.precision:.2f}, recall {self.recall:.2f} over {annotated} annotated claims"
        return f"fields among the matched: {told}\n{asked}\n{sums}"


def _grounds(claim: Members) -> list[str]:
    names: list[str] = []
    for key in ("place", "sector", "region"):
        names += [claim[key]] if isinstance(claim.get(key), str) else claim.get(key) or []
    return names


def _line(name: str, claim: Members) -> str:
    place = claim.get("place") or ""
    place = place if isinstance(place, str) else "/".join(place)
    quote = " ".join(claim["quote"].split())
    return f"{name}  {claim['kind']:12} {place:22} {quote}"


def _shown(claim: Members) -> str:
    keys = ("side", "negated", "speaker", "place", "value", "quantity")
    return ", ".join(f"{k} {claim[k]}" for k in keys if claim.get(k) not in (None, False, [], ""))


def read_case(annotation: Path) -> tuple[Members, list[Members], list[Members]]:
    """The annotation, and the claims and questions that the reader finds in its report."""
    from frontwatch.kinds.kinds import KINDS
    from frontwatch.reading.document import read_document
    from frontwatch.reading.reader import read
    from frontwatch.theatre.theatre import open_theatre

    case = json.loads(annotation.read_text(encoding="utf-8"))
    report = next(r for s in (".txt", ".md", ".html") if (r := annotation.with_suffix(s)).exists())
    document = read_document(report.read_bytes(), name=report.name)
    found = read(document, open_theatre(), date.fromisoformat(case["published"]), KINDS)
    claims = [
        {
            "kind": c.kind, "quote": c.quote, "speaker": c.speaker, "side": c.side, "negated": c.negated,
            "place": [p.name for p in c.places] or list(c.named),
            "sector": c.sector.name if c.sector else None, "region": c.region.name if c.region else None,
            "quantity": {"low": q.low, "high": q.high, "unit": q.unit} if (q := c.quantity) else None,
            "also": [{"quote": q.text} for q in c.also],
        }
        for c in found.claims
    ]  # fmt: skip
    return case, claims, [{"quote": q.quote} for q in found.questions]


def score_folder(folder: Path) -> Score:
    """The reader's score on a folder of annotated reports."""
    score = Score()
    for annotation in sorted(folder.glob("*.json")):
        score.add(annotation.stem, *read_case(annotation))
    return score


def agreement(again: Path, first: Path) -> Score:
    """How far one annotation of the same reports finds the other's claims: the ceiling of any score."""
    score = Score()
    for annotation in sorted(again.glob("*.json")):
        second = json.loads(annotation.read_text(encoding="utf-8"))
        found = [
            {**c, "quantity": None, "place": c.get("place")} | {"quantity": _as_quantity(c)}
            for c in second["claims"]
            if not c.get("optional")
        ]
        case = json.loads((first / annotation.name).read_text(encoding="utf-8"))
        score.add(annotation.stem, case, found, second.get("questions", []))
    return score


def _as_quantity(claim: Members) -> Members | None:
    low, high = bounds(claim)
    return None if low is None else {"low": low, "high": high, "unit": claim.get("unit")}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folders", nargs="*", type=Path)
    parser.add_argument("--show", action="store_true", help="list what was missed, beyond the annotation, or wrong")
    a = parser.parse_args()
    sets = [(str(f), f) for f in a.folders] or [(told, f) for told, f in SETS if f.is_dir()]
    for told, folder in sets:
        score = score_folder(folder)
        print(f"\n{told}: {len(list(folder.glob('*.json')))} reports")
        if a.show:
            for title in ("missed", "beyond", "wrong", "invented"):
                print(*[f"{title:7} {line}" for line in getattr(score, title)], sep="\n")
        print(score.table())
    if not a.folders:
        print("\ntwo annotations of four of the last set, by other hands both:")
        print(agreement(REPORTS / "aside-again", REPORTS / "aside").summary())
    if not a.folders and ANNOTATED.is_dir():
        again = agreement(REPORTS / "again", ANNOTATED)
        print("\ntwo annotations of three of the first set, one read as if found and the other as asked:")
        print(again.summary())


if __name__ == "__main__":
    main()
