"""Measure how texts are grouped: against the tags readers gave, and against copies planted among them.

Topics: answers with one tag that at least ten have, as many topics as tags, adjusted mutual information (Vinh
et al., 2010). Tags recovered: for each tag of fifteen answers or more the best F1 of a topic, weighted by size,
an answer belonging to every topic its sentences fall in. Coding: tags of forty answers or more, a hundred answers
drawn and given to the grid, micro-F1 on the others, mean of four draws. Copies: four hundred answers sent again
with a change.
"""

from collections import Counter, defaultdict
from collections.abc import Collection, Sequence
from datetime import UTC, datetime
from itertools import combinations
from pathlib import Path

import numpy as np
from sklearn.metrics import adjusted_mutual_info_score

from consult.kit.measures import Measures
from synthesis.analysis.copies import SHORTEST, find_copies
from synthesis.analysis.corpus import Corpus, ProposalRow, ThemeRow
from synthesis.analysis.facts import Channel, ConsultationFacts
from synthesis.analysis.grid import CodedTexts, coded_texts, place_texts
from synthesis.analysis.topics import find_topics, topics_as_many_as
from synthesis.analysis.vectors import Int8, Vectors
from synthesis.analysis.words import fold
from synthesis.evaluation.sets import Row, merge, table
from synthesis.vectors import encoder

FOLDER = "grand-debat-annote-2019"
FEWEST_FOR_A_TOPIC, FEWEST_TO_RECOVER = 10, 15
FEWEST_TO_CODE, CODED, CODING_SEEDS = 40, 100, range(1, 5)
MUTATED, TYPOS = 400, 0.02
_THEN = datetime(2019, 1, 1, tzinfo=UTC)
_THEME = ThemeRow(1, FOLDER, FOLDER, 1)
_SIGNATURES = ("", " Merci.", " Cordialement, un habitant.")

Known = dict[str, Int8]


def measure(folder: Path) -> Measures:
    """Measure every question of the folder."""
    measures: Measures = {}
    rows = table(folder, "reponses")
    for question in sorted({row["question"] for row in rows}):
        answers = [row for row in rows if row["question"] == question]
        known = read_vectors([row["texte"] for row in answers])
        figures = {
            "topics_ami": _ami(answers, known),
            "tags_f1": _recovered(answers, known),
            **coded(answers, known),
            **_copies(answers),
        }
        merge(measures, f"{FOLDER}/{question}", figures)
    return measures


def _tags(row: Row) -> list[str]:
    return [tag for tag in row["tags"].split("|") if tag]


def corpus_of(texts: Sequence[str]) -> Corpus:
    """Return texts as the proposals of one theme, numbered from one."""
    facts = ConsultationFacts(FOLDER, FOLDER, "", "", "", _THEN, _THEN)
    rows = (
        ProposalRow(number, 1, "", text, text, number, "", Channel.ONLINE, "", "", _THEN, "")
        for number, text in enumerate(texts, start=1)
    )
    return Corpus(_THEN, facts, (_THEME,), tuple(rows))


def read_vectors(texts: Sequence[str]) -> Known:
    """Return the vectors of texts, where the model is installed."""
    if not encoder.is_installed():
        return {}
    return {row.text: encoder.vectors_of(row) for row in corpus_of(texts).proposals}


def vectors_in(corpus: Corpus, known: Known) -> Vectors | None:
    """Give each text of a corpus the vectors known of its words, where the model is installed."""
    return Vectors("", {row.ref: known[row.text] for row in corpus.proposals}) if known else None


def _ami(answers: Sequence[Row], known_vectors: Known) -> float:
    counts = Counter(tag for row in answers for tag in _tags(row) if len(_tags(row)) == 1)
    known = {tag for tag, count in counts.items() if count >= FEWEST_FOR_A_TOPIC}
    kept = [row for row in answers if len(_tags(row)) == 1 and _tags(row)[0] in known]
    corpus = corpus_of([row["texte"] for row in kept])
    found = topics_as_many_as(corpus, _THEME, len(known), vectors_in(corpus, known_vectors))
    places = {ref: topic.rank for topic in found.topics for ref in topic.placed}
    labels = [places.get(f"P{number}", 0) for number in range(1, len(kept) + 1)]
    return float(adjusted_mutual_info_score([_tags(row)[0] for row in kept], labels))


