import json
import shutil
from collections.abc import Callable
from dataclasses import replace
from hashlib import sha256
from pathlib import Path

import pytest

from synthesis import dossier
from synthesis.analysis.corpus import Corpus
from synthesis.analysis.snapshot import CorruptSnapshotError
from synthesis.analysis.vectors import to_bytes as vectors_to_bytes
from synthesis.composer.edits import Edits, Replacement
from synthesis.dossier import (
    EDITS,
    FORMATS,
    MANIFEST,
    SNAPSHOT,
    VECTORS,
    UnknownFormatError,
    differences,
    files,
    write_folder,
)
from tests.factories.corpora import corpus, lively_corpus, proposal
from tests.factories.vectors import vectors_of
from tests.synthesis.analysis.test_topics import varied_corpus
from tests.synthesis.formats.documents import SITE, hostile_corpus, made


def shuffled(whole: Corpus) -> Corpus:
    return replace(
        whole, proposals=whole.proposals[::-1], arguments=whole.arguments[::-1], themes=whole.themes[::-1]
    )


@pytest.mark.parametrize("whole", [lively_corpus(), varied_corpus(), hostile_corpus(), corpus()])
def test_the_same_rows_in_any_order_give_the_same_bytes(whole: Corpus) -> None:
    first, second = files(made(whole), FORMATS), files(made(shuffled(whole)), FORMATS)
    assert [name for name in first if first[name] != second[name]] == []


def test_a_folder_holds_the_formats_the_data_and_a_manifest(tmp_path: Path) -> None:
    write_folder(made(), tmp_path / "out", FORMATS)
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == [
        "contributions.csv",
        "corrections.json",
        "manifeste.json",
        "photographie.json",
        "synthese.css",
        "synthese.docx",
        "synthese.html",
        "synthese.json",
        "synthese.odt",
        "synthese.pdf",
        "synthese.schema.json",
    ]


def test_the_manifest_gives_the_hash_of_every_file(tmp_path: Path) -> None:
    write_folder(made(), tmp_path / "out", ["json", "csv"])
    listed = json.loads((tmp_path / "out" / MANIFEST).read_bytes())["files"]
    assert listed == {name: sha256((tmp_path / "out" / name).read_bytes()).hexdigest() for name in listed}
    assert set(listed) == {
        "synthese.json",
        "synthese.schema.json",
        "contributions.csv",
        "photographie.json",
        "corrections.json",
    }


def test_a_folder_just_written_is_verified(tmp_path: Path) -> None:
    write_folder(made(), tmp_path / "out", FORMATS)
    assert differences(tmp_path / "out") == []


@pytest.mark.parametrize("name", ["synthese.html", "contributions.csv", MANIFEST])
def test_a_changed_file_is_named(tmp_path: Path, name: str) -> None:
    write_folder(made(), tmp_path / "out", ["html", "csv"])
    path = tmp_path / "out" / name
    path.write_bytes(
        path.read_bytes().replace(b"exemple", b"example").replace(b'"consultation"', b'"consultations"')
    )
    assert name in differences(tmp_path / "out")


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    write_folder(made(), tmp_path / "out", ["csv"])
    (tmp_path / "out" / "contributions.csv").unlink()
    assert differences(tmp_path / "out") == ["contributions.csv"]


def test_a_changed_figure_in_the_data_is_noticed(tmp_path: Path) -> None:
    write_folder(made(), tmp_path / "out", ["json"])
    path = tmp_path / "out" / SNAPSHOT
    path.write_bytes(path.read_bytes().replace(b'"favour": 80', b'"favour": 81'))
    assert "synthese.json" in differences(tmp_path / "out")


@pytest.mark.parametrize("content", [b"", b"[]", b"{}", b"\xff"])
def test_a_damaged_manifest_is_refused(tmp_path: Path, content: bytes) -> None:
    write_folder(made(), tmp_path / "out", ["json"])
    (tmp_path / "out" / MANIFEST).write_bytes(content)
    with pytest.raises(CorruptSnapshotError):
        differences(tmp_path / "out")


