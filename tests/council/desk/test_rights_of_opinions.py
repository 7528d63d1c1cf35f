"""Who may do what with an opinion, asked of the server: what is hidden on a page is refused at its address too."""

import pytest
from sqlalchemy import select

from consult.accounts.models import Role
from consult.kit.db import database, session
from council.models import Dissent, Opinion
from council.operations import remarks
from tests.factories import NOW
from tests.factories.people import make_user
from tests.factories.stages import seats_in

OUTSIDE = ("visitor", "citizen", "moderator", "secretariat")
SEATED = ("rapporteur", "president", "colleague")
READ_BY_MEMBERS = ("", "/versions", "/commenter", "/dissidences/nouvelle")
WRITTEN_BY_RAPPORTEUR = (
    "/titre",
    "/parties/nouvelle",
    "/parties/{part}",
    "/recommandations/nouvelle",
    "/recommandations/{recommendation}",
    "/citations",
)
GESTURES_OF_RAPPORTEUR = (
    "/parties/{part}/monter",
    "/parties/{part}/retirer",
    "/recommandations/{recommendation}/monter",
    "/recommandations/{recommendation}/retirer",
    "/citations",
    "/citations/retrait",
    "/remarques/{remark}",
)
GESTURES_OF_MEMBERS = (
    "/remarques/{remark}/retirer",
    "/commenter",
    "/amender",
    "/dissidences/nouvelle",
    "/corriger",
)


@pytest.fixture
def scene(debated, store):
    """Return the draft with a comment of a colleague, and people who do not sit in the council."""
    debated.citizen, debated.moderator = store(make_user(), make_user(Role.MODERATOR))
    debated.visitor = None
    with debated.app.app_context(), database().unit_of_work() as unit:
        opinion = unit.get_one(Opinion, debated.opinion.id)
        debated.remark = remarks.comment(seats_in(debated)["colleague"], opinion, "À revoir.", at=NOW)
    return debated


def at(scene, path: str) -> str:
    opinion = scene.opinion
    filled = path.format(
        part=opinion.sections[1].id, recommendation=opinion.recommendations[1].id, remark=scene.remark.id
    )
    return f"/conseil/avis/{opinion.id}{filled}"


def statuses(browser, scene, name: str, paths, method: str = "get") -> dict[str, int]:
    reader = browser(getattr(scene, name))
    return {path: getattr(reader, method)(at(scene, path)).status_code for path in paths}


def versions(scene) -> int:
    with scene.app.app_context(), database().unit_of_work(writes=False):
        return session.scalars(select(Opinion.version).where(Opinion.id == scene.opinion.id)).one()


@pytest.mark.parametrize("name", OUTSIDE)
def test_nobody_outside_the_council_learns_that_a_draft_exists(browser, scene, name):
    paths = (*READ_BY_MEMBERS, *WRITTEN_BY_RAPPORTEUR, "/publier", "/rapporteur", "/remarques/{remark}")
    assert statuses(browser, scene, name, paths) == dict.fromkeys(paths, 404)


@pytest.mark.parametrize("name", ["citizen", "moderator", "secretariat", "former"])
def test_nobody_outside_the_council_changes_a_draft(browser, scene, name):
    before = versions(scene)
    paths = (*WRITTEN_BY_RAPPORTEUR, *GESTURES_OF_RAPPORTEUR, *GESTURES_OF_MEMBERS, "/publier", "/rapporteur")
    assert set(statuses(browser, scene, name, paths, "post").values()) <= {403, 404}
    assert versions(scene) == before


def test_someone_whose_mandate_ended_is_told_so_and_reads_nothing(browser, scene):
    answer = browser(scene.former).get(at(scene, ""))
    assert answer.status_code == 403
    assert "mandat est en cours" in answer.text
    assert "Garder un guichet par canton." not in answer.text


@pytest.mark.parametrize("name", SEATED)
def test_every_member_in_office_reads_the_draft_its_versions_and_its_remarks(browser, scene, name):
    paths = (*READ_BY_MEMBERS, "/remarques/{remark}")
    assert statuses(browser, scene, name, paths) == dict.fromkeys(paths, 200)


