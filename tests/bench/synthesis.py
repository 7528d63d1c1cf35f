"""Measure the synthesis part by part, on République numérique where its files are, and on votes drawn at random.

    make bench
    python -m tests.bench.synthesis --data ../shared/data

Times are CPU of this process, in seconds, with one BLAS thread as in the worker; memory is the most this process
held during a part, where the system tells it.
"""

import argparse
import time
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from io import BytesIO
from pathlib import Path
from typing import TypeVar

import numpy as np
from pikepdf import Pdf
from threadpoolctl import threadpool_limits

from contributions.imports.republique_numerique import RepubliqueNumerique
from synthesis import dossier
from synthesis.analysis.copies import find_copies
from synthesis.analysis.corpus import Corpus
from synthesis.analysis.grid import coded_texts, most_useful, place_texts
from synthesis.analysis.groups import Ballots, find_groups
from synthesis.analysis.summaries import summaries_of
from synthesis.analysis.topics import find_topics
from synthesis.analysis.vectors import Vectors
from synthesis.evaluation.whole import FOLDER, corpus_of
from synthesis.formats import pdf
from synthesis.vectors import encoder

Result = TypeVar("Result")
STATUS, PEAK = Path("/proc/self/status"), Path("/proc/self/clear_refs")
FORGET_PEAK = "5"
TIMES_LARGER = 2.25  # 8,500 contributions, as the whole consultation had


def main() -> None:
    """Measure what the data allow and print it."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--data", type=Path, default=Path("../shared/data"))
    folder = parser.parse_args().data / FOLDER
    with threadpool_limits(1):
        if folder.is_dir():
            _texts(corpus_of(RepubliqueNumerique(folder).read(lambda: None)))
        else:
            print(f"{folder} : absent, donc non mesuré")
        for people, proposals, each in ((21_000, 1_000, 7), (100_000, 2_000, 20)):
            cast = _ballots(people, proposals, each)
            _timed(f"groupes : {people} × {proposals}", partial(find_groups, cast))


def _texts(corpus: Corpus) -> None:
    vectors = _vectors(corpus)
    busiest = max(corpus.themes, key=lambda theme: len(corpus.contributions_of(theme)))
    _timed("sujets du plus grand thème", lambda: find_topics(corpus, busiest, vectors))
    _timed("résumés", lambda: summaries_of(corpus.contributions, vectors))
    _timed("copies", lambda: find_copies(corpus))
    texts = coded_texts(corpus.contributions, vectors)
    given = {
        ref: [("pour", "contre")[place % 2]]
        for place, ref in enumerate(_timed("cent à lire", lambda: most_useful(texts, {})))
    }
    _timed("grille : le reste placé", lambda: place_texts(texts, given))
    encoder.release()
    made = _timed("synthèse entière, sans fichiers", lambda: dossier.build(corpus, vectors=vectors))
    pages = len(Pdf.open(BytesIO(_timed("PDF", lambda: pdf.render(made.document)))).pages)
    print(f"soit {pages} pages")
    for kind in dossier.FORMATS:
        _timed(f"format {kind}", partial(made.file, kind))
    _timed("tous les fichiers", lambda: dossier.files(made, dossier.FORMATS))
    large, its_vectors = _larger(corpus, vectors)
    _timed(
        f"synthèse entière, {len(large.contributions)} contributions",
        lambda: dossier.build(large, vectors=its_vectors),
    )


def _vectors(corpus: Corpus) -> Vectors | None:
    """Compute the vectors, and say how many passages a second the model reads."""
    if not encoder.is_installed():
        return None
    started = time.process_time()
    rows = {row.ref: encoder.vectors_of(row) for row in corpus.contributions}
    passages = sum(len(one) for one in rows.values())
    print(f"vecteurs : {passages / (time.process_time() - started):.0f} passages par seconde, {passages} passages")
    return Vectors(encoder.model_name(), rows)


def _larger(corpus: Corpus, vectors: Vectors | None) -> tuple[Corpus, Vectors | None]:
    """Return the consultation with arguments said again, each with a word of its own, up to the size it had."""
    wanted = round((TIMES_LARGER - 1) * len(corpus.contributions))
    again = (corpus.arguments * 3)[:wanted]
    added = [
        replace(row, id=100_000 + place, text=f"{row.text} Voir {place}.", author=100_000 + place)
        for place, row in enumerate(again)
    ]
    large = replace(corpus, arguments=(*corpus.arguments, *added))
    if vectors is None:
        return large, None
    theirs = {new.ref: vectors.rows[old.ref] for new, old in zip(added, again, strict=True)}
    return large, Vectors(vectors.model, {**vectors.rows, **theirs})


def _ballots(people: int, proposals: int, each: int) -> Ballots:
    draw = np.random.default_rng(2030)
    rows = np.repeat(np.arange(people), each)
    columns = np.concatenate([draw.choice(proposals, each, replace=False) for _ in range(people)])
    return Ballots(rows, columns, draw.choice([-1.0, 0.0, 1.0], len(rows)), (people, proposals))


def _timed(name: str, work: Callable[[], Result]) -> Result:
    if PEAK.exists():
        PEAK.write_text(FORGET_PEAK)
    started = time.process_time()
    found = work()
    print(f"{name} : {time.process_time() - started:.1f} s{_memory()}")
    return found


def _memory() -> str:
    """Say the most memory held since the peak was last forgotten."""
    told = (
        [line.split()[1] for line in STATUS.read_text().splitlines() if line.startswith("VmHWM")]
        if PEAK.exists()
        else []
    )
    return "".join(f", {int(kibibytes) // 1024} Mio" for kibibytes in told)


if __name__ == "__main__":
    main()
