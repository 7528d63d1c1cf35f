"""Let later rooms offer their own links beside a contribution, such as reporting it."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from flask import url_for
from flask_babel import lazy_gettext as _l

from consult.kit.errors import Sentence
from consult.kit.permissions import allows, present_actor
from consult.kit.registries import Registry
from contributions.models import Contribution, Proposal, Status
from contributions.rules import Permission


@dataclass(frozen=True)
class Act:
    """A link to something one may do with a contribution; the page it leads to checks the right."""

    label: Sentence
    url: str


acts: Registry[Callable[[Contribution], Iterable[Act]]] = Registry("contribution_acts")


def contribution_acts(contribution: Contribution) -> list[Act]:
    """Return the links offered beside a contribution: its author's own, then those of later rooms."""
    return [
        *_of_anyone(contribution),
        *_of_author(contribution),
        *(act for offered in acts for act in offered(contribution)),
    ]


def _of_anyone(contribution: Contribution) -> list[Act]:
    """Offer to see what changed in a response; a proposal's page says it beside its text."""
    if isinstance(contribution, Proposal) or contribution.version == 1 or not contribution.is_public:
        return []
    return [Act(_l("Voir ce qui a changé"), url_for("discussion.versions", contribution_id=contribution.id))]


def _of_author(contribution: Contribution) -> list[Act]:
    """Offer someone to correct what they wrote while the calendar allows it, and to withdraw it."""
    actor = present_actor()
    if not actor.is_authenticated or contribution.author_id != actor.id or contribution.status is Status.DRAFT:
        return []
    return [act for permission, act in _own_acts(contribution) if allows(actor, permission, contribution)]


def _own_acts(contribution: Contribution) -> list[tuple[Permission, Act]]:
    if isinstance(contribution, Proposal):
        edit_url = url_for("writing.edit", proposal_id=contribution.id)
        withdraw_url = url_for("writing.withdraw", proposal_id=contribution.id)
        edit, withdraw = (
            Act(_l("Modifier ma proposition"), edit_url),
            Act(_l("Retirer ma proposition"), withdraw_url),
        )
    else:
        edit = Act(_l("Corriger mon texte"), url_for("responses.edit", contribution_id=contribution.id))
        withdraw = Act(_l("Retirer mon texte"), url_for("responses.withdraw", contribution_id=contribution.id))
    return [(Permission.EDIT, edit), (Permission.WITHDRAW, withdraw)]
