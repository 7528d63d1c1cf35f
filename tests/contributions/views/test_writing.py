"""Writing a proposal in a browser: nothing typed is lost, and nothing is sent twice."""

import re
from datetime import timedelta
from types import SimpleNamespace

import pytest
from sqlalchemy import select

from consult.consultations.models import Phase
from consult.kit import clock
from consult.kit.db import database, session
from contributions.models import Proposal, Status
from tests.factories import NOW
from tests.factories.consultations import make_consultation, make_phase, make_theme
from tests.factories.contributions import post_proposal
from tests.factories.people import make_user
from tests.factories.territories import make_territory
from tests.query_counting import counted_queries

WORDS = "Une salle chauffée, deux ordinateurs, quelqu’un qui aide."


@pytest.fixture
def desk(app, store, browser):
    """Return an open consultation and the browser of someone who writes there."""
    consultation = make_consultation(themes=[make_theme("Santé"), make_theme("Culture")])
    author, neighbour = make_user(), make_user()
    store(consultation, author, neighbour)
    return SimpleNamespace(
        consultation=consultation,
        author=author,
        mine=browser(author),
        neighbour=browser(neighbour),
        address=f"/consultations/{consultation.slug}",
        typed={"title": "Un lieu d’aide par canton", "source": WORDS, "theme_id": consultation.themes[0].id},
    )


@pytest.fixture
def proposals(app):
    """Return a function that reads every proposal afresh."""

    def read() -> list[Proposal]:
        with app.app_context(), database().unit_of_work(writes=False):
            return list(session.scalars(select(Proposal).order_by(Proposal.id)))

    return read


def key_of(page: str) -> str:
    """Return the key a form's page gave it."""
    return page.split('name="key"')[1].split('value="')[1].split('"', maxsplit=1)[0]


def begin(desk) -> dict[str, object]:
    """Open the form and return what is typed in it, its key included."""
    return {**desk.typed, "key": key_of(desk.mine.get(f"{desk.address}/proposer").text)}


def close(app, consultation):
    """End the phase in which one may propose."""
    with app.app_context(), database().unit_of_work():
        for phase in session.scalars(select(Phase).where(Phase.consultation_id == consultation.id)):
            phase.closes_at = NOW - timedelta(hours=1)


def test_each_form_opened_has_a_key_of_its_own(desk):
    assert begin(desk)["key"] != begin(desk)["key"]


def test_what_is_typed_is_kept_by_itself_then_published_as_the_same_text(desk, proposals):
    form = begin(desk)
    answer = desk.mine.post(f"{desk.address}/brouillon", {**form, "source": "Une sal"})
    (draft,) = proposals()
    assert (answer.status_code, answer.json) == (200, {"draft": draft.id})
    assert desk.mine.post(f"{desk.address}/proposer", form).status_code == 302
    (published,) = proposals()
    assert (published.id, published.status, published.source) == (draft.id, Status.PUBLISHED, WORDS)


def test_a_double_click_publishes_once(desk, proposals):
    form = begin(desk)
    answers = [desk.mine.post(f"{desk.address}/proposer", form) for _ in range(2)]
    assert answers[0].location == answers[1].location
    assert len(proposals()) == 1


def test_what_the_page_keeps_by_itself_after_publishing_makes_no_draft(desk, proposals):
    form = begin(desk)
    desk.mine.post(f"{desk.address}/proposer", form)
    assert desk.mine.post(f"{desk.address}/brouillon", form).status_code == 409
    assert [one.status for one in proposals()] == [Status.PUBLISHED]


def test_keeping_a_draft_of_a_theme_of_elsewhere_says_why_it_failed(desk):
    answer = desk.mine.post(f"{desk.address}/brouillon", {**begin(desk), "theme_id": 9_999})
    assert (answer.status_code, answer.json) == (422, {"error": "Choisissez un thème de cette consultation."})


def test_without_a_script_a_button_keeps_the_draft_and_shows_it_again(desk):
    answer = desk.mine.post(f"{desk.address}/proposer", {**begin(desk), "draft": "1"}, follow_redirects=True)
    assert "Brouillon enregistré." in answer.text
    assert WORDS in answer.text


