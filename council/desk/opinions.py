"""Where a rapporteur writes an opinion part by part, and the council reads the draft."""

from flask import Blueprint, flash, redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response as Answer
from wtforms.fields.choices import SelectChoice

from consult.kit import clock
from consult.kit.errors import Invalid
from consult.kit.permissions import allows, present_actor, requires
from council.asked.numbers import whole
from council.asked.opinions import (
    Within,
    opinion_at,
    opinion_to_write_at,
    recommendation_at,
    section_at,
)
from council.forms.opinions import RecommendationForm, SectionForm, TitleForm
from council.models import Opinion, OpinionSection, Recommendation
from council.operations import drafting
from council.queries.adoption import adoption_of, left_to_vote, open_vote_on, votes_on, was_rejected
from council.queries.citations import sources_of
from council.queries.opinions import dissents_of, remarks_on
from council.reading import behind_each, remarks_by_passage
from council.rules.opinions import OpinionPermission
from council.wording.opinions import WORDS

blueprint = Blueprint("opinion_desk", __name__, url_prefix="/conseil/avis")
Page = str | Answer | tuple[str, int]


@blueprint.get("/<int:opinion_id>")
@requires(OpinionPermission.SEE_DRAFT, on=opinion_at)
def draft(opinion: Opinion) -> str:
    """Show an opinion as it is being written, what members say of it, and where it stands."""
    actor, sources, vote = present_actor(), sources_of(opinion), open_vote_on(opinion)
    may = {one.name: allows(actor, one, opinion) for one in OpinionPermission}
    return render_template(
        "council/opinions/draft.html",
        opinion=opinion,
        sources=sources,
        behind=behind_each(opinion, sources),
        remarks=remarks_by_passage(remarks_on(opinion)),
        votes=votes_on(opinion),
        open_vote=vote,
        adoption=adoption_of(opinion),
        rejected=was_rejected(opinion),
        left=left_to_vote(opinion),
        dissents=dissents_of(opinion),
        words=WORDS,
        may=may if vote is None else may | {"WRITE_OPINION": False, "REMARK": False},
    )


@blueprint.route("/<int:opinion_id>/titre", methods=["GET", "POST"])
@requires(OpinionPermission.WRITE_OPINION, on=opinion_to_write_at)
def title(opinion: Opinion) -> Page:
    """Give the opinion another title."""
    form = TitleForm(obj=opinion)
    if form.validate_on_submit():
        version = _version(form.version.data)
        drafting.rename_opinion(present_actor(), opinion, form.title.data, version=version, at=clock.now())
        return _back(opinion, _("Le titre est enregistré."))
    return _page("council/opinions/title.html", opinion, form)


# --- parts ------------------------------------------------------------------------------


@blueprint.route("/<int:opinion_id>/parties/nouvelle", methods=["GET", "POST"])
@requires(OpinionPermission.WRITE_OPINION, on=opinion_to_write_at)
def new_section(opinion: Opinion) -> Page:
    """Add a part."""
    form = SectionForm()
    if form.validate_on_submit():
        try:
            part = drafting.add_section(present_actor(), opinion, _section_in(form), at=clock.now())
            return _back(opinion, _("La partie est ajoutée."), f"partie-{part.id}")
        except Invalid as refusal:
            form.refuse(refusal)
    return _page("council/opinions/section.html", opinion, form, section=None)


@blueprint.route("/<int:opinion_id>/parties/<int:section_id>", methods=["GET", "POST"])
@requires(OpinionPermission.WRITE_OPINION, on=section_at)
def section(asked: Within[OpinionSection]) -> Page:
    """Change the words of a part."""
    form = SectionForm(obj=asked.item)
    if form.validate_on_submit():
        try:
            version = _version(form.version.data)
            words = _section_in(form)
            drafting.write_section(
                present_actor(), asked.opinion, asked.item, words, version=version, at=clock.now()
            )
            return _back(asked.opinion, _("La partie est enregistrée."), f"partie-{asked.item.id}")
        except Invalid as refusal:
            form.refuse(refusal)
    return _page("council/opinions/section.html", asked.opinion, form, section=asked.item)


@blueprint.post("/<int:opinion_id>/parties/<int:section_id>/monter")
@requires(OpinionPermission.WRITE_OPINION, on=section_at)
def raise_section(asked: Within[OpinionSection]) -> Answer:
    """Put a part before the one above it."""
    drafting.move_up(present_actor(), asked.opinion, asked.item, at=clock.now())
    return _back(asked.opinion, _("L’ordre des parties a changé."), f"partie-{asked.item.id}")


