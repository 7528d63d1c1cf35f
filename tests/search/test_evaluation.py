import csv
import gzip
import json
import random
from pathlib import Path

import pytest

from search.engines import engine_on
from search.evaluation import Measured, evaluate, gain, precision, with_typos
from search.whoosh_engine import WhooshEngine
from tests.factories.search import NONE, asked, ids, make_document
from tests.search.test_engine import SERVER

REPUBLIQUE = "republique-numerique-2015"


def measured(folder: Path, beside=None):
    return Measured(WhooshEngine(folder / "search"), NONE, beside)


def write(path: Path, rows) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    with gzip.open(path, "wt", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, rows[0])
        writer.writeheader()
        writer.writerows(rows)


@pytest.fixture
def republique(tmp_path):
    """A folder that holds one set, of two proposals."""
    titles = ["La portabilité des données", "Des logiciels libres partout"]
    rows = [{"id": f"o{n}", "titre": title, "corps_texte": f"Voici {n}."} for n, title in enumerate(titles)]
    write(tmp_path / "sets" / "republique-numerique-2015" / "propositions.csv.gz", rows)
    return tmp_path / "sets"


def test_precision_is_the_share_of_ten_places():
    assert precision([1, 2, 3], {1, 3, 9}) == 0.2


def test_gain_is_one_for_a_perfect_order_and_falls_with_the_rank():
    assert gain([1, 2], {1, 2}) == pytest.approx(1)
    assert gain([9, 1], {1}) == pytest.approx(0.6309, abs=1e-4)
    assert gain([9], set()) == 0


def test_a_typo_changes_long_words_only_and_always_the_same_way():
    typed = with_typos("La portabilité des données", random.Random(1))
    assert typed == with_typos("La portabilité des données", random.Random(1))
    assert typed.split()[0] == "La"
    assert typed.split()[1] != "portabilité"


def test_each_proposal_of_a_set_is_found_again_and_missing_sets_are_named(republique, tmp_path):
    measures, missing = evaluate(republique, measured(tmp_path))
    assert missing == ["grand-debat-annote-2019"]
    assert {measure: values["republique-numerique-2015"] for measure, values in measures.items()} == {
        "found_in_3_title": 1,
        "found_in_3_bare": 1,
        "found_in_3_typos": 1,
        "found_in_3_capitals": 1,
        "found_in_3_rare": 1,
    }


def test_the_share_of_first_places_held_by_the_same_texts_is_told(republique, tmp_path):
    same = WhooshEngine(tmp_path / "same")
    assert evaluate(republique, measured(tmp_path, same))[0]["overlap_at_10"] == {REPUBLIQUE: 1.0}


class Deaf(WhooshEngine):
    """Holds nothing, so that nothing is found there."""

    def rebuild(self, _documents):
        super().rebuild([])


def test_an_engine_that_finds_nothing_shares_nothing(republique, tmp_path):
    deaf = Deaf(tmp_path / "deaf")
    assert evaluate(republique, measured(tmp_path, deaf))[0]["overlap_at_10"] == {REPUBLIQUE: 0.0}


@pytest.mark.postgresql
def test_an_engine_is_lent_on_a_server_in_a_schema_of_its_own(app):
    with app.app_context(), engine_on(SERVER) as lent, engine_on(SERVER) as other:
        lent.rebuild([make_document("La fibre", id=3)])
        assert ids(lent.search(asked("fibres")).hits) == [3]
        assert other.is_new()
        lent.drop()
        assert lent.is_new()


@pytest.mark.parametrize("server", ["postgresql://127.0.0.1:9/none", "no address"])
def test_without_a_server_no_engine_is_lent(server):
    with engine_on(server) as lent:
        assert lent is None


def test_the_command_writes_one_json_object_and_says_what_it_could_not_measure(site, republique):
    with site.app.app_context():
        commands = site.app.extensions["consult_commands"]
        asked_for = ["evaluate", "search", str(republique), "--json", "--server", "postgresql://127.0.0.1:9/none"]
        result = site.app.test_cli_runner().invoke(commands, asked_for)
    measures = json.loads(result.stdout)
    assert measures["found_in_3_title"] == {REPUBLIQUE: 1.0}
    assert "grand-debat-annote-2019" in result.stderr
    if site.app.extensions["consult_settings"].database_url.startswith("sqlite"):
        assert "overlap_at_10 (PostgreSQL ne répond pas)" in result.stderr
    else:
        assert measures["overlap_at_10"] == {REPUBLIQUE: 1.0}


def test_a_corrupt_file_is_refused_with_what_to_do(site, republique):
    (republique / "republique-numerique-2015" / "propositions.csv.gz").write_bytes(b"no gzip")
    with site.app.app_context():
        commands = site.app.extensions["consult_commands"]
        result = site.app.test_cli_runner().invoke(commands, ["evaluate", "search", str(republique)])
    assert result.exit_code == 2
    assert "Vérifiez les fichiers" in result.stderr


@pytest.mark.shared_data
def test_on_the_grand_debat_the_first_ten_are_right_often_enough(shared_data, tmp_path):
    only = tmp_path / "sets"
    only.mkdir()
    (only / "grand-debat-annote-2019").symlink_to(shared_data / "grand-debat-annote-2019")
    right = evaluate(only, measured(tmp_path))[0]["p_at_10"]
    assert right["grand-debat-annote-2019/FI8"] >= 0.84
    assert right["grand-debat-annote-2019/TE11"] >= 0.79
