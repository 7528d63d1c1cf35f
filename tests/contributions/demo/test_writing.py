"""Inserting the demonstration's debates."""

from datetime import timedelta
from types import SimpleNamespace

import pytest
from sqlalchemy import select

from consult.demo import ground
from consult.demo.making import new_scene
from contributions.demo.staging import Debate, Said
from contributions.demo.writing import Writer
from contributions.models import Argument, Channel, Comment, PaperConsent, Position, Proposal, StatusChange
from tests.factories import NOW
from tests.factories.demo import make_proposal_text

AT = NOW - timedelta(days=5)


@pytest.fixture
def written(unit):
    """Return a function that writes one debate in the open consultation, with what a facilitator typed."""

    def write(**entered: tuple[Channel, str]):
        scene = new_scene(NOW, seed=7, people=120)
        ground.fill(scene)
        author, other, third = (one.id for one in scene.inhabitants[:3])
        signed = None if "un-lieu" in entered else author
        debate = Debate(
            make_proposal_text(body="Une **permanence**.\n"), Said("un-lieu", "Une **permanence**.\n", AT, signed)
        )
        debate.arguments = [Said("un-lieu/a1", "Non.", AT + timedelta(hours=3), other, Position.AGAINST)]
        debate.comments = [Said("un-lieu/c1", "Et le samedi ?", AT + timedelta(hours=4), third)]
        debate.replies = [Said("un-lieu/c1r1", "Aussi.", AT + timedelta(hours=5), signed, parent="un-lieu/c1")]
        writer = Writer(scene, scene.open_one, entered, 5, scene.random("x"))
        return SimpleNamespace(ids=writer.write([debate]), scene=scene, author=author, other=other)

    return write


def test_a_proposal_is_kept_with_its_theme_its_territory_and_its_words(unit, written):
    made = written()
    one = unit.get_one(Proposal, made.ids["un-lieu"])
    assert (one.theme.slug, one.territory.name) == ("sante", "Loiret")
    assert (one.source, one.html) == ("Une **permanence**.", "<p>Une <strong>permanence</strong>.</p>\n")
    assert (one.author_id, one.published_at, one.slug) == (made.author, AT, "ouvrir-un-lieu-d-aide")


def test_what_stands_under_it_points_at_it(unit, written):
    made = written()
    argument = unit.get_one(Argument, made.ids["un-lieu/a1"])
    assert (argument.proposal_id, argument.position) == (made.ids["un-lieu"], Position.AGAINST)
    reply = unit.get_one(Comment, made.ids["un-lieu/c1r1"])
    assert (reply.proposal_id, reply.parent_id) == (made.ids["un-lieu"], made.ids["un-lieu/c1"])


def test_each_passage_is_its_authors_at_its_own_time(unit, written):
    made = written()
    change = unit.scalars(select(StatusChange).where(StatusChange.contribution_id == made.ids["un-lieu/a1"])).one()
    assert (change.actor_id, change.at) == (made.other, AT + timedelta(hours=3))


def test_what_a_facilitator_typed_says_so_and_keeps_the_consent(unit, written):
    made = written(**{"un-lieu": (Channel.PAPER, "Fiche signée, mairie")})
    one = unit.get_one(Proposal, made.ids["un-lieu"])
    assert (one.channel, one.author_id, one.entered_by_id) == (Channel.PAPER, None, 5)
    consent = unit.scalars(select(PaperConsent)).one()
    assert (consent.contribution_id, consent.note) == (one.id, "Fiche signée, mairie")
    assert consent.given_at < one.created_at


def test_what_people_typed_themselves_has_no_facilitator(unit, written):
    one = unit.get_one(Argument, written().ids["un-lieu/a1"])
    assert (one.channel, one.entered_by_id) == (Channel.ONLINE, None)
    assert unit.scalars(select(PaperConsent)).all() == []
