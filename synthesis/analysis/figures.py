"""Every number the synthesis prints, each named, so that it can be counted again from the snapshot."""

from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from math import ceil

from synthesis.analysis.corpus import Contribution, Corpus, ThemeRow
from synthesis.analysis.facts import Channel, VoteTotals
from synthesis.analysis.thresholds import FEWEST_VOTES


@dataclass(frozen=True)
class Figure:
    """One number: its name inside the synthesis, its value, and the query that counts it."""

    name: str
    value: int
    query: str


@dataclass(frozen=True)
class Figures:
    """The numbers of a synthesis, found by name."""

    rows: tuple[Figure, ...]

    @cached_property
    def values(self) -> dict[str, int]:
        """Find each value by its name."""
        return {row.name: row.value for row in self.rows}

    def __getitem__(self, name: str) -> int:
        return self.values[name]


def count_figures(corpus: Corpus) -> Figures:
    """Count everything the synthesis will print, over the whole and by theme."""
    rows = [
        *_published("", corpus.contributions),
        *_votes("", _totals(corpus, None)),
        *_people(corpus),
        *_channels(corpus),
        *_moderation(corpus),
        *_readings(corpus),
    ]
    for theme in corpus.themes:
        rows += _published(f"theme.{theme.id}.", corpus.contributions_of(theme))
        rows += _votes(f"theme.{theme.id}.", _totals(corpus, theme))
    return Figures(tuple(rows))


def _published(prefix: str, rows: tuple[Contribution, ...]) -> Iterator[Figure]:
    letters = Counter(row.ref[0] for row in rows)
    yield Figure(f"{prefix}contributions", len(rows), "published_contributions")
    yield Figure(f"{prefix}proposals", letters["P"], "published_proposals")
    yield Figure(f"{prefix}arguments", letters["A"], "published_arguments")
    yield Figure(f"{prefix}comments", letters["C"], "published_comments")
    yield Figure(f"{prefix}sources", letters["S"], "published_sources")
    yield Figure(f"{prefix}authors", len({row.author for row in rows}), "distinct_authors")


def _totals(corpus: Corpus, theme: ThemeRow | None) -> tuple[VoteTotals, VoteTotals]:
    rows = corpus.proposals if theme is None else corpus.proposals_of(theme)
    cast = sum((row.votes for row in rows), VoteTotals())
    imported = sum((row.imported_votes for row in rows), VoteTotals())
    return cast, imported


def _votes(prefix: str, totals: tuple[VoteTotals, VoteTotals]) -> Iterator[Figure]:
    for kind, total in zip(("votes", "imported_votes"), totals, strict=True):
        yield Figure(f"{prefix}{kind}", total.total, kind)
        yield Figure(f"{prefix}{kind}.favour", total.favour, kind)
        yield Figure(f"{prefix}{kind}.mixed", total.mixed, kind)
        yield Figure(f"{prefix}{kind}.against", total.against, kind)


def _people(corpus: Corpus) -> Iterator[Figure]:
    counts = Counter(row.author for row in corpus.contributions)
    busiest = ceil(len(counts) / 100)
    theirs = sum(sorted(counts.values(), reverse=True)[:busiest])
    yield Figure("people", corpus.participation.people or len(counts), "people_who_took_part")
    yield Figure("marked", sum(row.marked for row in corpus.proposals), "marked_at_import")
    yield Figure("voters", corpus.participation.voters, "people_who_voted")
    yield Figure("opinion.voters", corpus.opinion.voters, "people_who_voted_enough")
    yield Figure("opinion.camps", len(corpus.opinion.camps), "opinion_groups")
    yield Figure("several_themes", _in_several_themes(corpus), "authors_in_several_themes")
    yield Figure("busiest.people", busiest, "busiest_hundredth")
    yield Figure("busiest.contributions", theirs, "busiest_hundredth")


def _in_several_themes(corpus: Corpus) -> int:
    themes: dict[int, set[int]] = defaultdict(set)
    for row in corpus.contributions:
        themes[row.author].add(corpus.theme_id_of(row))
    return sum(len(found) > 1 for found in themes.values())


def _channels(corpus: Corpus) -> Iterator[Figure]:
    counts = Counter(row.channel for row in corpus.contributions)
    for channel in Channel:
        yield Figure(f"channel.{channel.value}", counts[channel], "contributions_by_channel")


def _moderation(corpus: Corpus) -> Iterator[Figure]:
    rules = corpus.moderation.excluded_by_rule
    yield Figure("moderation.excluded", sum(rule.count for rule in rules), "excluded_by_moderation")
    yield Figure("moderation.pending", corpus.moderation.pending_at_closing, "pending_at_closing")
    for name in ("received", "flags", "decisions", "automatic", "detected", "appeals", "overturned"):
        yield Figure(f"moderation.{name}", getattr(corpus.moderation, name), "moderation_report")
    yield Figure("moderation.others", _neither_shown_nor_decided(corpus), "received_but_neither_shown_nor_decided")


def _neither_shown_nor_decided(corpus: Corpus) -> int:
    """Count what came in and is neither published, left out nor waiting: with its author, withdrawn, merged."""
    facts = corpus.moderation
    left_out = sum(rule.count for rule in facts.excluded_by_rule)
    return max(0, facts.received - len(corpus.contributions) - left_out - facts.pending_at_closing)


def _readings(corpus: Corpus) -> Iterator[Figure]:
    """Count what bears on how votes may be read: how few there are, and what was published first."""
    rows = sorted(corpus.proposals, key=lambda row: (row.published_at, row.id))
    totals = [corpus.ranking_votes(row).total for row in rows]
    few = sum(total < FEWEST_VOTES for total in totals)
    yield Figure("ranking_votes", sum(totals), "ranking_votes")
    yield Figure("few_votes", few, "fewer_than_ten_votes")
    yield Figure("earliest.proposals", ceil(len(rows) / 3), "earliest_third")
    yield Figure("earliest.votes", sum(totals[: ceil(len(rows) / 3)]), "earliest_third")
    for theme in corpus.themes:
        own = [corpus.ranking_votes(row).total for row in corpus.proposals_of(theme)]
        yield Figure(f"theme.{theme.id}.ranking_votes", sum(own), "ranking_votes")
        yield Figure(f"theme.{theme.id}.few_votes", sum(n < FEWEST_VOTES for n in own), "fewer_than_ten_votes")
