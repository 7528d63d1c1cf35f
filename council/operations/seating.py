"""Give a seat to someone who may not know this site: by an account, an invitation, or a name alone."""

import secrets
from datetime import datetime

from flask_babel import lazy_gettext as _l
from sqlalchemy import select

from consult.accounts.emails import clean_email
from consult.accounts.models import ContributorKind, Role, User
from consult.accounts.operations.invitations import invite
from consult.accounts.queries import user_by_email
from consult.kit import clock, jobs
from consult.kit.db import session
from consult.kit.errors import Invalid
from consult.kit.text.names import clean_name
from council.models import Council, CouncilMember, Mandate
from council.operations.councils import Seat, check_dates, seat_member
from council.operations.transmissions import tell_what_waits

WELCOME = "council.welcome_members"


def give_seat(council: Council, email: str, name: str, seat: Seat, *, at: datetime) -> CouncilMember:
    """Seat whoever has this address; without an account they are invited, without an address only named.

    The invitation is the site's own: it gives what a seat needs and nothing else. Raises `Invalid`.
    """
    if not email.strip():
        return _seat_by_name(council, name, None, seat, at)
    user = user_by_email(email)
    _refuse_invited(council, email)
    if user is None or not user.is_confirmed:
        return _seat_by_name(council, name, clean_email(email), seat, at)
    member = seat_member(council, user, seat)
    if not user.has_role(Role.COUNCIL_MEMBER):
        invite(None, email, Role.COUNCIL_MEMBER, None, at=at)
    return member


def _seat_by_name(council: Council, name: str, address: str | None, seat: Seat, at: datetime) -> CouncilMember:
    if not name.strip() and not address:
        raise Invalid(_l("Donnez un nom ou une adresse."), "display_name")
    if not name.strip():
        raise Invalid(_l("Donnez le nom de cette personne : elle n’a pas encore de compte."), "display_name")
    check_dates(None, seat)
    holder = User(
        display_name=clean_name(name),
        external_key=f"siege-{secrets.token_hex(8)}",
        kind=ContributorKind.NOT_SAID,
        created_at=at,
    )
    session.add(holder)
    session.flush()
    member = seat_member(council, holder, seat)
    member.invited_email = address
    if address:
        invite(None, address, Role.COUNCIL_MEMBER, None, at=at)
    session.flush()
    return member


def _refuse_invited(council: Council, email: str) -> None:
    """Refuse to seat apart whoever was invited here: their account, even opened since, will take that seat."""
    waiting = select(CouncilMember.id).where(
        CouncilMember.council_id == council.id, CouncilMember.invited_email == clean_email(email)
    )
    if session.scalars(waiting).first() is not None:
        raise Invalid(_l("Attendez sa réponse : cette personne est déjà invitée à siéger."), "email")


def ask_to_welcome(*, at: datetime) -> None:
    """Ask the worker to give those who sit now what was sent, and the sittings announced, before they came."""
    jobs.enqueue(WELCOME, {}, at=at)


def renew_mandate(member: CouncilMember, seat: Seat) -> Mandate:
    """Give a member another mandate; the earlier ones stay. Raises `Invalid` where they would meet."""
    check_dates(member, seat)
    mandate = Mandate(office=seat.office, starts_on=seat.starts_on, ends_on=seat.ends_on)
    member.capacity = seat.capacity
    member.mandates.append(mandate)
    session.flush()
    return mandate


def take_seats(user: User) -> None:
    """Let the account of whoever accepted an invitation take the seats kept under their name."""
    waiting = session.scalars(select(CouncilMember).where(CouncilMember.invited_email == user.email)).all()
    for member in waiting:
        placeholder = member.user
        already = select(CouncilMember).where(
            CouncilMember.council_id == member.council_id, CouncilMember.user_id == user.id
        )
        member.invited_email = None
        if session.scalars(already).first() is None:
            member.user = user
            session.flush()
            session.delete(placeholder)
            tell_what_waits(member, at=clock.now())
    session.flush()
