"""Photograph a consultation: everything its visitors may read, in a handful of statements."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import numpy as np
from sqlalchemy import Row, Select, select
from sqlalchemy.orm import aliased

from consult.accounts.models import User, Visitor
from consult.consultations.models import Consultation, Theme
from consult.consultations.queries import flat_tree, theme_tree
from consult.kit.db import session
from consult.kit.text.markdown import plain
from consult.territories.models import Territory
from contributions.models import Contribution, Kind, Vote
from contributions.models import Position as VotePosition
from contributions.queries.visibility import visible_to
from moderation.queries.readings import picked_quotes
from synthesis.analysis.corpus import ArgumentRow, CommentRow, Corpus, ProposalRow, SourceRow, ThemeRow
from synthesis.analysis.facts import (
    Channel,
    ConsultationFacts,
    Opinion,
    Picked,
    Position,
    VoteTotals,
)
from synthesis.analysis.groups import Ballots, opinion_of
from synthesis.composer.wording import Wording
from synthesis.queries.moderated import moderation_of
from synthesis.queries.participants import participation_in
from synthesis.wording import SAID_KINDS, contributor_kind

WITHOUT_THEME = ThemeRow(0, "sans-theme", "Sans thème", 1_000_000)
_COLUMNS = (
    *("id", "kind", "theme_id", "author_id", "channel", "source", "published_at", "created_at", "marked"),
    *("title", "slug", "votes_for", "votes_mixed", "votes_against"),
    *("imported_for", "imported_mixed", "imported_against", "supports", "imported_supports"),
    *("proposal_id", "position", "label", "link"),
)
_Row = Row[Any]
AnyContribution = ProposalRow | ArgumentRow | CommentRow | SourceRow


@dataclass(frozen=True)
class _Reading:
    """What the rows need to know of each other: the paths of proposals, the numbers given to authors."""

    paths: dict[int, str]
    authors: dict[int, int]
    nobody: int

    def author(self, row: _Row) -> int:
        """Give the author a number that says nothing of the account; an unsigned text has its own."""
        return self.authors.get(row.author_id) or self.nobody + int(row.id)


def corpus_of(consultation: Consultation, *, at: datetime, say: Wording) -> Corpus:
    """Return what everyone may read of a consultation, with who took part and what moderation left out."""
    rows = session.execute(_published(consultation)).all()
    proposals = [row for row in rows if row.kind is Kind.PROPOSAL]
    known = {row.id for row in proposals}
    answers = [row for row in rows if row.proposal_id in known]
    reading = _reading([*proposals, *answers])
    return Corpus(
        taken_at=_as_of(consultation, [*proposals, *answers], at),
        consultation=_facts(consultation, at),
        themes=_themes(consultation, proposals),
        proposals=tuple(_proposal(row, reading, say) for row in proposals),
        arguments=tuple(_argument(row, reading) for row in answers if row.kind is Kind.ARGUMENT),
        comments=tuple(_comment(row, reading) for row in answers if row.kind is Kind.COMMENT),
        sources=tuple(_source(row, reading) for row in answers if row.kind is Kind.SOURCE),
        participation=participation_in(consultation, say),
        moderation=moderation_of(consultation, say),
        opinion=_opinion(consultation, [row.id for row in proposals]),
        picked=_picked(consultation, {row.id: row.kind for row in [*proposals, *answers]}),
    )


def texts_of(ids: Collection[int]) -> list[AnyContribution]:
    """Return those of some contributions that everyone may read, as the analysis reads them."""
    rows = session.execute(_readable().where(Contribution.__table__.c.id.in_(ids))).all()
    reading, say = _reading(rows), Wording()
    return [_row(row, reading, say) for row in rows]


def _row(row: _Row, reading: _Reading, say: Wording) -> AnyContribution:
    if row.kind is Kind.PROPOSAL:
        return _proposal(row, reading, say)
    return _ANSWERS[row.kind](row, reading)


def _published(consultation: Consultation) -> Select[*tuple[Any, ...]]:
    """Select the contributions of a consultation that a visitor may read."""
    return _readable().where(Contribution.__table__.c.consultation_id == consultation.id)


def _readable() -> Select[*tuple[Any, ...]]:
    """Select, column by column, the contributions a visitor may read."""
    # One table holds every kind: its own columns keep SQLAlchemy from filtering on one of them.
    table = Contribution.__table__.c
    return (
        select(
            *(table[name] for name in _COLUMNS),
            User.kind.label("author_kind"),
            Territory.code.label("territory_code"),
            Territory.name.label("territory_name"),
        )
        .outerjoin_from(Contribution.__table__, User, User.id == table.author_id)
        .outerjoin(Territory, Territory.id == table.territory_id)
        .where(visible_to(Visitor()))
        .order_by(table.id)
    )


def _reading(rows: Sequence[_Row]) -> _Reading:
    signed = sorted({row.author_id for row in rows if row.author_id is not None})
    paths = {
        row.id: f"/propositions/{row.id}-{row.slug or 'proposition'}" for row in rows if row.kind is Kind.PROPOSAL
    }
    return _Reading(paths, {author: number for number, author in enumerate(signed, start=1)}, len(signed))


def _as_of(consultation: Consultation, rows: Sequence[_Row], at: datetime) -> datetime:
    """Date the data: the closing, or the last text a moderator published after it; now while it goes on."""
    if consultation.closed_at is None:
        return at
    later: list[datetime] = [row.published_at for row in rows if row.published_at]
    return max([consultation.closed_at, *later])


def _facts(consultation: Consultation, at: datetime) -> ConsultationFacts:
    return ConsultationFacts(
        slug=consultation.slug,
        title=consultation.title,
        question=consultation.question,
        organiser=consultation.organiser,
        territory=consultation.territory.name if consultation.territory else "",
        opened_at=consultation.opens_at or consultation.published_at or consultation.created_at,
        closed_at=consultation.ended_at or at,
        imported=consultation.imported,
        fictitious=consultation.fictitious,
    )


def _themes(consultation: Consultation, proposals: Sequence[_Row]) -> tuple[ThemeRow, ...]:
    """List the themes in the order of the tree; one that only holds others has no chapter of its own."""
    used = {row.theme_id for row in proposals}
    parents = {theme.parent_id for theme in consultation.themes}
    nodes = flat_tree(theme_tree(consultation.themes))
    kept = [node.theme for node in nodes if node.theme.id in used or node.theme.id not in parents]
    rows = tuple(_theme(theme, order) for order, theme in enumerate(kept))
    return (*rows, WITHOUT_THEME) if None in used else rows


def _theme(theme: Theme, order: int) -> ThemeRow:
    return ThemeRow(theme.id, theme.slug, theme.title, order)


def _proposal(row: _Row, reading: _Reading, say: Wording) -> ProposalRow:
    return ProposalRow(
        id=row.id,
        theme_id=row.theme_id or WITHOUT_THEME.id,
        title=row.title or "",
        source=row.source,
        text=plain(row.source),
        author=reading.author(row),
        author_kind=contributor_kind(row.author_kind, say) if row.author_kind in SAID_KINDS else "",
        channel=Channel(row.channel.value),
        territory_code=row.territory_code or "",
        territory_name=row.territory_name or "",
        published_at=row.published_at or row.created_at,
        path=reading.paths[row.id],
        votes=VoteTotals(row.votes_for or 0, row.votes_mixed or 0, row.votes_against or 0),
        imported_votes=VoteTotals(row.imported_for or 0, row.imported_mixed or 0, row.imported_against or 0),
        marked=row.marked,
    )


def _argument(row: _Row, reading: _Reading) -> ArgumentRow:
    return ArgumentRow(
        id=row.id,
        proposal_id=row.proposal_id,
        position=Position(row.position.value),
        text=plain(row.source),
        author=reading.author(row),
        channel=Channel(row.channel.value),
        published_at=row.published_at or row.created_at,
        path=f"/contributions/{row.id}",
        supports=row.supports + (row.imported_supports or 0),
    )


def _comment(row: _Row, reading: _Reading) -> CommentRow:
    return CommentRow(
        id=row.id,
        proposal_id=row.proposal_id,
        text=plain(row.source),
        author=reading.author(row),
        channel=Channel(row.channel.value),
        published_at=row.published_at or row.created_at,
        path=f"/contributions/{row.id}",
    )


def _source(row: _Row, reading: _Reading) -> SourceRow:
    return SourceRow(
        id=row.id,
        proposal_id=row.proposal_id,
        title=row.label or row.link or "",
        link=row.link or "",
        text=plain(row.source),
        author=reading.author(row),
        channel=Channel(row.channel.value),
        published_at=row.published_at or row.created_at,
        path=f"/contributions/{row.id}",
    )


_ANSWERS: dict[Kind, Callable[[_Row, _Reading], AnyContribution]] = {
    Kind.ARGUMENT: _argument,
    Kind.COMMENT: _comment,
    Kind.SOURCE: _source,
}


_LETTERS = {Kind.PROPOSAL: "P", Kind.ARGUMENT: "A", Kind.COMMENT: "C", Kind.SOURCE: "S"}


def _picked(consultation: Consultation, known: Mapping[int, Kind]) -> tuple[Picked, ...]:
    """Return the words moderators picked in what the photograph holds."""
    return tuple(
        Picked(f"{_LETTERS[known[one.contribution_id]]}{one.contribution_id}", one.words)
        for one in picked_quotes(consultation)
        if one.contribution_id in known
    )


# --- votes one by one ---------------------------------------------------------------------

_SAID = {VotePosition.FOR: 1.0, VotePosition.MIXED: 0.0, VotePosition.AGAINST: -1.0}


def _opinion(consultation: Consultation, proposals: Sequence[int]) -> Opinion:
    """Look for groups among those who voted; who is who never leaves this function."""
    column = {proposal: number for number, proposal in enumerate(proposals)}
    rows: dict[int, int] = {}
    votes = [
        (rows.setdefault(user_id, len(rows)), column[proposal_id], _SAID[position])
        for user_id, proposal_id, position in session.execute(_cast(consultation))
        if proposal_id in column
    ]
    if not votes:
        return Opinion()
    people, columns, values = map(np.array, zip(*votes, strict=True))
    return opinion_of(Ballots(people, columns, values, (len(rows), len(column))), proposals)


def _cast(consultation: Consultation) -> Select[int, int, VotePosition]:
    """Select the votes in an order that says nothing of when or by whom they were cast, and never changes."""
    voted = aliased(Contribution)
    return (
        select(Vote.user_id, Vote.proposal_id, Vote.position)
        .join(voted, voted.id == Vote.proposal_id)
        .where(voted.consultation_id == consultation.id)
        .order_by(Vote.user_id, Vote.proposal_id)
    )
