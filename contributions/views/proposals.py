"""The lists of proposals, a proposal's page, and the form to write one."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response as Answer
from wtforms.fields.choices import SelectChoice

from consult.consultations.models import Action, Consultation, Theme
from consult.consultations.phases import closed_sentence
from consult.consultations.queries import theme_of
from consult.kit import clock
from consult.kit.errors import BadRequest, Invalid
from consult.kit.permissions import allows, present_actor, public, requires
from consult.territories.models import TerritoryLevel
from consult.territories.queries import of_levels
from contributions import operations
from contributions.addresses import proposal_url
from contributions.forms import ArgumentForm, CommentForm, ProposalForm, WithdrawForm
from contributions.models import Proposal, Status
from contributions.queries import history, responses
from contributions.queries.proposals import Sort, proposals_page, start_for
from contributions.rules import Permission
from contributions.threads import sides_of, threads_of
from contributions.views.loading import consultation_at, proposal_at

blueprint = Blueprint("proposals", __name__)


@blueprint.get("/consultations/<slug>/propositions")
@public
def listing(slug: str) -> str:
    """Show the proposals of a consultation."""
    return _list(consultation_at(slug))


@blueprint.get("/consultations/<slug>/themes/<theme>")
@public
def in_theme(slug: str, theme: str) -> str:
    """Show the proposals of one theme."""
    found = theme_of(present_actor(), slug, theme)
    return _list(found.consultation, found)


def _list(consultation: Consultation, theme: Theme | None = None) -> str:
    sort = _sort_asked(consultation)
    actor, at = present_actor(), clock.now()
    page = proposals_page(
        consultation,
        sort,
        theme=theme,
        start=start_for(actor, consultation, at),
        cursor=request.args.get("suite"),
    )
    return render_template(
        "contributions/list.html",
        consultation=consultation,
        theme=theme,
        page=page,
        sort=sort,
        sorts=_sorts(consultation),
        may_propose=consultation.opens(Action.PROPOSE, at),
        proposal_url=proposal_url,
    )


def _sorts(consultation: Consultation) -> dict[Sort, str]:
    """Return the orders offered: none that would tell results the organiser keeps until the end."""
    labels = {
        Sort.RANDOM: _("Au hasard"),
        Sort.RECENT: _("Les plus récentes"),
        Sort.SUPPORTED: _("Les plus soutenues"),
        Sort.DISCUSSED: _("Les plus discutées"),
        Sort.LEAST_VOTED: _("Les moins votées"),
    }
    if consultation.hides_results:
        del labels[Sort.SUPPORTED], labels[Sort.LEAST_VOTED]
    return labels


def _sort_asked(consultation: Consultation) -> Sort:
    asked = request.args.get("tri", Sort.RANDOM.value)
    if asked not in {sort.value for sort in _sorts(consultation)}:
        raise BadRequest(_("Choisissez un ordre de la liste : celui-ci n’existe pas."))
    return Sort(asked)


@blueprint.get("/propositions/<int:proposal_id>-<slug>")
@public
def show(proposal_id: int, slug: str) -> str | Answer:
    """Show a proposal with its arguments and comments."""
    proposal = proposal_at(proposal_id)
    if slug != (proposal.slug or "proposition"):
        return redirect(proposal_url(proposal.id, proposal.slug), 301)
    return render_page(proposal)


@blueprint.get("/propositions/<int:proposal_id>")
@public
def show_by_number(proposal_id: int) -> Answer:
    """Lead from a bare number to the proposal's address."""
    proposal = proposal_at(proposal_id)
    return redirect(proposal_url(proposal.id, proposal.slug), 301)


def render_page(
    proposal: Proposal, argument_form: ArgumentForm | None = None, comment_form: CommentForm | None = None
) -> str:
    """Draw a proposal's page; a form that was refused comes back with what was typed."""
    actor, at = present_actor(), clock.now()
    consultation = proposal.consultation
    arguments = responses.arguments_of(proposal, actor)
    comments = responses.comments_of(proposal, actor, after_id=request.args.get("suite", 0, type=int))
    signed_in = actor.is_authenticated
    return render_template(
        "contributions/proposal.html",
        proposal=proposal,
        consultation=consultation,
        sides=sides_of(arguments),
        threads=threads_of(comments, shown=responses.RESPONSES_SHOWN),
        sources=responses.sources_of(proposal, actor) if proposal.sources else [],
        gestures=responses.gestures_of(actor, proposal),
        may={one.name.lower(): allows(actor, one, proposal, at) for one in Permission if one in _ON_PAGE},
        opened={action.value: consultation.opens(action, at) for action in Action},
        readable=allows(actor, Permission.READ, proposal, at),
        vote_closed="" if consultation.opens(Action.VOTE, at) else closed_sentence(consultation, Action.VOTE, at),
        argument_form=(argument_form or ArgumentForm(formdata=None)) if signed_in else None,
        comment_form=(comment_form or CommentForm(formdata=None)) if signed_in else None,
    )


_ON_PAGE = frozenset(
    {
        Permission.VOTE,
        Permission.ARGUE,
        Permission.COMMENT,
        Permission.SUPPORT,
        Permission.EDIT,
        Permission.WITHDRAW,
    }
)


# --- writing --------------------------------------------------------------------------


