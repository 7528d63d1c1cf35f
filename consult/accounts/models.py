"""Say what an account is: who signs in, what they may be asked to do, and what is kept of it."""

from collections.abc import Iterator
from datetime import datetime
from enum import StrEnum
from typing import ClassVar, Final, Optional

from sqlalchemy import ForeignKey, Index, String, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from consult.kit.db import Model
from consult.territories.models import Territory

CHARTER_VERSION: Final = 1
"""The version of the charter shown at /charte; raise it when its text changes what people accept: they are asked
again before they next write or vote."""
ERASED_NAME: Final = "Compte effacé"
"""What stands in place of the name of someone who left."""


class Role(StrEnum):
    """What someone may be asked to do (rôle), on one consultation or on all."""

    CITIZEN = "citizen"
    FACILITATOR = "facilitator"
    MODERATOR = "moderator"
    SECRETARIAT = "secretariat"
    COUNCIL_MEMBER = "council_member"
    EXECUTIVE = "executive"
    ADMINISTRATOR = "administrator"


class ContributorKind(StrEnum):
    """In whose name someone takes part (qualité); an imported author, or one who left, may not have said it."""

    CITIZEN = "citizen"
    ASSOCIATION = "association"
    COMPANY = "company"
    PUBLIC_BODY = "public_body"
    ELECTED_MEMBER = "elected_member"
    NOT_SAID = "not_said"


class User(Model):
    """An account (compte). `email` is folded to lower case; None once the account is erased.

    `warned_inactive_at` is when the person was told that an unused account is about to be erased.
    `external_key` names an author brought by an import, who has no e-mail and never signs in.
    """

    __tablename__ = "user_account"

    id: Mapped[int] = mapped_column(primary_key=True)
    email: Mapped[str | None] = mapped_column(String(254), unique=True)
    external_key: Mapped[str | None] = mapped_column(String(120), unique=True)
    display_name: Mapped[str] = mapped_column(String(80))
    password_hash: Mapped[str | None]
    kind: Mapped[ContributorKind] = mapped_column(default=ContributorKind.CITIZEN)
    territory_id: Mapped[int | None] = mapped_column(ForeignKey("territory.id"))
    created_at: Mapped[datetime]
    confirmed_at: Mapped[datetime | None]
    accepted_charter_at: Mapped[datetime | None]
    accepted_charter_version: Mapped[int | None]
    last_sign_in_at: Mapped[datetime | None]
    warned_inactive_at: Mapped[datetime | None]
    erased_at: Mapped[datetime | None]
    fictitious: Mapped[bool] = mapped_column(default=False)
    territory: Mapped[Territory | None] = relationship()
    grants: Mapped[list["RoleGrant"]] = relationship(
        back_populates="user", foreign_keys="RoleGrant.user_id", cascade="all, delete-orphan"
    )
    restrictions: Mapped[list["Restriction"]] = relationship(cascade="all, delete-orphan")

    is_authenticated: ClassVar[bool] = True
    is_anonymous: ClassVar[bool] = False
    # Set by the loader, never stored: the token of the session that signed this person in, and whether
    # their roles wait for the second factor this session has not shown.
    session_token = ""
    roles_wait = False

    def get_id(self) -> str:
        """Give Flask-Login the session's opaque token, so that the cookie tells nothing of the person."""
        return self.session_token

    @property
    def is_active(self) -> bool:
        """Say whether this account may still sign in."""
        return self.erased_at is None

    @property
    def is_confirmed(self) -> bool:
        """Say whether the person proved that the e-mail address is theirs."""
        return self.confirmed_at is not None

    @property
    def has_accepted_charter(self) -> bool:
        """Say whether the person accepted the charter as it stands now."""
        return self.accepted_charter_version == CHARTER_VERSION

    def restriction_at(self, consultation_id: int | None, at: datetime) -> Optional["Restriction"]:
        """Return what keeps this person from writing there now, the longest; None when nothing does."""
        held = [
            one for one in self.restrictions if one.consultation_id in {None, consultation_id} and at < one.until
        ]
        return max(held, key=lambda one: one.until, default=None)

    def has_role(self, role: Role, consultation_id: int | None = None) -> bool:
        """Say whether the role was given for all consultations, or for this one, and may be used now.

        Without a consultation, any grant of the role counts: it opens the desk, whose lists then
        hold only the consultations the grant is for.
        """
        return not self.roles_wait and any(
            (grant.role is role and consultation_id in {None, grant.consultation_id}) or grant.covers_all(role)
            for grant in self.grants
        )

    def consultations_as(self, role: Role) -> frozenset[int] | None:
        """Return the consultations a role may be used on now; None when it covers them all."""
        if self.roles_wait:
            return frozenset()
        if any(grant.covers_all(role) for grant in self.grants):
            return None
        return frozenset(self._consultations_of(role))

    def _consultations_of(self, role: Role) -> Iterator[int]:
        for grant in self.grants:
            if grant.role is role and grant.consultation_id:
                yield grant.consultation_id


