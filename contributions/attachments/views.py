"""Open a document, join one, describe it, take it away."""

from pathlib import Path

from flask import Blueprint, Response, flash, redirect, render_template, send_file, url_for
from flask_babel import gettext as _
from werkzeug.datastructures import FileStorage
from werkzeug.wrappers import Response as Answer

from consult.kit import clock
from consult.kit.db import let_others_write
from consult.kit.errors import Invalid, NotFound
from consult.kit.permissions import present_actor, public, require, requires
from contributions.attachments import operations, queries
from contributions.attachments.checking import check_kind, cleaned
from contributions.attachments.forms import DescriptionForm, DocumentForm
from contributions.attachments.models import Attachment
from contributions.attachments.rules import MOST, Permission
from contributions.attachments.storage import storage
from contributions.attachments.thumbnails import thumbnail_of
from contributions.models import Proposal
from contributions.views.loading import proposal_at

blueprint = Blueprint("attachments", __name__)
_KEPT_SECONDS = 3600
_ALONE = "default-src 'none'; sandbox"


def attachment_at(attachment_id: int) -> Attachment:
    """Return the document of an address, or raise `NotFound`."""
    return queries.attachment_for(present_actor(), attachment_id)


@blueprint.get("/pieces-jointes/<int:attachment_id>")
@public
def show(attachment_id: int) -> Response:
    """Send a document to whoever may read its text; a cache may keep it only while everyone may."""
    attachment = attachment_at(attachment_id)
    answer = send_file(
        _file_of(attachment),
        mimetype=attachment.media_type.value,
        as_attachment=not attachment.is_image,
        download_name=attachment.name,
        etag=attachment.digest,
    )
    return _sealed(answer, attachment)


@blueprint.get("/pieces-jointes/<int:attachment_id>/vignette")
@public
def thumbnail(attachment_id: int) -> Response:
    """Send a small picture of an image to whoever may read its text."""
    attachment = attachment_at(attachment_id)
    if not attachment.is_image:
        raise NotFound
    media_type, drawn = thumbnail_of(_file_of(attachment))
    return _sealed(Response(drawn, mimetype=media_type), attachment)


def _file_of(attachment: Attachment) -> Path:
    """Return where a document's file stands, or raise `NotFound` when it is lost."""
    if not storage().has(attachment.digest):
        raise NotFound
    return storage().path(attachment.digest)


def _sealed(answer: Response, attachment: Attachment) -> Response:
    """Let a file do nothing of itself, and be kept only while everyone may read its text."""
    answer.headers["Content-Security-Policy"] = _ALONE
    kept = f"public, max-age={_KEPT_SECONDS}, immutable"
    answer.headers["Cache-Control"] = kept if attachment.contribution.is_public else "private, no-store"
    return answer


@blueprint.get("/propositions/<int:proposal_id>/pieces-jointes")
@requires(Permission.JOIN, on=proposal_at)
def listing(proposal: Proposal) -> str:
    """Show the documents joined to one's proposal, and the form to join another."""
    return _page(DocumentForm(formdata=None), proposal)


@blueprint.post("/propositions/<int:proposal_id>/pieces-jointes")
@requires(Permission.JOIN, on=proposal_at)
def join(proposal: Proposal) -> Answer | tuple[str, int]:
    """Join a document; the right is asked again after the file was read, which takes a moment."""
    form = DocumentForm()
    try:
        if form.validate():
            new = _document_in(form)
            require(present_actor(), Permission.JOIN, proposal)
            operations.join_document(present_actor(), proposal, new, at=clock.now())
            flash(_("Document joint."), "success")
            return redirect(url_for("attachments.listing", proposal_id=proposal.id))
    except Invalid as refusal:
        form.refuse(refusal)
    return _page(form, proposal), 422


@blueprint.route("/pieces-jointes/<int:attachment_id>/description", methods=["GET", "POST"])
@requires(Permission.DESCRIBE, on=attachment_at)
def describe(attachment: Attachment) -> str | Answer | tuple[str, int]:
    """Say anew what a document of one's proposal shows."""
    form = DescriptionForm(obj=attachment)
    if form.validate_on_submit():
        try:
            operations.describe_document(present_actor(), attachment, form.description.data or "", at=clock.now())
            flash(_("Description enregistrée."), "success")
            return redirect(url_for("attachments.listing", proposal_id=attachment.contribution_id))
        except Invalid as refusal:
            form.refuse(refusal)
    page = render_template("contributions/describe_attachment.html", form=form, attachment=attachment)
    return page, 422 if form.is_submitted() else 200


@blueprint.post("/pieces-jointes/<int:attachment_id>/retirer")
@requires(Permission.TAKE_AWAY, on=attachment_at)
def take_away(attachment: Attachment) -> Answer:
    """Take a document away from one's proposal."""
    operations.take_away(present_actor(), attachment, at=clock.now())
    flash(_("Document retiré."), "success")
    return redirect(url_for("attachments.listing", proposal_id=attachment.contribution_id))


def _document_in(form: DocumentForm) -> operations.NewDocument:
    """Read and clean the file while no lock is held. Raises `Invalid` for a file that is not taken."""
    sent: FileStorage = form.document.data
    content = sent.read()
    sent.close()
    name = sent.filename or ""
    operations.check_size(content)
    check_kind(content, name)
    let_others_write()
    return operations.NewDocument(cleaned(content), name, form.description.data or "")


def _page(form: DocumentForm, proposal: Proposal) -> str:
    return render_template(
        "contributions/attachments.html",
        form=form,
        proposal=proposal,
        attachments=queries.attachments_of(proposal),
        most=MOST,
    )
