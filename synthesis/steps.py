"""Say where a consultation's synthesis stands, on the consultation's desk page."""

from collections.abc import Sequence

from flask import url_for
from flask_babel import gettext as _

from consult.consultations.models import Consultation, ConsultationStatus
from consult.consultations.slots import DeskFact
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
