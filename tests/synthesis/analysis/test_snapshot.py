from dataclasses import replace
from hashlib import sha256

import pytest

from synthesis.analysis.corpus import Corpus
from synthesis.analysis.snapshot import CorruptSnapshotError, from_json, snapshot_hash, to_json
from tests.factories.corpora import corpus, lively_corpus, proposal


def shuffled(whole: Corpus) -> Corpus:
    return replace(
        whole,
        themes=whole.themes[::-1],
        proposals=whole.proposals[::-1],
        arguments=whole.arguments[::-1],
        participation=replace(
            whole.participation,
            by_kind=whole.participation.by_kind[::-1],
            by_territory=whole.participation.by_territory[::-1],
        ),
    )


def test_a_snapshot_is_read_back_as_it_was() -> None:
    assert from_json(to_json(lively_corpus())) == lively_corpus()


def test_the_order_of_the_rows_does_not_change_the_bytes() -> None:
    assert to_json(shuffled(lively_corpus())) == to_json(lively_corpus())


def test_the_fingerprint_is_the_sha256_of_the_file() -> None:
    assert snapshot_hash(lively_corpus()) == sha256(to_json(lively_corpus())).hexdigest()


def test_a_changed_word_changes_the_fingerprint() -> None:
    assert snapshot_hash(corpus(proposal(1, "Oui."))) != snapshot_hash(corpus(proposal(1, "Non.")))


def test_any_sign_survives_the_file() -> None:
    text = 'a < b "c" \\u0041 😀 é \u2028'
    assert from_json(to_json(corpus(proposal(1, text)))).proposals[0].text == text


@pytest.mark.parametrize(
    "content",
    [b"", b"\xff\xfe", b"[]", b"{}", b'{"format": "other"}', b'{"format": "consult-corpus/1"}'],
)
def test_another_file_is_refused(content: bytes) -> None:
    with pytest.raises(CorruptSnapshotError):
        from_json(content)


@pytest.mark.parametrize(
    ("found", "written"),
    [
        (b'"imported": false', b'"imported": 3'),
        (b'"channel": "online"', b'"channel": "pigeon"'),
        (b'"opened_at": "2026', b'"opened_at": "hier'),
        (b'"marked": false', b'"unknown": false'),
        (b'"theme_id": 1,', b'"theme_id": 77,'),
    ],
)
def test_a_damaged_value_is_refused(found: bytes, written: bytes) -> None:
    content = to_json(corpus(proposal(1)))
    assert found in content
    with pytest.raises(CorruptSnapshotError):
        from_json(content.replace(found, written))
