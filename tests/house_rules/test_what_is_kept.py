"""What people wrote down or a database still holds: to change it takes a redirection, or a migration."""

import pytest
from werkzeug.utils import import_string

from consult.kit.jobs import catalogue

ADDRESSES = [
    "/",
    "/consultations",
    "/consultations/<slug>",
    "/consultations/<slug>/themes/<theme>",
    "/propositions/<int:proposal_id>-<slug>",
    "/recherche",
    "/mon-compte",
    "/mes-contributions",
    "/moderation",
    "/secretariat",
    "/syntheses/<int:synthesis_id>",
    "/conseils/<slug>",
    "/avis/<int:opinion_id>",
    "/donnees-ouvertes",
    "/registre-de-moderation",
    "/accessibilite",
    "/sante",
]


@pytest.mark.parametrize("address", ADDRESSES)
def test_an_address_people_wrote_down_still_leads_somewhere(app, address):
    assert address in {rule.rule for rule in app.url_map.iter_rules()}


def test_each_kind_of_job_leads_to_a_function(app):
    handlers = catalogue(app).handlers.values()
    assert [handler.path for handler in handlers if not callable(import_string(handler.path))] == []
