"""Measure the detectors on annotated texts: which attacks they see, which civic anger they mistake for one."""

import csv
import gzip
import io
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from consult.kit.measures import Measures
from moderation.detectors.all import detect
from moderation.detectors.finding import Examined, Themes
from moderation.detectors.themes import off_theme, themes_from
from moderation.models import LAW

HOSTILE = "moderation-mlma-fr"
CIVIL = "grand-debat-annote-2019"
PLACED = "republique-numerique-2015"
ANY = "law"
_ATTACKS = ("insults", "hate", "threats")
_DETECTORS = (*_ATTACKS, "private", "advertising", ANY)
_FOLDS = 5
_GZIP = b"\x1f\x8b"


def evaluate(folder: Path) -> tuple[Measures, list[str]]:
    """Return the measures of the sets found in a folder, and the names of those that are not there.

    `precision` and `recall` count the messages annotated as toxic, without precision for what saw
    nothing; `law_signal_false_positives` is the share of civil answers in which a detector of the law
    saw something, `law` being any of them. For `off_theme` each text is judged under its own theme and
    under each other, by what the rest of its set published (five folds).
    """
    measures: Measures = {}
    missing = []
    if messages := _file(folder / HOSTILE, "messages"):
        measures.update(_on_hostile(_read(messages)))
    else:
        missing.append(HOSTILE)
    if answers := _file(folder / CIVIL, "reponses"):
        rows = list(_read(answers))
        measures.update(_on_civil(rows))
        _add(measures, _on_placed(CIVIL, [(row.get("question", ""), row["texte"]) for row in rows]))
    else:
        missing.append(CIVIL)
    if proposals := _file(folder / PLACED, "propositions"):
        placed = [(row["section_titre"], f"{row['titre']}\n{row['corps_texte']}") for row in _read(proposals)]
        _add(measures, _on_placed(PLACED, placed))
    else:
        missing.append(PLACED)
    return measures, missing


def _on_hostile(rows: Iterable[dict[str, str]]) -> Measures:
    hits: Counter[str] = Counter()
    mistakes: Counter[str] = Counter()
    toxic = 0
    for row in rows:
        is_toxic = row["toxique"] == "1"
        toxic += is_toxic
        (hits if is_toxic else mistakes).update(_law_detectors(row["texte"]))
    return {
        "precision": _precisions(hits, hits + mistakes),
        "recall": {f"{HOSTILE}/{name}": _share(hits[name], toxic) for name in (*_ATTACKS, ANY)},
    }


def _precisions(hits: Counter[str], seen: Counter[str]) -> dict[str, float]:
    """Return how often each detector that saw something was right."""
    return {f"{HOSTILE}/{name}": _share(hits[name], seen[name]) for name in (*_ATTACKS, ANY) if seen[name]}


def _on_civil(rows: Iterable[dict[str, str]]) -> Measures:
    raised: Counter[str] = Counter()
    total = 0
    for row in rows:
        total += 1
        raised.update(_law_detectors(row["texte"]))
    return {"law_signal_false_positives": {f"{CIVIL}/{name}": _share(raised[name], total) for name in _DETECTORS}}


def _on_placed(name: str, rows: Sequence[tuple[str, str]]) -> Measures:
    """Judge each text under its own theme, where a guess is wrong, and under every other, where it is right."""
    mistakes = hits = own = others = 0
    for fold in range(_FOLDS):
        themes = themes_from(row for place, row in enumerate(rows) if place % _FOLDS != fold)
        for theme, text in rows[fold::_FOLDS]:
            raised = {said: _is_off(text, said, themes) for said in themes.means if theme in themes.means}
            own, others = own + bool(raised), others + max(0, len(raised) - 1)
            mistakes += raised.get(theme, False)
            hits += sum(raised.values()) - raised.get(theme, False)
    named = f"{name}/off_theme"
    if not own:
        return {}
    return {
        "off_theme_false_positives": {named: _share(mistakes, own)},
        "precision": {named: _share(hits, hits + mistakes)},
        "recall": {named: _share(hits, others)},
    }


def _is_off(text: str, theme: str, themes: Themes) -> bool:
    return off_theme(Examined(text, theme=theme, themes=themes)) is not None


def _add(measures: Measures, found: Measures) -> None:
    for measure, values in found.items():
        measures.setdefault(measure, {}).update(values)


def _law_detectors(text: str) -> set[str]:
    """Return which detectors of the law saw something, and `ANY` when one did."""
    names = {one.detector for one in detect(Examined(text)) if one.reason in LAW}
    return {*names, ANY} if names else names


def _share(part: int, whole: int) -> float:
    return round(part / whole, 4) if whole else 0.0


def _file(folder: Path, name: str) -> Path | None:
    return next((path for path in (folder / f"{name}.csv.gz", folder / f"{name}.csv") if path.is_file()), None)


def _read(path: Path) -> Iterator[dict[str, str]]:
    raw = path.read_bytes()
    text = (gzip.decompress(raw) if raw.startswith(_GZIP) else raw).decode("utf-8-sig")
    yield from csv.DictReader(io.StringIO(text, newline=""))
