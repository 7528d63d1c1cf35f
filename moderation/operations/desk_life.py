"""Keep what helps moderators work together: ready-made replies, and who is on duty."""

from datetime import datetime, timedelta

from flask_babel import lazy_gettext as _l
from sqlalchemy import delete

from consult.accounts.models import User
from consult.kit.db import session, upsert
from consult.kit.errors import Invalid
from moderation.models import Duty, SavedReply

TITLE_LIMIT, TEXT_LIMIT = 80, 2_000
LONGEST_DUTY = 12
"""Hours after which one is no longer on duty without saying so again."""


def save_reply(moderator: User, title: str, text: str, *, consultation_id: int | None, at: datetime) -> SavedReply:
    """Keep an explanation to use again: one's own, or shared by those who moderate a consultation."""
    if not title.strip():
        raise Invalid(_l("Donnez un nom à cette réponse, pour la retrouver."), "title")
    if not text.strip():
        raise Invalid(_l("Écrivez la réponse à enregistrer."), "text")
    reply = SavedReply(
        owner_id=moderator.id,
        consultation_id=consultation_id,
        title=title.strip()[:TITLE_LIMIT],
        text=text.strip()[:TEXT_LIMIT],
        saved_at=at,
    )
    session.add(reply)
    session.flush()
    return reply


def forget_reply(reply: SavedReply) -> None:
    """Delete a reply; decisions that used it keep their words."""
    session.delete(reply)
    session.flush()


def go_on_duty(moderator: User, hours: int, *, at: datetime) -> None:
    """Say that someone reads the queue for some hours; none ends it."""
    if hours <= 0:
        session.execute(delete(Duty).where(Duty.moderator_id == moderator.id))
        return
    values = {"since": at, "until": at + timedelta(hours=min(hours, LONGEST_DUTY))}
    statement = upsert(Duty).values(moderator_id=moderator.id, **values)
    session.execute(statement.on_conflict_do_update(index_elements=["moderator_id"], set_=values))
