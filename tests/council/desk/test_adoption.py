"""An opinion is published by a recorded vote on its very words, dissented from, handed over and corrected."""

import re
from datetime import timedelta

import pytest
from sqlalchemy import select

from consult.accounts.models import Role, Visitor
from consult.kit.db import database, session
from consult.kit.errors import Conflict
from council.chain import chain_of
from council.models import Choice, CitedContribution, Dissent, OfficialResponse, Opinion, OpinionStatus, Outcome
from council.operations.councils import CouncilDraft, create_council
from council.operations.drafting import add_recommendation, remove_recommendation, write_recommendation
from council.operations.opinions import publish_opinion
from council.queries.chain import cited_in
from council.queries.reports import year_of_work
from tests.factories import NOW
from tests.factories.opinions import record_vote
from tests.factories.people import make_user
from tests.factories.stages import seats_in

ADDED = "Ouvrir une ligne téléphonique."
LATER = NOW + timedelta(days=3)
MINORITY = {"kind": "minority", "title": "Sans bornes", "source": "Les bornes **éloignent**."}


@pytest.fixture
def scene(debated, browser):
    """Return the draft with its desk, opened by its rapporteur and by a colleague."""
    debated.desk = f"/conseil/avis/{debated.opinion.id}"
    debated.page = f"/avis/{debated.opinion.id}"
    debated.mine, debated.theirs = browser(debated.rapporteur), browser(debated.colleague)
    return debated


def vote(scene, *parts: int, outcome: Outcome | None = Outcome.ADOPTED) -> None:
    """Record a vote of the three members on the whole, or on each part of these ranks."""
    with scene.app.app_context(), database().unit_of_work() as unit:
        opinion = unit.get_one(Opinion, scene.opinion.id)
        voices = dict(zip(seats_in(scene).values(), (Choice.FOR, Choice.FOR, Choice.AGAINST), strict=True))
        for rank in parts or (None,):
            part = None if rank is None else opinion.sections[rank]
            record_vote(unit, opinion, voices, section=part, outcome=outcome)


def read(scene, statement):
    with scene.app.app_context(), database().unit_of_work(writes=False):
        return session.scalars(statement).all()


def status(scene) -> OpinionStatus:
    return read(scene, select(Opinion.status).where(Opinion.id == scene.opinion.id))[0]


def change_part(scene, rank: int, words: str) -> None:
    (version,) = read(scene, select(Opinion.version))
    part = scene.opinion.sections[rank]
    sent = {"title": part.title, "source": words, "version": str(version)}
    assert scene.mine.post(f"{scene.desk}/parties/{part.id}", sent).status_code == 302


# --- the vote -----------------------------------------------------------------------------


def test_a_draft_offers_no_change_while_the_council_votes_on_it(scene):
    gestures = ("Amender\u00a0:", "Commenter\u00a0:", "Modifier\u00a0:")
    before = scene.mine.get(scene.desk).text
    assert [one in before for one in gestures] == [True] * 3
    vote(scene, outcome=None)
    for text in (scene.mine.get(scene.desk).text, scene.theirs.get(scene.desk).text):
        assert "Le conseil vote sur ce texte" in text
        assert [one in text for one in gestures] == [False] * 3


def test_the_form_of_a_settled_opinion_says_so_and_leads_back_to_it(scene):
    forms = [f"{scene.desk}/{one}" for one in ("titre", "parties/nouvelle", "citations")]
    vote(scene)
    assert "Un mot changé ici demandera un nouveau vote" in scene.mine.get(forms[0]).text
    vote(scene, outcome=None)
    for one in forms:
        answer = scene.mine.get(one)
        assert (answer.status_code, "Attendez la fin du scrutin" in answer.text) == (409, True)
        assert f'href="{scene.desk}"' in answer.text
    assert scene.theirs.get(forms[0]).status_code == 403


