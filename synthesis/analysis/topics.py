"""Topics found in the texts of one theme: what is said, in whose words, and how sure the grouping is.

A contribution belongs to every topic one of its sentences falls in, and is placed under the one that holds most of
them; whatever falls in none stands under « Non regroupées ».
"""

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from synthesis.analysis.corpus import Corpus, ThemeRow
from synthesis.analysis.graph import Labels, Neighbourhood, communities, nearest, resampled, tfidf
from synthesis.analysis.labels import label_groups
from synthesis.analysis.units import Unit, units_of

FEWEST_TEXTS = 30
FEWEST_IN_A_TOPIC = 4
FEWEST_TOPICS, MOST_TOPICS = 11, 15
TEXTS_PER_TOPIC = 6
RESAMPLES = 12
KEPT_SHARE = 0.8
SOLID = 0.55


@dataclass(frozen=True)
class Topic:
    """A group of near sentences: its words, the contributions it gathers, and whether it held when resampled."""

    theme_id: int
    rank: int
    label: tuple[str, ...]
    refs: tuple[str, ...]
    placed: tuple[str, ...]
    units: tuple[Unit, ...]
    stability: float

    @property
    def key(self) -> str:
        """Name this topic inside the synthesis."""
        return f"T{self.theme_id}-{self.rank}"

    @property
    def is_solid(self) -> bool:
        """Say whether the group is found again when a fifth of the sentences is taken away."""
        return self.stability >= SOLID


@dataclass(frozen=True)
class ThemeTopics:
    """The topics of one theme, largest first, and the contributions none of them gathers."""

    theme_id: int
    topics: tuple[Topic, ...] = ()
    ungrouped: tuple[str, ...] = ()

    def place_of(self, ref: str) -> Topic | None:
        """Find the topic a contribution is placed under, or None when it is not grouped."""
        return next((topic for topic in self.topics if ref in topic.placed), None)


def find_topics(corpus: Corpus, theme: ThemeRow) -> ThemeTopics:
    """Group the contributions of a theme by what they talk about; too few of them are left ungrouped."""
    size = len(corpus.contributions_of(theme))
    if size < FEWEST_TEXTS:
        return ThemeTopics(theme.id, ungrouped=tuple(row.ref for row in corpus.contributions_of(theme)))
    most = max(2, min(MOST_TOPICS, size // TEXTS_PER_TOPIC))
    return _found(corpus, theme, max(2, most - (MOST_TOPICS - FEWEST_TOPICS)), most)


def topics_as_many_as(corpus: Corpus, theme: ThemeRow, count: int) -> ThemeTopics:
    """Group the contributions of a theme in about so many topics, to be compared with someone else's groups."""
    return _found(corpus, theme, count, count)


def _found(corpus: Corpus, theme: ThemeRow, fewest: int, most: int) -> ThemeTopics:
    rows = corpus.contributions_of(theme)
    units = units_of(rows)
    near = nearest(tfidf([[token.lemma for token in unit.tokens] for unit in units]))
    labels, resolution = communities(near, fewest, most)
    groups = _groups(units, labels)
    stabilities = _stabilities(near, labels, resolution, sorted(groups))
    topics = _topics(theme, units, groups, stabilities)
    grouped = {ref for topic in topics for ref in topic.refs}
    return ThemeTopics(theme.id, topics, tuple(row.ref for row in rows if row.ref not in grouped))


def _groups(units: Sequence[Unit], labels: Labels) -> dict[int, list[int]]:
    """Keep the communities that gather enough contributions, as lists of unit numbers."""
    found: dict[int, list[int]] = defaultdict(list)
    for index, label in enumerate(labels.tolist()):
        found[label].append(index)
    return {
        label: members
        for label, members in found.items()
        if len({units[index].ref for index in members}) >= FEWEST_IN_A_TOPIC
    }


def _topics(
    theme: ThemeRow, units: Sequence[Unit], groups: dict[int, list[int]], stabilities: dict[int, float]
) -> tuple[Topic, ...]:
    homes = _homes(units, groups)
    refs = {label: tuple(dict.fromkeys(units[i].ref for i in members)) for label, members in groups.items()}
    order = sorted(groups, key=lambda label: (-len(refs[label]), groups[label][0]))
    names = label_groups([[units[index] for index in groups[label]] for label in order], units)
    return tuple(
        Topic(
            theme_id=theme.id,
            rank=rank,
            label=name,
            refs=refs[label],
            placed=tuple(ref for ref in refs[label] if homes[ref] == label),
            units=tuple(units[index] for index in groups[label]),
            stability=stabilities[label],
        )
        for rank, (label, name) in enumerate(zip(order, names, strict=True), start=1)
    )


def _homes(units: Sequence[Unit], groups: dict[int, list[int]]) -> dict[str, int]:
    """Place each contribution where most of its sentences fall; on a tie, where the first one falls."""
    votes: dict[str, Counter[int]] = defaultdict(Counter)
    label_of = {index: label for label, members in groups.items() for index in members}
    for index in sorted(label_of):
        votes[units[index].ref][label_of[index]] += 1
    return {ref: counter.most_common(1)[0][0] for ref, counter in votes.items()}


def _stabilities(near: Neighbourhood, labels: Labels, resolution: float, kept: Sequence[int]) -> dict[int, float]:
    """Measure how well each group is found again: mean best Jaccard over resamples (Hennig, 2007)."""
    scores: dict[int, list[float]] = {label: [] for label in kept}
    size = len(labels)
    draw = np.random.default_rng(2015)
    for _ in range(RESAMPLES if kept else 0):
        rows = np.sort(draw.permutation(size)[: max(1, round(size * KEPT_SHARE))])
        again = resampled(near, rows, resolution)
        before = labels[rows]
        for label in kept:
            scores[label].append(_best_jaccard(before == label, again))
    return {label: round(float(np.mean(found)), 4) for label, found in scores.items()}


def _best_jaccard(members: np.ndarray, again: Labels) -> float:
    shared = np.bincount(again[members], minlength=int(again.max()) + 1)
    union = members.sum() + np.bincount(again) - shared
    return float((shared / union).max())
