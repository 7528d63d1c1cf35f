"""Place the texts nobody coded, after those people did. Only the worker loads this module: it is heavy."""

from consult.kit import clock
from consult.kit.db import database, session
from consult.kit.jobs import Payload
from synthesis.analysis.corpus import Corpus
from synthesis.analysis.grid import coded_texts, most_useful, place_texts
from synthesis.analysis.grids import Grid
from synthesis.analysis.vectors import Vectors
from synthesis.grids.models import ThemeGrid
from synthesis.grids.operations import keep_placing
from synthesis.grids.placing import Placing
from synthesis.grids.queries import grid_of
from synthesis.models import Synthesis
from synthesis.reading import corpus_of_snapshot
from synthesis.vectors.queries import frozen_vectors


def place(payload: Payload) -> None:
    """Place what nobody coded and choose what to read next; nothing is done twice from the same grid and data."""
    with database().unit_of_work(writes=False):
        kept = session.get_one(ThemeGrid, payload["id"])
        synthesis = session.get_one(Synthesis, kept.synthesis_id)
        state = kept.revision, synthesis.snapshot_id or 0
        if (kept.placed_revision, kept.placed_snapshot_id) == state and kept.placing_asked_at is None:
            return
        grid = grid_of(synthesis, kept.section_id)
        corpus = corpus_of_snapshot(state[1])
        vectors = frozen_vectors(synthesis.snapshot_id, corpus)
    found = placed_by(grid, corpus, vectors)
    with database().unit_of_work():
        again = session.get_one(ThemeGrid, payload["id"])
        keep_placing(again, found, revision=state[0], snapshot_id=state[1], at=clock.now())


def placed_by(grid: Grid, corpus: Corpus, vectors: Vectors | None) -> Placing:
    """Place the texts of a theme with its grid, and choose those to read next."""
    theme = next((theme for theme in corpus.themes if theme.id == grid.theme_id), None)
    if theme is None:
        return Placing()
    texts = coded_texts(corpus.contributions_of(theme), vectors)
    places: dict[str, dict[str, float]] = {}
    for one in place_texts(texts, grid.given):
        if one.stands:
            places.setdefault(one.ref, {})[one.code] = one.confidence
    return Placing(most_useful(texts, grid.given), places)
