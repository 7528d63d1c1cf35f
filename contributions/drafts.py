"""Keep what people are writing, form by form, until they send it or throw it away.

A form has a key from its first display. Whatever is sent of it, by itself as one types or by a button,
once or twice at the same time, is kept in one row: first a draft, then the proposal.
"""

import secrets
from datetime import datetime

from flask_babel import lazy_gettext as _l

from consult.accounts.models import User
from consult.consultations.models import Consultation
from consult.kit.db import session, upsert
from consult.kit.errors import Conflict, Invalid
from consult.kit.text.slugs import slugify
from contributions.models import DRAW_RANGE, Kind, Proposal, Status
from contributions.operations import ProposalDraft, theme_of
from contributions.queries.history import count_drafts, text_of_form

MOST_DRAFTS = 20
"""Drafts one person may keep in one consultation."""


def new_form_key() -> str:
    """Return a key for a form no one has filled in yet."""
    return secrets.token_urlsafe(16)


def keep_form(author: User, consultation: Consultation, draft: ProposalDraft, *, at: datetime) -> Proposal:
    """Keep a form as its draft. Raises `Conflict` when it was sent, `Invalid` for one draft too many."""
    key = draft.form_key or new_form_key()
    row = {
        "kind": Kind.PROPOSAL,
        "consultation_id": consultation.id,
        "author_id": author.id,
        "created_at": at,
        "status": Status.DRAFT,
        "draw": secrets.randbelow(DRAW_RANGE),
        "form_key": key,
    }
    begun = upsert(Proposal).values(row).on_conflict_do_nothing(index_elements=["author_id", "form_key"])
    is_new = session.execute(begun.returning(Proposal.id)).scalar_one_or_none() is not None
    if is_new and count_drafts(author, consultation) > MOST_DRAFTS:
        raise Invalid(_l("Supprimez un de vos brouillons : vous en avez déjà %(most)s ici.", most=MOST_DRAFTS))
    kept = text_of_form(author, key)
    if kept is None or (kept.status, kept.consultation_id) != (Status.DRAFT, consultation.id):
        raise Conflict(_l("Ouvrez un nouveau formulaire : la proposition de celui-ci est déjà envoyée."))
    return save_draft(author, consultation, draft, at=at, proposal=kept)


def save_draft(
    author: User,
    consultation: Consultation,
    draft: ProposalDraft,
    *,
    at: datetime,
    proposal: Proposal | None = None,
) -> Proposal:
    """Keep what is being written, seen by its author alone; nothing in it has to be finished."""
    theme_id = theme_of(consultation, draft.theme_id).id if draft.theme_id else None
    if proposal is None:
        proposal = Proposal(
            consultation_id=consultation.id,
            author_id=author.id,
            created_at=at,
            status=Status.DRAFT,
            draw=secrets.randbelow(DRAW_RANGE),
            form_key=draft.form_key or new_form_key(),
        )
        session.add(proposal)
    proposal.title = draft.title.strip()[:300]
    proposal.slug = slugify(proposal.title, fallback="proposition")
    proposal.source = draft.source[:20_000]
    proposal.theme_id, proposal.territory_id, proposal.edited_at = theme_id, draft.territory_id, at
    session.flush()
    return proposal


def delete_draft(draft: Proposal) -> None:
    """Throw a draft away for good: nobody else ever saw it."""
    session.delete(draft)
    session.flush()
