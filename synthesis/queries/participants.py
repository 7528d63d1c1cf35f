"""Count who took part in a consultation: everyone once, whatever they did."""

from collections import Counter
from collections.abc import Iterable
from typing import Any

from sqlalchemy import Select, select, union
from sqlalchemy.orm import aliased

from consult.accounts.models import ContributorKind, User, Visitor
from consult.consultations.models import Consultation
from consult.kit.db import session
from consult.territories.models import Territory, TerritoryLevel
from contributions.models import Contribution, Support, Vote
from contributions.queries.visibility import visible_to
from synthesis.analysis.facts import Participation, Tally, TerritoryTally
from synthesis.composer.wording import Wording
from synthesis.wording import contributor_kind


def participation_in(consultation: Consultation, say: Wording) -> Participation:
    """Count everyone who wrote what is public, voted or supported, by kind and by department."""
    people = session.execute(_people(consultation)).all()
    return Participation(
        people=len(people),
        voters=len(session.execute(_voters(consultation)).all()),
        by_kind=_by_kind((person.kind for person in people), say),
        by_territory=_by_department(Counter(person.code for person in people if person.code)),
    )


def _people(consultation: Consultation) -> Select[*tuple[Any, ...]]:
    """Select everyone who wrote what is public, voted or supported, once each, with their department."""
    authors = select(Contribution.author_id.label("user_id")).where(
        Contribution.consultation_id == consultation.id, visible_to(Visitor()), Contribution.author_id.is_not(None)
    )
    supporters = (
        select(Support.user_id)
        .join(Contribution, Contribution.id == Support.argument_id)
        .where(Contribution.consultation_id == consultation.id)
    )
    everyone = union(authors, _voters(consultation), supporters).subquery()
    return (
        select(everyone.c.user_id, User.kind, Territory.department_code.label("code"))
        .join(User, User.id == everyone.c.user_id)
        .outerjoin(Territory, Territory.id == User.territory_id)
    )


def _voters(consultation: Consultation) -> Select[*tuple[Any, ...]]:
    voted = aliased(Contribution)
    return (
        select(Vote.user_id)
        .join(voted, voted.id == Vote.proposal_id)
        .where(voted.consultation_id == consultation.id)
        .distinct()
    )


def _by_kind(kinds: Iterable[ContributorKind], say: Wording) -> tuple[Tally, ...]:
    return tuple(Tally(contributor_kind(kind, say), count) for kind, count in Counter(kinds).items())


def _by_department(people: Counter[str]) -> tuple[TerritoryTally, ...]:
    """Set people beside the population of their department; a department nobody came from stands too."""
    if not people:
        return ()
    departments = session.scalars(select(Territory).where(Territory.level == TerritoryLevel.DEPARTMENT)).all()
    return tuple(TerritoryTally(one.code, one.name, people[one.code], one.population or 0) for one in departments)
