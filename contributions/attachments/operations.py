"""Join a document to a text, and take it away."""

from dataclasses import dataclass
from datetime import datetime
from pathlib import PurePosixPath

from flask_babel import lazy_gettext as _l
from sqlalchemy import update

from consult.accounts.models import User
from consult.kit.db import session, upsert
from consult.kit.errors import Invalid
from consult.kit.text.markdown import one_line
from contributions.attachments.checking import Cleaned
from contributions.attachments.models import Attachment, MediaType
from contributions.attachments.rules import MOST, MOST_BYTES
from contributions.attachments.storage import storage
from contributions.models import Proposal, Status
from contributions.revising import after_edit

_ENDINGS = {MediaType.PDF: ".pdf", MediaType.JPEG: ".jpg", MediaType.PNG: ".png"}
_LONGEST_STEM = 80
_FEWEST_LETTERS = 10


@dataclass(frozen=True)
class NewDocument:
    """A cleaned file someone wants to join, the name it came with, and what it shows."""

    file: Cleaned
    name: str
    description: str = ""


def check_size(content: bytes) -> None:
    """Raise `Invalid` for a file that is empty or too heavy, before anything reads it."""
    if not content:
        raise Invalid(_l("Choisissez un fichier : celui-ci est vide."), "document")
    if len(content) > MOST_BYTES:
        raise Invalid(_l("Choisissez un fichier de 5 Mo au plus."), "document")


def join_document(author: User, proposal: Proposal, new: NewDocument, *, at: datetime) -> None:
    """Join a document to a proposal; the same one twice is joined once.

    A text already published is read again where the organiser reads before publishing. Raises `Invalid` for
    one document too many, or an image that nobody could picture without seeing it.
    """
    description = _shown_by(new.file.media_type, new.description)
    session.refresh(proposal, ["attachments"], with_for_update=True)
    if proposal.attachments >= MOST:
        raise Invalid(_l("Retirez d’abord un document : %(most)s au plus par proposition.", most=MOST), "document")
    row = {
        "contribution_id": proposal.id,
        "digest": storage().put(new.file.content),
        "media_type": new.file.media_type,
        "size": len(new.file.content),
        "name": shown_name(new.name, new.file.media_type),
        "description": description,
        "added_at": at,
    }
    statement = upsert(Attachment).values(row).on_conflict_do_nothing(index_elements=["contribution_id", "digest"])
    if session.execute(statement.returning(Attachment.id)).scalar_one_or_none() is not None:
        _count(proposal, 1)
        _tell(author, proposal, at=at)


def describe_document(author: User, attachment: Attachment, description: str, *, at: datetime) -> None:
    """Say anew what a document shows; raises `Invalid` for an image nobody could picture without seeing it."""
    said = _shown_by(attachment.media_type, description)
    if said == attachment.description:
        return
    attachment.description = said
    _tell(author, session.get_one(Proposal, attachment.contribution_id), at=at)


def _shown_by(kind: MediaType, description: str) -> str:
    """Clean what a document is said to show, which an image cannot do without."""
    said = one_line(description)[:300]
    if kind is not MediaType.PDF and len(said) < _FEWEST_LETTERS:
        raise Invalid(
            _l("Décrivez cette image en une phrase, pour les personnes qui ne la voient pas."), "description"
        )
    return said


def take_away(author: User, attachment: Attachment, *, at: datetime) -> None:
    """Take a document away from its text; its file goes when no text has it any more."""
    proposal = session.get_one(Proposal, attachment.contribution_id)
    storage().touch(attachment.digest)
    session.delete(attachment)
    _count(proposal, -1)
    _tell(author, proposal, at=at)


def _count(proposal: Proposal, change: int) -> None:
    values = {Proposal.attachments: Proposal.attachments + change}
    session.execute(update(Proposal).where(Proposal.id == proposal.id).values(values))


def _tell(author: User, proposal: Proposal, *, at: datetime) -> None:
    session.flush()
    if proposal.status is not Status.DRAFT:
        after_edit(proposal, author, at=at)


def shown_name(name: str, kind: MediaType) -> str:
    """Return the name a file is shown and downloaded under: what was typed, ending as what it is."""
    stem = one_line(PurePosixPath(name.replace("\\", "/")).name)
    stem = "".join(
        letter for letter in stem.rpartition(".")[0] or stem if letter.isprintable() and letter not in '"<>|:*?'
    )
    return (stem.strip(". ")[:_LONGEST_STEM] or "document") + _ENDINGS[kind]
