"""Make a consultation people took part in, close it, and let the worker compute its synthesis."""

from datetime import timedelta
from types import SimpleNamespace

from flask import Flask
from sqlalchemy.orm import Session

from consult.accounts.models import Role, User
from consult.consultations.models import Consultation
from consult.consultations.operations.life import close_consultation
from consult.kit import jobs
from consult.kit.db import database
from contributions import operations as writing
from contributions.models import Position
from synthesis import jobs as synthesis_jobs
from synthesis.models import EditTarget, Synthesis
from synthesis.operations.signing import sign_theme
from synthesis.operations.writing import Place
from synthesis.queries.edits import state_of, themes_to_sign
from synthesis.queries.syntheses import synthesis_of
from tests.factories import NOW
from tests.factories.consultations import make_consultation, make_theme
from tests.factories.contributions import post_argument, post_comment, post_proposal
from tests.factories.kept import again
from tests.factories.people import make_user

VOTERS = 12
ARGUMENT = "Un guichet ouvert deux heures par semaine ne rend plus service aux habitants du canton."
BRIEF = Place("en-bref", EditTarget.SENTENCE, "brief.votes", "12 votes ont été exprimés.")


def take_part(opened: Session, **values: object) -> SimpleNamespace:
    """Return a consultation with two proposals, their replies and twelve votes, in the open unit of work."""
    consultation = make_consultation(themes=[make_theme("Santé"), make_theme("Culture")], **values)
    voters = [make_user() for _ in range(VOTERS)]
    people = {"author": make_user(), "secretariat": make_user(Role.SECRETARIAT), "reader": make_user()}
    opened.add_all([consultation, *voters, *people.values()])
    opened.flush()
    proposal = post_proposal(people["author"], consultation, title="Garder un guichet humain")
    post_proposal(people["reader"], consultation, theme_id=consultation.themes[1].id)
    argument = post_argument(people["reader"], proposal, Position.AGAINST, ARGUMENT)
    post_comment(voters[0], proposal)
    for voter in voters:
        writing.cast_vote(voter, proposal, Position.FOR, at=NOW)
    opened.flush()
    return SimpleNamespace(
        consultation=consultation, proposal=proposal, argument=argument, voters=voters, session=opened, **people
    )


def close(actor: User, consultation: Consultation) -> None:
    """Close a consultation, in the open unit of work."""
    close_consultation(actor, consultation, "Tout le monde a parlé.", at=NOW + timedelta(hours=1))


def work(app: Flask) -> None:
    """Do all that the worker would do in the next minute."""
    with app.app_context():
        jobs.run_due(NOW + timedelta(hours=2))


def compute(app: Flask, consultation: Consultation) -> None:
    """Do what the worker does for the synthesis of this consultation, and nothing else."""
    with app.app_context():
        synthesis_jobs.build({"consultation_id": consultation.id})
        with database().unit_of_work(writes=False):
            synthesis = synthesis_of(consultation.id)
        synthesis_jobs.write_files({"id": synthesis.id if synthesis else 0})


def sign_everything(actor: User, synthesis: Synthesis | None) -> None:
    """Sign every theme as it stands, in the open unit of work."""
    for theme in themes_to_sign(synthesis) if synthesis else ():
        state = state_of(synthesis, theme.section_id)
        sign_theme(actor, synthesis, theme.section_id, seen=state, at=NOW + timedelta(hours=1))


def built(app: Flask, **values: object) -> SimpleNamespace:
    """Return a closed consultation and its draft, computed, its themes signed, and committed."""
    return _build(app, **values) if values else again(app, "a drafted synthesis", _build)


def _build(app: Flask, **values: object) -> SimpleNamespace:
    with app.app_context(), database().unit_of_work() as opened:
        scene = take_part(opened, **values)
        close(scene.secretariat, scene.consultation)
    compute(app, scene.consultation)
    with app.app_context(), database().unit_of_work():
        sign_everything(scene.secretariat, synthesis_of(scene.consultation.id))
    with app.app_context(), database().unit_of_work(writes=False):
        scene.synthesis = synthesis_of(scene.consultation.id)
    scene.app = app
    return scene


THEMES_OF_SPEECH = (
    "Ouvrir un guichet humain dans chaque mairie pour aider aux démarches {}.",
    "Faire passer le bus de la ligne toutes les heures le soir jusqu’à la gare {}.",
    "Tirer la fibre optique jusqu’aux hameaux les plus éloignés du réseau {}.",
)
EACH = 11


def grouped(app: Flask) -> SimpleNamespace:
    """Return a closed consultation whose first theme speaks of three things, and its signed draft."""
    return again(app, "a synthesis with topics", _group)


def _group(app: Flask) -> SimpleNamespace:
    with app.app_context(), database().unit_of_work() as opened:
        consultation = make_consultation(themes=[make_theme("Santé"), make_theme("Culture")])
        people = {"author": make_user(), "secretariat": make_user(Role.SECRETARIAT), "reader": make_user()}
        opened.add_all([consultation, *people.values()])
        opened.flush()
        texts = [
            post_proposal(people["author" if place % 2 else "reader"], consultation, title=said[:80], source=said)
            for pattern in THEMES_OF_SPEECH
            for place in range(EACH)
            for said in (pattern.format(place),)
        ]
        opened.flush()
        scene = SimpleNamespace(consultation=consultation, texts=texts, session=opened, **people)
        close(scene.secretariat, consultation)
    compute(app, scene.consultation)
    with app.app_context(), database().unit_of_work():
        sign_everything(scene.secretariat, synthesis_of(scene.consultation.id))
    with app.app_context(), database().unit_of_work(writes=False):
        scene.synthesis = synthesis_of(scene.consultation.id)
    scene.app = app
    return scene
