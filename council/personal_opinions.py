"""Hand over what councils keep of what someone said of opinions; nothing of it is erased.

A remark on a draft and a signature under a dissent are acts of a member: they stay, under the name « Membre qui a
supprimé son compte » once the account is gone.
"""

from collections.abc import Iterator
from datetime import datetime

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from consult.accounts.models import User
from consult.accounts.personal_data import Part
from consult.accounts.traces import Trace
from consult.kit import clock
from council.models import FollowUp, OfficialResponse, OpinionVersion, Remark
from council.queries.opinions import remarks_by, signatures_of
from council.wording.opinions import DISSENTS, REMARK_STATUSES, REMARKS

Line = dict[str, object]
TRACES = (
    Trace(
        _l("Version d’un avis enregistrée"), OpinionVersion.actor_id, OpinionVersion.opinion_id, OpinionVersion.at
    ),
    Trace(_l("Réponse à une remarque"), Remark.answered_by_id, Remark.opinion_id, Remark.answered_at),
    Trace(
        _l("Réponse à un avis préparée"),
        OfficialResponse.prepared_by_id,
        OfficialResponse.opinion_id,
        OfficialResponse.created_at,
    ),
    Trace(
        _l("Réponse à un avis publiée"),
        OfficialResponse.published_by_id,
        OfficialResponse.opinion_id,
        OfficialResponse.published_at,
    ),
    Trace(_l("Suite d’un engagement notée"), FollowUp.actor_id, FollowUp.commitment_id, FollowUp.at),
)


def hand_over(user: User, _at: datetime) -> Iterator[Part]:
    """Yield what someone said of draft opinions, then what they signed."""
    yield Part(
        "remarques-avis", _l("Ce que vous avez dit de projets d’avis"), [_remark(one) for one in remarks_by(user)]
    )
    signed = [
        {
            _("texte"): dissent.title,
            _("nature"): str(DISSENTS[dissent.kind]),
            _("signé le"): _instant(signature.at),
        }
        for signature, dissent in signatures_of(user)
    ]
    yield Part("dissidences", _l("Les opinions dissidentes que vous avez signées"), signed)


def _remark(one: Remark) -> Line:
    return {
        _("avis"): one.opinion.title,
        _("nature"): str(REMARKS[one.kind]),
        _("texte proposé"): one.after,
        _("raison"): one.reason,
        _("écrit le"): _instant(one.at),
        _("état"): str(REMARK_STATUSES[one.status]),
        _("réponse"): one.answer,
    }


def _instant(value: datetime) -> str:
    return clock.local(value).isoformat(timespec="seconds")
