"""Hand over what someone follows, and delete it when they leave."""

from collections.abc import Iterator
from datetime import datetime

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from sqlalchemy import delete

from consult.accounts.models import User
from consult.accounts.personal_data import Part, TextsFate
from consult.kit import clock
from consult.kit.db import session
from consult.kit.languages import LANGUAGES
from contributions.follows.forms import RHYTHMS
from contributions.follows.models import Delivery, Follow
from contributions.follows.queries import delivery_of, every_follow_of
from contributions.threads import heading_of

Line = dict[str, object]


def erase(user: User, _fate: TextsFate, _at: datetime) -> None:
    """Delete what someone followed, and how they were told."""
    for table in (Follow, Delivery):
        session.execute(delete(table).where(table.user_id == user.id))


def hand_over(user: User, _at: datetime) -> Iterator[Part]:
    """Yield what someone follows or stopped following, then how they are told."""
    yield Part("suivi", _l("Ce que vous suivez"), [_line(follow) for follow in every_follow_of(user)])
    delivery = delivery_of(user)
    if delivery is not None:
        yield Part("envois", _l("Comment vous êtes prévenu"), _choice(delivery))


def _line(follow: Follow) -> Line:
    return {
        _("consultation"): follow.consultation.title,
        _("thème"): follow.theme.title if follow.theme else None,
        _("proposition"): heading_of(follow.proposal) if follow.proposal else None,
        _("suivi depuis le"): _instant(follow.followed_at),
        _("jusqu’au"): _instant(follow.ended_at),
    }


def _choice(delivery: Delivery) -> Line:
    return {
        _("rythme"): str(RHYTHMS[delivery.rhythm]),
        _("langue"): LANGUAGES[delivery.language],
        _("prévenu jusqu’au"): _instant(delivery.told_until),
        _("prochain courriel, au plus tôt"): _instant(delivery.due_at),
    }


def _instant(value: datetime | None) -> str | None:
    return clock.local(value).isoformat(timespec="seconds") if value else None
