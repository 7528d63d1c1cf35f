"""A provisional synthesis: who finds it, what an author says, the answer, the figures of the final one."""

import re
from contextlib import contextmanager
from datetime import timedelta

import pytest
from sqlalchemy import select

from consult.accounts.personal_data import TextsFate
from consult.audit.models import AuditLine
from consult.kit import jobs
from consult.kit.db import database
from consult.kit.errors import Conflict, Invalid
from consult.kit.mail import OutgoingMail
from synthesis.composer.document import quotes_of
from synthesis.models import Contest, ContestAnswer, ContestKind, Synthesis
from synthesis.operations.contesting import (
    Answer,
    answer_contest,
    close_provisional,
    contest_place,
    open_provisional,
)
from synthesis.operations.life import publish_synthesis, validate_synthesis
from synthesis.personal_data import erase, hand_over
from synthesis.queries.contests import own_place, own_places
from synthesis.queries.syntheses import file_of
from synthesis.reading import shelf_of, written_document, written_part
from tests.factories import NOW
from tests.factories.people import make_user
from tests.factories.syntheses import compute, sign_everything, work

SAID = "Je parlais du bus, pas du guichet."
UNTIL = NOW + timedelta(days=14)


@pytest.fixture
def site(grouped, browser):
    """Give the draft opened to its contributors, with the address of an author's text."""
    grouped.text = grouped.texts[0]
    with at_work(grouped) as (_unit, synthesis):
        open_provisional(grouped.secretariat, synthesis, NOW, UNTIL, at=NOW)
    grouped.page = f"/syntheses/{grouped.synthesis.id}/mes-contributions"
    grouped.desk = f"/secretariat/syntheses/{grouped.synthesis.id}"
    grouped.writer = grouped.text.author_id
    grouped.owner = grouped.author if grouped.text.author_id == grouped.author.id else grouped.reader
    grouped.open = browser
    return grouped


@contextmanager
def at_work(scene):
    """Open a unit of work on the synthesis."""
    with scene.app.app_context(), database().unit_of_work() as unit:
        yield unit, unit.get_one(Synthesis, scene.synthesis.id)


def contest(site, **values: object):
    sent = {"kind": "misplaced", "text": SAID} | values
    return site.open(site.owner).post(f"{site.page}/{site.text.id}", sent)


def answered(site, answer=ContestAnswer.EXPLAINED, into=""):
    with at_work(site) as (unit, _synthesis):
        row = unit.scalars(select(Contest)).one()
        answer_contest(site.secretariat, row, Answer(answer, "Votre texte parle aussi du guichet.", into), at=NOW)


def test_contributors_read_it_others_do_not_and_visitors_are_asked_to_sign_in(site, store):
    assert site.open(site.owner).get(f"/syntheses/{site.synthesis.id}").status_code == 200
    assert "Synthèse provisoire" in site.open(site.owner).get(f"/syntheses/{site.synthesis.id}").text
    stranger = store(make_user())[0]
    assert site.open(stranger).get(f"/syntheses/{site.synthesis.id}").status_code == 404
    assert site.open().get(f"/syntheses/{site.synthesis.id}").status_code == 302
    assert site.open().get(site.page).status_code == 302
    assert site.open().get(f"{site.page}/{site.text.id}").status_code == 302


def test_each_contributor_is_told_once_with_a_link_and_nothing_else(site):
    with at_work(site) as (_unit, synthesis):
        open_provisional(site.secretariat, synthesis, NOW, UNTIL + timedelta(days=1), at=NOW)
    with site.app.app_context():
        jobs.run_due(NOW + timedelta(minutes=1))
    with at_work(site) as (unit, _synthesis):
        told = unit.scalars(select(OutgoingMail).where(OutgoingMail.subject.contains("à sa place"))).all()
    assert sorted(mail.recipient for mail in told) == sorted({site.author.email, site.reader.email})
    assert all(site.page in mail.text and site.text.title not in mail.text for mail in told)


def test_an_author_sees_each_text_and_its_place_and_says_what_is_wrong(site):
    page = site.open(site.owner).get(site.page).text
    assert "Placée sous « Santé, sujet" in page.replace("\u00a0", " ")
    assert f"{site.page}/{site.text.id}" in page
    form = site.open(site.owner).get(f"{site.page}/{site.text.id}").text
    assert re.search(r"Santé, sujet \d+\xa0: \w", form)
    assert "theme-1#topic-" in form
    # Nobody says that a text is misunderstood without having it before their eyes.
    assert all(words in form for words in (site.text.reference, f">{site.text.title}<", str(site.text.markup)))
    assert contest(site).status_code == 302
    page = site.open(site.owner).get(site.page).text
    assert SAID in page
    assert "ne vous a pas encore répondu" in page
    assert SAID in site.open(site.secretariat).get(f"{site.desk}/contestations").text
    # Who of the staff reads what someone says of their own text is noted.
    with at_work(site) as (unit, _synthesis):
        [line] = unit.scalars(select(AuditLine).where(AuditLine.method == "GET"))
    assert (line.actor_id, line.address) == (site.secretariat.id, f"{site.desk}/contestations")


