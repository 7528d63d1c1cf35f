"""Find what became of a text, and everything one person wrote."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise

from sqlalchemy import func, select

from consult.accounts.models import User
from consult.consultations.models import Consultation
from consult.kit.db import session
from consult.kit.text.differences import Change, Piece, differences
from consult.kit.text.markdown import plain
from contributions.models import Channel, Contribution, Proposal, Status, StatusChange, Version


@dataclass(frozen=True)
class Step:
    """What one edit changed: the version it made, when, and both texts' differences."""

    number: int
    written_at: datetime
    title: list[Piece]
    text: list[Piece]

    @property
    def changes_title(self) -> bool:
        """Say whether this edit touched the title."""
        return _touches(self.title)

    @property
    def changes_text(self) -> bool:
        """Say whether this edit touched the text."""
        return _touches(self.text)


def _touches(pieces: list[Piece]) -> bool:
    return any(piece.change is not Change.KEPT for piece in pieces)


def steps_of(contribution: Contribution) -> list[Step]:
    """Return what each edit of a text changed, newest first."""
    title = (contribution.title or "") if isinstance(contribution, Proposal) else ""
    versions = [(one.number, one.title or "", one.source, one.written_at) for one in versions_of(contribution)]
    written_at = contribution.edited_at or contribution.created_at
    versions.append((contribution.version, title, contribution.source, written_at))
    return [
        Step(number, at, differences(before[1], title), _in_words(before[2], source))
        for before, (number, title, source, at) in pairwise(versions)
    ][::-1]


def _in_words(before: str, after: str) -> list[Piece]:
    """Compare the words two texts show; their Markdown marks too, where these alone have changed."""
    read, now = plain(before), plain(after)
    return differences(read, now) if read != now else differences(before, after)


def versions_of(contribution: Contribution) -> Sequence[Version]:
    """Return the former versions of a text, oldest first."""
    statement = select(Version).where(Version.contribution_id == contribution.id).order_by(Version.number)
    return session.scalars(statement).all()


def changes_of(contribution: Contribution) -> Sequence[StatusChange]:
    """Return every change of status of a text, oldest first."""
    statement = select(StatusChange).where(StatusChange.contribution_id == contribution.id)
    return session.scalars(statement.order_by(StatusChange.at, StatusChange.id)).all()


def by_fingerprint(fingerprint: str) -> Contribution | None:
    """Return the text already posted by the same person, in the same place, with the same words."""
    return session.scalars(select(Contribution).where(Contribution.fingerprint == fingerprint)).one_or_none()


def text_of_form(author: User, form_key: str) -> Proposal | None:
    """Return what someone's form made so far, held until the end of this transaction."""
    statement = select(Proposal).where(Proposal.author_id == author.id, Proposal.form_key == form_key)
    return session.scalars(statement.with_for_update(of=Contribution.__table__)).one_or_none()


def count_drafts(author: User, consultation: Consultation) -> int:
    """Count the drafts someone keeps in a consultation."""
    own = (Proposal.author_id == author.id, Proposal.consultation_id == consultation.id)
    return session.scalar(select(func.count(Proposal.id)).where(*own, Proposal.status == Status.DRAFT)) or 0


def drafts_of(author: User, consultation: Consultation) -> Sequence[Proposal]:
    """Return the drafts someone keeps in a consultation, the last touched first."""
    own = (Proposal.author_id == author.id, Proposal.consultation_id == consultation.id)
    statement = select(Proposal).where(*own, Proposal.status == Status.DRAFT)
    return session.scalars(statement.order_by(Proposal.edited_at.desc(), Proposal.id.desc())).all()


def totals_by_channel(consultation: Consultation) -> dict[Channel, int]:
    """Count the published contributions of each channel."""
    statement = (
        select(Contribution.channel, func.count())
        .where(Contribution.consultation_id == consultation.id, Contribution.status == Status.PUBLISHED)
        .group_by(Contribution.channel)
    )
    counted: dict[Channel, int] = {channel: number for channel, number in session.execute(statement)}  # noqa: C416 - rows are not pairs to mypy
    return {channel: counted.get(channel, 0) for channel in Channel}
