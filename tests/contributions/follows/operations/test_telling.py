"""The mails that tell what is new: one, with everything once, and nothing twice."""

import json
import os
import signal
import subprocess
import sys
from contextlib import contextmanager
from datetime import timedelta

import pytest
from sqlalchemy import select

from consult.consultations.models import ResultKind
from consult.consultations.operations import show_result
from consult.kit import clock, jobs, mail
from consult.kit.db import database, session
from contributions import operations
from contributions.follows.jobs import TELL, tell
from contributions.follows.models import Delivery, Rhythm
from contributions.follows.operations import following, telling
from contributions.follows.rhythms import next_look
from contributions.models import Proposal, Status
from contributions.status import change_status
from tests.factories import NOW
from tests.factories.contributions import draft_for, post_argument, post_comment, post_proposal
from tests.factories.people import make_user
from tests.processes import ROOT
from tests.query_counting import counted_queries

BEFORE = NOW - timedelta(hours=3)
MORNING = NOW + timedelta(days=1)


def look(app, at=MORNING):
    """Let the worker look for news at this instant; return the mails written so far, the oldest first."""
    with app.app_context(), clock.set_to(at):
        with database().unit_of_work():
            tell({})
        return written(app)


def written(app):
    with app.app_context(), database().unit_of_work(writes=False):
        return session.scalars(select(mail.OutgoingMail).order_by(mail.OutgoingMail.id)).all()


@contextmanager
def meanwhile(app):
    with app.app_context(), database().unit_of_work() as opened:
        yield opened


def test_one_mail_holds_the_news_newest_first_with_their_addresses(app, followed):
    with meanwhile(app):
        draft = draft_for(followed.consultation, title="Une seconde proposition, plus tard")
        later = operations.submit_proposal(
            followed.author, followed.consultation, draft, at=NOW + timedelta(hours=1)
        )
    (told,) = look(app)
    assert told.recipient == followed.reader.email
    assert told.subject == "2 nouveautés : Notre région numérique"
    for words in (told.text, told.html):
        assert words.index(later.title) < words.index(followed.proposal.title)
        assert f"http://localhost/propositions/{later.id}-{later.slug}" in words


def test_nobody_gets_an_empty_mail(app, followed):
    look(app)
    assert len(look(app, MORNING + timedelta(days=1))) == 1


def test_the_same_news_is_never_told_twice(app, followed):
    for day in range(3):
        told = look(app, MORNING + timedelta(days=day))
    assert len(told) == 1


def test_authors_are_not_told_of_their_own_texts(app, followed):
    with meanwhile(app):
        following.follow(followed.author, followed.consultation, language="fr", at=BEFORE)
    assert {one.recipient for one in look(app)} == {followed.reader.email}


def test_a_text_hidden_meanwhile_is_told_to_nobody(app, followed):
    with meanwhile(app):
        change_status(session.get_one(Proposal, followed.proposal.id), Status.HIDDEN, None, at=NOW)
    assert look(app) == []


def test_what_is_said_under_a_hidden_proposal_is_told_to_nobody(app, followed):
    with meanwhile(app):
        proposal = session.get_one(Proposal, followed.proposal.id)
        following.follow(followed.reader, proposal, language="fr", at=BEFORE)
        post_argument(followed.author, proposal)
        change_status(proposal, Status.HIDDEN, None, at=NOW)
    assert look(app) == []


def test_followers_of_a_proposal_hear_of_its_arguments_comments_and_corrections(app, followed):
    with meanwhile(app):
        proposal = session.get_one(Proposal, followed.proposal.id)
        following.unfollow(followed.reader, proposal.consultation, at=NOW)
        following.follow(followed.reader, proposal, language="fr", at=BEFORE)
        other = make_user()
        session.add(other)
        session.flush()
        post_argument(other, proposal)
        post_comment(other, proposal)
        corrected = draft_for(proposal.consultation, source="D’autres mots, plus justes.")
        operations.edit_proposal(followed.author, proposal, corrected, at=NOW + timedelta(hours=1))
    (told,) = look(app)
    for label in ("Nouvel argument pour", "Nouveau commentaire", "Proposition modifiée"):
        assert label in told.text
    assert "Nouvelle proposition" not in told.text


def test_the_synthesis_and_the_opinion_are_told_to_whoever_follows_anything(app, followed):
    with meanwhile(app):
        for kind, url in ((ResultKind.SYNTHESIS, "/syntheses/3"), (ResultKind.OPINION, "/avis/4")):
            show_result(followed.consultation.id, kind, url, at=NOW + timedelta(hours=1))
    (told,) = look(app)
    assert "La synthèse est publiée" in told.text
    assert "http://localhost/avis/4" in told.text


def test_a_mail_is_written_in_the_language_of_who_gets_it(app, followed):
    with meanwhile(app):
        following.choose_delivery(followed.reader, Rhythm.DAILY, "en", at=BEFORE)
    (told,) = look(app)
    assert "Hello" in told.text
    assert 'lang="en"' in told.html


