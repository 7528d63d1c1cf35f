"""The secretariat prepares the region's answer apart, recommendation by recommendation; nobody else reads it."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from consult.accounts.models import Role
from consult.kit import clock
from consult.kit.db import database, session
from council.models import Commitment, OfficialResponse, Opinion, OpinionStatus, Reply
from council.operations.answers import begin_response
from tests.factories import NOW
from tests.factories.people import make_user

REFUSED = {"verdict": "refused", "reasons": "Trop cher."}
OWNED = {"responsible": "Le service", "undated_because": "Le budget n’est pas voté."}
ACCEPTED = {"verdict": "accepted", "reasons": "C’est utile."} | OWNED


@pytest.fixture
def scene(public, browser):
    """Return a published opinion with its answer just begun, and the secretariat's browser."""
    with public.app.app_context(), database().unit_of_work() as unit:
        response = begin_response(public.secretariat, unit.get_one(Opinion, public.opinion.id), at=NOW)
        public.replies = [one.id for one in response.replies]
    public.mine, public.desk = browser(public.secretariat), f"/secretariat/avis/{public.opinion.id}/reponse"
    public.page = f"/avis/{public.opinion.id}/reponse"
    return public


def read(scene, statement):
    with scene.app.app_context(), database().unit_of_work(writes=False):
        return session.scalars(statement).all()


def version(scene) -> str:
    return str(read(scene, select(OfficialResponse.version))[0])


def reply(scene, place: int, **words: str):
    return scene.mine.post(f"/secretariat/reponses/{scene.replies[place]}", words | {"version": version(scene)})


def promise(scene, place: int = 0, title: str = "Garder douze guichets"):
    return scene.mine.post(
        f"/secretariat/reponses/{scene.replies[place]}/engagements", {"title": title, "promised_on": "2027-03-01"}
    )


def sign(scene, **values: str):
    return scene.mine.post(scene.desk, {"signed_by": "La présidence", "version": version(scene)} | values)


@pytest.fixture
def everyone_else(scene, store, browser):
    """Return the browsers of those who do not keep the desk of the councils."""
    people = store(
        make_user(), make_user(Role.MODERATOR), make_user(Role.SECRETARIAT, consultation_id=scene.consultation.id)
    )
    return [browser(one) for one in (*people, scene.member, scene.former)]


def test_every_page_of_the_preparation_is_closed_to_all_but_the_secretariat_of_the_councils(
    scene, everyone_else, browser
):
    promise(scene)
    pages = (
        "/secretariat/reponses",
        scene.desk,
        f"{scene.desk}/publier",
        f"/secretariat/reponses/{scene.replies[0]}",
    )
    for one in everyone_else:
        assert [one.get(page).status_code for page in pages] == [403] * len(pages)
    assert [browser().get(page).status_code for page in pages] == [302] * len(pages)
    assert [scene.mine.get(page).status_code for page in pages] == [200] * len(pages)


def test_no_gesture_of_the_preparation_is_taken_from_anyone_else(scene, everyone_else):
    promise(scene)
    (commitment,) = read(scene, select(Commitment.id))
    gestures = (
        f"{scene.desk}/commencer",
        scene.desk,
        f"{scene.desk}/publier",
        f"/secretariat/reponses/{scene.replies[0]}",
        f"/secretariat/reponses/{scene.replies[0]}/engagements",
        f"/secretariat/engagements/{commitment}/retirer",
    )
    for one in everyone_else:
        answers = [one.post(path, ACCEPTED | {"title": "Autre"}).status_code for path in gestures]
        assert answers == [403] * len(gestures)
    assert read(scene, select(Commitment.id)) == [commitment]
    assert read(scene, select(Reply.verdict)) == [None, None]


def test_an_answer_being_prepared_is_read_and_downloaded_by_the_secretariat_alone(scene, everyone_else, browser):
    reply(scene, 0, **ACCEPTED | {"reasons": "Secret jusqu’au vote."})
    for one in (*everyone_else, browser()):
        for address in (scene.page, f"{scene.page}.odt", f"{scene.page}.pdf"):
            assert one.get(address).status_code in {302, 403}
        assert "Secret jusqu’au vote." not in one.get(f"/avis/{scene.opinion.id}").text
    text = scene.mine.get(scene.page).text
    assert "En préparation" in text
    assert "Secret jusqu’au vote." in text


def test_a_draft_opinion_gets_no_answer(written, browser):
    answer = browser(written.secretariat).post(f"/secretariat/avis/{written.opinion.id}/reponse/commencer")
    assert answer.status_code == 404


def test_beginning_twice_opens_the_same_answer(scene):
    reply(scene, 0, **ACCEPTED)
    assert scene.mine.post(f"{scene.desk}/commencer").status_code == 302
    assert read(scene, select(OfficialResponse.opinion_id)) == [scene.opinion.id]
    assert "Acceptée" in scene.mine.get(scene.desk).text