@pytest.mark.parametrize("page", ["/consultations/{slug}/proposer", "/propositions/{number}/sources"])
def test_a_form_is_sent_elsewhere_than_its_page_so_that_going_back_after_a_lost_connection_finds_it(
    app, desk, page
):
    with app.app_context(), database().unit_of_work():
        number = post_proposal(session.merge(desk.author), session.merge(desk.consultation)).id
    address = page.format(slug=desk.consultation.slug, number=number)
    assert f'action="{address}?envoi=1"' in desk.mine.get(address).text


def test_a_draft_with_nothing_in_it_is_kept_too(desk, proposals):
    answer = desk.mine.post(f"{desk.address}/proposer", {"draft": "1", "theme_id": 0, "title": "", "source": ""})
    assert (answer.status_code, [one.status for one in proposals()]) == (302, [Status.DRAFT])


def test_a_draft_is_resumed_from_my_contributions_and_sent(desk, proposals):
    desk.mine.post(f"{desk.address}/proposer", {**begin(desk), "draft": "1"})
    (draft,) = proposals()
    resume = f"/propositions/{draft.id}/modifier"
    assert resume in desk.mine.get("/mes-contributions").text
    page = desk.mine.get(resume).text
    desk.mine.post(resume, {**desk.typed, "key": key_of(page)})
    assert [one.status for one in proposals()] == [Status.PUBLISHED]


def test_a_territory_that_was_not_offered_is_refused_with_the_words_kept(desk, store):
    commune = make_territory("Vierzon")
    store(commune)
    answer = desk.mine.post(f"{desk.address}/proposer", {**begin(desk), "territory_id": commune.id})
    assert answer.status_code == 422
    assert "Choisissez un territoire de la liste." in answer.text
    assert WORDS in answer.text


# --- the commune -------------------------------------------------------------------------


@pytest.fixture
def communes(store):
    """Return four communes of the official list, two of which have the same name."""
    names = (("Vierzon", "18"), ("Tours", "37"), ("Saint-Jean", "45"), ("Saint-Jean", "41"))
    return store(*(make_territory(name, department_code=code, postcodes=f"{code}100") for name, code in names))


def test_until_communes_are_known_departments_alone_are_offered(desk):
    page = desk.mine.get(f"{desk.address}/proposer").text
    assert 'name="territory_id"' in page
    assert 'name="commune"' not in page


@pytest.mark.parametrize("typed", ["Vierzon", "vierzon", "18100", "Vierzon (18)"])
def test_a_commune_is_found_by_its_name_its_postcode_or_its_suggestion(desk, communes, proposals, typed):
    assert 'data-communes="/territoires/communes.json"' in desk.mine.get(f"{desk.address}/proposer").text
    desk.mine.post(f"{desk.address}/proposer", {**begin(desk), "commune": typed})
    assert [one.territory_id for one in proposals()] == [communes[0].id]


def test_homonyms_are_offered_and_the_one_chosen_is_kept(desk, communes, proposals):
    typed = {**begin(desk), "commune": "Saint-Jean"}
    answer = desk.mine.post(f"{desk.address}/proposer", typed)
    assert answer.status_code == 422
    assert WORDS in answer.text
    assert {"Saint-Jean (45)", "Saint-Jean (41)"} <= set(re.findall(r">(Saint-Jean \(\d+\))</label>", answer.text))
    desk.mine.post(f"{desk.address}/proposer", {**typed, "place": communes[3].id})
    assert [one.territory_id for one in proposals()] == [communes[3].id]


def test_an_unknown_commune_is_refused_with_the_words_kept(desk, communes, proposals):
    answer = desk.mine.post(f"{desk.address}/proposer", {**begin(desk), "commune": "Nulle-Part"})
    assert answer.status_code == 422
    assert "cette commune n’est pas dans la liste" in answer.text
    assert 'value="Nulle-Part"' in answer.text
    assert proposals() == []


def test_a_name_half_typed_does_not_stop_the_draft_from_being_kept(desk, communes, proposals):
    answer = desk.mine.post(f"{desk.address}/brouillon", {**begin(desk), "commune": "Sai"})
    assert answer.status_code == 200
    assert [one.territory_id for one in proposals()] == [None]


def test_the_commune_stands_in_the_form_when_one_comes_back_to_it(desk, communes, proposals):
    desk.mine.post(f"{desk.address}/proposer", {**begin(desk), "commune": "Tours"})
    address = f"/propositions/{proposals()[0].id}/modifier"
    assert 'value="Tours (37)"' in desk.mine.get(address).text
    desk.mine.post(address, {**desk.typed, "source": "Autrement.", "commune": "Tours (37)", "territory_id": 0})
    assert [(one.source, one.territory_id) for one in proposals()] == [("Autrement.", communes[1].id)]


