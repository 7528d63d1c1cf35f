"""Measure the detectors where people said what each text is, or where its set does."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from random import Random

from consult.kit.measures import Measures
from moderation.detectors.all import detect
from moderation.detectors.finding import Detector, Examined, Themes
from moderation.detectors.language import other_language
from moderation.detectors.manner import flooding, shouting
from moderation.detectors.themes import off_theme, themes_from
from moderation.evaluation.sets import CIVIL, HOSTILE, PLACED, Row
from moderation.evaluation.tallies import add, alarms, counted, tally
from moderation.models import LAW

ANY = "law"
"""Stands for any detector of what the law forbids."""

_ATTACKS = ("insults", "hate", "threats")
_OF_THE_LAW = (*_ATTACKS, "private", "advertising", ANY)
_FOLDS = 5
_WORD = re.compile(r"[^\W\d_]+")
_FEWEST_WORDS, _MOST_OF_A_LANGUAGE = 12, 1_000
_SPAN = timedelta(minutes=10)


def on_hostile(rows: Sequence[Row]) -> Measures:
    """Judge the detectors of attacks on messages annotated as toxic or not."""
    read = [(_seen(row["texte"]), row["toxique"] == "1") for row in rows]
    measures: Measures = {}
    for name in (*_ATTACKS, ANY):
        add(measures, counted((name in seen, toxic) for seen, toxic in read).measures(f"{HOSTILE}/{name}"))
    return measures


def on_civil(texts: Sequence[str]) -> Measures:
    """Count the alarms raised by answers in which nobody is attacked."""
    raised = Counter(name for text in texts for name in _seen(text))
    for detector in (other_language, shouting):
        raised[detector.__name__] = _raised(detector, texts)
    measures: Measures = {}
    for name in (*_OF_THE_LAW, "other_language", "shouting"):
        add(measures, alarms(f"{CIVIL}/{name}", raised[name], len(texts)))
        if name in _OF_THE_LAW:
            shares = {f"{CIVIL}/{name}": round(raised[name] / len(texts), 4)}
            add(measures, {"law_signal_false_positives": shares})
    return measures


def law_alarms(texts: Iterable[str]) -> int:
    """Count the texts in which a detector of what the law forbids sees something."""
    return sum(ANY in _seen(text) for text in texts)


def on_placed(name: str, rows: Sequence[tuple[str, str]]) -> Measures:
    """Judge each text under its own theme, where a guess is wrong, and under every other, where it is right."""
    answers: list[tuple[bool, bool]] = []
    for fold in range(_FOLDS):
        themes = themes_from(row for place, row in enumerate(rows) if place % _FOLDS != fold)
        for theme, text in rows[fold::_FOLDS]:
            known = themes.means if theme in themes.means else ()
            answers.extend((_is_off(text, said, themes), said != theme) for said in known)
    own = [seen for seen, expected in answers if not expected]
    if not own:
        return {}
    named, wrong = f"{name}/off_theme", sum(own)
    measures = counted(answers).measures(named)
    add(measures, {"off_theme_false_positives": {named: round(wrong / len(own), 4)}})
    add(measures, alarms(named, wrong, len(own)))
    return measures


def on_languages(name: str, foreign: Sequence[str], french: Sequence[str]) -> Measures:
    """Judge texts of another language beside as many in French, of twelve words or more: others are not judged."""
    draw = Random(name)  # noqa: S311 - measures are drawn the same each time
    samples = [(text, True) for text in _drawn(foreign, draw)]
    samples += [(text, False) for text in _drawn(french, draw)]
    cases = ((Examined(text), expected) for text, expected in samples)
    return tally(other_language, cases).measures(f"{name}/other_language")


def on_paces(rows: Sequence[Row]) -> Measures:
    """Count the alarms that real paces raise: arguments people sent one after the other, each with its hour."""
    sent = _instants_by_author(rows).values()
    paces = [_recent(instants, place) for instants in sent for place in range(len(instants))]
    raised = sum(flooding(Examined("", recent=recent)) is not None for recent in paces)
    return alarms(f"{PLACED}/flooding", raised, len(paces)) if paces else {}


def _instants_by_author(rows: Sequence[Row]) -> Mapping[str, list[datetime]]:
    sent: Mapping[str, list[datetime]] = defaultdict(list)
    for row in rows:
        if row["auteur"] and row["cree_le"]:
            sent[row["auteur"]].append(datetime.strptime(row["cree_le"], "%Y-%m-%dT%H:%M:%S%z"))
    return sent


def _recent(instants: list[datetime], place: int) -> int:
    return sum(timedelta() <= instants[place] - one < _SPAN for one in instants)


def _drawn(texts: Sequence[str], draw: Random) -> list[str]:
    long_enough = [text for text in texts if len(_WORD.findall(text)) >= _FEWEST_WORDS]
    return draw.sample(long_enough, min(_MOST_OF_A_LANGUAGE, len(long_enough)))


def _is_off(text: str, theme: str, themes: Themes) -> bool:
    return off_theme(Examined(text, theme=theme, themes=themes)) is not None


def _raised(detector: Detector, texts: Iterable[str]) -> int:
    return sum(detector(Examined(text)) is not None for text in texts)


def _seen(text: str) -> set[str]:
    """Return which detectors saw something of the law or of advertising, and `ANY` when it is the law."""
    found = detect(Examined(text))
    law = {ANY} if any(one.reason in LAW for one in found) else set()
    return {one.detector for one in found if one.detector in _OF_THE_LAW} | law
