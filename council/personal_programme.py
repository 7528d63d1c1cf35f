"""Hand over what a council's programme keeps of someone; nothing of it is erased.

A rapporteur stays named on the workstream, as « Membre qui a supprimé son compte » once the account is gone.
"""

from collections.abc import Iterator
from datetime import datetime

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from consult.accounts.models import User
from consult.accounts.personal_data import Part
from consult.accounts.traces import Trace
from council.models import Scheme
from council.queries.workstreams import workstreams_reported_by
from council.wording.programme import WORK_STATES

TRACES = (
    Trace(_l("Schéma commencé"), Scheme.created_by_id, Scheme.id, Scheme.created_at),
    Trace(_l("Schéma publié"), Scheme.published_by_id, Scheme.id, Scheme.published_at),
)


def hand_over(user: User, _at: datetime) -> Iterator[Part]:
    """Yield the workstreams someone reports on."""
    found = [
        {
            _("chantier"): one.title,
            _("conseil"): one.council.name,
            _("état"): str(WORK_STATES[one.state][0]),
            _("ouvert le"): one.opened_on.isoformat(),
        }
        for one in workstreams_reported_by(user.id)
    ]
    yield Part("chantiers", _l("Les chantiers dont vous êtes rapporteur"), found)
