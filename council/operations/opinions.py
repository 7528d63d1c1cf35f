"""Write an opinion, let it rest on the synthesis, number its recommendations, publish it for good."""

from dataclasses import dataclass
from datetime import date, datetime

from flask_babel import lazy_gettext as _l
from sqlalchemy import select

from consult.accounts.models import User
from consult.consultations.models import ResultKind
from consult.consultations.operations.documents import show_result
from consult.kit import clock, outbox
from consult.kit.db import session
from consult.kit.errors import Conflict, Invalid
from consult.kit.languages import full_date, number
from consult.kit.news import announce
from consult.kit.text.markdown import normalise_typed, one_line, render
from contributions.models import Contribution
from council.models import (
    TRANSITIONS,
    Citation,
    CitedContribution,
    Opinion,
    OpinionChange,
    OpinionStatus,
    Recommendation,
    Transmission,
)
from council.news import opinion_published
from council.queries.opinions import next_rank
from council.searched import COLLECTION
from search.kinds import CHANGED

LONGEST_OPINION = 60_000
LONGEST_RECOMMENDATION = 2_000
PUBLISHED = "council.opinion_published"
"""Outbox topic: an opinion has become public; `{"id": …}`."""


@dataclass(frozen=True)
class OpinionDraft:
    """What a rapporteur writes: `recommendations` in order, one text each."""

    title: str
    source: str
    recommendations: tuple[str, ...] = ()


@dataclass(frozen=True)
class CitedClaim:
    """A sentence of the synthesis as it was transmitted, where it stands, and what it rests on."""

    claim_id: str
    section_id: str
    section_title: str
    words: str
    evidence: tuple[str, ...]


def begin_opinion(rapporteur: User, transmission: Transmission, title: str, *, at: datetime) -> Opinion:
    """Open a draft on what was transmitted; its members alone read it."""
    opinion = Opinion(
        council_id=transmission.council_id,
        transmission_id=transmission.id,
        rapporteur_id=rapporteur.id,
        title=_title(title),
        created_at=at,
    )
    session.add(opinion)
    session.flush()
    return opinion


def write_opinion(opinion: Opinion, draft: OpinionDraft, *, version: int, at: datetime) -> None:
    """Replace the words of a draft. Raises `Conflict` when someone else saved since `version` was read."""
    if opinion.version != version:
        raise Conflict(_l("Rechargez la page : un autre membre a enregistré cet avis entre-temps."))
    source = normalise_typed(draft.source)
    if len(source) > LONGEST_OPINION:
        sentence = _l("Raccourcissez ce texte : %(limit)s caractères au plus.", limit=number(LONGEST_OPINION))
        raise Invalid(sentence, "source")
    opinion.title, opinion.source, opinion.html = _title(draft.title), source, str(render(source))
    opinion.edited_at, opinion.version = at, opinion.version + 1
    opinion.recommendations = [
        Recommendation(position=place, text=text)
        for place, text in enumerate(_recommendations(draft.recommendations), start=1)
    ]
    session.flush()


def _title(text: str) -> str:
    title = one_line(text)[:200]
    if not title:
        raise Invalid(_l("Donnez un titre à l’avis."), "title")
    return title


def _recommendations(texts: tuple[str, ...]) -> list[str]:
    kept = [normalise_typed(text) for text in texts]
    if any(len(text) > LONGEST_RECOMMENDATION for text in kept):
        sentence = _l(
            "Raccourcissez : %(limit)s caractères au plus par recommandation.", limit=LONGEST_RECOMMENDATION
        )
        raise Invalid(sentence, "recommendations")
    return [text for text in kept if text]


def cite(opinion: Opinion, claim: CitedClaim, *, at: datetime) -> Citation:
    """Let an opinion rest on a sentence of the synthesis; citing it twice keeps one citation."""
    for citation in opinion.citations:
        if citation.claim_id == claim.claim_id:
            return citation
    citation = Citation(
        claim_id=claim.claim_id,
        section_id=claim.section_id,
        section_title=claim.section_title,
        words=claim.words,
        evidence=list(claim.evidence),
        added_at=at,
    )
    opinion.citations.append(citation)
    session.flush()
    _link_contributions(citation)
    return citation


def _link_contributions(citation: Citation) -> None:
    """Tie a citation to the contributions that still exist among its evidence."""
    wanted = {int(reference[1:]) for reference in citation.evidence if reference[1:].isdigit()}
    known = session.scalars(select(Contribution.id).where(Contribution.id.in_(wanted))).all()
    session.add_all(CitedContribution(citation_id=citation.id, contribution_id=one) for one in sorted(known))
    session.flush()


def remove_citation(opinion: Opinion, citation_id: int) -> None:
    """Take a citation out of a draft; nothing happens when it is no longer there."""
    opinion.citations = [citation for citation in opinion.citations if citation.id != citation_id]
    session.flush()


def publish_opinion(actor: User, opinion: Opinion, adopted_on: date, *, at: datetime) -> None:
    """Give an opinion its number and show it to everyone, for good.

    Raises `Invalid` while it has no text, cites nothing of the synthesis, or was adopted in the future or
    before the synthesis came.
    """
    _refuse_unfinished(opinion, adopted_on, at)
    if OpinionStatus.PUBLISHED not in TRANSITIONS[opinion.status]:
        raise Conflict(_l("Cet avis est déjà publié."))
    before, opinion.status = opinion.status, OpinionStatus.PUBLISHED
    opinion.adopted_on, opinion.published_at = adopted_on, at
    opinion.year, opinion.rank = adopted_on.year, next_rank(opinion.council_id, adopted_on.year)
    session.add(
        OpinionChange(
            opinion_id=opinion.id, actor_id=actor.id, at=at, from_status=before, to_status=opinion.status
        )
    )
    session.flush()
    consultation_id = opinion.transmission.consultation_id
    show_result(consultation_id, ResultKind.OPINION, f"/avis/{opinion.id}", at=at)
    outbox.record(PUBLISHED, {"id": opinion.id}, at=at)
    outbox.record(CHANGED, {"collection": COLLECTION, "id": opinion.id}, at=at)
    announce(opinion_published, opinion_id=opinion.id, consultation_id=consultation_id)


def _refuse_unfinished(opinion: Opinion, adopted_on: date, at: datetime) -> None:
    if not opinion.source.strip():
        raise Invalid(_l("Écrivez le texte de l’avis avant de le publier."), "source")
    if not opinion.citations:
        raise Invalid(_l("Citez au moins une phrase de la synthèse : un avis dit sur quoi il repose."))
    if adopted_on > clock.local(at).date():
        raise Invalid(_l("Corrigez la date d’adoption : elle est dans l’avenir."), "adopted_on")
    received_at = opinion.transmission.sent_at
    if received_at is not None and adopted_on < clock.local(received_at).date():
        day = full_date(received_at)
        sentence = _l("Corrigez la date d’adoption : le conseil a reçu la synthèse le %(day)s.", day=day)
        raise Invalid(sentence, "adopted_on")
