"""Find consultations, each with its phases and themes, and only those this person may read."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, cast

from flask_babel import lazy_gettext as _l
from sqlalchemy import ColumnElement, Row, Select, and_, exists, or_, select, true
from sqlalchemy.orm import InstrumentedAttribute, defer, joinedload, selectinload
from sqlalchemy.orm.attributes import set_committed_value
from sqlalchemy.orm.interfaces import ORMOption

from consult.accounts.models import AnyActor, Role, Visitor
from consult.accounts.scopes import Scope
from consult.consultations.models import (
    Consultation,
    ConsultationChange,
    ConsultationStatus,
    Document,
    Phase,
    ResultKind,
    ResultLink,
    Stage,
    Theme,
)
from consult.kit.db import session
from consult.kit.errors import BadRequest, NotFound
from consult.kit.paging import PAGE_SIZE, Page, after, cut, decode

STAFF = (Role.ADMINISTRATOR, Role.SECRETARIAT)
_LONG_TEXTS = (
    Consultation.body_source,
    Consultation.body_html,
    Consultation.modalities_source,
    Consultation.modalities_html,
)
_SHORT = tuple(defer(text, raiseload=True) for text in _LONG_TEXTS)
_ON_HOME = 5
_ON_DESK = 50


def staffed_by(actor: AnyActor) -> frozenset[int] | None:
    """Return the consultations this person runs as administrator or secretariat; None for all."""
    scopes = [actor.consultations_as(role) for role in STAFF]
    return None if None in scopes else frozenset().union(*(scope or () for scope in scopes))


def visible_to(actor: AnyActor) -> ColumnElement[bool]:
    """Keep what this person may read: what is published, and the drafts they run."""
    return or_(Consultation.status != ConsultationStatus.DRAFT, run_by(actor))


def run_by(actor: AnyActor) -> ColumnElement[bool]:
    """Keep the consultations this person runs."""
    scope = staffed_by(actor)
    return true() if scope is None else Consultation.id.in_(scope)


def consultation_for(actor: AnyActor, slug: str) -> Consultation:
    """Return a consultation with its territory, phases and themes, in one query; raise `NotFound`."""
    found = session.scalars(one_consultation(actor, slug)).unique().one_or_none()
    if found is None:
        raise NotFound
    return with_its_parts(found)


def one_consultation(actor: AnyActor, slug: str) -> Select[Consultation]:
    """Return how to read a consultation with its territory, phases and themes, if this person may."""
    return (
        select(Consultation)
        .where(Consultation.slug == slug, visible_to(actor))
        .options(
            joinedload(Consultation.territory), joinedload(Consultation.phases), joinedload(Consultation.themes)
        )
    )


def with_its_parts(found: Consultation) -> Consultation:
    """Let each phase and theme know its consultation."""
    for part in (*found.phases, *found.themes):
        # The session holds rows weakly: a phase or a theme kept alone must not ask for its consultation again.
        set_committed_value(part, "consultation", found)
    return found


def theme_of(actor: AnyActor, slug: str, theme_slug: str) -> Theme:
    """Return a theme with its consultation, phases and sibling themes, in one query; raise `NotFound`."""
    consultation = consultation_for(actor, slug)
    for theme in consultation.themes:
        if theme.slug == theme_slug:
            return theme
    raise NotFound


def documents_of(consultation: Consultation) -> Sequence[Document]:
    """Return its documents in the order they were added."""
    statement = select(Document).where(Document.consultation_id == consultation.id).order_by(Document.id)
    return session.scalars(statement).all()


def results_of(consultation: Consultation) -> Sequence[ResultLink]:
    """Return what came of it, the oldest first."""
    statement = (
        select(ResultLink)
        .where(ResultLink.consultation_id == consultation.id)
        .order_by(ResultLink.published_at, ResultLink.id)
    )
    return session.scalars(statement).all()


def public_phases(ids: Collection[int]) -> Sequence[Row[Phase, Consultation]]:
    """Return the phases of the public consultations among these, each with its consultation."""
    statement = select(Phase, Consultation).join(Consultation, Consultation.id == Phase.consultation_id)
    return session.execute(statement.where(*_public_among(ids)).order_by(Phase.id).options(*_SHORT)).all()


def results_between(
    ids: Collection[int], since: datetime | None, until: datetime
) -> Sequence[Row[ResultLink, Consultation]]:
    """Return what came of the public consultations among these in a span of time, each with its consultation."""
    statement = (
        select(ResultLink, Consultation)
        .join(Consultation, Consultation.id == ResultLink.consultation_id)
        .where(*_public_among(ids), ResultLink.published_at <= until)
        .order_by(ResultLink.id)
        .options(*_SHORT)
    )
    if since is not None:
        statement = statement.where(ResultLink.published_at > since)
    return session.execute(statement).all()


def _public_among(ids: Collection[int]) -> tuple[ColumnElement[bool], ...]:
    return Consultation.id.in_(ids), visible_to(Visitor())


def changes_of(consultation: Consultation) -> Sequence[ConsultationChange]:
    """Return each change of status with who did it, the latest first."""
    statement = (
        select(ConsultationChange)
        .where(ConsultationChange.consultation_id == consultation.id)
        .order_by(ConsultationChange.at.desc(), ConsultationChange.id.desc())
        .options(joinedload(ConsultationChange.actor))
    )
    return session.scalars(statement).all()


def is_slug_taken(slug: str) -> bool:
    """Say whether a consultation, even a draft, already stands at this address."""
    return bool(session.scalar(select(exists().where(Consultation.slug == slug))))


def due_for_passage(at: datetime) -> Sequence[Consultation]:
    """Return, locked, the public consultations with a phase whose opening or closing is not recorded yet."""
    due = or_(
        and_(Phase.opens_at <= at, Phase.opening_recorded_at.is_(None)),
        and_(Phase.closes_at <= at, Phase.closing_recorded_at.is_(None)),
    )
    statement = (
        select(Consultation)
        .where(
            Consultation.status != ConsultationStatus.DRAFT,
            exists().where(Phase.consultation_id == Consultation.id, due),
        )
        .order_by(Consultation.id)
        .options(selectinload(Consultation.phases))
        .with_for_update()
        .execution_options(populate_existing=True)
    )
    return session.scalars(statement).all()


# --- the tree of themes ---------------------------------------------------------------


@dataclass
class ThemeNode:
    """A theme with its sub-themes; `proposals` counts those of the whole branch."""

    theme: Theme
    depth: int
    children: list["ThemeNode"] = field(default_factory=list)

    @property
    def proposals(self) -> int:
        """Return how many published proposals stand in this theme and below."""
        return self.theme.proposals_count + sum(child.proposals for child in self.children)


def theme_tree(themes: Collection[Theme], parent_id: int | None = None, depth: int = 0) -> list[ThemeNode]:
    """Arrange themes already in order as a tree, without a query."""
    return [
        ThemeNode(theme, depth, theme_tree(themes, theme.id, depth + 1))
        for theme in themes
        if theme.parent_id == parent_id
    ]


def flat_tree(nodes: Sequence[ThemeNode]) -> list[ThemeNode]:
    """Return every node, each before its children, for a table or a list to choose from."""
    return [one for node in nodes for one in (node, *flat_tree(node.children))]


# --- lists ----------------------------------------------------------------------------


@dataclass(frozen=True)
class Listing:
    """The public consultations by where they stand; the next to close, to open, or the last closed first."""

    open: Sequence[Consultation]
    coming: Sequence[Consultation]
    closed: Page[Consultation]


def home_listing(at: datetime) -> Listing:
    """Return what the home shows: all that is open or coming, and the last ones closed."""
    return _listing(at, None, _ON_HOME)


def public_listing(at: datetime, cursor: str | None = None) -> Listing:
    """Return every public consultation, the closed ones by pages; raise `BadRequest` for a false cursor."""
    return _listing(at, cursor, PAGE_SIZE)


def scopes() -> list[Scope]:
    """List the consultations a role can be given on, drafts included, the newest first."""
    columns = (Consultation.id, Consultation.slug, Consultation.title)
    found = session.execute(select(*columns).order_by(Consultation.created_at.desc(), Consultation.id.desc()))
    return [Scope(*row) for row in found]


def run_listing(actor: AnyActor, cursor: str | None = None) -> Page[Consultation]:
    """Return a page of the consultations this person runs, drafts included, the latest created first."""
    statement = _in_list(selectinload(Consultation.phases)).where(run_by(actor))
    return _page(statement, Consultation.created_at, cursor, PAGE_SIZE)


def unfinished(actor: AnyActor) -> Sequence[Consultation]:
    """Return what this person runs and that still owes something: no synthesis is public yet."""
    has_synthesis = exists().where(
        ResultLink.consultation_id == Consultation.id, ResultLink.kind == ResultKind.SYNTHESIS
    )
    statement = (
        select(Consultation)
        .where(run_by(actor), or_(Consultation.status != ConsultationStatus.CLOSED, ~has_synthesis))
        .order_by(Consultation.created_at.desc(), Consultation.id.desc())
        .options(selectinload(Consultation.phases), selectinload(Consultation.themes))
        .limit(_ON_DESK)
    )
    return session.scalars(statement).all()


def _listing(at: datetime, cursor: str | None, size: int) -> Listing:
    published = session.scalars(_in_list(joinedload(Consultation.phases)).where(_is(ConsultationStatus.PUBLISHED)))
    by_stage: dict[Stage, list[Consultation]] = {stage: [] for stage in Stage}
    for one in published.unique():
        by_stage[one.stage(at)].append(one)
    closed = _closed(cursor, size)
    # Those whose last phase has just ended, and that the worker has not closed yet.
    just_ended = [] if cursor else by_stage[Stage.CLOSED]
    return Listing(
        open=sorted(by_stage[Stage.OPEN], key=lambda one: one.closes_at or at),
        coming=sorted(by_stage[Stage.COMING], key=lambda one: one.opens_at or at),
        closed=Page([*just_ended, *closed.items], closed.following, closed.is_first),
    )


def _closed(cursor: str | None, size: int) -> Page[Consultation]:
    statement = _in_list(selectinload(Consultation.results)).where(
        _is(ConsultationStatus.CLOSED), Consultation.closed_at.is_not(None)
    )
    return _page(statement, Consultation.closed_at, cursor, size)


def _page(
    statement: Select[Consultation], moment: InstrumentedAttribute[Any], cursor: str | None, size: int
) -> Page[Consultation]:
    """Cut a list sorted by an instant, the latest first."""
    columns = [cast("ColumnElement[Any]", column) for column in (moment, Consultation.id)]
    condition = after([(column, True) for column in columns], _read_key(cursor))
    if condition is not None:
        statement = statement.where(condition)
    rows = session.scalars(statement.order_by(*(column.desc() for column in columns)).limit(size + 1)).all()
    return cut(rows, lambda row: (getattr(row, moment.key).isoformat(), row.id), cursor=cursor, size=size)


def _read_key(cursor: str | None) -> tuple[datetime, int] | None:
    key = decode(cursor, 2)
    if key is None:
        return None
    try:
        return datetime.fromisoformat(key[0]), int(key[1])
    except (TypeError, ValueError) as error:
        raise BadRequest(_l("Cette page de la liste n’existe pas. Revenez au début de la liste.")) from error


def _is(status: ConsultationStatus) -> ColumnElement[bool]:
    return Consultation.status == status


def _in_list(*options: ORMOption) -> Select[Consultation]:
    """Select consultations for a list: without their long texts, which a list never shows."""
    return select(Consultation).options(joinedload(Consultation.territory), *_SHORT, *options)
