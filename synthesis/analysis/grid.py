"""The secretariat's own grid of codes: what people coded on some texts teaches where the others go.

A logistic regression per code on the words and the vectors of whole texts (TF-IDF, weights of one for one). A text
may carry several codes; as many are given as the coded texts carry on average, the surest first.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import sparse
from sklearn.linear_model import LogisticRegression

from synthesis.analysis.corpus import Contribution, ProposalRow, SourceRow
from synthesis.analysis.graph import tfidf
from synthesis.analysis.vectors import Vectors, unit_length
from synthesis.analysis.words import tokens

FEWEST_CODED = 2
FIRST_TO_CODE = 100
LOOSENESS = 2.0
FLOOR = 0.5
"""Under it a code is less likely than not: the text stays without a code."""
_POOL = 1_500

Given = Mapping[str, Collection[str]]


@dataclass(frozen=True)
class CodedTexts:
    """Texts ready to be coded: their references and what they are compared by, one row each."""

    refs: tuple[str, ...]
    features: sparse.csr_matrix


@dataclass(frozen=True)
class GridPlace:
    """What the grid says of one text and one code: how sure (0 to 1), and whether it is among the surest."""

    ref: str
    code: str
    confidence: float
    is_placed: bool

    @property
    def stands(self) -> bool:
        """Say whether the text goes under the code: among the surest, and as likely as not at least."""
        return self.is_placed and self.confidence >= FLOOR


def coded_texts(rows: Sequence[Contribution], vectors: Vectors | None = None) -> CodedTexts:
    """Prepare contributions for the grid, in their order."""
    refs = tuple(row.ref for row in rows)
    words = tfidf([[token.lemma for token in tokens(_whole(row))] for row in rows])
    parts = [words]
    if vectors is not None and refs:
        parts.append(sparse.csr_matrix(unit_length(vectors.of_texts(refs))))
    return CodedTexts(refs, sparse.hstack(parts).tocsr())


def place_texts(texts: CodedTexts, given: Given) -> tuple[GridPlace, ...]:
    """Say how sure each code is on each text nobody coded, in the order of texts then codes.

    Nothing is said under two coded texts, nor of a code that every coded text carries or none does.
    """
    coded, open_rows = _split(texts, given)
    codes = _learnable(texts, coded, given)
    if len(coded) < FEWEST_CODED or not codes or not len(open_rows):
        return ()
    scores = np.column_stack([_scores(texts, coded, open_rows, given, code) for code in codes])
    known = set(codes)
    usual = float(np.mean([len(known & set(given[texts.refs[row]])) for row in coded]))
    placed = _surest(scores, round(usual * len(open_rows)))
    return tuple(
        GridPlace(texts.refs[row], code, float(scores[line, column]), bool(placed[line, column]))
        for line, row in enumerate(open_rows.tolist())
        for column, code in enumerate(codes)
    )


def most_useful(texts: CodedTexts, given: Given, limit: int = FIRST_TO_CODE) -> tuple[str, ...]:
    """Choose the texts worth reading next: those the grid hesitates on, unlike each other and unlike those coded.

    With nothing coded yet, they cover what the texts say: each is the one that most others resemble, then the one
    that resembles most what is not covered yet.
    """
    coded, open_rows = _split(texts, given)
    if not len(open_rows):
        return ()
    doubt = _doubt(place_texts(texts, given), [texts.refs[row] for row in open_rows.tolist()])
    pool = _pool(doubt)
    chosen = _covering(texts, coded, open_rows[pool], doubt[pool], limit)
    return tuple(texts.refs[row] for row in chosen.tolist())


def _pool(doubt: NDArray[np.float64]) -> NDArray[np.int64]:
    """Keep at most so many texts to choose from: the most doubtful, or an even spread of them before any is."""
    if len(doubt) <= _POOL:
        return np.arange(len(doubt))
    if doubt.min() == doubt.max():
        return np.unique(np.linspace(0, len(doubt) - 1, _POOL).astype(np.int64))
    return np.sort(np.argsort(-doubt, kind="stable")[:_POOL])


def _covering(
    texts: CodedTexts,
    coded: NDArray[np.int64],
    rows: NDArray[np.int64],
    doubt: NDArray[np.float64],
    limit: int,
) -> NDArray[np.int64]:
    """Choose rows one by one, each the nearest to the doubtful ones that no chosen or coded row is near."""
    others = np.asarray((texts.features[rows] @ texts.features[rows].T).todense()).round(9)
    seen = np.asarray((texts.features[rows] @ texts.features[coded].T).todense()).round(9)
    covered = seen.max(axis=1) if len(coded) else np.zeros(len(rows))
    chosen: list[int] = []
    for _ in range(min(limit, len(rows))):
        gains = (np.maximum(others - covered, 0) @ doubt).round(6)
        gains[chosen] = -1.0
        best = int(gains.argmax())
        chosen.append(best)
        covered = np.maximum(covered, others[best])
    return rows[chosen]


def _whole(row: Contribution) -> str:
    return f"{row.title}\n{row.text}" if isinstance(row, ProposalRow | SourceRow) else row.text


def _split(texts: CodedTexts, given: Given) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Return the rows people coded, and the others."""
    is_coded = np.array([ref in given for ref in texts.refs], dtype=bool)
    return np.flatnonzero(is_coded), np.flatnonzero(~is_coded)


def _learnable(texts: CodedTexts, coded: NDArray[np.int64], given: Given) -> list[str]:
    carried = [set(given[texts.refs[row]]) for row in coded.tolist()]
    return sorted(code for code in set().union(*carried) if not all(code in one for one in carried))


def _scores(
    texts: CodedTexts, coded: NDArray[np.int64], others: NDArray[np.int64], given: Given, code: str
) -> NDArray[np.float64]:
    model = LogisticRegression(C=LOOSENESS, class_weight="balanced", solver="liblinear", random_state=0)
    model.fit(texts.features[coded], [code in given[texts.refs[row]] for row in coded.tolist()])
    return np.asarray(model.predict_proba(texts.features[others])[:, 1], dtype=np.float64).round(6)


def _surest(scores: NDArray[np.float64], count: int) -> NDArray[np.bool_]:
    """Mark the highest scores; ties at the limit go to the first texts."""
    order = np.argsort(-scores, axis=None, kind="stable")[:count]
    marked = np.zeros(scores.size, dtype=bool)
    marked[order] = True
    return marked.reshape(scores.shape)


def _doubt(places: Sequence[GridPlace], refs: Sequence[str]) -> NDArray[np.float64]:
    """Say how near its hardest call each text is (1: as likely as not); all alike before anything is learnt."""
    worst: dict[str, float] = {}
    for place in places:
        worst[place.ref] = max(worst.get(place.ref, 0.0), 1 - abs(2 * place.confidence - 1))
    return np.array([worst.get(ref, 1.0) for ref in refs])
