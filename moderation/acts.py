"""Offer, beside each contribution, the way to flag it, to its case, and to the rule that hides it."""

from collections.abc import Iterator, Mapping, Sequence

from flask import url_for
from flask_babel import lazy_gettext as _l

from consult.kit.permissions import present_actor
from contributions.acts import Act
from contributions.addresses import contribution_url
from contributions.models import Contribution, Proposal, Status
from contributions.threads import CitedRule
from moderation.queries.decisions import citations_on
from moderation.queries.readings import duplicates_of, merging_of
from moderation.rules import MODERATING


def offered_acts(contribution: Contribution) -> Iterator[Act]:
    """Yield what this person may do about a text; the pages check the right again."""
    actor = present_actor()
    is_own = actor.is_authenticated and contribution.author_id == actor.id
    if contribution.is_public and not is_own:
        yield Act(_l("Signaler"), url_for("moderation.flag", contribution_id=contribution.id))
    if isinstance(contribution, Proposal):
        yield from _same_request(contribution)
    if any(actor.has_role(role, contribution.consultation_id) for role in MODERATING):
        yield Act(_l("Modérer"), url_for("moderation_desk.case", contribution_id=contribution.id))


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
