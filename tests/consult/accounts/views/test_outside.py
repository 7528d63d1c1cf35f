"""Signing in with an account held elsewhere, against a provider on loopback."""

import dataclasses
import json
import zipfile
from collections.abc import Callable, Iterator
from datetime import timedelta
from io import BytesIO
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
import requests
from joserfc.jwk import ECKey
from sqlalchemy import delete, select

from consult.accounts.models import OutsideIdentity, SignIn
from consult.kit import clock
from consult.kit.db import database
from consult.settings import Settings
from contributions.models import Argument
from tests.consult.accounts.conftest import Accounts, Browsers, Mails, Store, path_in
from tests.consult.accounts.views.test_resume import fields_of
from tests.factories import NOW
from tests.factories.consultations import make_consultation
from tests.factories.contributions import post_proposal
from tests.factories.forms import OPENED
from tests.factories.people import PASSWORD, PASSWORD_HASH, make_user
from tests.factories.second_factors import make_second_factor, shown
from tests.identity_provider import CLIENT_ID, CLIENT_SECRET, Provider, running

EMAIL, START = "camille@exemple.fr", "/connexion/exterieure"
JOIN, LINK = "/connexion/exterieure/inscription", "/mon-compte/compte-exterieur/relier"
TYPED = {"email": EMAIL, "display_name": "Camille Berry", "kind": "citizen", "charter": "y", "opened": OPENED}


@pytest.fixture(scope="module")
def running_provider() -> Iterator[Provider]:
    with running() as provider:
        yield provider


@pytest.fixture
def provider(running_provider: Provider) -> Provider:
    running_provider.start_again()
    return running_provider


@pytest.fixture(autouse=True)
def _discovered_again(app: Any) -> None:
    """Let the application, composed once, discover the provider of this test."""
    client = app.extensions["consult_provider"]
    client.server_metadata.clear()
    client.client_kwargs.pop("token_endpoint_auth_method", None)


@pytest.fixture
def settings(settings: Settings, provider: Provider) -> Settings:
    return dataclasses.replace(
        settings,
        oidc_issuer=provider.address,
        oidc_client_id=CLIENT_ID,
        oidc_client_secret=CLIENT_SECRET,
        oidc_label="FranceConnect",
    )


@pytest.fixture
def camille(store: Store) -> Any:
    (user,) = store(make_user(email=EMAIL, password_hash=PASSWORD_HASH))
    return user


@pytest.fixture
def linked(store: Store, camille: Any, provider: Provider) -> Any:
    store(OutsideIdentity(user_id=camille.id, issuer=provider.address, subject="fc-4807", linked_at=NOW))
    return camille


@pytest.fixture
def identities(app: Any) -> Callable[[], list[tuple[int, str]]]:
    """Return a function that lists who is linked to which number elsewhere."""

    def read() -> list[tuple[int, str]]:
        with app.app_context(), database().unit_of_work(writes=False) as reading:
            return [
                tuple(row) for row in reading.execute(select(OutsideIdentity.user_id, OutsideIdentity.subject))
            ]

    return read


def go_there(one: Any, start: str = START) -> str:
    """Go to the provider as a browser does; return the address it leads back to, on our site."""
    led = requests.get(one.get(start).location, allow_redirects=False, timeout=5)
    back = urlsplit(led.headers["Location"])
    assert back.netloc == "localhost"
    return f"{back.path}?{back.query}"


def go_through(one: Any, start: str = START) -> Any:
    """Go to the provider and come back."""
    return one.get(go_there(one, start))


# --- going there ------------------------------------------------------------------------


@pytest.mark.parametrize("address", ["/connexion?suite=/recherche", "/inscription?suite=/recherche"])
def test_the_pages_offer_the_provider_by_its_name(browser: Browsers, address: str) -> None:
    page = browser().get(address).text
    assert "Continuer avec FranceConnect" in page
    assert f'href="{START}?suite=/recherche"' in page


def test_the_request_is_tied_to_this_browser_and_proved_later(browser: Browsers, provider: Provider) -> None:
    asked = parse_qs(urlsplit(browser().get(START).location).query)
    assert asked["redirect_uri"] == ["http://localhost/connexion/exterieure/arrivee"]
    assert asked["code_challenge_method"] == ["S256"]
    assert min(len(asked[name][0]) for name in ("state", "nonce", "code_challenge")) >= 20
    assert "code_verifier" not in asked


def test_a_provider_that_does_not_answer_is_said(browser: Browsers, provider: Provider) -> None:
    provider.broken = "openid_configuration"
    answer = browser().get(START)
    assert answer.status_code == 503
    assert "FranceConnect ne répond pas" in answer.text


# --- a first visit ----------------------------------------------------------------------


