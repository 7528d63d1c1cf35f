"""The command that imports the République numérique consultation."""

import gzip

import pytest
from click.testing import CliRunner
from sqlalchemy import func, select

from consult.accounts.models import User
from consult.consultations.models import Consultation, ConsultationStatus
from consult.kit.db import database, session
from contributions.imports.republique_numerique import ARGUMENTS, PROPOSALS
from contributions.models import Contribution, Kind, Proposal, Status, StatusChange
from tests.factories.consultations import make_consultation
from tests.factories.imports import write_republique_numerique


@pytest.fixture
def bring(app):
    """Return a function that runs the command on a path, as `consult` does."""

    def run(path, slug="republique-numerique"):
        arguments = ["import", "republique-numerique", str(path), "--consultation", slug]
        with app.app_context():
            return CliRunner().invoke(app.extensions["consult_commands"], arguments)

    return run


@pytest.fixture
def count(app):
    """Return a function that counts the rows of a table."""

    def rows(model):
        with app.app_context(), database().unit_of_work(writes=False):
            return session.scalar(select(func.count()).select_from(model))

    return rows


def test_the_command_says_what_it_read_kept_and_left_out(bring, tmp_path):
    done = bring(write_republique_numerique(tmp_path, arguments=({}, {"id": "a2", "sens": "?"})))
    assert done.exit_code == 0
    said = done.output.replace("\u00a0", " ")
    assert "Lus : 1 proposition, 2 arguments, 1 source." in said
    assert "Gardés : 1 proposition, 1 argument, 1 source, 1 thème, 2 auteurs." in said
    assert "Laissé de côté : arguments.csv.gz, ligne 3 : la colonne « sens »" in said


def test_a_second_run_says_so_and_adds_nothing(bring, count, tmp_path):
    folder = write_republique_numerique(tmp_path)
    bring(folder)
    before = [count(model) for model in (User, Contribution, StatusChange, Consultation)]
    again = bring(folder)
    assert "Rien à ajouter" in again.output
    assert [count(model) for model in (User, Contribution, StatusChange, Consultation)] == before == [2, 3, 3, 1]


def test_no_bar_is_drawn_where_nobody_looks(bring, tmp_path):
    assert "%" not in bring(write_republique_numerique(tmp_path)).output


@pytest.mark.parametrize(
    ("spoilt", "sentence"),
    [
        ((PROPOSALS, b"\x1f\x8bcorrompu"), "Téléchargez propositions.csv.gz de nouveau"),
        ((ARGUMENTS, gzip.compress("id,texte été".encode("latin-1"))), "Enregistrez arguments.csv.gz en UTF-8"),
        ((ARGUMENTS, gzip.compress(b"id,inconnue\n")), "ajoutez la colonne « proposition_id »"),
    ],
)
def test_a_file_that_cannot_be_read_is_refused_with_what_to_do_and_nothing_is_written(
    bring, count, tmp_path, spoilt, sentence
):
    file, content = spoilt
    (write_republique_numerique(tmp_path) / file).write_bytes(content)
    done = bring(tmp_path)
    assert done.exit_code == 2
    assert sentence in done.output.replace("\u00a0", " ")
    assert count(User) == count(Consultation) == 0


def test_the_address_of_another_consultation_is_refused(bring, store, count, tmp_path):
    store(make_consultation(slug="sante-2026"))
    done = bring(write_republique_numerique(tmp_path), "sante-2026")
    assert done.exit_code == 2
    assert "Choisissez une autre adresse" in done.output
    assert count(Contribution) == 0


def test_a_title_edited_since_does_not_make_it_another_consultation(app, bring, tmp_path):
    folder = write_republique_numerique(tmp_path)
    bring(folder)
    with app.app_context(), database().unit_of_work():
        session.scalars(select(Consultation)).one().title = "République numérique, 2015"
    assert "Rien à ajouter" in bring(folder).output


def test_the_import_of_other_data_at_the_same_address_is_refused(app, bring, tmp_path):
    folder = write_republique_numerique(tmp_path)
    bring(folder)
    with app.app_context(), database().unit_of_work():
        for author in session.scalars(select(User)):
            author.external_key = author.external_key.replace("republique-numerique", "grand-debat")
    assert bring(folder).exit_code == 2


def test_what_could_not_be_an_address_is_refused(bring, tmp_path):
    done = bring(write_republique_numerique(tmp_path), "République numérique")
    assert (done.exit_code, "en minuscules sans accents" in done.output) == (2, True)


@pytest.mark.shared_data
def test_the_real_consultation_is_brought_whole_and_closed(app, bring, shared_data):
    done = bring(shared_data / "republique-numerique-2015")
    assert done.exit_code == 0
    with app.app_context(), database().unit_of_work(writes=False):
        one = session.scalars(select(Consultation)).one()
        assert one.status is ConsultationStatus.CLOSED
        assert (one.proposals_count, one.contributions_count, one.participants_count) == (495, 3791, 1316)
        marked = session.scalars(select(Proposal).where(Proposal.marked)).all()
        assert {row.status for row in marked} == {Status.PUBLISHED}
        assert sorted(row.external_key for row in marked) == ["o154", "o374", "o413", "o414"]
        kinds = dict(session.execute(select(Contribution.kind, func.count()).group_by(Contribution.kind)).all())
    assert kinds == {Kind.PROPOSAL: 495, Kind.ARGUMENT: 3049, Kind.SOURCE: 247}
