"""Signing up, as a person does it."""

import re
from datetime import timedelta
from typing import Any

import pytest

from consult.accounts.models import ContributorKind
from consult.kit import clock
from tests.consult.accounts.conftest import Accounts, Browsers, Mails, Store, path_in
from tests.factories import NOW
from tests.factories.forms import OPENED
from tests.factories.people import PASSWORD, make_user

EMAIL = "camille@exemple.fr"


def stamp_in(page: str) -> str:
    """Return the signed hour a form carries."""
    found = re.search(r'name="opened"[^>]*value="([^"]+)"', page)
    assert found
    return found[1]


def typed(**values: object) -> dict[str, Any]:
    return {
        "email": EMAIL,
        "display_name": "Camille Berry",
        "kind": "citizen",
        "password": PASSWORD,
        "charter": "y",
        "website": "",
        "opened": OPENED,
        **values,
    }


def test_the_form_has_labelled_fields(browser: Browsers) -> None:
    page = browser().get("/inscription").text
    assert "Adresse e-mail" in page
    assert page.count("<h1>S’inscrire</h1>") == 1


def test_signing_up_sends_a_link(browser: Browsers, mails: Mails) -> None:
    answer = browser().post("/inscription", typed())
    assert (answer.status_code, answer.location) == (303, "/courriel-envoye")
    assert [(mail.recipient, mail.subject) for mail in mails()] == [(EMAIL, "Confirmez votre inscription")]


def test_the_next_page_says_where_the_mail_goes(browser: Browsers) -> None:
    one = browser()
    one.post("/inscription", typed())
    page = one.get("/courriel-envoye").text
    assert EMAIL in page
    assert 'href="/inscription">Recommencer avec une autre adresse' in page


def test_whoever_asked_for_a_link_asks_again_where_they_asked(browser: Browsers) -> None:
    one = browser()
    one.post("/connexion/lien", {"email": EMAIL})
    assert 'href="/connexion/lien">Recommencer' in one.get("/courriel-envoye").text
    assert 'href="/connexion">Recommencer' in browser().get("/courriel-envoye").text


def test_reading_the_charter_loses_nothing_of_what_was_typed(browser: Browsers) -> None:
    assert '<a href="/charte" target="_blank">' in browser().get("/inscription").text


def test_opening_the_link_confirms_nothing(browser: Browsers, mails: Mails, account: Accounts) -> None:
    one = browser()
    one.post("/inscription", typed())
    page = one.get(path_in(mails()[0]))
    assert "Confirmer mon inscription" in page.text
    assert account(EMAIL).confirmed_at is None


def test_pressing_the_button_confirms_and_signs_in(browser: Browsers, mails: Mails, account: Accounts) -> None:
    one = browser()
    one.post("/inscription", typed(kind="association"))
    answer = one.post(path_in(mails()[0]))
    assert (answer.status_code, answer.location) == (303, "/")
    assert "Camille Berry" in one.get("/mon-compte").text
    kept = account(EMAIL)
    assert kept.confirmed_at
    assert kept.accepted_charter_at
    assert kept.accepted_charter_version == 1
    assert kept.kind is ContributorKind.ASSOCIATION


def test_a_link_confirms_once(browser: Browsers, mails: Mails) -> None:
    one = browser()
    one.post("/inscription", typed())
    path = path_in(mails()[0])
    one.post(path)
    again = browser().get(path)
    assert again.status_code == 410
    assert "nouveau lien" in again.text


def test_elsewhere_the_link_asks_for_the_password(browser: Browsers, mails: Mails) -> None:
    browser().post("/inscription", typed())
    elsewhere, path = browser(), path_in(mails()[0])
    assert "Mot de passe choisi à l’inscription" in elsewhere.get(path).text
    assert elsewhere.post(path, {"password": "pas le bon mot"}).status_code == 422
    assert elsewhere.post(path, {"password": PASSWORD}).status_code == 303


def test_nobody_confirms_an_account_someone_else_chose_the_password_of(
    browser: Browsers, mails: Mails, account: Accounts
) -> None:
    browser().post("/inscription", typed(password="le mot de passe du voleur"))
    owner, path = browser(), path_in(mails()[0])
    assert owner.post(path).status_code == 422
    assert account(EMAIL).confirmed_at is None


def test_the_last_sign_up_replaces_the_first(browser: Browsers, mails: Mails, account: Accounts) -> None:
    one = browser()
    one.post("/inscription", typed(display_name="Premier nom"))
    first = path_in(mails()[0])
    one.post("/inscription", typed(display_name="Second nom"))
    second = path_in(mails()[1])
    assert one.get(first).status_code == 410
    one.post(second)
    assert account(EMAIL).display_name == "Second nom"