class Visitor:
    """Whoever is not signed in (visiteur); answers what a `User` answers."""

    id: ClassVar[None] = None
    display_name: ClassVar[str] = ""
    grants: ClassVar[tuple["RoleGrant", ...]] = ()
    is_authenticated: ClassVar[bool] = False
    is_active: ClassVar[bool] = False
    is_anonymous: ClassVar[bool] = True
    is_confirmed: ClassVar[bool] = False
    has_accepted_charter: ClassVar[bool] = False
    roles_wait: ClassVar[bool] = False

    def get_id(self) -> None:
        """Answer Flask-Login: nobody."""

    def restriction_at(self, consultation_id: int | None, at: datetime) -> None:
        """Return nothing: a visitor is asked to sign in before writing."""

    def has_role(self, role: Role, consultation_id: int | None = None) -> bool:  # noqa: ARG002
        """Say no: a visitor holds no role."""
        return False

    def consultations_as(self, role: Role) -> frozenset[int]:  # noqa: ARG002
        """Return no consultation."""
        return frozenset()


AnyActor = User | Visitor


class RoleGrant(Model):
    """A role held by someone (habilitation); without a consultation, it covers them all.

    Two lines without a consultation are distinct for a database: the second constraint joins them.
    """

    __tablename__ = "role_grant"
    __table_args__ = (
        UniqueConstraint("user_id", "role", "consultation_id"),
        Index(
            "uq_role_grant_on_all",
            "user_id",
            "role",
            unique=True,
            sqlite_where=text("consultation_id IS NULL"),
            postgresql_where=text("consultation_id IS NULL"),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("user_account.id"))
    role: Mapped[Role]
    consultation_id: Mapped[int | None] = mapped_column(index=True)
    granted_at: Mapped[datetime]
    granted_by_id: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"))
    user: Mapped[User] = relationship(back_populates="grants", foreign_keys=[user_id])

    def covers_all(self, role: Role) -> bool:
        """Say whether this grant gives the role on every consultation."""
        return self.role is role and self.consultation_id is None


class Restriction(Model):
    """That someone reads and does not write until a date (suspension), on one consultation or on all.

    A later room writes it, with its reasons, and takes it away; past `until` it holds nobody.
    """

    __tablename__ = "restriction"

    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("user_account.id"), index=True)
    consultation_id: Mapped[int | None]
    until: Mapped[datetime]


class RoleChange(Model):
    """A line of the register of roles: who gave or withdrew what, to whom, when; never deleted.

    Without an actor, the operator's command did it.
    """

    __tablename__ = "role_change"

    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("user_account.id"), index=True)
    actor_id: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"))
    role: Mapped[Role]
    consultation_id: Mapped[int | None]
    given: Mapped[bool]
    at: Mapped[datetime]
    user: Mapped[User] = relationship(foreign_keys=[user_id])
    actor: Mapped[User | None] = relationship(foreign_keys=[actor_id])


