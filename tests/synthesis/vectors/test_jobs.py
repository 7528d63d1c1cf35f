"""What the worker does of vectors: those of published texts, then those a synthesis is computed with."""

from types import SimpleNamespace

import pytest
from click.testing import CliRunner
from sqlalchemy import delete, select, update

from consult.accounts.models import User
from consult.kit.db import database
from contributions.models import Contribution, Proposal, Status
from contributions.status import change_status
from synthesis.cli import build, verify
from synthesis.dossier import MANIFEST, VECTORS, differences
from synthesis.models import Synthesis
from synthesis.queries.syntheses import files_of, synthesis_of
from synthesis.reading import corpus_of_snapshot
from synthesis.vectors import encoder, jobs
from synthesis.vectors.cli import vectors
from synthesis.vectors.models import SnapshotVectors, TextVectors
from synthesis.vectors.queries import frozen_vectors
from tests.factories import NOW
from tests.factories.contributions import post_comment
from tests.factories.syntheses import built, take_part, work

pytestmark = pytest.mark.skipif(not encoder.is_installed(), reason="the extra `vectors` is not installed")


@pytest.fixture
def published(app) -> SimpleNamespace:
    """Four published texts, read by the worker."""
    with app.app_context(), database().unit_of_work() as unit:
        scene = take_part(unit)
    work(app)
    return scene


def kept(app) -> dict[int, bytes]:
    with app.app_context(), database().unit_of_work(writes=False) as unit:
        rows = unit.execute(select(TextVectors.contribution_id, TextVectors.content))
        return {row.contribution_id: row.content for row in rows}


def test_each_published_text_has_its_vectors(app, published):
    found = kept(app)
    assert len(found) == 4
    assert published.proposal.id in found


def test_a_text_that_is_no_longer_public_loses_its_vectors(app, published):
    with app.app_context(), database().unit_of_work() as unit:
        change_status(unit.get_one(Contribution, published.argument.id), Status.HIDDEN, None, at=NOW)
    work(app)
    assert published.argument.id not in kept(app)


def test_a_text_is_read_again_when_its_words_or_the_model_changed_and_only_then(app, published):
    number = published.proposal.id
    before = kept(app)[number]
    with app.app_context(), database().unit_of_work() as unit:
        unit.execute(update(TextVectors).values(content=b"x" * 512))
    with app.app_context():
        jobs.keep_changed([{"id": number}])
    assert kept(app)[number] == b"x" * 512
    with app.app_context(), database().unit_of_work() as unit:
        unit.execute(update(TextVectors).values(fingerprint="d’un autre modèle"))
    with app.app_context():
        jobs.keep_changed([{"id": number}])
    assert kept(app)[number] == before


def test_a_site_that_wants_no_vectors_keeps_none(app, published, monkeypatch):
    monkeypatch.setattr(jobs, "is_on", lambda: False)
    with app.app_context(), database().unit_of_work() as unit:
        post_comment(unit.get_one(User, published.reader.id), unit.get_one(Proposal, published.proposal.id))
    work(app)
    assert len(kept(app)) == 4


def test_the_command_computes_what_is_missing_and_forgets_the_rest(app, published):
    with app.app_context(), database().unit_of_work() as unit:
        unit.execute(delete(TextVectors).where(TextVectors.contribution_id != published.proposal.id))
    for _ in range(2):
        with app.app_context():
            done = CliRunner().invoke(vectors)
        assert (done.exit_code, done.stdout) == (0, "4 textes ont leurs vecteurs.\n")
    assert len(kept(app)) == 4


def test_the_command_says_what_to_install(app, monkeypatch):
    monkeypatch.setattr(encoder, "USE", None)
    with app.app_context():
        done = CliRunner().invoke(vectors)
    assert done.exit_code == 2
    assert "consult[vectors]" in done.stderr


# --- a synthesis and its vectors -------------------------------------------------------------


# Named, so that no other test finds this synthesis made beforehand.


def test_a_synthesis_keeps_the_vectors_it_was_computed_with(app, tmp_path):
    scene = built(app, title="Vecteurs")
    with app.app_context(), database().unit_of_work():
        synthesis = synthesis_of(scene.consultation.id)
        assert VECTORS in [row.name for row in files_of(synthesis)]
        corpus = corpus_of_snapshot(synthesis.snapshot_id)
        frozen = frozen_vectors(synthesis.snapshot_id, corpus)
    assert set(frozen.rows) == set(corpus.by_ref)
    assert frozen.model == encoder.model_name()


def test_a_folder_with_vectors_is_verified_without_the_model(app, tmp_path, monkeypatch):
    scene = built(app, title="Vecteurs")
    with app.app_context():
        CliRunner().invoke(
            build, [scene.consultation.slug, "--output", str(tmp_path / "out"), "--formats", "json"]
        )
        monkeypatch.setattr(encoder, "USE", None)
        done = CliRunner().invoke(verify, [str(tmp_path / "out")])
    assert done.stdout.startswith("Identique")
    assert encoder.model_name().split()[0] in (tmp_path / "out" / MANIFEST).read_text()


def test_a_synthesis_computed_again_from_the_same_photograph_uses_the_same_vectors(app):
    scene = built(app, title="Vecteurs")
    with app.app_context(), database().unit_of_work() as unit:
        synthesis = unit.get_one(Synthesis, scene.synthesis.id)
        corpus = corpus_of_snapshot(synthesis.snapshot_id)
        unit.execute(delete(TextVectors))
    with app.app_context():
        jobs.vectors_for(synthesis.snapshot_id, corpus)
    assert kept(app) == {}


def test_a_site_without_vectors_compares_words_alone(app, monkeypatch):
    monkeypatch.setattr(jobs, "is_on", lambda: False)
    scene = built(app, title="Vecteurs")
    with app.app_context(), database().unit_of_work() as unit:
        assert unit.scalars(select(SnapshotVectors)).all() == []
        names = [row.name for row in files_of(synthesis_of(scene.consultation.id))]
    assert VECTORS not in names


def test_present_data_are_compared_with_their_vectors_too(app, published, tmp_path):
    words = [published.consultation.slug, "--output", str(tmp_path / "out"), "--formats", "json"]
    with app.app_context():
        assert CliRunner().invoke(build, words).exit_code == 0
    assert (tmp_path / "out" / VECTORS).is_file()
    assert differences(tmp_path / "out") == []
