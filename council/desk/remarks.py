"""Where members comment on a draft opinion and amend it, and the rapporteur answers."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response as Answer

from consult.kit import clock
from consult.kit.errors import Invalid, NotFound
from consult.kit.permissions import allows, present_actor, requires
from consult.kit.text.differences import differences
from consult.kit.text.markdown import plain
from council.asked.opinions import Within, name_of, opinion_at, passage_asked, remark_of
from council.forms.opinions import AmendmentForm, AnswerForm, CommentForm
from council.models import CouncilMember, Opinion, Remark, RemarkKind
from council.operations import remarks
from council.operations.citations import Backed
from council.rules.opinions import OpinionPermission
from council.wording.opinions import REMARK_STATUSES, REMARKS

blueprint = Blueprint("remark_desk", __name__, url_prefix="/conseil/avis")
Page = str | Answer | tuple[str, int]


@blueprint.route("/<int:opinion_id>/commenter", methods=["GET", "POST"])
@requires(OpinionPermission.REMARK, on=opinion_at)
def comment(opinion: Opinion) -> Page:
    """Say something of the draft, or of one passage."""
    form, passage = CommentForm(), passage_asked(opinion)
    if form.validate_on_submit():
        remarks.comment(_member(opinion), opinion, form.reason.data, passage, at=clock.now())
        return _back(opinion, _("Votre commentaire est joint au projet."), passage)
    page = render_template("council/opinions/comment.html", opinion=opinion, passage=passage, form=form)
    return page, 422 if form.is_submitted() else 200


@blueprint.route("/<int:opinion_id>/amender", methods=["GET", "POST"])
@requires(OpinionPermission.REMARK, on=opinion_at)
def amend(opinion: Opinion) -> Page:
    """Propose other words for a passage."""
    form, passage = AmendmentForm(), passage_asked(opinion)
    if passage == Backed():
        raise NotFound
    if form.validate_on_submit():
        try:
            words, why = form.after.data, form.reason.data
            remarks.amend(_member(opinion), opinion, passage, words, why, at=clock.now())
            return _back(opinion, _("Votre amendement attend la réponse du rapporteur."), passage)
        except Invalid as refusal:
            form.refuse(refusal)
    elif not form.is_submitted():
        form.after.data = remarks.words_of(passage)
    page = render_template("council/opinions/amend.html", opinion=opinion, passage=passage, form=form)
    return page, 422 if form.is_submitted() else 200


@blueprint.get("/<int:opinion_id>/remarques/<int:remark_id>")
@requires(OpinionPermission.SEE_DRAFT, on=remark_of)
def show(asked: Within[Remark]) -> str:
    """Show a remark: what it would change, why, and what was answered."""
    return _remark_page(asked, AnswerForm(formdata=None))


@blueprint.post("/<int:opinion_id>/remarques/<int:remark_id>")
@requires(OpinionPermission.WRITE_OPINION, on=remark_of)
def answer(asked: Within[Remark]) -> Page:
    """Accept an amendment, refuse it with a reason, or answer a comment."""
    form = AnswerForm()
    if form.validate():
        try:
            said = _answer(asked.item, request.form.get("verdict", ""), form.answer.data or "")
            return _back(asked.opinion, said, Backed(asked.item.section, asked.item.recommendation))
        except Invalid as refusal:
            form.refuse(refusal)
    return _remark_page(asked, form), 422


def _answer(remark: Remark, verdict: str, words: str) -> str:
    """Do what the button says, and return what is then told."""
    actor, at = present_actor(), clock.now()
    if remark.kind is RemarkKind.COMMENT:
        remarks.answer_comment(actor, remark, words, at=at)
        return _("Votre réponse est jointe au commentaire.")
    if verdict == "accept":
        remarks.accept_amendment(actor, remark, words, at=at)
        return _("L’amendement est accepté : le projet a changé.")
    remarks.refuse_amendment(actor, remark, words, at=at)
    return _("L’amendement est refusé ; votre réponse y est jointe.")


@blueprint.post("/<int:opinion_id>/remarques/<int:remark_id>/retirer")
@requires(OpinionPermission.REMARK, on=remark_of)
def withdraw(asked: Within[Remark]) -> Answer:
    """Take one's own remark back."""
    remarks.withdraw_remark(_member(asked.opinion), asked.item, at=clock.now())
    return _back(asked.opinion, _("Votre remarque est retirée."))


def _remark_page(asked: Within[Remark], form: AnswerForm) -> str:
    remark = asked.item
    return render_template(
        "council/opinions/remark.html",
        opinion=asked.opinion,
        remark=remark,
        passage=Backed(remark.section, remark.recommendation),
        pieces=differences(plain(remark.before), plain(remark.after)) if remark.after else [],
        may_answer=allows(present_actor(), OpinionPermission.WRITE_OPINION, asked),
        is_own=remark.member.user_id == present_actor().id,
        kinds=REMARKS,
        statuses=REMARK_STATUSES,
        form=form,
    )


def _member(opinion: Opinion) -> CouncilMember:
    if opinion.reader is None:
        raise NotFound
    return opinion.reader


def _back(opinion: Opinion, said: str, passage: Backed | None = None) -> Answer:
    flash(said, "success")
    anchor = (name_of(passage) or "remarques") if passage else "remarques"
    if passage and passage.recommendation:
        anchor = f"recommandation-{passage.recommendation.position}"
    return redirect(url_for("opinion_desk.draft", opinion_id=opinion.id, _anchor=anchor))
