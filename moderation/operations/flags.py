"""Let people ask that a text be read again, and keep their word: acknowledged, then told the outcome."""

import hashlib
from dataclasses import dataclass
from datetime import datetime

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from sqlalchemy import update

from consult.accounts.models import AnyActor, User
from consult.kit import mail
from consult.kit.addresses import external_url
from consult.kit.db import session, upsert
from consult.kit.errors import Invalid
from contributions.models import Contribution
from moderation.charter import cited
from moderation.models import Decision, Flag
from moderation.operations.concerns import refresh_concern
from moderation.queries.charters import rules_in_force
from moderation.queries.flags import flag_by, flags_of, flags_settled_by
from moderation.wording import OUTCOMES

COMMENT_LIMIT = 1_000


@dataclass(frozen=True)
class Flagging:
    """What someone reproaches a text with; a visitor leaves an address to be answered at."""

    rule_number: int
    comment: str = ""
    email: str = ""


def flag_text(flagger: AnyActor, contribution: Contribution, flagging: Flagging, *, at: datetime) -> Flag:
    """Flag a text. Sent twice by the same person on the same version, it counts once.

    Raises `Invalid` for a rule of another charter, and for a visitor without an address.
    """
    rule = rules_in_force(contribution.consultation_id).rule(flagging.rule_number)
    if rule is None:
        raise Invalid(_l("Choisissez une des règles de la charte de cette consultation."), "rule")
    key = _key(flagger, contribution, flagging)
    row = {
        "contribution_id": contribution.id,
        "version": contribution.version,
        "flagger_id": flagger.id,
        "email": None if isinstance(flagger, User) else _address(flagging.email),
        "flagger_key": key,
        "reason": rule.reason,
        "rule_number": rule.number,
        "comment": flagging.comment[:COMMENT_LIMIT],
        "flagged_at": at,
    }
    written = upsert(Flag).values(row).on_conflict_do_nothing().returning(Flag)
    flag = session.scalars(written).one_or_none()
    if flag is None:
        return _already(key, contribution)
    refresh_concern(contribution, at=at)
    _acknowledge(flag, contribution, at=at)
    return flag


def _already(key: str, contribution: Contribution) -> Flag:
    found = flag_by(key, contribution)
    if found is None:
        raise LookupError(f"the flag {key} neither was there nor could be written")
    return found


def _key(flagger: AnyActor, contribution: Contribution, flagging: Flagging) -> str:
    """Tell flaggers apart; a visitor's address is hashed with the text, so that it joins nothing else."""
    if isinstance(flagger, User):
        return f"account {flagger.id}"
    written = f"{contribution.id} {_address(flagging.email)}"
    return f"visitor {hashlib.sha256(written.encode()).hexdigest()[:40]}"


def _address(email: str) -> str:
    if not email.strip():
        raise Invalid(_l("Donnez une adresse électronique : nous vous dirons ce qui a été décidé."), "email")
    return email.strip().lower()


def _recipient(flag: Flag) -> str | None:
    return flag.flagger.email if flag.flagger is not None else flag.email


def _acknowledge(flag: Flag, contribution: Contribution, *, at: datetime) -> None:
    if recipient := _recipient(flag):
        subject = _("Votre signalement a bien été reçu")
        mail.write(recipient, subject, "moderation/mail/flag_received", at=at, contribution=contribution)


# --- the outcome ----------------------------------------------------------------------


def settle_flags(contribution: Contribution, decision: Decision | None, *, at: datetime) -> None:
    """Answer every open flag of a text by one decision, or by its author's own withdrawal (None)."""
    values = {"settled_at": at, "decision_id": decision.id if decision else None}
    session.execute(
        update(Flag)
        .where(Flag.contribution_id == contribution.id, Flag.settled_at.is_(None))
        .values(values)
        .execution_options(synchronize_session=False)
    )
    refresh_concern(contribution, at=at)


def tell_withdrawn(contribution: Contribution, *, at: datetime) -> None:
    """Write to those whose flag is still open that the author took the text back; forget visitors' addresses."""
    for flag in flags_of(contribution):
        recipient = _recipient(flag)
        if flag.settled_at is None and recipient:
            subject = _("Le texte que vous avez signalé a été retiré")
            mail.write(recipient, subject, "moderation/mail/flag_withdrawn", at=at, contribution=contribution)
            flag.email = None
    session.flush()


def tell_flaggers(decision: Decision, *, at: datetime) -> None:
    """Write to everyone whose flag this decision answered, and forget the addresses left by visitors."""
    for flag in flags_settled_by(decision.id):
        if recipient := _recipient(flag):
            mail.write(
                recipient,
                _("Ce que nous avons décidé après votre signalement"),
                "moderation/mail/flag_outcome",
                at=at,
                decision=decision,
                outcome=OUTCOMES[decision.verdict],
                rule=cited(decision),
                register_url=external_url("moderation.register"),
            )
        flag.email = None
    session.flush()
