"""Offer, above what was found, what a number or a name typed alone may have been meant for."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from search import kinds
from search.addresses import search_url
from search.engine import Engine, Query, SearchUnavailable
from search.kinds import FoundText
from search.pages import Asked, SearchPage
from search.queries.texts import COLLECTION
from search.query import parse
from search.synonyms import synonyms

LONGEST_NAME = 4
"""Words beyond which what was typed is no name."""

_REFERENCE = re.compile(r"([pacs])\s?([0-9]{1,9})", re.IGNORECASE)
_NAME = re.compile(r"[^\W\d_][\w.'’ -]*")


@dataclass(frozen=True)
class Signed:
    """The texts signed with the name typed: how many, and the address that lists them."""

    name: str
    count: int
    url: str


def text_numbered(asked: Asked) -> FoundText | None:
    """Return the text whose number, as a receipt prints it, is all that was typed, where everyone may read it."""
    typed = _REFERENCE.fullmatch(asked.typed.strip())
    if typed is None:
        return None
    letter, number = typed[1].casefold(), int(typed[2])
    found = kinds.collections()[COLLECTION].visible([number]).get(number)
    return found if found is not None and found.kind[0] == letter else None


def signed(engine: Engine, page: SearchPage) -> Signed | None:
    """Return the public texts signed with the name that is all that was typed, or None."""
    name = page.asked.typed.strip()
    if page.found is None or not _is_name(name, page.found.query):
        return None
    typed = f'auteur:"{name}"' if " " in name else f"auteur:{name}"
    query = parse(typed, synonyms())
    try:
        found = engine.search(_counting(query, page.found.query))
    except SearchUnavailable:
        return None
    return Signed(name, found.total, search_url(Asked(typed))) if found.total else None


def _is_name(typed: str, query: Query) -> bool:
    """Say whether words alone were typed, few enough for a name."""
    plain = not (query.excluded or query.themes or query.authors)
    return plain and bool(_NAME.fullmatch(typed)) and len(typed.split()) <= LONGEST_NAME


def _counting(query: Query, asked: Query) -> Query:
    """Ask how many there are, leaving out what is not filed yet, as the search itself did."""
    return Query(authors=query.authors, without=asked.without, counted=False, limit=1)


def offered(engine: Engine, page: SearchPage) -> tuple[Sequence[FoundText], Signed | None]:
    """Return the text of the number typed, if any, and what is signed with the name typed."""
    numbered = text_numbered(page.asked)
    return ([numbered] if numbered else []), signed(engine, page)
