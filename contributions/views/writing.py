"""Write a proposal: the form, its draft kept as one types, its preview, and taking it back."""

from datetime import datetime

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response as Answer
from wtforms.fields.choices import SelectChoice

from consult.consultations.models import Action, Consultation
from consult.consultations.phases import closed_sentence
from consult.kit import clock
from consult.kit.errors import Invalid
from consult.kit.permissions import present_actor, requires
from consult.kit.similar import similar_to
from consult.kit.text.markdown import render
from consult.territories.models import Territory
from contributions import drafts, operations
from contributions.addresses import proposal_url
from contributions.attachments.queries import attachments_of
from contributions.forms import ProposalForm, WithdrawForm, WritingForm
from contributions.models import Proposal, Status
from contributions.pace import SPAN, is_too_fast
from contributions.queries import history
from contributions.queries.pace import Proposing, recent_texts
from contributions.rules import Permission, edited_until
from contributions.similar.operations import keep_shown
from contributions.similar.views import shown_in_form
from contributions.views.loading import consultation_at, consultation_to_write_in, proposal_at
from contributions.views.placing import offer_places, place_in, tell_place
from contributions.views.warning import warned_of

blueprint = Blueprint("writing", __name__)
FormAnswer = str | Answer | tuple[str, int]


@blueprint.get("/consultations/<slug>/proposer")
@requires(Permission.PROPOSE, on=consultation_at)
def new(consultation: Consultation) -> str:
    """Show the empty form, its theme already chosen when one came from a theme."""
    form = prepared(WritingForm(formdata=None), consultation)
    form.key.data = drafts.new_form_key()
    form.theme_id.data = request.args.get("theme", 0, type=int) or _only_theme(consultation)
    return _form_page(form, consultation)


@blueprint.post("/consultations/<slug>/proposer")
@requires(Permission.PROPOSE, on=consultation_to_write_in)
def create(written: Proposing) -> FormAnswer:
    """Publish a proposal, show it as it would be read, or keep it as a draft, as the button pressed says."""
    consultation, at = written.consultation, clock.now()
    form = prepared(WritingForm(), consultation)
    try:
        if {"draft", "attach"} & set(request.form):
            return _show_again(_kept(consultation, form))
        if form.validate():
            if "preview" in request.form:
                return _form_page(form, consultation, _kept(consultation, form), previewed=True)
            if not warned_of(form, consultation):
                return _published(written, form, at)
    except Invalid as refusal:
        form.refuse(refusal)
    return _form_page(form, consultation), 422


def _published(written: Proposing, form: WritingForm, at: datetime) -> Answer:
    """Publish a proposal, unless too many texts came just before it."""
    if is_too_fast(written.recent, request.remote_addr, at=at):
        return _put_off(_kept(written.consultation, form))
    draft = draft_in(form, written.territory)
    return _sent(operations.submit_proposal(present_actor(), written.consultation, draft, at=at))


@blueprint.post("/consultations/<slug>/brouillon")
@requires(Permission.DRAFT, on=consultation_at)
def autosave(consultation: Consultation) -> tuple[dict[str, object], int]:
    """Keep what is being typed; the page's script asks for this by itself."""
    form = prepared(WritingForm(), consultation)
    try:
        kept = _kept(consultation, form, half_typed=True)
    except Invalid as refusal:
        return {"error": str(refusal.sentence)}, refusal.status
    return {"draft": kept.id}, 200


@blueprint.get("/propositions/<int:proposal_id>/modifier")
@requires(Permission.EDIT, on=proposal_at)
def edit(proposal: Proposal) -> str:
    """Show a proposal's form with its present words."""
    form = prepared(WritingForm(formdata=None, obj=proposal), proposal.consultation)
    form.key.data = proposal.form_key or ""
    tell_place(form, proposal.territory)
    return _form_page(form, proposal.consultation, proposal)


@blueprint.post("/propositions/<int:proposal_id>/modifier")
@requires(Permission.EDIT, on=proposal_at)
def update(proposal: Proposal) -> FormAnswer:
    """Save a proposal's new words; a draft may be kept again, or sent."""
    form = prepared(WritingForm(), proposal.consultation)
    try:
        if _stays_draft(proposal):
            return _show_again(_kept(proposal.consultation, form, proposal))
        if form.validate():
            if "preview" in request.form:
                return _previewed(proposal, form)
            if not warned_of(form, proposal.consultation, known=_already_read(proposal)):
                return _saved(proposal, form)
    except Invalid as refusal:
        form.refuse(refusal)
    return _form_page(form, proposal.consultation, proposal), 422


@blueprint.post("/propositions/<int:proposal_id>/supprimer")
@requires(Permission.DELETE_DRAFT, on=proposal_at)
def delete(proposal: Proposal) -> Answer:
    """Throw a draft away."""
    drafts.delete_draft(proposal)
    flash(_("Brouillon supprimé."), "success")
    return redirect(url_for("own_texts.listing"))


def _kept(
    consultation: Consultation, form: WritingForm, proposal: Proposal | None = None, *, half_typed: bool = False
) -> Proposal:
    """Keep a form as a draft, finished or not, with what was shown beside it. Raises `Conflict`, `Invalid`."""
    author, at, draft = present_actor(), clock.now(), draft_in(form, half_typed=half_typed)
    if proposal is None:
        proposal = drafts.keep_form(author, consultation, draft, at=at)
    else:
        drafts.save_draft(author, consultation, draft, at=at, proposal=proposal)
    keep_shown(proposal, shown_in_form(), at=at)
    form.key.data = proposal.form_key
    return proposal


