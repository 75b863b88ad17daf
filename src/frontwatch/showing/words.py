"""The words of the answer: verdicts, days, ages, and the sentences that stand above the table."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from datetime import date

from frontwatch.model import VERDICTS, ByHand, Figure, RecordUsed, Report, Verdict

MEANINGS: dict[Verdict, str] = {
    "supported": "The figure or degree on the map agrees, within the tolerance stated.",
    "overstated": "The direction is right, but it goes further than the map.",
    "understated": "The direction is right, but it does not go as far as the map.",
    "contradicted": "The map shows the opposite.",
    "disputed": "Open records or layers disagree, or it hangs on contested ground, or is too recent for the source.",
    "untested": "No open record can answer; the reason stands beside it. It is not a lesser “false”.",
}

MARKS: dict[Verdict, str] = {
    "supported": "✓",
    "overstated": "▲",
    "understated": "▼",
    "contradicted": "✕",
    "disputed": "◆",
    "untested": "○",
}

FROM = {
    "flag": "given with --published",
    "claims": "as the claims given say",
    "metadata": "from the page's metadata",
    "dateline": "from its dateline",
}


def counted(n: int, one: str, many: str | None = None) -> str:
    """A number with its noun.

    >>> counted(1, "claim"), counted(1200, "claim"), counted(2, "is", "are")
    ('1 claim', '1,200 claims', '2 are')
    """
    return f"{n:,} {one if n == 1 else many or one + 's'}"


UNIT_WORDS = {"km2": "km²", "mi": "miles", "sq mi": "square miles", "": ""}


def plain_amount(value: float, unit: str) -> str:
    """A figure with its unit, thousands parted by thin spaces as on a page.

    >>> plain_amount(19354, "km2"), plain_amount(72.8, "%")
    ('19\u202f354 km²', '72.8 %')
    """
    said = f"{value:,.4g}" if abs(value) < 1000 else f"{value:,.0f}"
    return f"{said} {UNIT_WORDS.get(unit, unit)}".replace(",", "\u202f").strip()


def figure_value(figure: Figure) -> str:
    """A figure's value with its unit as a page has them; a dash where there is none.

    >>> figure_value(Figure("front_km_2km", 1123, "km", None, ""))
    '1\u202f123 km'
    """
    if not isinstance(figure.value, int | float):
        return "–" if figure.value is None else figure.value
    said = f"{figure.value:,}".replace(",", "\u202f")
    return f"{said} {UNIT_WORDS.get(figure.unit, figure.unit)}".strip()


_NUMBER = r"(?<![\d,.\u202f])(\d[\d,\u202f]*(?:\.\d+)?)"
_KM = re.compile(rf"(?:{_NUMBER} to )?{_NUMBER} km(?![²\w])(?! scale)")
_THOUSANDS = re.compile(r"(?<=\d),(?=\d{3}(?!\d))")
MILES = 0.621371


def on_page(text: str) -> str:
    """Our own words as a page has them: miles beside kilometres, thin spaces between thousands.

    >>> on_page("front 1,120 km at 2 km scale, 5.1 km off")
    'front 1\u202f120 km (696 miles) at 2 km scale, 5.1 km (3.2 miles) off'
    >>> on_page("found 1\u202f123 to 1\u202f198 km")
    'found 1\u202f123 to 1\u202f198 km (698 to 744 miles)'
    """

    def both(found: re.Match[str]) -> str:
        said = " to ".join(_miles(km) for km in found.groups() if km)
        return f"{found[0]} ({said} {'mile' if said == '1.0' else 'miles'})"

    return _THOUSANDS.sub("\u202f", _KM.sub(both, text))


def _miles(km: str) -> str:
    miles = float(re.sub("[,\u202f]", "", km)) * MILES
    return f"{miles:,.0f}" if miles >= 10 else f"{miles:.1f}"


def listed(words: Sequence[str], last: str = "and") -> str:
    """Words as a list.

    >>> listed(["a", "b", "c"]), listed(["a"]), listed([])
    ('a, b and c', 'a', '')
    """
    return f" {last} ".join(filter(None, [", ".join(words[:-1]), *words[-1:]]))


def day(d: date) -> str:
    """A day in words.

    >>> day(date(2025, 6, 7))
    '7 June 2025'
    """
    return f"{d.day} {d:%B %Y}"


def verdict_counts(report: Report) -> dict[Verdict, int]:
    """How many findings have each verdict, all six named, in their order."""
    count = Counter(f.verdict for f in report.findings)
    return {v: count[v] for v in VERDICTS}


def summary(report: Report) -> str:
    """The plain sentence that stands first: what was read, and how each verdict fared. No rating."""
    n = len(report.findings)
    if not n:
        none_left = "No claim was left to test" if report.dropped else "No checkable claim was found in this text"
        return (
            f"{none_left}, so nothing was tested and nothing is confirmed"
            f"{_by_hand(report)}{_unread(report, ', though ')}."
        )
    own = sum(f.claim.speaker is None for f in report.findings)
    both = "all " if n > 1 else ""
    if own == n:
        voices = f"{both}in the report's own voice"
    elif own == 0:
        voices = f"{both}quoted from others"
    else:
        voices = f"{own:,} in the report's own voice and {n - own:,} quoted from others"
    counts = verdict_counts(report)
    some = listed([f"{k:,} {v}" for v, k in counts.items() if k])
    none = listed([v for v, k in counts.items() if not k], "or")
    verdicts = f"{some}; none {none}" if none else some
    return f"{counted(n, 'claim')} read, {voices}: {verdicts}{_by_hand(report)}{_unread(report, '; ')}."


def _by_hand(report: Report) -> str:
    """How many claims were changed, added or dropped by hand; "" where none."""
    done = Counter(f.by_hand for f in report.findings)
    counts = ((done["changed"], "changed"), (done["added"], "added"), (len(report.dropped), "dropped"))
    told = [f"{n:,} {what}" for n, what in counts if n]
    return f"; {listed(told)} by hand" if told else ""


def _unread(report: Report, joint: str) -> str:
    n = len(report.unread)
    return f"{joint}{counted(n, 'further sentence')} may hold claims that were not read" if n else ""


def ends_early(report: Report) -> str | None:
    """That the record ends before the report, and what it costs; None where it reaches far enough."""
    late = [f for f in report.findings if f.code == "record_ends"]
    if not report.records or not late:
        return None
    record = max(report.records, key=lambda r: r.last_day)
    days = (report.published - record.last_day).days
    if days <= 0:
        return None
    return (
        f"This record ends {record.last_day}, {counted(days, 'day')} before this report; "
        f"{len(late):,} of {counted(len(report.findings), 'claim')} could not be tested."
    )


MENDING_COMMAND = "frontwatch ground import MAPS -o newer.parquet"
"""What gives a newer record; MAPS stands for a folder or archive of newer maps."""
MENDED_BY = "; then check again with --ground newer.parquet"


def record_line(record: RecordUsed, published: date) -> str:
    """The record used: publisher, its ties and delay, day, age at publication, hash."""
    delay = f"publishes up to {counted(record.delay_days, 'day')} late" if record.delay_days else "no stated delay"
    who = f"{record.name} by {record.publisher}" if record.publisher not in record.name else record.name
    told = [record.ties.rstrip(".")] if record.ties else []
    if f"up to {record.delay_days} day" not in record.ties:
        told.append(delay)
    ties = f" ({'; '.join(told)})" if told else ""
    return f"{who}{ties}; {map_and_age(record, published)}; {record.scale} scale; record {record.hash[:8]}."


def credit_line(report: Report) -> str:
    """How to credit the records used, with their publishers' addresses."""
    credits = dict.fromkeys(r.credit.rstrip(".") or r.publisher for r in report.records)
    return f"Source: {'; '.join(credits)}."


def map_and_age(record: RecordUsed, published: date) -> str:
    """The map that counts and how old it was when the report appeared."""
    if record.map is None:
        return f"maps {record.first_day} to {record.last_day}, none near enough to the report"
    age = (published - record.map.day).days
    if age < 0:
        old = f"{counted(-age, 'day')} after the report"
    else:
        old = "of the day of the report" if age == 0 else f"{counted(age, 'day')} old when the report appeared"
    return f"map of {day(record.map.day)}, {old}"


def published_line(report: Report) -> str:
    """The publication day and where it was found; all that was found, if they disagree."""
    said = f"Published {day(report.published)}, {FROM.get(report.published_from, report.published_from)}"
    others = [f"{where} says {d}" for where, d in report.published_found if d != report.published]
    return f"{said}{'; but ' + listed(others) if others else ''}."


BY_HAND: dict[ByHand, str] = {"changed": "changed by hand", "added": "added by hand"}
DROPPED = "Claims read and dropped by hand"
"""The heading of their list."""


def option(report: Report, name: str) -> str:
    """An option as used, "" where it was not given."""
    return dict(report.options).get(name, "")
