"""Taking one's data away, and leaving."""

import io
import json
import zipfile
from typing import Any

import pytest

from tests.consult.accounts.conftest import Accounts, Browsers, Mails, Store
from tests.factories.people import PASSWORD, PASSWORD_HASH, make_user
from tests.factories.second_factors import SECRET, make_second_factor

EMAIL = "camille@exemple.fr"


@pytest.fixture
def camille(store: Store) -> Any:
    (user,) = store(make_user(email=EMAIL, display_name="Camille <b>Berry</b>", password_hash=PASSWORD_HASH))
    return user


def archive(answer: Any) -> zipfile.ZipFile:
    return zipfile.ZipFile(io.BytesIO(answer.data))


def test_the_archive_holds_what_accounts_keep(browser: Browsers, camille: Any) -> None:
    answer = browser(camille).get("/mon-compte/donnees.zip")
    assert answer.headers["Content-Disposition"] == "attachment; filename=mes-donnees-2026-10-01.zip"
    packed = archive(answer)
    assert {"lisez-moi.html", "compte.json", "roles.json", "appareils.json", "courriels.json"} <= set(
        packed.namelist()
    )
    assert json.loads(packed.read("compte.json"))["adresse"] == EMAIL


def test_the_archive_says_since_when_the_second_factor_is_asked(
    browser: Browsers, store: Store, camille: Any
) -> None:
    store(make_second_factor(camille))
    packed = archive(browser(camille).get("/mon-compte/donnees.zip"))
    kept = json.loads(packed.read("compte.json"))
    assert kept["validation en deux étapes depuis le"] == "2026-10-01T11:00:00+02:00"


def test_the_archive_holds_no_secret(browser: Browsers, store: Store, camille: Any) -> None:
    store(make_second_factor(camille))
    packed = archive(browser(camille).get("/mon-compte/donnees.zip"))
    everything = b"".join(packed.read(name) for name in packed.namelist())
    assert b"argon2" not in everything
    assert b"token" not in everything
    assert SECRET.encode() not in everything


def test_the_page_of_the_archive_shows_names_as_typed(browser: Browsers, camille: Any) -> None:
    page = archive(browser(camille).get("/mon-compte/donnees.zip")).read("lisez-moi.html").decode()
    assert "Camille &lt;b&gt;Berry&lt;/b&gt;" in page


def test_the_archive_holds_the_mails_received(browser: Browsers, camille: Any, mails: Mails) -> None:
    browser().post("/connexion/lien", {"email": EMAIL})
    mails()
    kept = json.loads(archive(browser(camille).get("/mon-compte/donnees.zip")).read("courriels.json"))
    assert [mail["objet"] for mail in kept] == ["Votre lien de connexion"]
    assert [mail["destinataire"] for mail in kept] == [EMAIL]


def test_leaving_erases_signs_out_and_says_so(browser: Browsers, camille: Any, account: Accounts) -> None:
    phone, one = browser(camille), browser(camille)
    answer = one.post("/mon-compte/effacer", {"fate": "unsigned", "proof": PASSWORD})
    assert (answer.status_code, answer.location) == (303, "/compte-efface")
    assert account(EMAIL) is None
    assert one.get("/mon-compte").status_code == phone.get("/mon-compte").status_code == 302
    assert "Rien ne vous relie plus" in one.get("/compte-efface").text


def test_the_address_serves_again(browser: Browsers, camille: Any, store: Store) -> None:
    browser(camille).post("/mon-compte/effacer", {"fate": "removed", "proof": PASSWORD})
    (again,) = store(make_user(email=EMAIL))
    assert again.id != camille.id


def test_someone_without_password_writes_their_address(browser: Browsers, store: Store) -> None:
    (user,) = store(make_user(email="dominique@exemple.fr"))
    one = browser(user)
    assert "Votre adresse e-mail, pour confirmer" in one.get("/mon-compte/effacer").text
    assert one.post("/mon-compte/effacer", {"fate": "unsigned", "proof": user.email}).status_code == 303


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"fate": "unsigned", "proof": "pas le bon mot"}, "Écrivez votre mot de passe actuel"),
        ({"fate": "unsigned", "proof": ""}, "Remplissez cette case"),
        ({"proof": PASSWORD}, "Choisissez ce que deviennent vos textes"),
        ({"fate": "everything", "proof": PASSWORD}, "Effacer mon compte"),
    ],
)
def test_nothing_is_erased_without_a_clear_wish(
    browser: Browsers, camille: Any, account: Accounts, *, typed: dict[str, str], sentence: str
) -> None:
    answer = browser(camille).post("/mon-compte/effacer", typed)
    assert answer.status_code == 422
    assert sentence in answer.text
    assert account(EMAIL)
