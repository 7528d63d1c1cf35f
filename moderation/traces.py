"""Say where moderation keeps who did what, and which texts of someone were read automatically."""

from flask_babel import lazy_gettext as _l

from consult.accounts.traces import Trace
from moderation.models import (
    Appeal,
    Automation,
    Charter,
    Decision,
    Duty,
    Evidence,
    Examination,
    Merging,
    PickedQuote,
    Reading,
    SavedReply,
    StaffRead,
    Suspension,
    Tag,
)

TRACES = (
    Trace(_l("Automatismes choisis"), Automation.chosen_by_id, Automation.consultation_id, Automation.chosen_at),
    Trace(_l("Charte adoptée"), Charter.adopted_by_id, Charter.consultation_id, Charter.adopted_at),
    Trace(_l("Décision prise"), Decision.decided_by_id, Decision.contribution_id, Decision.decided_at),
    Trace(_l("Réponse à un recours"), Appeal.reviewer_id, Appeal.decision_id, Appeal.answered_at),
    Trace(_l("Texte en cours de lecture"), Reading.reader_id, Reading.contribution_id, Reading.until),
    Trace(_l("Suspension décidée"), Suspension.decided_by_id, Suspension.contribution_id, Suspension.decided_at),
    Trace(_l("Suspension levée"), Suspension.lifted_by_id, Suspension.contribution_id, Suspension.lifted_at),
    Trace(
        _l("Réponse au recours d’une personne suspendue"),
        Suspension.answered_by_id,
        Suspension.contribution_id,
        Suspension.answered_at,
    ),
    Trace(_l("Propositions réunies"), Merging.merged_by_id, Merging.duplicate_id, Merging.merged_at),
    Trace(_l("Étiquette posée"), Tag.tagged_by_id, Tag.label, Tag.tagged_at),
    Trace(_l("Phrase repérée"), PickedQuote.picked_by_id, PickedQuote.contribution_id, PickedQuote.picked_at),
    Trace(_l("Texte écarté lu"), StaffRead.reader_id, StaffRead.contribution_id, StaffRead.read_at),
    Trace(_l("Permanence tenue"), Duty.moderator_id, Duty.until, Duty.since),
    Trace(_l("Réponse enregistrée"), SavedReply.owner_id, SavedReply.text, SavedReply.saved_at),
    Trace(_l("Texte gardé pour les autorités"), Evidence.kept_by_id, Evidence.contribution_id, Evidence.kept_at),
    Trace(
        _l("Texte de vous lu par les contrôles automatiques"), Examination.author_id, Examination.contribution_id
    ),
)
