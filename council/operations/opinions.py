"""Publish an opinion the council adopted, for good, and correct it by another."""

from collections.abc import Mapping
from datetime import datetime
from typing import TypeVar

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from sqlalchemy import select

from consult.accounts.models import User
from consult.consultations.models import ResultKind
from consult.consultations.operations.documents import show_result
from consult.kit import outbox
from consult.kit.db import session
from consult.kit.errors import Conflict, Invalid
from consult.kit.news import announce
from council.models import (
    TRANSITIONS,
    Citation,
    Opinion,
    OpinionChange,
    OpinionSection,
    OpinionStatus,
    Recommendation,
    Remark,
    RemarkKind,
    RemarkStatus,
)
from council.news import opinion_published
from council.operations.carrying import carry_answer
from council.operations.citations import link_contributions
from council.operations.drafting import begin_opinion, keep_version
from council.operations.quotes import recognise_quotes
from council.queries.adoption import Adoption, adoption_of, left_to_vote
from council.queries.opinions import next_rank
from council.searched import COLLECTION
from search.kinds import CHANGED

Row = TypeVar("Row", OpinionSection, Recommendation, Citation)
PUBLISHED = "council.opinion_published"
"""Outbox topic: an opinion has become public; `{"id": …}`."""


def publish_opinion(actor: User, opinion: Opinion, *, at: datetime) -> None:
    """Give an opinion its number and show it to everyone, for good.

    Raises `Invalid` while it has no part or names nothing it rests on, and `Conflict` while the council has not
    adopted the very words it has now, an amendment waits for an answer, or it is published already.
    """
    session.refresh(opinion, ["status", "version"], with_for_update=True)
    if OpinionStatus.PUBLISHED not in TRANSITIONS[opinion.status]:
        raise Conflict(_l("Cet avis est déjà publié."))
    adoption = _adopted(opinion)
    before, opinion.status = opinion.status, OpinionStatus.PUBLISHED
    opinion.adopted_on, opinion.published_at = adoption.on, at
    opinion.year, opinion.rank = adoption.on.year, next_rank(opinion.council_id, adoption.on.year)
    session.add(
        OpinionChange(
            opinion_id=opinion.id, actor_id=actor.id, at=at, from_status=before, to_status=opinion.status
        )
    )
    session.flush()
    recognise_quotes(opinion)
    if opinion.corrects_id is not None:
        carry_answer(opinion)
    _tell(opinion, at)


def _adopted(opinion: Opinion) -> Adoption:
    if not opinion.sections:
        raise Invalid(_l("Écrivez au moins une partie de l’avis avant de le publier."))
    if opinion.transmission is not None and not opinion.citations:
        raise Invalid(_l("Citez au moins une phrase de la synthèse : un avis dit sur quoi il repose."))
    waiting = select(Remark.id).where(
        Remark.opinion_id == opinion.id,
        Remark.kind == RemarkKind.AMENDMENT,
        Remark.status == RemarkStatus.OPEN,
    )
    if session.scalars(waiting.limit(1)).first() is not None:
        raise Conflict(_l("Répondez d’abord aux amendements qui attendent."))
    adoption = adoption_of(opinion)
    if adoption is None:
        _refuse_half_voted(opinion)
        raise Conflict(
            _l("Faites d’abord voter cet avis en séance : le conseil n’a pas adopté le texte tel qu’il est écrit.")
        )
    return adoption


def _refuse_half_voted(opinion: Opinion) -> None:
    """Say what a vote part by part left out."""
    left = left_to_vote(opinion)
    if left is None:
        return
    parts = [one.title for one in left.sections]
    texts = [_("la recommandation %(number)s", number=one.position) for one in left.recommendations]
    raise Conflict(_l("Faites voter ce qui reste : %(all)s.", all=", ".join([*parts, *texts])))


def _tell(opinion: Opinion, at: datetime) -> None:
    if opinion.consultation_id is not None:
        show_result(opinion.consultation_id, ResultKind.OPINION, f"/avis/{opinion.id}", at=at)
    outbox.record(PUBLISHED, {"id": opinion.id}, at=at)
    outbox.record(CHANGED, {"collection": COLLECTION, "id": opinion.id}, at=at)
    announce(opinion_published, opinion_id=opinion.id, consultation_id=opinion.consultation_id)


# --- correcting -------------------------------------------------------------------------


def correct_opinion(rapporteur: User, opinion: Opinion, *, at: datetime) -> Opinion:
    """Open a draft that corrects a published opinion, with all it shows; the old one stays readable.

    It is amended, voted and published like any other. Raises `Conflict` while another correction is being
    written or once one was published: it is that one that is corrected.
    """
    if not opinion.is_public:
        raise Conflict(_l("Modifiez cet avis : il n’est pas encore publié."))
    if session.scalars(select(Opinion.id).where(Opinion.corrects_id == opinion.id).limit(1)).first() is not None:
        raise Conflict(_l("Reprenez la correction déjà commencée : cet avis en a une."))
    draft = begin_opinion(rapporteur, opinion.transmission, opinion.title, at=at, referral=opinion.referral)
    draft.corrects_id = opinion.id
    _copy(opinion, draft, at)
    keep_version(rapporteur, draft, at)
    return draft


def _copy(opinion: Opinion, draft: Opinion, at: datetime) -> None:
    """Copy the parts, the recommendations and the citations of an opinion, each tied as it was."""
    parts = {one.id: _added(draft.sections, _same_part(one)) for one in opinion.sections}
    texts = {
        one.id: _added(
            draft.recommendations,
            Recommendation(
                position=one.position,
                text=one.said,
                section_id=_kept(parts, one.section_id),
                corrects_id=one.id,
            ),
        )
        for one in opinion.recommendations
    }
    for one in opinion.citations:
        citation = _same_citation(one, at)
        citation.opinion_section_id = _kept(parts, one.opinion_section_id)
        citation.recommendation_id = _kept(texts, one.recommendation_id)
        _added(draft.citations, citation)
        link_contributions(citation)


def _kept(keys: Mapping[int, int], key: int | None) -> int | None:
    return None if key is None else keys.get(key)


def _added(rows: list[Row], row: Row) -> int:
    """Add a row to those of a draft, and return its key."""
    rows.append(row)
    session.flush()
    return row.id


def _same_part(one: OpinionSection) -> OpinionSection:
    return OpinionSection(position=one.position, title=one.title, source=one.said, html=str(one.markup))


def _same_citation(citation: Citation, at: datetime) -> Citation:
    return Citation(
        kind=citation.kind,
        claim_id=citation.claim_id,
        anchor=citation.anchor,
        section_id=citation.section_id,
        section_title=citation.section_title,
        words=citation.words,
        evidence=list(citation.evidence),
        added_at=at,
    )
