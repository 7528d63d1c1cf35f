"""A folder anyone can check: the synthesis in every format, its data, and a manifest that says what made it."""

import shutil
import tempfile
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from hashlib import sha256
from importlib.metadata import version
from json import JSONDecodeError, dumps, loads
from pathlib import Path
from typing import Any

from synthesis.analysis.collector import collector_at_rest
from synthesis.analysis.corpus import Corpus
from synthesis.analysis.findings import Progress, analyse
from synthesis.analysis.grids import CorruptGridError, Grid, grids_from_json, grids_to_json
from synthesis.analysis.snapshot import CorruptSnapshotError, from_json, to_json
from synthesis.analysis.vectors import CorruptVectorsError, Vectors
from synthesis.analysis.vectors import from_bytes as vectors_from_bytes
from synthesis.analysis.vectors import to_bytes as vectors_to_bytes
from synthesis.composer.compose import compose
from synthesis.composer.document import Document
from synthesis.composer.edits import Edits, apply_edits
from synthesis.composer.kept_edits import UnreadableEditsError, edits_from_json, edits_to_json
from synthesis.composer.withheld_notice import told
from synthesis.composer.withholding import Withheld
from synthesis.composer.wording import Wording
from synthesis.formats import csv, docx, html, json, odt, pdf, schema
from synthesis.formats.look import NAME as LOOK
from synthesis.formats.look import PLAIN, Look, UnreadableLookError, look_from_json, look_to_json

FORMATS = ("html", "pdf", "odt", "docx", "json", "csv")
SNAPSHOT, MANIFEST, EDITS = "photographie.json", "manifeste.json", "corrections.json"
VECTORS, GRIDS = "vecteurs.bin", "grille.json"
MANIFEST_FORMAT = "consult-dossier/1"
_LIBRARIES = (
    "lxml",
    "numpy",
    "odfdo",
    "python-docx",
    "rapidfuzz",
    "scikit-learn",
    "scikit-network",
    "scipy",
    "simplemma",
    "typst",
)


_LANGUAGES = ("fr", "en")


class UnknownFormatError(ValueError):
    """A format nobody asked this program to write."""


@dataclass(frozen=True)
class Dossier:
    """A synthesis as it reads, with the data and the grids it was computed from and what a person wrote in it."""

    corpus: Corpus
    document: Document
    edits: Edits
    say: Wording
    site: str
    vectors: Vectors | None = None
    grids: tuple[Grid, ...] = ()
    look: Look = PLAIN
    withheld: tuple[str, ...] = ()

    def without(self, withheld: Withheld) -> "Dossier":
        """Return the dossier as it may be read once the words of some contributions are withheld.

        What it was computed from is no longer all there: the vectors are left out, the manifest says which.
        """
        if not withheld:
            return self
        corpus = withheld.corpus(self.corpus)
        fingerprint = sha256(to_json(corpus)).hexdigest()
        return replace(
            self,
            corpus=corpus,
            document=told(withheld.without(self.document), withheld, fingerprint),
            edits=withheld.without(self.edits),
            vectors=None,
            withheld=tuple(sorted(withheld.words)),
        )

    def file(self, kind: str) -> tuple[str, bytes]:
        """Write one format; raise UnknownFormatError for any other name."""
        if kind not in FORMATS:
            raise UnknownFormatError(f"Choisissez parmi {', '.join(FORMATS)} : « {kind} » n’existe pas.")
        name, write = _WRITERS[kind]
        return name, write(self)


_WRITERS: dict[str, tuple[str, Callable[[Dossier], bytes]]] = {
    "html": ("synthese.html", lambda made: html.render(made.document, made.site, made.look)),
    "pdf": ("synthese.pdf", lambda made: pdf.render(made.document, made.site, made.look)),
    "odt": ("synthese.odt", lambda made: odt.render(made.document, made.site, made.look)),
    "docx": ("synthese.docx", lambda made: docx.render(made.document, made.site, made.look)),
    "json": ("synthese.json", lambda made: json.render(made.document)),
    "csv": ("contributions.csv", lambda made: csv.render(made.corpus, made.document, made.say)),
}


_NAMES = (*(name for name, _write in _WRITERS.values()), html.STYLESHEET, schema.NAME, VECTORS, GRIDS, LOOK)


