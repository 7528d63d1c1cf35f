"""Print what a room measures of itself on annotated sets, whichever of them a folder holds."""

import csv
import json
import zlib
from collections.abc import Callable
from pathlib import Path

import click
from flask_babel import gettext as _

from consult.kit.commands import refuse
from consult.kit.errors import Invalid

Measures = dict[str, dict[str, float]]
"""A figure for each measure and each set: `{measure: {set: value}}`."""

Evaluate = Callable[[Path], tuple[Measures, list[str]]]
"""Measure the sets a folder holds; also return the names of those that are not there."""


def print_measures(
    folder: Path, evaluate: Evaluate, *, as_json: bool, show: Callable[[Measures], str] | None = None
) -> None:
    """Print what `show` makes of them, one JSON object, or a line for each figure.

    A file that cannot be read ends the command.
    """
    try:
        measures, missing = evaluate(folder)
    except Invalid as refusal:
        refuse(refusal.sentence)
    except (OSError, EOFError, zlib.error, UnicodeDecodeError, csv.Error, KeyError) as error:
        refuse(_("Vérifiez les fichiers de %(folder)s\u00a0: %(error)s.", folder=folder, error=error))
    for name in missing:
        click.echo(_("Absent, donc non mesuré\u00a0: %(name)s", name=name), err=True)
    if show is not None:
        click.echo(show(measures))
        return
    if as_json:
        click.echo(json.dumps(measures, ensure_ascii=False, indent=2, sort_keys=True))
        return
    _print_lines(measures)


def _print_lines(measures: Measures) -> None:
    for measure, values in sorted(measures.items()):
        for name, value in sorted(values.items()):
            click.echo(f"{measure}  {name}  {value:.4f}")
