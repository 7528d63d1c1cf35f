"""Set up a council, seat its members, and say which one a consultation addresses."""

from dataclasses import dataclass
from datetime import date, datetime

from flask_babel import lazy_gettext as _l
from sqlalchemy import select

from consult.accounts.models import User
from consult.consultations.models import Consultation
from consult.kit.db import session, upsert
from consult.kit.errors import Conflict, Invalid
from consult.kit.text.slugs import slugify
from consult.territories.models import TerritoryLevel
from council.models import Addressee, Council, CouncilMember, Mandate, Office


@dataclass(frozen=True)
class CouncilDraft:
    """What is said of a council."""

    name: str
    summary: str = ""
    deed: str = ""
    contact: str = ""
    level: TerritoryLevel = TerritoryLevel.REGION
    territory_name: str = ""
    quorum_share: int = 50
    sittings_owed: int = 0


@dataclass(frozen=True)
class Seat:
    """How someone sits: in what capacity, doing what, from when and until when."""

    capacity: str
    office: Office = Office.MEMBER
    starts_on: date = date.min
    ends_on: date | None = None


def create_council(draft: CouncilDraft, *, at: datetime) -> Council:
    """Create a council. Raises `Conflict` when one already has this name."""
    slug = slugify(draft.name, fallback="conseil")
    if session.scalars(select(Council.id).where(Council.slug == slug)).first() is not None:
        raise Conflict(_l("Choisissez un autre nom : un conseil le porte déjà."))
    council = Council(slug=slug, created_at=at, **vars(draft))
    session.add(council)
    session.flush()
    return council


def edit_council(council: Council, draft: CouncilDraft) -> None:
    """Change what is said of a council; its address stays."""
    for name, value in vars(draft).items():
        setattr(council, name, value)
    session.flush()


def seat_member(council: Council, user: User, seat: Seat) -> CouncilMember:
    """Give someone a mandate. Raises `Invalid` when its dates are in the wrong order, or meet another's."""
    seated = select(CouncilMember).where(CouncilMember.council_id == council.id, CouncilMember.user_id == user.id)
    member = session.scalars(seated).one_or_none()
    if member is None:
        member = CouncilMember(council_id=council.id, user_id=user.id)
        session.add(member)
    check_dates(member, seat)
    member.capacity = seat.capacity
    member.mandates.append(Mandate(office=seat.office, starts_on=seat.starts_on, ends_on=seat.ends_on))
    session.flush()
    return member


def check_dates(member: CouncilMember | None, seat: Seat) -> None:
    """Refuse a mandate that ends before it starts, or runs beside another of the same person."""
    if seat.ends_on is not None and seat.ends_on < seat.starts_on:
        raise Invalid(_l("Corrigez les dates : le mandat finit avant de commencer."), "ends_on")
    for other in member.mandates if member else ():
        if _meet(seat, other):
            raise Invalid(_l("Corrigez les dates : cette personne a déjà un mandat à ce moment-là."), "starts_on")


def _meet(seat: Seat, other: Mandate) -> bool:
    begins_before_its_end = seat.starts_on <= (other.ends_on or date.max)
    return begins_before_its_end and other.starts_on <= (seat.ends_on or date.max)


def end_mandate(mandate: Mandate, day: date) -> None:
    """End a mandate; this day is its last."""
    if day < mandate.starts_on:
        raise Invalid(_l("Corrigez la date : le mandat finirait avant de commencer."), "ends_on")
    mandate.ends_on = day
    session.flush()


def address_council(actor: User | None, consultation: Consultation, council: Council, *, at: datetime) -> None:
    """Say which council a consultation addresses, in place of any other."""
    who = actor.id if actor else None
    values = {"council_id": council.id, "named_at": at, "named_by_id": who}
    statement = upsert(Addressee).values(consultation_id=consultation.id, **values)
    session.execute(statement.on_conflict_do_update(index_elements=["consultation_id"], set_=values))
