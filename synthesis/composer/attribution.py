"""Say what a contribution is, where it comes from, how and when it arrived: the line under each quote."""

from synthesis.analysis.corpus import ArgumentRow, CommentRow, Contribution, ProposalRow
from synthesis.analysis.facts import Channel, Position
from synthesis.composer.wording import Wording


def attribution(row: Contribution, say: Wording) -> str:
    """Say what a contribution is, where it comes from, how and when it arrived."""
    parts = [nature(row, say)]
    if isinstance(row, ProposalRow):
        parts += [row.author_kind, row.territory_name]
    parts += [arrival(row.channel, say), say.day(row.published_at)]
    return ", ".join(part for part in parts if part)


def nature(row: Contribution, say: Wording) -> str:
    """Name the kind of a contribution."""
    if isinstance(row, ProposalRow):
        return say.gettext("proposition")
    if isinstance(row, ArgumentRow):
        is_for = row.position is Position.FOR
        return say.gettext("argument pour") if is_for else say.gettext("argument contre")
    is_comment = isinstance(row, CommentRow)
    return say.gettext("commentaire") if is_comment else say.gettext("source")


def arrival(channel: Channel, say: Wording) -> str:
    """Say how a contribution arrived."""
    return {
        Channel.ONLINE: say.gettext("en ligne"),
        Channel.PAPER: say.gettext("sur papier"),
        Channel.MEETING: say.gettext("en réunion"),
    }[channel]