def _recovered(answers: Sequence[Row], known: Known) -> float:
    wanted: dict[str, set[str]] = defaultdict(set)
    for number, row in enumerate(answers, start=1):
        for tag in _tags(row):
            wanted[tag].add(f"P{number}")
    corpus = corpus_of([row["texte"] for row in answers])
    found = find_topics(corpus, _THEME, vectors_in(corpus, known))
    groups = [set(topic.refs) for topic in found.topics]
    groups += [set(part.refs) for topic in found.topics for part in topic.parts]
    kept = [refs for refs in wanted.values() if len(refs) >= FEWEST_TO_RECOVER]
    best = [max((_f1(refs, group) for group in groups), default=0.0) for refs in kept]
    return float(np.average(best, weights=[len(refs) for refs in kept])) if kept else 0.0


def _f1(wanted: Collection[object], found: Collection[object]) -> float:
    return 2 * len(set(wanted) & set(found)) / (len(wanted) + len(found))


def coded(answers: Sequence[Row], known: Known) -> dict[str, float]:
    """Give the grid a hundred answers as people coded them, and judge what it says of the others, if any."""
    counts = Counter(tag for row in answers for tag in _tags(row))
    usual = {tag for tag, count in counts.items() if count >= FEWEST_TO_CODE}
    rows = [row for row in answers if usual & set(_tags(row))]
    if len(rows) <= CODED:
        return {}
    corpus = corpus_of([row["texte"] for row in rows])
    texts = coded_texts(corpus.contributions, vectors_in(corpus, known))
    truth = {f"P{number}": usual & set(_tags(row)) for number, row in enumerate(rows, start=1)}
    return {"micro_f1_100": float(np.mean([_coded_once(texts, truth, seed) for seed in CODING_SEEDS]))}


def _coded_once(texts: CodedTexts, truth: dict[str, set[str]], seed: int) -> float:
    drawn = np.random.default_rng(seed).permutation(len(truth))[:CODED].tolist()
    given = {texts.refs[place]: frozenset(truth[texts.refs[place]]) for place in drawn}
    placed = [(one.ref, one.code) for one in place_texts(texts, given) if one.is_placed]
    wanted = {(ref, tag) for ref, tags in truth.items() if ref not in given for tag in tags}
    return _f1(wanted, placed)


# --- copies -----------------------------------------------------------------------------


def _copies(answers: Sequence[Row]) -> dict[str, float]:
    """Return the share of planted copies found, and the share of pairs found that readers would call copies.

    A pair of answers that were already alike before anything was planted is no mistake: it is left out.
    """
    texts = [row["texte"] for row in answers if len(fold(row["texte"])) >= SHORTEST]
    draw = np.random.default_rng(2019)
    chosen = sorted(int(place) for place in draw.permutation(len(texts))[:MUTATED])
    planted = [(f"P{place + 1}", f"P{len(texts) + rank}") for rank, place in enumerate(chosen, start=1)]
    found = _pairs([*texts, *(mutated(texts[place], draw) for place in chosen)])
    already = _pairs(texts)
    home = {copy: original for original, copy in planted}
    right = sum(
        {home.get(one, one), home.get(other, other)} in already or _same(one, other, home) for one, other in found
    )
    return {
        "copies_recall": sum(frozenset(pair) in found for pair in planted) / len(planted) if planted else 0.0,
        "copies_precision": right / len(found) if found else 0.0,
    }


def _same(one: str, other: str, home: dict[str, str]) -> bool:
    return home.get(one, one) == home.get(other, other)


def _pairs(texts: Sequence[str]) -> set[frozenset[str]]:
    groups = find_copies(corpus_of(texts))
    return {frozenset(pair) for group in groups for pair in combinations(group.refs, 2)}


def mutated(text: str, draw: np.random.Generator) -> str:
    """Send a text again as people do: another case or punctuation, a signature, two typos in a hundred."""
    letters = list(text.upper() if draw.random() < 1 / 3 else text)
    for place in np.flatnonzero(draw.random(len(letters)) < TYPOS):
        letters[place] = str(draw.choice(list("aeinrst ")))
    changed = "".join(letters)
    if draw.random() < 1 / 2:
        changed = changed.replace(".", " !").replace(",", "")
    return changed + str(draw.choice(_SIGNATURES))
