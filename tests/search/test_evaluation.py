import csv
import gzip
import json
import random
from pathlib import Path

import pytest

from search.evaluation import evaluate, gain, precision, with_typos
from search.whoosh_engine import WhooshEngine
from tests.factories.search import NONE


def engines_in(folder: Path):
    return lambda name: WhooshEngine(folder / name.replace("/", "-"))


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
    measures, missing = evaluate(republique, engines_in(tmp_path), NONE)
    assert missing == ["grand-debat-annote-2019"]
    assert {measure: values["republique-numerique-2015"] for measure, values in measures.items()} == {
        "found_in_3_title": 1,
        "found_in_3_bare": 1,
        "found_in_3_typos": 1,
        "found_in_3_capitals": 1,
        "found_in_3_rare": 1,
    }


def test_the_command_writes_one_json_object(site, republique):
    with site.app.app_context():
        commands = site.app.extensions["consult_commands"]
        result = site.app.test_cli_runner().invoke(commands, ["evaluate", "search", str(republique), "--json"])
    assert json.loads(result.stdout)["found_in_3_title"] == {"republique-numerique-2015": 1.0}
    assert "grand-debat-annote-2019" in result.stderr


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
    right = evaluate(only, engines_in(tmp_path), NONE)[0]["p_at_10"]
    assert right["grand-debat-annote-2019/FI8"] >= 0.84
    assert right["grand-debat-annote-2019/TE11"] >= 0.79
