"""Find accounts, sessions and roles."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, func, select, true
from sqlalchemy.orm import InstrumentedAttribute, joinedload, selectinload

from consult.accounts.models import (
    Invitation,
    LinkPurpose,
    MailedLink,
    OutsideIdentity,
    RecoveryCode,
    Role,
    RoleChange,
    RoleGrant,
    SecondFactor,
    SignIn,
    User,
)
from consult.kit.db import session
from consult.kit.mail import OutgoingMail
from consult.kit.paging import PAGE_SIZE, Page, cut, decode

_MOST_DEMO_ACCOUNTS = 30


@dataclass(frozen=True)
class Credentials:
    """What a password is checked against."""

    user_id: int
    password_hash: str


@dataclass(frozen=True)
class Holder:
    """Whoever holds a session, and when it showed the second factor."""

    user: User
    second_factor_at: datetime | None


def holder_of_session(token_hash: str, at: datetime) -> Holder | None:
    """Return whoever holds this session, with their roles and restrictions, in one query."""
    found = session.execute(
        select(User, SignIn.second_factor_at)
        .join(SignIn, SignIn.user_id == User.id)
        .where(SignIn.token_hash == token_hash, SignIn.expires_at > at, User.erased_at.is_(None))
        .options(joinedload(User.grants), joinedload(User.restrictions))
    )
    row = found.unique().one_or_none()
    return Holder(row[0], row[1]) if row else None


def user_by_email(email: str) -> User | None:
    """Return the account of an address, whatever its case."""
    statement = select(User).where(User.email == email.strip().lower()).options(joinedload(User.grants))
    return session.scalars(statement).unique().one_or_none()


def live_link(token_hash: str, purpose: LinkPurpose, at: datetime, *, lock: bool = False) -> MailedLink | None:
    """Return a link that still serves; `lock` it to use it, so that of two uses at once one finds nothing."""
    statement = select(MailedLink).where(
        MailedLink.token_hash == token_hash,
        MailedLink.purpose == purpose,
        MailedLink.expires_at > at,
    )
    return session.scalars(statement.with_for_update() if lock else statement).one_or_none()


def credentials(email: str) -> Credentials | None:
    """Return what to check a password against; None for who has none, or did not confirm the address."""
    found = session.execute(
        select(User.id, User.password_hash).where(
            User.email == email, User.password_hash.is_not(None), User.confirmed_at.is_not(None)
        )
    ).one_or_none()
    return Credentials(found.id, found.password_hash) if found else None


def open_sessions(user: User, at: datetime) -> Sequence[SignIn]:
    """Return the devices someone is signed in on, the latest first."""
    statement = select(SignIn).where(SignIn.user_id == user.id, SignIn.expires_at > at)
    return session.scalars(statement.order_by(SignIn.opened_at.desc(), SignIn.id.desc())).all()


def second_factor(user: User) -> SecondFactor | None:
    """Return the generator of codes tied to an account."""
    return session.get(SecondFactor, user.id)


def sealed_secrets() -> Sequence[str]:
    """Return the secret of every generator, as it is kept."""
    return session.scalars(select(SecondFactor.secret)).all()


def outside_identities(user: User) -> Sequence[OutsideIdentity]:
    """Return the accounts elsewhere that are linked to someone's."""
    statement = select(OutsideIdentity).where(OutsideIdentity.user_id == user.id).order_by(OutsideIdentity.id)
    return session.scalars(statement).all()


def holder_of_identity(issuer: str, subject: str) -> User | None:
    """Return whose account is linked to this one elsewhere; an account nobody confirmed is nobody's."""
    statement = (
        select(User)
        .join(OutsideIdentity, OutsideIdentity.user_id == User.id)
        .where(
            OutsideIdentity.issuer == issuer,
            OutsideIdentity.subject == subject,
            User.confirmed_at.is_not(None),
            User.erased_at.is_(None),
        )
        .options(joinedload(User.grants))
    )
    return session.scalars(statement).unique().one_or_none()


def outside_token(token_hash: str) -> str | None:
    """Return what the provider said of who opened this session, if one did."""
    return session.scalars(select(SignIn.outside_token).where(SignIn.token_hash == token_hash)).one_or_none()


def recovery_codes_left(user: User) -> int:
    """Count the recovery codes that still serve."""
    counted = select(func.count()).select_from(RecoveryCode).where(RecoveryCode.user_id == user.id)
    return session.scalars(counted).one()


# --- accounts nobody uses any more ------------------------------------------------------


def unused_accounts(since: datetime, limit: int) -> Sequence[User]:
    """Return accounts nobody signed in to since then, and whose owner was not told yet, the oldest first."""
    unused = func.coalesce(User.last_sign_in_at, User.confirmed_at) <= since
    statement = select(User).where(_may_be_unused(), unused, User.warned_inactive_at.is_(None))
    return session.scalars(statement.order_by(User.id).limit(limit)).all()


def accounts_warned(before: datetime, limit: int) -> Sequence[User]:
    """Return accounts whose owner was told before then, and did not come back, the oldest first."""
    statement = select(User).where(_may_be_unused(), User.warned_inactive_at <= before)
    return session.scalars(statement.order_by(User.id).limit(limit)).all()


def _may_be_unused() -> ColumnElement[bool]:
    """Keep people's own accounts: neither staff, nor imported authors, nor a demonstration's."""
    own = User.email.is_not(None) & User.confirmed_at.is_not(None) & User.fictitious.is_(False)
    return own & ~User.grants.any()


# --- roles ------------------------------------------------------------------------------


