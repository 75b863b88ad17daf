"""What "the city", "there", "it", "they" and "both towns" stand for: the thing in focus when they are said."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace

from frontwatch.model import Place, Region, Sector
from frontwatch.reading.clauses import Sentence
from frontwatch.reading.mention import Mention


@dataclass(slots=True)
class Focus:
    """What a report was last speaking of; moves on as it is read."""

    issuer_side: str | None = None
    """The side whose own report it is."""
    other: dict[str, str] = field(default_factory=dict)
    """Each side's opponent, where there are two."""
    regions: dict[str, Region] = field(default_factory=dict)
    """Regions by code: "the region" of a report that names none is the one its place lies in."""
    anchor: Callable[[Sector], Place] = field(default=lambda sector: Place(0, sector.name, 0.0, 0.0, 0, "", False))
    """The settlement a sector is named for: "the city" of a report on its direction."""
    home: str | None = None
    """The side whose country the theatre is, taken for "our" where nothing tells whose report it is."""
    place: Mention | None = None
    latest: Mention | None = None
    """The settlement named last, where `place` is the one that the sentence was about."""
    places: tuple[Mention, ...] = ()
    listed: bool = False
    """Whether the sentence before named several, which "them" may mean."""
    recent: tuple[Mention, ...] = ()
    """The settlements named lately, the last first."""
    region: Mention | None = None
    sector: Mention | None = None
    ground: Mention | None = None
    side: str | None = None
    own_side: str | None = None
    """The side last spoken of, where its own people spoke of it: "our infantry", "we"."""

    def resolve(self, sentence: Sentence, side_at: Callable[[int], str | None]) -> tuple[Mention, ...]:
        """The sentence's mentions with pronouns, anaphors and relative words ("the enemy") given what they stand for.

        Args:
            side_at: the side of whoever speaks at a token, None where nobody's.
        """
        made: list[Mention] = []
        mentions = sentence.mentions
        for mention in mentions:
            speaker_side = side_at(mention.first)
            if mention.what == "force" and mention.side in ("~enemy", "~own"):
                own = speaker_side or self.issuer_side or self.home
                side = own if mention.side == "~own" else self.other.get(own or "")
                made.append(replace(mention, side=side, ref=side))
            elif mention.what == "anaphor":
                behind = [m for m in made if not _went_from(sentence, m)] if mention.text.lower() == "here" else made
                made += self._anaphor(mention, behind, mentions)
            elif mention.what == "pronoun":
                made.append(self._pronoun(mention, made, mentions, speaker_side))
            else:
                made.append(mention)
        return tuple(made)

    def _anaphor(self, mention: Mention, before: Sequence[Mention], every: Sequence[Mention]) -> list[Mention]:
        kind = mention.stands_for
        if kind == "country":
            return [replace(mention, what="country", ref=self.home, side=self.home, named=mention.text)]
        if kind == "these":
            return [_instead(mention, m) for m in self._these(mention, before)] or [mention]
        if kind == "both":
            pair = [m for m in before if m.what in ("place", "region")][-2:]
            pair = pair if len(pair) == 2 else list(self.places[:2])
            return [_instead(mention, m) for m in pair] or [mention]
        wanted = {"town": ("place",), "village": ("place",), "region": ("region",), "sector": ("sector", "place")}
        kinds = wanted.get(kind, ("place", "sector", "region"))
        for k in range(len(before) - 1, -1, -1):
            earlier = before[k]
            seat = k and before[k - 1].what == "actor" and earlier.first - before[k - 1].last <= 1
            if earlier.what in kinds and earlier.ref is not None and _can_be(kind, earlier) and not seat:
                return [_instead(mention, earlier)]
        town = self.latest if mention.text.lower().startswith("that") else self.place
        if mention.text.lower() == "there" and self.ground is self.place and self.latest:
            return [_instead(mention, self.latest)]
        if town is None and kind == "town" and self.sector is not None and isinstance(self.sector.ref, Sector):
            anchor = self.anchor(self.sector.ref)
            town = replace(self.sector, what="place", ref=anchor, named=anchor.name)
        if kind == "town" and town is not None and not _fits(mention, town):
            town = next((m for m in self.recent if _fits(mention, m)), town)
        found = {
            "town": town,
            "village": town,
            "region": self.region or self._region_of(self.place),
            "sector": self.sector or self.place,
        }.get(kind, self.ground)
        if found is None and kind in ("town", "village"):
            ahead = {m.ref: m for m in every if m.what == "place" and m.first >= mention.last and _can_be(kind, m)}
            found = next(iter(ahead.values())) if len(ahead) == 1 else None
        return [_instead(mention, found)] if found and _can_be(kind, found) else [mention]

    def _these(self, mention: Mention, before: Sequence[Mention]) -> Sequence[Mention]:
        """The places that "all three", "none of them" stand for: the sentence's own last ones, else those before."""
        many = next((n for word, n in _COUNTS.items() if word in mention.text.lower().split()), 0)
        here = [m for m in before if m.what == "place" and not m.stands_for]
        if len(here) > 1 and len(here) >= many:
            return here[-many:]
        if "them" in mention.text.lower().split() and not self.listed:
            return ()
        return self.places[: many or None]

    def _region_of(self, place: Mention | None) -> Mention | None:
        """The region that a place lies in, as one that was named."""
        region = self.regions.get(place.ref.region) if place and isinstance(place.ref, Place) else None
        return replace(place, what="region", ref=region, named=region.name) if place and region else None

    def _pronoun(
        self, mention: Mention, before: Sequence[Mention], every: Sequence[Mention], speaker_side: str | None
    ) -> Mention:
        if mention.stands_for == "we":
            return replace(mention, side=speaker_side or self.issuer_side or self.home)
        straight = [m for m in before if m.side and (m.what != "pronoun" or " " in m.text)]
        acting = [m for m in straight if m.prep in ("", "of", "by")]
        # A country named after somebody who acts is spoken of: "Moscow holds a fifth of Ukraine; it …".
        people = [m for k, m in enumerate(acting) if m.what != "country" or not k or mention.stands_for != "it"]
        earlier = people[-1] if people else None
        if earlier is None and mention.text.split()[0].lower() not in ("its", "their", "his", "her"):
            earlier = straight[-1] if straight else None
        side = earlier.side if earlier else None
        if (
            side is None
            and speaker_side
            and mention.first > _OPENING
            and mention.text.lower().split()[0] in ("its", "his")
        ):
            side = speaker_side
        if side is None and mention.text.lower().split()[0] in ("its", "their", "his", "her"):
            later = next(
                (m for m in every if m.first > mention.last and m.side and m.what in ("actor", "country", "force")),
                None,
            )
            side = later.side if later else None
        if side is None and mention.stands_for == "they" and any(m.stands_for == "we" for m in every):
            side = self.other.get(speaker_side or self.issuer_side or self.home or "")
        if side is None and mention.stands_for == "they" and self.own_side and self.own_side == speaker_side:
            side = self.other.get(speaker_side)
        side = side or self.side
        if mention.stands_for == "it":
            place = next((m for m in reversed(before) if m.what == "place"), None)
            aside = place is not None and place.prep in _LOCATING
            region = next((m for m in reversed(before) if m.what == "region"), None)
            late = self.ground if self.ground and self.ground.what == "region" else self.place
            place = None if aside else place or region or late
            return replace(mention, side=side, ref=place.ref if place else None)
        return replace(mention, side=side)

    def move(self, mentions: Sequence[Mention]) -> None:
        """Take a read sentence into account."""
        places = [m for m in mentions if m.what == "place" and isinstance(m.ref, Place)]
        own = [m for m in places if m.prep not in ("from", *_COMPASS)] or places
        if own:
            named = [m for m in places if m.prep not in _COMPASS] or places
            self.place, self.latest = own[0], named[-1]
            self.recent = (*reversed(places), *self.recent)[:_RECENT]
        self.listed = len({m.ref for m in places}) > 1
        for kind in ("place", "region", "sector"):
            several = tuple(m for m in mentions if m.what == kind and m.ref is not None)
            if len({m.ref for m in several}) > 1:
                self.places = several
        self.region = next((m for m in mentions if m.what == "region" and isinstance(m.ref, Region)), self.region)
        sector = next((m for m in mentions if m.what == "sector" and isinstance(m.ref, Sector)), None)
        self.sector = sector or self.sector
        ground = next((m for m in mentions if m.what in ("place", "sector", "region") and m.ref is not None), None)
        if ground and ground.what == "region" and own:
            ground = self.place
        self.ground = ground or self.ground
        acting = next((m for m in mentions if m.what in ("force", "side") and m.side and m.prep == ""), None)
        acting = acting or next((m for m in mentions if m.side and m.what != "pronoun"), None)
        they = next((m for m in mentions if m.side and m.stands_for == "they"), None)
        self.side = acting.side if acting else they.side if they else self.side
        ours = next((m for m in mentions if m.side and _is_own(m)), None)
        self.own_side = ours.side if ours and (not acting or _is_own(acting)) else None


