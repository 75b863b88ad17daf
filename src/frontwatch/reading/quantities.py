"""Numbers with their bounds, hedges and units: "up to five kilometres", "two thirds", "110,000 troops", "at least
30,000"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache

from frontwatch.model import Quantity
from frontwatch.reading.lexicon import lexicon
from frontwatch.reading.tokens import Token

_UNIT_REACH = 5
"""Words between a number and what it counts: "61 assault and offensive actions"."""
_MONEY = frozenset("$€£₽₴")
_PER = {"a", "per", "every", "each", "an"}
_TIME = {
    "day": "day",
    "daily": "day",
    "week": "week",
    "weekly": "week",
    "month": "month",
    "monthly": "month",
    "year": "year",
    "hour": "hour",
}


@dataclass(frozen=True, slots=True)
class Amount:
    """A quantity in a sentence: tokens first to last (exclusive), the number's own token, the words counted."""

    first: int
    last: int
    at: int
    quantity: Quantity
    noun: str
    """The words between the number and the unit's end: "Ukrainian battalions"."""
    per: str = ""
    """"day", "week", "month" where it is a rate."""
    money: bool = False

    @property
    def unit(self) -> str:
        return self.quantity.unit

    @property
    def value(self) -> float | None:
        """One figure for it: the bound where it has one only."""
        q = self.quantity
        return q.low if q.low is not None else q.high


def amounts(line: Sequence[Token]) -> tuple[Amount, ...]:
    """The quantities of a sentence's tokens, in order.

    >>> from frontwatch.reading.tokens import tokens
    >>> [(a.quantity.low, a.quantity.high, a.unit) for a in amounts(tokens("at least 3,500 sq km, two thirds"))]
    [(3500.0, None, 'km2'), (67.0, 67.0, '%')]
    """
    found: list[Amount] = []
    i = 0
    starters = _starters()
    while i < len(line):
        token = line[i]
        may = token.what == "number" or token.low in starters or "-" in token.low
        made = _amount(line, i, found) if may else None
        if made is None:
            i += 1
            continue
        found.append(made)
        i = max(i + 1, made.last)
    return tuple(_inherited(line, _share_units(line, found)))


_COUNTED = frozenset(
    ["troops", "killed", "wounded", "casualties", "clashes", "attacks", "km2", "sq mi", "settlements", "%", "units",
     "tanks", "vehicles", "artillery systems", "people", "km", "mi", "times", "captured", "aircraft"]
)  # fmt: skip
_GOES_ON = frozenset(
    ["in", "on", "since", "over", "during", "for", "at", "near", "a", "so", "from", "to", "and", "last", "the", "this",
     "yesterday", "today", "irretrievably",
     "irrevocably", "irrecoverably", "were", "was", "along", "before", "after", "daily", "there", "by"]
)  # fmt: skip


def _inherited(line: Sequence[Token], found: Sequence[Amount]) -> list[Amount]:
    """A later figure without a unit counts what the one before counts: "61 attacks on Friday and 341 in the week"."""
    made: list[Amount] = []
    unit = ""
    for amount in found:
        after = line[amount.last].low if amount.last < len(line) else "."
        bare = not amount.unit and not amount.money and after in (*_GOES_ON, ".", ",", ";", ")", ":")
        if bare and unit and not is_calendar(line, amount):
            q = amount.quantity
            amount = replace(amount, quantity=Quantity(q.low, q.high, unit, q.approx))
        unit = amount.unit if amount.unit in _COUNTED else unit
        made.append(amount)
    return made


def is_calendar(line: Sequence[Token], amount: Amount) -> bool:
    """Whether a bare number is a year, a day of a month or a time."""
    months = lexicon().words.months
    around = [line[k].low for k in (amount.at - 1, amount.last) if 0 <= k < len(line)]
    year = 1900 <= (amount.value or 0) <= 2100 and line[amount.at].text.isdecimal()
    timed = around[:1] == ["at"] and (amount.value or 0) <= 24
    signed = amount.first and line[amount.first - 1].text in "+-–/№#"
    return bool(year or signed or any(w in months for w in around) or timed or around[:1] in (["no"], ["aged"]))


