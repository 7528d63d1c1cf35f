"""Receive arguments, comments and sources, and let their authors correct or withdraw them."""

from flask import Blueprint, flash, redirect, render_template
from flask_babel import gettext as _
from werkzeug.wrappers import Response as Answer

from consult.kit import clock
from consult.kit.errors import Invalid
from consult.kit.permissions import present_actor, requires
from contributions import operations
from contributions.addresses import contribution_url
from contributions.forms import ArgumentForm, CommentForm, SourceForm, TextForm, WithdrawForm
from contributions.models import Comment, Contribution, Position, Proposal, Response, Status
from contributions.rules import Permission
from contributions.views.loading import comment_at, proposal_at, response_at

blueprint = Blueprint("responses", __name__)
Page = str | Answer | tuple[str, int]


@blueprint.get("/propositions/<int:proposal_id>/argumenter")
@requires(Permission.ARGUE, on=proposal_at)
def ask_argument(proposal: Proposal) -> str:
    """Show the argument's form on a page of its own."""
    return _argument_page(ArgumentForm(formdata=None), proposal)


@blueprint.post("/propositions/<int:proposal_id>/arguments")
@requires(Permission.ARGUE, on=proposal_at)
def argue(proposal: Proposal) -> Page:
    """Publish an argument."""
    form = ArgumentForm()
    if form.validate():
        try:
            posted = operations.add_argument(
                present_actor(), proposal, Position(form.position.data), form.source.data, at=clock.now()
            )
            return _posted(posted, _("Votre argument est publié."))
        except Invalid as refusal:
            form.refuse(refusal)
    return _argument_page(form, proposal), 422


def _argument_page(form: ArgumentForm, proposal: Proposal) -> str:
    return render_template("contributions/argue.html", form=form, proposal=proposal)


@blueprint.get("/propositions/<int:proposal_id>/commenter")
@requires(Permission.COMMENT, on=proposal_at)
def ask_comment(proposal: Proposal) -> str:
    """Show the comment's form on a page of its own."""
    return _comment_page(CommentForm(formdata=None), proposal)


@blueprint.post("/propositions/<int:proposal_id>/commentaires")
@requires(Permission.COMMENT, on=proposal_at)
def comment(proposal: Proposal) -> Page:
    """Publish a comment under a proposal."""
    return _comment(proposal, None)


@blueprint.get("/commentaires/<int:contribution_id>/repondre")
@requires(Permission.COMMENT, on=comment_at)
def ask_reply(parent: Comment) -> str:
    """Show the form to answer a comment."""
    return _comment_page(CommentForm(formdata=None), parent.proposal, parent)


@blueprint.post("/commentaires/<int:contribution_id>/reponses")
@requires(Permission.COMMENT, on=comment_at)
def reply(parent: Comment) -> Page:
    """Publish an answer to a comment."""
    return _comment(parent.proposal, parent)


def _comment(proposal: Proposal, parent: Comment | None) -> Page:
    form = CommentForm()
    if form.validate():
        try:
            posted = operations.add_comment(
                present_actor(), proposal, form.source.data, at=clock.now(), parent=parent
            )
            return _posted(posted, _("Votre commentaire est publié."))
        except Invalid as refusal:
            form.refuse(refusal)
    return _comment_page(form, proposal, parent), 422


def _comment_page(form: CommentForm, proposal: Proposal, parent: Comment | None = None) -> str:
    return render_template("contributions/comment.html", form=form, proposal=proposal, parent=parent)


@blueprint.route("/propositions/<int:proposal_id>/sources", methods=["GET", "POST"])
@requires(Permission.ARGUE, on=proposal_at)
def bring_source(proposal: Proposal) -> Page:
    """Bring a link that backs a proposal."""
    form = SourceForm()
    if form.validate_on_submit():
        try:
            posted = operations.add_source(present_actor(), proposal, _source_in(form), at=clock.now())
            return _posted(posted, _("Votre source est publiée."))
        except Invalid as refusal:
            form.refuse(refusal)
    page = render_template("contributions/source.html", form=form, proposal=proposal)
    return page, 422 if form.is_submitted() else 200


def _source_in(form: SourceForm) -> operations.SourceDraft:
    return operations.SourceDraft(
        form.link.data or "", form.label.data or "", form.category.data or "", form.source.data or ""
    )


def _posted(posted: Contribution, published: str) -> Answer:
    """Go to where the text stands, saying whether it is already public."""
    waits = _("Votre texte est enregistré. Il paraîtra dès qu’un modérateur l’aura lu.")
    flash(waits if posted.status is Status.PENDING else published, "success")
    return redirect(contribution_url(posted))


# --- correcting and withdrawing -------------------------------------------------------


@blueprint.route("/contributions/<int:contribution_id>/modifier", methods=["GET", "POST"])
@requires(Permission.EDIT, on=response_at)
def edit(response: Response) -> Page:
    """Correct one's argument, comment or source."""
    form = TextForm(obj=response)
    if form.validate_on_submit():
        try:
            operations.edit_response(present_actor(), response, form.source.data, at=clock.now())
            return _posted(response, _("Votre texte est corrigé."))
        except Invalid as refusal:
            form.refuse(refusal)
    page = render_template("contributions/edit_response.html", form=form, response=response)
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
