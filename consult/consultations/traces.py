"""Say where consultations keep who did what."""

from flask_babel import lazy_gettext as _l

from consult.accounts.traces import Trace
from consult.consultations.models import ConsultationChange

TRACES = (
    Trace(
        _l("Changement d’état d’une consultation"),
        ConsultationChange.actor_id,
        ConsultationChange.consultation_id,
        ConsultationChange.at,
    ),
)