@cache
def _starters() -> frozenset[str]:
    """Words that a figure can begin with."""
    return frozenset(lexicon().words.numbers) | {
        "a",
        "one",
        "every",
        "two",
        "three",
        "half",
        "tens",
        "several",
        "few",
        *_VAGUE,
        *_TIMES,
    }


def _amount(line: Sequence[Token], i: int, before: list[Amount]) -> Amount | None:
    if line[i].low in _TIMES:
        often = float(_TIMES[line[i].low])
        return Amount(i, i + 1, i, Quantity(often, often, "times"), line[i].low)
    fraction = _fraction(line, i)
    if fraction:
        value, end = fraction
        first, low, high, approx = _bounds(line, i, value, value)
        return Amount(first, end, i, Quantity(low, high, "%", approx), "share")
    vague = _vague(line, i)
    number = _number(line, i) if vague is None else None
    if vague is not None:
        value, high_value, end = vague
    elif number is not None:
        value, end = number
        start = end
        high_value, end = _range(line, i, value, end)
        if end != start:
            value = _scaled(line, value, high_value, end)
    else:
        return None
    first, low, high, approx = _bounds(line, i, value, high_value)
    of = end + 1 if vague is not None and end < len(line) and line[end].low == "of" else end
    theirs = end + 1 < len(line) and line[end].low == "of" and line[end + 1].low in ("their", "our", "its", "his")
    of = end + 2 if theirs else of
    unit, noun, end = _unit(line, of) if _unit(line, of)[0] else _unit(line, end)
    if value == high_value == 1.0 and [t.low for t in line[end : end + 3]] == ["and", "a", "half"]:
        low, high, end = 1.5, 1.5, end + 3
    if end < len(line) and line[end].low == "or" and end + 1 < len(line) and line[end + 1].low == "so":
        approx, end = True, end + 2
        if not unit:
            unit, noun, end = _unit(line, end)
    money = (i > 0 and line[i - 1].text in _MONEY) or unit == "money"
    if not unit and end + 1 < len(line) and line[end].low == "of" and line[end + 1].low in ("them", "these", "whom"):
        counts = before[-1] if before else None
        unit, noun, end = counts.unit if counts else "", f"of them {counts.noun if counts else ''}", end + 2
    if not unit and before and end < len(line) and line[end].low in ("are", "were", "still", "remain") and value < 1000:
        unit, noun = before[-1].unit, before[-1].noun
    per, end = _per(line, end)
    return Amount(first, end, i, Quantity(low, high, unit, approx), noun, per, money)


_TIMES = {"twice": 2, "thrice": 3}
_VAGUE = {"hundreds": (200, 999), "thousands": (2000, 9999), "dozens": (24, 99), "scores": (40, 99)}
_MANY = {"tens": (20, 99), "dozens": (24, 99), "scores": (40, 99), "hundreds": (200, 999)}


def _vague(line: Sequence[Token], i: int) -> tuple[float, float, int] | None:
    """ "Tens of thousands", "hundreds": the span that the words leave open, and the token after them."""
    low = line[i].low
    if low in _MANY and i + 2 < len(line) and line[i + 1].low == "of" and line[i + 2].low in ("thousands", "hundreds"):
        times = 1000 if line[i + 2].low == "thousands" else 100
        least, most = _MANY[low]
        return float(least * times), float((most + 1) * times - 1), i + 3
    if low in ("several", "few") and i + 1 < len(line) and line[i + 1].low in ("hundred", "thousand", "dozen"):
        times = {"hundred": 100, "thousand": 1000, "dozen": 12}[line[i + 1].low]
        return 2.0 * times, 9.0 * times, i + 2
    if low in _VAGUE:
        end = i + 1 + (i + 1 < len(line) and line[i + 1].low == "of")
        return float(_VAGUE[low][0]), float(_VAGUE[low][1]), end
    return None


@cache
def _word_numbers() -> dict[str, int]:
    words = lexicon().words
    return dict(words.numbers)


