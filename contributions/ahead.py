"""Tell the author of a public text what is still to come: the synthesis, the council's opinion, the answer."""

from collections.abc import Callable

from flask_babel import gettext as _

from consult.consultations.models import Consultation, ResultKind
from consult.kit.languages import full_date
from contributions.journeys import JourneyStep
from contributions.models import Contribution


def steps_ahead(one: Contribution) -> list[JourneyStep]:
    """Return the steps of a public text that nothing came of yet; an imported one awaits nothing here."""
    consultation = one.consultation
    if not one.is_public or consultation.imported:
        return []
    published = {result.kind for result in consultation.results}
    return [tell(consultation) for kind, tell in _TOLD.items() if kind not in published]


def _synthesis(consultation: Consultation) -> JourneyStep:
    due = consultation.synthesis_due_on
    text = _("Au plus tard le %(day)s. Elle dira où votre texte est placé.", day=full_date(due)) if due else ""
    return JourneyStep(_("La synthèse"), "ahead", text=text or _("Elle dira où votre texte est placé."))


def _opinion(_consultation: Consultation) -> JourneyStep:
    return JourneyStep(
        _("L’avis du conseil"),
        "ahead",
        text=_("S’il est saisi, le conseil lit la synthèse et dit ce qu’il recommande."),
    )


def _response(_consultation: Consultation) -> JourneyStep:
    return JourneyStep(
        _("La réponse de la Région"),
        "ahead",
        text=_("Elle dira ce qui est retenu ou non, et pourquoi."),
    )


_TOLD: dict[ResultKind, Callable[[Consultation], JourneyStep]] = {
    ResultKind.SYNTHESIS: _synthesis,
    ResultKind.OPINION: _opinion,
    ResultKind.RESPONSE: _response,
}
