"""The commands of moderation."""

import json

import pytest
from click.testing import CliRunner

from moderation.cli import evaluate, rebuild_queue

HOSTILE = "id,texte,toxique\n1,Sale arabe,1\n2,Bonjour,0\n3,Quel connard,1\n4,Sale temps,1\n"
CIVIL = "id,texte\n1,Moins d’impôts !\n2,Ces connards d’élus\n"


def _run(app, command, *words: str):
    with app.app_context():
        return CliRunner().invoke(command, list(words))


def _sets(folder, **files: str):
    for name, text in files.items():
        kind = "messages" if name == "moderation-mlma-fr" else "reponses"
        (folder / name).mkdir()
        (folder / name / f"{kind}.csv").write_text(text, "utf-8")


def test_the_detectors_are_measured_on_the_sets_that_are_there(app, tmp_path):
    _sets(tmp_path, **{"moderation-mlma-fr": HOSTILE, "grand-debat-annote-2019": CIVIL})
    measures = json.loads(_run(app, evaluate, str(tmp_path), "--json").stdout)
    assert measures["recall"]["moderation-mlma-fr/law"] == 0.6667
    assert measures["precision"]["moderation-mlma-fr/hate"] == 1.0
    assert measures["law_signal_false_positives"]["grand-debat-annote-2019/insults"] == 0.5


def test_the_guess_of_a_theme_is_measured_under_the_right_theme_and_the_wrong_ones(app, tmp_path):
    words = {
        "Trains": "Remettre des trains du soir, des gares, des quais, des billets et des horaires",
        "École": "Former des enseignants, des élèves, des classes, des manuels et des examens",
    }
    said = [
        f"{theme},Titre {n},{' '.join([text.replace(',', '')] * 4)} {n}"
        for n in range(40)
        for theme, text in words.items()
    ]
    (tmp_path / "republique-numerique-2015").mkdir()
    file = tmp_path / "republique-numerique-2015" / "propositions.csv"
    file.write_text("section_titre,titre,corps_texte\n" + "\n".join(said), "utf-8")
    measures = json.loads(_run(app, evaluate, str(tmp_path), "--json").stdout)
    name = "republique-numerique-2015/off_theme"
    assert (measures["recall"][name], measures["off_theme_false_positives"][name]) == (1.0, 0.0)


def test_a_set_that_is_not_there_is_said_to_be_missing(app, tmp_path):
    answer = _run(app, evaluate, str(tmp_path), "--json")
    assert json.loads(answer.stdout) == {}
    assert "moderation-mlma-fr" in answer.stderr


@pytest.mark.parametrize("content", [b"id,words\n1,x\n", b"\x1f\x8b, cut short", b"id,texte,toxique\n1,\xe9,1\n"])
def test_a_file_that_cannot_be_read_is_refused_with_a_sentence(app, tmp_path, content):
    (tmp_path / "moderation-mlma-fr").mkdir()
    (tmp_path / "moderation-mlma-fr" / "messages.csv").write_bytes(content)
    answer = _run(app, evaluate, str(tmp_path))
    assert answer.exit_code == 2
    assert "Vérifiez les fichiers" in answer.stderr


def test_the_queue_is_summed_again_on_demand(app):
    assert "0 textes relus" in _run(app, rebuild_queue).stdout
