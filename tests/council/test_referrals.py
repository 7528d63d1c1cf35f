"""A register of what a council is asked and asks itself: recorded, proposed, seconded, adopted, withdrawn."""

from datetime import date, timedelta

import pytest
from sqlalchemy import select

from consult.accounts.models import Role
from consult.kit.db import database
from consult.kit.errors import Conflict, Forbidden, Invalid
from council.models import Choice, Opinion, Outcome, Referral, ReferralChange, ReferralKind, ReferralStatus
from council.operations.referrals import (
    ReferralDraft,
    edit_referral,
    mark_answered,
    propose_referral,
    register_referral,
    second_referral,
    withdraw_referral,
)
from council.operations.votes import Subject, cast, close_vote, open_vote
from council.queries.referrals import changes_of, register_of, secondings_of
from tests.factories import NOW
from tests.factories.councils import TONIGHT, a_council, hold_sitting, seats
from tests.factories.people import make_user

ASKED = ReferralDraft("Les guichets", "Faut-il les garder ?", "La présidence", due_on=NOW.date())
OWN = ReferralDraft("Les lieux", "Où aller ?")


@pytest.fixture
def scene(app):
    """Open a unit of work on a council of four members."""
    made = a_council(app)
    with app.app_context(), database().unit_of_work():
        made.seats = seats(made)
        yield made


def states(referral):
    return [change.to_status for change in changes_of(referral)]


def voted(scene, referral, *choices: Choice):
    sitting = hold_sitting(scene)
    vote = open_vote(scene.people[0], sitting, Subject(referral=referral), "L’adopter", at=TONIGHT)
    for seat, choice in zip(scene.seats, choices, strict=False):
        cast(seat, vote, choice, at=TONIGHT)
    return close_vote(scene.people[0], vote, at=TONIGHT)


def seconded(scene):
    referral = propose_referral(scene.seats[0], OWN, at=NOW)
    second_referral(scene.seats[1], referral, at=NOW)
    return referral


def test_what_someone_asks_has_its_number_at_once(scene):
    first = register_referral(scene.secretariat, scene.council, ASKED, at=NOW)
    second = register_referral(scene.secretariat, scene.council, ASKED, at=NOW)
    assert [first.number, second.number] == [f"{NOW.year}-01", f"{NOW.year}-02"]
    assert (first.status, states(first)) == (ReferralStatus.UNDER_STUDY, [ReferralStatus.UNDER_STUDY])
    assert list(register_of(scene.council.id)) == [second, first]


@pytest.mark.parametrize(
    ("draft", "field"),
    [
        (ReferralDraft("Titre", "Question"), "asked_by"),
        (ReferralDraft(" ", "Question", "Qui"), "title"),
        (ReferralDraft("Titre", " ", "Qui"), "source"),
        (ReferralDraft("T", "Q", "Qui", asked_on=date(2026, 3, 2), due_on=date(2026, 3, 1)), "due_on"),
    ],
)
def test_a_referral_says_who_asks_what_and_until_when(scene, draft, field):
    with pytest.raises(Invalid) as refusal:
        register_referral(scene.secretariat, scene.council, draft, at=NOW)
    assert refusal.value.field == field


def test_it_is_late_the_day_after_it_was_owed_and_no_more_once_answered(scene):
    referral = register_referral(scene.secretariat, scene.council, ASKED, at=NOW)
    tomorrow = NOW.date() + timedelta(days=1)
    assert [referral.is_late(day) for day in (NOW.date(), tomorrow)] == [False, True]
    mark_answered(referral, None, at=NOW)
    assert not referral.is_late(tomorrow)


def test_nobody_supports_their_own_proposal(scene):
    referral = propose_referral(scene.seats[0], OWN, at=NOW)
    with pytest.raises(Forbidden):
        second_referral(scene.seats[0], referral, at=NOW)
    assert (referral.status, referral.number) == (ReferralStatus.PROPOSED, "")