def grant_of(user: User, role: Role, consultation_id: int | None) -> RoleGrant | None:
    """Return the grant of this very role, on one consultation or on all."""
    held = (one for one in user.grants if one.role is role and one.consultation_id == consultation_id)
    return next(held, None)


def administrators(*, lock: bool = False) -> set[int]:
    """Return who administers the site; `lock` it to decide whether one may leave."""
    statement = (
        select(RoleGrant.user_id)
        .join(User, User.id == RoleGrant.user_id)
        .where(RoleGrant.role == Role.ADMINISTRATOR, User.erased_at.is_(None), User.confirmed_at.is_not(None))
        .order_by(RoleGrant.id)
    )
    return set(session.scalars(statement.with_for_update(of=RoleGrant) if lock else statement))


def accounts(looked_for: str, cursor: str | None, *, with_role: bool) -> Page[User]:
    """Return the accounts of people who can sign in, the latest first, with their roles.

    `looked_for` is part of a name or of an address; `with_role` keeps those who hold one.
    """
    statement = select(User).where(User.email.is_not(None), _before(User.id, cursor)).order_by(User.id.desc())
    if looked_for:
        statement = statement.where(
            User.email.icontains(looked_for, autoescape=True)
            | User.display_name.icontains(looked_for, autoescape=True)
        )
    if with_role:
        statement = statement.where(User.grants.any())
    rows = session.scalars(statement.options(selectinload(User.grants)).limit(PAGE_SIZE + 1)).all()
    return cut(rows, lambda user: (user.id,), cursor=cursor)


def account(user_id: int) -> User | None:
    """Return an account someone can sign in to, with its roles."""
    statement = select(User).where(User.id == user_id, User.email.is_not(None)).options(joinedload(User.grants))
    return session.scalars(statement).unique().one_or_none()


def grant_on_account(user_id: int, grant_id: int) -> RoleGrant | None:
    """Return one of the roles of an account."""
    statement = select(RoleGrant).where(RoleGrant.id == grant_id, RoleGrant.user_id == user_id)
    return session.scalars(statement.options(joinedload(RoleGrant.user))).one_or_none()


def register_of_roles(cursor: str | None, user_id: int | None = None) -> Page[RoleChange]:
    """Return the changes of roles, the latest first, of everyone or of one person."""
    statement = select(RoleChange).where(_before(RoleChange.id, cursor)).order_by(RoleChange.id.desc())
    if user_id is not None:
        statement = statement.where(RoleChange.user_id == user_id)
    related = (joinedload(RoleChange.user), joinedload(RoleChange.actor))
    rows = session.scalars(statement.options(*related).limit(PAGE_SIZE + 1)).all()
    return cut(rows, lambda change: (change.id,), cursor=cursor)


def invitation(token_hash: str, *, lock: bool = False) -> Invitation | None:
    """Return the invitation of a link, whatever became of it."""
    statement = select(Invitation).where(Invitation.token_hash == token_hash)
    return session.scalars(statement.with_for_update() if lock else statement).one_or_none()


def invitation_by_id(invitation_id: int) -> Invitation | None:
    """Return an invitation."""
    return session.get(Invitation, invitation_id)


def open_invitations(at: datetime, email: str | None = None) -> Sequence[Invitation]:
    """Return the invitations that wait for an answer, the latest first."""
    statement = select(Invitation).where(
        Invitation.accepted_at.is_(None), Invitation.withdrawn_at.is_(None), Invitation.expires_at > at
    )
    if email is not None:
        statement = statement.where(Invitation.email == email)
    return session.scalars(
        statement.order_by(Invitation.id.desc()).options(joinedload(Invitation.invited_by))
    ).all()


def all_changes_of(user: User) -> Sequence[RoleChange]:
    """Return every change of someone's roles, the earliest first."""
    statement = select(RoleChange).where(RoleChange.user_id == user.id).order_by(RoleChange.id)
    return session.scalars(statement).all()


def mails_to(user: User) -> Sequence[OutgoingMail]:
    """Return the mails written to someone and still kept, the earliest first."""
    statement = select(OutgoingMail).where(OutgoingMail.recipient == user.email).order_by(OutgoingMail.id)
    return session.scalars(statement).all()


# --- the demonstration ------------------------------------------------------------------


def demo_accounts() -> Sequence[User]:
    """Return the accounts of the demonstration that may be entered: its authors have no address."""
    statement = select(User).where(_is_demo_account()).order_by(User.id).limit(_MOST_DEMO_ACCOUNTS)
    return session.scalars(statement.options(selectinload(User.grants))).all()


def demo_account(user_id: int | None) -> User | None:
    """Return one of the accounts of the demonstration."""
    return session.scalars(select(User).where(_is_demo_account(), User.id == user_id)).one_or_none()


def _is_demo_account() -> ColumnElement[bool]:
    return User.fictitious.is_(True) & User.email.is_not(None) & User.erased_at.is_(None)


def written_mails(cursor: str | None) -> Page[OutgoingMail]:
    """Return the mails the site wrote, the latest first."""
    statement = select(OutgoingMail).where(_before(OutgoingMail.id, cursor)).order_by(OutgoingMail.id.desc())
    rows = session.scalars(statement.limit(PAGE_SIZE + 1)).all()
    return cut(rows, lambda mail: (mail.id,), cursor=cursor)


def _before(column: InstrumentedAttribute[int], cursor: str | None) -> ColumnElement[bool]:
    """Keep what stands after a cursor in a list whose latest row comes first."""
    key = decode(cursor, 1)
    return column < key[0] if key else true()


def written_mail(mail_id: int) -> OutgoingMail | None:
    """Return one mail the site wrote."""
    return session.get(OutgoingMail, mail_id)
