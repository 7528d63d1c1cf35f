"""Do what contributors do: propose, edit, withdraw, vote, argue, support, comment, bring a source.

Every write of a contribution is a verb of this module or of `status`. Each takes who acts and when,
flushes, and leaves the commit to the edge. Whether the person may do it was decided before, by
`rules`; what is checked here is what the data themselves forbid.
"""

import secrets
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, TypeVar, cast

from flask_babel import lazy_gettext as _l
from sqlalchemy import delete
from sqlalchemy.exc import IntegrityError

from consult.accounts.models import Role, User
from consult.consultations.models import Consultation, Theme
from consult.kit.db import session, upsert
from consult.kit.errors import Conflict, Invalid
from consult.kit.text.slugs import slugify
from contributions import ballots, counters
from contributions.holding import first_status
from contributions.links import checked_link
from contributions.models import (
    DRAW_RANGE,
    Argument,
    Channel,
    Comment,
    Contribution,
    Kind,
    PaperConsent,
    Position,
    Proposal,
    Response,
    Source,
    Status,
    Support,
    Version,
    Vote,
)
from contributions.queries.history import by_fingerprint
from contributions.status import change_status, leave_row, tell_changed
from contributions.wording import fingerprint, typed, typed_title

C = TypeVar("C", bound=Contribution)


@dataclass(frozen=True)
class ProposalDraft:
    """What someone typed to propose something, and the key of the form it was typed in."""

    title: str
    source: str
    theme_id: int
    territory_id: int | None = None
    form_key: str = ""


@dataclass(frozen=True)
class Entry:
    """By which way a contribution came, and who typed it when that is not its author.

    On paper or in a meeting there is a facilitator and no author: the person agreed (`consent`) and
    stays unnamed.
    """

    channel: Channel = Channel.ONLINE
    facilitator: User | None = None
    consent_note: str = ""


@dataclass(frozen=True)
class SourceDraft:
    """A link that backs a proposal, with what it is and why it is worth reading."""

    link: str
    label: str
    category: str = ""
    source: str = field(default="")


ONLINE = Entry()


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
    return _post(Proposal, author, consultation, values, place=place, at=at, entry=entry)


def save_draft(
    author: User,
    consultation: Consultation,
    draft: ProposalDraft,
    *,
    at: datetime,
    proposal: Proposal | None = None,
) -> Proposal:
    """Keep what is being written, seen by its author alone; nothing in it has to be finished."""
    theme_id = theme_of(consultation, draft.theme_id).id if draft.theme_id else None
    if proposal is None:
        proposal = Proposal(
            consultation_id=consultation.id,
            author_id=author.id,
            created_at=at,
            status=Status.DRAFT,
            draw=secrets.randbelow(DRAW_RANGE),
            form_key=draft.form_key or new_form_key(),
        )
        session.add(proposal)
    proposal.title = draft.title.strip()[:300]
    proposal.slug = slugify(proposal.title, fallback="proposition")
    proposal.source = draft.source[:20_000]
    proposal.theme_id, proposal.territory_id, proposal.edited_at = theme_id, draft.territory_id, at
    session.flush()
    return proposal


def edit_proposal(author: User, proposal: Proposal, draft: ProposalDraft, *, at: datetime) -> Proposal:
    """Replace a proposal's words; the former ones stay as a version. Its votes stay: they were given to it."""
    theme = theme_of(proposal.consultation, draft.theme_id)
    title, wording = typed_title(draft.title), typed(Kind.PROPOSAL, draft.source)
    unchanged = (title, wording.source) == (proposal.title, proposal.source)
    if not unchanged:
        _keep_version(proposal, title=proposal.title, at=at)
    moved_from = proposal.theme_id
    proposal.title, proposal.slug = title, slugify(title, fallback="proposition")
    proposal.theme_id, proposal.territory_id = theme.id, draft.territory_id
    if proposal.status is Status.PUBLISHED and moved_from is not None and moved_from != theme.id:
        counters.count_in_theme(moved_from, -1)
        counters.count_in_theme(theme.id, 1)
    _set_wording(proposal, wording.columns())
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
    return _post(
        Argument, author, proposal.consultation, values, place=(proposal.id, position), at=at, entry=entry
    )


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
    return _post(Comment, author, proposal.consultation, values, place=(proposal.id, thread), at=at, entry=entry)


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
    return _post(Source, author, proposal.consultation, values, place=(proposal.id, link), at=at)


def edit_response(author: User, response: Response, text: str, *, at: datetime) -> None:
    """Replace the words of an argument, a comment or a source; the former ones stay as a version."""
    wording = typed(response.kind, text)
    if wording.source == response.source:
        return
    _keep_version(response, title=None, at=at)
    _set_wording(response, wording.columns())
    after_edit(response, author, at=at)