def test_only_one_s_own_text_once_and_with_a_sentence(site):
    other = site.author if site.owner == site.reader else site.reader
    assert site.open(other).get(f"{site.page}/{site.text.id}").status_code == 404
    assert contest(site, text=" ").status_code == 422
    assert contest(site, kind="fausse").status_code == 422
    assert contest(site).status_code == 302
    assert contest(site).status_code == 409


def test_an_accepted_one_moves_the_text_as_a_change_of_the_secretariat(site):
    contest(site)
    with at_work(site) as (_unit, synthesis):
        target = next(one for one in shelf_of(synthesis, "theme-1").topics if site.text.reference not in one.refs)
        source = next(one for one in shelf_of(synthesis, "theme-1").topics if site.text.reference in one.placed)
    sent = {"answer": "accepted", "into": target.key, "explanation": "Vous avez raison."}
    case = re.search(r"/contestations/\d+", site.open(site.secretariat).get(f"{site.desk}/contestations").text)[0]
    # Whoever answers reads the name of the topic and finds it one click away.
    asked = site.open(site.secretariat).get(f"{site.desk}{case}").text
    assert f": {source.name}" in asked
    assert f"/themes/theme-1/sujets/{source.key}" in asked
    assert site.open(site.secretariat).post(f"{site.desk}{case}", sent | {"explanation": ""}).status_code == 422
    assert site.open(site.secretariat).post(f"{site.desk}{case}", sent).status_code == 302
    assert site.open(site.secretariat).post(f"{site.desk}{case}", sent).status_code == 409
    # The new place is read at once, before the worker has written the files again.
    told = site.open(site.owner).get(site.page).text.partition(f'id="texte-{site.text.id}"')[2]
    assert f": {target.name}\u00a0»" in told.partition("</li>")[0]
    with at_work(site) as (unit, synthesis):
        homes = [one.key for one in shelf_of(synthesis, "theme-1").topics if site.text.reference in one.refs]
        assert homes == [target.key]
        rank = [one.key for one in shelf_of(synthesis, "theme-1").topics].index(target.key) + 1
    work(site.app)
    # The author reads the place the files give, and whether the words are still shown.
    with at_work(site) as (unit, synthesis):
        place, _text = own_place(site.owner.id, synthesis, site.text.id)
        document = written_document(synthesis)
        shown = {quote.ref for part in document.walk() for block in part.blocks for quote in quotes_of(block)}
        assert place.place == f"sujet {rank}\u00a0: {target.name}"
        assert place.is_quoted is (site.text.reference in shown)
    page = site.open(site.owner).get(site.page).text
    assert f"Santé, {place.place}" in page
    assert f"/parties/theme-1#{target.key}" in page
    with at_work(site) as (unit, synthesis):
        assert unit.scalars(select(Contest)).one().edit_id is not None


def test_the_answer_is_told_by_mail_and_read_on_the_page_and_in_my_contributions(site):
    contest(site)
    answered(site)
    with at_work(site) as (unit, _synthesis):
        mail = unit.scalars(select(OutgoingMail).where(OutgoingMail.subject.contains("vous répond"))).one()
    assert (mail.recipient, site.page in mail.text) == (site.owner.email, True)
    assert "parle aussi du guichet" in site.open(site.owner).get(site.page).text
    assert "parle aussi du guichet" in site.open(site.owner).get("/mes-contributions").text


def test_between_the_closing_and_the_publication_an_author_still_reads_places_and_answers(site, store):
    contest(site)
    with at_work(site) as (_unit, synthesis):
        close_provisional(site.secretariat, synthesis, at=NOW)
    answered(site)
    read = site.open(site.owner).get(site.page).text
    assert "La synthèse définitive n’est pas encore publiée" in read
    assert "parle aussi du guichet" in read
    assert "Placée sous" in read
    # Nothing leads to pages that are closed, and nobody else finds this one.
    assert "/parties/" not in read
    assert f'href="/syntheses/{site.synthesis.id}"' not in read
    assert site.open(site.owner).get(f"/syntheses/{site.synthesis.id}").status_code == 404
    assert site.open(store(make_user())[0]).get(site.page).status_code == 404


