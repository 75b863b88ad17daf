"""A checked report about invented towns, made by hand, for the tests of what is shown."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from hashlib import sha256

from frontwatch.model import (
    Claim,
    Figure,
    Finding,
    MapRef,
    Place,
    Quantity,
    Question,
    Quote,
    RecordUsed,
    Report,
)

TEXT = """Amber presses on Alder

ALDER, 9 May 2031 - The town of Alder is still held by Blue, officials said, and Amber has tried to take it for a year.
Amber's forces stand 3 km from the town, Blue's General Staff said. The front is 900 km long.
Amber holds all of Birch. It has surrounded Cedar, and Cedar is cut off.
Amber gathered 40,000 troops near Alder. Amber took Dogwood on Tuesday.
Will Alder fall before the winter? Nobody knows where the third brigade of Amber is.
"""

ALDER = Place(1, "Alder", 30.0, 50.0, 60_000, "XA")
BIRCH = Place(2, "Birch", 30.2, 50.0, 9_000, "XA")
CEDAR = Place(3, "Cedar", 30.1, 50.1, 3_000, "XA")
MAP = MapRef(4, date(2031, 5, 8), datetime(2031, 5, 8, 1, 30, tzinfo=UTC), "c" * 64)
RECORD = RecordUsed(
    name="Mapmakers daily",
    publisher="The Mapmakers",
    ties="volunteers, work with Blue's army",
    credit="The Mapmakers, free to use with credit",
    scale="polygon",
    resolution_km=0.3,
    delay_days=3,
    hash="4617d2b4" + "0" * 56,
    path="",
    first_day=date(2030, 1, 1),
    last_day=date(2031, 5, 8),
    maps_hash="d" * 64,
    map=MAP,
)


def quoted(quote: str, **fields: object) -> Claim:
    """A claim whose quote stands in the text."""
    start = TEXT.index(quote)
    line = TEXT.count("\n", 0, start) + 1
    return Claim(
        **{"kind": "control", "quote": quote, "start": start, "end": start + len(quote), "line": line, **fields}
    )  # type: ignore[arg-type]


def figure(name: str, value: float, unit: str) -> Figure:
    """A figure of the map of 8 May."""
    return Figure(name, value, unit, MAP.day, "Mapmakers daily")


def report() -> Report:
    """Eight claims, each verdict at least once, one made again, a question and an unread sentence."""
    again = TEXT.index("Cedar is cut off")
    findings = (
        Finding(
            quoted(
                "The town of Alder is still held by Blue",
                side="BL",
                places=(ALDER,),
                day=date(2031, 5, 9),
                speaker="officials",
            ),
            "supported",
            "Mapmakers daily, 8 May: Blue holds 100 % of Alder's disc; nearest Amber ground 6.0 km from its centre",
            figures=(figure("disc_share_bl", 100.0, "%"), figure("nearest_am_km", 6.0, "km")),
            query="frontwatch place Alder --on 2031-05-09 --record 4617d2b4",
            map=MAP,
        ),
        Finding(
            quoted("Amber has tried to take it for a year", kind="duration", side="AM", places=(ALDER,)),
            "supported",
            "Mapmakers daily, 8 May: Amber's ground has been within 20 km of Alder since 2 May 2030",
            map=MAP,
        ),
        Finding(
            quoted(
                "Amber's forces stand 3 km from the town",
                kind="exposure",
                side="BL",
                places=(ALDER,),
                speaker="Blue's General Staff",
                quantity=Quantity(3, 3, "km"),
            ),
            "overstated",
            "Mapmakers daily, 8 May: nearest Amber ground 6.0 km from the centre; claimed 3 km",
            figures=(figure("nearest_am_km", 6.0, "km"),),
            query="frontwatch exposure Alder --on 2031-05-09 --record 4617d2b4",
            map=MAP,
            factor=2.0,
        ),
        Finding(
            quoted("The front is 900 km long", kind="front_length", quantity=Quantity(900, 900, "km")),
            "understated",
            "Mapmakers daily, 8 May: front 1,170 km at 2 km scale, 1,390 km as drawn; claimed 900",
            figures=(figure("front_km_2km", 1170.0, "km"), figure("front_km_drawn", 1390.0, "km")),
            query="frontwatch front --on 2031-05-09 --record 4617d2b4",
            map=MAP,
            factor=0.77,
        ),
        Finding(
            quoted("Amber holds all of Birch", side="AM", places=(BIRCH,)),
            "contradicted",
            "Mapmakers daily, 8 May: Amber holds none of Birch's disc",
            figures=(figure("disc_share_am", 0.0, "%"),),
            query="frontwatch place Birch --on 2031-05-09 --record 4617d2b4",
            map=MAP,
        ),
        Finding(
            quoted(
                "It has surrounded Cedar, and Cedar is cut off",
                kind="exposure",
                side="BL",
                places=(CEDAR,),
                also=(Quote("Cedar is cut off", again, again + len("Cedar is cut off")),),
            ),
            "disputed",
            "Mapmakers daily, 8 May: 61 of 72 bearings within 20 km; the centre lies on contested ground",
            code="contested",
            query="frontwatch exposure Cedar --on 2031-05-09 --record 4617d2b4",
            map=MAP,
        ),
        Finding(
            quoted(
                "Amber gathered 40,000 troops near Alder",
                kind="force_size",
                side="AM",
                quantity=Quantity(40_000, 40_000, "troops"),
            ),
            "untested",
            "no map shows how many troops stand where",
            code="not_on_a_map",
        ),
        Finding(
            quoted("Amber took Dogwood on Tuesday", side="AM", trouble="place_unclear"),
            "untested",
            "two places are called Dogwood",
            code="place_unclear",
            settles="frontwatch place Dogwood --on 2031-05-16",
        ),
    )
    asked = TEXT.index("Will Alder fall")
    unread = "Nobody knows where the third brigade of Amber is."
    return Report(
        name="alder.txt",
        text=TEXT,
        sha256=sha256(TEXT.encode()).hexdigest(),
        published=date(2031, 5, 9),
        published_from="dateline",
        published_found=(("dateline", date(2031, 5, 9)),),
        theatre="invented",
        theatre_hash="b" * 64,
        version="0.0",
        records=(RECORD,),
        findings=findings,
        questions=(
            Question("Will Alder fall before the winter?", asked, asked + 34, 7, "AM", ALDER, date(2031, 11, 30)),
        ),
        unread=(Quote(unread, TEXT.index(unread), TEXT.index(unread) + len(unread)),),
        options=(("max_age", "7"),),
    )


def told(claim: Claim) -> str:
    """The claim in one plain line; here simply its quote."""
    return claim.quote


def older_record(days: int) -> Report:
    """The same report, with a record that ended so many days before it and so tested nothing on the ground."""
    from datetime import timedelta

    whole = report()
    last = whole.published - timedelta(days=days)
    findings = tuple(
        replace(
            f,
            verdict="untested",
            code="record_ends",
            reason=f"Mapmakers daily ends {last}",
            map=None,
            last_known=f"on {last}, Blue held it",
            figures=(),
        )
        if f.map
        else f
        for f in whole.findings
    )
    return replace(whole, findings=findings, records=(replace(RECORD, last_day=last, map=None),))


def by_hand() -> Report:
    """The same report, the first claim changed by hand, the second added and the last two dropped."""
    whole = report()
    first, second, *others, gone, too = whole.findings
    findings = (replace(first, by_hand="changed"), replace(second, by_hand="added"), *others)
    return replace(whole, findings=findings, dropped=(gone.claim, too.claim))
