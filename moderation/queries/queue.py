"""Find what waits for a moderator, the most urgent first: a query, never a table of its own.

Two arms meet: texts with an open concern, in the order of `Concern.rank`, and texts that wait to be
published with nothing against them, the oldest first. Each arm reads an index and stops at the
page's size, so that the page costs the same with 50 or 5,000 cases.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import (
    BindParameter,
    ColumnElement,
    Select,
    and_,
    exists,
    func,
    literal,
    or_,
    select,
    true,
    union_all,
)
from sqlalchemy.orm import aliased

from consult.accounts.models import User
from consult.consultations.models import Consultation, Theme
from consult.kit.db import session
from consult.kit.paging import PAGE_SIZE, Page, after, cut, decode
from contributions.models import Contribution, Kind, Status
from contributions.queries.visibility import moderated_consultations
from moderation.models import Concern, Decision, Flag, FlagReason, Reading, Verdict

AnySelect = Select[*tuple[Any, ...]]
# What is hidden with an open concern was hidden automatically, and waits to be confirmed.
_ONCE_ONLINE = (Status.PUBLISHED, Status.HIDDEN)
REVIEWABLE = (Status.PENDING, *_ONCE_ONLINE)
# Columns of the table itself: naming them by a kind of contribution would keep that kind alone.
_text = Contribution.__table__.c
_parent = Contribution.__table__.alias()
_reader = aliased(User)
_is_open = Concern.is_open == true()
# Added to zero so that no engine walks a whole consultation instead of what waits in it.
_consultation_id = Contribution.consultation_id + 0


@dataclass(frozen=True)
class QueueFilter:
    """What a moderator asks to see; nothing set: all they moderate."""

    consultation_id: int | None = None
    theme_id: int | None = None
    kind: Kind | None = None
    reason: FlagReason | None = None
    before: datetime | None = None


@dataclass(frozen=True)
class CaseRow:
    """A case as the queue shows it; `reader` is whoever reads it now, `since` when it began to wait."""

    id: int
    kind: Kind
    status: Status
    title: str
    excerpt: str
    author: str | None
    author_id: int | None
    consultation: str
    theme: str | None
    since: datetime
    law: bool
    flags: int
    signals: int
    revised: bool
    reader: str | None
    rank: int

    @property
    def key(self) -> tuple[int | str, ...]:
        """Return what the list is sorted by."""
        return self.rank, self.since.isoformat(), self.id


ALL = QueueFilter()


def pending_review(
    moderator: User,
    wanted: QueueFilter = ALL,
    *,
    at: datetime,
    cursor: str | None = None,
    size: int = PAGE_SIZE,
) -> Page[CaseRow]:
    """Return one page of what waits where this person moderates, the most urgent first."""
    conditions = [_moderated_by(moderator), *_conditions(wanted)]
    waiting = _waiting(conditions, decode(cursor, 3), size + 1, wanted.before)
    return cut(_read(waiting, at), lambda row: row.key, cursor=cursor, size=size)


def next_case(moderator: User, wanted: QueueFilter = ALL, *, at: datetime) -> int | None:
    """Return the most urgent text asked for that this person may decide on and that nobody else is reading."""
    read_by_another = exists().where(
        Reading.contribution_id == Contribution.id, Reading.until > at, Reading.reader_id != moderator.id
    )
    others = or_(Contribution.author_id.is_(None), Contribution.author_id != moderator.id)
    typed = or_(Contribution.entered_by_id.is_(None), Contribution.entered_by_id != moderator.id)
    conditions = [_moderated_by(moderator), ~read_by_another, others, typed, *_conditions(wanted)]
    return session.scalars(select(_waiting(conditions, None, 1, wanted.before).c.id)).one_or_none()


def waiting_count(moderator: User) -> int:
    """Count what waits where this person moderates."""
    scope = moderated_consultations(moderator)
    pending = select(func.count(Contribution.id)).where(Contribution.status == Status.PENDING)
    if scope is not None:
        # Every kind is named so that the index on consultation, kind and status answers alone.
        pending = pending.where(Contribution.consultation_id.in_(scope), Contribution.kind.in_(list(Kind)))
    online = _status_of_concerned(moderator).in_(_ONCE_ONLINE)
    flagged = select(func.count(Concern.contribution_id)).where(_is_open, online)
    return session.scalar(select(pending.scalar_subquery() + flagged.scalar_subquery())) or 0


def waiting_since(moderator: User, before: datetime) -> int:
    """Count what has waited since before this instant where this person moderates, by the date the queue shows."""
    mine = _moderated_by(moderator)
    open_concern = exists().where(Concern.contribution_id == Contribution.id, _is_open)
    quiet = select(func.count(Contribution.id)).where(
        Contribution.status == Status.PENDING, Contribution.submitted_at <= before, ~open_concern, mine
    )
    readable = _status_of_concerned(moderator).in_(REVIEWABLE)
    concerned = select(func.count(Concern.contribution_id)).where(_is_open, Concern.since <= before, readable)
    return session.scalar(select(quiet.scalar_subquery() + concerned.scalar_subquery())) or 0


def _status_of_concerned(moderator: User) -> Any:  # noqa: ANN401 - a subquery
    """Look up each concerned text by its key: joined, PostgreSQL would read every text there is."""
    found = select(Contribution.status).where(Contribution.id == Concern.contribution_id, _moderated_by(moderator))
    return found.correlate(Concern).scalar_subquery()


def _moderated_by(moderator: User) -> ColumnElement[bool]:
    scope = moderated_consultations(moderator)
    return true() if scope is None else _consultation_id.in_(scope)


def _conditions(wanted: QueueFilter) -> list[ColumnElement[bool]]:
    asked: list[ColumnElement[bool]] = []
    if wanted.consultation_id is not None:
        asked.append(_consultation_id == wanted.consultation_id)
    if wanted.kind is not None:
        asked.append(Contribution.kind == wanted.kind)
    if wanted.theme_id is not None:
        asked.append(_in_theme(wanted.theme_id))
    if wanted.reason is not None:
        asked.append(_flagged_for(wanted.reason))
    return asked


def _in_theme(theme_id: int) -> ColumnElement[bool]:
    in_theme = select(_parent.c.id).where(_parent.c.theme_id == theme_id)
    return or_(_text.theme_id == theme_id, _text.proposal_id.in_(in_theme))


def _flagged_for(reason: FlagReason) -> ColumnElement[bool]:
    return exists().where(
        Flag.contribution_id == Contribution.id, Flag.settled_at.is_(None), Flag.reason == reason
    )


def _waiting(
    conditions: Sequence[ColumnElement[bool]],
    key: tuple[Any, ...] | None,
    limit: int,
    before: datetime | None = None,
) -> Any:  # noqa: ANN401 - a subquery of id, rank and since
    concerned = (
        select(Contribution.id, Concern.rank, Concern.since, Concern.law, Concern.flags, Concern.signals)
        .join(Concern, Concern.contribution_id == Contribution.id)
        .where(_is_open, Contribution.status.in_(REVIEWABLE), *conditions)
    )
    open_concern = exists().where(Concern.contribution_id == Contribution.id, _is_open)
    quiet = select(
        Contribution.id,
        literal(0).label("rank"),
        Contribution.submitted_at.label("since"),
        literal(False).label("law"),
        literal(0).label("flags"),
        literal(0).label("signals"),
    ).where(Contribution.status == Status.PENDING, ~open_concern, *conditions)
    if before is not None:
        concerned = concerned.where(Concern.since <= before)
        quiet = quiet.where(Contribution.submitted_at <= before)
    place = (Contribution.submitted_at.expression, Contribution.id.expression)
    arms = [
        _arm(concerned, (Concern.rank.expression, Concern.since.expression, place[1]), key, limit),
        _arm(quiet, (literal(0), *place), key, limit),
    ]
    both = union_all(*arms).subquery()
    return select(both).order_by(both.c.rank, both.c.since, both.c.id).limit(limit).subquery()


def _arm(
    statement: AnySelect, order: Sequence[ColumnElement[Any]], key: tuple[Any, ...] | None, limit: int
) -> AnySelect:
    passed = after([(column, False) for column in order], _instants(key))
    if passed is not None:
        statement = statement.where(passed)
    # A constant rank sorts nothing, and would keep the database from reading its index in order.
    columns = [column for column in order if not isinstance(column, BindParameter)]
    return select(statement.order_by(*columns).limit(limit).subquery())


def _instants(key: tuple[Any, ...] | None) -> tuple[Any, ...] | None:
    return (int(key[0]), datetime.fromisoformat(str(key[1])), key[2]) if key else None


def _read(waiting: Any, at: datetime) -> list[CaseRow]:  # noqa: ANN401 - a subquery
    revised = exists().where(
        Decision.contribution_id == Contribution.id,
        Decision.in_force,
        Decision.verdict == Verdict.REQUEST_REVISION,
        Contribution.status == Status.PENDING,
    )
    statement = (
        select(
            Contribution.id,
            Contribution.kind,
            Contribution.status,
            func.coalesce(_text.title, _parent.c.title, "").label("title"),
            Contribution.excerpt,
            User.display_name.label("author"),
            Contribution.author_id,
            Consultation.title.label("consultation"),
            Theme.title.label("theme"),
            waiting.c.since,
            waiting.c.law,
            waiting.c.flags,
            waiting.c.signals,
            revised.label("revised"),
            _reader.display_name.label("reader"),
            waiting.c.rank,
        )
        .join(waiting, waiting.c.id == Contribution.id)
        .join(Consultation, Consultation.id == Contribution.consultation_id)
        .outerjoin(_parent, _parent.c.id == _text.proposal_id)
        .outerjoin(Theme, Theme.id == func.coalesce(Contribution.theme_id, _parent.c.theme_id))
        .outerjoin(User, User.id == Contribution.author_id)
        .outerjoin(Reading, and_(Reading.contribution_id == Contribution.id, Reading.until > at))
        .outerjoin(_reader, _reader.id == Reading.reader_id)
        .order_by(waiting.c.rank, waiting.c.since, Contribution.id)
    )
    return [CaseRow(**row) for row in session.execute(statement).mappings()]
