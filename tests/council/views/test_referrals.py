"""A question on its pages: who reads it before it has a number, what it leads to, how the register is followed."""

from datetime import date, timedelta

import pytest
from sqlalchemy import select

from consult.accounts.models import Role, User
from consult.accounts.operations.erasure import erase_user
from consult.accounts.personal_data import TextsFate
from consult.consultations.models import Consultation, ConsultationStatus
from consult.kit import clock
from consult.kit.db import database
from council.models import Choice, Opinion, OpinionStatus, Referral, ReferralChange, ReferralStatus
from council.operations.agenda import ItemDraft, add_item
from council.operations.councils import CouncilDraft, Seat, create_council, seat_member
from council.operations.referrals import ReferralDraft, propose_referral, register_referral, second_referral
from council.operations.votes import Subject, cast, close_vote, open_vote
from council.personal_sittings import hand_over
from council.queries.referrals import referral_at
from tests.factories import NOW
from tests.factories.consultations import make_consultation
from tests.factories.councils import SINCE, TONIGHT, hold_sitting, seats
from tests.factories.people import make_user
from tests.factories.sittings import rows, words

ASKED = ReferralDraft(
    "Les guichets", "Faut-il les garder ?", "La présidence", date(2026, 9, 1), date(2026, 10, 15)
)
TYPED = {
    "title": "Les lieux",
    "source": "Où aller ?",
    "asked_by": "Le département",
    "asked_on": "",
    "due_on": "",
    "consultation": "",
    "documents": "",
}


@pytest.fixture
def scene(five):
    """Return a council of five members asked one thing, and that one of them proposes to ask itself another."""
    with five.app.test_request_context(), database().unit_of_work():
        five.asked = register_referral(five.secretariat, five.council, ASKED, at=NOW)
        five.own = propose_referral(seats(five)[0], ReferralDraft("Les lieux", "Où aller ?"), at=NOW)
    five.public, five.quiet = f"/saisines/{five.asked.id}", f"/saisines/{five.own.id}"
    five.register = f"/conseils/{five.council.slug}/saisines"
    return five


def change(scene, act):
    with scene.app.test_request_context(), database().unit_of_work() as unit:
        act(unit)


def now(scene, referral):
    return rows(scene, select(Referral).where(Referral.id == referral.id))[0]


def test_a_consultation_still_being_prepared_is_named_to_no_visitor(scene, browser):
    prepared = make_consultation(title="Une question pas encore posée", status=ConsultationStatus.DRAFT)

    def prepare(unit):
        unit.add(prepared)
        unit.flush()
        unit.get_one(Referral, scene.asked.id).consultation_id = prepared.id

    change(scene, prepare)
    page = browser().get(scene.public).text
    assert "pas encore posée" not in page
    assert "le conseil l’étudie" in page
    change(
        scene,
        lambda unit: setattr(unit.get_one(Consultation, prepared.id), "status", ConsultationStatus.PUBLISHED),
    )
    assert "pas encore posée" in browser().get(scene.public).text


# --- before it has a number -----------------------------------------------------------------


def test_a_proposal_is_read_by_those_who_sit_and_keep_the_desk_alone(scene, browser, store):
    moderator, elsewhere = store(make_user(Role.MODERATOR), make_user(Role.COUNCIL_MEMBER))
    change(
        scene,
        lambda _unit: seat_member(
            create_council(CouncilDraft("Ailleurs"), at=NOW), elsewhere, Seat("élus", starts_on=SINCE)
        ),
    )
    people = [scene.people[3], scene.secretariat, scene.former, moderator, elsewhere]
    assert [browser(who).get(scene.quiet).status_code for who in people] == [200, 200, 403, 403, 403]
    assert browser().get(scene.quiet).status_code in {302, 403}


def test_a_proposal_shows_nowhere_in_public_before_its_vote(scene, browser):
    visitor = browser()
    addresses = (scene.register, f"{scene.register}.atom", f"/conseils/{scene.council.slug}")
    assert ["Les lieux" in visitor.get(address).text for address in addresses] == [False] * 3
    assert ["Les guichets" in visitor.get(address).text for address in addresses] == [True] * 3