def test_a_long_list_is_cut_and_what_is_left_out_is_counted(app, followed):
    with meanwhile(app):
        for _ in range(telling.SHOWN + 2):
            post_proposal(followed.author, followed.consultation)
    (told,) = look(app)
    assert told.subject.startswith(str(telling.SHOWN + 3))
    assert told.text.count("Nouvelle proposition") == telling.SHOWN
    assert "Et 3 autres nouveautés." in told.text


def test_a_mail_can_be_stopped_in_one_gesture_by_its_reader(app, followed):
    (told,) = look(app)
    headers = json.loads(told.headers)
    assert headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    address = headers["List-Unsubscribe"].removeprefix("<").removesuffix(">")
    assert address in told.text
    answer = app.test_client().post(address.removeprefix("http://localhost"))
    assert answer.status_code == 200
    with meanwhile(app) as opened:
        assert opened.get_one(Delivery, followed.reader.id).rhythm is Rhythm.NEVER


@pytest.mark.parametrize("rhythm", [Rhythm.NOW, Rhythm.DAILY, Rhythm.WEEKLY])
def test_each_look_is_followed_by_the_next_of_the_rhythm(app, followed, rhythm):
    with meanwhile(app):
        following.choose_delivery(followed.reader, rhythm, "fr", at=BEFORE)
        due_at = next_look(rhythm, BEFORE)
        early = due_at - timedelta(seconds=1)
    assert look(app, early) == []
    look(app, due_at)
    with meanwhile(app) as opened:
        kept = opened.get_one(Delivery, followed.reader.id)
        assert (kept.told_until, kept.due_at) == (due_at - telling.SETTLED, next_look(rhythm, due_at))


@pytest.mark.parametrize("changed", [{"email": None}, {"confirmed_at": None}])
def test_nothing_is_written_to_an_address_that_is_not_someone_s(app, followed, changed):
    with meanwhile(app) as opened:
        reader = opened.merge(followed.reader)
        for name, value in changed.items():
            setattr(reader, name, value)
    assert look(app) == []


def test_news_of_the_last_minute_waits_for_the_next_mail(app, followed):
    at = MORNING.replace(hour=10)
    with meanwhile(app):
        draft = draft_for(followed.consultation, title="Écrite pendant que le worker lit")
        operations.submit_proposal(followed.author, followed.consultation, draft, at=at - timedelta(seconds=20))
    assert "Écrite pendant" not in look(app, at)[-1].text
    assert "Écrite pendant" in look(app, at + timedelta(days=1))[-1].text


# --- many people ---------------------------------------------------------------------------


def crowd(app, scene, size):
    """Let many people follow the consultation, all to be told the next morning."""
    with meanwhile(app) as opened:
        people = [make_user() for _ in range(size)]
        opened.add_all(people)
        opened.flush()
        for one in people:
            following.follow(one, scene.consultation, language="fr", at=BEFORE)


@pytest.mark.parametrize("size", [2, 45])
def test_a_batch_of_people_costs_the_same_few_queries_whatever_its_size(app, followed, size):
    crowd(app, followed, size)
    with counted_queries(app) as sent:
        assert len(look(app)) == size + 1
    # The last one reads the mails for this test.
    assert len(sent) - 1 <= 10


def test_more_people_than_a_batch_are_all_told_once(app, followed):
    crowd(app, followed, telling.BATCH + 10)
    with app.app_context(), clock.set_to(MORNING):
        with database().unit_of_work():
            jobs.enqueue(TELL, {}, at=MORNING)
        jobs.run_due(MORNING)
    recipients = [one.recipient for one in written(app)]
    assert (len(recipients), len(set(recipients))) == (telling.BATCH + 11, telling.BATCH + 11)


# --- a worker that dies --------------------------------------------------------------------

DYING = """
import os, signal
from datetime import datetime
from sqlalchemy import event
from consult.kit import clock
from consult.kit.db import database
from contributions.follows.jobs import tell
from wsgi import create_app

app = create_app()
with app.app_context(), clock.set_to(datetime.fromisoformat(os.environ["AT"])):
    @event.listens_for(database().engine, "after_cursor_execute")
    def die(_connection, _cursor, statement, *_):
        if statement.lstrip().upper().startswith(os.environ["DIES_AFTER"]):
            os.kill(os.getpid(), signal.SIGKILL)
    with database().unit_of_work():
        tell({})
"""


@pytest.mark.parametrize("statement", ["INSERT INTO OUTGOING_MAIL", "INSERT INTO JOB", "UPDATE DELIVERY"])
def test_a_worker_killed_halfway_leaves_each_mail_written_once(
    app, followed, database_url, site_folder, statement
):
    chosen = {"AT": MORNING.isoformat(), "DIES_AFTER": statement, "CONSULT_SECRET_KEY": "k" * 40}
    places = {"DATABASE_URL": database_url, "CONSULT_DATA_DIR": str(site_folder)}
    died = subprocess.run(
        [sys.executable, "-c", DYING], env={**os.environ, **chosen, **places}, cwd=ROOT, check=False
    )
    assert died.returncode == -signal.SIGKILL
    assert written(app) == []
    assert len(look(app)) == 1
    assert len(look(app, MORNING + timedelta(days=1))) == 1
