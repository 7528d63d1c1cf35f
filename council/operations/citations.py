"""Let an opinion rest on the synthesis that was transmitted, and through it on what people wrote."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from flask_babel import lazy_gettext as _l
from sqlalchemy import select

from consult.accounts.models import User
from consult.kit.db import session
from consult.kit.errors import Invalid, NotFound
from contributions.models import Contribution
from council.models import Citation, CitedContribution, CitedKind, Opinion, OpinionSection, Recommendation
from council.operations.drafting import Passage, change, keep_version


@dataclass(frozen=True)
class Cited:
    """Something of the synthesis as it was transmitted, where it stands, and what it rests on."""

    kind: CitedKind
    claim_id: str
    anchor: str
    section_id: str
    section_title: str
    words: str
    evidence: tuple[str, ...]


@dataclass(frozen=True)
class Backed:
    """What of an opinion a citation backs: a part, a recommendation, or the whole when neither is named."""

    section: OpinionSection | None = None
    recommendation: Recommendation | None = None

    @property
    def ids(self) -> tuple[int | None, int | None]:
        """Return the keys of the part and of the recommendation."""
        part, recommendation = self.section, self.recommendation
        return part.id if part else None, recommendation.id if recommendation else None


WHOLE = Backed()


def cite(actor: User, opinion: Opinion, cited: Cited, backed: Backed = WHOLE, *, at: datetime) -> Citation:
    """Let an opinion, or a passage of it, rest on something of the synthesis; twice keeps one citation."""
    if opinion.transmission_id is None:
        raise Invalid(_l("Cet avis ne repose sur aucune synthèse : il n’y a rien à citer."))
    change(opinion)
    section_id, recommendation_id = backed.ids
    for one in opinion.citations:
        if (one.claim_id, one.opinion_section_id, one.recommendation_id) == (cited.claim_id, *backed.ids):
            return one
    values = vars(cited) | {"evidence": list(cited.evidence)}
    citation = Citation(**values, opinion_section_id=section_id, recommendation_id=recommendation_id, added_at=at)
    opinion.citations.append(citation)
    session.flush()
    link_contributions(citation)
    keep_version(actor, opinion, at)
    return citation


def link_contributions(citation: Citation) -> None:
    """Tie a citation to the contributions that still exist among its evidence."""
    wanted = {int(reference[1:]) for reference in citation.evidence if reference[1:].isdigit()}
    known = session.scalars(select(Contribution.id).where(Contribution.id.in_(wanted))).all()
    session.add_all(CitedContribution(citation_id=citation.id, contribution_id=one) for one in sorted(known))
    session.flush()


def remove_citation(actor: User, opinion: Opinion, citation_id: int, *, at: datetime) -> None:
    """Take a citation out of a draft; nothing happens when it is no longer there."""
    change(opinion)
    kept = [one for one in opinion.citations if one.id != citation_id]
    if len(kept) != len(opinion.citations):
        opinion.citations = kept
        keep_version(actor, opinion, at)


def passage_of(opinion: Opinion, section_id: int | None, recommendation_id: int | None) -> Backed:
    """Return the passage of a draft that an address names; raise `NotFound` when it holds none of that name."""
    return Backed(_named(opinion.sections, section_id), _named(opinion.recommendations, recommendation_id))


def _named(passages: Sequence[Passage], key: int | None) -> Passage | None:
    if key is None:
        return None
    for one in passages:
        if one.id == key:
            return one
    raise NotFound
