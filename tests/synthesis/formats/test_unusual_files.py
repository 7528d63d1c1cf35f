"""Consultations no one hopes for, in every format: each file opens and holds everyone, or none is written."""

import csv
import json
import resource
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from io import BytesIO, StringIO
from pathlib import Path

import docx
import odfdo
import pikepdf
import pytest

from synthesis.dossier import FORMATS, MANIFEST, files, write_folder
from tests.synthesis.composer.test_unusual import UNUSUAL
from tests.synthesis.formats.documents import made

WRITTEN = tuple(UNUSUAL)


@cache
def written(name: str) -> dict[str, bytes]:
    return files(made(UNUSUAL[name]), FORMATS)


@pytest.mark.parametrize("name", WRITTEN)
def test_each_file_opens_with_the_same_chapters(name: str) -> None:
    made_files = written(name)
    told = json.loads(made_files["synthese.json"])["document"]["sections"]
    titles = [" ".join(section["title"].split()) for section in told]
    lines = docx.Document(BytesIO(made_files["synthese.docx"])).paragraphs
    in_word = [" ".join(line.text.split()) for line in lines if line.style and line.style.name == "Heading 1"]
    headers = odfdo.Document(BytesIO(made_files["synthese.odt"])).body.headers
    in_odt = [" ".join(str(header).split()) for header in headers if int(header.level) == 1]
    with pikepdf.open(BytesIO(made_files["synthese.pdf"])).open_outline() as outline:
        in_pdf = [" ".join(item.title.split()) for item in outline.root]
    assert in_word == in_odt == titles
    assert len(in_pdf) == len(titles)


@pytest.mark.parametrize("name", WRITTEN)
def test_everyone_has_a_line_in_the_table_and_no_cell_is_a_formula(name: str) -> None:
    text = written(name)["contributions.csv"].decode("utf-8-sig")
    csv.field_size_limit(1_000_000)
    rows = list(csv.reader(StringIO(text), delimiter=";"))[1:]
    assert sorted(row[0] for row in rows) == sorted(UNUSUAL[name].by_ref)
    assert [cell for row in rows for cell in row if cell.lstrip(" ").startswith(("=", "+", "-", "@"))] == []


def test_a_campaign_is_told_apart_and_ranks_nothing() -> None:
    page = written("500 copies")["synthese.html"].decode()
    assert "1 groupe de contributions (500 en tout) répète le même texte" in page
    assert "Aucun vote n’a été exprimé." in page


@contextmanager
def little_room(size: int) -> Iterator[None]:
    """Have the system refuse to write more than some bytes of a file, as a full disk does."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


def test_room_that_runs_out_in_the_middle_leaves_what_was_there(tmp_path: Path) -> None:
    dossier = made(UNUSUAL["one proposal"])
    write_folder(dossier, tmp_path / "out", ["json"])
    before = (tmp_path / "out" / MANIFEST).read_bytes()
    assert len(written("one proposal")["contributions.csv"]) < 4096 < len(written("one proposal")["synthese.docx"])
    with little_room(4096), pytest.raises(OSError, match="File too large"):
        write_folder(dossier, tmp_path / "out", FORMATS)
    assert (tmp_path / "out" / MANIFEST).read_bytes() == before
    assert [path.name for path in tmp_path.iterdir()] == ["out"]
