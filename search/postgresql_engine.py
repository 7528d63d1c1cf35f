"""Keep the index in the PostgreSQL of the site: `simple` vectors of our own terms, no extension.

The table stands in a schema of its own, outside the migrations and the backups, because it can be
rebuilt at any time; it changes in one transaction, so a reader sees it whole, before or after.
"""

import time
from collections.abc import Collection, Iterable, Iterator, Sequence
from contextlib import contextmanager
from itertools import islice
from typing import Any

from sqlalchemy import Connection, Row, text
from sqlalchemy import Engine as DatabaseEngine
from sqlalchemy.exc import ProgrammingError

from consult.kit.text.french import fold, tokens
from consult.kit.text.words import language_of, tokens_of
from search.engine import Document, Engine, Facet, Hit, Query, Results, SearchUnavailable, Word
from search.shape import shape
from search.tsquery import TOTAL, search_statement
from search.tswords import quoted
from search.vocabulary import Vocabulary

SCHEMA = "consult_search"
_LOCK = 0x636F6E73
_BATCH = 500
_MOST_POSITIONS, _FURTHEST_POSITION = 250, 16_000
_BETWEEN_TITLE_AND_TEXT = 10
_VOCABULARY_SECONDS = 300.0
_SMALL = 5_000
MOST_READ = 20_000
"""Texts whose words are counted to correct others; where there are more, a share of them drawn by chance."""

_WORDS = "SELECT word, ndoc FROM ts_stat('SELECT forms FROM document TABLESAMPLE SYSTEM ({share})')"

# Rows stay narrow, so that thousands are read quickly; the long vectors stand apart, as they are.
_CREATE = f"""
CREATE TABLE {{table}} (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, key text NOT NULL UNIQUE,
    {", ".join(f"{facet.value} text NOT NULL" for facet in Facet)},
    published_at timestamptz NOT NULL, support integer NOT NULL,
    titles tsvector NOT NULL, words tsvector NOT NULL,
    forms tsvector NOT NULL, themes tsvector NOT NULL, authors tsvector NOT NULL
) WITH (toast_tuple_target = 128);
ALTER TABLE {{table}} ALTER titles SET STORAGE MAIN,
    ALTER words SET STORAGE EXTERNAL, ALTER forms SET STORAGE EXTERNAL
"""
_INSERT = f"""
INSERT INTO {{table}} (key, {", ".join(Facet)}, published_at, support, titles, words, forms, themes, authors)
VALUES (
    :key, {", ".join(f":{facet.value}" for facet in Facet)}, :published_at, :support, CAST(:titles AS tsvector),
    CAST(:words AS tsvector), CAST(:forms AS tsvector), CAST(:themes AS tsvector), CAST(:authors AS tsvector)
)
"""  # noqa: S608 -- the names of our own columns
# Compiling a statement this wide takes longer than running it; sorting thousands of ids needs no disk; which texts
# have a common word is in the inverted index, though the planner would rather read them all.
_FOR_READING = "SET LOCAL jit = off; SET LOCAL work_mem = '32MB'; SET LOCAL enable_seqscan = off"
_INDEXED = ("words", "forms", "themes", "authors")


class PostgresqlEngine(Engine):
    """An index in a table; whoever serves the data serves the search. It keeps to a schema of its own."""

    def __init__(self, database: DatabaseEngine, schema: str = SCHEMA) -> None:
        self._database = database
        self._schema = schema
        self._vocabulary: tuple[int, float, Vocabulary] | None = None

    # --- reading

    def search(self, query: Query) -> Results:
        """Answer a query; raises `SearchUnavailable`."""
        with self._reading() as connection:
            statement = search_statement(query)
            return _results(connection.execute(text(statement.sql), statement.values).all())

    def close_words(self, word: str) -> Sequence[Word]:
        """Return the words written almost like this one; raises `SearchUnavailable`."""
        with self._reading() as connection:
            return self._known_words(connection).close_to(word)

    def is_new(self) -> bool:
        """Say whether the schema of the index was never made."""
        with self._database.connect() as connection:
            found = connection.execute(text("SELECT to_regnamespace(:schema)"), {"schema": self._schema})
            return found.scalar() is None

    def is_sound(self) -> bool:
        """Say whether the table is there, and was made as one would be now."""
        with self._database.connect() as connection:
            self._keep_to_schema(connection)
            return _is_of_this_shape(connection)

    @contextmanager
    def _reading(self) -> Iterator[Connection]:
        with _table_there(), self._database.connect() as connection:
            self._keep_to_schema(connection, _FOR_READING)
            yield connection

    def _keep_to_schema(self, connection: Connection, more: str = "") -> None:
        """Find our names in our schema alone, until the transaction ends."""
        connection.execute(text(f"SET LOCAL search_path = {self._schema}; {more}"))

    def _known_words(self, connection: Connection) -> Vocabulary:
        """Read the words again when texts changed; at most every five minutes where there are many."""
        version = int(connection.execute(text("SELECT last_value FROM generation")).scalar_one())
        known = self._vocabulary
        if known is not None and (known[0] == version or time.monotonic() - known[1] < _VOCABULARY_SECONDS):
            return known[2]
        texts = float(connection.execute(text(f"SELECT {TOTAL}")).scalar_one())
        share = min(1.0, MOST_READ / texts)
        rows = connection.execute(text(_WORDS.format(share=100 * share)))
        counts = {form.partition("|")[2]: round(count / share) for form, count in rows}
        kept_until = time.monotonic() if len(counts) > _SMALL else 0.0
        self._vocabulary = (version, kept_until, Vocabulary(counts))
        return self._vocabulary[2]

    # --- writing

    def update(self, keys: Collection[str], documents: Iterable[Document]) -> bool:
        """Drop and file in one transaction; False when another writer is at work; raises `SearchUnavailable`."""
        with _table_there(), self._database.begin() as connection:
            self._keep_to_schema(connection)
            if not connection.execute(text(f"SELECT pg_try_advisory_xact_lock({_LOCK})")).scalar_one():
                return False
            if not _is_of_this_shape(connection):
                raise SearchUnavailable
            gone = text("DELETE FROM document WHERE key = ANY(:keys)")
            connection.execute(gone, {"keys": list(keys)})
            _file(connection, "document", documents)
            connection.execute(text("SELECT nextval('generation')"))
            return True

    def rebuild(self, documents: Iterable[Document]) -> None:
        """Fill a new table, then give it the name of the old one, in one transaction."""
        with self._database.begin() as connection:
            connection.execute(text(f"SELECT pg_advisory_xact_lock({_LOCK})"))
            connection.execute(text("SET LOCAL statement_timeout = 0"))
            connection.execute(text(f"CREATE SCHEMA IF NOT EXISTS {self._schema}"))
            self._keep_to_schema(connection)
            connection.execute(text("CREATE SEQUENCE IF NOT EXISTS generation"))
            connection.execute(text(_CREATE.format(table="next")))
            _file(connection, "next", documents)
            for column in _INDEXED:
                connection.execute(text(f"CREATE INDEX ON next USING gin ({column})"))
            connection.execute(text("DROP TABLE IF EXISTS document"))
            connection.execute(text("ALTER TABLE next RENAME TO document"))
            connection.execute(text("SELECT nextval('generation')"))
            connection.execute(text(f"COMMENT ON TABLE document IS '{shape()}'"))
            connection.execute(text("ANALYZE document"))

    def drop(self) -> None:
        """Leave nothing behind: the index can be built again."""
        with self._database.begin() as connection:
            connection.execute(text(f"DROP SCHEMA IF EXISTS {self._schema} CASCADE"))