def test_a_second_run_replaces_the_first(tmp_path: Path) -> None:
    write_folder(made(), tmp_path / "out", FORMATS)
    write_folder(made(corpus(proposal(1))), tmp_path / "out", ["json"])
    assert not (tmp_path / "out" / "synthese.pdf").exists()
    assert [path.name for path in tmp_path.iterdir()] == ["out"]


def test_a_folder_that_holds_something_else_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "thèse.txt").write_text("cinq ans de travail", "utf-8")
    with pytest.raises(FileExistsError, match="Choisissez un autre dossier"):
        write_folder(made(), tmp_path, ["json"])
    assert [path.name for path in tmp_path.iterdir()] == ["thèse.txt"]


def test_a_failure_leaves_nothing_half_written(tmp_path: Path) -> None:
    (tmp_path / "out").write_text("un fichier à la place du dossier", "utf-8")
    with pytest.raises(OSError, match="out"):
        write_folder(made(), tmp_path / "out", ["json"])
    assert [path.name for path in tmp_path.iterdir()] == ["out"]


def test_an_unknown_format_is_refused_before_anything_is_written(tmp_path: Path) -> None:
    with pytest.raises(UnknownFormatError, match="docx2"):
        write_folder(made(), tmp_path / "out", ["html", "docx2"])
    assert list(tmp_path.iterdir()) == []


def test_every_version_that_bears_on_the_result_is_listed() -> None:
    assert {"consult", "typst", "scikit-network"} <= {name for name, _ in dossier.versions()}


def replaced(before: bytes, after: bytes) -> Callable[[bytes], bytes]:
    return lambda content: content.replace(before, after)


def shorter(content: bytes) -> bytes:
    return content[:-1]


def longer(content: bytes) -> bytes:
    return content + b" "


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Write a dossier once, in every format but the PDF."""
    folder = tmp_path_factory.mktemp("written") / "out"
    write_folder(made(), folder, ["html", "odt", "json", "csv"])
    return folder


@pytest.fixture
def folder(written: Path, tmp_path: Path) -> Path:
    """Give a dossier of one's own to tamper with."""
    return shutil.copytree(written, tmp_path / "out")


def tamper(folder: Path, name: str, change: Callable[[bytes], bytes]) -> None:
    content = (folder / name).read_bytes()
    assert change(content) != content
    (folder / name).write_bytes(change(content))


@pytest.mark.parametrize(
    ("name", "change"),
    [
        ("synthese.html", replaced(b"89", b"98")),
        ("synthese.html", shorter),
        ("synthese.html", longer),
        ("synthese.css", longer),
        ("synthese.odt", shorter),
        ("synthese.odt", longer),
        ("synthese.json", replaced(b'"value": 120', b'"value": 121')),
        ("synthese.json", replaced(b'"P1"', b'"P9"')),
        ("contributions.csv", replaced(b";80;", b";81;")),
        ("contributions.csv", replaced(b"\r\n", b"\n")),
        ("contributions.csv", replaced(b"\xef\xbb\xbf", b"")),
        (MANIFEST, longer),
        (MANIFEST, replaced(b'"consultation"', b'"Consultation"')),
        (MANIFEST, replaced(b'"typst"', b'"tipst"')),
    ],
)
def test_only_the_file_someone_touched_is_named(folder: Path, name: str, change: Callable[[bytes], bytes]) -> None:
    tamper(folder, name, change)
    assert differences(folder) == [name]


@pytest.mark.parametrize(
    ("name", "change", "named"),
    [
        (SNAPSHOT, replaced(b'"favour": 80', b'"favour": 81'), {"synthese.html", "synthese.json", MANIFEST}),
        (SNAPSHOT, replaced(b"Former les agents", b"Former les agentes"), {"contributions.csv", "synthese.odt"}),
        (SNAPSHOT, replaced(b'"pending_at_closing": 1', b'"pending_at_closing": 0'), {"synthese.html"}),
        (SNAPSHOT, longer, {SNAPSHOT}),
        (EDITS, replaced(b"de la main", b"du bras"), {"synthese.html", "synthese.odt", "synthese.json", MANIFEST}),
        (EDITS, longer, {EDITS}),
        (MANIFEST, replaced(b"participer.exemple", b"mal.exemple"), {"synthese.html", "synthese.odt"}),
    ],
)
def test_what_is_computed_from_touched_data_is_named(
    folder: Path, name: str, change: Callable[[bytes], bytes], named: set[str]
) -> None:
    tamper(folder, name, change)
    assert named <= set(differences(folder))