def _number(line: Sequence[Token], i: int) -> tuple[float, int] | None:
    token = line[i]
    words = lexicon().words
    if token.what == "number":
        if i + 1 < len(line) and line[i + 1].start == token.end and line[i + 1].low in ("st", "nd", "rd", "th"):
            return None
        if i and (
            line[i - 1].text in "-/."
            and line[i - 1].end == token.start
            and i > 1
            and line[i - 2].end == line[i - 1].start
            and line[i - 2].what == "word"
        ):
            return None
        if _is_time(line, i):
            return None
        value = _digits(token.text)
        if value is None:
            return None
        end = i + 1
        if end < len(line) and line[end].low == "k" and line[end].start == token.end:
            value, end = value * 1000, end + 1
    elif token.low == "a" and i + 1 < len(line) and line[i + 1].low in ("hundred", "thousand", "dozen", "million"):
        value, end = 1.0, i + 1
        if line[i + 1].low == "dozen":
            value, end = 12.0, i + 2
    elif token.low == "a" and i + 1 < len(line) and line[i + 1].low in ("kilometre", "kilometer", "mile"):
        halved = [t.low for t in line[i + 2 : i + 5]] == ["and", "a", "half"]
        return (1.5, i + 1) if halved else (1.0, i + 1)
    elif token.low == "half" and [t.low for t in line[i + 1 : i + 3]] in (
        ["a", "mile"],
        ["a", "kilometre"],
        ["a", "kilometer"],
    ):
        return 0.5, i + 2
    elif token.low == "half" and [t.low for t in line[i + 1 : i + 3]] == ["a", "dozen"]:
        return 6.0, i + 3
    elif token.low == "half" and [t.low for t in line[i + 1 : i + 3]] in (["a", "million"], ["a", "thousand"]):
        return 0.5 * words.scales[line[i + 2].low], i + 3
    else:
        made = _spelt(token.low)
        if made is None:
            return None
        value, end = made, i + 1
        if token.low == "one" and not (
            end < len(line) and (line[end].low in lexicon().units or line[end].low in words.scales)
        ):
            return None
    if [t.low for t in line[end : end + 3]] == ["and", "a", "half"]:
        value, end = value + 0.5, end + 3
    while end < len(line) and line[end].low in words.scales:
        value, end = value * words.scales[line[end].low], end + 1
        rest = _rest(line, end, words.scales[line[end - 1].low])
        if rest and line[i].what == "word":
            value, end = value + rest[0], rest[1]
    return value, end


def _rest(line: Sequence[Token], at: int, scale: int) -> tuple[float, int] | None:
    """What follows a scale in a number in words: "seven hundred and seventy", "two thousand five hundred"."""
    at += at < len(line) and line[at].low == "and"
    small = _spelt(line[at].low) if at < len(line) else None
    if small is None or small >= scale:
        return None
    end = at + 1
    if end < len(line) and line[end].low == "hundred" and scale > 100:
        return small * 100, end + 1
    return small, end


def _is_time(line: Sequence[Token], i: int) -> bool:
    """Whether a number is the hour or the minutes of a time: "07:30"."""
    close = i + 2 < len(line) and line[i + 1].text == ":" and line[i + 2].what == "number"
    close = close and line[i].end == line[i + 1].start and line[i + 1].end == line[i + 2].start
    behind = i > 1 and line[i - 1].text == ":" and line[i - 2].what == "number"
    return close or (behind and line[i - 2].end == line[i - 1].start and line[i - 1].end == line[i].start)


def _spelt(word: str) -> float | None:
    numbers = _word_numbers()
    if word in numbers:
        return float(numbers[word])
    tens, dash, ones = word.partition("-")
    if dash and tens in numbers and ones in numbers and numbers[tens] >= 20:
        return float(numbers[tens] + numbers[ones])
    return None


def _digits(text: str) -> float | None:
    plain = text.replace("\u00a0", "").replace("\u202f", "")
    groups = plain.split(",")
    if len(groups) > 1 and all(len(g.split(".")[0]) == 3 for g in groups[1:]):
        plain = plain.replace(",", "")
    elif len(groups) == 2 and len(groups[1]) <= 2:
        plain = plain.replace(",", ".")
    elif len(groups) > 1:
        return None
    try:
        return float(plain) if len(plain) < 16 else None
    except ValueError:
        return None


