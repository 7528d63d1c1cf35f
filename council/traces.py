"""Say where councils keep who did what."""

from flask_babel import lazy_gettext as _l

from consult.accounts.traces import Trace
from council.models import Addressee, OpinionChange, Transmission

TRACES = (
    Trace(_l("Conseil désigné"), Addressee.named_by_id, Addressee.consultation_id, Addressee.named_at),
    Trace(_l("Synthèse transmise"), Transmission.asked_by_id, Transmission.synthesis_id, Transmission.asked_at),
    Trace(_l("Changement d’état d’un avis"), OpinionChange.actor_id, OpinionChange.opinion_id, OpinionChange.at),
)
