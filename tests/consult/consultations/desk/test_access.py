"""Every route of the desk, for every role."""

import pytest

from consult.accounts.models import Role
from consult.consultations import desk as desk_pages
from consult.consultations.models import Document
from tests.factories.consultations import make_consultation, make_phase
from tests.factories.people import make_user

BLUEPRINTS = {pages.blueprint.name for pages in desk_pages.PAGES}
RUN_IT = {Role.SECRETARIAT, Role.ADMINISTRATOR}


@pytest.fixture
def scene(store):
    """Return a consultation with one of each thing, and another."""
    documents = [Document(title="Schéma", url="https://exemple.fr/schema.pdf")]
    one, other = store(make_consultation(documents=documents, phases=[make_phase()]), make_consultation())
    return one, other


@pytest.fixture
def routes(app, scene):
    """Return every route of the desk as (endpoint, method, address)."""
    one, _ = scene
    values = {"phase_id": one.phases[0].id, "theme_id": one.themes[0].id, "document_id": one.documents[0].id}
    adapter = app.url_map.bind("localhost")
    found = []
    for rule in app.url_map.iter_rules():
        if rule.endpoint.partition(".")[0] in BLUEPRINTS:
            known = {name: values.get(name, one.slug) for name in rule.arguments}
            methods = rule.methods & {"GET", "POST"}
            found += [(rule.endpoint, method, adapter.build(rule.endpoint, known)) for method in methods]
    return sorted(found)


def statuses(opened, routes):
    """Return what each route answers; a POST is sent empty."""
    return {
        (endpoint, method): (opened.get(address) if method == "GET" else opened.post(address)).status_code
        for endpoint, method, address in routes
    }


def test_the_desk_has_routes(routes):
    assert len(routes) > 20


def test_a_visitor_is_sent_to_sign_in(browser, routes):
    for endpoint, method, address in routes:
        answer = browser().get(address) if method == "GET" else browser().post(address)
        assert answer.status_code == 302, endpoint
        assert answer.headers["Location"].startswith("/connexion"), endpoint


@pytest.mark.parametrize("role", sorted(set(Role) - RUN_IT))
def test_no_other_role_enters(browser, store, routes, role):
    (someone,) = store(make_user(role))
    assert set(statuses(browser(someone), routes).values()) == {403}


def test_a_secretariat_of_another_consultation_sees_only_the_lists(browser, store, scene, routes):
    (someone,) = store(make_user(Role.SECRETARIAT, consultation_id=scene[1].id))
    answered = statuses(browser(someone), routes)
    allowed = {endpoint for (endpoint, _), status in answered.items() if status != 403}
    assert allowed == {"secretariat.home", "secretariat.listing"}


@pytest.mark.parametrize("role", sorted(RUN_IT))
def test_those_who_run_them_all_enter_everywhere(browser, store, routes, role):
    (someone,) = store(make_user(role))
    assert 403 not in statuses(browser(someone), routes).values()


def test_a_secretariat_of_this_one_enters_everywhere_but_where_one_is_created(browser, store, scene, routes):
    (someone,) = store(make_user(Role.SECRETARIAT, consultation_id=scene[0].id))
    refused = {endpoint for (endpoint, _), status in statuses(browser(someone), routes).items() if status == 403}
    assert refused == {"secretariat.create"}


def test_no_form_of_the_desk_is_taken_without_its_token(browser, store, routes, app):
    (someone,) = store(make_user(Role.ADMINISTRATOR))
    client = browser(someone).client
    answered = {client.post(address).status_code for _, method, address in routes if method == "POST"}
    assert answered == {403}
