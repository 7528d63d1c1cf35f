"""Tell what people contributed, for the feed of a consultation and the mails of those who follow."""

from collections.abc import Iterable
from typing import Any

from flask_babel import lazy_gettext as _l
from sqlalchemy import Row

from consult.consultations.bulletin import Entry, Wanted
from consult.kit.addresses import external_url
from consult.kit.errors import Sentence
from contributions.models import Kind, Position
from contributions.queries.recent import Span, answers_published, proposals_edited, proposals_published

EDIT = "edit"
_PROPOSED = _l("Nouvelle proposition")
_EDITED = _l("Proposition modifiée")
_ARGUED: dict[Position, Sentence] = {
    Position.FOR: _l("Nouvel argument pour"),
    Position.AGAINST: _l("Nouvel argument contre"),
}
_ANSWERED: dict[Kind, Sentence] = {
    Kind.COMMENT: _l("Nouveau commentaire"),
    Kind.SOURCE: _l("Nouvelle source"),
}


def report_proposals(wanted: Wanted) -> Iterable[Entry]:
    """Tell the proposals that became public."""
    if wanted.listed:
        for row in proposals_published(wanted.listed, _span(wanted)):
            themes = frozenset(one for one in (row.theme_id, row.parent_id) if one is not None)
            yield _entry(row, Kind.PROPOSAL, _PROPOSED, themes=themes)


def report_edits(wanted: Wanted) -> Iterable[Entry]:
    """Tell which proposals people follow were corrected."""
    if wanted.discussed:
        for row in proposals_edited(wanted.discussed, _span(wanted)):
            yield _entry(row, EDIT, _EDITED, at=row.edited_at, proposal_id=row.id)


def report_answers(wanted: Wanted) -> Iterable[Entry]:
    """Tell the arguments, comments and sources that became public under the proposals people follow."""
    if wanted.discussed:
        for row in answers_published(wanted.discussed, _span(wanted)):
            label = _ARGUED[row.position] if row.kind is Kind.ARGUMENT else _ANSWERED[row.kind]
            address = external_url("discussion.find", contribution_id=row.id)
            words = {"title": row.proposal_title, "url": address}
            yield _entry(row, row.kind, label, proposal_id=row.proposal_id, **words)


def _span(wanted: Wanted) -> Span:
    return Span(wanted.since, wanted.until, wanted.newest)


def _entry(row: Row[Any], kind: str, label: Sentence, **values: Any) -> Entry:  # noqa: ANN401 - fields of an entry
    told = {
        "at": row.published_at,
        "title": row.title,
        "url": "" if "url" in values else _page(row.id, row.slug),
        "summary": row.excerpt,
        "author": row.signed_by or "",
        "edited_at": row.edited_at,
    }
    named = {"consultation_id": row.consultation_id, "author_id": row.author_id, "label": label}
    return Entry(kind=kind, number=row.id, **named, **(told | values))


def _page(proposal_id: int, slug: str | None) -> str:
    return external_url("proposals.show", proposal_id=proposal_id, slug=slug or "proposition")
