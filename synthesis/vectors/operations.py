"""Keep vectors, and forget those of texts that are no longer public."""

from collections.abc import Mapping, Sequence

from sqlalchemy import delete

from consult.kit.db import session, upsert
from synthesis.vectors.models import SnapshotVectors, TextVectors
from synthesis.vectors.queries import parts


def keep_vectors(made: Mapping[int, tuple[str, bytes]]) -> None:
    """Keep the fingerprint and the vectors of some texts, in place of the former ones."""
    for contribution_id, (fingerprint, content) in sorted(made.items()):
        values = {"fingerprint": fingerprint, "content": content}
        statement = upsert(TextVectors).values(contribution_id=contribution_id, **values)
        session.execute(statement.on_conflict_do_update(index_elements=["contribution_id"], set_=values))


def forget_vectors(ids: Sequence[int]) -> None:
    """Forget the vectors of some texts."""
    for part in parts(ids):
        session.execute(delete(TextVectors).where(TextVectors.contribution_id.in_(part)))


def freeze_vectors(snapshot_id: int, content: bytes) -> None:
    """Keep the vectors a photograph is analysed with; the first ones hold."""
    statement = upsert(SnapshotVectors).values(snapshot_id=snapshot_id, content=content)
    session.execute(statement.on_conflict_do_nothing(index_elements=["snapshot_id"]))