def _fraction(line: Sequence[Token], i: int) -> tuple[float, int] | None:
    words = lexicon().words
    low = line[i].low
    nxt = line[i + 1].low if i + 1 < len(line) else ""
    if (
        low in ("one", "a", "every")
        and nxt in words.fractions
        and not (i and line[i - 1].low == "and" and nxt == "half")
    ):
        return float(words.fractions[nxt]), i + 2
    if low == "two" and nxt == "thirds":
        return 67.0, i + 2
    if low == "three" and nxt in ("quarters", "fourths"):
        return 75.0, i + 2
    if low in ("two-thirds", "three-quarters", "one-third"):
        return {"two-thirds": 67.0, "three-quarters": 75.0, "one-third": 33.0}[low], i + 1
    over, dash, under = low.partition("-")
    if dash and over in words.numbers and under in ("fifths", "tenths", "quarters", "thirds"):
        return float(round(words.numbers[over] * words.fractions[under])), i + 1
    if low in words.numbers and nxt in ("fifths", "tenths", "quarters"):
        return float(words.numbers[low] * words.fractions[nxt]), i + 2
    if low == "half" and nxt in ("of", "the", "its"):
        return 50.0, i + 1
    return None


def _range(line: Sequence[Token], i: int, value: float, end: int) -> tuple[float, int]:
    if end + 1 >= len(line) or line[end].low not in ("-", "–", "—", "to", "and"):
        return value, end
    joint = line[end].low
    if joint == "and" and not (i and line[i - 1].low == "between"):
        return value, end
    if joint in "-–—" and line[end].start != line[end - 1].end and line[end + 1].what != "number":
        return value, end
    second = _number(line, end + 1)
    if second is None or second[0] <= value:
        return value, end
    return second


def _scaled(line: Sequence[Token], low: float, high: float, end: int) -> float:
    """The lower end of a range whose scale is said once: "45-50K", "ten to fifteen thousand"."""
    last = line[end - 1].low
    times = 1000.0 if last == "k" else lexicon().words.scales.get(last, 1.0)
    return low * times if low != high and low < times and low < high / times * 2 else low


def _bounds(line: Sequence[Token], i: int, value: float, high: float) -> tuple[int, float | None, float | None, bool]:
    """First token, low, high, approximate: by the words before the number, twice ("about", "up to about")."""
    low_bound: float | None = value
    high_bound: float | None = high
    approx, first = False, i
    if first and line[first - 1].text in _MONEY:
        first -= 1
    for _ in range(2):
        size, bound = _bound_before(line, first)
        first -= size
        if bound == "low":
            high_bound = None
        elif bound == "high":
            low_bound = None
        else:
            approx = approx or bound == "about"
    if low_bound is None and high_bound is None:
        low_bound = value
    return first, low_bound, high_bound, approx


def _bound_before(line: Sequence[Token], end: int) -> tuple[int, str]:
    """How many words of a bound stand before a token, and which bound: "low", "high", "about", "just" or ""."""
    table = _bound_phrases()
    for size in range(min(_LONGEST_BOUND, end), 0, -1):
        bound = table.get(tuple(t.low for t in line[end - size : end]))
        if bound:
            return size, bound
    return 0, ""


_LONGEST_BOUND = 4


@cache
def _bound_phrases() -> dict[tuple[str, ...], str]:
    words = lexicon().words
    made = {tuple(p.split()): "just" if p in ("only", "just") else "about" for p in words.approximate}
    made |= {tuple(p.split()): "high" for p in words.high_bounds}
    return made | {tuple(p.split()): "low" for p in words.low_bounds}


_FORMED = frozenset(
    ["brigade", "brigades", "division", "divisions", "group", "groups", "unit", "units", "team", "teams", "regiment",
     "regiments", "battalion", "battalions", "company", "companies", "detachments", "troops", "aircraft", "vehicles"]
)  # fmt: skip
"""What an "assault" before it only describes: "two air assault brigades" are no two assaults."""


