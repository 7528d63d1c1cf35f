"""Put what someone sent in the table, once, whatever is sent twice and by whichever way it came.

The verbs of `operations` say what a text is made of; here it gets its author, its status and its first row of
history, and its author follows what they wrote on.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeVar, cast

from sqlalchemy.exc import IntegrityError

from consult.accounts.models import Role, User
from consult.consultations.models import Consultation
from consult.kit.db import session, upsert
from contributions.follows.operations.following import follow_own
from contributions.holding import first_status
from contributions.models import Channel, Contribution, PaperConsent, Status
from contributions.queries.history import by_fingerprint
from contributions.status import leave_row
from contributions.wording import fingerprint

C = TypeVar("C", bound=Contribution)


@dataclass(frozen=True)
class Entry:
    """By which way a contribution came, and who typed it when that is not its author.

    On paper or in a meeting there is a facilitator and no author: the person agreed (`consent`) and
    stays unnamed.
    """

    channel: Channel = Channel.ONLINE
    facilitator: User | None = None
    consent_note: str = ""


ONLINE = Entry()


def post(
    model: type[C],
    author: User | None,
    consultation: Consultation,
    values: dict[str, Any],
    *,
    place: tuple[object, ...],
    at: datetime,
    entry: Entry = ONLINE,
) -> C:
    """Insert a contribution unless the same person already sent the same form, or the same words in that place."""
    status = first_status(consultation, values.get("title", ""), values["source"])
    mark = _fingerprint(author or entry.facilitator, place, values["source"]) if author else None
    row = {
        **values,
        "kind": model.__mapper__.polymorphic_identity,
        "consultation_id": consultation.id,
        "author_id": author.id if author else None,
        "channel": entry.channel,
        "entered_by_id": entry.facilitator.id if entry.facilitator else None,
        "from_organiser": author is not None and author.has_role(Role.SECRETARIAT, consultation.id),
        "status": status,
        "created_at": at,
        "submitted_at": at,
        "published_at": at if status is Status.PUBLISHED else None,
        "fingerprint": mark,
    }
    posted = _insert(model, row)
    if posted is None and (already := by_fingerprint(mark or "")):
        return cast("C", already)
    posted = posted or cast("C", _insert(model, {**row, "form_key": None}))
    _keep_consent(posted, entry, at)
    leave_row(posted, Status.DRAFT, author or entry.facilitator, at=at)
    if author is not None and entry.channel is Channel.ONLINE:
        follow_own(author, posted, at=at)
    return posted


def _keep_consent(posted: Contribution, entry: Entry, at: datetime) -> None:
    if entry.facilitator is None:
        return
    consent = PaperConsent(contribution_id=posted.id, facilitator_id=entry.facilitator.id, given_at=at)
    consent.note = entry.consent_note[:200]
    session.add(consent)


def _insert(model: type[C], row: dict[str, Any]) -> C | None:
    """Insert a row, or make it of its form's draft; None when the form or the words were sent before."""
    statement = upsert(model).values(row)
    if row.get("form_key") is None:
        written = statement.on_conflict_do_nothing(index_elements=["fingerprint"])
    else:
        said = {name: value for name, value in row.items() if name not in _OF_A_DRAFT}
        written = statement.on_conflict_do_update(
            index_elements=["author_id", "form_key"],
            set_={**said, "edited_at": None},
            where=model.status == Status.DRAFT,
        )
    try:
        with session.begin_nested():
            found = session.scalars(written.returning(model), execution_options={"populate_existing": True})
            return found.one_or_none()
    except IntegrityError:
        return None


_OF_A_DRAFT = frozenset({"kind", "consultation_id", "author_id", "form_key", "draw", "created_at"})
"""What a draft already has when it is sent; the rest is what its form says at that moment."""


def _fingerprint(author: User | None, place: tuple[object, ...], source: str) -> str:
    return fingerprint(author.id if author else "", *place, " ".join(source.casefold().split()))
