"""What the import says it did."""

from dataclasses import replace

import pytest

from contributions.imports import report
from contributions.imports.republique_numerique import RepubliqueNumerique
from contributions.imports.rows import LeftOut, SetAside
from contributions.imports.writer import Outcome
from contributions.models import Kind
from tests.factories.imports import write_republique_numerique

ADDED = Outcome("rn", {Kind.PROPOSAL: 1, Kind.ARGUMENT: 1, Kind.SOURCE: 1}, 2)


@pytest.fixture
def brought(app, tmp_path):
    """Return a small consultation, in a context where sentences are French."""
    with app.test_request_context():
        yield RepubliqueNumerique(write_republique_numerique(tmp_path)).read(bool)


def said(brought, outcome=ADDED):
    return [one.replace("\u00a0", " ").replace("\u202f", " ") for one in report.lines(brought, outcome)]


def test_what_was_read_comes_first_then_what_was_kept(brought):
    first, second, *_rest = said(brought)
    assert first == "Lus : 1 proposition, 1 argument, 1 source."
    assert second == "Gardés : 1 proposition, 1 argument, 1 source, 1 thème, 2 auteurs."


def test_what_is_set_aside_is_counted_with_the_reason(brought):
    aside = replace(brought, set_aside=(SetAside("amendements.csv.gz", 1074, "leur texte manque"),))
    assert "Laissé de côté : amendements.csv.gz, 1 074 lignes (leur texte manque)." in said(aside)


def test_each_record_left_out_has_its_own_line(brought):
    out = (LeftOut("sources.csv.gz", 4, "sans adresse."), LeftOut("sources.csv.gz", 9, "sans titre."))
    lines = said(replace(brought, left_out=out))
    assert "Laissé de côté : sources.csv.gz, ligne 4 : sans adresse." in lines
    assert "Laissé de côté : sources.csv.gz, ligne 9 : sans titre." in lines


def test_large_numbers_are_written_as_people_read_them(brought):
    assert "Lus : 3 049 arguments." in said(replace(brought, read={Kind.ARGUMENT: 3049}))


def test_only_what_was_added_is_said_to_be(brought):
    lines = said(brought, Outcome("rn", {Kind.PROPOSAL: 0, Kind.ARGUMENT: 2, Kind.SOURCE: 0}, 1))
    assert "Ajoutés : 2 arguments." in lines


def test_a_run_that_added_nothing_says_that_nothing_changed(brought):
    lines = said(brought, Outcome("rn", dict.fromkeys(Kind, 0), 0))
    assert "Rien à ajouter : tout était déjà là, et rien n’a changé." in lines


def test_the_address_to_read_it_at_comes_last(brought):
    assert said(brought)[-1] == "À lire à l’adresse /consultations/rn"
