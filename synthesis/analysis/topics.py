"""Topics found in the texts of one theme: what is said, in whose words, and how sure the grouping is.

A contribution belongs to every topic one of its sentences falls in, and is placed under the one that holds most of
them; whatever falls in none stands under « Non regroupées ».
"""

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from synthesis.analysis.corpus import Corpus, ThemeRow
from synthesis.analysis.graph import Neighbourhood, Rows, communities, nearest, resampled, tfidf
from synthesis.analysis.grids import Share
from synthesis.analysis.labels import OF_ONE_PROPOSAL, Name, Setting, Spelled, name_groups, spelled, term_of
from synthesis.analysis.louvain import Labels
from synthesis.analysis.units import Unit, units_of
from synthesis.analysis.vectors import Vectors
from synthesis.analysis.words import tokens

FEWEST_TEXTS = 30
FEWEST_IN_A_TOPIC = 4
TOPICS = 8
TEXTS_PER_TOPIC = 6
LARGE = 60
FEWEST_PARTS, MOST_PARTS = 2, 4
RESAMPLES, RESAMPLES_OF_PARTS = 12, 6
KEPT_SHARE = 0.8
SOLID = 0.55


@dataclass(frozen=True)
class Part:
    """A narrower group inside a large topic, named as a topic is."""

    rank: int
    label: tuple[str, ...]
    refs: tuple[str, ...]
    stability: float
    named: tuple[str, ...] = ()
    about: str = ""

    @property
    def is_solid(self) -> bool:
        """Say whether the group is found again when a fifth of the sentences is taken away."""
        return self.stability >= SOLID


@dataclass(frozen=True)
class Topic:
    """A group of near sentences: its words, the contributions it gathers, and whether it held when resampled.

    A code of the secretariat's grid makes one too: `share` then says who placed its contributions. `named`
    are those, of the ones gathered, that use a word of the label; without a label, those that belong to the
    proposal `about`, the one it holds most of.
    """

    theme_id: int
    rank: int
    label: tuple[str, ...]
    refs: tuple[str, ...]
    placed: tuple[str, ...]
    units: tuple[Unit, ...]
    stability: float
    parts: tuple[Part, ...] = ()
    share: Share | None = None
    named: tuple[str, ...] = ()
    about: str = ""

    @property
    def key(self) -> str:
        """Name this topic inside the synthesis."""
        return f"T{self.theme_id}-{self.rank}"

    @property
    def is_solid(self) -> bool:
        """Say whether the group is found again when a fifth of the sentences is taken away."""
        return self.stability >= SOLID


def bears_a_title(group: Topic | Part) -> bool:
    """Say whether a group without words is named by a proposal, which makes half of it at least."""
    return not group.label and bool(group.about) and len(group.named) >= OF_ONE_PROPOSAL * len(group.refs)


@dataclass(frozen=True)
class ThemeTopics:
    """The topics of one theme, largest first, and the contributions none of them gathers.

    Those of the secretariat's grid keep its order; `share` then says who placed the contributions of the theme,
    and `unfilled` names the codes that gather none.
    """

    theme_id: int
    topics: tuple[Topic, ...] = ()
    ungrouped: tuple[str, ...] = ()
    share: Share | None = None
    unfilled: tuple[str, ...] = ()

    def place_of(self, ref: str) -> Topic | None:
        """Find the topic a contribution is placed under, or None when it is not grouped."""
        return next((topic for topic in self.topics if ref in topic.placed), None)


@dataclass(frozen=True)
class _Ground:
    """The sentences of a theme, their nearest neighbours, their words, and what stands around them."""

    units: Sequence[Unit]
    near: Neighbourhood
    spelled: Spelled
    setting: Setting


@dataclass(frozen=True)
class _Group:
    """A community of sentences, as their numbers, and how well it held."""

    members: Rows
    refs: tuple[str, ...]
    stability: float


