"""What is saved comes back whole, on both engines."""

import tarfile

import pytest
from click.testing import CliRunner
from sqlalchemy import select

from consult.accounts.models import User
from consult.kit.db import database, session
from tests.factories.people import make_user


@pytest.fixture
def consult(app, migrated):
    """Return a function that runs a command of the site, as `consult` does."""

    def run(*words: object):
        with app.app_context():
            return CliRunner().invoke(app.extensions["consult_commands"], [str(word) for word in words])

    return run


@pytest.fixture
def saved(consult, store, site_folder, tmp_path_factory):
    """Return the backup of a site with one account, a file, and an index that needs no saving."""
    store(make_user(display_name="Camille"))
    for name in ("uploads", "search"):
        (site_folder / name).mkdir()
        (site_folder / name / "fichier.txt").write_text(name)
    target = tmp_path_factory.mktemp("sauvegarde") / "site.tar"
    assert consult("backup", target).exit_code == 0
    return target


def names(app):
    with app.app_context(), database().unit_of_work(writes=False):
        return list(session.scalars(select(User.display_name)))


def test_a_restored_site_has_its_rows_and_files_as_they_were(app, consult, store, saved, site_folder):
    store(make_user(display_name="Après"))
    (site_folder / "uploads" / "fichier.txt").write_text("changé")
    done = consult("restore", saved, "--replace")
    assert (done.exit_code, names(app)) == (0, ["Camille"])
    assert (site_folder / "uploads" / "fichier.txt").read_text() == "uploads"


def test_what_can_be_made_again_is_neither_saved_nor_kept(consult, saved, site_folder):
    with tarfile.open(saved) as archive:
        assert not [name for name in archive.getnames() if "search" in name]
    consult("restore", saved, "--replace")
    assert not (site_folder / "search").exists()


def test_only_its_owner_may_read_a_backup(saved):
    assert saved.stat().st_mode & 0o077 == 0


def test_a_backup_never_overwrites_a_file(consult, saved):
    before = saved.read_bytes()
    refused = consult("backup", saved)
    assert (refused.exit_code, saved.read_bytes()) == (2, before)
    assert "existe déjà" in refused.output


def test_restoring_over_data_needs_a_clear_word(app, consult, saved):
    refused = consult("restore", saved)
    assert (refused.exit_code, names(app)) == (2, ["Camille"])
    assert "--replace" in refused.output


@pytest.mark.parametrize("content", [b"", b"pas une archive", b"\0" * 10240])
def test_a_file_of_another_kind_is_refused_and_changes_nothing(app, consult, store, tmp_path_factory, content):
    store(make_user(display_name="Camille"))
    file = tmp_path_factory.mktemp("autre") / "site.tar"
    file.write_bytes(content)
    refused = consult("restore", file, "--replace")
    assert (refused.exit_code, names(app)) == (2, ["Camille"])


def test_an_archive_that_climbs_out_of_its_folder_is_refused(consult, saved, site_folder):
    evil = saved.with_name("evil.tar")
    with tarfile.open(saved) as good, tarfile.open(evil, "w") as bad:
        manifest = good.getmember("manifest.json")
        bad.addfile(manifest, good.extractfile(manifest))
        bad.addfile(manifest.replace(name="files/../../dehors.txt"), good.extractfile(manifest))
    assert consult("restore", evil, "--replace").exit_code == 2
    assert not (site_folder.parent / "dehors.txt").exists()
