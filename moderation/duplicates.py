"""Look for the proposal that already says the same, and join the two."""

from collections.abc import Sequence

from flask import Blueprint, flash, render_template, request
from flask_babel import gettext as _
from werkzeug.wrappers import Response as Answer

from consult.kit import clock
from consult.kit.errors import Conflict, Invalid, NotFound, Sentence
from consult.kit.permissions import present_actor, requires
from contributions.models import Contribution, Proposal
from moderation.asked import asked_number, kept_filters
from moderation.desk import to_next_case
from moderation.models import FlagReason, Verdict
from moderation.operations.decisions import Ruling, decide
from moderation.outdated import show_outdated
from moderation.queries.cases import text_to_review
from moderation.queries.charters import rules_in_force
from moderation.queries.decisions import decision_in_force
from moderation.queries.readings import may_repeat, nearest, said_most
from moderation.rules import Permission

_AT_ONCE = 10

blueprint = Blueprint("moderation_duplicates", __name__)
blueprint.register_error_handler(Conflict, show_outdated)


def proposal_to_review(contribution_id: int) -> Proposal:
    """Return a proposal that was sent, or raise `NotFound`."""
    found = text_to_review(contribution_id)
    if not isinstance(found, Proposal):
        raise NotFound
    return found


@blueprint.get("/moderation/<int:contribution_id>/doublon")
@requires(Permission.DECIDE, on=proposal_to_review)
def look(proposal: Proposal) -> str:
    """Look for the proposal that already says the same."""
    return _page(proposal)


@blueprint.post("/moderation/<int:contribution_id>/doublon")
@requires(Permission.DECIDE, on=proposal_to_review)
def join(proposal: Proposal) -> Answer | tuple[str, int]:
    """Join a proposal to the other, then show the next case."""
    try:
        decide(present_actor(), proposal, _ruling(proposal), at=clock.now())
    except Invalid as refusal:
        return _page(proposal, refusal.sentence), 422
    flash(_("Les deux propositions sont réunies\u00a0: leurs pages et leurs votes restent."), "success")
    return to_next_case()


def _ruling(text: Contribution) -> Ruling:
    version, last, kept = (asked_number(request.form, name) for name in ("version", "last_decision", "kept"))
    rules = rules_in_force(text.consultation_id).rules
    rule = next((one.number for one in rules if one.reason is FlagReason.DUPLICATE), None)
    return Ruling(Verdict.MERGE, version or 0, last or 0, rule_number=rule, kept_id=kept)


def _at_once(proposal: Proposal) -> Sequence[Proposal]:
    """Return what to look at before any word is typed: the nearest, then what shares the words it repeats."""
    close = nearest(proposal)
    others = may_repeat(proposal, said_most(proposal))
    return [*close, *(one for one in others if one not in close)][:_AT_ONCE]


def _page(proposal: Proposal, refusal: Sentence = "") -> str:
    words, last = request.values.get("q", "").strip(), decision_in_force(proposal.id)
    return render_template(
        "moderation/duplicate.html",
        text=proposal,
        words=words,
        asked=kept_filters(request.args),
        refusal=refusal,
        last_decision=last.id if last else 0,
        found=may_repeat(proposal, words) if words else _at_once(proposal),
    )
