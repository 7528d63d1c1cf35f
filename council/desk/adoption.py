"""Where an opinion is begun under a referral, published once voted, dissented from, handed over and corrected."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response as Answer
from wtforms.fields.choices import SelectChoice

from consult.kit import clock
from consult.kit.errors import Invalid, NotFound
from consult.kit.permissions import present_actor, requires
from council.asked.opinions import Within, dissent_of, opinion_at
from council.asked.referrals import referral_asked
from council.forms import OpinionStartForm
from council.forms.opinions import ConfirmForm, DissentForm, RapporteurForm
from council.models import CouncilMember, Dissent, DissentKind, Opinion, Referral
from council.operations import dissents, drafting, opinions
from council.queries.adoption import adoption_of, left_to_vote, versions_of
from council.queries.councils import sitting_members
from council.queries.opinions import remarks_on
from council.reading import amended_at, steps_of
from council.rules.opinions import OpinionPermission
from council.wording import member_name

blueprint = Blueprint("adoption_desk", __name__, url_prefix="/conseil/avis")
Page = str | Answer | tuple[str, int]


@blueprint.get("/<int:opinion_id>/versions")
@requires(OpinionPermission.SEE_DRAFT, on=opinion_at)
def versions(opinion: Opinion) -> str:
    """Show what each version of the opinion changed, and who saved it."""
    kept = versions_of(opinion)
    return render_template(
        "council/opinions/versions.html",
        opinion=opinion,
        kept=kept,
        steps=[] if opinion.leaves_words_out else steps_of(kept[:-1] if opinion.corrects_id else kept),
        amended=amended_at(remarks_on(opinion)),
    )


@blueprint.route("/<int:opinion_id>/rapporteur", methods=["GET", "POST"])
@requires(OpinionPermission.NAME_RAPPORTEUR, on=opinion_at)
def rapporteur(opinion: Opinion) -> Page:
    """Hand the opinion over to another member."""
    form, members = RapporteurForm(), _in_office(opinion)
    form.member.choices = [SelectChoice(key, member_name(one.user)) for key, one in members.items()]
    if form.validate_on_submit():
        chosen = members[form.member.data]
        drafting.name_rapporteur(opinion, chosen, at=clock.now())
        return _back(opinion, _("%(name)s écrit maintenant cet avis.", name=member_name(chosen.user)))
    page = render_template("council/opinions/rapporteur.html", opinion=opinion, form=form)
    return page, 422 if form.is_submitted() else 200


def _in_office(opinion: Opinion) -> dict[str, CouncilMember]:
    """Return those who may write an opinion today, by their key."""
    today = clock.local(clock.now()).date()
    return {str(one.id): one for one in sitting_members(opinion.council_id, today)}


@blueprint.route("/<int:opinion_id>/publier", methods=["GET", "POST"])
@requires(OpinionPermission.PUBLISH_OPINION, on=opinion_at)
def publish(opinion: Opinion) -> Page:
    """Show what will be published and by which vote, then show the opinion to everyone."""
    form = ConfirmForm()
    if form.validate_on_submit():
        try:
            opinions.publish_opinion(present_actor(), opinion, at=clock.now())
            flash(_("L’avis n° %(number)s est publié.", number=opinion.number), "success")
            return redirect(url_for("councils.opinion", opinion_id=opinion.id))
        except Invalid as refusal:
            form.refuse(refusal)
    page = render_template(
        "council/opinions/publish.html",
        opinion=opinion,
        adoption=adoption_of(opinion),
        left=left_to_vote(opinion),
        form=form,
    )
    return page, 422 if form.is_submitted() else 200


@blueprint.route("/nouveau/saisine-<int:referral_id>", methods=["GET", "POST"])
@requires(OpinionPermission.BEGIN_ON_REFERRAL, on=referral_asked)
def begin(referral: Referral) -> Page:
    """Open the draft of an opinion under a referral, with or without a synthesis."""
    form = OpinionStartForm()
    if form.validate_on_submit():
        made = drafting.begin_opinion(present_actor(), None, form.title.data, at=clock.now(), referral=referral)
        return _back(made, _("L’avis est commencé : vous en êtes le rapporteur."))
    page = render_template("council/opinions/begin.html", referral=referral, form=form)
    return page, 422 if form.is_submitted() else 200


@blueprint.route("/<int:opinion_id>/corriger", methods=["GET", "POST"])
@requires(OpinionPermission.CORRECT_OPINION, on=opinion_at)
def correct(opinion: Opinion) -> Page:
    """Ask first, then open the draft that corrects a published opinion."""
    if request.method == "POST":
        made = opinions.correct_opinion(present_actor(), opinion, at=clock.now())
        return _back(made, _("La correction est ouverte. L’avis publié reste lisible."))
    return render_template("council/opinions/correct.html", opinion=opinion)


# --- dissents -------------------------------------------------------------------------


@blueprint.route("/<int:opinion_id>/dissidences/nouvelle", methods=["GET", "POST"])
@requires(OpinionPermission.DISSENT, on=opinion_at)
def dissent(opinion: Opinion) -> Page:
    """Attach a dissent to an adopted opinion."""
    form = DissentForm()
    if form.validate_on_submit():
        try:
            words = dissents.DissentDraft(DissentKind(form.kind.data), form.title.data, form.source.data)
            dissents.attach_dissent(_member(opinion), opinion, words, at=clock.now())
            return _back(opinion, _("Ce texte sera publié avec l’avis, sous votre signature."), "dissidences")
        except Invalid as refusal:
            form.refuse(refusal)
    page = render_template("council/opinions/dissent.html", opinion=opinion, form=form)
    return page, 422 if form.is_submitted() else 200


@blueprint.post("/<int:opinion_id>/dissidences/<int:dissent_id>/signer")
@requires(OpinionPermission.DISSENT, on=dissent_of)
def sign(asked: Within[Dissent]) -> Answer:
    """Sign a dissent."""
    dissents.sign_dissent(_member(asked.opinion), asked.item, at=clock.now())
    return _back(asked.opinion, _("Vous avez signé ce texte."), "dissidences")


@blueprint.post("/<int:opinion_id>/dissidences/<int:dissent_id>/retirer-ma-signature")
@requires(OpinionPermission.DISSENT, on=dissent_of)
def unsign(asked: Within[Dissent]) -> Answer:
    """Take one's signature back."""
    dissents.unsign_dissent(_member(asked.opinion), asked.item)
    return _back(asked.opinion, _("Votre signature est retirée."), "dissidences")


def _member(opinion: Opinion) -> CouncilMember:
    if opinion.reader is None:
        raise NotFound
    return opinion.reader


def _back(opinion: Opinion, said: str, anchor: str | None = None) -> Answer:
    flash(said, "success")
    return redirect(url_for("opinion_desk.draft", opinion_id=opinion.id, _anchor=anchor))
