"""Find one proposal, or a page of them in the order asked for."""

import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from functools import reduce
from operator import add
from typing import Any, cast

from sqlalchemy import ColumnElement, Row, Select, and_, func, literal, or_, select, true, union_all
from sqlalchemy.orm import joinedload, load_only

from consult.accounts.models import AnyActor, User
from consult.consultations.models import Consultation, ConsultationStatus, Theme
from consult.kit.db import session
from consult.kit.errors import NotFound
from consult.kit.paging import PAGE_SIZE, Page, after, cut, decode
from consult.territories.models import Territory, TerritoryLevel
from contributions.models import DRAW_RANGE, TRACED, Channel, Contribution, Proposal, Status
from contributions.queries.places import named_by, within, within_code
from contributions.queries.visibility import visible_to

ROTATION_SECONDS = 600
_CODE = re.compile(r"[0-9A-Z]{2,9}")


class Sort(StrEnum):
    """The orders a list may be asked in; anything else is refused."""

    RANDOM = "hasard"
    RECENT = "recentes"
    SUPPORTED = "soutenues"
    DISCUSSED = "discutees"
    LEAST_VOTED = "moins-votees"


@dataclass(frozen=True)
class ProposalRow:
    """A proposal as lists show it; `votes` and `imported` are pour, mitigé, contre, or None when hidden."""

    id: int
    slug: str
    title: str
    excerpt: str
    author: str | None
    author_kind: str | None
    place: str | None
    theme: str | None
    channel: Channel
    published_at: datetime
    votes: tuple[int, int, int] | None
    imported: tuple[int, int, int] | None
    arguments: int
    comments: int
    key: tuple[int | str, ...]


def proposal_for(actor: AnyActor, proposal_id: int, *, lock: bool = False) -> Proposal:
    """Return a proposal with its author, theme and consultation, in one query.

    A hidden or withdrawn proposal is returned to all: its page says what became of it, without the
    words. Raises `NotFound` for what this person may not know of. `lock` orders the writers.
    """
    statement = one_proposal(actor, proposal_id)
    if lock:
        statement = statement.with_for_update(of=Contribution.__table__)
    found = session.scalars(statement).unique().one_or_none()
    if found is None:
        raise NotFound
    return found


def one_proposal(actor: AnyActor, proposal_id: int) -> Select[Proposal]:
    """Return how to read a proposal with all its page says of it, if this person may know of it."""
    return (
        select(Proposal)
        .where(Proposal.id == proposal_id, or_(visible_to(actor), _leaves_trace()))
        .options(
            joinedload(Proposal.author),
            joinedload(Proposal.theme),
            joinedload(Proposal.territory),
            joinedload(Proposal.consultation).joinedload(Consultation.phases),
        )
    )


def _leaves_trace() -> ColumnElement[bool]:
    return Contribution.status.in_(TRACED) & Contribution.published_at.is_not(None)


def proposals_page(
    consultation: Consultation,
    sort: Sort,
    *,
    theme: Theme | None = None,
    place: Territory | None = None,
    start: int = 0,
    cursor: str | None = None,
    size: int = PAGE_SIZE,
) -> Page[ProposalRow]:
    """Return one page of the published proposals of a consultation, of one of its themes, about one territory.

    `start` is where a random list begins on the circle of draws; the cursor then carries it, so
    that the following pages go on from the same draw.
    """
    if sort is Sort.RANDOM:
        return _random_page(_in_list(consultation, theme, place), start, cursor, size)
    columns = _order(sort, imported=consultation.imported)
    key = decode(cursor, len(columns))
    statement = _rows(*(column for column, _ in columns)).where(_in_list(consultation, theme, place))
    condition = after(columns, _instants(key) if sort is Sort.RECENT else key)
    if condition is not None:
        statement = statement.where(condition)
    ordered = statement.order_by(*(column.desc() if down else column.asc() for column, down in columns))
    return cut(_read(ordered.limit(size + 1)), lambda row: row.key, cursor=cursor, size=size)


@dataclass(frozen=True)
class Extent:
    """What a list holds: the territory it is narrowed to, its proposals, the departments it may be narrowed to."""

    place: Territory | None
    proposals: int
    departments: Sequence[Territory]


def extent_of(consultation: Consultation, *, theme: Theme | None = None, code: str = "") -> Extent:
    """Count a list, find the territory its address names by its code, and name the departments, in one query.

    Raises `NotFound` for a code that names no territory.
    """
    narrowed = [within_code(code)] if code else []
    counted = select(func.count(Proposal.id)).where(_in_list(consultation, theme), *narrowed).scalar_subquery()
    if code and not _CODE.fullmatch(code):
        raise NotFound
    offered = (Territory.level == TerritoryLevel.DEPARTMENT) | named_by(code)
    one_row = select(literal(1).label("one")).subquery()
    rows = session.execute(
        select(counted, Territory).select_from(one_row).outerjoin(Territory, offered).order_by(Territory.name)
    ).all()
    known = [found for _count, found in rows if found is not None]
    return Extent(_named(known, code), rows[0][0], _departments(known))


def _departments(known: Sequence[Territory]) -> list[Territory]:
    return [one for one in known if one.level is TerritoryLevel.DEPARTMENT]


def _named(known: Sequence[Territory], code: str) -> Territory | None:
    if not code:
        return None
    place = next((one for one in known if one.code == code), None)
    if place is None:
        raise NotFound
    return place