@pytest.mark.parametrize("signs_userinfo", [False, True], ids=["JSON", "signed token"])
def test_a_first_visit_asks_for_a_name_and_opens_the_account(
    browser: Browsers, provider: Provider, account: Accounts, identities: Any, *, signs_userinfo: bool
) -> None:
    provider.signs_userinfo = signs_userinfo
    one = browser()
    assert go_through(one).location == JOIN
    assert 'value="Camille"' in one.get(JOIN).text
    assert one.post(JOIN, TYPED).location == "/"
    kept = account(EMAIL)
    assert (kept.confirmed_at, kept.accepted_charter_at, kept.password_hash) == (NOW, NOW, None)
    assert identities() == [(kept.id, "fc-4807")]


def test_the_next_visits_open_it_at_once_and_lead_where_one_was_going(browser: Browsers, linked: Any) -> None:
    one = browser()
    assert go_through(one, f"{START}?suite=/recherche").location == "/recherche"
    assert EMAIL in one.get("/mon-compte").text


def test_one_goes_back_only_to_this_site(browser: Browsers, linked: Any) -> None:
    assert go_through(browser(), f"{START}?suite=//voleur.example").location == "/"


def test_nothing_is_opened_without_the_charter(browser: Browsers, account: Accounts) -> None:
    one = browser()
    go_through(one)
    answer = one.post(JOIN, {**TYPED, "charter": ""})
    assert answer.status_code == 422
    assert "Camille Berry" in answer.text
    assert account(EMAIL) is None


def test_the_address_that_was_proved_is_kept_whatever_the_form_says(browser: Browsers, account: Accounts) -> None:
    one = browser()
    go_through(one)
    one.post(JOIN, {**TYPED, "email": "voisin@exemple.fr"})
    assert account("voisin@exemple.fr") is None
    assert account(EMAIL)


def test_the_form_is_shown_to_nobody_who_did_not_come_back(browser: Browsers) -> None:
    assert browser().get(JOIN).location == "/connexion"
    assert browser().post(JOIN, TYPED).location == "/connexion"


def test_after_a_quarter_of_an_hour_one_starts_again(browser: Browsers, account: Accounts) -> None:
    one = browser()
    go_through(one)
    with clock.set_to(NOW + timedelta(minutes=15)):
        assert one.post(JOIN, TYPED).location == "/connexion"
    assert account(EMAIL) is None


def test_a_provider_that_reads_the_secret_in_the_form_is_understood(
    browser: Browsers, provider: Provider, linked: Any
) -> None:
    provider.reads_secret_in = "client_secret_post"
    assert go_through(browser()).location == "/"


# --- an address that nobody proved ------------------------------------------------------


@pytest.fixture
def unproved(provider: Provider) -> Provider:
    provider.person["email_verified"] = False
    return provider


@pytest.mark.usefixtures("unproved")
def test_an_address_nobody_proved_is_proved_by_a_link(browser: Browsers, mails: Mails, account: Accounts) -> None:
    one = browser()
    go_through(one)
    assert one.post(JOIN, TYPED).location == "/courriel-envoye"
    path = path_in(mails()[0])
    assert account(EMAIL).confirmed_at is None
    assert one.post(path).location == "/"
    assert go_through(browser()).location == "/"


@pytest.mark.usefixtures("unproved")
def test_until_then_the_account_elsewhere_opens_nothing(browser: Browsers, mails: Mails) -> None:
    one = browser()
    go_through(one)
    one.post(JOIN, TYPED)
    mails()
    assert go_through(browser()).location == JOIN


@pytest.mark.usefixtures("unproved")
def test_nobody_confirms_an_account_that_another_s_identity_would_open(
    browser: Browsers, mails: Mails, account: Accounts
) -> None:
    thief = browser()
    go_through(thief)
    thief.post(JOIN, TYPED)
    owner, path = browser(), path_in(mails()[0])
    assert "Ouvrez ce lien dans le navigateur" in owner.get(path).text
    assert owner.post(path).status_code == 422
    assert account(EMAIL).confirmed_at is None


@pytest.mark.usefixtures("unproved")
@pytest.mark.parametrize("ask", ["/connexion/lien", "/mot-de-passe-oublie"])
def test_the_owner_who_proves_the_address_drops_the_identity_of_another(
    browser: Browsers, mails: Mails, identities: Any, ask: str
) -> None:
    thief, owner = browser(), browser()
    go_through(thief)
    thief.post(JOIN, TYPED)
    mails()
    owner.post(ask, {"email": EMAIL})
    owner.post(path_in(mails()[-1]), {"password": PASSWORD})
    assert identities() == []
    assert go_through(browser()).location == JOIN


