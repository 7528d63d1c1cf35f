"""The synthesis of the demonstration's closed consultation."""

import pytest
from sqlalchemy import select

from consult.consultations.models import Consultation, ResultKind, ResultLink
from consult.demo import making
from consult.demo.texts import consultation_texts
from consult.kit.db import database
from consult.kit.jobs import Job
from consult.kit.mail import OutgoingMail
from contributions.models import Contribution, Status
from synthesis.dossier import FORMATS
from synthesis.models import Placement, Synthesis, SynthesisChange, SynthesisFile, SynthesisStatus
from synthesis.operations.life import BUILD, WRITE_FILES
from synthesis.queries.syntheses import edits_in_force
from synthesis.reading import written_document
from tests.factories import NOW
from tests.factories.demonstrations import PEOPLE, demonstration_in


@pytest.fixture(scope="module")
def app(empty_database, tmp_path_factory):
    """Return an application whose demonstration is made, once for these tests."""
    with demonstration_in(empty_database, tmp_path_factory) as made:
        yield made


@pytest.fixture
def synthesis(unit):
    """Return the only synthesis of the demonstration."""
    return unit.scalars(select(Synthesis)).one()


def test_the_closed_consultation_has_a_public_synthesis(unit, synthesis):
    closed = next(text for text in consultation_texts() if text.opinion)
    assert (synthesis.consultation.slug, synthesis.status) == (closed.slug, SynthesisStatus.PUBLISHED)
    assert unit.scalars(select(ResultLink.url).where(ResultLink.kind == ResultKind.SYNTHESIS)).all() == [
        f"/syntheses/{synthesis.id}"
    ]


def test_every_published_contribution_has_its_place(unit, synthesis):
    ours = Contribution.consultation_id == synthesis.consultation_id, Contribution.status == Status.PUBLISHED
    published = set(unit.scalars(select(Contribution.id).where(*ours)))
    assert set(unit.scalars(select(Placement.contribution_id))) == published != set()


def test_what_was_counted_is_what_stood_at_the_closing(unit, synthesis):
    consultation = unit.get_one(Consultation, synthesis.consultation_id)
    assert consultation.closed_at < synthesis.built_at < synthesis.validated_at < synthesis.published_at < NOW
    assert synthesis.published_at.date() <= consultation.synthesis_due_on


def test_the_secretariat_wrote_an_introduction_and_two_sentences(unit, synthesis):
    written = edits_in_force(synthesis)
    assert [one.target.value for one in written] == ["introduction", "sentence", "sentence"]
    assert {one.actor.email for one in written} == {"secretariat@demo.example"}
    document = written_document(synthesis)
    assert document.orphan_edits == ()
    assert len([claim for claim in document.claims() if claim.is_handwritten]) == 2


def test_a_sentence_stands_over_the_topic_its_contributions_share(unit, synthesis):
    keys = ("mediateurs-en-cdi", "mediateurs-en-cdi/a5")
    debate = {
        one.reference for one in unit.scalars(select(Contribution).where(Contribution.external_key.in_(keys)))
    }
    by_hand = [claim for claim in written_document(synthesis).claims() if claim.is_handwritten]
    assert debate <= set(next(claim for claim in by_hand if "contrats de six ans" in claim.text).evidence)


def test_each_passage_is_signed_but_those_of_the_worker(unit, synthesis):
    rows = unit.scalars(select(SynthesisChange).order_by(SynthesisChange.id)).all()
    assert [(row.to_status.value, row.actor is not None) for row in rows] == [
        ("building", False),
        ("draft", False),
        ("validated", True),
        ("published", True),
    ]


def test_the_files_hold_what_was_written(unit, synthesis):
    names = set(unit.scalars(select(SynthesisFile.name)))
    assert synthesis.has_current_files
    assert len(names) == len(FORMATS) + 5
    assert (
        synthesis.sha256
        == unit.scalars(select(SynthesisFile.sha256).where(SynthesisFile.name == "synthese.json")).one()
    )


def test_nothing_of_the_past_is_left_to_post_nor_to_compute(app):
    with app.app_context(), database().unit_of_work(writes=False) as unit:
        kinds = set(unit.scalars(select(Job.kind).where(Job.finished_at.is_(None))))
        assert kinds.isdisjoint({BUILD, WRITE_FILES, "mail.send", "council.send"})
        assert unit.scalars(select(OutgoingMail.id).where(OutgoingMail.sent_at.is_(None))).all() == []


def test_a_second_making_changes_nothing(unit, synthesis):
    before = synthesis.sha256
    assert making.make(NOW, seed=7, people=PEOPLE) == []
    assert unit.scalars(select(Synthesis.sha256)).all() == [before]
