"""Write a query in PostgreSQL's words. What was typed is only ever a bound value.

The score follows the embedded engine's: each clause is worth its rarity times how well a text
answers it, the title counting four times the text; PostgreSQL's own rank knows nothing of rarity.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

from consult.kit.text.synonyms import Phrase
from search.engine import Alternative, Clause, Facet, Query, Sort

TABLE = "consult_search.document"
# The same as the embedded engine's, which is not loaded where this one serves.
COORDINATION, FIRST, SAME_FORM = 2, 100, 0.2
_WEIGHTS = "'{0.25, 0.25, 0.25, 1.0}'"
_LENGTH_COUNTS = 1
_FACETS = ", ".join(facet.value for facet in Facet)
_ORDERS = {
    Sort.RELEVANCE: "round(worth::numeric, 4) DESC, support DESC, published_at DESC, key",
    Sort.RECENT: "published_at DESC, worth DESC, key",
    Sort.SUPPORTED: "support DESC, worth DESC, published_at DESC, key",
}


@dataclass
class Statement:
    """SQL and the values bound to it."""

    sql: str = ""
    values: dict[str, Any] = field(default_factory=dict)

    def bind(self, value: object, cast: str = "tsquery") -> str:
        """Keep a value and return how the SQL names it."""
        name = f"v{len(self.values)}"
        self.values[name] = value
        return f"CAST(:{name} AS {cast})"


def quoted(lexeme: str) -> str:
    """Return a term as tsvector and tsquery read it."""
    return "'" + lexeme.replace("\\", "\\\\").replace("'", "''") + "'"


def phrase_query(phrase: Phrase, joined_by: str = " & ") -> str:
    """Return the words of a phrase, each by any of its terms."""
    return joined_by.join(_word(terms) for terms in phrase if terms)


def row_query(phrase: Phrase) -> str:
    """Return the words of a phrase at the distance they were typed."""
    places = [(place, terms) for place, terms in enumerate(phrase) if terms]
    written = _word(places[0][1])
    for (before, _), (place, terms) in pairwise(places):
        written = f"{written} <{place - before}> {_word(terms)}"
    return written


def _word(terms: Sequence[str]) -> str:
    return "(" + " | ".join(map(quoted, terms)) + ")"


def alternative_matches(one: Alternative, statement: Statement) -> str:
    """Return the condition that a text satisfies this alternative."""
    if one.prefix:
        return f"forms @@ {statement.bind(f'{quoted(one.prefix)}:*')}"
    if not any(one.phrase):
        return "false"
    return f"words @@ {statement.bind(row_query(one.phrase) if one.exact else phrase_query(one.phrase))}"


def search_statement(query: Query) -> Statement:
    """Return the one statement that answers a query: the page, the totals, the clauses and the facets."""
    statement = Statement()
    conditions = [_satisfies(clause, statement) for clause in query.clauses]
    known = "".join(f", {_counted(one)} AS n{number}" for number, one in enumerate(conditions))
    worth = " + ".join(_worth(clause, number, statement) for number, clause in enumerate(query.clauses)) or "0"
    satisfied = " + ".join(f"({one})::int" for one in conditions) or "0"
    chosen = {facet: f"{facet.value} = {statement.bind(value, 'text')}" for facet, value in query.chosen.items()}
    asked = len(conditions)
    statement.sql = f"""
WITH known AS MATERIALIZED (SELECT count(*)::float AS total{known} FROM {TABLE}),
matched AS MATERIALIZED (
    SELECT *, {satisfied} AS satisfied FROM {TABLE} WHERE {_where(query, conditions, statement)}
),
verdict AS MATERIALIZED (
    SELECT count(*) AS complete, count(*) < {int(query.few)} AS widened
    FROM matched WHERE satisfied = {asked} AND {_all(chosen.values())}
),
base AS MATERIALIZED (
    SELECT key, {_FACETS}, published_at, support, satisfied, {worth} AS score
    FROM matched, known, verdict WHERE satisfied = {asked} OR widened
),
ranked AS (
    SELECT *, score * power(satisfied::float / {asked or 1}, {COORDINATION})
        + {FIRST} * (satisfied = {asked})::int AS worth
    FROM base WHERE {_all(chosen.values())}
),
page AS (
    SELECT key, worth, row_number() OVER (ORDER BY {_ORDERS[query.sort]}) AS place FROM ranked
    ORDER BY place LIMIT {int(query.limit)} OFFSET {int(query.offset)}
)
SELECT 'hit' AS what, key AS value, worth, place AS number FROM page
UNION ALL SELECT 'total', '', 0, count(*) FROM ranked
UNION ALL SELECT 'complete', '', 0, complete FROM verdict
{_clauses(asked)}{_facets(chosen)}
"""  # noqa: S608 -- every value typed is bound; the rest is written above
    return statement


def _clauses(asked: int) -> str:
    return "".join(f"UNION ALL SELECT 'clause', '', {n}, n{n} FROM known\n" for n in range(asked))  # noqa: S608


def _counted(condition: str) -> str:
    return f"(SELECT count(*) FROM {TABLE} WHERE {condition})"  # noqa: S608 -- a condition written here


def _all(conditions: Iterable[str]) -> str:
    return " AND ".join(conditions) or "true"


def _satisfies(clause: Clause, statement: Statement) -> str:
    return "(" + " OR ".join(alternative_matches(one, statement) for one in clause.alternatives) + ")"


def _worth(clause: Clause, number: int, statement: Statement) -> str:
    rarity = f"ln(1 + (greatest(total, n{number}) - n{number} + 0.5) / (n{number} + 0.5))"
    ranks = ", ".join(_rank(one, statement) for one in clause.alternatives)
    return f"{rarity} * greatest({ranks})"


def _rank(one: Alternative, statement: Statement) -> str:
    if one.prefix or not any(one.phrase):
        return f"({alternative_matches(one, statement)})::int * {one.weight / 2}"
    words = statement.bind(phrase_query(one.phrase, " | "))
    rank = f"ts_rank({_WEIGHTS}, words, {words}, {_LENGTH_COUNTS})"
    forms = " | ".join(f"{quoted(form + '|')}:*" for form in one.forms)
    same = f" + {SAME_FORM} * ts_rank(forms, {statement.bind(forms)})" if forms else ""
    return f"({alternative_matches(one, statement)})::int * {one.weight} * ({rank}{same})"


def _where(query: Query, conditions: list[str], statement: Statement) -> str:
    parts = [*_parts(query, statement)]
    if conditions:
        parts.append("(" + (" OR " if query.few else " AND ").join(conditions) + ")")
    return _all(parts)


def _parts(query: Query, statement: Statement) -> Iterator[str]:
    for one in query.excluded:
        yield f"NOT {alternative_matches(one, statement)}"
    for phrase in query.themes:
        yield f"themes @@ {statement.bind(phrase_query(phrase))}"
    for phrase in query.authors:
        yield f"authors @@ {statement.bind(phrase_query(phrase))}"
    if query.without:
        yield f"key <> ALL({statement.bind(sorted(query.without), 'text[]')})"


def _facets(chosen: dict[Facet, str]) -> str:
    return "".join(
        f"UNION ALL SELECT '{facet.value}', {facet.value}, 0, count(*) FROM base "  # noqa: S608 -- our own columns
        f"WHERE {_all(one for other, one in chosen.items() if other is not facet)} GROUP BY {facet.value}\n"
        for facet in Facet
    )