def test_the_list_says_where_each_answer_stands(scene):
    assert "Réponse en préparation" in scene.mine.get("/secretariat/reponses").text
    sign(scene, planned_on="2026-11-15")
    assert "annoncée pour le 15 novembre 2026" in scene.mine.get("/secretariat/reponses").text
    for place in (0, 1):
        reply(scene, place, **ACCEPTED)
    scene.mine.post(f"{scene.desk}/publier")
    assert "Réponse publiée le 1er octobre 2026" in scene.mine.get("/secretariat/reponses").text


def test_the_page_says_which_recommendations_wait(scene):
    reply(scene, 1, **REFUSED)
    text = scene.mine.get(scene.desk).text
    first, second = text.split("Recommandation 1</a>")[1].split("Recommandation 2</a>")
    assert "À répondre" in first
    assert "Refusée" in second
    waiting = scene.mine.get(f"{scene.desk}/publier").text
    assert "Répondre à la recommandation 1, avec les raisons" in waiting
    assert "recommandation 2, avec" not in waiting
    assert "Dire qui répond." in waiting


def test_an_incomplete_answer_is_not_published_even_by_its_address(scene):
    reply(scene, 0, **ACCEPTED)
    sign(scene)
    answer = scene.mine.post(f"{scene.desk}/publier")
    assert answer.status_code == 409
    assert "Il manque\u00a0: 2" in answer.text
    assert read(scene, select(OfficialResponse.published_at)) == [None]


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        ({"verdict": "accepted", "reasons": "  "}, "Donnez les raisons."),
        ({"verdict": "", "reasons": "Des raisons écrites."}, "Choisissez une réponse."),
        ({"verdict": "peut-être", "reasons": "Des raisons écrites."}, "Des raisons écrites."),
        ({"verdict": "accepted", "reasons": "Des raisons écrites."}, "Dites qui en répond"),
        (
            {"verdict": "accepted_in_part", "reasons": "Des raisons écrites.", "responsible": "Le service"},
            "Donnez une date, ou dites pourquoi",
        ),
    ],
)
def test_what_a_reply_lacks_is_said_and_what_was_typed_stays(scene, sent, said):
    answer = reply(scene, 0, **sent)
    assert answer.status_code == 422
    assert said in answer.text
    assert sent["reasons"] in answer.text
    assert read(scene, select(Reply.verdict)) == [None, None]


def test_two_people_who_prepare_the_same_answer_do_not_undo_each_other(scene):
    read_at = version(scene)
    assert reply(scene, 0, **ACCEPTED).status_code == 302
    late = scene.mine.post(f"/secretariat/reponses/{scene.replies[1]}", REFUSED | {"version": read_at})
    assert late.status_code == 409
    assert "Rechargez la page" in late.text
    assert scene.mine.post(scene.desk, {"signed_by": "Une autre", "version": read_at}).status_code == 409


@pytest.mark.parametrize("sent", ["", "²", "9" * 5_000])
def test_a_version_that_is_no_number_counts_as_the_oldest(scene, sent):
    assert scene.mine.post(scene.desk, {"signed_by": "La présidence", "version": sent}).status_code == 409


def test_a_refused_recommendation_takes_no_commitment_and_says_why(scene):
    reply(scene, 0, **REFUSED)
    answer = promise(scene)
    assert answer.status_code == 422
    assert "Cette recommandation est refusée" in answer.text
    assert "Garder douze guichets" in answer.text
    assert read(scene, select(Commitment.id)) == []


def test_a_recommendation_with_a_promise_is_not_refused_before_it_is_taken_out(scene):
    reply(scene, 0, **ACCEPTED)
    promise(scene)
    answer = reply(scene, 0, **REFUSED)
    assert answer.status_code == 422
    assert "Retirez d’abord ses engagements" in answer.text
    assert "Trop cher." in answer.text
    (commitment,) = read(scene, select(Commitment.id))
    assert scene.mine.post(f"/secretariat/engagements/{commitment}/retirer").status_code == 302
    assert reply(scene, 0, **REFUSED).status_code == 302


TYPED = {"verdict": "accepted", "reasons": "Des raisons longues à écrire.", "responsible": "Le service"}


def test_adding_a_commitment_keeps_what_was_typed_of_the_answer_beside_it(scene):
    address = f"/secretariat/reponses/{scene.replies[0]}"
    promised = {"title": "Garder douze guichets", "promised_on": "2027-03-01"}
    refused = scene.mine.post(f"{address}/engagements", TYPED | {"title": " ", "version": version(scene)})
    assert (refused.status_code, TYPED["reasons"] in refused.text) == (422, True)
    assert (
        scene.mine.post(f"{address}/engagements", TYPED | promised | {"version": version(scene)}).status_code
        == 302
    )
    page = scene.mine.get(address).text
    assert all(words in page for words in (TYPED["reasons"], "Le service", "Garder douze guichets"))
    assert 'formaction="' in page
    assert "Répondre à la recommandation 1, avec" in scene.mine.get(f"{scene.desk}/publier").text