def test_the_form_of_a_published_opinion_leads_to_it(followed, browser):
    answer = browser(followed.member).get(f"/conseil/avis/{followed.opinion.id}/titre")
    assert (answer.status_code, "Une correction est un nouvel avis" in answer.text) == (403, True)
    assert f'href="/avis/{followed.opinion.id}"' in answer.text


def test_a_draft_rejected_as_a_whole_says_how_it_may_still_be_adopted(scene):
    vote(scene, outcome=Outcome.REJECTED)
    assert "sur chacune, le dernier vote décide" in scene.mine.get(scene.desk).text
    change_part(scene, 0, "D’autres mots.")
    assert "le dernier vote décide" not in scene.mine.get(scene.desk).text


def test_the_page_says_what_will_be_published_and_by_which_vote(scene):
    assert "Pas encore de vote" in scene.mine.get(f"{scene.desk}/publier").text
    vote(scene)
    text = scene.mine.get(f"{scene.desk}/publier").text
    assert "adopté le 1er octobre 2026" in text
    assert "ne changera plus" in text


def test_an_opinion_adopted_part_by_part_shows_each_vote_by_name(scene, browser):
    vote(scene, 0, 1)
    assert scene.mine.post(f"{scene.desk}/publier").status_code == 302
    text = browser().get(scene.page).text
    voted = text.split("Le vote du conseil")[1]
    assert voted.count("Ali Roy") >= 2
    assert voted.count("Contre") >= 2


def test_a_part_the_council_has_not_voted_holds_the_opinion_back(scene):
    vote(scene, 0)
    answer = scene.mine.post(f"{scene.desk}/publier")
    assert (answer.status_code, status(scene)) == (409, OpinionStatus.DRAFT)
    assert "Faites voter ce qui reste" in answer.text
    vote(scene, 1, outcome=Outcome.REJECTED)
    assert scene.mine.post(f"{scene.desk}/publier").status_code == 409
    vote(scene, 1)
    assert scene.mine.post(f"{scene.desk}/publier").status_code == 302


def test_changing_one_part_asks_for_a_vote_on_that_part_alone(scene):
    vote(scene, 0, 1)
    change_part(scene, 1, "Du papier.")
    assert scene.mine.post(f"{scene.desk}/publier").status_code == 409
    vote(scene, 1)
    assert scene.mine.post(f"{scene.desk}/publier").status_code == 302


def test_a_citation_added_after_the_vote_asks_for_another(scene):
    vote(scene)
    scene.mine.post(f"{scene.desk}/citations/retrait", {"citation": str(scene.opinion.citations[0].id)})
    assert scene.mine.post(f"{scene.desk}/publier").status_code == 409
    assert "Pas encore de vote" in scene.mine.get(f"{scene.desk}/publier").text


def test_a_rejected_opinion_is_not_published(scene):
    vote(scene, outcome=Outcome.REJECTED)
    assert scene.mine.post(f"{scene.desk}/publier").status_code == 409
    assert "Rejeté" in scene.mine.get(scene.desk).text


def test_an_amendment_that_waits_holds_the_publication_back_until_it_is_answered(scene):
    vote(scene)
    first = scene.opinion.recommendations[0].id
    words = {"after": "Garder un guichet par commune.", "reason": "Un canton est trop grand."}
    scene.theirs.post(f"{scene.desk}/amender?pour=recommandation-{first}", words)
    answer = scene.mine.post(f"{scene.desk}/publier")
    assert (answer.status_code, "amendements qui attendent" in answer.text) == (409, True)
    remark = re.search(r"/remarques/(\d+)", scene.mine.get(scene.desk).text).group(1)
    scene.mine.post(f"{scene.desk}/remarques/{remark}", {"verdict": "refuse", "answer": "Non."})
    assert scene.mine.post(f"{scene.desk}/publier").status_code == 302


