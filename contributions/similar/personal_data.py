"""Forget with an account what its person was shown while writing, and hand it over on request."""

from collections.abc import Iterator
from datetime import datetime

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from sqlalchemy import delete, select

from consult.accounts.models import User
from consult.accounts.personal_data import Part, TextsFate
from consult.kit import clock
from consult.kit.db import session
from contributions.models import Contribution
from contributions.similar.models import Choice, SimilarShown
from contributions.similar.queries import shown_to


def erase(user: User, _fate: TextsFate, _at: datetime) -> None:
    """Forget what someone was shown, whatever becomes of their texts."""
    own = select(Contribution.id).where(Contribution.author_id == user.id)
    forgotten = delete(SimilarShown).where(SimilarShown.text_id.in_(own))
    session.execute(forgotten, execution_options={"synchronize_session": False})


def hand_over(user: User, _at: datetime) -> Iterator[Part]:
    """Yield what someone was shown while writing, and what they did of it."""
    told = {Choice.SHOWN: _("vous avez continué d’écrire"), Choice.SUPPORTED: _("vous l’avez soutenue")}
    lines = [
        {
            _("en écrivant"): f"P{one.text_id}",
            _("proposition montrée"): f"P{one.other_id} {one.title}",
            _("choix"): told[one.choice],
            _("le"): clock.local(one.at).isoformat(timespec="seconds"),
        }
        for one in shown_to(user)
    ]
    yield Part("propositions-proches", _l("Les propositions proches des vôtres qui vous ont été montrées"), lines)
