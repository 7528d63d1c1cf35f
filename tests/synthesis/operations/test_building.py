from sqlalchemy import func, select

from consult.kit.db import database
from consult.kit.jobs import Job
from consult.kit.mail import OutgoingMail
from synthesis import jobs
from synthesis.dossier import FORMATS
from synthesis.models import Placement, Snapshot, Synthesis, SynthesisChange, SynthesisFile, SynthesisStatus
from synthesis.operations.building import finish_build, keep_files, start_build, take_snapshot
from synthesis.queries.syntheses import files_of, synthesis_of
from synthesis.reading import computed_document, corpus_of_snapshot
from tests.factories import NOW
from tests.factories.syntheses import close, take_part, work


def count(unit, model):
    return unit.scalar(select(func.count()).select_from(model))


def test_closing_leads_to_a_draft_without_any_command(app):
    with app.app_context(), database().unit_of_work() as unit:
        scene = take_part(unit)
        close(scene.secretariat, scene.consultation)
    work(app)
    with app.app_context(), database().unit_of_work():
        synthesis = synthesis_of(scene.consultation.id)
        assert synthesis.status is SynthesisStatus.DRAFT
        assert synthesis.has_current_files


def test_the_snapshot_holds_what_was_published(draft):
    with draft.app.app_context(), database().unit_of_work() as unit:
        snapshot = unit.get_one(Snapshot, draft.synthesis.snapshot_id)
        corpus = corpus_of_snapshot(snapshot.id)
    assert len(corpus.contributions) == snapshot.contributions_count == 4
    assert corpus.proposals[0].title == "Garder un guichet humain"


def test_the_document_is_kept_part_by_part(draft):
    with draft.app.app_context(), database().unit_of_work():
        document = computed_document(draft.synthesis)
    assert [section.id for section in document.sections][:3] == ["en-bref", "methode", "participation"]
    assert document.snapshot == draft.synthesis.snapshot.sha256


def test_the_secretariat_is_told_by_mail(draft):
    with draft.app.app_context(), database().unit_of_work() as unit:
        mail = unit.scalars(select(OutgoingMail).where(OutgoingMail.subject.contains("synthèse"))).one()
    assert mail.recipient == draft.secretariat.email
    assert f"/secretariat/syntheses/{draft.synthesis.id}" in mail.text
    assert "4 contributions" in mail.text


def test_every_format_is_written_for_download(draft):
    with draft.app.app_context(), database().unit_of_work():
        synthesis = synthesis_of(draft.consultation.id)
        names = [row.name for row in files_of(synthesis)]
    named = {f"synthese.{kind}" for kind in FORMATS if kind != "csv"} | {"contributions.csv"}
    assert named <= set(names)
    assert synthesis.has_current_files
    assert len(names) == len(FORMATS) + 5


def test_every_contribution_has_its_place(draft):
    with draft.app.app_context(), database().unit_of_work() as unit:
        places = unit.scalars(select(Placement).order_by(Placement.contribution_id)).all()
    assert len(places) == 4
    assert (places[0].contribution_id, places[0].theme) == (draft.proposal.id, "Santé")


def test_a_second_run_of_the_job_builds_nothing(draft):
    with draft.app.app_context():
        jobs.build({"consultation_id": draft.consultation.id})
        with database().unit_of_work() as unit:
            assert count(unit, Synthesis) == count(unit, Snapshot) == 1
            assert count(unit, OutgoingMail) == 1


def test_a_run_after_a_crash_starts_from_the_same_snapshot(taking_part):
    first = start_build(taking_part.consultation.id, at=NOW)
    again = start_build(taking_part.consultation.id, at=NOW)
    assert first == again
    assert count(taking_part.session, Synthesis) == 1


def test_of_two_workers_the_second_to_finish_changes_nothing(draft):
    with draft.app.app_context(), database().unit_of_work() as unit:
        synthesis = unit.get_one(Synthesis, draft.synthesis.id)
        synthesis.status = SynthesisStatus.BUILDING
        document = computed_document(synthesis)
        task = start_build(draft.consultation.id, at=NOW)
        assert finish_build(task, document, at=NOW)
        assert not finish_build(task, document, at=NOW)


def test_the_same_rows_are_photographed_once(taking_part):
    close(taking_part.secretariat, taking_part.consultation)
    first = take_snapshot(taking_part.consultation, at=NOW)
    assert take_snapshot(taking_part.consultation, at=NOW).id == first.id


def test_files_of_a_former_revision_are_not_kept(draft):
    with draft.app.app_context(), database().unit_of_work() as unit:
        before = count(unit, SynthesisFile)
        assert not keep_files(draft.synthesis.id, draft.synthesis.revision + 1, {"x": b"y"})
        assert count(unit, SynthesisFile) == before


def test_each_passage_leaves_a_row(draft):
    with draft.app.app_context(), database().unit_of_work() as unit:
        rows = unit.scalars(select(SynthesisChange).order_by(SynthesisChange.id)).all()
    assert [row.to_status for row in rows] == [SynthesisStatus.BUILDING, SynthesisStatus.DRAFT]
    assert {row.actor_id for row in rows} == {None}


def test_progress_is_kept_while_it_is_computed(draft):
    assert (draft.synthesis.done, draft.synthesis.total) == (2, 2)


def test_nothing_is_left_to_do(draft):
    work(draft.app)
    with draft.app.app_context(), database().unit_of_work() as unit:
        left = unit.scalars(
            select(Job.kind).where(Job.finished_at.is_(None), Job.kind.startswith("synthesis"))
        ).all()
    assert left == []
