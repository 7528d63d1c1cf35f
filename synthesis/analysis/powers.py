"""Texts on what a region does not decide: found by a short list of words that says why, and changed by anyone.

A word in passing proves nothing, and one at the head of a text or said twice proves little: the text is flagged
with the words that flagged it, stays placed and counted like the others, and a person judges. The list keeps to
what the law gives the State or Social Security, not to nuances.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from consult.kit.text.sentences import split
from synthesis.analysis.corpus import Contribution, Corpus, ProposalRow, SourceRow
from synthesis.analysis.words import fold

WHOLE_COUNTRY = frozenset({"", "France"})


class Domain(StrEnum):
    """What the State or Social Security decides (compétence)."""

    JUSTICE = "justice"
    PENSIONS = "pensions"
    TAXES = "taxes"
    HEALTH_INSURANCE = "health_insurance"
    LABOUR_LAW = "labour_law"
    SECURITY = "security"
    DEFENCE = "defence"
    IMMIGRATION = "immigration"
    CURRICULA = "curricula"
    INSTITUTIONS = "institutions"


LEXICON: dict[Domain, str] = {
    Domain.JUSTICE: "code pénal, peine de prison, peines de prison, procureur, procureurs, magistrats, tribunaux",
    Domain.PENSIONS: "âge de la retraite, réforme des retraites, pension de retraite, pensions de retraite, "
    "régime de retraite, régimes de retraite, retraite à 60 ans, retraite à 62 ans, retraite à 64 ans",
    Domain.TAXES: "impôt sur le revenu, impôts sur le revenu, quotient familial, taux de TVA, baisser la TVA, "
    "impôt sur la fortune, ISF, CSG, niche fiscale, niches fiscales, impôt sur les sociétés, droits de succession",
    Domain.HEALTH_INSURANCE: "assurance maladie, sécurité sociale, déremboursement, franchises médicales, "
    "allocations familiales",
    Domain.LABOUR_LAW: "code du travail, SMIC, 35 heures, durée légale du travail, assurance chômage",
    Domain.SECURITY: "police nationale, gendarmerie, gendarmes",
    Domain.DEFENCE: "défense nationale, service militaire, forces armées, service national",
    Domain.IMMIGRATION: "droit d’asile, titre de séjour, titres de séjour, politique migratoire, "
    "regroupement familial",
    Domain.CURRICULA: "programmes scolaires, programme scolaire, concours de l’enseignement, "
    "nombre d’élèves par classe, recrutement des enseignants",
    Domain.INSTITUTIONS: "référendum d’initiative citoyenne, scrutin proportionnel, nombre de députés, "
    "nombre de parlementaires, réviser la Constitution, Assemblée nationale, Sénat",
}
"""Words as people write them, separated by commas; case and accents do not count."""


@dataclass(frozen=True)
class OutsidePowers:
    """A contribution that may speak of what the region does not decide, and the listed words it holds."""

    ref: str
    domain: Domain
    words: tuple[str, ...]


def outside_powers(corpus: Corpus, rows: Sequence[Contribution]) -> tuple[OutsidePowers, ...]:
    """Flag texts with the domain they name most; nothing where the whole country was asked."""
    if corpus.consultation.territory in WHOLE_COUNTRY:
        return ()
    return tuple(found for row in rows if (found := _flagged(row)) is not None)


def _flagged(row: Contribution) -> OutsidePowers | None:
    head, text = fold(_head(row)), fold(_whole(row))
    found = {domain: _named(pattern, head, text) for domain, pattern in _patterns().items()}
    domain = max(found, key=lambda one: len(found[one]))
    if not found[domain]:
        return None
    return OutsidePowers(row.ref, domain, tuple(_as_listed()[words] for words in found[domain]))


def _named(pattern: re.Pattern[str], head: str, text: str) -> tuple[str, ...]:
    """List the words of a domain a text is about: one at its head, or two in all; one in passing is none."""
    words = pattern.findall(text)
    return tuple(dict.fromkeys(words)) if len(words) > 1 or pattern.search(head) else ()


def _head(row: Contribution) -> str:
    """Give what says what a text is about: its title where it has one, and its first sentence."""
    first = next((sentence.words for sentence in split(row.text)), "")
    return f"{row.title}\n{first}" if isinstance(row, ProposalRow | SourceRow) else first


def _whole(row: Contribution) -> str:
    return f"{row.title}\n{row.text}" if isinstance(row, ProposalRow | SourceRow) else row.text


@cache
def _patterns() -> dict[Domain, re.Pattern[str]]:
    listed = {
        domain: sorted((fold(words) for words in text.split(",")), key=len, reverse=True)
        for domain, text in LEXICON.items()
    }
    return {domain: re.compile(rf"\b(?:{'|'.join(words)})\b") for domain, words in listed.items()}


@cache
def _as_listed() -> dict[str, str]:
    return {fold(words): words.strip() for text in LEXICON.values() for words in text.split(",")}
