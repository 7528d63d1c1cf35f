"""Receive arguments, comments and sources, and let their authors correct or withdraw them."""

from datetime import timedelta

from flask import Blueprint, flash, redirect, render_template, request
from flask_babel import gettext as _
from werkzeug.wrappers import Response as Answer

from consult.kit import clock
from consult.kit.errors import Invalid
from consult.kit.languages import full_date
from consult.kit.permissions import present_actor, requires
from contributions import operations
from contributions.addresses import contribution_url
from contributions.forms import ArgumentForm, CommentForm, SourceForm, TextForm, WithdrawForm
from contributions.models import Comment, Contribution, Position, Proposal, Response, Status
from contributions.pace import check_pace
from contributions.queries.pace import Answering
from contributions.rules import Permission
from contributions.views.loading import comment_at, comment_to_answer, proposal_at, proposal_to_answer, response_at
from contributions.views.warning import warned_of

blueprint = Blueprint("responses", __name__)
Page = str | Answer | tuple[str, int]
_ONE_GESTURE = timedelta(seconds=5)
"""Within which the same words sent again are a button pressed twice, not a text posted again."""


@blueprint.get("/propositions/<int:proposal_id>/argumenter")
@requires(Permission.ARGUE, on=proposal_at)
def ask_argument(proposal: Proposal) -> str:
    """Show the argument's form on a page of its own."""
    return _argument_page(ArgumentForm(formdata=None), proposal)


@blueprint.post("/propositions/<int:proposal_id>/arguments")
@requires(Permission.ARGUE, on=proposal_to_answer)
def argue(answered: Answering) -> Page:
    """Publish an argument."""
    form, proposal, at = ArgumentForm(), answered.proposal, clock.now()
    if form.validate() and not warned_of(form, proposal.consultation):
        try:
            check_pace(answered.recent, request.remote_addr, at=at)
            position = Position(form.position.data)
            posted = operations.add_argument(present_actor(), proposal, position, form.source.data, at=at)
            return _posted(posted, _("Votre argument est publié."))
        except Invalid as refusal:
            form.refuse(refusal)
    return _argument_page(form, proposal), 422


def _argument_page(form: ArgumentForm, proposal: Proposal) -> str:
    return render_template(
        "contributions/argue.html", form=form, proposal=proposal, warned=warned_of(form, proposal.consultation)
    )


@blueprint.get("/propositions/<int:proposal_id>/commenter")
@requires(Permission.COMMENT, on=proposal_at)
def ask_comment(proposal: Proposal) -> str:
    """Show the comment's form on a page of its own."""
    return _comment_page(CommentForm(formdata=None), proposal)


@blueprint.post("/propositions/<int:proposal_id>/commentaires")
@requires(Permission.COMMENT, on=proposal_to_answer)
def comment(answered: Answering) -> Page:
    """Publish a comment under a proposal."""
    return _comment(answered)


@blueprint.get("/commentaires/<int:contribution_id>/repondre")
@requires(Permission.COMMENT, on=comment_at)
def ask_reply(parent: Comment) -> str:
    """Show the form to answer a comment."""
    return _comment_page(CommentForm(formdata=None), parent.proposal, parent)


@blueprint.post("/commentaires/<int:contribution_id>/reponses")
@requires(Permission.COMMENT, on=comment_to_answer)
def reply(answered: Answering) -> Page:
    """Publish an answer to a comment."""
    return _comment(answered)


def _comment(answered: Answering) -> Page:
    form, proposal, parent, at = CommentForm(), answered.proposal, answered.parent, clock.now()
    if form.validate() and not warned_of(form, proposal.consultation):
        try:
            check_pace(answered.recent, request.remote_addr, at=at)
            posted = operations.add_comment(present_actor(), proposal, form.source.data, at=at, parent=parent)
            return _posted(posted, _("Votre commentaire est publié."))
        except Invalid as refusal:
            form.refuse(refusal)
    return _comment_page(form, proposal, parent), 422


def _comment_page(form: CommentForm, proposal: Proposal, parent: Comment | None = None) -> str:
    warned = warned_of(form, proposal.consultation)
    return render_template(
        "contributions/comment.html", form=form, proposal=proposal, parent=parent, warned=warned
    )


@blueprint.get("/propositions/<int:proposal_id>/sources")
@requires(Permission.ARGUE, on=proposal_at)
def ask_source(proposal: Proposal) -> str:
    """Show the source's form."""
    return _source_page(SourceForm(formdata=None), proposal)


@blueprint.post("/propositions/<int:proposal_id>/sources")
@requires(Permission.ARGUE, on=proposal_to_answer)
def bring_source(answered: Answering) -> Page:
    """Bring a link that backs a proposal."""
    form, proposal, at = SourceForm(), answered.proposal, clock.now()
    if form.validate():
        try:
            check_pace(answered.recent, request.remote_addr, at=at)
            posted = operations.add_source(present_actor(), proposal, _source_in(form), at=at)
            return _posted(posted, _("Votre source est publiée."))
        except Invalid as refusal:
            form.refuse(refusal)
    return _source_page(form, proposal), 422


def _source_page(form: SourceForm, proposal: Proposal) -> str:
    return render_template("contributions/source.html", form=form, proposal=proposal)


def _source_in(form: SourceForm) -> operations.SourceDraft:
    return operations.SourceDraft(
        form.link.data or "", form.label.data or "", form.category.data or "", form.source.data or ""
    )


def _posted(posted: Contribution, published: str) -> Answer:
    """Go to where the text stands, saying whether it is already public, or was sent before."""
    if clock.now() - posted.created_at > _ONE_GESTURE:
        day = full_date(posted.created_at)
        flash(
            _("Vous aviez déjà envoyé ce texte le %(day)s : le voici. Il n’est pas envoyé deux fois.", day=day),
            "info",
        )
    else:
        waits = _("Votre texte est enregistré. Il paraîtra dès qu’un modérateur l’aura lu.")
        flash(waits if posted.status is Status.PENDING else published, "success")
    return redirect(contribution_url(posted))


# --- correcting and withdrawing -------------------------------------------------------


@blueprint.route("/contributions/<int:contribution_id>/modifier", methods=["GET", "POST"])
@requires(Permission.EDIT, on=response_at)
def edit(response: Response) -> Page:
    """Correct one's argument, comment or source."""
    form, known = TextForm(obj=response), response.source
    if form.validate_on_submit() and not warned_of(form, response.consultation, known=known):
        try:
            operations.edit_response(present_actor(), response, form.source.data, at=clock.now())
            return _posted(response, _("Votre texte est corrigé."))
        except Invalid as refusal:
            form.refuse(refusal)
    warned = warned_of(form, response.consultation, known=known)
    page = render_template("contributions/edit_response.html", form=form, response=response, warned=warned)
    return page, 422 if form.is_submitted() else 200


@blueprint.route("/contributions/<int:contribution_id>/retirer", methods=["GET", "POST"])
@requires(Permission.WITHDRAW, on=response_at)
def withdraw(response: Response) -> Page:
    """Ask why, then take the text back."""
    form = WithdrawForm()
    if form.validate_on_submit():
        operations.withdraw(present_actor(), response, form.reason.data, at=clock.now())
        flash(_("Votre texte est retiré. Une ligne le dit à sa place."), "success")
        return redirect(contribution_url(response))
    page = render_template("contributions/withdraw.html", form=form, contribution=response)
    return page, 422 if form.errors else 200
