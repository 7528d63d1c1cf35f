"""What is kept of vectors, found again."""

import numpy as np
import pytest
from sqlalchemy import func, select

from contributions.models import Status
from contributions.status import change_status
from synthesis.analysis.vectors import DIMENSIONS, CorruptVectorsError, Vectors, to_bytes
from synthesis.composer.wording import Wording
from synthesis.operations.building import take_snapshot
from synthesis.queries.corpus import corpus_of
from synthesis.vectors.models import TextVectors
from synthesis.vectors.operations import forget_vectors, freeze_vectors, keep_vectors
from synthesis.vectors.queries import AT_ONCE, frozen_vectors, kept_ids, kept_of, parts, public_ids
from tests.factories import NOW
from tests.factories.vectors import vectors_of


def test_what_is_kept_is_found_by_contribution(taking_part):
    numbers = [taking_part.proposal.id, taking_part.argument.id]
    keep_vectors({number: (f"mots {number}", bytes([number])) for number in numbers})
    found = kept_of([*numbers, 999])
    assert {number: (row.fingerprint, row.content) for number, row in found.items()} == {
        number: (f"mots {number}", bytes([number])) for number in numbers
    }


def test_vectors_kept_again_replace_the_former_ones(taking_part):
    number = taking_part.proposal.id
    for content in (b"a", b"b"):
        keep_vectors({number: ("mots", content)})
    assert kept_of([number])[number].content == b"b"
    assert taking_part.session.scalar(select(func.count()).select_from(TextVectors)) == 1


def test_forgotten_vectors_are_gone_and_the_others_stay(taking_part):
    numbers = [taking_part.proposal.id, taking_part.argument.id]
    keep_vectors(dict.fromkeys(numbers, ("mots", b"a")))
    forget_vectors(numbers[:1])
    assert kept_ids() == numbers[1:]


def test_nothing_to_keep_or_to_forget_changes_nothing(taking_part):
    keep_vectors({})
    forget_vectors([])
    assert kept_ids() == []
    assert kept_of([]) == {}


def test_only_public_texts_are_to_be_read(taking_part):
    before = public_ids()
    change_status(taking_part.argument, Status.HIDDEN, taking_part.author, at=NOW)
    taking_part.session.flush()
    assert set(before) - set(public_ids()) == {taking_part.argument.id}


@pytest.mark.parametrize("size", [0, 1, AT_ONCE, AT_ONCE + 1])
def test_a_long_list_is_cut_and_nothing_lost(size):
    cut = list(parts(range(size)))
    assert [one for part in cut for one in part] == list(range(size))
    assert all(len(part) <= AT_ONCE for part in cut)


def test_the_first_vectors_frozen_with_a_photograph_hold(taking_part):
    taking_part.session.flush()
    corpus = corpus_of(taking_part.consultation, at=NOW, say=Wording())
    snapshot = take_snapshot(taking_part.consultation, at=NOW)
    assert frozen_vectors(snapshot.id, corpus) is None
    known = vectors_of(corpus)
    freeze_vectors(snapshot.id, to_bytes(known))
    freeze_vectors(snapshot.id, to_bytes(Vectors("autre 2", {})))
    found = frozen_vectors(snapshot.id, corpus)
    assert found.model == known.model
    assert {ref: rows.tolist() for ref, rows in found.rows.items()} == {
        ref: rows.tolist() for ref, rows in known.rows.items()
    }


def test_frozen_vectors_that_do_not_fit_the_photograph_are_refused(taking_part):
    taking_part.session.flush()
    corpus = corpus_of(taking_part.consultation, at=NOW, say=Wording())
    snapshot = take_snapshot(taking_part.consultation, at=NOW)
    wrong = {ref: np.zeros((9, DIMENSIONS), dtype=np.int8) for ref in corpus.by_ref}
    freeze_vectors(snapshot.id, to_bytes(Vectors("sens 1", wrong)))
    with pytest.raises(CorruptVectorsError):
        frozen_vectors(snapshot.id, corpus)
