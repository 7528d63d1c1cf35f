"""The topics of a theme as the secretariat's grid gives them: one per code, what people coded and what follows."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from statistics import median

from synthesis.analysis.corpus import Contribution, Corpus, ThemeRow
from synthesis.analysis.grid import GridPlace, coded_texts, place_texts
from synthesis.analysis.grids import Grid, Share
from synthesis.analysis.topics import ThemeTopics, Topic
from synthesis.analysis.units import Unit, units_of
from synthesis.analysis.vectors import Vectors


@dataclass(frozen=True)
class _Ground:
    """The texts of a theme: the codes people gave, and how sure the model is of those it gives to the others."""

    refs: tuple[str, ...]
    given: Mapping[str, Sequence[str]]
    sure: Mapping[tuple[str, str], float]

    def under(self, key: str) -> tuple[str, ...]:
        """List the texts under a code."""
        return tuple(ref for ref in self.refs if key in self.given.get(ref, ()) or (ref, key) in self.sure)

    def share(self, refs: Sequence[str], key: str) -> Share:
        """Say who placed texts under a code."""
        by_model = [self.sure[ref, key] for ref in refs if ref not in self.given]
        return Share(len(refs) - len(by_model), len(by_model), _median(by_model))


def topics_of_grid(
    corpus: Corpus, theme: ThemeRow, grid: Grid, vectors: Vectors | None = None
) -> ThemeTopics | None:
    """Give one topic per code that holds a text, in the grid's order; None while people coded nothing.

    A text stands under each of its codes. It is placed under the first one when a person coded it, under the one
    the model is surest of otherwise. What has no code is left ungrouped.
    """
    rows = corpus.contributions_of(theme)
    refs = tuple(row.ref for row in rows)
    given = {ref: codes for ref, codes in grid.given.items() if ref in refs}
    if not any(given.values()):
        return None
    places = _placed(rows, given, vectors)
    ground = _Ground(refs, given, {(place.ref, place.code): place.confidence for place in places})
    homes = _homes(grid, given, places)
    topics = _topics(theme, grid, ground, homes, units_of(rows))
    left = tuple(ref for ref in refs if ref not in homes)
    unfilled = tuple(code.name for code in grid.codes if not ground.under(code.key))
    return ThemeTopics(theme.id, topics, left, _shared(given, places), unfilled)


def _placed(
    rows: Sequence[Contribution], given: Mapping[str, Sequence[str]], vectors: Vectors | None
) -> list[GridPlace]:
    return [place for place in place_texts(coded_texts(rows, vectors), given) if place.stands]


def _shared(given: Mapping[str, Sequence[str]], places: Sequence[GridPlace]) -> Share:
    """Say who placed the texts of the theme; one with several codes counts once, with the surest of them."""
    placed = {place.ref: place.confidence for place in sorted(places, key=lambda one: one.confidence)}
    return Share(len(given), len(placed), _median(placed.values()))


def _homes(grid: Grid, given: Mapping[str, Sequence[str]], places: Sequence[GridPlace]) -> dict[str, str]:
    """Place each text under one code."""
    homes = {ref: codes[0] for ref, codes in given.items() if codes}
    rank = {code.key: place for place, code in enumerate(grid.codes)}
    for place in sorted(places, key=lambda one: (-one.confidence, rank[one.code])):
        homes.setdefault(place.ref, place.code)
    return homes


def _topics(
    theme: ThemeRow, grid: Grid, ground: _Ground, homes: Mapping[str, str], units: Sequence[Unit]
) -> tuple[Topic, ...]:
    filled = [(code, refs) for code in grid.codes if (refs := ground.under(code.key))]
    return tuple(
        Topic(
            theme_id=theme.id,
            rank=rank,
            label=(code.name,),
            refs=refs,
            placed=tuple(ref for ref in refs if homes[ref] == code.key),
            units=_said(units, refs, ground.given),
            stability=1.0,
            share=ground.share(refs, code.key),
        )
        for rank, (code, refs) in enumerate(filled, start=1)
    )


def _said(units: Sequence[Unit], refs: Sequence[str], given: Mapping[str, Sequence[str]]) -> tuple[Unit, ...]:
    """Take what is quoted from the texts a person read, when there are any under this code."""
    read = {ref for ref in refs if ref in given} or set(refs)
    return tuple(unit for unit in units if unit.ref in read)


def _median(found: Iterable[float]) -> float:
    values = list(found)
    return round(median(values), 4) if values else 0.0
