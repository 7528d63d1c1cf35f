"""Measuring whatever sets a folder holds."""

import json

import pytest
from click.testing import CliRunner

from synthesis.cli import evaluate as command
from synthesis.evaluation.all import SETS, evaluate
from tests.synthesis.evaluation.test_texts import folder  # noqa: F401 - the fixture of the answers


@pytest.fixture
def sets(folder, tmp_path):  # noqa: F811
    """Return a folder that holds one set only."""
    (tmp_path / "grand-debat-annote-2019").symlink_to(folder)
    return tmp_path


def run(app, *words: object):
    with app.app_context():
        return CliRunner().invoke(command, [str(word) for word in words])


def test_sets_that_are_not_there_are_named(sets):
    measures, missing = evaluate(sets)
    assert set(missing) == set(SETS) - {"grand-debat-annote-2019"}
    assert set(measures) == {"topics_ami", "tags_f1", "copies_recall", "copies_precision"}


def test_the_command_prints_one_object(app, sets):
    done = run(app, sets, "--json")
    assert done.exit_code == 0
    assert json.loads(done.stdout)["topics_ami"]["grand-debat-annote-2019/Q"] > 0.5
    assert "Absent, donc non mesuré\u00a0: polis" in done.stderr


def test_the_command_prints_a_line_for_each_figure(app, sets):
    lines = run(app, sets).stdout.splitlines()
    assert lines[-1].startswith("topics_ami  grand-debat-annote-2019/Q")


def test_a_file_that_cannot_be_read_is_named(app, tmp_path):
    (tmp_path / "polis").mkdir()
    (tmp_path / "polis" / "index.csv.gz").write_bytes(b"pas un gzip")
    done = run(app, tmp_path)
    assert done.exit_code == 2
    assert "Vérifiez les fichiers" in done.stderr
