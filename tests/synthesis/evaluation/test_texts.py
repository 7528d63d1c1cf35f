"""Measuring how texts are grouped, on answers that carry their tags."""

import numpy as np
import pytest

from synthesis.evaluation.texts import coded, corpus_of, measure, mutated
from tests.synthesis.evaluation.test_opinions import write

SUBJECTS = {
    "Impôts": "Il faut baisser les impôts des ménages et simplifier la déclaration fiscale {0}.",
    "Vélo": "Construisons des pistes cyclables sûres pour aller travailler à vélo {0}.",
    "Forêt": "Plantons des arbres et protégeons la forêt contre les incendies {0}.",
    "École": "Recrutons des enseignants pour que chaque classe de l’école rurale reste ouverte {0}.",
}
PLACES = ["ville", "village", "campagne", "quartier", "vallée", "canton", "plaine", "bourg", "hameau", "port"]


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """Return a question whose 80 answers of one tag each, fall in four plain subjects."""
    here = tmp_path_factory.mktemp("annotations")
    rows = [
        {
            "id": f"Q-{place}-{tag}",
            "question": "Q",
            "texte": text.format(f"en {place} {size}"),
            "tags": tag,
        }
        for size in ("demain", "vite")
        for place in PLACES
        for tag, text in SUBJECTS.items()
    ]
    write(here / "reponses.csv.gz", rows)
    return here


@pytest.fixture(scope="module")
def measures(folder):
    """Return what is measured there, once for these tests."""
    return {name: values["grand-debat-annote-2019/Q"] for name, values in measure(folder).items()}


def test_plain_subjects_are_found(measures):
    assert measures["topics_ami"] > 0.9


def test_tags_are_recovered_in_part_where_topics_are_finer(measures):
    assert 0.4 < measures["tags_f1"] <= 1


def test_copies_are_found_and_nothing_else(measures):
    assert measures["copies_recall"] > 0.9
    assert measures["copies_precision"] > 0.9


def test_a_mutation_changes_a_text_but_little():
    text = "Il faut baisser les impôts des ménages, et simplifier la déclaration."
    sent = {mutated(text, np.random.default_rng(seed)) for seed in range(20)}
    assert text not in sent
    assert all(len(text) - 10 <= len(one) <= len(text) + 40 for one in sent)


def test_texts_become_proposals_in_their_order():
    corpus = corpus_of(["un", "deux"])
    assert [(row.ref, row.text) for row in corpus.proposals] == [("P1", "un"), ("P2", "deux")]


def test_a_hundred_codes_teach_where_the_other_answers_go():
    rows = [
        {"texte": f"{text.format(place)} Vite, {number} fois.", "tags": tag}
        for number in range(5)
        for place in PLACES
        for tag, text in SUBJECTS.items()
    ]
    assert coded(rows, {})["micro_f1_100"] > 0.95


def test_fewer_answers_than_codes_to_draw_teach_nothing(measures):
    assert "micro_f1_100" not in measures
