"""What an organiser lets happen before a moderator reads: chosen on the desk, told in the charter."""

from collections.abc import Sequence

from flask import Blueprint, flash, redirect, render_template, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from werkzeug.wrappers import Response as Answer

from consult.consultations.models import Consultation
from consult.consultations.slots import DeskFact
from consult.kit import clock
from consult.kit.errors import Invalid
from consult.kit.permissions import present_actor, requires
from contributions.views.loading import consultation_at
from moderation.forms import AutomationForm
from moderation.operations.automation import choose_automation
from moderation.queries.automation import automation_of
from moderation.rules import Permission

blueprint = Blueprint("moderation_automation", __name__)


@blueprint.get("/secretariat/consultations/<slug>/automatismes")
@requires(Permission.CHOOSE_AUTOMATION, on=consultation_at)
def edit(consultation: Consultation) -> str:
    """Show what is chosen."""
    chosen = automation_of(consultation.id)
    form = AutomationForm(held=chosen.held, hide_at=chosen.hide_at) if chosen else AutomationForm()
    return _page(form, consultation)


@blueprint.post("/secretariat/consultations/<slug>/automatismes")
@requires(Permission.CHOOSE_AUTOMATION, on=consultation_at)
def choose(consultation: Consultation) -> str | Answer | tuple[str, int]:
    """Keep what was ticked and written; nothing turns everything off."""
    form = AutomationForm()
    if not form.validate():
        return _page(form, consultation), 422
    held, hide_at = form.held.data or [], form.hide_at.data
    try:
        choose_automation(present_actor(), consultation, held, hide_at, at=clock.now())
    except Invalid as refusal:
        form.refuse(refusal)
        return _page(form, consultation), 422
    flash(_("C’est enregistré. La charte de la consultation le dit à tous."), "success")
    return redirect(url_for("secretariat.show", slug=consultation.slug))


def facts_of(consultation: Consultation) -> Sequence[DeskFact]:
    """Say on a consultation's desk page what happens before a moderator reads."""
    chosen = automation_of(consultation.id)
    state = _("En place") if chosen and (chosen.held or chosen.hide_at) else _("Aucun")
    url = url_for("moderation_automation.edit", slug=consultation.slug)
    return [DeskFact(_l("Automatismes de modération"), state, url, _l("Choisir les automatismes"))]


def _page(form: AutomationForm, consultation: Consultation) -> str:
    return render_template("moderation/automation_edit.html", form=form, consultation=consultation)