# --- what the verbs share -------------------------------------------------------------


def new_form_key() -> str:
    """Return a key for a form no one has filled in yet."""
    return secrets.token_urlsafe(16)


def theme_of(consultation: Consultation, theme_id: int) -> Theme:
    """Return a theme of this consultation. Raises `Invalid` for one of another."""
    theme = session.get(Theme, theme_id)
    if theme is None or theme.consultation_id != consultation.id:
        raise Invalid(_l("Choisissez un thème de cette consultation."), "theme_id")
    return theme


def _post(
    model: type[C],
    author: User | None,
    consultation: Consultation,
    values: dict[str, Any],
    *,
    place: tuple[object, ...],
    at: datetime,
    entry: Entry = ONLINE,
) -> C:
    """Insert a contribution unless the same person already sent the same form, or the same words in that place."""
    status = first_status(consultation, values.get("title", ""), values["source"])
    mark = _fingerprint(author or entry.facilitator, place, values["source"]) if author else None
    row = {
        **values,
        "kind": model.__mapper__.polymorphic_identity,
        "consultation_id": consultation.id,
        "author_id": author.id if author else None,
        "channel": entry.channel,
        "entered_by_id": entry.facilitator.id if entry.facilitator else None,
        "from_organiser": author is not None and author.has_role(Role.SECRETARIAT, consultation.id),
        "status": status,
        "created_at": at,
        "submitted_at": at,
        "published_at": at if status is Status.PUBLISHED else None,
        "fingerprint": mark,
    }
    posted = _insert(model, row)
    if posted is None and (already := by_fingerprint(mark or "")):
        return cast("C", already)
    posted = posted or cast("C", _insert(model, {**row, "form_key": None}))
    if entry.facilitator is not None:
        consent = PaperConsent(contribution_id=posted.id, facilitator_id=entry.facilitator.id, given_at=at)
        consent.note = entry.consent_note[:200]
        session.add(consent)
    leave_row(posted, Status.DRAFT, author or entry.facilitator, at=at)
    return posted


def _insert(model: type[C], row: dict[str, Any]) -> C | None:
    """Insert a row, or make it of its form's draft; None when the form or the words were sent before."""
    statement = upsert(model).values(row)
    if row.get("form_key") is None:
        written = statement.on_conflict_do_nothing(index_elements=["fingerprint"])
    else:
        said = {name: value for name, value in row.items() if name not in _OF_A_DRAFT}
        written = statement.on_conflict_do_update(
            index_elements=["author_id", "form_key"],
            set_={**said, "edited_at": None},
            where=model.status == Status.DRAFT,
        )
    try:
        with session.begin_nested():
            found = session.scalars(written.returning(model), execution_options={"populate_existing": True})
            return found.one_or_none()
    except IntegrityError:
        return None


_OF_A_DRAFT = frozenset({"kind", "consultation_id", "author_id", "form_key", "draw", "created_at"})
"""What a draft already has when it is sent; the rest is what its form says at that moment."""


def _fingerprint(author: User | None, place: tuple[object, ...], source: str) -> str:
    return fingerprint(author.id if author else "", *place, " ".join(source.casefold().split()))


def _set_wording(contribution: Contribution, columns: dict[str, str | int]) -> None:
    for name, value in columns.items():
        setattr(contribution, name, value)


def _keep_version(contribution: Contribution, *, title: str | None, at: datetime) -> None:
    """Keep the present words before they change. Raises `Conflict` when the text can no longer be edited."""
    if contribution.status not in {Status.PUBLISHED, Status.PENDING, Status.REVISION_REQUESTED}:
        raise Conflict(_l("Rechargez la page : ce texte ne peut plus être modifié."))
    session.add(
        Version(
            contribution_id=contribution.id,
            number=contribution.version,
            title=title,
            source=contribution.source,
            written_at=contribution.edited_at or contribution.created_at,
        )
    )
    contribution.version += 1
    contribution.edited_at = at
    contribution.fingerprint = None


def after_edit(contribution: Contribution, author: User, *, at: datetime) -> None:
    """Send an edited text back to the queue where the organiser asked that it be read before."""
    session.flush()
    again = contribution.status is Status.REVISION_REQUESTED
    if again or (contribution.status is Status.PUBLISHED and _waits(contribution)):
        contribution.submitted_at = at
        change_status(contribution, Status.PENDING, author, at=at)
    else:
        tell_changed(contribution, at=at)


def _waits(contribution: Contribution) -> bool:
    title = contribution.title if isinstance(contribution, Proposal) else ""
    return first_status(contribution.consultation, title, contribution.source) is Status.PENDING
