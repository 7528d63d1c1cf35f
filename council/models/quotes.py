"""Say which words of contributions an opinion repeats without citing them, and leave out those taken back."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from markupsafe import Markup
from sqlalchemy import ForeignKey, select
from sqlalchemy.orm import Mapped, column_property, mapped_column

from consult.kit.db import Model
from consult.kit.text.markdown import render, stored
from contributions.models import PUBLIC, Contribution, Status
from council.quoting import Span, without

_CONTRIBUTION = Contribution.__table__


class TypedQuote(Model):
    """Words of a contribution that a published opinion repeats without citing it (reprise).

    They stand at `start` of the source of a part, a recommendation or a dissent, for `length` characters; found
    when the opinion is published, which then no longer changes.
    """

    __tablename__ = "typed_quote"

    id: Mapped[int] = mapped_column(primary_key=True)
    opinion_id: Mapped[int] = mapped_column(ForeignKey("opinion.id"), index=True)
    section_id: Mapped[int | None] = mapped_column(ForeignKey("opinion_section.id"), index=True)
    recommendation_id: Mapped[int | None] = mapped_column(ForeignKey("recommendation.id"), index=True)
    dissent_id: Mapped[int | None] = mapped_column(ForeignKey("opinion_dissent.id"), index=True)
    contribution_id: Mapped[int] = mapped_column(ForeignKey("contribution.id"), index=True)
    start: Mapped[int]
    length: Mapped[int]
    status: Mapped[Status] = column_property(
        select(_CONTRIBUTION.c.status).where(_CONTRIBUTION.c.id == contribution_id).scalar_subquery()
    )

    @property
    def is_withheld(self) -> bool:
        """Say whether the contribution is no longer public: its words go from here too."""
        return self.status not in PUBLIC


def words_of(source: str, quotes: Sequence[TypedQuote]) -> str:
    """Return a source without the words of contributions that are no longer public."""
    return without(source, [Span(one.start, one.length) for one in quotes if one.is_withheld])


class Repeating:
    """What may repeat words of contributions: `source` as written, its `html`, the `quotes` found in it."""

    if TYPE_CHECKING:
        source: Mapped[str]
        html: Mapped[str]
        quotes: Mapped[list[TypedQuote]]

    @property
    def said(self) -> str:
        """Return the words, without those of contributions that are no longer public."""
        return words_of(self.source, self.quotes)

    @property
    def markup(self) -> Markup:
        """Return the safe HTML of what is said, ready to be shown."""
        said = self.said
        return stored(self.html) if said == self.source else render(said)
