"""The desks of the register: the secretariat records, members propose and support."""

from flask import Blueprint, flash, redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response as Answer

from consult.kit import clock
from consult.kit.errors import Invalid
from consult.kit.permissions import present_actor, requires
from council.asked.referrals import council_asked, referral_asked
from council.forms.referrals import (
    OwnReferralEditForm,
    OwnReferralForm,
    ReasonForm,
    ReferralForm,
    written_referral,
)
from council.models import CouncilMember, Referral, ReferralKind
from council.operations import referrals as operations
from council.queries.councils import council_at
from council.queries.referrals import CouncilAsked, consultations_to_choose, register_of, waiting_referrals
from council.queries.sittings import day_of
from council.rules.referrals import ReferralPermission
from council.wording.referrals import REFERRAL_KINDS, referral_delay, referral_tag

blueprint = Blueprint("referral_desk", __name__)
Page = str | Answer | tuple[str, int]


@blueprint.get("/secretariat/conseils/<slug>/saisines")
@requires(ReferralPermission.MANAGE_REFERRALS)
def listing(slug: str) -> str:
    """Show the register as the secretariat keeps it, with what has no number yet."""
    council = council_at(slug)
    return render_template(
        "council/referrals/desk_list.html",
        council=council,
        referrals=[*waiting_referrals([council.id]), *register_of(council.id)],
        today=day_of(clock.now()),
        kinds=REFERRAL_KINDS,
        tag=referral_tag,
        delay=referral_delay,
    )


@blueprint.route("/secretariat/conseils/<slug>/nouvelle-saisine", methods=["GET", "POST"])
@requires(ReferralPermission.MANAGE_REFERRALS)
def record(slug: str) -> Page:
    """Record what someone asks a council."""
    council, form = council_at(slug), ReferralForm()
    form.offer(consultations_to_choose())
    if form.validate_on_submit():
        try:
            made = operations.register_referral(present_actor(), council, form.draft(), at=clock.now())
        except Invalid as refusal:
            form.refuse(refusal)
        else:
            flash(_("La saisine n° %(number)s est au registre. Elle est publique.", number=made.number), "success")
            return redirect(url_for("referrals.show", referral_id=made.id))
    page = render_template("council/referrals/record.html", council=council, form=form, referral=None)
    return page, 422 if form.is_submitted() else 200


@blueprint.route("/secretariat/saisines/<int:referral_id>", methods=["GET", "POST"])
@requires(ReferralPermission.MANAGE_REFERRALS, on=referral_asked)
def edit(referral: Referral) -> Page:
    """Change what is said of a referral."""
    own = referral.kind is ReferralKind.OWN_INITIATIVE
    form = (OwnReferralEditForm if own else ReferralForm)(data=written_referral(referral))
    form.offer(consultations_to_choose())
    if form.validate_on_submit():
        try:
            operations.edit_referral(referral, form.draft())
        except Invalid as refusal:
            form.refuse(refusal)
        else:
            flash(_("La saisine est enregistrée."), "success")
            return redirect(url_for("referrals.show", referral_id=referral.id))
    page = render_template("council/referrals/record.html", council=referral.council, form=form, referral=referral)
    return page, 422 if form.is_submitted() else 200


# --- what members do ------------------------------------------------------------------------


@blueprint.route("/conseil/<slug>/auto-saisine", methods=["GET", "POST"])
@requires(ReferralPermission.PROPOSE_REFERRAL, on=council_asked)
def propose(asked: CouncilAsked) -> Page:
    """Propose that the council takes a subject up itself."""
    form = OwnReferralForm()
    if form.validate_on_submit():
        try:
            made = operations.propose_referral(_member(asked), form.draft(), at=clock.now())
        except Invalid as refusal:
            form.refuse(refusal)
        else:
            flash(_("Votre proposition attend le soutien d’un autre membre, puis le vote du conseil."), "success")
            return redirect(url_for("referrals.show", referral_id=made.id))
    page = render_template("council/referrals/propose.html", council=asked.council, form=form)
    return page, 422 if form.is_submitted() else 200


def _member(asked: CouncilAsked | Referral) -> CouncilMember:
    """Return who acts, whom the rule has found to sit."""
    if asked.reader is None:
        raise LookupError("the rule lets members only")
    return asked.reader


@blueprint.post("/conseil/saisines/<int:referral_id>/soutien")
@requires(ReferralPermission.SECOND_REFERRAL, on=referral_asked)
def second(referral: Referral) -> Answer:
    """Support what another member proposes."""
    operations.second_referral(_member(referral), referral, at=clock.now())
    flash(_("Vous soutenez cette auto-saisine. Le conseil peut maintenant la voter en séance."), "success")
    return redirect(url_for("referrals.show", referral_id=referral.id))


@blueprint.route("/conseil/saisines/<int:referral_id>/retrait", methods=["GET", "POST"])
@requires(ReferralPermission.WITHDRAW_REFERRAL, on=referral_asked)
def withdraw(referral: Referral) -> Page:
    """Ask why a question is taken back, then take it back."""
    form = ReasonForm()
    if form.validate_on_submit():
        operations.withdraw_referral(present_actor(), referral, form.reason.data, at=clock.now())
        flash(_("La saisine est retirée."), "success")
        return redirect(url_for("referrals.show", referral_id=referral.id))
    page = render_template("council/referrals/withdraw.html", referral=referral, form=form)
    return page, 422 if form.is_submitted() else 200
