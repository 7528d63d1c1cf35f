"""Find what became public in a span of time, for feeds and for the mails of those who follow."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, select
from sqlalchemy.orm import aliased

from consult.accounts.models import User, Visitor
from consult.consultations.models import Theme
from consult.kit.db import session
from contributions.models import PUBLIC, Contribution, Kind
from contributions.queries.visibility import visible_to

_table = Contribution.__table__.c
_proposal = aliased(Contribution.__table__)
_COLUMNS = (
    *("id", "kind", "consultation_id", "theme_id", "proposal_id", "author_id", "title", "slug", "excerpt"),
    *("position", "published_at", "edited_at"),
)


@dataclass(frozen=True)
class Span:
    """What happened after `since`, up to `until` included; with `newest`, at most so many, the latest."""

    since: datetime | None
    until: datetime
    newest: int | None = None

    def holds(self, moment: ColumnElement[Any]) -> ColumnElement[bool]:
        """Keep the rows of which this moment is in the span."""
        return moment <= self.until if self.since is None else (moment > self.since) & (moment <= self.until)


def proposals_published(consultations: Collection[int], span: Span) -> Sequence[Row[Any]]:
    """Return the public proposals of these consultations, with who signed them and their themes."""
    statement = _rows(Theme.parent_id).outerjoin(Theme, Theme.id == _table.theme_id)
    wanted = statement.where(_table.kind == Kind.PROPOSAL, _table.consultation_id.in_(consultations))
    return _latest(wanted, _table.published_at, span)


def proposals_edited(ids: Collection[int], span: Span) -> Sequence[Row[Any]]:
    """Return which of these public proposals were corrected after their publication."""
    corrected = _rows().where(_table.id.in_(ids), _table.edited_at > _table.published_at)
    return _latest(corrected, _table.edited_at, span)


def answers_published(proposal_ids: Collection[int], span: Span) -> Sequence[Row[Any]]:
    """Return what became public under these public proposals, each with its proposal's title and slug."""
    statement = _rows(_proposal.c.title.label("proposal_title"), _proposal.c.slug.label("proposal_slug"))
    answers = statement.join(_proposal, _proposal.c.id == _table.proposal_id).where(
        _table.proposal_id.in_(proposal_ids), _proposal.c.status.in_(PUBLIC)
    )
    return _latest(answers, _table.published_at, span)


def _rows(*more: ColumnElement[Any] | Any) -> Select[Any]:  # noqa: ANN401 - columns of a table or of a class
    """Select what news needs of the contributions a visitor may read."""
    columns = (_table[name] for name in _COLUMNS)
    return (
        select(*columns, User.display_name.label("signed_by"), *more)
        .outerjoin_from(Contribution.__table__, User, User.id == _table.author_id)
        .where(visible_to(Visitor()))
    )


def _latest(statement: Select[Any], moment: ColumnElement[Any], span: Span) -> Sequence[Row[Any]]:
    ordered = statement.where(span.holds(moment)).order_by(moment.desc(), _table.id.desc())
    return session.execute(ordered.limit(span.newest)).all()