def test_the_rapporteur_alone_opens_the_pages_that_write(browser, scene):
    assert statuses(browser, scene, "rapporteur", WRITTEN_BY_RAPPORTEUR) == dict.fromkeys(
        WRITTEN_BY_RAPPORTEUR, 200
    )
    for name in ("president", "colleague"):
        refused = statuses(browser, scene, name, WRITTEN_BY_RAPPORTEUR)
        assert refused == dict.fromkeys(WRITTEN_BY_RAPPORTEUR, 403)


@pytest.mark.parametrize("name", ["president", "colleague"])
def test_no_other_member_moves_removes_cites_or_answers(browser, scene, name):
    before = versions(scene)
    refused = statuses(browser, scene, name, GESTURES_OF_RAPPORTEUR, "post")
    assert refused == dict.fromkeys(GESTURES_OF_RAPPORTEUR, 403)
    assert versions(scene) == before


def test_who_presides_names_the_rapporteur_and_the_rapporteur_does_not_hand_over_alone(browser, scene):
    answers = {name: browser(getattr(scene, name)).get(at(scene, "/rapporteur")).status_code for name in SEATED}
    assert answers == {"rapporteur": 403, "president": 200, "colleague": 403}


def test_the_rapporteur_and_who_presides_publish_and_no_other_member(browser, scene):
    answers = {name: browser(getattr(scene, name)).get(at(scene, "/publier")).status_code for name in SEATED}
    assert answers == {"rapporteur": 200, "president": 200, "colleague": 403}


def test_a_member_sees_only_the_buttons_that_would_work(browser, scene):
    mine, theirs = (browser(one).get(at(scene, "")).text for one in (scene.rapporteur, scene.colleague))
    for words in ("Ajouter une partie", "Changer le titre", "Ne plus citer", "Publication"):
        assert words in mine
        assert words not in theirs
    for words in ("Amender", "Commenter"):
        assert words in theirs


def test_a_draft_is_not_corrected(browser, scene):
    for name in SEATED:
        assert browser(getattr(scene, name)).post(at(scene, "/corriger")).status_code == 403


# --- once it is published -----------------------------------------------------------------


@pytest.fixture
def published(followed):
    """Return the published opinion as the same tests name its rows."""
    followed.remark = followed.opinion
    followed.visitor = None
    return followed


@pytest.mark.parametrize("name", SEATED)
def test_a_published_opinion_is_changed_by_nobody_not_even_its_rapporteur(browser, published, name):
    before, paths = (
        versions(published),
        (*WRITTEN_BY_RAPPORTEUR, *GESTURES_OF_RAPPORTEUR[:-1], "/commenter", "/amender"),
    )
    refused = statuses(browser, published, name, (*paths, "/publier", "/rapporteur"), "post")
    assert set(refused.values()) == {403}
    assert versions(published) == before


def test_a_dissent_is_neither_attached_signed_nor_taken_back_after_publication(browser, published):
    with published.app.app_context(), database().unit_of_work(writes=False):
        dissent = session.scalars(select(Dissent.id)).one()
    paths = (
        "/dissidences/nouvelle",
        f"/dissidences/{dissent}/signer",
        f"/dissidences/{dissent}/retirer-ma-signature",
    )
    assert statuses(browser, published, "colleague", paths, "post") == dict.fromkeys(paths, 403)
    assert "Sans bornes" in browser().get(f"/avis/{published.opinion.id}").text


def test_members_alone_correct_a_published_opinion(browser, published, store):
    (citizen,) = store(make_user())
    for who in (citizen, published.former, published.secretariat):
        assert browser(who).get(at(published, "/corriger")).status_code == 403
    assert browser(published.colleague).get(at(published, "/corriger")).status_code == 200
    assert browser().get(at(published, "/corriger")).status_code == 302


def test_the_desk_of_a_published_opinion_leads_members_to_what_everyone_reads(browser, published):
    text = browser(published.colleague).get(at(published, "")).text
    assert "Cet avis est publié" in text
    assert f'href="/avis/{published.opinion.id}"' in text
    assert "Ajouter une partie" not in text
