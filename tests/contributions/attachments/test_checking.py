"""A file is read in a process of its own, and its refusal says what to choose instead."""

import pytest

from consult.kit.errors import Invalid
from contributions.attachments import checking
from contributions.attachments.checking import cleaned
from contributions.attachments.models import MediaType
from tests.factories.files import make_jpeg, make_pdf, make_png, make_vast_png


@pytest.mark.parametrize(
    ("made", "kind"), [(make_jpeg, MediaType.JPEG), (make_png, MediaType.PNG), (make_pdf, MediaType.PDF)]
)
def test_a_file_comes_back_clean_with_what_it_is(made, kind):
    found = cleaned(made())
    assert (found.media_type, b"Ana Loir" in found.content) == (kind, False)


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"MZ\\x90", "Choisissez un fichier PDF, JPEG ou PNG"),
        (make_vast_png(30_000, 30_000), "Réduisez cette image"),
        (make_pdf(password="secret"), "Choisissez un PDF sans mot de passe"),
        (make_jpeg()[:200], "Choisissez un autre fichier"),
    ],
)
def test_a_refusal_says_what_to_choose(content, sentence):
    with pytest.raises(Invalid, match=sentence) as refused:
        cleaned(content)
    assert refused.value.field == "document"


def test_a_file_that_kills_its_reader_is_refused(tmp_path, monkeypatch):
    killed = tmp_path / "killed.py"
    killed.write_text("import os; os.kill(os.getpid(), 9)")
    monkeypatch.setattr(checking.cleaning, "__file__", str(killed))
    with pytest.raises(Invalid, match="Choisissez un autre fichier"):
        cleaned(make_jpeg())


def test_a_file_that_holds_its_reader_too_long_is_refused(tmp_path, monkeypatch):
    endless = tmp_path / "endless.py"
    endless.write_text("while True: pass")
    monkeypatch.setattr(checking.cleaning, "__file__", str(endless))
    monkeypatch.setattr(checking, "_SECONDS", 0.2)
    with pytest.raises(Invalid, match="Choisissez un autre fichier"):
        cleaned(make_jpeg())