@blueprint.post("/<int:opinion_id>/parties/<int:section_id>/retirer")
@requires(OpinionPermission.WRITE_OPINION, on=section_at)
def remove_section(asked: Within[OpinionSection]) -> Answer:
    """Take a part out."""
    drafting.remove_section(present_actor(), asked.opinion, asked.item, at=clock.now())
    return _back(asked.opinion, _("La partie est retirée. Elle se lit encore dans les versions."))


def _section_in(form: SectionForm) -> drafting.SectionDraft:
    return drafting.SectionDraft(form.title.data, form.source.data)


# --- recommendations --------------------------------------------------------------------


@blueprint.route("/<int:opinion_id>/recommandations/nouvelle", methods=["GET", "POST"])
@requires(OpinionPermission.WRITE_OPINION, on=opinion_to_write_at)
def new_recommendation(opinion: Opinion) -> Page:
    """Add a recommendation."""
    form = _with_parts(RecommendationForm(), opinion)
    if form.validate_on_submit():
        try:
            made = drafting.add_recommendation(
                present_actor(), opinion, form.text.data, section_id=whole(form.section.data), at=clock.now()
            )
            return _back(opinion, _("La recommandation est ajoutée."), f"recommandation-{made.position}")
        except Invalid as refusal:
            form.refuse(refusal)
    return _page("council/opinions/recommendation.html", opinion, form, recommendation=None)


@blueprint.route("/<int:opinion_id>/recommandations/<int:recommendation_id>", methods=["GET", "POST"])
@requires(OpinionPermission.WRITE_OPINION, on=recommendation_at)
def recommendation(asked: Within[Recommendation]) -> Page:
    """Change the words of a recommendation."""
    form = _with_parts(RecommendationForm(obj=asked.item), asked.opinion)
    if form.validate_on_submit():
        try:
            _keep_recommendation(asked, form)
            anchor = f"recommandation-{asked.item.position}"
            return _back(asked.opinion, _("La recommandation est enregistrée."), anchor)
        except Invalid as refusal:
            form.refuse(refusal)
    elif not form.is_submitted():
        form.section.data = str(asked.item.section_id or "")
    return _page("council/opinions/recommendation.html", asked.opinion, form, recommendation=asked.item)


def _keep_recommendation(asked: Within[Recommendation], form: RecommendationForm) -> None:
    drafting.write_recommendation(
        present_actor(),
        asked.opinion,
        asked.item,
        form.text.data,
        section_id=whole(form.section.data),
        version=_version(form.version.data),
        at=clock.now(),
    )


@blueprint.post("/<int:opinion_id>/recommandations/<int:recommendation_id>/monter")
@requires(OpinionPermission.WRITE_OPINION, on=recommendation_at)
def raise_recommendation(asked: Within[Recommendation]) -> Answer:
    """Put a recommendation before the one above it."""
    drafting.move_up(present_actor(), asked.opinion, asked.item, at=clock.now())
    return _back(asked.opinion, _("Les recommandations ont changé d’ordre et de numéro."), "recommandations")


@blueprint.post("/<int:opinion_id>/recommandations/<int:recommendation_id>/retirer")
@requires(OpinionPermission.WRITE_OPINION, on=recommendation_at)
def remove_recommendation(asked: Within[Recommendation]) -> Answer:
    """Take a recommendation out."""
    drafting.remove_recommendation(present_actor(), asked.opinion, asked.item, at=clock.now())
    return _back(asked.opinion, _("La recommandation est retirée ; les autres ont un nouveau numéro."))


def _with_parts(form: RecommendationForm, opinion: Opinion) -> RecommendationForm:
    whole = SelectChoice("", _("L’avis entier"))
    form.section.choices = [whole, *(SelectChoice(str(one.id), one.title) for one in opinion.sections)]
    return form


# --- shared -----------------------------------------------------------------------------


def _version(read: str | None) -> int:
    """Return the version a form was opened on; a form that lost it is as old as can be."""
    return whole(read) or 0


def _back(opinion: Opinion, said: str, anchor: str | None = None) -> Answer:
    flash(said, "success")
    return redirect(url_for(".draft", opinion_id=opinion.id, _anchor=anchor))


def _page(
    template: str, opinion: Opinion, form: TitleForm | SectionForm | RecommendationForm, **values: object
) -> Page:
    if not form.is_submitted():
        form.version.data = str(opinion.version)
    page = render_template(
        template, opinion=opinion, form=form, adopted=adoption_of(opinion) is not None, **values
    )
    return page, 422 if form.is_submitted() else 200
