"""What everyone reads and does: flag a text, read why it was decided, check the register and the charter."""

from flask import Blueprint, Response, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response as Answer

from consult.accounts.models import User
from consult.consultations.models import Consultation
from consult.kit import clock, limits
from consult.kit.errors import Invalid
from consult.kit.exports import csv_answer
from consult.kit.languages import full_date
from consult.kit.limits import Charge, Limit
from consult.kit.permissions import allows, present_actor, public, requires
from contributions.addresses import contribution_url
from contributions.models import Contribution
from contributions.views.loading import consultation_at
from moderation import exports
from moderation.asked import asked_number, register_filter
from moderation.forms import AppealForm, FlagForm
from moderation.models import Decision, Flag
from moderation.operations.appeals import ALREADY_CONTESTED, file_appeal
from moderation.operations.automation import hide_if_flagged_enough
from moderation.operations.flags import Flagging, flag_text
from moderation.queries.automation import automation_of
from moderation.queries.charters import charter_versions, rules_in_force, rules_of_version
from moderation.queries.decisions import RegisterFilter, decision_at, register_lines, register_page
from moderation.queries.figures import places_decided
from moderation.queries.flags import own_flag, text_to_flag
from moderation.queries.transparency import consultations_reported, years_reported
from moderation.rules import Permission
from moderation.statement import statement_of_reasons
from moderation.wording import CONTESTED, GRAVITIES, KINDS, MEANS, REASONS, RULINGS, SEEN, lasted

blueprint = Blueprint("moderation", __name__)
BY_ACCOUNT = Limit("flag by account", 30, 3600)
BY_ADDRESS = Limit("flag by range of addresses", 60, 3600)
BY_MAIL = Limit("flag by mail address", 10, 3600)


def _flaggable(contribution_id: int) -> Contribution:
    return text_to_flag(present_actor(), contribution_id)


# --- flags ----------------------------------------------------------------------------


@blueprint.get("/contributions/<int:contribution_id>/signaler")
@requires(Permission.FLAG, on=_flaggable)
def flag(contribution: Contribution) -> str:
    """Ask what is wrong with a text."""
    return _flag_page(_flag_form(contribution), contribution)


@blueprint.post("/contributions/<int:contribution_id>/signaler")
@requires(Permission.FLAG, on=_flaggable)
def send_flag(contribution: Contribution) -> str | Answer | tuple[str, int]:
    """Take the flag, thank, and go back to the text."""
    form = _flag_form(contribution)
    if not form.validate():
        return _flag_page(form, contribution), 422
    if form.is_trapped():
        return _thank(contribution)
    email = form.email.data if form.email else ""
    limits.spend(*_charges(email), at=clock.now())
    if known := own_flag(present_actor(), contribution):
        flash(_already(known), "info")
        return redirect(contribution_url(contribution))
    flagging = Flagging(form.rule.data, form.comment.data or "", email)
    try:
        flag_text(present_actor(), contribution, flagging, at=clock.now())
        hide_if_flagged_enough(contribution, at=clock.now())
    except Invalid as refusal:
        form.refuse(refusal)
        return _flag_page(form, contribution), 422
    return _thank(contribution)


def _thank(contribution: Contribution) -> Answer:
    said = _("Merci. Une personne va relire ce texte, et vous saurez par courriel ce qui a été décidé.")
    if not present_actor().is_authenticated:
        said = " ".join([said, _("Signalé deux fois avec la même adresse, il ne compte qu’une fois.")])
    flash(said, "success")
    return redirect(contribution_url(contribution))


def _already(known: Flag) -> str:
    """Say that a text was flagged by the same person before, and what became of it."""
    day = full_date(known.flagged_at)
    if known.settled_at is None:
        return _(
            "Vous avez déjà signalé ce texte le %(day)s : votre signalement est reçu, une personne va relire le "
            "texte, et vous saurez par courriel ce qui a été décidé.",
            day=day,
        )
    return _(
        "Vous avez déjà signalé ce texte le %(day)s : une personne l’a relu depuis, et un courriel vous a dit ce "
        "qui a été décidé.",
        day=day,
    )


def _flag_form(contribution: Contribution) -> FlagForm:
    form = FlagForm()
    form.offer(rules_in_force(contribution.consultation_id))
    if present_actor().is_authenticated:
        del form.email
        form.trust()
    return form


