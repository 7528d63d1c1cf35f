"""Play the demonstration's texts: say who speaks and when, with nothing written yet."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from random import Random

from consult.demo.scene import Held, moment
from contributions.demo.casting import Casting
from contributions.demo.texts import CommentText, Direction, ProposalText
from contributions.models import Position

_BEFORE_TALK, _TIME_TO_TALK = timedelta(hours=2), timedelta(days=2)
_BREATH = timedelta(minutes=3)
_EAGER, _PROMPT = 1.5, 1.8


@dataclass(frozen=True)
class Said:
    """A text, when it was said and by whom; without an author, a facilitator typed it for someone."""

    key: str
    text: str
    at: datetime
    author_id: int | None
    position: Position | None = None
    parent: str | None = None


@dataclass
class Debate:
    """A proposal and what was said under it; times grow from the first argument to the last answer."""

    text: ProposalText
    proposal: Said
    arguments: list[Said] = field(default_factory=list)
    comments: list[Said] = field(default_factory=list)
    replies: list[Said] = field(default_factory=list)

    def author_of(self, key: str) -> int | None:
        """Return who said a text of this debate."""
        return next(one.author_id for one in self.said() if one.key == key)

    def said(self) -> Iterator[Said]:
        """Yield everything, the proposal first."""
        yield from (self.proposal, *self.arguments, *self.comments, *self.replies)

    def speakers(self) -> set[int]:
        """Return everyone who spoke."""
        return {one.author_id for one in self.said() if one.author_id is not None}


class Stage:
    """Play the proposals of one consultation, each with its own author and its own times."""

    def __init__(
        self, held: Held, casting: Casting, direction: Direction, accounts: Mapping[str, int], random: Random
    ) -> None:
        self._held = held
        self._casting = casting
        self._direction = direction
        self._accounts = accounts
        self._random = random
        self._by_others = {*direction.answered_by_another, *direction.same_author}

    def play(self, text: ProposalText) -> Debate:
        """Return the whole debate under a proposal."""
        debate = Debate(text, self._open(text))
        times = self._times(debate.proposal.at, _count(text))
        for argument in text.arguments:
            at = next(times)
            author = self._speaker(debate, argument.key, at)
            debate.arguments.append(Said(argument.key, argument.text, at, author, argument.position))
        for comment in text.comments:
            at = next(times)
            debate.comments.append(Said(comment.key, comment.text, at, self._speaker(debate, comment.key, at)))
            self._answer(debate, comment, times)
        return debate

    def _open(self, text: ProposalText) -> Said:
        at = moment(self._random, self._held.opens_at, self._held.until - _TIME_TO_TALK, haste=_EAGER)
        author = self._casting.author(text.kind, text.department, self._direction.part(text.key), at)
        at = max(at, author.since + _BREATH)
        return Said(text.key, text.body, at, self._signed(text.key, author.id))

    def _answer(self, debate: Debate, comment: CommentText, times: Iterator[datetime]) -> None:
        """Have the answers to a comment said, the first one mostly by the proposal's author."""
        for number, reply in enumerate(comment.replies, start=1):
            key, at = f"{comment.key}r{number}", next(times)
            by_author = number == 1 and key not in self._by_others
            author = debate.proposal.author_id if by_author else None
            if author is None or author == debate.author_of(comment.key):
                author = self._speaker(debate, key, at)
            debate.replies.append(Said(key, reply, at, author, parent=comment.key))

    def _speaker(self, debate: Debate, key: str, at: datetime) -> int | None:
        same = self._direction.same_author.get(key)
        if same is not None:
            return debate.author_of(same)
        drawn = self._casting.speaker(self._direction.part(key), at, debate.speakers())
        return self._signed(key, drawn.id)

    def _signed(self, key: str, drawn: int) -> int | None:
        if key in self._direction.entered:
            return None
        email = self._direction.accounts.get(key)
        return self._accounts[email] if email else drawn

    def _times(self, since: datetime, count: int) -> Iterator[datetime]:
        """Yield instants that grow, sooner rather than later after the proposal."""
        last = since + _BEFORE_TALK
        until = self._held.until - _BREATH * (count + 1)
        drawn = sorted(moment(self._random, last, until, haste=_PROMPT) for _ in range(count))
        for one in drawn:
            last = max(one, last + _BREATH)
            yield last


def _count(text: ProposalText) -> int:
    return len(text.arguments) + sum(1 + len(comment.replies) for comment in text.comments)