def test_the_final_synthesis_counts_who_spoke_and_what_was_accepted(site):
    contest(site)
    with at_work(site) as (_unit, synthesis):
        sign_everything(site.secretariat, synthesis)
        with pytest.raises(Conflict, match="Fermez"):
            validate_synthesis(site.secretariat, synthesis, at=NOW)
        close_provisional(site.secretariat, synthesis, at=NOW + timedelta(days=2))
        with pytest.raises(Conflict, match="Répondez"):
            validate_synthesis(site.secretariat, synthesis, at=NOW + timedelta(days=3))
    answered(site)
    with at_work(site) as (_unit, synthesis):
        claims = [claim.text for claim in written_part(synthesis, "corrections")[1].section.blocks[0].claims]
        sign_everything(site.secretariat, synthesis)
        validate_synthesis(site.secretariat, synthesis, at=NOW + timedelta(days=3))
    assert claims[2].startswith("1 personne s’est exprimée\u00a0: 1 contribution dite mal placée")
    assert "expliqué son choix pour 1 autre" in claims[2]


def test_a_contestation_is_on_the_secretariats_list_until_it_is_answered(site):
    listed = f'href="{site.desk}/contestations">Répondre à 1 contestation'
    assert listed not in site.open(site.secretariat).get("/secretariat").text
    contest(site)
    assert listed in site.open(site.secretariat).get("/secretariat").text
    answered(site)
    assert listed not in site.open(site.secretariat).get("/secretariat").text


def test_nothing_is_said_once_it_is_closed(site):
    with at_work(site) as (_unit, synthesis):
        close_provisional(site.secretariat, synthesis, at=NOW)
        place, _text = own_place(site.owner.id, synthesis, site.text.id)
        with pytest.raises(Conflict):
            contest_place(site.owner, synthesis, place, ContestKind.MISPLACED, SAID, at=NOW)
        with pytest.raises(Conflict):
            close_provisional(site.secretariat, synthesis, at=NOW)
    assert contest(site).status_code == 404


def test_the_secretariat_chooses_the_days_and_leaves_time_to_answer(site):
    browser = site.open(site.secretariat)
    assert "Ouverte à partir du" in browser.get(f"{site.desk}/provisoire").text
    short = {"opens_at": "2026-11-01T08:00", "until": "2026-11-01T09:00"}
    assert browser.post(f"{site.desk}/provisoire", short).status_code == 422
    assert browser.post(f"{site.desk}/provisoire", {}).status_code == 422
    assert browser.post(f"{site.desk}/provisoire", short | {"until": "2036-11-01T09:00"}).status_code == 302
    assert browser.post(f"{site.desk}/provisoire/fermer").status_code == 409
    with at_work(site) as (_unit, synthesis):
        with pytest.raises(Invalid):
            open_provisional(site.secretariat, synthesis, NOW, NOW + timedelta(hours=1), at=NOW)
        open_provisional(site.secretariat, synthesis, NOW, UNTIL, at=NOW)
    assert browser.post(f"{site.desk}/provisoire/fermer").status_code == 302


def test_publishing_tells_each_contributor_once_where_their_texts_are(site):
    with at_work(site) as (_unit, synthesis):
        close_provisional(site.secretariat, synthesis, at=NOW)
        sign_everything(site.secretariat, synthesis)
        validate_synthesis(site.secretariat, synthesis, at=NOW)
    work(site.app)
    with at_work(site) as (_unit, synthesis):
        publish_synthesis(site.secretariat, synthesis, at=NOW)
        assert b"corrections" in file_of(synthesis, "synthese.json").content
    work(site.app)
    work(site.app)
    with at_work(site) as (unit, _synthesis):
        told = unit.scalars(select(OutgoingMail).where(OutgoingMail.subject.contains("est publique"))).all()
    assert sorted(mail.recipient for mail in told) == sorted({site.author.email, site.reader.email})
    assert "Placée sous" in site.open(site.owner).get(site.page).text


def test_what_someone_contested_is_handed_over_and_its_words_are_erased(site):
    contest(site)
    answered(site)
    with at_work(site) as (unit, synthesis):
        owner = unit.get_one(type(site.owner), site.owner.id)
        part = next(iter(hand_over(owner, NOW)))
        assert part.content[0]["texte"] == SAID
        assert len(own_places(owner.id, synthesis)) > 1
        erase(owner, TextsFate.REMOVED, NOW)
        row = unit.scalars(select(Contest)).one()
        assert (row.text, row.explanation, row.answer) == ("", "", ContestAnswer.EXPLAINED)
    assert "Texte effacé" in site.open(site.secretariat).get(f"{site.desk}/contestations").text


def test_a_new_computation_keeps_the_opening(site):
    site.open(site.secretariat).post(f"/secretariat/syntheses/consultations/{site.consultation.slug}")
    assert site.open(site.owner).get(f"/syntheses/{site.synthesis.id}").status_code == 404
    compute(site.app, site.consultation)
    assert site.open(site.owner).get(f"/syntheses/{site.synthesis.id}").status_code == 200