def _in_list(
    consultation: Consultation, theme: Theme | None, place: Territory | None = None
) -> ColumnElement[bool]:
    where = Proposal.theme_id == theme.id if theme else Proposal.consultation_id == consultation.id
    return and_(where, Proposal.status == Status.PUBLISHED, *([within(place)] if place else []))


def _order(sort: Sort, *, imported: bool) -> list[tuple[ColumnElement[Any], bool]]:
    """Return the columns of an order; where all votes come from elsewhere, those votes rank."""
    first: dict[Sort, tuple[Any, bool]] = {
        Sort.RECENT: (Proposal.published_at, True),
        Sort.SUPPORTED: (func.coalesce(Proposal.imported_for, 0) if imported else Proposal.votes_for, True),
        Sort.DISCUSSED: (Proposal.discussion, True),
        Sort.LEAST_VOTED: (_imported_total() if imported else Proposal.votes_total, False),
    }
    column, descending = first[sort]
    return [(column, descending), (cast("ColumnElement[Any]", Proposal.id), descending)]


def _imported_total() -> ColumnElement[int]:
    columns = (Proposal.imported_for, Proposal.imported_mixed, Proposal.imported_against)
    return reduce(add, (func.coalesce(column, 0) for column in columns))


def _instants(key: tuple[Any, ...] | None) -> tuple[Any, ...] | None:
    return (datetime.fromisoformat(str(key[0])), key[1]) if key else None


def _random_page(listed: ColumnElement[bool], start: int, cursor: str | None, size: int) -> Page[ProposalRow]:
    """Walk the circle of draws from `start`: lap 0 is what lies beyond it, lap 1 what lies before."""
    key = decode(cursor, 4)
    begin = int(key[0]) if key else start
    sides = {0: Proposal.draw >= begin, 1: Proposal.draw < begin}
    reached = int(key[1]) if key else 0
    arcs = [
        _arc(and_(listed, side, _beyond(key if lap == reached else None)), lap, size)
        for lap, side in sides.items()
        if lap >= reached
    ]
    ids = union_all(*arcs).subquery()
    statement = (
        _rows(literal(begin), ids.c.lap, Proposal.draw, Proposal.id)
        .join(ids, ids.c.id == Proposal.id)
        .order_by(ids.c.lap, Proposal.draw, Proposal.id)
        .limit(size + 1)
    )
    return cut(_read(statement), lambda row: row.key, cursor=cursor, size=size)


def _arc(condition: ColumnElement[bool], lap: int, size: int) -> Select[Any]:
    inner = select(Proposal.id, literal(lap).label("lap")).where(condition)
    return select(inner.order_by(Proposal.draw, Proposal.id).limit(size + 1).subquery())


def _beyond(key: tuple[Any, ...] | None) -> ColumnElement[bool]:
    passed = after([(Proposal.draw, False), (Proposal.id, False)], key[2:] if key else None)  # type: ignore[list-item]
    return true() if passed is None else passed


def start_for(actor: AnyActor, consultation: Consultation, at: datetime) -> int:
    """Draw where a random list begins: always the same for a person, the same for all visitors for ten minutes."""
    who = (
        f"person {actor.id}" if isinstance(actor, User) else f"visitors {int(at.timestamp()) // ROTATION_SECONDS}"
    )
    digest = hashlib.sha256(f"{who} {consultation.id}".encode()).digest()
    return int.from_bytes(digest[:4], "big") % DRAW_RANGE


def _rows(*key: Any) -> Select[Any]:  # noqa: ANN401 - columns of a list's order
    named = [column.label(f"key_{place}") for place, column in enumerate(key)]
    return (
        select(
            Proposal,
            User.display_name,
            User.kind,
            Territory.name.label("place"),
            Theme.title.label("theme_title"),
            Consultation.results_hidden & (Consultation.status != ConsultationStatus.CLOSED),
            *named,
        )
        .join(Consultation, Consultation.id == Proposal.consultation_id)
        .outerjoin(User, User.id == Proposal.author_id)
        .outerjoin(Territory, Territory.id == Proposal.territory_id)
        .outerjoin(Theme, Theme.id == Proposal.theme_id)
        .options(load_only(*_LISTED_COLUMNS))
    )


_LISTED_COLUMNS = (
    Proposal.slug,
    Proposal.title,
    Proposal.excerpt,
    Proposal.channel,
    Proposal.published_at,
    Proposal.votes_for,
    Proposal.votes_mixed,
    Proposal.votes_against,
    Proposal.imported_for,
    Proposal.imported_mixed,
    Proposal.imported_against,
    Proposal.arguments_for,
    Proposal.arguments_against,
    Proposal.comments,
)


def _read(statement: Select[Any]) -> list[ProposalRow]:
    return [_row(found) for found in session.execute(statement)]


def _row(found: Row[Any]) -> ProposalRow:
    one, author, kind, place, theme, hidden, *key = cast("tuple[Any, ...]", found)
    return ProposalRow(
        id=one.id,
        slug=one.slug,
        title=one.title,
        excerpt=one.excerpt,
        author=author,
        author_kind=kind,
        place=place,
        theme=theme,
        channel=one.channel,
        published_at=cast("datetime", one.published_at),
        votes=None if hidden else one.votes,
        imported=one.imported,
        arguments=one.arguments_for + one.arguments_against,
        comments=one.comments,
        key=tuple(value.isoformat() if isinstance(value, datetime) else value for value in key),
    )
