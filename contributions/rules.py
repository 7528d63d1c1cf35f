"""Decide who may do what with contributions: one table, read as sentences."""

from datetime import datetime, timedelta
from enum import StrEnum

from flask_babel import lazy_gettext as _l

from consult.accounts.models import Role
from consult.accounts.roles import confirmed, holds, not_suspended
from consult.consultations.models import Action
from consult.consultations.phases import closed_sentence, opens
from consult.kit.errors import Sentence
from consult.kit.languages import full_date
from consult.kit.permissions import Case, Rule, Rules, predicate, signed_in
from contributions.models import Contribution, Kind, Status

_ACTION_OF = {
    Kind.PROPOSAL: Action.PROPOSE,
    Kind.ARGUMENT: Action.ARGUE,
    Kind.COMMENT: Action.COMMENT,
    Kind.SOURCE: Action.ARGUE,
}
_EDITABLE = frozenset({Status.DRAFT, Status.PENDING, Status.REVISION_REQUESTED, Status.PUBLISHED})
_WITHDRAWABLE = (_EDITABLE - {Status.DRAFT}) | {Status.HIDDEN}

EDIT_WINDOW = {
    Kind.PROPOSAL: timedelta(days=7),
    Kind.ARGUMENT: timedelta(days=1),
    Kind.COMMENT: timedelta(days=1),
    Kind.SOURCE: timedelta(days=1),
}
"""How long a published text may still be corrected: later, people would have voted on and answered other words."""


class Permission(StrEnum):
    """What people may be allowed to do with contributions."""

    READ = "contributions.read"
    PROPOSE = "contributions.propose"
    DRAFT = "contributions.draft"
    DELETE_DRAFT = "contributions.delete_draft"
    VOTE = "contributions.vote"
    QUICK_VOTE = "contributions.quick_vote"
    ARGUE = "contributions.argue"
    COMMENT = "contributions.comment"
    SUPPORT = "contributions.support"
    EDIT = "contributions.edit"
    WITHDRAW = "contributions.withdraw"
    SEE_OWN = "contributions.see_own"
    SEE_RECEIPT = "contributions.see_receipt"
    ENTER = "contributions.enter_for_someone"


@predicate(_l("Seule la personne qui a écrit ce texte peut le modifier ou le retirer."))
def is_author(case: Case) -> bool:
    """Allow whoever wrote the text."""
    return bool(case.actor.is_authenticated and case.target.author_id == case.actor.id)


@predicate(_l("Ce texte n’est pas public."))
def is_public_text(case: Case) -> bool:
    """Allow reading what everyone may read."""
    return bool(case.target.is_public)


@predicate(_l("Cette contribution n’est plus publiée : on ne peut plus y répondre."))
def is_published(case: Case) -> bool:
    """Allow on a text that stands in the lists."""
    return bool(case.target.status is Status.PUBLISHED)


@predicate(_l("Ce texte ne peut plus être modifié."))
def is_editable(case: Case) -> bool:
    """Allow on a text that was neither withdrawn nor withheld."""
    return case.target.status in _EDITABLE


@predicate(_l("Vous avez écrit cet argument : vos lecteurs diront s’ils le soutiennent."))
def is_not_own_argument(case: Case) -> bool:
    """Allow on what someone else argued; a proposal's page asks for all the arguments under it."""
    return case.target.kind is not Kind.ARGUMENT or not is_author.check(case)


@predicate(_l("Ce texte est déjà envoyé : retirez-le plutôt que de le supprimer."))
def is_draft(case: Case) -> bool:
    """Allow on a text its author alone has seen."""
    return bool(case.target.status is Status.DRAFT)


@predicate(_l("Ce texte est déjà retiré, ou ne peut plus l’être."))
def is_withdrawable(case: Case) -> bool:
    """Allow on a text that still stands, or that a moderator has hidden."""
    return case.target.status in _WITHDRAWABLE


def _still_open(case: Case) -> bool:
    contribution: Contribution = case.target
    return contribution.consultation.opens(_ACTION_OF[contribution.kind], case.at)


still_open = Rule(
    _still_open,
    lambda case: closed_sentence(case.target.consultation, _ACTION_OF[case.target.kind], case.at),
    "still open",
)


def edited_until(contribution: Contribution) -> datetime | None:
    """Return when its author can no longer correct a published text; None while it is not published."""
    if contribution.status is not Status.PUBLISHED or contribution.published_at is None:
        return None
    return contribution.published_at + EDIT_WINDOW[contribution.kind]


def _refuse_late(case: Case) -> Sentence:
    ended = edited_until(case.target)
    return _l(
        "Ce texte ne peut plus être modifié depuis le %(day)s : d’autres l’ont lu tel qu’il est. "
        "Vous pouvez encore le retirer.",
        day=full_date(ended) if ended else "",
    )


in_edit_window = Rule(
    lambda case: (ended := edited_until(case.target)) is None or case.at < ended, _refuse_late, "in edit window"
)

RULES: Rules = {
    Permission.READ: is_public_text | is_author | holds(Role.MODERATOR, Role.ADMINISTRATOR),
    Permission.PROPOSE: confirmed & opens(Action.PROPOSE),
    Permission.VOTE: confirmed & is_published & opens(Action.VOTE),
    Permission.QUICK_VOTE: confirmed & opens(Action.VOTE),
    Permission.ARGUE: confirmed & is_published & opens(Action.ARGUE),
    Permission.COMMENT: confirmed & is_published & opens(Action.COMMENT),
    Permission.SUPPORT: confirmed & is_published & is_not_own_argument & opens(Action.ARGUE),
    Permission.DRAFT: confirmed,
    Permission.DELETE_DRAFT: signed_in & is_author & is_draft,
    Permission.EDIT: signed_in
    & is_author
    & not_suspended
    & is_editable
    & ((still_open & in_edit_window) | is_draft),
    Permission.WITHDRAW: signed_in & is_author & is_withdrawable,
    Permission.SEE_OWN: signed_in,
    Permission.SEE_RECEIPT: signed_in & is_author & ~is_draft,
    Permission.ENTER: signed_in
    & holds(Role.FACILITATOR, Role.SECRETARIAT, Role.ADMINISTRATOR)
    & opens(Action.PROPOSE),
}
