"""Note, in the gesture of a decision, what one reading teaches: the theme, tags, a sentence worth quoting."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from flask_babel import lazy_gettext as _l
from sqlalchemy import delete, select

from consult.accounts.models import User
from consult.kit.db import session, upsert
from consult.kit.errors import Invalid
from consult.kit.text.markdown import plain
from contributions import counters
from contributions.models import Contribution, Proposal, Status
from contributions.operations import theme_of
from contributions.status import tell_changed
from moderation.models import PickedQuote, Tag
from moderation.quoting import LONGEST, said_in, sentences_of

MOST_TAGS, TAG_LIMIT, QUOTE_LIMIT = 8, 60, LONGEST


@dataclass(frozen=True)
class Notes:
    """What a moderator notes of a text; what is empty is left as it stands, tags apart: they are given whole.

    `sentences` are places among those of the text; one that another version alone had is left aside: the
    decision that comes with it is refused as outdated. `dropped` are sentences picked before, that no longer are.
    """

    theme_id: int | None = None
    tags: str = ""
    quote: str = ""
    sentences: Sequence[int] = ()
    dropped: Sequence[str] = ()


def note(moderator: User, text: Contribution, notes: Notes, *, at: datetime) -> None:
    """Move a proposal, tag a text, pick one of its sentences.

    Raises `Invalid` for a theme of another consultation, and for a sentence that the text does not hold.
    """
    if notes.theme_id is not None and isinstance(text, Proposal):
        _move(text, notes.theme_id, at=at)
    _tag(moderator, text, notes.tags, at=at)
    _drop(text, notes.dropped)
    for words in (*_chosen(text, notes.sentences), *filter(str.strip, [notes.quote])):
        _pick(moderator, text, words, at=at)


def _chosen(text: Contribution, places: Sequence[int]) -> list[str]:
    offered = sentences_of(text.source) if places else []
    return [offered[place] for place in places if 0 <= place < len(offered)]


def _move(proposal: Proposal, theme_id: int, *, at: datetime) -> None:
    theme = theme_of(proposal.consultation, theme_id)
    before = proposal.theme_id
    if before == theme.id:
        return
    proposal.theme = theme
    session.flush()
    if proposal.status is Status.PUBLISHED:
        if before is not None:
            counters.count_in_theme(before, -1)
        counters.count_in_theme(theme.id, 1)
    tell_changed(proposal, at=at)


def tags_in(typed: str) -> list[str]:
    """Return the tags that were typed, separated by commas, in lower case, each once."""
    tags = [" ".join(part.lower().split())[:TAG_LIMIT] for part in typed.split(",")]
    return list(dict.fromkeys(tag for tag in tags if tag))[:MOST_TAGS]


def _tag(moderator: User, text: Contribution, typed: str, *, at: datetime) -> None:
    wanted = tags_in(typed)
    session.execute(delete(Tag).where(Tag.contribution_id == text.id, Tag.label.not_in(wanted)))
    for label in wanted:
        row = {"contribution_id": text.id, "label": label, "tagged_by_id": moderator.id, "tagged_at": at}
        session.execute(upsert(Tag).values(row).on_conflict_do_nothing())


def _drop(text: Contribution, words: Sequence[str]) -> None:
    """Pick some sentences no longer, whatever the spaces they come back with."""
    wanted = {tuple(one.split()) for one in words}
    for one in session.scalars(select(PickedQuote).where(PickedQuote.contribution_id == text.id)).all():
        if tuple(one.words.split()) in wanted:
            session.delete(one)
    session.flush()


def _pick(moderator: User, text: Contribution, typed: str, *, at: datetime) -> None:
    words = said_in(plain(text.source), typed[:QUOTE_LIMIT])
    if words is None:
        raise Invalid(
            _l("Recopiez la phrase à citer comme elle est écrite : elle n’est pas dans ce texte."), "quote"
        )
    row = {"contribution_id": text.id, "words": words, "picked_by_id": moderator.id, "picked_at": at}
    session.execute(upsert(PickedQuote).values(row).on_conflict_do_nothing())
