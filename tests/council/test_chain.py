"""The chain of a consultation, step by step, at each moment of its life."""

from datetime import timedelta

import pytest

from consult.accounts.models import Visitor
from consult.consultations.models import ConsultationStatus
from consult.kit.db import database, session
from contributions.models import Contribution
from council.chain import chain_of
from council.journeys import tell_what_followed
from council.models import Opinion
from council.operations.councils import CouncilDraft, address_council, create_council
from tests.factories import NOW
from tests.factories.consultations import make_consultation, make_phase


def told(consultation, at=NOW) -> list[tuple[str, str]]:
    """Return the label and the state of each step, as any visitor is shown them."""
    return [(str(step.label), step.state) for step in chain_of(consultation, Visitor(), at)]


@pytest.fixture
def page(app):
    """Open a request: the steps hold addresses."""
    with app.test_request_context(), database().unit_of_work() as opened:
        yield opened


@pytest.fixture
def opened(page):
    """Return a consultation under way."""
    consultation = make_consultation()
    page.add(consultation)
    page.flush()
    return consultation


def test_an_open_consultation_is_where_people_contribute(opened):
    assert told(opened) == [
        ("La question est posée", "done"),
        ("Les habitants contribuent", "current"),
        ("Les modérateurs veillent à la charte", "current"),
        ("Une synthèse est écrite", "ahead"),
        ("Le conseil rend son avis", "ahead"),
        ("La Région répond", "ahead"),
    ]


def test_a_consultation_to_come_has_only_its_question_under_way(page):
    later = make_phase(opens_at=NOW + timedelta(days=3), closes_at=NOW + timedelta(days=30))
    consultation = make_consultation(phases=[later])
    page.add(consultation)
    page.flush()
    states = dict(told(consultation))
    assert (states["La question est posée"], states["Les habitants contribuent"]) == ("current", "ahead")


def test_a_closed_consultation_waits_for_its_synthesis(opened):
    opened.status, opened.closed_at = ConsultationStatus.CLOSED, NOW
    states = dict(told(opened))
    assert states["Les habitants contribuent"] == "done"
    assert states["Une synthèse est écrite"] == "current"


def test_the_council_to_come_is_named_as_soon_as_it_is_chosen(opened):
    council = create_council(CouncilDraft("Conseil régional du numérique"), at=NOW)
    address_council(None, opened, council, at=NOW)
    assert ("La synthèse sera transmise à\u00a0: Conseil régional du numérique", "ahead") in told(opened)


def test_another_council_takes_the_place_of_the_first(opened):
    for name in ("Conseil régional du numérique", "Conseil départemental du numérique"):
        address_council(None, opened, create_council(CouncilDraft(name), at=NOW), at=NOW)
    labels = [label for label, _state in told(opened)]
    assert "La synthèse sera transmise à\u00a0: Conseil départemental du numérique" in labels
    assert "La synthèse sera transmise à\u00a0: Conseil régional du numérique" not in labels


def test_a_drafted_synthesis_is_not_yet_written_for_the_public(seated, page):
    consultation = page.merge(seated.consultation)
    assert dict(told(consultation))["Une synthèse est écrite"] == "current"


def test_once_sent_the_council_has_the_floor(transmitted, page):
    states = dict(told(page.merge(transmitted.consultation)))
    assert states["Une synthèse est écrite"] == "done"
    assert states["La synthèse est transmise à\u00a0: Conseil régional du numérique"] == "done"
    assert states["Le conseil rend son avis"] == "current"


def test_a_draft_opinion_does_not_show_in_the_chain(written, page):
    states = dict(told(page.merge(written.consultation)))
    assert states["Le conseil rend son avis"] == "current"


def test_a_published_opinion_is_named_and_waits_for_its_answer(public, page):
    *before, answer = told(page.merge(public.consultation))
    assert ("Le conseil rend son avis n°\u00a02026-01", "done") in before
    assert answer == ("La Région répond à l’avis n°\u00a02026-01", "current")


def test_every_step_done_leads_somewhere(public, page):
    steps = chain_of(page.merge(public.consultation), Visitor(), NOW)
    assert all(step.url and step.url_label for step in steps if step.state == "done")


@pytest.mark.parametrize(
    ("count", "words"),
    [(0, "0 contribution publiée."), (1, "1 contribution publiée."), (2, "2 contributions publiées.")],
)
def test_contributions_are_counted_in_french(opened, count, words):
    opened.contributions_count = count
    step = chain_of(opened, Visitor(), NOW)[1]
    assert step.text == words


def test_pre_moderation_is_said(opened):
    opened.pre_moderated = True
    assert "avant publication" in chain_of(opened, Visitor(), NOW)[2].text


def test_authors_behind_a_citation_are_told_and_others_are_not(public, page):
    everything = page.query(Contribution).all()
    steps = tell_what_followed(everything)
    cited = {int(one[1:]) for one in session.get_one(Opinion, public.opinion.id).citations[0].evidence}
    assert set(steps) == cited


def test_nobody_is_told_of_an_opinion_still_a_draft(written, page):
    assert tell_what_followed(page.query(Contribution).all()) == {}


def test_the_register_of_the_consultation_opens(browser, seated):
    page = browser().get(f"/consultations/{seated.consultation.slug}/suivi").text
    register = f"/registre-de-moderation?consultation={seated.consultation.id}"
    assert register in page
    assert browser().get(register).status_code == 200


def test_an_imported_consultation_tells_where_it_was_held_and_promises_nothing(page):
    consultation = make_consultation(imported=True, organiser="l’État", status=ConsultationStatus.CLOSED)
    page.add(consultation)
    page.flush()
    assert told(consultation) == [
        ("La question est posée", "done"),
        ("Les habitants contribuent", "done"),
        ("Ses contributions sont reprises ici", "done"),
    ]
    text = chain_of(consultation, Visitor(), NOW)[-1].text
    assert "à l’initiative de : l’État" in text
