"""The pages of a charter: changed on the desk, read by all, accepted before writing."""

import pytest

from consult.accounts.models import Role
from consult.consultations.models import Consultation
from consult.kit.db import database
from contributions.models import Proposal
from moderation.charter import DEFAULT
from moderation.models import FlagReason
from moderation.operations.charters import RuleDraft, adopt_charter
from tests.factories import NOW
from tests.factories.consultations import make_consultation
from tests.factories.contributions import post_comment
from tests.factories.people import make_user


def typed(*, version: int = 1, **changes: str) -> dict[str, str]:
    """Return the form of the default charter as a browser sends it, with some fields changed."""
    sent = {"version": str(version)}
    for place, rule in enumerate(DEFAULT.rules):
        values = {"title": rule.title, "reason": rule.reason.value, "body": rule.body, "statement": rule.statement}
        sent |= {f"rules-{place}-{name}": str(value) for name, value in values.items()}
    return {**sent, **changes}


@pytest.fixture
def secretary(store):
    [one] = store(make_user(Role.SECRETARIAT))
    return one


@pytest.fixture
def adopted(app, stored_scene):
    """Return the scene once its consultation has rules of its own."""
    with app.test_request_context(), database().unit_of_work() as opened:
        drafts = [RuleDraft(rule.reason, str(rule.title), str(rule.body)) for rule in DEFAULT.rules]
        drafts.append(RuleDraft(FlagReason.OFF_TOPIC, "Le numérique, rien d’autre"))
        consultation = opened.get_one(Consultation, stored_scene.consultation.id)
        adopt_charter(stored_scene.moderator, consultation, drafts, read_version=1, at=NOW)
    return stored_scene


def _desk(scene) -> str:
    return f"/secretariat/consultations/{scene.consultation.slug}/charte"


def _write(scene) -> str:
    return f"/consultations/{scene.consultation.slug}/proposer"


def test_the_desk_of_the_consultation_leads_to_its_charter(browser, secretary, stored_scene):
    page = browser(secretary).get(f"/secretariat/consultations/{stored_scene.consultation.slug}").text
    assert _desk(stored_scene) in page
    assert "Celle que propose le site" in page


def test_the_desk_shows_the_rules_in_force_and_room_for_more(browser, secretary, stored_scene):
    page = browser(secretary).get(_desk(stored_scene)).text
    assert "Pas de publicité" in page
    assert 'name="rules-11-title"' in page
    assert 'name="rules-12-title"' not in page


def test_a_change_is_a_new_dated_version_that_everyone_reads(browser, secretary, stored_scene):
    changed = typed(**{"rules-6-title": "Le numérique, rien d’autre"})
    answer = browser(secretary).post(_desk(stored_scene), changed)
    assert answer.location == f"/consultations/{stored_scene.consultation.slug}/charte"
    page = browser().get(answer.location).text
    for words in ("Le numérique, rien d’autre", "Version 2", "adoptée le 1er octobre 2026"):
        assert words in page


def test_a_former_version_says_that_it_is_no_longer_in_force(browser, adopted):
    page = browser().get(f"/consultations/{adopted.consultation.slug}/charte?version=1").text
    assert "Cette version n’est plus en vigueur." in page
    assert "Le numérique, rien d’autre" not in page


@pytest.mark.parametrize(("version", "code"), [("9", 404), ("x", 400)])
def test_a_version_that_never_was_is_not_found(browser, adopted, version, code):
    address = f"/consultations/{adopted.consultation.slug}/charte?version={version}"
    assert browser().get(address).status_code == code


def test_what_was_typed_stays_when_a_rule_of_the_law_is_missing(browser, secretary, stored_scene):
    sent = typed(**{"rules-1-title": "", "rules-6-title": "Le numérique, rien d’autre"})
    answer = browser(secretary).post(_desk(stored_scene), sent)
    assert answer.status_code == 422
    assert "Gardez une règle" in answer.text
    assert "Le numérique, rien d’autre" in answer.text


@pytest.mark.parametrize("field", ["rules-0-title", "rules-0-body", "rules-0-statement"])
def test_a_rule_too_long_is_refused(browser, secretary, stored_scene, field):
    assert browser(secretary).post(_desk(stored_scene), typed(**{field: "a" * 700})).status_code == 422


def test_an_outdated_form_is_refused(browser, secretary, adopted):
    assert browser(secretary).post(_desk(adopted), typed(version=1)).status_code == 409


@pytest.mark.parametrize("role", [Role.MODERATOR, Role.FACILITATOR, Role.COUNCIL_MEMBER])
def test_only_those_who_run_the_consultation_change_its_charter(browser, store, stored_scene, role):
    [person] = store(make_user(role))
    assert browser(person).post(_desk(stored_scene), typed()).status_code == 403


def test_the_secretariat_of_another_consultation_does_not(browser, store, stored_scene):
    other = make_consultation()
    store(other)
    [person] = store(make_user(Role.SECRETARIAT, consultation_id=other.id))
    assert browser(person).get(_desk(stored_scene)).status_code == 403


def test_under_the_default_charter_one_writes_at_once(browser, stored_scene):
    assert browser(stored_scene.reader).get(_write(stored_scene)).status_code == 200


def test_under_a_new_charter_one_reads_it_then_writes(browser, adopted):
    reader = browser(adopted.reader)
    asked = reader.get(_write(adopted)).location
    assert asked.startswith(f"/consultations/{adopted.consultation.slug}/charte/accepter?suite=")
    assert "Le numérique, rien d’autre" in reader.get(asked).text
    sent = reader.post(asked.partition("?")[0], {"suite": _write(adopted)})
    assert sent.location == _write(adopted)
    assert reader.get(_write(adopted)).status_code == 200


def test_it_is_asked_before_answering_as_well(app, browser, adopted):
    with app.test_request_context(), database().unit_of_work() as opened:
        comment = post_comment(adopted.author, opened.get_one(Proposal, adopted.proposal.id))
    reader = browser(adopted.reader)
    pages = [
        f"/propositions/{adopted.proposal.id}/argumenter",
        f"/propositions/{adopted.proposal.id}/commenter",
        f"/commentaires/{comment.id}/repondre",
    ]
    assert {reader.get(page).location.partition("?")[0] for page in pages} == {
        f"/consultations/{adopted.consultation.slug}/charte/accepter"
    }


def test_reading_and_voting_ask_nothing(browser, adopted):
    reader = browser(adopted.reader)
    page = reader.get(f"/propositions/{adopted.proposal.id}-{adopted.proposal.slug}")
    vote = reader.post(f"/propositions/{adopted.proposal.id}/vote", {"position": "for"})
    assert (page.status_code, vote.status_code < 400) == (200, True)
    assert "charte/accepter" not in vote.location


def test_accepting_never_leads_to_another_site(browser, adopted):
    address = f"/consultations/{adopted.consultation.slug}/charte/accepter"
    answer = browser(adopted.reader).post(address, {"suite": "//ailleurs.example"})
    assert answer.location == f"/consultations/{adopted.consultation.slug}"


def test_there_is_nothing_to_accept_under_the_default_charter(browser, stored_scene):
    address = f"/consultations/{stored_scene.consultation.slug}/charte/accepter"
    assert browser(stored_scene.reader).get(address).status_code == 404


def test_who_signs_up_reads_the_rules_that_moderation_cites(browser):
    page = browser().get("/charte").text
    for rule in DEFAULT.rules:
        assert str(rule.title) in page