def build(
    corpus: Corpus,
    edits: Edits | None = None,
    *,
    say: Wording | None = None,
    site: str = "",
    vectors: Vectors | None = None,
    grids: tuple[Grid, ...] = (),
    look: Look = PLAIN,
    progress: Progress = lambda _done, _total: None,
) -> Dossier:
    """Analyse a corpus and compose its synthesis; texts are compared by their words alone without `vectors`."""
    wording, written = say or Wording(), edits or Edits()
    with collector_at_rest():
        document = compose(analyse(corpus, progress, vectors, grids), written, wording, versions(vectors))
    return Dossier(corpus, document, written, wording, site, vectors, grids, look)


def reassemble(
    corpus: Corpus,
    computed: Document,
    edits: Edits,
    *,
    site: str = "",
    vectors: Vectors | None = None,
    grids: tuple[Grid, ...] = (),
    look: Look = PLAIN,
) -> Dossier:
    """Put a document computed before together with what a person wrote since, without computing again."""
    document, say = apply_edits(computed, edits), Wording(computed.language)
    return Dossier(corpus, document, edits, say, site, vectors, grids, look)


def versions(vectors: Vectors | None = None) -> tuple[tuple[str, str], ...]:
    """List the programs whose version bears on the result, the model of the vectors last."""
    listed = [("consult", version("consult")), *((name, version(name)) for name in _LIBRARIES)]
    if vectors is not None:
        name, _, its_version = vectors.model.rpartition(" ")
        listed.append((name, its_version))
    return tuple(listed)


def files(dossier: Dossier, formats: Iterable[str]) -> dict[str, bytes]:
    """Write the chosen formats with the data, the edits and the manifest, in memory."""
    made = dict(dossier.file(kind) for kind in dict.fromkeys(formats))
    if "synthese.html" in made:
        made[html.STYLESHEET] = html.stylesheet(dossier.look)
    if "synthese.json" in made:
        made[schema.NAME] = schema.render()
    made |= _given(dossier)
    made[MANIFEST] = _manifest(dossier, made)
    return made


def _given(dossier: Dossier) -> dict[str, bytes]:
    """Write what a dossier is computed from; its look, vectors and grids where it has some."""
    made = {SNAPSHOT: to_json(dossier.corpus), EDITS: edits_to_json(dossier.edits)}
    if dossier.look != PLAIN:
        made[LOOK] = look_to_json(dossier.look)
    if dossier.vectors is not None:
        made[VECTORS] = vectors_to_bytes(dossier.vectors)
    if dossier.grids:
        made[GRIDS] = grids_to_json(dossier.grids)
    return made


def write_folder(dossier: Dossier, output: Path, formats: Iterable[str]) -> list[Path]:
    """Write a dossier in a folder, whole or not at all; an earlier one is replaced at the last moment."""
    made = files(dossier, formats)
    output.parent.mkdir(parents=True, exist_ok=True)
    beside = Path(tempfile.mkdtemp(prefix=f".{output.name}-", dir=output.parent))
    try:
        for name, content in sorted(made.items()):
            (beside / name).write_bytes(content)
        _replace(beside, output)
    except OSError:
        shutil.rmtree(beside, ignore_errors=True)
        raise
    return [output / name for name in sorted(made)]


def differences(folder: Path) -> list[str]:
    """Compute a dossier again from its own data and say, file by file, what differs; nothing when identical.

    A format that the manifest does not name differs too: nothing says where it comes from.
    """
    manifest = _read_manifest(folder)
    corpus = from_json((folder / SNAPSHOT).read_bytes())
    dossier = build(
        corpus,
        _read_edits((folder / EDITS).read_bytes()),
        say=Wording(manifest["language"]) if manifest["language"] != "fr" else Wording(),
        site=manifest["site"],
        vectors=_read_vectors(folder, manifest, corpus),
        look=_read_look(folder, manifest),
        grids=_read_grids(folder, manifest),
    )
    made = files(dossier, manifest["formats"])
    added = [name for name in _NAMES if name not in made and (folder / name).exists()]
    return sorted([*(name for name in made if not _same(folder / name, made[name])), *added])


def written_with(folder: Path) -> dict[str, tuple[str, str]]:
    """List the programs whose version is no longer the one that wrote a dossier: then ("" for none), and now."""
    then = _read_manifest(folder).get("versions", {})
    return {name: (str(then.get(name, "")), now) for name, now in versions() if then.get(name) != now}


