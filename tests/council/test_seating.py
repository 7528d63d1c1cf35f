"""Who comes to sit: by an account, by an invitation, by a name alone; and mandates that end and are renewed."""

from datetime import date

import pytest
from sqlalchemy import select

from consult.accounts.models import ContributorKind, Role, User
from consult.accounts.operations.invitations import Newcomer
from consult.accounts.operations.invitations import accept as accept_invitation
from consult.kit.db import database
from consult.kit.mail import OutgoingMail
from council.models import Council, CouncilMember, Mandate
from tests.factories import NOW
from tests.factories.councils import ENDED_ON, a_council
from tests.factories.people import make_user

SEAT = {"capacity": "Recherche", "office": "member", "starts_on": "2026-02-01", "ends_on": ""}
INVITED = {**SEAT, "email": "Jeanne@univ.example", "display_name": "Jeanne Moreau"}
SAID = {
    "name": "Conseil du Loiret",
    "level": "department",
    "territory_name": "Loiret",
    "summary": "Il éclaire le département.",
    "deed": "Délibération du 3 mai",
    "contact": "",
    "quorum_share": "40",
    "sittings_owed": "4",
}


@pytest.fixture
def scene(app, browser):
    """Return a council of two members and the browser of its secretariat."""
    made = a_council(app, members=2)
    made.desk = browser(made.secretariat)
    made.at = f"/secretariat/conseils/{made.council.slug}"
    return made


def read(scene, statement):
    with scene.app.app_context(), database().unit_of_work() as unit:
        return unit.scalars(statement).unique().all()


def newest(scene):
    with scene.app.app_context(), database().unit_of_work() as unit:
        member = unit.scalars(select(CouncilMember).order_by(CouncilMember.id.desc())).first()
        user = member.user
        list(user.grants)
        return member, user, list(member.mandates)


def test_a_council_says_its_level_its_quorum_and_what_it_owes(scene, browser):
    scene.desk.post("/secretariat/conseils", SAID)
    (made,) = read(scene, select(Council).where(Council.name == SAID["name"]))
    assert (made.level.value, made.quorum_share, made.sittings_owed) == ("department", 40, 4)
    page = browser().get(f"/conseils/{made.slug}").text
    assert "Département" in page
    assert "0 tenues, 4 dues" in page


@pytest.mark.parametrize(
    "wrong", [{"quorum_share": "120"}, {"quorum_share": "la moitié"}, {"sittings_owed": "-1"}]
)
def test_a_council_is_refused_a_quorum_that_means_nothing(scene, wrong):
    assert scene.desk.post("/secretariat/conseils", {**SAID, **wrong}).status_code == 422
    assert read(scene, select(Council).where(Council.name == SAID["name"])) == []


def test_a_council_is_changed_and_its_address_stays(scene):
    scene.desk.post(scene.at, {**SAID, "name": "Conseil renommé"})
    (council,) = read(scene, select(Council))
    assert (council.name, council.slug) == ("Conseil renommé", scene.council.slug)


def test_someone_without_an_account_is_invited_and_sits_under_their_name_at_once(scene, browser):
    scene.desk.post(f"{scene.at}/membres", INVITED)
    member, user, _mandates = newest(scene)
    assert (member.invited_email, member.has_account, user.email) == ("jeanne@univ.example", False, None)
    (mail,) = read(scene, select(OutgoingMail))
    assert mail.recipient == "jeanne@univ.example"
    page = browser().get(f"/conseils/{scene.council.slug}").text
    assert "Jeanne Moreau" in page
    assert "jeanne@univ.example" not in page


def accept(scene):
    (mail,) = read(scene, select(OutgoingMail))
    token = next(word for word in mail.text.split() if "/invitation/" in word).rpartition("/")[2]
    newcomer = Newcomer("Jeanne M.", ContributorKind.CITIZEN, "une longue phrase de passe")
    with scene.app.app_context(), database().unit_of_work():
        return accept_invitation(token, newcomer, at=NOW)


