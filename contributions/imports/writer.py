"""Keep what an import brings, in one transaction: a closed consultation, its authors and their texts.

What is already there is known by its key and left as it stands, so that a second run changes
nothing, not even a text that a moderator has hidden since.
"""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from flask_babel import gettext as _
from sqlalchemy import select

from consult.accounts.models import User
from consult.consultations.models import Consultation
from consult.kit.db import session
from consult.kit.text.slugs import slugify
from contributions import counters
from contributions.bulk import NewText, Passage, Row, add_texts, insert_rows
from contributions.imports.opening import consultation_at, hold_consultation, keep_themes
from contributions.imports.rows import (
    Brought,
    BroughtArgument,
    BroughtAuthor,
    BroughtProposal,
    BroughtSource,
    BroughtText,
    Tick,
)
from contributions.models import DRAW_RANGE, Contribution, Kind
from contributions.wording import brought

Keys = Mapping[str, int]


@dataclass(frozen=True)
class Outcome:
    """What was added; what was there already is not counted."""

    slug: str
    added: dict[Kind, int]
    authors: int


def keep(one: Brought, slug: str, *, at: datetime, tick: Tick) -> Outcome:
    """Write a consultation and all it holds. Raises `Invalid` when another stands at this address."""
    consultation = consultation_at(slug, one.frame) or hold_consultation(one.frame, one.themes, slug, at=at)
    themes = {key: theme.id for key, theme in keep_themes(consultation, one.themes).items()}
    authors, added_authors = _keep_authors(one.frame.origin, one.authors)
    writer = _Writer(consultation, authors, themes, _known_texts(consultation), tick, at)
    added = {
        Kind.PROPOSAL: writer.keep(Kind.PROPOSAL, one.proposals),
        Kind.ARGUMENT: writer.keep(Kind.ARGUMENT, one.arguments),
        Kind.SOURCE: writer.keep(Kind.SOURCE, one.sources),
    }
    if any(added.values()):
        counters.rebuild(consultation)
    return Outcome(slug, added, added_authors)


def _keep_authors(origin: str, brought_authors: Sequence[BroughtAuthor]) -> tuple[dict[str, int], int]:
    """Add the authors not known yet; return each one's id by key, and how many were added."""
    prefix = f"{origin}/"
    known = _author_ids(prefix)
    rows = [
        {
            "external_key": prefix + one.key,
            "display_name": one.name,
            "kind": one.kind,
            "created_at": one.since,
            "fictitious": False,
        }
        for one in brought_authors
        if one.key not in known
    ]
    insert_rows(User, rows)
    return (_author_ids(prefix) if rows else known), len(rows)


def _author_ids(prefix: str) -> dict[str, int]:
    found = session.execute(
        select(User.external_key, User.id).where(User.external_key.startswith(prefix, autoescape=True))
    )
    return {str(key).removeprefix(prefix): id_ for key, id_ in found}


def _known_texts(consultation: Consultation) -> dict[str, int]:
    ours = Contribution.consultation_id == consultation.id, Contribution.external_key.is_not(None)
    found = session.execute(select(Contribution.external_key, Contribution.id).where(*ours))
    return {str(key): id_ for key, id_ in found}


@dataclass
class _Writer:
    """Write the texts of one consultation, kind after kind."""

    consultation: Consultation
    authors: Keys
    themes: Keys
    known: dict[str, int]
    tick: Tick
    at: datetime

    def keep(self, kind: Kind, texts: Sequence[BroughtText]) -> int:
        """Add the texts that are not there yet, each with the row that says it was imported."""
        new = []
        for one in texts:
            self.tick()
            if one.key not in self.known:
                new.append(NewText(one.key, self._columns(kind, one), Passage(self.at, reason=_("importée"))))
        self.known.update(add_texts(self.consultation, new, at=self.at))
        return len(new)

    def _columns(self, kind: Kind, one: BroughtText) -> Row:
        return {
            **brought(one.text).columns(),
            "kind": kind,
            "author_id": self.authors[one.author],
            "created_at": one.written_at,
            "submitted_at": one.written_at,
            "published_at": one.written_at,
            "edited_at": one.edited_at,
            "from_organiser": one.from_organiser,
            "imported_supports": one.supports,
            **self._own_columns(one),
        }

    def _own_columns(self, one: BroughtText) -> Row:
        if isinstance(one, BroughtProposal):
            return self._proposal(one)
        if isinstance(one, BroughtArgument):
            return {"proposal_id": self.known[one.proposal], "position": one.position}
        if isinstance(one, BroughtSource):
            place = {"proposal_id": self.known[one.proposal], "category": one.category}
            return {**place, "label": one.label, "link": one.link}
        raise TypeError(f"no writer for {type(one).__name__}")

    def _proposal(self, one: BroughtProposal) -> Row:
        votes_for, votes_mixed, votes_against = one.votes
        return {
            "theme_id": self.themes[one.theme],
            "title": one.title,
            "slug": slugify(one.title, fallback="proposition"),
            "draw": _draw(self.consultation.slug, one.key),
            "marked": one.marked,
            "imported_for": votes_for,
            "imported_mixed": votes_mixed,
            "imported_against": votes_against,
        }


def _draw(*parts: str) -> int:
    """Return a place on the circle of random lists, the same each time."""
    return int.from_bytes(hashlib.sha256("/".join(parts).encode()).digest()[:8], "big") % DRAW_RANGE
