"""Count what moderation did, for the synthesis, the register and the reports."""

from dataclasses import dataclass

from sqlalchemy import func, select

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


def consultations_decided() -> list[tuple[int, str]]:
    """Return the public consultations in which something was decided, by id and title, newest first."""
    decided = select(Decision.id).where(Decision.consultation_id == Consultation.id).exists()
    statement = (
        select(Consultation.id, Consultation.title)
        .where(Consultation.status != ConsultationStatus.DRAFT, decided)
        .order_by(Consultation.id.desc())
    )
    return list(session.execute(statement))


def themes_of(consultation_id: int) -> list[tuple[int, str]]:
    """Return the themes of a consultation, by id and title, in the organiser's order."""
    statement = select(Theme.id, Theme.title).where(Theme.consultation_id == consultation_id)
    return list(session.execute(statement.order_by(Theme.position, Theme.id)))