def touched(folder: Path) -> list[str]:
    """List the files that are not those the manifest of a dossier fingerprints."""
    listed = _read_manifest(folder)["files"]
    return sorted(name for name, found in listed.items() if _fingerprint(folder / name) != found)


def withheld_from(folder: Path) -> list[str]:
    """Name the contributions whose words were taken out of a dossier after it was published."""
    return [str(ref) for ref in _read_manifest(folder).get("withheld", [])]


def _fingerprint(path: Path) -> str:
    return sha256(path.read_bytes()).hexdigest() if path.is_file() else ""


def _same(path: Path, content: bytes) -> bool:
    return path.is_file() and path.read_bytes() == content


def _replace(beside: Path, output: Path) -> None:
    beside.chmod(0o755)
    if not output.exists():
        beside.rename(output)
        return
    if not (output / MANIFEST).is_file() and any(output.iterdir()):
        raise FileExistsError(f"Choisissez un autre dossier : {output} contient déjà autre chose qu’une synthèse.")
    aside = beside.with_name(beside.name + "-ancien")
    output.rename(aside)
    beside.rename(output)
    shutil.rmtree(aside)


def _manifest(dossier: Dossier, made: dict[str, bytes]) -> bytes:
    listed = {
        "format": MANIFEST_FORMAT,
        "consultation": dossier.corpus.consultation.slug,
        "snapshot": dossier.document.snapshot,
        "language": dossier.say.language,
        "site": dossier.site,
        "formats": [kind for kind, (name, _) in sorted(_WRITERS.items()) if name in made],
        "files": {name: sha256(content).hexdigest() for name, content in made.items()},
        "versions": dict(versions(dossier.vectors)),
        "orphan_edits": list(dossier.document.orphan_edits),
        **({"withheld": list(dossier.withheld)} if dossier.withheld else {}),
    }
    return (dumps(listed, ensure_ascii=False, sort_keys=True, indent=1) + "\n").encode()


def _read_manifest(folder: Path) -> dict[str, Any]:
    try:
        found = loads((folder / MANIFEST).read_bytes())
    except (JSONDecodeError, UnicodeDecodeError) as fault:
        raise CorruptSnapshotError(f"unreadable manifest: {fault}") from fault
    if not isinstance(found, dict) or found.get("format") != MANIFEST_FORMAT:
        raise CorruptSnapshotError(f"not a {MANIFEST_FORMAT} file")
    if not _says_how(found):
        raise CorruptSnapshotError("the manifest does not say the language, the site and the formats")
    return found


def _says_how(manifest: dict[str, Any]) -> bool:
    """Say whether a manifest gives what a dossier is computed with."""
    formats = manifest.get("formats")
    return (
        isinstance(manifest.get("site"), str)
        and all(isinstance(manifest.get(name, {}), dict) for name in ("files", "versions"))
        and "files" in manifest
        and manifest.get("language") in _LANGUAGES
        and isinstance(formats, list)
        and all(kind in FORMATS for kind in formats)
    )


def _read_edits(content: bytes) -> Edits:
    try:
        return edits_from_json(content)
    except UnreadableEditsError as fault:
        raise CorruptSnapshotError(str(fault)) from fault


def _read_grids(folder: Path, manifest: dict[str, Any]) -> tuple[Grid, ...]:
    """Read the secretariat's grids a dossier was computed with, if it was."""
    if GRIDS not in manifest["files"]:
        return ()
    try:
        return grids_from_json((folder / GRIDS).read_bytes())
    except CorruptGridError as fault:
        raise CorruptSnapshotError(str(fault)) from fault


def _read_look(folder: Path, manifest: dict[str, Any]) -> Look:
    """Read the colour and the logo a dossier was written with, ours when it had none."""
    if LOOK not in manifest["files"]:
        return PLAIN
    try:
        return look_from_json((folder / LOOK).read_bytes())
    except UnreadableLookError as fault:
        raise CorruptSnapshotError(str(fault)) from fault


def _read_vectors(folder: Path, manifest: dict[str, Any], corpus: Corpus) -> Vectors | None:
    """Read the vectors a dossier was computed with, if it was; the model itself is not needed."""
    if VECTORS not in manifest["files"]:
        return None
    try:
        return vectors_from_bytes((folder / VECTORS).read_bytes()).covering(corpus)
    except CorruptVectorsError as fault:
        raise CorruptSnapshotError(str(fault)) from fault