def test_the_account_takes_the_seat_when_the_invitation_is_accepted(scene):
    scene.desk.post(f"{scene.at}/membres", INVITED)
    before, placeholder, _mandates = newest(scene)
    account = accept(scene)
    member, user, mandates = newest(scene)
    assert (member.id, user.id, member.invited_email) == (before.id, account.id, None)
    assert len(mandates) == 1
    assert user.has_role(Role.COUNCIL_MEMBER)
    assert read(scene, select(User).where(User.id == placeholder.id)) == []


def test_nobody_is_invited_twice_to_the_same_council(scene):
    scene.desk.post(f"{scene.at}/membres", INVITED)
    assert scene.desk.post(f"{scene.at}/membres", INVITED).status_code == 422
    assert len(read(scene, select(OutgoingMail))) == 1


def test_someone_without_an_address_sits_and_the_page_says_how(scene, browser):
    scene.desk.post(f"{scene.at}/membres", {**INVITED, "email": ""})
    member, _user, _mandates = newest(scene)
    assert (member.address, member.has_account) == (None, False)
    assert "sans compte" in browser().get(f"/conseils/{scene.council.slug}").text


def test_a_newcomer_needs_a_name(scene):
    answer = scene.desk.post(f"{scene.at}/membres", {**INVITED, "display_name": ""})
    assert (answer.status_code, "Donnez le nom" in answer.text) == (422, True)
    answer = scene.desk.post(f"{scene.at}/membres", {**INVITED, "display_name": "", "email": ""})
    assert (answer.status_code, "Donnez un nom ou une adresse." in answer.text) == (422, True)


def test_whoever_has_an_account_sits_by_it_and_receives_the_role(scene, store):
    (citizen,) = store(make_user(Role.CITIZEN))
    scene.desk.post(f"{scene.at}/membres", {**SEAT, "email": citizen.email, "display_name": ""})
    member, user, _mandates = newest(scene)
    assert (user.id, member.has_account, user.has_role(Role.COUNCIL_MEMBER)) == (citizen.id, True, True)


def former_member(scene):
    (member,) = read(scene, select(CouncilMember).where(CouncilMember.user_id == scene.former.id))
    return member


def test_a_mandate_is_renewed_and_the_history_stays(scene):
    member = former_member(scene)
    scene.desk.post(f"/secretariat/membres/{member.id}/mandat", {**SEAT, "office": "president"})
    kept = read(scene, select(Mandate).where(Mandate.member_id == member.id).order_by(Mandate.starts_on))
    assert [(one.office.value, one.ends_on) for one in kept] == [("member", ENDED_ON), ("president", None)]


@pytest.mark.parametrize("starts_on", ["2025-06-01", "2026-01-01"])
def test_two_mandates_of_one_person_do_not_meet(scene, starts_on):
    member = former_member(scene)
    answer = scene.desk.post(f"/secretariat/membres/{member.id}/mandat", {**SEAT, "starts_on": starts_on})
    assert (answer.status_code, "a déjà un mandat" in answer.text) == (422, True)


def test_former_members_are_named_apart(scene, browser):
    page = browser().get(f"/conseils/{scene.council.slug}").text
    assert "1 ancien membre" in page.replace("\u00a0", " ")
    assert scene.former.display_name in page.partition("ancien membre")[2]


@pytest.mark.parametrize("who", ["member", "former", "moderator"])
def test_only_the_secretariat_gives_seats(scene, browser, store, who):
    (moderator,) = store(make_user(Role.MODERATOR))
    people = {"member": scene.people[0], "former": scene.former, "moderator": moderator}
    member = former_member(scene)
    reader = browser(people[who])
    answers = {
        reader.post(address, INVITED).status_code
        for address in (f"{scene.at}/membres", f"/secretariat/membres/{member.id}/mandat")
    }
    assert answers == {403}
    assert date(2026, 2, 1) not in {one.starts_on for one in read(scene, select(Mandate))}
