"""Do what contributors do: propose, edit, withdraw, vote, argue, support, comment, bring a source.

Each verb takes who acts and when, flushes, and leaves the commit to the edge. Whether the person may do it
was decided before, by `rules`; what is checked here is what the data themselves forbid. A text is put in the
table by `posting`, changed by `revising`, passes from one status to another by `status`; one that is not sent
yet is a draft, in `drafts`.
"""

import secrets
from dataclasses import dataclass
from datetime import datetime

from flask_babel import lazy_gettext as _l
from sqlalchemy import delete

from consult.accounts.models import User
from consult.consultations.models import Consultation, Theme
from consult.kit.db import session, upsert
from consult.kit.errors import Invalid
from consult.kit.text.slugs import slugify
from contributions import ballots, counters
from contributions.links import checked_link
from contributions.models import (
    DRAW_RANGE,
    Argument,
    Comment,
    Contribution,
    Kind,
    Position,
    Proposal,
    Response,
    Source,
    Status,
    Support,
    Vote,
)
from contributions.posting import ONLINE, Entry, post
from contributions.revising import after_edit, keep_version, set_wording
from contributions.status import change_status
from contributions.wording import typed, typed_title


@dataclass(frozen=True)
class ProposalDraft:
    """What someone typed to propose something, and the key of the form it was typed in."""

    title: str
    source: str
    theme_id: int
    territory_id: int | None = None
    form_key: str = ""


@dataclass(frozen=True)
class SourceDraft:
    """A link that backs a proposal, with what it is and why it is worth reading."""

    link: str
    label: str
    category: str = ""
    source: str = ""


# --- proposals ------------------------------------------------------------------------


def submit_proposal(
    author: User | None, consultation: Consultation, draft: ProposalDraft, *, at: datetime, entry: Entry = ONLINE
) -> Proposal:
    """Propose something, published at once or waiting for a moderator as the organiser chose.

    The draft of the same form becomes the proposal. The same form or the same words sent twice by the same
    person give the same proposal; other words sent from a form already sent make another one.
    Raises `Invalid` for a theme of another consultation, and for a title or a text that is empty or too long.
    """
    theme = theme_of(consultation, draft.theme_id)
    title, wording = typed_title(draft.title), typed(Kind.PROPOSAL, draft.source)
    values = {
        **wording.columns(),
        "theme_id": theme.id,
        "territory_id": draft.territory_id,
        "title": title,
        "slug": slugify(title, fallback="proposition"),
        "draw": secrets.randbelow(DRAW_RANGE),
        "form_key": draft.form_key or None,
    }
    place = (consultation.id, theme.id, title)
    return post(Proposal, author, consultation, values, place=place, at=at, entry=entry)


def edit_proposal(author: User, proposal: Proposal, draft: ProposalDraft, *, at: datetime) -> Proposal:
    """Replace a proposal's words; the former ones stay as a version. Its votes stay: they were given to it."""
    theme = theme_of(proposal.consultation, draft.theme_id)
    title, wording = typed_title(draft.title), typed(Kind.PROPOSAL, draft.source)
    unchanged = (title, wording.source) == (proposal.title, proposal.source)
    if not unchanged:
        keep_version(proposal, title=proposal.title, at=at)
    moved_from = proposal.theme_id
    proposal.title, proposal.slug = title, slugify(title, fallback="proposition")
    proposal.theme_id, proposal.territory_id = theme.id, draft.territory_id
    if proposal.status is Status.PUBLISHED and moved_from is not None and moved_from != theme.id:
        counters.count_in_theme(moved_from, -1)
        counters.count_in_theme(theme.id, 1)
    set_wording(proposal, wording.columns())
    after_edit(proposal, author, at=at)
    return proposal


def withdraw(author: User, contribution: Contribution, reason: str, *, at: datetime) -> None:
    """Take one's own text back: its page stays and says so, its words go from sight."""
    change_status(contribution, Status.WITHDRAWN, author, at=at, reason=reason)
    if isinstance(contribution, Proposal):
        contribution.withdrawal_reason = reason[:40]
    session.flush()


# --- votes ----------------------------------------------------------------------------


@dataclass(frozen=True)
class Counted:
    """What a vote changed: the totals of the proposal, and what remains where votes are limited."""

    votes: counters.Votes
    allowance: ballots.Allowance | None = None


