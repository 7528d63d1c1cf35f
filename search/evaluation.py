"""Measure the search on annotated texts: what share of the first results is right, what is found again.

Each measure builds an index of its own and asks what a person would be given: same reading of queries,
same forgiveness. With another engine beside, the same texts answer the same questions there.
"""

import csv
import gzip
import random
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from math import log2
from pathlib import Path

from consult.kit.measures import Measures
from consult.kit.text.french import fold, tokens
from consult.kit.text.synonyms import Synonyms
from search.engine import Document, Engine
from search.finder import find
from search.query import parse

GRAND_DEBAT, REPUBLIQUE = "grand-debat-annote-2019", "republique-numerique-2015"
COMMONEST = 12
FIRST = 10
_SURE_QUESTION, _READERS = "FI8", 2
_LONG_WORD = 6
_THEN = datetime(2019, 1, 1, tzinfo=UTC)
Row = dict[str, str]


OVERLAP = "overlap_at_10"


@dataclass(frozen=True)
class Measured:
    """The engine that is measured, the one it is compared with if any, and the words that stand for each other."""

    engine: Engine
    synonyms: Synonyms
    beside: Engine | None = None

    def file(self, documents: Iterable[Document]) -> None:
        """Make these the only texts, wherever questions are asked."""
        texts = list(documents)
        for one in filter(None, (self.engine, self.beside)):
            one.rebuild(texts)

    def first(self, typed: str, limit: int) -> list[int]:
        """Return the texts a person who types this is shown first."""
        return first_ids(self.engine, typed, self.synonyms, limit)

    def overlap(self, name: str, asked: Iterable[str]) -> Measures:
        """Measure which share of the first ten of both engines is the same; nothing without another engine."""
        if self.beside is None:
            return {}
        both = [
            [set(first_ids(one, typed, self.synonyms, FIRST)) for one in (self.engine, self.beside)]
            for typed in asked
        ]
        return {OVERLAP: {name: _mean(_shared(ours, theirs) for ours, theirs in both)}}


def _shared(ours: set[int], theirs: set[int]) -> float:
    return len(ours & theirs) / max(len(ours), len(theirs), 1) if ours or theirs else 1.0


def evaluate(folder: Path, measured: Measured) -> tuple[Measures, list[str]]:
    """Measure every set the folder holds; also return the sets, and the measures, that are missing.

    Raises OSError and `csv.Error` on unreadable files.
    """
    measures: Measures = {}
    missing = [name for name in (GRAND_DEBAT, REPUBLIQUE) if not (folder / name).is_dir()]
    if GRAND_DEBAT not in missing:
        _merge(measures, _by_tags(folder / GRAND_DEBAT, measured))
    if REPUBLIQUE not in missing:
        _merge(measures, _found_again(folder / REPUBLIQUE, measured))
    return measures, missing


def _merge(measures: Measures, more: Measures) -> None:
    for measure, values in more.items():
        measures.setdefault(measure, {}).update(values)


