"""Send a synthesis to a council: a person decides, the worker freezes the files and tells the members.

One gesture signs the synthesis off, makes it public and sends it. The files of the last words may still
be in the making then: the worker waits for them, so that what leaves is what was signed.
"""

import json
from datetime import datetime, timedelta
from hashlib import sha256

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from sqlalchemy import select
from sqlalchemy.orm import undefer

from consult.accounts.models import User
from consult.kit import clock, jobs, mail
from consult.kit.addresses import external_url
from consult.kit.db import session
from consult.kit.errors import Conflict
from consult.kit.news import announce
from council.comparing import Changes, changes_in
from council.models import Acknowledgement, Council, CouncilMember, Referral, Transmission, TransmittedFile
from council.news import synthesis_transmitted
from council.queries.councils import sitting_members
from council.queries.transmissions import (
    acknowledgement_of,
    acknowledgements_of,
    next_number,
    pending_transmission,
    unanswered_transmissions,
)
from synthesis.models import Synthesis, SynthesisFile, SynthesisStatus
from synthesis.operations.life import publish_synthesis, validate_synthesis

SEND = "council.send"
_ASK_AGAIN = timedelta(seconds=2)


def transmit(
    actor: User,
    synthesis: Synthesis,
    council: Council,
    message: str,
    *,
    at: datetime,
    referral: Referral | None = None,
) -> Transmission:
    """Sign a synthesis off and ask for its sending, under a referral if there is one.

    Raises `Conflict` when it is on its way, or not ready.
    """
    if pending_transmission(synthesis.id) is not None:
        raise Conflict(_l("Attendez : cette synthèse est déjà en cours d’envoi au conseil."))
    if synthesis.status is SynthesisStatus.DRAFT:
        validate_synthesis(actor, synthesis, at=at)
    elif synthesis.status is SynthesisStatus.BUILDING:
        raise Conflict(_l("Attendez : cette synthèse est en cours de calcul."))
    transmission = Transmission(
        council_id=council.id,
        consultation_id=synthesis.consultation_id,
        synthesis_id=synthesis.id,
        referral_id=referral.id if referral else None,
        number=next_number(synthesis.consultation),
        message=message.strip(),
        asked_at=at,
        asked_by_id=actor.id,
    )
    session.add(transmission)
    session.flush()
    jobs.enqueue(SEND, {"id": transmission.id}, at=at)
    return transmission


def send(transmission: Transmission, *, at: datetime) -> None:
    """Freeze the files and tell the members; wait while the files are being written. Safe to run twice."""
    synthesis = transmission.synthesis
    if transmission.sent_at is not None or transmission.cancelled_at is not None:
        return
    if synthesis.status in {SynthesisStatus.DRAFT, SynthesisStatus.BUILDING}:
        transmission.cancelled_at = at
        return
    if not synthesis.has_current_files:
        jobs.enqueue(SEND, {"id": transmission.id}, at=at, run_at=at + _ASK_AGAIN)
        return
    if synthesis.status is SynthesisStatus.VALIDATED:
        publish_synthesis(transmission.asked_by, synthesis, at=at)
    transmission.sha256 = _freeze_files(transmission)
    transmission.sent_at = at
    _tell_members(transmission, at)
    announce(synthesis_transmitted, transmission_id=transmission.id, consultation_id=transmission.consultation_id)


def _freeze_files(transmission: Transmission) -> str:
    """Copy the files as they are, and return the fingerprint of the list of their fingerprints."""
    statement = (
        select(SynthesisFile)
        .where(SynthesisFile.synthesis_id == transmission.synthesis_id)
        .order_by(SynthesisFile.name)
        .options(undefer(SynthesisFile.content))
    )
    manifest = {}
    for file in session.scalars(statement):
        manifest[file.name] = file.sha256
        session.add(
            TransmittedFile(
                transmission_id=transmission.id,
                name=file.name,
                sha256=file.sha256,
                size=file.size,
                content=file.content,
            )
        )
    return sha256(json.dumps(manifest, sort_keys=True).encode()).hexdigest()


def _tell_members(transmission: Transmission, at: datetime) -> None:
    """Put what was sent on the desk of those who sit today and do not have it yet, and write to them."""
    told = {one.member_id for one in acknowledgements_of(transmission)}
    changed = changes_in(transmission)
    for member in sitting_members(transmission.council_id, clock.local(at).date()):
        if member.id not in told:
            session.add(Acknowledgement(transmission_id=transmission.id, member_id=member.id, told_at=at))
            _write_to(member, transmission, changed, at)
    session.flush()


def _write_to(member: CouncilMember, transmission: Transmission, changed: Changes | None, at: datetime) -> None:
    if member.user.email:
        mail.write(
            member.user.email,
            _("La synthèse « %(title)s » est transmise au conseil", title=transmission.consultation.title),
            "council/mail/transmission",
            at=at,
            transmission=transmission,
            changed=changed,
            url=external_url("council_desk.transmission", transmission_id=transmission.id),
        )


def tell_newcomers(*, at: datetime) -> None:
    """Give those seated since what their council was sent and has not answered by an opinion; twice is once."""
    for transmission in unanswered_transmissions():
        _tell_members(transmission, at)


def tell_what_waits(member: CouncilMember, *, at: datetime) -> None:
    """Write to whoever takes a seat held under their name about what waits on their desk."""
    for transmission in unanswered_transmissions():
        receipt = acknowledgement_of(transmission, member.user)
        if receipt is not None and receipt.acknowledged_at is None:
            _write_to(member, transmission, changes_in(transmission), at)


def acknowledge(actor: User, transmission: Transmission, *, at: datetime) -> None:
    """Say that a member has what was sent; saying it twice keeps the first time."""
    receipt = acknowledgement_of(transmission, actor)
    if receipt is None:
        raise Conflict(_l("Cette synthèse ne vous a pas été transmise : votre mandat a commencé après l’envoi."))
    receipt.acknowledged_at = receipt.acknowledged_at or at
    session.flush()