def test_a_known_address_gets_the_same_answer(browser: Browsers, store: Store) -> None:
    store(make_user(email=EMAIL))
    known = browser().post("/inscription", typed())
    unknown = browser().post("/inscription", typed(email="autre@exemple.fr"))
    assert (known.status_code, known.location) == (unknown.status_code, unknown.location)
    assert set(known.headers.keys()) == set(unknown.headers.keys())


def test_a_known_address_is_told_it_has_an_account(browser: Browsers, store: Store, mails: Mails) -> None:
    store(make_user(email=EMAIL, display_name="Camille"))
    browser().post("/inscription", typed(display_name="Un autre nom"))
    sent = mails()[0]
    assert sent.subject == "Vous avez déjà un compte"
    assert "Bonjour Camille," in sent.text


def test_a_known_account_is_left_as_it_is(
    browser: Browsers, store: Store, mails: Mails, account: Accounts
) -> None:
    store(make_user(email=EMAIL, display_name="Camille", password_hash="x"))
    browser().post("/inscription", typed())
    mails()
    assert (account(EMAIL).display_name, account(EMAIL).password_hash) == ("Camille", "x")


def test_a_program_that_fills_the_trap_writes_nothing(browser: Browsers, mails: Mails) -> None:
    answer = browser().post("/inscription", typed(website="https://publicite.example"))
    assert (answer.status_code, answer.location) == (303, "/courriel-envoye")
    assert mails() == []


@pytest.mark.parametrize(
    ("field", "value", "sentence"),
    [
        ("email", "", "Donnez votre adresse"),
        ("email", "camille", "Vérifiez cette adresse"),
        ("email", "a" * 289 + "@exemple.fr", "254"),
        ("display_name", "", "Choisissez le nom"),
        ("display_name", "x" * 81, "80"),
        ("display_name", "M\u0430rie", "seul alphabet"),
        ("kind", "roi", "choi"),
        ("password", "", "Choisissez un mot de passe"),
        ("password", "court", "12"),
        ("charter", None, "Lisez la charte"),
    ],
)
def test_what_is_wrong_is_said_and_the_rest_stays(
    browser: Browsers, mails: Mails, field: str, value: str | None, sentence: str
) -> None:
    sent = {key: one for key, one in typed(**{field: value}).items() if one is not None}
    answer = browser().post("/inscription", sent)
    assert answer.status_code == 422
    assert sentence in answer.text
    kept = "Camille Berry" if field != "display_name" else EMAIL
    assert kept in answer.text
    assert mails() == []


def test_a_form_without_its_token_is_refused(browser: Browsers, mails: Mails) -> None:
    assert browser().client.post("/inscription", data=typed()).status_code == 403
    assert mails() == []


def test_a_hidden_letter_never_reaches_a_name(browser: Browsers, mails: Mails, account: Accounts) -> None:
    browser().post("/inscription", typed(display_name="Cam\u200bille \u202eBerry"))
    mails()
    assert account(EMAIL).display_name == "Camille Berry"


def test_markup_in_a_name_appears_as_typed(browser: Browsers, mails: Mails) -> None:
    one = browser()
    one.post("/inscription", typed(display_name="<script>alert(1)</script>"))
    page = one.get(path_in(mails()[0]))
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page.text


def test_after_confirming_one_goes_where_one_was_going(browser: Browsers, mails: Mails) -> None:
    one = browser()
    one.post("/inscription", typed(suite="/propositions/12-un-tiers-lieu"))
    page = one.get(path_in(mails()[0]))
    assert 'value="/propositions/12-un-tiers-lieu"' in page.text
    answer = one.post(path_in(mails()[0]), {"suite": "/propositions/12-un-tiers-lieu"})
    assert answer.location == "/propositions/12-un-tiers-lieu"


def test_another_site_is_never_where_one_was_going(browser: Browsers, mails: Mails) -> None:
    one = browser()
    one.post("/inscription", typed(suite="//voleur.example"))
    assert "voleur" not in mails()[0].text
    assert one.post(path_in(mails()[0]), {"suite": "//voleur.example"}).location == "/"


def test_confirming_greets_and_says_what_may_be_done(browser: Browsers, mails: Mails) -> None:
    one = browser()
    one.post("/inscription", typed())
    page = one.get(one.post(path_in(mails()[0])).location).text
    assert "Bienvenue, Camille Berry. Votre compte est ouvert" in page
    assert "vous pouvez voter, argumenter et proposer" in page
    assert "Votre compte est ouvert" not in one.get("/").text


