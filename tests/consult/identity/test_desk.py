import io
import re

import pytest

from consult.accounts.models import Role
from tests.factories.identities import WRITTEN
from tests.factories.people import make_user
from tests.factories.pictures import picture

PAGE = "/administration/identite"
OTHERS = [role for role in Role if role is not Role.ADMINISTRATOR]
SENT = {
    **WRITTEN,
    "publisher": "Loïc Chesnais, président",
    "host": "Hébergeur breton\n1 quai de la Vilaine, Rennes",
}


@pytest.fixture
def admin(browser, store):
    (user,) = store(make_user(Role.ADMINISTRATOR))
    return browser(user)


def with_logo(content: bytes, **values: object) -> dict[str, object]:
    return {**SENT, "logo": (io.BytesIO(content), "logo.png"), **values}


def picture_in(page: str) -> str:
    return re.search(r'<img class="logo" src="([^"]+)"', page)[1]


# --- rights -----------------------------------------------------------------------------


@pytest.mark.parametrize("role", OTHERS)
def test_another_role_neither_sees_nor_changes_the_identity(browser, store, role):
    (user,) = store(make_user(role))
    one = browser(user)
    assert one.get(PAGE).status_code == 403
    assert one.post(PAGE, SENT).status_code == 403
    assert "Bretagne" not in one.get("/mentions-legales").text


def test_a_citizen_without_a_role_is_refused(browser, store):
    (user,) = store(make_user())
    assert browser(user).post(PAGE, SENT).status_code == 403


def test_a_visitor_is_asked_to_sign_in(browser):
    assert browser().get(PAGE).headers["Location"].startswith("/connexion")
    assert browser().post(PAGE, SENT).status_code == 401


def test_an_administrator_of_one_consultation_does_not_speak_for_the_region(browser, store):
    (user,) = store(make_user(Role.ADMINISTRATOR, consultation_id=7))
    assert browser(user).get(PAGE).status_code == 403


def test_the_desk_leads_an_administrator_there(admin):
    assert f'href="{PAGE}"' in admin.get("/administration/comptes").text


# --- writing ----------------------------------------------------------------------------


def test_the_form_begins_with_what_the_settings_give(admin):
    page = admin.get(PAGE).text
    assert 'value="Région Centre-Val de Loire"' in page
    assert 'value="#1f5f5b"' in page


def test_what_is_written_shows_on_the_next_page_of_anyone(admin, browser):
    assert admin.post(PAGE, SENT).status_code == 303
    page = browser().get("/").text
    assert "La Bretagne demande" in page
    assert "app-0055a4.css" in page
    assert "participer@bretagne.example.fr" in page


def test_the_legal_notices_name_the_publisher_and_the_host(admin, browser):
    admin.post(PAGE, {**SENT, "legal_source": "### Crédits\n\nDessins : la Région."})
    page = browser().get("/mentions-legales").text
    assert "Loïc Chesnais, président" in page
    assert "1 quai de la Vilaine, Rennes" in page
    assert "<h3>Crédits</h3>" in page


def test_without_a_host_the_notices_say_how_to_learn_it(browser):
    assert "à toute personne qui les demande" in browser().get("/mentions-legales").text


@pytest.mark.parametrize(
    ("field", "value", "sentence"),
    [
        ("name", "", "Écrivez le nom de la collectivité."),
        ("site_name", " ", "Écrivez le nom du site."),
        ("accent", "#808080", "plus vive"),
        ("contact_email", "non", "Vérifiez cette adresse"),
    ],
)
def test_a_refusal_keeps_everything_else_that_was_typed(admin, field, value, sentence):
    answer = admin.post(PAGE, {**SENT, field: value})
    assert answer.status_code == 422
    assert sentence in answer.text
    assert "Loïc Chesnais, président" in answer.text


def test_the_page_says_the_contrast_of_both_tones(admin):
    admin.post(PAGE, {**SENT, "accent": "#ffe600"})
    ratios = re.findall(r"contraste de ([\d,]+) pour 1", admin.get(PAGE).text)
    assert [float(ratio.replace(",", ".")) >= 4.5 for ratio in ratios] == [True, True]


def test_a_hostile_name_stays_text(admin, browser):
    admin.post(PAGE, {**SENT, "name": "<img src=x onerror=alert(1)>"})
    page = browser().get("/").text
    assert "<img src=x" not in page
    assert "&lt;img src=x onerror=alert(1)&gt;" in page


# --- the logo ---------------------------------------------------------------------------


def test_a_logo_shows_on_every_page_from_our_own_address(admin, browser):
    admin.post(PAGE, with_logo(picture(), logo_alt="Les armes de la région"))
    page = browser().get("/").text
    assert 'alt="Les armes de la région"' in page
    answer = browser().get(picture_in(page))
    assert (answer.status_code, answer.mimetype) == (200, "image/png")
    assert "immutable" in answer.headers["Cache-Control"]


def test_the_address_of_an_older_logo_gives_the_present_one_for_a_minute(admin, browser):
    admin.post(PAGE, with_logo(picture()))
    older = picture_in(browser().get("/").text)
    admin.post(PAGE, with_logo(picture(size=(90, 90))))
    answer = browser().get(older)
    assert answer.data == browser().get(picture_in(browser().get("/").text)).data
    assert answer.headers["Cache-Control"] == "public, max-age=60"


def test_a_logo_taken_away_is_no_longer_served(admin, browser):
    admin.post(PAGE, with_logo(picture()))
    address = picture_in(browser().get("/").text)
    admin.post(PAGE, {**SENT, "removes_logo": "y"})
    assert 'class="logo"' not in browser().get("/").text
    assert browser().get(address).status_code == 404


def test_a_file_that_lies_about_its_type_is_refused_and_the_rest_stays_typed(admin):
    answer = admin.post(PAGE, with_logo(b"<svg onload=alert(1)>"))
    assert answer.status_code == 422
    assert "ce fichier n’en est pas une" in answer.text
    assert "Loïc Chesnais, président" in answer.text


def test_the_page_is_kept_by_no_cache(admin):
    assert admin.get(PAGE).headers["Cache-Control"] == "no-store"
