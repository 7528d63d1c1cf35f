"""Vectors that say what a test wants two passages to mean, without any model."""

import numpy as np

from synthesis.analysis.corpus import Corpus
from synthesis.analysis.vectors import DIMENSIONS, Int8, Vectors, passages

MEANINGS = {
    "fibre": ("fibre", "débit", "internet", "connexion"),
    "école": ("école", "classe", "élève", "lycée"),
    "vélo": ("vélo", "cycl", "piste", "bicyclette"),
}


def meaning(text: str) -> Int8:
    """One direction for each meaning a text holds, and a last one for a text that holds none."""
    found = np.zeros(DIMENSIONS, dtype=np.int8)
    for place, words in enumerate(MEANINGS.values()):
        if any(word in text.lower() for word in words):
            found[place] = 100
    found[DIMENSIONS - 1] = 0 if found.any() else 100
    return found


def vectors_of(whole: Corpus) -> Vectors:
    """The vectors of a corpus as `meaning` gives them."""
    rows = {row.ref: np.stack([meaning(text) for text in passages(row)]) for row in whole.contributions}
    return Vectors("modèle-de-sens 1.0", rows)
