"""Write the region's scheme: its axes, its measures and where they hold, the meetings of its calendar."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from flask_babel import lazy_gettext as _l
from sqlalchemy import select

from consult.accounts.models import User
from consult.kit import outbox
from consult.kit.db import session
from consult.kit.errors import Conflict, Invalid
from consult.kit.text.markdown import normalise_typed, one_line
from consult.kit.text.slugs import slugify
from consult.territories.models import Territory
from contributions.links import checked_link
from council.models import Axis, Council, Measure, MeasureTerritory, MeetingKind, Scheme, SchemeMeeting
from council.queries.programme import territories_like, territory_named
from search import kinds

LONGEST_TITLE, LONGEST_TEXT = 200, 6_000
COLLECTION = "measure"
"""What the search calls the measures of schemes."""


@dataclass(frozen=True)
class SchemeDraft:
    """What frames a scheme: its title, what it is for, when and by what deed it was adopted, where its text is."""

    title: str
    summary: str = ""
    adopted_on: date | None = None
    deed: str = ""
    url: str = ""


@dataclass(frozen=True)
class MeasureDraft:
    """What a scheme decides: `territories` are those it is for, none when it is for the whole region."""

    title: str
    text: str = ""
    territories: Sequence[Territory] = ()
    recommendation_id: int | None = None


@dataclass(frozen=True)
class MeetingDraft:
    """A conference or a technical meeting; `outcome` says what came of it."""

    kind: MeetingKind
    title: str
    starts_at: datetime
    ends_at: datetime | None = None
    place: str = ""
    link: str = ""
    outcome: str = ""


# --- the scheme --------------------------------------------------------------------------------


def create_scheme(actor: User, council: Council, draft: SchemeDraft, *, at: datetime) -> Scheme:
    """Begin a scheme, that nobody else reads yet. Raises `Invalid` for an empty or taken title."""
    slug = slugify(_title(draft.title), fallback="schema")
    if session.scalars(select(Scheme.id).where(Scheme.slug == slug)).first() is not None:
        raise Invalid(_l("Choisissez un autre titre : un schéma le porte déjà."), "title")
    scheme = Scheme(
        slug=slug, council_id=council.id, created_at=at, created_by_id=actor.id, title="", axes=[], meetings=[]
    )
    scheme.council = council
    _frame(scheme, draft)
    session.add(scheme)
    session.flush()
    return scheme


def write_scheme(scheme: Scheme, draft: SchemeDraft, *, version: int | None) -> None:
    """Change what frames a scheme; its address stays. Raises `Conflict` for a stale page."""
    _change(scheme, version)
    _frame(scheme, draft)
    session.flush()


def _frame(scheme: Scheme, draft: SchemeDraft) -> None:
    scheme.title, scheme.adopted_on = _title(draft.title), draft.adopted_on
    scheme.summary, scheme.deed = normalise_typed(draft.summary)[:LONGEST_TEXT], one_line(draft.deed)[:300]
    scheme.url = _link(draft.url, "url")


def publish_scheme(actor: User, scheme: Scheme, *, at: datetime) -> None:
    """Show a scheme to everyone. Raises `Conflict` without a day of adoption, a deed or a measure."""
    _change(scheme, None)
    if scheme.is_public:
        return
    if scheme.adopted_on is None or not scheme.deed:
        raise Conflict(_l("Dites d’abord quand le schéma a été adopté, et par quelle délibération."))
    if not any(axis.measures for axis in scheme.axes):
        raise Conflict(_l("Ajoutez d’abord une mesure."))
    scheme.published_at, scheme.published_by_id = at, actor.id
    session.flush()
    for axis in scheme.axes:
        for measure in axis.measures:
            _told(measure, at)


def _change(scheme: Scheme, version: int | None) -> None:
    session.refresh(scheme, ["published_at", "version"], with_for_update=True)
    if version is not None and version != scheme.version:
        raise Conflict(_l("Rechargez la page : quelqu’un d’autre a modifié ce schéma entre-temps."))
    scheme.version += 1


# --- its axes and measures -----------------------------------------------------------------------


def add_axis(scheme: Scheme, title: str, summary: str = "", *, version: int | None = None) -> Axis:
    """Add an axis at the end."""
    named = _title(title)
    _change(scheme, version)
    axis = Axis(title=named, summary=normalise_typed(summary)[:LONGEST_TEXT], position=len(scheme.axes) + 1)
    axis.measures = []
    scheme.axes.append(axis)
    session.flush()
    return axis


def write_axis(axis: Axis, title: str, summary: str = "", *, version: int | None) -> None:
    """Change what an axis says."""
    named = _title(title)
    _change(axis.scheme, version)
    axis.title, axis.summary = named, normalise_typed(summary)[:LONGEST_TEXT]
    session.flush()


def remove_axis(axis: Axis) -> None:
    """Take away an axis that holds nothing; the next ones move up. Raises `Conflict` while it holds a measure."""
    if axis.measures:
        raise Conflict(_l("Retirez d’abord les mesures de cet axe."))
    scheme = axis.scheme
    _change(scheme, None)
    scheme.axes.remove(axis)
    for place, one in enumerate(scheme.axes, start=1):
        one.position = place
    session.flush()


def add_measure(axis: Axis, draft: MeasureDraft, *, at: datetime, version: int | None = None) -> Measure:
    """Add a measure at the end of an axis."""
    named = _title(draft.title)
    _change(axis.scheme, version)
    measure = Measure(title=named, position=len(axis.measures) + 1, text="", territories=[])
    axis.measures.append(measure)
    _decide(measure, draft)
    _told(measure, at)
    return measure


def write_measure(measure: Measure, draft: MeasureDraft, *, at: datetime, version: int | None) -> None:
    """Change what a measure says, where it holds, what it rests on."""
    named = _title(draft.title)
    _change(measure.axis.scheme, version)
    measure.title = named
    _decide(measure, draft)
    _told(measure, at)


def _decide(measure: Measure, draft: MeasureDraft) -> None:
    measure.text = normalise_typed(draft.text)[:LONGEST_TEXT]
    measure.recommendation_id = draft.recommendation_id
    wanted = {one.id: one for one in draft.territories}
    kept = [line for line in measure.territories if line.territory_id in wanted]
    known = {line.territory_id for line in kept}
    added = [MeasureTerritory(territory=one) for key, one in wanted.items() if key not in known]
    measure.territories = [*kept, *added]
    session.flush()


def remove_measure(measure: Measure, *, at: datetime) -> None:
    """Take a measure out of its scheme; the next ones move up. Raises `Conflict` once the scheme is public."""
    axis = measure.axis
    _change(axis.scheme, None)
    if axis.scheme.is_public:
        raise Conflict(_l("Ce schéma est public : changez les mots de la mesure, son numéro reste."))
    axis.measures.remove(measure)
    for place, one in enumerate(axis.measures, start=1):
        one.position = place
    session.flush()
    _told(measure, at)


def _told(measure: Measure, at: datetime) -> None:
    outbox.record(kinds.CHANGED, {"collection": COLLECTION, "id": measure.id}, at=at)


def read_territories(typed: str) -> list[Territory]:
    """Return the territories typed, one a line, by name or code. Raises `Invalid` with those close to it."""
    lines = [line.strip() for line in typed.splitlines() if line.strip()]
    return [_territory(line) for line in lines]


def _territory(line: str) -> Territory:
    found = territory_named(line)
    if found is not None:
        return found
    close = ", ".join(one.name for one in territories_like(line))
    if close:
        raise Invalid(
            _l("Choisissez pour « %(typed)s » un de ces territoires : %(close)s.", typed=line, close=close),
            "territories",
        )
    raise Invalid(
        _l(
            "Écrivez le nom d’une région, d’un département ou d’une communauté de communes : "
            "« %(typed)s » n’est pas connu.",
            typed=line,
        ),
        "territories",
    )


# --- its calendar ------------------------------------------------------------------------------


def add_meeting(scheme: Scheme, draft: MeetingDraft, *, at: datetime, version: int | None = None) -> SchemeMeeting:
    """Add a conference or a technical meeting to the calendar."""
    meeting = SchemeMeeting(**_written(draft, at))
    _change(scheme, version)
    scheme.meetings.append(meeting)
    session.flush()
    return meeting


def write_meeting(meeting: SchemeMeeting, draft: MeetingDraft, *, at: datetime, version: int | None) -> None:
    """Change a meeting, or say what came of it."""
    values = _written(draft, at)
    _change(meeting.scheme, version)
    for name, value in values.items():
        setattr(meeting, name, value)
    session.flush()


def remove_meeting(meeting: SchemeMeeting) -> None:
    """Take a meeting out of the calendar."""
    scheme = meeting.scheme
    _change(scheme, None)
    scheme.meetings.remove(meeting)
    session.flush()


def _written(draft: MeetingDraft, at: datetime) -> dict[str, object]:
    if draft.ends_at is not None and draft.ends_at < draft.starts_at:
        raise Invalid(_l("Corrigez les heures : la rencontre finit avant de commencer."), "ends_at")
    return {
        "kind": draft.kind,
        "title": _title(draft.title),
        "starts_at": draft.starts_at,
        "ends_at": draft.ends_at,
        "place": one_line(draft.place)[:LONGEST_TITLE],
        "link": _link(draft.link, "link"),
        "outcome": normalise_typed(draft.outcome)[:LONGEST_TEXT],
        "written_at": at,
    }


def _title(typed: str) -> str:
    title = one_line(typed)[:LONGEST_TITLE]
    if not title:
        raise Invalid(_l("Donnez un titre."), "title")
    return title


def _link(typed: str, field: str) -> str:
    if not typed.strip():
        return ""
    try:
        return checked_link(typed)
    except Invalid as refusal:
        raise Invalid(refusal.sentence, field) from refusal
