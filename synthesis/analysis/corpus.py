"""What a synthesis is computed from: the published rows of one consultation, frozen and sorted.

Every contribution has a reference that never changes (`P12`, `A40`, `C7`, `S3`) and the path of its public page.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cached_property
from math import ceil
from typing import Protocol, TypeVar

from synthesis.analysis.facts import (
    Channel,
    ConsultationFacts,
    ModerationFacts,
    Opinion,
    Participation,
    Picked,
    Position,
    VoteTotals,
)


@dataclass(frozen=True)
class ThemeRow:
    """A theme the organiser asked about."""

    id: int
    slug: str
    title: str
    order: int


@dataclass(frozen=True)
class ProposalRow:
    """A published proposal, with the votes cast here and those that were imported kept apart."""

    id: int
    theme_id: int
    title: str
    source: str
    text: str
    author: int
    author_kind: str
    channel: Channel
    territory_code: str
    territory_name: str
    published_at: datetime
    path: str
    votes: VoteTotals = VoteTotals()
    imported_votes: VoteTotals = VoteTotals()
    marked: bool = False

    @property
    def ref(self) -> str:
        """Name this proposal in the synthesis."""
        return f"P{self.id}"


@dataclass(frozen=True)
class ArgumentRow:
    """A published argument for or against a proposal."""

    id: int
    proposal_id: int
    position: Position
    text: str
    author: int
    channel: Channel
    published_at: datetime
    path: str
    supports: int = 0

    @property
    def ref(self) -> str:
        """Name this argument in the synthesis."""
        return f"A{self.id}"


@dataclass(frozen=True)
class CommentRow:
    """A published comment on a proposal."""

    id: int
    proposal_id: int
    text: str
    author: int
    channel: Channel
    published_at: datetime
    path: str

    @property
    def ref(self) -> str:
        """Name this comment in the synthesis."""
        return f"C{self.id}"


@dataclass(frozen=True)
class SourceRow:
    """A published link or document that backs a proposal."""

    id: int
    proposal_id: int
    title: str
    link: str
    text: str
    author: int
    channel: Channel
    published_at: datetime
    path: str

    @property
    def ref(self) -> str:
        """Name this source in the synthesis."""
        return f"S{self.id}"


class Contribution(Protocol):
    """What proposals, arguments, comments and sources have in common."""

    @property
    def ref(self) -> str:
        """Name it in the synthesis."""

    @property
    def text(self) -> str:
        """Give its words as plain text."""

    @property
    def author(self) -> int:
        """Give the pseudonymous number of its author."""

    @property
    def channel(self) -> Channel:
        """Say how it arrived."""

    @property
    def published_at(self) -> datetime:
        """Say when it was published."""

    @property
    def path(self) -> str:
        """Give the address of its page on the site."""


Reply = ArgumentRow | CommentRow | SourceRow
ReplyRow = TypeVar("ReplyRow", ArgumentRow, CommentRow, SourceRow)


@dataclass(frozen=True)
class Corpus:
    """One consultation as it stood at `taken_at`; rows are sorted here, so their order never matters."""

    taken_at: datetime
    consultation: ConsultationFacts
    themes: tuple[ThemeRow, ...] = ()
    proposals: tuple[ProposalRow, ...] = ()
    arguments: tuple[ArgumentRow, ...] = ()
    comments: tuple[CommentRow, ...] = ()
    sources: tuple[SourceRow, ...] = ()
    participation: Participation = Participation()
    moderation: ModerationFacts = ModerationFacts()
    opinion: Opinion = Opinion()
    picked: tuple[Picked, ...] = ()

    def __post_init__(self) -> None:
        """Sort every row and refuse a reply or a proposal that hangs on nothing."""
        sort = object.__setattr__
        sort(self, "themes", tuple(sorted(self.themes, key=lambda theme: (theme.order, theme.id))))
        for name in ("proposals", "arguments", "comments", "sources"):
            sort(self, name, tuple(sorted(getattr(self, name), key=lambda row: row.id)))
        sort(self, "picked", tuple(sorted(self.picked, key=lambda one: (one.ref, one.words))))
        self._sort_tallies()
        self._refuse_orphans()

    def _sort_tallies(self) -> None:
        kinds = tuple(sorted(self.participation.by_kind, key=lambda row: row.name))
        places = tuple(sorted(self.participation.by_territory, key=lambda row: row.code))
        rules = tuple(sorted(self.moderation.excluded_by_rule, key=lambda row: row.name))
        reasons = tuple(sorted(self.moderation.by_reason, key=lambda row: (-row.count, row.name)))
        object.__setattr__(self, "participation", replace(self.participation, by_kind=kinds, by_territory=places))
        object.__setattr__(self, "moderation", replace(self.moderation, excluded_by_rule=rules, by_reason=reasons))

    def _refuse_orphans(self) -> None:
        themes = {theme.id for theme in self.themes}
        proposals = {proposal.id for proposal in self.proposals}
        lost = [row.ref for row in self.proposals if row.theme_id not in themes]
        lost += [row.ref for row in self.replies if row.proposal_id not in proposals]
        if lost:
            raise ValueError("contributions without their theme or proposal: " + ", ".join(lost[:10]))

    @cached_property
    def replies(self) -> tuple[Reply, ...]:
        """List arguments, comments and sources, in that order."""
        return (*self.arguments, *self.comments, *self.sources)

    @cached_property
    def contributions(self) -> tuple[Contribution, ...]:
        """List every published contribution, proposals first."""
        return (*self.proposals, *self.replies)

    @cached_property
    def by_ref(self) -> dict[str, Contribution]:
        """Find a contribution by its reference."""
        return {row.ref: row for row in self.contributions}

    @cached_property
    def _theme_of_proposal(self) -> dict[int, int]:
        return {proposal.id: proposal.theme_id for proposal in self.proposals}

    @cached_property
    def late_refs(self) -> frozenset[str]:
        """Name the last third of the contributions by date: what came late is read less and must be heard too."""
        rows = sorted(self.contributions, key=lambda row: (row.published_at, row.ref[0], int(row.ref[1:])))
        return frozenset(row.ref for row in rows[ceil(2 * len(rows) / 3) :])

    def theme_id_of(self, row: Contribution) -> int:
        """Say which theme a contribution belongs to; a reply follows its proposal."""
        if isinstance(row, ProposalRow):
            return row.theme_id
        if isinstance(row, ArgumentRow | CommentRow | SourceRow):
            return self._theme_of_proposal[row.proposal_id]
        raise TypeError(f"not a contribution: {row!r}")

    def proposal_of(self, row: Contribution) -> str:
        """Give the reference of the proposal a contribution is, or answers."""
        return f"P{row.proposal_id}" if isinstance(row, ArgumentRow | CommentRow | SourceRow) else row.ref

    def title_of(self, ref: str) -> str:
        """Give the title of a proposal."""
        row = self.by_ref[ref]
        return row.title if isinstance(row, ProposalRow) else ""

    def proposals_of(self, theme: ThemeRow) -> tuple[ProposalRow, ...]:
        """List the proposals of one theme."""
        return self._proposals_by_theme.get(theme.id, ())

    @cached_property
    def _proposals_by_theme(self) -> dict[int, tuple[ProposalRow, ...]]:
        found: dict[int, list[ProposalRow]] = {}
        for proposal in self.proposals:
            found.setdefault(proposal.theme_id, []).append(proposal)
        return {theme: tuple(rows) for theme, rows in found.items()}

    @cached_property
    def arguments_by_proposal(self) -> dict[int, tuple[ArgumentRow, ...]]:
        """Group arguments under their proposal's number."""
        return by_proposal(self.arguments)

    @cached_property
    def comments_by_proposal(self) -> dict[int, tuple[CommentRow, ...]]:
        """Group comments under their proposal's number."""
        return by_proposal(self.comments)

    @cached_property
    def sources_by_proposal(self) -> dict[int, tuple[SourceRow, ...]]:
        """Group sources under their proposal's number."""
        return by_proposal(self.sources)

    def contributions_of(self, theme: ThemeRow) -> tuple[Contribution, ...]:
        """List what was published in one theme, proposals first."""
        return self._contributions_by_theme.get(theme.id, ())

    @cached_property
    def _contributions_by_theme(self) -> dict[int, tuple[Contribution, ...]]:
        found: dict[int, list[Contribution]] = {}
        for row in self.contributions:
            found.setdefault(self.theme_id_of(row), []).append(row)
        return {theme: tuple(rows) for theme, rows in found.items()}

    def ranking_votes(self, proposal: ProposalRow) -> VoteTotals:
        """Give the totals that rank a proposal: the imported ones when the consultation was imported."""
        return proposal.imported_votes if self.consultation.imported else proposal.votes


def by_proposal(rows: Iterable[ReplyRow]) -> dict[int, tuple[ReplyRow, ...]]:
    """Group replies under the number of their proposal, keeping their order."""
    found: dict[int, list[ReplyRow]] = {}
    for row in rows:
        found.setdefault(row.proposal_id, []).append(row)
    return {proposal: tuple(replies) for proposal, replies in found.items()}
