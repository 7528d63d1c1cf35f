"""Find the documents joined to texts, for those who may read the texts."""

from collections.abc import Collection, Mapping, Sequence

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from consult.accounts.models import AnyActor, User
from consult.consultations.models import Consultation
from consult.kit.db import session
from consult.kit.errors import NotFound
from contributions.attachments.models import Attachment
from contributions.models import Contribution
from contributions.queries.visibility import visible_to


def attachment_for(actor: AnyActor, attachment_id: int) -> Attachment:
    """Return a document of a text this person may read, with its text; raises `NotFound` for any other."""
    statement = (
        select(Attachment)
        .join(Contribution, Contribution.id == Attachment.contribution_id)
        .where(Attachment.id == attachment_id, visible_to(actor))
        .options(
            joinedload(Attachment.contribution)
            .joinedload(Contribution.consultation)
            .joinedload(Consultation.phases)
        )
    )
    found = session.scalars(statement).unique().one_or_none()
    if found is None:
        raise NotFound
    return found


def attachments_of(contribution: Contribution) -> Sequence[Attachment]:
    """Return the documents joined to a text, in the order they were joined."""
    return attachments_of_all([contribution.id]).get(contribution.id, [])


def attachments_of_all(ids: Collection[int]) -> Mapping[int, Sequence[Attachment]]:
    """Return the documents joined to each of these texts, in one query."""
    if not ids:
        return {}
    statement = select(Attachment).where(Attachment.contribution_id.in_(ids)).order_by(Attachment.id)
    found: dict[int, list[Attachment]] = {}
    for one in session.scalars(statement):
        found.setdefault(one.contribution_id, []).append(one)
    return found


def attachments_by(author: User) -> Sequence[Attachment]:
    """Return every document someone joined to their texts."""
    statement = (
        select(Attachment)
        .join(Contribution, Contribution.id == Attachment.contribution_id)
        .where(Contribution.author_id == author.id)
        .order_by(Attachment.id)
    )
    return session.scalars(statement).all()


def digests_in_use(digests: Collection[str]) -> frozenset[str]:
    """Return those of these files that a text still has."""
    return frozenset(session.scalars(select(Attachment.digest).where(Attachment.digest.in_(digests)).distinct()))


def missing_digests(present: Collection[str]) -> frozenset[str]:
    """Return the files that texts have and that are not among those present."""
    return frozenset(session.scalars(select(Attachment.digest).distinct())) - frozenset(present)
