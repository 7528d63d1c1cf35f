"""Measure the analysis on whatever sets a folder holds."""

from collections.abc import Callable
from pathlib import Path

from consult.kit.measures import Measures
from synthesis.evaluation import opinions, summaries, texts, whole

SETS: dict[str, Callable[[Path], Measures]] = {
    opinions.FOLDER: opinions.measure,
    texts.FOLDER: texts.measure,
    summaries.FOLDER: summaries.measure,
    whole.FOLDER: whole.measure,
}


def evaluate(folder: Path) -> tuple[Measures, list[str]]:
    """Return the measures of the sets found in a folder, and the names of those that are not there.

    Raises OSError, UnicodeDecodeError, `csv.Error`, KeyError or `Invalid` on a file that cannot be read.
    """
    measures: Measures = {}
    missing = []
    for name, measure in SETS.items():
        if (folder / name).is_dir():
            for figure, values in measure(folder / name).items():
                measures.setdefault(figure, {}).update(values)
        else:
            missing.append(name)
    return measures, missing
