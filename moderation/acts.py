"""Offer, beside each contribution, the way to flag it and, to its moderators, the way to its case."""

from collections.abc import Iterator

from flask import url_for
from flask_babel import lazy_gettext as _l

from consult.kit.permissions import present_actor
from contributions.acts import Act
from contributions.models import Contribution
from moderation.rules import MODERATING


def offered_acts(contribution: Contribution) -> Iterator[Act]:
    """Yield what this person may do about a text; the pages check the right again."""
    actor = present_actor()
    if contribution.is_public and (not actor.is_authenticated or contribution.author_id != actor.id):
        yield Act(_l("Signaler"), url_for("moderation.flag", contribution_id=contribution.id))
    if any(actor.has_role(role, contribution.consultation_id) for role in MODERATING):
        yield Act(_l("Modérer"), url_for("moderation_desk.case", contribution_id=contribution.id))
