"""Write a query in PostgreSQL's words. What was typed is only ever a bound value.

The score follows the embedded engine's: each clause is worth its rarity times how well a text
answers it, the title counting four times the text; PostgreSQL's own rank knows nothing of rarity.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from search.engine import Alternative, Clause, Facet, Query, Sort
from search.tswords import Statement, alternative_matches, forms_query, phrase_query

TABLE = "document"
# The same as the embedded engine's, which is not loaded where this one serves.
COORDINATION, FIRST, SAME_FORM = 2, 100, 0.2
ACRONYM = 2
"""More than a rank and what is added to it can reach."""
_WEIGHTS, _FORM_WEIGHTS = "'{0.25, 0.25, 0.25, 1.0}'", "'{0.1, 0.1, 0.1, 0.6}'"
_LENGTH_COUNTS = 1
_NARROW = f"id, {', '.join(facet.value for facet in Facet)}, published_at, support"
TOTAL = f"(SELECT greatest(reltuples, 1)::float FROM pg_class WHERE oid = '{TABLE}'::regclass)"  # noqa: S608
"""Near enough to weigh words, and quicker than counting."""

MOST_RANKED, MOST_WEIGHED, WEIGHED_FOR_ONE = 1_000, 300, 5
"""Texts that can be walked, and the first ones, whose words are weighed: those with most words, in their title.

Where nothing is counted nor walked, only a few are weighed for each one wanted.
"""

# Without its copy, a vector kept apart from its row would be fetched again by each function that reads it.
_READ_ONCE = """(
    SELECT CASE WHEN seen <= {weighed} THEN far_words || ''::tsvector END AS words,
           CASE WHEN seen <= {weighed} THEN far_forms || ''::tsvector END AS forms OFFSET 0
) AS near"""

_ORDERS = {
    Sort.RELEVANCE: "round(worth::numeric, 4) DESC, support DESC, published_at DESC, key",
    Sort.RECENT: "published_at DESC, worth DESC, key",
    Sort.SUPPORTED: "support DESC, worth DESC, published_at DESC, key",
}


_FIRST_LOOK = {
    Sort.RELEVANCE: "satisfied DESC, titled DESC, support DESC, published_at DESC",
    Sort.RECENT: "published_at DESC",
    Sort.SUPPORTED: "support DESC, published_at DESC",
}


def search_statement(query: Query) -> Statement:
    """Return the one statement that answers a query: the page, the totals, the clauses and the facets."""
    statement = Statement()
    conditions = [_satisfies(clause, statement) for clause in query.clauses]
    chosen = {facet: f"{facet.value} = {statement.bind(value, 'text')}" for facet, value in query.chosen.items()}
    asked, titled = len(conditions), _titled(query, statement)
    alone = asked == 1 and not [*_parts(query, Statement())]
    if not query.limit and not query.few:
        statement.sql = _counts_alone(query, statement, conditions, chosen)
        return statement
    statement.sql = f"""
