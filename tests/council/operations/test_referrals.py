"""What the register keeps of a question: its number, its days, its documents, its consultation, who wants it."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import select

from consult.consultations.models import Document
from consult.kit.db import database
from consult.kit.errors import Conflict, Forbidden, Invalid
from council.models import Choice, Outcome, ReferralStatus
from council.operations.councils import CouncilDraft, create_council
from council.operations.referrals import (
    ReferralDraft,
    edit_referral,
    mark_answered,
    propose_referral,
    register_referral,
    second_referral,
    serve_with,
    withdraw_referral,
)
from council.operations.votes import Subject, cast, close_vote, open_vote
from council.queries.referrals import (
    changes_of,
    referrals_on,
    referrals_under_study,
    register_of,
    secondings_of,
    waiting_referrals,
)
from council.wording.referrals import referral_delay, referral_tag
from tests.factories import NOW
from tests.factories.consultations import make_consultation
from tests.factories.councils import TONIGHT, hold_sitting, seats

TODAY = NOW.date()
ASKED = ReferralDraft(
    "Les guichets", "Faut-il les **garder** ?", "La présidence", date(2026, 9, 1), date(2026, 10, 15)
)
OWN = ReferralDraft("Les lieux", "Où aller ?")
LAST_EVENING = datetime(2026, 12, 31, 23, 30, tzinfo=UTC)


@pytest.fixture
def scene(five):
    """Open a unit of work on a council of five members."""
    with five.app.test_request_context(), database().unit_of_work() as unit:
        five.unit, five.seats = unit, seats(five)
        yield five


def asked(scene, council=None, *, at=NOW, **values: object):
    return register_referral(scene.secretariat, council or scene.council, replace(ASKED, **values), at=at)


def consultation(scene, **values: object):
    made = make_consultation(**values)
    scene.unit.add(made)
    scene.unit.flush()
    return made


def documents(scene, of):
    return [(one.title, one.url) for one in scene.unit.scalars(select(Document).filter_by(consultation_id=of.id))]


# --- its number and its days ----------------------------------------------------------------


def test_numbers_begin_again_each_year_of_the_region_s_clock_and_in_each_council(scene):
    other = create_council(CouncilDraft("Conseil du Loiret"), at=NOW)
    made = [asked(scene), asked(scene), asked(scene, other), asked(scene, at=LAST_EVENING)]
    assert [one.number for one in made] == ["2026-01", "2026-02", "2026-01", "2027-01"]


def test_a_withdrawn_question_keeps_its_number_and_no_other_takes_it(scene):
    first = asked(scene)
    withdraw_referral(scene.secretariat, first, "Sans objet.", at=NOW)
    assert asked(scene).number == "2026-02"
    assert [one.number for one in register_of(scene.council.id)] == ["2026-02", "2026-01"]


def test_a_question_asked_without_a_day_was_asked_the_day_it_is_registered(scene):
    assert asked(scene, asked_on=None, due_on=None).asked_on == TODAY


def test_an_answer_is_not_owed_before_the_day_it_was_asked_even_unsaid(scene):
    with pytest.raises(Invalid) as refusal:
        asked(scene, asked_on=None, due_on=TODAY - timedelta(days=1))
    assert refusal.value.field == "due_on"


def test_a_correction_does_not_make_it_owed_before_it_was_asked(scene):
    referral = asked(scene)
    with pytest.raises(Invalid, match="attendue avant la demande"):
        edit_referral(referral, replace(ASKED, asked_on=None, due_on=date(2026, 8, 1)))


@pytest.mark.parametrize(
    ("today", "tag", "delay"),
    [
        (date(2026, 10, 14), "À l’étude", "réponse attendue dans 1 jour"),
        (date(2026, 10, 15), "À l’étude", "réponse attendue dans 0 jour"),
        (date(2026, 10, 16), "En retard", "en retard de 1 jour"),
        (date(2026, 11, 15), "En retard", "en retard de 31 jours"),
    ],
)
def test_the_register_says_how_long_is_left_then_by_how_much_it_is_late(scene, today, tag, delay):
    referral = asked(scene)
    assert str(referral_tag(referral, today)[0]) == tag
    assert referral_delay(referral, today) == delay


def test_once_answered_the_register_says_how_long_it_took_since_it_was_asked_and_how_late_it_came(scene):
    referral = asked(scene)
    mark_answered(referral, None, at=NOW + timedelta(days=40, hours=-2))
    assert referral_delay(referral, TODAY + timedelta(days=60)) == "en 70 jours, avec 26 jours de retard"
    assert str(referral_tag(referral, TODAY + timedelta(days=60))[0]) == "Un avis est rendu"


def test_without_a_day_it_is_never_late(scene):
    referral = asked(scene, due_on=None)
    assert (referral.is_late(date(2036, 1, 1)), referral_delay(referral, TODAY)) == (False, "sans date fixée")


# --- its words and documents ----------------------------------------------------------------


def test_the_question_is_rendered_and_what_could_harm_is_not(scene):
    referral = asked(scene, source="Faut-il les **garder** ? <script>alert(1)</script>")
    assert "<strong>garder</strong>" in referral.html
    assert "<script" not in referral.html


def test_documents_are_replaced_by_those_typed_again(scene):
    first = (("La délibération", "https://region.example/d.pdf"), ("L’étude", "https://region.example/e.pdf"))
    referral = asked(scene, documents=first)
    edit_referral(referral, replace(ASKED, documents=first[1:]))
    scene.unit.expire(referral)
    assert [one.title for one in referral.documents] == ["L’étude"]


def test_what_is_closed_is_no_longer_rewritten(scene):
    referral = asked(scene)
    mark_answered(referral, None, at=NOW)
    with pytest.raises(Conflict, match="est close"):
        edit_referral(referral, replace(ASKED, title="Autre chose"))
    assert referral.title == "Les guichets"


# --- the consultation it rests on -----------------------------------------------------------


def test_the_consultation_names_the_question_among_its_documents(scene):
    place = consultation(scene)
    referral = asked(scene, consultation_id=place.id)
    ((title, url),) = documents(scene, place)
    assert title.replace("\u00a0", " ") == "Saisine n° 2026-01, Les guichets"
    assert url.endswith(f"/saisines/{referral.id}")
    assert list(referrals_on(place.id)) == [referral]


def test_a_question_given_another_title_is_named_so_by_its_consultation(scene):
    place = consultation(scene)
    referral = asked(scene, consultation_id=place.id)
    edit_referral(referral, replace(ASKED, title="Les guichets du soir", consultation_id=place.id))
    ((title, _url),) = documents(scene, place)
    assert "Les guichets du soir" in title


def test_a_question_moved_to_another_consultation_leaves_the_first(scene):
    first, second = consultation(scene), consultation(scene)
    referral = asked(scene, consultation_id=first.id)
    edit_referral(referral, replace(ASKED, consultation_id=second.id))
    assert (documents(scene, first), len(documents(scene, second))) == ([], 1)
    edit_referral(referral, replace(ASKED, consultation_id=None))
    assert documents(scene, second) == []


def test_a_question_opens_one_consultation(scene):
    first, second, referral = consultation(scene), consultation(scene), asked(scene)
    serve_with(referral, first.id)
    with pytest.raises(Conflict, match="a déjà sa consultation"):
        serve_with(referral, second.id)
    assert referral.consultation_id == first.id


def test_a_consultation_does_not_show_a_question_the_council_has_not_adopted(scene):
    place = consultation(scene)
    referral = propose_referral(scene.seats[0], replace(OWN, consultation_id=place.id), at=NOW)
    assert (documents(scene, place), list(referrals_on(place.id))) == ([], [])
    adopt(scene, referral)
    assert len(documents(scene, place)) == 1


# --- the council asks itself ----------------------------------------------------------------


def adopt(scene, referral, *choices: Choice) -> Outcome:
    second_referral(scene.seats[1], referral, at=NOW)
    vote = open_vote(scene.people[0], hold_sitting(scene), Subject(referral=referral), "L’adopter", at=TONIGHT)
    for seat, choice in zip(scene.seats, choices or (Choice.FOR,) * 3, strict=False):
        cast(seat, vote, choice, at=TONIGHT)
    return close_vote(scene.people[0], vote, at=TONIGHT)


def test_an_adopted_proposal_is_asked_and_numbered_the_evening_of_the_vote(scene):
    asked(scene)
    referral = propose_referral(scene.seats[0], OWN, at=NOW - timedelta(days=30))
    assert adopt(scene, referral) is Outcome.ADOPTED
    assert (referral.number, referral.asked_on, referral.registered_at) == ("2026-02", TONIGHT.date(), TONIGHT)
    assert [one.to_status for one in changes_of(referral)] == [
        ReferralStatus.PROPOSED,
        ReferralStatus.SECONDED,
        ReferralStatus.UNDER_STUDY,
    ]


def test_a_tie_declines_it_and_it_never_comes_to_the_register(scene):
    referral = propose_referral(scene.seats[0], OWN, at=NOW)
    assert adopt(scene, referral, Choice.FOR, Choice.AGAINST, Choice.ABSTAIN) is Outcome.REJECTED
    assert (referral.status, referral.ended_at) == (ReferralStatus.DECLINED, TONIGHT)
    assert list(register_of(scene.council.id)) == []
    assert list(referrals_under_study(scene.council.id)) == []


def test_a_vote_on_the_question_of_another_changes_nothing_of_it(scene):
    referral = asked(scene)
    vote = open_vote(scene.people[0], hold_sitting(scene), Subject(referral=referral), "Prendre acte", at=TONIGHT)
    close_vote(scene.people[0], vote, at=TONIGHT)
    assert (referral.status, referral.number) == (ReferralStatus.UNDER_STUDY, "2026-01")


def test_a_proposal_withdrawn_during_its_vote_stays_withdrawn(scene):
    referral = propose_referral(scene.seats[0], OWN, at=NOW)
    second_referral(scene.seats[1], referral, at=NOW)
    vote = open_vote(scene.people[0], hold_sitting(scene), Subject(referral=referral), "L’adopter", at=TONIGHT)
    withdraw_referral(scene.people[0], referral, "Déjà étudié.", at=TONIGHT)
    for seat in scene.seats[:3]:
        cast(seat, vote, Choice.FOR, at=TONIGHT)
    close_vote(scene.people[0], vote, at=TONIGHT)
    assert (referral.status, referral.number) == (ReferralStatus.WITHDRAWN, "")


def test_supports_are_named_in_the_order_they_came(scene):
    referral = propose_referral(scene.seats[0], OWN, at=NOW)
    for minutes, seat in ((3, scene.seats[2]), (1, scene.seats[4]), (2, scene.seats[1])):
        second_referral(seat, referral, at=NOW + timedelta(minutes=minutes))
    assert [one.member_id for one in secondings_of(referral)] == [scene.seats[n].id for n in (4, 1, 2)]


def test_what_is_under_study_waits_for_nobody_s_support(scene):
    referral = propose_referral(scene.seats[0], OWN, at=NOW)
    adopt(scene, referral)
    with pytest.raises(Conflict, match="n’attend plus de soutien"):
        second_referral(scene.seats[2], referral, at=TONIGHT)
    with pytest.raises(Forbidden):
        second_referral(scene.seats[0], referral, at=TONIGHT)


def test_proposals_wait_apart_from_the_register_until_they_are_settled(scene):
    waiting, declined = (propose_referral(scene.seats[0], OWN, at=NOW) for _ in range(2))
    adopt(scene, declined, Choice.AGAINST)
    assert waiting in waiting_referrals([scene.council.id])
    assert list(waiting_referrals([])) == []
    assert list(referrals_under_study(scene.council.id)) == [waiting]


def test_a_withdrawal_is_signed_dated_and_says_why(scene):
    referral = asked(scene)
    withdraw_referral(scene.secretariat, referral, "  Sans\n objet. ", at=TONIGHT)
    last = changes_of(referral)[-1]
    assert (last.reason, last.actor_id, last.at) == ("Sans objet.", scene.secretariat.id, TONIGHT)
    assert referral.ended_at == TONIGHT


def test_what_is_answered_is_not_withdrawn_and_stays_answered(scene):
    referral = asked(scene)
    mark_answered(referral, None, at=NOW)
    with pytest.raises(Conflict, match="l’état de cette saisine a changé"):
        withdraw_referral(scene.secretariat, referral, "Trop tard.", at=TONIGHT)
    assert referral.status is ReferralStatus.ANSWERED
