"""Say where syntheses keep who did what."""

from flask_babel import lazy_gettext as _l

from consult.accounts.traces import Trace
from synthesis.models import Synthesis, SynthesisChange, SynthesisEdit

TRACES = (
    Trace(_l("Synthèse validée"), Synthesis.validated_by_id, Synthesis.id, Synthesis.validated_at),
    Trace(
        _l("Changement d’état d’une synthèse"),
        SynthesisChange.actor_id,
        SynthesisChange.synthesis_id,
        SynthesisChange.at,
    ),
    Trace(_l("Phrase écrite dans une synthèse"), SynthesisEdit.actor_id, SynthesisEdit.after, SynthesisEdit.at),
)
