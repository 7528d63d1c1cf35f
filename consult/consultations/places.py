"""Say from which territories a consultation is answered: a map of departments, and the list beside it.

The figures are counted by the room that holds the proposals, in one query. A department counts what is asked for
itself, its EPCI and its communes; an EPCI counts its communes.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from consult.consultations.models import Consultation
from consult.consultations.slots import PlaceCount, counted_places
from consult.territories.models import TerritoryLevel
from consult.territories.outlines import Drawing, Outline, drawing_of


@dataclass(frozen=True)
class Place:
    """A territory with its proposals, and where to read them; `outline` is how it is drawn on the map."""

    name: str
    url: str
    proposals: int
    outline: Outline | None = None


@dataclass(frozen=True)
class Places:
    """The territories of a consultation; `everywhere` counts what is asked for the whole region."""

    departments: Sequence[Place]
    groups: Sequence[Place]
    everywhere: int
    drawing: Drawing | None


def places_of(consultation: Consultation) -> Places | None:
    """Return the territories of a consultation with their figures, or None when there is nothing to show."""
    counts = [count for source in counted_places for count in source(consultation)]
    drawing = drawing_of(_region_code(consultation))
    departments = _departments(consultation.slug, counts, drawing)
    if not any(count.code for count in counts):
        return None
    everywhere = sum(count.proposals for count in counts if not _department_code(count))
    return Places(departments, _groups(consultation.slug, counts), everywhere, drawing)


def place_path(slug: str, code: str) -> str:
    """Return the address of the proposals of a territory, whose page the next room holds."""
    return f"/consultations/{slug}/propositions?territoire={code}"


def _region_code(consultation: Consultation) -> str | None:
    territory = consultation.territory
    return territory.code if territory and territory.level is TerritoryLevel.REGION else None


def _departments(slug: str, counts: Iterable[PlaceCount], drawing: Drawing | None) -> list[Place]:
    """Return every department that is drawn, else those that are named, by name."""
    totals: Counter[str] = Counter()
    names: dict[str, str] = {}
    for count in counts:
        if code := _department_code(count):
            totals[code] += count.proposals
            if count.level is TerritoryLevel.DEPARTMENT:
                names[code] = count.name
    outlines = _outlines(drawing)
    names.update({code: one.name for code, one in outlines.items()})
    places = [
        Place(names.get(code, code), place_path(slug, code), totals[code], outlines.get(code))
        for code in {*totals, *outlines}
    ]
    return sorted(places, key=lambda place: place.name)


def _outlines(drawing: Drawing | None) -> dict[str, Outline]:
    return {one.code: one for one in drawing.departments} if drawing else {}


def _groups(slug: str, counts: Iterable[PlaceCount]) -> list[Place]:
    """Return the EPCI that are asked something, most asked first."""
    totals: Counter[tuple[str, str]] = Counter()
    for count in counts:
        if count.level is TerritoryLevel.EPCI:
            totals[count.code, count.name] += count.proposals
        elif count.group:
            totals[count.group] += count.proposals
    ranked = sorted(totals.items(), key=lambda pair: (-pair[1], pair[0][1]))
    return [Place(name, place_path(slug, code), number) for (code, name), number in ranked]


def _department_code(count: PlaceCount) -> str | None:
    return count.code if count.level is TerritoryLevel.DEPARTMENT else count.department_code
