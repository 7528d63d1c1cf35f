"""Let people follow a consultation with their own tools: a feed of its news, a calendar of its phases."""

from collections.abc import Iterator
from datetime import datetime
from urllib.parse import urlsplit

from flask import Blueprint, Response
from flask_babel import get_locale
from flask_babel import gettext as _

from consult.consultations.bulletin import Entry, Wanted, news_of
from consult.consultations.loading import consultation_at
from consult.consultations.models import Consultation, Phase
from consult.consultations.rules import Permission
from consult.kit import atom, clock, icalendar
from consult.kit.addresses import external_url, public_address
from consult.kit.caching import conditional, same_for_all
from consult.kit.permissions import requires

blueprint = Blueprint("feeds", __name__)
_KEPT_SECONDS = 300
_NEWEST = 50


@blueprint.get("/consultations/<slug>/actualites.atom")
@requires(Permission.SEE_CONSULTATION, on=consultation_at)
@same_for_all(seconds=_KEPT_SECONDS)
def news(consultation: Consultation) -> Response:
    """Give the latest news of a consultation, as anyone may read it now."""
    ids = frozenset({consultation.id})
    entries = news_of(Wanted(ids, clock.now(), listed=ids, newest=_NEWEST))
    feed = atom.Feed(
        identifier=_identifier(consultation, f"consultation/{consultation.id}"),
        title=consultation.title,
        subtitle=consultation.question,
        url=external_url("consultations.show", slug=consultation.slug),
        own_url=external_url("feeds.news", slug=consultation.slug),
        author=consultation.organiser or consultation.title,
        language=str(get_locale() or "fr"),
        updated_at=_written_at(consultation),
        items=[_item(consultation, entry) for entry in entries],
    )
    return conditional(atom.write(feed), atom.MIME_TYPE, feed.last_change)


def _item(consultation: Consultation, entry: Entry) -> atom.Item:
    return atom.Item(
        identifier=_identifier(consultation, entry.key),
        title=_("%(what)s : %(title)s", what=entry.label, title=entry.title),
        url=entry.url,
        published_at=entry.at,
        updated_at=entry.updated_at,
        summary=entry.summary,
        author=entry.author,
        category=entry.kind,
    )


def _identifier(consultation: Consultation, name: str) -> str:
    """Name something for good (RFC 4151): by this site, on the day the consultation was created."""
    return f"tag:{_host()},{clock.local(consultation.created_at):%Y-%m-%d}:{name}"


def _host() -> str:
    return urlsplit(public_address("/")).hostname or "localhost"


def _written_at(consultation: Consultation) -> datetime:
    """Return when its dates were last known to change: its publication, or its closing."""
    return consultation.closed_at or consultation.published_at or consultation.created_at


@blueprint.get("/consultations/<slug>/calendrier.ics")
@requires(Permission.SEE_CONSULTATION, on=consultation_at)
@same_for_all(seconds=_KEPT_SECONDS)
def calendar(consultation: Consultation) -> Response:
    """Give the phases of a consultation as a calendar, with the day its synthesis is owed."""
    made = icalendar.Calendar(consultation.title, "-//Consult//FR", list(_events(consultation)))
    response = conditional(icalendar.write(made), icalendar.MIME_TYPE)
    response.headers["Content-Disposition"] = f"inline; filename={consultation.slug}.ics"
    return response


def _events(consultation: Consultation) -> Iterator[icalendar.Event]:
    for phase in consultation.phases:
        yield _event(consultation, phase)
    if consultation.synthesis_due_on:
        starts, ends = icalendar.whole_day(consultation.synthesis_due_on)
        yield icalendar.Event(
            identifier=f"synthese-{consultation.id}@{_host()}",
            title=_("%(title)s : synthèse publique, au plus tard", title=consultation.title),
            starts=starts,
            ends=ends,
            written_at=_written_at(consultation),
            url=external_url("consultations.show", slug=consultation.slug),
        )


def _event(consultation: Consultation, phase: Phase) -> icalendar.Event:
    """Say a phase with its true end; one that the closing forestalled is cancelled where a calendar holds it."""
    stopped_at = consultation.closed_at if phase.takes_part else None
    cancelled = stopped_at is not None and phase.opens_at >= stopped_at
    ends = phase.closes_at if cancelled or stopped_at is None else min(phase.closes_at, stopped_at)
    return icalendar.Event(
        identifier=f"phase-{phase.id}@{_host()}",
        title=_("%(title)s : %(phase)s", title=consultation.title, phase=phase.title),
        starts=phase.opens_at,
        ends=ends,
        written_at=_written_at(consultation),
        summary=phase.summary,
        url=external_url("consultations.show", slug=consultation.slug),
        cancelled=cancelled,
    )