def test_saving_the_answer_saves_the_commitment_typed_beside_it_or_neither(scene):
    half = reply(scene, 0, **ACCEPTED | {"title": "Garder douze guichets"})
    assert (half.status_code, "Donnez une date à cet engagement" in half.text) == (422, True)
    assert (read(scene, select(Commitment.id)), read(scene, select(Reply.reasons))) == ([], ["", ""])
    whole = ACCEPTED | {"title": "Garder douze guichets", "undated_promise": "Le marché n’est pas passé."}
    assert reply(scene, 0, **whole).status_code == 302
    assert read(scene, select(Commitment.undated_because)) == ["Le marché n’est pas passé."]
    assert (
        "sans date, parce que\u00a0: Le marché" in scene.mine.get(f"/secretariat/reponses/{scene.replies[0]}").text
    )


def test_a_commitment_without_words_is_told_beside_its_field(scene):
    answer = promise(scene, title=" ")
    assert (answer.status_code, "Dites à quoi la Région s’engage." in answer.text) == (422, True)


def test_a_commitment_taken_back_before_publication_is_gone(scene):
    promise(scene)
    (commitment,) = read(scene, select(Commitment.id))
    assert "Garder douze guichets" in scene.mine.get(f"/secretariat/reponses/{scene.replies[0]}").text
    scene.mine.post(f"/secretariat/engagements/{commitment}/retirer")
    assert "Garder douze guichets" not in scene.mine.get(f"/secretariat/reponses/{scene.replies[0]}").text
    assert scene.mine.get(f"/secretariat/engagements/{commitment}").status_code == 404


def test_publication_shows_everything_at_once_and_then_nothing_changes(scene, browser):
    reply(scene, 0, **ACCEPTED)
    reply(scene, 1, **REFUSED)
    promise(scene)
    sign(scene, source="Merci au **conseil**.")
    assert browser().get(scene.page).status_code == 403
    assert scene.mine.post(f"{scene.desk}/publier").status_code == 302
    text = browser().get(scene.page).text
    for words in (
        "signée\u00a0: La présidence",
        "<strong>conseil</strong>",
        "Acceptée",
        "Refusée",
        "Garder douze guichets",
    ):
        assert words in text
    (commitment,) = read(scene, select(Commitment.id))
    assert [
        reply(scene, 0, **REFUSED | {"verdict": "under_study"}).status_code,
        sign(scene).status_code,
        scene.mine.post(f"{scene.desk}/publier").status_code,
        scene.mine.post(f"/secretariat/engagements/{commitment}/retirer").status_code,
    ] == [403] * 4


def test_a_promise_added_after_the_publication_is_dated_told_and_stays(scene, browser):
    sign(scene)
    complete = [reply(scene, place, **ACCEPTED).status_code for place in range(len(scene.replies))]
    scene.mine.post(f"{scene.desk}/publier")
    with clock.set_to(NOW + timedelta(hours=3)):
        assert promise(scene, title="Une visite par an").status_code == 302
        assert "ses mots ne changent plus" in scene.mine.get(scene.desk).text
        assert 'name="signed_by"' not in scene.mine.get(scene.desk).text
    (commitment,) = read(scene, select(Commitment.id))
    assert (complete, scene.mine.post(f"/secretariat/engagements/{commitment}/retirer").status_code) == (
        [302, 302],
        403,
    )
    for page in (scene.page, f"/engagements/{commitment}"):
        assert "après la réponse" in browser().get(page).text
    assert "Engagement pris après la publication" in browser().get("/engagements/actualites.atom").text


def test_replies_keep_the_order_of_the_recommendations_after_these_moved(written, browser):
    desk, mine = f"/conseil/avis/{written.opinion.id}", browser(written.member)
    second = written.opinion.recommendations[1].id
    assert mine.post(f"{desk}/recommandations/{second}/monter").status_code == 302
    with written.app.app_context(), database().unit_of_work() as unit:
        opinion = unit.get_one(Opinion, written.opinion.id)
        opinion.status = OpinionStatus.PUBLISHED
        begin_response(written.secretariat, opinion, at=NOW)
    text = browser(written.secretariat).get(f"/secretariat/avis/{written.opinion.id}/reponse").text
    assert text.index("Les ouvrir le soir.") < text.index("Garder les guichets.")
    assert text.index("Recommandation 1") < text.index("Recommandation 2")


def test_an_unknown_reply_or_answer_is_not_found(scene):
    for address in ("/secretariat/reponses/999999", "/secretariat/avis/999999/reponse"):
        assert scene.mine.get(address).status_code == 404
    assert scene.mine.get("/avis/999999/reponse").status_code == 404
