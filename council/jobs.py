"""What the worker does for councils."""

from consult.kit import clock
from consult.kit.jobs import Payload
from council.operations import convening, transmissions
from council.operations.quotes import read_again
from council.operations.referrals import mark_answered
from council.operations.reminders import ask_reminders, remind
from council.queries.answers import response_numbered
from council.queries.referrals import referral_answered_by
from council.queries.transmissions import transmission_at


def send_transmission(payload: Payload) -> None:
    """Freeze and send one transmission."""
    transmissions.send(transmission_at(payload["id"]), at=clock.now())


def answer_referral(payload: Payload) -> None:
    """Say that the opinion just published answers the referral it was asked under, if there is one."""
    referral = referral_answered_by(payload["id"])
    if referral is not None:
        mark_answered(referral, None, at=clock.now())


def look_for_reminders(_payload: Payload) -> None:
    """Ask for the reminders of the answers whose day nears."""
    ask_reminders(clock.now())


def remind_answer(payload: Payload) -> None:
    """Write one reminder to those who prepare an answer."""
    response = response_numbered(payload["id"])
    if response is not None:
        remind(response, at=clock.now())


def read_again_quotes(payload: Payload) -> None:
    """Have the opinions that repeat a text which changed found by the words they now show."""
    read_again(payload["id"], at=clock.now())


def welcome_members(_payload: Payload) -> None:
    """Give those who came to sit what their council was sent, and the sittings announced, before them."""
    transmissions.tell_newcomers(at=clock.now())
    convening.tell_newcomers(at=clock.now())
