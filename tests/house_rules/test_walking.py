"""The walk that house rules stand on finds what a person would."""

import pytest
from flask import Flask, abort, request

from tests.house_rules.walking import walk, way_to_ask


@pytest.fixture
def site() -> Flask:
    """Return a site of one list, whose links lead to what is asked of it."""
    made = Flask(__name__)
    made.add_url_rule("/", "home", lambda: LINKS)
    made.add_url_rule("/liste", "listing", lambda: "" if request.args.get("tri") != "faux" else abort(400))
    made.add_url_rule("/envoi", "send", lambda: "", methods=["POST"])
    return made


LINKS = "".join(
    f'<a href="{address}">ici</a>'
    for address in ("/liste", "/liste?tri=vrai", "/liste?tri=faux", "/nulle-part", "/envoi", "mailto:a@b.fr")
)


def test_every_order_of_a_list_and_every_dead_link_is_met(site: Flask) -> None:
    met = {page.address: page.status for page in walk(site, site.test_client())}
    assert met == {
        "/": 200,
        "/liste": 200,
        "/liste?tri=vrai": 200,
        "/liste?tri=faux": 400,
        "/nulle-part": 404,
        "/envoi": 405,
    }


def test_what_someone_else_met_is_met_once_and_asked_in_no_way_again(site: Flask) -> None:
    before = walk(site, site.test_client())
    again = [page.address for page in walk(site, site.test_client(), before=before)]
    assert again == ["/", "/liste", "/nulle-part", "/envoi"]


def test_two_pages_of_one_list_are_asked_in_the_same_way() -> None:
    assert way_to_ask("/liste?tri=vrai&suite=a") == way_to_ask("/liste?suite=b&tri=vrai") == ("suite", "tri=vrai")
    assert way_to_ask("/liste") == ()
