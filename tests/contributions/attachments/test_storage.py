"""Files are kept once, whole, by the hash of what they hold."""

import hashlib
import os
import stat
from datetime import UTC, datetime, timedelta

import pytest

from contributions.attachments.storage import Storage

NOW = datetime.now(UTC)


@pytest.fixture
def folder(tmp_path):
    return tmp_path / "files"


def age(kept: Storage, digest: str, **span: int) -> None:
    then = (NOW - timedelta(**span)).timestamp()
    os.utime(kept.path(digest), (then, then))


def test_a_file_is_found_by_the_hash_of_its_content(folder):
    kept = Storage(folder)
    digest = kept.put(b"un plan")
    assert digest == hashlib.sha256(b"un plan").hexdigest()
    assert kept.path(digest).read_bytes() == b"un plan"


def test_the_same_content_is_kept_once(folder):
    kept = Storage(folder)
    assert kept.put(b"un plan") == kept.put(b"un plan")
    assert len([path for path in folder.rglob("*") if path.is_file()]) == 1


def test_only_the_site_itself_reads_what_it_keeps(folder):
    path = Storage(folder).path(Storage(folder).put(b"un plan"))
    assert [stat.S_IMODE(one.stat().st_mode) for one in (path, path.parent)] == [0o600, 0o700]


def test_a_file_joined_again_counts_its_age_anew(folder):
    kept = Storage(folder)
    digest = kept.put(b"un plan")
    age(kept, digest, hours=5)
    kept.put(b"un plan")
    assert list(kept.older_than(NOW - timedelta(hours=1))) == []


def test_what_nobody_touched_for_long_is_told_half_written_files_too(folder):
    kept = Storage(folder)
    digest, other = kept.put(b"un plan"), kept.put(b"une photo")
    half = kept.path(digest).with_name(f"{digest}.0f0f")
    half.write_bytes(b"un pl")
    for name in (digest, half.name):
        age(kept, name, hours=5)
    assert list(kept.older_than(NOW - timedelta(hours=1))) == [digest, half.name]
    assert kept.has(other)


def test_a_file_taken_away_is_gone_even_twice(folder):
    kept = Storage(folder)
    digest = kept.put(b"un plan")
    kept.remove(digest)
    kept.remove(digest)
    assert not kept.has(digest)


def test_an_empty_folder_holds_nothing(folder):
    assert list(Storage(folder).older_than(NOW)) == []
