"""Tell moderators each day what waits and what is late: nobody for nothing, nobody twice."""

from datetime import datetime
from typing import Final

from flask_babel import gettext as _
from flask_babel import ngettext

from consult.kit import mail
from consult.kit.addresses import external_url
from moderation.queries.staff_reads import Waiting, what_waits

DIGEST: Final = "moderation.digest"
"""The job of each day; its row is used once a day, so that of two workers one writes."""


def write_digests(*, at: datetime) -> int:
    """Write to each moderator for whom something waits, and return how many were written to."""
    letters = [_letter(one, at) for one in what_waits(at)]
    mail.write_all(letters, at=at)
    return len(letters)


def _letter(one: Waiting, at: datetime) -> mail.OutgoingMail:
    cases = ngettext("%(num)s texte à lire", "%(num)s textes à lire", one.cases) if one.cases else ""
    appeals = ngettext("%(num)s recours", "%(num)s recours", one.appeals) if one.appeals else ""
    subject = _("Modération : %(waiting)s", waiting=", ".join(filter(None, (cases, appeals))))
    values = {"waiting": one, "queue_url": external_url("moderation_desk.queue")}
    return mail.compose(mail.Letter(one.moderator.email or "", subject, "moderation/mail/digest", values), at=at)
