"""Read what the demonstration's people say, and how it is played."""

import tomllib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from consult.accounts.models import ContributorKind
from consult.demo.scene import Generation, Voice
from contributions.models import Channel, Position

_HERE = Path(__file__).parent


@dataclass(frozen=True)
class ArgumentText:
    """A reason for or against, as written."""

    key: str
    position: Position
    text: str


@dataclass(frozen=True)
class CommentText:
    """A comment and its answers, as written; the keys of answers follow the comment's."""

    key: str
    text: str
    replies: tuple[str, ...] = ()


@dataclass(frozen=True)
class ProposalText:
    """A proposal with all that is said under it, in the order it was said."""

    key: str
    theme: str
    title: str
    body: str
    kind: ContributorKind
    department: str
    arguments: tuple[ArgumentText, ...]
    comments: tuple[CommentText, ...]


@dataclass(frozen=True)
class Part:
    """Who may say a text: of what age, and whether a woman or a man when the words tell (else None)."""

    generation: Generation = Generation.MIDDLE
    voice: Voice | None = None


@dataclass(frozen=True)
class Direction:
    """How the texts are played; each is named by its key."""

    disputed: frozenset[str]
    applauded: frozenset[str]
    answered_by_another: frozenset[str]
    voices: dict[str, Voice]
    generations: dict[str, Generation]
    same_author: dict[str, str]
    accounts: dict[str, str]
    entered: dict[str, tuple[Channel, str]]

    def part(self, key: str) -> Part:
        """Return who may say a text."""
        return Part(self.generations.get(key, Generation.MIDDLE), self.voices.get(key))


def proposal_texts(themes: Sequence[str], wanted: int = 0) -> list[ProposalText]:
    """Return the proposals of these themes; more than were written are repeated, numbered, to reach `wanted`."""
    written = [text for theme in themes for text in _proposals(theme)]
    rounds = -(-wanted // len(written))
    more = (_repeated(text, number) for number in range(2, rounds + 1) for text in written)
    return [*written, *more][: max(wanted, len(written))]


def _proposals(theme: str) -> list[ProposalText]:
    listed = tomllib.loads((_HERE / "data" / f"{theme}.toml").read_text("utf-8"))["proposal"]
    return [_proposal(theme, values) for values in listed]


def _proposal(theme: str, values: dict[str, Any]) -> ProposalText:
    key = values["key"]
    arguments = enumerate(values.get("argument", ()), start=1)
    comments = enumerate(values.get("comment", ()), start=1)
    return ProposalText(
        key=key,
        theme=theme,
        title=values["title"],
        body=values["body"],
        kind=ContributorKind(values["kind"]),
        department=values["department"],
        arguments=tuple(
            ArgumentText(f"{key}/a{number}", Position(one["position"]), one["text"]) for number, one in arguments
        ),
        comments=tuple(
            CommentText(f"{key}/c{number}", one["text"], tuple(one.get("replies", ()))) for number, one in comments
        ),
    )


def _repeated(text: ProposalText, number: int) -> ProposalText:
    """Return the same proposal under another key, for measures of larger sites."""

    def rekeyed(key: str) -> str:
        return key.replace(text.key, f"{text.key}-{number}", 1)

    return replace(
        text,
        key=rekeyed(text.key),
        title=f"{text.title} ({number})",
        arguments=tuple(replace(one, key=rekeyed(one.key)) for one in text.arguments),
        comments=tuple(replace(one, key=rekeyed(one.key)) for one in text.comments),
    )


def direction() -> Direction:
    """Return how the texts are played."""
    values = tomllib.loads((_HERE / "direction.toml").read_text("utf-8"))
    return Direction(
        disputed=frozenset(values["disputed"]),
        applauded=frozenset(values["applauded"]),
        answered_by_another=frozenset(values["answered_by_another"]),
        voices={key: voice for voice in Voice for key in values["voices"][voice]},
        generations={
            key: Generation(generation) for generation, keys in values["generations"].items() for key in keys
        },
        same_author=values["same_author"],
        accounts=values["accounts"],
        entered={
            key: (channel, note)
            for channel in (Channel.PAPER, Channel.MEETING)
            for key, note in values[channel].items()
        },
    )
