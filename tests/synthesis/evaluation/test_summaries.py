"""Measuring the sentences that sum texts up."""

import pytest

from synthesis.evaluation.summaries import FOLDER, measure
from tests.synthesis.evaluation.test_opinions import write

TEXT = (
    "Le bus du soir doit desservir la gare de Vierzon. "
    "Sans bus du soir, la gare de Vierzon reste loin du centre. "
    "Merci de lire cette contribution."
)


@pytest.fixture
def folder(tmp_path):
    write(tmp_path / "contributions.csv.gz", [{"id": "d1", "texte": TEXT}, {"id": "d2", "texte": "Court."}])
    return tmp_path


def said(folder, *summaries: str) -> None:
    write(folder / "syntheses_humaines.csv.gz", [{"document_id": "d1", "synthese": one} for one in summaries])


def test_the_nearest_reader_counts(folder):
    said(folder, "Le bus du soir doit desservir la gare de Vierzon", "Rien de commun")
    assert measure(folder) == {"summary_f1": {FOLDER: 1.0}}


def test_words_are_compared_by_their_stems(folder):
    said(folder, "Les bus du soir doivent desservir les gares de Vierzon.", "Rien de commun")
    assert measure(folder)["summary_f1"][FOLDER] > 0.7


def test_a_text_that_one_reader_only_summed_up_is_left_out(folder):
    said(folder, "Le bus du soir doit desservir la gare de Vierzon")
    assert measure(folder) == {}
