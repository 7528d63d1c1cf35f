"""Where the secretariat prepares the region's answer apart, and publishes it whole."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response as Answer

from consult.kit import clock
from consult.kit.errors import Invalid
from consult.kit.permissions import present_actor, requires
from council.asked.answers import AnswerAsked, commitment_at, published_opinion_at, reply_at, response_at
from council.asked.numbers import whole
from council.forms.answers import CommitmentForm, ReplyForm, ResponseForm, UnfinishedReplyForm, verdict_of
from council.forms.opinions import ConfirmForm
from council.models import Commitment, OfficialResponse, Opinion, Reply
from council.operations import answers
from council.queries.answers import answered_opinions
from council.rules.answers import AnswerPermission
from council.wording.answers import VERDICT_TONES, VERDICTS

blueprint = Blueprint("answer_desk", __name__, url_prefix="/secretariat")
Page = str | Answer | tuple[str, int]


@blueprint.get("/reponses")
@requires(AnswerPermission.PREPARE_ANSWER)
def listing() -> str:
    """Show the published opinions and where their answers stand."""
    return render_template("council/answers/desk_list.html", opinions=answered_opinions())


@blueprint.post("/avis/<int:opinion_id>/reponse/commencer")
@requires(AnswerPermission.PREPARE_ANSWER, on=published_opinion_at)
def begin(opinion: Opinion) -> Answer:
    """Open the answer to an opinion."""
    answers.begin_response(present_actor(), opinion, at=clock.now())
    return redirect(url_for(".prepare", opinion_id=opinion.id))


@blueprint.route("/avis/<int:opinion_id>/reponse", methods=["GET", "POST"])
@requires(AnswerPermission.PREPARE_ANSWER, on=response_at)
def prepare(asked: AnswerAsked) -> Page:
    """Show the answer being prepared, and keep what frames it."""
    response, form = asked.response, ResponseForm(obj=asked.response)
    if form.validate_on_submit():
        draft = answers.ResponseDraft(form.signed_by.data or "", form.source.data or "", form.planned_on.data)
        answers.write_response(response, draft, version=_version(form.version.data))
        return _back(response, _("La réponse est enregistrée. Elle n’est pas publique."))
    if not form.is_submitted():
        form.version.data = str(response.version)
    page = render_template(
        "council/answers/prepare.html", response=response, form=form, verdicts=VERDICTS, tones=VERDICT_TONES
    )
    return page, 422 if form.is_submitted() else 200


@blueprint.route("/reponses/<int:reply_id>", methods=["GET", "POST"])
@requires(AnswerPermission.PREPARE_ANSWER, on=reply_at)
def reply(reply: Reply) -> Page:
    """Answer one recommendation."""
    form, promise = ReplyForm(obj=reply), CommitmentForm()
    if not form.is_submitted():
        form.version.data = str(reply.response.version)
        return _reply_page(reply, form, promise)
    if form.validate() and _saved(reply, form, promise):
        number = reply.recommendation.position
        if reply.answered_at is not None:
            return _back(
                reply.response, _("La réponse à la recommandation %(number)s est publiée.", number=number)
            )
        said = _("La réponse à la recommandation %(number)s est enregistrée.", number=number)
        return _back(reply.response, said)
    return _reply_page(reply, form, promise), 422


def _saved(reply: Reply, form: ReplyForm, promise: CommitmentForm) -> bool:
    """Save a reply, with the commitment typed beside it if there is one; say so on the page when it is refused."""
    if promise.title.data and not promise.validate():
        return False
    try:
        _write(reply, form)
        if promise.title.data:
            answers.add_commitment(reply, _promise_in(promise), at=clock.now(), actor=present_actor())
    except Invalid as refusal:
        _refuse(refusal, form, promise)
        return False
    return True


def _write(reply: Reply, form: ReplyForm) -> None:
    """Keep a reply, or publish it alone where the answer was published without it."""
    version = _version(form.version.data)
    if reply.response.is_public:
        answers.answer_alone(reply, _draft_in(form), version=version, at=clock.now())
    else:
        answers.write_reply(reply, _draft_in(form), version=version)


def _refuse(refusal: Invalid, form: ReplyForm | CommitmentForm, promise: CommitmentForm) -> None:
    (promise if refusal.field in promise else form).refuse(refusal)


def _draft_in(form: ReplyForm) -> answers.ReplyDraft:
    return answers.ReplyDraft(
        verdict_of(form),
        form.reasons.data or "",
        form.responsible.data or "",
        form.due_on.data,
        form.undated_because.data or "",
    )


def _promise_in(form: CommitmentForm) -> answers.CommitmentDraft:
    return answers.CommitmentDraft(
        form.title.data, form.promised_by.data or "", form.promised_on.data, form.undated_promise.data or ""
    )


@blueprint.post("/reponses/<int:reply_id>/engagements")
@requires(AnswerPermission.PREPARE_ANSWER, on=reply_at)
def commit(reply: Reply) -> Page:
    """Commit to something in answer to a recommendation, and keep what was typed of the answer with it."""
    promise = CommitmentForm()
    beside = UnfinishedReplyForm() if "version" in request.form else None
    if promise.validate() and _promised(reply, promise, beside):
        flash(_("L’engagement est ajouté."), "success")
        return redirect(url_for(".reply", reply_id=reply.id))
    form = beside or UnfinishedReplyForm(formdata=None, obj=reply)
    form.version.data = form.version.data or str(reply.response.version)
    return _reply_page(reply, form, promise), 422


def _promised(reply: Reply, promise: CommitmentForm, form: ReplyForm | None) -> bool:
    """Keep the reply as typed so far, then add a commitment to it; say so on the page when it is refused."""
    if form is not None and not form.validate():
        return False
    try:
        if form is not None:
            answers.keep_reply(reply, _draft_in(form), version=_version(form.version.data))
        answers.add_commitment(reply, _promise_in(promise), at=clock.now(), actor=present_actor())
    except Invalid as refusal:
        _refuse(refusal, form or promise, promise)
        return False
    return True


@blueprint.post("/engagements/<int:commitment_id>/retirer")
@requires(AnswerPermission.PREPARE_ANSWER, on=commitment_at)
def uncommit(commitment: Commitment) -> Answer:
    """Take a commitment out of an answer that is not published."""
    reply_id = commitment.reply_id
    answers.remove_commitment(commitment)
    flash(_("L’engagement est retiré."), "success")
    return redirect(url_for(".reply", reply_id=reply_id))


@blueprint.route("/avis/<int:opinion_id>/reponse/publier", methods=["GET", "POST"])
@requires(AnswerPermission.PREPARE_ANSWER, on=response_at)
def publish(asked: AnswerAsked) -> Page:
    """Say what will be published, then show the answer to everyone."""
    response, form = asked.response, ConfirmForm()
    if form.validate_on_submit():
        answers.publish_response(present_actor(), response, at=clock.now())
        flash(_("La réponse est publiée. Les personnes dont les textes y ont mené seront prévenues."), "success")
        return redirect(url_for("answers.show", opinion_id=response.opinion_id))
    waiting = [one for one in response.replies if not one.is_complete]
    return render_template("council/answers/publish.html", response=response, waiting=waiting, form=form)


def _version(read: str | None) -> int:
    return whole(read) or 0


def _reply_page(reply: Reply, form: ReplyForm, commitment_form: CommitmentForm) -> str:
    return render_template("council/answers/reply.html", reply=reply, form=form, commitment_form=commitment_form)


def _back(response: OfficialResponse, said: str) -> Answer:
    flash(said, "success")
    return redirect(url_for(".prepare", opinion_id=response.opinion_id))