@blueprint.get("/consultations/<slug>/proposer")
@requires(Permission.PROPOSE, on=consultation_at)
def new(consultation: Consultation) -> str:
    """Show the empty form, its theme already chosen when one came from a theme."""
    form = prepared(ProposalForm(formdata=None), consultation)
    form.theme_id.data = request.args.get("theme", type=int)
    return _form_page(form, consultation)


@blueprint.post("/consultations/<slug>/proposer")
@requires(Permission.PROPOSE, on=consultation_at)
def create(consultation: Consultation) -> str | Answer | tuple[str, int]:
    """Publish a proposal, or keep it as a draft when that button was pressed."""
    form = prepared(ProposalForm(), consultation)
    try:
        if "draft" in request.form:
            kept = operations.save_draft(present_actor(), consultation, draft_in(form), at=clock.now())
            flash(_("Brouillon gardé. Vous êtes la seule personne à le voir."), "success")
            return redirect(url_for("proposals.edit", proposal_id=kept.id))
        if form.validate():
            posted = operations.submit_proposal(present_actor(), consultation, draft_in(form), at=clock.now())
            flash(thanks(posted), "success")
            return redirect(proposal_url(posted.id, posted.slug))
    except Invalid as refusal:
        form.refuse(refusal)
    return _form_page(form, consultation), 422


@blueprint.get("/propositions/<int:proposal_id>/modifier")
@requires(Permission.EDIT, on=proposal_at)
def edit(proposal: Proposal) -> str:
    """Show a proposal's form with its present words."""
    form = prepared(ProposalForm(formdata=None, obj=proposal), proposal.consultation)
    return _form_page(form, proposal.consultation, proposal)


@blueprint.post("/propositions/<int:proposal_id>/modifier")
@requires(Permission.EDIT, on=proposal_at)
def update(proposal: Proposal) -> str | Answer | tuple[str, int]:
    """Save a proposal's new words; a draft may be kept again, or sent."""
    form = prepared(ProposalForm(), proposal.consultation)
    actor, at = present_actor(), clock.now()
    try:
        if proposal.status is Status.DRAFT:
            operations.save_draft(actor, proposal.consultation, draft_in(form), at=at, proposal=proposal)
            if "draft" in request.form:
                flash(_("Brouillon gardé. Vous êtes la seule personne à le voir."), "success")
                return redirect(url_for("proposals.edit", proposal_id=proposal.id))
        if form.validate():
            saved = _save(proposal, form)
            flash(thanks(saved), "success")
            return redirect(proposal_url(saved.id, saved.slug))
    except Invalid as refusal:
        form.refuse(refusal)
    return _form_page(form, proposal.consultation, proposal), 422


def _save(proposal: Proposal, form: ProposalForm) -> Proposal:
    actor, at = present_actor(), clock.now()
    if proposal.status is Status.DRAFT:
        return operations.submit_draft(actor, proposal, at=at)
    return operations.edit_proposal(actor, proposal, draft_in(form), at=at)


def prepared(form: ProposalForm, consultation: Consultation) -> ProposalForm:
    """Give a form the themes of the consultation and the departments."""
    form.theme_id.choices = [SelectChoice(theme.id, theme.title) for theme in consultation.themes]
    departments = of_levels(TerritoryLevel.DEPARTMENT)
    form.territory_id.choices = [
        SelectChoice(0, _("Toute la région")),
        *(SelectChoice(one.id, one.name) for one in departments),
    ]
    return form


def draft_in(form: ProposalForm) -> operations.ProposalDraft:
    """Return what was typed. Raises `Invalid` for a territory that was not offered."""
    territory = form.territory_id.data or 0
    if territory not in {choice.value for choice in form.territory_id.choices}:
        raise Invalid(_("Choisissez un territoire de la liste."), "territory_id")
    return operations.ProposalDraft(
        form.title.data or "", form.source.data or "", form.theme_id.data or 0, territory or None
    )


def thanks(proposal: Proposal) -> str:
    """Say what has just happened to a text, and what comes next."""
    if proposal.status is Status.PENDING:
        return _("Votre proposition est enregistrée. Elle paraîtra dès qu’un modérateur l’aura lue.")
    return _("Votre proposition est publiée.")


def _form_page(form: ProposalForm, consultation: Consultation, proposal: Proposal | None = None) -> str:
    return render_template("contributions/form.html", form=form, consultation=consultation, proposal=proposal)


# --- taking back, looking back ------------------------------------------------------------


@blueprint.route("/propositions/<int:proposal_id>/retirer", methods=["GET", "POST"])
@requires(Permission.WITHDRAW, on=proposal_at)
def withdraw(proposal: Proposal) -> str | Answer | tuple[str, int]:
    """Ask why, then take the proposal back."""
    form = WithdrawForm()
    if form.validate_on_submit():
        operations.withdraw(present_actor(), proposal, form.reason.data, at=clock.now())
        flash(_("Votre proposition est retirée. Sa page le dit ; son texte n’est plus public."), "success")
        return redirect(url_for("own_texts.listing"))
    page = render_template("contributions/withdraw.html", form=form, contribution=proposal)
    return page, 422 if form.errors else 200


@blueprint.get("/propositions/<int:proposal_id>/versions")
@public
def versions(proposal_id: int) -> str:
    """Show what changed between the versions of a proposal."""
    proposal = proposal_at(proposal_id)
    steps = history.steps_of(proposal) if proposal.is_public else []
    return render_template(
        "contributions/versions.html", proposal=proposal, consultation=proposal.consultation, steps=steps
    )