@pytest.mark.parametrize("name", ["synthese.html", "synthese.css", "synthese.odt", "synthese.json"])
def test_each_missing_file_is_named(folder: Path, name: str) -> None:
    (folder / name).unlink()
    assert differences(folder) == [name]


def test_a_file_taken_out_of_the_manifest_is_named_all_the_same(folder: Path) -> None:
    listed = json.loads((folder / MANIFEST).read_bytes())
    listed["formats"].remove("odt")
    del listed["files"]["synthese.odt"]
    whole = json.dumps(listed, ensure_ascii=False, sort_keys=True, indent=1) + "\n"
    (folder / MANIFEST).write_bytes(whole.encode())
    tamper(folder, "synthese.odt", longer)
    assert differences(folder) == ["synthese.odt"]


def test_a_pdf_slipped_in_is_named(folder: Path) -> None:
    (folder / "synthese.pdf").write_bytes(b"%PDF-1.7")
    assert differences(folder) == ["synthese.pdf"]


def test_what_a_file_browser_leaves_in_a_folder_is_no_difference(folder: Path) -> None:
    (folder / ".DS_Store").write_bytes(b"")
    assert differences(folder) == []


@pytest.mark.parametrize(
    "change",
    [
        {"language": None},
        {"language": "xx"},
        {"language": 3},
        {"site": None},
        {"site": 3},
        {"formats": None},
        {"formats": "html"},
        {"formats": ["docx2"]},
        {"formats": [["html"]]},
        {"format": "consult-dossier/0"},
    ],
)
def test_a_manifest_that_says_nothing_sensible_is_refused(folder: Path, change: dict[str, object]) -> None:
    listed = json.loads((folder / MANIFEST).read_bytes())
    (folder / MANIFEST).write_text(json.dumps(listed | change), "utf-8")
    with pytest.raises(CorruptSnapshotError):
        differences(folder)


@pytest.mark.parametrize("name", ["format", "language", "site", "formats"])
def test_a_manifest_without_what_is_needed_is_refused(folder: Path, name: str) -> None:
    listed = json.loads((folder / MANIFEST).read_bytes())
    del listed[name]
    (folder / MANIFEST).write_text(json.dumps(listed), "utf-8")
    with pytest.raises(CorruptSnapshotError):
        differences(folder)


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"[]",
        b"{}",
        b"\xff",
        b'{"replacements": {}}',
        b'{"replacements": [], "introductions": {}}',
        b'{"replacements": {"brief.published": 3}, "introductions": {}}',
        b'{"replacements": {"brief.published": " "}, "introductions": {}}',
    ],
)
def test_damaged_corrections_are_refused(folder: Path, content: bytes) -> None:
    (folder / EDITS).write_bytes(content)
    with pytest.raises(CorruptSnapshotError):
        differences(folder)


@pytest.mark.parametrize("name", [MANIFEST, SNAPSHOT, EDITS])
def test_a_folder_without_its_data_cannot_be_checked(folder: Path, name: str) -> None:
    (folder / name).unlink()
    with pytest.raises(FileNotFoundError):
        differences(folder)


@pytest.mark.parametrize(
    ("formats", "listed"),
    [
        ([], []),
        (["csv"], ["csv"]),
        (["json", "html", "json"], ["html", "json"]),
        (["odt", "csv"], ["csv", "odt"]),
    ],
)
def test_the_manifest_names_the_formats_once_in_order(formats: list[str], listed: list[str]) -> None:
    made_files = files(made(), formats)
    manifest = json.loads(made_files[MANIFEST])
    assert manifest["formats"] == listed
    assert set(manifest["files"]) == set(made_files) - {MANIFEST}


