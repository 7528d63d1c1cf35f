"""Find what was decided, of one text or of all."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import ColumnElement, Select, select
from sqlalchemy.orm import joinedload

from consult.accounts.models import User
from consult.consultations.models import Consultation, ConsultationStatus
from consult.kit.db import session
from consult.kit.errors import NotFound
from consult.kit.paging import PAGE_SIZE, Page, after, cut, decode
from contributions.models import Contribution, Kind, Status
from moderation.models import Appeal, CharterRule, Decision, FlagReason, Verdict
from moderation.queries.texts import ids_in_theme
from moderation.verdicts import AGAINST_THE_AUTHOR


def decision_in_force(contribution_id: int) -> Decision | None:
    """Return the last decision on a text, which the present status comes from."""
    statement = select(Decision).where(Decision.contribution_id == contribution_id, Decision.in_force)
    return session.scalars(statement.options(joinedload(Decision.rule))).one_or_none()


def overturned(contribution: Contribution, reason: FlagReason) -> set[int | None]:
    """Return who took a decision on this version, for what this rule forbids, that an appeal annulled."""
    statement = (
        select(Decision.decided_by_id)
        .join(Appeal, Appeal.decision_id == Decision.id)
        .where(
            Decision.contribution_id == contribution.id,
            Decision.version == contribution.version,
            Decision.reason == reason,
            Appeal.reversed.is_(True),
        )
    )
    return set(session.scalars(statement))


def must_pass_on(moderator: User, contribution: Contribution) -> bool:
    """Say whether what this person decided of this version was put right by others, who now decide of it alone.

    An appeal binds for as long as the version lasts; a colleague's own decision, for as long as it stands.
    """
    statement = (
        select(Decision.decided_by_id, Decision.verdict, Decision.in_force, Appeal.reversed)
        .outerjoin(Appeal, Appeal.decision_id == Decision.id)
        .where(Decision.contribution_id == contribution.id, Decision.version == contribution.version)
    )
    taken = session.execute(statement).all()
    own = [one for one in taken if one.decided_by_id == moderator.id and one.verdict in AGAINST_THE_AUTHOR]
    standing = [one for one in taken if one.in_force and one.verdict not in AGAINST_THE_AUTHOR]
    others = [one for one in standing if one.decided_by_id not in {None, moderator.id}]
    return any(one.reversed for one in own) or bool(own and others)


@dataclass(frozen=True)
class Citation:
    """The number of the rule a decision cites, and the version of the charter that words it."""

    number: int
    version: int | None

    @property
    def anchor(self) -> str:
        """Return where the rule stands on the page of the charter."""
        return f"regle-{self.number}"


def citations_on(contribution_ids: Sequence[int]) -> dict[int, Citation]:
    """Return, by text, the rule that the last decision cites; nothing for a decision that cites none."""
    statement = select(Decision.contribution_id, Decision.rule_number, Decision.charter_version).where(
        Decision.contribution_id.in_(contribution_ids), Decision.in_force, Decision.rule_number.is_not(None)
    )
    return {text: Citation(number or 0, version) for text, number, version in session.execute(statement)}


def decision_at(decision_id: int) -> Decision:
    """Return a decision with the text, its consultation and the rule it rests on, or raise `NotFound`."""
    statement = (
        select(Decision)
        .where(Decision.id == decision_id)
        .options(
            joinedload(Decision.contribution).joinedload(Contribution.author),
            joinedload(Decision.consultation),
            joinedload(Decision.rule),
            joinedload(Decision.appeal),
        )
    )
    found = session.scalars(statement).one_or_none()
    if found is None:
        raise NotFound
    return found


def decisions_on(contribution_ids: Sequence[int]) -> Sequence[Decision]:
    """Return every decision on these texts with its rule and who took it, oldest first."""
    statement = (
        select(Decision)
        .where(Decision.contribution_id.in_(contribution_ids))
        .order_by(Decision.id)
        .options(joinedload(Decision.rule), joinedload(Decision.decided_by))
    )
    return session.scalars(statement).all()


# --- the public register --------------------------------------------------------------


class Contested(StrEnum):
    """Whether a decision was contested, and what came of it."""

    ANY = "oui"
    WAITING = "en-cours"
    CONFIRMED = "rejete"
    REVERSED = "accepte"


class Means(StrEnum):
    """Who took a decision: a person, or what the organiser made automatic."""

    PERSON = "personne"
    AUTOMATIC = "automatique"


@dataclass(frozen=True)
class RegisterFilter:
    """Which lines of the register someone asks for."""

    consultation_id: int | None = None
    verdict: Verdict | None = None
    reason: FlagReason | None = None
    kind: Kind | None = None
    year: int | None = None
    theme_id: int | None = None
    contested: Contested | None = None
    means: Means | None = None


WHOLE = RegisterFilter()


def register_page(
    wanted: RegisterFilter = WHOLE, *, cursor: str | None = None, size: int = PAGE_SIZE
) -> Page[Decision]:
    """Return one page of the public register, newest first."""
    key = decode(cursor, 2)
    order: list[tuple[ColumnElement[Any], bool]] = [
        (Decision.decided_at.expression, True),
        (Decision.id.expression, True),
    ]
    passed = after(order, (datetime.fromisoformat(str(key[0])), key[1]) if key else None)
    statement = _lines(wanted).limit(size + 1)
    if passed is not None:
        statement = statement.where(passed)
    rows = session.scalars(statement).all()
    return cut(rows, lambda row: (row.decided_at.isoformat(), row.id), cursor=cursor, size=size)


@dataclass(frozen=True)
class RegisterLine:
    """A line of the register as its file gives it; `rule_title` is None for a rule of the default charter."""

    id: int
    decided_at: datetime
    waiting_since: datetime
    consultation: str
    kind: Kind
    verdict: Verdict
    from_status: Status
    to_status: Status
    reason: FlagReason | None
    rule_number: int | None
    rule_title: str | None
    automatic: bool
    detected_automatically: bool
    on_appeal: bool
    contested: bool
    reversed: bool | None


def register_lines(wanted: RegisterFilter = WHOLE) -> list[RegisterLine]:
    """Return every line asked for, newest first: a file is sent once the transaction is over."""
    statement = (
        select(
            Decision.id,
            Decision.decided_at,
            Decision.waiting_since,
            Consultation.slug.label("consultation"),
            Decision.kind,
            Decision.verdict,
            Decision.from_status,
            Decision.to_status,
            Decision.reason,
            Decision.rule_number,
            CharterRule.title.label("rule_title"),
            Decision.decided_by_id.is_(None).label("automatic"),
            Decision.detected_automatically,
            Decision.on_appeal,
            Appeal.filed_at.is_not(None).label("contested"),
            Appeal.reversed,
        )
        .join(Consultation, Consultation.id == Decision.consultation_id)
        .outerjoin(CharterRule, CharterRule.id == Decision.rule_id)
        .outerjoin(Appeal, Appeal.decision_id == Decision.id)
        .where(*_conditions(wanted))
        .order_by(Decision.decided_at.desc(), Decision.id.desc())
    )
    return [RegisterLine(**row) for row in session.execute(statement).mappings()]


def _lines(wanted: RegisterFilter) -> Select[Decision]:
    return (
        select(Decision)
        .join(Consultation, Consultation.id == Decision.consultation_id)
        .where(*_conditions(wanted))
        .order_by(Decision.decided_at.desc(), Decision.id.desc())
        .options(joinedload(Decision.consultation), joinedload(Decision.rule), joinedload(Decision.appeal))
    )


def _conditions(wanted: RegisterFilter) -> list[ColumnElement[bool]]:
    """Keep what is asked for, of the consultations that the public may know of."""
    columns = {
        Decision.consultation_id: wanted.consultation_id,
        Decision.verdict: wanted.verdict,
        Decision.reason: wanted.reason,
        Decision.kind: wanted.kind,
    }
    asked = [column == value for column, value in columns.items() if value is not None]
    asked.append(Consultation.status != ConsultationStatus.DRAFT)
    if wanted.year is not None:
        start, end = (datetime(year, 1, 1, tzinfo=UTC) for year in (wanted.year, wanted.year + 1))
        asked += [Decision.decided_at >= start, Decision.decided_at < end]
    if wanted.theme_id is not None:
        asked.append(Decision.contribution_id.in_(ids_in_theme(wanted.theme_id)))
    if wanted.means is not None:
        asked.append(Decision.decided_by_id.is_(None) == (wanted.means is Means.AUTOMATIC))
    if wanted.contested is not None:
        asked.append(Decision.id.in_(_appealed(wanted.contested)))
    return asked


def _appealed(wanted: Contested) -> Select[int]:
    outcomes = {Contested.WAITING: None, Contested.CONFIRMED: False, Contested.REVERSED: True}
    statement = select(Appeal.decision_id)
    return statement if wanted is Contested.ANY else statement.where(Appeal.reversed.is_(outcomes[wanted]))
