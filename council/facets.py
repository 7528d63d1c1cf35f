"""Offer to narrow the board of commitments: by state, by council, by consultation, each with its count."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from flask import url_for
from flask_babel import lazy_gettext as _l

from consult.kit.errors import Sentence
from council.models import Commitment
from council.queries.answers import Board, state_of
from council.wording.answers import STATES

Option = tuple[Sentence, str, int, bool]
"""What a choice is called, its address, how many commitments it keeps, and whether it is chosen."""


@dataclass(frozen=True)
class Facet:
    """A way to narrow the board; `clear_url` undoes it."""

    title: Sentence
    options: Sequence[Option]
    clear_url: str | None


def address(narrowed: Board, endpoint: str = "commitments.listing") -> str:
    """Return the address of the board narrowed so."""
    return url_for(
        endpoint,
        conseil=narrowed.council or None,
        consultation=narrowed.consultation or None,
        etat=narrowed.state.value if narrowed.state else None,
    )


def facets_of(narrowed: Board, everything: Sequence[Commitment]) -> list[Facet]:
    """Return the ways to narrow these commitments that offer a choice."""
    return [one for one in (_states(narrowed, everything), *_places(narrowed, everything)) if one.options]


def _states(narrowed: Board, everything: Sequence[Commitment]) -> Facet:
    here = [one for one in everything if _is_here(one, narrowed)]
    counts = Counter(state_of(one, narrowed.today) for one in here)
    options: list[Option] = [
        (label, address(replace(narrowed, state=state)), counts[state], narrowed.state is state)
        for state, label in STATES.items()
        if counts[state] or narrowed.state is state
    ]
    return Facet(_l("Par état"), options, address(replace(narrowed, state=None)) if narrowed.state else None)


def _is_here(one: Commitment, narrowed: Board) -> bool:
    consultation = one.opinion.consultation
    return narrowed.council in ("", one.opinion.council.slug) and narrowed.consultation in (
        "",
        consultation.slug if consultation else None,
    )


def _places(narrowed: Board, everything: Sequence[Commitment]) -> list[Facet]:
    councils = Counter((one.opinion.council.slug, one.opinion.council.name) for one in everything)
    asked = (one.opinion.consultation for one in everything)
    consultations = Counter((one.slug, one.title) for one in asked if one is not None)
    return [
        _place(_l("Par conseil"), councils, narrowed, "council"),
        _place(_l("Par consultation"), consultations, narrowed, "consultation"),
    ]


def _place(title: Sentence, counts: Counter[tuple[str, str]], narrowed: Board, name: str) -> Facet:
    """Offer each place with its count; a single one, not chosen, narrows nothing and is left out."""
    chosen = getattr(narrowed, name)
    options: list[Option] = [
        (label, address(_narrowed(narrowed, name, slug)), count, chosen == slug)
        for (slug, label), count in sorted(counts.items())
    ]
    kept = options if len(options) > 1 or chosen else []
    return Facet(title, kept, address(_narrowed(narrowed, name, "")) if chosen else None)


def _narrowed(narrowed: Board, name: str, slug: str) -> Board:
    if name == "council":
        return replace(narrowed, council=slug)
    return replace(narrowed, consultation=slug)