def _read(path: Path) -> list[Row]:
    with gzip.open(path, "rt", encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _document(number: int, title: str, text: str) -> Document:
    return Document("contribution", number, title, text, {}, _THEN)


def first_ids(engine: Engine, typed: str, synonyms: Synonyms, limit: int) -> list[int]:
    """Return the texts a person who types this is shown first."""
    return [hit.id for hit in find(engine, replace(parse(typed, synonyms), limit=limit)).results.hits]


# --- the tags of the Grand débat ------------------------------------------------------


def _by_tags(folder: Path, measured: Measured) -> Measures:
    """Ask each question's commonest tags; right answers are those readers gave the tag."""
    answers, judged = _read(folder / "reponses.csv.gz"), _read(folder / "qrels.csv.gz")
    numbers = {row["id"]: number for number, row in enumerate(answers, start=1)}
    measures: Measures = {"p_at_10": {}, "ndcg_at_10": {}}
    for question in sorted({row["question"] for row in answers}):
        name = f"{GRAND_DEBAT}/{question}"
        ours = [row for row in answers if row["question"] == question]
        measured.file(_document(numbers[row["id"]], "", row["texte"]) for row in ours)
        relevant = _commonest(_relevant([row for row in judged if row["question"] == question], numbers))
        asked = [(measured.first(tag, FIRST), right) for tag, right in relevant.items()]
        measures["p_at_10"][name] = _mean(precision(found, right) for found, right in asked)
        measures["ndcg_at_10"][name] = _mean(gain(found, right) for found, right in asked)
        _merge(measures, measured.overlap(name, relevant))
    return measures


def _commonest(relevant: Mapping[str, set[int]]) -> dict[str, set[int]]:
    tags = sorted(relevant, key=lambda tag: (-len(relevant[tag]), tag))
    return {tag: relevant[tag] for tag in tags[:COMMONEST]}


def _relevant(judged: Iterable[Row], numbers: Mapping[str, int]) -> dict[str, set[int]]:
    """Keep, where the number of readers is known, what two of them agree on."""
    relevant: dict[str, set[int]] = {}
    for row in judged:
        readers = row["nb_annotateurs"].strip()
        if row["question"] != _SURE_QUESTION or not readers.isdecimal() or int(readers) >= _READERS:
            relevant.setdefault(row["tag"], set()).add(numbers[row["reponse_id"]])
    return relevant


def precision(found: Sequence[int], right: set[int]) -> float:
    """Return the share of the first ten places held by right answers."""
    return sum(number in right for number in found[:FIRST]) / FIRST


def gain(found: Sequence[int], right: set[int]) -> float:
    """Return nDCG at ten: right answers count more the higher they stand (Järvelin and Kekäläinen 2002)."""
    reached = sum(1 / log2(place + 2) for place, number in enumerate(found[:FIRST]) if number in right)
    ideal = sum(1 / log2(place + 2) for place in range(min(FIRST, len(right))))
    return reached / ideal if ideal else 0.0


def _mean(values: Iterable[float]) -> float:
    listed = list(values)
    return round(sum(listed) / len(listed), 4) if listed else 0.0


# --- the proposals of République numérique, found again -------------------------------


def _found_again(folder: Path, measured: Measured) -> Measures:
    """Ask for each proposal by its title in several writings, and by its three rarest words."""
    rows = _read(folder / "propositions.csv.gz")
    numbered = {int(row["id"][1:]): row for row in rows}
    measured.file(_document(number, row["titre"], row["corps_texte"]) for number, row in numbered.items())
    counts = Counter(word for row in rows for word in set(_words(row)))
    rng = random.Random(2015)  # noqa: S311 -- typos, not secrets
    writings: dict[str, Callable[[Row], str]] = {
        "found_in_3_title": lambda row: row["titre"],
        "found_in_3_bare": lambda row: fold(row["titre"]),
        "found_in_3_typos": lambda row: with_typos(row["titre"], rng),
        "found_in_3_capitals": lambda row: row["titre"].upper(),
        "found_in_3_rare": lambda row: " ".join(sorted(set(_words(row)), key=lambda one: (counts[one], one))[:3]),
    }
    found = {
        measure: {REPUBLIQUE: _mean(number in measured.first(writing(row), 3) for number, row in numbered.items())}
        for measure, writing in writings.items()
    }
    return found | measured.overlap(REPUBLIQUE, [row["titre"] for row in rows])


def _words(row: Row) -> Iterator[str]:
    return (token.word for token in tokens(f"{row['titre']}\n{row['corps_texte']}") if token.terms)


def with_typos(text: str, rng: random.Random) -> str:
    """Return `text` with one letter dropped, doubled, changed or swapped in each word of six letters or more."""

    def mistype(found: re.Match[str]) -> str:
        word = found[0]
        if len(word) < _LONG_WORD:
            return word
        at, other = rng.randrange(1, len(word) - 1), rng.choice("abcdefghijklmnopqrstuvwxyz")
        return rng.choice(
            [
                word[:at] + word[at + 1 :],
                word[:at] + other + word[at:],
                word[:at] + other + word[at + 1 :],
                word[:at] + word[at + 1] + word[at] + word[at + 2 :],
            ]
        )

    return re.sub(r"\w+", mistype, text)
