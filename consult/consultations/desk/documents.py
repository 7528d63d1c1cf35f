"""The desk's pages of documents of reference."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from consult.consultations import operations
from consult.consultations.forms import DocumentForm
from consult.consultations.loading import consultation_at, document_at
from consult.consultations.models import Consultation, Document
from consult.consultations.rules import Permission
from consult.kit.errors import Invalid
from consult.kit.permissions import requires

blueprint = Blueprint("secretariat_documents", __name__, url_prefix="/secretariat/consultations/<slug>/documents")
Answer = str | Response | tuple[str, int]
_REFUSED = 422


@blueprint.route("/nouveau", methods=["GET", "POST"])
@requires(Permission.EDIT_CONSULTATION, on=consultation_at)
def add(consultation: Consultation) -> Answer:
    """Add a link to a document."""
    form = DocumentForm()
    if form.validate_on_submit():
        try:
            operations.add_document(consultation, form.draft())
        except Invalid as refusal:
            form.refuse(refusal)
        else:
            flash(_("Le document est ajouté."), "success")
            return _back_to(consultation)
    return _form_page(form, consultation, None)


@blueprint.route("/<int:document_id>", methods=["GET", "POST"])
@requires(Permission.EDIT_CONSULTATION, on=document_at)
def edit(document: Document) -> Answer:
    """Change the title or the link of a document."""
    form = DocumentForm(obj=document)
    if form.validate_on_submit():
        try:
            operations.edit_document(document, form.draft())
        except Invalid as refusal:
            form.refuse(refusal)
        else:
            flash(_("Le document est enregistré."), "success")
            return _back_to(document.consultation)
    return _form_page(form, document.consultation, document)


@blueprint.route("/<int:document_id>/oter", methods=["GET", "POST"])
@requires(Permission.EDIT_CONSULTATION, on=document_at)
def remove(document: Document) -> Answer:
    """Ask before taking a document off the page."""
    consultation = document.consultation
    if request.method == "POST":
        operations.remove_document(document)
        flash(_("Le document est ôté."), "success")
        return _back_to(consultation)
    return render_template(
        "consultations/desk/remove.html",
        consultation=consultation,
        heading=_("Ôter le document « %(title)s »", title=document.title),
        text=_("Le lien disparaîtra de la page de la consultation."),
        label=_("Ôter le document"),
    )


def _back_to(consultation: Consultation) -> Response:
    return redirect(url_for("secretariat.show", slug=consultation.slug, _anchor="documents"))


def _form_page(form: DocumentForm, consultation: Consultation, document: Document | None) -> tuple[str, int]:
    page = render_template(
        "consultations/desk/document.html", form=form, consultation=consultation, document=document
    )
    return page, _REFUSED if request.method == "POST" else 200
