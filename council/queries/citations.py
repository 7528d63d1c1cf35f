"""Find the contributions behind what an opinion cites, and which of its words may still be read."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from operator import attrgetter
from typing import Any

from sqlalchemy import Row, Select, case, select

from consult.accounts.models import ContributorKind, User
from consult.kit.db import session
from contributions.models import PUBLIC, Channel, Contribution, Kind
from council.models import Citation, CitedContribution, CitedKind, Opinion

_OPENS_A_QUOTE = "«"
_SUBJECT = " · "


@dataclass(frozen=True)
class Text:
    """A contribution behind a citation, as far as a list needs it.

    `above` is the title of the proposal it is written under, once that one is out of sight.
    """

    id: int
    kind: Kind
    title: str
    slug: str
    is_public: bool
    channel: Channel
    author_kind: ContributorKind
    above: str = ""
    excerpt: str = ""

    @property
    def reference(self) -> str:
        """Return the name a synthesis quotes: P12, A40."""
        return f"{self.kind.value[0].upper()}{self.id}"


@dataclass(frozen=True)
class Behind:
    """The contributions some citations rest on: those everyone may read, and counts of all.

    `total` counts even those that were taken back or left no row; `kinds` and `channels` those still known.
    `only_supports` says that they stand behind sentences of the synthesis alone, such as those that count who took
    part: they bear these sentences out, which is less than to ask for what is recommended.
    """

    public: Sequence[Text] = ()
    total: int = 0
    kinds: Mapping[ContributorKind, int] = field(default_factory=dict)
    channels: Mapping[Channel, int] = field(default_factory=dict)
    only_supports: bool = False

    @property
    def withheld(self) -> int:
        """Count those whose words are no longer public."""
        return self.total - len(self.public)


@dataclass(frozen=True)
class Sources:
    """What stands behind each citation of an opinion, read once."""

    by_citation: Mapping[int, Sequence[Text]] = field(default_factory=dict)

    def behind(self, citations: Iterable[Citation]) -> Behind:
        """Return what these citations rest on together, each contribution counted once.

        Sentences of the synthesis count when nothing else is cited: what people ask is said by topics, proposals
        and quotes.
        """
        every = list(citations)
        asked = [one for one in every if one.kind is not CitedKind.CLAIM]
        cited = asked or every
        texts = self._texts(cited)
        return Behind(
            public=list(filter(attrgetter("is_public"), texts)),
            total=max(len(_named_in(cited)), len(texts)),
            kinds=Counter(map(attrgetter("author_kind"), texts)),
            channels=Counter(map(attrgetter("channel"), texts)),
            only_supports=not asked,
        )

    def _texts(self, cited: Sequence[Citation]) -> list[Text]:
        found = {text.id: text for one in cited for text in self.by_citation.get(one.id, ())}
        return [found[key] for key in sorted(found)]

    def words(self, citation: Citation) -> str | None:
        """Return the words cited, or None once they are those of a contribution that was taken back."""
        withheld = self._withheld(citation)
        told = (withheld and _tells(citation, withheld)) or any(
            one in citation.words for one in self._above(citation)
        )
        return None if told else citation.words

    def place(self, citation: Citation) -> str:
        """Return where it stands in the synthesis; without the proposal's own title once that is taken back."""
        if (self._withheld(citation) or self._above(citation)) and citation.kind is not CitedKind.TOPIC:
            return citation.section_title.partition(_SUBJECT)[0]
        return citation.section_title

    def _withheld(self, citation: Citation) -> Sequence[Text]:
        return [text for text in self.by_citation.get(citation.id, ()) if not text.is_public]

    def _above(self, citation: Citation) -> Sequence[str]:
        return [text.above for text in self.by_citation.get(citation.id, ()) if text.above]


def _named_in(cited: Sequence[Citation]) -> set[str]:
    return {reference for one in cited for reference in one.evidence}


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
    found: dict[int, list[Text]] = {}
    for row in session.execute(_cited(ids)):
        found.setdefault(row.citation_id, []).append(_text(row))
    return Sources(found)


def _cited(ids: Sequence[int]) -> Select[Any]:
    own, above = Contribution.__table__.c, Contribution.__table__.alias("above")
    hidden = case((above.c.status.in_(PUBLIC), ""), else_=above.c.title)
    return (
        select(
            CitedContribution.citation_id,
            own.id,
            own.kind,
            own.title,
            own.slug,
            own.excerpt,
            own.status,
            own.channel,
            User.kind.label("author_kind"),
            hidden.label("above"),
        )
        .join(Contribution.__table__, own.id == CitedContribution.contribution_id)
        .outerjoin(above, above.c.id == own.proposal_id)
        .outerjoin(User, User.id == own.author_id)
        .where(CitedContribution.citation_id.in_(ids))
        .order_by(own.id)
    )


def _text(row: Row[*tuple[Any, ...]]) -> Text:
    who = row.author_kind or ContributorKind.NOT_SAID
    public = row.status in PUBLIC
    return Text(
        row.id, row.kind, row.title or "", row.slug or "", public, row.channel, who, row.above or "", row.excerpt
    )