def find_topics(corpus: Corpus, theme: ThemeRow, vectors: Vectors | None = None) -> ThemeTopics:
    """Group the contributions of a theme by what they talk about; too few of them are left ungrouped."""
    size = len(corpus.contributions_of(theme))
    if size < FEWEST_TEXTS:
        return ThemeTopics(theme.id, ungrouped=tuple(row.ref for row in corpus.contributions_of(theme)))
    fewest, most = (max(2, min(TOPICS, size // texts)) for texts in (2 * TEXTS_PER_TOPIC, TEXTS_PER_TOPIC))
    return _found(corpus, theme, (fewest, most), vectors)


def topics_as_many_as(corpus: Corpus, theme: ThemeRow, count: int, vectors: Vectors | None = None) -> ThemeTopics:
    """Group the contributions of a theme in about so many topics, to be compared with someone else's groups."""
    return _found(corpus, theme, (count, count), vectors)


def _found(corpus: Corpus, theme: ThemeRow, count: tuple[int, int], vectors: Vectors | None) -> ThemeTopics:
    rows = corpus.contributions_of(theme)
    units = units_of(rows)
    setting = _setting(corpus, theme)
    words = tfidf(_read(units, setting))
    near = nearest(words, vectors.of_units(units) if vectors else None)
    ground = _Ground(units, near, spelled(units), setting)
    topics = _topics(theme, ground, _groups(ground, np.arange(len(units)), count, RESAMPLES))
    grouped = {ref for topic in topics for ref in topic.refs}
    return ThemeTopics(theme.id, topics, tuple(row.ref for row in rows if row.ref not in grouped))


def _setting(corpus: Corpus, theme: ThemeRow) -> Setting:
    """Gather what stands around the texts of a theme; titles and places set nothing apart."""
    rows, proposals = corpus.contributions_of(theme), corpus.proposals_of(theme)
    known = (theme.title, corpus.consultation.title, *sorted({row.territory_name for row in proposals}))
    return Setting(
        authors={row.ref: row.author for row in rows},
        threads={row.ref: corpus.proposal_of(row) for row in rows},
        titles={row.ref: row.title for row in proposals},
        common=frozenset(word for words in known for word in term_of(words)),
    )


def _read(units: Sequence[Unit], setting: Setting) -> list[list[str]]:
    """Give the words of each sentence with those of its proposal's title: « simple, malin » says nothing alone."""
    titles = {ref: [token.lemma for token in tokens(title)] for ref, title in setting.titles.items()}
    return [
        [token.lemma for token in unit.tokens] + (titles[setting.threads[unit.ref]] if unit.end else [])
        for unit in units
    ]


def _groups(ground: _Ground, rows: Rows, count: tuple[int, int], times: int) -> list[_Group]:
    """Find the communities of some sentences that gather enough contributions, largest first."""
    labels, resolution = communities(ground.near, *count, rows)
    refs = {label: _refs(ground, rows[labels == label]) for label in np.unique(labels).tolist()}
    kept = [label for label in refs if len(refs[label]) >= FEWEST_IN_A_TOPIC]
    stabilities = _stabilities(ground.near, rows, (labels, resolution), kept, times)
    groups = [_Group(rows[labels == label], refs[label], stabilities[label]) for label in kept]
    return sorted(groups, key=lambda group: (-len(group.refs), group.members[0]))


def _refs(ground: _Ground, members: Rows) -> tuple[str, ...]:
    return tuple(dict.fromkeys(ground.units[index].ref for index in members.tolist()))


def _topics(theme: ThemeRow, ground: _Ground, groups: Sequence[_Group]) -> tuple[Topic, ...]:
    units, homes = ground.units, _homes(ground.units, groups)
    names = _names(ground, groups, np.arange(len(units)))
    return tuple(
        Topic(
            theme_id=theme.id,
            rank=rank,
            label=name.label,
            refs=group.refs,
            placed=tuple(ref for ref in group.refs if homes[ref] == rank),
            units=tuple(units[index] for index in group.members.tolist()),
            stability=group.stability,
            parts=_parts(ground, group),
            named=tuple(ref for ref in group.refs if ref in name.users),
            about=name.about,
        )
        for rank, (group, name) in enumerate(zip(groups, names, strict=True), start=1)
    )


def _parts(ground: _Ground, group: _Group) -> tuple[Part, ...]:
    """Look inside a large topic; a single part would say nothing."""
    if len(group.refs) < LARGE:
        return ()
    inside = _groups(ground, group.members, (FEWEST_PARTS, MOST_PARTS), RESAMPLES_OF_PARTS)
    if len(inside) < FEWEST_PARTS:
        return ()
    names = _names(ground, inside, group.members)
    return tuple(
        Part(
            rank,
            name.label,
            one.refs,
            one.stability,
            tuple(ref for ref in one.refs if ref in name.users),
            name.about,
        )
        for rank, (one, name) in enumerate(zip(inside, names, strict=True), start=1)
    )


def _names(ground: _Ground, groups: Sequence[_Group], among: Rows) -> list[Name]:
    named = [[ground.units[index] for index in group.members.tolist()] for group in groups]
    return name_groups(named, [ground.units[index] for index in among.tolist()], ground.setting, ground.spelled)


def _homes(units: Sequence[Unit], groups: Sequence[_Group]) -> dict[str, int]:
    """Place each contribution where most of its sentences fall; on a tie, where the first one falls."""
    votes: dict[str, Counter[int]] = defaultdict(Counter)
    rank_of = {index: rank for rank, group in enumerate(groups, start=1) for index in group.members.tolist()}
    for index in sorted(rank_of):
        votes[units[index].ref][rank_of[index]] += 1
    return {ref: counter.most_common(1)[0][0] for ref, counter in votes.items()}


def _stabilities(
    near: Neighbourhood, rows: Rows, found: tuple[Labels, float], kept: Sequence[int], times: int
) -> dict[int, float]:
    """Measure how well each group is found again: mean best Jaccard over resamples (Hennig, 2007)."""
    scores: dict[int, list[float]] = {label: [] for label in kept}
    labels, resolution = found
    size = len(labels)
    draw = np.random.default_rng(2015)
    for _ in range(times if kept else 0):
        drawn = np.sort(draw.permutation(size)[: max(1, round(size * KEPT_SHARE))])
        again = resampled(near, rows[drawn], resolution)
        before = labels[drawn]
        for label in kept:
            scores[label].append(_best_jaccard(before == label, again))
    return {label: round(float(np.mean(one)), 4) for label, one in scores.items()}


def _best_jaccard(members: np.ndarray, again: Labels) -> float:
    shared = np.bincount(again[members], minlength=int(again.max()) + 1)
    union = members.sum() + np.bincount(again) - shared
    return float((shared / union).max())
