"""Make documents and an index for the search room."""

from datetime import timedelta
from itertools import count
from pathlib import Path

from consult.kit.text.synonyms import Phrase, Synonyms, phrase_in
from consult.kit.text.words import Language, asked_tokens
from search.engine import Document, Facet, Hit, Query
from search.query import parse
from search.whoosh_engine import WhooshEngine
from tests.factories import NOW

NONE = Synonyms([])
_numbers = count(1)


def make_document(title: str = "", text: str = "", **values: object) -> Document:
    """Return a proposal of today; name facets by their value: `theme_slug`, `kind`, `period`."""
    number = values.pop("id", None) or next(_numbers)
    facets = {
        Facet.CONSULTATION: str(values.pop("consultation", "numerique")),
        Facet.THEME: str(values.pop("theme_slug", "sante")),
        Facet.KIND: str(values.pop("kind", "proposal")),
        Facet.TERRITORY: str(values.pop("territory", "45")),
        Facet.PERIOD: str(values.pop("period", "2026-11")),
        Facet.PHASE: str(values.pop("phase", "1")),
    }
    published_at = NOW - timedelta(days=int(str(values.pop("days_ago", 0))))
    return Document("contribution", int(str(number)), title, text, facets, published_at, **values)


def make_engine(folder: Path, *documents: Document) -> WhooshEngine:
    """Return an engine whose index holds these documents."""
    engine = WhooshEngine(folder / "search")
    engine.rebuild(documents)
    return engine


def ids(hits: object) -> list[int]:
    """Return the identifiers of hits, in order."""
    return [hit.id for hit in hits if isinstance(hit, Hit)]


def asked(typed: str) -> Query:
    """Return the query that a text means, without synonyms."""
    return parse(typed, NONE)


def phrase_asked(text: str) -> Phrase:
    """Return these words as a query in French asks for them, in texts of either language."""
    return phrase_in(asked_tokens(text, Language.FRENCH))
