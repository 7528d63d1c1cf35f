"""Read the words of contributions and what everyone may see of them now."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from flask import url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from sqlalchemy import (
    ColumnElement,
    Row,
    ScalarSelect,
    Select,
    and_,
    case,
    func,
    or_,
    select,
)
from sqlalchemy.orm import aliased

from consult.accounts.models import User, Visitor
from consult.consultations.models import Consultation, ConsultationStatus, Phase, Theme
from consult.kit import clock
from consult.kit.db import session
from consult.kit.errors import Sentence
from consult.kit.text.markdown import plain
from consult.territories.models import Territory
from contributions.addresses import proposal_url, response_url
from contributions.models import PUBLIC, Contribution, Kind, Position, Status
from contributions.queries.visibility import moderated_consultations, visible_to
from moderation.wording import STATUSES
from search.engine import Document, Facet
from search.kinds import FoundText

COLLECTION = "contribution"
LABELS: dict[tuple[Kind, Position | None], Sentence] = {
    (Kind.PROPOSAL, None): _l("Proposition"),
    (Kind.ARGUMENT, Position.FOR): _l("Argument pour"),
    (Kind.ARGUMENT, Position.AGAINST): _l("Argument contre"),
    (Kind.COMMENT, None): _l("Commentaire"),
    (Kind.SOURCE, None): _l("Source"),
}
PLURALS: dict[str, Sentence] = {
    Kind.PROPOSAL.value: _l("Propositions"),
    Kind.ARGUMENT.value: _l("Arguments"),
    Kind.COMMENT.value: _l("Commentaires"),
    Kind.SOURCE.value: _l("Sources"),
}
_BATCH = 500
MOST_WITHHELD = 2_000
"""Texts kept from the public that a moderator searches at once, the latest."""

_own = Contribution.__table__.c
_parent = aliased(Contribution.__table__)


def contribution_documents(ids: Collection[int] | None) -> Iterator[Document]:
    """Read what everyone may find: these contributions, or all of them, batch by batch."""
    last = 0
    while rows := session.execute(_rows(ids).where(Contribution.id > last).limit(_BATCH)).all():
        yield from map(_document, rows)
        last = rows[-1].id


def contributions_together(ids: Collection[int]) -> set[int]:
    """Return these contributions and what answers them, which is found only while they are."""
    answers = select(Contribution.id).where(_own.proposal_id.in_(ids))
    return {*ids, *session.scalars(answers)} if ids else set()


def visible_contributions(ids: Sequence[int]) -> Mapping[int, FoundText]:
    """Return those of these contributions that everyone may read now, in one query."""
    if not ids:
        return {}
    return {row.id: _found(row) for row in session.execute(_rows(ids))}


def count_contributions() -> int:
    """Count what everyone may find."""
    return session.scalar(select(func.count()).select_from(_rows(None).order_by(None).subquery())) or 0


def withheld_documents(actor: User) -> list[Document]:
    """Read the latest texts that this person may moderate and the public may not read."""
    statement = _select().where(*_withheld_from_all_but(actor)).order_by(Contribution.id.desc())
    return [_document(row) for row in session.execute(statement.limit(MOST_WITHHELD))]


def withheld_texts(actor: User, ids: Sequence[int]) -> Mapping[int, FoundText]:
    """Return those of these texts that this person may moderate and the public may not read, with their status."""
    statement = _select().where(*_withheld_from_all_but(actor), Contribution.id.in_(ids))
    return {row.id: _kept_back(row) for row in session.execute(statement)} if ids else {}


def _withheld_from_all_but(actor: User) -> list[ColumnElement[bool]]:
    scope = moderated_consultations(actor)
    kept = Contribution.status.not_in(PUBLIC | {Status.DRAFT})
    return [kept] if scope is None else [kept, Contribution.consultation_id.in_(scope)]


def _rows(ids: Collection[int] | None) -> Select[Any]:
    public = or_(_own.proposal_id.is_(None), _parent.c.status.in_(PUBLIC))
    statement = _select().where(visible_to(Visitor()), public).order_by(Contribution.id)
    return statement if ids is None else statement.where(Contribution.id.in_(ids))


def _select() -> Select[Any]:
    return (
        select(
            Contribution.id,
            Contribution.kind,
            Contribution.status,
            Contribution.source,
            func.coalesce(Contribution.published_at, Contribution.submitted_at, Contribution.created_at).label(
                "published_at"
            ),
            _own.title,
            _own.slug,
            _own.label,
            _own.link,
            _own.position,
            _parent.c.id.label("proposal_id"),
            _parent.c.title.label("proposal_title"),
            _parent.c.slug.label("proposal_slug"),
            User.display_name.label("author"),
            Theme.slug.label("theme_slug"),
            Theme.title.label("theme_title"),
            Consultation.slug.label("consultation_slug"),
            Consultation.title.label("consultation_title"),
            Territory.department_code.label("department"),
            _phase().label("phase"),
            _support().label("support"),
        )
        .join(Consultation, Consultation.id == Contribution.consultation_id)
        .outerjoin(_parent, _parent.c.id == _own.proposal_id)
        .outerjoin(User, User.id == Contribution.author_id)
        .outerjoin(Theme, Theme.id == func.coalesce(Contribution.theme_id, _parent.c.theme_id))
        .outerjoin(Territory, Territory.id == func.coalesce(Contribution.territory_id, _parent.c.territory_id))
    )


def _support() -> ColumnElement[int]:
    """Count those who approve; nobody where the organiser keeps results until the end."""
    kept = and_(Consultation.results_hidden, Consultation.status != ConsultationStatus.CLOSED)
    columns = (_own.votes_for, _own.imported_for, _own.supports, _own.imported_supports)
    first, *others = (func.coalesce(column, 0) for column in columns)
    return case((kept, 0), else_=sum(others, first))


def _phase() -> ScalarSelect[int]:
    """Read which phase was under way when the text was published, the first to open where two were."""
    under_way = (Phase.opens_at <= Contribution.published_at, Contribution.published_at < Phase.closes_at)
    here = Phase.consultation_id == Contribution.consultation_id
    return select(func.min(Phase.id)).where(here, *under_way).correlate(Contribution).scalar_subquery()


def month_of(instant: datetime) -> str:
    """Return the month of an instant as facets name it: 2026-11."""
    return f"{clock.local(instant):%Y-%m}"


def _document(row: Row[Any]) -> Document:
    return Document(
        collection=COLLECTION,
        id=row.id,
        title=_title(row),
        text=_text(row),
        facets={
            Facet.CONSULTATION: row.consultation_slug,
            Facet.THEME: row.theme_slug or "",
            Facet.KIND: row.kind.value,
            Facet.TERRITORY: row.department or "",
            Facet.PERIOD: month_of(row.published_at),
            Facet.PHASE: str(row.phase or ""),
        },
        published_at=row.published_at,
        theme=row.theme_title or "",
        author=row.author or "",
        support=row.support,
    )


def _found(row: Row[Any]) -> FoundText:
    is_proposal = row.kind is Kind.PROPOSAL
    return FoundText(
        id=row.id,
        kind=row.kind.value,
        label=LABELS[row.kind, row.position],
        title=_title(row),
        text=_text(row),
        url=proposal_url(row.id, row.slug) if is_proposal else response_url(row.id),
        published_at=row.published_at,
        consultation=row.consultation_title,
        theme=row.theme_title or "",
        author=row.author or "",
        context=row.proposal_title or "",
    )


def _kept_back(row: Row[Any]) -> FoundText:
    status = _("%(kind)s, %(status)s", kind=LABELS[row.kind, row.position], status=STATUSES[row.status])
    return replace(_found(row), label=status, url=url_for("moderation_desk.case", contribution_id=row.id))


def _title(row: Row[Any]) -> str:
    return row.title or row.label or ""


def _text(row: Row[Any]) -> str:
    return "\n".join(part for part in (plain(row.source), row.link) if part)
