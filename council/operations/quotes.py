"""Tie an opinion to the contributions whose words it repeats without citing them, the day it is published."""

from collections.abc import Iterator
from datetime import datetime

from consult.kit import outbox
from consult.kit.db import session
from council.models import Opinion, TypedQuote
from council.queries.opinions import dissents_of
from council.queries.quotes import opinions_repeating, texts_of
from council.quoting import Passages
from council.searched import COLLECTION
from search.kinds import CHANGED

Name = tuple[str, int]


def recognise_quotes(opinion: Opinion) -> None:
    """Keep where an opinion repeats, word for word, what someone contributed to the consultation it is about."""
    if opinion.consultation_id is None:
        return
    passages = Passages(dict(_sources(opinion)))
    for contribution_id, title, source in texts_of(opinion.consultation_id):
        for (column, key), span in passages.quotes_of(f"{title or ''}\n{source}"):
            quote = TypedQuote(
                opinion_id=opinion.id, contribution_id=contribution_id, start=span.start, length=span.length
            )
            setattr(quote, column, key)
            session.add(quote)
    session.flush()


def _sources(opinion: Opinion) -> Iterator[tuple[Name, str]]:
    yield from ((("section_id", one.id), one.source) for one in opinion.sections)
    yield from ((("recommendation_id", one.id), one.text) for one in opinion.recommendations)
    yield from ((("dissent_id", one.id), one.source) for one in dissents_of(opinion))


def read_again(contribution_id: int, *, at: datetime) -> None:
    """Ask that the opinions repeating a text which changed be found by the words they now show."""
    opinions = opinions_repeating([contribution_id])
    outbox.record_all(CHANGED, [{"collection": COLLECTION, "id": one} for one in opinions], at=at)
