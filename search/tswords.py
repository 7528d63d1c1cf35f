"""Write words in PostgreSQL's own terms. What was typed is only ever a bound value."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

from consult.kit.text.synonyms import Phrase
from search.engine import Alternative


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


def forms_query(one: Alternative, joined_by: str = " | ") -> str:
    """Return the words of an alternative as they were typed, whatever their accents."""
    return joined_by.join(f"{quoted(form + '|')}:*" for form in one.forms)


def alternative_matches(one: Alternative, statement: Statement) -> str:
    """Return the condition that a text satisfies this alternative."""
    if one.prefix:
        return f"forms @@ {statement.bind(f'{quoted(one.prefix)}:*')}"
    if not any(one.phrase):
        return "false"
    if one.whole:
        return f"forms @@ {statement.bind(forms_query(one, ' & '))}"
    return f"words @@ {statement.bind(row_query(one.phrase) if one.exact else phrase_query(one.phrase))}"
