"""Measure the sentences chosen to sum texts up, against those that readers wrote.

Texts of at least three sentences that two readers or more summed up in one: F1 of the stems of the words, against
the reader who is nearest.
"""

from collections import Counter, defaultdict
from pathlib import Path

import numpy as np
from Stemmer import Stemmer

from consult.kit.measures import Measures
from synthesis.analysis.summaries import summaries_of
from synthesis.analysis.words import fold
from synthesis.evaluation.sets import merge, table
from synthesis.evaluation.texts import corpus_of, read_vectors, vectors_in

FOLDER = "egalite-fh-assemblee-2016"
FEWEST_READERS = 2
_STEMMER = Stemmer("french")


def measure(folder: Path) -> Measures:
    """Measure the texts that readers summed up."""
    written: dict[str, list[str]] = defaultdict(list)
    for row in table(folder, "syntheses_humaines"):
        written[row["document_id"]].append(row["synthese"])
    rows = [row for row in table(folder, "contributions") if len(written[row["id"]]) >= FEWEST_READERS]
    corpus = corpus_of([row["texte"] for row in rows])
    vectors = vectors_in(corpus, read_vectors([row["texte"] for row in rows]))
    readers = {f"P{number}": written[row["id"]] for number, row in enumerate(rows, start=1)}
    chosen = summaries_of(corpus.contributions, vectors)
    scores = [max(_f1(quote.words, said) for said in readers[ref]) for ref, quote in chosen.items()]
    measures: Measures = {}
    if scores:
        merge(measures, FOLDER, {"summary_f1": float(np.mean(scores))})
    return measures


def _f1(one: str, other: str) -> float:
    """Compare two sentences by the stems of their words, repeated ones counted."""
    first, second = (Counter(_STEMMER.stemWords(fold(text).split())) for text in (one, other))
    return 2 * (first & second).total() / ((first.total() + second.total()) or 1)