class Invitation(Model):
    """A role offered by mail (invitation): nothing is held until it is accepted, before it expires."""

    __tablename__ = "invitation"

    id: Mapped[int] = mapped_column(primary_key=True)
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    email: Mapped[str] = mapped_column(String(254), index=True)
    role: Mapped[Role]
    consultation_id: Mapped[int | None]
    invited_by_id: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"))
    created_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    accepted_at: Mapped[datetime | None]
    withdrawn_at: Mapped[datetime | None]
    invited_by: Mapped[User | None] = relationship()

    def is_open(self, at: datetime) -> bool:
        """Say whether the invitation may still be accepted, and whoever sent it may still give the role."""
        if self.accepted_at or self.withdrawn_at or self.expires_at <= at:
            return False
        return self.invited_by is None or self.invited_by.has_role(Role.ADMINISTRATOR)


class SignIn(Model):
    """A session open on a device (session ouverte). The cookie holds the token, the row its hash.

    `second_factor_at` is when this session showed the second factor, without which roles wait.
    `outside_token` is the provider's own word of who signed in, asked again to sign out there.
    """

    __tablename__ = "sign_in"

    id: Mapped[int] = mapped_column(primary_key=True)
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("user_account.id"), index=True)
    opened_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    device: Mapped[str] = mapped_column(String(120), default="")
    second_factor_at: Mapped[datetime | None]
    outside_token: Mapped[str | None] = mapped_column(Text)
    user: Mapped[User] = relationship()


class OutsideIdentity(Model):
    """An account people have elsewhere (compte extérieur): who vouches for it, and its number there."""

    __tablename__ = "outside_identity"
    __table_args__ = (UniqueConstraint("issuer", "subject"), UniqueConstraint("user_id", "issuer"))

    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("user_account.id", ondelete="CASCADE"))
    issuer: Mapped[str] = mapped_column(String(255))
    subject: Mapped[str] = mapped_column(String(255))
    linked_at: Mapped[datetime]


class SecondFactor(Model):
    """The generator of codes tied to an account (validation en deux étapes): RFC 6238, one step each 30 s.

    The secret must be read again to check a code: it is kept sealed (`kit/sealing.py`). `last_step` is the last
    one used: a code serves once.
    """

    __tablename__ = "second_factor"

    user_id: Mapped[int] = mapped_column(ForeignKey("user_account.id"), primary_key=True)
    secret: Mapped[str] = mapped_column(String(255))
    since: Mapped[datetime]
    last_step: Mapped[int]


class RecoveryCode(Model):
    """A code that stands for the generator once, when it is lost (code de secours): hashed, deleted when used."""

    __tablename__ = "recovery_code"
    __table_args__ = (UniqueConstraint("user_id", "code_hash"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("user_account.id"))
    code_hash: Mapped[str] = mapped_column(String(64))


class LinkPurpose(StrEnum):
    """What a link sent by mail is for."""

    CONFIRM = "confirm"
    RESET = "reset"
    SIGN_IN = "sign_in"
    CHANGE_EMAIL = "change_email"


class MailedLink(Model):
    """A link sent by mail (lien à usage unique): hashed at rest, deleted when used.

    `asked_from` is the hash of what the browser that asked keeps in its cookie: opened elsewhere, a
    link of confirmation asks for the password, so that nobody confirms an account made by another.
    `new_email` is the address a change leads to.
    """

    __tablename__ = "mailed_link"
    __table_args__ = (Index("ix_mailed_link_user_purpose", "user_id", "purpose"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("user_account.id"))
    purpose: Mapped[LinkPurpose]
    asked_from: Mapped[str | None] = mapped_column(String(64))
    new_email: Mapped[str | None] = mapped_column(String(254))
    created_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    user: Mapped[User] = relationship()
