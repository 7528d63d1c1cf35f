import json
from dataclasses import replace
from hashlib import sha256
from pathlib import Path

import pytest

from synthesis import dossier
from synthesis.analysis.corpus import Corpus
from synthesis.analysis.snapshot import CorruptSnapshotError
from synthesis.dossier import FORMATS, MANIFEST, SNAPSHOT, UnknownFormatError, differences, files, write_folder
from tests.factories.corpora import corpus, lively_corpus, proposal
from tests.synthesis.analysis.test_topics import varied_corpus
from tests.synthesis.formats.documents import hostile_corpus, made


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
        "synthese.html",
        "synthese.json",
        "synthese.odt",
        "synthese.pdf",
    ]


def test_the_manifest_gives_the_hash_of_every_file(tmp_path: Path) -> None:
    write_folder(made(), tmp_path / "out", ["json", "csv"])
    listed = json.loads((tmp_path / "out" / MANIFEST).read_bytes())["files"]
    assert listed == {name: sha256((tmp_path / "out" / name).read_bytes()).hexdigest() for name in listed}
    assert set(listed) == {"synthese.json", "contributions.csv", "photographie.json", "corrections.json"}


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