def test_confirming_leads_back_to_the_page_one_had_left(browser: Browsers, mails: Mails) -> None:
    one = browser()
    one.get("/inscription", headers={"Referer": "http://localhost/charte"})
    one.post("/inscription", typed(display_name="Élisabeth"))
    answer = one.post(path_in(mails()[0]), {"suite": "/charte"})
    assert answer.location == "/charte"
    assert "Bienvenue, Élisabeth. Votre compte est ouvert : reprenez là où vous en étiez." in (
        one.get("/charte").text
    )


def test_on_another_device_too_one_is_greeted_and_led_back(browser: Browsers, mails: Mails) -> None:
    browser().post("/inscription", typed(suite="/charte"))
    elsewhere = browser()
    path = path_in(mails()[0])
    assert path.endswith("?suite=/charte")
    assert elsewhere.post(path, {"password": PASSWORD, "suite": "/charte"}).location == "/charte"
    assert "Bienvenue, Camille Berry" in elsewhere.get("/charte").text


def test_a_link_to_sign_in_that_opens_an_account_greets_too(browser: Browsers, mails: Mails) -> None:
    one = browser()
    one.post("/inscription", typed())
    one.post("/connexion/lien", {"email": EMAIL})
    path = path_in(mails()[1])
    one.get(path)
    one.post(path)
    assert "Bienvenue, Camille Berry" in one.get("/").text


def test_all_that_is_wrong_is_said_at_once_with_links_to_the_fields(browser: Browsers) -> None:
    wrong = typed(email="camille", display_name="x", password="court")
    del wrong["charter"]
    page = browser().post("/inscription", wrong).text
    summary = page[page.index("error-summary") : page.index("<form")]
    assert "Corrigez ces 4 points" in summary
    assert re.findall(r'href="#([\w-]+)"', summary) == ["email", "display_name", "password", "charter"]
    assert all(f'id="{name}-error"' in page for name in ("email", "display_name", "password", "charter"))


def test_a_password_that_holds_the_name_is_refused_with_the_rest(browser: Browsers) -> None:
    page = browser().post("/inscription", typed(email="camille", password="camille berry 1972")).text
    assert "plus difficile à deviner" in page
    assert "Vérifiez cette adresse" in page


def test_a_refused_form_keeps_all_but_the_password_and_says_so(browser: Browsers) -> None:
    page = browser().post("/inscription", typed(email="camille", kind="company")).text
    assert 'value="camille"' in page
    assert 'value="Camille Berry"' in page
    assert re.search(r'<option selected value="company">', page)
    assert re.search(r'<input checked[^>]*name="charter"', page)
    assert PASSWORD not in page
    assert 'aria-describedby="password-hint password-again"' in page
    assert "À écrire de nouveau" in page


def test_an_empty_password_is_asked_for_without_a_word_on_what_was_not_kept(browser: Browsers) -> None:
    page = browser().post("/inscription", typed(password="")).text
    assert "Choisissez un mot de passe." in page
    assert "À écrire de nouveau" not in page


def test_the_moment_a_form_takes_is_counted_from_its_first_showing(browser: Browsers, mails: Mails) -> None:
    one = browser()
    stamped = stamp_in(one.get("/inscription").text)
    with clock.set_to(NOW + timedelta(seconds=2)):
        refused = one.post("/inscription", typed(opened=stamped, email="camille")).text
    with clock.set_to(NOW + timedelta(seconds=4)):
        assert one.post("/inscription", typed(opened=stamp_in(refused))).status_code == 303


def test_a_signed_in_person_has_no_need_to_sign_up(browser: Browsers, store: Store) -> None:
    (user,) = store(make_user())
    assert browser(user).get("/inscription").location == "/mon-compte"


def test_too_many_sign_ups_are_asked_to_wait(browser: Browsers) -> None:
    one = browser()
    for _ in range(5):
        assert one.post("/inscription", typed()).status_code == 303
    answer = one.post("/inscription", typed())
    assert answer.status_code == 429
    assert "Réessayez dans" in answer.text


def test_the_charter_can_be_read_by_all(browser: Browsers) -> None:
    assert "Charte de participation" in browser().get("/charte").text


# --- programs ---------------------------------------------------------------------------


def test_a_form_sent_at_once_is_held_back_and_loses_nothing(browser: Browsers, mails: Mails) -> None:
    one = browser()
    stamped = stamp_in(one.get("/inscription").text)
    answer = one.post("/inscription", typed(opened=stamped))
    assert answer.status_code == 422
    assert "Relisez-vous" in answer.text
    assert EMAIL in answer.text
    assert mails() == []
    with clock.set_to(NOW + timedelta(seconds=3)):
        assert one.post("/inscription", typed(opened=stamped)).status_code == 303
