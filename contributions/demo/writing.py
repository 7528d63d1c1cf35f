"""Insert the demonstration's debates: proposals, then arguments, comments and answers."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from functools import lru_cache
from random import Random

from consult.demo.scene import Held, Scene
from consult.kit.text.markdown import normalise_typed
from consult.kit.text.slugs import slugify
from contributions.bulk import NewText, Passage, Row, add_texts, insert_rows
from contributions.demo.staging import Debate, Said
from contributions.models import DRAW_RANGE, Channel, Kind, PaperConsent
from contributions.wording import Wording, brought

_AGREED_BEFORE = timedelta(days=1)


@dataclass
class Writer:
    """Write what was said in one consultation; `entered` gives channel and consent of what a facilitator typed."""

    scene: Scene
    held: Held
    entered: Mapping[str, tuple[Channel, str]]
    facilitator_id: int
    random: Random

    def write(self, debates: Sequence[Debate]) -> dict[str, int]:
        """Insert everything said; return each text's id by its key."""
        ids = self._add([(one.proposal, self._proposal(one)) for one in debates])
        for kind in (Kind.ARGUMENT, Kind.COMMENT):
            ids |= self._add(
                [
                    (said, self._response(kind, said, ids, one))
                    for one in debates
                    for said in _first_level(kind, one)
                ]
            )
        ids |= self._add(
            [(said, self._response(Kind.COMMENT, said, ids, one)) for one in debates for said in one.replies]
        )
        self._keep_consents([said for one in debates for said in one.said()], ids)
        return ids

    def _add(self, texts: Sequence[tuple[Said, Row]]) -> dict[str, int]:
        new = [NewText(said.key, self._shared(said) | own, self._passage(said)) for said, own in texts]
        return add_texts(self.held.consultation, new, at=self.scene.at)

    def _shared(self, said: Said) -> Row:
        channel, _note = self.entered.get(said.key, (Channel.ONLINE, ""))
        return {
            **_wording(said.text).columns(),
            "author_id": said.author_id,
            "channel": channel,
            "entered_by_id": None if channel is Channel.ONLINE else self.facilitator_id,
            "created_at": said.at,
            "submitted_at": said.at,
            "published_at": said.at,
        }

    def _passage(self, said: Said) -> Passage:
        return Passage(said.at, said.author_id or self.facilitator_id)

    def _proposal(self, debate: Debate) -> Row:
        themes = {theme.slug: theme.id for theme in self.held.consultation.themes}
        return {
            "kind": Kind.PROPOSAL,
            "theme_id": themes[debate.text.theme],
            "territory_id": self.scene.departments[debate.text.department],
            "title": debate.text.title,
            "slug": slugify(debate.text.title, fallback="proposition"),
            "draw": self.random.randrange(DRAW_RANGE),
        }

    def _response(self, kind: Kind, said: Said, ids: Mapping[str, int], debate: Debate) -> Row:
        row: Row = {"kind": kind, "proposal_id": ids[debate.proposal.key]}
        if kind is Kind.ARGUMENT:
            return {**row, "position": said.position}
        return {**row, "parent_id": ids[said.parent] if said.parent else None}

    def _keep_consents(self, said: Sequence[Said], ids: Mapping[str, int]) -> None:
        rows = [
            {
                "contribution_id": ids[one.key],
                "facilitator_id": self.facilitator_id,
                "given_at": one.at - _AGREED_BEFORE,
                "note": self.entered[one.key][1],
            }
            for one in said
            if one.key in self.entered
        ]
        insert_rows(PaperConsent, rows)


def _first_level(kind: Kind, debate: Debate) -> Sequence[Said]:
    return debate.arguments if kind is Kind.ARGUMENT else debate.comments


@lru_cache(maxsize=4_096)
def _wording(text: str) -> Wording:
    return brought(normalise_typed(text))
