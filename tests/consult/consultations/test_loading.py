"""From an address to what a rule judges."""

import pytest
from flask_login import login_user

from consult.accounts.models import Role
from consult.consultations import loading
from consult.consultations.models import ConsultationStatus, Document
from consult.kit.db import database
from consult.kit.errors import NotFound
from tests.factories.consultations import make_consultation
from tests.factories.people import make_user


@pytest.fixture
def address(app, store):
    """Return two drafts, seen by an administrator whose request is under way."""
    documents = [Document(title="Schéma", url="https://exemple.fr/s.pdf")]
    draft = make_consultation(status=ConsultationStatus.DRAFT, documents=documents)
    store(draft, other := make_consultation(), admin := make_user(Role.ADMINISTRATOR))
    with app.test_request_context(), database().unit_of_work(writes=False):
        login_user(admin)
        yield draft, other


def test_each_thing_is_found_under_its_consultation(address):
    draft, _ = address
    assert loading.consultation_at(draft.slug).id == draft.id
    assert loading.phase_at(draft.slug, draft.phases[0].id).title == "Contribuer"
    assert loading.theme_at(draft.slug, draft.themes[0].id).title == "Santé"
    assert loading.document_at(draft.slug, draft.documents[0].id).title == "Schéma"


@pytest.mark.parametrize("load", [loading.phase_at, loading.theme_at, loading.document_at])
def test_nothing_is_found_under_another(address, load):
    draft, other = address
    numbers = {
        loading.phase_at: draft.phases[0].id,
        loading.theme_at: draft.themes[0].id,
        loading.document_at: draft.documents[0].id,
    }
    with pytest.raises(NotFound):
        load(other.slug, numbers[load])


def test_an_unknown_address_is_not_found(address):
    with pytest.raises(NotFound):
        loading.consultation_at("nulle-part")
