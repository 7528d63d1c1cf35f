"""Watch the requests of the staff: a write leaves its line before the commit, a reading once the page is made."""

from datetime import date
from enum import Enum
from typing import Any

from flask import Flask, Response, g, request
from sqlalchemy import event, inspect
from sqlalchemy.orm import ORMExecuteState, Session

from consult.accounts.models import User
from consult.audit.operations import add_line
from consult.kit import clock
from consult.kit.db import database
from consult.kit.permissions import present_actor
from consult.kit.registries import Registry

DESKS = ("/administration/", "/conseil/", "/moderation/", "/secretariat/")
"""Addresses where only the staff writes."""

ENTERED_FOR_SOMEONE = "/saisie"
"""How the address ends where a facilitator types what someone else said."""

personal_pages: Registry[str] = Registry("personal_pages")
"""The endpoints of pages that show the staff someone's personal data, named by each room."""

_SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})
_MOST = 50
_CHANGES, _READING = "audit_changes", "audit_reading"
_WORDS = "…"
# Queues, mails and counts of attempts belong to the machinery, not to what was decided.
_MACHINERY = frozenset({"consult.kit.jobs", "consult.kit.limits", "consult.kit.mail"})


def is_staff_address(path: str) -> bool:
    """Say whether writing at this address is a gesture of the staff."""
    return f"{path}/".startswith(DESKS) or path.endswith(ENTERED_FOR_SOMEONE)


def init_app(app: Flask) -> None:
    """Watch every request; whoever is not of the staff leaves nothing here."""
    app.before_request(_watch)
    app.after_request(_write_line)
    app.teardown_request(_write_reading)


def _watch() -> None:
    if request.method in _SAFE_METHODS or not is_staff_address(request.path):
        return
    changes: list[list[Any]] = []
    setattr(g, _CHANGES, changes)
    opened: Session = g.db_session

    @event.listens_for(opened, "after_flush")
    def note_rows(flushed: Session, _context: object) -> None:
        rows = (*flushed.new, *flushed.dirty, *flushed.deleted)
        changes.extend(told for row in rows if _matters(type(row)) and (told := _row(row))[2])

    @event.listens_for(opened, "do_orm_execute")
    def note_statement(state: ORMExecuteState) -> None:
        kind = state.bind_mapper.class_ if state.bind_mapper else None
        if not state.is_select and kind is not None and _matters(kind):
            changes.append([kind.__tablename__, None, {}])


def _matters(kind: type) -> bool:
    return kind.__module__ not in _MACHINERY


def _row(row: Any) -> list[Any]:  # noqa: ANN401 - any model
    state = inspect(row)
    fields = {}
    for column in state.mapper.column_attrs:
        history = state.attrs[column.key].history
        if history.has_changes():
            before, after = ((part[0] if part else None) for part in (history.deleted, history.added))
            fields[column.key] = [_told(before), _told(after)]
    # A row just added has its key and not yet its identity.
    return [row.__tablename__, state.mapper.primary_key_from_instance(row)[0], fields]


def _told(value: object) -> object:
    """Tell a figure, a date or a state; words are only said to have changed."""
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, date):
        return value.isoformat()
    return value if value is None or isinstance(value, bool | int | float) else _WORDS


def _write_line(response: Response) -> Response:
    """Add the line to the request's own transaction, which commits right after."""
    refused = response.status_code >= 400  # noqa: PLR2004 - where the transaction is rolled back
    changes, actor = g.pop(_CHANGES, None), present_actor()
    if refused:
        return response
    if changes is not None and isinstance(actor, User):
        add_line(actor.id, request.method, request.path, changes[:_MOST], at=clock.now())
    elif request.method == "GET" and request.endpoint in set(personal_pages):
        setattr(g, _READING, getattr(actor, "id", None))
    return response


def _write_reading(error: BaseException | None) -> None:
    """Write a reading once the page's own transaction is over: a page that is read writes nothing."""
    actor_id = g.pop(_READING, None)
    if actor_id is not None and error is None:
        with database().unit_of_work():
            add_line(actor_id, "GET", request.path, [], at=clock.now())
