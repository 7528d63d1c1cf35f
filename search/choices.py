"""Say what narrows a page of results: the choices of each facet, their names and their counts."""

from collections.abc import Iterable
from datetime import date

from flask_babel import format_date
from flask_babel import gettext as _

from consult.kit.errors import Sentence
from search import kinds
from search.engine import Facet
from search.pages import SearchPage
from search.queries.places import Place

Choices = dict[str, tuple[Sentence, int]]
"""The name and the count of each value of a facet, in the order they are shown."""


def choices(facet: Facet, page: SearchPage) -> Choices:
    """Return what may be chosen of a facet: the value in use first, then the others in the facet's order."""
    counts = page.counts.get(facet, {})
    chosen = page.asked.chosen.get(facet)
    known = dict.fromkeys([chosen, *_in_order(facet, page)] if chosen else _in_order(facet, page))
    return {
        value: (_name(facet, value, page), counts.get(value, 0))
        for value in known
        if _is_known(facet, value, page)
    }


def _spans_consultations(page: SearchPage) -> bool:
    counted = page.counts.get(Facet.CONSULTATION, {})
    return Facet.CONSULTATION not in page.asked.chosen and len(counted) > 1


def _in_order(facet: Facet, page: SearchPage) -> Iterable[str]:
    """Return the values counted: months from the last, phases of one consultation in turn, others by count."""
    counts = page.counts.get(facet, {})
    if facet is Facet.PERIOD:
        return sorted(counts, reverse=True)
    if facet is Facet.PHASE and not _spans_consultations(page):
        return [value for value in page.places.of(facet) if value in counts]
    return sorted(counts, key=lambda value: (-counts[value], value))


def _is_known(facet: Facet, value: str, page: SearchPage) -> bool:
    """Say whether a value still has a name: what was deleted may stand in the index for a moment."""
    if facet is Facet.KIND:
        return value in kinds.labels()
    return facet is Facet.PERIOD or value in page.places.of(facet)


def _name(facet: Facet, value: str, page: SearchPage) -> Sentence:
    if facet is Facet.KIND:
        return kinds.labels().get(value, "")
    if facet is Facet.PERIOD:
        return str(format_date(date.fromisoformat(f"{value}-01"), "LLLL y"))
    place = page.places.of(facet).get(value, Place(""))
    if facet is Facet.PHASE and _spans_consultations(page):
        whole = page.places.of(Facet.CONSULTATION).get(place.consultation, Place(""))
        return _("%(phase)s, dans « %(consultation)s »", phase=place.title, consultation=whole.title)
    return place.title
