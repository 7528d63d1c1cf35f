"""Let the detectors read each version of a text once, and keep what they saw.

Read by the worker after each change. What they see raises a text in the queue; it never hides or
holds one.
"""

import hashlib
import re
from dataclasses import replace
from datetime import datetime, timedelta

from sqlalchemy import delete, update

from consult.kit.db import session, upsert
from consult.kit.text.french import fold
from contributions.models import Contribution, Proposal, Status
from moderation.detectors.all import detect
from moderation.detectors.finding import Examined
from moderation.examined import examined_text
from moderation.models import PRESSING, Examination, Signal
from moderation.operations.concerns import refresh_concern
from moderation.operations.near_copies import campaign_size, join_near_copies
from moderation.queries.published_words import themes_known
from moderation.queries.signals import examination_of, recent_texts, same_words

_READ = frozenset({Status.PENDING, Status.PUBLISHED})
_WORD = re.compile(r"[^\W_]+")
_FEW_MINUTES = timedelta(minutes=10)


def examine(contribution: Contribution, *, at: datetime) -> list[Signal]:
    """Read a text that everyone may soon read, unless this version was read; return what was seen."""
    if contribution.status not in _READ or contribution.consultation.imported:
        return []
    known = examination_of(contribution.id)
    if known is not None and known.version == contribution.version:
        return []
    text = examined_text(contribution)
    _remember(contribution, words_hash(text))
    join_near_copies(contribution, text)
    session.execute(delete(Signal).where(Signal.contribution_id == contribution.id))
    findings = detect(_with_surroundings(contribution, text))
    # What is neither the law nor advertising waits for nobody on a text that is already online.
    online = contribution.status is Status.PUBLISHED
    signals = [
        Signal(
            contribution_id=contribution.id,
            version=contribution.version,
            detector=one.detector,
            reason=one.reason,
            spans=[list(span) for span in one.spans],
            detail=one.detail,
            found_at=at,
            settled_at=at if online and one.reason not in PRESSING else None,
        )
        for one in findings
    ]
    session.add_all(signals)
    session.flush()
    if signals or known is not None:
        refresh_concern(contribution, at=at)
    return signals


def words_hash(text: str) -> str:
    """Return the same hash for the same words, whatever their case, accents, spaces and punctuation."""
    flat = " ".join(_WORD.findall(fold(text)))
    return hashlib.sha256(flat.encode()).hexdigest()


def settle_signals(contribution: Contribution, *, at: datetime) -> bool:
    """Take the open signals of a text as read, and say whether there were any."""
    open_ones = update(Signal).where(Signal.contribution_id == contribution.id, Signal.settled_at.is_(None))
    settled = session.scalars(
        open_ones.values(settled_at=at).returning(Signal.id), execution_options={"synchronize_session": False}
    )
    return bool(settled.all())


def _with_surroundings(contribution: Contribution, text: str) -> Examined:
    everyone, own = same_words(contribution, words_hash(text))
    since = contribution.created_at - _FEW_MINUTES
    around = Examined(text, recent_texts(contribution, since), everyone, own, campaign_size(contribution))
    if not isinstance(contribution, Proposal) or contribution.theme is None:
        return around
    themes = themes_known(contribution.consultation_id, contribution.created_at)
    return replace(around, theme=contribution.theme.title, themes=themes)


def _remember(contribution: Contribution, digest: str) -> None:
    values = {
        "consultation_id": contribution.consultation_id,
        "author_id": contribution.author_id,
        "version": contribution.version,
        "words_hash": digest,
    }
    statement = upsert(Examination).values(contribution_id=contribution.id, **values)
    session.execute(statement.on_conflict_do_update(index_elements=["contribution_id"], set_=values))