def _stays_draft(proposal: Proposal) -> bool:
    """Say whether what was sent is to be kept only: as the button pressed says, or because one is too late."""
    if proposal.status is not Status.DRAFT:
        return False
    return bool({"draft", "attach"} & set(request.form) or _closed(proposal.consultation))


def _show_again(draft: Proposal) -> Answer:
    """Lead back to a draft just kept, or to its documents when one wants to join one."""
    if "attach" in request.form:
        return redirect(url_for("attachments.listing", proposal_id=draft.id))
    flash(_("Brouillon enregistré. Vous êtes la seule personne à le voir."), "success")
    return redirect(url_for("writing.edit", proposal_id=draft.id))


def _put_off(draft: Proposal) -> Answer:
    """Keep as a draft, and say so, what comes after more texts than a person writes in so little time."""
    flash(
        _(
            "Attendez quelques minutes avant de publier : il est arrivé beaucoup de textes en peu de temps. "
            "Le vôtre est enregistré en brouillon, rien n’en est perdu."
        ),
        "warning",
    )
    return redirect(url_for("writing.edit", proposal_id=draft.id))


def _previewed(proposal: Proposal, form: WritingForm) -> str:
    if proposal.status is Status.DRAFT:
        _kept(proposal.consultation, form, proposal)
    return _form_page(form, proposal.consultation, proposal, previewed=True)


def _already_read(proposal: Proposal | None) -> str:
    """Return the words of a text already sent, of which nobody is warned again."""
    if proposal is None or proposal.status is Status.DRAFT:
        return ""
    return f"{proposal.title}\n{proposal.source}"


def _saved(proposal: Proposal, form: WritingForm) -> Answer:
    """Send a draft, unless too many texts came just before it; or replace the words of a text already sent."""
    actor, at = present_actor(), clock.now()
    if proposal.status is not Status.DRAFT:
        edited = operations.edit_proposal(actor, proposal, draft_in(form), at=at)
        return _sent(edited, _("Vos modifications sont enregistrées."))
    if is_too_fast(recent_texts(actor, at - SPAN), request.remote_addr, at=at):
        return _put_off(_kept(proposal.consultation, form, proposal))
    form.key.data = proposal.form_key
    return _sent(operations.submit_proposal(actor, proposal.consultation, draft_in(form), at=at))


def _sent(proposal: Proposal, said: str = "") -> Answer:
    """Say what has just happened to a text and what comes next, on its page."""
    keep_shown(proposal, shown_in_form(), at=clock.now())
    pending = _("Votre proposition est enregistrée. Elle paraîtra dès qu’un modérateur l’aura lue.")
    online = said or _("Votre proposition est publiée.")
    flash(pending if proposal.status is Status.PENDING else online, "success")
    return redirect(proposal_url(proposal.id, proposal.slug))


def prepared(form: ProposalForm, consultation: Consultation) -> ProposalForm:
    """Give a form the themes of the consultation."""
    form.theme_id.choices = [
        SelectChoice(0, _("Choisissez un thème")),
        *(SelectChoice(theme.id, theme.title) for theme in consultation.themes),
    ]
    return form


def shown(form: ProposalForm) -> ProposalForm:
    """Give a form about to be shown the territories to choose from, which sending it does not ask for."""
    offer_places(form)
    return form


def draft_in(
    form: ProposalForm, known: Territory | None = None, *, half_typed: bool = False
) -> operations.ProposalDraft:
    """Return what was typed. Raises `Invalid` for a territory that was not offered."""
    return operations.ProposalDraft(
        title=form.title.data or "",
        source=form.source.data or "",
        theme_id=form.theme_id.data or 0,
        territory_id=place_in(form, known, half_typed=half_typed),
        form_key=form.key.data or "" if isinstance(form, WritingForm) else "",
    )


def _only_theme(consultation: Consultation) -> int:
    themes = consultation.themes
    return themes[0].id if len(themes) == 1 else 0


def _closed(consultation: Consultation) -> str:
    return closed_sentence(consultation, Action.PROPOSE, clock.now())


def _form_page(
    form: WritingForm, consultation: Consultation, proposal: Proposal | None = None, *, previewed: bool = False
) -> str:
    is_draft = proposal is None or proposal.status is Status.DRAFT
    others = history.drafts_of(present_actor(), consultation) if proposal is None else []
    return render_template(
        "contributions/form.html",
        form=shown(form),
        consultation=consultation,
        proposal=proposal,
        is_draft=is_draft,
        closed=_closed(consultation) if is_draft else "",
        edited_until=edited_until(proposal) if proposal else None,
        attachments=attachments_of(proposal) if proposal and proposal.attachments else [],
        similar=similar_to(consultation.slug, form.title.data or "", form.source.data or "") if is_draft else [],
        preview=render(form.source.data) if previewed else None,
        warned=warned_of(form, consultation, known=_already_read(proposal)),
        drafts=[one for one in others if one.form_key != form.key.data],
    )


# --- taking back ----------------------------------------------------------------------


@blueprint.route("/propositions/<int:proposal_id>/retirer", methods=["GET", "POST"])
@requires(Permission.WITHDRAW, on=proposal_at)
def withdraw(proposal: Proposal) -> FormAnswer:
    """Ask why, then take the proposal back."""
    form = WithdrawForm()
    if form.validate_on_submit():
        operations.withdraw(present_actor(), proposal, form.reason.data, at=clock.now())
        flash(_("Votre proposition est retirée. Sa page le dit ; son texte n’est plus public."), "success")
        return redirect(url_for("own_texts.listing"))
    page = render_template("contributions/withdraw.html", form=form, contribution=proposal)
    return page, 422 if form.errors else 200