def test_support_counts_once_for_each_member(scene):
    referral = seconded(scene)
    for seat in (scene.seats[1], scene.seats[2]):
        second_referral(seat, referral, at=NOW)
    assert [one.member_id for one in secondings_of(referral)] == [scene.seats[1].id, scene.seats[2].id]
    assert states(referral) == [ReferralStatus.PROPOSED, ReferralStatus.SECONDED]


def test_what_nobody_else_supports_is_not_voted(scene):
    referral = propose_referral(scene.seats[0], OWN, at=NOW)
    with pytest.raises(Conflict, match="un autre membre"):
        voted(scene, referral, Choice.FOR, Choice.FOR)


def test_the_council_adopts_its_own_referral_by_a_recorded_vote(scene):
    referral = seconded(scene)
    assert voted(scene, referral, Choice.FOR, Choice.FOR, Choice.AGAINST) is Outcome.ADOPTED
    assert (referral.status, referral.number) == (ReferralStatus.UNDER_STUDY, f"{NOW.year}-01")
    assert referral.registered_at == TONIGHT


@pytest.mark.parametrize("choices", [(Choice.FOR,), (Choice.AGAINST, Choice.AGAINST)])
def test_it_is_declined_when_one_person_alone_is_for_it_or_more_are_against(scene, choices):
    referral = seconded(scene)
    assert voted(scene, referral, *choices) is Outcome.REJECTED
    assert (referral.status, referral.number) == (ReferralStatus.DECLINED, "")
    with pytest.raises(Conflict, match="déjà réglé"):
        voted(scene, referral, Choice.FOR)


def test_a_withdrawal_says_why_and_the_register_keeps_it(scene):
    referral = register_referral(scene.secretariat, scene.council, ASKED, at=NOW)
    with pytest.raises(Invalid):
        withdraw_referral(scene.secretariat, referral, " ", at=NOW)
    withdraw_referral(scene.secretariat, referral, "Sans objet.", at=NOW)
    assert changes_of(referral)[-1].reason == "Sans objet."
    assert list(register_of(scene.council.id)) == [referral]
    with pytest.raises(Conflict):
        edit_referral(referral, ASKED)
    with pytest.raises(Conflict):
        withdraw_referral(scene.secretariat, referral, "Encore.", at=NOW)


def test_an_opinion_answers_a_referral_once(scene):
    referral = register_referral(scene.secretariat, scene.council, ASKED, at=NOW)
    for _twice in range(2):
        mark_answered(referral, scene.people[0].id, at=NOW)
    assert states(referral) == [ReferralStatus.UNDER_STUDY, ReferralStatus.ANSWERED]


# --- on the pages ---------------------------------------------------------------------------


TYPED = {
    "title": "Les guichets",
    "source": "Faut-il les **garder** ?",
    "asked_by": "La présidence de la Région",
    "asked_on": "2026-01-05",
    "due_on": "2026-02-01",
    "consultation": "",
    "documents": "La délibération https://region.example/d.pdf",
}


@pytest.fixture
def council(app, browser):
    """Return a council and the browser of its secretariat."""
    made = a_council(app)
    made.desk = browser(made.secretariat)
    made.record = f"/secretariat/conseils/{made.council.slug}/nouvelle-saisine"
    return made


def kept(council):
    with council.app.app_context(), database().unit_of_work() as unit:
        return unit.scalars(select(Referral)).one()


def test_the_secretariat_records_a_referral_that_everyone_reads(council, browser):
    council.desk.post(council.record, TYPED)
    page = browser().get(f"/saisines/{kept(council).id}").text
    assert "<strong>garder</strong>" in page
    assert 'href="https://region.example/d.pdf"' in page
    assert "En retard" in page
    register = browser().get(f"/conseils/{council.council.slug}/saisines").text
    assert f"{NOW.year}-01" in register
    assert "en retard de" in register


def test_a_document_without_an_address_is_refused_and_what_was_typed_stays(council):
    answer = council.desk.post(council.record, {**TYPED, "documents": "La délibération"})
    assert answer.status_code == 422
    assert "Finissez chaque ligne par l’adresse" in answer.text
    assert "Les guichets" in answer.text


