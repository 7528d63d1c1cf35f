"""Find what was noted while reading: tags, sentences worth quoting, duplicates."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import reduce
from operator import add

from sqlalchemy import Select, case, or_, select
from sqlalchemy.orm import joinedload

from consult.consultations.models import Consultation
from consult.kit.db import session
from consult.kit.similar import similar_to
from consult.kit.text.french import tokens
from consult.kit.text.markdown import plain
from contributions.models import PUBLIC, Contribution, Proposal, Status
from moderation.models import Merging, PickedQuote, Tag
from moderation.quoting import said_in

MOST_CANDIDATES, MOST_WORDS = 20, 12
_NEAREST = 3


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
    """Return the published proposals of the same consultation that hold some of these words.

    The closest of the engine come first, then those that hold the most words, then the most voted.
    """
    found = similar_to(proposal.consultation.slug, words, "")
    close = published_among(proposal, [one.id for one in found])
    asked = [token.word for token in tokens(words) if token.terms][:MOST_WORDS]
    if not asked:
        return close
    held = [
        or_(Proposal.title.icontains(word, autoescape=True), Proposal.source.icontains(word, autoescape=True))
        for word in asked
    ]
    how_many = reduce(add, (case((one, 1), else_=0) for one in held))
    statement = _others(proposal).where(or_(*held), Proposal.id.not_in([one.id for one in close]))
    ordered = statement.order_by(how_many.desc(), Proposal.votes_total.desc(), Proposal.id)
    return [*close, *session.scalars(ordered.limit(MOST_CANDIDATES - len(close)))]


def nearest(proposal: Proposal) -> list[Proposal]:
    """Return the published proposals whose words are the closest to those of this one, the closest first."""
    found = similar_to(proposal.consultation.slug, proposal.title, proposal.source, however_far=True)
    return published_among(proposal, [one.id for one in found])[:_NEAREST]


def said_most(proposal: Proposal) -> str:
    """Return the words that a proposal repeats the most, its title's first."""
    said = [token for token in tokens(f"{proposal.title}\n{proposal.source}") if token.terms]
    written = {token.terms: token.word for token in said}
    most = Counter(one.terms for one in said).most_common(MOST_WORDS)
    return " ".join(written[found] for found, _times in most)


def _others(proposal: Proposal) -> Select[Proposal]:
    return select(Proposal).where(
        Proposal.consultation_id == proposal.consultation_id,
        Proposal.status == Status.PUBLISHED,
        Proposal.id != proposal.id,
    )


def published_among(proposal: Proposal, ids: Sequence[int]) -> list[Proposal]:
    """Return which of these are other published proposals of the same consultation, in the order given."""
    if not ids:
        return []
    return sorted(
        session.scalars(_others(proposal).where(Proposal.id.in_(ids))), key=lambda one: ids.index(one.id)
    )


def merging_of(contribution_id: int) -> Merging | None:
    """Return what a proposal was merged into, while it is."""
    statement = select(Merging).where(Merging.duplicate_id == contribution_id, Merging.undone_at.is_(None))
    return session.scalars(statement.options(joinedload(Merging.kept))).one_or_none()


def duplicates_of(contribution_id: int) -> Sequence[Merging]:
    """Return what says the same as a proposal, oldest first."""
    statement = select(Merging).where(Merging.kept_id == contribution_id, Merging.undone_at.is_(None))
    return session.scalars(statement.order_by(Merging.id).options(joinedload(Merging.duplicate))).all()
