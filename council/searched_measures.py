"""Let the measures of published schemes be found, each at its place in its scheme."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import datetime

from flask import url_for
from flask_babel import lazy_gettext as _l

from council.models import Measure
from council.operations.programme import COLLECTION
from council.queries.programme import count_public_measures, public_measures
from search.engine import Document, Facet
from search.kinds import FoundText, Searchable
from search.queries.texts import month_of


def measure_documents(ids: Collection[int] | None) -> Iterator[Document]:
    """Read the measures that everyone may find: these, or all of them."""
    for one in public_measures(ids=ids):
        published_at = _since(one)
        yield Document(
            collection=COLLECTION,
            id=one.id,
            title=one.title,
            text=_words(one),
            facets={Facet.KIND: COLLECTION, Facet.PERIOD: month_of(published_at)},
            published_at=published_at,
            author=one.axis.scheme.title,
        )


def visible_measures(ids: Sequence[int]) -> Mapping[int, FoundText]:
    """Return those of these measures that everyone may read now."""
    return {one.id: _found(one) for one in public_measures(ids=ids)} if ids else {}


def _found(one: Measure) -> FoundText:
    scheme = one.axis.scheme
    return FoundText(
        id=one.id,
        kind=COLLECTION,
        label=_l("Mesure d’un schéma"),
        title=one.title,
        text=_words(one),
        url=url_for("programme.scheme", slug=scheme.slug, _anchor=f"mesure-{one.id}"),
        published_at=_since(one),
        consultation="",
        author=scheme.title,
    )


def _since(one: Measure) -> datetime:
    scheme = one.axis.scheme
    return scheme.published_at or scheme.created_at


def _words(one: Measure) -> str:
    places = ", ".join(line.territory.name for line in one.territories)
    return "\n".join(part for part in (one.text, one.axis.title, places) if part)


MEASURES = Searchable(
    name=COLLECTION,
    kinds={COLLECTION: _l("Mesures d’un schéma")},
    documents=measure_documents,
    together=set,
    visible=visible_measures,
    count=count_public_measures,
)
