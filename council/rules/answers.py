"""Decide who prepares the region's answer, who follows its commitments up, and who reads them."""

from enum import StrEnum

from flask_babel import lazy_gettext as _l

from consult.kit.permissions import Case, Rules, predicate, signed_in
from council.rules.seats import answers_opinions


class AnswerPermission(StrEnum):
    """What may be asked of an answer and of what follows."""

    SEE_ANSWER = "council.see_answer"
    PREPARE_ANSWER = "council.prepare_answer"
    SEE_COMMITMENT = "council.see_commitment"
    RECORD_PROGRESS = "council.record_progress"


@predicate(_l("La réponse n’est pas encore publiée."))
def is_answered(case: Case) -> bool:
    """Allow reading what was published."""
    return bool(case.target.is_public)


ANSWER_RULES: Rules = {
    AnswerPermission.SEE_ANSWER: is_answered | (signed_in & answers_opinions),
    AnswerPermission.PREPARE_ANSWER: signed_in & answers_opinions,
    AnswerPermission.SEE_COMMITMENT: is_answered | (signed_in & answers_opinions),
    AnswerPermission.RECORD_PROGRESS: signed_in & answers_opinions,
}
