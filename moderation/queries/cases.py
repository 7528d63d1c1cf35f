"""Gather what a moderator needs to read before deciding: a fixed number of queries, whatever the case."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import joinedload

from consult.accounts.models import User
from consult.kit.db import session
from consult.kit.errors import NotFound
from consult.kit.text.differences import Piece, differences
from contributions.attachments.models import Attachment
from contributions.attachments.queries import attachments_of
from contributions.models import Comment, Contribution, Proposal, Status, Version
from contributions.similar.queries import Shown, shown_to_author_of
from moderation.charter import RulesInForce
from moderation.examined import as_read, examined_text
from moderation.models import Decision, Evidence, Flag, MaskedText, Reading, Signal
from moderation.queries.charters import rules_in_force
from moderation.queries.decisions import decisions_on
from moderation.queries.desk_life import evidence_of
from moderation.queries.flags import flags_of
from moderation.queries.masked import originals_of
from moderation.queries.readings import quotes_of, tags_of
from moderation.queries.signals import signals_of
from moderation.queries.texts import everything, with_its_place
from moderation.quoting import sentences_of
from moderation.verdicts import WITHHELD

MOST_OTHERS = 20
"""Other texts of an author listed beside a case."""


@dataclass(frozen=True)
class AuthorHistory:
    """What moderation knows of an author in this consultation; none of it is public.

    `others` are the latest, or those before one of them once more were asked for; `following` says after which
    the rest comes.
    """

    written: int
    published: int
    withheld: int
    since: datetime | None
    others: Sequence[Contribution]
    following: int | None
    went_on: bool


@dataclass(frozen=True)
class Edit:
    """What changed in the last edit of a text, and when the former words were written."""

    number: int
    written_at: datetime
    pieces: Sequence[Piece]


@dataclass(frozen=True)
class CaseFile:
    """All that stands on the page of a case; `last_decision` is 0 when nothing was decided yet."""

    text: Contribution
    flags: Sequence[Flag]
    decisions: Sequence[Decision]
    charter: RulesInForce
    history: AuthorHistory | None
    edit: Edit | None
    reader: User | None
    answered: Comment | None
    signals: Sequence[Signal]
    originals: Sequence[MaskedText]
    tags: Sequence[str]
    quotes: Sequence[str]
    attachments: Sequence[Attachment]
    shown: Sequence[Shown]
    evidence: Evidence | None

    @property
    def themes(self) -> list[tuple[int, str]]:
        """Return the themes a proposal may be moved to, by id and title; none for what is said under one."""
        if not isinstance(self.text, Proposal):
            return []
        return [(theme.id, theme.title) for theme in self.text.consultation.themes]

    @property
    def original(self) -> MaskedText | None:
        """Return the words of the present version before some were masked."""
        return next((one for one in self.originals if one.version == self.text.version), None)

    @property
    def words_read(self) -> str:
        """Return the words that the signals point into: those before some were masked, when some were."""
        original = self.original
        if original is None:
            return examined_text(self.text) if self.signals else ""
        return as_read((original.title or "") if isinstance(self.text, Proposal) else "", original.source)

    @property
    def sentences(self) -> list[tuple[int, str]]:
        """Return the sentences one may still pick, each with its place among those of the text."""
        found = enumerate(sentences_of(self.text.source))
        return [(place, words) for place, words in found if words not in self.quotes]

    @property
    def is_provisional(self) -> bool:
        """Say whether what was decided last was automatic, and waits for a person to confirm or lift it."""
        return bool(self.decisions) and self.decisions[-1].is_automatic

    @property
    def last_decision(self) -> int:
        """Return what a decision taken from this page says it comes after."""
        return self.decisions[-1].id if self.decisions else 0


def text_to_review(contribution_id: int) -> Contribution:
    """Return a text that was sent, whatever became of it, with where it stands; raises `NotFound`."""
    statement = select(everything).where(everything.id == contribution_id, everything.status != Status.DRAFT)
    found: Contribution | None = session.scalars(with_its_place(statement)).unique().one_or_none()
    if found is None:
        raise NotFound
    return found


def case_file(text: Contribution, *, at: datetime, others_before: int | None = None) -> CaseFile:
    """Return everything that helps to decide on a text; its author's other texts, those before this one."""
    return CaseFile(
        text=text,
        flags=flags_of(text),
        decisions=decisions_on([text.id]),
        charter=rules_in_force(text.consultation_id),
        history=_history(text, others_before),
        edit=_last_edit(text),
        reader=_reader(text.id, at),
        answered=_answered(text),
        signals=signals_of(text),
        attachments=attachments_of(text) if isinstance(text, Proposal) and text.attachments else (),
        shown=shown_to_author_of(text) if isinstance(text, Proposal) else (),
        originals=originals_of(text),
        tags=tags_of(text.id),
        quotes=quotes_of(text.id),
        evidence=evidence_of(text),
    )


def _history(text: Contribution, before: int | None) -> AuthorHistory | None:
    if text.author is None:
        return None
    sent = Contribution.status != Status.DRAFT

    def counted(condition: ColumnElement[bool]) -> ColumnElement[int]:
        return func.count().filter(condition)

    statement = select(
        counted(sent),
        counted(Contribution.status == Status.PUBLISHED),
        counted(Contribution.status.in_(WITHHELD)),
    ).where(Contribution.author_id == text.author_id, Contribution.consultation_id == text.consultation_id)
    written, published, withheld = session.execute(statement).one()
    others = _others(text, before) if written > 1 else []
    following = others[MOST_OTHERS - 1].id if len(others) > MOST_OTHERS else None
    return AuthorHistory(
        written, published, withheld, text.author.created_at, others[:MOST_OTHERS], following, before is not None
    )


def _others(text: Contribution, before: int | None) -> Sequence[Contribution]:
    """Return what the same person sent in the same consultation, the latest first, and one more than is shown."""
    statement = select(everything).where(
        everything.author_id == text.author_id,
        everything.consultation_id == text.consultation_id,
        everything.status != Status.DRAFT,
        everything.id != text.id,
    )
    if before is not None:
        statement = statement.where(everything.id < before)
    return session.scalars(statement.order_by(everything.id.desc()).limit(MOST_OTHERS + 1)).all()


def _last_edit(text: Contribution) -> Edit | None:
    """Compare the present words with the version that a moderator may have read before."""
    if text.version == 1:
        return None
    statement = select(Version).where(Version.contribution_id == text.id).order_by(Version.number.desc()).limit(1)
    former = session.scalars(statement).one_or_none()
    if former is None:
        return None
    title = text.title if isinstance(text, Proposal) else None
    before, now = _whole(former.title, former.source), _whole(title, text.source)
    return Edit(former.number, former.written_at, differences(before, now))


def _whole(title: str | None, source: str) -> str:
    return f"{title}\n\n{source}" if title else source


def _reader(contribution_id: int, at: datetime) -> User | None:
    statement = (
        select(Reading)
        .where(Reading.contribution_id == contribution_id, Reading.until > at)
        .options(joinedload(Reading.reader))
    )
    found = session.scalars(statement).one_or_none()
    return found.reader if found else None


def _answered(text: Contribution) -> Comment | None:
    """Return the comment a text answers."""
    if not isinstance(text, Comment) or text.parent_id is None:
        return None
    return session.get(Comment, text.parent_id)
