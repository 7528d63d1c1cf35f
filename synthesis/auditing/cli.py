"""The commands of an audit: draw sentences for readers, then compare what two of them say."""

import json
from pathlib import Path

import click
from flask_babel import gettext as _

from consult.kit.commands import refuse
from synthesis.analysis.snapshot import CorruptSnapshotError
from synthesis.auditing import sheets
from synthesis.auditing.readers import Agreement, UnreadableVerdictsError, Verdict, compare, read_verdicts
from synthesis.auditing.sampling import draw, open_dossier

Folder = click.Path(exists=True, file_okay=False, path_type=Path)
Output = click.Path(file_okay=False, path_type=Path)
File = click.Path(exists=True, dir_okay=False, path_type=Path)


@click.command("sample")
@click.argument("folders", nargs=-1, required=True, type=Folder)
@click.option("--statements", default=150, show_default=True, type=click.IntRange(1), help="Combien de phrases.")
@click.option("--seed", default=1, show_default=True, help="Le tirage : le même nombre donne les mêmes phrases.")
@click.option(
    "--output", required=True, type=click.Path(file_okay=False, path_type=Path), help="Dossier à écrire."
)
def sample(folders: tuple[Path, ...], statements: int, seed: int, output: Path) -> None:
    """Tirer au hasard des phrases de dossiers finis, avec ce qui les appuie, pour que des lecteurs les jugent."""
    try:
        dossiers = [open_dossier(folder) for folder in folders]
        drawn = draw(dossiers, statements, seed)
        output.mkdir(parents=True, exist_ok=True)
        for name, content in sheets.files(dossiers, drawn, seed).items():
            (output / name).write_bytes(content)
            click.echo(str(output / name))
    except (OSError, CorruptSnapshotError) as fault:
        refuse(_("Donnez des dossiers écrits avec leur JSON : %(fault)s", fault=fault))


@click.command("agreement")
@click.argument("sheet", type=File)
@click.argument("first", type=File)
@click.argument("second", type=File)
def agreement(sheet: Path, first: Path, second: Path) -> None:
    """Comparer ce que deux lecteurs disent des phrases tirées : leur accord, la part appuyée, les objections."""  # noqa: D401
    try:
        drawn = json.loads(sheet.read_bytes())["statements"]
        verdicts = (read_verdicts(first), read_verdicts(second))
    except (ValueError, KeyError, TypeError, UnreadableVerdictsError) as fault:
        refuse(_("Donnez un relevé et deux fichiers de réponses : %(fault)s", fault=fault))
    sentences = {one["id"]: one["sentence"] for one in drawn}
    found = compare(*verdicts, list(sentences))
    click.echo(json.dumps(_told(found, sentences, verdicts), ensure_ascii=False, indent=1))


def _told(
    found: Agreement, sentences: dict[str, str], verdicts: tuple[dict[str, Verdict], dict[str, Verdict]]
) -> dict[str, object]:
    return {
        "drawn": len(sentences),
        "judged": found.judged,
        "agreement": round(found.alike / (found.judged or 1), 4),
        "kappa": round(found.kappa, 4),
        "supported": found.supported,
        "supported_by_each": found.each,
        "share": round(found.supported / (found.judged or 1), 4),
        "lower_bound": round(found.lower_bound, 4),
        "objections": [
            {"id": name, "sentence": sentences[name], "why": [one[name].why for one in verdicts]}
            for name in found.objections
        ],
    }
