"""Write the measures as the tables of the documentation, in Markdown; they are never edited by hand."""

from collections.abc import Iterator

from consult.kit.measures import Measures

NAMES = {
    "insults": "insultes",
    "hate": "haine",
    "threats": "menaces",
    "law": "au moins un indice de la loi",
    "private": "information privée",
    "advertising": "publicité, liens",
    "shouting": "capitales, signes répétés",
    "flooding": "rafale",
    "copies": "copie exacte",
    "near_copies": "copie proche",
    "campaign": "campagne",
    "off_theme": "autre thème",
    "other_language": "autre langue",
}
"""What the documentation calls each detector, in the order of its tables."""

_SETS = {
    "moderation-mlma-fr": "messages annotés toxiques ou non",
    "grand-debat-annote-2019": "Grand débat",
    "republique-numerique-2015": "République numérique",
    "decide-madrid-2019": "Decide Madrid (espagnol) et Grand débat",
    "polis": "Polis (anglais, allemand) et Grand débat",
    "built": "textes construits",
}
_SEEN = ("n", "true_positives", "false_positives", "false_negatives")


def markdown(measures: Measures) -> str:
    """Return both tables: what is seen and missed, then the alarms of civil texts."""
    seen = ["| indice | textes | n | vus | à tort | manqués | précision | rappel |", f"|{'---|' * 8}"]
    civil = ["| indice | textes civils | n | alarmes | pour 1 000 |", f"|{'---|' * 5}"]
    return "\n".join([*seen, *_seen(measures), "", *civil, *_alarms(measures)])


def _seen(measures: Measures) -> Iterator[str]:
    for folder, detector in _sorted(measures.get("recall", {})):
        name = f"{folder}/{detector}"
        counts = [_number(measures[measure][name]) for measure in _SEEN]
        shares = [_interval(measures, measure, name) for measure in ("precision", "recall")]
        yield _row([NAMES[detector], _SETS[folder], *counts, *shares])


def _alarms(measures: Measures) -> Iterator[str]:
    for folder, detector in _sorted(measures.get("alarms", {})):
        name = f"{folder}/{detector}"
        raised = measures["alarms"][name]
        rate, *ends = (measures[f"alarms_per_1000{end}"][name] for end in ("", "_low", "_high"))
        judged = _number(measures["civil_texts"][name])
        told = f"{_decimal(rate, 1)} ({_decimal(ends[0], 1)} à {_decimal(ends[1], 1)})"
        yield _row([NAMES[detector], _SETS[folder], judged, _number(raised), told])


def _sorted(named: dict[str, float]) -> list[tuple[str, str]]:
    pairs = [(folder, detector) for folder, _slash, detector in (name.partition("/") for name in named)]
    order = list(NAMES)
    return sorted(pairs, key=lambda pair: (order.index(pair[1]), list(_SETS).index(pair[0])))


def _interval(measures: Measures, measure: str, name: str) -> str:
    if name not in measures.get(measure, {}):
        return "sans objet"
    value, low, high = (measures[f"{measure}{end}"][name] for end in ("", "_low", "_high"))
    return f"{_decimal(value)} ({_decimal(low)} à {_decimal(high)})"


def _row(cells: list[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _number(value: float) -> str:
    return f"{round(value):,}".replace(",", "\u202f")


def _decimal(value: float, figures: int = 2) -> str:
    return f"{value:.{figures}f}".replace(".", ",")
