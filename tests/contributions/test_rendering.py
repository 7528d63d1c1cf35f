"""Texts that a former renderer laid out are laid out anew; their words and their versions stay."""

from click.testing import CliRunner
from sqlalchemy import select

from consult.kit.db import database, session
from consult.kit.text.markdown import RENDERER_VERSION
from contributions import rendering
from contributions.models import Contribution
from tests.factories.contributions import post_comment, post_proposal

WORDS = "Voir https://exemple.fr/etude pour les chiffres."


def grown_old(scene, number: int) -> None:
    """Post texts as if a former version had laid them out."""
    proposal = post_proposal(scene.author, scene.consultation, source=WORDS)
    for text in (proposal, *(post_comment(scene.voter, proposal) for _ in range(number - 1))):
        text.html, text.renderer = "<p>ancien</p>", RENDERER_VERSION - 1
    scene.session.commit()


def texts(column):
    with database().unit_of_work(writes=False):
        return session.scalars(select(column).order_by(Contribution.id)).all()


def test_every_text_is_laid_out_anew_some_at_a_time(app, scene, monkeypatch):
    monkeypatch.setattr("contributions.cli.AT_ONCE", 2)
    monkeypatch.setattr(rendering, "AT_ONCE", 2)
    grown_old(scene, 3)
    told = CliRunner().invoke(app.extensions["consult_commands"], ["texts", "render"])
    assert told.output == "Textes remis en page : 3.\n"
    assert set(texts(Contribution.renderer)) == {RENDERER_VERSION}
    assert '<a href="https://exemple.fr/etude" rel="nofollow ugc noopener">' in texts(Contribution.html)[0]


def test_the_words_the_version_and_the_date_of_a_text_stay(app, scene):
    grown_old(scene, 1)
    columns = (Contribution.source, Contribution.version, Contribution.edited_at)
    before = [texts(column) for column in columns]
    CliRunner().invoke(app.extensions["consult_commands"], ["texts", "render"])
    assert [texts(column) for column in columns] == before


def test_what_is_up_to_date_is_left_alone(scene):
    post_proposal(scene.author, scene.consultation)
    assert rendering.render_anew() == 0
