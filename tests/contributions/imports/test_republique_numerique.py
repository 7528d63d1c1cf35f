"""Reading the République numérique files into rows."""

import pytest

from consult.accounts.models import ContributorKind
from consult.kit.errors import Invalid
from consult.kit.text.markdown import normalise_typed, plain
from contributions.imports.republique_numerique import (
    AMENDMENTS,
    ARGUMENTS,
    COLUMNS,
    PROPOSALS,
    SOURCES,
    RepubliqueNumerique,
)
from contributions.models import Kind, Position
from tests.factories.imports import Record, write_republique_numerique, write_table


@pytest.fixture
def read(app, tmp_path):
    """Return a function that writes a folder of records and reads it."""

    def from_records(**records: tuple[Record, ...]):
        with app.test_request_context():
            return RepubliqueNumerique(write_republique_numerique(tmp_path / "data", **records)).read(bool)

    return from_records


@pytest.fixture
def real(shared_data):
    """Return the folder of the real consultation."""
    return shared_data / "republique-numerique-2015"


def bare(text):
    return "".join(normalise_typed(text).split())


def test_a_proposal_keeps_its_words_its_votes_and_its_date(read):
    one = read().proposals[0]
    assert (one.title, one.text) == ("Ouvrir les données des transports", "Les horaires, **en direct**.")
    assert one.votes == (12, 2, 3)
    assert one.written_at.isoformat() == "2015-09-27T10:00:00+02:00"
    assert one.edited_at is None


def test_the_explanation_of_a_proposal_follows_its_body(read):
    one = read(proposals=({"explication": "Explication de l'article\nPour <tous>.\n- et *ici*"},)).proposals[0]
    assert plain(one.text).splitlines()[1:] == ["Explication de l'article", "Pour <tous>.", "- et *ici*"]


def test_a_proposal_put_aside_by_the_former_site_is_marked(read):
    assert read(proposals=({"corbeille": "1"},)).proposals[0].marked


def test_what_the_state_proposed_is_said_to_be_the_organisers(read):
    brought = read(proposals=({"auteur": "gouvernement", "auteur_type": "Institution"},))
    assert brought.proposals[0].from_organiser
    assert {one.name for one in brought.authors} == {"Gouvernement", "Anonyme 90fb"}


def test_authors_have_the_shortest_names_that_tell_them_apart(read):
    brought = read(arguments=({"auteur": "c_24d5a00000"},), sources=({"auteur": "c_24d5600000"},))
    assert [one.name for one in brought.authors] == ["Anonyme 24d560", "Anonyme 24d56a", "Anonyme 24d5a0"]


def test_an_author_has_the_kind_the_data_say_once(read):
    brought = read(
        proposals=(
            {"auteur_type": "Organisation à but non lucratif"},
            {"id": "o62", "auteur_type": ""},
        )
    )
    kinds = {one.key: one.kind for one in brought.authors}
    assert kinds["c_24d56a1bdb"] is ContributorKind.ASSOCIATION


def test_an_author_whose_kind_the_data_leave_out_is_given_none(read):
    brought = read(proposals=({"auteur_type": ""},), arguments=({"auteur": "c_24d5a00000"},))
    assert {one.kind for one in brought.authors} == {ContributorKind.NOT_SAID}


def test_an_argument_is_for_or_against_and_shows_as_it_was_typed(read):
    brought = read(arguments=({"sens": "contre", "texte": "- si a < b\n1. <3 *non*"},))
    assert brought.arguments[0].position is Position.AGAINST
    assert plain(brought.arguments[0].text) == "- si a < b\n1. <3 *non*"


@pytest.mark.parametrize(
    ("records", "file", "reason"),
    [
        ({"arguments": ({"proposition_id": "o99"},)}, ARGUMENTS, "o99"),
        ({"arguments": ({"sens": "mitigé"},)}, ARGUMENTS, "ni « pour » ni « contre »"),
        ({"arguments": ({}, {})}, ARGUMENTS, "figure déjà plus haut"),
        ({"arguments": ({"votes": "-1"},)}, ARGUMENTS, "« votes » n’est pas un nombre"),
        ({"arguments": ({"cree_le": "hier"},)}, ARGUMENTS, "« cree_le » n’est pas une date"),
        ({"proposals": ({}, {"id": "o2", "titre": " "})}, PROPOSALS, "« titre » est vide ou trop longue"),
        ({"sources": ({"lien": "javascript:alert(1)"},)}, SOURCES, "Donnez une adresse complète"),
    ],
)
def test_a_record_that_cannot_be_kept_is_left_out_with_its_line_and_the_reason(read, records, file, reason):
    (out,) = read(**records).left_out
    assert out.file == file
    assert out.line == (3 if len(next(iter(records.values()))) == 2 else 2)
    assert reason in out.reason.replace("\u00a0", " ")


def test_records_left_out_are_counted_among_those_read(read):
    brought = read(arguments=({}, {"id": "a2", "votes": "?"}))
    assert (brought.read[Kind.ARGUMENT], len(brought.arguments)) == (2, 1)


def test_amendments_are_counted_and_set_aside(app, tmp_path):
    folder = write_republique_numerique(tmp_path)
    write_table(folder / AMENDMENTS, COLUMNS[AMENDMENTS].split(), [{"id": "v1"}, {"id": "v2"}])
    with app.test_request_context():
        (aside,) = RepubliqueNumerique(folder).read(bool).set_aside
    assert (aside.file, aside.count) == (AMENDMENTS, 2)


def test_one_of_the_files_may_be_given_in_place_of_the_folder(app, tmp_path):
    folder = write_republique_numerique(tmp_path)
    assert len(RepubliqueNumerique(folder / ARGUMENTS)) == len(RepubliqueNumerique(folder)) == 3


def test_a_path_that_does_not_exist_is_refused(app, tmp_path):
    with app.app_context(), pytest.raises(Invalid, match="n’existe pas"):
        RepubliqueNumerique(tmp_path / "absent")


# --- the real data --------------------------------------------------------------------


@pytest.mark.shared_data
def test_the_real_files_are_read_whole(app, real):
    with app.test_request_context():
        brought = RepubliqueNumerique(real).read(bool)
    assert brought.read == {Kind.PROPOSAL: 495, Kind.ARGUMENT: 3049, Kind.SOURCE: 247}
    assert (len(brought.themes), len(brought.authors), brought.left_out) == (14, 1316, ())
    assert [one.count for one in brought.set_aside] == [1074, 920, 36147]
    assert len({one.name for one in brought.authors}) == 1316


@pytest.mark.shared_data
def test_no_character_of_the_real_arguments_is_lost_or_read_as_a_mark(app, real):
    files = RepubliqueNumerique(real)
    typed = {line["id"]: line["texte"] for line in files._arguments}
    with app.test_request_context():
        brought = files.read(bool).arguments
    assert [one.key for one in brought if bare(plain(one.text)) != bare(typed[one.key])] == []
