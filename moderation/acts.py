"""Offer, beside each contribution, the way to flag it, to its case, and to the rule that hides it."""

from collections.abc import Iterator, Mapping, Sequence

from flask import url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from consult.kit.permissions import allows, present_actor
from contributions.acts import Act
from contributions.addresses import contribution_url
from contributions.models import Contribution, Proposal, Status
from contributions.threads import CitedRule
from moderation.queries.decisions import citations_on, decision_in_force
from moderation.queries.readings import duplicates_of, merging_of
from moderation.rules import MODERATING, Permission


def offered_acts(contribution: Contribution) -> Iterator[Act]:
    """Yield what this person may do about a text; the pages check the right again."""
    actor = present_actor()
    is_own = actor.is_authenticated and contribution.author_id == actor.id
    if contribution.is_public and not is_own:
        yield Act(_l("Signaler"), url_for("moderation.flag", contribution_id=contribution.id))
    if is_own and not contribution.is_public:
        yield from _to_its_reasons(contribution)
    if isinstance(contribution, Proposal):
        yield from _same_request(contribution)
    if any(actor.has_role(role, contribution.consultation_id) for role in MODERATING):
        yield Act(_l("Modérer"), url_for("moderation_desk.case", contribution_id=contribution.id))


def _to_its_reasons(contribution: Contribution) -> Iterator[Act]:
    """Yield, for its author, the way to the decision that keeps a text from sight, and to contest it."""
    last = decision_in_force(contribution.id)
    if last is None or last.to_status is not contribution.status:
        return
    yield Act(_l("Lire la décision et ses motifs"), url_for("moderation.decision", decision_id=last.id))
    if last.appeal is None and allows(present_actor(), Permission.APPEAL, last):
        yield Act(_l("Contester cette décision"), url_for("moderation.appeal", decision_id=last.id))


def why_out_of_sight(contribution: Contribution) -> str:
    """Return why a text waits or was kept from sight, as its author reads it; empty when nobody decided."""
    last = decision_in_force(contribution.id)
    if last is None or last.to_status is not contribution.status:
        waits = contribution.status is Status.PENDING
        return _("Une personne va le lire ; vous recevrez sa réponse par courriel.") if waits else ""
    reason = _("Motif : %(explanation)s", explanation=last.explanation)
    if last.is_automatic:
        reason += " " + _("C’est provisoire : une personne va le lire.")
    return reason


def _same_request(proposal: Proposal) -> Iterator[Act]:
    """Yield the way from a duplicate to the proposal that says the same, and back."""
    merging = merging_of(proposal.id) if proposal.status is Status.MERGED else None
    if merging is not None:
        yield Act(_l("Réunie à\u00a0: %(title)s", title=merging.kept.title), contribution_url(merging.kept))
    for one in duplicates_of(proposal.id) if proposal.duplicates else ():
        title = one.duplicate.title
        yield Act(_l("Dit la même chose\u00a0: %(title)s", title=title), contribution_url(one.duplicate))


def cited_rules(contributions: Sequence[Contribution]) -> Mapping[int, CitedRule]:
    """Return the rule each text is withheld for, where the charter that was cited words it."""
    slugs = {one.id: one.consultation.slug for one in contributions}
    found = citations_on(list(slugs))
    return {
        text: CitedRule(
            one.number, url_for("moderation.charter", slug=slugs[text], version=one.version, _anchor=one.anchor)
        )
        for text, one in found.items()
    }
