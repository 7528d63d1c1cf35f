"""Load a contribution of any kind with all that says where it stands, in one query."""

from typing import Any

from sqlalchemy import Select
from sqlalchemy.orm import joinedload, with_polymorphic

from contributions.models import Contribution, Response

everything = with_polymorphic(Contribution, "*")
"""A contribution with the columns of every kind."""


def with_its_place(statement: Select[Any]) -> Select[Any]:
    """Load the author, the theme, the consultation and, for a response, its proposal."""
    return statement.options(
        joinedload(everything.author),
        joinedload(everything.theme),
        joinedload(everything.consultation),
        joinedload(getattr(everything, Response.__name__).proposal),
    )
