"""Find the contributions behind what an opinion cites, and which of its words may still be read."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from sqlalchemy import select

from consult.accounts.models import ContributorKind, User
from consult.kit.db import session
from contributions.models import PUBLIC, Channel, Contribution, Kind
from council.models import Citation, CitedContribution, CitedKind, Opinion

_OPENS_A_QUOTE = "«"
_SUBJECT = " · "


@dataclass(frozen=True)
class Text:
    """A contribution behind a citation, as far as a list needs it."""

    id: int
    kind: Kind
    title: str
    slug: str
    is_public: bool
    channel: Channel
    author_kind: ContributorKind

    @property
    def reference(self) -> str:
        """Return the name a synthesis quotes: P12, A40."""
        return f"{self.kind.value[0].upper()}{self.id}"


@dataclass(frozen=True)
class Behind:
    """The contributions some citations rest on: those everyone may read, and counts of all.

    `total` counts even those that were taken back or left no row; `kinds` and `channels` those still known.
    """

    public: Sequence[Text] = ()
    total: int = 0
    kinds: Mapping[ContributorKind, int] = field(default_factory=dict)
    channels: Mapping[Channel, int] = field(default_factory=dict)

    @property
    def withheld(self) -> int:
        """Count those whose words are no longer public."""
        return self.total - len(self.public)


@dataclass(frozen=True)
class Sources:
    """What stands behind each citation of an opinion, read once."""

    by_citation: Mapping[int, Sequence[Text]] = field(default_factory=dict)

    def behind(self, citations: Iterable[Citation]) -> Behind:
        """Return what these citations rest on together, each contribution counted once."""
        cited = list(citations)
        found = {text.id: text for one in cited for text in self.by_citation.get(one.id, ())}
        named = {reference for one in cited for reference in one.evidence}
        texts = [found[key] for key in sorted(found)]
        return Behind(
            public=[text for text in texts if text.is_public],
            total=max(len(named), len(texts)),
            kinds=Counter(text.author_kind for text in texts),
            channels=Counter(text.channel for text in texts),
        )

    def words(self, citation: Citation) -> str | None:
        """Return the words cited, or None once they are those of a contribution that was taken back."""
        withheld = self._withheld(citation)
        return None if withheld and _tells(citation, withheld) else citation.words

    def place(self, citation: Citation) -> str:
        """Return where it stands in the synthesis; without the proposal's own title once that is taken back."""
        if self._withheld(citation) and citation.kind is not CitedKind.TOPIC:
            return citation.section_title.partition(_SUBJECT)[0]
        return citation.section_title

    def _withheld(self, citation: Citation) -> Sequence[Text]:
        return [text for text in self.by_citation.get(citation.id, ()) if not text.is_public]


def _tells(citation: Citation, withheld: Sequence[Text]) -> bool:
    """Say whether the words cited are, name or quote those of one of these contributions."""
    own = citation.kind in {CitedKind.QUOTE, CitedKind.PROPOSAL} or len(citation.evidence) == 1
    quoted = citation.kind is CitedKind.CLAIM and _OPENS_A_QUOTE in citation.words
    return own or quoted or any(text.title and text.title in citation.words for text in withheld)


def sources_of(*opinions: Opinion) -> Sources:
    """Read the contributions behind every citation of these opinions, in one query."""
    ids = [citation.id for opinion in opinions for citation in opinion.citations]
    if not ids:
        return Sources()
    own = Contribution.__table__.c
    statement = (
        select(
            CitedContribution.citation_id,
            own.id,
            own.kind,
            own.title,
            own.slug,
            own.status,
            own.channel,
            User.kind,
        )
        .join(Contribution.__table__, own.id == CitedContribution.contribution_id)
        .outerjoin(User, User.id == own.author_id)
        .where(CitedContribution.citation_id.in_(ids))
        .order_by(own.id)
    )
    found: dict[int, list[Text]] = {}
    for citation_id, number, kind, title, slug, status, channel, author_kind in session.execute(statement):
        who = author_kind or ContributorKind.NOT_SAID
        text = Text(number, kind, title or "", slug or "", status in PUBLIC, channel, who)
        found.setdefault(citation_id, []).append(text)
    return Sources(found)
