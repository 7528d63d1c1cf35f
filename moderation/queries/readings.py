"""Find what was noted while reading: tags, sentences worth quoting, duplicates."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import or_, select
from sqlalchemy.orm import joinedload

from consult.consultations.models import Consultation
from consult.kit.db import session
from consult.kit.text.markdown import plain
from contributions.models import PUBLIC, Contribution, Proposal, Status
from moderation.models import Merging, PickedQuote, Tag
from moderation.quoting import said_in

MOST_CANDIDATES = 20


@dataclass(frozen=True)
class Quotation:
    """A sentence that a moderator picked, and the text it stands in."""

    contribution_id: int
    words: str


def tags_of(contribution_id: int) -> list[str]:
    """Return the tags of a text, by name."""
    return list(
        session.scalars(select(Tag.label).where(Tag.contribution_id == contribution_id).order_by(Tag.label))
    )


def quotes_of(contribution_id: int) -> list[str]:
    """Return the sentences picked in a text, the first picked first."""
    statement = select(PickedQuote.words).where(PickedQuote.contribution_id == contribution_id)
    return list(session.scalars(statement.order_by(PickedQuote.picked_at, PickedQuote.words)))


def picked_quotes(consultation: Consultation) -> list[Quotation]:
    """Return the sentences picked in public texts of a consultation that still hold them, in the texts' order."""
    statement = (
        select(PickedQuote.contribution_id, PickedQuote.words, Contribution.source)
        .join(Contribution, Contribution.id == PickedQuote.contribution_id)
        .where(Contribution.consultation_id == consultation.id, Contribution.status.in_(PUBLIC))
        .order_by(PickedQuote.contribution_id, PickedQuote.words)
    )
    return [
        Quotation(number, words)
        for number, words, source in session.execute(statement)
        if said_in(plain(source), words)
    ]


def tagged(consultation: Consultation) -> dict[int, list[str]]:
    """Return the tags of each public text of a consultation that has some."""
    statement = (
        select(Tag.contribution_id, Tag.label)
        .join(Contribution, Contribution.id == Tag.contribution_id)
        .where(Contribution.consultation_id == consultation.id, Contribution.status.in_(PUBLIC))
        .order_by(Tag.contribution_id, Tag.label)
    )
    found: dict[int, list[str]] = {}
    for number, label in session.execute(statement):
        found.setdefault(number, []).append(label)
    return found


def may_repeat(proposal: Proposal, words: str) -> Sequence[Proposal]:
    """Return the published proposals of the same consultation that hold each of these words, most voted first."""
    statement = select(Proposal).where(
        Proposal.consultation_id == proposal.consultation_id,
        Proposal.status == Status.PUBLISHED,
        Proposal.id != proposal.id,
    )
    for word in words.split()[:6]:
        statement = statement.where(
            or_(Proposal.title.icontains(word, autoescape=True), Proposal.source.icontains(word, autoescape=True))
        )
    return session.scalars(
        statement.order_by(Proposal.votes_total.desc(), Proposal.id).limit(MOST_CANDIDATES)
    ).all()


def published_among(proposal: Proposal, ids: Sequence[int]) -> list[Proposal]:
    """Return which of these are other published proposals of the same consultation, in the order given."""
    statement = select(Proposal).where(
        Proposal.id.in_(ids),
        Proposal.consultation_id == proposal.consultation_id,
        Proposal.status == Status.PUBLISHED,
        Proposal.id != proposal.id,
    )
    return sorted(session.scalars(statement), key=lambda one: ids.index(one.id))


def merging_of(contribution_id: int) -> Merging | None:
    """Return what a proposal was merged into, while it is."""
    statement = select(Merging).where(Merging.duplicate_id == contribution_id, Merging.undone_at.is_(None))
    return session.scalars(statement.options(joinedload(Merging.kept))).one_or_none()


def duplicates_of(contribution_id: int) -> Sequence[Merging]:
    """Return what says the same as a proposal, oldest first."""
    statement = select(Merging).where(Merging.kept_id == contribution_id, Merging.undone_at.is_(None))
    return session.scalars(statement.order_by(Merging.id).options(joinedload(Merging.duplicate))).all()
