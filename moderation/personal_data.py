"""Erase and hand over what moderation keeps of someone: flags, decisions on their texts, appeals, suspensions."""

from collections.abc import Iterator, Sequence
from datetime import datetime

from flask_babel import lazy_gettext as _l
from sqlalchemy import String, cast, delete, literal, select, update

from consult.accounts.models import Restriction, User
from consult.accounts.personal_data import Part, TextsFate
from consult.kit.db import session
from moderation.models import (
    Appeal,
    CharterAcceptance,
    Decision,
    Duty,
    Flag,
    MaskedText,
    Reading,
    SavedReply,
    Suspension,
)
from moderation.queries.charters import acceptances_by
from moderation.queries.masked import originals_by
from moderation.queries.people import appeals_by, decisions_about, flags_by, suspensions_told

_OPTIONS = {"synchronize_session": False}


def erase(user: User, _fate: TextsFate, _at: datetime) -> None:
    """Unsign someone's flags, forget what they were reading and what their suspensions said of them."""
    numbered = literal("erased ") + cast(Flag.id, String)
    unsigned = {Flag.flagger_id: None, Flag.email: None, Flag.flagger_key: numbered}
    session.execute(update(Flag).where(Flag.flagger_id == user.id).values(unsigned), execution_options=_OPTIONS)
    for held, holder in (
        (Reading, Reading.reader_id),
        (Duty, Duty.moderator_id),
        (SavedReply, SavedReply.owner_id),
    ):
        session.execute(delete(held).where(holder == user.id), execution_options=_OPTIONS)
    session.execute(delete(CharterAcceptance).where(CharterAcceptance.user_id == user.id))
    emptied = {
        Suspension.appeal: "",
        Suspension.fact: "",
        Suspension.explanation: "",
        Suspension.restriction_id: None,
    }
    session.execute(
        update(Suspension).where(Suspension.user_id == user.id).values(emptied), execution_options=_OPTIONS
    )
    session.execute(delete(Restriction).where(Restriction.user_id == user.id), execution_options=_OPTIONS)


def empty_appeals(contribution_ids: Sequence[int], _at: datetime) -> None:
    """Forget the masked words of an author who leaves, and empty what they wrote to contest.

    Decisions stay, for the register names nobody.
    """
    kept = MaskedText.contribution_id.in_(contribution_ids)
    session.execute(delete(MaskedText).where(kept), execution_options=_OPTIONS)
    about = select(Decision.id).where(Decision.contribution_id.in_(contribution_ids))
    emptied = update(Appeal).where(Appeal.decision_id.in_(about)).values({Appeal.text: ""})
    session.execute(emptied, execution_options=_OPTIONS)


def hand_over(user: User, _at: datetime) -> Iterator[Part]:
    """Yield what moderation knows of someone, as plain values."""
    yield Part("signalements", _l("Vos signalements"), flags_by(user))
    yield Part("decisions-de-moderation", _l("Décisions sur vos textes"), decisions_about(user))
    yield Part("suspensions", _l("Avertissements et suspensions de votre compte"), suspensions_told(user))
    yield Part("mots-masques", _l("Vos textes avant que des mots soient masqués"), originals_by(user))
    yield Part("chartes-acceptees", _l("Chartes que vous avez acceptées"), acceptances_by(user))
    yield Part("recours", _l("Vos recours"), appeals_by(user))