def test_an_empty_form_offers_the_drafts_kept_here(desk):
    desk.mine.post(f"{desk.address}/proposer", {**begin(desk), "draft": "1"})
    page = desk.mine.get(f"{desk.address}/proposer").text
    assert "Vous avez un brouillon ici" in page
    assert "Un lieu d’aide par canton" in page
    assert "Vous avez un brouillon ici" not in desk.neighbour.get(f"{desk.address}/proposer").text


def test_a_draft_is_deleted_by_its_author_alone(desk, proposals):
    desk.mine.post(f"{desk.address}/proposer", {**begin(desk), "draft": "1"})
    address = f"/propositions/{proposals()[0].id}/supprimer"
    assert desk.neighbour.post(address).status_code == 404
    assert desk.mine.post(address).status_code == 302
    assert proposals() == []


def test_a_text_already_sent_is_not_deleted(desk, app, proposals):
    with app.app_context(), database().unit_of_work():
        sent = post_proposal(desk.author, desk.consultation)
    answer = desk.mine.post(f"/propositions/{sent.id}/supprimer")
    assert (answer.status_code, len(proposals())) == (403, 1)
    assert "Ce texte est déjà envoyé" in answer.text


def test_a_draft_outlives_the_phase_it_was_written_in(desk, app, proposals):
    desk.mine.post(f"{desk.address}/proposer", {**begin(desk), "draft": "1"})
    close(app, desk.consultation)
    address = f"/propositions/{proposals()[0].id}/modifier"
    page = desk.mine.get(address).text
    assert "Votre brouillon reste à vous" in page
    assert "Publier ma proposition" not in page


def test_publishing_a_draft_after_the_phase_keeps_what_was_typed(desk, app, proposals):
    desk.mine.post(f"{desk.address}/proposer", {**begin(desk), "draft": "1"})
    close(app, desk.consultation)
    address = f"/propositions/{proposals()[0].id}/modifier"
    answer = desk.mine.post(address, {**desk.typed, "source": "Dernière phrase."}, follow_redirects=True)
    assert "Dernière phrase." in answer.text
    assert [(one.status, one.source) for one in proposals()] == [(Status.DRAFT, "Dernière phrase.")]


def test_what_is_typed_when_the_phase_ends_is_still_kept_by_itself(desk, app, proposals):
    form = begin(desk)
    close(app, desk.consultation)
    assert desk.mine.post(f"{desk.address}/brouillon", form).status_code == 200
    assert proposals()[0].source == WORDS


def test_the_only_theme_of_a_consultation_is_chosen_already(desk, store):
    (single,) = store(make_consultation(phases=[make_phase()]))
    page = desk.mine.get(f"/consultations/{single.slug}/proposer").text
    assert f'<option selected value="{single.themes[0].id}">' in page


def test_a_theme_has_to_be_chosen_where_there_are_several(desk):
    answer = desk.mine.post(f"{desk.address}/proposer", {**begin(desk), "theme_id": 0})
    assert answer.status_code == 422
    assert "Choisissez un thème de cette consultation." in answer.text


def test_the_form_says_when_its_draft_was_kept(desk, proposals):
    with clock.set_to(NOW + timedelta(hours=1)):
        desk.mine.post(f"{desk.address}/proposer", {**begin(desk), "draft": "1"})
    page = desk.mine.get(f"/propositions/{proposals()[0].id}/modifier").text
    assert f'data-autosave="{desk.address}/brouillon"' in page
    assert "Brouillon enregistré le 1er octobre 2026" in page.replace("\xa0", " ")


@pytest.mark.parametrize("begun", [False, True], ids=["at once", "after its draft"])
def test_sending_a_form_asks_the_database_seven_times_at_most(desk, app, begun):
    desk.mine.post(f"{desk.address}/proposer", begin(desk))
    form = {**begin(desk), "title": "Un deuxième lieu d’aide"}
    if begun:
        desk.mine.post(f"{desk.address}/brouillon", form)
    with counted_queries(app) as sent:
        assert desk.mine.post(f"{desk.address}/proposer", form).status_code == 302
    assert len(sent) <= 7, sent


# --- before and after ------------------------------------------------------------------