_LEFT = frozenset(["left", "leave", "leaving", "fled", "quit", "abandoned", "vacated", "from"])


def _went_from(sentence: Sentence, place: Mention) -> bool:
    """A place that somebody left for another is not "here"."""
    return place.is_ground and place.first > 0 and sentence.tokens[place.first - 1].low in _LEFT


_COUNTS = {"two": 2, "three": 3, "four": 4}
_LOCATING = ("in", "at", "near", "from", "through", "around", "to", "towards", "into", "on", "across", "outside")
"""A place that only says where something is, is not what "it" means."""
_COMPASS = ("south", "north", "east", "west")
"""A place that only tells where another lies: "30 km east of Sloviansk"."""
_VILLAGE = 20_000
"""Residents: a bigger place is not called a village."""


_RECENT = 12
_CITY = 10_000
_TOWN = 1_000
"""Residents: a smaller place is not called a city, or a town, where a larger one was spoken of lately."""


def _fits(anaphor: Mention, mention: Mention) -> bool:
    """Whether a settlement is of the size that a word says: "the city"."""
    least = {"city": _CITY, "town": _TOWN, "community": _TOWN}.get(anaphor.text.lower().split()[-1], 0)
    return not isinstance(mention.ref, Place) or mention.ref.population >= least


_OPENING = 2
"""Tokens: a pronoun that opens a sentence points behind it, not at who speaks."""


def _is_own(mention: Mention) -> bool:
    """Whether a side's own people speak of it: "we", "our brigade"."""
    return mention.stands_for == "we" or mention.text.lower().startswith("our ")


def _can_be(kind: str, mention: Mention) -> bool:
    return not (kind == "village" and isinstance(mention.ref, Place) and mention.ref.population > _VILLAGE)


def _instead(anaphor: Mention, antecedent: Mention) -> Mention:
    """The antecedent's meaning at the anaphor's place."""
    return replace(
        antecedent, first=anaphor.first, last=anaphor.last, span=anaphor.span, text=anaphor.text, prep=anaphor.prep,
        part=anaphor.part, stands_for=anaphor.stands_for or "any",
        named=antecedent.named or antecedent.text,
    )  # fmt: skip
