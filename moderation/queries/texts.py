"""Load a contribution of any kind with all that says where it stands, in one query."""

from typing import Any

from sqlalchemy import Select, or_, select
from sqlalchemy.orm import joinedload, with_polymorphic

from contributions.models import Contribution, Proposal, Response

everything = with_polymorphic(Contribution, "*")
"""A contribution with the columns of every kind."""


def ids_in_theme(theme_id: int) -> Select[int]:
    """Select the texts of a theme: its proposals, and what is said under them."""
    proposals = select(Proposal.id).where(Proposal.theme_id == theme_id)
    columns = Contribution.__table__.c
    return select(columns.id).where(or_(columns.theme_id == theme_id, columns.proposal_id.in_(proposals)))


def with_its_place(statement: Select[Any]) -> Select[Any]:
    """Load the author, the theme, the consultation and, for a response, its proposal."""
    return statement.options(
        joinedload(everything.author),
        joinedload(everything.theme),
        joinedload(everything.consultation),
        joinedload(getattr(everything, Response.__name__).proposal),
    )