def test_a_preview_shows_the_text_as_it_will_be_read_and_keeps_the_form(desk, proposals):
    form = {**begin(desk), "source": "Une **salle** chauffée."}
    answer = desk.mine.post(f"{desk.address}/proposer", {**form, "preview": "1"})
    assert answer.status_code == 200
    assert "Une <strong>salle</strong> chauffée." in answer.text
    head = answer.text.partition("Une <strong>salle")[0]
    assert ("<span>Toute la région</span>" in head, "<span>Santé</span>" in head) == (True, True)
    assert "Une **salle** chauffée.</textarea>" in answer.text
    assert key_of(answer.text) == form["key"]
    assert [one.status for one in proposals()] == [Status.DRAFT]


def test_a_preview_runs_nothing_of_what_was_typed(desk):
    form = {**begin(desk), "title": "<script>alert(1)</script>", "source": "<img src=x onerror=alert(1)>"}
    text = desk.mine.post(f"{desk.address}/proposer", {**form, "preview": "1"}).text
    assert "<script>alert" not in text
    assert "<img src=x" not in text


def test_what_is_not_finished_is_not_previewed(desk):
    answer = desk.mine.post(f"{desk.address}/proposer", {**begin(desk), "source": "", "preview": "1"})
    assert answer.status_code == 422
    assert "Écrivez votre proposition" in answer.text


def test_the_preview_of_an_edit_changes_nothing(desk, app, proposals):
    with app.app_context(), database().unit_of_work():
        sent = post_proposal(desk.author, desk.consultation)
    typed = {**desk.typed, "source": "Des mots nouveaux.", "preview": "1"}
    answer = desk.mine.post(f"/propositions/{sent.id}/modifier", typed)
    assert "<p>Des mots nouveaux.</p>" in answer.text
    assert [(one.source, one.version) for one in proposals()] == [(sent.source, 1)]


def test_the_form_of_a_published_text_says_until_when_it_can_be_edited(desk, app):
    with app.app_context(), database().unit_of_work():
        sent = post_proposal(desk.author, desk.consultation)
    page = desk.mine.get(f"/propositions/{sent.id}/modifier").text.replace("\xa0", " ")
    assert "jusqu’au 8 octobre 2026" in page


def test_after_the_edit_window_the_form_is_closed_and_the_words_given_back(desk, app, proposals):
    with app.app_context(), database().unit_of_work():
        sent = post_proposal(desk.author, desk.consultation)
    with clock.set_to(NOW + timedelta(days=7)):
        answer = desk.mine.post(f"/propositions/{sent.id}/modifier", {**desk.typed, "source": "Trop tard, hélas."})
    assert (answer.status_code, "Trop tard, hélas." in answer.text) == (403, True)
    assert proposals()[0].version == 1


def test_what_changed_is_told_in_words_as_well_as_by_lines(desk, app):
    with app.app_context(), database().unit_of_work():
        sent = post_proposal(
            desk.author, desk.consultation, title="Ouvrir un lieu d’aide", source="Le lundi matin."
        )
    typed = {**desk.typed, "title": "Ouvrir un lieu d’aide", "source": "Le mardi matin."}
    desk.mine.post(f"/propositions/{sent.id}/modifier", typed)
    page = desk.neighbour.get(f"/propositions/{sent.id}/versions").text
    assert 'supprimé\xa0: </span>lundi<span class="visually-hidden">] </span></del>' in page
    assert 'ajouté\xa0: </span>mardi<span class="visually-hidden">] </span></ins>' in page
    assert "Le titre" not in page


def test_what_changed_is_read_in_words_without_their_marks(desk, app):
    with app.app_context(), database().unit_of_work():
        sent = post_proposal(desk.author, desk.consultation, source="Une salle, le lundi.")
    edit, versions = (f"/propositions/{sent.id}/{page}" for page in ("modifier", "versions"))
    desk.mine.post(edit, {**desk.typed, "title": sent.title, "source": "Une **grande** salle, le lundi."})
    assert "grande" in desk.neighbour.get(versions).text
    assert "**" not in desk.neighbour.get(versions).text


def test_an_edit_of_marks_alone_shows_them(desk, app):
    with app.app_context(), database().unit_of_work():
        sent = post_proposal(desk.author, desk.consultation, source="Une salle chauffée.")
    typed = {**desk.typed, "title": sent.title, "source": "Une **salle** chauffée."}
    desk.mine.post(f"/propositions/{sent.id}/modifier", typed)
    assert "<ins>" in desk.neighbour.get(f"/propositions/{sent.id}/versions").text
