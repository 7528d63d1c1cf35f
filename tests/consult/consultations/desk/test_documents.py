"""The secretariat links the documents of reference."""

import pytest

from consult.consultations.models import Document
from tests.factories.consultations import make_consultation

REPORT = {"title": "Rapport", "url": "https://exemple.fr/rapport.pdf"}


def titles(desk):
    return [document.title for document in desk.kept().documents]


def test_a_document_is_added_and_changed(desk):
    desk.post("/documents/nouveau", REPORT)
    desk.post(f"/documents/{desk.draft.documents[0].id}", {**REPORT, "title": "Schéma de 2017"})
    assert titles(desk) == ["Schéma de 2017", "Rapport"]


@pytest.mark.parametrize("path", ["/documents/nouveau", "/documents/{id}"])
@pytest.mark.parametrize("url", ["javascript:alert(1)", "exemple.fr", ""])
def test_a_link_that_is_no_web_address_is_refused_and_stays_typed(desk, path, url):
    answer = desk.post(path.format(id=desk.draft.documents[0].id), {"title": "Piège", "url": url})
    assert answer.status_code == 422
    assert 'value="Piège"' in answer.text
    assert titles(desk) == ["Schéma"]


def test_removing_a_document_asks_first(desk):
    address = f"/documents/{desk.draft.documents[0].id}/oter"
    assert "Le lien disparaîtra" in desk.get(address).text
    desk.post(address)
    assert titles(desk) == []


def test_an_unknown_document_is_not_found(desk):
    assert desk.get("/documents/99999").status_code == 404


def test_a_title_typed_to_harm_is_text_on_the_desk_and_to_everyone(desk):
    desk.post("/documents/nouveau", {**REPORT, "title": "<img src=x onerror=alert(1)>"})
    page = desk.get().text
    assert "<img src=x" not in page
    assert "&lt;img src=x onerror=alert(1)&gt;" in page


def test_a_document_is_shown_as_it_was_written_before_it_changes(desk):
    page = desk.get(f"/documents/{desk.draft.documents[0].id}").text
    assert 'value="Schéma"' in page
    assert 'value="https://exemple.fr/schema.pdf"' in page


def test_asking_to_take_a_document_off_takes_nothing_off(desk):
    desk.get(f"/documents/{desk.draft.documents[0].id}/oter")
    assert titles(desk) == ["Schéma"]


@pytest.mark.parametrize("path", ["", "/oter"])
def test_the_document_of_another_consultation_is_not_found_here(desk, store, path):
    (other,) = store(make_consultation(documents=[Document(title="Rapport", url="https://exemple.fr/r")]))
    assert desk.get(f"/documents/{other.documents[0].id}{path}").status_code == 404
