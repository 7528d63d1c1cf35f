"""Count what moderation did, for the synthesis, the register and the reports."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, func, select, true

from consult.accounts.models import User
from consult.consultations.models import Consultation, ConsultationStatus, Theme
from consult.kit.db import session
from contributions.models import Contribution, Status
from contributions.queries.visibility import moderated_consultations
from moderation.charter import default_title
from moderation.models import CharterRule, Decision, FlagReason
from moderation.verdicts import WITHHELD


@dataclass(frozen=True)
class ExcludedByRule:
    """How many texts a rule keeps from the public; `rule` is its title in the charter that was cited."""

    reason: FlagReason
    number: int
    rule: str
    count: int


def excluded_by_rule(consultation: Consultation) -> list[ExcludedByRule]:
    """Count the texts withheld by a decision still in force, rule by rule, in the charter's order."""
    statement = (
        select(Decision.reason, Decision.rule_number, CharterRule.title, func.count())
        .join(Contribution, Contribution.id == Decision.contribution_id)
        .outerjoin(CharterRule, CharterRule.id == Decision.rule_id)
        .where(
            Decision.consultation_id == consultation.id,
            Decision.in_force,
            Decision.to_status.in_(WITHHELD),
            Contribution.status.in_(WITHHELD),
        )
        .group_by(Decision.reason, Decision.rule_number, CharterRule.title)
        .order_by(Decision.rule_number, CharterRule.title)
    )
    return [
        ExcludedByRule(reason, number, title or default_title(number), count)
        for reason, number, title, count in session.execute(statement)
        if reason is not None and number is not None
    ]


def pending_count(consultation: Consultation) -> int:
    """Count the texts of a consultation that were sent and that nobody has decided on."""
    statement = select(func.count(Contribution.id)).where(
        Contribution.status == Status.PENDING, Contribution.consultation_id == consultation.id
    )
    return session.scalar(statement) or 0


def consultations_moderated(moderator: User) -> list[tuple[int, str]]:
    """Return the consultations this person moderates, by id and title, newest first."""
    statement = select(Consultation.id, Consultation.title).order_by(Consultation.id.desc())
    scope = moderated_consultations(moderator)
    if scope is not None:
        statement = statement.where(Consultation.id.in_(scope))
    return list(session.execute(statement))


@dataclass(frozen=True)
class Places:
    """Consultations with their themes, to choose among: each row a consultation, then one of its themes if any."""

    rows: Sequence[tuple[int, str, int | None, str | None]]

    @property
    def consultations(self) -> list[tuple[int, str]]:
        """Return the consultations, by id and title."""
        return list({number: title for number, title, _theme, _said in self.rows}.items())

    def themes(self, chosen: int | None) -> list[tuple[int, str]]:
        """Return the themes of the consultation chosen, else all of them, each followed by its consultation."""
        kept = [row for row in self.rows if row[2] is not None and chosen in {None, row[0]}]
        alone = len({row[0] for row in kept}) == 1
        return [(theme or 0, f"{said}" if alone else f"{said} ({title})") for _number, title, theme, said in kept]


def places_moderated(moderator: User) -> Places:
    """Return the consultations this person moderates with their themes, newest first, in the organiser's order."""
    scope = moderated_consultations(moderator)
    return _places(true() if scope is None else Consultation.id.in_(scope))


def places_decided() -> Places:
    """Return the public consultations in which something was decided, with their themes, newest first."""
    decided = select(Decision.id).where(Decision.consultation_id == Consultation.id).exists()
    return _places((Consultation.status != ConsultationStatus.DRAFT) & decided)


def _places(condition: ColumnElement[bool]) -> Places:
    statement = (
        select(Consultation.id, Consultation.title, Theme.id, Theme.title)
        .outerjoin(Theme, Theme.consultation_id == Consultation.id)
        .where(condition)
        .order_by(Consultation.id.desc(), Theme.position, Theme.id)
    )
    return Places([(number, title, theme, said) for number, title, theme, said in session.execute(statement)])
