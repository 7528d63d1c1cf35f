"""Measure what is said of votes: groups against those of Polis, and ranks drawn from few votes.

Groups: people of at least seven votes, refused statements left out, compared by the adjusted Rand index with the
groups Polis gave. Ranks: a few votes of each statement are drawn, the ten first are judged on the votes held back.
"""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from sklearn.metrics import adjusted_rand_score

from consult.kit.measures import Measures
from synthesis.analysis.corpus import Corpus, ProposalRow, ThemeRow
from synthesis.analysis.facts import Channel, ConsultationFacts, VoteTotals
from synthesis.analysis.groups import FEWEST_BALLOTS, Ballots, find_groups, shuffled
from synthesis.analysis.votes import most_supported, receptions
from synthesis.evaluation.sets import merge, table

FOLDER = "polis"
SHUFFLES = 20
SEEDS = range(1, 6)
TOP = 10
WEAK = 0.6
_FEWEST_DRAWN, _MOST_DRAWN, _MEDIAN_DRAWN, _SPREAD = 2, 60, 12.0, 1.0
_FEWEST_HELD = 20
_REFUSED = "-1"
_THEN = datetime(2019, 1, 1, tzinfo=UTC)


def measure(folder: Path) -> Measures:
    """Measure every conversation of the folder."""
    measures: Measures = {}
    for name, sure in _conversations(folder):
        ballots, given = conversation(folder / name)
        merge(measures, f"{FOLDER}/{name}", {**_groups(ballots, given, sure=sure), **_ranks(ballots)})
    return measures


def _conversations(folder: Path) -> Iterator[tuple[str, bool]]:
    """Yield each conversation, and whether the groups Polis gave it can be trusted."""
    for row in sorted(table(folder, "index"), key=lambda row: row["dossier"]):
        if (folder / row["dossier"]).is_dir():
            yield row["dossier"], row["oracle_groupes"] == "fiable"


def conversation(folder: Path) -> tuple[Ballots, list[str]]:
    """Return the votes of those who cast at least seven, and the group Polis gave each (empty where none)."""
    refused = {row["comment-id"] for row in table(folder, "comments") if row["moderated"] == _REFUSED}
    rows = table(folder, "participants-votes")
    statements = [name for name in rows[0] if name.isdigit() and name not in refused]
    said = [[(column, float(row[name])) for column, name in enumerate(statements) if row[name]] for row in rows]
    kept = [place for place, votes in enumerate(said) if len(votes) >= FEWEST_BALLOTS]
    cells = [(number, column, value) for number, place in enumerate(kept) for column, value in said[place]]
    people, proposals, values = (np.array(part) for part in zip(*cells, strict=True))
    ballots = Ballots(people, proposals, values, (len(kept), len(statements)))
    return ballots, [rows[place]["group-id"] for place in kept]


def _groups(ballots: Ballots, given: list[str], *, sure: bool) -> dict[str, float]:
    found = find_groups(ballots)
    dealt = (find_groups(shuffled(ballots, seed)) for seed in range(1, SHUFFLES + 1))
    printed = [one is not None and one.is_printed for one in dealt]
    figures = {
        "groups_printed": float(found is not None and found.is_printed),
        "groups_printed_on_permuted": float(np.mean(printed)),
    }
    if sure and found is not None:
        known = [place for place, label in enumerate(given) if label]
        figures["groups_ari"] = adjusted_rand_score([given[one] for one in known], found.labels[known])
    return figures


# --- ranks ------------------------------------------------------------------------------


def _ranks(ballots: Ballots) -> dict[str, float]:
    """Return the regret of the first ten, and the share of weak ones among them, over five draws."""
    drawn = [one for one in (_draw(ballots, seed) for seed in SEEDS) if one is not None]
    if not drawn:
        return {}
    regrets, weak = zip(*drawn, strict=True)
    return {"regret": float(np.mean(regrets)), "weak_in_top": float(np.mean(weak))}


def _draw(ballots: Ballots, seed: int) -> tuple[float, float] | None:
    """Rank on a few votes, and judge on the others; None when too few statements keep enough of them."""
    draw = np.random.default_rng(seed)
    few: list[VoteTotals] = []
    held: list[float] = []
    for statement in range(ballots.shape[1]):
        votes = draw.permutation(ballots.values[ballots.proposals == statement])
        taken = round(np.clip(draw.lognormal(np.log(_MEDIAN_DRAWN), _SPREAD), _FEWEST_DRAWN, _MOST_DRAWN))
        if len(votes) >= taken + _FEWEST_HELD:
            few.append(_totals(votes[:taken]))
            held.append(float((votes[taken:] > 0).mean()))
    if len(few) < 2 * TOP:
        return None
    first = [held[row.proposal.id] for row in most_supported(receptions(_corpus(few)), TOP)]
    if not first:
        return None
    best = sorted(held, reverse=True)[: len(first)]
    return float(np.mean(best) - np.mean(first)), float(np.mean([share < WEAK for share in first]))


def _totals(votes: NDArray[np.float64]) -> VoteTotals:
    return VoteTotals(int((votes > 0).sum()), int((votes == 0).sum()), int((votes < 0).sum()))


def _corpus(few: list[VoteTotals]) -> Corpus:
    facts = ConsultationFacts(FOLDER, FOLDER, "", "", "", _THEN, _THEN)
    rows = (
        ProposalRow(number, 1, "", "", "", number, "", Channel.ONLINE, "", "", _THEN, "", votes=votes)
        for number, votes in enumerate(few)
    )
    return Corpus(_THEN, facts, (ThemeRow(1, FOLDER, FOLDER, 1),), tuple(rows))
