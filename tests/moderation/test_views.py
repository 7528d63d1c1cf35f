"""What everyone reads and does about moderation."""

import csv
import io

import pytest
from sqlalchemy import select

from consult.kit.db import database
from contributions.models import Proposal
from contributions.operations import SourceDraft, add_source
from moderation import views
from moderation.models import Flag, Verdict
from tests.factories import NOW
from tests.factories.contributions import post_argument, post_comment
from tests.factories.forms import OPENED
from tests.factories.moderation import decide_on, flag

VISITOR_S = {"rule": "5", "email": "voisine@exemple.fr", "opened": OPENED}


def _flags(app):
    with app.app_context(), database().unit_of_work(writes=False) as opened:
        return opened.scalars(select(Flag)).all()


def _address(scene):
    return f"/contributions/{scene.proposal.id}/signaler"


@pytest.fixture
def decided(app, stored_scene):
    """Return the scene once its proposal was flagged, then hidden."""
    with app.test_request_context(), database().unit_of_work() as opened:
        proposal = opened.get_one(Proposal, stored_scene.proposal.id)
        flag(stored_scene.reader, proposal, comment="Regardez la fin.")
        stored_scene.decision = decide_on(stored_scene.moderator, proposal, Verdict.HIDE)
    return stored_scene


def test_the_page_of_a_hidden_proposal_names_the_rule_in_place_of_its_title(browser, decided):
    page = browser().get(f"/propositions/{decided.proposal.id}-masquee").text
    assert f"<h1>Proposition masquée par la modération, règle {decided.decision.rule_number}</h1>" in page
    assert decided.proposal.title not in page
    # Neither what it said nor who said it.
    assert decided.author.display_name not in page


def test_what_is_hidden_under_a_proposal_names_the_rule_and_leads_to_it(app, browser, stored_scene):
    scene = stored_scene
    with app.test_request_context(), database().unit_of_work() as opened:
        scene.proposal, moderator = opened.get_one(Proposal, scene.proposal.id), opened.merge(scene.moderator)
        opened.merge(scene.consultation).pre_moderated = False
        opened.flush()
        link = SourceDraft("https://exemple.fr/etude", "Une étude du canton", source="Page 12.")
        texts = [post(scene.author, scene.proposal) for post in (post_argument, post_comment)]
        texts.append(add_source(scene.author, scene.proposal, link, at=NOW))
        for text, rule in zip(texts, (3, 1, 7), strict=True):
            decide_on(moderator, text, Verdict.HIDE, rule)
    page = browser().get(f"/propositions/{scene.proposal.id}-{scene.proposal.slug}").text
    charter = f"/consultations/{scene.consultation.slug}/charte"
    for rule in (3, 1, 7):
        sentence = f"Texte masqué par la modération, règle {rule}</a>"
        assert f'<a href="{charter}?version=1#regle-{rule}">{sentence}' in page
    assert 'id="regle-3"' in browser().get(f"{charter}?version=1").text
    assert not any(text.source in page for text in texts)


def test_the_form_offers_the_charters_rules(browser, stored_scene):
    page = browser().get(_address(stored_scene))
    assert page.status_code == 200
    assert "Ni insulte, ni attaque contre une personne" in page.text


def test_a_signed_in_person_flags_and_comes_back_to_the_text(app, browser, stored_scene):
    answer = browser(stored_scene.reader).post(_address(stored_scene), {"rule": "1", "comment": "La fin."})
    assert (answer.status_code, answer.location) == (
        302,
        f"/propositions/{stored_scene.proposal.id}-{stored_scene.proposal.slug}",
    )
    assert [one.flagger_id for one in _flags(app)] == [stored_scene.reader.id]


def test_a_second_flag_is_told_as_received_already_and_counts_once(app, browser, stored_scene):
    one = browser(stored_scene.reader)
    one.post(_address(stored_scene), {"rule": "1"})
    again = one.post(_address(stored_scene), {"rule": "2"}, follow_redirects=True).text
    assert "Vous avez déjà signalé ce texte le" in again
    assert "une personne va relire le texte" in again
    assert [flag.rule_number for flag in _flags(app)] == [1]


def test_the_form_is_not_offered_to_who_already_flagged(browser, stored_scene):
    one = browser(stored_scene.reader)
    one.post(_address(stored_scene), {"rule": "1"})
    page = one.get(_address(stored_scene)).text
    assert "votre signalement est reçu" in page
    assert 'name="rule"' not in page


def test_a_flag_that_was_answered_says_so(app, browser, stored_scene):
    with app.test_request_context(), database().unit_of_work() as opened:
        proposal = opened.get_one(Proposal, stored_scene.proposal.id)
        flag(stored_scene.reader, proposal)
        decide_on(stored_scene.moderator, proposal, Verdict.KEEP)
    page = browser(stored_scene.reader).get(_address(stored_scene)).text
    assert "une personne l’a relu depuis" in page


def test_what_a_visitor_reads_never_tells_whether_an_address_flagged(app, browser, stored_scene):
    said = [
        browser().post(_address(stored_scene), VISITOR_S, follow_redirects=True).text.partition("flash-success")[2]
        for _ in range(2)
    ]
    assert said[0][:400] == said[1][:400]
    assert "il ne compte qu’une fois" in said[0]
    assert len(_flags(app)) == 1


def test_a_visitor_flags_with_an_address(app, browser, stored_scene):
    answer = browser().post(_address(stored_scene), VISITOR_S)
    assert answer.status_code == 302
    assert [one.email for one in _flags(app)] == ["voisine@exemple.fr"]


