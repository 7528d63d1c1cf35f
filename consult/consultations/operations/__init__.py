"""Every write of a consultation: its life, its phases, its themes, its documents, its passages."""

from consult.consultations.operations.documents import (
    DocumentDraft,
    add_document,
    edit_document,
    hide_result,
    remove_document,
    show_result,
)
from consult.consultations.operations.life import (
    CLOSED,
    ConsultationDraft,
    check_transition,
    close_consultation,
    create_consultation,
    edit_consultation,
    publish_consultation,
    withdraw_consultation,
)
from consult.consultations.operations.passages import record_passages
from consult.consultations.operations.phases import PhaseDraft, add_phase, edit_phase, remove_phase
from consult.consultations.operations.themes import ThemeDraft, add_theme, edit_theme, move_theme, remove_theme

__all__ = [
    "CLOSED",
    "ConsultationDraft",
    "DocumentDraft",
    "PhaseDraft",
    "ThemeDraft",
    "add_document",
    "add_phase",
    "add_theme",
    "check_transition",
    "close_consultation",
    "create_consultation",
    "edit_consultation",
    "edit_document",
    "edit_phase",
    "edit_theme",
    "hide_result",
    "move_theme",
    "publish_consultation",
    "record_passages",
    "remove_document",
    "remove_phase",
    "remove_theme",
    "show_result",
    "withdraw_consultation",
]