def test_a_referral_is_corrected_and_its_number_stays(council):
    council.desk.post(council.record, TYPED)
    before = kept(council)
    council.desk.post(f"/secretariat/saisines/{before.id}", {**TYPED, "title": "Les guichets du soir"})
    assert (kept(council).title, kept(council).number) == ("Les guichets du soir", before.number)


def test_what_the_council_takes_up_itself_is_corrected_without_saying_who_asked(council, browser):
    own = {"title": "Les lieux", "source": "Où aller ?", "due_on": "", "documents": ""}
    browser(council.people[0]).post(f"/conseil/{council.council.slug}/auto-saisine", own)
    address = f"/secretariat/saisines/{kept(council).id}"
    assert "Qui saisit le conseil" not in council.desk.get(address).text
    answer = council.desk.post(
        address, {**own, "title": "Les lieux ouverts", "asked_by": "Personne", "consultation": ""}
    )
    assert (answer.status_code, kept(council).title, kept(council).asked_by) == (302, "Les lieux ouverts", "")


def test_the_page_of_a_referral_leads_to_what_the_region_answered(answered, browser):
    with answered.app.app_context(), database().unit_of_work() as unit:
        referral = register_referral(answered.secretariat, answered.council, ASKED, at=NOW)
        unit.get_one(Opinion, answered.opinion.id).referral_id = referral.id
        address = f"/saisines/{referral.id}"
    assert f'href="/avis/{answered.opinion.id}/reponse"' in browser().get(address).text


def test_the_register_has_a_feed(council, browser):
    council.desk.post(council.record, TYPED)
    feed = browser().get(f"/conseils/{council.council.slug}/saisines.atom")
    assert feed.mimetype == "application/atom+xml"
    assert f"Saisine n° {NOW.year}-01 : Les guichets" in feed.text.replace("\u00a0", " ")


def test_a_member_proposes_another_supports_and_nobody_outside_reads_it(council, browser):
    own = f"/conseil/{council.council.slug}/auto-saisine"
    author, other = browser(council.people[0]), browser(council.people[1])
    author.post(own, {"title": "Les lieux", "source": "Où aller ?", "due_on": "", "documents": ""})
    referral = kept(council)
    assert (referral.kind, referral.proposed_by_id is not None) == (ReferralKind.OWN_INITIATIVE, True)
    assert browser().get(f"/saisines/{referral.id}").status_code == 403
    assert author.post(f"/conseil/saisines/{referral.id}/soutien").status_code == 403
    assert "Soutenir cette auto-saisine" in other.get(f"/saisines/{referral.id}").text
    other.post(f"/conseil/saisines/{referral.id}/soutien")
    assert kept(council).status is ReferralStatus.SECONDED


def test_its_author_withdraws_a_proposal_and_another_member_does_not(council, browser):
    own = f"/conseil/{council.council.slug}/auto-saisine"
    author = browser(council.people[0])
    author.post(own, {"title": "Les lieux", "source": "Où aller ?", "due_on": "", "documents": ""})
    address = f"/conseil/saisines/{kept(council).id}/retrait"
    assert browser(council.people[1]).post(address, {"reason": "Non."}).status_code == 403
    assert author.post(address, {"reason": ""}).status_code == 422
    author.post(address, {"reason": "Déjà étudié."})
    assert kept(council).status is ReferralStatus.WITHDRAWN


@pytest.mark.parametrize("who", ["citizen", "member", "former"])
def test_nobody_else_records_a_referral(council, browser, store, who):
    (citizen,) = store(make_user(Role.CITIZEN))
    people = {"citizen": citizen, "member": council.people[0], "former": council.former}
    assert browser(people[who]).post(council.record, TYPED).status_code == 403
    with council.app.app_context(), database().unit_of_work() as unit:
        assert unit.scalars(select(ReferralChange)).all() == []


@pytest.mark.parametrize("who", ["citizen", "former", "secretariat"])
def test_only_members_in_office_propose(council, browser, store, who):
    (citizen,) = store(make_user(Role.CITIZEN))
    people = {"citizen": citizen, "former": council.former, "secretariat": council.secretariat}
    answer = browser(people[who]).get(f"/conseil/{council.council.slug}/auto-saisine")
    assert answer.status_code == 403
