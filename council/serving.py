"""Tie a consultation to the referral it serves: its form begins with the question, its page names it."""

from collections.abc import Sequence

from flask import url_for
from flask_babel import gettext as _

from consult.accounts.models import User
from consult.consultations.models import Consultation
from consult.consultations.slots import ActionLink, Beginning
from consult.kit import clock
from consult.kit.errors import NotFound
from consult.kit.permissions import allows
from consult.kit.text.markdown import one_line, plain
from council.operations.councils import address_council
from council.operations.referrals import serve_with
from council.queries.referrals import referral_for, referrals_on
from council.rules.referrals import ReferralPermission
from council.wording.referrals import REFERRAL_KINDS

_PREFIX = "saisine-"
_LONGEST_QUESTION = 300


def origins_of(consultation: Consultation) -> Sequence[ActionLink]:
    """Name the referrals a consultation serves."""
    return [
        ActionLink(
            _(
                "%(kind)s n° %(number)s, %(title)s",
                kind=REFERRAL_KINDS[one.kind],
                number=one.number,
                title=one.title,
            ),
            url_for("referrals.show", referral_id=one.id),
        )
        for one in referrals_on(consultation.id)
    ]


def begin_for(actor: User, wanted: str) -> Beginning | None:
    """Begin a consultation with the question of a referral; None for anything else."""
    number = wanted.removeprefix(_PREFIX)
    if not wanted.startswith(_PREFIX) or not (number.isascii() and number.isdigit()):
        return None
    try:
        referral = referral_for(actor, int(number))
    except NotFound:
        return None
    if not allows(actor, ReferralPermission.MANAGE_REFERRALS, referral) or referral.ended_at is not None:
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
