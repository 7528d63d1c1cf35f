"""Addresses written in mails, and addresses to go back to."""

import dataclasses

import pytest
from flask import Flask

from consult.kit.addresses import external_url, own_path


@pytest.mark.parametrize(
    "path", ["/", "/mon-compte", "/recherche?q=fibre&page=2", "/propositions/12-un-tiers-lieu#a"]
)
def test_a_path_of_this_site_is_kept(path: str) -> None:
    assert own_path(path) == path


@pytest.mark.parametrize(
    "address",
    [
        None,
        "",
        "mon-compte",
        "//voleur.example",
        "///voleur.example",
        "https://voleur.example/",
        "javascript:alert(1)",
        "/\\voleur.example",
        "\\/voleur.example",
        "/\t/voleur.example",
        "/\n/voleur.example",
        " /mon-compte",
        "/mon compte",
        "/\x7f",
    ],
)
def test_an_address_that_could_lead_elsewhere_is_dropped(address: str | None) -> None:
    assert own_path(address) is None


def test_an_address_in_a_mail_comes_from_the_settings(app: Flask) -> None:
    app.extensions["consult_settings"] = dataclasses.replace(
        app.extensions["consult_settings"], site_url="https://consultations.region.fr"
    )
    with app.app_context():
        assert external_url("asset", digest="a", name="b") == "https://consultations.region.fr/fichiers/a/b"


def test_an_address_in_a_mail_ignores_the_host_of_the_request(app: Flask) -> None:
    with app.test_request_context("/", headers={"Host": "voleur.example"}):
        assert external_url("asset", digest="a", name="b") == "http://localhost/fichiers/a/b"


def test_a_place_of_a_page_is_named_after_its_address(app: Flask) -> None:
    with app.app_context():
        found = external_url("asset", digest="a", name="b", _anchor="suite-3")
    assert found == "http://localhost/fichiers/a/b#suite-3"
