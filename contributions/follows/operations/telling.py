"""Write the mails that tell what is new: one per person and look, never empty, never twice.

The mail and the mark « told until » are of one transaction: a worker that dies halfway leaves neither. News is
told a minute after it happened, so that a transaction still under way then is not passed over for good.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from urllib.parse import urlsplit

from flask_babel import force_locale, ngettext
from sqlalchemy import update

from consult.consultations.bulletin import Entry, news_of
from consult.kit import mail
from consult.kit.addresses import external_url, public_address
from consult.kit.db import session
from contributions.follows.choosing import Following, Group, by_consultation, chosen_for, followings, wanted_by
from contributions.follows.models import Delivery
from contributions.follows.queries import deliveries_due, follows_among, names_of
from contributions.follows.rhythms import next_look
from contributions.follows.tokens import token_for

BATCH = 50
SETTLED = timedelta(minutes=1)
SHOWN = 20
"""How many news of one consultation a mail holds; the rest is counted."""


def tell_due(at: datetime) -> int:
    """Tell the next people whose time has come; return how many were looked at, at most `BATCH`."""
    people = deliveries_due(at, BATCH)
    if people:
        until = at - SETTLED
        mail.write_all(_mails(people, until, at), at=at)
        marks = [
            {
                "user_id": one.user_id,
                "told_until": max(one.told_until, until),
                "due_at": next_look(one.rhythm, at),
            }
            for one in people
        ]
        session.execute(update(Delivery), marks)
    return len(people)


def _mails(people: Sequence[Delivery], until: datetime, at: datetime) -> list[mail.OutgoingMail]:
    followed = followings(follows_among([one.user_id for one in people]))
    wanted = wanted_by(followed, min(one.told_until for one in people), until)
    news = news_of(wanted) if followed else []
    chosen = {
        one.user_id: chosen_for(one.user_id, followed.get(one.user_id, Following()), one.told_until, news)
        for one in people
    }
    names = names_of({entry.consultation_id for entries in chosen.values() for entry in entries})
    return [_mail(one, chosen[one.user_id], names, at) for one in people if chosen[one.user_id]]


def _mail(
    delivery: Delivery, entries: Sequence[Entry], names: Mapping[int, tuple[str, str]], at: datetime
) -> mail.OutgoingMail:
    groups = by_consultation(entries, at_most=SHOWN)
    stop_url = external_url("follows.stop", token=token_for(delivery.user_id))
    with force_locale(delivery.language):
        letter = mail.Letter(
            recipient=str(delivery.user.email),
            subject=_subject(len(entries), [names[group.consultation_id][0] for group in groups]),
            template="contributions/mail/digest",
            values={
                "name": delivery.user.display_name,
                "groups": [_named(group, names) for group in groups],
                "choice_url": external_url("follows.listing"),
                "stop_url": stop_url,
            },
            headers=_headers(stop_url),
        )
        return mail.compose(letter, at=at)


def _named(group: Group, names: Mapping[int, tuple[str, str]]) -> dict[str, object]:
    title, slug = names[group.consultation_id]
    return {
        "title": title,
        "url": external_url("consultations.show", slug=slug),
        "entries": group.entries,
        "left_out": group.left_out,
    }


def _subject(count: int, titles: Sequence[str]) -> str:
    if len(titles) == 1:
        return ngettext("%(num)s nouveauté : %(title)s", "%(num)s nouveautés : %(title)s", count, title=titles[0])
    return ngettext("%(num)s nouveauté dans vos consultations", "%(num)s nouveautés dans vos consultations", count)


def _headers(stop_url: str) -> dict[str, str]:
    """Return what lets a mail reader offer to stop these mails in one gesture (RFC 8058, RFC 2919)."""
    host = urlsplit(public_address("/")).hostname or "localhost"
    return {
        "List-Unsubscribe": f"<{stop_url}>",
        "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
        "List-Id": f"<nouvelles.{host}>",
    }
