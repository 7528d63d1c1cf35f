"""The moderators' desk: the queue, a case with all that helps to decide, the decision, the next case."""

from dataclasses import replace

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from werkzeug.wrappers import Response as Answer

from consult.kit import clock
from consult.kit.errors import Conflict, Invalid
from consult.kit.permissions import present_actor, requires
from contributions.models import Contribution
from moderation.asked import asked_number, kept_filters, queue_filter
from moderation.case_page import case_page, theme_of_case
from moderation.doubts import doubt
from moderation.forms import DecisionForm, explanation_in
from moderation.models import Decision, FlagReason, Verdict
from moderation.operations.decisions import Ruling, decide
from moderation.operations.reading_notes import Notes, note
from moderation.operations.readings import take_next
from moderation.outdated import show_outdated
from moderation.queries.cases import CaseFile, case_file, text_to_review
from moderation.queries.desk_life import late_count, on_duty, replies_for
from moderation.queries.figures import places_moderated
from moderation.queries.queue import pending_review, waiting_count
from moderation.rules import Permission
from moderation.seen import passages_for, words_to_mask
from moderation.staff_reads import note_after, remember
from moderation.wording import DECIDED, KINDS, REASONS

blueprint = Blueprint("moderation_desk", __name__)
note_after(blueprint)
blueprint.register_error_handler(Conflict, show_outdated)


@blueprint.get("/moderation")
@requires(Permission.OPEN_QUEUE)
def queue() -> str:
    """Show what waits, the most urgent first."""
    at, moderator = clock.now(), present_actor()
    wanted = queue_filter(request.args, at)
    places = places_moderated(moderator)
    return render_template(
        "moderation/queue.html",
        page=pending_review(moderator, wanted, at=at, cursor=request.args.get("suite")),
        wanted=wanted,
        asked=kept_filters(request.args),
        consultations=places.consultations,
        duties=on_duty(at),
        late=late_count(moderator, at),
        themes=places.themes(wanted.consultation_id),
        kinds=KINDS,
        reasons=REASONS,
    )


@blueprint.post("/moderation/suivant")
@requires(Permission.OPEN_QUEUE)
def take() -> Answer:
    """Give the most urgent case of those asked for to this person."""
    return to_next_case()


@blueprint.get("/moderation/<int:contribution_id>")
@requires(Permission.REVIEW, on=text_to_review)
def case(text: Contribution) -> str:
    """Show a text with its context, its flags, its author's history and the charter."""
    remember(text)
    found = case_file(text, at=clock.now(), others_before=asked_number(request.args, "autres"))
    form = DecisionForm(
        version=text.version,
        last_decision=found.last_decision,
        theme=text.theme_id,
        tags=", ".join(found.tags),
        masked="" if found.original else words_to_mask(found.signals, found.words_read),
    )
    return case_page(form, found)


@blueprint.post("/moderation/<int:contribution_id>/decision")
@requires(Permission.DECIDE, on=text_to_review)
def send_decision(text: Contribution) -> str | Answer | tuple[str, int]:
    """Take a decision, then show the next case."""
    form = DecisionForm()
    found = case_file(text, at=clock.now())
    form.offer(found.charter, replies_for(present_actor(), text.consultation_id), found.themes)
    if not form.validate():
        return case_page(form, found), 422
    if said := _unsure(form, found):
        return case_page(form, found, doubt=said), 422
    try:
        decided = _decided(form, found)
    except Invalid as refusal:
        form.refuse(refusal)
        return case_page(form, found), 422
    flash(_("Décision enregistrée : %(decided)s.", decided=str(DECIDED[decided.verdict]).lower()), "success")
    return to_next_case()


def _unsure(form: DecisionForm, found: CaseFile) -> str:
    """Say why to press once more before words go online; nothing the second time, nor when nothing is doubtful."""
    asked, verdict = form.sure.data, form.verdict.data
    form.sure.data = verdict
    return "" if asked == verdict else doubt(Verdict(verdict), form.masked.data or "", found.evidence)


def _decided(form: DecisionForm, found: CaseFile) -> Decision:
    """Note what was noted, then decide; the author learns whether the proposal passed to another theme."""
    text, at = found.text, clock.now()
    before = text.theme_id
    note(present_actor(), text, _notes(form, found), at=at)
    ruling = replace(_ruling(form, found), moved=text.theme_id != before)
    return decide(present_actor(), text, ruling, at=at)


def _ruling(form: DecisionForm, found: CaseFile) -> Ruling:
    """Read what was decided; the passage left empty is what the signals of the rule chosen point at."""
    seen = passages_for(found.signals, found.words_read, found.charter)
    return Ruling(
        verdict=Verdict(form.verdict.data),
        version=form.version.data or 0,
        last_decision=form.last_decision.data or 0,
        rule_number=form.rule.data,
        explanation=explanation_in(form, replies_for(present_actor())),
        fact=form.fact.data or seen.get(str(form.rule.data), ""),
        masked=form.masked.data or "",
        also=tuple(reason for reason in FlagReason if reason.value in (form.also.data or ())),
    )


def to_next_case() -> Answer:
    """Lead to the most urgent case that nobody reads, or to the queue when there is none.

    Whoever narrowed the queue goes on with the cases they asked for.
    """
    at, kept = clock.now(), kept_filters(request.args)
    following = take_next(present_actor(), queue_filter(kept, at), at=at)
    if following is None:
        flash(_("Rien de plus avec ces filtres.") if kept else _nothing_left(), "info")
        return redirect(url_for("moderation_desk.queue", **kept))
    return redirect(url_for("moderation_desk.case", contribution_id=following, **kept))


def _nothing_left() -> str:
    """Say why no case is given: none waits, or those that do are someone else's to read."""
    held = waiting_count(present_actor())
    if not held:
        return _("La file est vide : plus rien ne vous attend.")
    return ngettext(
        "Rien de plus pour vous : %(num)s texte attend, lu par une autre personne ou écrit par vous.",
        "Rien de plus pour vous : %(num)s textes attendent, lus par d’autres personnes ou écrits par vous.",
        held,
    )


def _notes(form: DecisionForm, found: CaseFile) -> Notes:
    guessed = theme_of_case(found) if form.move.data else None
    return Notes(
        guessed[0] if guessed else form.theme.data,
        form.tags.data or "",
        form.quote.data or "",
        form.sentences.data or (),
        form.dropped.data or (),
    )
