"""Tell the region's answers and what moves in its commitments to those who follow what led there."""

from collections.abc import Iterable

from flask_babel import lazy_gettext as _l

from consult.consultations.bulletin import Entry, Wanted
from consult.kit.addresses import external_url
from council.queries.outcomes import answers_to, late_answers_to, steps_for

ANSWER, LATE_ANSWER, STEP = "official_answer", "late_answer", "commitment_step"


def report_answers(wanted: Wanted) -> Iterable[Entry]:
    """Tell the answers to opinions that rest on the proposals people follow; each once."""
    if not wanted.discussed:
        return
    for row in answers_to(wanted.discussed, wanted.since, wanted.until):
        yield Entry(
            kind=f"{ANSWER}/{row.id}",
            number=row.proposal_id,
            at=row.published_at,
            consultation_id=row.consultation_id,
            label=_l("La Région répond à un avis qui s’appuie sur cette discussion"),
            title=row.title,
            url=external_url("answers.show", opinion_id=row.opinion_id),
            proposal_id=row.proposal_id,
        )


def report_late_answers(wanted: Wanted) -> Iterable[Entry]:
    """Tell the replies published after their answer, for recommendations added since; each once."""
    if not wanted.discussed:
        return
    for row in late_answers_to(wanted.discussed, wanted.since, wanted.until):
        yield Entry(
            kind=f"{LATE_ANSWER}/{row.id}",
            number=row.proposal_id,
            at=row.answered_at,
            consultation_id=row.consultation_id,
            label=_l("La Région répond à une recommandation qui s’appuie sur cette discussion"),
            title=row.title,
            url=external_url("answers.show", opinion_id=row.opinion_id, _anchor=f"recommandation-{row.position}"),
            proposal_id=row.proposal_id,
        )


def report_steps(wanted: Wanted) -> Iterable[Entry]:
    """Tell what moved in the commitments that answer the proposals people follow; each once."""
    if not wanted.discussed:
        return
    for row in steps_for(wanted.discussed, wanted.since, wanted.until):
        yield Entry(
            kind=f"{STEP}/{row.id}",
            number=row.proposal_id,
            at=row.at,
            consultation_id=row.consultation_id,
            label=_l("Un engagement avance, né de cette discussion"),
            title=row.title,
            url=external_url("commitments.show", commitment_id=row.commitment_id),
            summary=row.words,
            proposal_id=row.proposal_id,
        )
