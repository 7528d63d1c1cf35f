"""Read the names of what narrows a search."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import (
    ColumnElement,
    CompoundSelect,
    String,
    cast,
    extract,
    literal,
    select,
    union_all,
)

from consult.consultations.models import Consultation, ConsultationStatus, Phase, Theme
from consult.kit.db import session
from consult.territories.models import Territory, TerritoryLevel
from search.engine import Facet


@dataclass(frozen=True)
class Place:
    """What a choice of a facet is called, and the consultation it belongs to, if any."""

    title: str
    consultation: str = ""


@dataclass(frozen=True)
class Places:
    """The names of what everyone may choose: consultations, themes, phases and departments, by their key."""

    names: Mapping[Facet, Mapping[str, Place]] = field(default_factory=dict)

    def of(self, facet: Facet) -> Mapping[str, Place]:
        """Return the choices of a facet, in the order of the site."""
        return self.names.get(facet, {})


def places() -> Places:
    """Return the names of every public consultation, theme and phase and of departments, in one query."""
    shown = Consultation.status != ConsultationStatus.DRAFT
    own = (Consultation.slug.label("consultation"), Consultation.id.label("first"))
    statement = union_all(
        select(_named(Facet.CONSULTATION), Consultation.slug, Consultation.title, *own, literal(0)).where(shown),
        select(_named(Facet.THEME), Theme.slug, Theme.title, *own, Theme.position)
        .join(Theme.consultation)
        .where(shown),
        select(_named(Facet.PHASE), cast(Phase.id, String), Phase.title, *own, extract("epoch", Phase.opens_at))
        .join(Phase.consultation)
        .where(shown),
        select(_named(Facet.TERRITORY), Territory.code, Territory.name, literal(""), literal(0), literal(0)).where(
            Territory.level == TerritoryLevel.DEPARTMENT
        ),
    )
    names: dict[str, dict[str, Place]] = {facet: {} for facet in Facet}
    for facet, key, title, consultation, *_order in sorted(_rows(statement), key=_in_order):
        names[facet][key] = Place(title, consultation)
    return Places({Facet(facet): known for facet, known in names.items()})


def _rows(statement: CompoundSelect[*tuple[Any, ...]]) -> Iterator[tuple[Any, ...]]:
    return (tuple(row) for row in session.execute(statement))


def _named(facet: Facet) -> ColumnElement[str]:
    return literal(facet.value).label("facet")


def _in_order(row: Sequence[Any]) -> tuple[Any, ...]:
    """Order by consultation, then as the organiser placed them or as they open."""
    return (row[4], row[5], row[1])
