"""Say where contributions keep who did what for someone else."""

from flask_babel import lazy_gettext as _l

from consult.accounts.traces import Trace
from contributions.models import Contribution, PaperConsent, StatusChange

TRACES = (
    Trace(_l("Texte saisi pour quelqu’un"), Contribution.entered_by_id, Contribution.id, Contribution.created_at),
    Trace(
        _l("Accord recueilli"), PaperConsent.facilitator_id, PaperConsent.contribution_id, PaperConsent.given_at
    ),
    Trace(
        _l("Changement d’état d’un texte"), StatusChange.actor_id, StatusChange.contribution_id, StatusChange.at
    ),
)
