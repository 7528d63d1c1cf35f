"""Say what people contribute: proposals, arguments, comments and sources, and how they vote."""

from contributions.models.history import PaperConsent, StatusChange, Version
from contributions.models.states import PUBLIC, TRACED, TRANSITIONS, Channel, Kind, Position, Status
from contributions.models.texts import (
    DRAW_RANGE,
    NEUTRAL_SLUG,
    Argument,
    Comment,
    Contribution,
    Proposal,
    Response,
    Source,
)
from contributions.models.votes import Ballot, Skip, Support, Vote

__all__ = [
    "DRAW_RANGE",
    "NEUTRAL_SLUG",
    "PUBLIC",
    "TRACED",
    "TRANSITIONS",
    "Argument",
    "Ballot",
    "Channel",
    "Comment",
    "Contribution",
    "Kind",
    "PaperConsent",
    "Position",
    "Proposal",
    "Response",
    "Skip",
    "Source",
    "Status",
    "StatusChange",
    "Support",
    "Version",
    "Vote",
]
