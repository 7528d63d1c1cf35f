"""Give the demonstration something to moderate: flags, decisions, appeals, a suspension, a campaign, and a queue.

Everything passes by the same operations as on a real site, on past days. Some cases still wait, one
of them since the closing of the consultation that is over.
"""

import tomllib
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from pathlib import Path
from random import Random
from typing import Any

from sqlalchemy import select

from consult.accounts.models import Role, User, Visitor
from consult.demo.scene import Held, Scene
from consult.kit import mail
from consult.kit.db import session
from contributions import operations as contributions
from contributions.counters import rebuild_totals
from contributions.models import DRAW_RANGE, Contribution, Kind, Position, Proposal
from contributions.operations import ProposalDraft
from moderation.models import Decision, Degree, Verdict
from moderation.operations.appeals import answer_appeal, file_appeal
from moderation.operations.automation import choose_automation, say_why_held
from moderation.operations.decisions import Ruling, decide
from moderation.operations.flags import Flagging, flag_text
from moderation.operations.signals import examine
from moderation.operations.suspensions import Sanction, suspend
from moderation.queries.decisions import decision_in_force

_TEXTS = Path(__file__).with_suffix(".toml")
# A text comes at the end of an afternoon, is flagged in the evening and decided of the next morning.
_BEFORE_MIDNIGHT = timedelta(hours=6)
_TO_FLAG, _TO_DECIDE, _TO_REVISE = timedelta(hours=2), timedelta(hours=15), timedelta(hours=24)
_TO_APPEAL, _TO_ANSWER = timedelta(hours=25), timedelta(hours=39)


@dataclass(frozen=True)
class Case:
    """What a moderator has to read, and what came of it; see `demo.toml`."""

    consultation: str
    days: int
    on: str = ""
    kind: str = ""
    under: str = ""
    theme: str = ""
    position: str = ""
    title: str = ""
    text: str = ""
    author: str = ""
    flags: list[dict[str, Any]] = field(default_factory=list)
    decision: dict[str, Any] = field(default_factory=dict)
    revised: str = ""
    appeal: str = ""
    answer: str = ""
    reversed: bool = False
    held: bool = False
    variants: list[str] = field(default_factory=list)
    sanction: dict[str, Any] = field(default_factory=dict)

    @property
    def texts(self) -> list[str]:
        """Return what is written: one text, or the near copies of a campaign."""
        return [self.text.replace("{}", variant) for variant in self.variants] or [self.text]


def cases() -> tuple[Case, ...]:
    """Return the cases of the demonstration, as they were written."""
    return tuple(Case(**values) for values in _written("case"))


def _written(kind: str) -> list[dict[str, Any]]:
    listed: list[dict[str, Any]] = tomllib.loads(_TEXTS.read_text("utf-8"))[kind]
    return listed


def fill(scene: Scene) -> None:
    """Add the cases to both consultations, then count the totals again."""
    for held in scene.held:
        play = _Play(scene, held, scene.random(f"{held.text.slug}/moderation"))
        here = [case for case in cases() if case.consultation == held.text.slug]
        for case in (one for one in here if not one.held):
            play.run(case)
        play.choose_automation()
        for case in (one for one in here if one.held):
            play.run(case)
        rebuild_totals(held.consultation)
    session.flush()


