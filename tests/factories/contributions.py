"""Make proposals, arguments and comments, as the operations would leave them."""

from itertools import count

from consult.accounts.models import User
from consult.consultations.models import Consultation
from contributions import operations
from contributions.models import Argument, Comment, Position, Proposal
from contributions.operations import ProposalDraft
from tests.factories import NOW

_numbers = count(1)


def draft_for(consultation: Consultation, **values: object) -> ProposalDraft:
    """Return what someone typed, in the consultation's first theme."""
    number = next(_numbers)
    values.setdefault("title", f"Ouvrir un lieu d’aide au numérique n° {number}")
    values.setdefault("source", "Une **permanence** par semaine, sans rendez-vous.")
    values.setdefault("theme_id", consultation.themes[0].id)
    return ProposalDraft(**values)


def post_proposal(author: User, consultation: Consultation, **values: object) -> Proposal:
    """Post a proposal, in the open unit of work."""
    return operations.submit_proposal(author, consultation, draft_for(consultation, **values), at=NOW)


def post_argument(author: User, proposal: Proposal, position: Position = Position.FOR, text: str = "") -> Argument:
    """Post an argument, in the open unit of work."""
    text = text or f"Ce serait utile à mes voisins, pour la raison n° {next(_numbers)}."
    return operations.add_argument(author, proposal, position, text, at=NOW)


def post_comment(author: User, proposal: Proposal, text: str = "", parent: Comment | None = None) -> Comment:
    """Post a comment, in the open unit of work."""
    text = text or f"Et le samedi ? Question n° {next(_numbers)}."
    return operations.add_comment(author, proposal, text, at=NOW, parent=parent)
