"""The charter of a consultation: its desk page, its versions, and what contributors are asked to accept."""

from collections.abc import Sequence
from typing import Any

from flask import Blueprint, Flask, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from werkzeug.wrappers import Response as Answer

from consult.consultations.models import Consultation
from consult.consultations.slots import DeskFact
from consult.kit import clock
from consult.kit.addresses import own_path
from consult.kit.errors import Invalid, NotFound
from consult.kit.languages import full_date
from consult.kit.permissions import permission_of, present_actor, requires
from contributions.rules import Permission as Writing
from contributions.views.loading import consultation_at
from moderation.charter import RulesInForce
from moderation.forms import CharterForm
from moderation.models import FlagReason
from moderation.operations.charters import RuleDraft, accept_charter, adopt_charter
from moderation.queries.charters import charter_to_accept, rules_in_force
from moderation.rules import Permission
from moderation.wording import REASONS

blueprint = Blueprint("moderation_charters", __name__)
_ASKED = frozenset({Writing.PROPOSE, Writing.ARGUE, Writing.COMMENT})


@blueprint.get("/secretariat/consultations/<slug>/charte")
@requires(Permission.CHANGE_CHARTER, on=consultation_at)
def edit(consultation: Consultation) -> str:
    """Show the rules in force, ready to be changed."""
    rules = rules_in_force(consultation.id)
    form = CharterForm(version=rules.version)
    form.fill(rules)
    return _page(form, consultation, rules)


@blueprint.post("/secretariat/consultations/<slug>/charte")
@requires(Permission.CHANGE_CHARTER, on=consultation_at)
def adopt(consultation: Consultation) -> str | Answer | tuple[str, int]:
    """Adopt what was typed as the next version."""
    form = CharterForm()
    rules = rules_in_force(consultation.id)
    if not form.validate():
        return _page(form, consultation, rules), 422
    try:
        adopted = adopt_charter(
            present_actor(), consultation, _drafts(form), read_version=form.version.data or 0, at=clock.now()
        )
    except Invalid as refusal:
        form.refuse(refusal)
        return _page(form, consultation, rules), 422
    flash(
        _(
            "La version %(version)s de la charte est en vigueur. Elle sera demandée à qui écrit.",
            version=adopted.version,
        ),
        "success",
    )
    return redirect(url_for("moderation.charter", slug=consultation.slug))


@blueprint.get("/consultations/<slug>/charte/accepter")
@requires(Permission.ACCEPT_CHARTER, on=consultation_at)
def ask(consultation: Consultation) -> str:
    """Ask someone to accept the rules before they write."""
    rules = _own_rules(consultation)
    return render_template(
        "moderation/charter_accept.html",
        consultation=consultation,
        charter=rules,
        suite=own_path(request.args.get("suite")) or "",
    )


@blueprint.post("/consultations/<slug>/charte/accepter")
@requires(Permission.ACCEPT_CHARTER, on=consultation_at)
def accept(consultation: Consultation) -> Answer:
    """Note that they do, and lead them where they were going."""
    charter_id = _own_rules(consultation).charter_id or 0
    accept_charter(present_actor(), charter_id, at=clock.now())
    back = own_path(request.form.get("suite")) or url_for("consultations.show", slug=consultation.slug)
    return redirect(back)


def ask_before_writing(app: Flask) -> None:
    """Ask whoever is about to write under a charter they have not accepted to read it first."""

    @app.before_request
    def ask_first() -> Answer | None:
        actor = present_actor()
        if not actor.is_authenticated or not _leads_to_writing(app):
            return None
        slug = charter_to_accept(actor, **_place(request.view_args or {}))
        if slug is None:
            return None
        return redirect(url_for("moderation_charters.ask", slug=slug, suite=request.full_path.rstrip("?")))


def _leads_to_writing(app: Flask) -> bool:
    endpoint = request.endpoint
    return request.method == "GET" and bool(endpoint) and permission_of(app, endpoint or "") in _ASKED


def _place(values: dict[str, Any]) -> dict[str, Any]:
    """Return where one is about to write: a consultation, or the text one answers."""
    text = values.get("proposal_id") or values.get("contribution_id")
    return {"slug": values.get("slug"), "contribution_id": text}


def facts_of(consultation: Consultation) -> Sequence[DeskFact]:
    """Say on a consultation's desk page which charter it lives by."""
    rules = rules_in_force(consultation.id)
    own = _("Version %(version)s", version=rules.version)
    state = own if rules.charter_id else _("Celle que propose le site")
    url = url_for("moderation_charters.edit", slug=consultation.slug)
    return [DeskFact(_l("Charte de participation"), state, url, _l("Lire et modifier les règles"))]


def _own_rules(consultation: Consultation) -> RulesInForce:
    rules = rules_in_force(consultation.id)
    if rules.charter_id is None:
        raise NotFound
    return rules


def _drafts(form: CharterForm) -> list[RuleDraft]:
    return [
        RuleDraft(FlagReason(one.reason.data), one.title.data or "", one.body.data or "", one.statement.data or "")
        for one in form.rules
    ]


def _page(form: CharterForm, consultation: Consultation, rules: RulesInForce) -> str:
    since = full_date(rules.adopted_at) if rules.adopted_at else ""
    return render_template(
        "moderation/charter_edit.html",
        form=form,
        consultation=consultation,
        rules=rules,
        since=since,
        reasons=REASONS,
    )