@pytest.mark.parametrize(
    ("typed", "status"), [({"opened": ""}, 422), ({"website": "https://publicite.example"}, 302)]
)
def test_a_program_that_flags_at_once_or_fills_the_trap_writes_nothing(app, browser, stored_scene, typed, status):
    answer = browser().post(_address(stored_scene), {**VISITOR_S, **typed})
    assert answer.status_code == status
    assert _flags(app) == []


def test_a_visitor_who_went_too_fast_finds_what_they_wrote(app, browser, stored_scene):
    page = browser().post(_address(stored_scene), {**VISITOR_S, "opened": "", "comment": "La fin."}).text
    assert "La fin." in page
    assert "voisine@exemple.fr" in page


def test_a_signed_in_person_carries_neither_hour_nor_trap(browser, stored_scene):
    page = browser(stored_scene.reader).get(_address(stored_scene)).text
    assert 'name="opened"' not in page
    assert 'name="website"' not in page


@pytest.mark.parametrize("typed", [{}, {"rule": "99"}, {"rule": "x"}, {"rule": "1", "comment": "a" * 1001}])
def test_a_wrong_flag_is_refused_and_what_was_typed_stays(app, browser, stored_scene, typed):
    answer = browser(stored_scene.reader).post(_address(stored_scene), typed)
    assert answer.status_code == 422
    assert typed.get("comment", "") in answer.text
    assert _flags(app) == []


@pytest.mark.parametrize("email", ["", "voisine", "voisine@"])
def test_a_visitor_must_give_an_address_that_can_be_written_to(app, browser, stored_scene, email):
    assert browser().post(_address(stored_scene), {"rule": "1", "email": email}).status_code == 422
    assert _flags(app) == []


def test_nobody_flags_their_own_text(browser, stored_scene):
    assert browser(stored_scene.author).get(_address(stored_scene)).status_code == 403


def test_a_text_that_waits_cannot_be_flagged_by_who_cannot_read_it(browser, stored_scene):
    assert browser().get(f"/contributions/{stored_scene.waiting.id}/signaler").status_code == 404


def test_a_flood_of_flags_is_stopped(browser, stored_scene, monkeypatch):
    monkeypatch.setattr(views, "BY_ACCOUNT", views.Limit("flag by account", 1, 3600))
    reader = browser(stored_scene.reader)
    codes = [reader.post(_address(stored_scene), {"rule": "1"}).status_code for _ in range(2)]
    assert codes == [302, 429]


def test_the_author_reads_why(browser, decided):
    page = browser(decided.author).get(f"/decisions/{decided.decision.id}")
    assert page.status_code == 200
    assert "Dans le sujet" in page.text


def test_nobody_else_reads_the_reasons_given_to_an_author(browser, decided):
    address = f"/decisions/{decided.decision.id}"
    assert browser(decided.reader).get(address).status_code == 403
    assert browser().get(address).status_code == 302


def test_my_contributions_tell_the_decision_and_its_rule(browser, decided):
    page = browser(decided.author).get("/mes-contributions")
    assert "Modération\u00a0: masquée" in page.text
    assert "Dans le sujet" in page.text


def test_the_charter_of_a_consultation_is_public(browser, stored_scene):
    page = browser().get(f"/consultations/{stored_scene.consultation.slug}/charte")
    assert page.status_code == 200
    assert "Pas de publicité" in page.text


def test_the_register_names_nobody(browser, decided):
    page = browser().get("/registre-de-moderation")
    assert "Hors sujet" in page.text
    for one in (decided.author.display_name, decided.moderator.display_name, decided.reader.display_name):
        assert one not in page.text
    assert decided.proposal.title not in page.text


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("decision=hide", True),
        ("decision=remove", False),
        ("motif=insult", False),
        ("genre=proposal", True),
        ("annee=2025", False),
        ("theme=1", True),
        ("theme=999", False),
        ("par=personne&recours=", True),
        ("par=automatique", False),
        ("recours=oui", False),
    ],
)
def test_the_register_can_be_narrowed(browser, decided, asked, found):
    page = browser().get(f"/registre-de-moderation?{asked}")
    assert ("<tbody" in page.text) is found


@pytest.mark.parametrize("asked", ["decision=x", "consultation=a", "annee=99999", "suite=x"])
def test_a_filter_that_does_not_exist_is_refused(browser, asked):
    assert browser().get(f"/registre-de-moderation?{asked}").status_code == 400


def test_the_register_can_be_downloaded(browser, decided):
    answer = browser().get("/registre-de-moderation.csv?decision=hide")
    lines = list(csv.DictReader(io.StringIO(answer.text.removeprefix("\ufeff")), delimiter=";"))
    told = [(line["decision"], line["motif"], line["regle"]) for line in lines]
    assert told == [("Masquage", "Hors sujet", "7")]


def test_a_proposals_page_offers_to_flag_it(browser, stored_scene):
    address = f"/propositions/{stored_scene.proposal.id}-{stored_scene.proposal.slug}"
    assert _address(stored_scene) in browser(stored_scene.reader).get(address).text
    assert _address(stored_scene) not in browser(stored_scene.author).get(address).text


def test_a_moderator_goes_from_a_text_to_its_case(browser, stored_scene):
    page = browser(stored_scene.moderator).get(
        f"/propositions/{stored_scene.proposal.id}-{stored_scene.proposal.slug}"
    )
    assert f'href="/moderation/{stored_scene.proposal.id}"' in page.text
