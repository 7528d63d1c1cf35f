"""Let people ask that a text be read again, and keep their word: acknowledged, then told the outcome."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from sqlalchemy import update

from consult.accounts.models import AnyActor, User
from consult.kit import mail
from consult.kit.addresses import external_url
from consult.kit.db import session, upsert
from consult.kit.errors import Invalid
from contributions.models import PUBLIC, Contribution, Proposal, Status
from moderation.charter import cited
from moderation.models import Decision, Flag, FlagReason
from moderation.operations.concerns import refresh_concern
from moderation.queries.charters import rules_in_force
from moderation.queries.flags import flag_by, flagged_since, flags_of, flags_settled_by
from moderation.wording import OUTCOMES

COMMENT_LIMIT = 1_000
ONE_RECEIPT_IN = timedelta(days=1)
ADDRESS_KEPT = timedelta(days=190)
"""How long a visitor's address is kept after the answer: the six months of an appeal, and a week to answer it."""


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
    """Thank for a flag; an address that nobody confirmed is written to once a day, whatever it flags."""
    recipient = _recipient(flag)
    if not recipient or (flag.email and flagged_since(flag.email, at - ONE_RECEIPT_IN) > 1):
        return
    mail.write(
        recipient,
        _("Votre signalement a bien été reçu"),
        "moderation/mail/flag_received",
        at=at,
        contribution=contribution,
        by_visitor=flag.email is not None,
        **_named(contribution),
    )


def _named(contribution: Contribution, reason: FlagReason | None = None) -> dict[str, Any]:
    """Name a text to whoever flagged it by its title or first words, and lead to its page while there is one.

    Its number names what was put out of sight because it told of someone's private life: a mail would tell again.
    """
    seen = contribution.is_public
    title = contribution.title if isinstance(contribution, Proposal) else ""
    named = title or contribution.excerpt
    if not named or (not seen and reason is FlagReason.PERSONAL_DATA):
        named = _("texte n° %(number)s", number=contribution.id)
    url = ""
    if isinstance(contribution, Proposal) and seen:
        url = external_url("proposals.show", proposal_id=contribution.id, slug=contribution.public_slug)
    elif seen or contribution.status is Status.HIDDEN:
        url = external_url("discussion.find", contribution_id=contribution.id)
    return {"named": named, "text_url": url}


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
    """Write to everyone whose flag this decision answered, and to those whom it makes an earlier answer false.

    A visitor's address is kept until nothing more can be contested: `forget_addresses`.
    """
    answered = flags_settled_by(decision.id)
    told = _told_otherwise(decision, answered)
    for flags, subject in (
        (answered, _("Ce que nous avons décidé après votre signalement")),
        (told, _changed(decision)),
    ):
        for recipient in dict.fromkeys(filter(None, map(_recipient, flags))):
            _tell_outcome(decision, recipient, subject, at=at)
    session.flush()


def forget_addresses(*, at: datetime) -> None:
    """Forget the addresses that visitors left, once nothing more can change what they were told."""
    old = update(Flag).where(Flag.email.is_not(None), Flag.settled_at < at - ADDRESS_KEPT)
    session.execute(old.values(email=None), execution_options={"synchronize_session": False})


def _told_otherwise(decision: Decision, answered: Sequence[Flag]) -> list[Flag]:
    """Return the flags answered before, when a text they were told of comes back or goes out of sight."""
    if (decision.from_status in PUBLIC) is (decision.to_status in PUBLIC):
        return []
    now = {_recipient(flag) for flag in answered}
    before = (
        flag for flag in flags_of(decision.contribution) if flag.decision_id and flag.decision_id < decision.id
    )
    return [flag for flag in before if _recipient(flag) not in now]


def _changed(decision: Decision) -> str:
    if decision.to_status in PUBLIC:
        return _("Le texte que vous aviez signalé est de nouveau en ligne")
    return _("Le texte que vous aviez signalé n’est plus en ligne")


def _tell_outcome(decision: Decision, recipient: str, subject: str, *, at: datetime) -> None:
    mail.write(
        recipient,
        subject,
        "moderation/mail/flag_outcome",
        at=at,
        decision=decision,
        outcome=OUTCOMES[decision.verdict],
        rule=cited(decision),
        register_url=external_url("moderation.register"),
        **_named(decision.contribution, decision.reason),
    )