def test_an_address_nobody_proved_tells_nothing_of_who_has_an_account(
    browser: Browsers, unproved: Provider, camille: Any, mails: Mails, identities: Any
) -> None:
    one = browser()
    go_through(one)
    assert one.post(JOIN, TYPED).location == "/courriel-envoye"
    assert [mail.subject for mail in mails()] == ["Vous avez déjà un compte"]
    assert identities() == []


# --- an address that has an account -----------------------------------------------------


def test_accounts_are_never_merged_by_their_address_alone(
    browser: Browsers, camille: Any, identities: Any
) -> None:
    one = browser()
    assert go_through(one).location == JOIN
    page = one.get(JOIN).text
    assert "Vous avez déjà un compte ici" in page
    assert one.post(JOIN, TYPED).status_code == 200
    assert one.get("/mon-compte").status_code == 302
    assert identities() == []


def test_signing_in_once_links_the_two_by_a_gesture(browser: Browsers, camille: Any, identities: Any) -> None:
    one = browser()
    go_through(one)
    answer = one.post("/connexion", {"email": EMAIL, "password": PASSWORD, "suite": LINK})
    assert answer.location == LINK
    assert "Relier ces deux comptes" in one.get(LINK).text
    assert identities() == []
    assert one.post(LINK).status_code == 303
    assert identities() == [(camille.id, "fc-4807")]
    assert go_through(browser()).location == "/"


def test_the_account_page_links_and_parts(browser: Browsers, camille: Any, identities: Any, mails: Mails) -> None:
    one = browser(camille)
    assert "Relier mon compte FranceConnect" in one.get("/mon-compte/compte-exterieur").text
    assert go_through(one).location == LINK
    one.post(LINK)
    assert "Depuis le" in one.get("/mon-compte/compte-exterieur").text
    one.post("/mon-compte/compte-exterieur/delier")
    assert identities() == []
    assert go_through(browser()).location == JOIN
    assert [mail.subject for mail in mails()] == ["Les comptes reliés au vôtre"] * 2


def test_an_account_elsewhere_opens_one_account_here(
    browser: Browsers, store: Store, linked: Any, identities: Any
) -> None:
    (other,) = store(make_user())
    one = browser(other)
    go_through(one)
    answer = one.post(LINK)
    assert answer.status_code == 409
    assert "déjà relié à un autre compte" in answer.text
    assert identities() == [(linked.id, "fc-4807")]


def test_the_same_number_of_another_provider_is_someone_else(
    browser: Browsers, store: Store, camille: Any
) -> None:
    store(OutsideIdentity(user_id=camille.id, issuer="https://ailleurs.example", subject="fc-4807", linked_at=NOW))
    assert go_through(browser()).location == JOIN


def test_nothing_is_parted_that_is_not_linked(browser: Browsers, camille: Any) -> None:
    assert browser(camille).post("/mon-compte/compte-exterieur/delier").status_code == 422


# --- what does not hold -----------------------------------------------------------------


@pytest.mark.parametrize(
    "lies",
    [
        {"nonce": "rejoué"},
        {"aud": "un autre site"},
        {"iss": "https://ailleurs.example"},
        {"exp": 1},
        {"sub": "quelqu’un d’autre"},
    ],
    ids=lambda lies: next(iter(lies)),
)
def test_an_answer_that_does_not_hold_signs_nobody_in(
    browser: Browsers, provider: Provider, linked: Any, lies: dict[str, Any]
) -> None:
    provider.lies = lies
    one = browser()
    answer = go_through(one)
    assert answer.status_code == 403
    assert "n’a pas pu être vérifiée" in answer.text
    assert one.get("/mon-compte").status_code == 302


@pytest.mark.parametrize("signs_userinfo", [False, True])
def test_what_is_told_of_someone_else_is_refused(
    browser: Browsers, provider: Provider, linked: Any, *, signs_userinfo: bool
) -> None:
    provider.signs_userinfo, provider.lies_in_userinfo = signs_userinfo, {"sub": "autre"}
    assert go_through(browser()).status_code == 403


@pytest.mark.parametrize("lies", [{"iss": "https://ailleurs.example"}, {"aud": "un autre site"}])
def test_a_token_signed_by_or_for_someone_else_is_refused(
    browser: Browsers, provider: Provider, linked: Any, lies: dict[str, Any]
) -> None:
    provider.signs_userinfo, provider.lies_in_userinfo = True, lies
    assert go_through(browser()).status_code == 403


def test_a_token_signed_with_another_key_is_refused(browser: Browsers, provider: Provider, linked: Any) -> None:
    provider.published = ECKey.generate_key("P-256", {"kid": "1", "use": "sig"})
    assert go_through(browser()).status_code == 403


def test_an_answer_meant_for_another_browser_signs_nobody_in(browser: Browsers, linked: Any) -> None:
    victim, thief = browser(), browser()
    victim.get(START)
    assert victim.get(go_there(thief)).status_code == 403
    assert victim.get("/mon-compte").status_code == 302


