"""The desk of campaigns: near copies counted together, shown, then decided of in one gesture."""

from collections.abc import Sequence

from flask import Blueprint, flash, redirect, render_template, url_for
from flask_babel import lazy_gettext as _l
from flask_babel import ngettext
from werkzeug.wrappers import Response as Answer

from consult.kit import clock
from consult.kit.errors import Invalid
from consult.kit.permissions import present_actor, requires
from consult.kit.text.differences import differences
from contributions.models import Contribution
from moderation.examined import examined_text
from moderation.forms import CampaignForm, explanation_in
from moderation.models import FlagReason, SavedReply, Signal, Verdict
from moderation.operations.campaigns import OFFERED, BulkRuling, decide_campaign
from moderation.queries.campaigns import Campaign, campaign_at, campaigns, waiting_copies
from moderation.queries.charters import rules_in_force
from moderation.queries.desk_life import replies_for
from moderation.queries.signals import alarms_among, private_passages
from moderation.rules import Permission
from moderation.seen import private_words
from moderation.wording import GESTURES, KEYS, REASONS

blueprint = Blueprint("moderation_campaigns", __name__)
_MOST_SHOWN = 50
_OTHER_KEYS = [
    (_l("1 à 9"), _l("Choisir la règle de ce numéro")),
    ("W", _l("Aller aux mots à masquer")),
    ("E", _l("Aller à l’explication")),
    (_l("Échap"), _l("Quitter un champ")),
]


@blueprint.get("/moderation/campagnes")
@requires(Permission.OPEN_QUEUE)
def listed() -> str:
    """List the campaigns of which texts wait."""
    return render_template("moderation/campaigns.html", campaigns=campaigns(present_actor()))


@blueprint.get("/moderation/campagnes/<int:leader_id>")
@requires(Permission.REVIEW, on=campaign_at)
def preview(campaign: Campaign) -> str:
    """Show the texts that one decision would be about, and how each differs from the first."""
    texts = waiting_copies(campaign.leader.id)
    seen = private_passages([one.id for one in texts], _MOST_SHOWN)
    rules = [one.number for one in rules_in_force(campaign.consultation_id).rules if one.reason in _reasons(seen)]
    form = CampaignForm(up_to=texts[-1].id, masked=private_words(seen), rule=rules[0] if rules else None)
    return _page(form, campaign)


@blueprint.post("/moderation/campagnes/<int:leader_id>")
@requires(Permission.REVIEW, on=campaign_at)
def send(campaign: Campaign) -> Answer | tuple[str, int]:
    """Decide of what was shown, each text with its own statement."""
    form = CampaignForm()
    replies = _offer(form, campaign)
    if not form.validate():
        return _page(form, campaign), 422
    ruling = BulkRuling(
        Verdict(form.verdict.data),
        form.up_to.data or 0,
        form.rule.data,
        explanation_in(form, replies),
        form.masked.data or "",
        bool(form.knowingly.data),
    )
    try:
        count = decide_campaign(present_actor(), campaign, ruling, at=clock.now())
    except Invalid as refusal:
        form.refuse(refusal)
        return _page(form, campaign), 422
    said = ngettext(
        "%(num)s décision part : la personne reçoit ses motifs.",
        "%(num)s décisions partent : chaque personne reçoit ses motifs.",
        count,
    )
    flash(said, "success")
    return redirect(url_for("moderation_desk.queue"))


def _page(form: CampaignForm, campaign: Campaign) -> str:
    _offer(form, campaign)
    up_to = form.up_to.data or None
    texts = waiting_copies(campaign.leader.id, up_to)
    return render_template(
        "moderation/campaign.html",
        form=form,
        campaign=campaign,
        alarms=[(REASONS[reason], count) for reason, count in alarms_among([one.id for one in texts])],
        texts=[(one, _against(campaign.leader, one)) for one in texts[:_MOST_SHOWN]],
        hidden=max(0, len(texts) - _MOST_SHOWN),
        verdicts=[(verdict, GESTURES[verdict], KEYS[verdict]) for verdict in OFFERED],
        keys_shown=[(KEYS[verdict].upper(), GESTURES[verdict]) for verdict in OFFERED] + _OTHER_KEYS,
    )


def _reasons(seen: Sequence[tuple[Contribution, Signal]]) -> set[FlagReason]:
    return {signal.reason for _text, signal in seen}


def _offer(form: CampaignForm, campaign: Campaign) -> Sequence[SavedReply]:
    """Offer the charter's rules and one's saved replies, and return these."""
    replies = replies_for(present_actor(), campaign.consultation_id)
    form.offer(rules_in_force(campaign.consultation_id), replies)
    return replies


def _against(leader: Contribution, one: Contribution) -> object:
    return differences(examined_text(leader), examined_text(one)) if one.id != leader.id else ()
