"""Find the vectors that are kept, and the texts whose vectors must be."""

from collections.abc import Iterable, Sequence

from sqlalchemy import Row, select

from consult.accounts.models import Visitor
from consult.kit.db import session
from contributions.models import Contribution
from contributions.queries.visibility import visible_to
from synthesis.analysis.corpus import Corpus
from synthesis.analysis.vectors import Vectors, from_bytes
from synthesis.vectors.models import SnapshotVectors, TextVectors

AT_ONCE = 500


def kept_of(ids: Sequence[int]) -> dict[int, Row[int, str, bytes]]:
    """Return what is kept for some contributions, by number."""
    found: dict[int, Row[int, str, bytes]] = {}
    for part in parts(ids):
        columns = (TextVectors.contribution_id, TextVectors.fingerprint, TextVectors.content)
        rows = session.execute(select(*columns).where(TextVectors.contribution_id.in_(part)))
        found.update((row.contribution_id, row) for row in rows)
    return found


def public_ids() -> list[int]:
    """Return every contribution that everyone may read."""
    return list(session.scalars(select(Contribution.id).where(visible_to(Visitor())).order_by(Contribution.id)))


def kept_ids() -> list[int]:
    """Return every contribution whose vectors are kept."""
    return list(session.scalars(select(TextVectors.contribution_id).order_by(TextVectors.contribution_id)))


def frozen_vectors(snapshot_id: int | None, corpus: Corpus) -> Vectors | None:
    """Return the vectors a photograph was analysed with, or None when its words alone were."""
    chosen = select(SnapshotVectors.content).where(SnapshotVectors.snapshot_id == snapshot_id)
    content = session.scalar(chosen)
    return None if content is None else from_bytes(content).covering(corpus)


def parts(ids: Sequence[int]) -> Iterable[Sequence[int]]:
    """Cut a long list, so that no statement carries it whole."""
    return (ids[start : start + AT_ONCE] for start in range(0, len(ids), AT_ONCE))
