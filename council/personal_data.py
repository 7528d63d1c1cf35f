"""Hand over what councils keep of someone. Nothing of it is erased but the name, which goes with the account.

Who sat in a public council, in what capacity and when, what was sent to that seat and whether it was received,
stay: they say that an opinion was given by a council that was complete. Pages then read « Membre qui a supprimé
son compte ». An opinion keeps its citations: the sentence as it was transmitted, and how many contributions are
behind it; where one of these was taken back, its own page says so.
"""

from collections.abc import Iterator
from datetime import date, datetime

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from consult.accounts.models import User
from consult.accounts.personal_data import Part
from consult.kit import clock
from council.models import CouncilMember, Mandate
from council.queries.councils import seats_of
from council.queries.opinions import opinions_reported_by
from council.queries.transmissions import received_by
from council.wording import OFFICES, OPINION_STATUSES

Line = dict[str, object]


def hand_over(user: User, _at: datetime) -> Iterator[Part]:
    """Yield someone's mandates, what they were sent as a member, and the opinions they reported on."""
    mandates = [_mandate(seat, one) for seat in seats_of(user) for one in seat.mandates]
    yield Part("mandats", _l("Vos mandats dans un conseil"), mandates)
    yield Part("syntheses-recues", _l("Les synthèses qui vous ont été transmises"), list(_received(user)))
    yield Part("avis-rapportes", _l("Les avis dont vous êtes rapporteur"), list(_reported(user)))


def _mandate(seat: CouncilMember, mandate: Mandate) -> Line:
    return {
        _("conseil"): seat.council.name,
        _("en qualité de"): seat.capacity,
        _("fonction"): str(OFFICES[mandate.office]),
        _("du"): _day(mandate.starts_on),
        _("au"): _day(mandate.ends_on),
    }


def _received(user: User) -> Iterator[Line]:
    for one in received_by(user):
        yield {
            _("consultation"): one.transmission.consultation.title,
            _("conseil"): one.transmission.council.name,
            _("prévenu le"): _instant(one.told_at),
            _("accusé de réception"): _instant(one.acknowledged_at),
        }


def _reported(user: User) -> Iterator[Line]:
    for one in opinions_reported_by(user):
        yield {
            _("avis"): one.title,
            _("numéro"): one.number,
            _("état"): str(OPINION_STATUSES[one.status]),
            _("commencé le"): _instant(one.created_at),
            _("publié le"): _instant(one.published_at),
        }


def _day(value: date | None) -> str | None:
    return value.isoformat() if value else None


def _instant(value: datetime | None) -> str | None:
    return clock.local(value).isoformat(timespec="seconds") if value else None
