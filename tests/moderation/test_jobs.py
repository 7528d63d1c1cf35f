"""What the worker does after a decision or a change."""

from sqlalchemy import select

from consult.accounts.models import Visitor
from consult.kit import jobs
from consult.kit.db import database
from consult.kit.mail import OutgoingMail
from contributions import operations as writing
from contributions.models import Proposal
from moderation.jobs import follow_changes
from moderation.models import Flag, FlagReason, Signal, Verdict
from tests.factories import NOW
from tests.factories.moderation import decide_on, flag


def test_flaggers_are_told_once_the_worker_runs(app, stored_scene):
    with app.test_request_context(), database().unit_of_work() as opened:
        proposal = opened.get_one(Proposal, stored_scene.proposal.id)
        flag(stored_scene.reader, proposal)
        decide_on(stored_scene.moderator, proposal, Verdict.HIDE)
    with app.app_context():
        jobs.run_due()
        with database().unit_of_work(writes=False) as opened:
            theirs = OutgoingMail.recipient == stored_scene.reader.email
            sent = opened.scalars(select(OutgoingMail).where(theirs).order_by(OutgoingMail.id))
            assert [mail.subject for mail in sent] == [
                "Votre signalement a bien été reçu",
                "Ce que nous avons décidé après votre signalement",
            ]


def test_flags_on_what_its_author_withdrew_are_closed(app, stored_scene):
    with app.test_request_context(), database().unit_of_work() as opened:
        proposal = opened.get_one(Proposal, stored_scene.proposal.id)
        flag(stored_scene.reader, proposal)
        writing.withdraw(stored_scene.author, proposal, "done", at=NOW)
    with app.app_context():
        jobs.run_due()
        with database().unit_of_work(writes=False) as opened:
            assert opened.scalars(select(Flag)).one().settled_at == NOW


def test_whoever_flagged_what_its_author_withdrew_is_told_so_and_their_address_forgotten(app, stored_scene):
    with app.test_request_context(), database().unit_of_work() as opened:
        proposal = opened.get_one(Proposal, stored_scene.proposal.id)
        flag(stored_scene.reader, proposal)
        flag(Visitor(), proposal, email="voisine@exemple.fr")
        writing.withdraw(stored_scene.author, proposal, "done", at=NOW)
    with app.app_context():
        jobs.run_due()
        jobs.run_due()
        with database().unit_of_work(writes=False) as opened:
            said = OutgoingMail.subject == "Le texte que vous avez signalé a été retiré"
            told = opened.scalars(select(OutgoingMail.recipient).where(said)).all()
            assert sorted(told) == sorted([stored_scene.reader.email, "voisine@exemple.fr"])
            assert opened.scalars(select(Flag.email)).all() == [None, None]


def test_several_texts_that_changed_are_read_together(app, stored_scene):
    with app.test_request_context(), database().unit_of_work() as opened:
        proposal = opened.get_one(Proposal, stored_scene.proposal.id)
        proposal.source = proposal.source + " Appelez-moi au 06 12 34 56 78."
        flag(stored_scene.reader, proposal)
    with app.app_context(), database().unit_of_work() as opened:
        follow_changes([{"id": stored_scene.proposal.id}, {"id": stored_scene.proposal.id}, {"id": 0}])
    with app.app_context(), database().unit_of_work(writes=False) as opened:
        told = opened.scalars(select(Signal).where(Signal.contribution_id == stored_scene.proposal.id)).all()
    assert {one.reason for one in told} == {FlagReason.PERSONAL_DATA}