def test_members_in_office_find_it_on_their_desk_and_those_who_left_do_not(scene, browser):
    assert scene.quiet in browser(scene.people[4]).get("/conseil").text
    assert scene.quiet not in browser(scene.former).get("/conseil").text


def test_the_secretariat_sees_it_among_the_others_without_a_number(scene, browser):
    page = words(browser(scene.secretariat).get(f"/secretariat{scene.register}"))
    assert page.index("sans numéro") < page.index("2026-01")
    assert "Proposée, attend un soutien" in page


def test_only_another_member_is_offered_to_support_and_only_its_author_to_withdraw(scene, browser):
    pages = [browser(scene.people[place]).get(scene.quiet).text for place in (0, 1)]
    assert ["Soutenir cette auto-saisine" in page for page in pages] == [False, True]
    assert ["/retrait" in page for page in pages] == [True, False]


def test_who_supports_it_is_named_and_the_council_is_told_it_may_vote(scene, browser):
    answer = browser(scene.people[2]).post(f"/conseil{scene.quiet}/soutien", follow_redirects=True)
    assert f"Avec le soutien de : {scene.people[2].display_name}" in words(answer)
    assert "Soutenue, attend le vote du conseil" in words(answer)


# --- once everyone reads it -----------------------------------------------------------------


def test_its_page_says_who_asks_since_when_and_until_when(scene, browser):
    page = words(browser().get(scene.public))
    found = [
        one in page for one in ("Saisine n° 2026-01", "La présidence", "1er septembre 2026", "15 octobre 2026")
    ]
    assert found == [True] * 4
    assert "réponse attendue dans 14 jours" in page
    assert "Modifier la saisine" not in page


def test_a_late_one_says_by_how_much_on_the_register_and_on_the_council_s_page(scene, browser):
    with clock.set_to(NOW + timedelta(days=20)):
        assert "en retard de 6 jours" in words(browser().get(scene.register))
        assert "En retard" in browser().get(f"/conseils/{scene.council.slug}").text


def test_it_leads_to_the_sitting_and_the_vote_that_dealt_with_it(scene, browser):
    def settle(_unit):
        referral, (first, second, *_others) = referral_at(scene.own.id), seats(scene)
        second_referral(second, referral, at=NOW)
        sitting = hold_sitting(scene)
        add_item(sitting, ItemDraft("Les lieux", referral_id=referral.id))
        vote = open_vote(scene.people[0], sitting, Subject(referral=referral), "Nous en saisir", at=TONIGHT)
        for seat in (first, second):
            cast(seat, vote, Choice.FOR, at=TONIGHT)
        close_vote(scene.people[0], vote, at=TONIGHT)
        scene.sitting, scene.vote = sitting, vote

    change(scene, settle)
    page = words(browser().get(scene.quiet))
    assert "Auto-saisine n° 2026-02" in page
    assert f"/seances/{scene.sitting.id}" in page
    assert f"#scrutin-{scene.vote.id}" in page
    assert "Nous en saisir" in page
    assert browser().get(f"/seances/{scene.sitting.id}").text.count(f'href="{scene.quiet}"') == 2
    assert scene.people[0].display_name in page


def drafted_opinion(scene):
    change(
        scene,
        lambda unit: unit.add(
            Opinion(
                council_id=scene.council.id,
                referral_id=scene.asked.id,
                rapporteur_id=scene.people[0].id,
                title="Avis encore secret",
                status=OpinionStatus.DRAFT,
                created_at=NOW,
            )
        ),
    )


def test_an_opinion_being_written_on_it_is_shown_to_members_in_office_alone(scene, browser):
    drafted_opinion(scene)
    readers = (scene.people[3], scene.former, scene.secretariat, None)
    shown = ["Avis encore secret" in browser(who).get(scene.public).text for who in readers]
    assert shown == [True, False, False, False]


def test_a_member_whose_mandate_ended_is_not_offered_to_begin_an_opinion(scene, browser):
    shown = ["Commencer un avis" in browser(who).get(scene.public).text for who in (scene.people[3], scene.former)]
    assert shown == [True, False]


