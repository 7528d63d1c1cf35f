"""Write to members: the invitation with its agenda, and that a sitting was given up or moved."""

from collections.abc import Iterable
from datetime import datetime

from flask_babel import gettext as _

from consult.kit import mail
from consult.kit.addresses import external_url
from consult.kit.languages import full_date
from council.calendars import attached_calendar
from council.invitations import answer_token
from council.models import Attendance, Sitting
from council.operations.sittings import cancel_sitting, convene, invite_newcomers
from council.queries.sittings import attendance_at, attendances_of, convened_sittings


def convene_members(sitting: Sitting, *, at: datetime) -> int:
    """Announce a sitting and write to those invited; return how many have no address to write to."""
    invited = [attendance_at(one.id) for one in convene(sitting, at=at)]
    return _write_to(invited, _called_to(sitting), "council/mail/invitation", at)


def tell_newcomers(*, at: datetime) -> None:
    """Invite those seated since to the sittings announced before, and write to them; twice is once."""
    for sitting in convened_sittings():
        invited = [attendance_at(one.id) for one in invite_newcomers(sitting, at=at)]
        _write_to(invited, _called_to(sitting), "council/mail/invitation", at)


def _called_to(sitting: Sitting) -> str:
    return _("%(council)s : séance du %(day)s", council=sitting.council.name, day=full_date(sitting.starts_at))


def tell_moved(sitting: Sitting, *, at: datetime) -> None:
    """Write to those invited that the date or the place changed."""
    day = full_date(sitting.starts_at)
    subject = _("%(council)s : la séance du %(day)s change", council=sitting.council.name, day=day)
    _write_to(attendances_of(sitting), subject, "council/mail/invitation", at)


def cancel_and_tell(sitting: Sitting, *, at: datetime) -> None:
    """Give a sitting up and write so to whoever was invited."""
    day = full_date(sitting.starts_at)
    subject = _("%(council)s : la séance du %(day)s est annulée", council=sitting.council.name, day=day)
    cancel_sitting(sitting)
    _write_to(attendances_of(sitting), subject, "council/mail/cancelled", at)


def _write_to(sheet: Iterable[Attendance], subject: str, template: str, at: datetime) -> int:
    unreached = 0
    for one in sheet:
        if not one.member.address:
            unreached += 1
            continue
        mail.write(
            one.member.address,
            subject,
            template,
            at=at,
            sitting=one.sitting,
            url=external_url("sittings.answer", token=answer_token(one)),
            attached=[attached_calendar(one.sitting, at=at)],
            calendar=external_url("sittings.event", sitting_id=one.sitting_id),
        )
    return unreached
