"""Run every measure on the sets a folder holds."""

from collections.abc import Sequence
from pathlib import Path

from consult.kit.measures import Measures
from moderation.evaluation.built import on_built
from moderation.evaluation.labelled import on_civil, on_hostile, on_languages, on_paces, on_placed
from moderation.evaluation.sets import CIVIL, HOSTILE, OTHER_LANGUAGES, PLACED, Row, foreign_texts, rows_of
from moderation.evaluation.tallies import add


def evaluate(folder: Path) -> tuple[Measures, list[str]]:
    """Return the measures of the sets found in a folder, and the names of those that are not there.

    For each detector and set: `n` texts, `true_positives`, `false_positives`, `false_negatives`, `precision` and
    `recall` with the ends of their 95 % interval (`_low`, `_high`); of `civil_texts`, the `alarms` raised and
    `alarms_per_1000`. `built/…` are texts built by a protocol, where nobody annotated any.
    `law_signal_false_positives` is the share of civil answers in which a detector sees something, `law` being any
    of those about what the law forbids.
    """
    measures: Measures = {}
    civil, hostile = rows_of(folder / CIVIL, "reponses"), rows_of(folder / HOSTILE, "messages")
    if hostile:
        add(measures, on_hostile(hostile))
    if civil:
        _add_civil(measures, civil)
    has_placed = _add_placed(measures, folder)
    foreign = {name: foreign_texts(folder, name) for name in OTHER_LANGUAGES}
    for name, texts in foreign.items():
        if texts:
            add(measures, on_languages(name, texts, [row["texte"] for row in civil]))
    there = {HOSTILE: hostile, CIVIL: civil, PLACED: has_placed, **foreign}
    return measures, [name for name, found in there.items() if not found]


def _add_civil(measures: Measures, rows: Sequence[Row]) -> None:
    texts = [row["texte"] for row in rows]
    add(measures, on_civil(texts))
    add(measures, on_placed(CIVIL, [(row.get("question", ""), row["texte"]) for row in rows]))
    add(measures, on_built(CIVIL, texts))


def _add_placed(measures: Measures, folder: Path) -> bool:
    proposals = rows_of(folder / PLACED, "propositions")
    placed = [(row["section_titre"], f"{row['titre']}\n{row['corps_texte']}") for row in proposals]
    add(measures, on_placed(PLACED, placed))
    add(measures, on_paces(rows_of(folder / PLACED, "arguments")))
    return bool(proposals)