def cast_vote(voter: User, proposal: Proposal, position: Position, *, at: datetime) -> Counted:
    """Vote, or change one's vote: one row per person and proposal, whatever arrives at once.

    The statement that writes the vote gives back what it replaced, so the counters follow exactly.
    Raises `Conflict` for one vote more than the organiser allows.
    """
    statement = upsert(Vote).values(
        proposal_id=proposal.id, user_id=voter.id, position=position, previous=None, cast_at=at
    )
    written = statement.on_conflict_do_update(
        index_elements=["proposal_id", "user_id"],
        set_={"previous": Vote.position, "position": position, "cast_at": at},
    ).returning(Vote.previous)
    before = session.execute(written).scalar_one()
    allowance = ballots.spend(voter.id, proposal.consultation) if before is None else None
    return Counted(counters.count_vote(proposal, before, position), allowance)


def withdraw_vote(voter: User, proposal: Proposal) -> Counted:
    """Take one's vote back; nothing happens when there is none."""
    removed = (
        delete(Vote).where(Vote.proposal_id == proposal.id, Vote.user_id == voter.id).returning(Vote.position)
    )
    before = session.execute(removed).scalar_one_or_none()
    allowance = ballots.give_back(voter.id, proposal.consultation) if before else None
    return Counted(counters.count_vote(proposal, before, None), allowance)


def support_argument(supporter: User, argument: Argument, *, at: datetime) -> None:
    """Say that an argument is right; saying it twice counts once."""
    statement = upsert(Support).values(argument_id=argument.id, user_id=supporter.id, given_at=at)
    written = statement.on_conflict_do_nothing(index_elements=["argument_id", "user_id"]).returning(Support.id)
    if session.execute(written).scalar_one_or_none() is not None:
        counters.count_support(argument, 1)


def withdraw_support(supporter: User, argument: Argument) -> None:
    """Take one's support back; nothing happens when there is none."""
    own = delete(Support).where(Support.argument_id == argument.id, Support.user_id == supporter.id)
    if session.execute(own.returning(Support.id)).scalar_one_or_none() is not None:
        counters.count_support(argument, -1)


# --- under a proposal -----------------------------------------------------------------


def add_argument(
    author: User | None,
    proposal: Proposal,
    position: Position,
    text: str,
    *,
    at: datetime,
    entry: Entry = ONLINE,
) -> Argument:
    """Give a reason for or against. Raises `Invalid` for « mitigé », or a text that is empty or too long."""
    if position is Position.MIXED:
        raise Invalid(_l("Choisissez « pour » ou « contre » : un argument va dans un sens."), "position")
    values = {**typed(Kind.ARGUMENT, text).columns(), "proposal_id": proposal.id, "position": position}
    return post(Argument, author, proposal.consultation, values, place=(proposal.id, position), at=at, entry=entry)


def add_comment(
    author: User | None,
    proposal: Proposal,
    text: str,
    *,
    at: datetime,
    parent: Comment | None = None,
    entry: Entry = ONLINE,
) -> Comment:
    """Comment, or answer a comment. Threads have two levels: an answer to an answer joins its thread."""
    thread = parent and (parent.parent_id or parent.id)
    values = {**typed(Kind.COMMENT, text).columns(), "proposal_id": proposal.id, "parent_id": thread}
    return post(Comment, author, proposal.consultation, values, place=(proposal.id, thread), at=at, entry=entry)


def add_source(author: User, proposal: Proposal, draft: SourceDraft, *, at: datetime) -> Source:
    """Bring a link that backs a proposal. Raises `Invalid` for anything but an http(s) address."""
    link = checked_link(draft.link)
    label = " ".join(draft.label.split())[:400] or link
    values = {
        **typed(Kind.SOURCE, draft.source).columns(),
        "proposal_id": proposal.id,
        "link": link,
        "label": label,
        "category": draft.category[:80],
    }
    return post(Source, author, proposal.consultation, values, place=(proposal.id, link), at=at)


def edit_response(author: User, response: Response, text: str, *, at: datetime) -> None:
    """Replace the words of an argument, a comment or a source; the former ones stay as a version."""
    wording = typed(response.kind, text)
    if wording.source == response.source:
        return
    keep_version(response, title=None, at=at)
    set_wording(response, wording.columns())
    after_edit(response, author, at=at)


# --- what a proposal is about ---------------------------------------------------------


def theme_of(consultation: Consultation, theme_id: int) -> Theme:
    """Return a theme of this consultation. Raises `Invalid` for one of another."""
    theme = session.get(Theme, theme_id)
    if theme is None or theme.consultation_id != consultation.id:
        raise Invalid(_l("Choisissez un thème de cette consultation."), "theme_id")
    return theme
