"""The whole analysis of one corpus, in the shape the composer arranges."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

import sklearn

from synthesis.analysis.campaigns import CampaignEffect, campaign_effect
from synthesis.analysis.camps import Divide, divide_of
from synthesis.analysis.copies import CopyGroup, find_copies
from synthesis.analysis.corpus import Corpus, ThemeRow
from synthesis.analysis.facts import Position
from synthesis.analysis.figures import Figures, count_figures
from synthesis.analysis.gridded import topics_of_grid
from synthesis.analysis.grids import Grid
from synthesis.analysis.powers import OutsidePowers, outside_powers
from synthesis.analysis.quotes import Preferred, Quote, preferred_in, quotes_from, quotes_from_units
from synthesis.analysis.signals import WeakSignals, weak_signals
from synthesis.analysis.snapshot import snapshot_hash
from synthesis.analysis.summaries import summaries_of
from synthesis.analysis.topics import ThemeTopics, find_topics
from synthesis.analysis.vectors import Vectors
from synthesis.analysis.votes import Reception, most_disputed, most_mixed, most_supported, receptions

PER_THEME = 3
OVERALL = 5
QUOTES_PER_SIDE = 2
QUOTES_PER_TOPIC = 2
WORKING_MEMORY_MB = 128

Progress = Callable[[int, int], None]


@dataclass(frozen=True)
class Ranks:
    """The proposals worth reading first, three ways; a proposal may stand in several."""

    supported: tuple[Reception, ...] = ()
    disputed: tuple[Reception, ...] = ()
    mixed: tuple[Reception, ...] = ()

    @property
    def everyone(self) -> tuple[Reception, ...]:
        """List each ranked proposal once."""
        found = {row.proposal.id: row for row in (*self.supported, *self.disputed, *self.mixed)}
        return tuple(found.values())


@dataclass(frozen=True)
class Sides:
    """What is said for a proposal and against it, quoted."""

    favour: tuple[Quote, ...] = ()
    against: tuple[Quote, ...] = ()


@dataclass(frozen=True)
class ThemeFindings:
    """What was found in one theme; `topic_quotes` follows the order of the topics.

    `signals` are proposals that resemble no other; `outside` are texts on what the region does not decide.
    """

    theme: ThemeRow
    receptions: tuple[Reception, ...]
    ranks: Ranks
    topics: ThemeTopics
    topic_quotes: tuple[tuple[Quote, ...], ...] = ()
    sides: dict[int, Sides] = field(default_factory=dict)
    signals: WeakSignals = field(default_factory=WeakSignals)
    outside: tuple[OutsidePowers, ...] = ()
    summaries: dict[str, Quote] = field(default_factory=dict)


@dataclass(frozen=True)
class Findings:
    """Everything the analysis says about a corpus; `summaries` sum each long contribution up in its own words."""

    corpus: Corpus
    snapshot: str
    figures: Figures
    receptions: tuple[Reception, ...]
    ranks: Ranks
    themes: tuple[ThemeFindings, ...]
    copies: tuple[CopyGroup, ...]
    divide: Divide = field(default_factory=Divide)
    campaign: CampaignEffect = field(default_factory=CampaignEffect)
    summaries: dict[str, Quote] = field(default_factory=dict)


def analyse(
    corpus: Corpus,
    progress: Progress = lambda _done, _total: None,
    vectors: Vectors | None = None,
    grids: Sequence[Grid] = (),
) -> Findings:
    """Analyse a corpus; `progress` is told how many themes are done, `grids` give topics to their themes."""
    rows, by_theme = receptions(corpus), {grid.theme_id: grid for grid in grids}
    found: list[ThemeFindings] = []
    with sklearn.config_context(working_memory=WORKING_MEMORY_MB):
        for theme in corpus.themes:
            progress(len(found), len(corpus.themes))
            found.append(_theme_findings(corpus, theme, rows, vectors, by_theme.get(theme.id)))
    progress(len(found), len(corpus.themes))
    copies = find_copies(corpus)
    return Findings(
        corpus=corpus,
        snapshot=snapshot_hash(corpus),
        figures=count_figures(corpus),
        receptions=rows,
        ranks=_ranks(rows, OVERALL),
        themes=tuple(found),
        copies=copies,
        divide=divide_of(corpus, OVERALL),
        campaign=campaign_effect(corpus, copies, OVERALL),
        summaries={ref: quote for theme in found for ref, quote in theme.summaries.items()},
    )


def _theme_findings(
    corpus: Corpus, theme: ThemeRow, rows: Sequence[Reception], vectors: Vectors | None, grid: Grid | None
) -> ThemeFindings:
    own = tuple(row for row in rows if row.proposal.theme_id == theme.id)
    ranks = _ranks(own, PER_THEME)
    topics = (grid and topics_of_grid(corpus, theme, grid, vectors)) or find_topics(corpus, theme, vectors)
    preferred = preferred_in(corpus)
    return ThemeFindings(
        theme=theme,
        receptions=own,
        ranks=ranks,
        topics=topics,
        topic_quotes=tuple(
            quotes_from_units(topic.units, corpus.by_ref, QUOTES_PER_TOPIC, topic.label, preferred)
            for topic in topics.topics
        ),
        sides={row.proposal.id: _sides(corpus, row.proposal.id, preferred) for row in ranks.everyone},
        signals=weak_signals(corpus, own, vectors),
        outside=outside_powers(corpus, corpus.contributions_of(theme)),
        summaries=summaries_of(corpus.contributions_of(theme), vectors),
    )


def _ranks(rows: Sequence[Reception], limit: int) -> Ranks:
    return Ranks(
        tuple(most_supported(rows, limit)),
        tuple(most_disputed(rows, limit)),
        tuple(most_mixed(rows, limit)),
    )


def _sides(corpus: Corpus, proposal_id: int, preferred: Preferred) -> Sides:
    arguments = corpus.arguments_by_proposal.get(proposal_id, ())
    favour = [row for row in arguments if row.position is Position.FOR]
    against = [row for row in arguments if row.position is Position.AGAINST]
    return Sides(quotes_from(favour, QUOTES_PER_SIDE, preferred), quotes_from(against, QUOTES_PER_SIDE, preferred))
