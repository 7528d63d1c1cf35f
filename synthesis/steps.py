"""Say where a consultation's synthesis stands on its desk page, and who waits for an answer on the first one."""

from collections.abc import Sequence
from datetime import datetime

from flask import url_for
from flask_babel import gettext as _
from flask_babel import ngettext

from consult.accounts.models import User
from consult.consultations.models import Consultation, ConsultationStatus
from consult.consultations.slots import DeskFact, NextStep
from synthesis.queries.contests import waiting_for
from synthesis.queries.syntheses import synthesis_of
from synthesis.wording import STATUSES


def facts_of(consultation: Consultation) -> Sequence[DeskFact]:
    """Return where the synthesis stands, with the way to its desk page."""
    label = _("Synthèse")
    synthesis = synthesis_of(consultation.id)
    if synthesis is not None:
        address = url_for("synthesis_desk.show", synthesis_id=synthesis.id)
        return [DeskFact(label, STATUSES[synthesis.status], address, _("Ouvrir la synthèse"))]
    if consultation.status is ConsultationStatus.CLOSED:
        return [
            DeskFact(label, _("Pas encore calculée"), url_for("synthesis_desk.index"), _("Voir les synthèses"))
        ]
    return [DeskFact(label, _("Calculée à la clôture"))]


def next_steps_of(actor: User, _at: datetime) -> Sequence[NextStep]:
    """Return the provisional syntheses whose contributors wait for an answer."""
    return [
        NextStep(
            ngettext(
                "Répondre à %(num)s contestation de la synthèse de « %(title)s »",
                "Répondre à %(num)s contestations de la synthèse de « %(title)s »",
                count,
                title=synthesis.consultation.title,
            ),
            url_for("synthesis_answers.contests", synthesis_id=synthesis.id),
        )
        for synthesis, count in waiting_for(actor)
    ]