def test_the_register_reads_in_english_with_the_question_kept_as_it_was_asked(scene, browser):
    page = words(browser().get(f"{scene.register}?lang=en"))
    assert '<html lang="en"' in page
    assert "Registre des saisines" not in page
    assert '<a href="/saisines/1" lang="fr">Les guichets' in page


def test_the_feed_keeps_the_name_of_an_entry_and_dates_what_became_of_it(scene, browser):
    before = browser().get(f"{scene.register}.atom").text
    later = NOW + timedelta(days=2)
    with clock.set_to(later):
        browser(scene.secretariat).post(f"/conseil{scene.public}/retrait", {"reason": "Sans objet."})
        after = browser().get(f"{scene.register}.atom").text
    name = f"conseil/{scene.council.id}/saisine/{scene.asked.id}</id>"
    assert (name in before, name in after) == (True, True)
    assert f"<updated>{later:%Y-%m-%dT%H:%M:%S}" in after.partition("<entry>")[2]
    assert ("À l’étude" in before, "Retirée" in after) == (True, True)


# --- at the desk ----------------------------------------------------------------------------


def test_a_withdrawal_at_the_desk_asks_why_and_keeps_what_was_read(scene, browser):
    desk, address = browser(scene.secretariat), f"/conseil{scene.public}/retrait"
    assert "Les guichets" in desk.get(address).text
    assert desk.post(address, {"reason": " "}).status_code == 422
    assert now(scene, scene.asked).status is ReferralStatus.UNDER_STUDY
    page = words(desk.post(address, {"reason": "La Région y renonce."}, follow_redirects=True))
    assert "La Région y renonce." in page
    assert desk.post(address, {"reason": "Encore."}).status_code == 403


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"title": ""}, "Donnez un titre"),
        ({"asked_by": " "}, "Dites qui saisit le conseil"),
        ({"due_on": "2026-09-01"}, "attendue avant la demande"),
        ({"documents": "Étude ftp://ailleurs"}, "https://"),
    ],
)
def test_what_is_refused_is_said_and_what_was_typed_stays(scene, browser, wrong, said):
    answer = browser(scene.secretariat).post(
        f"/secretariat/conseils/{scene.council.slug}/nouvelle-saisine", {**TYPED, **wrong}
    )
    assert (answer.status_code, said in words(answer), "Où aller ?" in words(answer)) == (422, True, True)
    assert len(rows(scene, select(Referral))) == 2


def test_a_document_without_a_title_is_named_by_its_address(scene, browser):
    typed = {**TYPED, "documents": "https://region.example/d.pdf\n\nLe bilan 2025 /documents/bilan.pdf"}
    browser(scene.secretariat).post(f"/secretariat{scene.public}", typed)
    page = browser().get(scene.public).text
    assert 'href="https://region.example/d.pdf"' in page
    assert ">Le bilan 2025</a>" in page


@pytest.mark.parametrize("who", ["member", "former", "citizen"])
def test_nobody_but_the_secretariat_corrects_or_records_a_question(scene, browser, store, who):
    (citizen,) = store(make_user())
    reader = browser({"member": scene.people[0], "former": scene.former, "citizen": citizen}[who])
    addresses = (
        f"/secretariat{scene.public}",
        f"/secretariat/conseils/{scene.council.slug}/nouvelle-saisine",
    )
    assert {reader.post(address, TYPED).status_code for address in addresses} == {403}
    assert {reader.get(address).status_code for address in (*addresses, f"/secretariat{scene.register}")} == {403}
    assert now(scene, scene.asked).title == "Les guichets"


# --- whoever leaves -------------------------------------------------------------------------


def test_someone_is_handed_what_they_proposed_and_it_stays_unnamed_when_they_leave(scene, browser):
    with scene.app.test_request_context(), database().unit_of_work() as unit:
        author = unit.get_one(User, scene.people[0].id)
        given = {part.name: part.content for part in hand_over(author, NOW)}
        erase_user(author, TextsFate.UNSIGNED, at=NOW)
    assert [(one["titre"], one["texte"]) for one in given["auto-saisines"]] == [("Les lieux", "Où aller ?")]
    page = browser(scene.people[1]).get(scene.quiet).text
    assert "Membre qui a supprimé son compte" in page
    assert scene.people[0].display_name not in page
    assert len(rows(scene, select(ReferralChange))) == 2