class _Play:
    """Play the cases of one consultation, each step on its own past hour."""

    def __init__(self, scene: Scene, held: Held, random: Random) -> None:
        self._scene = scene
        self._held = held
        self._random = random
        self._moderator, self._second = scene.accounts[Role.MODERATOR]

    def choose_automation(self) -> None:
        """Let the secretariat say what is read before it is published."""
        for chosen in _written("automation"):
            if chosen["consultation"] == self._held.text.slug:
                at = self._held.until - timedelta(days=chosen["days"])
                secretariat = self._scene.account(Role.SECRETARIAT)
                choose_automation(secretariat, self._held.consultation, chosen["held"], None, at=at)

    def run(self, case: Case) -> None:
        """Post, flag, decide, revise, appeal and answer, as far as it goes; a campaign comes in one evening."""
        evening = self._held.until - timedelta(days=case.days) - _BEFORE_MIDNIGHT
        authors: set[int | None] = set()
        for source in case.texts:
            at = evening + timedelta(minutes=self._random.randrange(90))
            text = self._text(replace(case, text=source), at, authors)
            authors.add(text.author_id)
            if case.held:
                say_why_held(text, examine(text, at=at), at=at)
            self._follow(case, text, at)

    def _follow(self, case: Case, text: Contribution, at: datetime) -> None:
        for flag in case.flags:
            self._flag(text, flag, at)
        if not case.decision:
            return
        decided_at = at + _TO_DECIDE + timedelta(minutes=self._random.randrange(360))
        decision = decide(self._moderator, text, self._ruling(case, text), at=decided_at)
        if case.revised and isinstance(text, Proposal):
            self._revise(text, case, at=at + _TO_REVISE)
        if case.appeal:
            self._contest(case, text, decision, at=at + _TO_APPEAL)
        if case.sanction:
            said = {"rule_number": case.sanction["rule"], "fact": case.sanction["fact"]}
            sanction = Sanction(Degree(case.sanction["degree"]), explanation=case.sanction["explanation"], **said)
            suspend(self._moderator, text, sanction, at=decided_at)

    def _flag(self, text: Contribution, flag: dict[str, Any], at: datetime) -> None:
        """Flag a text; whoever has no account leaves an address, and was answered long ago."""
        flagging = Flagging(flag["rule"], flag["comment"], flag.get("email", ""))
        flagger = Visitor() if flagging.email else self._someone(at, {text.author_id})
        flag_text(flagger, text, flagging, at=at + _TO_FLAG)
        if flagging.email:
            mail.consider_sent([flagging.email], before=self._scene.at)

    def _text(self, case: Case, at: datetime, others: AbstractSet[int | None]) -> Contribution:
        if case.on:
            return self._known(case.on)
        author = self._account(case.author) if case.author else self._someone(at, others)
        if case.kind == Kind.PROPOSAL:
            return self._propose(author, case, at)
        under = self._known(case.under)
        if not isinstance(under, Proposal):
            raise TypeError(f"{case.under} is no proposal")
        if case.kind == Kind.ARGUMENT:
            return contributions.add_argument(author, under, Position(case.position), case.text, at=at)
        return contributions.add_comment(author, under, case.text, at=at)

    def _propose(self, author: User, case: Case, at: datetime) -> Proposal:
        proposal = contributions.submit_proposal(
            author, self._held.consultation, self._draft(case, case.text), at=at
        )
        proposal.draw = self._random.randrange(DRAW_RANGE)
        return proposal

    def _draft(self, case: Case, source: str) -> ProposalDraft:
        theme = next(one for one in self._held.consultation.themes if one.slug == case.theme)
        return ProposalDraft(case.title, source, theme.id)

    def _revise(self, proposal: Proposal, case: Case, *, at: datetime) -> None:
        if proposal.author is not None:
            contributions.edit_proposal(proposal.author, proposal, self._draft(case, case.revised), at=at)

    def _contest(self, case: Case, text: Contribution, decision: Decision, *, at: datetime) -> None:
        if text.author is None:
            return
        appeal = file_appeal(text.author, decision, case.appeal, at=at)
        if case.answer:
            answer_appeal(self._second, appeal, case.answer, reverse=case.reversed, at=at + _TO_ANSWER)

    def _ruling(self, case: Case, text: Contribution) -> Ruling:
        values, last = case.decision, decision_in_force(text.id)
        return Ruling(
            Verdict(values["verdict"]),
            text.version,
            last.id if last else 0,
            rule_number=values.get("rule"),
            explanation=values.get("explanation", ""),
            fact=values.get("fact", ""),
        )

    def _known(self, key: str) -> Contribution:
        statement = select(Contribution).where(
            Contribution.consultation_id == self._held.consultation.id, Contribution.external_key == key
        )
        return session.scalars(statement).one()

    def _account(self, email: str) -> User:
        return next(user for users in self._scene.accounts.values() for user in users if user.email == email)

    def _someone(self, before: datetime, others: AbstractSet[int | None]) -> User:
        """Draw someone who was there already, and is none of the others."""
        present = [one.id for one in self._scene.inhabitants if one.since < before and one.id not in others]
        return session.get_one(User, self._random.choice(present))
