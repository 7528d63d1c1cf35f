"""What the worker and the command line do of vectors. Only they load this module: it holds the model."""

from collections.abc import Callable, Mapping, Sequence
from hashlib import sha256

import numpy as np
from flask import current_app

from consult.kit.db import database
from consult.kit.jobs import Payload
from synthesis.analysis.corpus import Contribution, Corpus
from synthesis.analysis.vectors import DIMENSIONS, Int8, Vectors, passages, to_bytes
from synthesis.queries.corpus import texts_of
from synthesis.vectors import encoder, queries
from synthesis.vectors.operations import forget_vectors, freeze_vectors, keep_vectors

Progress = Callable[[int, int], None]
_TOGETHER = 100


def is_on() -> bool:
    """Say whether this site computes vectors: the operator did not refuse, and the model is installed."""
    return bool(current_app.extensions["consult_settings"].sentence_vectors) and encoder.is_installed()


def keep_changed(payloads: list[Payload]) -> None:
    """Compute the vectors of what was just published or changed, and forget those of what is public no more."""
    if is_on():
        _keep(sorted({payload["id"] for payload in payloads}))


def rebuild(tell: Callable[[int], object] = int) -> int:
    """Compute whatever is missing or old, forget the rest, and return how many texts have vectors."""
    with database().unit_of_work(writes=False):
        public, kept = queries.public_ids(), queries.kept_ids()
    for start in range(0, len(public), _TOGETHER):
        _keep(public[start : start + _TOGETHER])
        tell(len(public[start : start + _TOGETHER]))
    with database().unit_of_work():
        forget_vectors(sorted(set(kept) - set(public)))
    with database().unit_of_work(writes=False):
        return len(queries.kept_ids())


def vectors_for(
    snapshot_id: int, corpus: Corpus, progress: Progress = lambda _done, _total: None
) -> Vectors | None:
    """Return the vectors of a photograph, computed and frozen the first time; None where none are wanted."""
    with database().unit_of_work(writes=False):
        frozen = queries.frozen_vectors(snapshot_id, corpus)
    if frozen is not None or not is_on():
        return frozen
    found = vectors_now(corpus, progress)
    with database().unit_of_work():
        freeze_vectors(snapshot_id, to_bytes(found))
    return found


def vectors_now(corpus: Corpus, progress: Progress = lambda _done, _total: None) -> Vectors:
    """Return the vectors of a corpus, computing those that are not kept yet."""
    rows = corpus.contributions
    found: dict[str, Int8] = {}
    for start in range(0, len(rows), _TOGETHER):
        progress(start, len(rows))
        found.update(_of_rows(rows[start : start + _TOGETHER]))
    return Vectors(encoder.model_name(), found)


def _of_rows(rows: Sequence[Contribution]) -> Mapping[str, Int8]:
    wanted = {int(row.ref[1:]): fingerprint_of(row) for row in rows}
    with database().unit_of_work(writes=False):
        kept = queries.kept_of(sorted(wanted))
    made = {}
    for row in rows:
        number = int(row.ref[1:])
        known = kept.get(number)
        if known is not None and known.fingerprint == wanted[number]:
            made[row.ref] = np.frombuffer(known.content, dtype=np.int8).reshape(-1, DIMENSIONS)
        else:
            made[row.ref] = encoder.vectors_of(row)
    return made


def _keep(ids: Sequence[int]) -> None:
    with database().unit_of_work(writes=False):
        rows = texts_of(ids)
        kept = queries.kept_of(ids)
    made = {}
    for row in rows:
        fingerprint = fingerprint_of(row)
        if row.id not in kept or kept[row.id].fingerprint != fingerprint:
            made[row.id] = (fingerprint, encoder.vectors_of(row).tobytes())
    with database().unit_of_work():
        keep_vectors(made)
        forget_vectors(sorted(set(kept) - {row.id for row in rows}))


def fingerprint_of(row: Contribution) -> str:
    """Fingerprint what the model reads of a contribution, and the model."""
    return sha256("\0".join([encoder.model_name(), *passages(row)]).encode()).hexdigest()
