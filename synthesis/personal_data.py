"""Hand over and erase what someone said of the place of their own texts in a synthesis.

The row of a contest stays, without its words: the figures of the synthesis count it, and the account is empty.
"""

from collections.abc import Iterator
from datetime import datetime

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from sqlalchemy import update

from consult.accounts.models import User
from consult.accounts.personal_data import Part, TextsFate
from consult.kit import clock
from consult.kit.db import session
from synthesis.models import Contest
from synthesis.queries.contests import contests_by
from synthesis.wording import CONTEST_ANSWERS, CONTEST_KINDS


def erase(user: User, _fate: TextsFate, _at: datetime) -> None:
    """Empty what someone wrote in their contests, and what they were answered."""
    emptied = update(Contest).where(Contest.author_id == user.id).values(text="", explanation="")
    session.execute(emptied, execution_options={"synchronize_session": False})
    session.expire_all()


def hand_over(user: User, _at: datetime) -> Iterator[Part]:
    """Yield what someone said of the place of their texts, and the answers."""
    yield Part(
        "contestations",
        _l("Ce que vous avez dit de la place de vos contributions dans une synthèse"),
        [
            {
                _("contribution"): one.contribution.reference,
                _("ce qui n’allait pas"): str(CONTEST_KINDS[one.kind]),
                _("texte"): one.text,
                _("sa place alors"): one.place,
                _("le"): _instant(one.at),
                _("réponse"): str(CONTEST_ANSWERS[one.answer]) if one.answer else None,
                _("explication"): one.explanation,
                _("répondu le"): _instant(one.answered_at),
            }
            for one in contests_by(user)
        ],
    )


def _instant(value: datetime | None) -> str | None:
    return clock.local(value).isoformat(timespec="seconds") if value else None