def test_an_answer_serves_once(browser: Browsers, linked: Any) -> None:
    one = browser()
    back = go_there(one)
    assert one.get(back).location == "/"
    one.post("/deconnexion")
    assert one.get(back).status_code == 403


def test_a_provider_that_fails_halfway_is_said(browser: Browsers, provider: Provider, linked: Any) -> None:
    provider.broken = "userinfo"
    assert go_through(browser()).status_code == 503


def test_whoever_gives_up_there_comes_back_to_the_sign_in_page(browser: Browsers) -> None:
    one = browser()
    assert one.get(f"{START}/arrivee?error=access_denied&state=x").location == "/connexion"
    assert "n’est pas allée au bout" in one.get("/connexion").text


# --- the second factor, and leaving -----------------------------------------------------


def test_the_second_factor_is_asked_all_the_same(browser: Browsers, store: Store, linked: Any) -> None:
    store(make_second_factor(linked))
    one = browser()
    assert go_through(one).location == "/connexion/code"
    assert one.get("/mon-compte").status_code == 302
    assert one.post("/connexion/code", {"code": shown()}).location == "/"
    assert "Me déconnecter de FranceConnect" in one.post("/deconnexion", follow_redirects=True).text


def test_signing_out_offers_to_sign_out_there_too(browser: Browsers, provider: Provider, linked: Any) -> None:
    one = browser()
    go_through(one)
    page = one.post("/deconnexion", follow_redirects=True).text
    assert f'href="{provider.address}/logout?id_token_hint=' in page
    assert "post_logout_redirect_uri=http%3A%2F%2Flocalhost%2F" in page
    assert one.get("/mon-compte").status_code == 302


def test_a_session_that_linked_the_two_offers_it_as_well(
    browser: Browsers, provider: Provider, camille: Any
) -> None:
    one = browser(camille)
    go_through(one)
    one.post(LINK)
    assert one.get(LINK).location == "/mon-compte"
    assert f"{provider.address}/logout" in one.post("/deconnexion", follow_redirects=True).text


def test_who_came_by_a_password_leaves_as_before(browser: Browsers, linked: Any) -> None:
    assert browser(linked).post("/deconnexion").location == "/"
    assert browser().get("/deconnexion/exterieure").location == "/"


def test_the_archive_tells_what_is_linked_and_leaving_erases_it(
    browser: Browsers, linked: Any, identities: Any
) -> None:
    one = browser(linked)
    archive = zipfile.ZipFile(BytesIO(one.get("/mon-compte/donnees.zip").data))
    assert json.loads(archive.read("comptes-exterieurs.json"))[0]["numéro"] == "fc-4807"
    one.post("/mon-compte/effacer", {"fate": "unsigned", "proof": PASSWORD})
    assert identities() == []


def test_what_the_provider_said_goes_with_the_session(browser: Browsers, app: Any, linked: Any) -> None:
    one = browser()
    go_through(one)
    one.post("/deconnexion")
    with app.app_context(), database().unit_of_work(writes=False) as reading:
        assert reading.scalars(select(SignIn.outside_token)).all() == []


# --- while one was writing --------------------------------------------------------------


def test_an_argument_written_when_the_session_ended_is_sent_after_the_provider(
    app: Any, browser: Browsers, store: Store, linked: Any
) -> None:
    consultation, author = store(make_consultation(), make_user())
    with app.app_context(), database().unit_of_work():
        proposal = post_proposal(author, consultation)
    shown_at, words = f"/propositions/{proposal.id}-{proposal.slug}", "Le samedi matin, personne n’ouvre la salle."
    address, mine = f"/propositions/{proposal.id}/arguments", browser(linked)
    with app.app_context(), database().unit_of_work() as ended:
        ended.execute(delete(SignIn))
    refused = mine.post(
        address, {"source": words, "position": "for"}, headers={"Referer": f"http://localhost{shown_at}"}
    )
    assert (refused.status_code, f'href="/connexion?suite={shown_at}"' in refused.text) == (401, True)
    there = mine.get(f"/connexion?suite={shown_at}").text
    assert f'href="{START}?suite={shown_at}"' in there
    assert go_through(mine, f"{START}?suite={shown_at}").location == shown_at
    back = mine.client.post("/connexion/reprise", data={**fields_of(refused.text), "reprise-ailleurs": "1"})
    assert (back.status_code, fields_of(back.text)["source"]) == (200, words)
    assert mine.client.post(address, data=fields_of(back.text)).status_code == 302
    with app.app_context(), database().unit_of_work(writes=False) as reading:
        assert [one.source for one in reading.scalars(select(Argument))] == [words]