WITH {_matches([_all([one, *_left_out(query, statement)]) for one in conditions], titled if alone else "")},
known AS MATERIALIZED (SELECT {TOTAL} AS total{_counted(asked)}),
complete AS MATERIALIZED ({"SELECT * FROM match0" if alone else _all_met(query, statement, conditions, titled)}),
verdict AS MATERIALIZED (
    SELECT count(*) AS complete, count(*) < {int(query.few)}{_worth_widening(query)} AS widened
    FROM complete WHERE {_all(chosen.values())}
),
kept AS {_kept(query, statement, chosen, titled)},
candidates AS MATERIALIZED (
    SELECT id, satisfied, row_number() OVER () AS seen FROM (
        SELECT id, satisfied FROM kept WHERE {_all(chosen.values())}
        ORDER BY {_FIRST_LOOK[query.sort]} LIMIT {MOST_RANKED}
    ) AS first
),
ranked AS (
    SELECT key, support, published_at, {_whole_worth(query, statement)} AS worth
    FROM candidates JOIN (SELECT id, key, support, published_at, words AS far_words, forms AS far_forms FROM {
        TABLE
    })
    AS text USING (id) CROSS JOIN known CROSS JOIN LATERAL {_READ_ONCE.format(weighed=_weighed(query))}
),
page AS (
    SELECT key, worth, row_number() OVER (ORDER BY {_ORDERS[query.sort]}) AS place FROM ranked
    ORDER BY place LIMIT {int(query.limit)} OFFSET {int(query.offset)}
)
SELECT 'hit' AS what, key AS value, worth, place AS number FROM page
UNION ALL SELECT 'complete', '', 0, complete FROM verdict
{_clauses(asked)}{_facets(chosen) if query.counted else _only_total(chosen)}
"""  # noqa: S608 -- every value typed is bound; the rest is written above
    return statement


def _matches(conditions: Sequence[str], titled: str) -> str:
    """Name the texts that satisfy each clause, read from the inverted index alone.

    With `titled`, a query of one word, nothing else is needed and they are read whole at once.
    """
    columns = f"{_NARROW}, 1 AS satisfied, {titled} AS titled" if titled else "id"
    found = (
        f"match{number} AS MATERIALIZED (SELECT {columns} FROM {TABLE} WHERE {one})"  # noqa: S608 -- written here
        for number, one in enumerate(conditions)
    )
    return ",\n".join(found) or "nothing AS (SELECT 1)"


def _titled(query: Query, statement: Statement) -> str:
    """Say how close a look a text is worth: any word of the query in its title, and first an acronym anywhere."""
    typed = [clause.alternatives[0] for clause in query.clauses]
    words = " | ".join(phrase_query(one.phrase, " | ") for one in typed if any(one.phrase))
    acronyms = " | ".join(forms_query(one) for one in typed if one.acronym)
    in_title = f"titles @@ {statement.bind(words)}"
    return _with_acronyms(in_title, acronyms, statement) if acronyms else in_title


def _with_acronyms(in_title: str, acronyms: str, statement: Statement) -> str:
    there = f"SELECT id FROM {TABLE} WHERE forms @@ {statement.bind(acronyms)}"  # noqa: S608 -- bound
    return f"({in_title})::int + 2 * (id IN ({there}))::int"


def _counted(asked: int) -> str:
    return "".join(f", (SELECT count(*) FROM match{number}) AS n{number}" for number in range(asked))  # noqa: S608


def _all_met(query: Query, statement: Statement, conditions: Sequence[str], titled: str) -> str:
    """Select what counts, sorts and narrows the texts that satisfy every clause.

    The inverted index crosses words by itself; what needs the text, words in a row, is not read twice.
    """
    each = [
        f"id IN (SELECT id FROM match{number})" if any(one.exact for one in clause.alternatives) else condition  # noqa: S608
        for number, (clause, condition) in enumerate(zip(query.clauses, conditions, strict=True))
    ]
    asked = len(conditions)
    shown = f"{asked} AS satisfied, {titled} AS titled" if asked else "0 AS satisfied, false AS titled"
    return f"SELECT {_NARROW}, {shown} FROM {TABLE} WHERE {_all([*each, *_parts(query, statement)])}"  # noqa: S608


def _kept(query: Query, statement: Statement, chosen: Mapping[Facet, str], titled: str) -> str:
    """Add the texts that satisfy some clauses; nothing is read where enough satisfy all."""
    asked = len(query.clauses)
    if not query.few or asked <= 1:
        return "NOT MATERIALIZED (SELECT * FROM complete)"
    each = " UNION ALL ".join(f"SELECT id FROM match{number}" for number in range(asked))  # noqa: S608
    met = (
        f"SELECT id, count(*)::int AS satisfied FROM ({each}) AS every "  # noqa: S608
        f"WHERE (SELECT widened FROM verdict) GROUP BY id HAVING count(*) < {asked}"
    )
    narrowed = () if query.counted else chosen.values()
    some = (
        f"SELECT {_NARROW}, satisfied, {titled} AS titled FROM ({met}) AS met "  # noqa: S608
        f"JOIN {TABLE} USING (id) WHERE {_all([*_parts(query, statement), *narrowed])}"
    )
    return f"MATERIALIZED (SELECT * FROM complete UNION ALL {some})"  # noqa: S608


def _worth_widening(query: Query) -> str:
    asked = range(len(query.clauses)) if query.hasty else ()
    return "".join(f" AND (SELECT n{number} > 0 FROM known)" for number in asked)  # noqa: S608


def _counts_alone(
    query: Query, statement: Statement, conditions: Sequence[str], chosen: Mapping[Facet, str]
) -> str:
    """Count what answers, and each clause, for a query that wants no text."""
    others = [*_parts(query, statement), *chosen.values()]
    counted = [
        f"SELECT 'clause' AS what, '' AS value, {n} AS worth, count(*) AS number FROM {TABLE} "  # noqa: S608
        f"WHERE {_all([one, *_left_out(query, statement)])}"
        for n, one in enumerate(conditions)
    ]
    total = f"SELECT '{{}}', '', 0, count(*) FROM {TABLE} WHERE {_all([*conditions, *others])}"  # noqa: S608
    return "\nUNION ALL ".join([*counted, total.format("total"), total.format("complete")])


def _clauses(asked: int) -> str:
    return "".join(f"UNION ALL SELECT 'clause', '', {n}, n{n} FROM known\n" for n in range(asked))  # noqa: S608


def _all(conditions: Iterable[str]) -> str:
    return " AND ".join(conditions) or "true"


def _satisfies(clause: Clause, statement: Statement) -> str:
    return "(" + " OR ".join(alternative_matches(one, statement) for one in clause.alternatives) + ")"


def _weighed(query: Query) -> int:
    return MOST_WEIGHED if query.counted else WEIGHED_FOR_ONE * query.limit


def _whole_worth(query: Query, statement: Statement) -> str:
    """Add up the clauses, less where some are not met; texts that satisfy all of them come first."""
    asked = len(query.clauses)
    if not asked:
        return "0"
    each = " + ".join(_worth(clause, number, statement) for number, clause in enumerate(query.clauses))
    share = f"power(candidates.satisfied::float / {asked}, {COORDINATION})"
    weighed = f"CASE WHEN seen <= {_weighed(query)} THEN {each} ELSE 0 END"
    return f"({weighed}) * {share} + {FIRST} * (candidates.satisfied = {asked})::int"


def _worth(clause: Clause, number: int, statement: Statement) -> str:
    rarity = f"ln(1 + (greatest(total, n{number}) - n{number} + 0.5) / (n{number} + 0.5))"
    ranks = ", ".join(_rank(one, statement) for one in clause.alternatives)
    return f"{rarity} * greatest({ranks})"


def _rank(one: Alternative, statement: Statement) -> str:
    if one.prefix or not any(one.phrase):
        return f"({alternative_matches(one, statement)})::int * {one.weight / 2}"
    words = statement.bind(phrase_query(one.phrase, " | "))
    rank = f"ts_rank({_WEIGHTS}, words, {words}, {_LENGTH_COUNTS})"
    same = _same(one, statement) if one.forms else ""
    if _is_one_word(one):
        return f"{one.weight} * ({rank}{same})"
    return f"({alternative_matches(one, statement)})::int * {one.weight} * ({rank}{same})"


def _is_one_word(one: Alternative) -> bool:
    return not one.whole and len([terms for terms in one.phrase if terms]) == 1


def _same(one: Alternative, statement: Statement) -> str:
    """Write what a text gains by having the words as they were typed, much more where they are an acronym."""
    forms = statement.bind(forms_query(one))
    first = f" + {ACRONYM} * (forms @@ {forms})::int" if one.acronym else ""
    return f" + {SAME_FORM} * ts_rank({_FORM_WEIGHTS}, forms, {forms}){first}"


def _parts(query: Query, statement: Statement) -> Iterator[str]:
    for one in query.excluded:
        yield f"NOT {alternative_matches(one, statement)}"
    for phrase in query.themes:
        yield f"themes @@ {statement.bind(phrase_query(phrase))}"
    for phrase in query.authors:
        yield f"authors @@ {statement.bind(phrase_query(phrase))}"
    yield from _left_out(query, statement)


def _left_out(query: Query, statement: Statement) -> Iterator[str]:
    if query.without:
        yield f"key <> ALL({statement.bind(sorted(query.without), 'text[]')})"


def _only_total(chosen: dict[Facet, str]) -> str:
    return f"UNION ALL SELECT 'total', '', 0, count(*) FROM kept WHERE {_all(chosen.values())}"  # noqa: S608


def _facets(chosen: dict[Facet, str]) -> str:
    """Count the total and the free facets in one pass, then each facet that is chosen without its own choice."""
    free = [facet.value for facet in Facet if facet not in chosen]
    names = " ".join(f"WHEN grouping({name}) = 0 THEN '{name}'" for name in free)
    what, value = (
        (f"CASE {names} ELSE 'total' END", f"coalesce({', '.join(free)}, '')") if free else ("'total'", "''")
    )
    sets = ", ".join(f"({name})" for name in [*free, ""])
    together = (
        f"UNION ALL SELECT {what}, {value}, 0, count(*) FROM kept "  # noqa: S608 -- our own columns
        f"WHERE {_all(chosen.values())} GROUP BY GROUPING SETS ({sets})\n"
    )
    return together + "".join(
        f"UNION ALL SELECT '{facet.value}', {facet.value}, 0, count(*) FROM kept "  # noqa: S608 -- our own columns
        f"WHERE {_all(one for other, one in chosen.items() if other is not facet)} GROUP BY {facet.value}\n"
        for facet in chosen
    )
