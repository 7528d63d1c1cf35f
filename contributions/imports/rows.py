"""Say what an import brings, whatever format it comes from: frozen rows that name each other by key."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Protocol

from consult.accounts.models import ContributorKind
from contributions.models import Kind, Position

Tick = Callable[[], object]
"""Called once per row, so that a terminal may show how far the work has gone."""


@dataclass(frozen=True)
class Frame:
    """The consultation itself: what it asked, of whom, and when; both days are in. Texts are Markdown.

    `answered_on` is when its organiser answered, which a consultation owes before it opens.
    `origin` names the set of data for ever: it is how its authors are known from one import to the next.
    """

    origin: str
    title: str
    question: str
    summary: str
    body: str
    modalities: str
    organiser: str
    decision_maker: str
    phase: str
    phase_summary: str
    opens_on: date
    closes_on: date
    answered_on: date


@dataclass(frozen=True)
class BroughtTheme:
    """A theme; its slug is its key."""

    slug: str
    title: str


@dataclass(frozen=True)
class BroughtAuthor:
    """Someone known by a pseudonym of the data, without e-mail address."""

    key: str
    name: str
    kind: ContributorKind
    since: datetime


@dataclass(frozen=True, kw_only=True)
class BroughtText:
    """What all contributions have; `text` is our Markdown, of any length."""

    key: str
    author: str
    text: str
    written_at: datetime
    edited_at: datetime | None = None
    from_organiser: bool = False
    supports: int | None = None


@dataclass(frozen=True, kw_only=True)
class BroughtProposal(BroughtText):
    """A proposal, with the totals published elsewhere: pour, mitigé, contre."""

    theme: str
    title: str
    votes: tuple[int, int, int]
    marked: bool = False


@dataclass(frozen=True, kw_only=True)
class BroughtArgument(BroughtText):
    """An argument under a proposal."""

    proposal: str
    position: Position


@dataclass(frozen=True, kw_only=True)
class BroughtSource(BroughtText):
    """A link that backs a proposal."""

    proposal: str
    label: str
    link: str
    category: str


@dataclass(frozen=True)
class LeftOut:
    """A record that was not kept, with the reason; `line` is where it begins in the file."""

    file: str
    line: int
    reason: str


@dataclass(frozen=True)
class SetAside:
    """Records read and not brought as a whole, because nothing here is made to hold them."""

    file: str
    count: int
    reason: str


@dataclass(frozen=True)
class Brought:
    """A whole consultation, ready to be written. `read` counts the records of each kind, kept or not."""

    frame: Frame
    themes: tuple[BroughtTheme, ...]
    authors: tuple[BroughtAuthor, ...]
    proposals: tuple[BroughtProposal, ...]
    arguments: tuple[BroughtArgument, ...]
    sources: tuple[BroughtSource, ...]
    read: dict[Kind, int]
    left_out: tuple[LeftOut, ...] = ()
    set_aside: tuple[SetAside, ...] = ()


class Files(Protocol):
    """The files of one format, read and found to be what they should be: what a reader must offer."""

    def __len__(self) -> int:
        """Count the records `read` will go through."""

    def read(self, tick: Tick) -> Brought:
        """Return the consultation they hold, without the records that cannot be kept."""
