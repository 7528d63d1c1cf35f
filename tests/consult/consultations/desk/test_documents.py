"""The secretariat links the documents of reference."""

import pytest

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
