"""Attach the documents of reference, and the public pages that say what came of a consultation."""

from dataclasses import dataclass
from datetime import datetime

from flask_babel import lazy_gettext as _l
from sqlalchemy import delete, select

from consult.consultations.models import Consultation, Document, ResultKind, ResultLink
from consult.kit.db import session, upsert
from consult.kit.errors import Invalid


@dataclass(frozen=True)
class DocumentDraft:
    """A document of reference: its title, and where it is."""

    title: str
    url: str


def add_document(consultation: Consultation, draft: DocumentDraft) -> Document:
    """Add a link to a document; raise `Invalid` when it is not a web address."""
    document = Document(consultation_id=consultation.id)
    _write(document, draft)
    session.add(document)
    session.flush()
    return document


def edit_document(document: Document, draft: DocumentDraft) -> None:
    """Change the title or the link of a document."""
    _write(document, draft)
    session.flush()


def remove_document(document: Document) -> None:
    """Take a document off the page."""
    session.delete(document)
    session.flush()


def _write(document: Document, draft: DocumentDraft) -> None:
    if not draft.url.startswith(("https://", "http://")):
        raise Invalid(_l("Donnez une adresse complète, qui commence par https://."), "url")
    document.title, document.url = draft.title, draft.url


def join_document(consultation_id: int, draft: DocumentDraft) -> None:
    """Let a later room add a page of this site to the documents of a consultation; safe to call twice."""
    known = select(Document.id).where(Document.consultation_id == consultation_id, Document.url == draft.url)
    if session.scalars(known).first() is None:
        session.add(Document(consultation_id=consultation_id, title=draft.title[:200], url=draft.url))
        session.flush()


def part_document(consultation_id: int, url: str) -> None:
    """Take such a page off the documents of a consultation."""
    session.execute(delete(Document).where(Document.consultation_id == consultation_id, Document.url == url))


# --- results --------------------------------------------------------------------------


def show_result(consultation_id: int, kind: ResultKind, url: str, *, at: datetime) -> None:
    """Let the lists and the page of a consultation lead to what came of it; safe to call twice.

    `url` is a path of this site, such as "/syntheses/3".
    """
    values = {"consultation_id": consultation_id, "kind": kind, "url": url, "published_at": at}
    session.execute(
        upsert(ResultLink)
        .values(**values)
        .on_conflict_do_nothing(index_elements=["consultation_id", "kind", "url"])
    )


def hide_result(consultation_id: int, url: str) -> None:
    """Stop leading to a page that is no longer public."""
    session.execute(delete(ResultLink).where(ResultLink.consultation_id == consultation_id, ResultLink.url == url))