def test_the_manifest_says_what_it_is_about() -> None:
    manifest = json.loads(files(made(), ["json"])[MANIFEST])
    assert manifest["consultation"] == "strategie-numerique"
    assert manifest["snapshot"] == manifest["files"][SNAPSHOT]
    assert (manifest["language"], manifest["site"]) == ("fr", SITE)
    assert manifest["versions"] == dict(dossier.versions())


def test_an_edit_that_found_no_place_is_kept_and_named_in_the_manifest() -> None:
    edits = Edits((Replacement("theme.supported.P99", "Perdue."),))
    made_files = files(dossier.build(lively_corpus(), edits), [])
    assert json.loads(made_files[MANIFEST])["orphan_edits"] == ["theme.supported.P99"]
    assert "Perdue." in made_files[EDITS].decode()


def test_putting_a_document_back_together_gives_the_same_files() -> None:
    first = made()
    computed = dossier.build(first.corpus, site=SITE).document
    again = dossier.reassemble(first.corpus, computed, first.edits, site=SITE)
    assert files(again, ["html", "json", "csv"]) == files(first, ["html", "json", "csv"])


# --- with sentence vectors ----------------------------------------------------------------------


def with_vectors(folder: Path) -> Path:
    whole = varied_corpus()
    write_folder(dossier.build(whole, site=SITE, vectors=vectors_of(whole)), folder, ["json"])
    return folder


def test_a_dossier_holds_the_vectors_it_was_computed_with_and_names_their_model(tmp_path: Path) -> None:
    folder = with_vectors(tmp_path / "out")
    manifest = json.loads((folder / MANIFEST).read_bytes())
    assert VECTORS in manifest["files"]
    assert manifest["versions"]["modèle-de-sens"] == "1.0"
    assert differences(folder) == []


def test_vectors_changed_since_are_found_out(tmp_path: Path) -> None:
    folder = with_vectors(tmp_path / "out")
    content = bytearray((folder / VECTORS).read_bytes())
    content[-600] ^= 1
    (folder / VECTORS).write_bytes(bytes(content))
    assert MANIFEST in differences(folder)


def test_vectors_cut_short_or_of_other_texts_are_refused(tmp_path: Path) -> None:
    folder = with_vectors(tmp_path / "out")
    whole = (folder / VECTORS).read_bytes()
    for content in (whole[:-10], vectors_to_bytes(vectors_of(lively_corpus())), b""):
        (folder / VECTORS).write_bytes(content)
        with pytest.raises(CorruptSnapshotError):
            differences(folder)


def test_vectors_added_to_a_dossier_made_without_are_found_out(tmp_path: Path) -> None:
    write_folder(made(), tmp_path / "out", ["json"])
    (tmp_path / "out" / VECTORS).write_bytes(vectors_to_bytes(vectors_of(varied_corpus())))
    assert differences(tmp_path / "out") == [VECTORS]


def test_a_dossier_without_its_vectors_cannot_be_checked(tmp_path: Path) -> None:
    folder = with_vectors(tmp_path / "out")
    (folder / VECTORS).unlink()
    with pytest.raises(OSError, match=VECTORS):
        differences(folder)


def test_a_dossier_written_here_names_no_other_version_and_nobody_touched_it(folder: Path) -> None:
    assert dossier.written_with(folder) == {}
    assert dossier.touched(folder) == []


def test_what_someone_touched_or_took_away_is_told_from_what_is_computed_otherwise(folder: Path) -> None:
    tamper(folder, "synthese.odt", longer)
    (folder / "synthese.css").unlink()
    assert dossier.touched(folder) == ["synthese.css", "synthese.odt"]


def test_versions_that_are_no_list_of_versions_are_refused(folder: Path) -> None:
    listed = json.loads((folder / MANIFEST).read_bytes())
    (folder / MANIFEST).write_text(json.dumps(listed | {"versions": 3}), "utf-8")
    with pytest.raises(CorruptSnapshotError):
        differences(folder)
