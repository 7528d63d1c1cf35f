"""Measure how texts are grouped: against the tags readers gave, and against copies planted among them.

Topics: answers with one tag that at least ten have, as many topics as tags, adjusted mutual information (Vinh
et al., 2010). Tags recovered: for each tag of fifteen answers or more the best F1 of a topic, weighted by size,
an answer belonging to every topic its sentences fall in. Copies: four hundred answers sent again with a change.
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
from synthesis.analysis.topics import find_topics, topics_as_many_as
from synthesis.analysis.words import fold
from synthesis.evaluation.sets import Row, merge, table

FOLDER = "grand-debat-annote-2019"
FEWEST_FOR_A_TOPIC, FEWEST_TO_RECOVER = 10, 15
MUTATED, TYPOS = 400, 0.02
_THEN = datetime(2019, 1, 1, tzinfo=UTC)
_THEME = ThemeRow(1, FOLDER, FOLDER, 1)
_SIGNATURES = ("", " Merci.", " Cordialement, un habitant.")


def measure(folder: Path) -> Measures:
    """Measure every question of the folder."""
    measures: Measures = {}
    rows = table(folder, "reponses")
    for question in sorted({row["question"] for row in rows}):
        answers = [row for row in rows if row["question"] == question]
        figures = {"topics_ami": _ami(answers), "tags_f1": _recovered(answers), **_copies(answers)}
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


def _ami(answers: Sequence[Row]) -> float:
    counts = Counter(tag for row in answers for tag in _tags(row) if len(_tags(row)) == 1)
    known = {tag for tag, count in counts.items() if count >= FEWEST_FOR_A_TOPIC}
    kept = [row for row in answers if len(_tags(row)) == 1 and _tags(row)[0] in known]
    found = topics_as_many_as(corpus_of([row["texte"] for row in kept]), _THEME, len(known))
    places = {ref: topic.rank for topic in found.topics for ref in topic.placed}
    labels = [places.get(f"P{number}", 0) for number in range(1, len(kept) + 1)]
    return float(adjusted_mutual_info_score([_tags(row)[0] for row in kept], labels))


def _recovered(answers: Sequence[Row]) -> float:
    wanted: dict[str, set[str]] = defaultdict(set)
    for number, row in enumerate(answers, start=1):
        for tag in _tags(row):
            wanted[tag].add(f"P{number}")
    found = find_topics(corpus_of([row["texte"] for row in answers]), _THEME)
    groups = [set(topic.refs) for topic in found.topics]
    kept = [refs for refs in wanted.values() if len(refs) >= FEWEST_TO_RECOVER]
    best = [max((_f1(refs, group) for group in groups), default=0.0) for refs in kept]
    return float(np.average(best, weights=[len(refs) for refs in kept])) if kept else 0.0


def _f1(wanted: Collection[str], found: Collection[str]) -> float:
    return 2 * len(set(wanted) & set(found)) / (len(wanted) + len(found))


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
