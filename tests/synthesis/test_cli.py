import json
from importlib.metadata import version
from shutil import copytree

import pytest
from click.testing import CliRunner

from consult.kit.db import database
from synthesis.cli import build, verify
from synthesis.dossier import MANIFEST, versions
from synthesis.models import Synthesis
from synthesis.operations.writing import rewrite
from synthesis.queries.syntheses import file_of
from tests.factories import NOW
from tests.factories.consultations import make_consultation
from tests.factories.syntheses import BRIEF
from tests.synthesis.old_dossier import OLD_DOSSIER


@pytest.fixture
def run(app):
    """Give a function that runs one of the commands."""

    def invoke(command, *arguments: object):
        with app.app_context():
            return CliRunner().invoke(command, [str(one) for one in arguments])

    return invoke


def test_a_folder_is_written_with_the_formats_asked_for(draft, run, tmp_path):
    done = run(build, draft.consultation.slug, "--output", tmp_path / "out", "--formats", "html,json")
    assert done.exit_code == 0
    assert {path.name for path in (tmp_path / "out").iterdir()} >= {"synthese.html", "synthese.json", MANIFEST}
    assert not (tmp_path / "out" / "synthese.pdf").exists()


def test_two_runs_give_the_same_bytes(draft, run, tmp_path):
    for name in ("one", "two"):
        run(build, draft.consultation.slug, "--output", tmp_path / name)
    names = [path.name for path in (tmp_path / "one").iterdir()]
    assert len(names) == 11
    assert all((tmp_path / "one" / n).read_bytes() == (tmp_path / "two" / n).read_bytes() for n in names)


def test_a_folder_is_what_the_site_offers(draft, run, tmp_path):
    run(build, draft.consultation.slug, "--output", tmp_path / "out")
    with draft.app.app_context(), database().unit_of_work():
        kept = {
            name: file_of(draft.synthesis, name).content for name in ("synthese.json", "synthese.pdf", MANIFEST)
        }
    assert {name: (tmp_path / "out" / name).read_bytes() for name in kept} == kept


def test_what_the_secretariat_wrote_is_in_the_folder(draft, run, tmp_path):
    with draft.app.app_context(), database().unit_of_work() as unit:
        synthesis = unit.get_one(Synthesis, draft.synthesis.id)
        rewrite(draft.secretariat, synthesis, BRIEF, "Douze votes.", seen=BRIEF.computed, at=NOW)
    run(build, draft.consultation.slug, "--output", tmp_path / "out", "--formats", "json")
    assert "Douze votes." in (tmp_path / "out" / "synthese.json").read_text("utf-8")
    assert run(verify, tmp_path / "out").exit_code == 0


def test_an_open_consultation_can_be_summed_up_too(app, run, tmp_path, store):

    consultation = store(make_consultation())[0]
    done = run(build, consultation.slug, "--output", tmp_path / "out", "--formats", "json")
    assert done.exit_code == 0
    assert "Aucune contribution" in (tmp_path / "out" / "synthese.json").read_text("utf-8")


def test_a_folder_is_verified(draft, run, tmp_path):
    run(build, draft.consultation.slug, "--output", tmp_path / "out")
    done = run(verify, tmp_path / "out")
    assert (done.exit_code, done.output.startswith("Identique")) == (0, True)


def test_a_changed_file_is_told(draft, run, tmp_path):
    run(build, draft.consultation.slug, "--output", tmp_path / "out", "--formats", "csv")
    path = tmp_path / "out" / "contributions.csv"
    path.write_bytes(path.read_bytes() + b"P999")
    done = run(verify, tmp_path / "out")
    assert done.exit_code == 1
    assert "contributions.csv" in done.output


def test_a_dossier_of_an_older_version_is_read_and_the_version_that_computes_it_named(run, tmp_path):
    done = run(verify, copytree(OLD_DOSSIER, tmp_path / "old"))
    assert done.exit_code == 1
    assert "photographie.json : diffère" in done.output.replace("\u00a0", " ")
    assert f"consult 0.0.1 ({version('consult')})" in done.output


def test_a_dossier_of_an_older_version_that_someone_touched_is_not_called_untouched(run, tmp_path):
    old = copytree(OLD_DOSSIER, tmp_path / "old")
    (old / "synthese.json").write_bytes(b"{}")
    done = run(verify, old)
    assert (done.exit_code, "consult 0.0.1" in done.output) == (1, False)


def test_a_dossier_this_very_version_writes_otherwise_says_so(run, tmp_path):
    old = copytree(OLD_DOSSIER, tmp_path / "old")
    listed = json.loads((old / MANIFEST).read_bytes())
    (old / MANIFEST).write_text(json.dumps(listed | {"versions": dict(versions())}), "utf-8")
    assert "autrement" in run(verify, old).output


def test_an_unknown_consultation_is_refused(run, tmp_path):
    done = run(build, "nulle-part", "--output", tmp_path / "out")
    assert done.exit_code == 2
    assert "nulle-part" in done.output


def test_an_unknown_format_is_refused_and_nothing_is_written(draft, run, tmp_path):
    done = run(build, draft.consultation.slug, "--output", tmp_path / "out", "--formats", "html,docx2")
    assert done.exit_code == 2
    assert "docx2" in done.output
    assert not (tmp_path / "out").exists()


def test_a_folder_that_holds_something_else_is_refused(draft, run, tmp_path):
    (tmp_path / "thèse.txt").write_text("cinq ans de travail", "utf-8")
    done = run(build, draft.consultation.slug, "--output", tmp_path, "--formats", "json")
    assert done.exit_code == 2
    assert [path.name for path in tmp_path.iterdir() if path.suffix == ".txt"] == ["thèse.txt"]


def test_anything_but_a_dossier_is_refused_by_verify(run, tmp_path):
    assert run(verify, tmp_path).exit_code == 2
    (tmp_path / MANIFEST).write_text(json.dumps({"format": "autre"}), "utf-8")
    assert run(verify, tmp_path).exit_code == 2