def _is_of_this_shape(connection: Connection) -> bool:
    """Say whether the table exists and bears the name of what texts are cut with now."""
    made = connection.execute(text("SELECT obj_description(to_regclass('document'))"))
    return bool(made.scalar() == shape())


@contextmanager
def _table_there() -> Iterator[None]:
    """Say that the search is unavailable where its table does not exist yet."""
    try:
        yield
    except ProgrammingError as error:
        raise SearchUnavailable from error


def _file(connection: Connection, table: str, documents: Iterable[Document]) -> None:
    rows = map(_row, documents)
    while batch := list(islice(rows, _BATCH)):
        connection.execute(text(_INSERT.format(table=table)), batch)


def _row(document: Document) -> dict[str, object]:
    language = language_of(f"{document.title}\n{document.text}")
    title_words, text_words = tokens_of(document.title, language), tokens_of(document.text, language)
    shift = len(title_words) + _BETWEEN_TITLE_AND_TEXT
    placed = [(term, f"{place}A") for place, word in enumerate(title_words, 1) for term in word.terms]
    placed += [
        (term, str(place))
        for place, word in enumerate(text_words, shift)
        if place < _FURTHEST_POSITION
        for term in word.terms
    ]
    written = {
        one.word: weight for words, weight in ((text_words, ""), (title_words, "A")) for one in words if one.terms
    }
    return {
        "key": document.key,
        **{facet.value: document.facets.get(facet, "") for facet in Facet},
        "published_at": document.published_at,
        "support": document.support,
        "titles": " ".join(quoted(term) for word in title_words for term in word.terms),
        "words": _vector(placed),
        "forms": " ".join(f"{quoted(f'{fold(word)}|{word}')}:1{weight}" for word, weight in written.items()),
        "themes": " ".join(quoted(term) for word in tokens(document.theme) for term in word.terms),
        "authors": " ".join(quoted(term) for word in tokens(document.author) for term in word.terms),
    }


def _vector(placed: Iterable[tuple[str, str]]) -> str:
    """Write terms and their places; PostgreSQL keeps 255 places of a term at most."""
    places: dict[str, list[str]] = {}
    for term, place in placed:
        places.setdefault(term, []).append(place)
    return " ".join(f"{quoted(term)}:{','.join(found[:_MOST_POSITIONS])}" for term, found in places.items())


def _results(rows: Sequence[Row[Any]]) -> Results:
    by_what: dict[str, list[Row[Any]]] = {}
    for row in rows:
        by_what.setdefault(row.what, []).append(row)
    return Results(
        total=by_what["total"][0].number,
        complete=by_what["complete"][0].number,
        frequencies=[row.number for row in sorted(by_what.get("clause", []), key=lambda row: row.worth)],
        hits=[_hit(row) for row in sorted(by_what.get("hit", []), key=lambda row: row.number)],
        facets={facet: _counts(by_what.get(facet, [])) for facet in Facet},
    )


def _counts(rows: Iterable[Row[Any]]) -> dict[str, int]:
    return {row.value: row.number for row in rows if row.value}


def _hit(row: Row[Any]) -> Hit:
    collection, _, number = row.value.rpartition(":")
    return Hit(collection, int(number), float(row.worth))