def test_publishing_twice_gives_one_number_and_one_opinion(scene, browser):
    vote(scene)
    assert browser(scene.president).post(f"{scene.desk}/publier").status_code == 302
    assert scene.mine.post(f"{scene.desk}/publier").status_code == 403
    assert read(scene, select(Opinion.rank)) == [1]
    assert "Avis n°\u00a02026-01" in browser().get(scene.page).text


# --- dissents -------------------------------------------------------------------------------


def test_nobody_dissents_before_the_vote(scene):
    answer = scene.theirs.post(f"{scene.desk}/dissidences/nouvelle", MINORITY)
    assert (answer.status_code, "Attendez le vote" in answer.text) == (409, True)


def test_a_minority_opinion_is_published_signed_with_the_opinion_in_every_format(scene, browser):
    vote(scene)
    assert scene.theirs.post(f"{scene.desk}/dissidences/nouvelle", MINORITY).status_code == 302
    assert "Les bornes <strong>éloignent</strong>." in scene.mine.get(scene.desk).text
    assert browser().get(scene.page).status_code == 404
    scene.mine.post(f"{scene.desk}/publier")
    text = browser().get(scene.page).text
    assert "Avis minoritaire\u00a0: Sans bornes" in text
    assert "Ali Roy" in text.split("Sans bornes")[1]


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        ({"title": ""}, "Donnez un titre à ce texte."),
        ({"source": ""}, "Écrivez ce texte."),
        ({"source": "a" * 10_001}, "Sans bornes"),
        ({"kind": "autre"}, "Les bornes **éloignent**."),
    ],
)
def test_what_a_dissent_lacks_is_said_and_what_was_typed_stays(scene, sent, said):
    vote(scene)
    answer = scene.theirs.post(f"{scene.desk}/dissidences/nouvelle", MINORITY | sent)
    assert (answer.status_code, said in answer.text) == (422, True)
    assert read(scene, select(Dissent.id)) == []


def test_another_member_signs_once_and_takes_their_signature_back(scene, browser):
    vote(scene)
    scene.theirs.post(f"{scene.desk}/dissidences/nouvelle", MINORITY)
    (dissent,) = read(scene, select(Dissent.id))
    president, page = browser(scene.president), f"{scene.desk}/dissidences/{dissent}"
    for _time in range(2):
        assert president.post(f"{page}/signer").status_code == 302
    signed = president.get(scene.desk).text.split("Signé\u00a0:")[1].split("</p>")[0]
    assert (signed.count("Zoé Vinet"), signed.count("Ali Roy")) == (1, 1)
    president.post(f"{page}/retirer-ma-signature")
    assert "Zoé Vinet" not in president.get(scene.desk).text.split("Signé\u00a0:")[1].split("</p>")[0]


def test_a_dissent_whose_last_signature_goes_is_gone(scene):
    vote(scene)
    scene.theirs.post(f"{scene.desk}/dissidences/nouvelle", MINORITY)
    (dissent,) = read(scene, select(Dissent.id))
    assert scene.theirs.post(f"{scene.desk}/dissidences/{dissent}/retirer-ma-signature").status_code == 302
    assert "Aucun texte n’est joint." in scene.mine.get(scene.desk).text
    assert scene.theirs.post(f"{scene.desk}/dissidences/{dissent}/signer").status_code == 404


# --- handing over ---------------------------------------------------------------------------


def test_the_president_hands_the_draft_over_and_the_former_rapporteur_no_longer_writes(scene, browser):
    seat = seat_number(scene, "colleague")
    answer = browser(scene.president).post(f"{scene.desk}/rapporteur", {"member": seat})
    assert answer.status_code == 302
    assert scene.mine.get(f"{scene.desk}/titre").status_code == 403
    assert scene.theirs.get(f"{scene.desk}/titre").status_code == 200


def seat_number(scene, name: str) -> str:
    with scene.app.app_context(), database().unit_of_work(writes=False):
        return str(seats_in(scene)[name].id)


