"""A site without a provider offers none."""

import dataclasses
from typing import Any

import pytest

from consult.settings import Settings
from tests.consult.accounts.conftest import Browsers, Store
from tests.factories.people import make_user
from wsgi import create_app


@pytest.mark.parametrize("address", ["/connexion", "/inscription"])
def test_without_a_provider_no_button_is_shown(browser: Browsers, address: str) -> None:
    assert "Continuer avec" not in browser().get(address).text


@pytest.mark.parametrize("address", ["/connexion/exterieure", "/connexion/exterieure/arrivee"])
def test_without_a_provider_its_addresses_lead_nowhere(browser: Browsers, address: str) -> None:
    assert browser().get(address).status_code == 404


def test_without_a_provider_the_account_has_no_such_tab(browser: Browsers, store: Store) -> None:
    (user,) = store(make_user())
    one = browser(user)
    assert "Compte relié" not in one.get("/mon-compte").text
    assert one.get("/mon-compte/compte-exterieur").status_code == 404


def test_an_issuer_without_a_client_is_no_provider(settings: Settings) -> None:
    half = create_app(dataclasses.replace(settings, oidc_issuer="https://ailleurs.example"))
    assert half.test_client().get("/connexion/exterieure").status_code == 404


def test_the_settings_name_the_provider() -> None:
    read: Any = Settings.from_environment(
        {
            "CONSULT_OIDC_ISSUER": "https://fc.example/api/v2/",
            "CONSULT_OIDC_CLIENT_ID": "region",
            "CONSULT_OIDC_CLIENT_SECRET": "secret",
            "CONSULT_OIDC_LABEL": "FranceConnect",
            "CONSULT_OIDC_SCOPE": "openid email",
            "CONSULT_OIDC_ACR": "eidas1",
        }
    )
    assert (read.oidc_issuer, read.oidc_scope) == ("https://fc.example/api/v2", "openid email")
    assert (read.oidc_label, read.oidc_acr) == ("FranceConnect", "eidas1")
    assert "secret" not in repr(read)


def test_in_production_the_provider_answers_over_https(settings: Settings) -> None:
    open_air = dataclasses.replace(settings, oidc_issuer="http://fc.example")
    assert any("CONSULT_OIDC_ISSUER" in sentence for sentence in open_air.unsafe())
    assert not any("CONSULT_OIDC" in sentence for sentence in settings.unsafe())
