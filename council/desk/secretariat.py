"""The secretariat's desk: councils and their members, the one a consultation addresses, the sending."""

from collections.abc import Mapping

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response as Answer
from wtforms.fields.choices import SelectChoice

from consult.consultations.models import Consultation
from consult.kit import clock
from consult.kit.errors import Invalid
from consult.kit.permissions import allows, present_actor, requires
from council.asked import consultation_at, mandate_of_address, synthesis_at
from council.forms import AddressForm, TransmitForm
from council.forms.councils import CouncilForm, EndForm, MandateForm, SeatForm, written_council
from council.models import Council, CouncilMember, Mandate, Referral
from council.operations import councils as operations
from council.operations.seating import ask_to_welcome, give_seat, renew_mandate
from council.operations.transmissions import transmit as transmit_synthesis
from council.queries.councils import addressee_of, all_councils, council_at, member_at, members_of, sitting_members
from council.queries.referrals import referrals_under_study
from council.queries.transmissions import transmissions_of
from council.rules import Permission
from council.wording import OFFICES
from synthesis.models import Synthesis

blueprint = Blueprint("council_secretariat", __name__, url_prefix="/secretariat")
Page = str | Answer | tuple[str, int]


@blueprint.route("/conseils", methods=["GET", "POST"])
@requires(Permission.MANAGE_COUNCILS)
def listing() -> Page:
    """Show the councils, and create one."""
    form = CouncilForm()
    if form.validate_on_submit():
        council = operations.create_council(form.draft(), at=clock.now())
        flash(_("Le conseil est créé. Ajoutez ses membres."), "success")
        return redirect(url_for(".council", slug=council.slug))
    page = render_template("council/secretariat/list.html", councils=all_councils(), form=form)
    return page, 422 if form.is_submitted() else 200


@blueprint.get("/conseils/<slug>")
@requires(Permission.MANAGE_COUNCILS)
def council(slug: str) -> str:
    """Show a council's members and their mandates."""
    found = council_at(slug)
    return _council_page(found, CouncilForm(formdata=None, data=written_council(found)), SeatForm(formdata=None))


@blueprint.post("/conseils/<slug>")
@requires(Permission.MANAGE_COUNCILS)
def edit(slug: str) -> Page:
    """Change what is said of a council."""
    found, form = council_at(slug), CouncilForm()
    if not form.validate():
        return _council_page(found, form, SeatForm(formdata=None)), 422
    operations.edit_council(found, form.draft())
    flash(_("Le conseil est enregistré."), "success")
    return redirect(url_for(".council", slug=slug))


@blueprint.post("/conseils/<slug>/membres")
@requires(Permission.MANAGE_COUNCILS)
def seat(slug: str) -> Page:
    """Give someone a seat, whether or not they know this site."""
    found, form = council_at(slug), SeatForm()
    if form.validate():
        try:
            _seat(found, form)
            flash(_("Le mandat est enregistré."), "success")
            return redirect(url_for(".council", slug=slug))
        except Invalid as refusal:
            form.refuse(refusal)
    return _council_page(found, CouncilForm(formdata=None, data=written_council(found)), form), 422


def _seat(council: Council, form: SeatForm) -> None:
    member = give_seat(council, form.email.data or "", form.display_name.data or "", form.seat(), at=clock.now())
    ask_to_welcome(at=clock.now())
    if member.invited_email:
        flash(
            _("Une invitation part par courriel : son compte prendra le siège dès qu’elle sera acceptée."),
            "success",
        )
    elif not member.has_account:
        flash(_("Cette personne siège sans compte : vous noterez sa présence et ses voix."), "warning")


@blueprint.route("/membres/<int:member_id>/mandat", methods=["GET", "POST"])
@requires(Permission.MANAGE_COUNCILS)
def renew(member_id: int) -> Page:
    """Give a member another mandate; the earlier ones stay."""
    member: CouncilMember = member_at(member_id)
    form = MandateForm(data={"capacity": member.capacity})
    if form.validate_on_submit():
        try:
            renew_mandate(member, form.seat())
            ask_to_welcome(at=clock.now())
        except Invalid as refusal:
            form.refuse(refusal)
        else:
            flash(_("Le mandat est enregistré."), "success")
            return redirect(url_for(".council", slug=member.council.slug))
    page = render_template("council/secretariat/renew.html", member=member, form=form, offices=OFFICES)
    return page, 422 if form.is_submitted() else 200


@blueprint.route("/mandats/<int:mandate_id>/fin", methods=["GET", "POST"])
@requires(Permission.MANAGE_COUNCILS)
def end(mandate_id: int) -> Page:
    """Ask which day is the last of a mandate, today unless another is given, then end it."""
    mandate: Mandate = mandate_of_address(mandate_id)
    today = clock.local(clock.now()).date()
    form = EndForm(data={"ends_on": today})
    if form.validate_on_submit():
        try:
            operations.end_mandate(mandate, form.ends_on.data or today)
        except Invalid as refusal:
            form.refuse(refusal)
        else:
            flash(_("La fin du mandat est enregistrée."), "success")
            return redirect(url_for(".council", slug=mandate.member.council.slug))
    page = render_template("council/secretariat/end.html", mandate=mandate, form=form)
    return page, 422 if form.is_submitted() else 200


