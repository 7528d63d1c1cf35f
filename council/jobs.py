"""What the worker does for councils."""

from consult.kit import clock
from consult.kit.jobs import Payload
from council.operations.referrals import mark_answered
from council.operations.transmissions import send
from council.queries.referrals import referral_answered_by
from council.queries.transmissions import transmission_at


def send_transmission(payload: Payload) -> None:
    """Freeze and send one transmission."""
    send(transmission_at(payload["id"]), at=clock.now())


def answer_referral(payload: Payload) -> None:
    """Say that the opinion just published answers the referral it was asked under, if there is one."""
    referral = referral_answered_by(payload["id"])
    if referral is not None:
        mark_answered(referral, None, at=clock.now())
