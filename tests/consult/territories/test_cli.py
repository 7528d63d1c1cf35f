"""The command that imports the territories."""

import pytest
from click.testing import CliRunner
from sqlalchemy import func, select

from consult.kit.db import database, session
from consult.territories.models import Territory


@pytest.fixture
def import_territories(app):
    """Return a function that runs the command on a folder, as `consult` does."""

    def run(folder):
        with app.app_context():
            return CliRunner().invoke(app.extensions["consult_commands"], ["import", "territories", str(folder)])

    return run


def test_the_command_says_what_it_read_and_did(import_territories, shared_data):
    done = import_territories(shared_data / "territoires-centre-val-de-loire")
    assert done.exit_code == 0
    assert "6 départements, 82 EPCI, 1754 communes" in done.output
    assert "1843 ajoutés" in done.output


def test_a_wrong_folder_is_refused_with_a_sentence_and_writes_nothing(app, import_territories, tmp_path):
    done = import_territories(tmp_path)
    assert done.exit_code == 2
    assert "Ajoutez le fichier region.geojson" in done.output
    with app.app_context(), database().unit_of_work(writes=False):
        assert session.scalar(select(func.count(Territory.id))) == 0