def _council_page(council: Council, form: CouncilForm, seat_form: SeatForm) -> str:
    return render_template(
        "council/secretariat/council.html",
        council=council,
        members=members_of(council.id),
        form=form,
        seat_form=seat_form,
        offices=OFFICES,
        today=clock.local(clock.now()).date(),
    )


# --- the consultation's council, and the sending --------------------------------------------


@blueprint.route("/consultations/<slug>/conseil", methods=["GET", "POST"])
@requires(Permission.ADDRESS, on=consultation_at)
def address(consultation: Consultation) -> Page:
    """Say which council the consultation addresses."""
    councils, form = {one.slug: one for one in all_councils()}, AddressForm(data=_present_choice(consultation))
    form.council.choices = [SelectChoice(slug, one.name) for slug, one in councils.items()]
    chosen = councils.get(form.council.data or "")
    if form.validate_on_submit() and chosen is not None:
        operations.address_council(present_actor(), consultation, chosen, at=clock.now())
        flash(_("La consultation s’adresse maintenant à : %(name)s.", name=chosen.name), "success")
        return redirect(_after_choosing(consultation))
    page = render_template(
        "council/secretariat/address.html",
        consultation=consultation,
        form=form,
        councils=list(councils.values()),
        may_create=allows(present_actor(), Permission.MANAGE_COUNCILS),
    )
    return page, 422 if form.is_submitted() else 200


def _present_choice(consultation: Consultation) -> dict[str, str]:
    present = addressee_of(consultation.id)
    return {"council": present.council.slug} if present else {}


def _after_choosing(consultation: Consultation) -> str:
    """Return where to go on: to the sending that was waiting for a council, or to the consultation."""
    synthesis_id = request.args.get("synthese", type=int)
    if synthesis_id is not None:
        return url_for(".transmit", synthesis_id=synthesis_id)
    return url_for("secretariat.show", slug=consultation.slug)


@blueprint.route("/syntheses/<int:synthesis_id>/transmettre", methods=["GET", "POST"])
@requires(Permission.TRANSMIT, on=synthesis_at)
def transmit(synthesis: Synthesis) -> Page:
    """Show what will be signed, made public and sent, to whom, and do it once confirmed."""
    addressee = addressee_of(synthesis.consultation_id)
    if addressee is None:
        flash(_("Choisissez d’abord le conseil auquel cette consultation s’adresse."), "warning")
        return redirect(url_for(".address", slug=synthesis.consultation.slug, synthese=synthesis.id))
    under = _offered_referrals(addressee.council_id, synthesis)
    form = _transmit_form(under, synthesis)
    if form.validate_on_submit():
        return _send(synthesis, addressee.council, form, under)
    page = render_template(
        "council/secretariat/transmit.html",
        synthesis=synthesis,
        council=addressee.council,
        members=sitting_members(addressee.council_id, clock.local(clock.now()).date()),
        earlier=transmissions_of(synthesis.consultation_id),
        form=form,
    )
    return page, 422 if form.is_submitted() else 200


def _send(synthesis: Synthesis, council: Council, form: TransmitForm, under: Mapping[str, Referral]) -> Answer:
    transmit_synthesis(
        present_actor(),
        synthesis,
        council,
        form.message.data or "",
        at=clock.now(),
        referral=under.get(form.referral.data or ""),
    )
    flash(_("C’est fait : la synthèse part. Les membres seront prévenus par courriel."), "success")
    return redirect(url_for("synthesis_desk.show", synthesis_id=synthesis.id))


def _transmit_form(under: Mapping[str, Referral], synthesis: Synthesis) -> TransmitForm:
    """Offer these referrals, the first that this consultation serves already chosen."""
    served = next((key for key, one in under.items() if _serves(one, synthesis)), "")
    form = TransmitForm(data={"referral": served})
    named = [SelectChoice(key, _named(one)) for key, one in under.items()]
    form.referral.choices = [SelectChoice("", _("Aucune")), *named]
    return form


def _offered_referrals(council_id: int, synthesis: Synthesis) -> dict[str, Referral]:
    """Return the council's open referrals, those this consultation serves first, by their name in the form."""
    known = [one for one in referrals_under_study(council_id) if one.is_public]
    return {str(one.id): one for one in sorted(known, key=lambda one: not _serves(one, synthesis))}


def _serves(referral: Referral, synthesis: Synthesis) -> bool:
    return referral.consultation_id == synthesis.consultation_id


def _named(referral: Referral) -> str:
    return f"{referral.number} {referral.title}"[:120]
