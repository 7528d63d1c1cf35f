"""Words of a contribution typed by hand in an opinion go from everywhere once it is no longer public."""

import pytest
from sqlalchemy import delete, select

from consult.kit.jobs import Job
from contributions.models import Contribution, Status
from council.documents.opinion import OpinionRead, opinion_document
from council.models import TypedQuote
from council.operations import drafting
from council.operations.opinions import correct_opinion, publish_opinion
from council.operations.quotes import read_again
from council.queries.adoption import adoption_of
from council.queries.citations import sources_of
from council.searched import visible_opinions
from tests.factories import NOW
from tests.factories.opinions import record_vote

SAID = "Un guichet ouvert deux heures par semaine ne rend plus service aux habitants du canton."


@pytest.fixture
def repeated(drafted):
    """Return a published opinion that repeats, in a part and a recommendation, what someone had said."""
    opinion, member = drafted.opinion, drafted.member
    drafted.text = drafted.unit.scalars(select(Contribution).where(Contribution.source == SAID)).one()
    part = drafting.SectionDraft("Ce que nous retenons", f"On nous l’a dit :\n\n> {SAID}\n\nNous l’avons vu.")
    drafting.write_section(member, opinion, opinion.sections[0], part, version=None, at=NOW)
    words = f"Écouter qui dit « {SAID[:-1].upper()} »."
    drafting.add_recommendation(member, opinion, words, at=NOW)
    record_vote(drafted.unit, opinion)
    publish_opinion(member, opinion, at=NOW)
    drafted.unit.expire_all()
    return drafted


def take_back(scene, status=Status.HIDDEN):
    scene.text.status = status
    scene.unit.flush()
    scene.unit.expire_all()


def read(scene):
    """Return all that is read of the opinion: its page, its file, what a search shows of it."""
    opinion = scene.opinion
    page = [*(str(one.markup) for one in opinion.sections), *(one.said for one in opinion.recommendations)]
    file = opinion_document(OpinionRead(opinion, sources_of(opinion), adoption_of(opinion), []))
    found = visible_opinions([opinion.id])[opinion.id].text
    return "\n".join([*page, repr(file), found])


def test_they_are_tied_to_the_contribution_the_day_the_opinion_is_published(repeated):
    quotes = repeated.unit.scalars(select(TypedQuote)).all()
    assert {one.contribution_id for one in quotes} == {repeated.text.id}
    assert [(one.section_id is None, one.recommendation_id is None) for one in quotes] == [
        (False, True),
        (True, False),
    ]
    assert "deux heures par semaine" in read(repeated)
    assert not repeated.opinion.leaves_words_out


@pytest.mark.parametrize("status", [Status.HIDDEN, Status.REMOVED])
def test_they_are_read_nowhere_once_it_is_taken_back_and_again_once_it_is_restored(repeated, status):
    take_back(repeated, status)
    assert "deux heures par semaine" not in read(repeated).lower()
    assert "Nous l’avons vu." in read(repeated)
    assert repeated.opinion.leaves_words_out
    take_back(repeated, Status.PUBLISHED)
    assert "deux heures par semaine" in read(repeated)


def test_a_correction_does_not_bring_them_back(repeated):
    take_back(repeated)
    draft = correct_opinion(repeated.member, repeated.opinion, at=NOW)
    assert "deux heures" not in draft.sections[0].source + draft.sections[0].html
    assert "[…]" in draft.recommendations[-1].text


def test_the_search_is_told_to_read_the_opinion_again(repeated):
    repeated.unit.execute(delete(Job))
    read_again(repeated.text.id, at=NOW)
    (payload,) = repeated.unit.scalars(select(Job.payload))
    assert (payload["collection"], payload["id"]) == ("opinion", repeated.opinion.id)


def test_a_draft_is_tied_to_nothing(drafted):
    part = drafting.SectionDraft("Ce que nous retenons", SAID)
    drafting.write_section(
        drafted.member, drafted.opinion, drafted.opinion.sections[0], part, version=None, at=NOW
    )
    assert drafted.unit.scalars(select(TypedQuote)).all() == []
