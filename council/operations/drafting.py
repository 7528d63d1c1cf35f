"""Write an opinion part by part, number its recommendations, and keep each version of it."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeVar

from flask_babel import lazy_gettext as _l
from sqlalchemy import select

from consult.accounts.models import User
from consult.kit import clock
from consult.kit.db import session
from consult.kit.errors import Conflict, Forbidden, Invalid
from consult.kit.languages import number
from consult.kit.text.markdown import normalise_typed, one_line, render
from council.models import (
    CouncilMember,
    Opinion,
    OpinionSection,
    OpinionStatus,
    OpinionVersion,
    Recommendation,
    RecordedVote,
    Referral,
    Transmission,
)
from council.queries.adoption import content_of, open_vote_on
from council.queries.answers import is_answered
from council.queries.transmissions import latest_under

LONGEST_SECTION = 30_000
LONGEST_RECOMMENDATION = 2_000
LONGEST_TITLE = 200
Passage = TypeVar("Passage", OpinionSection, Recommendation)


@dataclass(frozen=True)
class SectionDraft:
    """What a rapporteur writes in a part: its title and its Markdown."""

    title: str
    source: str


# --- beginning ------------------------------------------------------------------------


def begin_opinion(
    rapporteur: User,
    transmission: Transmission | None,
    title: str,
    *,
    at: datetime,
    referral: Referral | None = None,
) -> Opinion:
    """Open a draft on what was transmitted, on a referral, or both; its members alone read it.

    A referral brings the synthesis last sent under it; a transmission names the referral it came under.
    """
    opinion = Opinion(
        **_basis(transmission, referral), rapporteur_id=rapporteur.id, title=_title(title), created_at=at
    )
    session.add(opinion)
    session.flush()
    _add_version(rapporteur, opinion, at)
    return opinion


def _basis(transmission: Transmission | None, referral: Referral | None) -> dict[str, Any]:
    """Return the council an opinion is of, what was sent and what was asked."""
    if transmission is not None:
        asked = referral or transmission.referral
        return {"council_id": transmission.council_id, "transmission": transmission, "referral": asked}
    if referral is None:
        raise Invalid(_l("Choisissez la saisine ou la synthèse sur laquelle porte l’avis."))
    return {
        "council_id": referral.council_id,
        "transmission": latest_under(referral.id),
        "referral": referral,
    }


def _title(text: str) -> str:
    title = one_line(text)[:LONGEST_TITLE]
    if not title:
        raise Invalid(_l("Donnez un titre à l’avis."), "title")
    return title


# --- what holds for every change -------------------------------------------------------


def change(opinion: Opinion, version: int | None = None) -> None:
    """Hold a draft to change it.

    Raises `Forbidden` once it is published, `Conflict` while the council votes on it, or when someone else
    saved since `version` was read.
    """
    session.refresh(opinion, ["status", "version"], with_for_update=True)
    if version is not None and opinion.version != version:
        raise Conflict(_l("Rechargez la page : un autre membre a enregistré cet avis entre-temps."))
    refuse_settled(opinion)


def refuse_settled(opinion: Opinion) -> None:
    """Refuse to change words that the council published, or votes on."""
    if opinion.status is not OpinionStatus.DRAFT:
        raise Forbidden(_l("Cet avis est publié : il ne change plus. Une correction est un nouvel avis."))
    if open_vote_on(opinion) is not None:
        raise Conflict(_l("Attendez la fin du scrutin : le conseil vote sur ce texte."))


def keep_version(actor: User, opinion: Opinion, at: datetime) -> None:
    """Give the draft its next version, and keep it as it now reads."""
    opinion.version += 1
    opinion.edited_at = at
    session.flush()
    _add_version(actor, opinion, at)


def _add_version(actor: User, opinion: Opinion, at: datetime) -> None:
    content = content_of(opinion)
    session.add(
        OpinionVersion(opinion_id=opinion.id, version=opinion.version, at=at, actor_id=actor.id, content=content)
    )
    session.flush()


def rename_opinion(actor: User, opinion: Opinion, title: str, *, version: int | None, at: datetime) -> None:
    """Give a draft another title."""
    change(opinion, version)
    opinion.title = _title(title)
    keep_version(actor, opinion, at)


def name_rapporteur(opinion: Opinion, member: CouncilMember, *, at: datetime) -> None:
    """Hand a draft over to another member. Raises `Forbidden` when their mandate is not under way."""
    change(opinion)
    if member.council_id != opinion.council_id or member.mandate_on(clock.local(at).date()) is None:
        raise Forbidden(_l("Choisissez un membre dont le mandat est en cours."))
    opinion.rapporteur_id = member.user_id
    session.flush()


# --- its parts --------------------------------------------------------------------------


def add_section(actor: User, opinion: Opinion, draft: SectionDraft, *, at: datetime) -> OpinionSection:
    """Add a part at the end of a draft."""
    change(opinion)
    section = OpinionSection(position=len(opinion.sections) + 1)
    _write(section, draft)
    opinion.sections.append(section)
    keep_version(actor, opinion, at)
    return section


def write_section(
    actor: User,
    opinion: Opinion,
    section: OpinionSection,
    draft: SectionDraft,
    *,
    version: int | None,
    at: datetime,
) -> None:
    """Replace the words of a part. Raises `Conflict` when someone else saved since `version` was read."""
    change(opinion, version)
    _write(section, draft)
    keep_version(actor, opinion, at)


def _write(section: OpinionSection, draft: SectionDraft) -> None:
    source, title = normalise_typed(draft.source), one_line(draft.title)[:LONGEST_TITLE]
    if not title:
        raise Invalid(_l("Donnez un titre à cette partie."), "title")
    if not source:
        raise Invalid(_l("Écrivez le texte de cette partie."), "source")
    _refuse_too_long(source, LONGEST_SECTION, "source")
    section.title, section.source, section.html = title, source, str(render(source))


def remove_section(actor: User, opinion: Opinion, section: OpinionSection, *, at: datetime) -> None:
    """Take a part out; what it cited then backs the whole opinion. Raises `Conflict` once it was voted on."""
    change(opinion)
    if session.scalars(select(RecordedVote.id).where(RecordedVote.section_id == section.id)).first():
        raise Conflict(
            _l("Gardez cette partie : le conseil a déjà voté sur elle. Vous pouvez en changer le texte.")
        )
    for one in (*opinion.recommendations, *opinion.citations):
        _untie(one, section)
    session.flush()
    opinion.sections = _numbered([one for one in opinion.sections if one is not section])
    keep_version(actor, opinion, at)


def _untie(one: object, section: OpinionSection) -> None:
    name = "section_id" if isinstance(one, Recommendation) else "opinion_section_id"
    if getattr(one, name) == section.id:
        setattr(one, name, None)


# --- its recommendations ----------------------------------------------------------------


def add_recommendation(
    actor: User, opinion: Opinion, text: str, *, at: datetime, section_id: int | None = None
) -> Recommendation:
    """Add a recommendation at the end; with `section_id` it is voted with that part."""
    change(opinion)
    recommendation = Recommendation(position=len(opinion.recommendations) + 1, text=_recommended(text))
    recommendation.section_id = _part_of(opinion, section_id)
    opinion.recommendations.append(recommendation)
    keep_version(actor, opinion, at)
    return recommendation


def write_recommendation(
    actor: User,
    opinion: Opinion,
    recommendation: Recommendation,
    text: str,
    *,
    section_id: int | None,
    version: int | None,
    at: datetime,
) -> None:
    """Replace the words of a recommendation, and say with which part it is voted."""
    change(opinion, version)
    recommendation.text, recommendation.section_id = _recommended(text), _part_of(opinion, section_id)
    keep_version(actor, opinion, at)


def remove_recommendation(actor: User, opinion: Opinion, recommendation: Recommendation, *, at: datetime) -> None:
    """Take a recommendation out and number the others anew; what it cited then backs the whole opinion.

    Raises `Conflict` when it corrects one that is being answered: the answer needs something to hold to.
    """
    change(opinion)
    if recommendation.corrects_id is not None and is_answered(recommendation.corrects_id):
        raise Conflict(_l("Gardez cette recommandation : la Région y répond. Vous pouvez en changer le texte."))
    _uncite(opinion, recommendation)
    opinion.recommendations = _numbered([one for one in opinion.recommendations if one is not recommendation])
    keep_version(actor, opinion, at)


def _uncite(opinion: Opinion, recommendation: Recommendation) -> None:
    for citation in opinion.citations:
        if citation.recommendation_id == recommendation.id:
            citation.recommendation_id = None
    session.flush()


def _recommended(text: str) -> str:
    kept = normalise_typed(text)
    if not kept:
        raise Invalid(_l("Écrivez la recommandation."), "text")
    _refuse_too_long(kept, LONGEST_RECOMMENDATION, "text")
    return kept


def _part_of(opinion: Opinion, section_id: int | None) -> int | None:
    return section_id if any(one.id == section_id for one in opinion.sections) else None


def _refuse_too_long(text: str, limit: int, field: str) -> None:
    if len(text) > limit:
        raise Invalid(_l("Raccourcissez ce texte : %(limit)s caractères au plus.", limit=number(limit)), field)


# --- their order ------------------------------------------------------------------------


def move_up(actor: User, opinion: Opinion, passage: OpinionSection | Recommendation, *, at: datetime) -> None:
    """Put a part or a recommendation before the one above it; the first stays where it is."""
    change(opinion)
    if isinstance(passage, OpinionSection):
        opinion.sections = _numbered(_raised(opinion.sections, passage))
    else:
        opinion.recommendations = _numbered(_raised(opinion.recommendations, passage))
    keep_version(actor, opinion, at)


def _raised(passages: list[Passage], raised: Passage) -> list[Passage]:
    place = passages.index(raised)
    others = [one for one in passages if one is not raised]
    others.insert(max(0, place - 1), raised)
    return others


def _numbered(passages: list[Passage]) -> list[Passage]:
    for place, one in enumerate(passages, start=1):
        one.position = place
    return passages
