"""Keep what an import brings, in one transaction: a closed consultation, its authors and their texts.

What is already there is known by its key and left as it stands, so that a second run changes
nothing, not even a text that a moderator has hidden since.
"""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, cast

from flask_babel import gettext as _
from sqlalchemy import Table, insert, select

from consult.accounts.models import User
from consult.consultations.models import Consultation
from consult.consultations.operations import record_passages
from consult.kit import outbox
from consult.kit.db import Model, session
from consult.kit.text.slugs import slugify
from contributions import counters
from contributions.imports.opening import consultation_at, keep_themes, open_consultation
from contributions.imports.rows import (
    Brought,
    BroughtArgument,
    BroughtAuthor,
    BroughtProposal,
    BroughtSource,
    BroughtText,
    Tick,
)
from contributions.models import DRAW_RANGE, Contribution, Kind, Status, StatusChange
from contributions.news import CHANGED
from contributions.wording import brought

Row = dict[str, Any]
Keys = Mapping[str, int]


@dataclass(frozen=True)
class Outcome:
    """What was added; what was there already is not counted."""

    slug: str
    added: dict[Kind, int]
    authors: int


def keep(one: Brought, slug: str, *, at: datetime, tick: Tick) -> Outcome:
    """Write a consultation and all it holds. Raises `Invalid` when another stands at this address."""
    consultation = consultation_at(slug, one.frame) or open_consultation(one.frame, one.themes, slug)
    themes = {key: theme.id for key, theme in keep_themes(consultation, one.themes).items()}
    authors, added_authors = _keep_authors(one.frame.origin, one.authors)
    writer = _Writer(consultation, authors, themes, tick, at)
    added = {
        Kind.PROPOSAL: writer.keep(Kind.PROPOSAL, one.proposals),
        Kind.ARGUMENT: writer.keep(Kind.ARGUMENT, one.arguments),
        Kind.SOURCE: writer.keep(Kind.SOURCE, one.sources),
    }
    if any(added.values()):
        counters.rebuild(consultation)
    record_passages(at)
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
    _insert(User, rows)
    return (_author_ids(prefix) if rows else known), len(rows)


def _author_ids(prefix: str) -> dict[str, int]:
    found = session.execute(
        select(User.external_key, User.id).where(User.external_key.startswith(prefix, autoescape=True))
    )
    return {str(key).removeprefix(prefix): id_ for key, id_ in found}


def _insert(model: type[Model], rows: Sequence[Row]) -> None:
    """Insert rows in bulk, in the order given."""
    if rows:
        session.execute(insert(cast("Table", model.__table__)), rows)


@dataclass
class _Writer:
    """Write the texts of one consultation, kind after kind."""

    consultation: Consultation
    authors: Keys
    themes: Keys
    tick: Tick
    at: datetime

    def keep(self, kind: Kind, texts: Sequence[BroughtText]) -> int:
        """Add the texts that are not there yet, each with the row that says it was imported."""
        known = self._ids()
        rows = []
        for one in texts:
            self.tick()
            if one.key not in known:
                rows.append(self._row(kind, one, known))
        _insert(Contribution, rows)
        added = sorted(set(self._ids().items()) - set(known.items()), key=lambda pair: pair[1])
        _insert(StatusChange, [self._passage(id_) for _key, id_ in added])
        outbox.record_all(CHANGED, [{"id": id_} for _key, id_ in added], at=self.at)
        return len(rows)

    def _ids(self) -> dict[str, int]:
        ours = Contribution.consultation_id == self.consultation.id, Contribution.external_key.is_not(None)
        found = session.execute(select(Contribution.external_key, Contribution.id).where(*ours))
        return {str(key): id_ for key, id_ in found}

    def _row(self, kind: Kind, one: BroughtText, known: Keys) -> Row:
        return {
            **brought(one.text).columns(),
            "kind": kind,
            "consultation_id": self.consultation.id,
            "author_id": self.authors[one.author],
            "external_key": one.key,
            "status": Status.PUBLISHED,
            "created_at": one.written_at,
            "submitted_at": one.written_at,
            "published_at": one.written_at,
            "edited_at": one.edited_at,
            "from_organiser": one.from_organiser,
            "imported_supports": one.supports,
            **self._own_columns(one, known),
        }

    def _own_columns(self, one: BroughtText, known: Keys) -> Row:
        if isinstance(one, BroughtProposal):
            return self._proposal(one)
        if isinstance(one, BroughtArgument):
            return {"proposal_id": known[one.proposal], "position": one.position}
        if isinstance(one, BroughtSource):
            place = {"proposal_id": known[one.proposal], "category": one.category}
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

    def _passage(self, contribution_id: int) -> Row:
        return {
            "contribution_id": contribution_id,
            "actor_id": None,
            "at": self.at,
            "from_status": Status.DRAFT,
            "to_status": Status.PUBLISHED,
            "reason": _("importée"),
        }


def _draw(*parts: str) -> int:
    """Return a place on the circle of random lists, the same each time."""
    return int.from_bytes(hashlib.sha256("/".join(parts).encode()).digest()[:8], "big") % DRAW_RANGE
