"""The pages of a suspension: the moderator's form, the person's reasons, the appeal, the end."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from consult.accounts.operations.erasure import erase_user
from consult.accounts.personal_data import TextsFate
from consult.kit import clock, jobs
from consult.kit.db import database
from consult.kit.mail import OutgoingMail
from contributions.models import Proposal
from moderation import personal_data
from moderation.models import Degree, Suspension
from moderation.operations.suspensions import contest_suspension
from moderation.queries.suspensions import suspensions_page
from tests.factories import NOW
from tests.factories.contributions import post_proposal
from tests.factories.moderation import sanction
from tests.factories.people import PASSWORD, PASSWORD_HASH, make_user

TYPED = {"degree": "week", "rule": "1", "fact": "ces mots", "explanation": ""}


@pytest.fixture
def suspended(app, stored_scene):
    """Return the scene once its author is suspended for a week."""
    with app.test_request_context(), database().unit_of_work() as opened:
        text = opened.get_one(Proposal, stored_scene.proposal.id)
        stored_scene.suspension = sanction(stored_scene.moderator, text)
    return stored_scene


def _form(scene) -> str:
    return f"/moderation/{scene.proposal.id}/suspension"


def test_a_case_leads_to_the_form(browser, stored_scene):
    page = browser(stored_scene.moderator).get(f"/moderation/{stored_scene.proposal.id}").text
    assert _form(stored_scene) in page


def test_a_moderator_suspends_and_the_person_no_longer_writes(browser, stored_scene):
    answer = browser(stored_scene.moderator).post(_form(stored_scene), TYPED)
    assert answer.location == "/moderation/suspensions/1"
    address = f"/consultations/{stored_scene.consultation.slug}/proposer"
    refused = browser(stored_scene.author).get(address)
    assert refused.status_code == 403
    assert "8 octobre 2026" in refused.text
    # The way to the reasons, and from there to the appeal.
    assert 'href="/mon-compte/moderation">Lire pourquoi votre compte est suspendu' in refused.text
    own = browser(stored_scene.author).get("/mon-compte/moderation").text
    assert 'href="/suspensions/1/recours">Contester cette décision' in own
    assert "Lire pourquoi" not in browser(stored_scene.reader).get("/moderation").text


def test_what_was_typed_stays_when_a_step_is_skipped(browser, stored_scene):
    typed = {**TYPED, "rule": "7", "explanation": "Sans rapport."}
    answer = browser(stored_scene.moderator).post(_form(stored_scene), typed)
    assert answer.status_code == 422
    assert "Choisissez une mesure moins forte" in answer.text
    assert "Sans rapport." in answer.text


@pytest.mark.parametrize("degree", ["", "life"])
def test_an_unknown_measure_is_refused(browser, stored_scene, degree):
    assert (
        browser(stored_scene.moderator).post(_form(stored_scene), {**TYPED, "degree": degree}).status_code == 422
    )


def test_a_suspended_person_neither_votes_nor_edits(browser, suspended):
    person = browser(suspended.author)
    vote = person.post(f"/propositions/{suspended.proposal.id}/vote", {"position": "for"})
    edit = person.get(f"/propositions/{suspended.proposal.id}/modifier")
    assert (vote.status_code, edit.status_code) == (403, 403)


def test_a_suspended_person_reads_and_withdraws(browser, suspended):
    person = browser(suspended.author)
    page = person.get(f"/propositions/{suspended.proposal.id}-{suspended.proposal.slug}")
    assert page.status_code == 200
    assert person.post(f"/propositions/{suspended.proposal.id}/retirer", {"reason": "done"}).status_code in {
        302,
        422,
    }


def test_it_is_told_at_sign_in_and_stays_in_the_menu(app, browser, suspended, store):
    with app.app_context(), database().unit_of_work() as opened:
        opened.get_one(type(suspended.author), suspended.author.id).password_hash = PASSWORD_HASH
    reader = browser()
    reader.post("/connexion", {"email": suspended.author.email, "password": PASSWORD})
    page = reader.get("/mon-compte").text
    assert "Votre compte est suspendu." in page
    assert "/mon-compte/moderation" in page


def test_nothing_of_it_is_shown_to_others(browser, suspended):
    page = browser(suspended.reader).get("/mon-compte").text
    assert "/mon-compte/moderation" not in page


def test_the_person_reads_the_reasons(browser, suspended):
    page = browser(suspended.author).get(f"/suspensions/{suspended.suspension.id}").text
    for words in ("insulte une personne", "Par une personne", "Contester cette décision", "8 octobre 2026"):
        assert words in page


def test_the_list_of_ones_own_leads_to_the_reasons(browser, suspended):
    page = browser(suspended.author).get("/mon-compte/moderation").text
    assert f"/suspensions/{suspended.suspension.id}" in page


def test_who_was_never_warned_reads_it_so(browser, suspended):
    assert "ni avertissement ni suspension" in browser(suspended.reader).get("/mon-compte/moderation").text


def test_an_appeal_goes_to_another_moderator_who_reverses_it(browser, suspended):
    one = suspended.suspension.id
    assert browser(suspended.author).post(f"/suspensions/{one}/recours", {"text": "Je citais."}).status_code == 302
    assert "Contestée" in browser(suspended.second).get("/moderation/suspensions").text
    first = browser(suspended.moderator).post(
        f"/moderation/suspensions/{one}", {"answer": "Non.", "outcome": "confirm"}
    )
    second = browser(suspended.second).post(
        f"/moderation/suspensions/{one}", {"answer": "En effet.", "outcome": "reverse"}
    )
    assert (first.status_code, second.status_code) == (403, 302)
    address = f"/consultations/{suspended.consultation.slug}/proposer"
    assert browser(suspended.author).get(address).status_code == 200


def test_the_desk_of_appeals_counts_contested_suspensions(browser, suspended):
    browser(suspended.author).post(f"/suspensions/{suspended.suspension.id}/recours", {"text": "Je citais."})
    page = browser(suspended.second).get("/moderation/recours").text
    assert "1 suspension contestée attend une réponse" in page
    assert '<span class="menu-count">1</span>' in page
    assert "suspension contestée" not in browser(suspended.moderator).get("/moderation/recours").text


def test_contesting_twice_is_refused(browser, suspended):
    address = f"/suspensions/{suspended.suspension.id}/recours"
    person = browser(suspended.author)
    assert [person.post(address, {"text": "Je citais."}).status_code for _ in range(2)] == [302, 409]


def test_a_moderator_lifts_it_before_its_day(browser, suspended):
    address = f"/moderation/suspensions/{suspended.suspension.id}"
    desk = browser(suspended.second)
    assert "Lever la suspension maintenant" in desk.get(address).text
    assert desk.post(f"{address}/lever").location == address
    assert "Lever la suspension maintenant" not in desk.get(address).text


def test_lifting_it_loses_no_reason_typed_for_the_appeal(app, browser, suspended):
    address = f"/moderation/suspensions/{suspended.suspension.id}"
    browser(suspended.author).post(
        f"/suspensions/{suspended.suspension.id}/recours", {"text": "Je citais.\n\nVrai."}
    )
    desk = browser(suspended.second)
    assert f'formaction="{address}/lever"' in (page := desk.get(address).text)
    assert "<p>Je citais.</p><p>Vrai.</p>" in page
    lifted = desk.post(f"{address}/lever", {"answer": "Il citait un élu.", "outcome": "confirm"})
    assert (lifted.status_code, "Il citait un élu." in lifted.text) == (200, True)
    assert "La suspension est levée" in lifted.text
    assert desk.post(address, {"answer": "Il citait un élu.", "outcome": "reverse"}).status_code == 302
    with app.app_context(), database().unit_of_work(writes=False) as opened:
        told = [one.text for one in opened.scalars(select(OutgoingMail).order_by(OutgoingMail.id))]
    # The letters: the text and the passage, the receipt, the end, the answer.
    assert (suspended.proposal.excerpt in told[0], len(told)) == (True, 4)
    assert "jusqu’au 8 octobre 2026" in told[1]


def test_reasons_are_read_paragraph_by_paragraph(browser, stored_scene):
    typed = {**TYPED, "explanation": "D’abord ceci.\n\nEnsuite cela."}
    browser(stored_scene.moderator).post(_form(stored_scene), typed)
    for person, address in ((stored_scene.author, ""), (stored_scene.moderator, "/moderation")):
        page = browser(person).get(f"{address}/suspensions/1").text
        assert "<dd><p>D’abord ceci.</p><p>Ensuite cela.</p></dd>" in page


def test_the_worker_ends_it_on_its_day(app, suspended):
    with app.app_context(), clock.set_to(NOW + timedelta(days=7)):
        jobs.run_due()
        with database().unit_of_work(writes=False) as opened:
            ended = opened.get_one(Suspension, suspended.suspension.id)
            assert (ended.lifted_at, ended.lifted_by_id) == (NOW + timedelta(days=7), None)


def test_an_empty_desk_says_what_will_be_there(browser, stored_scene):
    assert "Aucun compte n’a été averti" in browser(stored_scene.moderator).get("/moderation/suspensions").text


def test_the_contested_come_first_page_after_page(scene):
    texts = [post_proposal(scene.author, scene.consultation) for _ in range(5)]
    decided = [sanction(scene.moderator, text, Degree.WARNING) for text in texts]
    contest_suspension(decided[1], "Non.", at=NOW)
    seen, cursor = [], None
    for _ in range(3):
        page = suspensions_page(scene.second, cursor=cursor, size=2)
        seen += [decided.index(one) for one in page.items]
        cursor = page.following
    assert (seen, cursor) == ([1, 4, 3, 2, 0], None)


def test_it_is_handed_over_without_who_decided(scene):
    sanction(scene.moderator, scene.proposal, fact="ces mots")
    parts = {part.name: part.content for part in personal_data.hand_over(scene.author, NOW)}
    [line] = parts["suspensions"]
    assert (line["degree"], line["fact"]) == ("week", "ces mots")
    assert "decided_by_id" not in line


def test_leaving_empties_what_it_said_of_the_person(scene):
    decided = sanction(scene.moderator, scene.proposal, fact="ces mots")
    erase_user(scene.author, TextsFate.UNSIGNED, at=NOW)
    scene.session.expire_all()
    assert (decided.fact, decided.explanation, decided.restriction_id) == ("", "", None)


def test_a_suspension_elsewhere_is_not_listed_to_a_local_moderator(scene):
    sanction(scene.moderator, scene.proposal)
    stranger = make_user()
    scene.session.add(stranger)
    scene.session.flush()
    assert suspensions_page(stranger).items == []
