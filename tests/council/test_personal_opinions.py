"""What a member said of a draft and signed is handed over, and stays without their name once they leave."""

from consult.accounts.models import User
from consult.accounts.operations.erasure import erase_user
from consult.accounts.personal_data import TextsFate
from council.operations import dissents, remarks
from council.personal_opinions import hand_over
from tests.factories import NOW
from tests.factories.opinions import record_vote

WORDS = dissents.DissentDraft(dissents.DissentKind.MINORITY, "Un autre avis", "Nous aurions voulu davantage.")


def test_a_member_is_given_their_remarks_and_what_they_signed(drafted):
    remarks.comment(drafted.seat, drafted.opinion, "Bien écrit.", at=NOW)
    record_vote(drafted.unit, drafted.opinion)
    dissents.attach_dissent(drafted.seat, drafted.opinion, WORDS, at=NOW)
    said, signed = (part.content for part in hand_over(drafted.member, NOW))
    assert [(one["raison"], one["état"]) for one in said] == [("Bien écrit.", "Sans réponse")]
    assert [one["texte"] for one in signed] == ["Un autre avis"]
    assert [part.content for part in hand_over(drafted.reader, NOW)] == [[], []]


def test_a_signature_stays_without_the_name_of_who_gave_it(drafted):
    record_vote(drafted.unit, drafted.opinion)
    dissent = dissents.attach_dissent(drafted.seat, drafted.opinion, WORDS, at=NOW)
    erase_user(drafted.unit.get_one(User, drafted.member.id), TextsFate.UNSIGNED, at=NOW)
    assert [one.member.user.is_active for one in dissent.signatures] == [False]