def test_only_members_in_office_are_offered_and_anyone_else_is_refused(scene, browser):
    president = browser(scene.president)
    text = president.get(f"{scene.desk}/rapporteur").text
    assert "Ali Roy" in text
    assert scene.former.display_name not in text
    for sent in ("999999", "", "²"):
        answer = president.post(f"{scene.desk}/rapporteur", {"member": sent})
        assert answer.status_code == 422
        assert 'aria-invalid="true"' in answer.text
    assert read(scene, select(Opinion.rapporteur_id)) == [scene.rapporteur.id]


# --- correcting -----------------------------------------------------------------------------


def corrected(scene, browser) -> str:
    """Open the correction of the published opinion, and return its desk."""
    answer = browser(scene.colleague).post(f"/conseil/avis/{scene.opinion.id}/corriger")
    assert answer.status_code == 302
    return answer.headers["Location"].partition("#")[0]


def test_a_correction_begins_with_every_word_and_is_read_by_members_alone(followed, browser):
    desk = corrected(followed, browser)
    text = browser(followed.colleague).get(desk).text
    assert "Corrige" in text
    assert text.count('id="recommandation-') == len(followed.opinion.recommendations)
    assert text.count('id="citation-') == len(followed.opinion.citations)
    assert browser().get(desk.replace("/conseil", "")).status_code == 404
    assert "corrigé" not in browser().get(f"/avis/{followed.opinion.id}").text


def test_whoever_opens_a_correction_writes_it_and_it_is_opened_once(followed, browser):
    desk = corrected(followed, browser)
    assert browser(followed.colleague).get(f"{desk}/titre").status_code == 200
    assert browser(followed.rapporteur).get(f"{desk}/titre").status_code == 403
    again = browser(followed.rapporteur).post(f"/conseil/avis/{followed.opinion.id}/corriger")
    assert (again.status_code, "Reprenez la correction" in again.text) == (409, True)


def test_a_correction_is_voted_numbered_next_and_the_old_one_still_reads_in_full(followed, browser):
    desk = corrected(followed, browser)
    mine, number = browser(followed.colleague), int(desk.rsplit("/", 1)[1])
    assert mine.post(f"{desk}/publier").status_code == 409
    with followed.app.app_context(), database().unit_of_work() as unit:
        record_vote(unit, unit.get_one(Opinion, number))
    assert mine.post(f"{desk}/publier").status_code == 302
    old, new = (browser().get(f"/avis/{one}").text for one in (followed.opinion.id, number))
    assert "2026-02" in new
    assert f"/avis/{number}" in old
    assert f"/avis/{followed.opinion.id}" in new
    assert all(one.text in old for one in followed.opinion.recommendations)
    assert "Garder douze guichets" in browser().get(f"/avis/{followed.opinion.id}/reponse").text


@pytest.fixture
def replaced(followed, browser):
    """Return the answered opinion once a correction is published: its first recommendation reworded, one added."""
    followed.corrected = int(corrected(followed, browser).rsplit("/", 1)[1])
    with followed.app.test_request_context(), database().unit_of_work() as unit:
        made = unit.get_one(Opinion, followed.corrected)
        first = made.recommendations[0]
        write_recommendation(
            followed.colleague, made, first, "Garder treize guichets.", section_id=None, version=None, at=NOW
        )
        with pytest.raises(Conflict, match="la Région y répond"):
            remove_recommendation(followed.colleague, made, first, at=NOW)
        add_recommendation(followed.colleague, made, ADDED, at=NOW)
        record_vote(unit, made)
        publish_opinion(followed.colleague, made, at=LATER)
    return followed


