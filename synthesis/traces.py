"""Say where syntheses keep who did what."""

from flask_babel import lazy_gettext as _l

from consult.accounts.traces import Trace
from synthesis.models import (
    Contest,
    EditReversal,
    Synthesis,
    SynthesisChange,
    SynthesisEdit,
    ThemeSignature,
    TopicSignature,
)

TRACES = (
    Trace(_l("Synthèse validée"), Synthesis.validated_by_id, Synthesis.id, Synthesis.validated_at),
    Trace(
        _l("Changement d’état d’une synthèse"),
        SynthesisChange.actor_id,
        SynthesisChange.synthesis_id,
        SynthesisChange.at,
    ),
    Trace(_l("Phrase écrite dans une synthèse"), SynthesisEdit.actor_id, SynthesisEdit.after, SynthesisEdit.at),
    Trace(
        _l("Changement défait ou refait"),
        EditReversal.actor_id,
        EditReversal.edit_id,
        EditReversal.at,
    ),
    Trace(_l("Thème d’une synthèse signé"), ThemeSignature.actor_id, ThemeSignature.section_id, ThemeSignature.at),
    Trace(_l("Sujet d’une synthèse signé"), TopicSignature.actor_id, TopicSignature.name, TopicSignature.at),
    Trace(
        _l("Signature d’un thème levée"),
        ThemeSignature.lifted_by_id,
        ThemeSignature.section_id,
        ThemeSignature.lifted_at,
    ),
    Trace(_l("Réponse à une contestation"), Contest.answered_by_id, Contest.explanation, Contest.answered_at),
)
