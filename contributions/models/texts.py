"""Say what people write: one table for every kind of text.

A flag, a decision, a claim or a search result thus points at any of them by one key, and one query lists
everything a person wrote. `Contribution.kind` says which class a row is; a column that another kind does not
use stays empty.
"""

from datetime import datetime

from markupsafe import Markup
from sqlalchemy import ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from consult.accounts.models import User
from consult.consultations.models import Consultation, Theme
from consult.kit.db import Model
from consult.kit.text.markdown import stored
from consult.territories.models import Territory
from contributions.models.states import PUBLIC, Channel, Kind, Position, Status

DRAW_RANGE = 2**31 - 1
NEUTRAL_SLUG = "masquee"


class Contribution(Model):
    """What someone contributes (contribution).

    `author_id` is empty once the author erased their account and left the text unsigned. `source` is
    what was typed, `html` and `excerpt` what that version of the renderer made of it. `draw` is drawn
    once: the place of the row on the circle that random lists walk. `imported_*` are totals published
    elsewhere, never mixed with votes cast here. `fingerprint` stops the same person from posting the same
    words twice in the same place. `form_key` names the form a text is written in, so that whatever is sent
    of it, as often as it is sent, is one text. `marked` is what the former site had put aside.
    Counters change in the transaction of what they count and can be rebuilt.
    """

    __tablename__ = "contribution"
    __table_args__ = (
        UniqueConstraint("consultation_id", "external_key"),
        UniqueConstraint("author_id", "form_key"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[Kind]
    consultation_id: Mapped[int] = mapped_column(ForeignKey("consultation.id"))
    theme_id: Mapped[int | None] = mapped_column(ForeignKey("theme.id"))
    author_id: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"), index=True)
    status: Mapped[Status] = mapped_column(default=Status.DRAFT)
    channel: Mapped[Channel] = mapped_column(default=Channel.ONLINE)
    from_organiser: Mapped[bool] = mapped_column(default=False)
    entered_by_id: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"))
    territory_id: Mapped[int | None] = mapped_column(ForeignKey("territory.id"))
    source: Mapped[str] = mapped_column(Text, default="")
    html: Mapped[str] = mapped_column(Text, default="")
    excerpt: Mapped[str] = mapped_column(String(320), default="")
    renderer: Mapped[int] = mapped_column(default=1)
    version: Mapped[int] = mapped_column(default=1)
    created_at: Mapped[datetime]
    submitted_at: Mapped[datetime | None]
    published_at: Mapped[datetime | None]
    edited_at: Mapped[datetime | None]
    external_key: Mapped[str | None] = mapped_column(String(120))
    fingerprint: Mapped[str | None] = mapped_column(String(64), unique=True)
    form_key: Mapped[str | None] = mapped_column(String(40))
    marked: Mapped[bool] = mapped_column(default=False)
    supports: Mapped[int] = mapped_column(default=0)
    imported_supports: Mapped[int | None]

    consultation: Mapped[Consultation] = relationship()
    theme: Mapped[Theme | None] = relationship()
    author: Mapped[User | None] = relationship(foreign_keys=[author_id])
    entered_by: Mapped[User | None] = relationship(foreign_keys=[entered_by_id])
    territory: Mapped[Territory | None] = relationship()

    __mapper_args__ = {"polymorphic_on": "kind", "with_polymorphic": "*"}

    @property
    def reference(self) -> str:
        """Return the name a synthesis or a letter quotes: P12, A40, C7, S3."""
        return f"{self.kind.value[0].upper()}{self.id}"

    @property
    def markup(self) -> Markup:
        """Return the safe HTML of the text, ready to be shown."""
        return stored(self.html)

    @property
    def is_signed(self) -> bool:
        """Say whether the text still has its author."""
        return self.author_id is not None

    @property
    def is_public(self) -> bool:
        """Say whether everyone may read the text itself."""
        return self.status in PUBLIC


class Proposal(Contribution):
    """What someone asks for (proposition), voted pour, mitigé or contre.

    `considered` counts the people who voted on it or passed it over: what the quick vote makes even.
    """

    __mapper_args__ = {"polymorphic_identity": Kind.PROPOSAL}

    title: Mapped[str] = mapped_column(String(300), nullable=True)
    slug: Mapped[str] = mapped_column(String(80), nullable=True)
    draw: Mapped[int] = mapped_column(nullable=True)
    votes_for: Mapped[int] = mapped_column(default=0, nullable=True)
    votes_mixed: Mapped[int] = mapped_column(default=0, nullable=True)
    votes_against: Mapped[int] = mapped_column(default=0, nullable=True)
    votes_total: Mapped[int] = mapped_column(default=0, nullable=True)
    arguments_for: Mapped[int] = mapped_column(default=0, nullable=True)
    arguments_against: Mapped[int] = mapped_column(default=0, nullable=True)
    comments: Mapped[int] = mapped_column(default=0, nullable=True)
    sources: Mapped[int] = mapped_column(default=0, nullable=True)
    attachments: Mapped[int] = mapped_column(default=0, nullable=True)
    discussion: Mapped[int] = mapped_column(default=0, nullable=True)
    considered: Mapped[int] = mapped_column(default=0, nullable=True)
    duplicates: Mapped[int] = mapped_column(default=0, nullable=True)
    imported_for: Mapped[int | None]
    imported_mixed: Mapped[int | None]
    imported_against: Mapped[int | None]
    withdrawal_reason: Mapped[str | None] = mapped_column(String(40))

    @property
    def public_slug(self) -> str:
        """Return the words of its address; once hidden by a moderator, nothing of its title."""
        return NEUTRAL_SLUG if self.status is Status.HIDDEN else self.slug or "proposition"

    @property
    def votes(self) -> tuple[int, int, int]:
        """Return the votes cast here: pour, mitigé, contre."""
        return self.votes_for, self.votes_mixed, self.votes_against

    @property
    def imported(self) -> tuple[int, int, int] | None:
        """Return the totals published by the former site, or None."""
        if self.imported_for is None:
            return None
        return self.imported_for, self.imported_mixed or 0, self.imported_against or 0


class Response(Contribution):
    """What is said under a proposal; not a kind of its own."""

    __mapper_args__ = {"polymorphic_abstract": True}

    proposal_id: Mapped[int] = mapped_column(ForeignKey("contribution.id"), nullable=True)
    proposal: Mapped[Proposal] = relationship(
        Proposal, foreign_keys=[proposal_id], remote_side="Contribution.id", lazy="select"
    )


class Argument(Response):
    """A reason for or against a proposal (argument), which others may support."""

    __mapper_args__ = {"polymorphic_identity": Kind.ARGUMENT}

    position: Mapped[Position] = mapped_column(nullable=True)


class Comment(Response):
    """A remark under a proposal (commentaire); with a parent, the answer to another."""

    __mapper_args__ = {"polymorphic_identity": Kind.COMMENT}

    parent_id: Mapped[int | None] = mapped_column(ForeignKey("contribution.id"))


class Source(Response):
    """A link that backs a proposal (source)."""

    __mapper_args__ = {"polymorphic_identity": Kind.SOURCE}

    label: Mapped[str | None] = mapped_column(String(400))
    link: Mapped[str | None] = mapped_column(String(2000))
    category: Mapped[str | None] = mapped_column(String(80))


_LISTED = (Contribution.consultation_id, Contribution.kind, Contribution.status)
_IN_THEME = (Contribution.theme_id, Contribution.kind, Contribution.status)
# One index for each order in which lists are read, so that a page costs what it shows.
Index("ix_contribution_recent", *_LISTED, Contribution.published_at, Contribution.id)
Index("ix_contribution_draw", *_LISTED, Proposal.draw, Contribution.id)
Index("ix_contribution_supported", *_LISTED, Proposal.votes_for, Contribution.id)
Index("ix_contribution_discussed", *_LISTED, Proposal.discussion, Contribution.id)
Index("ix_contribution_voted", *_LISTED, Proposal.votes_total, Contribution.id)
Index("ix_contribution_considered", *_LISTED, Proposal.considered, Contribution.id)
Index("ix_contribution_theme_recent", *_IN_THEME, Contribution.published_at, Contribution.id)
Index("ix_contribution_theme_draw", *_IN_THEME, Proposal.draw, Contribution.id)
Index("ix_contribution_theme_supported", *_IN_THEME, Proposal.votes_for, Contribution.id)
Index("ix_contribution_proposal", Response.proposal_id, Contribution.kind, Contribution.status, Contribution.id)
Index("ix_contribution_waiting", Contribution.status, Contribution.submitted_at, Contribution.id)