def test_the_answer_goes_over_to_the_correction_with_its_commitments(replaced, browser):
    reader, page = browser(), f"/avis/{replaced.corrected}/reponse"
    text = reader.get(page).text
    assert "Garder douze guichets" in text
    assert "avant sa correction" in text
    assert text.count("Ses mots ont été corrigés") == 1
    assert "Garder douze guichets" in reader.get(f"/avis/{replaced.opinion.id}/reponse").text
    assert f'href="{page}#recommandation-1"' in reader.get(f"/avis/{replaced.corrected}").text
    (commitment, *_others) = replaced.commitments
    assert f"/avis/{replaced.corrected}#recommandation-1" in reader.get(f"/engagements/{commitment.id}").text


def test_a_corrected_opinion_is_counted_and_followed_once(replaced, browser):
    listed = browser().get(f"/conseils/{replaced.council.slug}").text
    assert listed.count('<p class="eyebrow">Avis n°') == 1
    assert "il remplace le n°\u00a02026-01" in listed
    with replaced.app.test_request_context(), database().unit_of_work(writes=False):
        opinion = session.get_one(Opinion, replaced.corrected)
        work = year_of_work(opinion.council, NOW.year, NOW.date())
        links = chain_of(opinion.consultation, Visitor(), LATER)
        cited = cited_in(session.scalars(select(CitedContribution.contribution_id)).all())
    assert [one.number for one in work.opinions] == ["2026-01"]
    assert sum("rend son avis" in one.label for one in links) == 1
    assert [one.state for one in links if "La Région répond" in one.label] == ["done"]
    assert {one.opinion.id for found in cited.values() for one in found} == {replaced.corrected}


def test_a_recommendation_added_by_a_correction_is_asked_an_answer_then_answered_alone(replaced, browser, store):
    executive = browser(*store(make_user(Role.EXECUTIVE)))
    page, desk = f"/avis/{replaced.corrected}/reponse", f"/secretariat/avis/{replaced.corrected}/reponse"
    assert "la Région doit encore y répondre" in browser().get(page).text
    assert "1 recommandation ajoutée attend sa réponse" in executive.get("/secretariat/reponses").text
    waiting = browser(replaced.secretariat).get("/secretariat").text
    (address,) = re.findall(r'href="(/secretariat/reponses/\d+)">Répondre à la recommandation 5', waiting)
    said = {"verdict": "refused", "reasons": "La ligne existe.", "version": str(_version_of_answer(replaced))}
    assert "Publier cette réponse" in executive.get(address).text
    assert executive.post(address, said | {"reasons": ""}).status_code == 422
    assert executive.post(address, said).location == desk
    text = browser().get(page).text
    assert ("La ligne existe." in text, "après la réponse à l’avis" in text) == (True, True)
    assert "doit encore y répondre" not in text
    assert executive.post(address, said | {"reasons": "Autre."}).status_code == 403
    assert "Répondre à la recommandation" not in browser(replaced.secretariat).get("/secretariat").text


def _version_of_answer(scene) -> int:
    with scene.app.app_context(), database().unit_of_work(writes=False):
        return session.scalars(select(OfficialResponse.version)).one()


def test_the_number_people_quote_leads_to_the_opinion_and_to_its_answer(replaced, browser):
    reader, first = browser(), replaced.opinion.id
    led = [reader.get(one).location for one in ("/avis/2026-01", "/avis/2026-02/reponse")]
    assert led == [f"/avis/{first}", f"/avis/{replaced.corrected}/reponse"]
    assert [reader.get(f"/avis/{one}").status_code for one in (first, "2026-07", "2026-x")] == [200, 404, 404]
    with replaced.app.app_context(), database().unit_of_work() as unit:
        council = create_council(CouncilDraft("Conseil de l’Indre"), at=NOW)
        twin = Opinion(council=council, rapporteur_id=replaced.member.id, title="Autre avis", created_at=NOW)
        twin.status, twin.year, twin.rank, twin.published_at = OpinionStatus.PUBLISHED, 2026, 1, NOW
        unit.add(twin)
    text = reader.get("/avis/2026-01").text
    assert ("Autre avis" in text, f'href="/avis/{first}"' in text) == (True, True)