def _flag_page(form: FlagForm, contribution: Contribution) -> str:
    charter = rules_in_force(contribution.consultation_id)
    known = own_flag(present_actor(), contribution)
    return render_template(
        "moderation/flag.html",
        form=form,
        already=_already(known) if known else "",
        text=contribution,
        hints={
            rule.number: _(
                "Règle %(number)s : %(title)s. %(body)s", number=rule.number, title=rule.title, body=rule.body
            )
            for rule in charter.rules
        },
        back_url=contribution_url(contribution),
    )


def _charges(email: str) -> list[Charge]:
    actor = present_actor()
    if isinstance(actor, User):
        return [BY_ACCOUNT.charge(str(actor.id))]
    neighbours = limits.address_range(request.remote_addr)
    return [BY_ADDRESS.charge(neighbours), BY_MAIL.charge(email.strip().lower())]


# --- decisions ------------------------------------------------------------------------


@blueprint.get("/decisions/<int:decision_id>")
@requires(Permission.READ_DECISION, on=decision_at)
def decision(found: Decision) -> str:
    """Give its author the reasons of a decision."""
    statement = statement_of_reasons(found)
    annulled = bool(found.appeal and found.appeal.reversed)
    return render_template(
        "moderation/decision.html",
        decision=found,
        statement=statement,
        annulled=annulled,
        lead=_annulment(found) if annulled else statement.effect,
        kinds=KINDS,
        may_appeal=allows(present_actor(), Permission.APPEAL, found),
    )


def _annulment(found: Decision) -> str:
    """Say first that an appeal put things right, and where the text stands."""
    if found.appeal and found.appeal.reversal_id:
        return _("La décision est annulée. Votre texte est rétabli, avec ses votes et ses soutiens.")
    return _("La décision est annulée.")


@blueprint.get("/decisions/<int:decision_id>/recours")
@requires(Permission.APPEAL, on=decision_at)
def appeal(found: Decision) -> str | Answer:
    """Ask why someone contests a decision; the second time, show where the first appeal stands."""
    if found.appeal is not None:
        flash(str(ALREADY_CONTESTED), "info")
        return redirect(url_for("moderation.decision", decision_id=found.id))
    return render_template("moderation/appeal.html", decision=found, form=AppealForm())


@blueprint.post("/decisions/<int:decision_id>/recours")
@requires(Permission.APPEAL, on=decision_at)
def send_appeal(found: Decision) -> Answer | tuple[str, int]:
    """Take an appeal, and show the decision it is against."""
    form = AppealForm()
    if not form.validate():
        return render_template("moderation/appeal.html", decision=found, form=form), 422
    file_appeal(present_actor(), found, form.text.data, at=clock.now())
    flash(_("Votre recours est enregistré. Une autre personne va relire votre texte."), "success")
    return redirect(url_for("moderation.decision", decision_id=found.id))


@blueprint.get("/consultations/<slug>/charte")
@public
def charter(slug: str) -> str:
    """Show the rules of a consultation."""
    consultation: Consultation = consultation_at(slug)
    version = asked_number(request.args, "version")
    return render_template(
        "moderation/charter.html",
        automation=automation_of(consultation.id),
        seen=SEEN,
        consultation=consultation,
        charter=rules_of_version(consultation.id, version) if version else rules_in_force(consultation.id),
        versions=charter_versions(consultation.id),
        gravities=GRAVITIES,
    )


# --- the register ---------------------------------------------------------------------


@blueprint.get("/registre-de-moderation")
@requires(Permission.READ_REGISTER)
def register() -> str:
    """Show every decision, without any personal data."""
    wanted, places = register_filter(request.args), places_decided()
    return render_template(
        "moderation/register.html",
        page=register_page(wanted, cursor=request.args.get("suite")),
        wanted=wanted,
        asked={key: value for key, value in request.args.items() if value and key not in {"suite", "lang"}},
        consultations=places.consultations,
        themes=places.themes(wanted.consultation_id),
        contested=CONTESTED,
        means=MEANS,
        **_reports(wanted),
        decided=RULINGS,
        lasted=lasted,
        reasons=REASONS,
        kinds=KINDS,
    )


def _reports(wanted: RegisterFilter) -> dict[str, object]:
    """Return the years one may narrow the register to, and the consultation whose report it leads to."""
    years = [(year, year) for year, told in years_reported(at=clock.now()).items() if told]
    return {
        "years": years,
        "reported": [one for one in consultations_reported() if one.id == wanted.consultation_id],
    }


@blueprint.get("/registre-de-moderation.csv")
@requires(Permission.READ_REGISTER)
def register_csv() -> Response:
    """Give the lines asked for as a file."""
    lines = register_lines(register_filter(request.args))
    return csv_answer("registre-de-moderation.csv", exports.HEAD, exports.register_rows(lines))