def _unit(line: Sequence[Token], end: int) -> tuple[str, str, int]:
    lex = lexicon()
    start = end
    if (start < len(line) and line[start].text in "\"”’'" and start + 1 < len(line)) or (
        start < len(line) and line[start].low in ("-", "–") and start + 1 < len(line)
    ):
        start += 1
    for at in range(start, min(len(line), start + _UNIT_REACH)):
        low = line[at].low
        if low == "square" or low == "sq":
            after = line[at + 1].low if at + 1 < len(line) else ""
            step = 2
            if after == "." and at + 2 < len(line):
                after, step = line[at + 2].low, 3
            unit = lex.units.get(f"{low} {after}")
            if unit:
                return unit, after, at + step
        if low in ("km", "kms") and at + 1 < len(line) and line[at + 1].text in ("²", "2"):
            return "km2", "km2", at + 2
        if low == "per" and at + 1 < len(line) and line[at + 1].low == "cent":
            return "%", "per cent", at + 2
        pair = f"{low} {line[at + 1].low}" if at + 1 < len(line) else ""
        if pair in lex.units:
            return lex.units[pair], " ".join(t.low for t in line[start : at + 2]), at + 2
        describes = (
            at + 1 < len(line) and low in ("assault", "attack", "combat", "battle") and line[at + 1].low in _FORMED
        )
        if low in lex.units and not describes:
            return lex.units[low], " ".join(t.low for t in line[start : at + 1]), at + 1
        if line[at].what != "word" or _breaks(low, capital=line[at].text[0].isupper() and not _shouted(line)):
            break
    return "", "", end


def unit_at(line: Sequence[Token], i: int, last: int) -> str:
    """The unit that a word names by itself, "" none: of a label or the head of a column."""
    low, lex = line[i].low, lexicon()
    pair = f"{low} {line[i + 1].low}" if i + 1 < last else ""
    if low in ("km", "sq") and (i + 1 < last and line[i + 1].text in ("²", "2", "km")):
        return "km2"
    return lex.units.get(pair) or lex.units.get(low, "")


def _shouted(line: Sequence[Token]) -> bool:
    """Whether a line is all in capitals, as some headlines are, so that capitals tell nothing."""
    return all(t.text.isupper() for t in line[:8] if t.what == "word")


def _breaks(low: str, *, capital: bool = False) -> bool:
    words = lexicon().words
    if low == "and":
        return False
    return (
        (low in words.prepositions and not capital)
        or low in words.boundaries
        or low in words.be
        or low in words.have
        or low in words.months
        or low in ("the", "a", "an", "they", "it", "he", "we", "bst", "gmt")
    )


def _per(line: Sequence[Token], end: int) -> tuple[str, int]:
    if end < len(line) and line[end].low in ("daily", "weekly", "monthly"):
        return _TIME[line[end].low], end + 1
    if end + 1 < len(line) and line[end].low in _PER and line[end + 1].low in _TIME:
        return _TIME[line[end + 1].low], end + 2
    if end + 1 < len(line) and line[end].text == "/" and line[end + 1].low in _TIME:
        return _TIME[line[end + 1].low], end + 2
    return "", end


def _share_units(line: Sequence[Token], found: list[Amount]) -> tuple[Amount, ...]:
    """In "4 or 5 km", "1,520 and 1,517 shells" the first number has the second's unit."""
    made = list(found)
    for k in range(len(made) - 2, -1, -1):
        here, after = made[k], made[k + 1]
        if (
            not after.unit
            and here.unit in ("km", "mi", "km2")
            and after.first
            and "to" in (line[after.first - 1].low, line[after.at - 1].low)
        ):
            q = after.quantity
            made[k + 1] = Amount(
                after.first, after.last, after.at, Quantity(q.low, q.high, here.unit, q.approx), here.noun
            )
        gap = [t.low for t in line[here.last : after.first]]
        if (
            not here.unit
            and after.unit
            and not here.money
            and (
                (gap in (["or"], ["and"], ["–"], ["to"]) and (here.value or 0) < 1900)
                or (gap[:2] in (["of", "its"], ["of", "their"], ["of", "the"]) and len(gap) <= 3)
            )
        ):
            q = here.quantity
            made[k] = Amount(
                here.first, here.last, here.at, Quantity(q.low, q.high, after.unit, q.approx), after.noun, after.per
            )
    return tuple(made)
