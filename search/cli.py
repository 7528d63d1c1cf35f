"""Search and rebuild the index from the command line, each safe to run twice."""

import json
import sys
import tempfile
from pathlib import Path

import click
from flask import current_app
from flask_babel import gettext as _
from flask_babel import ngettext

from consult.kit.commands import refuse
from consult.kit.db import database
from consult.kit.measures import Measures, print_measures
from search import kinds
from search.engine import Facet
from search.engines import engine, engine_on, new_engine
from search.evaluation import OVERLAP, Measured
from search.evaluation import evaluate as evaluate_sets
from search.jobs import rebuild as rebuild_index
from search.pages import Asked, Result, SearchPage, search_page
from search.synonyms import synonyms

LOCAL_SERVER = "postgresql:///postgres?host=/var/run/postgresql"
"""Where a packaged PostgreSQL listens on its own machine."""


@click.command("search")
@click.argument("text")
@click.option("--consultation", help="Identifiant de la consultation où chercher.")
@click.option("--json", "as_json", is_flag=True, help="Écrire un objet JSON.")
def search(text: str, consultation: str | None, *, as_json: bool) -> None:
    """Chercher dans les contributions publiées, comme la page de recherche."""
    chosen = {Facet.CONSULTATION: consultation} if consultation else {}
    site = current_app.extensions["consult_settings"].site_url
    with current_app.test_request_context(base_url=site), database().unit_of_work(writes=False):
        page = search_page(engine(), Asked(text, chosen))
        if consultation and consultation not in page.places.of(Facet.CONSULTATION):
            refuse(_("Vérifiez l’identifiant de la consultation : « %(slug)s » n’existe pas.", slug=consultation))
        if not page.available:
            refuse(_("Lancez d’abord « consult index rebuild » : l’index n’existe pas encore ou il est abîmé."))
        click.echo(_as_json(page) if as_json else _as_text(page))


def _as_json(page: SearchPage) -> str:
    found = page.found
    return json.dumps(
        {
            "query": page.asked.typed,
            "total": page.total,
            "widened": bool(found and found.widened),
            "corrected": dict(found.corrected) if found else {},
            "suggested": dict(found.suggested) if found else {},
            "facets": {facet.value: dict(counts) for facet, counts in page.counts.items()},
            "results": [_result(one) for one in page.results],
        },
        ensure_ascii=False,
        indent=2,
    )


def _result(one: Result) -> dict[str, object]:
    return {
        "id": one.text.id,
        "kind": one.text.kind,
        "title": one.text.title,
        "context": one.text.context,
        "passage": one.passage,
        "author": one.text.author,
        "theme": one.text.theme,
        "consultation": one.text.consultation,
        "published_at": one.text.published_at.isoformat(),
        "url": one.text.url,
        "score": round(one.score, 4),
    }


def _as_text(page: SearchPage) -> str:
    lines = [ngettext("%(num)s texte trouvé", "%(num)s textes trouvés", page.total)]
    lines += [f"{one.text.label} — {one.text.title or one.text.context}\n  {one.text.url}" for one in page.results]
    return "\n".join(lines)


@click.command("rebuild")
def rebuild() -> None:
    """Refaire tout l’index depuis la base, pendant que le site sert les pages."""
    with database().unit_of_work(writes=False):
        expected = sum(one.count() for one in kinds.collections().values())
    if sys.stderr.isatty():
        with click.progressbar(length=expected, label=_("Index"), file=sys.stderr) as bar:
            filed = rebuild_index(bar.update)
    else:
        filed = rebuild_index()
    click.echo(ngettext("L’index est refait : %(num)s texte.", "L’index est refait : %(num)s textes.", filed))


@click.command("search")
@click.argument("folder", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="Écrire un objet JSON.")
@click.option(
    "--server", default=LOCAL_SERVER, help="Adresse d’un serveur PostgreSQL, pour comparer les deux moteurs."
)
def evaluate(folder: Path, server: str, *, as_json: bool) -> None:
    """Mesurer la recherche sur les textes annotés que contient FOLDER, et comparer ses deux moteurs."""
    data = database()
    address = server if data.is_sqlite else data.engine.url.render_as_string(hide_password=False)
    with tempfile.TemporaryDirectory(prefix="consult-evaluate-") as scratch, engine_on(address) as beside:
        measured = Measured(new_engine(Path(scratch)), synonyms(), beside)

        def evaluated(sets: Path) -> tuple[Measures, list[str]]:
            measures, missing = evaluate_sets(sets, measured)
            return measures, missing if beside else [
                *missing,
                _("%(measure)s (PostgreSQL ne répond pas)", measure=OVERLAP),
            ]

        print_measures(folder, evaluated, as_json=as_json)
