"""The lists of proposals, a proposal's page, and what changed in it."""

from datetime import datetime

from flask import Blueprint, redirect, render_template, request
from flask_babel import gettext as _
from werkzeug.wrappers import Response as Answer

from consult.consultations.models import Action, Consultation, Theme
from consult.consultations.phases import closed_sentence
from consult.consultations.queries import theme_of
from consult.kit import clock
from consult.kit.caching import same_for_all
from consult.kit.errors import BadRequest
from consult.kit.languages import full_date
from consult.kit.permissions import allows, present_actor, public
from contributions.addresses import contribution_url, proposal_url
from contributions.attachments.queries import attachments_of
from contributions.forms import WITHDRAWAL_REASONS, ArgumentForm, CommentForm
from contributions.models import NEUTRAL_SLUG, Proposal, Status
from contributions.queries import history
from contributions.queries.proposals import Sort, proposals_page, start_for
from contributions.rules import Permission
from contributions.threads import heading_of
from contributions.views.discussion import discussion_under
from contributions.views.loading import consultation_at, proposal_at
from contributions.views.narrowing import narrowing_asked

blueprint = Blueprint("proposals", __name__)
_KEPT_SECONDS = 60


@blueprint.get("/consultations/<slug>/propositions")
@public
@same_for_all(seconds=_KEPT_SECONDS)
def listing(slug: str) -> str:
    """Show the proposals of a consultation."""
    return _list(consultation_at(slug))


@blueprint.get("/consultations/<slug>/themes/<theme>")
@public
@same_for_all(seconds=_KEPT_SECONDS)
def in_theme(slug: str, theme: str) -> str:
    """Show the proposals of one theme."""
    found = theme_of(present_actor(), slug, theme)
    return _list(found.consultation, found)


def _list(consultation: Consultation, theme: Theme | None = None) -> str:
    asked, offered = _sort_asked(), _sorts(consultation)
    sort = asked if asked in offered else Sort.RANDOM
    actor, at, narrowing = present_actor(), clock.now(), narrowing_asked(consultation, theme)
    page = proposals_page(
        consultation,
        sort,
        theme=narrowing.theme,
        place=narrowing.place,
        start=start_for(actor, consultation, at),
        cursor=request.args.get("suite") if sort is asked else None,
    )
    return render_template(
        "contributions/list.html",
        consultation=consultation,
        theme=theme,
        narrowing=narrowing,
        kept=narrowing.kept,
        page=page,
        sort=sort,
        sorts=offered,
        order_waits=sort is not asked,
        may_propose=consultation.opens(Action.PROPOSE, at),
        may_vote=consultation.opens(Action.VOTE, at),
        proposal_url=proposal_url,
    )


def _sorts(consultation: Consultation) -> dict[Sort, str]:
    """Return the orders offered: none that would tell results the organiser keeps until the end."""
    labels = {
        Sort.RANDOM: _("Au hasard"),
        Sort.RECENT: _("Les plus récentes"),
        Sort.SUPPORTED: _("Les plus soutenues"),
        Sort.DISCUSSED: _("Les plus discutées"),
        Sort.LEAST_VOTED: _("Les moins votées"),
    }
    if consultation.hides_results:
        del labels[Sort.SUPPORTED], labels[Sort.LEAST_VOTED]
    return labels


def _sort_asked() -> Sort:
    """Read an order; one that results would tell is known, and offered again once they are told."""
    asked = request.args.get("tri", Sort.RANDOM.value)
    if asked not in set(Sort):
        raise BadRequest(_("Choisissez un ordre de la liste : celui-ci n’existe pas."))
    return Sort(asked)


@blueprint.get("/propositions/<int:proposal_id>-<slug>")
@public
@same_for_all(seconds=_KEPT_SECONDS)
def show(proposal_id: int, slug: str) -> str | Answer:
    """Show a proposal with its arguments and comments."""
    proposal = proposal_at(proposal_id)
    if slug != proposal.public_slug:
        return _lead_to(proposal, slug)
    return render_page(proposal)


@blueprint.get("/propositions/<int:proposal_id>")
@public
def show_by_number(proposal_id: int) -> Answer:
    """Lead from a bare number to the proposal's address."""
    proposal = proposal_at(proposal_id)
    return _lead_to(proposal)


def _lead_to(proposal: Proposal, asked: str = "") -> Answer:
    """Lead to the address that holds now; browsers keep it, unless a moderator may give the former one back."""
    passing = proposal.status is Status.HIDDEN or asked == NEUTRAL_SLUG
    return redirect(contribution_url(proposal), 302 if passing else 301)


def render_page(
    proposal: Proposal, argument_form: ArgumentForm | None = None, comment_form: CommentForm | None = None
) -> str:
    """Draw a proposal's page; a form that was refused comes back with what was typed."""
    actor, at = present_actor(), clock.now()
    consultation = proposal.consultation
    signed_in = actor.is_authenticated
    readable = allows(actor, Permission.READ, proposal, at)
    return render_template(
        "contributions/proposal.html",
        proposal=proposal,
        consultation=consultation,
        **discussion_under(proposal, actor),
        attachments=attachments_of(proposal) if proposal.attachments else [],
        may={one.name.lower(): allows(actor, one, proposal, at) for one in Permission if one in _ON_PAGE},
        opened={action.value: _takes(proposal, action, at) for action in Action},
        withdrawal=_withdrawal(proposal),
        readable=readable,
        title=proposal.title if readable else heading_of(proposal),
        vote_closed=closed_sentence(consultation, Action.VOTE, at),
        argument_form=(argument_form or ArgumentForm(formdata=None)) if signed_in else None,
        comment_form=(comment_form or CommentForm(formdata=None)) if signed_in else None,
    )


def _takes(proposal: Proposal, action: Action, at: datetime) -> bool:
    """Say whether people may still do this to a proposal: it stands, and its consultation opens it."""
    return proposal.status is Status.PUBLISHED and proposal.consultation.opens(action, at)


def _withdrawal(proposal: Proposal) -> str:
    """Say when and why its author took a proposal back; nothing for one that stands."""
    if proposal.status is not Status.WITHDRAWN or proposal.published_at is None:
        return ""
    taken_back = history.changes_of(proposal)[-1]
    day = full_date(taken_back.at)
    reason = {choice.value: choice.label for choice in WITHDRAWAL_REASONS}.get(proposal.withdrawal_reason or "")
    if not reason:
        return _("Le %(day)s.", day=day)
    return _("Le %(day)s, avec cette raison : « %(reason)s ».", day=day, reason=reason)


_ON_PAGE = frozenset(
    {
        Permission.VOTE,
        Permission.ARGUE,
        Permission.COMMENT,
        Permission.SUPPORT,
        Permission.EDIT,
        Permission.WITHDRAW,
    }
)


@blueprint.get("/propositions/<int:proposal_id>/versions")
@public
def versions(proposal_id: int) -> str:
    """Show what changed between the versions of a proposal."""
    proposal = proposal_at(proposal_id)
    steps = history.steps_of(proposal) if proposal.is_public else []
    return render_template(
        "contributions/versions.html",
        proposal=proposal,
        consultation=proposal.consultation,
        steps=steps,
        title=proposal.title if proposal.is_public else heading_of(proposal),
    )
