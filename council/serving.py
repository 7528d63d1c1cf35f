"""Tie a consultation to the referral it serves: its form begins with the question, its page names it."""

from consult.accounts.models import User
from consult.consultations.models import Consultation
from consult.consultations.slots import Beginning
from consult.kit import clock
from consult.kit.errors import NotFound
from consult.kit.permissions import allows
from consult.kit.text.markdown import one_line, plain
from council.models import Referral
from council.operations.councils import address_council
from council.operations.referrals import serve_with
from council.queries.referrals import referral_for
from council.rules.referrals import ReferralPermission

_PREFIX = "saisine-"
_LONGEST_QUESTION = 300


def begin_for(actor: User, wanted: str) -> Beginning | None:
    """Begin a consultation with the question of a referral; None for anything else."""
    referral = _referral_named(actor, wanted)
    if referral is None or referral.ended_at is not None:
        return None
    if not allows(actor, ReferralPermission.MANAGE_REFERRALS, referral):
        return None

    def tie(consultation: Consultation) -> None:
        serve_with(referral, consultation.id)
        address_council(actor, consultation, referral.council, at=clock.now())

    question = one_line(plain(referral.source))
    values = {
        "title": referral.title[:160],
        "question": question if len(question) <= _LONGEST_QUESTION else "",
        "body": referral.source,
        "decision_maker": referral.asked_by,
    }
    return Beginning(values, tie)


def _referral_named(actor: User, wanted: str) -> Referral | None:
    """Return the referral of « saisine-3 », or None for anything else."""
    number = wanted.removeprefix(_PREFIX)
    if not wanted.startswith(_PREFIX) or not (number.isascii() and number.isdigit()):
        return None
    try:
        return referral_for(actor, int(number))
    except NotFound:
        return None
